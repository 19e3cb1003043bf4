"""002-01: an office drafts its quota, the Kanwil of its region decides, and the days follow; the
directorate multiplies everybody's."""
import datetime

import offices
from applicant import PICTURE, Applicant, invented
from client import Account
from officers import Officer

RULES = "/office/v1/quota_rules"
TUESDAY, THURSDAY = 1, 3
MORE, PERCENT = 25, 110


def run(world, t):
    if world.admin is None:
        t.note("no admin socket here (--admin SOCKET): left out")
        return
    head = Officer(world, "kepala.kuota", "OFFICE_HEAD", "PONTIANAK")
    kanwil = Officer(world, "kadiv.kalbar", "KANWIL_DIVISION_HEAD", "PONTIANAK")
    far = Officer(world, "kadiv.kepri", "KANWIL_DIVISION_HEAD", "BATAM")
    t.section("Pontianak drafts, its Kanwil decides")
    day = far_day(world, TUESDAY)
    raised(world, t, head, kanwil, far, day)
    refused_or_taken_back(t, head, kanwil, day)
    t.section("A cut below what is taken takes nobody's place")
    cut(world, t, head, kanwil)
    t.section("The directorate multiplies everybody's places")
    national(world, t, head, kanwil)


def far_day(world, weekday):
    """Nobody has been there, nor will another walk."""
    return offices.untouched(world, offices.PONTIANAK, [weekday], after=30)[-1]


def rule(day, **kind):
    """For one date."""
    end = datetime.date.fromisoformat(day["date"]) + datetime.timedelta(days=1)
    return {"service_point": offices.PONTIANAK, "pool": "online", "weekdays": [1, 2, 3, 4, 5], "from": day["date"],
            "to": end.isoformat(), "reason": "school holidays"} | kind


def draft(officer, proposal, key=None):
    return officer.call("POST", RULES, proposal, key=key)


def approve(officer, number):
    return officer.call("POST", f"{RULES}/{number}/approval", {})


def end(officer, number, how, reason):
    return officer.call("POST", f"{RULES}/{number}/{how}", {"reason": reason})


def numbers(officer, state="proposed"):
    return [row["rule"] for row in officer.get(f"{RULES}?state={state}").json["rules"]]


def total(world, day):
    return offices.day_of(world, offices.PONTIANAK, day["date"])["total"]


def raised(world, t, head, kanwil, far, day):
    elsewhere = draft(head, rule(day, delta=MORE) | {"service_point": offices.BATAM})
    t.answered("002-01", "the head of Pontianak drafts nothing for Batam", elsewhere, 404, "OFFICE_NOT_FOUND")
    t.answered("002-01", "nor percents, which are the country's", draft(head, rule(day, percent=200)), 403, "FORBIDDEN")
    t.answered("002-01", "the Kanwil does not draft", draft(kanwil, rule(day, delta=MORE)), 403, "FORBIDDEN")
    drafted = draft(head, rule(day, delta=MORE))
    t.answered("002-01", f"the head drafts {MORE} more for {day['date']}", drafted, 201)
    number = drafted.json["rule"]
    t.equal("002-01", "by name", (drafted.json["state"], drafted.json["proposed_by"]), ("proposed", head.login))
    t.equal("002-01", "a draft changes no day", total(world, day), day["total"])
    t.answered("002-01", "who drafts does not approve", approve(head, number), 403, "FORBIDDEN")
    t.equal("002-04", "another region's Kanwil does not see it", numbers(far), [])
    t.answered("002-04", "nor its history", far.get(f"{RULES}/{number}/history"), 404, "REQUEST_NOT_FOUND")
    t.answered("002-04", "nor approves it", approve(far, number), 404, "REQUEST_NOT_FOUND")
    t.answered("002-04", "nor refuses it", end(far, number, "refusal", "not here"), 404, "REQUEST_NOT_FOUND")
    page = f"/office/v1/service_points/{offices.PONTIANAK}/days/{day['date']}"
    t.answered("002-04", "nor looks at the day", far.get(page), 404, "OFFICE_NOT_FOUND")
    t.equal("002-01", "its own has it on the list", numbers(kanwil), [number])
    approved = approve(kanwil, number)
    t.answered("002-01", "and approves it", approved, 200)
    t.equal("9.3", "the day has changed in the same work", total(world, day), day["total"] + MORE)
    again = approve(kanwil, number)
    t.equal("002-01", "asked again, it is the same", (again.status, again.json["seat_rows_changed"]), (200, 0))
    shown = head.get(page).json
    online = next(pool for pool in shown["pools"] if pool["pool"] == "online")
    t.equal("9.3", f"the day explains itself: {online['explanation']}",
            [(part["amount"], part["decided_by"]) for part in online["parts"]][-1], (MORE, kanwil.login))
    changes = head.get(f"{RULES}/{number}/history").json["changes"]
    t.equal("002-01", "the history has both by name", [(c["action"], c["by"]) for c in changes],
            [("proposed", head.login), ("approved", kanwil.login)])
    thursday = far_day(world, THURSDAY)
    page = f"/office/v1/service_points/{offices.PONTIANAK}/days/{thursday['date']}"
    online = next(pool for pool in head.get(page).json["pools"] if pool["pool"] == "online")
    t.equal("001-04", "a Thursday too", (online["explanation"], [part["amount"] for part in online["parts"]]),
            ("200 + 125 (THURSDAY)", [200, 125]))


def refused_or_taken_back(t, head, kanwil, day):
    number = draft(head, rule(day, delta=1)).json["rule"]
    refused = end(kanwil, number, "refusal", "no staff")
    t.equal("002-01", "the Kanwil refuses another", (refused.json["state"], refused.json["decided_by"]),
            ("refused", kanwil.login))
    last = head.get(f"{RULES}/{number}/history").json["changes"][-1]
    t.check("002-01", f"and says why: {last['result']}", last["result"].endswith("no staff"), last)
    t.answered("002-01", "decided once", approve(kanwil, number), 409, "QUOTA_NOT_PROPOSED")
    number = draft(head, rule(day, delta=2)).json["rule"]
    t.answered("002-01", "the Kanwil takes nobody's draft back", end(kanwil, number, "withdrawal", "x"), 403, "FORBIDDEN")
    t.equal("002-01", "who drafted it does", end(head, number, "withdrawal", "no need").json["state"], "withdrawn")
    t.answered("002-01", "then nobody approves it", approve(kanwil, number), 409, "QUOTA_NOT_PROPOSED")


def cut(world, t, head, kanwil):
    day = far_day(world, TUESDAY)
    account = Account(world.service, world.outside, "tamu.kuota@example.id")
    account.sign_in()
    guest = Applicant(account, invented(9701)).prepare(account.upload(PICTURE)[0])
    slot = offices.slots(world, offices.PONTIANAK, day["date"])[0]["slot"]
    place = offices.place(offices.PONTIANAK, day["date"], slot)
    t.answered("D3", f"somebody takes a place of {day['date']}", guest.hold(place), 201)
    number = draft(head, rule(day, total=0)).json["rule"]
    t.answered("D3", "the office's day is cut to nothing", approve(kanwil, number), 200)
    page = head.get(f"/office/v1/service_points/{offices.PONTIANAK}/days/{day['date']}").json
    online = next(pool for pool in page["pools"] if pool["pool"] == "online")
    row = next(row for row in online["slots"] if row["slot"] == slot)
    t.equal("D3", "the surplus is granted", (row["capacity"], row["taken"], row["granted"]), (0, 1, 1))
    t.equal("002-A2", "and nobody's place is gone", guest.state, "held")
    guest.cancel()
    world.applicants.append(guest)


def national(world, t, head, kanwil):
    director = Officer(world, "direktur.lalin", "NATIONAL", "JAKARTA_SELATAN")
    colleague = Officer(world, "rekan.lalin", "NATIONAL", "JAKARTA_SELATAN")
    day = far_day(world, THURSDAY)
    everywhere = rule(day, percent=PERCENT) | {"service_point": 0}
    t.answered("002-01", "the head of an office sets nothing for the country", draft(head, everywhere), 403, "FORBIDDEN")
    own = draft(director, rule(day, delta=1))
    t.answered("002-01", "nor the directorate an office's places", own, 403, "FORBIDDEN")
    drafted = draft(director, everywhere)
    t.answered("002-01", f"the directorate drafts {PERCENT} % for {day['date']}", drafted, 201)
    number = drafted.json["rule"]
    t.answered("002-01", "the Kanwil does not decide upon it", approve(kanwil, number), 404, "REQUEST_NOT_FOUND")
    t.answered("002-01", "nor who drafted it", approve(director, number), 403, "FORBIDDEN")
    t.answered("002-01", "another of the directorate approves it", approve(colleague, number), 200)
    t.equal("002-01", "every office's day follows", total(world, day), day["total"] * PERCENT // 100)
    shown = offices.day_of(world, offices.PONTIANAK, day["date"])["explanation"]
    t.equal("9.3", "and says so", shown, f"200 + 125 x {PERCENT} % (THURSDAY)")

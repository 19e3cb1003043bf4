"""How often and how many: codes, tries, applications of an account, days that cannot be booked yet."""
import datetime

import offices
from applicant import Applicant, invented
from client import Account
from steps_holds import ready

CODES_PER_HOUR, TRIES, DRAFTS, PAGE = 5, 5, 5, 20


def run(world, t):
    codes(world, t)
    drafts(world, t)
    shut_days(world, t)


def codes(world, t):
    t.section("Codes: how many an hour, how many tries, for how long")
    account = Account(world.service, world.outside, "coba@example.id")
    def ask():
        return world.service.post("/api/v1/sign_in_codes", {"contact": account.contact})
    def enter(code):
        return world.service.post("/api/v1/sessions", {"contact": account.contact, "code": code})
    code = account.ask_for_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    left = [enter(wrong).json.get("params", {}).get("attempts_left") for _ in range(TRIES)]
    t.equal("7", "each wrong try says how many are left", left, ["4", "3", "2", "1", None])
    t.answered("7", "after five the right code is no use either", enter(code), 422, "SIGN_IN_CODE_EXPIRED")
    world.freeze()
    code = account.ask_for_code()
    world.advance(minutes=10, seconds=1)
    t.answered("7", "a code of ten minutes and a second ago", enter(code), 422, "SIGN_IN_CODE_EXPIRED")
    for _ in range(CODES_PER_HOUR - 2):
        account.ask_for_code()
    t.answered("7", "the sixth code of the hour", ask(), 429, "SIGN_IN_CODES_EXHAUSTED")
    world.advance(minutes=50)
    t.answered("7", "an hour after the first", account.sign_in(), 201)
    world.unfreeze()
    t.answered("7", "a code is good once", enter(account.code_messages()[0]), 422, "SIGN_IN_CODE_EXPIRED")
    bad = world.service.post("/api/v1/sign_in_codes", {"contact": "nobody"})
    t.answered("7", "neither an address nor a number", bad, 400, "MALFORMED_CONTACT")


def drafts(world, t):
    t.section("Applications of an account")
    account = Account(world.service, world.outside, "banyak@example.id")
    account.sign_in()
    begun = []
    for _ in range(PAGE + 2):
        a = Applicant(account, invented(9500))
        assert a.begin().status == 201
        assert a.cancel().status == 204
        begun.append(a.number)
    for _ in range(DRAFTS):
        a = Applicant(account, invented(9500))
        assert a.begin().status == 201
        begun.append(a.number)
    t.answered("2.12", "the sixth at a time, those that were given up not counted", Applicant(account, {}).begin(),
               409, "APPLICATIONS_MAX")
    first = account.get("/api/v1/applications").json
    second = account.get("/api/v1/applications?cursor=" + first["next_cursor"]).json
    listed = [x["number"] for x in first["applications"] + second["applications"]]
    t.equal("2.12", f"{len(begun)} on two pages, the newest first", listed, begun[::-1])
    t.equal("2.12", "and no third page", (len(first["applications"]), second["next_cursor"]), (PAGE, None))


def shut_days(world, t):
    t.section("Days that cannot be booked")
    a = ready(world, "hari@example.id", invented(9501))
    days = offices.days(world, offices.BATAM)
    def asked(day):
        return a.hold(offices.place(offices.BATAM, day["date"], "09:00"))
    not_yet = next((day for day in days if day["state"] == "not_yet"), None)
    if not_yet:
        refused = asked(not_yet)
        t.answered("002-01", f"{not_yet['date']} is not released yet", refused, 409, "NOT_YET_OPEN")
        t.equal("002-01", "the calendar and the refusal say when it will be", refused.json["params"],
                {"opens_at": not_yet["opens_at"]})
        t.check("002-01", "and the refusal where there are places now", refused.json["alternatives"], refused.body)
        t.equal("002-01", "and shows no free place", not_yet["free"], 0)
    weekend = next(day for day in days if day["state"] == "closed" and offices.weekday(day) > 4)
    t.answered("2.6", f"{weekend['date']} is a day of rest", asked(weekend), 404, "DAY_NOT_FOUND")
    past = (world.now() - datetime.timedelta(days=3)).date().isoformat()
    t.answered("9.2", f"{past} is over", asked({"date": past}), 409, "DAY_PAST")
    far = offices.place(offices.BATAM, "2199-01-04", "09:00")
    t.answered("2.6", "a day beyond all calendars", a.hold(far), 404, "DAY_NOT_FOUND")
    t.equal("D5", "none of this counts as a hold: a place is free to take",
            a.hold(offices.some_place(world, offices.BATAM)).status, 201)
    a.cancel()

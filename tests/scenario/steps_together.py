"""A family of five who come together: places in one act, a bill each, one of them late; a day that is too
full for all of them, and where there is room instead (D14)."""
import datetime

import offices
from applicant import PICTURE, Applicant, answers_of, invented
from client import uuid7, wait_until
from steps_bank import PAPER
from steps_payment import LATE_ASKED, SECOND, TAKEN, WINDOW, outcome
from steps_people import FAMILY, begun, row_of, sample, signed_in, stages_1_to_5

POINT = offices.NGADA  # Ten places a day.
MOST = 5


def run(world, t):
    world.advance(days=1)  # Five tries of a NIK and day (D9).
    account, members = family(world, t)
    day, slot = too_full(world, t, account, members)
    not_together(world, t, account, members, day, slot)
    held = together(world, t, account, members, day, slot)
    each_pays(world, t, members, held)


def group_hold(account, members, place, key=None, **more):
    body = {"applications": [a.number for a in members], **place, **more}
    return account.call("POST", "/api/v1/holds", body, key=key)


def next_free(world, people, points=(POINT,)):
    """All pages."""
    days, cursor = [], ""
    while cursor is not None:
        query = f"points={','.join(map(str, points))}&people={people}&cursor={cursor}"
        answer = world.service.get("/api/v1/availability/next?" + query)
        assert answer.status == 200, f"{answer} {answer.body}"
        days += answer.json["days"]
        cursor = answer.json["next_cursor"]
    return days


def family(world, t):
    t.section("A family of five, each through stages 1 to 5 (2.12)")
    account = signed_in(world, "efendi.bersama@example.id")
    members = [begun(world, account, sample(case)) for case in FAMILY]
    father = members[0].identity
    filed = {"filer_relation": "father", "filer_name": father["full_name"].title(), "filer_nik": father["nik"]}
    own = [{"civil_status": "married"}, answers_of(row_of("family_mother"))] + [{"civil_status": "single", **filed}] * 3
    for case, a, answers in zip(FAMILY, members, own):
        years = 10 if a in members[:2] else 5
        stages_1_to_5(t, "D14", case[7:].replace("_", " "), a, years, **answers)
        paper = {**PAPER, "type": a.assessment()["type"], "validity_years": years}
        t.answered("002-S5", "a passport that the counter in Bajawa offers", a.save("product", paper), 200)
    return account, members


def neighbours(world, contact, first, count):
    account = signed_in(world, contact)
    picture = account.upload(PICTURE)[0]
    people = [Applicant(account, invented(first + n)).prepare(picture) for n in range(count)]
    for a in people:
        assert a.save("product", PAPER).status == 200
    world.applicants.extend(people)
    return account, people


def too_full(world, t, account, members):
    """Gives the day and the slot that are named instead."""
    t.section("Four places are none for five")
    day = offices.untouched(world, POINT, after=3)[0]
    wanted = offices.place(POINT, day["date"], "09:00")
    others, people = neighbours(world, "bajawa@example.id", 9821, MOST)
    first = group_hold(others, people, wanted)
    t.answered("D14", f"five others take places of {day['date']} in one act", first, 201)
    slots = [place["slot"] for place in first.json["places"]]
    t.check("D14", f"in slots next to each other, near the one they wished for: {', '.join(slots)}",
            slots == sorted(slots) and "09:00" in slots and len(set(slots)) == 2, first.body)
    alone = neighbours(world, "bajawa.sendiri@example.id", 9841, 1)[1][0]
    last = next(row["slot"] for row in offices.slots(world, POINT, day["date"]) if row["free"] > 0)
    t.answered("D5", "one more takes a place alone", alone.hold(offices.place(POINT, day["date"], last)), 201)
    left = offices.day_of(world, POINT, day["date"])["free"]
    t.equal("D2", "so many are left of ten", left, 4)
    refused = group_hold(account, members, wanted)
    t.answered("D14", "the family asks for them", refused, 409, "SLOT_FULL")
    t.check("D14", refused.json["detail"], "untuk 5 orang sekaligus" in refused.json["detail"], refused.body)
    t.equal("D14", "none of the four is taken", offices.day_of(world, POINT, day["date"])["free"], left)
    t.equal("D14", "and nobody of the family holds one", {a.state for a in members}, {"draft"})
    instead = refused.json["alternatives"]
    t.check("D14", f"days with room for all are named: {', '.join(row['date'] for row in instead)}",
            instead and all(row["free"] >= MOST and row["date"] != day["date"] for row in instead), refused.body)
    found = {people: [row["date"] for row in next_free(world, people)] for people in (4, 5)}
    t.check("001-02 D14", "who looks for four places finds this day among the next, who looks for five does not",
            day["date"] in found[4] and day["date"] not in found[5], found)
    t.check("001-02", "the days that were named are among them", {row["date"] for row in instead} <= set(found[5]), found[5])
    both = next_free(world, MOST, (offices.MAUMERE, POINT))
    t.check("001-02", "two offices are looked through at once, the earliest day first",
            {row["service_point"] for row in both} == {offices.MAUMERE, POINT}
            and [row["date"] for row in both] == sorted(row["date"] for row in both), both[:3])
    for a in (*people, alone):
        a.cancel()
    return instead[0]["date"], instead[0]["slot"]


def not_together(world, t, account, members, date, slot):
    t.section("What keeps one from a place keeps all")
    place = offices.place(POINT, date, slot)
    before = offices.day_of(world, POINT, date)["free"]
    t.answered("D5", "the youngest has a place already", members[4].hold(place), 201)
    refused = group_hold(account, members, place)
    t.answered("D14", "all five ask", refused, 409, "NOT_ALLOWED_IN_STATE")
    t.equal("D14", "it is told whom it is about", refused.json["pointer"], "/applications/4")
    t.answered("R8", "the place is given back", members[4].release(), 204)
    t.equal("D14", "and no other was taken", offices.day_of(world, POINT, date)["free"], before)
    twice = group_hold(account, [members[0], members[1], members[0]], place)
    t.answered("D8", "one person twice", twice, 409, "NIK_HAS_LIVE_APPLICATION")
    t.equal("D8", "is the third of them", twice.json["pointer"], "/applications/2")
    quick = group_hold(account, members, place, accelerated=True)
    t.answered("6.4", "places of a service that they have not chosen", quick, 409, "ANSWER_CONTRADICTS")
    stranger = signed_in(world, "bukan.keluarga@example.id")
    t.answered("D14", "somebody else asks for them", group_hold(stranger, members, place), 404, "APPLICATION_NOT_FOUND")


def together(world, t, account, members, date, slot):
    t.section("Five places in one act")
    world.freeze()
    place = offices.place(POINT, date, slot)
    before = offices.day_of(world, POINT, date)["free"]
    key = uuid7()
    first, second = group_hold(account, members, place, key), group_hold(account, members, place, key)
    t.answered("D14 002-S7", f"all five hold a place on {date}", first, 201)
    held = first.json
    t.equal("D3", "the same request again has the same answer", (second.status, second.body), (201, first.body))
    t.equal("D14", "five places are gone, not ten", offices.day_of(world, POINT, date)["free"], before - MOST)
    t.equal("D14", "each has one, in the order of the family", [row["application"] for row in held["places"]],
            [a.number for a in members])
    t.equal("D5", "each is held", {a.state for a in members}, {"held"})
    return held


def each_pays(world, t, members, held):
    t.section("Five bills, and one is paid late")
    issued = world.now().replace(microsecond=0)
    bills = [a.submit() for a in members]
    t.equal("D14 002-A3", "a bill each", [bill.status for bill in bills], [201] * MOST)
    codes = [bill.json["billing_code"] for bill in bills]
    t.equal("002-A3", "each with a code of its own", len(set(codes)), MOST)
    for a, code in zip(members[:4], codes):
        t.equal("002-F3", f"{a.identity['full_name'].title()} pays", outcome(world.outside.pay(code)), TAKEN)
    youngest = members[4]
    world.set(issued + WINDOW + SECOND)
    report = world.outside.pay(codes[4])
    t.equal("002-F3 D4", "the fifth is paid at 2:00:01: the bank does not take it", report["response_code"], LATE_ASKED)
    t.check("D5 R5", "that bill has expired, the application is kept",
            wait_until(lambda: youngest.state == "expired", "expiry"))
    t.equal("D14", "the other four are scheduled all the same", [a.state for a in members[:4]], ["scheduled"] * 4)
    own = offices.place(POINT, held["date"], held["places"][4]["slot"])
    t.answered("R5 D5", "the fifth takes the place again, alone", youngest.hold(own), 201)
    again = youngest.submit()
    t.equal("002-F3", "and pays in time", outcome(world.outside.pay(again.json["billing_code"])), TAKEN)
    visits = [a.look()["visit"] for a in members]
    t.equal("D14", "all five come on one day", {visit["date"] for visit in visits}, {held["date"]})
    hours = [datetime.time.fromisoformat(visit["slot"]).hour for visit in visits]
    t.check("D14", f"within an hour of each other: {', '.join(visit['slot'] for visit in visits)}",
            max(hours) - min(hours) <= 1, visits)
    world.unfreeze()

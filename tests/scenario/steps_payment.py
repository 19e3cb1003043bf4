"""The two hours of a bill, by the bank's time, to the second; what the service asks the bank; money
that was paid in time and told of late."""
import datetime

import offices
from applicant import PRODUCT, invented
from client import wait_until
from steps_holds import ready

WINDOW = datetime.timedelta(hours=2)
SECOND = datetime.timedelta(seconds=1)
KEPT = datetime.timedelta(minutes=15)  # a place whose bill the bank cannot be asked about
PEOPLE = {name: invented(9711 + n) for n, name in enumerate(("dwi", "agus", "bambang", "wayan", "putu"))}
TAKEN = ("2002500", "settled")
LATE_ASKED, LATE_PAID = "4042419", "4042519"


def run(world, t):
    t.section("Two hours to pay, by the bank's time (9.4-2)")
    place = offices.some_place(world, offices.TANJUNGPANDAN, after=3)
    everybody = {name: ready(world, f"{name}@example.id", person) for name, person in PEOPLE.items()}
    world.freeze()
    punctual, sharp, late, silent, reinstated = everybody.values()
    issued = world.now().replace(microsecond=0)
    codes = {}
    free = {}
    for name, a in everybody.items():
        if a is reinstated:
            continue
        place = {**place, "slot": next(row["slot"] for row in offices.slots(world, place["service_point"], place["date"])
                                       if row["free"] > 0)}
        if a is late:
            free[name] = (place, offices.free(world, place))
        a.hold(place)
        bill = a.submit()
        codes[name] = bill.json["billing_code"]
        t.equal("002-F3 003-05", f"{name}: the bill ends two hours after its issue",
                bill.json["deadline"], f"{issued + WINDOW:%Y-%m-%dT%H:%M:%SZ}")

    world.set(issued + WINDOW - SECOND)
    t.equal("002-F3 D4", "paid at 1:59:59", outcome(world.outside.pay(codes["dwi"])), TAKEN)
    t.equal("9.1", "scheduled", punctual.state, "scheduled")
    world.outside.faults("bank", late=True)
    report = world.outside.pay(codes["wayan"])
    t.equal("D4", "paid at 1:59:59 at a bank that does not tell", report["outcome"], "waiting")
    t.equal("D4", "so the application waits", silent.state, "awaiting_payment")
    world.outside.faults("bank")

    world.set(issued + WINDOW)
    t.equal("002-F3 D4", "paid at 2:00:00, the last second", outcome(world.outside.pay(codes["agus"])), TAKEN)
    t.equal("9.1", "scheduled", sharp.state, "scheduled")

    world.set(issued + WINDOW + SECOND)
    report = world.outside.pay(codes["bambang"])
    t.equal("002-F3 D4", "asked for at 2:00:01: the inquiry refuses", (report["step"], report["response_code"]), ("inquiry", LATE_ASKED))
    report = world.outside.pay(codes["bambang"], amount=950_000, skip_inquiry=True)
    t.equal("D4", "paid at 2:00:01 without asking: refused, and the bank gives it back",
            (report["response_code"], report["outcome"]), (LATE_PAID, "reversed"))
    t.check("D5", "the bank was asked, and one is expired", wait_until(lambda: late.state == "expired", "expiry"))
    t.check("D5 D4", "the other is scheduled by what the bank answered",
            wait_until(lambda: silent.state == "scheduled", "the settlement"))
    reports = world.outside.post("/bank/deliver", {}).json["delivered"]
    t.equal("D4", "the bank tells of that payment in the end: taken, and booked once", [outcome(r) for r in reports], [TAKEN])
    late_again(world, t, late, codes["bambang"], *free["bambang"])
    told_late(world, t, reinstated)
    world.unfreeze()
    opened_again(world, t)


def outcome(report):
    return report["response_code"], report.get("outcome")


def late_again(world, t, a, old_code, place, before):
    t.section("After the window: the place is free, the draft is kept")
    t.equal("002-F3 D5", "the place is free again", offices.free(world, place), before)
    t.equal("D4", "the bill is expired", a.look()["bill"]["state"], "expired")
    t.equal("R5", "what was typed is kept", a.account.get(a.path + "/sections/product").json["answers"], PRODUCT)
    t.answered("R5 D5", "one call holds a place again", a.hold(place), 201)
    bill = a.submit()
    t.answered("002-A3", "and there is a new bill", bill, 201)
    t.check("002-A3", "with a code of its own", bill.json["billing_code"] != old_code, bill.body)
    t.equal("D4", "the old code is not taken any more", world.outside.pay(old_code)["response_code"], LATE_ASKED)
    t.equal("002-F3", "the new one is", outcome(world.outside.pay(bill.json["billing_code"])), TAKEN)
    t.equal("9.1", "scheduled", a.state, "scheduled")


def told_late(world, t, a):
    t.section("Paid in time, told of very late")
    place = offices.some_place(world, offices.TANJUNGPANDAN, after=3)
    before = offices.free(world, place)
    a.hold(place)
    bill = a.submit()
    issued = world.now().replace(microsecond=0)
    world.set(issued + WINDOW / 2)
    world.outside.faults("bank", late=True)
    world.outside.pay(bill.json["billing_code"])
    world.outside.faults("bank", down=True)
    world.set(issued + WINDOW + SECOND)
    t.equal("D5", "the bank cannot be asked: the place is kept", (a.state, offices.free(world, place)),
            ("awaiting_payment", before - 1))
    world.set(issued + WINDOW + KEPT + SECOND)
    t.check("D5", "for fifteen minutes, and no longer", wait_until(lambda: a.state == "expired", "expiry"))
    t.equal("D5", "then the place is free for all", offices.free(world, place), before)
    world.outside.faults("bank")
    reports = world.outside.post("/bank/deliver", {}).json["delivered"]
    t.equal("D4", "the bank comes back and tells of it: taken", [outcome(r) for r in reports], [TAKEN])
    t.equal("D4 002-A1", "the person has a place again", a.state, "scheduled")
    t.equal("D4", "the same one", (a.look()["visit"]["date"], a.look()["visit"]["slot"]), (place["date"], place["slot"]))


def opened_again(world, t):
    t.section("A bill is there, and an answer was wrong: the application is opened again")
    a = ready(world, "koreksi@example.id", invented(9716))
    place = offices.some_place(world, offices.TANJUNGPANDAN, after=3)
    before = offices.free(world, place)
    a.hold(place)
    old = a.submit()
    t.answered("002-S8", "the bill", old, 201)
    t.answered("002-S2", "no answer is changed under it", a.answer("work", {"job": "nurse"}), 409, "NOT_ALLOWED_IN_STATE")
    t.answered("R5 R8", "it is opened again", a.account.call("POST", a.path + "/reopening", {}), 204)
    t.equal("R8", "a draft, its place free", (a.state, offices.free(world, place)), ("draft", before))
    t.answered("R5", "the answer is corrected", a.answer("work", {"job": "nurse"}), 200)
    five = a.save("product", {**PRODUCT, "validity_years": 5})
    t.answered("002-S5", "and five years chosen", five, 200)
    t.answered("002-S7", "a place again", a.hold(place), 201)
    new = a.submit()
    t.answered("002-A3", "and a new bill", new, 201)
    t.equal("2.4 V5", "of another amount and code", (new.json["amount"], new.json["billing_code"] != old.json["billing_code"]),
            (650_000, True))
    t.equal("002-A3", "the old one is void and not taken", world.outside.pay(old.json["billing_code"])["response_code"], LATE_ASKED)
    t.equal("002-F3", "the new one is", outcome(world.outside.pay(new.json["billing_code"])), TAKEN)
    t.check("9.1", "scheduled", wait_until(lambda: a.state == "scheduled", "the settlement"))

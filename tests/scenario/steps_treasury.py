"""Money after the payment: a day is compared with the bank's statement, what was planted is found and
explained, and what is owed back is approved by one person and paid out by another."""
import datetime

import offices
from applicant import PRICE, invented
from client import uuid7, wait_until
from officers import Officer
from steps_holds import ready
from steps_payment import KEPT, SECOND, TAKEN, WINDOW, outcome

OFFICE = "BATAM"
ADDED = 350_000  # What `statement_add` shows: docs/outside/bank.md.
WIB = datetime.timezone(datetime.timedelta(hours=7))


def run(world, t):
    if world.admin is None:
        t.note("no admin socket here (--admin SOCKET): left out")
        return
    world.freeze()
    one = Officer(world, "bendahara.satu", "TREASURER", OFFICE)
    two = Officer(world, "bendahara.dua", "TREASURER", OFFICE)
    far = Officer(world, "bendahara.maumere", "TREASURER", "MAUMERE")
    national = Officer(world, "pusat", "NATIONAL", OFFICE)
    begin_day(world)
    date = world.now().astimezone(WIB).date()
    twice, untold, second = money_of_a_day(world, t)
    found = found_next_day(world, t, date, (twice, untold, second))
    explained(t, one, far, found)
    dropped(world, t, date, one)
    refunded(world, t, (one, two, far), twice, second)
    refused(world, t, one, national)
    told_at_last(world, t)
    world.unfreeze()


def begin_day(world):
    """A day that nobody has paid on yet."""
    tomorrow = world.now().astimezone(WIB).date() + datetime.timedelta(days=1)
    world.set(datetime.datetime.combine(tomorrow, datetime.time(8), WIB))


def billed(world, contact, serial):
    a = ready(world, contact, invented(serial))
    assert a.hold(offices.some_place(world, offices.BATAM, after=4)).status == 201
    bill = a.submit()
    assert bill.status == 201, bill.body
    return a, bill.json["billing_code"]


def money_of_a_day(world, t):
    t.section("A day's money, and what the bank does not tell")
    bank = world.outside
    twice, code = billed(world, "dua.kali@example.id", 9631)
    t.equal("D4", "paid, and told", outcome(bank.pay(code)), TAKEN)
    bank.faults("bank", late=True)
    second = bank.pay(code, amount=PRICE, skip_inquiry=True)
    t.equal("D4", "the same bill is paid once more, and not told", second["outcome"], "waiting")
    bank.faults("bank")
    untold, code = billed(world, "tak.terdengar@example.id", 9632)
    issued = world.now().replace(microsecond=0)
    bank.faults("bank", late=True)
    t.equal("D4", "another pays in time, and is not told", bank.pay(code)["outcome"], "waiting")
    bank.faults("bank", down=True)
    world.set(issued + WINDOW + KEPT + SECOND)
    t.check("D5", "the bank is silent for too long: expired", wait_until(lambda: untold.state == "expired", "expiry"))
    return twice, untold, second["payment_request_id"]


def day_of(world, date):
    answer = world.admin.send("GET", f"/admin/v1/reconciliations/{date}")
    assert answer.status == 200, answer.body
    return answer.json


def named(day):
    return sorted((d["kind"], d["state"]) for d in day["differences"])


def found_next_day(world, t, date, money):
    t.section("At 01:00 the next day the statement is compared")
    twice, untold, second = money
    world.set(datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time(0, 59), WIB))
    t.equal("D4", "before, nothing was compared", day_of(world, date)["reconciled_at"], None)
    world.set(datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time(1), WIB))
    untold.account.sign_in()
    t.equal("D4", "while the bank does not answer, nothing is settled", untold.state, "expired")
    world.outside.faults("bank", statement_change=True, statement_add=True)
    day = wait_until(lambda: (d := day_of(world, date))["reconciled_at"] and d, "the day is compared", 90)
    t.equal("D4", "then what was planted is found and named: nothing else is",
            named(day), [("missing_with_us", "settled")] * 3 + [("other_amount", "open")])
    t.equal("D4", "the statement has four lines", day["lines"], 4)
    t.equal("D4 D3", "who paid in time and was never heard of has the visit", untold.state, "scheduled")
    twice.account.sign_in()
    t.equal("D4", "who paid twice keeps the visit", twice.state, "scheduled")
    t.check("D4", "the second payment is among what was missing",
            second in [d["reference"] for d in day["differences"]], day)
    return next(d for d in day["differences"] if d["state"] == "open")


def explained(t, one, far, found):
    t.section("The treasurer explains the rest")

    def explain(officer, why, key=None):
        return officer.call("POST", f"/office/v1/differences/{found['id']}/explanation", {"explanation": why}, key=key)

    listed = one.get("/office/v1/differences")
    t.equal("4.2", "the treasurer of the office has it on the list", [d["id"] for d in listed.json["differences"]], [found["id"]])
    t.equal("D4", "with both sides", (found["bank"]["amount"], found["ours"]["amount"]), (PRICE + 1000, PRICE))
    t.equal("4.2", "another office has not", far.get("/office/v1/differences").json["differences"], [])
    t.answered("4.2", "nor can it explain", explain(far, "bank_corrects"), 404, "REQUEST_NOT_FOUND")
    t.answered("D4", "no explanation", explain(one, "none"), 400, "UNKNOWN_VALUE")
    key = uuid7()
    first, again = explain(one, "bank_corrects", key), explain(one, "bank_corrects", key)
    t.answered("D4", "the bank corrects it", first, 200)
    t.equal("D4", "asked twice with one key it is one explanation", again.body, first.body)
    t.answered("D4", "explained once", explain(one, "returned"), 409, "REQUEST_DECIDED")


def dropped(world, t, date, one):
    t.section("The operator has the day compared once more")
    world.outside.faults("bank", statement_drop=True)
    asked = world.admin.send("POST", f"/admin/v1/reconciliations/{date}", "{}", {"Content-Type": "application/json"})
    t.answered("D4", "asked for", asked, 202)
    day = wait_until(lambda: (d := day_of(world, date))["asked_at"] is None and d, "compared once more", 90)
    world.outside.faults("bank")
    # The line of last time, for a code that nobody has, is not on the statement now.
    t.equal("D4", "lines that are gone are missing at the bank, and what was found before stays found once", named(day),
            [("missing_at_bank", "open")] * 2 + [("missing_with_us", "settled")] * 3 + [("other_amount", "explained")])
    listed = one.get("/office/v1/differences").json["differences"]
    t.equal("4.2", "one of them is the office's", [d["kind"] for d in listed], ["missing_at_bank"])
    answer = one.call("POST", f"/office/v1/differences/{listed[0]['id']}/explanation", {"explanation": "bank_corrects"})
    t.answered("D4", "explained", answer, 200)


def refunded(world, t, officers, twice, second):
    t.section("Paid twice: one treasurer approves, another pays it back")
    one, two, far = officers
    due = [r for r in one.get("/office/v1/refunds").json["refunds"] if r["reference"] == second]
    t.equal("D4 R6", "the second payment stands in the queue", [r["amount"] for r in due], [PRICE])
    path = f"/office/v1/refunds/{due[0]['id']}"
    t.answered("4.2", "another office does not have it", far.get(path), 404, "REQUEST_NOT_FOUND")
    looked = one.get(path)
    t.equal("R6", "a look shows the application", looked.json.get("application"), twice.number)
    seen = twice.account.get("/api/v1/me/accesses").json["accesses"]
    t.equal("7", "and is shown to its owner", [entry["purpose"] for entry in seen], ["payment"])
    approve = {"outcome": "approved", "reason": "none"}
    t.answered("R6", "nothing is paid out before", two.call("POST", path + "/payout", {}), 409, "REQUEST_DECIDED")
    t.answered("R6", "one approves", one.call("POST", path + "/decision", approve), 200)
    t.answered("4.2", "and does not pay out", one.call("POST", path + "/payout", {}), 403, "FORBIDDEN")
    key = uuid7()
    paid, again = (two.call("POST", path + "/payout", {}, key=key) for _ in range(2))
    t.answered("R6", "another does", paid, 200)
    t.equal("R6", "asked twice with one key it is paid once", again.body, paid.body)
    t.answered("R6", "it is not paid again", two.call("POST", path + "/payout", {}), 409, "REQUEST_DECIDED")
    world.refunded = getattr(world, "refunded", 0) + PRICE
    told = wait_until(lambda: twice.account.messages("Uang Anda sudah dikembalikan"), "the message")
    t.equal("R6", "who paid is told", len(told), 1)
    t.equal("D4", "and keeps the visit", twice.state, "scheduled")


def refused(world, t, one, national):
    t.section("Money for a code that nobody has")
    due = [r for r in national.get("/office/v1/refunds").json["refunds"] if r["office"] is None]
    t.equal("D4", "is the directorate's alone", [r["amount"] for r in due], [ADDED])
    path = f"/office/v1/refunds/{due[0]['id']}"
    t.answered("4.2", "a treasurer of an office does not see it", one.get(path), 404, "REQUEST_NOT_FOUND")
    refuse = {"outcome": "refused", "reason": "none"}
    t.answered("M6", "a refusal says why", national.call("POST", path + "/decision", refuse), 400, "UNKNOWN_VALUE")
    refuse["reason"] = "payer_unknown"
    t.answered("M6", "refused: nobody is known who paid it", national.call("POST", path + "/decision", refuse), 200)
    world.owed_back = getattr(world, "owed_back", 0) + ADDED
    world.not_at_bank = getattr(world, "not_at_bank", 0) + ADDED  # The statement invented it.
    queue = world.admin.send("GET", "/admin/v1/refunds?state=refused")
    t.equal("R6", "the operator sees it among the refused", [r["amount"] for r in queue.json["refunds"]], [ADDED])


def told_at_last(world, t):
    t.section("The bank tells at last of what it took")
    reports = world.outside.post("/bank/deliver", {}).json["delivered"]
    t.equal("D4", "both have their outcome since, and the bank keeps them", [outcome(r) for r in reports], [TAKEN] * 2)

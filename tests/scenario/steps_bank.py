"""What a bank can do wrong, and the place of somebody who paid in time."""
import offices
from applicant import PICTURE, PRICE, Applicant, invented
from client import Account, wait_until
from steps_holds import ready
from steps_payment import KEPT, SECOND, TAKEN, WINDOW, outcome

PAPER = {"type": "NEW", "product": "ORDINARY_NON_ELECTRONIC", "validity_years": 10}  # Ngada has no other


def run(world, t):
    wrong_money(world, t)
    place_gone(world, t)


def billed(world, applicant, place):
    """Holds the place, submits, and gives the bill."""
    assert applicant.hold(place).status == 201
    bill = applicant.submit()
    assert bill.status == 201, bill.body
    return bill.json


def wrong_money(world, t):
    t.section("What a bank can do wrong")
    a = ready(world, "bank.salah@example.id", invented(9001))
    code = billed(world, a, offices.some_place(world, offices.BATAM))["billing_code"]
    bank = world.outside
    t.equal("D4 3.9", "a code that nobody has", bank.pay("123456789012345")["response_code"], "4042412")
    report = bank.pay(code, amount=PRICE - 1, skip_inquiry=True)
    t.equal("D4 3.9", "one rupiah less: refused, and the bank gives it back", outcome(report), ("4042513", "reversed"))
    bank.faults("bank", forged_signature=True)
    report = bank.pay(code)
    t.equal("3.9", "signed with another secret: refused, and nothing is booked",
            (report["response_code"][:3], report["outcome"], a.state), ("401", "waiting", "awaiting_payment"))
    bank.faults("bank", duplicate=True)
    reports = bank.post("/bank/deliver", {}).json["delivered"]
    t.equal("D4 3.9", "told twice: the second telling has the first answer",
            [(outcome(r), r["repeated_code"]) for r in reports], [(TAKEN, "2002500")])
    bank.faults("bank")
    t.equal("9.1", "scheduled", a.state, "scheduled")
    report = bank.pay(code, amount=PRICE, skip_inquiry=True)
    t.equal("D4 002-A3", "paid a second time: refused, and the bank gives it back", outcome(report), ("4042514", "reversed"))
    for path in ("access-token/b2b", "transfer-va/inquiry", "transfer-va/payment"):
        answer = world.service.post("/snap/v1.0/" + path, {})
        t.check("3.9", f"{path} without a signature -> {answer.json.get('responseCode')}",
                answer.status in (400, 401), answer.body)


def place_gone(world, t):
    t.section("Paid in time, told of late, and the place has gone to somebody else")
    world.freeze()
    account = Account(world.service, world.outside, "ngada@example.id")
    account.sign_in()
    picture = account.upload(PICTURE)[0]
    day = offices.untouched(world, offices.NGADA, after=3)[0]
    row = min(offices.slots(world, offices.NGADA, day["date"]), key=lambda r: r["free"])
    place = offices.place(offices.NGADA, day["date"], row["slot"])
    first, *others = [Applicant(account, invented(9100 + n)).prepare(picture) for n in range(row["total"] + 1)]
    for a in (first, *others):
        a.save("product", PAPER)
        world.applicants.append(a)
    bill = billed(world, first, place)
    issued = world.now().replace(microsecond=0)
    world.outside.faults("bank", late=True)
    world.outside.pay(bill["billing_code"])
    world.outside.faults("bank", down=True)
    world.set(issued + WINDOW + KEPT + SECOND)
    t.check("D5", "the bank is silent for too long: expired", wait_until(lambda: first.state == "expired", "expiry"))
    held = [a.hold(place).status for a in others]
    t.equal("D5", f"others take all {row['total']} places of the slot", held, [201] * len(others))
    t.answered("D3", "it is full", first.hold(place), 409, "SLOT_FULL")
    world.outside.faults("bank")
    reports = world.outside.post("/bank/deliver", {}).json["delivered"]
    t.equal("D4", "the bank comes back and tells of the payment: taken", [outcome(r) for r in reports], [TAKEN])
    look = first.look()
    t.equal("D4 D3 002-A1", "the person has the same place, by a grant",
            (look["state"], look["visit"]["date"], look["visit"]["slot"]), ("scheduled", place["date"], place["slot"]))
    t.equal("D3", "nobody else lost one", [a.state for a in others], ["held"] * len(others))
    t.equal("D3", "and none is free", offices.free(world, place), 0)
    t.answered("R8", "one of the others gives up", others[0].cancel(), 204)
    t.equal("D3", "what comes back goes to the grant first: none is free", offices.free(world, place), 0)
    last = ready(world, "ngada.dua@example.id", invented(9200))
    t.answered("002-S6 003-04", "Ngada has no electronic passport", last.hold(place), 409, "PRODUCT_NOT_OFFERED")
    last.save("product", PAPER)
    t.answered("D3", "and no place in that slot", last.hold(place), 409, "SLOT_FULL")
    world.unfreeze()

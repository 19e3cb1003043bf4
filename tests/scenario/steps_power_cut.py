"""A server is killed in the middle. What it had answered stays answered, and what had to happen
meanwhile happens afterwards."""
import pathlib

import offices
from applicant import invented
from client import Door, uuid7, wait_until
from steps_holds import HOLD, ready
from steps_payment import SECOND, TAKEN, outcome
from world import instant


def run(world, t):
    t.section("A server is killed")
    if world.servers is None:
        t.note("not ours to kill: left out")
        return
    payer, holder = (ready(world, f"gelap{n}@example.id", invented(9400 + n)) for n in (1, 2))
    place = offices.some_place(world, offices.BATAM)
    free = offices.free(world, place)
    world.freeze()
    payer.hold(place)
    key = uuid7()
    bill = payer.submit(key)
    held = holder.hold(place)
    t.answered("D5", "a place is held", held, 201)
    t.answered("002-S8", "a bill is there; then the server is killed", bill, 201)
    children = world.servers.kill_first()
    report = world.outside.pay(bill.json["billing_code"], amount=bill.json["amount"], skip_inquiry=True)
    t.equal("D4", "the bank takes the money and reaches nobody", report["outcome"], "waiting")
    gone = wait_until(lambda: not any(pathlib.Path(f"/proc/{child}").exists() for child in children), "their end")
    t.check("trust", "what the server had started is gone with it", gone and children, children)
    if world.servers.database:
        door = Door(world.service.doors[1].address, world.capture)
        seen = door.send("GET", payer.path, None, {"Cookie": payer.account.cookie})
        t.answered("1.7", "the other server goes on", seen, 200)

    world.servers.start_first()
    world.freeze()
    again = payer.submit(key)
    t.equal("D3 002-A3", "the same request with the same key has the same bill", (again.status, again.body), (201, bill.body))
    t.equal("D3 D5", "both places are still taken", (holder.state, offices.free(world, place)), ("held", free - 2))
    reports = world.outside.post("/bank/deliver", {}).json["delivered"]
    t.equal("D4", "the bank tells of the payment", [outcome(r) for r in reports], [TAKEN])
    t.equal("9.1 002-A1", "scheduled", payer.state, "scheduled")
    world.set(instant(held.json["expires_at"]) + SECOND)
    t.check("D5", f"the hold of {HOLD} ends by a timer that was there before",
            wait_until(lambda: offices.free(world, place) == free - 1, "the place"))
    world.unfreeze()

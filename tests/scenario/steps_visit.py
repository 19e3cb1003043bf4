"""Moving a visit in Maumere (WITA, eight hours ahead of UTC) while the servers run in UTC."""
import datetime

import offices
from applicant import citizens, invented
from steps_holds import ready

MARIA, PETRUS = citizens()["5310016204920001"], invented(9721)
WITA = datetime.timezone(datetime.timedelta(hours=8))


def run(world, t):
    t.section("Maumere: the visit is moved until the end of the day before (9.4-3)")
    day, later = offices.untouched(world, offices.MAUMERE, after=3)[:2]
    slot = offices.slots(world, offices.MAUMERE, day["date"])[0]["slot"]
    place = offices.place(offices.MAUMERE, day["date"], slot)
    maria, petrus = (ready(world, f"{name}@example.id", person)
                     for name, person in (("maria", MARIA), ("petrus", PETRUS)))
    for a in (maria, petrus):
        a.hold(place)
        a_bill = a.submit()
        unpaid = a.reschedule(later["date"], slot)
        t.answered("R1", "a visit that is not paid cannot be moved", unpaid, 409, "NOT_ALLOWED_IN_STATE")
        world.outside.pay(a_bill.json["billing_code"])
    visit = maria.look()["visit"]
    t.equal("003-08", f"two visits on {day['date']} at {slot}", (visit["zone"], visit["reschedules_left"]), ("WITA", 1))
    free = offices.free(world, place)

    midnight = datetime.datetime.combine(datetime.date.fromisoformat(day["date"]), datetime.time(), WITA)
    world.freeze()
    world.set(midnight - datetime.timedelta(seconds=1))
    t.note(f"it is {world.now():%Y-%m-%d %H:%M:%S} UTC, 23:59:59 in Maumere")
    t.answered("7", "a session ends after twelve hours", maria.account.get(maria.path), 401, "NOT_SIGNED_IN")
    for a in (maria, petrus):
        a.account.sign_in()
    same = maria.reschedule(day["date"], slot)
    t.answered("R2", "to the same day", same, 409, "SAME_VISIT_DATE")
    far = maria.reschedule((midnight + datetime.timedelta(days=45)).date().isoformat(), slot)
    t.answered("R2 D6", "to a day more than 30 days later", far, 409, "RESCHEDULE_TOO_FAR")
    moved = maria.reschedule(later["date"], slot)
    t.answered("002-F4 003-06", f"at 23:59:59 of H-1: moved to {later['date']}", moved, 200)
    t.equal("002-F4", "the visit is on the new day, and cannot be moved again",
            (moved.json.get("date"), moved.json.get("reschedules_left")), (later["date"], 0))
    t.equal("D2", "the old place is free again", offices.free(world, place), free + 1)
    again = maria.reschedule(day["date"], slot)
    t.answered("002-F4 R1", "a second time", again, 409, "ALREADY_RESCHEDULED")
    world.set(midnight)
    t.note(f"it is {world.now():%Y-%m-%d %H:%M:%S} UTC, 00:00:00 in Maumere")
    shut = petrus.reschedule(later["date"], slot)
    t.answered("002-F4 R1", "at 00:00:00 of H", shut, 409, "RESCHEDULE_WINDOW_CLOSED")
    t.equal("002-F4", "that visit stays where it was", petrus.look()["visit"]["date"], day["date"])
    month_old(world, t)
    world.unfreeze()


def month_old(world, t):
    t.section("What the civil registry said is good for thirty days")
    a = ready(world, "sebulan@example.id", invented(9502))
    world.advance(days=30, seconds=1)
    a.account.sign_in()
    place = offices.some_place(world, offices.BATAM)
    t.equal("D9", "stage 1 is to be done again", a.look()["stage"], 1)
    t.answered("D9", "a place is asked for", a.hold(place), 409, "NIK_NOT_VALID")
    t.answered("D9", "the registry is asked again", a.identify(), 200)
    t.answered("D9", "now a place is held", a.hold(place), 201)
    t.answered("R8", "and given up", a.cancel(), 204)

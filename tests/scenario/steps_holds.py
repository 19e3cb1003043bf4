"""Holds: fifteen minutes, three a day, one per NIK; keys that make repeats harmless; giving up."""
import datetime

import offices
import steps_quota
from applicant import PICTURE, PRODUCT, Applicant, invented
from client import Account, uuid7, wait_until
from world import instant

HENDRA, AYU, SURYANI = (invented(serial) for serial in (9701, 9702, 9703))
HOLD = datetime.timedelta(minutes=15)


def ready(world, contact, identity):
    """Stages 1 to 5 done."""
    account = Account(world.service, world.outside, contact)
    account.sign_in()
    applicant = Applicant(account, identity).prepare(account.upload(PICTURE)[0])
    world.applicants.append(applicant)
    return applicant.wait_for_word()


def run(world, t):
    repeats(world, t)
    one_per_nik(world, t)
    cancelled(world, t)
    fifteen_minutes(world, t)


def repeats(world, t):
    t.section("The same request twice, and three holds a day")
    a = ready(world, "hendra@example.id", HENDRA)
    place = offices.some_place(world, offices.BATAM)
    before = offices.free(world, place)
    key = uuid7()
    first, second = a.hold(place, key), a.hold(place, key)
    t.answered("D5", "a place is held", first, 201)
    t.equal("D3", "the same request with the same key has the same answer", (second.status, second.body), (201, first.body))
    t.equal("D3", "and takes no second place", offices.free(world, place), before - 1)
    other = a.hold({**place, "slot": "10:00"}, key)
    t.answered("D3", "another body with the same key", other, 422, "IDEMPOTENCY_KEY_REUSED")
    t.answered("D5", "a second place at the same time", a.hold(place), 409, "NOT_ALLOWED_IN_STATE")
    t.answered("R8", "the place is given back", a.release(), 204)
    t.equal("R8", "and is free at once", offices.free(world, place), before)
    for n in (2, 3):
        t.answered("D5", f"hold {n} of the day", a.hold(place), 201)
        t.answered("R8", "given back", a.release(), 204)
    t.answered("D5", "hold 4 of the day", a.hold(place), 429, "HOLDS_EXHAUSTED")
    wrong = offices.some_place(world, offices.PONTIANAK)
    a.save("product", {**PRODUCT, "product": "ORDINARY_ELECTRONIC_POLYCARBONATE"})
    t.answered("002-S6 003-04", "a product that the office does not offer", a.hold(wrong), 409, "PRODUCT_NOT_OFFERED")


def one_per_nik(world, t):
    t.section("One live application per NIK")
    place = offices.some_place(world, offices.BATAM)
    first = ready(world, "ayu@example.id", AYU)
    second = ready(world, "ayu.lagi@example.id", AYU)
    t.answered("D8", "two drafts of one NIK are no harm; the first takes a place", first.hold(place), 201)
    t.answered("D8 D9", "the second does not", second.hold(place), 409, "NIK_HAS_LIVE_APPLICATION")
    t.answered("R8", "the first gives its place back", first.release(), 204)
    t.answered("D8", "now the second takes one", second.hold(place), 201)
    t.answered("R8", "and gives up", second.cancel(), 204)


def cancelled(world, t):
    t.section("Giving up before payment")
    a = ready(world, "suryani@example.id", SURYANI)
    place = offices.some_place(world, offices.BATAM)
    before = offices.free(world, place)
    a.hold(place)
    key = uuid7()
    first, second = a.submit(key), a.submit(key)
    t.answered("002-S8", "submitted", first, 201)
    t.equal("002-A3", "submitted again with the same key: the same bill", second.body, first.body)
    t.equal("D2", "the place is taken", offices.free(world, place), before - 1)
    t.answered("R8", "the application is cancelled", a.cancel(), 204)
    t.equal("R8", "its place is free at once", offices.free(world, place), before)
    look = a.look()
    t.equal("D4", "cancelled, and the bill is void", (look["state"], (look["bill"] or {}).get("state", "void")),
            ("cancelled", "void"))
    report = world.outside.pay(first.json["billing_code"])
    t.equal("D4", "the bank is told not to take money for it", report["response_code"], "4042419")
    t.answered("D8", "cancelled again", a.cancel(), 409, "NOT_ALLOWED_IN_STATE")


def fifteen_minutes(world, t):
    t.section("Fifteen minutes")
    a = ready(world, "suryani.lagi@example.id", SURYANI)
    place = offices.some_place(world, offices.BATAM)
    before = offices.free(world, place)
    world.freeze()
    answer = a.hold(place)
    t.answered("D5", "a place is held", answer, 201)
    begin = world.now()
    expires = instant(answer.json["expires_at"])
    t.equal("D5", "for fifteen minutes", expires - instant(answer.json["server_time"]), HOLD)
    t.check("D5", "counted from now", abs(expires - begin - HOLD) < datetime.timedelta(seconds=1), answer.body)
    world.set(expires - datetime.timedelta(seconds=1))
    t.equal("D5", "one second before, the place is held", a.state, "held")
    world.set(expires + datetime.timedelta(seconds=1))
    t.equal("D5", "one second after, it is not", a.state, "expired")
    t.answered("D5", "and cannot be submitted", a.submit(), 409, "NOT_ALLOWED_IN_STATE")
    t.check("D5", "the place is free for all", wait_until(lambda: offices.free(world, place) == before, "the place"))
    t.equal("R5", "the draft is kept", a.account.get(a.path + "/sections/product").json["answers"], PRODUCT)
    t.answered("R5 D5", "a place is held again with one call", a.hold(place), 201)
    told = wait_until(lambda: a.account.messages("Tempat tidak lagi ditahan"), "the message")
    t.equal("003-07", "the applicant heard of it, once", len(told), 1)
    t.answered("R8", "given up", a.cancel(), 204)
    if hasattr(world, "crowd"):
        steps_quota.given_back(world, t)
    world.unfreeze()

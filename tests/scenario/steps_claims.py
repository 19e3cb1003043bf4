"""D8: a stranger holds the NIK; its owner claims it, and an office decides."""
import json

import offices
from applicant import PICTURE, Applicant, invented
from client import Account, uuid7, wait_until
from officers import Officer
from steps_holds import ready

OFFICE = "BATAM"


def run(world, t):
    if world.admin is None:
        t.note("no admin socket here (--admin SOCKET): left out")
        return
    head = Officer(world, "kepala.batam", "OFFICE_HEAD", OFFICE)
    far = Officer(world, "kepala.maumere", "OFFICE_HEAD", "MAUMERE")
    upheld(world, t, head, far)
    rejected(world, t, head)
    paid(world, t, head)


def owner_of(world, contact, nik):
    """Stage 1 alone, and a picture."""
    account = Account(world.service, world.outside, contact)
    account.sign_in()
    a = Applicant(account, invented(nik))
    a.begin()
    assert a.identify().status == 200
    world.applicants.append(a)
    return a, account.upload(PICTURE)[0]


def claim(a, picture, key=None):
    return a.account.call("POST", a.path + "/claim", {"office": OFFICE, "evidence": [picture]}, key=key)


def decide(officer, name, outcome, reason, key=None):
    return officer.call("POST", f"/office/v1/claims/{name}/decision", {"outcome": outcome, "reason": reason}, key=key)


def upheld(world, t, head, far):
    t.section("A stranger holds the NIK: the claim is upheld")
    stranger = ready(world, "orang.asing@example.id", invented(9621))
    place = offices.some_place(world, offices.BATAM)
    a, picture = owner_of(world, "pemilik@example.id", 9621)
    t.answered("D8", "while nobody holds it there is nothing to claim", claim(a, picture), 409, "NIK_NOT_CLAIMABLE")
    before = offices.free(world, place)
    t.answered("D8", "the stranger takes a place", stranger.hold(place), 201)
    key = uuid7()
    filed, again = claim(a, picture, key), claim(a, picture, key)
    t.answered("D8", "the owner claims the NIK", filed, 201)
    t.equal("D8", "asked twice with one key it is one claim", again.body, filed.body)
    t.answered("D8", "a second claim", claim(a, picture), 409, "REQUEST_OPEN")
    t.equal("D8", "by asking alone nothing ends", stranger.state, "held")
    name = filed.json["id"]
    t.equal("4.2", "the office has it on its list", [r["id"] for r in head.get("/office/v1/claims").json["requests"]], [name])
    t.equal("4.2", "another office has not", far.get("/office/v1/claims").json["requests"], [])
    t.answered("4.2", "nor can it look", far.get("/office/v1/claims/" + name), 404, "REQUEST_NOT_FOUND")
    t.answered("4.2", "nor decide", decide(far, name, "upheld", "identity_confirmed"), 404, "REQUEST_NOT_FOUND")
    looked = head.get("/office/v1/claims/" + name)
    t.answered("D8", "the head of the office looks at it", looked, 200)
    t.equal("D8", "sees who asks and where the other stands",
            (looked.json["identity"]["nik"], looked.json["holder"]["state"], looked.json["holder"]["paid"]),
            (invented(9621)["nik"], "place_held", False))
    picture_shown = head.get(f"/office/v1/claims/{name}/evidence/0")
    t.equal("D8", "and the picture", (picture_shown.status, picture_shown.kind), (200, "image/jpeg"))
    seen = a.account.get("/api/v1/me/accesses")
    t.check("7", "each look is shown to the owner", len(seen.json["accesses"]) == 2, seen.body)
    done = decide(head, name, "upheld", "identity_confirmed")
    t.answered("D8", "upheld", done, 200)
    t.equal("D8", "the stranger's application has ended, and its place is free",
            (stranger.state, offices.free(world, place)), ("cancelled", before))
    t.answered("D8", "decided once", decide(head, name, "rejected", "not_the_person"), 409, "REQUEST_DECIDED")
    told = wait_until(lambda: a.account.messages("NIK Anda dapat dipakai lagi"), "the message")
    t.equal("D8", "the owner is told", len(told), 1)
    told = wait_until(lambda: stranger.account.messages(f"Permohonan {stranger.number} diakhiri"), "the message")
    t.equal("D8", "and the stranger", len(told), 1)
    second = ready(world, "orang.asing.lagi@example.id", invented(9621))
    t.answered("D8", "the stranger is not first again", second.hold(place), 409, "NIK_HAS_LIVE_APPLICATION")
    own = ready(world, "pemilik@example.id", invented(9621))
    t.answered("D8", "the owner takes the place", own.hold(place), 201)
    own.cancel()


def rejected(world, t, head):
    t.section("A claim is rejected, and told why")
    stranger = ready(world, "orang.tua@example.id", invented(9622))
    stranger.hold(offices.some_place(world, offices.BATAM))
    a, picture = owner_of(world, "pengaku@example.id", 9622)
    name = claim(a, picture).json["id"]
    t.answered("D8", "a reason that does not fit", decide(head, name, "rejected", "identity_confirmed"), 400, "UNKNOWN_VALUE")
    t.answered("D8", "rejected", decide(head, name, "rejected", "evidence_insufficient"), 200)
    t.equal("D8", "the other keeps the place", stranger.state, "held")
    own = a.account.get(a.path + "/claim").json
    t.equal("D8", "whoever asked sees why", (own["state"], own["reason"]), ("rejected", "evidence_insufficient"))
    told = wait_until(lambda: a.account.messages("Permintaan atas NIK ditolak"), "the message")
    t.check("D8", f"and is told: {told[0]['text'][:70]}..", len(told) == 1, told)
    stranger.cancel()


def paid(world, t, head):
    t.section("A stranger has paid: the fee is owed back")
    stranger = ready(world, "pembayar.asing@example.id", invented(9623))
    stranger.hold(offices.some_place(world, offices.BATAM))
    bill = stranger.submit().json
    world.outside.pay(bill["billing_code"])
    t.equal("D4", "paid and scheduled", stranger.state, "scheduled")
    a, picture = owner_of(world, "pemilik.tiga@example.id", 9623)
    name = claim(a, picture).json["id"]
    looked = head.get("/office/v1/claims/" + name).json
    t.equal("D8", "the office sees that it was paid", looked["holder"]["paid"], True)
    t.answered("D8", "upheld", decide(head, name, "upheld", "identity_confirmed"), 200)
    t.equal("D8", "the visit has ended", stranger.state, "cancelled")
    world.owed_back = getattr(world, "owed_back", 0) + bill["amount"]
    check = world.admin.send("POST", "/admin/v1/ledger/check", json.dumps({}), {"Content-Type": "application/json"}).json
    booked = {row["account"]: row["amount"] for row in check["money"]["accounts"]}
    t.equal("D4", "the money stands in the treasurer's queue", booked.get("refund_due"), -world.owed_back)
    t.equal("D4", "and the books add up", check["differences"], [])

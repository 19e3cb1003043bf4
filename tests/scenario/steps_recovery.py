"""An account whose contacts are lost: asked for with a new one, decided by an office that sees the
person, or ended by an objection (docs/adr/0011)."""
import offices
from applicant import Applicant, invented
from client import Account, wait_until
from officers import Officer
from steps_holds import ready

OFFICE = "PONTIANAK"
WAIT_HOURS = 72


def run(world, t):
    if world.admin is None:
        t.note("no admin socket here (--admin SOCKET): left out")
        return
    head = Officer(world, "kepala.pontianak", "OFFICE_HEAD", OFFICE)
    below = Officer(world, "kasubsi.pontianak", "SUBSECTION_HEAD", OFFICE)
    approved(world, t, head, below)
    objected(world, t, head)


def asker(world, contact, nik):
    """The person again, in a new account: stage 1 alone."""
    account = Account(world.service, world.outside, contact)
    account.sign_in()
    a = Applicant(account, invented(nik))
    a.begin()
    assert a.identify().status == 200
    return a


def ask(a, old_contact):
    return a.account.call("POST", a.path + "/recovery", {"old_contact": old_contact, "office": OFFICE})


def decide(officer, name, outcome, reason, **more):
    return officer.call("POST", f"/office/v1/recoveries/{name}/decision",
                        {"outcome": outcome, "reason": reason, **more})


def approved(world, t, head, below):
    t.section("Phone and mail are lost: the account goes back to its owner")
    lost = ready(world, "hilang@example.id", invented(9611))
    place = offices.some_place(world, offices.PONTIANAK)
    assert lost.hold(place).status == 201
    lost.submit()
    a = asker(world, "baru@example.id", 9611)
    filed = ask(a, "hilang@example.id")
    t.answered("7", "asked for with a new address", filed, 201)
    nobody = ask(asker(world, "penanya@example.id", 9612), "tidak.ada@example.id")
    t.equal("7", "the answer is the same where there is no such account",
            (nobody.status, sorted(nobody.json), nobody.json["state"]), (201, sorted(filed.json), "open"))
    told = wait_until(lambda: lost.account.messages("Ada yang meminta akun"), "the message")
    t.equal("7", "the old address is told at once", len(told), 1)
    name = filed.json["id"]
    looked = below.get("/office/v1/recoveries/" + name)
    t.equal("7", "the office sees who asks, and nothing of what is in the account",
            (looked.json["identity"]["nik"], looked.json["account"]),
            (invented(9611)["nik"], {"applications": 1, "persons": 1, "objections": 0}))
    t.answered("7", "the old address has three days to object",
               decide(below, name, "upheld", "identity_confirmed"), 409, "NOT_ALLOWED_IN_STATE")
    t.answered("4.2", "who supervises the desks cannot cut that short",
               decide(below, name, "upheld", "identity_confirmed", cut_short=True), 403, "FORBIDDEN")
    done = decide(head, name, "upheld", "identity_confirmed", cut_short=True)
    t.answered("4.2", "the head of the office can, and has seen the person and the card", done, 200)
    for who, words in ((lost.account, "of the account"), (a.account, "of the new one")):
        ended = wait_until(lambda who=who: who.get("/api/v1/me").status == 401, "the end of the session", 5)
        t.check("7", f"the sessions {words} have ended", ended)
    a.account.sign_in()
    seen = [x["number"] for x in a.account.get("/api/v1/applications").json["applications"]]
    t.equal("7", "the new address opens the account", seen, [lost.number])
    t.equal("7", "which has both addresses", len(a.account.get("/api/v1/me/contacts").json["contacts"]), 2)
    both = wait_until(lambda: a.account.messages("Akun M-Paspor dipulihkan")
                      and lost.account.messages("Akun M-Paspor dipulihkan"), "the messages")
    t.check("7", "and both are told", both)
    lost.account = a.account
    lost.cancel()


def objected(world, t, head):
    t.section("Somebody asks for an account that is not lost")
    owner = ready(world, "tidak.hilang@example.id", invented(9613))
    a = asker(world, "peminta@example.id", 9613)
    name = ask(a, "tidak.hilang@example.id").json["id"]
    listed = owner.account.get("/api/v1/recoveries").json["recoveries"]
    t.equal("7", "its owner sees the request", [(r["id"], r["role"], r["state"]) for r in listed], [(name, "against", "open")])
    mine = a.account.call("POST", f"/api/v1/recoveries/{name}/objection", {})
    t.answered("7", "whoever asked cannot object for the owner", mine, 404, "REQUEST_NOT_FOUND")
    t.answered("7", "the owner objects", owner.account.call("POST", f"/api/v1/recoveries/{name}/objection", {}), 200)
    told = wait_until(lambda: a.account.messages("Permintaan akun ditolak pemegangnya"), "the message")
    t.equal("7", "whoever asked is told", len(told), 1)
    t.answered("7", "the office cannot give it out any more",
               decide(head, name, "upheld", "identity_confirmed", cut_short=True), 409, "REQUEST_DECIDED")
    t.answered("7", "the owner is signed in as before", owner.account.get("/api/v1/me"), 200)
    owner.cancel()
    a.cancel()

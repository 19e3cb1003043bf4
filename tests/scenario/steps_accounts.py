"""An account beyond its first sign-in: a second contact, and sessions ended from elsewhere."""
import re

from client import Account, wait_until

CONTACTS = "/api/v1/me/contacts"
SESSIONS = "/api/v1/me/sessions"
PHONE, PHONE_WRITTEN = "0812 7000 8001", "+6281270008001"


def run(world, t):
    account = Account(world.service, world.outside, "dua.alamat@example.id")
    account.sign_in()
    second_contact(world, t, account)
    told_of_sign_in(world, t, account)
    ended_elsewhere(world, t, account)
    taken_off(world, t, account)


def code_for(world, written_to):
    found = wait_until(lambda: [m for m in world.outside.messages(written_to)
                                if m["subject"].startswith("Kode penambahan kontak")], "the code")
    return re.search(r"\b\d{6}\b", found[0]["text"])[0]


def listed(account, path, member):
    answer = account.get(path)
    assert answer.status == 200, f"{path}: {answer} {answer.body}"
    return answer.json[member]


def second_contact(world, t, account):
    t.section("A second contact, which counts once its code was entered")
    t.answered("2.12", "a code is sent to the number",
               account.call("POST", CONTACTS + "/codes", {"contact": PHONE}), 202)
    code = code_for(world, PHONE_WRITTEN)
    t.equal("2.12", "it is no contact yet", len(listed(account, CONTACTS, "contacts")), 1)
    sign_in = world.service.post("/api/v1/sessions", {"contact": PHONE, "code": code})
    t.answered("7", "this code opens no session", sign_in, 422, "SIGN_IN_CODE_WRONG")
    other = Account(world.service, world.outside, "orang.lain@example.id")
    other.sign_in()
    theirs = other.call("POST", CONTACTS, {"contact": PHONE, "code": code})
    t.answered("7", "nor does it add the number to another account", theirs, 422, "SIGN_IN_CODE_WRONG")
    added = account.call("POST", CONTACTS, {"contact": PHONE, "code": code})
    t.answered("2.12", "entered by its owner, it adds the number", added, 201)
    t.equal("7", "which is shown masked", (added.json.get("kind"), "*" in added.json.get("contact", "")),
            ("mobile", True))
    told = wait_until(lambda: account.messages("Kontak baru"), "the message")
    t.equal("7", "the address hears of it, once", len(told), 1)
    other.call("POST", CONTACTS + "/codes", {"contact": PHONE})
    wait_until(lambda: code_for(world, PHONE_WRITTEN) != code, "another code")
    taken = other.call("POST", CONTACTS, {"contact": PHONE, "code": code_for(world, PHONE_WRITTEN)})
    t.answered("7", "that it is taken is told to who can read its messages", taken, 409, "CONTACT_IN_USE")


def told_of_sign_in(world, t, account):
    t.section("A sign-in by one contact is told to the other")
    account.phone = Account(world.service, world.outside, PHONE, written_to=PHONE_WRITTEN)
    answer = account.phone.sign_in()
    t.answered("7", "signed in by the number", answer, 201)
    same = account.phone.get("/api/v1/me").json["contact"] == account.get("/api/v1/me").json["contact"]
    t.check("2.12", "it is the same account", same)
    told = wait_until(lambda: account.messages("Akun M-Paspor dibuka"), "the message")
    t.check("7", f"the address hears of it: {told[0]['text'][:60]}..", len(told) == 1, told)
    t.equal("7", "the number itself does not", account.phone.messages("Akun M-Paspor dibuka"), [])


def ended_elsewhere(world, t, account):
    t.section("Sessions are seen, and ended from elsewhere")
    sessions = listed(account, SESSIONS, "sessions")
    t.equal("7", "two sessions, one of them this one", sorted(s["current"] for s in sessions), [False, True])
    theirs = next(s["id"] for s in sessions if not s["current"])
    stranger = Account(world.service, world.outside, "orang.lain@example.id")
    stranger.sign_in()
    t.answered("7", "a stranger cannot end it", stranger.call("DELETE", f"{SESSIONS}/{theirs}"), 404, "SESSION_NOT_FOUND")
    t.answered("7", "its owner can", account.call("DELETE", f"{SESSIONS}/{theirs}"), 204)
    ended = wait_until(lambda: account.phone.get("/api/v1/me").status == 401, "the end of the session", 5)
    t.check("7", "it has ended, on every server", ended)
    t.answered("7", "once more", account.call("DELETE", f"{SESSIONS}/{theirs}"), 404, "SESSION_NOT_FOUND")
    account.phone.sign_in()
    t.answered("7", "all but this one", account.call("DELETE", SESSIONS), 204)
    wait_until(lambda: account.phone.get("/api/v1/me").status == 401, "the end of the session", 5)
    t.equal("7", "one is left", [s["current"] for s in listed(account, SESSIONS, "sessions")], [True])


def taken_off(world, t, account):
    t.section("A contact is taken off, never the last")
    first, second = listed(account, CONTACTS, "contacts")
    t.answered("7", "the first is taken off", account.call("DELETE", f"{CONTACTS}/{first['id']}"), 204)
    told = wait_until(lambda: account.messages("Kontak dihapus"), "the message")
    t.equal("7", "and is told so", len(told), 1)
    t.check("7", "as is the one that stays", wait_until(lambda: account.phone.messages("Kontak dihapus"), "the message"))
    gone = account.call("DELETE", f"{CONTACTS}/{first['id']}")
    t.answered("7", "it is gone", gone, 404, "CONTACT_NOT_FOUND")
    t.answered("7", "the last one stays", account.call("DELETE", f"{CONTACTS}/{second['id']}"), 409, "CONTACT_LAST")
    account.sign_in()
    t.equal("7", "the first address has an account of its own now", listed(account, "/api/v1/applications", "applications"), [])
    t.equal("7", "with one contact", len(listed(account, CONTACTS, "contacts")), 1)

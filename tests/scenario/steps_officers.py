"""Officers sign in at their stations, and what happens to passwords that are guessed (4.2)."""
import json

from client import wait_until
from officers import Officer


def run(world, t):
    if world.admin is None:
        t.note("no admin socket here (--admin SOCKET): left out")
        return
    first_password(world, t)
    guessed(world, t)
    leaves(world, t)


def admin(world, method, path, value):
    return world.admin.send(method, path, json.dumps(value), {"Content-Type": "application/json"})


def sign_in(world, login, password, station="loket 2"):
    return world.service.post("/office/v1/sessions", {"login": login, "password": password, "station": station})


def first_password(world, t):
    t.section("A first password, which has to be changed")
    made = admin(world, "POST", "/admin/v1/officers", {"login": "petugas.baru", "role": "FRONT_DESK", "office": "BATAM"})
    t.answered("4.2", "the operator creates an officer", made, 201)
    officer = Officer.__new__(Officer)
    officer.world, officer.login, officer.password = world, "petugas.baru", made.json["password"]
    t.equal("4.2", "signed in, and told to change it", officer.sign_in().json["must_change_password"], True)
    t.equal("4.2", "the station is named", officer.get("/office/v1/me").json["station"], "loket 1")
    t.answered("4.2", "nothing else is allowed before", officer.get("/office/v1/recoveries"), 403, "FORBIDDEN")
    def change(current, new):
        return officer.call("PUT", "/office/v1/me/password", {"current_password": current, "new_password": new})
    t.answered("4.2", "eleven characters are too few", change(officer.password, "kuda-hijau-"), 400, "OUT_OF_RANGE")
    t.answered("4.2", "a password that is guessed first", change(officer.password, "Imigrasi2026"), 422, "PASSWORD_GUESSED")
    t.answered("4.2", "not without the current one", change("salah", "kuda-hijau-merah"), 401, "CREDENTIALS_WRONG")
    t.answered("4.2", "changed", change(officer.password, "kuda-hijau-merah"), 204)
    t.answered("4.2", "now the desk's work is open", officer.get("/office/v1/recoveries"), 200)
    t.answered("4.2", "what is not the desk's is not", officer.get("/office/v1/claims"), 403, "FORBIDDEN")
    t.answered("4.2", "the first password is gone", sign_in(world, "petugas.baru", officer.password), 401, "CREDENTIALS_WRONG")
    sessions = officer.get("/office/v1/me/sessions").json["sessions"]
    t.equal("4.2", "one session", [(s["station"], s["current"]) for s in sessions], [("loket 1", True)])
    t.answered("4.2", "signed out", officer.call("DELETE", "/office/v1/sessions/current"), 204)


def guessed(world, t):
    t.section("Guessed passwords lock a login, whether there is one or not")
    world.freeze()
    right = Officer(world, "petugas.terkunci", "FRONT_DESK", "BATAM").password
    met = {}
    for login in ("petugas.terkunci", "tidak.ada"):
        met[login] = [str(sign_in(world, login, "tebakan")) for _ in range(6)]
    t.equal("4.2", "four are wrong, the fifth locks", met["petugas.terkunci"],
            ["401 CREDENTIALS_WRONG"] * 4 + ["429 CREDENTIALS_LOCKED"] * 2)
    t.equal("4.2", "a login that nobody has is met the same", met["tidak.ada"], met["petugas.terkunci"])
    locked = sign_in(world, "petugas.terkunci", right)
    t.answered("4.2", "while it is locked the right one is no use", locked, 429, "CREDENTIALS_LOCKED")
    wait = int(locked.json["params"]["retry_after_s"])
    world.advance(seconds=wait)
    t.answered("4.2", f"{wait} s later it is", sign_in(world, "petugas.terkunci", right), 201)
    world.unfreeze()


def leaves(world, t):
    t.section("An officer leaves")
    officer = Officer(world, "petugas.pergi", "FRONT_DESK", "BATAM")
    t.answered("4.2", "at work", officer.get("/office/v1/recoveries"), 200)
    gone = admin(world, "POST", "/admin/v1/officers/active", {"login": "petugas.pergi", "active": False})
    t.answered("4.2", "the operator ends it", gone, 204)
    cookie = {"Cookie": officer.cookie}
    ended = wait_until(lambda: world.service.get("/office/v1/me", cookie).status == 401, "the end of the session", 5)
    t.check("4.2", "the session has ended, on every server", ended)
    t.answered("4.2", "and no other begins", sign_in(world, "petugas.pergi", officer.password), 401, "CREDENTIALS_WRONG")

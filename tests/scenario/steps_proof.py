"""The proof and what is asked about it by people without an account: whether it is one, how its
application stands; and the visit as a calendar has it."""
import base64
import datetime
import hashlib
import json
import pathlib
import re
import subprocess
import tempfile

import offices
from applicant import invented
from client import wait_until
from steps_holds import ready
from world import PROGRAMS

QUESTIONS, PLACES = 5, (0, 9, 50, 132)
BORN, ELSEWHEN = invented(1)["birth_date"], "1990-01-02"
ABSENT = 3  # Of the sixteen digits, the one that is changed, and then the last so that they fit.


def run(world, t):
    a = ready(world, "bukti@example.id", invented(9801))
    place = offices.some_place(world, offices.MAUMERE, after=3)
    held = a.hold(place)
    assert held.status == 201, f"{held} {held.body}"
    too_early = a.account.get(a.path + "/visit.ics")
    t.section("The proof: genuine, told from forged")
    t.answered("002-S9", "a calendar's file before payment", too_early, 404, "PROOF_NOT_READY")
    world.outside.pay(a.submit().json["billing_code"])
    code = a.account.get(a.path + "/proof").json["qr"]
    genuine(world, t, a, place, code)
    forged(world, t, code)
    offline(world, t, code)
    page(world, t, code)
    same_bytes(world, t, a)
    before = calendar(world, t, a, place)
    moved(world, t, a, place, code, before)
    status(world, t, a)


def asked(world, code):
    return world.service.post("/api/v1/proof_checks", {"code": code})


def flipped(code, place):
    letters = bytearray(code.encode())
    letters[place] ^= 1  # The lowest bit: never a control character.
    return letters.decode()


def genuine(world, t, a, place, code):
    found = asked(world, code)
    t.answered("002-S9", "the code is asked about", found, 200)
    t.equal("002-S9", "it is genuine", found.json["verdict"], "genuine")
    visit = found.json["visit"]
    t.equal("002-S9", "of the place, the day and the time", {name: visit[name] for name in place}, place)
    t.equal("trust", "the number is masked", found.json["number"], 12 * "*" + a.number[-4:])
    t.check("trust", "and nobody is named", not re.search(rb"PEMOHON|9999", found.body), found.body)


def forged(world, t, code):
    for text in [flipped(code, place) for place in PLACES] + [code + "A", code[:-1], "", "hadir"]:
        answer = asked(world, text)
        if (answer.status, answer.json.get("verdict"), answer.json.get("visit")) != (200, "forged", None):
            t.check("trust", "a changed code is forged", False, f"{text!r}: {answer.body}")
            return
    t.check("trust", "a changed, lengthened or made-up code is forged, and nothing more is told", True)


def offline(world, t, code):
    t.section("The proof at a door without a network")
    keys = world.service.get("/api/v1/proof_keys")
    t.answered("002-S9", "the keys, for anybody", keys, 200)
    year = str(world.now().year)
    own = next(key for key in keys.json["keys"] if key["from"].startswith(year))
    t.equal("trust", "each signs the visits of one year", (own["from"], own["until"]), (f"{year}-01-01", f"{year}-12-31"))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "keys.json"

        def tried(text, content):
            path.write_bytes(content)
            return subprocess.run([PROGRAMS / "mpaspor", "proof-check", "--keys", path, text],
                                  capture_output=True, text=True, check=False)
        right = tried(code, keys.body)
        t.check("002-S9", "genuine, says the command", right.returncode == 0 and right.stdout.startswith("Genuine"), right)
        wrong = tried(flipped(code, PLACES[1]), keys.body)
        t.check("trust", "forged, with a bit flipped", wrong.returncode == 1 and wrong.stdout.startswith("Forged"), wrong)
        old = {"keys": [key for key in keys.json["keys"] if key["until"] < year]}
        late = tried(code, json.dumps(old).encode())
        t.check("trust", "by the keys of another year it is nothing", late.returncode == 1, late)
        broken = tried(code, b"{}")
        t.check("trust", "a file of no keys is refused", broken.returncode == 1 and "proof_keys" in broken.stderr, broken)


def page(world, t, code):
    t.section("The page to check a proof on")
    empty = world.service.get("/verify")
    t.answered("002-S9", "the page", empty, 200)
    text, policy = empty.body.decode(), empty.headers["content-security-policy"]
    t.check("002-S9", "works without JavaScript", '<form method="post" action="/verify">' in text, text)
    t.check("trust", "and loads nothing", "default-src 'none'" in policy and "unsafe" not in policy
            and not re.search(r"(src|href)=", text), policy)
    for tag in ("script", "style"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)[1].encode()
        t.check("trust", f"its {tag} is the one that is allowed", hash_of(inside) in policy, policy)

    def sent(value):
        return world.service.send("POST", "/verify", "code=" + value, {"Content-Type": "application/x-www-form-urlencoded"})
    t.check("002-S9", "in Indonesian, then in English", text.find("Periksa bukti") < text.find('lang="en"') > 0, text)
    answer = sent(code)
    t.answered("002-S9", "the code is sent", answer, 200)
    t.check("002-S9", "genuine", b"Asli dan berlaku" in answer.body, answer.body)
    t.check("002-S9", "a changed one is not", b"Bukan bukti kami" in sent(flipped(code, PLACES[1])).body, answer.body)
    t.check("trust", "what was sent is not repeated", b"zzz" not in sent("%3Cb%3Ezzz<b>zzz").body, "zzz")


def hash_of(inside):
    return "sha256-" + base64.b64encode(hashlib.sha256(inside).digest()).decode()


def same_bytes(world, t, a):
    t.section("The proof as a page: the same to the byte")

    def printed(language):
        answer = a.account.call("GET", a.path + "/proof.pdf", headers={"Accept-Language": language})
        assert answer.status == 200, f"{answer} {answer.body[:200]}"
        return answer.body
    first = printed("id")
    t.check("002-S9", "is a PDF", first.startswith(b"%PDF"), first[:20])
    servers = len(world.service.doors)
    t.check("002-S9", f"asked again, of {servers} servers, in English too", {first} == {printed(l) for l in ("id", "en", "id")})
    if world.servers is None:
        return
    world.servers.kill_first()
    world.servers.start_first()
    t.check("002-S9", "and after a restart", {first} == {printed("id") for _ in range(servers)})


def lines_of(answer):
    return answer.body.decode().replace("\r\n ", "").split("\r\n")


def values_of(answer):
    return dict(line.split(":", 1) for line in lines_of(answer) if ":" in line and not line.startswith(("BEGIN", "END")))


def calendar(world, t, a, place):
    t.section("The visit in a calendar")
    answer = a.account.get(a.path + "/visit.ics")
    t.answered("002-S7", "the file", answer, 200)
    t.check("002-S7", "its lines fit, and end as they must",
            all(len(line) <= 75 for line in answer.body.split(b"\r\n")) and b"\n" not in answer.body.replace(b"\r\n", b""))
    values = values_of(answer)
    begins = datetime.datetime.fromisoformat(f"{place['date']}T{place['slot']}:00+08:00").astimezone(datetime.timezone.utc)
    t.equal("002-S7", "begins in UTC when the slot does in WITA", values["DTSTART"], f"{begins:%Y%m%dT%H%M%SZ}")
    t.equal("002-F4", "and reminds the day before", values["TRIGGER;VALUE=DATE-TIME"],
            f"{datetime.date.fromisoformat(place['date']) - datetime.timedelta(days=1):%Y%m%d}T000000Z")
    t.check("7", "without the applicant", b"PEMOHON" not in answer.body and b"9999" not in answer.body, answer.body)
    return values


def moved(world, t, a, place, code, before):
    t.section("The proof after the visit was moved")
    later = next(day["date"] for day in offices.untouched(world, offices.MAUMERE, after=3) if day["date"] > place["date"])
    slot = offices.slots(world, offices.MAUMERE, later)[0]["slot"]
    t.answered("002-F4", "the visit is moved", a.reschedule(later, slot), 200)
    old = asked(world, code)
    t.equal("002-F4", "the old proof is superseded", old.json["verdict"], "superseded")
    t.equal("trust", "and does not tell where to", old.json["visit"]["date"], place["date"])
    new = a.account.get(a.path + "/proof").json["qr"]
    t.equal("002-F4", "the new one is genuine", asked(world, new).json["verdict"], "genuine")
    after = values_of(a.account.get(a.path + "/visit.ics"))
    t.equal("002-F4", "in the calendar it is the same entry, once changed",
            (after["UID"], int(after["SEQUENCE"])), (before["UID"], int(before["SEQUENCE"]) + 1))


def absent(world, a):
    """A number that fits and that nobody has."""
    for last in "0123456789":
        digit = (int(a.number[ABSENT]) + 1) % 10
        number = f"{a.number[:ABSENT]}{digit}{a.number[ABSENT + 1:-1]}{last}"
        answer = a.account.get("/api/v1/applications/" + number)
        if answer.code == "APPLICATION_NOT_FOUND":
            return number
    raise AssertionError("no digit fits")


def status(world, t, a):
    t.section("How an application stands, without an account")

    def ask(number, born):
        return world.service.post("/api/v1/status_checks", {"number": number, "birth_date": born})

    def looks(answer):
        return answer.status, {k: v for k, v in answer.headers.items() if k not in ("date", "retry-after")}, answer.body
    right = ask(a.number, BORN)
    t.answered("7", "the right date of birth", right, 200)
    t.equal("7", "tells the state and what comes next", (right.json["public_state"], sorted(right.json)),
            ("scheduled", ["next_step", "public_state", "text"]))
    nobody = absent(world, a)
    wrong, none = ask(a.number, ELSEWHEN), ask(nobody, BORN)
    t.answered("7", "a wrong date", wrong, 404, "APPLICATION_NOT_FOUND")
    t.equal("trust", "looks like a number that there is not", looks(wrong), looks(none))
    for number, asked_before in ((a.number, 2), (nobody, 1)):
        for _ in range(QUESTIONS - asked_before):
            ask(number, ELSEWHEN)
        t.answered("7", "the sixth question of the day", ask(number, BORN), 429, "TOO_MANY_REQUESTS")
    t.answered("3.4", "a number that does not fit", ask("1" * 16, BORN), 400, "MALFORMED_NUMBER")

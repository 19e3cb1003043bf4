"""Files: in parts over links that break, from one server to the next, never readable on a disk; and
what the picture of an old passport says beside the answers (002-S3)."""
import hashlib
import os
import pathlib
import random
import socket
import subprocess
import sys
import threading
import urllib.parse

from applicant import ROOT, Applicant
from client import Account, wait_until

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bad_input"))
import scan

SAMPLES = ROOT / "tests/files/inspect"
PART_KIND = "application/octet-stream"
# Of the drawn passports: nobody. The NIK is one with which the simulated registry agrees.
HOLDER = {"nik": "9999011505900001", "full_name": "Budi Sukarno Putra", "birth_date": "1990-05-15",
          "birth_place": "PONTIANAK", "sex": "male", "family_card_number": "6171010101100001",
          "mother_name": "IBU CONTOH"}
HISTORY = {"had_passport": "yes", "old_condition": "expiring", "old_expiry_date": "2035-01-01",
           "old_passport_number": "X1234567", "old_issue_date": "2025-01-01",
           "old_issued_in": "indonesia", "old_data_same": "yes"}
PRINTED = ["X1234567", "SUKARNO<PUTRA", "9005156M3501014"]


def run(world, t):
    account = Account(world.service, world.outside, "pengirim.berkas@example.id")
    account.sign_in()
    whole(t, account)
    exactly_at_limits(t, account)
    hints(t, account)
    broken_links(world, t, account)
    two_clients(t, account)
    refused_parts(t, account)
    if world.servers:
        at_rest(world, t, account)
    passports(world, t, account)
    if world.servers:
        forgotten(world, t, account)


class Upload:
    """A file that an account sends in parts."""

    def __init__(self, account, content, name=None):
        self.account, self.content = account, content
        self.path = "/api/v1/uploads/" + (name or hashlib.sha256(content).hexdigest())

    def part(self, start, end, **more):
        target = f"{self.path}/parts/{start}?size={more.get('size', len(self.content))}"
        return self.account.call("PUT", target, raw=self.content[start:end], kind=PART_KIND)

    def progress(self):
        return self.account.get(self.path + "/parts").json

    def received(self):
        return self.progress().get("received")

    def drop(self):
        return self.account.call("DELETE", self.path + "/parts")


def sample(name):
    return (SAMPLES / name).read_bytes()


def with_tail(name, tail):
    """Another file with the same picture: what follows a JPEG's end is not kept."""
    return sample(name) + tail


def whole(t, account):
    t.section("A file in parts is the same file")
    upload = Upload(account, sample("wide.jpg"))
    size = len(upload.content)
    t.equal("002-S3", "before the first part", upload.progress(), {"complete": False, "received": 0, "size": 0})
    t.answered("002-S3", "the first part", upload.part(0, 30_000), 202)
    t.equal("002-S3", "how far it is", upload.progress(), {"complete": False, "received": 30_000, "size": size})
    t.answered("002-S3", "the same part again", upload.part(0, 30_000), 202)
    gap = upload.part(40_000, size)
    t.answered("002-S3", "a part further on", gap, 409, "UPLOAD_OFFSET_WRONG")
    t.equal("002-S3", "the refusal says where to go on", gap.json.get("params"), {"offset": "30000"})
    last = upload.part(30_000, size)
    t.answered("002-S3", "the rest makes it whole", last, 201)
    t.equal("002-S3", "as if it had come at once", last.json, account.upload(upload.content)[1].json)
    t.equal("002-S3", "it is complete", upload.progress(), {"complete": True})
    t.answered("002-S3", "its last part again", upload.part(30_000, size), 201)
    t.answered("002-S3", "nothing is left to drop", upload.drop(), 204)


FILE_MAX = 10 * 1024 * 1024


def exactly_at_limits(t, account):
    t.section("A file of 10 MiB, and what it is said to be")
    photo = sample("phone.jpg")
    full = photo.ljust(FILE_MAX, b"\0")
    t.answered("002-S3", "exactly 10 MiB", account.upload(full)[1], 201)
    t.answered("002-S3", "a byte more", account.upload(full + b"\0")[1], 413, "BODY_TOO_LARGE")
    name, taken = account.upload(photo, "image/png")
    t.answered("002-S3", "a JPEG that is said to be another picture", taken, 201)
    t.answered("002-S3", "then to be a PDF", account.upload(photo, "application/pdf")[1], 415, "UNSUPPORTED_MEDIA_TYPE")
    page = sample("scan.pdf") + b"\n"
    t.answered("002-S3", "a PDF that is said to be a picture", account.upload(page)[1], 415, "UNSUPPORTED_MEDIA_TYPE")
    t.answered("002-S3", "and to be what it is", account.upload(page, "application/pdf")[1], 201)


def words_of(hints):
    return {hint["id"]: (hint["title"], hint["text"]) for hint in hints}


def hints(t, account):
    t.section("What could be better about a picture is said, and it is taken")
    name, blurred = account.upload(sample("blurred.jpg"))
    t.answered("002-S3", "a blurred picture", blurred, 201)
    t.equal("002-S3", "the hint", sorted(words_of(blurred.json["hints"])), ["blurred"])
    title, text = words_of(blurred.json["hints"])["blurred"]
    t.equal("002-S3", "says so", title, "Foto ini tampak buram")
    t.check("002-S3", "and what to do", "foto lagi" in text and text.endswith("."), text)
    english = account.call("PUT", "/api/v1/uploads/" + name, raw=sample("blurred.jpg"), kind="image/jpeg",
                           headers={"Accept-Language": "en"})
    t.equal("002-S3", "in English too", words_of(english.json["hints"])["blurred"][0], "This photo looks blurred")
    dark_name, dark = account.upload(sample("dark.jpg"))
    t.check("002-S3", "a dark picture is said to be dark", "dark" in words_of(dark.json["hints"]), dark.json)
    t.equal("002-S3", "a good one has no hint", account.upload(sample("phone.jpg"))[1].json["hints"], [])
    applicant = Applicant(account, HOLDER)
    applicant.begin()
    applicant.identify()
    t.answered("002-S3", "the dark one is attached", applicant.attach(dark_name), 200)
    listed = account.get(applicant.path + "/documents").json["documents"]
    t.equal("002-S3", "the list of documents says the same", [one["hints"] for one in listed], [dark.json["hints"]])
    applicant.cancel()


def cut_off(world, account, upload, start, end, sent):
    """The link breaks after `sent` bytes of a part's body."""
    address = urllib.parse.urlsplit(world.service.doors[0].address)
    target = f"{upload.path}/parts/{start}?size={len(upload.content)}"
    head = (f"PUT {target} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {account.cookie}\r\n"
            f"X-CSRF-Token: {account.csrf}\r\nContent-Type: {PART_KIND}\r\nContent-Length: {end - start}\r\n\r\n")
    with socket.create_connection((address.hostname, address.port), timeout=10) as link:
        link.sendall(head.encode() + upload.content[start:start + sent])


def broken_links(world, t, account):
    t.section("However the link is cut, the client asks and goes on")
    seed = int(os.environ.get("MPASPOR_SEED", "20261128"))
    t.note(f"seed {seed}")
    chance = random.Random(seed)
    for turn in range(6):
        upload = Upload(account, with_tail("passports/small.jpg", b"turn %d" % turn))
        size, answer, cuts, repeats = len(upload.content), None, 0, 0
        while answer is None or answer.status != 201:
            start = upload.received()
            end = min(size, start + chance.randint(1, 12_000))
            fate = chance.random()
            if fate < 0.3:
                cut_off(world, account, upload, start, end, chance.randint(0, end - start - 1))
                if cuts == 0:
                    t.equal("002-S3", "half a part is no part", upload.received(), start)
                cuts += 1
                continue
            answer = upload.part(start, end)
            if fate < 0.5:  # The answer is lost, so the client sends it again.
                answer, repeats = upload.part(start, end), repeats + 1
            if answer.status not in (201, 202):
                break
        t.equal("002-S3", f"turn {turn}: whole after {cuts} cuts and {repeats} lost answers", answer.status, 201)
        kept = account.upload(upload.content)[1]
        t.equal("002-S3", "and the same as at once", answer.json, kept.json)


def two_clients(t, account):
    t.section("Two clients of one account send the same file at once")
    for turn in range(3):
        upload = Upload(account, with_tail("passports/small.jpg", b"both %d" % turn))
        size, ends = len(upload.content), []

        def send():
            for _ in range(400):
                progress = upload.progress()
                if progress["complete"]:
                    ends.append(201)
                    return
                start = progress["received"]
                answer = upload.part(start, min(size, start + 9_000)) if start < size else upload.part(size - 1, size)
                if answer.status not in (201, 202, 409, 503):
                    ends.append(answer.status)
                    return
            ends.append("never")
        clients = [threading.Thread(target=send) for _ in range(2)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        t.equal("002-S3", f"turn {turn}: both see it whole", ends, [201, 201])


def refused_parts(t, account):
    t.section("Parts that make no file")
    lying = Upload(account, sample("passports/small.jpg"), "0" * 64)
    lying.part(0, 20_000)
    end = lying.part(20_000, len(lying.content))
    t.answered("002-S3", "a file that is not the one whose hash was given", end, 422, "FILE_HASH_MISMATCH")
    t.equal("002-S3", "its parts are dropped", lying.received(), 0)
    words = Upload(account, b"no picture at all, " * 100)
    t.answered("002-S3", "a file of no kind we take", words.part(0, len(words.content)), 422, "FILE_TYPE_UNSUPPORTED")
    t.equal("002-S3", "its parts are dropped", words.received(), 0)
    other = Upload(account, sample("scan.pdf"))
    other.part(0, 100)
    t.answered("002-S3", "another size than before", other.part(100, 200, size=9_999), 422, "FILE_HASH_MISMATCH")
    t.answered("002-S3", "a part that is no number's",
               account.call("PUT", other.path + "/parts/x?size=9", raw=b"x", kind=PART_KIND), 400, "UNKNOWN_VALUE")
    t.answered("002-S3", "without the size",
               account.call("PUT", other.path + "/parts/100", raw=b"x", kind=PART_KIND), 400, "MISSING_FIELD")
    t.answered("002-S3", "an empty part", other.part(100, 100), 422, "FILE_EMPTY")
    t.answered("002-S3", "what was kept is dropped", other.drop(), 204)
    begun = [Upload(account, b"%d" % i + b"x" * 2_000) for i in range(5)]
    codes = [str(upload.part(0, 100)) for upload in begun]
    t.equal("002-S3", "the fifth unfinished file", codes, ["202"] * 4 + ["429 UPLOADS_EXHAUSTED"])
    for upload in begun[:4]:
        upload.drop()
    t.answered("002-S3", "once the others are dropped", begun[4].part(0, 100), 202)
    begun[4].drop()


def slices_of(content, count=12, size=32):
    """Pieces of a file that are in no other: from its middle, where the pictures differ."""
    step = (len(content) - size) // (count + 1)
    return {f"bytes at {i * step}": content[i * step:i * step + size] for i in range(1, count + 1)}


def found_in_table(database, pieces):
    """Those that stand in a blob of PostgreSQL."""
    found = []
    for name, piece in pieces.items():
        question = f"SELECT count(*) FROM blob WHERE position('\\x{piece.hex()}'::bytea IN content) > 0"
        answer = subprocess.run(["psql", database, "-Atc", question], capture_output=True, text=True, check=True)
        found += [name] * (answer.stdout.strip() != "0")
    return found


def found_at_rest(world, pieces):
    found = [name for _, name in scan.leaks(world.servers.folder, pieces, but={str(world.capture.path)})[0]]
    if world.servers.database:
        found += found_in_table(world.servers.database, pieces)
    return found


def plainly_kept(world, content):
    """As if it had not been sealed. Gives what takes it away again."""
    if not world.servers.database:
        path = world.servers.folder / "first/blobs/plain"
        path.write_bytes(content)
        return path.unlink
    def psql(text):
        subprocess.run(["psql", world.servers.database, "-q"], input=text.encode(), check=True)
    psql(f"INSERT INTO blob VALUES ('plain', '\\x{content.hex()}')")
    return lambda: psql("DELETE FROM blob WHERE name = 'plain'")


def at_rest(world, t, account):
    t.section("What was sent lies readable on no disk (P7)")
    content = with_tail("passports/soft.jpg", b"at rest")
    begun = Upload(account, content)
    half = len(content) // 2
    t.answered("002-S3", "half a file", begun.part(0, half), 202)
    t.equal("peers 21", "nothing of it is found", found_at_rest(world, slices_of(content[:half])), [])
    t.answered("002-S3", "the other half", begun.part(half, len(content)), 201)
    applicant = Applicant(account, HOLDER)
    applicant.begin()
    applicant.identify()
    t.answered("002-S3", "it is attached", applicant.attach(hashlib.sha256(content).hexdigest()), 200)
    kept = account.get(applicant.path + "/documents/id_card").body
    t.check("002-S3", "what was kept can be read by its owner", kept[:2] == b"\xff\xd8", kept[:20])
    pieces = slices_of(kept)
    t.equal("peers 21", "nothing of it is found, nor of what was sent",
            found_at_rest(world, {**pieces, **slices_of(content)}), [])
    take_away = plainly_kept(world, kept)
    t.equal("peers 21", "it would be, if it were not sealed (control)", found_at_rest(world, pieces), list(pieces))
    take_away()
    applicant.cancel()


def read_in(account, name):
    content = sample(f"passports/{name}.jpg")
    name = hashlib.sha256(content).hexdigest()
    return name, account.call("PUT", f"/api/v1/uploads/{name}?read=mrz", raw=content, kind="image/jpeg")


def passports(world, t, account):
    t.section("What the picture of the old passport says")
    name, plain = account.upload(sample("passports/sharp.jpg"))
    t.equal("002-S3", "nobody asked what is read in it", plain.json.get("mrz"), "not_asked")
    same, answer = read_in(account, "sharp")
    t.equal("002-S3", "the same file again, to be read", (same, answer.json.get("mrz")), (name, "read"))
    t.equal("002-S3", "and again", read_in(account, "sharp")[1].json.get("mrz"), "read")
    for other in ("blurred", "without_zone", "altered_digit"):
        t.equal("002-S3", f"honestly: {other}", read_in(account, other)[1].json.get("mrz"), "unreadable")
    wrong = account.call("PUT", f"/api/v1/uploads/{name}?read=all", raw=sample("passports/sharp.jpg"), kind="image/jpeg")
    t.answered("002-S3", "something else is to be read", wrong, 400, "UNKNOWN_VALUE")
    holder = Applicant(account, HOLDER)
    holder.begin()
    world.applicants.append(holder)
    reading = holder.path + "/documents/old_passport/reading"
    holder.identify()
    t.answered("002-S2", "the earlier passport", holder.answer("passport_history", HISTORY), 200)
    t.answered("002-S3", "nothing is attached yet", account.get(reading), 404, "DOCUMENT_NOT_FOUND")
    t.answered("002-S3", "the picture is attached", holder.attach(name, "old_passport"), 200)
    t.equal("002-S3", "all of it is as answered", account.get(reading).json, {"mrz": "read", "differs": []})
    holder.answer("passport_history", {**HISTORY, "old_passport_number": "X1234568", "old_expiry_date": "2034-01-01"})
    t.equal("002-S3", "what was answered otherwise is named", account.get(reading).json,
            {"mrz": "read", "differs": ["number", "expiry"]})
    blurred = read_in(account, "blurred")[0]
    t.answered("002-S3", "a blurred picture is taken all the same", holder.attach(blurred, "old_passport"), 200)
    t.equal("002-S3", "and says nothing", account.get(reading).json, {"mrz": "unreadable", "differs": []})
    stranger = Account(world.service, world.outside, "bukan.pemilik@example.id")
    stranger.sign_in()
    t.answered("7", "another account asks", stranger.get(reading), 404, "APPLICATION_NOT_FOUND")
    if world.servers:
        found = scan.leaks(world.servers.folder, {p: p for p in PRINTED}, but={str(world.capture.path)})[0]
        t.equal("P7", "what was read stands in no file and no log", found, [])
    holder.cancel()


def forgotten(world, t, account):
    t.section("Parts of a file that nobody finishes are forgotten")
    upload = Upload(account, b"unfinished " * 300)
    t.answered("002-S3", "a part", upload.part(0, 100), 202)
    world.advance(hours=24, minutes=5)
    account.sign_in()
    t.equal("002-S3", "a day later it is gone",
            wait_until(lambda: upload.received() == 0, "housekeeping has forgotten the parts", 60), True)

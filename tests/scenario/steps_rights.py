"""What people may know of their data, and have deleted (domain.md 7). The clock goes on by weeks."""
from applicant import PICTURE, Applicant, invented
from client import Account, wait_until

WARNED = "Draf permohonan {} akan dihapus"


def run(world, t):
    t.section("What is held about a person, and its end")
    account = Account(world.service, world.outside, "laras.hak@example.id")
    account.sign_in()
    picture, uploaded = account.upload(PICTURE)
    t.answered("7", "a file is sent", uploaded, 201)
    first = Applicant(account, invented(7301)).prepare(picture)
    second = Applicant(account, invented(7302)).prepare(picture)
    stranger = Account(world.service, world.outside, "wira.hak@example.id")
    stranger.sign_in()

    t.section("Export")
    told = account.get("/api/v1/me/export.json")
    t.answered("7", "everything that is held, as data", told, 200)
    held = told.json
    t.equal("7", "the contact", [c["contact"] for c in held["account"]["contacts"]], [account.contact])
    t.equal("7", "both applications", sorted(a["number"] for a in held["applications"]),
            sorted([first.number, second.number]))
    names = {s["answers"].get("full_name") for a in held["applications"] for s in a["sections"]}
    t.check("7", "the answers as they were typed", first.identity["full_name"] in names, names)
    document = held["applications"][0]["documents"][0]
    said = held["applications"][0]["nik_check"]["answer"]
    t.equal("7", "what the civil registry answered, field by field", (said["status"], said["mother_name"]),
            ("found", "match"))
    file = account.get(document["file"])
    t.check("7", "the file is fetched at the address that is told", file.status == 200 and len(file.body) > 1000, file)
    paper = account.get("/api/v1/me/export.pdf")
    t.answered("7", "the same on paper", paper, 200)
    t.check("7", "a PDF", paper.body.startswith(b"%PDF-") and paper.kind == "application/pdf", paper.kind)
    theirs = stranger.get("/api/v1/me/export.json").json
    t.equal("7", "nothing of it is another's", theirs["applications"], [])
    accesses = account.get("/api/v1/me/accesses")
    t.answered("7", "which officers looked", accesses, 200)
    t.equal("7", "nobody did", (accesses.json["accesses"], accesses.json["withheld"]), ([], 0))

    t.section("A draft is deleted on request")
    t.answered("7", "another's draft is nobody's to delete", stranger.call("DELETE", first.path), 404,
               "APPLICATION_NOT_FOUND")
    t.answered("7", "deleted", account.call("DELETE", first.path), 204)
    t.answered("7", "its number leads nowhere", account.get(first.path), 404, "APPLICATION_NOT_FOUND")
    t.answered("7", "the file that the other draft has too is still there",
               account.get(second.path + "/documents/id_card"), 200)
    held = account.get("/api/v1/me/export.json").json
    t.equal("7", "the export says what was deleted", [a["number"] for a in held["erased_applications"]],
            [first.number])

    t.section("A draft that nobody goes on with")
    world.advance(days=23, minutes=1)
    warning = wait_until(lambda: account.messages(WARNED.format(second.number)), "the warning")[0]
    t.check("7", "its owner is told a week before, with the day", "2027" in warning["text"] or "2026" in warning["text"],
            warning)
    world.advance(days=4)
    account.sign_in()
    t.answered("7", "a change is saved", second.answer("work", {"job": "weaver"}), 200)
    world.advance(days=23)
    wait_until(lambda: account.messages(WARNED.format(second.number))[1:], "the second warning")
    account.sign_in()
    t.answered("7", "so the draft is there still, 50 days after it was begun", account.get(second.path), 200)
    world.advance(days=8)
    wait_until(lambda: account.messages(f"Draf permohonan {second.number} sudah dihapus"), "the notice")
    account.sign_in()
    t.answered("7", "31 days without a change: deleted", account.get(second.path), 404, "APPLICATION_NOT_FOUND")

    t.section("An account is deleted")
    third = Applicant(account, invented(7303))
    third.begin()
    t.answered("7", "the account goes, with its drafts", account.call("DELETE", "/api/v1/me"), 204)
    wait_until(lambda: account.get("/api/v1/me").status == 401, "the session's end")
    account.sign_in()
    held = account.get("/api/v1/me/export.json").json
    t.equal("7", "whoever signs in again begins anew",
            (held["applications"], held["erased_applications"], held["uploads"]), ([], [], []))

"""Whether there was a passport before: asked of the issuing system in the background, and a bill waits
for its word (D10)."""
import time

import offices
from applicant import PICTURE, QUESTIONNAIRE, Applicant, citizens, invented
from client import Account, wait_until

SAID_NEVER, ANSWERED_LATE, LOST = "5104025010970001", "1607011702940001", "3171015403880001"
BUDI = "1902011505900001"
PAUSE_S = 0.1
BILL_ON_RECORD = "STAGE_INCOMPLETE"  # stage 2 is open again


def run(world, t):
    try:
        answers(world, t)
        waits(world, t)
        gives_up(world, t)
        answered_late(world, t)
        on_record(world, t)
        spared(world, t)
    finally:
        world.outside.faults("dpri")
        world.outside.faults("dukcapil")


def begun(world, contact, identity):
    account = Account(world.service, world.outside, contact)
    account.sign_in()
    a = Applicant(account, identity)
    a.begin()
    world.applicants.append(a)
    return a


def prepared(world, contact, identity):
    """Stages 1 to 5, with a place held; the issuing system may have said nothing yet."""
    account = Account(world.service, world.outside, contact)
    account.sign_in()
    name, uploaded = account.upload(PICTURE)
    assert uploaded.status == 201, uploaded
    a = Applicant(account, identity).prepare(name)
    world.applicants.append(a)
    held = a.hold(offices.some_place(world, offices.TANJUNGPANDAN))
    assert held.status == 201, f"{held} {held.body}"
    return a


def passport(a):
    answer = a.account.get(a.path + "/checks")
    assert answer.status == 200, f"{answer} {answer.body}"
    return answer.json["passport"]


def answers(world, t):
    t.section("Whether there was a passport before")
    a = begun(world, "ni.luh.putu@example.id", citizens()[SAID_NEVER])
    t.equal("D10", "before stage 1 nothing is asked", passport(a)["status"], "not_asked")
    right, a.identity = a.identity, {**a.identity, "full_name": "ORANG LAIN"}
    a.identify()
    a.versions["identity"] = 1
    t.equal("D9", "nor about a NIK that is not valid", passport(a)["status"], "not_asked")
    a.identity = right
    t.answered("002-S1", "stage 1", a.identify(), 200)
    known = wait_until(lambda: passport(a)["status"] == "known" and passport(a), "the word about a passport")
    t.equal("D10", "the month in which it expires is told", known["expires"], "2017-04")
    t.check("D10 R6", "with the warning about the fee", "tidak dapat dikembalikan" in known["text"], known)
    t.check("D10", "and no number", "A4402917" not in a.account.get(a.path + "/checks").body.decode(), known)
    lost = begun(world, "dwi.putri@example.id", citizens()[LOST])
    lost.identify()
    told = wait_until(lambda: passport(lost)["status"] == "known" and passport(lost), "the word about a passport")
    t.equal("D10", "one that was reported lost is called so", told["reported_lost"], True)
    t.check("000-11", "and that its replacement starts at an office", "di kantor imigrasi" in told["text"], told)
    none = begun(world, "tanpa.paspor@example.id", citizens()[BUDI])
    none.identify()
    wait_until(lambda: passport(none)["status"] == "none", "the word that there was none")
    t.equal("D10", "where there was none there is nothing to tell", passport(none)["text"], None)


def waits(world, t):
    t.section("A bill waits for the issuing system")
    world.outside.faults("dpri", contradictory=True)
    a = prepared(world, "menunggu@example.id", invented(7101))
    t.equal("D10", "an answer that contradicts itself is none", passport(a)["status"], "pending")
    t.answered("D10", "the bill is asked for", a.ask_for_bill(), 409, "PASSPORT_CHECK_PENDING")
    t.equal("D10", "the place stays held", a.state, "held")
    world.outside.faults("dpri")

    def asked_again():
        time.sleep(PAUSE_S)
        world.advance(seconds=5)  # the pauses between two questions grow
        return passport(a)["status"] == "none"
    t.check("D10", "it is asked again by itself", wait_until(asked_again, "the word in the background"))
    t.answered("D10 002-S8", "then the bill is made", a.ask_for_bill(), 201)


def gives_up(world, t):
    t.section("The issuing system is down for more than ten minutes")
    world.outside.faults("dpri", down=True)
    a = prepared(world, "sepuluh.menit@example.id", invented(7102))
    t.answered("D10", "the bill is asked for", a.ask_for_bill(), 409, "PASSPORT_CHECK_PENDING")
    world.advance(minutes=10)
    t.equal("D10", "the applicant's own answer counts now", passport(a)["status"], "unavailable")
    t.check("R6", "with the warning", "tidak dapat dikembalikan" in passport(a)["text"], passport(a))
    t.answered("D10 002-S8", "the bill is made", a.ask_for_bill(), 201)
    if world.admin:
        rows = world.admin.send("GET", f"/admin/v1/applications/{a.number}/history").json["passport"]
        t.equal("D10", "the officer sees that nobody knew", [row["action"] for row in rows], ["asked", "given_up"])
    world.outside.faults("dpri")


def answered_late(world, t):
    t.section("The word comes after the applicant said never")
    world.outside.faults("dpri", down=True)
    a = begun(world, "ilham.kurniawan@example.id", citizens()[ANSWERED_LATE])
    t.answered("002-S1", "stage 1", a.identify(), 200)
    t.answered("002-S2", "stage 2 says that there never was one", a.answer("passport_history", QUESTIONNAIRE["passport_history"]), 200)
    world.outside.faults("dpri")

    def told():
        time.sleep(PAUSE_S)
        world.advance(seconds=10)
        return a.account.messages("Periksa jawaban tentang paspor lama")
    text = wait_until(told, "the warning")[0]["text"]
    t.check("D10 R6", "a message warns before anything is paid", "tidak dapat dikembalikan" in text, text)
    t.equal("D10", "and the hint is there", passport(a)["status"], "known")
    t.equal("003-07", "once", len(a.account.messages("Periksa jawaban")), 1)


def on_record(world, t):
    t.section("Never, says the applicant; the issuing system knows better")
    world.outside.faults("dpri", down=True)
    a = prepared(world, "tercatat@example.id", citizens()[SAID_NEVER])
    world.outside.faults("dpri")

    def known():
        time.sleep(PAUSE_S)
        world.advance(seconds=10)
        return passport(a)["status"] == "known"
    wait_until(known, "the word in the background")
    found = a.assessment()
    refusal = next((row for row in found["refusals"] if row["code"] == "PASSPORT_ON_RECORD"), None)
    t.check("D10 R6", "the draft is refused, with the warning about the fee",
            refusal and "tidak dapat dikembalikan" in refusal["detail"], found["refusals"])
    t.equal("D10", "at the answer that is doubted", refusal and refusal["pointer"], "/sections/passport_history/had_passport")
    t.answered("D10", "no bill is made of it", a.ask_for_bill(), 409, BILL_ON_RECORD)
    t.check("D10", "the form asks whether the record is wrong",
            {"section": "passport_history", "field": "record_is_wrong", "code": "MISSING_FIELD"} in found["missing"], found["missing"])
    said = a.answer("passport_history", {"had_passport": "never", "record_is_wrong": "yes"})
    t.answered("D10", "it is, says the applicant", said, 200)
    found = a.assessment()
    t.equal("D10", "nothing is refused any more; an officer will look",
            (found["refusals"], [n["id"] for n in found["notices"]]), ([], ["record_disputed"]))
    t.answered("D10 002-S8", "and the bill is made", a.ask_for_bill(), 201)
    a.cancel()


def spared(world, t):
    if not world.admin:
        return
    t.section("Systems that fail are spared, and operators see it")
    both = {"civil_registry": "dukcapil", "passport_records": "dpri"}

    def states():
        gateways = world.admin.send("GET", "/admin/v1/status").json["gateways"]
        return [g["state"] for g in gateways if g["name"] in both]

    def tried_until(*wanted):
        def look():
            time.sleep(5 * PAUSE_S)
            world.advance(minutes=2)
            return all(state in wanted for state in states())
        return look
    world.outside.faults("dpri", down=True)
    waiting = [begun(world, f"antre.{n}@example.id", invented(7110 + n)) for n in range(6)]
    for a in waiting:
        a.identify()
    world.outside.faults("dukcapil", garbage=True)
    typed = [begun(world, f"menanti.{n}@example.id", invented(7120 + n)) for n in range(6)]
    pending = [a.identify().json.get("nik_status") for a in typed]
    t.equal("D9", "who types meanwhile is kept waiting, not refused", pending, 6 * ["pending"])
    t.check("D9 D10", "after five failures both circuits are open", wait_until(tried_until("open"), "open circuits"))
    page = world.service.doors[0].send("GET", "/metrics").body.decode()
    t.check("D10", "the metrics say so as well", all(f"mpaspor_circuit_{name}" in page for name in both), page[-500:])
    for system in both.values():
        world.outside.faults(system)
    # Of two servers the other may be the one that finds out.
    closed = ("closed",) if len(world.service.doors) == 1 else ("closed", "half_open")
    t.check("D9 D10", "they close by themselves", wait_until(tried_until(*closed), "closed circuits", 60))

    def all_answered():
        time.sleep(PAUSE_S)
        world.advance(minutes=1)
        return all(passport(a)["status"] == "none" for a in waiting + typed)
    t.check("D10", "and whoever waited has an answer", wait_until(all_answered, "the answers", 60))

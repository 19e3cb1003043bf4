"""Drafts that somebody else changes: another hand, another rule, another day."""
import concurrent.futures
import datetime

import offices
from applicant import ADDITIONAL_DATA, PICTURE, PRODUCT, QUESTIONNAIRE, ROOT, Applicant, invented
from client import Account, wait_until
from steps_holds import ready

ROUNDS = 6
RULES_HEADER = "id\twhen\tkinds\trequired\tfrom\tto\tbasis\tsource\tunofficial"
SCAN = (ROOT / "tests/files/inspect/scan.pdf").read_bytes()


def run(world, t):
    account = Account(world.service, world.outside, "keluarga@example.id")
    account.sign_in()
    two_hands(world, t, account)
    another_hand(world, t, account)
    a_child(world, t, account)
    a_replacement(world, t, account)
    if world.admin is None:
        t.note("no admin socket here (--admin SOCKET): changes of rules are left out")
    else:
        another_rule(world, t)
    unused(world, t, account)


def draft(world, account, serial):
    a = Applicant(account, invented(serial))
    assert a.begin().status == 201 and a.identify().status == 200
    world.applicants.append(a)
    return a


def two_hands(world, t, account):
    t.section("Two sections of one draft are saved at the same time")
    a = draft(world, account, 9601)
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(2) as hands:
        for n in range(ROUNDS):
            journey = {**QUESTIONNAIRE["journey"], "destination_address": f"round {n}"}
            both = [hands.submit(a.answer, "journey", journey),
                    hands.submit(a.answer, "contact_home", QUESTIONNAIRE["contact_home"])]
            wrong += [answer.result().status for answer in both] != [200, 200]
            found = a.assessment()
            left = {row["section"] for row in found["missing"]}
            wrong += bool({"journey", "contact_home"} & left)
            for section in ("journey", "contact_home"):
                assert a.answer(section, {}).status == 200
    t.equal("002-S2", f"{ROUNDS} times both are kept, and looked at together", wrong, 0)
    a.cancel()


def another_hand(world, t, account):
    t.section("A section that was saved from elsewhere")
    a = draft(world, account, 9602)
    needs = {"special_needs": ["disabled", "sick"]}
    t.answered("2.9", "several answers to one question", a.answer("circumstances", needs), 200)
    stored = {"section": "circumstances", "version": 1, "answers": {"special_needs": ["sick", "disabled"]}}
    t.equal("2.9", "they are kept in the order of the form",
            a.account.get(a.path + "/sections/circumstances").json, stored)
    old = Applicant(account, a.identity)
    old.number = a.number
    late = old.answer("circumstances", {})
    t.answered("002-S2", "an old page saves it too", late, 412, "SECTION_CHANGED")
    t.equal("002-S2", "and is shown what is there now", late.json.get("current"), stored)
    one = a.answer("circumstances", {"special_needs": "sick"})
    t.answered("002-S2", "one text where several answers may be", one, 400, "WRONG_TYPE")
    nowhere = a.answer("hobbies", {})
    t.answered("002-S2", "a section that the form does not have", nowhere, 404, "SECTION_NOT_FOUND")
    t.check("000-11", "who is sick may come without the app",
            "may_come_directly" in [n["id"] for n in a.assessment()["notices"]], a.assessment()["notices"])
    early = a.save("product", PRODUCT)
    t.answered("002-S5", "a product before it is known which type", early, 409, "STAGE_INCOMPLETE")
    t.equal("002-S5", "the refusal names the stage", early.json["params"]["stage"], "2")
    a.cancel()


def a_child(world, t, account):
    t.section("A child, with papers that the family has uploaded already")
    name = account.upload(PICTURE)[0]
    father = Applicant(account, invented(9603)).prepare(name)
    world.applicants.append(father)
    child = Applicant(account, {**invented(9604), "nik": "9999010503220001", "full_name": "ANAK CONTOH",
                                "birth_date": "2022-03-05"})
    assert child.begin().status == 201 and child.identify().status == 200
    world.applicants.append(child)
    for section, answers in {**QUESTIONNAIRE, "personal": {"citizenship": "indonesian", "born_abroad": "no",
                                                           "naturalised": "no", "name_changed": "no"}}.items():
        t.answered("2.3", f"section {section}", child.answer(section, answers), 200)
    found = child.assessment()
    t.check("2.3", "a child, and a toddler", {"CHILD", "TODDLER"} <= set(found["categories"]), found["categories"])
    t.equal("V2", "five years", found["validities"], [5])
    family = {"filer_relation": "father", "filer_name": "Ayah Contoh", "filer_nik": father.identity["nik"],
              "parents_situation": "married"}
    t.answered("2.5 2.12", "who files for the child", child.answer("family_situation", family), 200)
    wanted = {row["id"]: row for row in child.assessment()["documents"] if row["required"]}
    t.check("2.5", "both parents sign a statement", "parents_statement" in wanted, sorted(wanted))
    t.check("2.5", "a child has no identity card of its own", "id_card" not in wanted, sorted(wanted))
    for row in wanted.values():
        answer = child.attach(name, row["kinds"][0]["kind"])
        t.answered("002-S3", f"{row['id']}: {row['kinds'][0]['name']}", answer, 200)
    t.equal("002-S3", "stage 3 is done with what the family had", child.assessment()["stages"]["documents"], True)
    assert father.account.call("DELETE", father.path + "/documents/family_card").status == 204
    t.answered("002-S3", "the father takes his off, the child's is still there",
               child.account.get(child.path + "/documents/family_card"), 200)
    for section, answers in ADDITIONAL_DATA.items():
        if section in ("address", "parents"):
            assert child.answer(section, answers).status == 200
    t.answered("D13", "the name as it will be printed", child.confirm_name(), 200)
    ten = child.save("product", PRODUCT)
    t.answered("V2", "ten years for a child", ten, 409, "VALIDITY_NOT_OFFERED")
    t.answered("V2", "five years", child.save("product", {**PRODUCT, "validity_years": 5}), 200)
    older = child.save("identity", {**invented(9604), "nik": "9999010503900002", "full_name": "ANAK CONTOH"})
    t.answered("002-S1", "another birth date", older, 200)
    did = older.json["consequences"]
    t.check("2.3 2.5", "an adult needs other papers", "id_card" in did["documents_added"], did)
    t.check("002-S2", "and is asked other questions",
            "family_situation/filer_relation" in did["no_longer_asked"], did)
    t.equal("002-S5", "five years fit an adult as well", did["product_dropped"], False)
    for a in (father, child):
        a.cancel()


def months_later(day, months):
    year, month = divmod(day.month - 1 + months, 12)
    return datetime.date(day.year + year, month + 1, min(day.day, 28))


def a_replacement(world, t, account):
    t.section("A passport that is about to be replaceable (2.7)")
    a = draft(world, account, 9607)
    expiry = months_later(world.now().date() + datetime.timedelta(days=20), 6)
    history = {"had_passport": "yes", "old_condition": "expiring", "old_expiry_date": expiry.isoformat(),
               "old_passport_number": "X1234567", "old_issued_in": "indonesia", "old_data_same": "yes",
               "old_issue_date": expiry.replace(year=expiry.year - 10).isoformat()}
    for section, answers in {**QUESTIONNAIRE, "passport_history": history, **ADDITIONAL_DATA}.items():
        assert a.answer(section, answers).status == 200, section
    a.confirm_name()
    found = a.assessment()
    t.equal("2.7", "six months and some days before its end it is a replacement", found["type"], "REPLACE_EXPIRED")
    papers = [row["id"] for row in found["documents"] if row["required"]]
    t.equal("2.5", "which needs the identity card and the old passport, no more", papers, ["id_card", "old_passport"])
    name = account.upload(PICTURE)[0]
    for kind in ("id_card", "old_passport"):
        assert a.attach(name, kind).status == 200
    new = a.save("product", PRODUCT)
    t.answered("R6", "as a first passport it would cost the fee", new, 409, "ANSWER_CONTRADICTS")
    t.answered("002-S5", "as a replacement it is offered", a.save("product", {**PRODUCT, "type": "REPLACE_EXPIRED"}), 200)
    first = found["visit_from"]
    early = offices.some_place(world, offices.BATAM)
    t.check("2.7", f"the visit may be from {first} on", early["date"] < first, early)
    refused = a.hold(early)
    t.answered("2.7", f"{early['date']} is too early", refused, 409, "PASSPORT_STILL_VALID")
    t.equal("2.7", "the refusal names the first day", refused.json["params"]["from"], first)
    later = next(day["date"] for day in offices.untouched(world, offices.BATAM) if day["date"] >= first)
    place = offices.place(offices.BATAM, later, offices.slots(world, offices.BATAM, later)[0]["slot"])
    t.answered("2.7", f"{later} is not", a.hold(place), 201)
    a.cancel()


def rule(world, when, to):
    row = f"scenario_paper\t{when}\tchange_proof\t1\t2020-01-01\t{to}\tof this scenario\t2.5\t0"
    return world.admin.send("POST", "/admin/v1/offices", '{"document_rules": "%s"}' % "\\n".join(
        text.replace("\t", "\\t") for text in (RULES_HEADER, row)), {"Content-Type": "application/json"})


def another_rule(world, t):
    t.section("The rules change under a draft that was complete")
    a = ready(world, "aturan@example.id", invented(9605))
    place = offices.some_place(world, offices.BATAM)
    revision = a.assessment()["revision"]
    changed = world.admin.send("PUT", "/admin/v1/settings/elderly_age", '{"value": 61}',
                               {"Content-Type": "application/json"})
    t.answered("9.5 2.9", "an officer moves an age", changed, 200)
    t.answered("002-S7", "the place is held all the same", a.hold(place), 201)
    t.equal("002-S7", "after the answers were looked at again, once", a.assessment()["revision"], revision + 1)
    assert a.release().status == 204
    t.answered("9.5 2.5", "a paper more is asked for", rule(world, "always", ""), 200)
    refused = a.hold(place)
    t.answered("2.5", "nothing is held without it", refused, 409, "STAGE_INCOMPLETE")
    t.equal("2.5", "the refusal names the stage", refused.json["params"]["stage"], "3")
    name = a.account.upload(PICTURE)[0]
    t.answered("2.5", "the paper", a.attach(name, "change_proof"), 200)
    t.answered("002-S7", "now a place is held", a.hold(place), 201)
    t.answered("9.5", "the rule ends again", rule(world, "always", "2020-01-02"), 200)
    t.answered("002-S8", "and the application is submitted", a.submit(), 201)
    world.admin.send("PUT", "/admin/v1/settings/elderly_age", '{"value": 60}', {"Content-Type": "application/json"})
    t.answered("002-S2", "later the answers stay as they are", a.answer("work", {}), 409, "NOT_ALLOWED_IN_STATE")
    t.equal("002-S2", "and can be read", a.assessment()["stages"]["documents"], True)
    a.cancel()


def unused(world, t, account):
    t.section("A file that no application refers to")
    a = draft(world, account, 9606)
    name, uploaded = account.upload(SCAN, "application/pdf")
    t.answered("002-S3", "a PDF is uploaded", uploaded, 201)
    t.answered("002-S3", "attached", a.attach(name), 200)
    t.answered("002-S3", "and taken off", a.account.call("DELETE", a.path + "/documents/id_card"), 204)
    if not world.servers or world.servers.database:
        t.note("no folder of blobs to look into: left out")
        return
    blobs = world.servers.folder / "first/blobs"
    def count():
        return sum(1 for path in blobs.rglob("*") if path.is_file())
    before = count()
    world.advance(hours=25)
    t.check("7", "a day later what it lay in is gone", wait_until(lambda: count() < before, "a blob less", 40))
    account.sign_in()
    t.answered("7", "and it cannot be attached", a.attach(name), 404, "UPLOAD_NOT_FOUND")
    t.answered("7", "until it is sent again", account.upload(SCAN, "application/pdf")[1], 201)
    t.answered("002-S3", "then it can", a.attach(name), 200)
    a.cancel()

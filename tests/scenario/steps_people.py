"""People with circumstances: each goes on as a careful applicant would, answering what is missing and
sending what is asked for, until stage 5 is done or the service says where else to go."""
import itertools

import offices
from applicant import (ADDITIONAL_DATA, PICTURE, PRODUCT, QUESTIONNAIRE, Applicant, answers_of, identity_of,
                       invented, samples)
from client import Account
from steps_products import LAMINATED, ORDINARY, POLYCARBONATE, SMALL, born, listed

KARIMUN = 3
# What an adult answers; who is in another position answers otherwise.
USUAL = {**dict(itertools.chain(*(answers.items() for answers in (QUESTIONNAIRE | ADDITIONAL_DATA).values()))),
         "record_is_wrong": "no", "born_abroad": "no", "purpose": "tourism", "mother_citizenship": "ID",
         "filer_relation": "mother", "filer_name": "Ibu Contoh", "parents_situation": "married",
         "old_passport_number": "B1234567", "old_issue_date": "2018-05-05", "old_issued_in": "indonesia",
         "old_data_same": "yes", "spouse_name": "Pasangan Contoh", "spouse_citizenship": "ID",
         "spouse_birth_place": "Belitung", "spouse_birth_date": "1988-02-02",
         "filer_nik": "1902011505900001", "deceased_parent": "father", "custody": "both",
         "endorsement_father_name": "Ayah Contoh"}
ROUNDS_MAX = 10  # An answer may ask for another; not for ever.
FAMILY = ("family_father", "family_mother", "family_first_child", "family_second_child", "family_third_child")


def run(world, t):
    karimun(world, t)
    family(world, t)
    divorced(world, t)
    orphans(world, t)
    undecided(world, t)
    elsewhere(world, t)
    at_the_office(world, t)
    directly(world, t)


def row_of(case):
    return next(row for row in samples() if row["case"] == case)


def sample(case):
    return identity_of(row_of(case))


def signed_in(world, contact):
    account = Account(world.service, world.outside, contact)
    account.sign_in()
    return account


def begun(world, account, identity):
    """Stage 1."""
    a = Applicant(account, identity)
    world.applicants.append(a)
    assert a.begin().status == 201
    verified = a.identify()
    assert verified.status == 200, f"{verified} {verified.body}"
    return a


def answer_all(a, **otherwise):
    """Stages 2 and 4: section by section what is missing, until nothing is. Gives the assessment."""
    given = {}
    for _ in range(ROUNDS_MAX):
        found = a.assessment()
        wanted = [row for row in found["missing"] if row["field"] != "printed_name_confirmed"]
        if not wanted:
            return found
        for row in wanted:
            section = given.setdefault(row["section"], {})
            section[row["field"]] = {**USUAL, **otherwise}[row["field"]]
        for section in {row["section"] for row in wanted}:
            saved = a.answer(section, given[section])
            assert saved.status == 200, f"{section}: {saved} {saved.body}"
    raise AssertionError(f"the form never ends: {wanted}")


def send_all(a, found):
    """Stage 3: one picture stands for each paper that is asked for. Gives the ids of the rules."""
    picture = a.account.upload(PICTURE)[0]
    wanted = {row["id"]: row["kinds"][0]["kind"] for row in found["documents"] if row["required"]}
    for kind in wanted.values():
        attached = a.attach(picture, kind)
        assert attached.status == 200, f"{kind}: {attached} {attached.body}"
    return set(wanted)


def stages_1_to_5(t, rule, who, a, years, **otherwise):
    """To the end of stage 5. Gives the ids of the papers."""
    papers = send_all(a, answer_all(a, **otherwise))
    t.answered("D13", f"{who}: the name as it will be printed", a.confirm_name(), 200)
    kind = a.assessment()["type"]
    chosen = a.save("product", {**PRODUCT, "type": kind, "validity_years": years})
    t.answered(rule, f"{who}: {kind}, {years} years", chosen, 200)
    t.equal("002-S5", f"{who}: stages 1 to 5 are done", done(a), [1, 2, 3, 4, 5])
    return papers


def done(a):
    return [stage["stage"] for stage in a.look()["stages"] if stage["done"]]


def karimun(world, t):
    t.section("Karimun: stages 1 to 5, one after another (9.4-1)")
    a = Applicant(signed_in(world, "rizky.karimun@example.id"), sample("leap_day"))
    world.applicants.append(a)
    t.answered("002-S1", "an application begins", a.begin(), 201)
    t.equal("002-S1", "nothing is done yet", done(a), [])
    t.answered("002-S1", "1: NIK and name agree with the civil registry", a.identify(), 200)
    t.equal("002-S1", "the first stage is done", done(a), [1])
    found = answer_all(a)
    t.equal("002-S2 002-S4", "2 and 4: the electronic Perdim and the additional data but for the name",
            {row["field"] for row in a.assessment()["missing"]}, {"printed_name_confirmed"})
    t.equal("002-S2", "the second stage is done", done(a), [1, 2])
    t.equal("D11", "who never had a passport applies for a first one", found["type"], "NEW")
    t.check("002-S3", "3: identity card, family card, a paper of birth",
            {"id_card", "family_card", "civil_document"} <= send_all(a, found), found["documents"])
    t.equal("002-S3", "the third stage is done", done(a), [1, 2, 3])
    t.answered("002-S4 D13", "4: the printed name is confirmed", a.confirm_name(), 200)
    t.equal("002-S4", "the fourth stage is done", done(a), [1, 2, 3, 4])
    t.equal("002-S5 2.4 V5", "the price of each stands there before anything is held",
            listed(a.account.get(a.path + "/products")),
            {(ORDINARY, 5): 350_000, (ORDINARY, 10): 650_000, (SMALL, 5): "first_migrant_worker_only",
             (LAMINATED, 5): 650_000, (LAMINATED, 10): 950_000,
             (POLYCARBONATE, 5): 650_000, (POLYCARBONATE, 10): 950_000})
    t.answered("002-S5", "5: the kind of passport", a.save("product", PRODUCT), 200)
    t.equal("002-S5", "stages 1 to 5 are done", done(a), [1, 2, 3, 4, 5])
    held = a.hold(offices.some_place(world, KARIMUN))
    t.answered("002-S6 002-S7", "an office and a time can be chosen in Karimun", held, 201)
    a.cancel()


def family(world, t):
    t.section("A family of five under one family card (2.12)")
    account = signed_in(world, "efendi@example.id")
    members = {case: begun(world, account, sample(case)) for case in FAMILY}
    sixth = account.call("POST", "/api/v1/applications", {})
    t.answered("2.12", "a sixth application of the account", sixth, 409, "APPLICATIONS_MAX")
    father = members["family_father"].identity
    filed = {"filer_relation": "father", "filer_name": father["full_name"].title(), "filer_nik": father["nik"]}
    stages_1_to_5(t, "V5", "the father", members["family_father"], 10, civil_status="married")
    mother = stages_1_to_5(t, "2.7", "the mother, whose passport has expired", members["family_mother"], 10,
                           **answers_of(row_of("family_mother")))
    t.check("2.5", "her old passport and identity card are enough", mother == {"id_card", "old_passport"}, mother)
    for case in FAMILY[2:]:
        papers = stages_1_to_5(t, "V2", f"the {case[7:].replace('_', ' ')}", members[case], 5,
                               civil_status="single", **filed)
        t.check("2.5", "both parents sign, the filing one shows the card",
                {"parents_statement", "parent_id_card", "family_card", "parents_marriage"} <= papers, papers)
    t.equal("7", "one file serves all five", len(account.get("/api/v1/me/export.json").json["uploads"]), 1)
    for a in members.values():
        a.cancel()


def divorced(world, t):
    t.section("A child whose parents are divorced")
    account = signed_in(world, "ibu.nadira@example.id")
    a = begun(world, account, sample("child_divorced_parents"))
    nik = sample("adult_new")["nik"]
    answers = {**answers_of(row_of("child_divorced_parents")), "filer_nik": nik}
    papers = stages_1_to_5(t, "V2", "the mother has custody and files", a, 5, **answers)
    t.check("2.5", "the ruling, and her statement alone",
            {"custody_ruling", "custody_holder_statement", "parents_divorce"} <= papers
            and "parents_statement" not in papers, papers)
    told = a.answer("family_situation", {"filer_relation": "mother", "filer_name": "Ibu Contoh", "filer_nik": nik,
                                         "parents_situation": "divorced_without_ruling"})
    t.answered("2.5", "had there been no ruling", told, 200)
    t.check("2.5", "both would sign", "parents_statement" in told.json["consequences"]["documents_added"]
            or any(row["id"] == "parents_statement" for row in a.assessment()["documents"]), told.json["consequences"])
    t.equal("002-S3", "and stage 3 is open again", 3 in done(a), False)
    a.cancel()


def orphans(world, t):
    t.section("A child of whom one parent has died, and one of whom both have")
    account = signed_in(world, "wali.contoh@example.id")
    a = begun(world, account, sample("child_one_parent_dead"))
    papers = stages_1_to_5(t, "V2", "the surviving mother files", a, 5, **answers_of(row_of("child_one_parent_dead")))
    t.check("2.5", "her statement and the death certificate",
            {"surviving_parent_statement", "death_certificate", "parent_id_card"} <= papers
            and "parents_statement" not in papers, papers)
    dead = a.answer("family_situation", {"filer_relation": "father", "filer_name": "Ayah Contoh", "filer_nik": USUAL["filer_nik"],
                                         "parents_situation": "one_died", "deceased_parent": "father"})
    t.equal("2.5", "the parent who died files nothing", codes(dead.json), ["ANSWER_CONTRADICTS"])
    a.cancel()

    a = begun(world, account, born(9651, "2017-03-04"))
    both = {"filer_relation": "guardian", "filer_name": "Wali Contoh", "parents_situation": "both_died"}
    papers = stages_1_to_5(t, "V2", "a guardian files after both parents died", a, 5, **both)
    t.check("2.5", "the ruling of guardianship, the guardian's card and statement, both certificates",
            {"guardianship_ruling", "guardian_id_card", "guardian_statement", "death_certificates"} <= papers
            and not papers & {"parent_id_card", "parents_statement"}, papers)
    alive = a.answer("family_situation", {**both, "filer_nik": USUAL["filer_nik"], "parents_situation": "married"})
    t.equal("2.5", "a guardian does not act while a parent can", codes(alive.json), ["ANSWER_CONTRADICTS"])
    a.cancel()


def codes(found):
    return [refusal["code"] for refusal in found["refusals"]]


def refusal_of(found, code):
    return next((refusal for refusal in found["refusals"] if refusal["code"] == code), None)


def undecided(world, t):
    t.section("Two citizenships, twenty and a half years old")
    account = signed_in(world, "daniel.abg@example.id")
    a = begun(world, account, sample("abg_20"))
    found = answer_all(a, **answers_of(row_of("abg_20")))
    refusal = refusal_of(found, "CITIZENSHIP_UNDECIDED")
    t.check("V4", "deferred until the citizenship is chosen, and told how long that can be",
            refusal and "kurang dari setahun" in refusal["detail"], found["refusals"])
    t.equal("V4", "no validity is offered", found["validities"], [])
    kept = a.save("product", {**PRODUCT, "validity_years": 5})
    t.answered("V4", "nor can one be chosen all the same", kept, 409, "CITIZENSHIP_UNDECIDED")
    a.cancel()
    a = begun(world, account, born(9652, "2004-03-04"))
    found = answer_all(a, citizenship="indonesian_and_other")
    refusal = refusal_of(found, "CITIZENSHIP_UNDECIDED")
    t.check("V4", "past twenty-one there is no time left, and the words say so",
            refusal and "sudah harus dipilih" in refusal["detail"] and "kurang dari" not in refusal["detail"], found["refusals"])
    changed = a.answer("personal", {"citizenship": "indonesian", "naturalised": "yes", "name_changed": "no",
                                    "civil_status": "single", "phone": USUAL["phone"]})
    t.answered("V4", "who has chosen Indonesia says so", changed, 200)
    chosen = a.assessment()
    t.equal("V4 V5", "and goes on as an adult", (codes(chosen), chosen["validities"]), ([], [5, 10]))
    t.check("2.5", "with the statement of the choice",
            "citizenship_decision" in {row["id"] for row in chosen["documents"]}, chosen["documents"])
    a.cancel()


def elsewhere(world, t):
    t.section("Who is no citizen, and a name that cannot be printed")
    account = signed_in(world, "bukan.warga@example.id")
    a = begun(world, account, invented(9653))
    found = answer_all(a, citizenship="other")
    refusal = refusal_of(found, "CITIZENS_ONLY")
    t.check("D12", "passports are for citizens; others are told where to go",
            refusal and "kantor imigrasi" in refusal["detail"] and refusal["pointer"] == "/sections/personal/citizenship",
            found["refusals"])
    held = a.hold(offices.some_place(world, KARIMUN))
    t.answered("D12", "nothing is held for them", held, 409, "STAGE_INCOMPLETE")
    a.cancel()
    a = begun(world, account, {**invented(9654), "full_name": "\u738b\u5c0f\u660e"})
    found = answer_all(a)
    t.equal("D13", "a name without a letter of ours", codes(found), ["NAME_NOT_PRINTABLE"])
    t.equal("D13", "is sent back to stage 1", (found["refusals"][0]["pointer"], found["printed_name"]),
            ("/sections/identity/full_name", None))
    fixed = a.save("identity", invented(9654))
    t.answered("D13 002-S1", "with the letters of the identity card", fixed, 200)
    t.equal("D13", "it can be", (codes(a.assessment()), a.assessment()["printed_name"]["text"]), ([], "PEMOHON CONTOH"))
    a.cancel()


# Type, case that leads to it, answers, where to go, papers, charges.
OFFICE = (
    ("REPLACE_LOST_VALID", "passport_lost", {}, "issuing_office", {"police_report", "request_letter", "id_card"},
     [1_000_000, 0]),
    ("REPLACE_LOST_EXPIRED", "passport_lost", {"old_issue_date": "2014-02-05", "old_expiry_date": "2019-02-05"}, "issuing_office",
     {"police_report", "request_letter"}, []),
    ("REPLACE_DAMAGED_VALID", "passport_damaged", {}, "issuing_office", {"damaged_passport", "family_card"}, [500_000, 0]),
    ("REPLACE_DAMAGED_EXPIRED", "passport_damaged", {"old_issue_date": "2013-05-30", "old_expiry_date": "2018-05-30"}, "issuing_office",
     {"damaged_passport"}, []),
    ("DATA_CHANGE", "passport_full", {"old_condition": "data_changed"}, "any_office", {"old_passport", "change_proof"}, [0]),
)


def required(office):
    return {paper["id"] for paper in office["papers"] if paper["required"]}


def at_the_office(world, t):
    t.section("What the app does not take: lost, damaged and changed passports")
    public = {language: {row["type"]: row for row in answer.json["at_office"]} for language, answer in
              ((language, world.service.get("/api/v1/products", {"Accept-Language": language})) for language in ("id", "en"))}
    t.equal("000-11 PUB-4", "anybody can read about them before they begin", list(public["id"]), [row[0] for row in OFFICE])
    account = signed_in(world, "ke.kantor@example.id")
    for kind, case, otherwise, where, papers, charges in OFFICE:
        told = public["id"][kind]
        t.equal("2.8 2.4", f"{kind}: {told['name']}: {where}, {[charge['text'] for charge in told['charges']]}",
                (told["where"], [charge["amount"] for charge in told["charges"]]), (where, charges))
        t.check("6.5", "not in a mall or a unit, in own words of each language",
                "mal pelayanan publik" in told["text"] and "mall" in public["en"][kind]["text"]
                and sum(row["text"] == told["text"] for row in public["id"].values()) == 1, told["text"])
        a = begun(world, account, sample(case))
        found = answer_all(a, **{**answers_of(row_of(case)), **otherwise})
        t.equal("D11", "the answers lead to it", (found["type"], codes(found)), (kind, ["TYPE_NOT_ONLINE"]))
        refusal = found["refusals"][0]
        own = refusal["alternatives"][0]
        t.equal("000-11", "the refusal has these words", refusal["detail"], told["text"])
        t.check("2.5 2.8", f"and the papers: {', '.join(sorted(required(own)))}",
                papers <= required(own) == {row["id"] for row in found["documents"] if row["required"]}, own)
        t.equal("2.5", "which were public", required(own), required(told))
        chosen = a.save("product", {**PRODUCT, "type": kind})
        t.answered("000-11", "it is not sold here", chosen, 409, "TYPE_NOT_ONLINE")
        t.equal("000-11", "and says the same", (chosen.json["detail"], chosen.json["alternatives"]), (told["text"], [own]))
        held = a.hold(offices.some_place(world, KARIMUN))
        t.answered("000-11", "nor is a place held", held, 409, "STAGE_INCOMPLETE")
        a.cancel()
    a = begun(world, account, sample("passport_lost"))
    flood = answer_all(a, **{**answers_of(row_of("passport_lost")), "old_condition": "lost_force_majeure"})
    own = flood["refusals"][0]["alternatives"][0]
    t.equal("2.4", "lost in a disaster: no charge, with a letter", ([charge["amount"] for charge in own["charges"]],
            "force_majeure_letter" in required(own)), ([0], True))
    a.cancel()
    child = begun(world, account, born(9655, "2017-03-04"))
    own = answer_all(child, **{**answers_of(row_of("passport_lost"))})["refusals"][0]["alternatives"][0]
    t.check("2.5", "a child's list has the parents' papers", {"parents_statement", "police_report"} <= required(own), own)
    child.cancel()


def directly(world, t):
    t.section("Who may come without the app")
    account = signed_in(world, "loket.prioritas@example.id")
    for identity, answers in ((sample("elderly"), {}), (sample("toddler"), {}),
                              (invented(9656), {"special_needs": ["disabled"]}),
                              (invented(9657), {"special_needs": ["sick"]}),
                              ({**invented(9658), "sex": "female"}, {"pregnancy": "pregnant"}),
                              ({**invented(9659), "sex": "female"}, {"pregnancy": "breastfeeding"})):
        a = begun(world, account, identity)
        if answers:
            told = a.answer("circumstances", answers)
            assert told.status == 200, told.body
        texts = [notice["text"] for notice in a.assessment()["notices"] if notice["id"] == "may_come_directly"]
        t.check("000-11 001-05 001-08", f"{answers or identity['birth_date']}: the priority counter, before 12:00, with the originals",
                len(texts) == 1 and "loket prioritas sebelum pukul 12:00" in texts[0] and "Bawa asli dokumen" in texts[0], texts)
        a.cancel()

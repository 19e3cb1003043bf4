"""People with circumstances: each goes on as a careful applicant would, answering what is missing and
sending what is asked for, until stage 5 is done or the service says where else to go."""
import itertools

import offices
from applicant import ADDITIONAL_DATA, PICTURE, PRODUCT, QUESTIONNAIRE, Applicant, samples
from client import Account

KARIMUN = 3
# What an adult answers; who is in another position answers otherwise.
USUAL = {**dict(itertools.chain(*(answers.items() for answers in (QUESTIONNAIRE | ADDITIONAL_DATA).values()))),
         "born_abroad": "no", "purpose": "tourism", "mother_citizenship": "ID",
         "filer_relation": "mother", "filer_name": "Ibu Contoh", "parents_situation": "married",
         "old_passport_number": "B1234567", "old_issue_date": "2018-05-05", "old_issued_in": "indonesia",
         "old_data_same": "yes", "spouse_name": "Pasangan Contoh", "spouse_citizenship": "ID",
         "spouse_birth_place": "Belitung", "spouse_birth_date": "1988-02-02"}
ROUNDS_MAX = 10  # An answer may ask for another; not for ever.
FAMILY = ("family_father", "family_mother", "family_first_child", "family_second_child", "family_third_child")


def run(world, t):
    karimun(world, t)
    family(world, t)
    divorced(world, t)
    undecided(world, t)
    lost(world, t)


def sample(case):
    row = next(row for row in samples() if row["case"] == case)
    return {"nik": row["nik"], "full_name": row["full_name"], "birth_date": row["birth_date"],
            "birth_place": row["birth_place"], "sex": "male" if row["sex"] == "L" else "female",
            "family_card_number": row["family_card_number"], "mother_name": row["mother_name"]}


def signed_in(world, contact):
    account = Account(world.service, world.outside, contact)
    account.sign_in()
    return account


def begun(world, account, case):
    """Stage 1."""
    a = Applicant(account, sample(case))
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
    offers = [row for row in a.account.get(a.path + "/products").json["offers"] if row["amount"] is not None]
    t.check("002-S5 2.4", "the price stands there before anything is held", offers, offers)
    t.answered("002-S5", "5: the kind of passport", a.save("product", PRODUCT), 200)
    t.equal("002-S5", "stages 1 to 5 are done", done(a), [1, 2, 3, 4, 5])
    held = a.hold(offices.some_place(world, KARIMUN))
    t.answered("002-S6 002-S7", "an office and a time can be chosen in Karimun", held, 201)
    a.cancel()


def family(world, t):
    t.section("A family of five under one family card (2.12)")
    account = signed_in(world, "efendi@example.id")
    members = {case: begun(world, account, case) for case in FAMILY}
    sixth = account.call("POST", "/api/v1/applications", {})
    t.answered("2.12", "a sixth application of the account", sixth, 409, "APPLICATIONS_MAX")
    father = members["family_father"].identity
    filed = {"filer_relation": "father", "filer_name": father["full_name"].title(), "filer_nik": father["nik"]}
    stages_1_to_5(t, "V5", "the father", members["family_father"], 10, civil_status="married")
    mother = stages_1_to_5(t, "2.7", "the mother, whose passport has expired", members["family_mother"], 10,
                           civil_status="married", had_passport="yes", old_condition="expiring",
                           old_expiry_date="2022-12-04", old_passport_number="B9074431",
                           old_issue_date="2017-12-04")
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
    a = begun(world, account, "child_divorced_parents")
    nik = sample("adult_new")["nik"]
    answers = {"filer_nik": nik, "parents_situation": "divorced_with_ruling", "custody": "mother"}
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


def undecided(world, t):
    t.section("Two citizenships, twenty and a half years old")
    a = begun(world, signed_in(world, "daniel.abg@example.id"), "abg_20")
    found = answer_all(a, citizenship="indonesian_and_other", civil_status="single")
    refusal = next((row for row in found["refusals"] if row["code"] == "CITIZENSHIP_UNDECIDED"), None)
    t.check("V4", "deferred until the citizenship is chosen", refusal, found["refusals"])
    t.check("V4", "with words for it and a next step", refusal and refusal["title"] and refusal["detail"], refusal)
    t.equal("V4", "no validity is offered", found["validities"], [])
    kept = a.save("product", {**PRODUCT, "validity_years": 5})
    t.answered("V4", "nor can one be chosen all the same", kept, 409, "VALIDITY_NOT_OFFERED")
    a.cancel()


def lost(world, t):
    t.section("A passport that was lost")
    a = begun(world, signed_in(world, "dwi.hilang@example.id"), "passport_lost")
    found = answer_all(a, had_passport="yes", old_condition="lost", old_expiry_date="2034-02-05")
    t.equal("D11 2.8", "a type of its own", found["type"], "REPLACE_LOST_VALID")
    refusal = next((row for row in found["refusals"] if row["code"] == "TYPE_NOT_ONLINE"), None)
    t.check("000-11 2.8", "it begins at an office, and the answer says which papers to bring",
            refusal and refusal["detail"] and {"police_report", "request_letter"}
            <= {row["id"] for row in found["documents"]}, found["refusals"])
    chosen = a.save("product", {**PRODUCT, "type": "REPLACE_LOST_VALID"})
    t.answered("000-11", "it is not sold here", chosen, 409, "TYPE_NOT_ONLINE")
    held = a.hold(offices.some_place(world, KARIMUN))
    t.answered("000-11", "nor is a place held", held, 409, "STAGE_INCOMPLETE")
    a.cancel()

"""One citizen from the sign-in code to the proof of payment, each gate tried before it opens."""
import subprocess

import offices
from applicant import ADDITIONAL_DATA, DOCUMENTS, PICTURE, PRICE, PRODUCT, QUESTIONNAIRE, Applicant, citizens
from client import Account, wait_until

BUDI = "1902011505900001"


def pdf_text(content):
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def run(world, t):
    place = offices.some_place(world, offices.TANJUNGPANDAN)
    budi = signs_in(world, t)
    stranger = Account(world.service, world.outside, "orang.lain@example.id")
    stranger.sign_in()
    stages_1_to_5(world, t, budi, place)
    doors_that_stay_shut(t, budi, stranger)
    stages_6_to_7(world, t, budi, place)
    stage_8(world, t, budi)
    stage_9(world, t, budi)
    told(world, t, budi)


def signs_in(world, t):
    t.section("A citizen signs in with a one-time code")
    boot = world.service.get("/api/v1/bootstrap")
    t.equal("7", "the environment says that it is a demonstration", boot.json["environment"], "demonstration")
    account = Account(world.service, world.outside, "budi.santoso@example.id")
    t.answered("7", "asking who I am without a session", account.get("/api/v1/me"), 401, "NOT_SIGNED_IN")
    asked = world.service.post("/api/v1/sign_in_codes", {"contact": account.contact})
    t.answered("7", "a code is asked for", asked, 202)
    code = wait_until(account.code_messages, "the message with the code")[0]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    answer = world.service.post("/api/v1/sessions", {"contact": account.contact, "code": wrong})
    t.answered("7", "another code is tried", answer, 422, "SIGN_IN_CODE_WRONG")
    t.answered("7", "the code of the message opens a session", account.sign_in(), 201)
    me = account.get("/api/v1/me")
    t.answered("7", "who I am", me, 200)
    t.check("7", "the contact is shown masked", "budi.santoso" not in me.json["contact"], me.json["contact"])
    t.equal("7", "the CSRF token is the one that was given", me.json["csrf_token"], account.csrf)
    return Applicant(account, citizens()[BUDI])


def refused_hold(t, applicant, place, stage):
    answer = applicant.hold(place)
    t.answered(f"002-S{stage}", f"a place is asked for before stage {stage} is done", answer, 409, "STAGE_INCOMPLETE")
    t.equal(f"002-S{stage}", "the refusal names the stage", answer.json.get("params", {}).get("stage"), str(stage))


def stages_1_to_5(world, t, a, place):
    t.section("Stages 1 to 5, in order (9.4-1)")
    t.answered("002-S1", "a draft is begun", a.begin(), 201)
    world.applicants.append(a)
    t.equal("002-S1", "it stands at stage 1", a.look()["stage"], 1)
    refused_hold(t, a, place, 1)
    answer = a.identify()
    t.answered("002-S1 002-F5", "the civil registry is asked about the NIK", answer, 200)
    t.equal("002-F5 D9", "the NIK is valid", answer.json.get("nik_status"), "valid")

    refused_hold(t, a, place, 2)
    questionnaire(world, t, a)

    refused_hold(t, a, place, 3)
    name, uploaded = a.account.upload(PICTURE)
    t.answered("002-S3 002-F2", "a picture of the identity card is uploaded", uploaded, 201)
    t.equal("002-S3", "what is kept is a JPEG", uploaded.json.get("type"), "jpeg")
    t.answered("002-S3", "the same picture again", a.account.upload(PICTURE)[1], 201)
    wrong = a.account.call("PUT", "/api/v1/uploads/" + "0" * 64, raw=PICTURE, kind="image/jpeg")
    t.answered("002-S3", "a picture under the hash of another", wrong, 422, "FILE_HASH_MISMATCH")
    missing = a.attach("1" * 64)
    t.answered("002-S3", "a picture that nobody uploaded is attached", missing, 404, "UPLOAD_NOT_FOUND")
    t.answered("002-S3", "the picture is attached", a.attach(name), 200)
    shown = a.account.get(a.path + "/documents/id_card")
    t.answered("002-F2", "the applicant sees it", shown, 200)
    t.check("002-F2", "as a JPEG without the metadata of the camera",
            b"Exif" in PICTURE and shown.body[:2] == b"\xff\xd8" and b"Exif" not in shown.body, shown.body[:40])

    documents(t, a, name)
    refused_hold(t, a, place, 4)
    additional_data(t, a)

    refused_hold(t, a, place, 5)
    lost = a.save("product", {**PRODUCT, "type": "REPLACE_LOST_VALID"})
    t.answered("000-11", "a lost passport is no matter for the app", lost, 409, "TYPE_NOT_ONLINE")
    other = a.save("product", {**PRODUCT, "type": "REPLACE_EXPIRED"})
    t.answered("002-S5 R6", "another type than the answers say", other, 409, "ANSWER_CONTRADICTS")
    years = a.save("product", {**PRODUCT, "validity_years": 7})
    t.answered("V5", "seven years", years, 409, "VALIDITY_NOT_OFFERED")
    t.equal("V5", "the refusal names the choices", years.json["params"]["choices"], "5, 10")
    answer = a.save("product", PRODUCT)
    t.answered("002-S5", "an electronic passport for ten years", answer, 200)
    t.equal("2.4 V5", "its price is shown", answer.json.get("amount"), PRICE)
    again = a.account.call("PUT", a.path + "/sections/product", PRODUCT, headers={"If-Match": '"0"'})
    t.answered("002-S5", "the section is saved over a version that is gone", again, 412, "SECTION_CHANGED")
    t.equal("002-S5", "the refusal shows what is there", again.json.get("current"),
            {"section": "product", "version": 1, "answers": PRODUCT})
    blind = a.account.call("PUT", a.path + "/sections/product", PRODUCT)
    t.answered("002-S5", "the section is saved without having seen it", blind, 428, "PRECONDITION_REQUIRED")


def questionnaire(world, t, a):
    form = world.service.get("/api/v1/forms/perdim")
    t.answered("002-S2 2.13", "the form, for anybody", form, 200)
    english = world.service.get("/api/v1/forms/perdim", {"Accept-Language": "en"})
    title = [answer.json["sections"][0]["title"] for answer in (form, english)]
    t.check("002-S2", f"its words are in two languages: {title}", title[0] != title[1], title)
    t.answered("002-S2", "a form that nobody has", world.service.get("/api/v1/forms/other"), 404, "FORM_NOT_FOUND")
    asked = [row["section"] for row in a.assessment()["asked"] if row["stage"] == 2]
    t.check("002-S2 2.3", "an adult is not asked about parents who would file", "family_situation" not in asked, asked)
    journey = QUESTIONNAIRE["journey"]
    short = a.answer("journey", {k: v for k, v in journey.items() if k != "purpose"})
    t.answered("002-S2", "a part of a section is saved", short, 200)
    t.check("002-S2", "and what is missing is listed",
            {"section": "journey", "field": "purpose", "code": "MISSING_FIELD"} in short.json["missing"], short.json)
    for answers, pointer, code in (({**journey, "purpose": "holiday"}, "purpose", "UNKNOWN_VALUE"),
                                   ({**journey, "hobby": "chess"}, "hobby", "UNKNOWN_FIELD"),
                                   ({**journey, "purpose": ["tourism"]}, "purpose", "WRONG_TYPE")):
        bad = a.answer("journey", answers)
        t.answered("002-S2", f"an answer that cannot be: {pointer}", bad, 400, code)
        t.equal("002-S2", "its pointer", bad.json.get("pointer"), "/answers/" + pointer)
    for section, answers in QUESTIONNAIRE.items():
        t.answered("002-S2", f"section {section}", a.answer(section, answers), 200)
    expiring = a.answer("passport_history", {"had_passport": "yes", "old_condition": "lost", "old_expiry_date": "2030-01-01"})
    t.answered("002-S2", "the earlier passport was lost", expiring, 200)
    t.equal("000-11", "that starts at the office", [r["code"] for r in expiring.json["refusals"]], ["TYPE_NOT_ONLINE"])
    t.check("2.5 2.8", "and asks for other documents", "police_report" in expiring.json["consequences"]["documents_added"],
            expiring.json["consequences"])
    back = a.answer("passport_history", QUESTIONNAIRE["passport_history"])
    t.check("002-S2", "a changed answer takes back what hung on it",
            "passport_history/old_condition" in back.json["consequences"]["no_longer_asked"], back.json["consequences"])
    t.equal("002-S2", "a first passport", a.assessment()["type"], "NEW")


def documents(t, a, name):
    wanted = [(row["id"], row["attached"]) for row in a.assessment()["documents"] if row["required"]]
    t.equal("2.5 (a)-(c)", "what an adult's first passport needs", wanted,
            [("id_card", True), ("family_card", False), ("civil_document", False)])
    t.answered("002-S3", "a paper that is no document", a.attach(name, "library_card"), 404, "DOCUMENT_NOT_FOUND")
    t.answered("2.5", "a document that others need", a.attach(name, "police_report"), 409, "DOCUMENT_NOT_ASKED")
    for kind in DOCUMENTS:
        t.answered("002-S3", f"{kind}", a.attach(name, kind), 200)
    kinds = [row["kind"] for row in a.account.get(a.path + "/documents").json["documents"]]
    t.equal("002-S3", "they are listed", kinds, sorted(DOCUMENTS))


def additional_data(t, a):
    for section, answers in ADDITIONAL_DATA.items():
        t.answered("002-S4", f"section {section}", a.answer(section, answers), 200)
    nameless = a.answer("parents", {**ADDITIONAL_DATA["parents"], "mother_name": " "})
    missing = [row["field"] for row in nameless.json["missing"] if row["section"] == "parents"]
    t.equal("002-S4", "blanks are no mother's name", missing, ["mother_name"])
    t.answered("002-S4", "her name", a.answer("parents", ADDITIONAL_DATA["parents"]), 200)
    t.equal("D13", "the stage waits for the printed name", a.assessment()["stages"]["additional_data"], False)
    t.answered("D13", "the name as it will be printed", a.confirm_name(), 200)
    t.equal("002-S4", "the stage is done", a.assessment()["stages"]["additional_data"], True)


def doors_that_stay_shut(t, a, stranger):
    t.section("Doors that stay shut")
    t.answered("7", "another account asks for the application", stranger.get(a.path), 404, "APPLICATION_NOT_FOUND")
    taken = stranger.call("POST", a.path + "/cancellation", {})
    t.answered("7", "another account cancels it", taken, 404, "APPLICATION_NOT_FOUND")
    for what in ("assessment", "documents", "sections/journey"):
        t.answered("7", f"another account asks for {what}", stranger.get(f"{a.path}/{what}"), 404, "APPLICATION_NOT_FOUND")
    said = stranger.call("PUT", a.path + "/sections/work", {"answers": {}}, headers={"If-Match": '"1"'})
    t.answered("7", "another account saves a section", said, 404, "APPLICATION_NOT_FOUND")
    shown = stranger.get(a.path + "/documents/id_card")
    t.answered("7", "another account asks for the picture", shown, 404, "APPLICATION_NOT_FOUND")
    t.answered("7", "without a session", a.account.call("GET", a.path, headers={"Cookie": None}), 401, "NOT_SIGNED_IN")
    naked = a.account.call("POST", a.path + "/cancellation", {}, headers={"X-CSRF-Token": None})
    t.answered("7", "a change without the CSRF token", naked, 403, "CSRF_MISSING")
    keyless = a.account.call("POST", "/api/v1/applications", {}, headers={"Idempotency-Key": None})
    t.answered("7", "a draft without an Idempotency-Key", keyless, 400, "IDEMPOTENCY_KEY_MISSING")
    t.equal("7", "the list of the other account is empty", stranger.get("/api/v1/applications").json["applications"], [])


def stages_6_to_7(world, t, a, place):
    t.section("Stages 6 and 7: an office, a day, a place that is held")
    answer = world.service.get("/api/v1/offices")
    t.answered("002-S6 003-04", "the offices", answer, 200)
    points = {p["id"]: p for office in answer.json["offices"] for p in office["service_points"]}
    t.check("003-04", "Tanjungpandan offers the product",
            PRODUCT["product"] in points[offices.TANJUNGPANDAN]["products"], points)
    t.answered("002-S8", "submission without a place", a.submit(), 409, "NOT_ALLOWED_IN_STATE")
    nowhere = a.hold(offices.place(offices.TANJUNGPANDAN, world.now().date().isoformat(), place["slot"]))
    t.answered("9.2", "a place of today", nowhere, 409, "DAY_PAST")
    before = offices.free(world, place)
    answer = a.hold(place)
    t.answered("002-S7 D5", f"a place on {place['date']} at {place['slot']}", answer, 201)
    t.equal("D3", "it is the first taking of its slot", answer.json.get("sequence"), 1)
    t.equal("D2", "one place fewer is free", offices.free(world, place), before - 1)
    t.equal("9.1", "the place is held", a.look()["public_state"], "place_held")
    t.answered("002-S8", "the bill before submission", a.account.get(a.path + "/bill"), 404, "BILL_NOT_FOUND")


def stage_8(world, t, a):
    t.section("Stage 8: the bill, paid at the bank")
    proof = a.account.get(a.path + "/proof")
    t.answered("002-S9", "the proof before payment", proof, 404, "PROOF_NOT_READY")
    answer = a.submit()
    t.answered("002-S8 002-A3", "the application is submitted", answer, 201)
    bill = answer.json
    t.equal("2.4", "the bill is what was shown", bill["amount"], PRICE)
    t.answered("002-S8", "the bill", a.account.get(a.path + "/bill"), 200)
    t.equal("9.1", "it waits for payment", a.state, "awaiting_payment")
    report = world.outside.pay(bill["billing_code"])
    t.equal("002-S8 D4", "the bank is answered", (report["response_code"], report.get("outcome")), ("2002500", "settled"))
    t.equal("9.1 002-A1", "the visit is scheduled", a.state, "scheduled")
    again = world.outside.pay(bill["billing_code"])
    t.equal("D4 002-A3", "a second payment is refused at the inquiry", again["response_code"], "4042414")
    t.equal("D4", "the bill is paid", a.look()["bill"]["state"], "paid")
    change = a.save("product", {**PRODUCT, "validity_years": 5})
    t.answered("002-S5", "the product is changed after payment", change, 409, "NOT_ALLOWED_IN_STATE")


def stage_9(world, t, a):
    t.section("Stage 9: the proof")
    proof = a.account.get(a.path + "/proof")
    t.answered("002-S9", "the proof", proof, 200)
    t.equal("002-S9", "it carries the number", proof.json.get("number"), a.number)
    t.check("002-S9", "and a code to be scanned", len(proof.json.get("qr", "")) > 40, proof.body)
    page = a.account.get(a.path + "/proof.pdf")
    t.answered("002-S9", "the proof as a page", page, 200)
    t.equal("002-S9", "it is a PDF", page.kind, "application/pdf")
    text = "".join(pdf_text(page.body).split())
    t.check("002-S9", "the page carries the number", a.number in text, text[:300])
    stages = a.look()["stages"]
    t.equal("9.4-1", "all nine stages are done", [s["stage"] for s in stages if s["done"]], list(range(1, 10)))


def told(world, t, a):
    t.section("What was told, and to whom")
    for subject, number in (("Kode masuk", 2), ("Tagihan", 1), ("Pembayaran diterima", 1)):
        got = wait_until(lambda s=subject: a.account.messages(s), f"the message {subject!r}")
        t.equal("003-07", f"messages that arrived: {subject}", len(got), number)
    text = a.account.messages("Tagihan")[0]["text"]
    t.check("003-07", "the bill's message names the billing code", a.look()["bill"]["billing_code"] in text, text)
    count = wait_until(lambda: world.outside.get("/dpri/v1/applications")["count"], "the transmission to DPRI")
    t.check("002-F1", "the paid application went to DPRI", count >= 1, count)
    page = a.account.get("/api/v1/applications")
    t.equal("2.12", "the list of the account has it", [x["number"] for x in page.json["applications"]], [a.number])
    saved = a.account.get(a.path + "/sections/identity")
    t.equal("002-A4", "what was typed is kept as it was typed", saved.json.get("answers"), a.identity)

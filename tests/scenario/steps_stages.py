"""One citizen from the sign-in code to the proof of payment, each gate tried before it opens."""
import subprocess

import offices
from applicant import ADDITIONAL_DATA, PICTURE, PRICE, PRODUCT, QUESTIONNAIRE, Applicant, citizens
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
    short = {k: v for k, v in QUESTIONNAIRE.items() if k != "purpose"}
    t.answered("002-S2", "the questionnaire without its purpose", a.save("questionnaire", short), 400, "MISSING_FIELD")
    t.answered("002-S2", "the questionnaire", a.save("questionnaire", QUESTIONNAIRE), 200)

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

    refused_hold(t, a, place, 4)
    t.answered("002-S4", "additional data without a mother",
               a.save("additional_data", {**ADDITIONAL_DATA, "mother_name": " "}), 400, "MISSING_FIELD")
    t.answered("002-S4", "additional data", a.save("additional_data", ADDITIONAL_DATA), 200)

    refused_hold(t, a, place, 5)
    lost = a.save("product", {**PRODUCT, "type": "REPLACE_LOST_VALID"})
    t.answered("000-11", "a lost passport is no matter for the app", lost, 409, "TYPE_NOT_ONLINE")
    answer = a.save("product", PRODUCT)
    t.answered("002-S5", "an electronic passport for ten years", answer, 200)
    t.equal("2.4 V5", "its price is shown", answer.json.get("amount"), PRICE)
    again = a.account.call("PUT", a.path + "/sections/product", PRODUCT, headers={"If-Match": '"0"'})
    t.answered("002-S5", "the section is saved over a version that is gone", again, 412, "SECTION_CHANGED")
    blind = a.account.call("PUT", a.path + "/sections/product", PRODUCT)
    t.answered("002-S5", "the section is saved without having seen it", blind, 428, "PRECONDITION_REQUIRED")


def doors_that_stay_shut(t, a, stranger):
    t.section("Doors that stay shut")
    t.answered("7", "another account asks for the application", stranger.get(a.path), 404, "APPLICATION_NOT_FOUND")
    taken = stranger.call("POST", a.path + "/cancellation", {})
    t.answered("7", "another account cancels it", taken, 404, "APPLICATION_NOT_FOUND")
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

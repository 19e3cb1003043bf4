"""Kinds of passport, their validity and price; the accelerated service; a bill of nothing; the night
in which the tariff changed."""
import datetime
import pathlib
import shutil
import tempfile

import offices
from applicant import ADDITIONAL_DATA, PICTURE, PRODUCT, QUESTIONNAIRE, Applicant, invented
from client import Account, wait_until
from world import Servers, World

LAMINATED, ORDINARY, SMALL = "ORDINARY_ELECTRONIC_LAMINATED", "ORDINARY_NON_ELECTRONIC", "ORDINARY_NON_ELECTRONIC_24"
POLYCARBONATE = "ORDINARY_ELECTRONIC_POLYCARBONATE"
QUICK = {**PRODUCT, "accelerated": True}
SURCHARGE = 1_000_000
# The new tariffs count from midnight in Western Indonesia (2.4).
SWITCH = datetime.datetime(2024, 12, 16, 17, 0, tzinfo=datetime.timezone.utc)


def run(world, t):
    public(world, t)
    ages(world, t)
    polycarbonate(world, t)
    zero(world, t)
    accelerated(world, t)
    switch(world, t)


def born(serial, date):
    """Somebody invented who was born on that day."""
    year, month, day = date.split("-")
    person = invented(serial)
    return {**person, "birth_date": date, "nik": f"{person['nik'][:6]}{day}{month}{year[2:]}{serial:04d}"}


def begun(world, contact, identity, **answers):
    """Stages 1 and 2, with other answers than usual."""
    account = Account(world.service, world.outside, contact)
    account.sign_in()
    a = Applicant(account, identity)
    world.applicants.append(a)
    assert a.begin().status == 201
    assert a.identify().status == 200
    for section, usual in QUESTIONNAIRE.items():
        answer = a.answer(section, {k: answers.get(k, v) for k, v in usual.items()})
        assert answer.status == 200, f"{answer} {answer.body}"
    return a


def ready(world, contact, identity, product, **answers):
    """Stages 1 to 5: every document that is asked for, and this product."""
    a = begun(world, contact, identity, **answers)
    picture = a.account.upload(PICTURE)[0]
    for row in a.assessment()["documents"]:
        if row["required"]:
            assert a.attach(picture, row["kinds"][0]["kind"]).status == 200
    for section, usual in ADDITIONAL_DATA.items():
        assert a.answer(section, usual).status == 200
    assert a.confirm_name().status == 200
    saved = a.save("product", product)
    assert saved.status == 200, f"{saved} {saved.body}"
    return a.wait_for_word()


def offers(a):
    return a.account.get(a.path + "/products")


def listed(answer):
    """(product, years) -> amount, or why not."""
    return {(row["product"], row["validity_years"]): row["why"]["id"] if row["why"] else row["amount"]
            for row in answer.json["offers"]}


def public(world, t):
    t.section("Kinds of passport, before anything is filled in")
    answer = world.service.get("/api/v1/products")
    t.answered("PUB-4", "the products, for anybody", answer, 200)
    english = world.service.get("/api/v1/products", {"Accept-Language": "en"})
    names = [x.json["products"][0]["name"] for x in (answer, english)]
    t.check("PUB-4", f"their words are in two languages: {names}", names[0] != names[1], names)
    kinds = {row["product"]: row for row in answer.json["products"]}
    now = {(k, p["validity_years_max"]): p["amount"] for k, row in kinds.items() for p in row["prices"] if p["to"] is None}
    t.equal("2.4", "prices of an electronic passport", (now[LAMINATED, 5], now[LAMINATED, 10]), (650_000, 950_000))
    t.equal("2.4", "prices of an ordinary one", (now[ORDINARY, 5], now[ORDINARY, 10]), (350_000, 650_000))
    t.equal("2.4", "a migrant worker's first one costs nothing",
            (now[SMALL, 5], kinds[SMALL]["made_for"], kinds[SMALL]["prices"][0]["legal_basis"]),
            (0, "first_migrant_worker", "Permenkumham 9/2020"))
    t.check("003-04", "ordinary passports are to be had at fewer places than electronic ones",
            0 < kinds[ORDINARY]["service_points"] < kinds[LAMINATED]["service_points"], kinds)
    quick = answer.json["accelerated"]
    t.equal("6.4", "the accelerated service", (quick["types"], quick["prices"][0]["amount"]), (["NEW", "REPLACE_EXPIRED"], SURCHARGE))
    t.equal("R6", "that a fee is not given back is said", [n["id"] for n in answer.json["notices"]], ["fee_not_refunded"])


def ages(world, t):
    t.section("What may be chosen, by age (9.4-11)")
    a = Applicant(Account(world.service, world.outside, "pilih@example.id"), invented(9800))
    a.account.sign_in()
    world.applicants.append(a)
    a.begin()
    t.answered("002-S5", "before stage 1", offers(a), 409, "STAGE_INCOMPLETE")
    a.identify()
    early = offers(a)
    t.answered("002-S5", "before stage 2", early, 409, "STAGE_INCOMPLETE")
    t.equal("002-S5", "the refusal names the stage", early.json["params"], {"stage": "2"})
    a.answer("passport_history", QUESTIONNAIRE["passport_history"])
    answer = offers(a)
    t.answered("002-S5", "an adult's choices", answer, 200)
    found = listed(answer)
    t.equal("V2 V5", "five years and ten", (found[LAMINATED, 5], found[LAMINATED, 10]), (650_000, 950_000))
    t.equal("2.4", "24 pages are for others", found[SMALL, 5], "first_migrant_worker_only")
    t.equal("7", "without a session", Account(world.service, world.outside, "x@example.id").get(a.path + "/products").status, 401)

    child = listed(offers(begun(world, "anak@example.id", born(9801, "2016-12-02"))))
    t.equal("V2", "a child has five years", (child[LAMINATED, 5], child[LAMINATED, 10]), (650_000, "other_validity"))
    two = {"citizenship": "indonesian_and_other"}
    young = listed(offers(begun(world, "ganda@example.id", born(9802, "2008-06-01"), **two)))
    t.equal("V4", "a child of two citizenships, 18 years and 6 months: two years",
            (young[LAMINATED, 2], young[LAMINATED, 5]), (650_000, "other_validity"))
    undecided = begun(world, "pilihan@example.id", born(9803, "2006-06-01"), **two)
    none = [why for why in listed(offers(undecided)).values() if isinstance(why, int)]
    t.equal("V4", "at 20 years and 6 months: none", none, [])
    codes = [r["code"] for r in undecided.assessment()["refusals"]]
    t.check("V4", "until citizenship is chosen", "CITIZENSHIP_UNDECIDED" in codes, codes)


def polycarbonate(world, t):
    t.section("Polycarbonate: at some places only")
    a = ready(world, "polikarbonat@example.id", invented(9810), {**PRODUCT, "product": POLYCARBONATE})
    elsewhere = a.hold(offices.some_place(world, offices.TANJUNGPANDAN))
    t.answered("002-S6 003-04", "a point that does not issue it", elsewhere, 409, "PRODUCT_NOT_OFFERED")
    t.equal("D5", "holds nothing", a.state, "draft")
    t.answered("002-S6 003-04", "one that does", a.hold(offices.some_place(world, offices.BATAM)), 201)
    a.cancel()


def zero(world, t):
    t.section("A migrant worker's first passport: Rp 0, settled at once")
    small = {"type": "NEW", "product": SMALL, "validity_years": 5}
    tourist = begun(world, "turis@example.id", invented(9804))
    t.answered("2.4", "24 pages for a tourist", tourist.save("product", small), 409, "ANSWER_CONTRADICTS")
    a = ready(world, "pekerja@example.id", invented(9805), small, purpose="migrant_work")
    t.answered("003-04", "an office that issues none", a.hold(offices.some_place(world, offices.BATAM)), 409, "PRODUCT_NOT_OFFERED")
    t.answered("002-S7", "a place in Maumere", a.hold(offices.some_place(world, offices.MAUMERE)), 201)
    bill = a.submit()
    t.answered("002-A3", "the bill", bill, 201)
    t.equal("2.4", "it asks for nothing, on its legal basis, and is paid",
            (bill.json["amount"], bill.json["parts"][0]["legal_basis"], bill.json["state"]), (0, "Permenkumham 9/2020", "paid"))
    t.equal("2.4", "no bank is needed: the visit is scheduled", a.state, "scheduled")
    t.answered("2.4 002-S9", "the proof", a.account.get(a.path + "/proof"), 200)


def accelerated(world, t):
    t.section("The accelerated service: places and a price of its own")
    point = offices.BATAM
    a = ready(world, "kilat@example.id", invented(9806), PRODUCT)
    saved = a.save("product", QUICK)
    t.answered("000-13", "stage 5: the same day", saved, 200)
    t.equal("6.4", "the fee and the surcharge", (saved.json["amount"], [p["amount"] for p in saved.json["parts"]]),
            (950_000 + SURCHARGE, [950_000, SURCHARGE]))
    seen = offers(a).json["accelerated"]
    t.equal("6.4", "which was said before", (seen["amount"], seen["why"]), (SURCHARGE, None))

    path = f"/api/v1/service_points/{point}/availability"
    place = offices.some_place(world, point)
    slots = world.service.get(f"{path}/{place['date']}?pool=accelerated").json["slots"]
    t.check("6.4", f"people come from 08:00 to before 11:00: {[s['slot'] for s in slots]}",
            slots and all("08:00" <= s["slot"] < "11:00" for s in slots), slots)
    t.equal("4.3", "twenty places a day", sum(s["total"] for s in slots), 20)
    month = world.service.get(f"{path}?month={place['date'][:7]}&pool=accelerated").json
    t.equal("9.3", "and so says the month", next(d["total"] for d in month["days"] if d["date"] == place["date"]), 20)
    t.answered("9.3", "a pool that is not for the app", world.service.get(f"{path}/{place['date']}?pool=priority"), 400, "UNKNOWN_VALUE")

    place = {**place, "slot": slots[0]["slot"]}
    t.answered("000-13", "an office without it", a.hold({**place, "service_point": offices.MAUMERE}), 409, "ACCELERATED_NOT_OFFERED")
    before = offices.free(world, place)
    held = a.hold(place)
    t.answered("002-S7", f"a place on {place['date']} at {place['slot']}", held, 201)
    t.equal("9.3", "is one of its own: the others are as before", (held.json["accelerated"], offices.free(world, place)), (True, before))
    t.answered("6.4", "the choice is not taken back under a place", a.save("product", PRODUCT), 409, "NOT_ALLOWED_IN_STATE")
    bill = a.submit()
    t.equal("002-A3", "one bill for both", (bill.json["amount"], [p["of"] for p in bill.json["parts"]]),
            (950_000 + SURCHARGE, ["passport", "accelerated"]))
    world.outside.pay(bill.json["billing_code"])
    t.check("9.1", "paid: the visit is scheduled", wait_until(lambda: a.state == "scheduled", "the settlement"))
    t.equal("6.4", "as accelerated", a.look()["visit"]["accelerated"], True)
    full = begun(world, "penuh@example.id", invented(9807), had_passport="never")
    full.answer("passport_history", {"had_passport": "yes", "old_condition": "full", "old_expiry_date": "2029-01-01"})
    t.equal("6.4", "not for full passports", offers(full).json["accelerated"]["why"]["id"], "type_not_accelerated")


def switch(world, t):
    """In a world of its own, whose clock stands in that night."""
    if not world.servers:
        return
    t.section("The night of 16 December 2024: what counts is the moment of the bill (9.4-10)")
    folder = tempfile.mkdtemp(prefix="mpaspor-2024-")
    servers = Servers(folder, "", SWITCH - datetime.timedelta(minutes=5))
    try:
        servers.start()
        that_night(World(servers.addresses, servers.outside, None, world.capture), t)
    finally:
        t.equal("stop", "its programs ended well", servers.stop(), [])
    shutil.rmtree(pathlib.Path(folder))


def that_night(world, t):
    world.freeze()
    prices = [row for row in world.service.get("/api/v1/products").json["products"] if row["product"] == LAMINATED][0]["prices"]
    t.equal("2.4 PUB-4", "both tariffs are announced",
            [(p["amount"], p["from"], p["to"]) for p in prices if p["validity_years_max"] == 10],
            [(650_000, "2019-05-01", "2024-12-17"), (950_000, "2024-12-17", None)])
    before, after = (ready(world, f"{name}@example.id", invented(serial), PRODUCT)
                     for name, serial in (("sebelum", 9808), ("sesudah", 9809)))
    found = listed(offers(before))
    t.equal("V5", "adults have ten years, at the old price", (found[LAMINATED, 10], found[LAMINATED, 5]), (650_000, "other_validity"))
    place = offices.some_place(world, offices.BATAM)
    for a in (before, after):
        assert a.hold(place).status == 201
    world.set(SWITCH - datetime.timedelta(seconds=1))
    bill = before.submit().json
    t.equal("2.4", "a bill of 23:59:59", (bill["amount"], bill["parts"][0]["legal_basis"]), (650_000, "PP 28/2019"))
    world.set(SWITCH)
    bill = after.submit().json
    t.equal("2.4 V7", "a bill of 00:00:00", (bill["amount"], bill["parts"][0]["legal_basis"]), (950_000, "PP 45/2024"))
    found = listed(offers(after))
    t.equal("V5", "and adults may choose five years", (found[LAMINATED, 5], found[ORDINARY, 5], found[ORDINARY, 10]),
            (650_000, 350_000, 650_000))
    world.unfreeze()

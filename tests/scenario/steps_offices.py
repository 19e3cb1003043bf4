"""Stage 6: offices found however they are spelled, when they are open, and why one is not offered."""
from urllib.parse import quote

import offices
from applicant import PRODUCT, invented
from steps_products import ORDINARY, POLYCARBONATE, QUICK, ready

NUNUKAN, GARUT = 136, 84
SPELLINGS = {
    "TANJUNGPANDAN": ["Tanjungpandan", "tanjung pandan", "TANJUNG-PANDAN", "kanim tanjungpandan", "tanjung padan"],
    "TANJUNG_BALAI_KARIMUN": ["tanjungbalai karimun", "Tanjung Balai Karimun", "karimun"],
    "PONTIANAK": ["kanim pontianak", "Kantor Imigrasi Pontianak", "pontinak"],
    "SOEKARNO_HATTA": ["soekarnohatta", "sukarno hatta"],
    "LABUAN_BAJO": ["mpp ngada"],
    "BATAM": ["harbourbay", "harbour bay"],
}


def run(world, t):
    search(world, t)
    hours(world, t)
    choices(world, t)
    regions(world, t)


def found(world, wanted):
    answer = world.service.get(f"/api/v1/offices?q={quote(wanted)}")
    return [office["code"] for office in answer.json["offices"]]


def search(world, t):
    t.section("An office is found however its name is spelled")
    for code, spellings in SPELLINGS.items():
        for spelling in spellings:
            t.equal("000-01", f"{spelling!r}", found(world, spelling)[:1], [code])
    t.check("000-01", "what several are called finds them all",
            {"TANJUNG_BALAI_KARIMUN", "TANJUNG_BALAI_ASAHAN"} == set(found(world, "tanjung balai")))
    t.check("000-01", "a region has its offices", {"PONTIANAK", "SINGKAWANG", "ENTIKONG"} <= set(found(world, "kalimantan barat")))
    t.equal("000-01", "what nobody is called", found(world, "atlantis"), [])
    everybody = found(world, "")
    t.check("003-04", f"without a name all {len(everybody)} are listed", len(everybody) > 100 and found(world, "kanim") == everybody)
    t.answered("7", "no longer than a name", world.service.get("/api/v1/offices?q=" + "a" * 81), 400, "TOO_LONG")
    t.answered("7", "a broken escape", world.service.get("/api/v1/offices?q=%2"), 400, "MALFORMED_TEXT")


def point(world, number, **headers):
    answer = world.service.get(f"/api/v1/service_points/{number}", headers or None)
    assert answer.status == 200, f"{answer} {answer.body}"
    return answer.json


def hours(world, t):
    t.section("When a point is open, and what is new there")
    seen = point(world, offices.PONTIANAK)
    of = {weekday: row for row in seen["hours"] for weekday in row["weekdays"]}
    t.equal("4.1", "Monday", (of[1]["opens"], of[1]["closes"], of[1]["break"]), ("08:00", "16:00", {"from": "12:00", "to": "13:00"}))
    t.equal("4.1", "the break of Fridays is longer", of[5]["break"], {"from": "11:30", "to": "13:00"})
    t.equal("4.1 D15", "seven days: open on weekdays that are no holidays", [bool(day["open"]) for day in seen["days"]],
            [offices.weekday(day) < 5 and day["holiday"] is None for day in seen["days"]])
    t.check("4.1", "which nobody has confirmed, and it says so", all(row["unofficial"] for row in seen["hours"]))
    t.equal("4.1", "of Saturdays nothing is known", 6 in of, False)
    t.equal("4.1", "neither is an address", seen["contact"], None)
    t.equal("4.1", "Nunukan opens earlier, in its own zone", (point(world, NUNUKAN)["hours"][0]["opens"], point(world, NUNUKAN)["zone"]),
            ("07:30", "WITA"))
    t.equal("4.1", "of Garut nothing is known", point(world, GARUT)["hours"], [])
    notices = {language: point(world, offices.PONTIANAK, **{"Accept-Language": language})["notices"][0]["text"] for language in ("id", "en")}
    t.check("2.2", f"a notice: {notices['en']}", "paspor elektronik" in notices["id"] and "electronic" in notices["en"], notices)
    t.answered("4.1", "a point that there is not", world.service.get("/api/v1/service_points/999999"), 404, "OFFICE_NOT_FOUND")


def offered(a):
    answer = a.account.get(a.path + "/offices")
    assert answer.status == 200, f"{answer} {answer.body}"
    return {row["id"]: row["why"] and row["why"]["id"] for row in answer.json["service_points"]}


def choices(world, t):
    t.section("Which points an application may go to, and why not to the others")
    a = ready(world, "memilih@example.id", invented(9901), PRODUCT)
    first = offered(a)
    t.equal("002-S6 003-04", "an electronic passport: Pontianak and Maumere", (first[offices.PONTIANAK], first[offices.MAUMERE]), (None, None))
    t.equal("003-04", "Nunukan issues it, and no day is open there", first[NUNUKAN], "no_days_open")
    t.equal("003-04", "the counter in Ngada has none", first[offices.NGADA], "product_not_issued")
    refused = a.hold(offices.some_place(world, offices.NGADA))
    t.answered("002-S6", "and a place there is refused", refused, 409, "PRODUCT_NOT_OFFERED")

    a.save("product", {**PRODUCT, "product": POLYCARBONATE})
    second = offered(a)
    t.equal("003-04", "polycarbonate: Batam only", (second[offices.BATAM], second[offices.PONTIANAK], second[offices.MAUMERE]),
            (None, "product_not_issued", "product_not_issued"))
    a.save("product", {**PRODUCT, "product": ORDINARY})
    answer = a.account.get(a.path + "/offices").json
    why = next(row["why"] for row in answer["service_points"] if row["id"] == offices.PONTIANAK)
    t.equal("2.2", f"not electronic: {why['text']}", (why["id"], why["date"]), ("product_not_issued_any_longer", "2025-06-01"))
    a.save("product", QUICK)
    fast = offered(a)
    t.equal("6.4 000-13", "the same day: Batam, and not Maumere", (fast[offices.BATAM], fast[offices.MAUMERE]),
            (None, "accelerated_not_offered"))
    t.check("003-04", "none says full", "full" not in {*first.values(), *second.values(), *fast.values()})
    t.equal("7", "without a session", world.service.get(a.path + "/offices").status, 401)


def regions(world, t):
    t.section("Provinces, and what lies within them")
    def under(parent=""):
        return {row["code"]: row for row in world.service.get(f"/api/v1/regions?parent={parent}").json["regions"]}
    t.equal("3.1", "38 provinces", (len(under()), under()["19"]["name"]), (38, "Kepulauan Bangka Belitung"))
    t.equal("3.1", "Belitung is one of its regencies", under("19")["19.02"]["name"], "Kabupaten Belitung")
    t.equal("3.1", "a code that was withdrawn says which stands for it now", under("92")["92.01"]["now"], "96.01")
    t.equal("3.1", "a code that nobody knows has nothing in it", under("99"), {})

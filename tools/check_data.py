#!/usr/bin/env python3
"""The reference data are whole: columns, keys, references, periods, sources, and the words for people.

Words: both languages have the same entries with the same {parameters}, and an entry for every refusal
code of src/base/error.hpp. tools/check_data_test.py plants faults.
"""
import collections
import datetime
import json
import pathlib
import re
import sys

SECTION = r"\d+(?:\.\d+)?[a-z]?"
KINDS = {
    "office": r"[IVX]+(_KHUSUS)?",
    "point": "OFFICE|PASSPORT_UNIT|WORK_UNIT|PUBLIC_SERVICE_MALL",
    "pool": "online|walk_in|priority|accelerated|lost_damaged|outreach",
}
FIELD_KINDS = "choice|choices|yes_no|name|text|digits|date|phone|email|nik|passport|country|number"
DATE, NUMBER, FLAG = r"\d{4}-\d\d-\d\d", r"\d+", "[01]"
TABLES = {  # file -> column -> what a value looks like
    "offices": {"id": NUMBER, "code": "[A-Z_]+", "name": ".+", "class": KINDS["office"],
                "border_checkpoint": FLAG, "region": ".+", "source": "", "unofficial": FLAG},
    "service_points": {"id": NUMBER, "office": "[A-Z_]+", "name": ".+", "kind": KINDS["point"],
                       "zone": "WIB|WITA|WIT", "source": "", "unofficial": FLAG},
    "products": {"service_point": NUMBER, "product": "[A-Z_0-9]+", "from": DATE, "to": f"({DATE})?",
                 "source": "", "unofficial": FLAG},
    "slots": {"service_point": NUMBER, "weekday": "[1-7]", "slot": r"[0-2]\d:[0-5]\d", "from": DATE,
              "weight": "[1-9]", "source": "", "unofficial": FLAG},
    "quota_rules": {"service_point": NUMBER, "pool": KINDS["pool"], "kind": "base|delta|multiplier|override|closure",
                    "weekdays": "[1-7](,[1-7])*", "from": DATE, "to": f"({DATE})?", "places": r"-?\d+",
                    "reason": ".+", "source": "", "unofficial": FLAG},
    "release_rules": {"service_point": NUMBER, "from": DATE, "cadence": "daily|weekly|monthly", "weekday": "[0-7]",
                      "time": r"[0-2]\d:[0-5]\d", "horizon_days": NUMBER, "source": "", "unofficial": FLAG},
    "tariffs": {"item": "[A-Z_0-9]+", "validity_years": NUMBER, "amount": NUMBER, "from": DATE,
                "to": f"({DATE})?", "basis": ".+", "source": "", "unofficial": FLAG},
    "form_sections": {"from": DATE, "section": "[a-z_]+", "stage": "[24]", "asked": ".+", "source": "",
                      "unofficial": FLAG},
    "form_fields": {"from": DATE, "section": "[a-z_]+", "field": "[a-z_]+", "kind": FIELD_KINDS, "required": FLAG,
                    "asked": ".+", "options": r"([a-z]\w*( [a-z]\w*)*)?", "length_max": NUMBER, "source": "",
                    "unofficial": FLAG},
    "document_rules": {"id": "[a-z_]+", "when": ".+", "kinds": "[a-z_]+( [a-z_]+)*", "required": FLAG, "from": DATE,
                       "to": f"({DATE})?", "basis": ".+", "source": "", "unofficial": FLAG},
    "accelerated": {"service_point": NUMBER, "from": DATE, "to": f"({DATE})?", "arrive_from": r"[0-2]\d:[0-5]\d",
                    "arrive_before": r"[0-2]\d:[0-5]\d", "source": "", "unofficial": FLAG},
    "settings": {"name": "[a-z_]+", "value": NUMBER, "unit": ".+", "meaning": ".+", "source": ""},
    "holidays": {"date": DATE, "kind": "national|collective", "name": ".+", "decree": ".*", "sources": ".*", "note": ".*"},
    "rules": {"id": r"[\w-]+", "sentence": r".+\.", "source": ".+"},
}
# The samples of the simulated registry and of the simulated issuing system, all invented.
NIK, KK = r"[1-9]\d{15}", r"\d{16}"
SAMPLES = {
    "samples/citizens": {"nik": NIK, "full_name": ".+", "birth_date": DATE, "birth_place": ".+", "sex": "[LP]",
                         "family_card_number": KK, "mother_name": ".+",
                         "status": "DITEMUKAN|TIDAK_DITEMUKAN|MENINGGAL|GANDA|NONAKTIF", "case": "[a-z0-9_]+",
                         "type_instead": r"(\w+=[^;=]+(;\w+=[^;=]+)*)?",
                         "answer": "VALID|NIK_NOT_MATCHED|NIK_NOT_FOUND|NIK_DECEASED|NIK_DUPLICATE|NIK_INACTIVE",
                         "expect": r".+\.", "answers": r"([a-z_]+=\w+(;[a-z_]+=\w+)*)?", "type": "([A-Z_]+)?",
                         "validities": r"(\d+( \d+)*)?", "refusals": "([A-Z_]+( [A-Z_]+)*)?",
                         "notices": "([a-z_]+( [a-z_]+)*)?", "papers": r"([a-z_]+\??( [a-z_]+\??)*)?"},
    "samples/passports": {"nik": NIK, "number": "[A-Z][0-9]{7}", "issued": DATE, "expires": DATE,
                          "reported_lost": "ya|tidak", "note": ".+"},
}
# Every awkward case of the rule book has its person.
CASES = """adult_new passport_expired passport_under_six_months passport_full passport_still_valid passport_lost
    passport_damaged said_never single_name long_name name_with_marks nik_date_differs withdrawn_region_papua
    withdrawn_region_kaltara mismatch_name mismatch_birth_date mismatch_birth_place mismatch_sex
    mismatch_both_secrets mismatch_one_secret not_found deceased duplicate inactive child_married_parents
    child_divorced_parents child_one_parent_dead child_born_abroad abg_10 abg_17 abg_18 abg_20 married_minor
    turns_17 toddler elderly naturalised name_changed hajj umrah_single_name migrant_worker family_father
    family_mother family_first_child family_second_child family_third_child claimed_by_stranger registry_down
    issuing_system_down answered_late""".split()
WITH_PASSPORT = {"passport_expired", "passport_under_six_months", "passport_full", "passport_still_valid", "passport_lost",
                 "passport_damaged", "said_never", "answered_late"}
ANSWERS = {"TIDAK_DITEMUKAN": "NIK_NOT_FOUND", "MENINGGAL": "NIK_DECEASED", "GANDA": "NIK_DUPLICATE", "NONAKTIF": "NIK_INACTIVE"}
WOMENS_DAYS = 40  # 3.1
# Of who passes stage 1: what is answered at stages 2 to 4 and what comes of it. The scenario compares.
OUTCOME = ("answers", "type", "validities", "refusals", "notices", "papers")

KEYS = {"offices": ["id"], "service_points": ["id"], "slots": ["service_point", "weekday", "slot", "from"],
        "settings": ["name"], "rules": ["id"], "holidays": ["date", "name"],
        "release_rules": ["service_point", "from"], "form_sections": ["from", "section"],
        "form_fields": ["from", "field"]}
PERIODS = {"tariffs": ["item", "validity_years"], "products": ["service_point", "product"],
           "document_rules": ["id"], "accelerated": ["service_point"]}

# Messages that follow from no transition; `other` stands for every event without words of its own.
NO_EVENTS = {"sign_in_code", "contact_code", "nik_valid", "nik_not_valid", "nik_unanswered", "passport_on_record",
             "passport_on_record_paid", "account_signed_in", "account_contact_added", "account_contact_removed",
             "draft_ends_soon", "claim_upheld", "claim_rejected_not_the_person",
             "claim_rejected_evidence_insufficient", "claim_rejected_did_not_come", "account_recovery_asked",
             "account_recovery_objected", "account_recovery_upheld", "account_recovery_refused",
             "account_recovery_rejected_not_the_person", "account_recovery_rejected_evidence_insufficient",
             "account_recovery_rejected_did_not_come", "account_recovery_rejected_account_unknown", "other"}


def table(root, name):
    lines = (root / f"data/{name}.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    return header, [dict(zip(header, line.split("\t"))) for line in lines[1:]]


def shapes(root):
    rules = {row["id"] for row in table(root, "rules")[1]}
    for name, columns in TABLES.items():
        header, rows = table(root, name)
        if header != list(columns):
            yield f"{name}: the columns are {header}"
            continue
        for number, row in enumerate(rows, 2):
            for column, pattern in columns.items():
                value = row.get(column, "")
                if column == "source" and name != "rules":
                    unknown = [word for word in value.split() if word not in rules and not re.fullmatch(SECTION, word)]
                    if not value or unknown:
                        yield f"{name}:{number}: source {value!r}"
                elif not re.fullmatch(pattern, value):
                    yield f"{name}:{number}: {column} is {value!r}"


def keys(root):
    for name, columns in KEYS.items():
        counts = collections.Counter(tuple(row[c] for c in columns) for row in table(root, name)[1])
        yield from (f"{name}: {key} twice" for key, count in counts.items() if count > 1)
    for name, columns in PERIODS.items():
        spans = collections.defaultdict(list)
        for row in table(root, name)[1]:
            spans[tuple(row[c] for c in columns)].append((row["from"], row["to"] or "9999-12-31"))
        for key, span in spans.items():
            span.sort()
            if any(start >= end for start, end in span) or any(a[1] > b[0] for a, b in zip(span, span[1:])):
                yield f"{name}: the periods of {key} overlap"


def references(root):
    offices = {row["code"] for row in table(root, "offices")[1]}
    points = {row["id"] for row in table(root, "service_points")[1]}
    for row in table(root, "service_points")[1]:
        if row["office"] not in offices:
            yield f"service_points: no office {row['office']}"
    for name in ("products", "accelerated", "slots", "quota_rules", "release_rules"):
        for row in table(root, name)[1]:
            if row["service_point"] not in points:
                yield f"{name}: no service point {row['service_point']}"
    sections = {(row["from"], row["section"]) for row in table(root, "form_sections")[1]}
    for row in table(root, "form_fields")[1]:
        if (row["from"], row["section"]) not in sections:
            yield f"form_fields: no section {row['section']}"
    slots = {(row["service_point"], row["weekday"]) for row in table(root, "slots")[1]}
    for row in table(root, "quota_rules")[1]:
        for weekday in row["weekdays"].split(","):
            if (row["service_point"], weekday) not in slots:
                yield f"quota_rules: service point {row['service_point']} has no slots on weekday {weekday}"


def places(root, point, pool, weekday):
    return sum(int(row["places"]) for row in table(root, "quota_rules")[1]
               if (row["service_point"], row["pool"]) == (point, pool) and str(weekday) in row["weekdays"].split(",")
               and row["kind"] in ("base", "delta"))


def date_in(nik, year):
    """The birth date that a NIK carries, in that year's century (3.1)."""
    day = int(nik[6:8])
    return f"{year[:2]}{nik[10:12]}-{nik[8:10]}-{day - WOMENS_DAYS if day > WOMENS_DAYS else day:02d}"


def sample_shapes(root):
    for name, columns in SAMPLES.items():
        header, rows = table(root, name)
        if header != list(columns):
            yield f"{name}: the columns are {header}"
            continue
        for number, row in enumerate(rows, 2):
            for column, pattern in columns.items():
                if not re.fullmatch(pattern, row.get(column, "")):
                    yield f"{name}:{number}: {column} is {row.get(column, '')!r}"


def citizens(root):
    """The hard checks of a NIK hold (3.1), nobody is there twice, and each case has its one person."""
    rows = table(root, "samples/citizens")[1]
    fields = {row["field"] for row in table(root, "form_fields")[1]}
    requirements = {row["id"] for row in table(root, "document_rules")[1]}
    for column in ("nik", "case"):
        counts = collections.Counter(row[column] for row in rows)
        yield from (f"samples/citizens: {column} {value} twice" for value, count in counts.items() if count > 1)
    yield from (f"samples/citizens: nobody shows {case}" for case in CASES if case not in {row["case"] for row in rows})
    for row in rows:
        nik, who = row["nik"], f"samples/citizens: {row['case']}"
        if nik[12:] == "0000" or len(set(nik)) == 1:
            yield f"{who}: no NIK ends so"
        try:
            datetime.date.fromisoformat(row["birth_date"])
            datetime.date.fromisoformat(date_in(nik, row["birth_date"]))
        except ValueError:
            yield f"{who}: a birth date that does not exist"
            continue
        differs = date_in(nik, row["birth_date"]) != row["birth_date"]
        if differs != (row["case"] == "nik_date_differs") or (int(nik[6:8]) > WOMENS_DAYS) != (row["sex"] == "P"):
            yield f"{who}: the NIK and the birth date or the sex disagree"
        typed = dict(part.split("=") for part in row["type_instead"].split(";") if part)
        if set(typed) - (set(row) - {"nik", "status", "case", "type_instead", "answer", "expect", *OUTCOME}):
            yield f"{who}: nobody types {sorted(typed)}"
        one_secret = not typed or len(typed) == 1 and set(typed) <= {"family_card_number", "mother_name"}
        if row["answer"] != ANSWERS.get(row["status"], "VALID" if one_secret else "NIK_NOT_MATCHED"):
            yield f"{who}: the registry does not answer {row['answer']}"
        if any(row[column] for column in OUTCOME) != (row["answer"] == "VALID"):
            yield f"{who}: stages 2 to 4 come after VALID, and only then"
        answered = {part.split("=")[0] for part in row["answers"].split(";") if part}
        if answered - fields or {paper.rstrip("?") for paper in row["papers"].split()} - requirements:
            yield f"{who}: a field or a paper that there is not"
        yield from (f"{who}: nobody is told to expect {code}" for code in row["refusals"].split() if code not in row["expect"])
    family = [row["family_card_number"] for row in rows if row["case"].startswith("family_")]
    if len(family) != 5 or len(set(family)) != 1:
        yield "samples/citizens: the family is not five people with one card"


def passports(root):
    """Each is somebody's, and who is to have had one has."""
    cases = {row["nik"]: row["case"] for row in table(root, "samples/citizens")[1]}
    rows = table(root, "samples/passports")[1]
    counts = collections.Counter(row["number"] for row in rows)
    yield from (f"samples/passports: number {number} twice" for number, count in counts.items() if count > 1)
    for row in rows:
        if row["nik"] not in cases:
            yield f"samples/passports: {row['number']} is nobody's"
        if row["issued"] >= row["expires"]:
            yield f"samples/passports: {row['number']} expired before it was issued"
    owners = {cases.get(row["nik"]) for row in rows}
    yield from (f"samples/passports: {case} has none" for case in sorted(WITH_PASSPORT - owners))


def seeds(root):
    """What the articles say of Pontianak (001-03, 001-04, 001-06) and of the tariffs (2.4)."""
    for weekday in range(1, 6):
        expected = 325 if weekday in (4, 5) else 200
        if places(root, "1", "online", weekday) != expected or places(root, "1", "priority", weekday) != 60:
            yield f"quota_rules: Pontianak on weekday {weekday}"
    def amount(item, years, day):
        return [row["amount"] for row in table(root, "tariffs")[1] if row["item"] == item and row["from"] <= day < (row["to"] or "9")
                and int(row["validity_years"]) == years]
    for day, expected in (("2024-12-16", ["350000"]), ("2024-12-17", ["650000"])):
        if amount("ORDINARY_NON_ELECTRONIC", 10, day) != expected:
            yield f"tariffs: ten years on {day}"
    years = collections.Counter(row["date"][:4] for row in table(root, "holidays")[1])
    if sorted(years) != [str(year) for year in range(int(min(years)), int(max(years)) + 1)]:
        yield "holidays: a year is missing"
    for row in table(root, "holidays")[1]:
        datetime.date.fromisoformat(row["date"])


def settings(root):
    """The table names every setting of the program, with its default."""
    source = (root / "src/store/settings.hpp").read_text(encoding="utf-8")
    defaults = dict(re.findall(r"std::int64_t (\w+) = (\d+);", source))
    rows = {row["name"]: row["value"] for row in table(root, "settings")[1]}
    for name in sorted({*defaults} | {*rows}):
        if defaults.get(name) != rows.get(name):
            yield f"settings: {name} is {rows.get(name)} here and {defaults.get(name)} in the program"


def flat(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{path}/{key}")
    else:
        yield path, value


def words(root):
    source = (root / "src/base/error.hpp").read_text(encoding="utf-8")
    codes = set(re.findall(r'\{Code::\w+, Category::\w+, "([A-Z_]+)"', source))
    if not codes:
        yield "messages: no codes found in src/base/error.hpp"
    texts = {}
    for language in ("id", "en"):
        document = json.loads((root / f"data/messages/{language}.json").read_text(encoding="utf-8"))
        texts[language] = dict(flat(document))
        for code in sorted(codes ^ set(document["codes"])):
            yield f"messages/{language}: {code} is {'missing' if code in codes else 'no code'}"
        for code, entry in document["codes"].items():
            if sorted(entry) != ["title", "what_to_do"]:
                yield f"messages/{language}: {code} has {sorted(entry)}"
        for path, text in texts[language].items():
            if not text.strip() or "!" in text or (path.startswith("/codes") and not text.endswith(".")):
                yield f"messages/{language}: {path} is {text!r}"
    states = (root / "src/domain/application/state.hpp").read_text(encoding="utf-8")
    public = set(re.findall(r'"(\w+)"', re.search(r"kPublicStates\{(.*?)\}", states, re.S)[1]))
    for language in texts:
        worded = {path.split("/")[2] for path in texts[language] if path.startswith("/states/")}
        for state in sorted(public ^ worded):
            yield f"messages/{language}: public state {state} is {'missing' if state in public else 'none'}"
    page = (root / "docs/domain/lifecycle.md").read_text(encoding="utf-8")
    told = {line.split()[1] for line in page.splitlines() if line.endswith("notify")}
    worded = {path.split("/")[2] for path in texts["id"] if path.startswith("/messages/")}
    for message in sorted(worded - told - NO_EVENTS):
        yield f"messages: {message} is no event that applicants are told of (docs/domain/lifecycle.md)"
    for message in sorted(NO_EVENTS - worded):
        yield f"messages: {message} is missing"
    for path in sorted(set(texts["id"]) ^ set(texts["en"])):
        yield f"messages: {path} stands in one language only"
    for path in sorted(set(texts["id"]) & set(texts["en"])):
        first, second = (sorted(re.findall(r"\{(\w+)\}", texts[language][path])) for language in ("id", "en"))
        if first != second:
            yield f"messages: {path} has {first} and {second}"


def office_words(root):
    """A type that the app does not take has its words, and so has each charge of the tariff for it."""
    source = (root / "src/domain/application/at_office.cpp").read_text(encoding="utf-8")
    types = {name.upper() for name in re.findall(r"\{Type::(\w+),", source)}
    items = set(re.findall(r'"([A-Z_]+)"', source))
    if not types or items - {row["item"] for row in table(root, "tariffs")[1]}:
        yield f"tariffs: not all of {sorted(items)} are there"
    for language in ("id", "en"):
        document = json.loads((root / f"data/messages/{language}.json").read_text(encoding="utf-8"))
        for part, there, expected in (("advice/at_office", document["advice"]["at_office"], types),
                                      ("at_office/names", document["at_office"]["names"], types),
                                      ("at_office/charges", document["at_office"]["charges"], items)):
            yield from (f"messages/{language}: {part}/{key} is {'missing' if key in expected else 'none'}"
                        for key in sorted(expected ^ set(there)))


NOTICES = "src/domain/application/draft_notices.cpp"
HINTS = "src/http/incoming_files.cpp"
WORDED = ("form", "documents", "notices", "hints")


def spelled(root):
    """What the words of stages 2 to 4 are about, and those of hints about files: path -> the keys that
    stand there, "hint" apart."""
    entries = {"/form/yes_no": {"yes", "no"}}
    for row in table(root, "form_sections")[1]:
        entries[f"/form/sections/{row['section']}"] = {"title"}
    for row in table(root, "form_fields")[1]:
        path, options = f"/form/fields/{row['field']}", row["options"].split()
        entries[path] = {"label"} | ({"options"} if options else set())
        if options:  # Those of every version of the form.
            entries[f"{path}/options"] = entries.get(f"{path}/options", set()) | set(options)
    for row in table(root, "document_rules")[1]:
        entries |= {f"/documents/{kind}": {"name"} for kind in row["kinds"].split()}
    source = (root / NOTICES).read_text(encoding="utf-8")
    ids = re.findall(r'\btell(?:_age)?\("(\w+)"|flags\.emplace_back\("(\w+)"\)', source)
    entries |= {f"/notices/{first or second}": {"title", "text"} for first, second in ids}
    hints = re.findall(r'\btell\("(\w+)"\)', (root / HINTS).read_text(encoding="utf-8"))
    return entries | {f"/hints/{hint}": {"title", "text"} for hint in hints}


def form_words(root):
    """Every section, field, option, kind of document, notice and hint has words, and no words are left
    over."""
    expected = spelled(root)
    for part, source in (("notices", NOTICES), ("hints", HINTS)):
        if not any(path.startswith(f"/{part}/") for path in expected):
            yield f"messages: no {part} found in {source}"
    for language in ("id", "en"):
        document = json.loads((root / f"data/messages/{language}.json").read_text(encoding="utf-8"))
        there = collections.defaultdict(set)
        for path, _ in flat({part: document.get(part, {}) for part in WORDED}):
            while path.count("/") > 1:
                path, key = path.rsplit("/", 1)
                there[path].add(key)
        for path in sorted(expected):
            if there[path] - {"hint"} != expected[path]:
                yield f"messages/{language}: {path} has {sorted(there[path])}, not {sorted(expected[path])}"
        inner = {path.rsplit("/", 1)[0] for path in expected} | {"/form"}
        for path in sorted(set(there) - set(expected) - inner):
            yield f"messages/{language}: {path} is about nothing that there is"


def check(root):
    root = pathlib.Path(root)
    found = [*shapes(root), *sample_shapes(root)]
    return found or [*keys(root), *references(root), *citizens(root), *passports(root), *seeds(root), *settings(root),
                     *words(root), *office_words(root), *form_words(root)]


if __name__ == "__main__":
    problems = check(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    print("\n".join(problems) if problems else "reference data: whole")
    sys.exit(1 if problems else 0)

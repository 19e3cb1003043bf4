#!/usr/bin/env python3
"""Goal: check_data.py passes the data as they are and names each planted fault.
Method: a copy of data/ in which one text is replaced by another."""
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_data  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
ERRORS = "src/base/error.hpp"
STATES = "src/domain/application/state.hpp"
SETTINGS = "src/store/settings.hpp"
NOTICES = "src/domain/application/draft_notices.cpp"
HINTS = "src/http/incoming_files.cpp"
AT_OFFICE = "src/domain/application/at_office.cpp"
LIFECYCLE = "docs/domain/lifecycle.md"
FAULTS = [  # file, text, put in its place, words of a report
    ("data/offices.tsv", "\tI\t", "\tI+\t", "class is"),
    ("data/offices.tsv", "000-01", "000-99", "source '000-99'"),
    ("data/offices.tsv", "id\tcode", "code\tid", "the columns are"),
    ("data/service_points.tsv", "\tMAUMERE\t", "\tSIKKA\t", "no office SIKKA"),
    ("data/service_points.tsv", "WITA", "WITAA", "zone is"),
    ("data/quota_rules.tsv", "\t125\t", "\t124\t", "Pontianak on weekday 4"),
    ("data/quota_rules.tsv", "\t200\t", "\t201\t", "Pontianak on weekday 1"),
    ("data/quota_rules.tsv", "\t4,5\t", "\t4,6\t", "no slots on weekday 6"),
    ("data/products.tsv", "\n1\t", "\n999\t", "no service point 999"),
    ("data/service_hours.tsv", "\t07:30-19:00\t", "\t07:30\t", "hours is '07:30'"),
    ("data/service_hours.tsv", "\t07:30-19:00\t", "\t19:30-19:00\t", "service_hours: 9 opens at 19:30-19:00"),
    ("data/service_hours.tsv", "\t11:30-13:00\t", "\t11:30-16:00\t", "breaks at 11:30-16:00"),
    ("data/service_hours.tsv", "\tregular\t5\t", "\tregular\t4,5\t", "twice on weekday 4"),
    ("data/regions.tsv", "\n19.02\t19\t", "\n19.02\t18\t", "regions: 19.02 has no such parent"),
    ("data/regions.tsv", "\t96.01\t3.1", "\t96.99\t3.1", "none stands for it"),
    ("data/office_notices.tsv", "\n10\t", "\n999\t", "no service point 999"),
    ("data/office_notices.tsv", "next morning.", "next morning!", "text_en is"),
    ("data/tariffs.tsv", "2019-05-01\t2024-12-17", "2019-05-01\t2024-12-18", "overlap"),
    ("data/tariffs.tsv", "\t650000\t2024-12-17\t\tPP", "\t650001\t2024-12-17\t\tPP", "ten years on 2024-12-17"),
    ("data/form_sections.tsv", "\tjourney\t", "\tjourneys\t", "no section journey"),
    ("data/form_sections.tsv", "\tspouse\t4", "\tspouse\t3", "stage is"),
    ("data/form_fields.tsv", "\tyes_no\t", "\tyesno\t", "kind is"),
    ("data/form_fields.tsv", "\tfather_name\t", "\tmother_name\t", "twice"),
    ("data/form_fields.tsv", "never yes", "never, yes", "options is"),
    ("data/document_rules.tsv", "\t2023-08-28\tIMI", "\t2023-08-29\tIMI", "overlap"),
    ("data/document_rules.tsv", "\t2.5\t", "\ttable\t", "source 'table'"),
    ("data/holidays.tsv", "2024-", "2020-", "a year is missing"),
    ("data/samples/citizens.tsv", "\tDITEMUKAN\tadult_new", "\tADA\tadult_new", "status is 'ADA'"),
    ("data/samples/citizens.tsv", "1902015505900002", "1902011505900001", "nik 1902011505900001 twice"),
    ("data/samples/citizens.tsv", "\tlong_name\t", "\tsingle_name\t", "case single_name twice"),
    ("data/samples/citizens.tsv", "\tabg_20\t", "\tabg_21\t", "nobody shows abg_20"),
    ("data/samples/citizens.tsv", "1902011505900001", "1902011505900000", "adult_new: no NIK ends so"),
    ("data/samples/citizens.tsv", "1902011505900001", "1902013105900001", "adult_new: the NIK and the birth date"),
    ("data/samples/citizens.tsv", "1902011505900001", "1902013206900001", "adult_new: a birth date that does not exist"),
    ("data/samples/citizens.tsv", "\tTANJUNGPANDAN\tL\t1902011103170004", "\tTANJUNGPANDAN\tP\t1902011103170004", "or the sex disagree"),
    ("data/samples/citizens.tsv", "1979-04-02", "1979-04-20", "nik_date_differs: the NIK and the birth date"),
    ("data/samples/citizens.tsv", "birth_place=MANGGAR", "status=MANGGAR", "nobody types ['status']"),
    ("data/samples/citizens.tsv", "\tMENINGGAL\tdeceased\t\tNIK_DECEASED", "\tGANDA\tdeceased\t\tNIK_DECEASED", "does not answer NIK_DECEASED"),
    ("data/samples/citizens.tsv", "sex=male\tNIK_NOT_MATCHED", "sex=male\tVALID", "mismatch_sex: the registry does not answer VALID"),
    ("data/samples/citizens.tsv", "old_condition=full", "old_state=full", "passport_full: a field or a paper that there is not"),
    ("data/samples/citizens.tsv", "\twork_contract", "\twork_contracts", "migrant_worker: a field or a paper that there is not"),
    ("data/samples/citizens.tsv", "free: too early, PASSPORT_STILL_VALID (2.7)", "free: too early (2.7)", "nobody is told to expect PASSPORT_STILL_VALID"),
    ("data/samples/citizens.tsv", "that this person has died.\t\t", "that this person has died.\t\tNEW", "deceased: stages 2 to 4 come after VALID"),
    ("data/messages/en.json", '"DAMAGED_CHARGE":', '"DAMAGE_CHARGE":', "at_office/charges/DAMAGED_CHARGE is missing"),
    (AT_OFFICE, "{Type::data_change,", "{Type::changed_data,", "at_office/names/CHANGED_DATA is missing"),
    ("data/tariffs.tsv", "\nLOST_CHARGE_FORCE_MAJEURE\t", "\nLOST_CHARGE_DISASTER\t", "tariffs: not all of"),
    ("data/samples/citizens.tsv", "MANGGAR\tL\t1906021004180002", "MANGGAR\tL\t1906021004180003", "five people with one card"),
    ("data/samples/passports.tsv", "\tB1290457\t", "\tC3304162\t", "number C3304162 twice"),
    ("data/samples/passports.tsv", "6171010311780001", "6171010311780002", "B1290457 is nobody's"),
    ("data/samples/passports.tsv", "5104025010970001", "1902011505900001", "said_never has none"),
    ("data/samples/passports.tsv", "\t2019-09-18\t", "\t2014-09-18\t", "expired before it was issued"),
    ("data/samples/passports.tsv", "\tya\t", "\tyes\t", "reported_lost is 'yes'"),
    ("data/messages/id.json", '"SLOT_FULL"', '"SLOT_FUL"', "SLOT_FULL is missing"),
    ("data/messages/en.json", '"SLOT_FUL', '"SLOT_FUL', None),
    ("data/messages/en.json", "{number}", "{nummer}", "has ['number'] and ['nummer']"),
    ("data/messages/en.json", '"what_to_do": "Choose another day."', '"what_to_do": ""', "DAY_CLOSED"),
    ("data/messages/en.json", '"CSRF_MISSING": {\n      "title"', '"CSRF_MISSING": {\n      "titel"', "CSRF_MISSING has"),
    ("data/messages/id.json", "Pilih tanggal lain.", "Pilih tanggal lain!", "DAY_CLOSED"),
    (SETTINGS, "payment_window_s = 7200", "payment_window_s = 7201", "payment_window_s is 7200 here"),
    ("data/settings.tsv", "lead_days", "lead_day", "lead_days is None here"),
    (LIFECYCLE, "hold_elapsed ", "hold_lapsed ", "hold_elapsed is no event"),
    ("data/messages/id.json", '"other"', '"others"', "other is missing"),
    (STATES, '"in_print"', '"in_press"', "public state in_press is missing"),
    ("data/messages/id.json", '"old_condition": {', '"old_state": {', "/form/fields/old_condition has []"),
    ("data/messages/en.json", '"old_condition": {', '"old_state": {', "/form/fields/old_state is about nothing"),
    ("data/messages/en.json", '"divorced_with_ruling":', '"divorced_by_ruling":', "parents_situation/options has"),
    ("data/messages/en.json", '"contact_home": {', '"contact_house": {', "/form/sections/contact_home has []"),
    ("data/messages/en.json", '"marriage_book": {', '"marriage_books": {', "/documents/marriage_book has []"),
    ("data/messages/id.json", '"becomes_elderly": {', '"turns_elderly": {', "/notices/turns_elderly is about nothing"),
    ("data/messages/en.json", "{word} and", "it and", "has ['word'] and []"),
    ("data/form_fields.tsv", "umrah hajj work", "umrah pilgrimage work", "/form/fields/purpose/options has"),
    ("data/form_sections.tsv", "\tspouse\t", "\tpartner\t", "no section spouse"),
    ("data/document_rules.tsv", "\tpolice_report\t", "\tloss_report\t", "/documents/police_report is about nothing"),
    (NOTICES, 'tell("both_parents_attend"', 'tell("both_attend"', "/notices/both_attend has []"),
    (HINTS, 'tell("dark")', 'tell("dim")', "/hints/dim has []"),
    (HINTS, 'tell("blurred")', 'tell("soft")', "/hints/blurred is about nothing"),
    (HINTS, "tell(", "say(", "no hints found"),
    ("data/messages/id.json", '"dark": {\n      "title"', '"dark": {\n      "name"', "/hints/dark has ['name', 'text']"),
    (ERRORS, '"SLOT_FULL"', '"SLOT_TAKEN"', "SLOT_TAKEN is missing"),
]


def reports(name, text, other):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        shutil.copytree(ROOT / "data", root / "data")
        for source in (ERRORS, STATES, SETTINGS, LIFECYCLE, NOTICES, HINTS, AT_OFFICE):
            (root / source).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, root / source)
        before = (root / name).read_text()
        if text not in before:
            return [f"{name} does not contain {text!r}: the fault cannot be planted"]
        (root / name).write_text(before.replace(text, other))
        return check_data.check(root)


wrong = 0
for name, text, other, expected in FAULTS:
    found = reports(name, text, other)
    if (expected is None) != (not found) or (expected and not any(expected in report for report in found)):
        wrong += 1
        print(f"{name}: {text!r} -> {other!r}: expected {expected!r}, got {found}")
print(f"{len(FAULTS) - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

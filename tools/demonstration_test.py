#!/usr/bin/env python3
"""Goal: the guide shows every sample and passport, names each planted gap, and is as it was printed.
Method: a copy of data/samples/ in which one text is replaced by another."""
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import demonstration  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
FAULTS = [  # file, text, put in its place, words of a report, words that the page then has
    ("citizens.tsv", "\tadult_new\t", "\tadult_newer\t", "adult_newer stands in no part", None),
    ("citizens.tsv", "\tadult_new\t", "\tadult_newer\t", "adult_new is no sample", None),
    ("citizens.tsv", "BUDI SANTOSO", "BUDI | SANTOSO", None, "| BUDI \\| SANTOSO |"),
    ("passports.tsv", "B1290457", "B1290458", None, "B1290458, 2014-09-18 to 2019-09-18"),
    ("passports.tsv", "\tya\t", "\ttidak\t", None, None),
]


def changed(name, text, other):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        shutil.copytree(ROOT / "data/samples", root / "data/samples")
        path = root / "data/samples" / name
        before = path.read_text(encoding="utf-8")
        assert text in before, f"{name} does not contain {text!r}: the fault cannot be planted"
        path.write_text(before.replace(text, other), encoding="utf-8")
        return list(demonstration.problems(root)), demonstration.page(root)


wrong = 0
original = demonstration.page(ROOT)
for name, text, other, report, words in FAULTS:
    reports, page = changed(name, text, other)
    ok = any(report in line for line in reports) if report else not reports
    if not ok or page == original or (words and words not in page):
        wrong += 1
        print(f"{name}: {text!r} -> {other!r}: {reports}")
for row in demonstration.rows_of(ROOT, "citizens"):
    if row["nik"] not in original or row["expect"] not in original:
        wrong += 1
        print(f"{row['case']} is not on the page")
if (ROOT / "docs/demonstration.md").read_text(encoding="utf-8") != original:
    wrong += 1
    print("docs/demonstration.md: out of date, run ./do rules")
print(f"{len(FAULTS) + 1 - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

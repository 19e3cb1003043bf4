#!/usr/bin/env python3
"""Goal: rules.py finds a citation of nothing and a rule without a test, and nothing else.
Method: small trees with a list of three rules."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import rules  # noqa: E402

LIST = "id\tsentence\tsource\n002-F4\tOnce.\tseed\nD3\tNever.\tsection\nM1\tBack.\tsection\n"


def found(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in {"data/rules.tsv": LIST, **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return list(rules.problems(root)), rules.page(root)


CASES = [
    # files, words of the one report or None, a line of the page or None
    ({"src/app/a.cpp": "// 002-F4: once.\n"}, "002-F4 is carried out", None),
    ({"src/app/a.cpp": "// 002-F9: no such rule.\n"}, "no rule 002-F9", None),
    ({"src/app/a_test.cpp": 'TEST_CASE("D9: no such rule") {}\n'}, "no rule D9", None),
    ({"src/app/a.cpp": 'audit("002-F4");\n'}, "002-F4 is carried out", None),
    ({"src/store/a.sql": "-- D3: the check behind it.\n"}, "D3 is carried out", None),
    ({"src/app/a.cpp": "// 002-F4\n", "src/app/a_test.cpp": "int a; // nothing\n"}, "002-F4 is carried out", None),
    ({"src/app/a.cpp": "// D3, M1\n", "src/app/a_test.cpp": 'TEST_CASE("D3: never") {}\n'}, "M1 is carried out", None),
    ({"src/app/a.cpp": "// 002-F4\n", "src/app/a_test.cpp": 'TEST_CASE("002-F4: once") {}\n'}, None,
     "| 002-F4 | Once. | seed | `src/app/a.cpp` | `src/app/a_test.cpp` |"),
    ({"src/app/a.cpp": "// D3.\n", "tests/scenario/walk.py": "# D3: never\n"}, None,
     "| D3 | Never. | section | `src/app/a.cpp` | `tests/scenario/walk.py` |"),
    ({"src/app/a.cpp": 'auto R9 = M7(D9); log("seat D9 at V1.2"); // UTF-8, RFC 9110, COD3, 1002-F9\n'}, None,
     "| D3 | Never. | section |"),
]
wrong = 0
for files, report, line in CASES:
    reports, page = found(files)
    ok = (not reports) if report is None else (len(reports) == 1 and report in reports[0])
    if not ok or (line is not None and line + "\n" not in page):
        wrong += 1
        print(f"wrong about {files}: {reports}\n{page}")
print(f"{len(CASES) - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

#!/usr/bin/env python3
"""Goal: mutate.py changes code, never words, and finds the lines below a citation.
Method: small sources and the changes expected of them."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import mutate  # noqa: E402

CASES = [  # a source, the changed lines expected among its mutants, changes that must not be there
    ("if (a <= b) return c;\n", ["if (a < b) return c;", "if (false && a <= b) return c;"], []),
    ("bool const x = a && !b;\n", ["bool const x = a || !b;"], []),
    ("return true;\n", ["return false;"], []),
    ("int const limit = 7;\n", ["int const limit = 8;"], []),
    ("    TRY(save(tx));\n", ["    ;"], []),
    ("auto const due = now + window;\n", ["auto const due = now - window;"], []),
    ('log("a <= b"); // c < d\n', [], ['log("a < b"); // c < d', 'log("a <= b"); // c <= d']),
    ("#include <map>\n", [], []),
]
wrong = 0
for source, expected, forbidden in CASES:
    changed = [line for _, line in mutate.mutants(source)]
    if any(line not in changed for line in expected) or any(line in changed for line in forbidden):
        wrong += 1
        print(f"{source!r}: {changed}")
    if not expected and changed:
        wrong += 1
        print(f"{source!r} should stay as it is: {changed}")
marked = mutate.cited_lines("int a;\n// 002-F4: once.\nint b;\nint c;\n\nint d;\nint e;  // D3\n")
if marked != {2: {"002-F4"}, 3: {"002-F4"}, 4: {"002-F4"}, 7: {"D3"}}:
    wrong += 1
    print(marked)
total = len(CASES) + 1
print(f"{total - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

#!/usr/bin/env python3
"""Goal: check_parsers.py passes the tree as it is and names each planted fault.
Method: a small tree with one parser, its row, its target and a corpus; each case replaces one file,
and gives exactly one report that contains the given words, or none."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_parsers  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER, TABLE, TARGET = "src/base/day.hpp", "tests/fuzz/parsers.tsv", "src/base/day_fuzz.cpp"
COLUMNS = "function\theader\ttarget\tnote\n"
ROW = "day_from\tbase/day.hpp\tday\n"
DAY = "#pragma once\nResult<Day> day_from(std::string_view text);\n"
TREE = {HEADER: DAY, TABLE: COLUMNS + ROW, TARGET: "int test() { return day_from(\"1\"); }\n",
        "tests/fuzz/corpus/day/first": "1"}

PLANTED = [  # file, its text, words of the report
    (HEADER, DAY + "std::optional<int> week_from(std::string_view text);\n", "week_from reads text"),
    (HEADER, DAY + "std::optional<std::vector<std::pair<int, int>>> pair_from(\n    std::span<std::byte const> in);\n",
     "pair_from reads text"),
    (HEADER, DAY + "struct Week {\n    static Result<Week> parse(std::string_view text);\n};\n", "parse reads text"),
    (TABLE, COLUMNS + ROW + "week_from\tbase/day.hpp\tday\n", "declares no week_from"),
    (TABLE, COLUMNS + ROW + "day_from\tbase/week.hpp\tday\n", "base/week.hpp declares no"),
    (TABLE, COLUMNS + ROW + "day_from\tbase/day.hpp\tweek\n", "there is no target week"),
    (TABLE, COLUMNS + ROW + "day_from\tbase/day.hpp\t-\n", "no target, and no reason"),
    (TABLE, COLUMNS + ROW + "day_from\tbase/day.hpp\tday\tby hand\n", "the note of a target"),
    (TABLE, COLUMNS + ROW + "day_from\tbase/day.hpp\tday\tthrough month_from\n", "does not call month_from"),
    (TABLE, COLUMNS + "day_from\tbase/day.hpp\t-\tours\n", "day has no row"),
    (TARGET, "// day_from\nint test() { return \"day_from\"; }\n", "day does not call day_from"),
    ("tests/fuzz/week_fuzz.cpp", "int test();\n", "week has no"),
    ("src/base/week_fuzz.cpp", "int test();\n", "week has no"),
]
INNOCENT = [
    (HEADER, DAY + "// Result<int> week_from(std::string_view text);\n"),
    (HEADER, DAY + "Result<int> save(sql::Transaction& tx, std::string_view text);\nint size(std::string_view text);\n"),
    (HEADER, DAY + "struct Port { virtual Result<int> ask(std::string_view text) = 0; };\n"),
    (HEADER, DAY + "struct Impl : Port { Result<int> ask(std::string_view text) override; };\n"),
    (HEADER, DAY + "Result<Store> open(std::string const& path);\n"),
    ("src/testing/a.hpp", "Result<int> made(std::string_view text);\n"),
    (TABLE, COLUMNS + ROW + "day_from\tbase/day.hpp\tday\tthrough test\n"),
    (TABLE, COLUMNS + ROW + "Day::day_from\tbase/day.hpp\t-\tnames of ours\n"),
]


def reports(change):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (TREE | change).items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return list(check_parsers.check(folder))


wrong = 0
for name, text, expected in PLANTED:
    found = reports({name: text})
    if not found or not all(expected in report for report in found):
        wrong += 1
        print(f"expected reports with {expected!r}: {name}\n  got {found}")
for name, text in [(HEADER, DAY), *INNOCENT]:
    if found := reports({name: text}):
        wrong += 1
        print(f"expected none: {text}\n  got {found}")
if found := list(check_parsers.check(ROOT)):
    wrong += 1
    print("the tree itself:", *found, sep="\n  ")
total = len(PLANTED) + len(INNOCENT) + 2
print(f"{total - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

#!/usr/bin/env python3
"""Which rule of the rule book is carried out where, and which test shows it.

data/rules.tsv lists the rules. A source cites one in a comment or as a literal of its own
(`.rule = "002-F4"`); a test cites it in its name, a comment or a literal. From that docs/rules.md is
printed. It is an error to cite a rule that does not exist, and to carry one out without a test.

  tools/rules.py --write    prints docs/rules.md
  tools/rules.py --check    fails on an error or when docs/rules.md is out of date
tools/rules_test.py holds the negative controls.
"""
import collections
import pathlib
import re
import sys

RULE_ID = re.compile(r"(?<![\w./-])(00[0-4]-[SFA]?\d{1,2}|PUB-\d{1,2}|[DVMR]\d{1,2})(?![\w-]|\.\d)")
ONLY_IDS = re.compile(rf"(?:{RULE_ID.pattern}[ ,;]*)+")
CODE = re.compile(
    r'(?P<raw>R"(?P<mark>\w*)\((?P<raw_text>.*?)\)(?P=mark)")|(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|"(?P<literal>(?:[^"\\\n]|\\.)*)"', re.S)
SCRIPT = re.compile(r"(?P<comment>#[^\n]*|--[^\n]*)|[\"'](?P<literal>[^\"'\n]*)[\"']")
HEADER = """# Rules and where they live

Printed by `./do rules` from `data/rules.tsv` and from the citations in sources and tests; CI fails
when it is out of date, when a cited rule does not exist, and when a rule is carried out without a
test that cites it. The sentences are ours; the sources are the five articles the service is built
from (seeds 000 to 004) and the sections of the rule book that collects them.
"""


def known(root):
    rows = [line.split("\t") for line in (root / "data/rules.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return {row[0]: row for row in rows}


def is_test(rel):
    return rel.name.endswith("_test.cpp") or rel.parts[0] == "tests" or "testing" in rel.parts


def cited(path, in_test):
    """IDs in comments, in literals that are nothing but IDs, and, in tests, in any literal."""
    token = CODE if path.suffix in {".cpp", ".hpp"} else SCRIPT
    for found in token.finditer(path.read_text(encoding="utf-8")):
        text = found["comment"]
        if text is None:
            text = found["literal"] or ""
            if not in_test and not ONLY_IDS.fullmatch(text):
                continue
        yield from RULE_ID.findall(text)


def scan(root):
    """Two maps from a rule's ID to files: where it is carried out, where it is tested."""
    code, tests = collections.defaultdict(set), collections.defaultdict(set)
    for folder in ("src", "sim", "tests"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".cpp", ".hpp", ".sql", ".py"}:
                continue
            rel = path.relative_to(root)
            for rule in cited(path, is_test(rel)):
                if is_test(rel):
                    tests[rule].add(str(rel))
                elif rel.parts[0] == "src":
                    code[rule].add(str(rel))
    return code, tests


def problems(root):
    rules, (code, tests) = known(root), scan(root)
    for rule in sorted({*code, *tests} - {*rules}):
        yield f"{', '.join(sorted(code[rule] | tests[rule]))}: no rule {rule} in data/rules.tsv"
    for rule in sorted({*code} & {*rules} - {*tests}):
        yield f"{', '.join(sorted(code[rule]))}: {rule} is carried out, but no test cites it"


def page(root):
    rules, (code, tests) = known(root), scan(root)
    def cells(files):
        return "<br>".join(f"`{file}`" for file in sorted(files))
    here = [rule for rule in rules if code[rule]]
    lines = [HEADER, f"## Carried out ({len(here)})\n", "| rule | sentence | source | code | tests |", "|---|---|---|---|---|"]
    lines += [f"| {rule} | {rules[rule][1]} | {rules[rule][2]} | {cells(code[rule])} | {cells(tests[rule])} |" for rule in here]
    rest = [rule for rule in rules if not code[rule]]
    lines += [f"\n## Not cited in the code yet ({len(rest)})\n", "| rule | sentence | source |", "|---|---|---|"]
    lines += [f"| {rule} | {rules[rule][1]} | {rules[rule][2]} |" for rule in rest]
    return "\n".join(lines) + "\n"


def main(arguments):
    root = pathlib.Path(__file__).resolve().parent.parent
    printed = root / "docs/rules.md"
    if arguments == ["--write"]:
        printed.write_text(page(root), encoding="utf-8")
        found = list(problems(root))
    elif arguments == ["--check"]:
        found = list(problems(root))
        if not printed.exists() or printed.read_text(encoding="utf-8") != page(root):
            found.append("docs/rules.md: out of date, run ./do rules")
    else:
        sys.exit(__doc__)
    print("\n".join(found) if found else "rules: every citation exists and is tested")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

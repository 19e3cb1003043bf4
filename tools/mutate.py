#!/usr/bin/env python3
"""Changes one line at a time and prints the changes that no test noticed.

  tools/mutate.py [--max N] [--seed S] [FILE..]
Without files: the lines of src/domain and src/app that carry out a rule, that is the lines below a
comment citing one, up to a blank line. With files: all their code. The work is done on a copy of the
tree under build/mutate, so that an interrupted run leaves nothing behind. A mutant is tried against
the tests beside its file and those citing its rules; it is killed when one fails or takes too long.
Survivors are for a person to judge: some change nothing that matters.
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_source  # noqa: E402
import rules  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
TREE = ROOT / "build/mutate"
COPIED = ("src", "sim", "tests", "bench", "cmake", "data", "api", "tools", "CMakeLists.txt", "CMakePresets.json")
BUILD_S, TEST_S = 900, 120
OPERATORS = [  # a pattern in code without literals and comments, what takes its place
    (r" <= ", " < "), (r" < ", " <= "), (r" >= ", " > "), (r" > ", " >= "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
    (r" \+ ", " - "), (r" - ", " + "), (r"\btrue\b", "false"), (r"\bfalse\b", "true"),
    (r"\bif \((?!false)", "if (false && "), (r"^(\s*)TRY\(.*\);$", r"\1;"), (r"^(\s*)return fail\(.*\);$", r"\1;"),
    (r"(?<![\w.\"'])(\d{1,6})(?![\w.\"'])", lambda found: str(int(found[1]) + 1)),
]


def cited_lines(text):
    """Numbers of the lines below a comment that cites a rule, up to a blank line; with its rules."""
    marked, current = {}, set()
    for number, line in enumerate(text.splitlines(), 1):
        comment = re.search(r"//.*", line)
        here = set(rules.RULE_ID.findall(comment[0])) if comment else set()
        if not line.strip():
            current = set()
        current |= here
        if current:
            marked[number] = set(current)
    return marked


def mutants(text, numbers=None):
    """(line number, the line after the change) for every operator and place."""
    code, lines = check_source.without_text(text).splitlines(), text.splitlines()
    for number, (blank, line) in enumerate(zip(code, lines), 1):
        if numbers is not None and number not in numbers:
            continue
        if re.match(r"\s*(#|template|using|static_assert|namespace)", blank):
            continue
        for pattern, replacement in OPERATORS:
            for found in re.finditer(pattern, blank):
                changed = line[:found.start()] + found.expand(replacement) + line[found.end():] \
                    if isinstance(replacement, str) else line[:found.start()] + replacement(found) + line[found.end():]
                if changed != line:
                    yield number, changed


def chosen(files):
    if files:
        for file in files:
            text = (ROOT / file).read_text(encoding="utf-8")
            yield from ((file, number, changed, set()) for number, changed in mutants(text))
        return
    for folder in ("src/domain", "src/app"):
        for path in sorted((ROOT / folder).rglob("*.cpp")):
            if path.name.endswith("_test.cpp"):
                continue
            text = path.read_text(encoding="utf-8")
            marked = cited_lines(text)
            file = str(path.relative_to(ROOT))
            yield from ((file, number, changed, marked[number]) for number, changed in mutants(text, marked))


def run(command, limit_s):
    environment = {**os.environ, "CCACHE_BASEDIR": str(TREE)}
    try:
        return subprocess.run(command, cwd=TREE, env=environment, timeout=limit_s, capture_output=True, text=True).returncode
    except subprocess.TimeoutExpired:
        return -1


def files_below(folder):
    return {path.relative_to(folder) for name in COPIED
            for path in ([folder / name] if (folder / name).is_file() else (folder / name).rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts}


def prepare():
    """Makes the copy like the tree. What is alike is not touched, so that it is not built again."""
    wanted = files_below(ROOT)
    for extra in files_below(TREE) - wanted:
        (TREE / extra).unlink()
    for name in wanted:
        copy = TREE / name
        if not copy.exists() or copy.read_bytes() != (ROOT / name).read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy)
            shutil.copymode(ROOT / name, copy)
    if run(["cmake", "--preset", "main"], BUILD_S) != 0:
        sys.exit("mutate: the copy cannot be configured")


def tests_for(file, cited, tests):
    """doctest's filter: the tests beside the file, and those citing the rules of the line."""
    beside = [f"*{pathlib.PurePath(file).parent}/*"]
    return ",".join(beside + sorted(f"*{test}" for rule in cited for test in tests.get(rule, ())))


def outcome(file, filters):
    """Of the copy as it stands: killed, survived or broken."""
    target = "domain_tests" if file.startswith("src/domain/") else "unit_tests"
    if run(["cmake", "--build", "--preset", "main", "--target", target], BUILD_S) != 0:
        return "broken"
    tests = [f"build/main/{target}", f"-sf={filters}"]
    return "survived" if run(tests if target == "domain_tests" else ["tools/with_postgres", *tests], TEST_S) == 0 else "killed"


def try_one(file, number, changed, filters):
    path = TREE / file
    before = path.read_text(encoding="utf-8")
    lines = before.splitlines(keepends=True)
    lines[number - 1] = changed + "\n"
    try:
        path.write_text("".join(lines), encoding="utf-8")
        return outcome(file, filters)
    finally:
        path.write_text(before, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Prints the changes of cited lines that no test notices.")
    parser.add_argument("--max", type=int, default=60, help="mutants to try, drawn at random (60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    every = list(chosen(options.files))
    drawn = sorted(random.Random(options.seed).sample(every, min(options.max, len(every))), key=lambda m: m[:3])
    if not drawn:
        sys.exit("mutate: no line to change")
    prepare()
    _, tests = rules.scan(ROOT)
    counts, sound = {"killed": 0, "survived": 0, "broken": 0}, set()
    for index, (file, number, changed, cited) in enumerate(drawn, 1):
        filters = tests_for(file, cited, tests)
        if filters not in sound:  # A test that fails anyway would kill everything.
            if outcome(file, filters) != "survived":
                sys.exit(f"mutate: the tests {filters} do not pass as they are")
            sound.add(filters)
        result = try_one(file, number, changed, filters)
        counts[result] += 1
        print(f"[{index}/{len(drawn)}] {result}: {file}:{number}", flush=True)
        if result == "survived":
            was = (ROOT / file).read_text(encoding="utf-8").splitlines()[number - 1]
            print(f"    was  {was.strip()}\n    now  {changed.strip()}", flush=True)
    print(f"{len(drawn)} of {len(every)} mutants: {counts['killed']} killed, {counts['survived']} survived, "
          f"{counts['broken']} did not compile")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Every parser of text from outside is reached by a fuzz target: tests/fuzz/parsers.tsv says by which.

A parser is a function, declared in a header of src, whose first argument is a view of text or bytes and whose
answer may be a refusal (Result or std::optional). Each has a row in the table: its target, or `-` and
why nobody outside chooses what it reads. A row may name other parsers too. The source of a target
calls the function, or the one that the row says it is reached through. A target has a row, and a
corpus. What the rule does not see: parsers private to a .cpp, and shapes of JSON, which are data to
the reader. Prints one line per fault; tools/check_parsers_test.py plants some.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_source  # noqa: E402

TABLE = "tests/fuzz/parsers.tsv"
COLUMNS = ["function", "header", "target", "note"]
NOT_OURS = {"testing"}  # Layers whose text is the tests' own.
# Up to three templates within each other. `virtual` is a port's: its implementations parse.
PARSER = re.compile(
    r"(?P<before>\bvirtual\s+)?(?:\bResult|\bstd::optional)<(?:[^<>;{}]|<(?:[^<>]|<[^<>]*>)*>)*>\s+(?P<name>\w+)\s*\("
    r"\s*(?:std::string_view|std::span<std::byte const>|\w+(?:Head|Tail) const&)[^;{]*?\)"
    r"(?P<after>\s*(?:const\s*)?override)?")


def declared(root):
    """(function, header, line) of every parser of the tree."""
    for path in sorted((root / "src").rglob("*.hpp")):
        header = str(path.relative_to(root / "src"))
        if header.split("/")[0] in NOT_OURS:
            continue
        code = check_source.without_text(path.read_text(encoding="utf-8"))
        for found in PARSER.finditer(code):
            if not found["before"] and not found["after"]:
                yield found["name"], header, check_source.line_of(code, found.start("name"))


def rows(root):
    lines = (root / TABLE).read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != COLUMNS:
        raise SystemExit(f"{TABLE}:1: the columns are {' '.join(COLUMNS)}")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        yield number, dict(zip(COLUMNS, cells + [""] * (len(COLUMNS) - len(cells))))


def targets(root):
    """Name of each fuzz target -> its source."""
    found = [*(root / "src").rglob("*_fuzz.cpp"), *(root / "tests/fuzz").glob("*_fuzz.cpp")]
    return {path.name.removesuffix("_fuzz.cpp"): path for path in found}


def calls(source, function):
    return re.search(rf"\b{re.escape(function.split('::')[-1])}\b", check_source.without_text(source))


def faults_of(row, sources, root):
    header = root / "src" / row["header"]
    name = row["function"].split("::")[-1]
    if not header.is_file() or not re.search(rf"\b{re.escape(name)}\s*\(", header.read_text(encoding="utf-8")):
        yield f"{row['header']} declares no {row['function']}"
        return
    if row["target"] == "-":
        if not row["note"]:
            yield f"{row['function']} has no target, and no reason"
        return
    if row["target"] not in sources:
        yield f"there is no target {row['target']}"
        return
    through = re.fullmatch(r"through ([\w:]+)", row["note"])
    if row["note"] and not through:
        yield "the note of a target is `through FUNCTION`"
        return
    called = through[1] if through else row["function"]
    if not calls(sources[row["target"]], called):
        yield f"{row['target']} does not call {called}"


def check(root):
    root = pathlib.Path(root)
    table = list(rows(root))
    listed = [(row["function"].split("::")[-1], row["header"]) for _, row in table]
    for name, header, line in declared(root):
        if (name, header) not in listed:
            yield f"src/{header}:{line}: {name} reads text and has no row in {TABLE}"
    paths = targets(root)
    sources = {name: path.read_text(encoding="utf-8") for name, path in paths.items()}
    for number, row in table:
        yield from (f"{TABLE}:{number}: {fault}" for fault in faults_of(row, sources, root))
    for name, path in sorted(paths.items()):
        where = path.relative_to(root)
        if name not in {row["target"] for _, row in table}:
            yield f"{where}:1: {name} has no row in {TABLE}"
        corpus = root / "tests/fuzz/corpus" / name
        if not corpus.is_dir() or not any(corpus.iterdir()):
            yield f"{where}:1: {name} has no corpus"


if __name__ == "__main__":
    problems = list(check(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent))
    print("\n".join(problems) if problems else "parsers: each has its fuzz target")
    sys.exit(1 if problems else 0)

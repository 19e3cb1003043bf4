#!/usr/bin/env python3
"""What the documents name exists, and what must be documented is.

Paths in backticks and links exist; every folder of src has its row in docs/architecture.md and in the
map of README.md; decisions are numbered without gaps and say how they are kept; every verb of ./do that
a document names exists; architecture.md stays within two pages. tools/check_docs_test.py plants faults.
"""
import pathlib
import re
import sys

MADE = re.compile(r"(build|var)/")  # made by running things, not part of the tree
PATH = re.compile(r"`((?:src|sim|tests|bench|tools|docs|data|api|cmake)/[\w./*-]*|[A-Z]+\.md|CMakeLists\.txt)`")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
ARCHITECTURE_LINES_MAX = 130
SECTIONS = ("## Why", "## What we do", "## What we gave up", "## How it is kept")


def documents(root):
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md")), *sorted((root / "data").glob("*.md"))]


def paths(root, path, text):
    for named in PATH.findall(text):
        if not any(root.glob(named.rstrip("/"))) and not MADE.match(named):
            yield f"{named} does not exist"
    for target in LINK.findall(text):
        if "://" not in target and not (path.parent / target).exists():
            yield f"the link to {target} leads nowhere"


def folders(root):
    for name in ("docs/architecture.md", "README.md"):
        text = (root / name).read_text(encoding="utf-8")
        for folder in sorted(path.name for path in (root / "src").iterdir() if path.is_dir()):
            if f"`src/{folder}`" not in text:
                yield f"{name}: src/{folder} is missing"


def decisions(root):
    files = sorted((root / "docs/adr").glob("*.md"))
    numbers = [int(file.name[:4]) for file in files]
    if numbers != list(range(len(files))):
        yield f"docs/adr: numbered {numbers}"
    for file in files:
        text = file.read_text(encoding="utf-8")
        for section in SECTIONS:
            if section not in text:
                yield f"docs/adr/{file.name}: no {section!r}"


def check(root):
    root = pathlib.Path(root)
    verbs = set(re.findall(r"^verb_(\w+)\(\)", (root / "do").read_text(encoding="utf-8"), re.M))
    for path in documents(root):
        name, text = path.relative_to(root), path.read_text(encoding="utf-8")
        yield from (f"{name}: {fault}" for fault in paths(root, path, text))
        for verb in sorted(set(re.findall(r"\./do ([a-z]+)", text)) - verbs):
            yield f"{name}: ./do has no verb {verb}"
    yield from folders(root)
    yield from decisions(root)
    lines = (root / "docs/architecture.md").read_text(encoding="utf-8").count("\n")
    if lines > ARCHITECTURE_LINES_MAX:
        yield f"docs/architecture.md: {lines} lines, at most {ARCHITECTURE_LINES_MAX}"


if __name__ == "__main__":
    problems = list(check(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent))
    print("\n".join(problems) if problems else "documents: everything they name exists")
    sys.exit(1 if problems else 0)

#!/usr/bin/env python3
"""Goal: check_docs.py names each planted fault of the documents, and nothing in whole ones.
Method: a small tree that is whole, then one change at a time."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_docs  # noqa: E402

DECISION = "# 0000. A\n" + "\n".join(check_docs.SECTIONS) + "\n"
WHOLE = {
    "do": "verb_test() {\n",
    "README.md": "`src/base` and [the map](docs/architecture.md), `./do test`, `build/main/x`\n",
    "docs/architecture.md": "| `src/base` |\n",
    "docs/adr/0000-a.md": DECISION,
    "src/base/a.cpp": "\n",
}
FAULTS = [  # a file, its text, words of the one report or None
    ("README.md", WHOLE["README.md"], None),
    ("docs/a.md", "`src/base/a.cpp` and `src/base/*.cpp` and https://example.id\n", None),
    ("docs/a.md", "`src/base/b.cpp`\n", "src/base/b.cpp does not exist"),
    ("docs/a.md", "[b](b.md)\n", "leads nowhere"),
    ("docs/a.md", "`./do dance`\n", "no verb dance"),
    ("docs/architecture.md", "nothing\n", "src/base is missing"),
    ("docs/architecture.md", WHOLE["docs/architecture.md"] + "\n" * 200, "201 lines"),
    ("docs/adr/0002-b.md", DECISION, "numbered [0, 2]"),
    ("docs/adr/0001-b.md", DECISION.replace("## How it is kept", ""), "no '## How it is kept'"),
]
wrong = 0
for name, text, words in FAULTS:
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for file, content in {**WHOLE, name: text}.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(content)
        found = list(check_docs.check(root))
    if bool(found) != bool(words) or (words and (len(found) != 1 or words not in found[0])):
        wrong += 1
        print(f"{name}: expected {words!r}, got {found}")
print(f"{len(FAULTS) - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

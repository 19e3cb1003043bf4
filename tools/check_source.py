#!/usr/bin/env python3
"""The rules of the source tree that a compiler does not know.

Layers and the arrows inside domain, what the core may not touch, where TRY may stand, sizes, the
order of includes, and words that do not belong here. Prints one line per violation and exits with 1
when there is one. tools/check_source_test.py plants violations and innocents.
"""
import pathlib
import re
import sys

# Who may include whom: its own folder always, and these.
CORE = {"base", "domain", "sql", "store", "app"}
ADAPTERS = {"json", "snap", "gateways", "http", "jobs"}
LAYERS = {
    "base": set(),
    "json": {"base"},
    "snap": {"base", "json"},
    "domain": {"base"},
    "sql": {"base"},
    "store": {"base", "domain", "sql"},
    "app": CORE - {"app"},
    "gateways": CORE | {"json", "snap"},
    "http": {"base", "json", "snap", "domain", "app", "sql/connection.hpp"},
    "jobs": {"base", "domain", "app"},
    "outside": {"base", "domain", "json", "snap"},
    "inspect": {"base", "json"},
    "testing": CORE | {"json"},
    "bin": CORE | ADAPTERS | {"outside", "inspect"},
    "sim": CORE | ADAPTERS | {"outside", "testing"},
    "bench": CORE | ADAPTERS | {"outside", "testing"},
    "tests": CORE | ADAPTERS | {"outside", "inspect", "testing", "sim"},
}

# Inside domain: folder -> the folders it may include. docs/architecture.md draws the same arrows.
DOMAIN_ARROWS = {
    "application": {"form", "identity"},
    "form": {"identity"},
    "booking": {"application", "identity"},
    "payment": {"application", "booking"},
}

PURE = {"base", "domain", "store", "app"}
WORLD = re.compile(
    r"#\s*include\s*<(chrono_io|condition_variable|cstdio|curl/[^>]*|fstream|filesystem|future|iostream"
    r"|libpq-fe\.h|mutex|pthread\.h|random|semaphore|shared_mutex|simdjson\.h|sodium\.h|spdlog/[^>]*"
    r"|sqlite3\.h|stop_token|sys/[^>]*|thread|unistd\.h)>")
AMBIENT = re.compile(
    r"\b(system_clock|steady_clock|high_resolution_clock)\b|\bstd::(rand|srand|time|clock)\b"
    r"|\brandom_device\b|\bgetenv\b|\bclock_gettime\b|\bgettimeofday\b")
# The only files of the pure folders that touch the world: threads of the executor and its lanes,
# the crypto library behind base/crypto.hpp, and the last words of a broken invariant.
MAY_TOUCH_WORLD = re.compile(r"src/(app/(executor|lanes|pool|readers|ids)\w*\.[ch]pp|base/(crypto|invariant|password)\.cpp)")
MAY_READ_CLOCK = re.compile(r"src/app/(executor|lanes)\w*\.cpp")
HEAVY = re.compile(r"#\s*include\s*<(regex|iostream|boost/[^>]*|simdjson\.h|libpq-fe\.h|sqlite3\.h|fmt/chrono\.h)>")

LINES_MAX = {"test": 800, ".cpp": 600, ".hpp": 300}
FUNCTION_LINES_MAX = 70  # in tests clang-tidy counts; six parameters at most, it counts everywhere
COLUMNS_MAX = 100
PRECOMPILED = "src/base/std.hpp"  # a list of includes that no source includes by hand
MACHINE_PATH = re.compile(r"(?<![\w.$}*-])/(?:work|tmp|home|root|mnt|Users)/\w")
UNFINISHED = re.compile(r"\b(TODO|FIXME)\b(?!\(#\d+\))")
CODE_FOLDERS = ("src", "sim", "tests", "bench")
TEXT_FOLDERS = (*CODE_FOLDERS, "tools", "docs", "api", "data", "cmake", "deploy")
TEXT_ENDINGS = {".cpp", ".hpp", ".py", ".sh", ".md", ".yaml", ".tsv", ".json", ".sql", ".txt", ".cmake", ""}


def without_text(source):
    """The source with comments, literals and macro bodies blanked, every line break kept."""
    token = re.compile(
        r'R"(?P<mark>\w*)\(.*?\)(?P=mark)"|//[^\n]*|/\*.*?\*/'
        r'|"(?:[^"\\\n]|\\.)*"|(?<![0-9a-zA-Z])\'(?:[^\'\\\n]|\\.)+\'|^[ \t]*#define(?:[^\n]*\\\n)*[^\n]*',
        re.S | re.M)
    return token.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


class File:
    def __init__(self, root, path):
        self.rel = path.relative_to(root)
        self.name = str(self.rel)
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.splitlines()
        self.code = without_text(self.text)
        parts = self.rel.parts
        self.layer = parts[1] if parts[0] == "src" else parts[0]
        self.is_test = path.name.endswith("_test.cpp") or parts[0] == "tests"
        self.own_header = path.with_suffix(".hpp") if path.suffix == ".cpp" else None
        self.includes = [(number, found[1]) for number, line in enumerate(self.lines, 1)
                         if (found := re.match(r'\s*#\s*include\s*([<"][^>"]+)', line))]


def layers(file):
    if file.layer not in LAYERS:
        yield 1, f"folder {file.layer} is not in the table of layers"
        return
    allowed = LAYERS["tests"] | {"tests"} if file.is_test else LAYERS[file.layer] | {file.layer}
    for number, target in file.includes:
        if target[0] != '"' or "/" not in target:
            continue
        target = target[1:]
        parts = target.split("/")
        if parts[0] not in allowed and target not in allowed:
            yield number, f"{file.layer} may not include {parts[0]}"
        if file.layer == "domain" and parts[0] == "domain" and not file.is_test:
            here, there = file.rel.parts[2], parts[1]
            if len(parts) > 2 and here != there and there not in DOMAIN_ARROWS.get(here, set()):
                yield number, f"domain/{here} may not include domain/{there}"


def purity(file):
    if file.layer in PURE and not file.is_test:
        code = file.code.splitlines()
        for number, line in enumerate(file.lines, 1):
            if WORLD.match(line.strip()) and not MAY_TOUCH_WORLD.fullmatch(file.name):
                yield number, f"{file.layer} does not touch the world: {line.strip()}"
            if AMBIENT.search(code[number - 1]) and not MAY_READ_CLOCK.fullmatch(file.name):
                yield number, f"{file.layer} has no clock, environment or randomness: {line.strip()}"
    if file.rel.suffix == ".hpp":
        for number, line in enumerate(file.lines, 1):
            if HEAVY.match(line.strip()):
                yield number, f"heavy header in a header: {line.strip()}"


def statement_before(code, at):
    """What stands between the start of the statement and `at`; None inside an open bracket."""
    depth, i = 0, at
    while i > 0:
        i -= 1
        c = code[i]
        if c in ")]":
            depth += 1
        elif c in "([":
            if depth == 0:
                return None
            depth -= 1
        elif depth == 0 and c in ";{}":
            return code[i + 1:at]
    return code[:at]


def after_call(code, opening):
    """What follows the bracket that closes the one at `opening`."""
    depth = 0
    for i in range(opening, len(code)):
        depth += {"(": 1, ")": -1}.get(code[i], 0)
        if depth == 0:
            return code[i + 1:].lstrip()
    return ""


LABELS = r"(?:(?:case\b[^?]*?|default\s*):(?!:)\s*)*"
CONTROL = r"(?:(?:else\b|(?:if(?:\s+constexpr)?|for|while)\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))\s*)*"
TYPE_AND_NAME = r"(?:(?!return\b)[\w:]+(?:<[^;=]*>)?[\s*&]+)(?:[\w:<>,]+[\s*&]+)*\w+\s*="
BINDINGS = r"(?:const\s+)?auto\b[\s\w*&]*\[[\w\s,]+\]\s*="
WHOLE_STATEMENT = re.compile(rf"\s*{LABELS}{CONTROL}(?:return\s*|{TYPE_AND_NAME}\s*|{BINDINGS}\s*)?", re.S)


def tries(file):
    for use in re.finditer(r"\bTRY\s*\(", file.code):
        before = statement_before(file.code, use.start())
        follows = after_call(file.code, use.end() - 1)
        if before is None or not follows.startswith(";") or not WHOLE_STATEMENT.fullmatch(before):
            yield line_of(file.code, use.start()), "TRY is a whole statement, a whole initialiser or a whole return"


def sizes(file):
    """Tables between clang-format off and on are data: they may be wide and long."""
    limit, counted, in_table = LINES_MAX["test" if file.is_test else file.rel.suffix], 0, False
    for number, line in enumerate(file.lines, 1):
        if "clang-format off" in line or "clang-format on" in line:
            in_table = "clang-format off" in line
        counted += not in_table
        if len(line) > COLUMNS_MAX and not in_table and not re.search(r'R"|https?://', line):
            yield number, f"{len(line)} columns, at most {COLUMNS_MAX}"
    if counted > limit:
        yield limit + 1, f"{counted} lines, at most {limit}: split it by a word of the domain"
    if not file.is_test:
        yield from long_functions(file)


def long_functions(file):
    openings = []
    for position, c in enumerate(file.code):
        if c == "{":
            openings.append(position)
        elif c == "}" and openings:
            start = openings.pop()
            head = re.split(r"[;{}]", file.code[:start])[-1]
            is_code = "(" in head and not re.search(r"\b(namespace|class|struct|union|enum)\b|[=(,]\s*$", head)
            length = file.code.count("\n", start, position) + 1
            if is_code and length > FUNCTION_LINES_MAX:
                yield line_of(file.code, start), f"a function of {length} lines, at most {FUNCTION_LINES_MAX}"


def headers(file):
    if file.rel.suffix == ".hpp" and file.name != PRECOMPILED and not re.match(r"(?:\s*//[^\n]*\n)*\s*#pragma once\n", file.text):
        yield 1, "a header begins with #pragma once"
    for number, line in enumerate(file.code.splitlines(), 1):
        whole = re.match(r"using\s+namespace\s+([\w:]+)", line)
        calendar = whole and file.rel.suffix == ".cpp" and whole[1] in ("std::chrono", "std::chrono_literals")
        if whole and not calendar and not file.is_test:
            yield number, "using namespace stands in tests and functions only (in a .cpp, std::chrono too)"


def own_header_first(root, file):
    if file.own_header is None or file.is_test or not file.own_header.exists() or not file.includes:
        return
    own = str(file.own_header.relative_to(root))
    own = own.removeprefix("src/")
    number, first = file.includes[0]
    if first != '"' + own:
        yield number, f'"{own}" is included first'


def words(root):
    for folder in TEXT_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if not path.is_file() or path.suffix not in TEXT_ENDINGS or "__pycache__" in path.parts:
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if MACHINE_PATH.search(line):
                    yield f"{path.relative_to(root)}:{number}: a path of one machine"
                if path.suffix in {".cpp", ".hpp", ".sql"} and UNFINISHED.search(line):
                    yield f"{path.relative_to(root)}:{number}: unfinished work without an issue's number"


def cycle(arrows):
    """A cycle among `arrows`, or None."""
    def walk(node, path):
        if node in path:
            return [*path[path.index(node):], node]
        for target in sorted(arrows.get(node, ())):
            if found := walk(target, [*path, node]):
                return found
        return None
    for node in sorted(arrows):
        if found := walk(node, []):
            return found
    return None


def check(root):
    root = pathlib.Path(root)
    for name, arrows in (("layers", LAYERS), ("domain", DOMAIN_ARROWS)):
        if found := cycle(arrows):
            yield f"tools/check_source.py:1: a cycle in the arrows of {name}: {' -> '.join(found)}"
    for folder in CODE_FOLDERS:
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            file = File(root, path)
            found = [*layers(file), *purity(file), *tries(file), *sizes(file), *headers(file),
                     *own_header_first(root, file)]
            yield from (f"{file.name}:{number}: {what}" for number, what in sorted(found))
    yield from words(root)


if __name__ == "__main__":
    problems = list(check(sys.argv[1] if len(sys.argv) > 1 else "."))
    print("\n".join(problems) if problems else "source rules: clean")
    sys.exit(1 if problems else 0)

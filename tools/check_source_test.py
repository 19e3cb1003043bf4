#!/usr/bin/env python3
"""Goal: check_source.py names what it should and nothing else.
Method: each case is a tree of one or two files; a planted violation gives exactly one report that
contains the given words, an innocent gives none."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_source  # noqa: E402


def reports(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return list(check_source.check(folder))


def in_function(statement):
    return {"src/app/visit.cpp": f"Result<int> visit() {{\n    {statement}\n}}\n"}


def header(text):
    return {"src/app/visit.hpp": f"#pragma once\n{text}\n"}


MACHINE = "/" + "work/tree"
LATER = "TO" + "DO"
PLANTED = [
    # Layers.
    ({"src/base/a.cpp": '#include "domain/identity/nik.hpp"\n'}, "base may not include domain"),
    ({"src/domain/booking/a.cpp": '#include "store/seats.hpp"\n'}, "domain may not include store"),
    ({"src/domain/booking/a.cpp": '#include "json/writer.hpp"\n'}, "domain may not include json"),
    ({"src/app/a.cpp": '#include "json/writer.hpp"\n'}, "app may not include json"),
    ({"src/http/a.cpp": '#include "gateways/mail.hpp"\n'}, "http may not include gateways"),
    ({"src/http/a.cpp": '#include "sql/statement.hpp"\n'}, "http may not include sql"),
    ({"src/gateways/a.cpp": '#include "http/message.hpp"\n'}, "gateways may not include http"),
    ({"src/jobs/a.cpp": '#include "store/seats.hpp"\n'}, "jobs may not include store"),
    ({"src/outside/a.cpp": '#include "app/context.hpp"\n'}, "outside may not include app"),
    ({"src/inspect/a.cpp": '#include "app/ports/inspector.hpp"\n'}, "inspect may not include app"),
    ({"src/snap/a.cpp": '#include "domain/payment/bill.hpp"\n'}, "snap may not include domain"),
    ({"src/json/a.cpp": '#include "snap/header.hpp"\n'}, "json may not include snap"),
    ({"src/utils/a.cpp": "int a;\n"}, "utils is not in the table"),
    ({"src/domain/identity/a.cpp": '#include "domain/booking/seat.hpp"\n'}, "domain/identity may not include"),
    # The world outside.
    ({"src/domain/booking/a.cpp": "#include <random>\n"}, "does not touch the world"),
    ({"src/app/a.cpp": "#include <thread>\n"}, "does not touch the world"),
    ({"src/app/a.cpp": "#include <mutex>\n"}, "does not touch the world"),
    ({"src/store/a.cpp": "#include <fstream>\n"}, "does not touch the world"),
    ({"src/store/a.cpp": "#include <sqlite3.h>\n"}, "does not touch the world"),
    ({"src/base/a.cpp": "#include <sodium.h>\n"}, "does not touch the world"),
    ({"src/app/a.cpp": "auto const now = std::chrono::system_clock::now();\n"}, "no clock"),
    ({"src/domain/booking/a.cpp": 'auto const* home = getenv("HOME");\n'}, "no clock"),
    ({"src/http/a.hpp": "#pragma once\n#include <boost/beast.hpp>\n"}, "heavy header"),
    # Headers.
    ({"src/app/a.hpp": "int a();\n"}, "begins with #pragma once"),
    ({"src/app/a.hpp": "#pragma once\n", "src/app/a.cpp": '#include "app/b.hpp"\n#include "app/a.hpp"\n'},
     '"app/a.hpp" is included first'),
    ({"src/app/a.cpp": "using namespace std;\n"}, "using namespace"),
    ({"src/app/a.hpp": "#pragma once\nusing namespace std::chrono;\n"}, "using namespace"),
    # Sizes.
    ({"src/app/a.cpp": "\n" * 601}, "601 lines"),
    ({"src/app/a.hpp": "#pragma once\n" + "\n" * 300}, "301 lines"),
    ({"src/app/a_test.cpp": "\n" * 801}, "801 lines"),
    ({"src/app/a.cpp": "int a" + "a" * 95 + ";\n"}, "101 columns"),
    ({"src/app/a.cpp": "int a() {\n" + "    b();\n" * 69 + "}\n"}, "a function of 71 lines"),
    # Words.
    ({"docs/a.md": f"see {MACHINE}\n"}, "a path of one machine"),
    ({"data/a.tsv": f"{MACHINE}\n"}, "a path of one machine"),
    ({"src/app/a.cpp": f"// {LATER}: later\n"}, "unfinished work"),
] + [(in_function(statement), "TRY is a whole") for statement in (
    "auto const day = date_in(TRY(zone(tx)), context.now);",
    "return Visit{TRY(seat(tx)), 1};",
    "return Visit{.seat = TRY(seat(tx))};",
    "return {TRY(seat(tx))};",
    "return *TRY(find(tx));",
    "return !TRY(find(tx));",
    "auto const sum = 1 + TRY(seat(tx));",
    "auto const sum = TRY(seat(tx)) + 1;",
    "auto const size = TRY(rows(tx)).size();",
    "auto const seat{TRY(seat_of(tx))};",
    "visit.seat = TRY(seat_of(tx));",
    "seats[0] = TRY(seat_of(tx));",
    "seat = TRY(seat_of(tx));",
    "seat += TRY(seat_of(tx));",
    "if (TRY(is_full(tx))) return 1;",
    "while (TRY(is_full(tx))) wait();",
    "for (auto const& row : TRY(rows(tx))) use(row);",
    "if (auto const row = TRY(find(tx)); row) return 1;",
    "auto const x = is_full ? TRY(a(tx)) : 0;",
    "std::scoped_lock lock{mutex, TRY(other(tx))};",
    "use([&] { return 1; }, TRY(other(tx)));",
)]

INNOCENT = [
    {"src/app/executor.cpp": "#include <thread>\nauto const now = std::chrono::steady_clock::now();\n"},
    {"src/app/lanes.hpp": "#pragma once\n#include <mutex>\n"},
    {"src/app/a_test.cpp": '#include "gateways/mail.hpp"\n#include <thread>\nusing namespace mpaspor;\n'},
    {"src/base/crypto.cpp": "#include <sodium.h>\n"},
    {"src/http/a.cpp": '#include "sql/connection.hpp"\n#include "snap/header.hpp"\n#include <mutex>\n'},
    {"src/gateways/a.cpp": '#include "store/blobs.hpp"\n#include "sql/connection.hpp"\n#include "snap/header.hpp"\n'},
    {"src/domain/booking/a.cpp": '#include "domain/application/state.hpp"\n'},
    {"src/domain/a.cpp": '#include "base/types.hpp"\n'},
    {"src/domain/booking/a.cpp": "// Never system_clock: rules are given today.\n"},
    {"src/domain/booking/a.cpp": 'auto const text = "system_clock";\n'},
    {"src/app/a.hpp": "// Why.\n#pragma once\n"},
    {"src/app/a.hpp": "#pragma once\n", "src/app/a.cpp": '#include "app/a.hpp"\n\n#include "app/b.hpp"\n'},
    {"src/app/a.cpp": "using namespace std::chrono;\n"},
    {"src/app/a.cpp": "\n" * 600},
    {"src/app/a.cpp": "int a" + "a" * 94 + ";\n"},
    {"src/app/a.cpp": "int a() {\n" + "    b();\n" * 68 + "}\n"},
    {"src/app/a.cpp": "namespace a {\n" + "int b;\n" * 200 + "}  // namespace a\n"},
    {"src/app/a.cpp": "constexpr int kTable[] = {\n" + "    1,\n" * 200 + "};\n"},
    {"src/app/a.cpp": "// clang-format off\nint a" + "a" * 120 + ";\n// clang-format on\n"},
    {"src/app/a.hpp": "#pragma once\n// clang-format off\n" + "\n" * 400 + "// clang-format on\n"},
    {"src/app/a.cpp": "auto const table = make({\n" + "    1,\n" * 100 + "});\n"},
    {"docs/a.md": "https://example.id" + MACHINE + " and $HOME" + MACHINE + "\n"},
    {"src/app/a.cpp": f"// {LATER}(#12): see the issue.\n"},
    header("#define TRY(x) \\\n    f(TRY(x))\n// f(TRY(x))"),
] + [in_function(statement) for statement in (
    "TRY(save(tx, after));",
    "TRY(\n    save(tx, after));",
    "auto const row = TRY(load(tx, {a, b}));",
    "std::optional<sql::Row> const row = TRY(load(tx));",
    "std::map<int, std::string> const rows = TRY(load(tx));",
    "Prepared const* const prepared = TRY(prepare(statement));",
    "auto const [first, second] = TRY(load(tx));",
    "auto& row = TRY(load(tx));",
    "return TRY(load(tx));",
    "if (day(now) > (limit)) TRY(save(tx));",
    "if (a) { TRY(save(tx)); } else { TRY(load(tx)); }",
    "if (a) return TRY(load(tx));",
    "else TRY(save(tx));",
    "for (auto const& row : rows) TRY(save(tx, row));",
    "switch (code) { case Code::busy: TRY(save(tx)); default: TRY(load(tx)); }",
    "run([&]() -> Result<int> { auto const a = TRY(load(tx)); return a; });",
    'auto const text = "f(TRY(x))"; auto const big = 1\'000;',
)]

wrong = 0
for files, expected in PLANTED:
    found = reports(files)
    if len(found) != 1 or expected not in found[0]:
        wrong += 1
        print(f"expected one report with {expected!r}: {files}\n  got {found}")
for files in INNOCENT:
    if found := reports(files):
        wrong += 1
        print(f"expected no report: {files}\n  got {found}")
for arrows, has_cycle in (({"a": {"b"}, "b": {"a"}}, True), ({"a": {"b"}, "b": set()}, False)):
    wrong += (check_source.cycle(arrows) is not None) != has_cycle
total = len(PLANTED) + len(INNOCENT) + 2
print(f"{total - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

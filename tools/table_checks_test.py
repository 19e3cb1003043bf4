#!/usr/bin/env python3
"""Goal: the checks that the compiler makes of the tables of transitions do fail.
Method: each case plants one fault in a table and compiles it; the compiler has to stop at the check
that is named. The tables as they are compile."""
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parent.parent
LIFECYCLE = "src/domain/application/lifecycle.cpp"
BILL = "src/domain/payment/bill.cpp"
AT_ONCE = 2  # compilers

# file, pattern in the source, what stands there instead, words of the check that has to fail
PLANTED = [
    (LIFECYCLE, r"(    \{For::both,   S::biometrics,       E::interviewed,.*\n)", r"\1\1", "one transition per"),
    (LIFECYCLE, r"    \{For::app,    S::scheduled,        E::missed,.*\n", "", "all_reachable"),
    (LIFECYCLE, r".*E::sent_out,.*\n", "", "all_reachable"),
    (LIFECYCLE, r"(E::hold_elapsed, +S::expired, +\{)release_seat, ", r"\1", "gains == 1"),
    (LIFECYCLE, r"(E::rescheduled, .*\{take_seat), release_seat\}", r"\1}", "gains == 1"),
    (LIFECYCLE, r"(E::hold_released, .*\{release_seat), leave_live\}", r"\1}", "leave_live"),
    (LIFECYCLE, r"(S::cancelled, +E::paid_after_end, +)kStays,( +)\{open_refund_case",
     r"\1S::scheduled,\2{enter_live, take_seat, open_refund_case", "kDrafted.contains"),
    (LIFECYCLE, r".*S::no_show_final\}, E::paid_again.*\n", "", "second_payments_are_refunded"),
    (LIFECYCLE, r"(S::checked_in, +E::biometrics_taken, +S::)biometrics,", r"\1interview,", "nothing_is_skipped"),
    (LIFECYCLE, r"\{For::app,    (S::verified, +E::adjudication_begun)", r"{For::both,   \1", "nothing_is_skipped"),
    (LIFECYCLE, r"(E::printed, +)S::quality_test, ", r"\1S::handed_over,", "leave_live"),
    (BILL, r"    \{voided, owed_back, voided\},\n", "", "money_always_has_a_row"),
    (BILL, r"\{expired, owed_back, expired\}", "{expired, owed_back, open}", "one_way"),
    (BILL, r"(    \{open, replaced, voided\},\n)", r"\1\1", "deterministic"),
]


def compiled(source):
    """What the compiler says of a source of the tree; nothing when it is content."""
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as file:
        file.write(source)
        file.flush()
        command = ["c++", "-std=c++23", "-fsyntax-only", f"-I{ROOT / 'src'}", file.name]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        return run.stderr if run.returncode else ""


def problem_of(case):
    name, pattern, instead, words = case
    source = (ROOT / name).read_text(encoding="utf-8")
    planted, places = re.subn(pattern, instead, source, count=1)
    if not places or planted == source:
        return f"{name}: nothing to plant at {pattern}"
    said = compiled(planted)
    if not said:
        return f"{name}: compiles with {pattern} -> {instead!r}"
    return "" if words in said else f"{name}: {pattern} -> {instead!r} fails elsewhere:\n{said[:2000]}"


def innocent(name):
    said = compiled((ROOT / name).read_text(encoding="utf-8"))
    return f"{name} does not compile: {said}" if said else ""


with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as compilers:
    answers = [*compilers.map(innocent, (LIFECYCLE, BILL)), *compilers.map(problem_of, PLANTED)]
problems = [answer for answer in answers if answer]
print("\n".join(problems) or f"{len(PLANTED)} faults planted in the tables, {len(PLANTED)} compilations failed")
sys.exit(bool(problems))

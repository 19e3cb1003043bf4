#!/usr/bin/env python3
"""The guide of a demonstration: who the invented people are, and what each of them shows.

docs/demonstration.md is printed from data/samples/citizens.tsv and data/samples/passports.tsv, so that
the guide, the simulated registry and the scenario cannot disagree.

  tools/demonstration.py --write    prints docs/demonstration.md
  tools/demonstration.py --check    fails when it is out of date
tools/demonstration_test.py holds the negative controls.
"""
import pathlib
import sys

HEADER = """# A demonstration by hand

Printed by `./do rules` from `data/samples/`; CI fails when it is out of date. All people, numbers and
passports here are invented. Never type anything of a real person into a demonstration, and pay nothing.

## Before you begin

`./do run` prints two addresses: the service and the outside world, which plays the civil registry, the
bank, the issuing system (DPRI) and the receiver of messages.

- **The sign-in code.** Sign in with any address, such as `budi@example.id`, or an Indonesian mobile number.
  The message with the code stands on the first page of the outside world, the newest on top.
- **A person.** Pick one below, or on the page `/samples` of the outside world, and type what stands there.
  Where *type instead* names something, type that in place of it. The registry allows five questions about
  a NIK and day (D9): then take another person, or move the clock to the next day. Under *answer* stands
  what this person says at stages 2 and 4, by the names of the fields; of the rest anything will do.
  `tests/scenario/run --only samples` walks all of them and compares.
- **Paying.** Copy the billing code of stage 8 into "Pay a code" on the first page of the outside world. It
  takes another bank time, which can lie after the deadline.
- **Faults.** The switches at the foot of that page make a system slow, let it fail, talk nonsense or
  contradict itself. `dukcapil` is the civil registry, `dpri` the issuing system, `sink` the messages.
- **Time.** The service's clock can be moved; production has no such address:

      curl -d '{"advance_s": 7201}' -H 'Content-Type: application/json' http://127.0.0.1:8080/demo/clock
      curl -d '{"set": "2026-12-15T02:00:00Z"}' -H 'Content-Type: application/json' http://127.0.0.1:8080/demo/clock

  Ages below are meant for December 2026.
- **What happened.** `build/main/mpaspor history NUMBER` shows every change of an application, and
  `build/main/mpaspor status` which outside systems are spared at the moment.

`curl` calls above assume the port 8080; the address that `./do run` prints counts.
"""
# Title, words before the table, cases in order.
PARTS = [
    ("An ordinary application", "The nine stages from NIK to proof.", ["adult_new", "elderly", "toddler", "leap_day"]),
    ("An earlier passport", "The issuing system is asked in the background once the NIK is valid, and a bill waits for "
     "its word (D10): choose what fits, and see what happens if you say \"never\".",
     ["passport_expired", "passport_under_six_months", "passport_full", "passport_still_valid", "passport_lost",
      "passport_damaged", "passport_before_2009", "said_never", "answered_late", "issuing_system_down"]),
    ("What the civil registry may answer", "Stage 1. Nothing typed is lost, whatever it answers.",
     ["not_found", "deceased", "duplicate", "inactive", "mismatch_name", "mismatch_birth_date", "mismatch_birth_place",
      "mismatch_sex", "mismatch_both_secrets", "mismatch_one_secret", "registry_down", "claimed_by_stranger"]),
    ("NIKs that look wrong and are not", "Neither region nor date decides; the registry does (3.1).",
     ["nik_date_differs", "withdrawn_region_papua", "withdrawn_region_kaltara"]),
    ("Names", "Stage 4 shows the name as it will be printed (D13).",
     ["single_name", "long_name", "name_with_marks", "name_changed"]),
    ("Children and young people", "Validities and papers depend on age, marriage and citizenship (V2 to V5, 2.5).",
     ["child_married_parents", "child_divorced_parents", "child_one_parent_dead", "child_born_abroad", "married_minor",
      "turns_17", "abg_10", "abg_17", "abg_18", "abg_20"]),
    ("Purposes and origins", "What they change in documents and fee.",
     ["hajj", "umrah_single_name", "migrant_worker", "naturalised"]),
    ("A family", "Five people with one family card.",
     ["family_father", "family_mother", "family_first_child", "family_second_child", "family_third_child"]),
]


def rows_of(root, name):
    lines = (root / f"data/samples/{name}.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"))) for line in lines[1:]]


def cells(*values):
    return "| " + " | ".join(value.replace("|", "\\|") for value in values) + " |"


def passports_of(passports, nik):
    own = sorted((p for p in passports if p["nik"] == nik), key=lambda p: p["issued"])
    return "; ".join(f"{p['number']}, {p['issued']} to {p['expires']}" + (", reported lost" if p["reported_lost"] == "ya" else "")
                     for p in own)


def problems(root):
    """Each sample stands in one part of the guide, and each case of the guide has its sample."""
    cases = [row["case"] for row in rows_of(root, "citizens")]
    shown = [case for _, _, part in PARTS for case in part]
    yield from (f"tools/demonstration.py: {case} stands in no part" for case in cases if case not in shown)
    yield from (f"tools/demonstration.py: {case} is no sample" for case in shown if case not in cases)
    yield from (f"tools/demonstration.py: {case} twice" for case in sorted(set(shown)) if shown.count(case) > 1)


def page(root):
    people = {row["case"]: row for row in rows_of(root, "citizens")}
    passports = rows_of(root, "passports")
    text = HEADER
    for title, words, part in PARTS:
        text += f"\n## {title}\n\n{words}\n\n"
        text += cells("case", "NIK", "name", "born", "place", "sex", "family card", "mother", "type instead", "answer",
                      "what to expect") + "\n"
        text += "|" + "---|" * 11 + "\n"
        for case in part:
            if case not in people:
                continue
            row = people[case]
            sex = "male" if row["sex"] == "L" else "female"
            text += cells(case, row["nik"], row["full_name"], row["birth_date"], row["birth_place"], sex,
                          row["family_card_number"], row["mother_name"], row["type_instead"].replace(";", ", "),
                          row["answers"].replace(";", ", "), row["expect"]) + "\n"
    text += "\n## Passports on record\n\nWhat the simulated issuing system knows. The service asks for the month and for a "
    text += "reported loss, never for the number: that is for you to type.\n\n"
    text += cells("case", "name", "passports") + "\n|---|---|---|\n"
    for case, row in people.items():
        known = passports_of(passports, row["nik"])
        if known:
            text += cells(case, row["full_name"], known) + "\n"
    return text


def main(arguments):
    root = pathlib.Path(__file__).resolve().parent.parent
    printed = root / "docs/demonstration.md"
    found = list(problems(root))
    if arguments == ["--write"]:
        printed.write_text(page(root), encoding="utf-8")
    elif arguments == ["--check"]:
        if not printed.exists() or printed.read_text(encoding="utf-8") != page(root):
            found.append("docs/demonstration.md: out of date, run ./do rules")
    else:
        sys.exit(__doc__)
    print("\n".join(found) if found else "demonstration: every sample is in the guide")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

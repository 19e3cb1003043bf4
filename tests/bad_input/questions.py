"""The questions of the form, from the table that the service asks them from."""

import datetime
import os
from dataclasses import dataclass

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
TABLE = os.path.join(ROOT, "data", "form_fields.tsv")


@dataclass(frozen=True)
class Field:
    section: str
    name: str
    kind: str
    required: bool
    options: tuple
    most: int


def fields_of(text, today):
    """The fields in force: of the latest day that has come, or of the first one."""
    head, *rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    rows = [dict(zip(head, row)) for row in rows]
    begun = [row["from"] for row in rows if row["from"] <= str(today)] or [min(row["from"] for row in rows)]
    return [Field(row["section"], row["field"], row["kind"], row["required"] == "1",
                  tuple(row["options"].split()), int(row["length_max"]))
            for row in rows if row["from"] == max(begun)]


def read():
    with open(TABLE, encoding="utf-8") as file:
        return fields_of(file.read(), datetime.date.today())


FIELDS = read()
SECTIONS = list(dict.fromkeys(field.section for field in FIELDS))


def of_section(section):
    return [field for field in FIELDS if field.section == section]

"""Every string to every question of the form, as it is asked: what the field takes comes back in the
one spelling it keeps, all else is refused at that field (docs/domain: 2.13)."""

import json
import time

import questions
from judge import ANY, Case, Expect
from kinds import Refused, kept, sent
from naughty import ALL, nik
from shapes import FORM, IDENTITY
from wire import request

KNOWN_NIK = nik(7001)  # The issuing system has a passport of it.
PASSPORTS = f"{KNOWN_NIK}\tX7700001\t2018-02-03\t2023-02-03\ttidak\t\n"
RECORD_MAX_S = 30
CHILD = {"birth_date": "2019-03-05"}

STAGE_2 = questions.SECTIONS[:questions.SECTIONS.index("id_card")]
# Applications, each by its person at stage 1 and what decides what is asked, beside the good answers. A
# field is tried in the first one that is asked it, if its section is in the last column.
SCENES = [
    ({}, {"passport_history": {"had_passport": "yes"}}, STAGE_2),
    ({}, {"address": {"domicile": "elsewhere"}}, questions.SECTIONS),
    ({}, {"address": {"domicile": "abroad"}}, questions.SECTIONS),
    (CHILD, {"family_situation": {"parents_situation": "divorced_with_ruling"}}, questions.SECTIONS),
    (CHILD, {"family_situation": {"parents_situation": "one_died"}}, questions.SECTIONS),
    ({"full_name": "Suparmancanary"}, {"journey": {"purpose": "umrah"}}, questions.SECTIONS),
    ({"nik": KNOWN_NIK}, {"passport_history": {"had_passport": "never"}}, questions.SECTIONS),
]
ESCAPED_MAX = 15_000  # Bytes of a body up to which all that is not ASCII is written as \\u1234.


def answer_body(answers):
    return {"answers": answers}


def encoded(body):
    text = json.dumps(body)
    return (text if len(text) <= ESCAPED_MAX else json.dumps(body, ensure_ascii=False)).encode()


class Draft:
    """One application, and the versions of its sections."""

    def __init__(self, applicant, person):
        self.applicant, self.check, self.versions = applicant, None, {}
        self.place = f"/api/v1/applications/{applicant.draft()}"
        applicant.put(f"{self.place}/sections/identity", {name: m.good for name, m in IDENTITY.items()} | person, 0)

    def asked(self):
        """The fields that it is asked, as (section, field)."""
        found = self.applicant.get(self.place + "/assessment")["asked"]
        return [(one["section"], name) for one in found for name in one["fields"]]

    def put(self, section, answers):
        fields = self.applicant.fields(key=False, if_match=f'"{self.versions.get(section, 0)}"')
        return request("PUT", f"{self.place}/sections/{section}", fields, encoded(answer_body(answers)))

    def save(self, section, answers, title, expect=Expect(200), typed=""):
        """Or be refused: `expect`. What is saved against it counts, so that one fault is not told of many."""
        answer = self.check(Case(title, self.put(section, answers), expect, typed=typed))
        if answer is not None and answer.status == 200:
            self.versions[section] = self.versions.get(section, 0) + 1

    def read_back(self, section, answers, title):
        expected = Expect(200, body=answer_body(answers) | {"version": self.versions.get(section, 0)})
        fields = self.applicant.fields(body=False, key=False)
        self.check(Case(title, request("GET", f"{self.place}/sections/{section}", fields), expected))

    def until_asked(self, wanted):
        """What hangs on the issuing system's answer is asked when that has come."""
        until = time.monotonic() + RECORD_MAX_S
        while time.monotonic() < until and wanted not in self.asked():
            time.sleep(0.2)


def good_of(section, given):
    return {name: member.good for name, member in FORM[section].items()} | given.get(section, {})


def expected_of(fields, text):
    """(what is kept by field, what is refused by pointer)."""
    answers, faults = {}, {}
    for field in fields:
        value = kept(field, text)
        if isinstance(value, Refused):
            faults[f"/answers/{field.name}{value.inside}"] = (value.code, value.params)
        else:
            answers[field.name] = value
    return answers, faults


def spelled(field, value):
    return sent(field, value) if isinstance(value, str) else value


class Section:
    """The fields of one section that are tried in one scene."""

    def __init__(self, draft, name, fields, good):
        self.draft, self.name, self.fields, self.good = draft, name, fields, good

    def try_text(self, text):
        """Once in all of them, then in those that take it."""
        short = f"{self.name} = {text[:24]!r} ({len(text)})"
        answers, faults = expected_of(self.fields, text)
        everywhere = self.good | {field.name: sent(field, text) for field in self.fields}
        if faults:
            self.draft.save(self.name, everywhere, f"{short} in {len(self.fields)} fields",
                            Expect(400, ANY, ANY, ANY, errors=faults), text)
        if not answers:
            return
        taken = [field for field in self.fields if field.name in answers]
        self.draft.save(self.name, self.good | {field.name: sent(field, text) for field in taken},
                        f"{short} is saved")
        back = {name: value for name, value in self.good.items() if value} | \
            {field.name: spelled(field, answers[field.name]) for field in taken}
        self.draft.read_back(self.name, {name: value for name, value in back.items() if value}, f"{short} comes back")


def prepare(applicants, check, note):
    """The sections to try, by application: those of one are tried one after the other."""
    drafts, left = [], {(field.section, field.name): field for field in questions.FIELDS}
    for at, (person, given, sections) in enumerate(SCENES):
        serial = nik(7100 + at, "450319" if person is CHILD else "450391")
        draft = Draft(applicants[at % len(applicants)], {"nik": serial} | person)
        draft.check = check
        for section in questions.SECTIONS:
            draft.save(section, good_of(section, given), f"application {at}: {section} is saved")
        if person.get("nik") == KNOWN_NIK:
            draft.until_asked(("passport_history", "record_is_wrong"))
        asked = [place for place in draft.asked() if place in left and place[0] in sections]
        note(f"application {at}: something new is asked", [] if asked else ["it is not"])
        names = dict.fromkeys(section for section, _ in asked)
        drafts.append([Section(draft, name, [left.pop(place) for place in asked if place[0] == name],
                               good_of(name, given)) for name in names])
    return drafts


def run(sections, check, cover):
    for section in sections:
        section.draft.check = check
        for text in ALL:
            section.try_text(text)
            for field in section.fields:
                cover.note(f"{section.name}.{field.name}", text)


def check_cover(note, cover):
    note("every field of the form got every string",
         cover.gaps([f"{field.section}.{field.name}" for field in questions.FIELDS], ALL))

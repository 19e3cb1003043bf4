"""Every string to every text that a request takes outside the form: of all that a body holds at once,
then to what is looked at only when the body is right."""

import json
import re

from judge import ANY, Case, Expect
from kinds import is_date, of_email, of_phone, unreadable, Refused
from naughty import ALL
from shapes import SHAPES, Boolean, Date, Integer, Parsed, Text, Texts, UPLOAD, good
from wire import request
from world import Officer

PASSWORD_MIN, PASSWORD_MAX = 12, 128
JSON = [("Content-Type", "application/json")]
STATION_SIGNS = " -_."
GUESSED, BESIDE_GUESSED = ("123456", "654321", "abcdef", "admin", "password", "indonesia"), 10
WORDS_TAKEN = {"reason": ("none",)}  # Of the strings, those that a member has a use for.


def shapes():
    """All but the sections of applications, which other tables try."""
    return [shape for shape in SHAPES if "/sections/" not in shape.path and shape.members]


def place_of(shape, name):
    return f"{shape.method} {shape.path} {name}"


def is_contact(text):
    """Somebody could be written to there; none of the mobile numbers here is of the Indonesian plan but these."""
    mobile = of_phone(None, text)
    return not isinstance(of_email(None, text), Refused) or \
        (not isinstance(mobile, Refused) and mobile.startswith("+628") and len(mobile) in (12, 13, 14, 15) and
         not any(c in ".()" for c in text))


def fault_of(member, text, name=""):
    """(code, params) of a text in the place of one member as the body alone shows it, or None."""
    if isinstance(member, Integer):
        return "WRONG_TYPE", {"expected": "integer"}
    if isinstance(member, Boolean):
        return "WRONG_TYPE", {"expected": "boolean"}
    if isinstance(member, Texts):
        return "WRONG_TYPE", {"expected": "list"}
    if isinstance(member, Date):
        return None if is_date(text) else ("MALFORMED_DATE", None)
    if found := unreadable(text, member.most):
        return found.code, found.params
    if isinstance(member, Text) or member.late:
        return None
    taken = member.code == "MALFORMED_CONTACT" and is_contact(text) or text in WORDS_TAKEN.get(name, ())
    return None if taken else (member.code, None)


class Asker:
    def __init__(self, people, numbers, check, cover):
        self.people, self.numbers, self.check, self.cover = people, numbers, check, cover

    def asked(self, shape, body, who=""):
        who = who or shape.who
        target = shape.path.replace("{number}", self.numbers.get(who, "")).replace("{id}", "nobody")
        fields = self.people[who].fields(key=shape.key)
        return request(shape.method, target, fields, json.dumps(body).encode())

    def everywhere(self, shape, text):
        faults = {f"/{name}": fault_of(member, text, name) for name, member in shape.members.items()}
        faults = {pointer: fault for pointer, fault in faults.items() if fault}
        for name in shape.members:
            self.cover.note(place_of(shape, name), text)
        if not faults:
            return
        self.check(Case(f"{shape.method} {shape.path}: {text[:24]!r} ({len(text)}) everywhere",
                        self.asked(shape, dict.fromkeys(shape.members, text)),
                        Expect(400, ANY, ANY, ANY, errors=faults), typed=text))

    def alone(self, shape, name, text, expect, **whose):
        """In one member, the others right: of what the body alone does not show."""
        if fault_of(shape.members[name], text):
            return
        self.check(Case(f"{shape.method} {shape.path}: {name} = {text[:24]!r} ({len(text)})",
                        self.asked(shape, good(shape) | {name: text}, **whose), expect, typed=text))

    def evidence(self, shape, text):
        if re.fullmatch("[0-9a-f]{64}", text):
            return
        found = unreadable(text, 64) or Refused("UPLOAD_NOT_FOUND")
        self.check(Case(f"{shape.path}: evidence [{text[:24]!r}] ({len(text)})",
                        self.asked(shape, good(shape) | {"evidence": [UPLOAD, text]}),
                        Expect(404 if found.code == "UPLOAD_NOT_FOUND" else 400, found.code, "/evidence/1", found.params),
                        typed=text))


def shape_at(method, end, **members):
    return next(shape for shape in SHAPES if shape.method == method and shape.path.endswith(end))


def behind(asker, text):
    """What is refused later than in the body: by another's code, at its own status. The one who lost an
    account has a VALID NIK, the claimant one that a stranger holds: offices are looked up for them."""
    for end in ("/sessions", "/me/contacts"):
        shape = shape_at("POST", "/api/v1" + end)
        asker.alone(shape, "code", text, Expect(422, "SIGN_IN_CODE_EXPIRED", "/code"))
    asker.alone(shape_at("PUT", "/documents/id_card"), "upload", text, Expect(404, "UPLOAD_NOT_FOUND", "/upload"))
    for end in ("/hold", "/reschedule"):
        asker.alone(shape_at("POST", end), "slot", text, Expect(400, "MALFORMED_TEXT", "/slot"))
    asker.evidence(shape_at("POST", "/claim"), text)
    for who, end in (("lost", "/recovery"), ("claimant", "/claim")):
        asker.alone(shape_at("POST", end), "office", text, Expect(404, "OFFICE_NOT_FOUND", "/office"), who=who)


def is_station(text):
    return 0 < len(text) <= 32 and text[0] != " " and text[-1] != " " and \
        all(c.isascii() and (c.isalnum() or c in STATION_SIGNS) for c in text)


def desk(asker, text):
    """Where officers sign in: the station is looked at first, then nobody has this login."""
    shape = shape_at("POST", "/office/v1/sessions")
    if unreadable(text, 32):
        return
    wrong = Expect(401, "CREDENTIALS_WRONG")
    if not is_station(text):
        raw = request("POST", shape.path, JSON, json.dumps(good(shape) | {"station": text}).encode())
        asker.check(Case(f"{shape.path}: station {text!r}", raw, Expect(400, "MALFORMED_NAME", "/station"), typed=text))
    body = {"login": text, "password": text, "station": text if is_station(text) else "desk 1"}
    asker.check(Case(f"{shape.path}: login and password {text!r}",
                     request("POST", shape.path, JSON, json.dumps(body).encode()), wrong, typed=text))


def password_fault(text):
    if not PASSWORD_MIN <= len(text) <= PASSWORD_MAX:
        return Refused("OUT_OF_RANGE", {"min": str(PASSWORD_MIN), "max": str(PASSWORD_MAX)})
    size = len(text.encode())
    guessed = len(set(text.encode())) == 1 or \
        any(part in text.lower() and size - len(part) < BESIDE_GUESSED for part in GUESSED)
    return Refused("PASSWORD_GUESSED") if guessed else None


def passwords(officer, check):
    """A new password is each string in turn: the next change shows that it is the password, to the letter."""
    shape = shape_at("PUT", "/office/v1/me/password")
    current = officer.password
    for text in ALL:
        if unreadable(text, PASSWORD_MAX):
            continue
        fault = password_fault(text)
        status = 204 if not fault else 400 if fault.code == "OUT_OF_RANGE" else 422
        expect = Expect(status, fault.code, "/new_password", fault.params) if fault else Expect(204)
        body = {"current_password": current, "new_password": text}
        answer = check(Case(f"a new password {text[:24]!r} ({len(text)})",
                            request("PUT", shape.path, officer.fields(key=False), json.dumps(body).encode()),
                            expect, typed=text))
        if answer is not None and answer.status == 204:
            current = text


PROPOSAL = {"service_point": 1, "pool": "online", "weekdays": [1], "from": "2027-01-04", "delta": 1, "reason": "busy"}


def proposals(officer, check):
    """A rule of quota is drafted for each string as its reason, and for none as its pool or its days."""
    def ask(title, body, expect, text):
        check(Case(f"a rule with {title} {text[:24]!r} ({len(text)})",
                   request("POST", "/office/v1/quota_rules", officer.fields(key=True), json.dumps(body).encode()),
                   expect, typed=text))
    for text in ALL:
        found = unreadable(text, 300)
        ask("reason", PROPOSAL | {"reason": text},
            Expect(400, found.code, "/reason", found.params) if found else Expect(201), text)
        found = unreadable(text, 64)
        ask("pool", PROPOSAL | {"pool": text}, Expect(400, found.code if found else "UNKNOWN_VALUE", "/pool"), text)
    for days, expect in (([], Expect(400, "MISSING_FIELD", "/weekdays")), ([8], Expect(400, "OUT_OF_RANGE", "/weekdays")),
                         (["1"], Expect(400, "WRONG_TYPE", "/weekdays/0"))):
        ask("days", PROPOSAL | {"weekdays": days}, expect, str(days))
    ask("two kinds", PROPOSAL | {"total": 1}, Expect(400, "UNKNOWN_FIELD", "/capacity"), "")


def run(people, numbers, check, cover):
    asker = Asker(people, numbers, check, cover)
    for text in ALL:
        for shape in shapes():
            asker.everywhere(shape, text)
        behind(asker, text)


def run_officers(world, check):
    """Slow, since each password is hashed."""
    asker = Asker({}, {}, check, None)
    for text in ALL:
        desk(asker, text)
    proposals(Officer(world, "drafts.officer", "OFFICE_HEAD", "PONTIANAK"), check)
    passwords(Officer(world, "strings.officer", "OFFICE_HEAD", "PONTIANAK"), check)


def check_cover(note, cover):
    note("every text outside the form got every string",
         cover.gaps([place_of(shape, name) for shape in shapes() for name in shape.members], ALL))

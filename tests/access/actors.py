"""Everybody who may come to a door: nobody, two applicants, the bank, the operator, and an officer of
each role in three offices. Each knows how to ask as itself."""

import json
import os
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bad_input"))
from bank import TOKEN, Bank
from wire import Wire, request
from world import new_key

ROLES = ["OFFICE_HEAD", "TU", "SECTION_HEAD_TRAFFIC", "SUBSECTION_HEAD", "FRONT_DESK",
         "OFFICER_EXECUTIVE", "OFFICER_SUPERVISOR", "ADJUDICATOR", "TREASURER", "PRINT_OPERATOR",
         "HANDOVER", "ENFORCEMENT", "TIKKIM", "KANWIL_DIVISION_HEAD", "NATIONAL"]
# The cases are of the first; the second is in its region, the third in another one.
OFFICES = ["BATAM", "TANJUNG_BALAI_KARIMUN", "PONTIANAK"]


class Nobody:
    """`extra` fields go with every request."""

    def __init__(self, name, extra=()):
        self.name, self.extra = name, list(extra)

    def fields(self, route, path, body):
        fields = list(self.extra)
        if body is not None:
            fields.append(("Content-Type", route.kind))
        if route.key:
            fields.append(("Idempotency-Key", new_key()))
        if route.match:
            fields.append(("If-Match", '"1"'))
        return fields

    def renew(self):
        """Ready again after a request that ended its session."""


class Person(Nobody):
    """An applicant of tests/bad_input, who signs in anew where a route ended the session."""

    def __init__(self, name, applicant):
        super().__init__(name)
        self.applicant = applicant

    def fields(self, route, path, body):
        return [*super().fields(route, path, body), ("Cookie", self.applicant.cookie),
                ("X-CSRF-Token", self.applicant.csrf)]

    def codes(self):
        a = self.applicant
        return re.findall(r"Kode masuk Anda (\d{6})", "\n".join(a.world.messages_to(a.contact)))

    def renew(self):
        """By a code that has not been there before; its message comes when it comes."""
        a, before = self.applicant, len(self.codes())
        a.cookie = a.csrf = ""
        a.expect(202, a.ask("POST", "/api/v1/sign_in_codes", {"contact": a.contact}))
        until = time.monotonic() + 15
        while len(self.codes()) == before:
            assert time.monotonic() < until, "no code arrived"
            time.sleep(0.1)
        answer = a.expect(201, a.ask("POST", "/api/v1/sessions", {"contact": a.contact, "code": self.codes()[0]}))
        a.cookie = answer.field("set-cookie").split(";")[0]
        a.csrf = json.loads(answer.body)["csrf_token"]


class BankDesk(Nobody):
    def __init__(self, world, wire):
        super().__init__("bank")
        self.bank = Bank(world)
        answer = wire.ask(request("POST", TOKEN, self.bank.token_fields(),
                                  b'{"grantType":"client_credentials"}'))
        self.bank.token = json.loads(answer.body)["accessToken"]

    def fields(self, route, path, body):
        if path == TOKEN:
            return self.bank.token_fields()
        fields = dict(super().fields(route, path, body))
        if path.startswith("/snap/"):
            return self.bank.fields(path, body)
        return list((fields | {"Authorization": "Bearer " + self.bank.token}).items())


class Operator(Nobody):
    def __init__(self):
        super().__init__("operator", [("X-Operator", "root")])


class Desk(Nobody):
    """An officer of one role and office."""

    def __init__(self, officer, role, office):
        super().__init__(f"{role} of {office}")
        self.officer = officer

    def fields(self, route, path, body):
        return [*super().fields(route, path, body), ("Cookie", self.officer.cookie),
                ("X-CSRF-Token", self.officer.csrf)]

    def renew(self):
        self.officer.sign_in(self.officer.password)


class Doors:
    """The two doors of a service, asked with JSON."""

    def __init__(self, world):
        self.wires = {"public": Wire(world.address),
                      "admin": Wire(os.path.join(world.folder, "admin.sock"))}

    def ask(self, door, method, path, fields, body):
        return self.wires[door].ask(request(method, path, fields, body))

    def _json(self, door, method, path, value, fields):
        body = json.dumps(value).encode()
        return self.ask(door, method, path, [("Content-Type", "application/json"), *fields], body)

    def public(self, method, path, value, fields=()):
        return self._json("public", method, path, value, fields)

    def admin(self, method, path, value):
        answer = self._json("admin", method, path, value, [("X-Operator", "root")])
        assert answer.status < 300, (path, answer.status, answer.body)
        return answer

"""Refusals of rules whose words for people need a number: it must be there."""

import datetime
import json

from judge import ANY, Case, Expect
from naughty import nik
from shapes import IDENTITY
from wire import request


def applications(other, check, most):
    def ask():
        return request("POST", "/api/v1/applications", other.fields(), b"{}")
    for _ in range(most):
        check(Case("one more application", ask(), Expect(ANY)))
    check(Case("one application too many", ask(), Expect(409, "APPLICATIONS_MAX", None, {"max": str(most)})))


def nik_checks(other, number, check, most):
    body = {name: m.good for name, m in IDENTITY.items()} | {"nik": nik(9001)}
    target = f"/api/v1/applications/{number}/sections/identity"

    def ask(version):
        fields = other.fields(key=False, if_match=f'"{version}"')
        return request("PUT", target, fields, json.dumps(body).encode())
    for version in range(most):
        check(Case(f"check {version + 1} of one NIK", ask(version), Expect(200)))
    check(Case("one check of a NIK too many", ask(most),
               Expect(429, "NIK_TRIES_EXHAUSTED", "/nik", {"max": str(most)})))


def codes(check, contact, most):
    def ask(target, **body):
        return request("POST", target, [("Content-Type", "application/json")],
                       json.dumps({"contact": contact} | body).encode())
    codes, sessions = "/api/v1/sign_in_codes", "/api/v1/sessions"
    check(Case("a code before one was sent", ask(sessions, code="000000"),
               Expect(422, "SIGN_IN_CODE_EXPIRED", "/code")))
    for i in range(most):
        check(Case(f"code {i + 1}", ask(codes), Expect(202)))
    check(Case("one code too many", ask(codes), Expect(429, "SIGN_IN_CODES_EXHAUSTED", "/contact", ANY)))
    for code in ("", "abcdef", "      ", "12345", "٠١٢٣٤٥"):
        check(Case(f"code {code!r}", ask(sessions, code=code), Expect(422, "SIGN_IN_CODE_WRONG", "/code", ANY)))
    check(Case("after five wrong codes", ask(sessions, code="000000"),
               Expect(422, "SIGN_IN_CODE_EXPIRED", "/code")))


def places(applicant, number, check):
    soon = datetime.date.today() + datetime.timedelta(days=20)
    sunday = soon + datetime.timedelta(days=6 - soon.weekday())

    def ask(**body):
        right = {"service_point": 1, "date": str(soon), "slot": "09:00"} | body
        return request("POST", f"/api/v1/applications/{number}/hold", applicant.fields(),
                       json.dumps(right).encode())
    for title, body, expect in [
            ("an office that is not there", {"service_point": 777}, Expect(404, "OFFICE_NOT_FOUND", "/service_point")),
            ("the largest office", {"service_point": 2**63 - 1},
             Expect(404, "OFFICE_NOT_FOUND", "/service_point")),
            ("an office without the product", {"service_point": 6}, Expect(409, "PRODUCT_NOT_OFFERED", "/service_point")),
            ("a day that is past", {"date": "2026-01-05"}, Expect(409, "DAY_PAST", "/date")),
            ("the first day", {"date": "1900-01-01"}, Expect(409, "PRODUCT_NOT_OFFERED", "/service_point")),
            ("the last day", {"date": "2199-12-31"}, Expect(404, "DAY_NOT_FOUND")),
            ("a Sunday", {"date": str(sunday)}, Expect(404, "DAY_NOT_FOUND")),
            ("a slot that is not there", {"slot": "03:33"}, Expect(404, "DAY_NOT_FOUND"))]:
        check(Case(f"a place: {title}", ask(**body), expect))
    for method, action, body, code in [
            ("DELETE", "hold", None, "NOT_ALLOWED_IN_STATE"),
            ("POST", "submission", b'{"declaration": true}', "NOT_ALLOWED_IN_STATE"),
            ("POST", "reopening", b"{}", "NOT_ALLOWED_IN_STATE"),
            ("POST", "reschedule", b'{"date": "2027-01-04", "slot": "09:00"}', "NOT_ALLOWED_IN_STATE")]:
        check(Case(f"{action} of a draft", request(
            method, f"/api/v1/applications/{number}/{action}", applicant.fields(body=body is not None), body),
            Expect(409, code, None, {"state": "draft"})))


def deletions(other, theirs, check):
    """A draft is deleted once; the same request again is answered the same, another finds nothing."""
    place = f"/api/v1/applications/{theirs}"
    fields = other.fields(body=False)
    check(Case("a draft is deleted", request("DELETE", place, fields), Expect(204)))
    check(Case("the same again", request("DELETE", place, fields), Expect(204)))
    gone = Expect(404, "APPLICATION_NOT_FOUND")
    check(Case("a deletion of what is deleted", request("DELETE", place, other.fields(body=False)), gone))
    check(Case("a deletion with a body", request("DELETE", place, other.fields(), b"{}"),
               Expect(413, "BODY_TOO_LARGE")))
    for path in (place, place + "/sections/identity", place + "/documents/id_card", place + "/bill"):
        check(Case(f"GET {path} of what is deleted", request("GET", path, other.fields(body=False, key=False)), gone))
    check(Case("an account deleted without a key", request("DELETE", "/api/v1/me", other.fields(body=False, key=False)),
               Expect(204)))
    # Its session may be remembered for a second: there is nothing that it could lead to.
    nobody = Expect(401, "NOT_SIGNED_IN")
    for kind in ("json", "pdf"):
        check(Case(f"no {kind} of what is gone",
                   request("GET", f"/api/v1/me/export.{kind}", other.fields(body=False, key=False)), nobody))
    check(Case("nothing begins in it", request("POST", "/api/v1/applications", other.fields(), b"{}"), nobody))
    check(Case("it is not deleted twice", request("DELETE", "/api/v1/me", other.fields(body=False, key=False)), nobody))


def run(applicant, number, other, theirs, check):
    places(applicant, number, check)
    codes(check, "wretched.canary.limits@example.id", 5)
    nik_checks(other, theirs, check, 5)
    applications(other, check, 5)

"""Every string in the address: in the place of each name in a path, and as each value of a query. It is
sent percent-encoded where an address cannot have the sign itself; nothing is decoded, so that the two
are the same question."""

import json
import re
from urllib.parse import quote

from access import body_of, fill
from files import BEHIND
from judge import Case, Expect
from naughty import ALL
from wire import request

TARGET_MAX = 2048
INT_MAX = 2**63 - 1
PLAIN = "!$'()*,;:@~._-"
DIGEST = "5" * 64


def in_address(text):
    return quote(text, safe=PLAIN)


def number_in(text):
    """What an address says with it, or None."""
    fits = text.isascii() and text.isdigit() and int(text) <= INT_MAX
    return int(text) if fits else None


def always(*expect, **more):
    return lambda text: Expect(*expect, **more)


NOBODYS = "0000000000000000"  # Well formed, and names no application.
GONE = always(404, "REQUEST_NOT_FOUND")


def of_number(text):
    return Expect(404, "APPLICATION_NOT_FOUND") if text == NOBODYS else Expect(400, "MALFORMED_NUMBER")


def of_page(text):
    return Expect(200) if text in ("", NOBODYS) else Expect(400, "MALFORMED_NUMBER", "/cursor")


def of_digest(expect):
    """Some string is as long as a digest and has its digits only."""
    return lambda text: expect if re.fullmatch("[0-9a-f]{64}", text) else Expect(404, "UPLOAD_NOT_FOUND")


def of_point(known, fine):
    """Points are named by numbers: some strings name one."""
    return lambda text: fine if number_in(text) in known else Expect(404, "OFFICE_NOT_FOUND")


REASON = {"reason": "not needed"}


def of_rule(text):
    """Rules are named by numbers: some strings name one, of this office or another."""
    return GONE(text) if (number_in(text) or 0) not in range(1, 1000) else Expect(ANY)


def of_cursor(text):
    value = number_in(text)
    return Expect(200) if text == "" or value else Expect(400, "MALFORMED_NUMBER", "/cursor")


def of_offset(text):
    """What ends behind the whole, wherever it begins."""
    value = number_in(text)
    fits = value is not None and value <= 10 * 1024 * 1024
    return BEHIND if fits else \
        Expect(400, "UNKNOWN_VALUE", "/offset")


def of_size(text):
    if text == "":
        return Expect(400, "MISSING_FIELD", "/size")
    value = number_in(text)
    fits = value is not None and 1 <= value <= 10 * 1024 * 1024
    assert not fits or value < len(BODY), f"{text} would be kept"
    return BEHIND if fits else \
        Expect(400, "UNKNOWN_VALUE", "/size")


BODY = b"x" * 41_000  # More than any of the sizes above.


def or_nothing(expect, empty):
    return lambda text: empty if text == "" else expect


def of_applications(routes):
    """The number of an application, in each route that has one."""
    for route in routes:
        if route.who == "applicant" and "{number}" in route.path:
            body, _ = body_of(route)
            yield route.method, fill(route.path.replace("{number}", "{}"), ""), "applicant", body, of_number


def paths(routes, number, points):
    """(method, path with {} where the string stands, who asks, its body or None, what is expected of it)."""
    own = f"/api/v1/applications/{number}"
    answers, upload = {"answers": {}}, {"upload": DIGEST}
    yield from of_applications(routes)
    yield "GET", own + "/sections/{}", "applicant", None, always(404, "SECTION_NOT_FOUND")
    yield "PUT", own + "/sections/{}", "applicant", answers, always(404, "SECTION_NOT_FOUND")
    for method, body in (("GET", None), ("PUT", upload), ("DELETE", None)):
        yield method, own + "/documents/{}", "applicant", body, always(404, "DOCUMENT_NOT_FOUND")
    yield "GET", "/api/v1/forms/{}", "nobody", None, always(404, "FORM_NOT_FOUND")
    yield "DELETE", "/api/v1/me/contacts/{}", "applicant", None, always(404, "CONTACT_NOT_FOUND")
    yield "DELETE", "/api/v1/me/sessions/{}", "applicant", None, always(404, "SESSION_NOT_FOUND")
    yield "DELETE", "/office/v1/me/sessions/{}", "officer", None, always(404, "SESSION_NOT_FOUND")
    yield "POST", "/api/v1/recoveries/{}/objection", "applicant", {}, GONE
    decision = {"outcome": "rejected", "reason": "not_the_person"}
    for kind in ("claims", "recoveries"):
        yield "GET", f"/office/v1/{kind}/{{}}", "officer", None, GONE
        yield "POST", f"/office/v1/{kind}/{{}}/decision", "officer", decision, GONE
    yield "GET", "/office/v1/claims/{}/evidence/0", "officer", None, GONE
    yield "GET", "/office/v1/claims/nobody/evidence/{}", "officer", None, \
        lambda text: GONE(text) if number_in(text) in (0, 1, 2) else Expect(404, "DOCUMENT_NOT_FOUND")
    yield "GET", "/office/v1/quota_rules/{}/history", "officer", None, of_rule
    for end, who, body in (("approval", "kanwil", {}), ("refusal", "kanwil", REASON), ("withdrawal", "officer", REASON)):
        yield "POST", f"/office/v1/quota_rules/{{}}/{end}", who, body, of_rule
    yield "GET", "/office/v1/service_points/{}/days/2027-01-04", "officer", None, of_point({1}, Expect(200))
    yield "GET", "/office/v1/service_points/1/days/{}", "officer", None, lambda text: \
        Expect(409, "HOLIDAYS_UNKNOWN") if text in DAYS else Expect(400, "MALFORMED_DATE", "/date")
    yield "GET", "/api/v1/service_points/{}/availability?month=2026-12", "nobody", None, of_point(points, Expect(200))
    yield "GET", "/api/v1/service_points/{}/availability/1900-01-01", "nobody", None, \
        of_point(points, Expect(404, "DAY_NOT_FOUND", "/date"))
    yield "GET", "/api/v1/service_points/1/availability/{}", "nobody", None, \
        lambda text: Expect(404, "DAY_NOT_FOUND", "/date") if text in DAYS else Expect(400, "MALFORMED_DATE", "/date")
    yield "PUT", "/api/v1/uploads/{}", "applicant", b"x", of_digest(Expect(422, "FILE_HASH_MISMATCH"))
    yield "PUT", "/api/v1/uploads/{}/parts/0?size=9", "applicant", BODY, of_digest(BEHIND)
    yield "GET", "/api/v1/uploads/{}/parts", "applicant", None, of_digest(Expect(200))
    yield "DELETE", "/api/v1/uploads/{}/parts", "applicant", None, of_digest(Expect(204))
    yield "PUT", f"/api/v1/uploads/{DIGEST}/parts/{{}}?size=9", "applicant", BODY, of_offset


DAYS = ("2000-02-29", "1900-01-01", "2199-12-31")


def queries():
    """The same of values in a query."""
    yield "GET", "/api/v1/applications?cursor={}", "applicant", None, of_page
    yield "GET", "/api/v1/me/accesses?cursor={}", "applicant", None, of_cursor
    yield "GET", "/api/v1/service_points/1/availability?month={}", "nobody", None, always(400, "MALFORMED_DATE", "/month")
    for end in ("?month=2026-12&pool={}", "/1900-01-01?pool={}"):
        yield "GET", "/api/v1/service_points/1/availability" + end, "nobody", None, or_nothing(
            Expect(400, "UNKNOWN_VALUE", "/pool"), Expect(404, "DAY_NOT_FOUND", "/date") if "?pool" in end else Expect(200))
    yield "PUT", f"/api/v1/uploads/{DIGEST}/parts/0?size={{}}", "applicant", BODY, of_size
    yield "PUT", f"/api/v1/uploads/{DIGEST}?read={{}}", "applicant", b"", \
        or_nothing(Expect(400, "UNKNOWN_VALUE", "/read"), Expect(422, "FILE_EMPTY"))
    yield "PUT", f"/api/v1/uploads/{DIGEST}/parts/0?size=9&read={{}}", "applicant", BODY, or_nothing(
        Expect(400, "UNKNOWN_VALUE", "/read"), BEHIND)
    for kind in ("claims", "recoveries"):
        yield "GET", f"/office/v1/{kind}?state={{}}", "officer", None, \
            or_nothing(Expect(400, "UNKNOWN_VALUE", "/state"), Expect(200))
        yield "GET", f"/office/v1/{kind}?cursor={{}}", "officer", None, always(200)
    yield "GET", "/office/v1/quota_rules?state={}", "officer", None, \
        or_nothing(Expect(400, "UNKNOWN_VALUE", "/state"), Expect(200))
    yield "GET", "/office/v1/quota_rules?cursor={}", "officer", None, of_cursor


def exports():
    """Page by page, as the list of applications."""
    for kind in ("json", "pdf"):
        yield "GET", f"/api/v1/me/export.{kind}?cursor={{}}", "applicant", None, of_page


def raw(people, place, text):
    method, path, who, body, _ = place
    target = path.replace("{}", in_address(text))
    fields = []
    if who != "nobody":
        fields = people[who].fields(body=body is not None, key=method in ("POST", "DELETE"))
        if "/uploads/" in path:
            kind = "application/octet-stream" if "/parts/" in path else "image/jpeg"
            fields = [(name, kind if name == "content-type" else value) for name, value in fields]
        if "/sections/" in path and method == "PUT":
            fields.append(("if-match", '"0"'))
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    return target, request(method, target, fields, content)


def expected(place, target, text):
    in_path = "?" not in place[1].partition("{}")[0]
    if len(target) > TARGET_MAX:
        return Expect(414, "TARGET_TOO_LONG")
    if in_path and text == "":
        return Expect(404, "ROUTE_NOT_FOUND")
    return place[4](text)


def places(routes, number, points):
    return [*paths(routes, number, points), *queries(), *exports()]


def name_of(place):
    return re.sub(r"\d{12,}", "{number}", f"{place[0]} {place[1]}")


def run(people, routes, number, points, check, cover):
    tried = places(routes, number, points)
    for text in ALL:
        for place in tried:
            target, sent = raw(people, place, text)
            check(Case(f"{name_of(place)} with {text[:24]!r} ({len(text)})", sent, expected(place, target, text),
                       typed=text))
            cover.note(name_of(place), text)


def untried(routes, tried):
    """Each name in the path of each route that none of them has the string in."""
    return [f"{route.method} {route.path} {name}" for route in routes if route.who not in ("operator", "bank")
            for name in re.findall(r"\{\w+\}", route.path) if not any(fits(route, name, place) for place in tried)]


def check_cover(note, cover, routes, number):
    tried = places(routes, number, ())
    note("every address got every string", cover.gaps(map(name_of, tried), ALL))
    note("every name in a path is tried", untried(routes, tried))


def fits(route, name, place):
    """Whether this place has the string where the route has that name."""
    ours, theirs = route.path.split("/"), place[1].partition("?")[0].split("/")
    return route.method == place[0] and len(ours) == len(theirs) and all(
        its.startswith("{}") if name in mine else "{}" not in its and ("{" in mine or mine == its)
        for mine, its in zip(ours, theirs))

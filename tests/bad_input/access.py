"""Who asks: without a session, without its token, for another's application."""

from judge import Case, Expect
from shapes import SHAPES, good, route_of
from wire import request

import json


def fill(path, number):
    values = {"{number}": number, "{section}": "address", "{kind}": "id_card", "{sha256}": "5" * 64,
              "{name}": "lead_days", "{id}": "1", "{date}": "2027-01-04",
              "{form}": "perdim", "{position}": "0", "{offset}": "0"}
    for name, value in values.items():
        path = path.replace(name, value)
    return path


def body_of(route):
    """A right body for a route that takes one, and its type."""
    if route.method == "PUT" and route.path.startswith("/api/v1/uploads"):
        return b"\xff\xd8\xff", "application/octet-stream" if "/parts/" in route.path else "image/jpeg"
    for shape in SHAPES:
        in_address = not shape.inside or shape.path.endswith("/address")
        if route_of(shape) == (route.method, route.path) and in_address:
            return json.dumps(good(shape)).encode(), "application/json"
    return None, None


def asked(applicant, route, number, **more):
    body, kind = body_of(route)
    fields = applicant.fields(body=False, key=route.key,
                              **({"content_type": kind, "if_match": '"1"' if route.match else None}
                                 | more))
    return request(route.method, fill(route.path, number), fields, body)


def cookies(applicant, other):
    """(title, Cookie) of what is no session of ours."""
    name, token = applicant.cookie.split("=", 1)
    yield "no cookie", None
    yield "empty token", f"{name}="
    yield "short token", f"{name}=abc"
    yield "one letter changed", f"{name}={'A' if token[0] != 'A' else 'B'}{token[1:]}"
    yield "one letter more", f"{name}={token}A"
    yield "padded", f"{name}={token}="
    yield "in quotes", f'{name}="{token}"'
    yield "another name", f"session={token}"
    yield "name in capitals", f"{name.upper()}={token}"
    yield "name with a suffix", f"{name}x={token}"
    yield "the wrong one first", f"{name}=abc; {name}={token}"
    yield "comma instead of semicolon", f"a=b, {name}={token}"
    yield "percent-encoded", f"{name}=%41{token[1:]}"
    yield "not base64url", f"{name}=" + "!" * 43
    yield "zeros", f"{name}=" + "A" * 43
    yield "5,000 letters", f"{name}=" + "A" * 5000
    yield "bytes above ASCII", f"{name}=" + "\xde" * 43
    yield "SQL", f"{name}=' OR '1'='1"


def without_session(applicant, other, routes, number, who, cookie):
    """Every route of a session, asked without one, or without what only its browser knows."""
    refused = Expect(401, "NOT_SIGNED_IN")
    for route in routes:
        if route.who != who:
            continue
        place = f"{route.method} {route.path}"
        yield Case(f"{place}: no session", asked(applicant, route, number, cookie=None), refused)
        yield Case(f"{place}: a session of nobody",
                   asked(applicant, route, number, cookie=cookie + "=" + "A" * 43), refused)
        if route.method != "GET":
            for title, token in [("no CSRF token", None), ("another's CSRF token", other.csrf),
                                 ("half a CSRF token", applicant.csrf[:20]),
                                 ("CSRF token in capitals", applicant.csrf.upper()),
                                 ("the session as CSRF token", applicant.cookie.split("=", 1)[1])]:
                yield Case(f"{place}: {title}", asked(applicant, route, number, x_csrf_token=token),
                           Expect(403, "CSRF_MISSING"))


def cases(people, other, routes, number):
    applicant, officer = people["applicant"], people["officer"]
    yield from without_session(applicant, other, routes, number, "applicant", "__Host-session")
    yield from without_session(officer, other, routes, number, "officer", "__Host-officer")
    signed = [route for route in routes if route.who == "applicant"]
    refused = Expect(401, "NOT_SIGNED_IN")
    for who, path in (("applicant", "/office/v1/me"), ("officer", "/api/v1/me")):
        route = next(route for route in routes if route.path == path and route.method == "GET")
        yield Case(f"{path}: the session of another kind", asked(people[who], route, number), refused)
    me = next(route for route in signed if route.path == "/api/v1/me")
    for title, cookie in cookies(applicant, other):
        yield Case(f"cookie: {title}", asked(applicant, me, number, cookie=cookie), refused,
                   secrets=[applicant.cookie.split("=", 1)[1]])
    name = applicant.cookie
    for title, cookie in [("after others", f"a=b; c=d; {name}"), ("before others", f"{name}; a=b"),
                          ("a wrong one after it", f"{name}; __Host-session=abc")]:
        yield Case(f"cookie: {title}", asked(applicant, me, number, cookie=cookie), Expect(200))


def twins(applicant, routes, absent, forbidden):
    """Pairs of requests for what does not exist and for what is another's: the answers must be
    equal, or one could ask which numbers exist."""
    for route in routes:
        if route.who != "applicant" or "{number}" not in route.path:
            continue
        gone = Expect(404, "APPLICATION_NOT_FOUND")
        place = f"{route.method} {route.path}"
        pair = [Case(f"{place}: {title}", asked(applicant, route, number), gone)
                for title, number in (("absent", absent), ("another's", forbidden))]
        yield place, pair

"""The operator's door, a Unix socket: whoever may open it may still send nonsense."""

from access import fill
from judge import ANY, Case, Expect
from wire import request

BODY_MAX = 1024 * 1024
NAUGHTY = ["", "x", "-1", "1.0", "1e9", "9223372036854775808", "%00", "'--", "0", "2026-02-30", "a" * 1500]


def fields(**more):
    given = {"content_type": "application/json", "x_operator": "root"} | more
    return [(name.replace("_", "-"), value) for name, value in given.items() if value is not None]


def bodies(route, path):
    unknown = Expect(400, "UNKNOWN_FIELD", "/surprise")
    not_json = Expect(400, "MALFORMED_JSON")
    for title, body, expect in [
            ("empty", b"", not_json), ("half", b"{", not_json), ("two", b"{}{}", not_json),
            ("1e400", b'{"a": 1e400}', not_json), ("nested", b"[" * 100_000, not_json),
            ("33 deep", b"[" * 33 + b"]" * 33, not_json), ("bad UTF-8", b'{"a": "\xff"}', Expect(400, "MALFORMED_TEXT")),
            ("null", b"null", Expect(400, "WRONG_TYPE", None, {"expected": "object"})),
            ("a list", b"[]", Expect(400, "WRONG_TYPE", None, {"expected": "object"})),
            ("an unknown member", b'{"surprise": 1}', Expect(400, "UNKNOWN_FIELD", "/surprise")),
            ("as large as may be", b'{"surprise": 1}'.ljust(BODY_MAX), unknown),
            ("one byte too large", b"{}".ljust(BODY_MAX + 1), Expect(413, "BODY_TOO_LARGE"))]:
        yield title, request(route.method, path, fields(), body), expect
    yield "one byte too large, in chunks", request(
        route.method, path, fields(), b"{}".ljust(BODY_MAX + 1), chunked=True), Expect(413, "BODY_TOO_LARGE")
    for kind in (None, "text/plain", "text/tab-separated-values"):
        yield f"content type {kind}", request(route.method, path, fields(content_type=kind), b"{}"), \
            Expect(415, "UNSUPPORTED_MEDIA_TYPE")
    for name in ("nobody", "ROOT", "root ' OR '1'='1", "a" * 3000, "ro\xc3\xb6t"):
        yield f"X-Operator {name[:20]!r}", request(route.method, path, fields(x_operator=name), b"{}"), \
            Expect(403, "FORBIDDEN")
    yield "X-Operator that is not UTF-8", request(
        route.method, path, fields(x_operator="\xff\xfe"), b"{}"), Expect(400, "MALFORMED_TEXT")


def cases(routes, number):
    for route in routes:
        if route.who != "operator":
            continue
        path = fill(route.path, number)
        place = f"{route.method} {path}"
        if route.body_max > 0:
            for title, raw, expect in bodies(route, path):
                yield Case(f"{place}: {title}", raw, expect)
            continue
        # Whatever stands in the query, it is an answer or a refusal, never a fault.
        for text in NAUGHTY:
            query = f"?service_point={text}&date={text}&year={text}&cursor={text}"
            yield Case(f"{place}{query[:60]}", request("GET", path + query, fields()), Expect(ANY))
    for bad in NAUGHTY[1:]:
        for path, method in ((f"/admin/v1/applications/{bad}/history", "GET"),
                             (f"/admin/v1/quota_rules/{bad}/approval", "POST")):
            body = b"{}" if method == "POST" else None
            yield Case(f"{method} {path[:60]}", request(method, path, fields(), body), Expect(ANY))

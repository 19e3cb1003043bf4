"""Addresses, methods and the frame of HTTP itself."""

from judge import Case, Expect
from access import fill
from wire import request

MALFORMED = Expect(400, "MALFORMED_REQUEST")
NOTHING = Expect(404, "ROUTE_NOT_FOUND")
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get", "PROPFIND"]


def allowed(routes, path):
    """What Allow says there: routes in the table's order, HEAD where there is GET."""
    found = []
    for route in routes:
        if route.who != "operator" and matches(route.path, path) and route.method not in found:
            found += [route.method] + (["HEAD"] if route.method == "GET" else [])
    return found


def matches(pattern, path):
    ours, theirs = pattern.split("/"), path.split("/")
    return len(ours) == len(theirs) and all(
        mine == its or (mine.startswith("{") and its.endswith(mine.split("}")[1]) and
                        len(its) > len(mine.split("}")[1])) for mine, its in zip(ours, theirs))


def methods(applicant, routes, number):
    paths = dict.fromkeys(fill(route.path, number) for route in routes if route.who != "operator")
    for path in paths:
        known = allowed(routes, path)
        for method in METHODS:
            if method not in known:
                yield Case(f"{method} {path}", request(method, path, applicant.fields()),
                           Expect(405, "METHOD_NOT_ALLOWED", allow=", ".join(known)))
        if "HEAD" not in known:
            yield Case(f"HEAD {path}", request("HEAD", path, applicant.fields()),
                       Expect(405, "METHOD_NOT_ALLOWED", allow=", ".join(known), head_only=True))
    for route in routes:
        if route.method == "GET" and route.who == "public" and "{" not in route.path:
            yield Case(f"HEAD {route.path}", request("HEAD", route.path), Expect(200, head_only=True))
            yield Case(f"GET {route.path} with a body", request("GET", route.path, [], b"{}"),
                       Expect(413, "BODY_TOO_LARGE"))
            yield Case(f"GET {route.path} with a body in chunks",
                       request("GET", route.path, [], b"{}", chunked=True),
                       Expect(413, "BODY_TOO_LARGE"))
            yield Case(f"GET {route.path} with no body, said so", request("GET", route.path, [], b""),
                       Expect(200))
    yield Case("HEAD /api/v1/me without a session", request("HEAD", "/api/v1/me"),
               Expect(401, head_only=True))


def addresses(applicant, routes, number):
    right = applicant.fields(body=False, key=False)
    for path in ["/", "//", "/api", "/api/", "/api/v1", "/api/v1/", "/api/v2/me", "/api/v1/me/",
                 "//api/v1/me", "/api//v1/me", "/api/v1//me", "/api/v1/./me", "/api/v1/../v1/me",
                 "/api/v1/x/../me", "/api/v1/%6d%65", "/%61pi/v1/me", "/api/v1/me%00", "/api/v1/me%20",
                 "/api/v1/me;jsessionid=1", "/API/v1/me", "/api/v1/Me", "/api/v1/me.json", "/api\\v1\\me",
                 "/etc/passwd", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
                 "/.env", "/.git/config", "/admin", "/wp-login.php", "/api/v1/applications//",
                 "/api/v1/applications//bill", "/api/v1/applications/" + number + "/",
                 "/api/v1/applications/" + number + "/sections", "/api/v1/applications/" + number + "//bill",
                 "/api/v1/applications/" + number + "/bill/", "/api/v1/applications/" + number + "/proof.PDF",
                 "/api/v1/applications/" + number + "/proof.pdf.pdf", "/openapi.yaml/", "/openapi.json",
                 "/health/", "/demo", "/metrics/x", "/api/v1/service_points//availability",
                 "/api/v1/service_points/1/availability/2027-01-04/x", "/problems/INTERNAL", "/*"]:
        yield Case(f"GET {path}", request("GET", path, right), NOTHING)
    for route in routes:
        if route.who == "operator":
            path = fill(route.path, number)
            yield Case(f"{route.method} {path} at the public door",
                       request(route.method, path, applicant.fields(), b"{}"), NOTHING)


def values(applicant, number):
    """Values in the path and in the query."""
    right = applicant.fields(body=False, key=False)

    def got(path, *expect, **more):
        return Case(f"GET {path[:90]}", request("GET", path, right), Expect(*expect, **more))
    for bad in ["1", "0", "-1", "x", "null", number[:-1], number + "0", number[:-1] + "x", "%31" + number[1:],
                number + "%2Fbill", number + "%00", number + "+", "9" * 40, "1e15", "0x10", "..", "%2e%2e", "'%20OR%201=1--", "{number}", "a" * 1500,
                "d9a3" * 4, "+" + number[1:]]:
        yield got(f"/api/v1/applications/{bad}", 400, "MALFORMED_NUMBER")
        yield got(f"/api/v1/applications/{bad}/bill", 400, "MALFORMED_NUMBER")
        yield got(f"/api/v1/applications/{bad}/sections/identity", 400, "MALFORMED_NUMBER")
        yield got(f"/api/v1/applications?cursor={bad}", 400, "MALFORMED_NUMBER", "/cursor")
    for bad in ["0", "-1", "x", "1.0", "%31", "9" * 40, "0x10", "{number}", "'%20OR%201=1--", "a" * 1500]:
        yield got(f"/api/v1/me/accesses?cursor={bad}", 400, "MALFORMED_NUMBER", "/cursor")
        for kind in ("json", "pdf"):
            yield got(f"/api/v1/me/export.{kind}?cursor={bad}", 400, "MALFORMED_NUMBER", "/cursor")
    for fine in ["", "1", "9223372036854775807"]:
        yield got(f"/api/v1/me/accesses?cursor={fine}", 200)
    for bad in ["x", "Identity", "identity%00", "..", "%2e%2e", "a" * 1000]:
        yield got(f"/api/v1/applications/{number}/sections/{bad}", 404, "SECTION_NOT_FOUND")
        yield got(f"/api/v1/applications/{number}/documents/{bad}", 404, "DOCUMENT_NOT_FOUND")
    yield got(f"/api/v1/applications/{number}/bill", 404, "BILL_NOT_FOUND")
    yield got(f"/api/v1/applications/{number}/proof", 404, "PROOF_NOT_READY")
    yield got(f"/api/v1/applications/{number}/proof.pdf", 404, "PROOF_NOT_READY")
    for bad in ["0", "-1", "x", "1.0", "1e0", "9223372036854775807", "9223372036854775808", "+1", "%31",
                "99999999999999999999999", "1%20", "0x1", "%E0%A5%A7", "777"]:
        yield got(f"/api/v1/service_points/{bad}/availability?month=2026-12", 404, "OFFICE_NOT_FOUND")
        yield got(f"/api/v1/service_points/{bad}/availability/2026-12-14", 404, "OFFICE_NOT_FOUND")
    for bad in ["", "x", "2026", "2026-13", "2026-00", "2026-1", "2026-12-01", "202612", "-026-12", "0000-01",
                "1899-12", "2200-01", "9999-12", "2026-12%20", "2026-12;", "20%3226-12", "'--", "a" * 1500]:
        yield got(f"/api/v1/service_points/1/availability?month={bad}", 400, "MALFORMED_DATE", "/month")
    yield got("/api/v1/service_points/1/availability", 400, "MALFORMED_DATE", "/month")
    yield got("/api/v1/service_points/1/availability?", 400, "MALFORMED_DATE", "/month")
    yield got("/api/v1/service_points/1/availability?MONTH=2026-12", 400, "MALFORMED_DATE", "/month")
    yield got("/api/v1/service_points/1/availability?&&=&month=2026-12", 200)
    yield got("/api/v1/service_points/1/availability?month=2026-12&month=x", 200)
    for last in ["1900-01", "2199-12"]:
        yield got(f"/api/v1/service_points/1/availability?month={last}", 200)
    for bad in ["x", "2026-12", "2026-02-30", "2026-12-14T00:00", "14-12-2026", "0000-00-00", "2026-12-1",
                "9999-12-31", "1899-12-31", "%32026-12-14", "..", "'--", "a" * 1500]:
        yield got(f"/api/v1/service_points/1/availability/{bad}", 400, "MALFORMED_DATE", "/date")
    for day in ["1900-01-01", "2199-12-31"]:
        yield got(f"/api/v1/service_points/1/availability/{day}", 404, "DAY_NOT_FOUND", "/date")
    yield got("/api/v1/offices?x=1&x=2&&=", 200)
    yield got("/api/v1/applications?limit=-1&cursor=", 200)
    for bad in ["", "x", "5" * 63, "5" * 65, "g" * 64, "5" * 32 + "%35" * 10]:
        if bad:
            yield Case(f"PUT upload {bad[:70]}",
                       request("PUT", f"/api/v1/uploads/{bad}",
                               applicant.fields(content_type="image/jpeg"), b"x"),
                       Expect(404, "UPLOAD_NOT_FOUND"))


def frames(applicant):
    """The bytes themselves. Each ends its connection."""
    line, host = b"GET /health HTTP/1.1\r\n", b"Host: localhost\r\n"
    post = b"POST /api/v1/sign_in_codes HTTP/1.1\r\n" + host + b"Content-Type: application/json\r\n"
    long = b"a" * 3000
    for title, raw, expect in [
            ("no Host", line + b"\r\n", MALFORMED),
            ("two Hosts", line + host + host + b"\r\n", MALFORMED),
            ("a Host that is none", line + b"Host: a b\r\n\r\n", MALFORMED),
            ("bare line feeds", b"GET /health HTTP/1.1\nHost: a\n\n", MALFORMED),
            ("a lone carriage return", line + b"X: a\rb\r\n" + host + b"\r\n", MALFORMED),
            ("a folded field", line + host + b"X: a\r\n b\r\n\r\n", MALFORMED),
            ("a space before the colon", line + host + b"X : a\r\n\r\n", MALFORMED),
            ("a field without a name", line + host + b": a\r\n\r\n", MALFORMED),
            ("a field without a colon", line + host + b"X\r\n\r\n", MALFORMED),
            ("NUL in a field", line + host + b"X: a\0b\r\n\r\n", MALFORMED),
            ("an empty line first", b"\r\n" + line + host + b"\r\n", MALFORMED),
            ("two spaces", b"GET  /health HTTP/1.1\r\n" + host + b"\r\n", MALFORMED),
            ("no version", b"GET /health\r\n" + host + b"\r\n", MALFORMED),
            ("HTTP/2.0", b"GET /health HTTP/2.0\r\n" + host + b"\r\n", MALFORMED),
            ("HTTP/0.9", b"GET /health HTTP/0.9\r\n" + host + b"\r\n", MALFORMED),
            ("http in small letters", b"GET /health http/1.1\r\n" + host + b"\r\n", MALFORMED),
            ("a whole address", b"GET http://localhost/health HTTP/1.1\r\n" + host + b"\r\n", MALFORMED),
            ("an asterisk", b"OPTIONS * HTTP/1.1\r\n" + host + b"\r\n", MALFORMED),
            ("CONNECT", b"CONNECT localhost:22 HTTP/1.1\r\n" + host + b"\r\n", MALFORMED),
            ("a fragment", b"GET /health#x HTTP/1.1\r\n" + host + b"\r\n", MALFORMED),
            ("bytes above ASCII in the address", b"GET /h\xc3\xa9 HTTP/1.1\r\n" + host + b"\r\n", MALFORMED),
            ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", MALFORMED),
            ("words", b"hello\r\n\r\n", MALFORMED),
            ("a long address", b"GET /" + long + b" HTTP/1.1\r\n" + host + b"\r\n", Expect(414, "TARGET_TOO_LONG")),
            ("an endless address", b"GET /" + long * 5, Expect(414, "TARGET_TOO_LONG")),
            ("a long field", line + host + b"X: " + long * 5 + b"\r\n\r\n", Expect(431, "HEADERS_TOO_LARGE")),
            ("3,000 fields", line + host + b"X: a\r\n" * 3000 + b"\r\n", Expect(431, "HEADERS_TOO_LARGE")),
            ("two lengths", post + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", MALFORMED),
            ("lengths in a list", post + b"Content-Length: 2, 2\r\n\r\n{}", MALFORMED),
            ("a negative length", post + b"Content-Length: -1\r\n\r\n", MALFORMED),
            ("a length with a sign", post + b"Content-Length: +2\r\n\r\n{}", MALFORMED),
            ("a length in hexadecimal", post + b"Content-Length: 0x2\r\n\r\n{}", MALFORMED),
            ("a length beyond 64 bits", post + b"Content-Length: 99999999999999999999\r\n\r\n", MALFORMED),
            ("a length of 18 digits", post + b"Content-Length: 999999999999999999\r\n\r\n", Expect(413, "BODY_TOO_LARGE")),
            ("length and chunks", post + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", MALFORMED),
            ("gzip", post + b"Transfer-Encoding: gzip\r\n\r\n", MALFORMED),
            ("gzip and chunks", post + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", MALFORMED),
            ("identity", post + b"Transfer-Encoding: identity\r\n\r\n", MALFORMED),
            ("a bad size of a chunk", post + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n", MALFORMED),
            ("a negative size of a chunk", post + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n", MALFORMED),
            ("an endless size of a chunk", post + b"Transfer-Encoding: chunked\r\n\r\n" + b"0" * 20000, MALFORMED),
            ("another expectation", post + b"Expect: tea\r\nContent-Length: 2\r\n\r\n{}", MALFORMED)]:
        yield Case(f"frame: {title}", raw, expect)


def cut(applicant):
    """Requests that end too early: nobody can be answered, but nothing may be left waiting."""
    host = b"Host: localhost\r\n"
    yield "half a header", b"GET /health HT"
    yield "a body that does not come", (
        b"POST /api/v1/sign_in_codes HTTP/1.1\r\n" + host +
        b"Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{")
    yield "nothing at all", b""


def cases(applicant, routes, number):
    yield from methods(applicant, routes, number)
    yield from addresses(applicant, routes, number)
    yield from values(applicant, number)
    yield from frames(applicant)

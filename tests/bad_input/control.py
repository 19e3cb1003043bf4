"""Negative controls: every check of the runner is shown to notice what it is there for. Needs no
server, so it runs wherever Python does (run --self-test)."""

import collections
import datetime
import json
import os
import socket
import tempfile
import threading

import addresses
import files
import questions
import scan
from cover import Cover
from judge import ANY, Case, Expect, of_answer
from scan import leaks
from tally import Tally
from wire import Answer, Wire

Route = collections.namedtuple("Route", "method path who")
GOOD = {"type": "/problems/TOO_LONG", "title": "This is too long.", "status": 400, "code": "TOO_LONG",
        "detail": "Shorten it to at most 100.", "pointer": "/full_name", "params": {"max": "100"},
        "errors": [{"pointer": "/full_name", "code": "TOO_LONG", "params": {"max": "100"}}]}
EXPECT = {"status": 400, "code": "TOO_LONG", "pointer": "/full_name", "params": {"max": "100"},
          "faults": {("/full_name", "TOO_LONG")}}


def answer(problem, status=400, kind="application/problem+json", allow=""):
    return Answer(status, [("content-type", kind), ("allow", allow)], json.dumps(problem).encode())


def verdict(given, secrets=(), **expected):
    return of_answer(Case("planted", b"", Expect(**(EXPECT | expected)), secrets=list(secrets)), given)


def planted():
    """(title, what the judge says): it must say something each time."""
    right = answer(GOOD)
    yield "a wrong status", verdict(right, status=404)
    yield "a wrong code", verdict(right, code="TOO_SHORT")
    yield "a wrong pointer", verdict(right, pointer="/name")
    yield "a pointer where none is expected", verdict(right, pointer=None)
    yield "wrong params", verdict(right, params={"max": "99"})
    yield "params where none are expected", verdict(right, params=None)
    yield "one fault too few", verdict(right, faults={("/a", "B"), ("/full_name", "TOO_LONG")})
    full = {"/full_name": ("TOO_LONG", {"max": "100"})}
    yield "an error too few", verdict(right, errors=full | {"/a": ("B", None)})
    yield "an error too many", verdict(answer(GOOD | {"errors": GOOD["errors"] + [{"pointer": "/a", "code": "B"}]}), errors=full)
    yield "an error twice", verdict(answer(GOOD | {"errors": GOOD["errors"] * 2}), errors=full)
    yield "another code of an error", verdict(right, errors={"/full_name": ("TOO_SHORT", {"max": "100"})})
    yield "other params of an error", verdict(right, errors={"/full_name": ("TOO_LONG", {"max": "99"})})
    yield "a problem that is not its first error", verdict(answer(GOOD | {"errors": [{"pointer": "/a", "code": "B"}]}),
                                                           errors={"/a": ("B", None)})
    typed = answer(GOOD | {"detail": "not so: ' OR 1=1"}), answer(GOOD | {"params": {"max": "' OR 1=1"}})
    for where, given in zip(("words", "params"), typed):
        yield f"a string that was typed, in {where}", of_answer(
            Case("", b"", Expect(400, ANY, ANY, ANY), typed="' OR 1=1"), given)
    yield "a wrong Allow", verdict(right, allow="GET")
    yield "another media type", verdict(answer(GOOD, kind="application/json"))
    yield "a status that differs inside", verdict(answer(GOOD | {"status": 500}))
    yield "a type that is another", verdict(answer(GOOD | {"type": "about:blank"}))
    yield "no words", verdict(answer(GOOD | {"detail": ""}))
    yield "an unfilled placeholder", verdict(answer(GOOD | {"detail": "At most {max}."}))
    yield "SQL in words", verdict(answer(GOOD | {"detail": "near WHERE id = 1: syntax error"}))
    yield "a source file in words", verdict(answer(GOOD | {"detail": "bad call at reader.cpp:40"}))
    yield "a repeated name", verdict(answer(GOOD | {"detail": "not good: Budi Canary"}), ["Budi Canary"])
    yield "a member of another contract", verdict(answer(GOOD | {"stack": []}))
    yield "something that is no JSON", verdict(Answer(400, right.headers, b"<html>"))
    yield "a refusal where none is expected", verdict(right, status=200, code=None)
    yield "success where a refusal is expected", verdict(answer({"ok": 1}, 200, "application/json"))
    yield "a fault of the service that was expected", verdict(answer(GOOD | {"status": 500}, 500), status=500)
    yield "silence", verdict(None)
    yield "a body after HEAD", verdict(right, head_only=True)
    yield "another text than was saved", of_answer(
        Case("", b"", Expect(200, body={"answers": {"a": "e\u0301"}})), answer({"answers": {"a": "é"}}, 200))
    yield "a wrong code of SNAP", of_answer(
        Case("", b"", Expect(400, snap="4002401")), answer({"responseCode": "4002400"}))


def hidden():
    """(title, finds, expected) of canaries in files."""
    canaries = {"name": "Budi Canary", "code": "123456"}
    for title, data, expected in [
            ("as it is", b"\0\xffBudi Canary\0", ["name"]), ("in hexadecimal", b"x" + b"Budi Canary".hex().encode(), ["name"]),
            ("in base64", b"QnVkaSBDYW5hcnk", ["name"]), ("in capitals", b"BUDI CANARY", ["name"]),
            ("a code alone", b'"code": 123456,', ["code"]), ("a code inside a longer number", b"91234567", []),
            ("nothing", b"Budi", [])]:
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "blobs"))
            with open(os.path.join(folder, "blobs", "x"), "wb") as file:
                file.write(data)
            found, _, _ = leaks(folder, canaries)
            yield f"a canary {title}", [name for _, name in found], expected


def slipped():
    """(title, found, expected) of what should have got all strings, and got fewer."""
    cover, places = Cover(), [f"{field.section}.{field.name}" for field in questions.FIELDS]
    for place in places:
        for text in ("a", "b"):
            cover.note(place, text)
    yield "all fields got all strings", cover.gaps(places, ["a", "b"]), []
    yield "one string too few", cover.gaps(places[:1], ["a", "b", "c"]), [f"{places[0]} did not get 1 of 3"]
    with open(questions.TABLE, encoding="utf-8") as file:
        more = file.read() + "1970-01-01\twork\tshoe_size\tnumber\t0\talways\t\t2\t2.13\t1\n"
    today = datetime.date.today()
    grown = [f"{field.section}.{field.name}" for field in questions.fields_of(more, today)]
    yield "a field that is new in the table", cover.gaps(grown, ["a", "b"]), ["work.shoe_size did not get 2 of 2"]
    later = more.replace("1970-01-01\twork\tshoe", f"{today}\twork\tshoe")
    yield "only the fields in force count", [field.name for field in questions.fields_of(later, today)], ["shoe_size"]
    early = later.replace(str(today), "2999-01-01")
    yield "not those to come", len(questions.fields_of(early, today)), len(questions.FIELDS)
    routes = [Route("GET", "/api/v1/forms/{form}", "public"), Route("GET", "/api/v1/forms/{form}/{page}", "public")]
    places = [("GET", "/api/v1/forms/{}", "nobody", None, None)]
    yield "a name in a path that is new", addresses.untried(routes, places), \
        ["GET /api/v1/forms/{form}/{page} {form}", "GET /api/v1/forms/{form}/{page} {page}"]
    yield "a tail that comes back", files.traces(b"\xff\xd8\xff" + files.TAIL + b"%PDF", "image/jpeg"), ["the tail", "a PDF"]
    with tempfile.NamedTemporaryFile() as log:
        log.write(b'{"path":"/a/%3Cscript%3Ealert(1)"} \\u4e2d\\u6587\\u4e2d')
        log.flush()
        yield "strings in a log", scan.repeated(log.name, ["<script>alert(1)", "中文中", "none of them"]), \
            [repr("<script>alert(1)"), repr("中文中")]


def talked():
    """(title, failures counted, expected) when the runner asks a server that says the same to all,
    says nothing, or never answers."""
    said = json.dumps(GOOD).encode()
    words = (b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\n"
             b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(said), said))
    for title, answer, expect, expected in [
            ("the right expectation", words, EXPECT, 0), ("a wrong one", words, EXPECT | {"code": "BUSY"}, 1),
            ("a server that closes", b"", EXPECT, 1), ("a server that hangs", None, EXPECT, 1)]:
        with socket.create_server(("127.0.0.1", 0)) as server:
            thread = threading.Thread(target=answer_once, args=(server, answer), daemon=True)
            thread.start()
            tally = Tally(Wire(server.getsockname(), time_max_s=0.5), quiet=True)
            tally.check(Case("planted", b"GET / HTTP/1.1\r\n\r\n", Expect(**expect)))
            tally.wire.close()
            thread.join(5)
        yield f"{title} over a connection", tally.failed, expected


def answer_once(server, words):
    connection, _ = server.accept()
    with connection:
        connection.recv(4096)
        if words is None:
            connection.recv(1)  # Until the other side gives up.
        else:
            connection.sendall(words)


def failures():
    """Controls that did not work, and how many there are."""
    wrong, count = [], 0
    if said := verdict(answer(GOOD)):
        wrong.append(f"the right answer is refused: {said}")
    for title, said in planted():
        count += 1
        if not said:
            wrong.append(f"not noticed: {title}")
    for title, found, expected in [*hidden(), *slipped(), *talked()]:
        count += 1
        if found != expected:
            wrong.append(f"{title}: found {found}, expected {expected}")
    return wrong, count + 1

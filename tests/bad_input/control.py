"""Negative controls: every check of the runner is shown to notice what it is there for. Needs no
server, so it runs wherever Python does (run --self-test)."""

import json
import os
import socket
import tempfile
import threading

from judge import Case, Expect, of_answer
from scan import leaks
from tally import Tally
from wire import Answer, Wire

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
    for title, found, expected in [*hidden(), *talked()]:
        count += 1
        if found != expected:
            wrong.append(f"{title}: found {found}, expected {expected}")
    return wrong, count + 1

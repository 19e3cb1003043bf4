"""HTTP as a browser speaks it: connections that stay open, a cookie, a CSRF token, one
Idempotency-Key for each thing that is wanted. Every exchange with the service is kept for
tools/validate_answers.py."""
import hashlib
import http.client
import itertools
import json
import os
import re
import socket
import threading
import time
import urllib.parse

TIMEOUT_S = 30


def uuid7():
    """A UUIDv7: milliseconds, then random bits."""
    bits = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    text = f"{bits:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def wait_until(condition, what, seconds=TIMEOUT_S):
    """Asks again and again, and gives what the condition gave as soon as that is true."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.02)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def kind(self):
        return self.headers.get("content-type", "").split(";")[0].strip()

    @property
    def json(self):
        return json.loads(self.body) if self.kind.endswith("json") else {}

    @property
    def code(self):
        """The code of a problem; empty when it went well."""
        return self.json.get("code", "") if self.status >= 400 else ""

    def __str__(self):
        return f"{self.status} {self.code}".rstrip()


class Capture:
    """Every exchange, as JSON lines."""

    def __init__(self, path):
        self.path = path
        self._file = open(path, "w", encoding="utf-8")
        self._lock = threading.Lock()

    def add(self, method, path, answer):
        text = None
        if answer.body and (answer.kind.endswith("json") or answer.kind.startswith("text/")):
            text = answer.body.decode()
        line = json.dumps({"method": method, "path": path, "status": answer.status,
                           "content_type": answer.headers.get("content-type"), "body": text})
        with self._lock:
            self._file.write(line + "\n")

    def close(self):
        self._file.close()


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=TIMEOUT_S)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Door:
    """One address, an open connection to it per thread."""

    def __init__(self, address, capture=None):
        self.address = address
        self._capture = capture
        self._own = threading.local()

    def _connection(self):
        if getattr(self._own, "connection", None) is None:
            if self.address.startswith("/"):
                self._own.connection = UnixConnection(self.address)
            else:
                parts = urllib.parse.urlsplit(self.address)
                self._own.connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_S)
            return self._own.connection, True
        return self._own.connection, False

    def send(self, method, path, body=None, headers=None):
        while True:
            connection, fresh = self._connection()
            try:
                connection.request(method, path, body, headers or {})
                got = connection.getresponse()
                answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                connection.close()
                self._own.connection = None
                if fresh:
                    raise  # Only a connection that lay idle may have been closed meanwhile.
        if self._capture is not None:
            self._capture.add(method, path, answer)
        return answer


class Service:
    """The service, through one or more servers in turn."""

    def __init__(self, addresses, capture):
        self.doors = [Door(address, capture) for address in addresses]
        self._turns = itertools.cycle(self.doors)
        self._lock = threading.Lock()

    def send(self, method, path, body=None, headers=None):
        with self._lock:
            door = next(self._turns)
        return door.send(method, path, body, headers)

    def get(self, path, headers=None):
        return self.send("GET", path, None, headers)

    def post(self, path, value):
        return self.send("POST", path, json.dumps(value), {"Content-Type": "application/json"})


class Outside:
    """The simulated world: bank, message sink, registry."""

    def __init__(self, address):
        self._door = Door(address)

    def get(self, path):
        return self._door.send("GET", path).json

    def post(self, path, value):
        return self._door.send("POST", path, json.dumps(value), {"Content-Type": "application/json"})

    def messages(self, contact):
        """The newest first."""
        return self.get("/sink/messages?to=" + urllib.parse.quote(contact))["messages"]

    def faults(self, system, **switches):
        """Switches these on and all others of the system off."""
        answer = self.post("/faults", {"system": system, **switches})
        assert answer.status == 200, answer.body

    def pay(self, billing_code, **order):
        answer = self.post("/bank/pay", {"billing_code": billing_code, **order})
        assert answer.status == 200, answer.body
        return answer.json


class Account:
    """Somebody with an address, signed in or not."""

    def __init__(self, service, outside, contact, *, written_to=""):
        self.service, self.outside, self.contact = service, outside, contact
        self._written_to = written_to or contact  # numbers are written to in international form
        self.cookie = self.csrf = ""

    def messages(self, subject=""):
        """Those whose subject begins so, the newest first."""
        return [m for m in self.outside.messages(self._written_to) if m["subject"].startswith(subject)]

    def code_messages(self):
        return [re.search(r"\b\d{6}\b", m["text"])[0] for m in self.messages("Kode masuk")]

    def ask_for_code(self):
        """Gives the code, as soon as its message is there."""
        before = len(self.code_messages())
        asked = self.service.post("/api/v1/sign_in_codes", {"contact": self.contact})
        assert asked.status == 202, f"sign_in_codes: {asked} {asked.body}"
        wait_until(lambda: len(self.code_messages()) > before, "the code's message")
        return self.code_messages()[0]

    def sign_in(self):
        code = self.ask_for_code()
        answer = self.service.post("/api/v1/sessions", {"contact": self.contact, "code": code})
        assert answer.status == 201, f"sessions: {answer} {answer.body}"
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        self.csrf = answer.json["csrf_token"]
        return answer

    def call(self, method, path, value=None, *, key=None, headers=None, raw=None, kind=None):
        """`value` is sent as JSON, `raw` as it is. A key is made up where none is given."""
        sent = {"Cookie": self.cookie}
        body = raw
        if value is not None:
            body, kind = json.dumps(value), "application/json"
        if kind:
            sent["Content-Type"] = kind
        if method != "GET":
            sent["X-CSRF-Token"] = self.csrf
            sent["Idempotency-Key"] = key or uuid7()
        sent.update(headers or {})
        return self.service.send(method, path, body, {k: v for k, v in sent.items() if v is not None})

    def get(self, path):
        return self.call("GET", path)

    def upload(self, content, kind="image/jpeg"):
        name = hashlib.sha256(content).hexdigest()
        return name, self.call("PUT", "/api/v1/uploads/" + name, raw=content, kind=kind)

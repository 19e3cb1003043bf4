"""HTTP/1.1 by hand: what a well-behaved client library would refuse to send can be sent, and the
answer is seen as it came."""

import socket

ANSWER_MAX = 16 * 1024 * 1024
TIME_MAX_S = 15  # A server that takes longer hangs.


class Hang(Exception):
    """No complete answer in time."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def field(self, name):
        """The first field of this name (lower case), or ''."""
        return next((value for its, value in self.headers if its == name), "")


def request(method, target, fields=(), body=None, chunked=False):
    """The bytes of a request. `fields` stand after Host, in their order; a body brings its length."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost"]
    lines += [f"{name}: {value}" for name, value in fields]
    if chunked:
        lines.append("Transfer-Encoding: chunked")
    elif body is not None:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    if not chunked:
        return head + (body or b"")
    size = 60_000
    parts = [body[at:at + size] for at in range(0, len(body), size)]
    return head + b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


class Wire:
    """One connection at a time, kept while both sides keep it."""

    def __init__(self, address, time_max_s=TIME_MAX_S):
        self.address, self.time_max_s, self.socket, self.spare = address, time_max_s, None, b""

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket, self.spare = None, b""

    def connect(self):
        self.close()
        if isinstance(self.address, str):
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(self.time_max_s)
            self.socket.connect(self.address)
        else:
            self.socket = socket.create_connection(self.address, timeout=self.time_max_s)

    def begin(self, raw):
        """The first bytes of a request whose rest does not come."""
        self.connect()
        self.socket.sendall(raw)

    def rest(self):
        """The answer to what begin() began."""
        try:
            return self._read(False)
        except socket.timeout:
            raise Hang(f"no answer in {self.time_max_s} s")

    def ask(self, raw, head_only=False, end=False):
        """Sends the bytes and reads one answer. `end`: nothing more will be sent, and it shows.
        None when the server closed without a word."""
        kept = self.socket is not None
        try:
            answer = self._ask(raw, head_only, end)
        except OSError:
            answer = None
        if answer is None and kept:  # It may have closed an idle connection: once more on a new one.
            self.close()
            answer = self._ask(raw, head_only, end)
        return answer

    def _ask(self, raw, head_only, end):
        if self.socket is None:
            self.connect()
        try:
            try:
                self.socket.sendall(raw)
                if end:
                    self.socket.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError):
                pass  # Refused before all was sent; the answer may be there.
            return self._read(head_only)
        except socket.timeout:
            self.close()
            raise Hang(f"no answer in {self.time_max_s} s")

    def _more(self):
        try:
            got = self.socket.recv(65536)
        except ConnectionResetError:
            got = b""
        if len(self.spare) > ANSWER_MAX:
            raise Hang("an answer without an end")
        self.spare += got
        return bool(got)

    def _read(self, head_only):
        while b"\r\n\r\n" not in self.spare:
            if not self._more():
                self.close()
                return None
        head, _, self.spare = self.spare.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ", 2)[1])
        if status == 100:
            return self._read(head_only)
        headers = []
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers.append((name.strip().lower(), value.strip()))
        answer = Answer(status, headers, b"")
        size = int(answer.field("content-length") or 0)
        if head_only or status in (204, 304):
            size = 0
        while len(self.spare) < size:
            if not self._more():
                self.close()
                return None
        answer.body, self.spare = self.spare[:size], self.spare[size:]
        if answer.field("connection").lower() == "close" or self.spare:
            self.close()
        return answer

"""A service of our own with its outside world, and an applicant in it."""

import json
import os
import re
import secrets
import socket
import subprocess
import time
from urllib.parse import quote

from wire import Wire, request

START_MAX_S = 60
MESSAGE_MAX_S = 15


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class World:
    """`folder` is new and empty. The registry knows `citizens` and agrees to everything about a NIK
    that begins with `match_prefix`. `database` "": SQLite in the folder. `service`: another program
    in the place of mpaspord. `passports`: rows of those that the issuing system has on record; none
    unless stated."""

    def __init__(self, bin_folder, folder, citizens, match_prefix, database="", service="mpaspord", passports=""):
        self.bin, self.folder, self.programs = bin_folder, folder, []
        outside = os.path.join(folder, "outside")
        os.makedirs(outside)
        os.chmod(folder, 0o700)
        self.log = os.path.join(folder, "mpaspord.log")
        table = os.path.join(outside, "citizens.tsv")
        with open(table, "w", encoding="utf-8") as file:
            file.write(citizens)
        records = os.path.join(outside, "passports.tsv")
        with open(records, "w", encoding="utf-8") as file:
            file.write("nik\tnumber\tissued\texpires\treported_lost\tnote\n" + passports)
        program = os.path.join(bin_folder, "mpaspor-outside")
        subprocess.run([program, "--data", outside, "--only-keys"], check=True)
        port = free_port()
        clock = os.path.join(folder, "clock")
        self.address = self.start(
            [os.path.join(bin_folder, service), "--data", folder, "--port", "0", "--environment",
             "demonstration", *(["--database", database] if database else []), "--rate-scale", "1000000", "--clock", "own:" + clock,
             "--outside", f"http://127.0.0.1:{port}"], self.log)
        self.outside = self.start(
            [program, "--port", str(port), "--data", outside, "--clock", clock, "--citizens", table, "--passports", records,
             "--match-prefix", match_prefix, "--mpaspor", "http://127.0.0.1:%d" % self.address[1]],
            os.path.join(outside, "log"))

    def start(self, command, log):
        """Starts a program, waits for its line `ready http://..`, gives its address."""
        with open(log, "wb") as errors:
            program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors)
        self.programs.append(program)
        until = time.monotonic() + START_MAX_S
        while time.monotonic() < until:
            line = program.stdout.readline().decode()
            if found := re.match(r"ready http://([0-9.]+):(\d+)", line):
                return found.group(1), int(found.group(2))
            if not line:
                break
        raise RuntimeError(f"{command[0]} did not start; see {log}")

    def alive(self):
        return all(program.poll() is None for program in self.programs)

    def stop(self):
        for program in reversed(self.programs):
            if program.poll() is None:
                program.terminate()
        for program in self.programs:
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self.programs = []

    def messages_to(self, contact):
        target = "/sink/messages?to=" + quote(contact)
        answer = Wire(self.outside).ask(request("GET", target))
        return [m["text"] for m in json.loads(answer.body)["messages"] if m["to"] == contact]

    def code_for(self, contact):
        """The one-time code that was sent. Deliveries come from a job, so it is looked for again."""
        until = time.monotonic() + MESSAGE_MAX_S
        while time.monotonic() < until:
            for text in self.messages_to(contact):
                if found := re.search(r"(?<!\d)\d{6}(?!\d)", text):
                    return found.group(0)
            time.sleep(0.1)
        raise RuntimeError("no code arrived")


class Applicant:
    """Signed in. Every secret of the session is remembered for the scan."""

    def __init__(self, world, contact):
        self.world, self.contact, self.wire = world, contact, Wire(world.address)
        self.cookie = self.csrf = ""
        self.expect(202, self.ask("POST", "/api/v1/sign_in_codes", {"contact": contact}))
        self.code = world.code_for(contact)
        answer = self.expect(
            201, self.ask("POST", "/api/v1/sessions", {"contact": contact, "code": self.code}))
        self.cookie = answer.field("set-cookie").split(";")[0]
        self.csrf = json.loads(answer.body)["csrf_token"]

    def fields(self, body=True, key=True, **more):
        """Of a request that is right. More, such as if_match='"1"'; None leaves one out."""
        fields = {"cookie": self.cookie, "x_csrf_token": self.csrf}
        if body:
            fields["content_type"] = "application/json"
        if key:
            fields["idempotency_key"] = new_key()
        return [(name.replace("_", "-"), value) for name, value in (fields | more).items()
                if value not in (None, "")]

    def ask(self, method, target, body=None, **more):
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        fields = self.fields(body=body is not None, key=method in ("POST", "DELETE"), **more)
        return self.wire.ask(request(method, target, fields, content))

    @staticmethod
    def expect(status, answer):
        if answer is None or answer.status != status:
            raise RuntimeError(f"expected {status}, got {answer and (answer.status, answer.body)}")
        return answer

    def get(self, target):
        return json.loads(self.expect(200, self.ask("GET", target)).body)

    def put(self, target, body, version=None):
        match = None if version is None else f'"{version}"'
        return json.loads(self.expect(200, self.ask("PUT", target, body, if_match=match)).body)

    def draft(self):
        return json.loads(self.expect(201, self.ask("POST", "/api/v1/applications", {})).body)["number"]


class Officer(Applicant):
    """Signed in at a desk, with a password of the officer's own."""

    def __init__(self, world, login, role, office):  # pylint: disable=super-init-not-called
        self.world, self.contact, self.wire = world, login, Wire(world.address)
        self.cookie = self.csrf = ""
        door = Wire(os.path.join(world.folder, "admin.sock"))
        fields = [("Content-Type", "application/json"), ("X-Operator", "root")]
        body = json.dumps({"login": login, "role": role, "office": office}).encode()
        self.code = json.loads(self.expect(
            201, door.ask(request("POST", "/admin/v1/officers", fields, body))).body)["password"]
        self.password = "kuda hijau lewat jembatan"  # Nothing of the login: that would be guessed.
        self.sign_in(self.code)
        self.expect(204, self.ask("PUT", "/office/v1/me/password",
                                  {"current_password": self.code, "new_password": self.password}))

    def sign_in(self, password):
        answer = self.expect(201, self.ask("POST", "/office/v1/sessions", {
            "login": self.contact, "password": password, "station": "desk 1"}))
        self.cookie = answer.field("set-cookie").split(";")[0]
        self.csrf = json.loads(answer.body)["csrf_token"]


def new_key():
    """A random UUID in lower case."""
    h = secrets.token_hex(16)
    return f"{h[:8]}-{h[8:12]}-7{h[13:16]}-9{h[17:20]}-{h[20:]}"

"""The servers that the scenario starts for itself, and the way to those that run already."""
import datetime
import json
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import tempfile

from applicant import MATCH_PREFIX, ROOT
from client import Capture, Door, Outside, Service, wait_until

PROGRAMS = pathlib.Path(os.environ.get("MPASPOR_PROGRAMS", ROOT / "build/main"))
# A Tuesday, 08:00 in Western Indonesia. The sample holidays have one on a Friday soon after.
BEGIN = datetime.datetime(2026, 12, 1, 1, 0, tzinfo=datetime.timezone.utc)
STOP_S = 20
UTC = datetime.timezone.utc


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def text_of(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def begin_clock(path, begin=BEGIN):
    """The file of src/gateways/clock.cpp, with an offset that makes it `begin` now."""
    now = datetime.datetime.now(UTC)
    offset_us = (begin - now) // datetime.timedelta(microseconds=1)
    running = -2**63
    path.write_bytes(struct.pack("<QQqq4q", 0x6B636F6C4372704D, 1, offset_us, running, 0, 0, 0, 0))


class World:
    """What the steps talk to. Stops what it started."""

    def __init__(self, addresses, outside, socket_path, capture):
        self.capture = capture
        self.service = Service(addresses, capture)
        self.outside = Outside(outside)
        self.admin = Door(socket_path, capture) if socket_path else None
        self.applicants = []  # whose history is counted in the end
        self.servers = None  # those that the scenario started itself

    # The clock belongs to the first server; the others follow its file.
    def now(self):
        return instant(self.service.doors[0].send("GET", "/demo/clock").json["now"])

    def _clock(self, **change):
        answer = self.service.doors[0].send("POST", "/demo/clock", json.dumps(change),
                                            {"Content-Type": "application/json"})
        assert answer.status == 200, f"clock: {answer} {answer.body}"

    def freeze(self):
        self._clock(freeze=True)

    def unfreeze(self):
        self._clock(freeze=False)

    def set(self, at):
        self._clock(set=text_of(at))

    def advance(self, **by):
        self._clock(advance_s=int(datetime.timedelta(**by).total_seconds()))


class Servers:
    """mpaspord, once on SQLite or twice on one PostgreSQL, and the simulated world."""

    def __init__(self, folder, database, begin=BEGIN):
        self.folder, self.database, self.begin = pathlib.Path(folder), database, begin
        self.started = {}
        self.commands = {}
        self.addresses, self.outside = [], ""

    def start(self):
        first = self.folder / "first"
        (first / "outside").mkdir(parents=True)
        first.chmod(0o700)
        begin_clock(first / "clock", self.begin)
        subprocess.run([PROGRAMS / "mpaspor-outside", "--data", first / "outside", "--only-keys"],
                       check=True)
        outside_port = free_port()
        self.outside = f"http://127.0.0.1:{outside_port}"
        self._serve(first, f"own:{first}/clock")
        if self.database:
            second = self.folder / "second"
            second.mkdir(mode=0o700)
            self._serve(second, f"follow:{first}/clock", "--root-key", first / "root.key",
                        "--bank", first / "outside/bank.json")
        self._launch("outside", PROGRAMS / "mpaspor-outside", "--data", first / "outside",
                     "--port", str(outside_port), "--mpaspor", self.addresses[0],
                     "--clock", first / "clock", "--match-prefix", MATCH_PREFIX)
        return self

    def _serve(self, data, clock, *more):
        database = ["--database", self.database] if self.database else []
        address = self._launch(data.name, PROGRAMS / "mpaspord", "--data", data, "--port", str(free_port()),
                               "--outside", self.outside, "--clock", clock,
                               "--environment", "demonstration", "--rate-scale", "1000",
                               *database, *more)
        self.addresses.append(address)

    def _launch(self, name, *command):
        self.commands[name] = [str(part) for part in command]
        return self._run(name)

    def _run(self, name):
        log_path = self.folder / f"{name}.log"
        with open(log_path, "a", encoding="utf-8") as log:
            begin = log.tell()
            # In UTC, whatever this machine's zone: the offices have zones of their own.
            process = subprocess.Popen(self.commands[name], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT,
                                       env={**os.environ, "TZ": "UTC"})
        self.started[name] = process

        def ready():
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended: {log_path.read_text()[-2000:]}")
            return re.search(r"^ready (http://\S+)", log_path.read_text()[begin:], re.M)

        return wait_until(ready, f"{name} is ready", 60)[1]

    def kill_first(self):
        """The first server ends as by a power cut. Gives the processes that it had started."""
        process = self.started["first"]
        threads = pathlib.Path(f"/proc/{process.pid}/task").glob("*/children")
        children = [child for thread in threads for child in thread.read_text().split()]
        process.kill()
        process.wait()
        return [int(child) for child in children]

    def start_first(self):
        self._run("first")

    def stop(self):
        """Gives the programs that did not end well."""
        for process in self.started.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        bad = []
        for name, process in self.started.items():
            try:
                code = process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                code = "killed"
            if code != 0:
                bad.append(f"{name}: {code}")
        return bad

    def alarms(self):
        """Lines of the logs that tell of a fault of the service."""
        lines = []
        for log in self.folder.glob("*.log"):
            lines += [line for line in log.read_text().splitlines() if '"alarm"' in line]
        return lines


def own_world():
    folder = tempfile.mkdtemp(prefix="mpaspor-scenario-")
    servers = Servers(folder, os.environ.get("MPASPOR_SCENARIO_POSTGRES", ""))
    try:
        servers.start()
    except BaseException:
        servers.stop()
        raise
    capture = Capture(servers.folder / "exchanges.jsonl")
    world = World(servers.addresses, servers.outside, str(servers.folder / "first/admin.sock"), capture)
    world.servers = servers
    return world, servers, folder

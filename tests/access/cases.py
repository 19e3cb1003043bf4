"""What each route is asked about: an application of the owner, fresh for each route that may change
it, and requests of the owner to one office, so that only who asks decides the answer."""

import datetime
import json
import pathlib
import sys
import time
import types

from access import body_of, fill
from actors import OFFICES
from bank import TOKEN, Bank

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "scenario"))
import offices
from applicant import MATCH_PREFIX, PICTURE, Applicant, invented
from client import Account, Outside, Service

# Their owner's session is over behind them.
ENDING = {("DELETE", "/api/v1/sessions/current"), ("DELETE", "/office/v1/sessions/current")}
# Of requests whose body is read before the case is looked for.
ENDINGS = ("/decision", "/objection", "/refusal", "/withdrawal")
# The application is gone behind them.
DELETING = {("DELETE", "/api/v1/applications/{number}")}


def wait_until(holds, seconds=15):
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)


def as_account(service, outside, person):
    """An applicant of tests/bad_input as the scenario's steps have one."""
    account = Account(service, outside, person.contact)
    account.cookie, account.csrf = person.cookie, person.csrf
    return account


class Cases:
    def __init__(self, world, doors, owner, stranger):
        self.owner, self.bank = owner, Bank(world)
        doors.admin("PUT", "/admin/v1/settings/applications_max", {"value": 100000})
        wait_until(lambda: owner.get("/api/v1/me")["applications_max"] == 100000)
        service = Service(["http://%s:%d" % world.address], None)
        outside = Outside("http://%s:%d" % world.outside)
        self.accounts = [as_account(service, outside, person) for person in (owner, stranger)]
        self.calendar = types.SimpleNamespace(
            service=service, now=lambda: datetime.datetime.now(datetime.timezone.utc))
        self.numbers = {}
        self.requests = {"/office/v1/claims/": self.claim(), "/office/v1/recoveries/": self.recovery(service, outside)}
        self.requests |= {"/office/v1/quota_rules/": self.quota_rule(doors), "/office/v1/service_points/": str(offices.BATAM)}
        self.requests["/api/v1/recoveries/"] = self.requests["/office/v1/recoveries/"]

    def claim(self):
        """The stranger holds a place with the owner's NIK; the owner claims it."""
        mine, theirs = self.accounts
        holder = Applicant(theirs, invented(9901)).prepare(theirs.upload(PICTURE)[0])
        held = holder.hold(offices.some_place(self.calendar, offices.PONTIANAK, after=3))
        assert held.status == 201, (held.status, held.body)
        own = Applicant(mine, invented(9901))
        own.begin()
        own.identify()
        self.numbers["GET", "/api/v1/applications/{number}/claim"] = own.number
        filed = mine.call("POST", own.path + "/claim", {"office": OFFICES[0], "evidence": [mine.upload(PICTURE)[0]]})
        assert filed.status == 201, (filed.status, filed.body)
        return filed.json["id"]

    def recovery(self, service, outside):
        """Somebody with a new contact asks for the owner's account."""
        asker = Account(service, outside, "new.contact@example.id")
        asker.sign_in()
        a = Applicant(asker, invented(9901))
        a.begin()
        a.identify()
        filed = asker.call("POST", a.path + "/recovery", {"old_contact": self.owner.contact, "office": OFFICES[0]})
        assert filed.status == 201, (filed.status, filed.body)
        return filed.json["id"]

    @staticmethod
    def quota_rule(doors):
        """The operator has drafted it, so that no officer may take it back."""
        drafted = doors.admin("POST", "/admin/v1/quota_rules", {
            "service_point": offices.BATAM, "pool": "online", "weekdays": [1], "from": "2027-06-07", "delta": 1,
            "reason": "who may decide it"})
        return str(json.loads(drafted.body)["rule"])

    def of(self, route):
        """The path and the body of a request that is right but for who asks."""
        path, number = route.path, ""
        if "{number}" in path:
            key = (route.method, route.path)
            if route.method == "GET" and key not in self.numbers:
                key = "GET"  # One will do, where nothing changes.
            if key not in self.numbers or key in DELETING:
                self.numbers[key] = self.owner.draft()
            number = self.numbers[key]
        name = next((name for start, name in self.requests.items() if path.startswith(start)), "1")
        return fill(path.replace("{id}", name), number), self.body_of(route)

    def body_of(self, route):
        """Right where the case is looked for behind the body; {} where it does not matter."""
        if route.body_max == 0:
            return None
        if route.path == TOKEN:
            return b'{"grantType":"client_credentials"}'
        if route.path.startswith("/snap/"):
            return json.dumps(self.bank.good(route.path), separators=(",", ":")).encode()
        of_a_case = "{number}" in route.path or route.path.endswith(ENDINGS)
        return body_of(route)[0] if of_a_case or "/uploads/" in route.path else b"{}"

    @staticmethod
    def ends_session(route):
        return (route.method, route.path) in ENDING

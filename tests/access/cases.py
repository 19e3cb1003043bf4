"""What each route is asked about: an application of the owner, fresh for each route that may change
it, so that only who asks decides the answer."""

import json
import time

from bank import TOKEN, Bank
from shapes import SHAPES, good

MATCH_PREFIX = "9999"
PLACES = {"{section}": "product", "{kind}": "id_card", "{sha256}": "5" * 64, "{name}": "lead_days",
          "{id}": "1", "{date}": "2027-01-04", "{login}": "nobody"}
# Their owner's session is over behind them.
ENDING = {("DELETE", "/api/v1/sessions/current"), ("DELETE", "/office/v1/sessions/current")}


def wait_until(holds, seconds=15):
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)


class Cases:
    def __init__(self, world, doors, owner, stranger):
        self.world, self.doors, self.owner, self.stranger = world, doors, owner, stranger
        doors.admin("PUT", "/admin/v1/settings/applications_max", {"value": 100000})
        wait_until(lambda: owner.get("/api/v1/me")["applications_max"] == 100000)
        self.bank = Bank(world)
        self.numbers = {}

    def of(self, route):
        """The path and the body of a request that is right but for who asks."""
        path = route.path
        if "{number}" in path:
            if route.method == "GET":
                key = "GET"
            else:
                key = (route.method, route.path)
            if key not in self.numbers:
                self.numbers[key] = self.owner.draft()
            path = path.replace("{number}", self.numbers[key])
        for name, value in PLACES.items():
            path = path.replace(name, value)
        return path, self.body_of(route)

    def body_of(self, route):
        """Right where the case is looked for behind the body; {} where it does not matter."""
        if route.body_max == 0:
            return None
        if "/uploads/" in route.path:
            return b"\xff\xd8\xff"
        if "{number}" in route.path:
            for shape in SHAPES:
                if (shape.method, shape.path.replace("/id_card", "/{kind}")) == (route.method, route.path):
                    return json.dumps(good(shape)).encode()
        if route.path == TOKEN:
            return b'{"grantType":"client_credentials"}'
        if route.path.startswith("/snap/"):
            return json.dumps(self.bank.good(route.path)).encode()
        return b"{}"

    @staticmethod
    def ends_session(route):
        return (route.method, route.path) in ENDING

"""An officer at a desk."""
import json

from client import uuid7


class Officer:
    """Created by the operator, signed in, with a password of the officer's own."""

    def __init__(self, world, login, role, office):
        self.world, self.login, self.password = world, login, "kuda hijau berlari"
        self.cookie = self.csrf = ""
        made = world.admin.send("POST", "/admin/v1/officers",
                                json.dumps({"login": login, "role": role, "office": office}),
                                {"Content-Type": "application/json"})
        assert made.status == 201, f"{made} {made.body}"
        first = made.json["password"]
        self.sign_in(first)
        changed = self.call("PUT", "/office/v1/me/password",
                            {"current_password": first, "new_password": self.password})
        assert changed.status == 204, f"{changed} {changed.body}"

    def sign_in(self, password=""):
        answer = self.world.service.post("/office/v1/sessions", {
            "login": self.login, "password": password or self.password, "station": "loket 1"})
        assert answer.status == 201, f"{answer} {answer.body}"
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        self.csrf = answer.json["csrf_token"]
        return answer

    def call(self, method, path, value=None, *, key=None):
        """Signs in anew when the session lay idle: the walks take days."""
        for _ in range(2):
            sent = {"Cookie": self.cookie}
            if method != "GET":
                sent |= {"X-CSRF-Token": self.csrf, "Idempotency-Key": key or uuid7()}
            if value is not None:
                sent["Content-Type"] = "application/json"
            answer = self.world.service.send(method, path, None if value is None else json.dumps(value), sent)
            if answer.status != 401:
                break
            self.sign_in()
        return answer

    def get(self, path):
        return self.call("GET", path)

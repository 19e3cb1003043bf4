"""What the service says of itself, and how it meets requests that are not well formed."""
import json

import offices
from applicant import PICTURE, invented
from client import Door, uuid7, wait_until
from steps_holds import ready


def run(world, t):
    itself(world, t)
    a = ready(world, "pintu@example.id", invented(9301))
    misshapen(world, t, a)
    documents(t, a)
    languages(t, a)
    signs_out(t, a)


def itself(world, t):
    t.section("What the service says of itself")
    for door in world.service.doors:
        for path in ("/health", "/ready"):
            t.answered("ops", f"{door.address}{path}", door.send("GET", path), 200)
    metrics = world.service.get("/metrics")
    t.check("ops", "the metrics count requests", b"mpaspor_" in metrics.body, metrics.body[:200])
    t.check("ops", "the contract is served", b"openapi: '3.1.0'" in world.service.get("/openapi.yaml").body)
    month = f"/api/v1/service_points/{offices.BATAM}/availability?month={world.now():%Y-%m}"
    tag = world.service.get(month).headers.get("etag", "")
    t.answered("002-S7", "a month that has not changed", world.service.get(month, {"If-None-Match": tag}), 304)
    t.answered("002-S7", "a service point that nobody has",
               world.service.get("/api/v1/service_points/999999/availability?month=2026-12"), 404, "OFFICE_NOT_FOUND")
    t.answered("002-S7", "a day that is none",
               world.service.get(f"/api/v1/service_points/{offices.BATAM}/availability/2026-02-30"), 400, "MALFORMED_DATE")
    t.answered("ops", "a path that nobody has", world.service.get("/api/v1/nothing"), 404, "ROUTE_NOT_FOUND")
    wrong = world.service.send("DELETE", "/api/v1/offices")
    t.answered("ops", "a method that is none", wrong, 405, "METHOD_NOT_ALLOWED")
    admin = Door(world.service.doors[0].address).send("GET", "/admin/v1/status")  # described for another door
    t.answered("ops", "the admin socket's paths are not on this door", admin, 404, "ROUTE_NOT_FOUND")
    constant = world.service.post("/demo/constant", {})
    t.answered("ops", "the answer that never changes, for measuring", constant, 201)


def misshapen(world, t, a):
    t.section("Requests that are not well formed")
    hold, account = a.path + "/hold", a.account
    def sent(raw, kind="application/json", path=hold, method="POST", headers=None):
        return account.call(method, path, raw=raw, kind=kind, headers=headers)
    t.answered("ops", "no JSON", sent(b"{"), 400, "MALFORMED_JSON")
    place = offices.some_place(world, offices.BATAM)
    t.answered("ops", "an unknown field", sent(json.dumps({**place, "vip": True})), 400, "UNKNOWN_FIELD")
    t.answered("ops", "a field that is missing", sent(json.dumps({"date": place["date"], "slot": "08:00"})), 400, "MISSING_FIELD")
    t.answered("ops", "a word for a number", sent(json.dumps({**place, "service_point": "seven"})), 400, "WRONG_TYPE")
    t.answered("002-S7", "a day that is none", sent(json.dumps({**place, "date": "2026-13-01"})), 400, "MALFORMED_DATE")
    t.answered("ops", "another media type", sent(b"{}", kind="text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE")
    t.answered("ops", "a body that is too large", sent(b" " * 20_000), 413, "BODY_TOO_LARGE")
    t.answered("ops", "a key that is no UUID", sent(json.dumps(place), headers={"Idempotency-Key": "again"}), 400,
               "IDEMPOTENCY_KEY_MALFORMED")
    flipped = a.number[:-1] + str((int(a.number[-1]) + 1) % 10)
    t.answered("3.4", "a number with a wrong check digit", account.get("/api/v1/applications/" + flipped), 400, "MALFORMED_NUMBER")
    t.answered("002-S2", "a section that nobody has", account.get(a.path + "/sections/hobbies"), 404, "SECTION_NOT_FOUND")
    undeclared = account.call("POST", a.path + "/submission", {"declaration": False})
    t.answered("2.1", "submission without declaring that the answers are true", undeclared, 400, "UNKNOWN_VALUE")
    for name, content in (("a script", b"<script>alert(1)</script>"), ("half a picture", PICTURE[:400])):
        got = account.upload(content)[1]
        t.check("002-S3", f"{name} as an identity card -> {got}",
                got.code in ("FILE_TYPE_UNSUPPORTED", "FILE_DAMAGED"), got.body)
    t.answered("002-S3", "an empty file", account.upload(b"")[1], 422, "FILE_EMPTY")


def documents(t, a):
    t.section("A document is taken off again")
    kind = a.path + "/documents/id_card"
    t.answered("002-S3", "off", a.account.call("DELETE", kind), 204)
    t.answered("002-S3", "it is gone", a.account.get(kind), 404, "DOCUMENT_NOT_FOUND")
    t.equal("002-S3", "stage 3 is open again", a.look()["stage"], 3)


def languages(t, a):
    t.section("Two languages")
    title = {}
    for language in ("id", "en"):
        answer = a.account.call("POST", a.path + "/submission", {"declaration": True}, key=uuid7(),
                                headers={"Accept-Language": language})
        title[language] = answer.json.get("title")
    t.check("7", f"a refusal in Indonesian and in English: {title['id']!r}, {title['en']!r}",
            title["id"] and title["en"] and title["id"] != title["en"], title)


def signs_out(t, a):
    t.section("Signing out")
    t.answered("7", "the session is ended", a.account.call("DELETE", "/api/v1/sessions/current"), 204)
    ended = wait_until(lambda: a.account.get("/api/v1/me").status == 401, "the end of the session", 5)
    t.check("7", "its cookie is nobody's, on every server", ended)
    a.account.sign_in()

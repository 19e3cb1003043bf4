"""The bank's way in (BI-SNAP): it is answered in its own codes, whatever it sends."""

import datetime
import hashlib
import hmac
import json
import os
import subprocess

from judge import Case, Expect
from wire import request

TOKEN, INQUIRY, PAYMENT = ("/snap/v1.0/" + path for path in
                           ("access-token/b2b", "transfer-va/inquiry", "transfer-va/payment"))
STATUS = {"00": 400, "01": 400, "02": 400}


class Bank:
    """Signs as the simulated bank does, with its own key."""

    def __init__(self, world):
        folder = os.path.join(world.folder, "outside")
        with open(os.path.join(folder, "bank.json"), encoding="utf-8") as file:
            self.agreement = json.load(file)
        self.key, self.serial, self.token = os.path.join(folder, "bank_private.pem"), 0, ""

    def now(self, minutes=0):
        zone = datetime.timezone(datetime.timedelta(hours=7))
        at = datetime.datetime.now(zone) + datetime.timedelta(minutes=minutes)
        return at.strftime("%Y-%m-%dT%H:%M:%S+07:00")

    def signed(self, text):
        done = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.key], input=text.encode(),
                              capture_output=True, check=True)
        return done.stdout.hex()

    def token_fields(self, **more):
        at = more.get("X-TIMESTAMP") or self.now()
        fields = {"Content-Type": "application/json", "X-TIMESTAMP": at,
                  "X-CLIENT-KEY": self.agreement["bank_client_id"],
                  "X-SIGNATURE": self.signed(f"{self.agreement['bank_client_id']}|{at}")} | more
        return [(name, value) for name, value in fields.items() if value is not None]

    def fields(self, path, body, **more):
        """Of a signed request: minified is what json.dumps makes without blanks."""
        self.serial += 1
        at = more.get("X-TIMESTAMP") or self.now()
        digest = hashlib.sha256(body).hexdigest()
        text = f"POST:{path}:{self.token}:{digest}:{at}"
        secret = self.agreement["bank_client_secret"].encode()
        fields = {"Content-Type": "application/json", "Authorization": "Bearer " + self.token,
                  "X-TIMESTAMP": at, "X-PARTNER-ID": self.agreement["partner_service_id"],
                  "X-SIGNATURE": hmac.new(secret, text.encode(), hashlib.sha512).hexdigest(),
                  "X-EXTERNAL-ID": str(10_000 + self.serial), "CHANNEL-ID": "95051"} | more
        return [(name, value) for name, value in fields.items() if value is not None]

    def good(self, path):
        service, code = self.agreement["partner_service_id"].rjust(8), "123456789012345"
        body = {"partnerServiceId": service, "customerNo": code, "virtualAccountNo": service + code}
        if path == INQUIRY:
            return body | {"inquiryRequestId": "canary-1"}
        return body | {"paymentRequestId": "canary-2", "trxDateTime": self.now(),
                       "paidAmount": {"value": "650000.00", "currency": "IDR"}}


def snap(status, code):
    return Expect(status, snap=code)


def token_cases(bank):
    right = b'{"grantType":"client_credentials"}'

    def asked(body=right, **more):
        return request("POST", TOKEN, bank.token_fields(**more), body)
    for name in ("X-TIMESTAMP", "X-CLIENT-KEY", "X-SIGNATURE"):
        yield f"token: no {name}", asked(**{name: None}), snap(400, "4007302")
    for title, body, expect in [
            ("no JSON", b"{", snap(400, "4007300")), ("empty", b"", snap(400, "4007300")),
            ("bad UTF-8", b'{"grantType":"\xff"}', snap(400, "4007300")),
            ("nested", b"[" * 9000, snap(400, "4007300")), ("a list", b"[]", snap(400, "4007301")),
            ("no grantType", b"{}", snap(400, "4007302")),
            ("another grant", b'{"grantType":"password"}', snap(400, "4007301")),
            ("a number", b'{"grantType":1}', snap(400, "4007301"))]:
        yield f"token: {title}", asked(body), expect
    for stamp in ["x", "2026-11-22", "2026-13-01T00:00:00Z", "0000-00-00T00:00:00+07:00", "9999-12-31T23:59:59+07:00"]:
        yield f"token: time {stamp}", asked(**{"X-TIMESTAMP": stamp}), snap(400, "4007301")
    for minutes in (-6, 6, -60 * 24 * 365):
        yield f"token: {minutes} minutes off", asked(**{"X-TIMESTAMP": bank.now(minutes)}), snap(401, "4017300")
    for title, more in [("another client", {"X-CLIENT-KEY": "nobody"}), ("signature x", {"X-SIGNATURE": "x"}),
                        ("signature of zeros", {"X-SIGNATURE": "00" * 256}),
                        ("signature of 4,000", {"X-SIGNATURE": "ab" * 2000}),
                        ("signature of something else", {"X-SIGNATURE": bank.signed("x")})]:
        yield f"token: {title}", asked(**more), snap(401, "4017300")


def body_cases(bank, path, service):
    good = bank.good(path)
    required = [name for name in good]
    for title, body, code in [("no JSON", b"{", "00"), ("empty", b"", "00"), ("bad UTF-8", b'{"a":"\xff"}', "00"),
                              ("nested", b"[" * 9000, "00"), ("1e400", b'{"a":1e400}', "00"), ("a list", b"[]", "01"),
                              ("nothing in it", b"{}", "02")]:
        yield title, body, code
    for name in required:
        rest = {its: value for its, value in good.items() if its != name}
        yield f"no {name}", rest, "02"
        for value in (None, True, 1, [], {"a": 1}) if name != "paidAmount" else (None, True, 1, [], "x"):
            yield f"{name} {value!r}", good | {name: value}, "01"
        yield f"{name} with a control character", good | {name: "a\x07"}, "01"
        yield f"{name} of 9,000", good | {name: "1" * 9000}, "01"
    for name in ("partnerServiceId", "customerNo", "virtualAccountNo"):
        for value in ("", "x", "' OR 1=1", "٣", "-1", "1" * 29):
            yield f"{name} {value!r}", good | {name: value}, "01"
    if path == PAYMENT:
        for value in ("", "x", "1", "1.0", "1.000", "-1.00", "+1.00", "1e9.00", "01.00", "NaN", "9" * 14 + ".00", ".00"):
            yield f"amount {value!r}", good | {"paidAmount": {"value": value, "currency": "IDR"}}, "01"
        yield "amount in dollars", good | {"paidAmount": {"value": "1.00", "currency": "USD"}}, "01"
        for value in ("", "x", "2026-11-22", "2026-02-30T00:00:00+07:00", "9999-12-31T23:59:59+07:00"):
            yield f"trxDateTime {value!r}", good | {"trxDateTime": value}, "01"


def service_cases(bank, path, service):
    good = json.dumps(bank.good(path), separators=(",", ":")).encode()

    def asked(body=good, **more):
        return request("POST", path, bank.fields(path, body, **more), body)
    for name in ("Authorization", "X-TIMESTAMP", "X-SIGNATURE", "X-PARTNER-ID", "X-EXTERNAL-ID", "CHANNEL-ID"):
        yield f"no {name}", asked(**{name: None}), snap(400, f"400{service}02")
    for token in ["x", "Bearer ", "Bearer x", "Bearer x.y", "Bearer " + "A" * 600, "Basic eDp5", "Bearer " + bank.token[:-1],
                  "Bearer " + bank.token + "A", "bearer " + bank.token, "Bearer  " + bank.token]:
        yield f"Authorization {token[:16]}", asked(Authorization=token), snap(401, f"401{service}01")
    for title, more in [("signature x", {"X-SIGNATURE": "x"}), ("signature of zeros", {"X-SIGNATURE": "0" * 128}),
                        ("another partner", {"X-PARTNER-ID": "1"}), ("time long ago", {"X-TIMESTAMP": bank.now(-6)}),
                        ("time to come", {"X-TIMESTAMP": bank.now(6)})]:
        yield title, asked(**more), snap(401, f"401{service}00")
    for bad in ["x", "-1", "1" * 37, "1.0", "' OR 1"]:
        yield f"X-EXTERNAL-ID {bad}", asked(**{"X-EXTERNAL-ID": bad}), snap(400, f"400{service}01")
    for title, body, code in body_cases(bank, path, service):
        content = body if isinstance(body, bytes) else json.dumps(body, separators=(",", ":")).encode()
        yield title, asked(content), snap(STATUS[code], f"400{service}{code}")
    yield "no such bill", asked(), snap(404, f"404{service}12")
    yield "the same X-EXTERNAL-ID, first", asked(**{"X-EXTERNAL-ID": "77" + service}), snap(404, f"404{service}12")
    yield "the same X-EXTERNAL-ID, again", asked(**{"X-EXTERNAL-ID": "77" + service}), snap(409, f"409{service}00")
    alien = bank.good(path) | {"partnerServiceId": "       1", "virtualAccountNo": "       1123456789012345"}
    yield "another partner's account", asked(json.dumps(alien, separators=(",", ":")).encode()), \
        snap(404, f"404{service}12")


def run(world, wire, check):
    bank = Bank(world)
    for title, raw, expect in token_cases(bank):
        check(Case(f"POST {TOKEN}: {title}", raw, expect))
    answer = wire.ask(request("POST", TOKEN, bank.token_fields(), b'{"grantType":"client_credentials"}'))
    bank.token = json.loads(answer.body)["accessToken"]
    for path, service in ((INQUIRY, "24"), (PAYMENT, "25")):
        for title, raw, expect in service_cases(bank, path, service):
            check(Case(f"POST {path}: {title}", raw, expect))
    return {"bank token": bank.token, "bank secret": bank.agreement["bank_client_secret"]}

#!/usr/bin/env python3
"""Goal: validate_answers.py passes answers as described and finds fault with every other.
Method: one good answer, then the same with one thing changed."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_openapi  # noqa: E402
import validate_answers  # noqa: E402

CONTRACT = validate_answers.Contract(check_openapi.load(pathlib.Path(__file__).resolve().parent.parent))
HOLD = {"service_point": 1, "date": "2026-12-03", "slot": "09:00", "accelerated": False, "sequence": 7,
        "expires_at": "2026-12-01T02:15:00Z", "server_time": "2026-12-01T02:00:00.000001Z"}
PROBLEM = {"type": "/problems/SLOT_FULL", "title": "Full.", "status": 409, "code": "SLOT_FULL",
           "alternatives": [{"date": "2026-12-04", "slot": "13:00", "free": 3}]}
GOOD = {"method": "POST", "path": "/api/v1/applications/1038000001112223/hold", "status": 201,
        "content_type": "application/json", "body": json.dumps(HOLD)}
REFUSED = {**GOOD, "status": 409, "content_type": "application/problem+json", "body": json.dumps(PROBLEM)}


def body(base, change):
    return {**base, "body": json.dumps({**json.loads(base["body"]), **change})}


CASES = [  # an answer, words of its fault or None
    (GOOD, None),
    (REFUSED, None),
    ({**GOOD, "content_type": "application/json; charset=utf-8"}, None),
    ({**GOOD, "path": GOOD["path"] + "?a=b"}, None),
    ({"method": "DELETE", "path": GOOD["path"], "status": 204, "content_type": "", "body": ""}, None),
    ({"method": "GET", "path": "/nowhere", "status": 404, "content_type": "application/problem+json",
      "body": json.dumps({**PROBLEM, "status": 404, "code": "ROUTE_NOT_FOUND", "alternatives": []})}, None),
    (body(GOOD, {"extra": 1}), "Additional properties"),
    (body(GOOD, {"sequence": "7"}), "/sequence"),
    (body(GOOD, {"slot": "9:00"}), "/slot"),
    (body(GOOD, {"expires_at": "2026-12-01T09:15:00+07:00"}), "/expires_at"),
    ({**GOOD, "body": "{"}, "not JSON"),
    ({**GOOD, "body": json.dumps({k: v for k, v in HOLD.items() if k != "slot"})}, "required"),
    ({**GOOD, "status": 200}, "status 200 is not declared"),
    ({**GOOD, "content_type": "text/html"}, "is not declared for 201"),
    ({"method": "DELETE", "path": GOOD["path"], "status": 204, "content_type": "", "body": "{}"}, "a body where none"),
    (body(REFUSED, {"code": "SLOT_GONE"}), "/code"),
    (body(REFUSED, {"status": 400}), "the problem says 400"),
    ({"method": "GET", "path": "/nowhere", "status": 200, "content_type": "application/json", "body": "{}"},
     "not described"),
]
wrong = 0
for answer, words in CASES:
    faults = list(CONTRACT.judge(answer))
    if bool(faults) != bool(words) or (words and words not in faults[0]):
        wrong += 1
        print(f"{answer}: expected {words!r}, got {faults}")
print(f"{len(CASES) - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

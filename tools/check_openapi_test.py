#!/usr/bin/env python3
"""Goal: check_openapi.py passes the contract as it is and names each planted fault.
Method: a fault is a change of the loaded document, or of a route table made from it."""
import copy
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_openapi  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = check_openapi.load(ROOT)
HOLD = "/api/v1/applications/{number}/hold"


def post_hold(document):
    return document["paths"][HOLD]["post"]


def schema(document, name):
    return document["components"]["schemas"][name]


FAULTS = [  # a change, words of a report
    (lambda d: post_hold(d).pop("x-who"), "x-who is None"),
    (lambda d: post_hold(d).update({"x-rate-class": "fast"}), "x-rate-class is 'fast'"),
    (lambda d: post_hold(d).update({"x-idempotency": "none"}), "Idempotency-Key and x-idempotency"),
    (lambda d: post_hold(d).update({"x-body-max": 1 << 40}), "x-body-max is"),
    (lambda d: post_hold(d).update({"x-body-max": 0}), "do not agree"),
    (lambda d: post_hold(d)["parameters"].pop(0), "do not fill the path"),
    (lambda d: post_hold(d)["parameters"].pop(), "X-CSRF-Token"),
    (lambda d: post_hold(d)["responses"].pop("201"), "no success"),
    (lambda d: post_hold(d)["responses"].update({"409": {"description": "No.", "content": {"application/json": {}}}}),
     "409 is not problem+json"),
    (lambda d: post_hold(d)["responses"].update({"4XX": {"description": "No."}}), "status '4XX'"),
    (lambda d: post_hold(d).update({"tags": ["other"]}), "tag ['other']"),
    (lambda d: post_hold(d).update({"operationId": "sign_in"}), "operationId sign_in again"),
    (lambda d: post_hold(d)["responses"].update({"409": {"$ref": "#/components/responses/None"}}), "leads nowhere"),
    (lambda d: schema(d, "Hold").pop("additionalProperties"), "schema Hold is open"),
    (lambda d: schema(d, "Application")["properties"]["visit"]["anyOf"].append({"type": "object", "properties": {}}),
     "schema Application/visit is open"),
    (lambda d: schema(d, "Hold")["required"].append("seat"), "requires seat"),
    (lambda d: schema(d, "Hold").update({"type": "objekt"}), "schema Hold"),
    (lambda d: schema(d, "Code")["enum"].remove("SLOT_FULL"), "SLOT_FULL stands in the source only"),
    (lambda d: schema(d, "State")["enum"].append("lost"), "lost stands here only"),
    (lambda d: d["components"]["schemas"].update({"Spare": {"type": "string"}}), "schemas/Spare is not used"),
]


def table(document):
    keys = ("x-who", "x-rate-class", "x-idempotency", "x-body-max")
    return [" ".join([method, path, *(str(operation[key]) for key in keys)])
            for method, path, operation in check_openapi.operations(document)]


lines = table(DOCUMENT)
hold = next(line for line in lines if line.startswith(f"POST {HOLD} "))
ROUTES = [  # a table, words of the one report or None
    (lines, None),
    (list(reversed(lines)), None),
    ([line for line in lines if line != hold], "there is no such route"),
    (lines + ["GET /api/v1/secret public read none 0"], "a route that is not described"),
    ([line.replace("applicant write required", "public write required") if line == hold else line for line in lines],
     "routed as public"),
    (lines + ["GET /api/v1/short"], "route table"),
]
wrong = 0
if found := list(check_openapi.itself(DOCUMENT, ROOT)):
    wrong += 1
    print(f"the contract as it is: {found}")
for number, (change, words) in enumerate(FAULTS):
    document = copy.deepcopy(DOCUMENT)
    change(document)
    found = list(check_openapi.itself(document, ROOT))
    if not any(words in report for report in found):
        wrong += 1
        print(f"fault {number}: expected {words!r}, got {found}")
for number, (routes, words) in enumerate(ROUTES):
    found = list(check_openapi.with_routes(DOCUMENT, "\n".join(routes)))
    if bool(found) != bool(words) or (words and words not in found[0]):
        wrong += 1
        print(f"routes {number}: expected {words!r}, got {found}")
total = 1 + len(FAULTS) + len(ROUTES)
print(f"{total - wrong} passed, {wrong} failed")
sys.exit(1 if wrong else 0)

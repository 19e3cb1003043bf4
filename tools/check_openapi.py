#!/usr/bin/env python3
"""api/openapi.yaml is whole, closed, and says of every route what the route table says.

  check_openapi.py                      the document against itself and the catalogues in src/
  check_openapi.py --routes FILE        and against a route table, both ways
  check_openapi.py --routes-of PROGRAM  the table that `PROGRAM --print-routes` prints
A line of a route table is `METHOD path who rate idempotency body_max`. tools/check_openapi_test.py
plants faults.
"""
import argparse
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
WHO = {"public", "applicant", "officer", "bank", "operator", "demo"}
RATE = {"none", "read", "write", "sign_in", "upload", "bank", "export"}
IDEMPOTENCY = {"none", "required"}
BODY_MAX = 10 * 1024 * 1024
OPEN_BY_STANDARD = re.compile(r"Snap\w+Request|Snap\w*Answer")  # SNAP's objects may have more members


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def resolve(document, reference):
    node = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def objects(name, schema):
    """Every object schema within one, with where it stands."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield name, schema
        for key, inner in schema.items():
            if key in ("properties", "patternProperties"):
                for member, sub in inner.items():
                    yield from objects(f"{name}/{member}", sub)
            elif isinstance(inner, (dict, list)):
                yield from objects(name, inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(name, inner)


def schemas(document):
    for name, schema in document["components"]["schemas"].items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as error:
            yield f"schema {name}: {error.message}"
        for where, part in objects(name, schema):
            closed = "additionalProperties" in part or "properties" not in part or OPEN_BY_STANDARD.fullmatch(name)
            if not closed:
                yield f"schema {where} is open: it needs additionalProperties: false"
            for member in part.get("required", []):
                if member not in part.get("properties", {}):
                    yield f"schema {where} requires {member}, which it does not describe"


def one_operation(document, method, path, operation):
    here = f"{method} {path}"
    for key, allowed in (("x-who", WHO), ("x-rate-class", RATE), ("x-idempotency", IDEMPOTENCY)):
        if operation.get(key) not in allowed:
            yield f"{here}: {key} is {operation.get(key)!r}"
    body_max = operation.get("x-body-max")
    if not isinstance(body_max, int) or not 0 <= body_max <= BODY_MAX:
        yield f"{here}: x-body-max is {body_max!r}"
    elif (body_max > 0) != ("requestBody" in operation):
        yield f"{here}: x-body-max {body_max} and a request body do not agree"
    parameters = [resolve(document, p["$ref"]) if "$ref" in p else p for p in operation.get("parameters", [])]
    in_path = {p["name"] for p in parameters if p["in"] == "path"}
    if in_path != set(re.findall(r"\{(\w+)\}", path)):
        yield f"{here}: parameters {sorted(in_path)} do not fill the path"
    in_header = {p["name"] for p in parameters if p["in"] == "header"}
    if ("Idempotency-Key" in in_header) != (operation.get("x-idempotency") == "required"):
        yield f"{here}: Idempotency-Key and x-idempotency do not agree"
    unsafe = operation.get("x-who") in ("applicant", "officer") and method != "GET"
    if ("X-CSRF-Token" in in_header) != unsafe:
        yield f"{here}: X-CSRF-Token stands on unsafe methods of sessions and nowhere else"
    if operation.get("tags", [None])[0] not in {tag["name"] for tag in document["tags"]}:
        yield f"{here}: tag {operation.get('tags')}"
    statuses = operation.get("responses", {})
    if not any(status.startswith("2") for status in statuses):
        yield f"{here}: no success"
    for status, response in statuses.items():
        if not re.fullmatch(r"[1-5]\d\d", str(status)):
            yield f"{here}: status {status!r}"
            continue
        response = resolve(document, response["$ref"]) if "$ref" in response else response
        kinds = set(response.get("content", {}))
        if int(status) >= 400 and operation.get("x-who") != "bank" and kinds != {"application/problem+json"}:
            yield f"{here}: {status} is not problem+json"


def catalogues(document, root):
    error = (root / "src/base/error.hpp").read_text(encoding="utf-8")
    state = (root / "src/domain/application/state.hpp").read_text(encoding="utf-8")
    public = re.search(r"kPublicStates\{(.*?)\}", state, re.S)[1]
    for name, listed in (("Code", re.findall(r'Category::\w+, "([A-Z_]+)"', error)),
                         ("State", re.findall(r'\{State::\w+, "(\w+)"', state)),
                         ("PublicState", re.findall(r'"(\w+)"', public))):
        known = document["components"]["schemas"][name]["enum"]
        for word in sorted(set(listed) ^ set(known)):
            yield f"schema {name}: {word} stands {'in the source' if word in listed else 'here'} only"


def itself(document, root):
    for reference in sorted(set(references(document))):
        try:
            resolve(document, reference)
        except KeyError:
            yield f"{reference} leads nowhere"
            return
    if not str(document.get("openapi", "")).startswith("3.1"):
        yield "not OpenAPI 3.1"
    yield from schemas(document)
    seen = set()
    for method, path, operation in operations(document):
        if method.lower() not in METHODS:
            yield f"{path}: no method {method}"
            continue
        yield from one_operation(document, method, path, operation)
        if operation.get("operationId") in seen:
            yield f"{method} {path}: operationId {operation.get('operationId')} again"
        seen.add(operation.get("operationId"))
    used = set(references(document))
    for kind in ("schemas", "parameters", "responses", "headers"):
        for name in document["components"].get(kind, {}):
            if f"#/components/{kind}/{name}" not in used:
                yield f"components/{kind}/{name} is not used"
    yield from catalogues(document, root)


def with_routes(document, table):
    """Every route is described as it is, and nothing else is described."""
    described = {}
    for method, path, operation in operations(document):
        described[method, path] = " ".join(
            str(operation.get(key)) for key in ("x-who", "x-rate-class", "x-idempotency", "x-body-max"))
    routed = {}
    for line in table.splitlines():
        words = line.split()
        if len(words) != 6:
            yield f"route table: {line!r}"
            continue
        routed[words[0], words[1]] = " ".join(words[2:])
    for key in sorted({*described} | {*routed}):
        here = " ".join(key)
        if key not in routed:
            yield f"{here}: described, but there is no such route"
        elif key not in described:
            yield f"{here}: a route that is not described"
        elif described[key] != routed[key]:
            yield f"{here}: described as {described[key]}, routed as {routed[key]}"


def load(root):
    return yaml.safe_load((root / "api/openapi.yaml").read_text(encoding="utf-8"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--routes")
    parser.add_argument("--routes-of")
    chosen = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    document = load(root)
    found = list(itself(document, root))
    if chosen.routes_of:
        table = subprocess.run([chosen.routes_of, "--print-routes"], check=True, capture_output=True, text=True).stdout
        found += with_routes(document, table)
    if chosen.routes:
        found += with_routes(document, pathlib.Path(chosen.routes).read_text(encoding="utf-8"))
    count = len(list(operations(document)))
    print("\n".join(found) if found else f"openapi: {count} operations, each as it should be")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

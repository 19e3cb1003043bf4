#!/usr/bin/env python3
"""Holds real answers against api/openapi.yaml: validate_answers.py LOG

LOG has one JSON object a line: {"method", "path", "status", "content_type", "body"}; path may have a
query, body is the text that came (null for none or for bytes). The status and the media type must be
declared for the operation, and a JSON body must fit its schema. A path that is no operation must be a
404 or 405 problem. Ends in `N passed, N failed`. tools/validate_answers_test.py has the controls.
"""
import collections
import json
import pathlib
import re
import sys

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_openapi  # noqa: E402

PROBLEM = "application/problem+json"
OUTSIDE_ROUTES = {400, 404, 405, 408, 413, 414, 431, 503}  # what http may say before a route is known


class Contract:
    def __init__(self, document):
        self.document = document
        self.resolver = jsonschema.RefResolver.from_schema(document)
        self.templates = []
        for path, item in document["paths"].items():
            pattern = re.compile("/".join("[^/]+" if "{" in part else re.escape(part) for part in path.split("/")))
            self.templates.append((path.count("{"), pattern, path, item))
        self.templates.sort(key=lambda template: template[0])  # literal segments win

    def operation(self, method, path):
        for _, pattern, template, item in self.templates:
            if pattern.fullmatch(path) and method.lower() in item:
                return template, item[method.lower()]
        return None, None

    def fits(self, schema, value):
        validator = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
        error = jsonschema.exceptions.best_match(validator.iter_errors(value))
        if error is not None:
            where = "/".join(str(part) for part in error.absolute_path)
            yield f"/{where}: {error.message[:300]}"

    def judge(self, answer):
        """What is wrong with one answer; nothing when it is as described."""
        status, kind = answer["status"], (answer.get("content_type") or "")
        _, operation = self.operation(answer["method"], answer["path"].split("?")[0])
        if operation is None:
            if status not in OUTSIDE_ROUTES:
                yield f"{status} from something that is not described"
                return
            content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        else:
            response = operation["responses"].get(str(status))
            if response is None:
                yield f"status {status} is not declared"
                return
            if "$ref" in response:
                response = check_openapi.resolve(self.document, response["$ref"])
            content = response.get("content", {})
        body = answer.get("body")
        if not content:
            if body:
                yield "a body where none is declared"
            return
        media = {name.split(";")[0]: value for name, value in content.items()}
        name = kind.split(";")[0].strip()
        if name not in media:
            yield f"content type {kind!r} is not declared for {status}"
            return
        if name.endswith("json") and answer["method"] != "HEAD":
            try:
                value = json.loads(body) if isinstance(body, str) else body
            except ValueError:
                yield "the body is not JSON"
                return
            yield from self.fits(media[name]["schema"], value)
            if name == PROBLEM and value.get("status") != status:
                yield f"the problem says {value.get('status')}, the answer {status}"


def main(arguments):
    if len(arguments) != 1:
        sys.exit(__doc__)
    contract = Contract(check_openapi.load(pathlib.Path(__file__).resolve().parent.parent))
    passed, failed, seen = 0, 0, collections.Counter()
    for line in pathlib.Path(arguments[0]).read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        template, operation = contract.operation(answer["method"], answer["path"].split("?")[0])
        seen[f"{answer['method']} {template}"] += operation is not None
        faults = list(contract.judge(answer))
        passed, failed = passed + (not faults), failed + bool(faults)
        for fault in faults:
            print(f"{answer['method']} {answer['path'].split('?')[0]} -> {answer['status']}: {fault}")
    total = sum(1 for _ in check_openapi.operations(contract.document))
    print(f"{sum(1 for count in seen.values() if count)} of {total} operations were seen")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

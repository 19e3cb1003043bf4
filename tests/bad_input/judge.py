"""What is expected of an answer, and whether it is so. Every check here is shown to fail by
control.py."""

import json
import re
from dataclasses import dataclass, field

PLACEHOLDER = re.compile(r"\{\w+\}")
# What only a programmer should see: SQL, addresses, names of our sources, of libraries.
INNARDS = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE FROM|WHERE|SQLSTATE)\b |sqlite|postgres|libpq|simdjson|"
    r"std::|terminate called|\.[ch]pp\b|0x[0-9a-f]{6,}|what\(\)", re.IGNORECASE)
MEMBERS = {"type", "title", "status", "code", "detail", "pointer", "params", "errors", "alternatives", "current"}
TELLING = 4  # Characters from which on a text is known when it is repeated.
ANY = object()


@dataclass
class Expect:
    """`code` None: no refusal is expected. Pointer and params are compared to the letter: absent
    unless stated. `faults`: all pointers and codes of `errors`."""
    status: int
    code: str | None = None
    pointer: object = None
    params: object = None
    allow: str | None = None
    faults: set | None = None
    errors: dict | None = None  # All of `errors` to the letter: (code, params) by pointer, one of them told first.
    body: object = None  # With code None: what the JSON of the answer holds at least.
    snap: str | None = None  # responseCode of BI-SNAP instead of a problem.
    head_only: bool = False


@dataclass
class Case:
    name: str
    raw: bytes
    expect: Expect
    end: bool = False          # Nothing follows, and the server is shown so.
    secrets: list = field(default_factory=list)  # Typed here; no refusal may repeat them.
    typed: str = ""            # The same of a text that may stand in the names of members: not in words.


def of_problem(expect, problem):
    wrong = []
    for name in ("status", "code"):
        if getattr(expect, name) is not ANY and problem.get(name) != getattr(expect, name):
            wrong.append(f"{name} is {problem.get(name)}, expected {getattr(expect, name)}")
    if expect.pointer is not ANY and problem.get("pointer") != expect.pointer:
        wrong.append(f"pointer is {problem.get('pointer')}, expected {expect.pointer}")
    if expect.params is not ANY and problem.get("params") != expect.params:
        wrong.append(f"params are {problem.get('params')}, expected {expect.params}")
    if problem.get("type") != f"/problems/{problem.get('code')}":
        wrong.append(f"type is {problem.get('type')}")
    if not problem.get("title") or not problem.get("detail"):
        wrong.append("no words for people")
    if problem.keys() - MEMBERS:
        wrong.append(f"members {sorted(problem.keys() - MEMBERS)}")
    if expect.faults is not None:
        found = {(fault["pointer"], fault["code"]) for fault in problem.get("errors", [])}
        if found != expect.faults:
            wrong.append(f"errors are {sorted(found)}, expected {sorted(expect.faults)}")
    if expect.errors is not None:
        wrong += of_errors(expect.errors, problem)
    if PLACEHOLDER.search(problem.get("title", "") + problem.get("detail", "")):
        wrong.append(f"a placeholder is not filled: {problem.get('title')} {problem.get('detail')}")
    return wrong


def of_errors(expected, problem):
    """Each fault once, none beside them, and what the problem itself says is the first."""
    told = [(fault.get("pointer"), (fault.get("code"), fault.get("params"))) for fault in problem.get("errors", [])]
    found, wrong = dict(told), []
    if len(found) != len(told):
        wrong.append("a pointer comes twice")
    for pointer in sorted(found.keys() | expected.keys(), key=str):
        if found.get(pointer) != expected.get(pointer):
            wrong.append(f"{pointer} is {found.get(pointer)}, expected {expected.get(pointer)}")
    first = (problem.get("pointer"), (problem.get("code"), problem.get("params")))
    if told and first != told[0]:
        wrong.append(f"the problem says {first}, its first error {told[0]}")
    return wrong


def of_words(problem, typed):
    """Nothing of what was typed stands in the words and numbers for people."""
    said = [problem.get("title", ""), problem.get("detail", "")]
    for params in [problem.get("params"), *(fault.get("params") for fault in problem.get("errors", []))]:
        said += (params or {}).values()
    telling = len(typed.strip()) >= TELLING and not typed.isdigit()
    return ["the refusal repeats what was typed"] if telling and any(typed in words for words in said) else []


def of_secrets(body, secrets):
    text = body.decode("utf-8", "replace")
    return ["the refusal repeats what was typed" for s in secrets if len(s) >= 4 and s in text][:1]


def without_current(body):
    """What is stored is shown to its owner beside a refusal; only the rest may not repeat anything."""
    try:
        problem = json.loads(body)
    except ValueError:
        return body
    if not isinstance(problem, dict) or problem.get("code") != "SECTION_CHANGED":
        return body
    problem.pop("current", None)
    return json.dumps(problem, ensure_ascii=False).encode()


def of_refusal(expect, answer, secrets, typed):
    wrong = of_secrets(without_current(answer.body), secrets)
    if found := INNARDS.search(answer.body.decode("utf-8", "replace")):
        wrong.append(f"shows its innards: {found.group(0)!r}")
    if expect.head_only:
        return wrong
    if answer.field("content-type") != "application/problem+json":
        return wrong + [f"content type is {answer.field('content-type')!r}"]
    try:
        problem = json.loads(answer.body)
    except ValueError:
        return wrong + ["not JSON"]
    return wrong + of_problem(expect, problem) + of_words(problem, typed)


def of_answer(case, answer):
    """What is wrong with it: a list of sentences, empty when nothing is."""
    expect = case.expect
    if answer is None:
        return ["the connection was closed without an answer"]
    wrong = []
    if answer.status >= 500:
        wrong.append("a fault of the service")
    if expect.status is not ANY and answer.status != expect.status:
        wrong.append(f"status {answer.status}, expected {expect.status}: {answer.body[:300]!r}")
    if expect.allow is not None and answer.field("allow") != expect.allow:
        wrong.append(f"Allow is {answer.field('allow')!r}, expected {expect.allow!r}")
    if expect.snap is not None:
        wrong += of_snap(expect, answer, case.secrets)
    elif expect.status is not ANY and (answer.status >= 400 or expect.code is not None):
        wrong += of_refusal(expect, answer, case.secrets, case.typed)
    if expect.head_only and answer.body:
        wrong.append("a body")
    if expect.code is None and expect.body is not None:
        wrong += of_body(expect.body, answer)
    return wrong


def of_snap(expect, answer, secrets):
    wrong = of_secrets(answer.body, secrets)
    try:
        code = json.loads(answer.body).get("responseCode")
    except ValueError:
        return wrong + ["not JSON"]
    if code != expect.snap:
        wrong.append(f"responseCode is {code}, expected {expect.snap}")
    return wrong


def of_body(expected, answer):
    try:
        got = json.loads(answer.body)
    except ValueError:
        return ["not JSON"]
    wrong = {name: got.get(name) for name in expected if got.get(name) != expected[name]}
    return [f"{name} came back as {value!r}" for name, value in wrong.items()]

"""Bodies that are wrong in one place each, made from the table of shapes."""

import json

from judge import Case, Expect
from kinds import ANSWER_MAX, FREE
from shapes import ANSWERS_MAX, MARK, SHAPES, Answer, Boolean, Date, Integer, Parsed, Text, Texts, good
from wire import request

BODY_MAX = 16 * 1024
OPTIONS_MAX = 32  # Chosen at once.
STATUS = {"UPLOAD_NOT_FOUND": 404, "BODY_TOO_LARGE": 413, "UNSUPPORTED_MEDIA_TYPE": 415,
          "PRECONDITION_REQUIRED": 428, "SECTION_CHANGED": 412}
WRONG_KINDS = ["null", "true", "7", "1.5", '"text"', "[]", "{}", '["text"]', '{"a": 1}']
TAKEN = {Texts: '["text"]', Text: '"text"', Parsed: '"text"', Date: '"text"', Integer: "7", Boolean: "true", Answer: '"text"'}
EXPECTED = {Texts: "list", Text: "text", Parsed: "text", Date: "text", Integer: "integer", Boolean: "boolean",
            Answer: "text or list"}
NOT_JSON = ["01", "+1", ".5", "1.", "0x10", "NaN", "Infinity", "-", "tru", "'text'", "text",
            "18446744073709551616", "1e400", '"\\x41"', '"\\ud800"', '"\\udc00\\ud800"', '"\\u12"',
            '"a\tb"', '"a\nb"', '"open', "[1,]", "/* */ 1"]


def refusal(code, pointer=None, params=None):
    return Expect(STATUS.get(code, 400), code, pointer, params)


def with_value(shape, name, text):
    """The right body, but with this text of JSON as the member's value."""
    values = good(shape)
    members = [f'"{its}": {text if its == name else json.dumps(value)}'
               for its, value in (values.get(shape.inside) or values).items() if not shape.optional or its == name]
    body = "{" + ", ".join(members) + "}"
    return f'{{"{shape.inside}": {body}}}' if shape.inside else body


def values_of(member):
    """(title, JSON text, expected) of every wrong value."""
    kind, taken, expected = type(member), TAKEN[type(member)], EXPECTED[type(member)]
    listed = kind is Answer and member.field.kind == "choices"
    if listed:
        taken = '["text"]'
    for text in WRONG_KINDS:
        if text == taken or (kind is Integer and text == "1.5") or ((kind is Texts or listed) and text == "[]"):
            continue
        if kind is Answer and text[0] in '["':  # A list, where the question has one answer, or one for a list.
            yield text, text, ("WRONG_TYPE", {"expected": "list" if listed else "text"})
            continue
        yield text, text, ("WRONG_TYPE", {"expected": expected})
    for text in NOT_JSON:
        yield f"not JSON {text!r}", text, ("MALFORMED_JSON", None)
    if kind is Integer:
        limits = {"min": str(member.least), "max": str(member.most)}
        for text in [str(member.least - 1), str(member.most + 1), "9223372036854775808", "1.0",
                     "1e0", "9e99", "-9e99", "18446744073709551615", "0.0000001"]:
            yield text, text, ("OUT_OF_RANGE", limits)
    if kind is Texts:
        most = {"max": str(member.most)}
        yield "one element too many", json.dumps(member.good * (member.most + 1)), ("TOO_LONG", most)
    if kind in (Text, Parsed):
        yield from texts_of(member)
    if kind is Answer:
        yield from answers_of(member)
    if kind is Date:
        for text in ["", "2027-02-29", "2027-13-01", "2027-00-10", "2027-01-00", "2027-1-4",
                     "04-01-2027", "2027/01/04", "2027-01-04T00:00:00Z", " 2027-01-04", "0000-01-01",
                     "-027-01-04", "٢٠٢٧-٠١-٠٤", "1899-12-31", "2200-01-01", "9999-12-31", "x" * 3000]:
            yield f"date {text[:40]!r}", json.dumps(text), ("MALFORMED_DATE", None)
    if kind is Boolean and member.good:
        yield "false", "false", ("UNKNOWN_VALUE", None)


# Of each kind of answer with a form, what comes near it.
NEARLY = {
    "name": ("MALFORMED_NAME", ["?!", "-1", "' --", "Budi2", "a@b", "_", "(.)", "\u2019", "\u00d7", "\u2603", "\u00b5"]),
    "number": ("OUT_OF_RANGE", ["0", "-1", "1.5", "1000", "1e2", "000", "\u0663", "1 0", "0x1"]),
    "digits": ("OUT_OF_RANGE", ["4011", "401155", "4011a", "\u0664\u0660\u0661\u0661\u0665", "-4011", "40 11"]),
    "phone": ("MALFORMED_CONTACT", ["123", "+0812345678", "+6281234567890123", "0812+345678", "+", "12025550123",
                                    "\uff10\uff18\uff11\uff12345678", "0812/345678", "+62812a345678"]),
    "email": ("MALFORMED_CONTACT", ["a", "a@b", "@b.id", "a@", "a@b..id", ".a@b.id", "a b@c.id", "a@-b.id", "a@b.id-",
                                    "+6281299912345", "a@b_c.id", "\u00e9@b.id", "a" * 65 + "@b.id",
                                    "a@" + "b" * 250 + ".id"]),
    "nik": ("MALFORMED_NIK", ["317101450391013", "31710145039101377", "3171014503910000", "0171014503910137",
                              "3171017203910137", "3171014513910137", "1111111111111111", "317101450391013x",
                              "3171013002910137", "\uff13171014503910137"]),
    "passport": ("MALFORMED_TEXT", ["A12345", "A123456789", "A12 4567", "A12-4567", "\u00c41234567", "\uff21123456"]),
    "country": ("UNKNOWN_VALUE", ["XX", "I", "IDN", "I D", "62", "\uff29\uff24", "Indonesia"]),
    "date": ("MALFORMED_DATE", ["2026-02-29", "2026-13-01", "2026-1-4", "04-01-2026", "2026/01/04", "0000-00-00",
                                "1899-12-31", "2200-01-01", "2026-01-04T00:00:00Z", "\u0662\u0660\u0662\u0666-01-04"]),
    "choice": ("UNKNOWN_VALUE", ["?!", "-1", "\U0001f642", "0", "null", "Choice"]),
    "yes_no": ("UNKNOWN_VALUE", ["?!", "true", "1", "YES", "y", "yes no"]),
}


def answers_of(member):
    field = member.field
    listed = field.kind == "choices"

    def one(text):
        return f"[{text}]" if listed else text
    inside = "/0" if listed else ""
    for text in ("\u00e9" * (ANSWER_MAX + 1), "x" * 9000):
        yield f"{len(text)} characters", one(json.dumps(text, ensure_ascii=False)), \
            ("TOO_LONG", {"max": str(ANSWER_MAX)}, inside)
    for text in ["\\u0000", "a\\u0000b", "\\u0007", "a\\rb", "\\u007f", "\\u009b1m"]:
        yield f"control character {text}", one(f'"{text}"'), ("MALFORMED_TEXT", None, inside)
    if field.kind in FREE:
        long = json.dumps("\u00e9" * (field.most + 1), ensure_ascii=False)
        yield "one character too long", long, ("TOO_LONG", {"max": str(field.most)})
        for text in ["a\\nb", "a\\u200bb", "a\\u202eb"]:
            yield f"hidden character {text}", f'"{text}"', ("MALFORMED_TEXT", None)
    if listed:
        yield from lists_of(field)
    code, texts = NEARLY.get(field.kind, (None, []))
    numbers = {"min": "1" if field.kind == "number" else "0" * field.most, "max": "9" * field.most}
    for text in texts:
        yield f"text {text[:20]!r}", json.dumps(text), (code, numbers if code == "OUT_OF_RANGE" else None)
    for option in field.options if field.kind == "choice" else ():
        for text in (option.upper(), option + "x", f"{option} {option}"):
            yield f"text {text!r}", json.dumps(text), (code, None)


def lists_of(field):
    option = field.options[0]
    for elements in [["?!"], [option, "x"], [option.upper()]]:
        yield f"list {elements}", json.dumps(elements), ("UNKNOWN_VALUE", None)
    for at, elements in [(0, [""]), (1, [option, " "]), (0, [" ".join(field.options)]), (1, [option, option + " x"])]:
        yield f"list {elements}", json.dumps(elements), ("UNKNOWN_VALUE", None, f"/{at}")
    for at, elements in [(0, [None]), (1, [option, 7]), (0, [[option]]), (0, [{"a": option}])]:
        yield f"list {elements}", json.dumps(elements), ("WRONG_TYPE", {"expected": "text"}, f"/{at}")
    yield "33 options", json.dumps([option] * (OPTIONS_MAX + 1)), ("TOO_LONG", {"max": str(OPTIONS_MAX)})


def texts_of(member):
    most = {"max": str(member.most)}
    long = "é" * (member.most + 1)
    yield "one character too long", json.dumps(long, ensure_ascii=False), ("TOO_LONG", most)
    yield "9,000 characters", json.dumps("x" * 9000), ("TOO_LONG", most)
    for text in ["\\u0000", "a\\u0000b", "\\u0001", "\\u0007", "\\u001b[2J", "a\\rb", "\\u007f",
                 "\\u0085", "\\u009b1m"]:
        if len(json.loads(f'"{text}"')) <= member.most:
            yield f"control character {text}", f'"{text}"', ("MALFORMED_TEXT", None)
    if isinstance(member, Parsed):
        for text in ["", " ", "x", "-1", "é", "🙂", "' --"]:
            blank = member.code in ("MALFORMED_FAMILY_CARD",) or member.most == 5 and \
                member.code == "UNKNOWN_VALUE"
            code = "MISSING_FIELD" if blank and not text.strip() else member.code
            yield f"text {text!r}", json.dumps(text), (code, None)
    elif not member.blank and member.most > 6:
        for text in ["", " ", "\\t\\n "]:
            yield f"blank {text!r}", f'"{text}"', ("MISSING_FIELD", None)


def members_of(shape):
    """(title, body, expected) of every wrong member."""
    prefix = f"/{shape.inside}/" if shape.inside else "/"
    for name, member in shape.members.items():
        pointer = prefix + name
        for title, text, (code, params, *inside) in values_of(member):
            if shape.optional and text == "null":
                continue
            expect = refusal(code, None if code == "MALFORMED_JSON" else "".join([pointer, *inside]), params)
            yield f"{name}: {title}", with_value(shape, name, text), expect
        body = with_value(shape, name, json.dumps(member.good))
        once = f'"{name}": {json.dumps(member.good)}'
        end = 2 if shape.inside else 1
        twice = body[:-end] + f", {once}" + body[-end:]
        yield f"{name} twice", twice, refusal("UNKNOWN_FIELD", pointer)
        raw = body.encode().replace(once.encode(), f'"{name}": "'.encode() + b'a\xff\xfeb"')
        yield f"{name}: not UTF-8", raw, refusal("MALFORMED_TEXT")
        for bad in (b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"):
            yield f"{name}: bytes {bad.hex()}", raw.replace(b"\xff\xfe", bad), refusal("MALFORMED_TEXT")
        if shape.inside:
            upper = body.replace(f'"{name}"', f'"{name.upper()}"', 1)
            yield f"{name} in capitals", upper, refusal("UNKNOWN_FIELD", prefix + name.upper())
        elif not shape.optional:
            rest = {its: value for its, value in good(shape).items() if its != name}
            yield f"{name} missing", json.dumps(rest), refusal("MISSING_FIELD", pointer)
            upper = json.dumps({its.upper() if its == name else its: value
                                for its, value in good(shape).items()})
            yield f"{name} in capitals", upper, refusal("UNKNOWN_FIELD", "/" + name.upper())
    if shape.inside:
        yield from insides_of(shape)
    elif shape.members and not shape.optional:
        faults = {("/" + name, "MISSING_FIELD") for name in shape.members}
        first = "/" + next(iter(shape.members))
        yield "all missing", "{}", Expect(400, "MISSING_FIELD", first, faults=faults)


def insides_of(shape):
    """(title, body, expected) of what is wrong with the object that the members are in."""
    place, name = "/" + shape.inside, shape.inside
    yield "no answers", "{}", refusal("MISSING_FIELD", place)
    for text in WRONG_KINDS:
        if not text.startswith("{"):
            yield f"{name} {text}", f'{{"{name}": {text}}}', refusal("WRONG_TYPE", place, {"expected": "object"})
    def answered(more):
        return f'{{"{name}": {{{more}}}}}'
    yield "another question", answered('"surprise": "x"'), refusal("UNKNOWN_FIELD", place + "/surprise")
    yield "another question, escaped", answered('"a/b~c": "x"'), refusal("UNKNOWN_FIELD", place + "/a~1b~0c")
    yield "an empty name", answered('"": "x"'), refusal("UNKNOWN_FIELD", place + "/")
    yield "a strange name is not told", answered(f'"{"n" * 65}": "x"'), refusal("UNKNOWN_FIELD", place)
    yield "__proto__", answered('"__proto__": "x"'), refusal("UNKNOWN_FIELD", place + "/__proto__")
    many = ", ".join(f'"m{i}": "x"' for i in range(ANSWERS_MAX + 1))
    yield "too many answers", answered(many), refusal("TOO_LONG", place, {"max": str(ANSWERS_MAX)})


def documents_of(shape):
    """(title, body, expected) of what is wrong as a whole."""
    right = json.dumps(good(shape) if not shape.optional else {})
    more = right[:-1] + (", " if len(right) > 2 else "")
    yield "unknown member", more + '"surprise": 1}', refusal("UNKNOWN_FIELD", "/surprise")
    yield "unknown member, escaped in its pointer", more + '"a/b~c": 1}', \
        refusal("UNKNOWN_FIELD", "/a~1b~0c")
    yield "__proto__", more + '"__proto__": {"admin": true}}', refusal("UNKNOWN_FIELD", "/__proto__")
    yield "a strange name is not told", more + f'"{"n" * 65}": 1}}', refusal("UNKNOWN_FIELD")
    yield "an empty name", more + '"": 1}', refusal("UNKNOWN_FIELD", "/")
    yield "200 unknown members", more + ", ".join(f'"m{i}": 1' for i in range(200)) + "}", \
        refusal("UNKNOWN_FIELD", "/m0")
    for text in ["null", "true", "1", '"text"', "[]", f"[{right}]"]:
        yield f"document {text[:20]}", text, refusal("WRONG_TYPE", None, {"expected": "object"})
    for text in ["", " ", "{", "}", right[:-1], right + "x", right + right, right + ",", "{,}",
                 '{"a"}', '{"a":}', "{a: 1}", "// no\n" + right, "<xml/>", "a=1&b=2"]:
        yield f"not JSON {text[-20:]!r}", text, refusal("MALFORMED_JSON")
    yield "NUL after it", right + "\0", refusal("MALFORMED_JSON")
    yield "UTF-16", right.encode("utf-16-le"), Expect(400, "MALFORMED_JSON")
    yield "nested 33 deep", "[" * 33 + "]" * 33, refusal("MALFORMED_JSON")
    yield "nested 8,000 deep", "[" * 8000 + "]" * 8000, refusal("MALFORMED_JSON")
    yield "10,000 openings", '{"a":' * 3000 + "[" * 1000, refusal("MALFORMED_JSON")
    yield "10,000 brackets", "[" * 10_000, refusal("MALFORMED_JSON")
    full = more + '"surprise": 1}'
    yield "as large as may be", full + " " * (BODY_MAX - len(full)), \
        refusal("UNKNOWN_FIELD", "/surprise")


def around(shape, applicant, target, match):
    """(title, bytes, expected) of what is wrong around the body."""
    strange = json.dumps({"surprise": MARK}).encode()
    unknown = Expect(400, "UNKNOWN_FIELD", "/surprise", faults=None)
    right = json.dumps(good(shape)).encode()

    def asked(body=strange, chunked=False, **more):
        fields = applicant.fields(key=shape.key, **({"if_match": match} | more))
        return request(shape.method, target, fields, body, chunked)

    large = right + b" " * (BODY_MAX + 1 - len(right))
    yield "one byte too large", asked(large), refusal("BODY_TOO_LARGE")
    yield "one byte too large, in chunks", asked(large, chunked=True), refusal("BODY_TOO_LARGE")
    yield "100 MB announced", asked(right).replace(
        b"Content-Length: %d" % len(right), b"Content-Length: 100000000"), refusal("BODY_TOO_LARGE")
    yield "in chunks", asked(chunked=True), unknown
    for kind in [None, "text/plain", "application/jsonx", "application/xml", "multipart/form-data",
                 "application/x-www-form-urlencoded", "json", ", application/json"]:
        yield f"content type {kind}", asked(content_type=kind), refusal("UNSUPPORTED_MEDIA_TYPE")
    for kind in ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"]:
        yield f"content type {kind}", asked(content_type=kind), unknown
    for name in ("Content-Type", "Idempotency-Key", "If-Match", "X-CSRF-Token"):
        fields = [("A", "b"), (name, "x"), (name, "x")]
        given = applicant.fields(key=shape.key, if_match=match)
        rest = [field for field in given if field[0] != name.lower()]
        yield f"{name} twice", request(shape.method, target, rest + fields, right), \
            refusal("MALFORMED_REQUEST")
    if shape.key:
        yield "no Idempotency-Key", asked(idempotency_key=None), refusal("IDEMPOTENCY_KEY_MISSING")
        for key in ["x", "1", "0" * 36, "0189F2A0-0000-7000-9000-0123456789AB", "null",
                    "{0189f2a0-0000-7000-9000-0123456789ab}", "0189f2a00000700090000123456789ab",
                    "0189f2a0-0000-7000-9000-0123456789ag", "0189f2a0-0000-7000-9000-0123456789ab0"]:
            yield f"Idempotency-Key {key}", asked(idempotency_key=key), \
                refusal("IDEMPOTENCY_KEY_MALFORMED")
    if shape.match:
        yield "no If-Match", asked(right, if_match=None), refusal("PRECONDITION_REQUIRED")
        for tag in ["0", "*", '"x"', '"-1"', '"1', '1"', 'W/"1"', '""', '"', '"1", "2"', '" 1"',
                    '"1.0"', '"9999999999999"', '"99999999999999999999"', "'1'"]:
            yield f"If-Match {tag}", asked(right, if_match=tag), refusal("MALFORMED_REQUEST")
        # More often than one NIK may be checked: a stale form costs no check.
        for tag in ['"0"', '"2"', '"3"', '"4"', '"77"', '"999999999999"']:
            yield f"If-Match {tag}", asked(right, if_match=tag), \
                refusal("SECTION_CHANGED", None, {"version": "1"})


def cases(people, number, versions):
    """Aimed at an application whose data must stay as they are. `people`: by what they are."""
    for shape in SHAPES:
        applicant = people[shape.who]
        target = shape.path.replace("{number}", number).replace("{id}", "nobody")
        section = target.rsplit("/", 1)[1]
        match = f'"{versions[section]}"' if shape.match else None
        place = f"{shape.method} {shape.path}"
        for title, body, expect in [*members_of(shape), *documents_of(shape)]:
            content = body if isinstance(body, bytes) else body.encode()
            fields = applicant.fields(key=shape.key, if_match=match)
            raw = request(shape.method, target, fields, content)
            yield Case(f"{place}: {title}", raw, expect, secrets=typed(shape))
        for title, raw, expect in around(shape, applicant, target, match):
            yield Case(f"{place}: {title}", raw, expect, secrets=typed(shape))


def typed(shape):
    """What a refusal may not repeat."""
    return [member.good for name, member in shape.members.items()
            if isinstance(member, Text) or (isinstance(member, Answer) and member.field.kind in
            (*FREE, "phone", "email", "nik", "passport")) or name in ("nik", "family_card_number", "contact")]

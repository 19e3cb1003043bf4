"""Strings that break programs, and the first section and the product, which are given each of them:
it comes back exactly as it was sent, or is refused with the code that the rules foresee. fields.py
gives them to the questions of the form, elsewhere.py and addresses.py to all that is no form."""

import json

from judge import ANY, Case, Expect
from kinds import has_control, unreadable
from shapes import IDENTITY, PRODUCT, Text
from wire import request

SQL = ["'", "''", '"', "';--", "' OR '1'='1", "' OR 1=1 --", "1; DROP TABLE application", "') OR ('a'='a",
       "admin'--", "\\'; SELECT 1; --", "' UNION SELECT NULL,NULL--", "$1", "?1", ":name", "@p", "%", "_",
       "'||'", "E'\\x27'", "x' AND pg_sleep(9)--", "/*", "*/", "`", "[a]", "\"; --", "1' WAITFOR DELAY '0:0:9"]
MARKUP = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script>", "<!--", "-->", "]]>",
          "&lt;", "&amp;", "&#0;", "&#x41;", "<b>", "javascript:alert(1)", "<svg/onload=alert(1)>",
          "\"><i>", "'><i>", "<![CDATA[", "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'c'>]>",
          "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{% x %}", "[[x]]", "{name}", "{min}", "{max}", "{0}",
          "{", "}", "{{", "}}", "{}"]
FORMATS = ["%s", "%s%s%s%s%s", "%n", "%x%x%x", "%d", "%1$s", "%p", "%99999999s", "%%", "{:>9999}", "%(a)s",
           "\\", "\\\\", "\\n", "\\u0000", "\\0", "\\x00", "\\\"", "\\/", "/", "//", "\\u00e9", "%00", "%0d%0a",
           "%u0041", "\\N{DASH}"]
SHELL = ["$(id)", "`id`", "; ls", "| cat", "&& id", "> f", "../../../etc/passwd", "..\\..", "/dev/null", "~root",
         "$HOME", "-rf", "--help", "!!", "*", "CON", "NUL", "file:///etc/passwd", "http://127.0.0.1/",
         "() { :;}; id", "\\\\host\\share"]
NUMBERS = ["0", "1", "-1", "+1", "00", "007", "1.0", "-0", "1e3", "1E400", "0x1f", "0b1", "0o7", "NaN", "nan", "Infinity",
           "-Infinity", "inf", "9223372036854775808", "-9223372036854775809", "18446744073709551616",
           "1,000", "1_000", "1.000,00", "१२३", "٣", "１２", "½", "²", "Ⅷ", "99999999999999999999", "1/0", "∞",
           "0.1", ".5", "5.", "1e", "--1", "1 2"]
WORDS = ["null", "NULL", "nil", "None", "undefined", "true", "false", "TRUE", "yes", "[object Object]", "NaN",
         "(null)", "void", "hasOwnProperty", "constructor", "__proto__", "toString", "then", "id", "type",
         "SELECT", "DROP", "EOF", "EXIT", "Null Santosa", "O'Brien", "D’Angelo", "Jean-Luc", "X Æ A-12", "Aa", "-", ".", "...",
         ",", ";", ":", "#", "=", "=1+1", "+1+1", "@SUM(1)", "-2+3", "|", "~", "^", "(", ")", "[", "]"]
UNICODE = ["é", "e\u0301", "ﬁ", "ß", "ẞ", "İ", "ı", "Å", "\u212b", "ａ", "ñ", "中文", "日本語", "한국어", "ภาษาไทย", "ꦧꦱꦗꦮ", "ᬩᬮᬶ",
           "العربية", "עברית", "हिन्दी", "Ελληνικά", "Кириллица", "аdmin", "𝒜𝓃", "𝟘𝟙", "🙂", "👩‍👩‍👧‍👦", "🇮🇩", "👍🏽", "☠️", "✈", "\U0001f9ff",
           "\U00010000", "\U0010fffd", "\U0010ffff", "\ufffd", "\uffff", "\ufffe", "\ue000", "𠜎𠜱", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔", "a" + "\u0301" * 20,
           "\u1e9b\u0323", "Ǆ", "ŉ", "ǰ", "ﷺ", "꧅", "𒐫"]
INVISIBLE = ["\u200b", "a\u200bb", "\u200d", "\u200c", "\ufeff", "\ufeffabc", "\u00ad", "\u2060", "\u180e", "\u00a0", "\u00a0a\u00a0",
             "\u2003", "\u3000", "\u2028", "\u2029", "a\u2028b", "\u202eabc", "\u202d", "\u2066a\u2069", "\u200f", "\u061c", "\u034f",
             "\u115f", "\u3164", "\ufe0f", "\U000e0041", "\u2800", " a", "a ", " a ", "a  b", "\ta", "a\tb", "a\nb", "\n", "\t", " ", "",
             "   ", " \n\t ", "\r", "a\r\nb", "\x0b", "\x0c", "\x00", "a\x00b", "\x01", "\x1b[31m", "\x08", "\x7f", "\x80", "\x85", "\x9b", "\x9f"]
LONG = ["a" * n for n in (5, 6, 16, 17, 20, 21, 32, 33, 64, 65, 100, 101, 200, 201, 254, 255, 1000)] + \
       ["🙂" * n for n in (20, 21, 32, 33, 64, 65, 100, 101, 200, 201)] + ["é" * 64, "\\" * 64, '"' * 64, "\u200b" * 32]
# Right and nearly right ones of the kinds that have a form: each field takes its own and no other.
SHAPED = ["o'brien+tag@Example.ID", "A@B.CO", "a@b", "a@b..c", ".a@b.id", "a@b.id.", "\"a b\"@c.id", "é@example.id",
          "a@[127.0.0.1]", "a@b.id\u200b", "a@b.id, c@d.id", "a@b.id\nBcc: c@d.id", "+62 812-3456-7890", "(0812) 3456 7890",
          "٠٨١٢٣٤٥٦٧٨٩٠", "+0812345678", "62812345678901234", "+12025550123", "0062812345678", "+62812345678;ext=1",
          "2000-02-29", "2100-02-29", "0000-00-00", "1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01", "2026-1-4",
          "2026-01-04T00:00:00Z", "04/01/2026", "2026‑01‑04", "3273014503910001", "3273014503910000", "0000000000000000",
          "9999999999999999", "３２７３０１４５０３９１０００１", "a1234567", "A123456", "A12345678", "A1234567890", "Ａ1234567",
          "ID", "İD", "XX", "UK", "TL", "40115", "4011", "00000", "٤٠١١٥", "170", "0170", "1700", "father", "FATHER",
          "father mother", "yes no", "sick", "sick disabled", "disabled,sick", "none", "tourism", "Yes", "no"]
ALL = list(dict.fromkeys(SQL + MARKUP + FORMATS + SHELL + NUMBERS + WORDS + UNICODE + INVISIBLE + LONG + SHAPED))
# Those that nobody writes by chance: they may stand in no log.
TELLING = [text for text in ALL if len(text) >= 12 and len(set(text)) > 4 and "127.0.0.1" not in text]

MATCH_PREFIX = "327301"  # The registry agrees to whatever is said about these numbers.


def refused(member, text):
    """(code, params) that a free text refuses this with, or None."""
    if found := unreadable(text, member.most):
        return found.code, found.params
    return ("MISSING_FIELD", None) if not text.strip(" \t\n") and not member.blank else None


def nik(serial, birthday="450391"):
    return MATCH_PREFIX + birthday + f"{serial:04}"


def strict_faults(text):
    """What the fields with a form say to a text that does not have it, by section."""
    found = unreadable(text, 254)
    form = (found.code, found.params) if found else None
    card = unreadable(text, 16)
    identity = {"/nik": form or ("MALFORMED_NIK", None), "/birth_date": ("MALFORMED_DATE", None),
                "/sex": form or ("UNKNOWN_VALUE", None)}
    if not form and text == "3273014503910001":
        del identity["/nik"]
    if text in ("1900-01-01", "2199-12-31", "2000-02-29"):
        del identity["/birth_date"]
    if card:
        identity["/family_card_number"] = (card.code, card.params)
    return {"identity": identity, "product": {
        "/type": form or ("UNKNOWN_VALUE", None), "/product": form or ("UNKNOWN_VALUE", None),
        "/validity_years": ("WRONG_TYPE", {"expected": "integer"}), "/accelerated": ("WRONG_TYPE", {"expected": "boolean"})}}


def card_fault(text):
    """What the number of a family card that can be read says, or None: the registry is asked about it."""
    if not text.strip(" \t\n"):
        return "MISSING_FIELD"
    return None if len(text) == 16 and text.isascii() and text.isdigit() else "MALFORMED_FAMILY_CARD"


class Writer:
    """Saves the sections of a scratch application that are no part of the form, and knows the version."""

    def __init__(self, applicant, number, check):
        self.applicant, self.check, self.serial, self.version = applicant, check, 0, 0
        self.place = f"/api/v1/applications/{number}/sections/"

    def asked(self, section, body):
        version = self.version if section == "identity" else 0
        fields = self.applicant.fields(key=False, if_match=f'"{version}"')
        return request("PUT", self.place + section, fields, json.dumps(body).encode())

    def identity(self):
        self.serial += 1
        return {name: member.good for name, member in IDENTITY.items()} | {"nik": nik(self.serial)}

    def text(self, text):
        """In all free texts at once, but for those that cannot take it: they are asked one by one."""
        body, short = self.identity(), f"{text[:24]!r} ({len(text)})"
        for name, member in IDENTITY.items():
            if not isinstance(member, Text):
                continue
            reason = refused(member, text)
            if reason is None:
                body[name] = text
                continue
            self.check(Case(f"identity.{name} = {short}", self.asked("identity", self.identity() | {name: text}),
                            Expect(400, reason[0], "/" + name, reason[1]), typed=text))
        if not unreadable(text, 16):
            self.card(body, text)
        answer = self.check(Case(f"identity with {short} is saved", self.asked("identity", body), Expect(200)))
        if answer is not None and answer.status == 200:
            self.version += 1
        fields = self.applicant.fields(body=False, key=False)
        self.check(Case(f"identity with {short} comes back", request("GET", self.place + "identity", fields),
                        Expect(200, body={"answers": body, "version": self.version})))

    def card(self, body, text):
        if (code := card_fault(text)) is None:
            body["family_card_number"] = text
            return
        self.check(Case(f"identity.family_card_number = {text!r}",
                        self.asked("identity", self.identity() | {"family_card_number": text}),
                        Expect(400, code, "/family_card_number"), typed=text))

    def strict(self, text):
        """In all fields with a form at once: each has its fault."""
        rest = {"identity": self.identity(), "product": {name: member.good for name, member in PRODUCT.items()}}
        for section, faults in strict_faults(text).items():
            given = [pointer[1:] for pointer in faults]
            body = rest[section] | dict.fromkeys(given, text)
            self.check(Case(f"{section}: {', '.join(given)} = {text[:24]!r} ({len(text)})", self.asked(section, body),
                            Expect(400, ANY, ANY, ANY, errors=faults), typed=text))


def run(applicant, number, check, cover):
    """`cover` counts what got which string."""
    writer = Writer(applicant, number, check)
    for text in ALL:
        writer.text(text)
        writer.strict(text)
        for name in IDENTITY:
            cover.note(f"identity.{name}", text)
        for name in (*PRODUCT, "accelerated"):
            cover.note(f"product.{name}", text)

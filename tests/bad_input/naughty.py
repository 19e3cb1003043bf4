"""Strings that break programs, put into every field that takes text: each comes back exactly as
it was sent, or is refused with the code that the rules foresee."""

import json
import unicodedata

from judge import Case, Expect
from shapes import ANSWER_MAX, FORM, IDENTITY, PRODUCT, Answer, Text
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
ALL = list(dict.fromkeys(SQL + MARKUP + FORMATS + SHELL + NUMBERS + WORDS + UNICODE + INVISIBLE + LONG))

SECTIONS = {"identity": IDENTITY} | {name: FORM[name] for name in ("journey", "id_card", "address", "work")}
HIDDEN = [(0, 0x1f), (0x7f, 0x9f), (0xad, 0xad), (0x200b, 0x200f), (0x2028, 0x202e), (0x2060, 0x206f),
          (0xfeff, 0xfeff), (0xfff0, 0xffff), (0xe0000, 0x10ffff)]
MATCH_PREFIX = "327301"  # The registry agrees to whatever is said about these numbers.


def trimmed(text):
    return text.strip(" \t\r\n")


def refused(member, text):
    """(code, params) that a text field refuses this with, or None."""
    if isinstance(member, Answer):
        return refused_answer(member, text)
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text):
        return "MALFORMED_TEXT", None
    if len(text) > member.most:
        return "TOO_LONG", {"max": str(member.most)}
    if not text.strip(" \t\n") and not member.blank:
        return "MISSING_FIELD", None
    return None


def refused_answer(member, text):
    """A free text of the form: looked at as text first, then as an answer."""
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text):
        return "MALFORMED_TEXT", None
    if len(text) > ANSWER_MAX:
        return "TOO_LONG", {"max": str(ANSWER_MAX)}
    text = trimmed(text)
    if any(low <= ord(c) <= high for c in text for low, high in HIDDEN):
        return "MALFORMED_TEXT", None
    if len(text) > member.most:
        return "TOO_LONG", {"max": str(member.most)}
    return None


def is_free(member):
    return isinstance(member, Text) or (isinstance(member, Answer) and not member.code)


def nik(serial):
    return MATCH_PREFIX + "450391" + f"{serial:04}"


def strict_faults(text):
    """What the fields with a form say to a text that does not have it, by section."""
    bad = any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)
    form = "MALFORMED_TEXT" if bad else "TOO_LONG" if len(text) > 254 else None
    return {
        "identity": {("/nik", form or "MALFORMED_NIK"), ("/birth_date", "MALFORMED_DATE"),
                     ("/sex", form or "UNKNOWN_VALUE")},
        "product": {("/type", form or "UNKNOWN_VALUE"), ("/product", form or "UNKNOWN_VALUE")},
    }


class Writer:
    """Saves sections of a scratch application and knows their versions."""

    def __init__(self, applicant, number, check):
        self.applicant, self.check, self.serial = applicant, check, 0
        self.place = f"/api/v1/applications/{number}/sections/"
        self.versions = dict.fromkeys([*SECTIONS, "product"], 0)

    def asked(self, section, body):
        fields = self.applicant.fields(key=False, if_match=f'"{self.versions[section]}"')
        sent = {"answers": body} if section in FORM else body
        return request("PUT", self.place + section, fields, json.dumps(sent).encode())

    def body(self, section):
        body = good_of(section)
        if section == "identity":
            self.serial += 1
            body["nik"] = nik(self.serial)
        return body

    def text(self, section, text):
        """One string in all fields of a section that can take it, then in each that cannot."""
        members = {name: m for name, m in SECTIONS[section].items() if is_free(m)}
        prefix = "/answers/" if section in FORM else "/"
        body, short = self.body(section), repr(text[:24])
        for name, member in members.items():
            reason = refused(member, text)
            if reason is None:
                body[name] = text
                continue
            code, params = reason
            self.check(Case(f"{section}.{name} = {short} ({len(text)})",
                            self.asked(section, self.body_with(section, name, text)),
                            Expect(400, code, prefix + name, params)))
        answer = self.check(Case(f"{section} with {short} ({len(text)}) is saved",
                                 self.asked(section, body), Expect(200)))
        if answer is not None and answer.status == 200:
            self.versions[section] += 1
        if section in FORM:  # Blanks around an answer are not kept, and an answer of blanks is none.
            body = {name: trimmed(value) for name, value in body.items() if trimmed(value)}
        self.read_back(section, body, f"{section} with {short} ({len(text)}) comes back")

    def body_with(self, section, name, text):
        return self.body(section) | {name: text}

    def read_back(self, section, body, title):
        fields = self.applicant.fields(body=False, key=False)
        self.check(Case(title, request("GET", self.place + section, fields),
                        Expect(200, body={"answers": body, "version": self.versions[section]})))

    def choices(self, text):
        """In a question with a few answers: it is none of them."""
        if not trimmed(text):
            return
        control = any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)
        long = len(text) > ANSWER_MAX
        code = "MALFORMED_TEXT" if control else "TOO_LONG" if long else "UNKNOWN_VALUE"
        params = {"max": str(ANSWER_MAX)} if code == "TOO_LONG" else None
        self.check(Case(f"journey.purpose = {text[:24]!r} ({len(text)})",
                        self.asked("journey", self.body_with("journey", "purpose", text)),
                        Expect(400, code, "/answers/purpose", params)))

    def strict(self, text):
        """In all fields with a form at once: each has its fault."""
        for section, faults in strict_faults(text).items():
            members = [pointer[1:] for pointer, _ in faults]
            body = self.body(section) | dict.fromkeys(members, text)
            first = next(name for name in body if name in members)
            code = dict(faults)["/" + first]
            params = {"max": "254"} if code == "TOO_LONG" else None
            self.check(Case(f"{section}: {', '.join(members)} = {text[:24]!r} ({len(text)})",
                            self.asked(section, body), Expect(400, code, "/" + first, params, faults=faults)))


def good_of(section):
    return {name: m.good for name, m in (SECTIONS | {"product": PRODUCT})[section].items()}


def run(applicant, number, check):
    writer = Writer(applicant, number, check)
    for text in ALL:
        for section in SECTIONS:
            writer.text(section, text)
        writer.choices(text)
        writer.strict(text)

"""What the form says to a text, by the kind of its field: said a second time here, so that the service
is held against the rules and not against itself. A text is kept, in the one spelling that its kind
has, or refused."""

import datetime
import re
import unicodedata
from dataclasses import dataclass

ANSWER_MAX = 500  # Characters of any answer, before its kind is looked at.
FREE = ("text", "name")  # What people write as they like: nothing of it may be repeated.
FIXED = {"yes_no": ("yes", "no")}
HIDDEN = [(0, 0x1f), (0x7f, 0x9f), (0xad, 0xad), (0x200b, 0x200f), (0x2028, 0x202e), (0x2060, 0x206f),
          (0xfeff, 0xfeff), (0xfff0, 0xffff), (0xe0000, 0x10ffff)]
# Of two letters, the strings of these tests that are a country, and those that look like one.
COUNTRIES, NO_COUNTRIES = {"ID", "TL", "GB", "MY", "NO"}, {"XX", "UK", "AA"}
MAIL_NAME = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
MAIL_HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+(?<!-)")
ADDRESS_MAX, MAIL_NAME_MAX = 254, 64


@dataclass(frozen=True)
class Refused:
    code: str
    params: object = None
    inside: str = ""  # Below the field: the element of a list.


def trimmed(text):
    return text.strip(" \t\r\n")


def has_control(text):
    """One that no text of any request may have."""
    return any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)


def capitals(text):
    return "".join(c.upper() if "a" <= c <= "z" else c for c in text)


def digits(text):
    return bool(text) and all("0" <= c <= "9" for c in text)


def unreadable(text, most):
    """What reading any text of a request refuses, whatever it is for."""
    if has_control(text):
        return Refused("MALFORMED_TEXT")
    if len(text) > most:
        return Refused("TOO_LONG", {"max": str(most)})
    return None


def of_text(field, text):
    if any(low <= ord(c) <= high for c in text for low, high in HIDDEN):
        return Refused("MALFORMED_TEXT")
    return Refused("TOO_LONG", {"max": str(field.most)}) if len(text) > field.most else text


def of_name(field, text):
    def letter(c):
        return c.isascii() and c.isalpha() or not c.isascii() and c != "’"

    def fits(c):
        if c.isascii():
            return c.isalpha() or c in " '.,-/()"
        return ord(c) >= 0xc0 and c not in "×÷" and (not 0x2000 <= ord(c) <= 0x2bff or c == "’")
    if isinstance(of_text(field, text), Refused):
        return of_text(field, text)
    named = all(map(fits, text)) and any(map(letter, text))
    return text if named else Refused("MALFORMED_NAME")


def of_digits(field, text):
    limits = {"min": "0" * field.most, "max": "9" * field.most}
    return text if digits(text) and len(text) == field.most else Refused("OUT_OF_RANGE", limits)


def of_number(field, text):
    number = text.lstrip("0")
    fits = digits(number) and len(number) <= field.most
    return number if fits else Refused("OUT_OF_RANGE", {"min": "1", "max": "9" * field.most})


def of_phone(_, text):
    plain = re.sub(r"[ \-.()]", "", text)
    if plain.startswith("62"):
        plain = "+" + plain
    elif plain.startswith("0"):
        plain = "+62" + plain[1:]
    return plain if re.fullmatch(r"\+[1-9][0-9]{7,14}", plain) else Refused("MALFORMED_CONTACT")


def of_email(_, text):
    lower = "".join(c.lower() if c.isascii() else c for c in text)
    name, at, host = lower.rpartition("@")
    fits = at and len(lower) <= ADDRESS_MAX and len(name) <= MAIL_NAME_MAX and \
        MAIL_NAME.fullmatch(name) and MAIL_HOST.fullmatch(host)
    return lower if fits else Refused("MALFORMED_CONTACT")


def is_date(text):
    if not re.fullmatch(r"(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def of_date(_, text):
    return text if is_date(text) else Refused("MALFORMED_DATE")


def of_nik(_, text):
    fits = digits(text) and len(text) == 16 and text[0] != "0" and len(set(text)) > 1 and text[12:] != "0000"
    if fits:
        day, month, year = int(text[6:8]), text[8:10], text[10:12]
        fits = any(is_date(f"{century}{year}-{month}-{day - 40 if day > 40 else day:02}") for century in (19, 20))
    return text if fits else Refused("MALFORMED_NIK")


def of_passport(_, text):
    return capitals(text) if re.fullmatch(r"[A-Za-z0-9]{7,9}", text) else Refused("MALFORMED_TEXT")


def of_country(_, text):
    code = capitals(text)
    if re.fullmatch(r"[A-Z]{2}", code):
        assert code in COUNTRIES | NO_COUNTRIES, f"is {code} a country?"
    return code if code in COUNTRIES else Refused("UNKNOWN_VALUE")


def of_choice(field, text):
    return text if text in (field.options or FIXED[field.kind]) else Refused("UNKNOWN_VALUE")


KINDS = {"text": of_text, "name": of_name, "digits": of_digits, "number": of_number, "phone": of_phone,
         "email": of_email, "date": of_date, "nik": of_nik, "passport": of_passport, "country": of_country,
         "choice": of_choice, "choices": of_choice, "yes_no": of_choice}


def kept(field, text):
    """The text as `field` keeps it, None where it counts as no answer, or Refused."""
    listed = field.kind == "choices"
    refused = unreadable(text, ANSWER_MAX)
    if refused is None and listed and (text == "" or " " in text):
        refused = Refused("UNKNOWN_VALUE")  # Of a list, each element is one option.
    if refused is not None:
        return Refused(refused.code, refused.params, "/0" if listed else "")
    text = trimmed(text)
    return KINDS[field.kind](field, text) if text else None


def sent(field, text):
    """As it stands in a body."""
    return [text] if field.kind == "choices" else text

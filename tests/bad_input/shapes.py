"""What each route with a body takes: the table that the cases are made from. run compares it with
the server's own table of routes, so that a new route cannot be forgotten."""

from dataclasses import dataclass

NAME, WORDS, ADDRESS, SHORT, PHONE = 100, 64, 200, 32, 20
MARK = "Kukila Wretchedcanary"  # In every value that people type: nobody may repeat it.
INT_MAX = 2**63 - 1


@dataclass
class Text:
    """Free text of at most `most` characters."""
    good: str
    most: int
    blank: bool = False  # May be only blanks.


@dataclass
class Parsed:
    """Text with a form: anything else is refused with `code`."""
    good: str
    code: str
    most: int = 254


@dataclass
class Date:
    good: str = "2027-01-04"


@dataclass
class Integer:
    good: int
    least: int
    most: int


@dataclass
class Boolean:
    good: bool = True


@dataclass
class Shape:
    method: str
    path: str
    members: dict
    optional: bool = False
    key: bool = False
    match: bool = False


NIK = "3171014503910137"
FAMILY_CARD = "3171011203157713"
UPLOAD = "5" * 64

IDENTITY = {
    "nik": Parsed(NIK, "MALFORMED_NIK"),
    "full_name": Text(MARK, NAME),
    "birth_date": Date("1991-03-05"),
    "birth_place": Text("Mendanaucanary", WORDS),
    "sex": Parsed("female", "UNKNOWN_VALUE"),
    "family_card_number": Parsed(FAMILY_CARD, "MALFORMED_FAMILY_CARD", 16),
    "mother_name": Text("Sumiaticanary Dewi", NAME),
}
QUESTIONNAIRE = {
    "had_passport": Parsed("never", "UNKNOWN_VALUE"),
    "purpose": Text("visiting Aunt Wretchedcanary", WORDS),
    "destination_country": Text("Malaysiacanary", WORDS),
    "stay_length": Text("two weeks canary", SHORT),
    "contact_name": Text("Bejocanary Santosa", NAME),
    "contact_phone": Text("081377712345", PHONE),
    "contact_relation": Text("siblingcanary", SHORT),
    "civil_status": Text("marriedcanary", SHORT),
}
ADDITIONAL_DATA = {
    "id_card_issued_on": Date("2015-06-07"),
    "address": Text("Jalan Canaryputih No. 77", ADDRESS),
    "regency": Text("Belitungcanary", WORDS),
    "province": Text("Babelcanary", WORDS),
    "postcode": Parsed("33411", "UNKNOWN_VALUE", 5),
    "occupation": Text("weavercanary", WORDS),
    "phone": Text("081299912345", PHONE),
    "mother_name": Text("Sumiaticanary Dewi", NAME),
    "father_name": Text("Pardicanary Utomo", NAME, blank=True),
}
PRODUCT = {
    "type": Parsed("NEW", "UNKNOWN_VALUE"),
    "product": Parsed("ORDINARY_ELECTRONIC_LAMINATED", "UNKNOWN_VALUE"),
    "validity_years": Integer(10, 1, 10),
}
CONTACT = Parsed("wretched.canary.typed@example.id", "MALFORMED_CONTACT")
APPLICATION = "/api/v1/applications/{number}"

SHAPES = [
    Shape("POST", "/api/v1/sign_in_codes", {"contact": CONTACT}),
    Shape("POST", "/api/v1/sessions", {"contact": CONTACT, "code": Text("000000", 6)}),
    Shape("POST", "/api/v1/me/contacts/codes", {"contact": CONTACT}),
    Shape("POST", "/api/v1/me/contacts", {"contact": CONTACT, "code": Text("000000", 6)}),
    Shape("POST", "/api/v1/applications", {}, key=True),
    Shape("PUT", APPLICATION + "/sections/identity", IDENTITY, match=True),
    Shape("PUT", APPLICATION + "/sections/questionnaire", QUESTIONNAIRE, match=True),
    Shape("PUT", APPLICATION + "/sections/additional_data", ADDITIONAL_DATA, match=True),
    Shape("PUT", APPLICATION + "/sections/product", PRODUCT, match=True),
    Shape("PUT", APPLICATION + "/documents/id_card", {"upload": Parsed(UPLOAD, "UPLOAD_NOT_FOUND", 64)}),
    Shape("POST", APPLICATION + "/hold",
          {"service_point": Integer(1, 1, INT_MAX), "date": Date(),
           "slot": Parsed("09:00", "MALFORMED_TEXT", 5)}, key=True),
    Shape("POST", APPLICATION + "/submission", {"declaration": Boolean()}, key=True),
    Shape("POST", APPLICATION + "/reschedule",
          {"date": Date(), "slot": Parsed("09:00", "MALFORMED_TEXT", 5)}, key=True),
    Shape("POST", APPLICATION + "/cancellation", {}, key=True),
    Shape("POST", "/demo/clock",
          {"advance_s": Integer(0, -316224000, 316224000), "set": Parsed("x", "MALFORMED_DATE", 40),
           "freeze": Boolean(False)}, optional=True),
]
# Taken by other tables of cases: files, the bank's own answers, a constant answer.
ELSEWHERE = {("PUT", "/api/v1/uploads/{sha256}"), ("POST", "/demo/constant"),
             ("POST", "/snap/v1.0/access-token/b2b"), ("POST", "/snap/v1.0/transfer-va/inquiry"),
             ("POST", "/snap/v1.0/transfer-va/payment")}


def good(shape):
    """A body that is right, but for what the values refer to."""
    return {name: member.good for name, member in shape.members.items()}

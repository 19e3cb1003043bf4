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
class Answer:
    """To a question of the form: text that is refused with `code` where it cannot be one, and is none
    when it is blank. Free text where there is no code, of at most `most` characters."""
    good: str
    code: str = ""
    most: int = 500


@dataclass
class Texts:
    """A list of texts; only its kind and length are varied here."""
    good: list
    most: int


@dataclass
class Shape:
    method: str
    path: str
    members: dict
    optional: bool = False
    key: bool = False
    match: bool = False
    inside: str = ""  # The member of the body that the members are in; none of them is mandatory.
    who: str = "applicant"  # In whose session it is sent.


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
ANSWER_MAX, ANSWERS_MAX = 500, 64
# The sections of the form that an adult's first passport is asked for.
FORM = {
    "passport_history": {"had_passport": Answer("never", "UNKNOWN_VALUE")},
    "personal": {
        "citizenship": Answer("indonesian", "UNKNOWN_VALUE"),
        "naturalised": Answer("no", "UNKNOWN_VALUE"),
        "name_changed": Answer("no", "UNKNOWN_VALUE"),
        "civil_status": Answer("single", "UNKNOWN_VALUE"),
        "phone": Answer("+6281299912345", "MALFORMED_CONTACT"),
    },
    "journey": {
        "purpose": Answer("tourism", "UNKNOWN_VALUE"),
        "destination_country": Answer("MY", "UNKNOWN_VALUE"),
        "length_of_stay": Answer("under_1_month", "UNKNOWN_VALUE"),
        "destination_address": Answer("visiting Aunt Wretchedcanary", most=200),
    },
    "contact_home": {
        "contact_name": Answer("Bejocanary Santosa", "MALFORMED_NAME"),
        "contact_phone": Answer("+6281377712345", "MALFORMED_CONTACT"),
        "contact_relation": Answer("sibling", "UNKNOWN_VALUE"),
    },
    "id_card": {
        "id_document": Answer("id_card", "UNKNOWN_VALUE"),
        "id_document_issued_in": Answer("Toboalicanary", most=64),
        "id_document_issue_date": Answer("2015-06-07", "MALFORMED_DATE"),
    },
    "address": {
        "address": Answer("Jalan Canaryputih No. 77", most=200),
        "province": Answer("Babelcanary", most=64),
        "regency": Answer("Belitungcanary", most=64),
        "district": Answer("Tanjungcanary", most=64),
        "postcode": Answer("33411", "OUT_OF_RANGE"),
        "domicile": Answer("same", "UNKNOWN_VALUE"),
    },
    "work": {"job": Answer("weavercanary", most=64)},
    "parents": {
        "mother_name": Answer("Sumiaticanary Dewi", "MALFORMED_NAME"),
        "mother_citizenship": Answer("ID", "UNKNOWN_VALUE"),
        "father_name": Answer("Pardicanary Utomo", "MALFORMED_NAME"),
    },
    "printed_name": {"printed_name_confirmed": Answer("KUKILA WRETCHEDCANARY", most=34)},
}
DOCUMENTS = ("id_card", "family_card", "birth_certificate")
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
    *(Shape("PUT", f"{APPLICATION}/sections/{section}", members, match=True, inside="answers")
      for section, members in FORM.items()),
    Shape("PUT", APPLICATION + "/sections/product", PRODUCT, match=True),
    Shape("PUT", APPLICATION + "/documents/id_card", {"upload": Parsed(UPLOAD, "UPLOAD_NOT_FOUND", 64)}),
    Shape("POST", APPLICATION + "/hold",
          {"service_point": Integer(1, 1, INT_MAX), "date": Date(),
           "slot": Parsed("09:00", "MALFORMED_TEXT", 5)}, key=True),
    Shape("POST", APPLICATION + "/submission", {"declaration": Boolean()}, key=True),
    Shape("POST", APPLICATION + "/reschedule",
          {"date": Date(), "slot": Parsed("09:00", "MALFORMED_TEXT", 5)}, key=True),
    Shape("POST", APPLICATION + "/cancellation", {}, key=True),
    Shape("POST", APPLICATION + "/reopening", {}, key=True),
    Shape("POST", APPLICATION + "/claim",
          {"office": Text("CANARYOFFICE", 64, blank=True), "evidence": Texts([UPLOAD], 3)}, key=True),
    Shape("POST", APPLICATION + "/recovery",
          {"old_contact": Parsed("wretched.canary.lost@example.id", "MALFORMED_CONTACT"),
           "office": Text("CANARYOFFICE", 64, blank=True)}, key=True),
    Shape("POST", "/api/v1/recoveries/{id}/objection", {}, key=True),
    Shape("POST", "/office/v1/recoveries/{id}/decision",
          {"outcome": Parsed("rejected", "UNKNOWN_VALUE"), "reason": Parsed("not_the_person", "UNKNOWN_VALUE")},
          key=True, who="officer"),
    Shape("POST", "/office/v1/claims/{id}/decision",
          {"outcome": Parsed("rejected", "UNKNOWN_VALUE"), "reason": Parsed("not_the_person", "UNKNOWN_VALUE")},
          key=True, who="officer"),
    Shape("POST", "/office/v1/sessions",
          {"login": Text("wretched", 32, blank=True), "password": Text("canary-password", 128, blank=True),
           "station": Text("desk canary", 32, blank=True)}),
    Shape("PUT", "/office/v1/me/password",
          {"current_password": Text("canary-current", 128, blank=True),
           "new_password": Text("canary-new-password", 128, blank=True)}, who="officer"),
    Shape("POST", "/demo/clock",
          {"advance_s": Integer(0, -316224000, 316224000), "set": Parsed("x", "MALFORMED_DATE", 40),
           "freeze": Boolean(False)}, optional=True),
]
# Taken by other tables of cases: files, the bank's own answers, a constant answer.
ELSEWHERE = {("PUT", "/api/v1/uploads/{sha256}"), ("PUT", "/api/v1/uploads/{sha256}/parts/{offset}"),
             ("POST", "/demo/constant"),
             ("POST", "/snap/v1.0/access-token/b2b"), ("POST", "/snap/v1.0/transfer-va/inquiry"),
             ("POST", "/snap/v1.0/transfer-va/payment")}


def good(shape):
    """A body that is right, but for what the values refer to."""
    values = {name: member.good for name, member in shape.members.items()}
    return {shape.inside: values} if shape.inside else values


def route_of(shape):
    """As the server's table of routes names it."""
    path = shape.path.replace("/documents/id_card", "/documents/{kind}")
    return shape.method, path.rsplit("/", 1)[0] + "/{section}" if shape.inside else path

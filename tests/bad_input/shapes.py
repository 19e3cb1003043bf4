"""What each route with a body takes: the table that the cases are made from. run compares it with
the server's own table of routes, so that a new route cannot be forgotten."""

from dataclasses import dataclass

import questions

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
    """Text with a form: anything else is refused with `code`. `late`: only after all that the body
    alone can be refused for."""
    good: str
    code: str
    most: int = 254
    late: bool = False


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
    """To a question of the form: what it takes follows from the field's kind."""
    good: object
    field: questions.Field


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
    "family_card_number": Parsed(FAMILY_CARD, "MALFORMED_FAMILY_CARD", 16, late=True),
    "mother_name": Text("Sumiaticanary Dewi", NAME),
}
ANSWERS_MAX = 64
# A right answer to every question of the form. Those that decide what is asked are an adult's, married,
# who had no passport.
GOOD = {
    "passport_history": {"had_passport": "never", "record_is_wrong": "no", "old_condition": "expiring",
                         "old_expiry_date": "2027-01-04", "old_passport_number": "X7712345",
                         "old_issue_date": "2017-01-04", "old_issued_in": "indonesia", "old_data_same": "yes"},
    "personal": {"citizenship": "indonesian", "naturalised": "no", "born_abroad": "no", "name_changed": "no",
                 "civil_status": "married", "other_name": "Kiki Othercanary", "height": "163",
                 "phone": "+6281299912345", "email": "personal.canary@example.id"},
    "circumstances": {"pregnancy": "none", "special_needs": []},
    "family_situation": {"filer_relation": "mother", "filer_name": "Filercanary Dewi",
                         "filer_nik": "3171014503910218", "parents_situation": "married", "custody": "mother",
                         "deceased_parent": "father"},
    "journey": {"purpose": "tourism", "destination_country": "MY", "length_of_stay": "under_1_month",
                "destination_address": "visiting Aunt Wretchedcanary"},
    "contact_home": {"contact_name": "Bejocanary Santosa", "contact_phone": "+6281377712345",
                     "contact_relation": "sibling"},
    "contact_abroad": {"abroad_contact_name": "Abroadcanary Lim", "abroad_contact_phone": "+60377712345",
                       "abroad_contact_country": "MY", "abroad_contact_relation": "aunt",
                       "abroad_contact_address": "Jalan Canaryabroad 5"},
    "id_card": {"id_document": "id_card", "id_document_issued_in": "Toboalicanary",
                "id_document_issue_date": "2015-06-07", "id_document_valid_until": "2035-06-07",
                "id_document_number": "CANARY-CARD-77"},
    "address": {"address": "Jalan Canaryputih No. 77", "province": "Babelcanary", "regency": "Belitungcanary",
                "district": "Tanjungcanary", "postcode": "33411", "domicile": "same", "domicile_country": "MY",
                "domicile_address": "Jalan Canarydomisili 8", "domicile_province": "Riaucanary",
                "domicile_regency": "Bintancanary", "domicile_district": "Gunungcanary",
                "domicile_postcode": "29151", "former_address": "Jalan Canarylama 9"},
    "work": {"job": "weavercanary", "office_address": "Jalan Canarykantor 3", "office_phone": "+62215550177"},
    "parents": {"mother_name": "Sumiaticanary Dewi", "mother_citizenship": "ID",
                "mother_birth_place": "Kobacanary", "mother_birth_date": "1965-02-03",
                "father_name": "Pardicanary Utomo", "father_citizenship": "ID",
                "father_birth_place": "Mukocanary", "father_birth_date": "1960-02-03",
                "parents_address": "Jalan Canarytua 11"},
    "spouse": {"spouse_name": "Spousecanary Halim", "spouse_citizenship": "ID",
               "spouse_birth_place": "Namleacanary", "spouse_birth_date": "1990-02-03"},
    "printed_name": {"endorsement_father_name": "Bincanary Utomo",
                     "printed_name_confirmed": "KUKILA WRETCHEDCANARY"},
}
# Each field of the table, in its order: one without an answer above stops the program.
FORM = {section: {field.name: Answer(GOOD[section][field.name], field) for field in questions.of_section(section)}
        for section in questions.SECTIONS}
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
    Shape("PUT", APPLICATION + "/documents/id_card", {"upload": Parsed(UPLOAD, "UPLOAD_NOT_FOUND", 64, late=True)}),
    Shape("POST", APPLICATION + "/hold",
          {"service_point": Integer(1, 1, INT_MAX), "date": Date(),
           "slot": Parsed("09:00", "MALFORMED_TEXT", 5, late=True)}, key=True),
    Shape("POST", APPLICATION + "/submission", {"declaration": Boolean()}, key=True),
    Shape("POST", APPLICATION + "/reschedule",
          {"date": Date(), "slot": Parsed("09:00", "MALFORMED_TEXT", 5, late=True)}, key=True),
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
    Shape("POST", "/office/v1/quota_rules/{id}/approval", {}, who="kanwil"),
    Shape("POST", "/office/v1/quota_rules/{id}/refusal", {"reason": Text("canary reason", 300)}, key=True, who="kanwil"),
    Shape("POST", "/office/v1/quota_rules/{id}/withdrawal", {"reason": Text("canary reason", 300)}, key=True,
          who="officer"),
    Shape("POST", "/office/v1/sessions",
          {"login": Text("wretched", 32, blank=True), "password": Text("canary-password", 128, blank=True),
           "station": Text("desk canary", 32, blank=True)}),
    Shape("PUT", "/office/v1/me/password",
          {"current_password": Text("canary-current", 128, blank=True),
           "new_password": Text("canary-new-password", 128, blank=True)}, who="officer"),
    Shape("POST", "/demo/clock",
          {"advance_s": Integer(0, -316224000, 316224000), "set": Parsed("x", "MALFORMED_DATE", 40, late=True),
           "freeze": Boolean(False)}, optional=True),
]
# Taken by other tables of cases: files, the bank's own answers, a constant answer.
ELSEWHERE = {("PUT", "/api/v1/uploads/{sha256}"), ("PUT", "/api/v1/uploads/{sha256}/parts/{offset}"),
             ("POST", "/demo/constant"), ("POST", "/office/v1/quota_rules"),
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

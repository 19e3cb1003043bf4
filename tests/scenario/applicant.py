"""An applicant who walks through the stages, and the papers that are typed on the way."""
import csv
import pathlib
import time

from client import Account

ROOT = pathlib.Path(__file__).resolve().parents[2]
PICTURE = (ROOT / "tests/files/inspect/phone.jpg").read_bytes()
MATCH_PREFIX = "9999"  # the simulated registry agrees with whatever is said of such a NIK

# An adult's first passport: what the form asks (2.13), by stage and section.
QUESTIONNAIRE = {
    "passport_history": {"had_passport": "never"},
    "personal": {"citizenship": "indonesian", "naturalised": "no", "name_changed": "no",
                 "civil_status": "single", "phone": "081234567891"},
    "journey": {"purpose": "tourism", "destination_country": "MY", "length_of_stay": "under_1_month",
                "destination_address": "Jalan Ampang 1, Kuala Lumpur"},
    "contact_home": {"contact_name": "Sri Rahayu", "contact_phone": "081234567890",
                     "contact_relation": "sibling"},
}
ADDITIONAL_DATA = {
    "id_card": {"id_document": "id_card", "id_document_issued_in": "Belitung",
                "id_document_issue_date": "2017-03-11"},
    "address": {"address": "Jalan Kenanga 7, RT 2 RW 3", "province": "Kepulauan Bangka Belitung",
                "regency": "Belitung", "district": "Tanjungpandan", "postcode": "33411",
                "domicile": "same"},
    "work": {"job": "teacher"},
    "parents": {"mother_name": "Sri Wahyuni", "mother_citizenship": "ID", "father_name": "Slamet"},
}
DOCUMENTS = ("id_card", "family_card", "birth_certificate")
PRODUCT = {"type": "NEW", "product": "ORDINARY_ELECTRONIC_LAMINATED", "validity_years": 10}
PRICE = 950_000
WORD_S = 90  # within which the issuing system has answered: asked again after a minute, if need be


def samples():
    """The sample citizens as they stand in their table."""
    with open(ROOT / "data/samples/citizens.tsv", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def identity_of(row):
    return {"nik": row["nik"], "full_name": row["full_name"], "birth_date": row["birth_date"],
            "birth_place": row["birth_place"], "sex": "male" if row["sex"] == "L" else "female",
            "family_card_number": row["family_card_number"], "mother_name": row["mother_name"]}


def citizens():
    """The sample citizens as identity sections, by NIK."""
    return {row["nik"]: identity_of(row) for row in samples()}


def pairs_of(text):
    """"a=b;c=d" """
    return dict(part.split("=") for part in text.split(";") if part)


def answers_of(row):
    """What a sample citizen answers otherwise than anybody: by the table, and about the last passport
    on record."""
    answers = pairs_of(row["answers"])
    if "old_condition" not in answers:
        return answers
    with open(ROOT / "data/samples/passports.tsv", encoding="utf-8") as file:
        own = [p for p in csv.DictReader(file, delimiter="\t") if p["nik"] == row["nik"]]
    last = max(own, key=lambda passport: passport["issued"])
    return {"had_passport": "yes", "old_passport_number": last["number"], "old_issue_date": last["issued"],
            "old_expiry_date": last["expires"], **answers}


def invented(serial):
    """One of the people of whom the registry says that everything agrees."""
    return {"nik": f"{MATCH_PREFIX}01010190{serial:04d}", "full_name": "PEMOHON CONTOH",
            "birth_date": "1990-01-01", "birth_place": "PONTIANAK", "sex": "male",
            "family_card_number": "6171010101100001", "mother_name": "IBU CONTOH"}


class Applicant:
    """One application of an account."""

    def __init__(self, account: Account, identity):
        self.account, self.identity = account, identity
        self.number = ""
        self.versions = {}

    @property
    def path(self):
        return "/api/v1/applications/" + self.number

    def begin(self):
        answer = self.account.call("POST", "/api/v1/applications", {})
        if answer.status == 201:
            self.number = answer.json["number"]
        return answer

    def save(self, section, value):
        """Saves over the version that was seen last."""
        seen = self.versions.get(section, 0)
        answer = self.account.call("PUT", f"{self.path}/sections/{section}", value,
                                   headers={"If-Match": f'"{seen}"'})
        if answer.status == 200:
            self.versions[section] = answer.json["version"]
        return answer

    def identify(self):
        return self.save("identity", self.identity)

    def answer(self, section, answers):
        """A section of the form."""
        return self.save(section, {"answers": answers})

    def assessment(self):
        answer = self.account.get(self.path + "/assessment")
        assert answer.status == 200, f"assessment: {answer} {answer.body}"
        return answer.json

    def confirm_name(self):
        """The name as it will be printed (D13)."""
        name = self.assessment()["printed_name"]["text"]
        return self.answer("printed_name", {"printed_name_confirmed": name})

    def attach(self, name, kind="id_card"):
        return self.account.call("PUT", f"{self.path}/documents/{kind}", {"upload": name})

    def prepare(self, picture):
        """Stages 1 to 5, with a picture that the account has uploaded."""
        def done(answer):
            assert answer.status in (200, 201), f"{answer} {answer.body}"
        done(self.begin())
        done(self.identify())
        for section, answers in QUESTIONNAIRE.items():
            done(self.answer(section, answers))
        for kind in DOCUMENTS:
            done(self.attach(picture, kind))
        for section, answers in ADDITIONAL_DATA.items():
            done(self.answer(section, answers))
        done(self.confirm_name())
        done(self.save("product", PRODUCT))
        return self

    def hold(self, place, key=None):
        return self.account.call("POST", self.path + "/hold", place, key=key)

    def release(self):
        return self.account.call("DELETE", self.path + "/hold")

    def ask_for_bill(self, key=None):
        return self.account.call("POST", self.path + "/submission", {"declaration": True}, key=key)

    def wait_for_word(self):
        """Until the issuing system has answered; it is not asked again while the clock stands still."""
        end = time.monotonic() + WORD_S
        while self.account.get(self.path + "/checks").json["passport"]["status"] == "pending":
            assert time.monotonic() < end, "no word of the issuing system"
            time.sleep(0.05)
        return self

    def submit(self, key=None):
        """Asks again while the issuing system has not said whether there was a passport (D10)."""
        end = time.monotonic() + WORD_S
        while True:
            answer = self.ask_for_bill(key)
            if answer.code != "PASSPORT_CHECK_PENDING" or time.monotonic() > end:
                return answer
            time.sleep(0.05)

    def cancel(self):
        return self.account.call("POST", self.path + "/cancellation", {})

    def reschedule(self, date, slot):
        return self.account.call("POST", self.path + "/reschedule", {"date": date, "slot": slot})

    def look(self):
        return self.account.get(self.path).json

    @property
    def state(self):
        return self.look()["state"]

"""Every sample citizen: what stage 1 answers, and what the questionnaire then leads to, is what
data/samples/citizens.tsv says and the demonstration's guide promises."""
from applicant import Applicant, answers_of, identity_of, pairs_of, samples
from client import Account, wait_until
from steps_people import answer_all

PER_ACCOUNT = 5  # 2.12


def run(world, t):
    t.section("The sample citizens, one by one")
    world.advance(days=1)  # five tries of a NIK and day (D9)
    today = world.now().date().isoformat()
    rows = samples()
    for first in range(0, len(rows), PER_ACCOUNT):
        account = Account(world.service, world.outside, f"contoh.{first}@example.id")
        account.sign_in()
        valid = []
        some = [(Applicant(account, {**identity_of(row), **pairs_of(row["type_instead"])}), row)
                for row in rows[first:first + PER_ACCOUNT]]
        for a, row in some:
            if said(world, t, a, row) == row["answer"] == "VALID":
                valid.append((a, row))
        for a, row in valid:
            promised(t, a, row, today)
        for a, _ in some:
            a.cancel()


def said(world, t, a, row):
    """Stage 1."""
    a.begin()
    world.applicants.append(a)
    answer = a.identify()
    code = "VALID" if answer.status == 200 else answer.code
    t.equal("002-S1", f"{row['case']}: {row['full_name']}", code, row["answer"])
    if row["case"] == "nik_date_differs":
        t.equal("3.1", "a NIK of another date is a warning", [w["id"] for w in answer.json["warnings"]],
                ["nik_birth_date_differs"])
    return code


def promised(t, a, row, today):
    """Stages 2 and 4 come to what the table says, exactly; of the papers at least those."""
    wait_until(lambda: a.account.get(a.path + "/checks").json["passport"]["status"] != "pending",
               "the word about a passport")
    found = answer_all(a, **answers_of(row))
    comes_to = {"type": found["type"], "validities": " ".join(map(str, found["validities"])),
                "refusals": " ".join(refusal["code"] for refusal in found["refusals"]),
                "notices": " ".join(notice["id"] for notice in found["notices"])}
    t.equal("2.2 2.3 D11", f"{row['case']} on {today}: {row['expect']}", comes_to, {key: row[key] for key in comes_to})
    asked = {paper["id"] + ("" if paper["required"] else "?") for paper in found["documents"]}
    if row["papers"]:
        t.equal("2.5", f"{row['case']}: the papers are asked for", set(row["papers"].split()) - asked, set())

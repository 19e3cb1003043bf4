"""Every sample citizen: what stage 1 answers is what data/samples/citizens.tsv says, and what the
demonstration's guide promises."""
from applicant import Applicant, citizens, samples
from client import Account

PER_ACCOUNT = 5  # 2.12


def run(world, t):
    t.section("The sample citizens, one by one")
    world.advance(days=1)  # five tries of a NIK and day (D9)
    rows = samples()
    account = None
    for count, row in enumerate(rows):
        if count % PER_ACCOUNT == 0:
            account = Account(world.service, world.outside, f"contoh.{count}@example.id")
            account.sign_in()
        a = Applicant(account, {**citizens()[row["nik"]], **instead(row)})
        a.begin()
        world.applicants.append(a)
        answer = a.identify()
        code = "VALID" if answer.status == 200 else answer.code
        t.equal("002-S1", f"{row['case']}: {row['full_name']}", code, row["answer"])
        if row["case"] == "nik_date_differs":
            t.equal("3.1", "a NIK of another date is a warning", [w["id"] for w in answer.json["warnings"]],
                    ["nik_birth_date_differs"])
        a.cancel()


def instead(row):
    return dict(part.split("=") for part in row["type_instead"].split(";") if part)

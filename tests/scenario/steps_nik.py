"""What the civil registry may say of a NIK, and what happens while it says nothing."""
from applicant import Applicant, citizens, invented
from client import Account, wait_until

RATNA, SUKARTI, ANDI = "1902015505900002", "1902035708850001", "1902052802010001"
DECEASED, UNKNOWN = "1902012003470001", "1902010101900001"
TWICE, INACTIVE = "5310011402900001", "3578010404650001"
TRIES = 5


def run(world, t):
    people = citizens()
    account = Account(world.service, world.outside, "081311112222", written_to="+6281311112222")
    t.section("Stage 1: what the civil registry says")
    account.sign_in()
    a = Applicant(account, people[RATNA])
    t.answered("002-S1", "a draft is begun, by somebody with a phone number", a.begin(), 201)
    world.applicants.append(a)
    refusals(t, a, people)
    tries(world, t, people)
    silence(world, t, people)
    nonsense(world, t)


def saved(a, identity):
    return a.save("identity", identity)


def refusals(t, a, people):
    for nik, code, words in ((UNKNOWN, "NIK_NOT_FOUND", "unknown"), (DECEASED, "NIK_DECEASED", "of somebody deceased"),
                             (TWICE, "NIK_DUPLICATE", "recorded twice"), (INACTIVE, "NIK_INACTIVE", "deactivated")):
        answer = saved(a, people[nik])
        a.versions["identity"] = a.versions.get("identity", 0) + 1  # what was typed is kept
        t.answered("002-S1 002-F5", f"a NIK {words}", answer, 409, code)
    right = people[RATNA]
    wrong_name = saved(a, {**right, "full_name": "ORANG LAIN", "mother_name": "LAIN"})
    a.versions["identity"] += 1
    t.answered("D9", "the name does not agree", wrong_name, 409, "NIK_NOT_MATCHED")
    t.equal("D9", "no field is named then", ("pointer" in wrong_name.json, "errors" in wrong_name.json), (False, False))
    wrong_place = saved(a, {**right, "birth_place": "MANGGAR"})
    a.versions["identity"] += 1
    t.answered("D9", "NIK and name agree, the place of birth does not", wrong_place, 409, "NIK_NOT_MATCHED")
    t.check("D9", "then the field is named", "/birth_place" in wrong_place.body.decode(), wrong_place.body)
    secret = saved(a, {**right, "mother_name": "LAIN", "family_card_number": "1" * 16})
    a.versions["identity"] += 1
    t.answered("D8", "neither the mother's name nor the family card agrees", secret, 409, "NIK_NOT_MATCHED")
    bad = saved(a, {**right, "nik": "190201990090000"})
    t.answered("002-S1", "fifteen digits are no NIK", bad, 400, "MALFORMED_NIK")
    t.equal("002-S1", "the stage is not done", a.look()["stage"], 1)
    answer = saved(a, {**right, "mother_name": "LAIN"})
    t.answered("D8 002-F5", "one field that only the person knows is enough", answer, 200)
    t.equal("002-F5", "the NIK is valid", answer.json.get("nik_status"), "valid")
    seen, a.versions["identity"] = a.versions["identity"], 1
    late = saved(a, right)
    t.answered("002-S1", "another page that saw an older version", late, 412, "SECTION_CHANGED")
    t.equal("002-S1", "is shown what is there now", late.json.get("current"),
            {"section": "identity", "version": seen, "answers": {**right, "mother_name": "LAIN"}})
    a.versions["identity"] = seen


def tries(world, t, people):
    t.section("Five questions about a NIK and day")
    account = Account(world.service, world.outside, "sukarni@example.id")
    account.sign_in()
    a = Applicant(account, people[SUKARTI])
    a.begin()
    world.applicants.append(a)
    for n in range(TRIES):
        answer = saved(a, {**a.identity, "full_name": f"NAMA {'ABCDE'[n]}"})
        a.versions["identity"] = n + 1
        t.answered("D9", f"try {n + 1}", answer, 409, "NIK_NOT_MATCHED")
    t.answered("D9", "try 6, with what is right", a.identify(), 429, "NIK_TRIES_EXHAUSTED")


def silence(world, t, people):
    t.section("The civil registry is down")
    account = Account(world.service, world.outside, "andi.wijaya@example.id")
    account.sign_in()
    a = Applicant(account, people[ANDI])
    a.begin()
    world.applicants.append(a)
    world.outside.faults("dukcapil", down=True)
    answer = a.identify()
    t.answered("002-S1 D9", "what was typed is saved all the same", answer, 200)
    t.equal("D9", "the check is pending", answer.json.get("nik_status"), "pending")
    t.equal("002-S1", "stage 1 is not done yet", a.look()["stage"], 1)
    world.outside.faults("dukcapil")

    def done():
        world.advance(seconds=10)  # the pauses between two questions grow
        return a.look()["stage"] == 2
    t.check("D9", "when it is back, stage 1 becomes done by itself", wait_until(done, "the check in the background"))
    told = wait_until(lambda: account.messages("NIK sudah diperiksa"), "the message")
    t.equal("003-07", "and the applicant hears of it, once", len(told), 1)


def nonsense(world, t):
    t.section("The civil registry is slow, or talks nonsense")
    account = Account(world.service, world.outside, "lambat@example.id")
    account.sign_in()
    waiting = []
    for n, (fault, words) in enumerate((({"slow_ms": 20_000}, "answers later than the limit"),
                                        ({"garbage": True}, "answers nonsense"),
                                        ({"contradictory": True}, "contradicts itself"))):
        a = Applicant(account, invented(7001 + n))
        a.begin()
        world.applicants.append(a)
        world.outside.faults("dukcapil", **fault)
        answer = a.identify()
        t.answered("002-S1 D9", f"it {words}: what was typed is saved", answer, 200)
        t.equal("D9", "and nothing is believed", (answer.json.get("nik_status"), a.look()["stage"]), ("pending", 1))
        waiting.append(a)
    world.outside.faults("dukcapil")

    def done():
        world.advance(seconds=10)
        return all(a.look()["stage"] == 2 for a in waiting)
    t.check("D9", "each becomes valid by itself", wait_until(done, "the checks in the background"))
    for a in waiting:
        a.cancel()

"""Pontianak: 200 places on a Monday, 325 on a Thursday, and not one more, however many come at
once. The applicants are prepared first; then all of them ask at the same time."""
import collections
import concurrent.futures
import time

import offices
from applicant import PICTURE, Applicant, invented
from client import Account, wait_until

MONDAY, THURSDAY, FRIDAY = 0, 3, 4
BASE, RAISED = 200, 325
PER_ACCOUNT = 5
THREADS = 8


def run(world, t):
    t.section("Pontianak: how many places a day has")
    monday = offices.untouched(world, offices.PONTIANAK, [MONDAY])[0]
    thursday = offices.untouched(world, offices.PONTIANAK, [THURSDAY])[0]
    friday = offices.untouched(world, offices.PONTIANAK, [FRIDAY])[0]
    t.equal("001-03", f"Monday {monday['date']}", monday["total"], BASE)
    t.equal("001-04", f"Thursday {thursday['date']}: {thursday['explanation']}", thursday["total"], RAISED)
    t.equal("001-04", f"Friday {friday['date']}: {friday['explanation']}", friday["total"], RAISED)
    for day in offices.days(world, offices.PONTIANAK):
        if day["state"] == "holiday" and offices.weekday(day) in (THURSDAY, FRIDAY):
            t.equal("001-04", f"{day['date']} is a holiday ({day['note']})", day["total"], 0)

    t.section("Pontianak: a rush for a Monday and for a Thursday")
    wanted = (BASE + 1) + (RAISED + 1)
    start = time.monotonic()
    crowd = prepare(world, wanted)
    t.check("9.3", f"{wanted} applicants are through stages 1 to 5", len(crowd) == wanted, len(crowd))
    t.note(f"in {time.monotonic() - start:.1f} s")
    rush(world, t, crowd[:BASE + 1], monday, "001-03")
    rush(world, t, crowd[BASE + 1:], thursday, "001-04")
    world.crowd = (monday, thursday)
    world.applicants += crowd


def prepare(world, wanted):
    def account_of(index):
        account = Account(world.service, world.outside, f"ramai{index:03d}@example.id")
        account.sign_in()
        picture, _ = account.upload(PICTURE)
        serials = range(index * PER_ACCOUNT + 1, min((index + 1) * PER_ACCOUNT, wanted) + 1)
        return [Applicant(account, invented(serial)).prepare(picture) for serial in serials]

    with concurrent.futures.ThreadPoolExecutor(THREADS) as threads:
        groups = threads.map(account_of, range(-(-wanted // PER_ACCOUNT)))
        return [a for group in groups for a in group]


def rush(world, t, crowd, day, rule):
    date = day["date"]
    names = [row["slot"] for row in offices.slots(world, offices.PONTIANAK, date)]

    def ask(index):
        """Begins at a slot of its own, and goes where the refusal says that there are places."""
        slot, tried = names[index % len(names)], 0
        while True:
            answer = crowd[index].hold(offices.place(offices.PONTIANAK, date, slot))
            same_day = [x for x in answer.json.get("alternatives", []) if x["date"] == date]
            tried += 1
            if answer.code != "SLOT_FULL" or not same_day or tried > 50:
                return answer
            slot = same_day[index % len(same_day)]["slot"]

    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(ask, range(len(crowd))))
    held = [a for a in answers if a.status == 201]
    t.equal(rule, f"{len(crowd)} ask for {date} at once; so many have a place", len(held), day["total"])
    t.note(f"in {time.monotonic() - start:.1f} s")
    others = [a for a in answers if a.status != 201]
    t.equal(rule, "the one too many is refused", [str(a) for a in others], ["409 SLOT_FULL"])
    if others:
        elsewhere = [x["date"] for x in others[0].json.get("alternatives", [])]
        t.check(rule, f"and shown places on other days: {', '.join(sorted(set(elsewhere)))}",
                elsewhere and date not in elsewhere, others[0].body)
    sequences = collections.defaultdict(list)
    for answer in held:
        sequences[answer.json["slot"]].append(answer.json["sequence"])
    t.check("D3", "in each slot the takings are numbered from 1 without a gap",
            all(sorted(s) == list(range(1, len(s) + 1)) for s in sequences.values()), dict(sequences))
    after = offices.day_of(world, offices.PONTIANAK, date)
    t.equal("D3", "the day is full", (after["state"], after["free"]), ("full", 0))


def given_back(world, t):
    """Called when the fifteen minutes of the crowd are over."""
    for day in world.crowd:
        def all_free(day=day):
            return offices.day_of(world, offices.PONTIANAK, day["date"])["free"] == day["total"]
        t.check("D5", f"all {day['total']} places of {day['date']} are free again", wait_until(all_free, "free places", 60))

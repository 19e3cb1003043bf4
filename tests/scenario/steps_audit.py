"""In the end the books are compared, and every change of every application has its row."""


def run(world, t):
    t.section("The auditor")
    if world.admin is None:
        t.note("no admin socket here (--admin SOCKET): left out")
        return
    check = world.admin.send("POST", "/admin/v1/ledger/check", "{}", {"Content-Type": "application/json"})
    t.answered("D3 D4 002-A3", "the books are compared", check, 200)
    t.equal("D3 D4", "no difference", check.json.get("differences"), [])
    t.check("D3", f"over {check.json.get('seats_checked', 0)} rows of places",
            check.json.get("seats_checked", 0) > 0, check.body)
    booked = {row["account"]: row["amount"] for row in check.json.get("money", {}).get("accounts", [])}
    # What a statement showed and the bank never had counts as taken (steps_treasury).
    taken = world.outside.get("/bank/statement")["settled"] + getattr(world, "not_at_bank", 0)
    owed = getattr(world, "owed_back", 0)  # for who lost a paid visit to the NIK's owner, and of nobody's code
    back = getattr(world, "refunded", 0)
    t.equal("D4 R6", f"Rp {taken:,} taken is what the books have: Rp {owed:,} owed back, Rp {back:,} paid back, the rest applied",
            tuple(booked.get(account, 0) for account in ("bank", "applied", "refund_due", "refunded")),
            (taken, owed + back - taken, -owed, -back))
    audit = check.json.get("audit", {})
    t.check("7", f"{audit.get('versions')} changes of state, {audit.get('events')} rows of audit",
            audit.get("versions", 0) > 0 and audit.get("versions") == audit.get("events"), audit)
    others = [a for a in world.applicants if not whole(changes(world, a), version(a))]
    t.equal("7 002-A3", f"{len(world.applicants)} applications: each change, and nothing else, has its row of audit",
            [a.number for a in others], [])
    for a in world.applicants[:1]:
        told = [f"{row.get('action')} ({row.get('rule')})" for row in history(world, a)]
        t.note(f"{a.number}: {', '.join(told)}")


def history(world, a):
    answer = world.admin.send("GET", f"/admin/v1/applications/{a.number}/history")
    assert answer.status == 200, f"{answer} {answer.body}"
    return answer.json["rows"]


def changes(world, a):
    return sorted(row.get("version") for row in history(world, a))


def whole(changes, last):
    """Each version has its row; of what was deleted only the history is left."""
    return changes != [] and changes == list(range(1, (last or len(changes)) + 1))


def version(a):
    if a.account.get(a.path).status == 401:
        a.account.sign_in()  # A session lasts twelve hours; the walks took days.
    return a.look().get("version")

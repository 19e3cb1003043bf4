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
    t.note(f"money {check.json.get('money')}, audit {check.json.get('audit')}")
    for a in world.applicants:
        history = world.admin.send("GET", f"/admin/v1/applications/{a.number}/history")
        if a.account.get(a.path).status == 401:
            a.account.sign_in()  # A session lasts twelve hours; the walks took days.
        version = a.look()["version"]
        rows = history.json.get("rows", [])
        t.equal("7 002-A3", f"{a.number}: {version} changes, so many rows of audit", len(rows), version)

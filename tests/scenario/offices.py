"""Offices, months and days, as anybody reads them."""
import datetime

PONTIANAK, TANJUNGPANDAN, MAUMERE, NGADA, BATAM = 1, 2, 4, 6, 7


def months_from(today, count=3):
    year, month = today.year, today.month
    for _ in range(count):
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def days(world, point):
    """All days of this month and the next two."""
    found = []
    for month in months_from(world.now()):
        answer = world.service.get(f"/api/v1/service_points/{point}/availability?month={month}")
        assert answer.status == 200, f"availability: {answer} {answer.body}"
        found += answer.json["days"]
    return found


def weekday(day):
    """0 is Monday."""
    return datetime.date.fromisoformat(day["date"]).weekday()


def untouched(world, point, on=range(5), after=0):
    """The days that are open and from which nobody has taken a place, `after` days from now on."""
    first = (world.now() + datetime.timedelta(days=after)).date().isoformat()
    return [day for day in days(world, point)
            if day["state"] == "open" and day["free"] == day["total"] and weekday(day) in on
            and day["date"] > first]


def day_of(world, point, date):
    month = world.service.get(f"/api/v1/service_points/{point}/availability?month={date[:7]}").json
    return next(day for day in month["days"] if day["date"] == date)


def slots(world, point, date):
    answer = world.service.get(f"/api/v1/service_points/{point}/availability/{date}")
    assert answer.status == 200, f"slots: {answer} {answer.body}"
    return answer.json["slots"]


def free(world, place):
    return next(row["free"] for row in slots(world, place["service_point"], place["date"])
                if row["slot"] == place["slot"])


def place(point, date, slot):
    return {"service_point": point, "date": date, "slot": slot}


def some_place(world, point, after=1):
    """A free place of a day that nobody has touched."""
    day = untouched(world, point, after=after)[0]
    row = next(row for row in slots(world, point, day["date"]) if row["free"] > 0)
    return place(point, day["date"], row["slot"])

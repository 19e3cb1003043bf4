"""The table of who gets in where, as people write it (expected.txt), and what of it was not so."""

from actors import OFFICES, ROLES

PEOPLE = ["nobody", "owner", "stranger", "bank", "operator"]
ACTORS = PEOPLE + [f"{role} of {office}" for office in OFFICES for role in ROLES]
DOORS = {"public": ["public"], "admin": ["admin"], "both": ["public", "admin"]}
LETTERS = {"+": "let in", "s": "told to sign in", "f": "forbidden", "a": "as if it were not there",
           ".": "no such address"}


class Broken(Exception):
    """A line that says nothing."""


def group(text):
    """One letter stands for all roles."""
    letters = text * len(ROLES) if len(text) == 1 else text
    if len(letters) != len(ROLES):
        raise Broken(f"{text!r} has {len(text)} roles, not {len(ROLES)}")
    return letters


def read(text):
    """{(door, method, path): {actor: letter}}"""
    table = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            where, people, *offices = [part.strip() for part in line.split("|")]
            doors, method, path = where.split()
            cells = people.split() + [letter for office in offices for letter in group(office)]
            if len(cells) != len(ACTORS) or not set(cells) <= set(LETTERS):
                raise Broken(f"{len(cells)} cells of {sorted(set(cells))}")
            for door in DOORS[doors]:
                if (door, method, path) in table:
                    raise Broken("said twice")
                table[door, method, path] = dict(zip(ACTORS, cells))
        except (ValueError, KeyError, Broken) as fault:
            raise Broken(f"line {number}: {fault}") from fault
    return table


def gaps(table, routes):
    """Routes without their lines, and lines without a route: each cell is said once."""
    wanted = {(door, route.method, route.path) for route in routes for door in ("public", "admin")}
    for door, method, path in sorted(wanted - table.keys()):
        yield f"{method} {path}: nothing is said of the {door} door"
    for door, method, path in sorted(table.keys() - wanted):
        yield f"{method} {path}: there is no such route, but the {door} door is described"


def differences(table, found):
    """`found`: {(door, method, path): {actor: letter}}."""
    for key, cells in found.items():
        for actor, letter in cells.items():
            expected = table.get(key, {}).get(actor)
            if letter != expected:
                door, method, path = key
                yield (f"{method} {path} on the {door} door: {actor} is {LETTERS.get(letter, letter)}, "
                       f"expected {LETTERS.get(expected, expected)}")

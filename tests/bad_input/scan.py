"""Looks for what must not be found: canaries in the log, in the database files, among the blobs,
in the file of keys (P7)."""

import base64
import os


def forms(value):
    """How a value could stand in a file: as it is, UTF-16, base64, hexadecimal, percent-encoded."""
    raw = value.encode() if isinstance(value, str) else value
    yield raw
    if len(raw) >= 8:
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield base64.b64encode(raw).rstrip(b"=")
        yield base64.urlsafe_b64encode(raw).rstrip(b"=")
        if isinstance(value, str):
            yield value.encode("utf-16-le")
            yield value.replace(" ", "%20").replace("@", "%40").encode()
            yield value.upper().encode()
            yield value.lower().encode()


def digits_around(data, at, size):
    return data[at - 1:at].isdigit() or data[at + size:at + size + 1].isdigit()


def found_in(data, canaries):
    """The names of the canaries that stand in these bytes. A short number counts only when it
    stands alone: six digits of a timestamp are no one-time code."""
    names = []
    for name, value in canaries.items():
        for form in forms(value):
            at = data.find(form)
            while at >= 0 and form.isdigit() and len(form) < 10 and digits_around(data, at, len(form)):
                at = data.find(form, at + 1)
            if at >= 0:
                names.append(name)
                break
    return names


def files_of(folder, but=()):
    for place, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if os.path.join(place, f) not in but]
        for name in sorted(files):
            path = os.path.join(place, name)
            if os.path.isfile(path) and path not in but:
                yield path


def leaks(folder, canaries, but=()):
    """(file, canary) of every find, and how many files and bytes were read."""
    found, files, size = [], 0, 0
    for path in files_of(folder, but):
        with open(path, "rb") as file:
            data = file.read()
        files, size = files + 1, size + len(data)
        found += [(os.path.relpath(path, folder), name) for name in found_in(data, canaries)]
    return found, files, size

"""Looks for what must not be found: canaries in the log, in the database files, among the blobs,
in the file of keys (P7)."""

import base64
import json
import os
from urllib.parse import quote


def forms(value):
    """How a value could stand in a file: as it is, in hexadecimal, UTF-16 and percent-encoded, all in small
    letters; and in base64, whose letters differ."""
    raw = value.encode() if isinstance(value, str) else value
    if len(raw) < 8:
        return {raw.lower()}, set()
    small = {raw, raw.hex().encode()}
    if isinstance(value, str):
        small |= {value.encode("utf-16-le"), value.replace(" ", "%20").replace("@", "%40").encode()}
    exact = {code(raw).rstrip(b"=") for code in (base64.b64encode, base64.urlsafe_b64encode)}
    return {form.lower() for form in small}, exact


def digits_around(data, at, size):
    return data[at - 1:at].isdigit() or data[at + size:at + size + 1].isdigit()


def found_in(data, canaries):
    """The names of the canaries that stand in these bytes. A short number counts only when it
    stands alone: six digits of a timestamp are no one-time code."""
    def stands(form, where):
        at = where.find(form)
        while at >= 0 and form.isdigit() and len(form) < 10 and digits_around(where, at, len(form)):
            at = where.find(form, at + 1)
        return at >= 0
    small, names = data.lower(), []
    for name, value in canaries.items():
        folded, exact = forms(value)
        if any(stands(form, small) for form in folded) or any(stands(form, data) for form in exact):
            names.append(name)
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


def repeated(path, texts):
    """Those of the texts that stand in a file as they were sent: in a body or in an address."""
    with open(path, "rb") as file:
        data = file.read()
    def forms_of(text):
        return text, json.dumps(text)[1:-1], quote(text), quote(text, safe="!$'()*,;:@~")
    return [repr(text) for text in texts if any(form.encode() in data for form in forms_of(text))]

"""Files that are not what they say, or not what may be taken."""

import hashlib
import json
import os
import struct
import zlib

from judge import Case, Expect
from shapes import IDENTITY
from wire import request

FILE_MAX = 10 * 1024 * 1024
PART_MAX = 1024 * 1024
TAIL_NIK = "3273014503917007"
BEHIND = Expect(409, "UPLOAD_OFFSET_WRONG", "/offset", {"offset": "0"})


def cases(applicant, folder):
    def read(name):
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()

    def put(body, kind="image/jpeg", digest=None, chunked=False):
        target = "/api/v1/uploads/" + (digest or hashlib.sha256(body).hexdigest())
        return request("PUT", target, applicant.fields(key=False, content_type=kind), body, chunked)
    photo = read("phone.jpg")
    for kind in [None, "text/plain", "application/json", "image/gif", "image/svg+xml", "text/html", "*/*",
                 "multipart/form-data; boundary=x"]:
        yield Case(f"a file of type {kind}", put(photo, kind), Expect(415, "UNSUPPORTED_MEDIA_TYPE"))
    for title, body, code in [
            ("words", b"hello canary", "FILE_TYPE_UNSUPPORTED"), ("a page of HTML", b"<html><script>", "FILE_TYPE_UNSUPPORTED"),
            ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "FILE_TYPE_UNSUPPORTED"),
            ("GIF", b"GIF89a" + bytes(40), "FILE_TYPE_UNSUPPORTED"), ("ZIP", b"PK\3\4" + bytes(40), "FILE_TYPE_UNSUPPORTED"),
            ("a program", b"\x7fELF" + bytes(60), "FILE_TYPE_UNSUPPORTED"), ("zeros", bytes(5000), "FILE_TYPE_UNSUPPORTED"),
            ("half a photo", photo[:len(photo) // 2], "FILE_DAMAGED"), ("the start of a photo", photo[:20], "FILE_DAMAGED"),
            ("half a PDF", read("scan.pdf")[:len(read("scan.pdf")) // 2], "FILE_DAMAGED"),
            ("a PDF that is encrypted", read("encrypted.pdf"), "FILE_ENCRYPTED"),
            ("a PDF with a script", read("script_in_object_stream.pdf"), "FILE_ACTIVE_CONTENT")]:
        kind = "application/pdf" if "PDF" in title else "image/jpeg"
        yield Case(f"a file: {title}", put(body, kind), Expect(422, code))
    yield Case("a file under another's hash", put(photo, digest="0" * 64), Expect(422, "FILE_HASH_MISMATCH"))
    yield Case("an empty file", put(b""), Expect(422, "FILE_EMPTY"))
    yield Case("an empty file in chunks", put(b"", chunked=True), Expect(422, "FILE_EMPTY"))
    yield Case("a photo that is said to be a PDF", put(photo, "application/pdf"), Expect(415, "UNSUPPORTED_MEDIA_TYPE"))
    yield Case("a PDF that is said to be a photo", put(read("scan.pdf")), Expect(415, "UNSUPPORTED_MEDIA_TYPE"))
    yield Case("a file that is too large", put(b"\xff\xd8\xff" + bytes(FILE_MAX - 2)), Expect(413, "BODY_TOO_LARGE"))
    yield Case("a file that is too large, in chunks", put(b"\xff\xd8\xff" + bytes(FILE_MAX - 2), chunked=True),
               Expect(413, "BODY_TOO_LARGE"))
    yield Case("a file to be read in a way that is not offered",
               request("PUT", "/api/v1/uploads/" + hashlib.sha256(photo).hexdigest() + "?read=all",
                       applicant.fields(key=False, content_type="image/jpeg"), photo),
               Expect(400, "UNKNOWN_VALUE", "/read"))
    yield from costly(put, read)
    yield from parts(applicant, photo)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows=None):
    """White, of one bit a pixel: little more than nothing, however large it is. `rows`: those that are there."""
    row = bytes(1 + (width + 7) // 8)
    data = zlib.compress(row * (height if rows is None else rows), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pdf(objects):
    """Of these objects, numbered from 1; the first is the catalogue."""
    text, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for i, one in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(text)
        text += b"%d 0 obj\n%s\nendobj\n" % (i, one)
    size = len(objects) + 1
    return text + b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(text))


def stream(members, data):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), members, data)


def pages(count, contents=()):
    kids = b" ".join(b"%d 0 R" % (3 + i) for i in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] %s>>" % \
        (b"/Contents %d 0 R " % (3 + count) if contents else b"")
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
                *[page] * count, *contents])


def packed(data, times):
    """Zeros that were packed once, packed so often in all: each time a thousandth of what it was."""
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return stream(b"/Filter [" + b" /FlateDecode" * times + b" ]", data)


def huge_jpeg(photo):
    """A photo whose frame says that it is as large as any can be."""
    at = photo.index(b"\xff\xc0")
    return photo[:at + 5] + struct.pack(">HH", 65500, 65500) + photo[at + 9:]


def costly(put, read):
    """Small files that would take much to open, and the largest that are opened."""
    bomb = zlib.compress(bytes(300_000_000), 9)
    for title, body, code in [
            ("PDF, a bomb", read("flate_bomb.pdf"), "FILE_TOO_COSTLY"),
            ("PDF, a bomb in a page", pages(1, [packed(bomb, 1)]), "FILE_TOO_COSTLY"),
            ("PDF, a bomb packed three times", pages(1, [packed(bomb, 3)]), "FILE_TOO_COSTLY"),
            ("PDF of 21 pages", pages(21), "FILE_TOO_MANY_PAGES"), ("PDF of 2,000 pages", pages(2000), "FILE_TOO_MANY_PAGES"),
            ("PDF with a picture of 900 megapixels",
             pages(1, [stream(b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000", b"x")]), "FILE_TOO_MANY_PIXELS"),
            ("a picture of 40,008,000 pixels", png(8000, 5001), "FILE_TOO_MANY_PIXELS"),
            ("a picture of 900 megapixels", png(30_000, 30_000, 9), "FILE_TOO_MANY_PIXELS"),
            ("a strip of 40 megapixels", png(60_000, 700), "FILE_TOO_MANY_PIXELS"),
            ("a photo whose frame is 4 gigapixels", huge_jpeg(read("phone.jpg")), "FILE_TOO_MANY_PIXELS"),
            ("a picture with half of its rows", png(4000, 3000, 1500), "FILE_DAMAGED")]:
        kind = "application/pdf" if "PDF" in title else "image/jpeg" if "photo" in title else "image/png"
        yield Case(f"a file: {title}", put(body, kind), Expect(422, code))
    for title, body, kind in [("20 pages", pages(20), "application/pdf"),
                              ("40,000,000 pixels", png(8000, 5000), "image/png")]:
        yield Case(f"a file of {title} is taken", put(body, kind), Expect(201))


TAIL = b"tail-canary-4711 of no picture"


def two_in_one(folder):
    """(title, bytes, media type) of files that are a picture or a page, and something else behind it."""
    def read(name):
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()
    archive = b"PK\3\4\x14\0\0\0\0\0" + bytes(20) + TAIL * 20 + b"PK\1\2" + bytes(42) + b"PK\5\6" + bytes(18)
    page = pages(1, [stream(b"", TAIL)])
    script = b"<html><script>alert('" + TAIL + b"')</script></html>"
    photo, picture = read("phone.jpg"), png(64, 48)
    comment = b"\xff\xfe" + struct.pack(">H", len(page) + 2) + page
    for title, tail in (("a ZIP", archive), ("a PDF", page), ("HTML", script), ("a program", b"\x7fELF" + TAIL)):
        yield f"a photo with {title} behind it", photo + tail, "image/jpeg"
        yield f"a PNG with {title} behind it", picture + tail, "image/png"
    yield "a photo with a PDF in its comment", photo[:2] + comment + photo[2:], "image/jpeg"
    yield "a PNG with a PDF in its text", picture[:33] + chunk(b"tEXt", b"Comment\0" + page) + picture[33:], "image/png"
    yield "a PDF with HTML behind it", pages(1) + script, "application/pdf"


TRACES = {"the tail": TAIL, "a ZIP": b"PK\3\4", "a PDF": b"%PDF", "HTML": b"<html", "a program": b"\x7fELF"}


def traces(body, kind):
    """What stands in a file that was given back and came from what was behind."""
    own = "a PDF" if kind == "application/pdf" else ""
    return [title for title, trace in TRACES.items() if trace in body and title != own]


def run_two_in_one(applicant, folder, check, note):
    """ADR 12: each is taken for what it begins with and made anew, and nothing of the rest comes back."""
    place = f"/api/v1/applications/{applicant.draft()}"
    applicant.put(f"{place}/sections/identity", {name: m.good for name, m in IDENTITY.items()} | {"nik": TAIL_NIK}, 0)
    applicant.put(f"{place}/sections/passport_history", {"answers": {"had_passport": "never"}}, 0)
    for title, body, kind in two_in_one(folder):
        digest = hashlib.sha256(body).hexdigest()
        check(Case(title, request("PUT", f"/api/v1/uploads/{digest}", applicant.fields(key=False, content_type=kind), body),
                   Expect(201)))
        document = f"{place}/documents/id_card"
        check(Case(f"{title} is a document", request("PUT", document, applicant.fields(key=False),
                                                     json.dumps({"upload": digest}).encode()), Expect(200)))
        answer = check(Case(f"{title} comes back", request("GET", document, applicant.fields(body=False, key=False)),
                            Expect(200)))
        given = answer.body if answer is not None else b""
        wanted = b"%PDF" if kind == "application/pdf" else b"\xff\xd8\xff"
        wrong = traces(given, kind) + ([] if given.startswith(wanted) else [f"it begins with {given[:8]!r}"])
        note(f"{title}: nothing of it comes back", wrong)


def parts(applicant, photo):
    name = hashlib.sha256(photo + b"parts").hexdigest()

    def put(rest, body=photo, kind="application/octet-stream", digest=name):
        target = f"/api/v1/uploads/{digest}/parts/{rest}"
        return request("PUT", target, applicant.fields(key=False, content_type=kind), body)
    for kind in [None, "image/jpeg", "application/json", "text/plain"]:
        yield Case(f"a part of type {kind}", put("0?size=9000", kind=kind), Expect(415, "UNSUPPORTED_MEDIA_TYPE"))
    for digest in ["x", "0" * 63, "0" * 65, "g" * 64]:
        yield Case(f"a part of {digest[:8]}", put("0?size=9000", digest=digest), Expect(404, "UPLOAD_NOT_FOUND"))
    for offset in ["x", "-1", "1.5", "0x0", "10485761", "99999999999999999999", "%20"]:
        yield Case(f"a part at {offset}", put(f"{offset}?size=9000"), Expect(400, "UNKNOWN_VALUE", "/offset"))
    for size in ["x", "0", "-1", "10485761", "99999999999999999999", "9e3"]:
        yield Case(f"a part of {size} bytes", put(f"0?size={size}"), Expect(400, "UNKNOWN_VALUE", "/size"))
    yield Case("a part without the size", put("0"), Expect(400, "MISSING_FIELD", "/size"))
    yield Case("a part to be read in a way that is not offered", put("0?size=9000&read=all"), Expect(400, "UNKNOWN_VALUE", "/read"))
    yield Case("an empty part", put("0?size=9000", b""), Expect(422, "FILE_EMPTY"))
    yield Case("a part that is too large", put("0?size=9000000", bytes(PART_MAX + 1)), Expect(413, "BODY_TOO_LARGE"))
    yield Case("a part beyond the file", put(f"0?size={len(photo) - 1}"), BEHIND)
    yield Case("a part of a file that was not begun", put("5?size=9000"), BEHIND)
    yield Case("the whole in one part, under another's hash", put(f"0?size={len(photo)}"), Expect(422, "FILE_HASH_MISMATCH"))

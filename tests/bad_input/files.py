"""Files that are not what they say, or not what may be taken."""

import hashlib
import os

from judge import Case, Expect
from wire import request

FILE_MAX = 10 * 1024 * 1024
PART_MAX = 1024 * 1024


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
               Expect(400, "UNKNOWN_VALUE", pointer="/read"))
    yield from parts(applicant, photo)


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
        yield Case(f"a part at {offset}", put(f"{offset}?size=9000"),
                   Expect(400, "UNKNOWN_VALUE", pointer="/offset"))
    for size in ["x", "0", "-1", "10485761", "99999999999999999999", "9e3"]:
        yield Case(f"a part of {size} bytes", put(f"0?size={size}"), Expect(400, "UNKNOWN_VALUE", pointer="/size"))
    yield Case("a part without the size", put("0"), Expect(400, "MISSING_FIELD", pointer="/size"))
    yield Case("a part to be read in a way that is not offered", put("0?size=9000&read=all"),
               Expect(400, "UNKNOWN_VALUE", pointer="/read"))
    yield Case("an empty part", put("0?size=9000", b""), Expect(422, "FILE_EMPTY"))
    yield Case("a part that is too large", put("0?size=9000000", bytes(PART_MAX + 1)), Expect(413, "BODY_TOO_LARGE"))
    yield Case("a part beyond the file", put(f"0?size={len(photo) - 1}"), Expect(409, "UPLOAD_OFFSET_WRONG", "/offset", {"offset": "0"}))
    yield Case("a part of a file that was not begun", put("5?size=9000"), Expect(409, "UPLOAD_OFFSET_WRONG", "/offset", {"offset": "0"}))
    yield Case("the whole in one part, under another's hash", put(f"0?size={len(photo)}"), Expect(422, "FILE_HASH_MISMATCH"))

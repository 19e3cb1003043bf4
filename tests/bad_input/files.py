"""Files that are not what they say, or not what may be taken."""

import hashlib
import os

from judge import Case, Expect
from wire import request

FILE_MAX = 10 * 1024 * 1024


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
    yield Case("a file that is too large", put(b"\xff\xd8\xff" + bytes(FILE_MAX - 2)), Expect(413, "BODY_TOO_LARGE"))
    yield Case("a file that is too large, in chunks", put(b"\xff\xd8\xff" + bytes(FILE_MAX - 2), chunked=True),
               Expect(413, "BODY_TOO_LARGE"))

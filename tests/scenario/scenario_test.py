#!/usr/bin/env python3
"""The scenario's own parts: a transcript that counts what fails, keys that are UUIDv7, a wait that
ends, the file of a clock."""
import datetime
import io
import pathlib
import re
import struct
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import client
import transcript
import world


class TranscriptCounts(unittest.TestCase):
    def of(self, *claims):
        out = io.StringIO()
        t = transcript.Transcript(out)
        for holds in claims:
            t.check("D3", "a claim", holds, "what was there instead")
        return t.end(), out.getvalue()

    def test_what_holds_passes(self):
        code, text = self.of(True, True)
        self.assertEqual(code, 0)
        self.assertTrue(text.endswith("2 passed, 0 failed\n"))

    def test_one_failure_fails_the_run_and_is_shown(self):
        code, text = self.of(True, False)
        self.assertEqual(code, 1)
        self.assertIn("what was there instead", text)
        self.assertTrue(text.endswith("1 passed, 1 failed\n"))

    def test_a_run_without_a_check_fails(self):
        self.assertEqual(self.of()[0], 1)

    def test_another_code_or_status_is_a_failure(self):
        t = transcript.Transcript(io.StringIO())
        refused = client.Answer(409, {"content-type": "application/problem+json"}, b'{"code": "SLOT_FULL"}')
        self.assertTrue(t.answered("D3", "full", refused, 409, "SLOT_FULL"))
        self.assertFalse(t.answered("D3", "full", refused, 409, "DAY_CLOSED"))
        self.assertFalse(t.answered("D3", "full", refused, 422, "SLOT_FULL"))
        self.assertFalse(t.answered("D3", "full", refused, 201))


class Parts(unittest.TestCase):
    def test_keys_are_uuids_of_version_7_and_differ(self):
        keys = {client.uuid7() for _ in range(100)}
        self.assertEqual(len(keys), 100)
        for key in keys:
            self.assertRegex(key, r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")

    def test_a_wait_ends_with_what_it_waited_for_or_says_what_was_missing(self):
        self.assertEqual(client.wait_until(iter([0, 0, 7]).__next__, "seven"), 7)
        with self.assertRaisesRegex(TimeoutError, "the flood"):
            client.wait_until(lambda: False, "the flood", 0)

    def test_a_clock_begins_at_its_beginning(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "clock"
            world.begin_clock(path)
            offset_us = struct.unpack("<QQqq4q", path.read_bytes())[2]
        shown = datetime.datetime.now(world.UTC) + datetime.timedelta(microseconds=offset_us)
        self.assertLess(abs(shown - world.BEGIN), datetime.timedelta(minutes=1))

    def test_instants_are_read_and_written_in_utc(self):
        self.assertEqual(world.text_of(world.instant("2026-12-06T23:59:59+08:00")), "2026-12-06T15:59:59Z")
        self.assertTrue(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", world.text_of(world.BEGIN)))


if __name__ == "__main__":
    unittest.main()

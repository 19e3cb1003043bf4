"""What was done and what came of it, for people; and the count of checks."""
import sys
import threading


class Transcript:
    def __init__(self, out=sys.stdout):
        self.passed, self.failed = 0, 0
        self._out = out
        self._failures = []
        self._section = ""
        self._lock = threading.Lock()

    def _print(self, text):
        print(text, file=self._out, flush=True)

    def section(self, title):
        self._section = title
        self._print(f"\n== {title}")

    def note(self, text):
        self._print(f"   {text}")

    def check(self, rules, claim, holds, found=""):
        """`rules` are the IDs of domain rules or decisions that the claim rests on."""
        with self._lock:
            if holds:
                self.passed += 1
                self._print(f" \u2713 {claim} [{rules}]")
            else:
                self.failed += 1
                self._failures.append(f"{self._section}: {claim}")
                self._print(f" \u2717 {claim} [{rules}]\n     found: {found}")
        return bool(holds)

    def equal(self, rules, claim, found, expected):
        return self.check(rules, claim, found == expected, f"{found!r}, not {expected!r}")

    def answered(self, rules, claim, answer, status, code=""):
        """Shows the answer; holds when status and code are these."""
        wanted = f"{status} {code}".rstrip()
        shown = f"{claim} -> {answer}"
        return self.check(rules, shown, str(answer) == wanted, f"{answer.body[:300]!r}, not {wanted}")

    def end(self):
        if self._failures:
            self._print("\nfailed:")
            for failure in self._failures:
                self._print(f"   {failure}")
        self._print(f"\n{self.passed} passed, {self.failed} failed")
        return 0 if self.failed == 0 and self.passed > 0 else 1

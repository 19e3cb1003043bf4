"""Asks, has the answer judged, and counts."""

import collections
import concurrent.futures
import json

from judge import Case, Expect, of_answer
from wire import Hang, Wire, request

SHOWN_MAX = 40  # Failures that are printed.


class Tally:
    """Counts, and asks the server. A failure is shown at once, until there are too many."""

    def __init__(self, wire, quiet=False):
        self.wire, self.quiet = wire, quiet
        self.passed, self.failed, self.codes = 0, 0, collections.Counter()

    def note(self, name, wrong):
        self.passed, self.failed = self.passed + (not wrong), self.failed + bool(wrong)
        if wrong and not self.quiet and self.failed <= SHOWN_MAX:
            print(f"FAILED {name}\n       " + "; ".join(wrong), flush=True)

    def check(self, case):
        answer = None
        try:
            answer = self.wire.ask(case.raw, case.expect.head_only, case.end)
            wrong = of_answer(case, answer)
        except (Hang, OSError) as hang:
            wrong = [f"hangs or breaks: {hang}"]
        if answer is not None and answer.field("content-type") == "application/problem+json":
            self.codes[json.loads(answer.body or b"{}").get("code")] += 1
        self.note(case.name, wrong)
        return answer

    def ready(self, after):
        self.check(Case(f"the service is ready after {after}", request("GET", "/ready"), Expect(200)))

    def together(self, runs):
        """Each on a connection and a thread of its own: most of the time one waits for the disk."""
        branches = [Tally(Wire(self.wire.address), self.quiet) for _ in runs]
        with concurrent.futures.ThreadPoolExecutor(len(runs)) as pool:
            done = [pool.submit(run, branch) for run, branch in zip(runs, branches)]
        for branch in branches:
            branch.wire.close()
            self.passed, self.failed = self.passed + branch.passed, self.failed + branch.failed
            self.codes += branch.codes
        for one in done:
            one.result()  # Raises what it raised.

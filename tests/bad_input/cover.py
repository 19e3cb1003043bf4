"""That nothing slips by: what got which text, held against what should have got them all."""


class Cover:
    def __init__(self):
        self.got = {}

    def note(self, place, text):
        self.got.setdefault(place, set()).add(text)

    def gaps(self, places, texts):
        """A sentence for each place that did not get every text."""
        short = {place: len(set(texts) - self.got.get(place, set())) for place in places}
        return [f"{place} did not get {count} of {len(set(texts))}" for place, count in short.items() if count]

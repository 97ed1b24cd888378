"""Where each word stands, and with what weight: written as text, of which a search reads only the words it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

# A word's places and weights: "1:4 9;0.7:12" stands at 4 and 9 with the weight 1, and at 12 with 0.7.
Written = Mapping[str, str]
Posting = list[tuple[int, float]]


class Postings:
    """Pairs of a place and a weight by word. weigh: what a weight counts at a place, worked out once."""

    def __init__(self, written: Written, weigh: Callable[[int, float], float]) -> None:
        self._written = written
        self._weigh = weigh
        self._read: dict[str, Posting] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._written

    def get(self, word: str) -> Posting:
        """The places of a word in their order; none when it stands nowhere."""
        found = self._read.get(word)
        if found is None:
            if word not in self._written:
                return []
            found = [(place, self._weigh(place, weight)) for place, weight in read(self._written[word])]
            self._read[word] = found
        return found


def read(text: str) -> Posting:
    """The posting that a text is."""
    found = []
    for group in text.split(";"):
        weight, _, places = group.partition(":")
        of_all = float(weight)
        found += [(int(place), of_all) for place in places.split()]
    return sorted(found)


def written(postings: Mapping[str, Iterable[tuple[int, float]]]) -> dict[str, str]:
    """Postings as text, weights to six digits: more than tell two operations apart."""
    return {word: _text(postings[word]) for word in sorted(postings)}


def _text(posting: Iterable[tuple[int, float]]) -> str:
    groups: dict[str, list[str]] = {}
    for place, weight in posting:
        groups.setdefault(f"{weight:.6g}", []).append(str(place))
    return ";".join(f"{weight}:{' '.join(places)}" for weight, places in groups.items())

"""How alike two short texts are in meaning, by small word vectors that were made once from a model (see vectors.LICENSE).

A word is 64 numbers, a text the mean of its words, rare ones weighing more. It knows that a physician is near a
doctor without anybody having written that down; of what words mean here it knows nothing, so it only helps to order
what the other views have found."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable
from operator import mul
from pathlib import Path

VECTORS = Path(__file__).parent / "data" / "vectors.bin"
SIZE = 64
# A word in this share of all phrases counts half.
COMMON = 0.02

Vector = list[float]
_WORD = re.compile(r"[a-z]+")


class Likeness:
    """Vectors for texts. The phrases only tell which words are common."""

    def __init__(self, phrases: Iterable[str], path: Path = VECTORS) -> None:
        names, _, self._numbers = path.read_bytes().partition(b"\n")
        self._place = {name: place for place, name in enumerate(names.decode("ascii").split(" "))}
        spread: Counter[str] = Counter()
        count = 0
        for phrase in phrases:
            spread.update(set(_WORD.findall(phrase.lower())))
            count += 1
        self._weights = {word: COMMON / (COMMON + often / count) for word, often in spread.items()}
        self._known: dict[str, Vector] = {}

    def vector(self, text: str) -> Vector:
        """The text as a direction of length 1."""
        total = [0.0] * SIZE
        for word in _WORD.findall(text.lower()):
            weight = self._weights.get(word, 1.0)
            total = [have + weight * more for have, more in zip(total, self._word(word), strict=True)]
        length = math.sqrt(sum(map(mul, total, total))) or 1.0
        return [value / length for value in total]

    def _word(self, word: str) -> Vector:
        vector = self._known.get(word)
        if vector is None:
            places = self._parts(word)
            rows = [array("b", self._numbers[place * SIZE : (place + 1) * SIZE]) for place in places]
            vector = [sum(column) / len(rows) for column in zip(*rows, strict=True)] if rows else [0.0] * SIZE
            if word in self._weights:
                self._known[word] = vector
        return vector

    def _parts(self, word: str) -> list[int]:
        """The word itself, else the longest known beginning and then the longest known parts of the rest."""
        places, start = [], 0
        while start < len(word):
            lead = "_" if start == 0 else ""
            for end in range(len(word), start, -1):
                place = self._place.get(lead + word[start:end])
                if place is not None:
                    places.append(place)
                    start = end
                    break
            else:
                start += 1
        return places


def alike(left: Vector, right: Vector) -> float:
    """1 for the same direction, 0 for nothing in common."""
    total: float = sum(map(mul, left, right))
    return total

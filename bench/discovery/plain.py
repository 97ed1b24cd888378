"""The baseline: plain BM25 over the same text, each operation one document, words as they are."""

from __future__ import annotations

import math
import re
from collections import Counter

from tools.call import Caller
from tools.operation import Operation


class Plain:
    """Okapi BM25 with the usual constants."""

    def __init__(self, operations: list[Operation]) -> None:
        self._names = [operation.name for operation in operations]
        self._documents = [Counter(_words(text(operation))) for operation in operations]
        self._lengths = [sum(document.values()) for document in self._documents]
        self._mean = sum(self._lengths) / len(self._lengths)
        self._spread = Counter(word for document in self._documents for word in document)

    def search(self, query: str, caller: Caller) -> list[str]:
        """The names of the operations, best first. Who is calling makes no difference."""
        asked = _words(query)
        scores = [self._score(position, asked) for position in range(len(self._names))]
        order = sorted(range(len(self._names)), key=lambda position: (-scores[position], self._names[position]))
        return [self._names[position] for position in order if scores[position] > 0]

    def _score(self, position: int, asked: list[str]) -> float:
        document, total = self._documents[position], 0.0
        brake = 1.2 * (0.25 + 0.75 * self._lengths[position] / self._mean)
        for word in asked:
            if count := document.get(word, 0):
                spread = self._spread[word]
                rarity = math.log(1 + (len(self._documents) - spread + 0.5) / (spread + 0.5))
                total += rarity * count * 2.2 / (count + brake)
        return total


def text(operation: Operation) -> str:
    """All the text of an operation that is searched."""
    return " ".join([operation.name.replace("_", " "), operation.description, *operation.find])


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())

"""Ranks operations for words that an assistant has not seen before."""

from __future__ import annotations

import math
import re
from collections import Counter

from tools.call import Caller
from tools.operation import Operation

_WORD = re.compile(r"[a-z0-9]+")


class Index:
    """A small inverted index over names, summaries, descriptions and search phrases (BM25)."""

    def __init__(self, operations: list[Operation]) -> None:
        self._operations = operations
        self._documents = [Counter(_words(_text(operation))) for operation in operations]
        self._lengths = [sum(document.values()) for document in self._documents]
        self._mean = sum(self._lengths) / max(1, len(self._lengths))
        self._df = Counter(word for document in self._documents for word in document)

    def search(
        self, query: str, caller: Caller, toolset: str | None, access: str | None, limit: int
    ) -> list[tuple[Operation, float]]:
        """The best operations with their scores."""
        words = _words(query)
        scored = []
        for position, operation in enumerate(self._operations):
            if (toolset and operation.toolset != toolset) or (access and operation.access != access):
                continue
            score = self._score(position, words)
            if score > 0:
                scored.append((operation, score))
        scored.sort(key=lambda pair: (-pair[1], pair[0].name))
        return scored[:limit]

    def _score(self, position: int, words: list[str]) -> float:
        document, total = self._documents[position], 0.0
        for word in words:
            count = document.get(word, 0)
            if count:
                idf = math.log(1 + (len(self._documents) - self._df[word] + 0.5) / (self._df[word] + 0.5))
                total += idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * self._lengths[position] / self._mean))
        return total


def _text(operation: Operation) -> str:
    return " ".join([operation.name.replace("_", " ") * 2, operation.description, *operation.find])


def _words(text: str) -> list[str]:
    return [word.rstrip("s") for word in _WORD.findall(text.lower())]

"""Which kind of operation some words ask for, learned from the search phrases of all operations of that kind.

A word that no phrase of the right operation uses may still be common among those that cancel something, or that deal
with tickets. This is a naive Bayes guess: how much more often a kind's phrases use a word than all phrases do."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from server.words import Features

# How many phrases' worth of doubt a kind starts with, and how much the guess is softened before it becomes shares.
DOUBT = 3.0
SOFTENING = 2.0


class Leanings:
    """The share of belief in each kind, for one way of sorting the phrases into kinds."""

    def __init__(self, examples: Iterable[tuple[str, Features]]) -> None:
        counts: dict[str, Counter[str]] = {}
        sizes: Counter[str] = Counter()
        overall: Counter[str] = Counter()
        for kind, features in examples:
            counts.setdefault(kind, Counter()).update(features.keys())
            overall.update(features.keys())
            sizes[kind] += 1
        total = sum(sizes.values())
        self.kinds = list(sizes)
        self._absent = [math.log(DOUBT / (sizes[kind] + DOUBT)) for kind in self.kinds]
        self._present: dict[str, list[tuple[int, float]]] = {word: [] for word in overall}
        for position, kind in enumerate(self.kinds):
            for word, count in counts[kind].items():
                gain = math.log(1.0 + count * total / (DOUBT * overall[word]))
                self._present[word].append((position, gain))

    def shares(self, features: Features) -> dict[str, float]:
        """How likely each kind is, the sum being 1."""
        known = sum(weight for word, weight in features.items() if word in self._present)
        beliefs = [known * absent for absent in self._absent]
        for word, weight in features.items():
            for position, gain in self._present.get(word, ()):
                beliefs[position] += weight * gain
        best = max(beliefs, default=0.0)
        raised = [math.exp((belief - best) / SOFTENING) for belief in beliefs]
        whole = sum(raised) or 1.0
        return {kind: value / whole for kind, value in zip(self.kinds, raised, strict=True)}

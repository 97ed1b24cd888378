"""Which kind of operation some words ask for, learned from the search phrases of all operations of that kind.

A word that no phrase of the right operation uses may still be common among those that cancel something, or that deal
with tickets. This is a naive Bayes guess: how much more often a kind's phrases use a word than all phrases do."""

from __future__ import annotations

import math
from collections import Counter

from server.words import Features

# How many phrases' worth of doubt a kind starts with, and how much the guess is softened before it becomes shares.
DOUBT = 3.0
SOFTENING = 1.6


class Leanings:
    """The share of belief in each kind, for one way of sorting operations into kinds."""

    def __init__(self, kinds: list[str], counts: list[dict[str, int]], sizes: list[int]) -> None:
        """The kind of each operation, how many of its phrases use each word, and how many phrases it has."""
        self._names = list(dict.fromkeys(kinds))
        places = {name: place for place, name in enumerate(self._names)}
        self._kind_of = [places[kind] for kind in kinds]
        used: list[Counter[str]] = [Counter() for _ in self._names]
        phrases = [0] * len(self._names)
        for place, own, size in zip(self._kind_of, counts, sizes, strict=True):
            used[place].update(own)
            phrases[place] += size
        overall: Counter[str] = Counter()
        for counter in used:
            overall.update(counter)
        share = sum(phrases) / DOUBT
        self._absent = [math.log(DOUBT / (size + DOUBT)) for size in phrases]
        self._present: dict[str, list[tuple[int, float]]] = {word: [] for word in overall}
        for place, counter in enumerate(used):
            for word, count in counter.items():
                self._present[word].append((place, math.log(1.0 + count * share / overall[word])))

    def by_operation(self, features: Features) -> list[float]:
        """How likely the kind of each operation is."""
        shares = self._shares(features)
        return [shares[place] for place in self._kind_of]

    def _shares(self, features: Features) -> list[float]:
        present = self._present
        known = sum(weight for word, weight in features.items() if word in present)
        beliefs = [known * absent for absent in self._absent]
        for word, weight in features.items():
            for place, gain in present.get(word, ()):
                beliefs[place] += weight * gain
        best = max(beliefs, default=0.0)
        raised = [math.exp((belief - best) / SOFTENING) for belief in beliefs]
        whole = sum(raised) or 1.0
        return [value / whole for value in raised]

"""Which kind of operation some words ask for, learned from the search phrases of all operations of that kind.

A word that no phrase of the right operation uses may still be common among those that cancel something, or that deal
with tickets. This is a naive Bayes guess: how much more often a kind's phrases use a word than all phrases do."""

from __future__ import annotations

import math
from collections import Counter

from server.discovery.postings import Postings
from server.discovery.vocabulary import Features

# How many phrases' worth of doubt a kind starts with, and how much the guess is softened before it becomes shares.
DOUBT = 3.0
SOFTENING = 2.2


class Leanings:
    """The share of belief in each kind, for one way of sorting operations into kinds."""

    def __init__(self, kinds: list[str], phrases: Postings, owners: list[int]) -> None:
        """The kind of each operation, the words of all phrases, and which operation each phrase is of."""
        places = {name: place for place, name in enumerate(dict.fromkeys(kinds))}
        self._kind_of = [places[kind] for kind in kinds]
        self._kind_of_phrase = [self._kind_of[owner] for owner in owners]
        self._phrases = phrases
        sizes = Counter(self._kind_of_phrase)
        self._share = len(owners) / DOUBT
        self._absent = [math.log(DOUBT / (sizes[place] + DOUBT)) for place in places.values()]
        # How many phrases of which kinds use a word.
        self._used: dict[str, Counter[int]] = {}

    def by_operation(self, features: Features) -> list[float]:
        """How likely the kind of each operation is."""
        shares = self._shares(features)
        return [shares[place] for place in self._kind_of]

    def _shares(self, features: Features) -> list[float]:
        beliefs = [0.0] * len(self._absent)
        known = 0.0
        for word, weight in features.items():
            used = self._uses(word)
            if not used:
                continue
            known += weight
            surprise = self._share / used.total()
            for place, count in used.items():
                beliefs[place] += weight * math.log(1.0 + count * surprise)
        beliefs = [belief + known * absent for belief, absent in zip(beliefs, self._absent, strict=True)]
        best = max(beliefs, default=0.0)
        raised = [math.exp((belief - best) / SOFTENING) for belief in beliefs]
        whole = sum(raised) or 1.0
        return [value / whole for value in raised]

    def _uses(self, word: str) -> Counter[int]:
        used = self._used.get(word)
        if used is None:
            used = Counter(self._kind_of_phrase[phrase] for phrase, _ in self._phrases.get(word))
            if used:
                self._used[word] = used
        return used

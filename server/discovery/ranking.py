"""Ranks operations for words that an assistant has not seen before.

Three views of the same operations are added up: the operation as one document with weighed fields (BM25); its phrases,
each as a document of its own, of which the best counts (somebody said nearly this before); and the kind of operation the
words ask for: which access class, verb, noun and toolset (see classifier). What is known of the operations was learned
before (see learning). Nothing here is random and no set is walked, so the same words from the same caller always give the
same answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from server.calls.auth import may_call
from server.cards import Card
from server.discovery.classifier import Leanings
from server.discovery.learning import learn, length, rarity
from server.discovery.postings import Postings
from server.discovery.vocabulary import Features, Synonyms, pairs, spelled, words
from server.schema.cards import card_of
from tools.call import Caller
from tools.operation import Operation

# What each view is worth in the sum.
WHOLE_DOCUMENT, BEST_PHRASE = 1.5, 0.25
ACCESS, VERB, TOOLSET, NOUN = 0.4, 0.35, 0.5, 0.35
# BM25: how soon repeating a word stops counting, and how much long documents are held back.
SATURATION, LENGTH = 3.0, 0.65
# A pair of neighbouring words counts like a word this rare, times its weight.
PAIR, RARE = 0.75, 3.6
# A word in a larger share of all phrases tells none of them apart.
COMMON = 0.045
# An operation made for the caller's side is found a little earlier.
OWN_SIDE = 1.1
# The first hits are those of the whole query; then each of its acts has its best.
BEFORE_ACTS, BEST_OF_ACT = 3, 1
# A query that is an operation's name gets that operation first.
CALLED_BY_NAME = 10.0
# An operation of which no word was found is left out.
LEAST = 1e-9

# What stands between two acts of a query, and how many of them are looked at.
_BETWEEN_ACTS = re.compile(r"[,;.]| and then | and | then | or ", re.IGNORECASE)
MOST_ACTS = 3
# Words that stand for what the act before was about.
_STANDS_FOR = re.compile(r"\b(one of them|another one|the \w+ one|one|ones|it|them|him|her)\b", re.IGNORECASE)

Kinds = Sequence[tuple[Callable[[Card], str], float]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, taken apart."""

    features: Features
    pairs: list[str]
    # Its features together with how it begins.
    manner: Features


class Index:
    """All operations, ready to be ranked. A search reads only the lists of the words it was given."""

    def __init__(self, cards: Sequence[Card], learned: dict[str, Any]) -> None:
        """learned: what `learn` made of the operations of these cards."""
        self._cards = cards
        self._synonyms = Synonyms.read_saved(learned["synonyms"])
        self._documents = _Documents(learned)
        sizes = learned["sizes"]
        phrases = Postings(learned["phrases"], lambda place, weight: weight / sizes[place])
        owners = [position for position, count in enumerate(learned["counts"]) for _ in range(count)]
        self._phrases = _Phrases(phrases, owners, learned)
        self._manners = [(Leanings([kind(card) for card in cards], phrases, owners), worth) for kind, worth in _MANNERS]
        self._matters = [(Leanings([kind(card) for card in cards], phrases, owners), worth) for kind, worth in _MATTERS]
        self._vocabulary = [word for word in learned["documents"] if len(word) > 3 and word[0] != "="]
        self._verbs = frozenset(word for card in cards for word in words(verb(card)))
        self._standings: dict[tuple[str, bool, str | None], list[float]] = {}

    @classmethod
    def of(cls, operations: Sequence[Operation]) -> Index:
        """The index of operations that are imported, learned now."""
        return cls([card_of(operation) for operation in operations], learn(operations))

    def search(
        self,
        query: str,
        caller: Caller,
        toolset: str | None,
        access: str | None,
        limit: int,
        usable: Callable[[Card], bool] | None = None,
    ) -> list[tuple[Card, float]]:
        """The best operations that the caller may use, with their scores, best first; none when no word of the query is
        known. A query of several acts has the best for each of them among the first.

        usable: which operations count, instead of those that are open to the caller's role."""
        named = query.strip().lower().replace(" ", "_").replace("-", "_")
        standings = self._standings_of(caller)
        fits = [
            (bool(standing) if usable is None else usable(operation))
            and (not toolset or operation.toolset == toolset)
            and (not access or operation.access == access)
            for operation, standing in zip(self._cards, standings, strict=True)
        ]

        def ranked(asked: Asked) -> list[tuple[Card, float]]:
            scored = [
                (operation, score * (standing or 1.0) + (CALLED_BY_NAME if operation.name == named else 0.0))
                for operation, score, standing, fit in zip(
                    self._cards, self._scores(asked), standings, fits, strict=True
                )
                if fit and score > 0
            ]
            return sorted(scored, key=lambda pair: (-pair[1], pair[0].name))

        found = ranked(self._asked(query))
        return _with_each_act(found, [ranked(act) for act in self._acts(query)])[:limit]

    def _standings_of(self, caller: Caller) -> list[float]:
        """What each operation's score is multiplied with for callers like this one."""
        sort = (caller.kind, caller.company_id is not None, caller.role)
        if sort not in self._standings:
            self._standings[sort] = [standing(caller, operation) for operation in self._cards]
        return self._standings[sort]

    def _asked(self, query: str) -> Asked:
        documents, synonyms = self._documents, self._synonyms
        stems = [
            word if documents.know(word) or synonyms.knows(word) else spelled(word, self._vocabulary)
            for word in words(query)
        ]
        features = synonyms.features(stems)
        return Asked(features, pairs(stems), {**features, **synonyms.opening(query)})

    def _acts(self, query: str) -> list[Asked]:
        """The acts that a query names, when it names several; "cancel one" after "list my bookings" is "cancel my bookings"."""
        parts = [part.strip() for part in _BETWEEN_ACTS.split(query)]
        acts = [part for part in parts if self._names_an_act(part)][:MOST_ACTS]
        if len(acts) < 2:
            return []
        object_of_first = acts[0].partition(" ")[2]
        return [self._asked(acts[0])] + [self._asked(_STANDS_FOR.sub(object_of_first, act)) for act in acts[1:]]

    def _names_an_act(self, part: str) -> bool:
        """Whether it begins with something to do, which the name of some operation begins with too."""
        first = words(part)[:1]
        return bool(first) and first[0] in self._verbs

    def _scores(self, asked: Asked) -> list[float]:
        whole = self._documents.scores(asked.features)
        best = self._phrases.scores(asked)
        scale = WHOLE_DOCUMENT / (max(whole, default=0.0) or 1.0)
        scores = [
            scale * document + BEST_PHRASE * phrase if document > LEAST or phrase > LEAST else 0.0
            for document, phrase in zip(whole, best, strict=True)
        ]
        for learned, features in ((self._manners, asked.manner), (self._matters, asked.features)):
            for leanings, worth in learned:
                shares = leanings.by_operation(features)
                scores = [score + worth * share if score else 0.0 for score, share in zip(scores, shares, strict=True)]
        return scores


class _Documents:
    """BM25 over documents whose words are weighed."""

    def __init__(self, learned: dict[str, Any]) -> None:
        lengths = learned["lengths"]
        mean = sum(lengths) / max(1, len(lengths))
        brakes = [SATURATION * (1 - LENGTH + LENGTH * one / mean) for one in lengths]
        self._count = len(brakes)
        self._lists = Postings(learned["documents"], lambda place, weight: weight / (weight + brakes[place]))

    def know(self, word: str) -> bool:
        return word in self._lists

    def scores(self, features: Features) -> list[float]:
        scores = [0.0] * self._count
        for word, weight in features.items():
            found = self._lists.get(word)
            worth = weight * rarity(self._count, len(found)) * (SATURATION + 1)
            for position, value in found:
                scores[position] += worth * value
        return scores


class _Phrases:
    """How near a query is to the nearest phrase of each operation: the cosine of rarity-weighed words, plus pairs."""

    def __init__(self, lists: Postings, owners: list[int], learned: dict[str, Any]) -> None:
        self._lists, self._owners = lists, owners
        sizes: list[float] = learned["sizes"]
        self._pairs = Postings(learned["pairs"], lambda place, weight: weight / sizes[place])
        self._operations = len(learned["counts"])

    def scores(self, asked: Asked) -> list[float]:
        count = len(self._owners)
        nearness = [0.0] * count
        found = {word: self._lists.get(word) for word in asked.features}
        worth = {word: rarity(count, len(places)) if places else RARE for word, places in found.items()}
        size = length(weight * worth[word] for word, weight in asked.features.items())
        for word, weight in asked.features.items():
            if len(found[word]) <= COMMON * count:
                factor = weight * worth[word] * worth[word] / size
                for position, value in found[word]:
                    nearness[position] += factor * value
        both = PAIR * RARE * PAIR * RARE / size
        for pair in asked.pairs:
            for position, value in self._pairs.get(pair):
                nearness[position] += both * value
        best = [0.0] * self._operations
        for owner, value in zip(self._owners, nearness, strict=True):
            if value > best[owner]:
                best[owner] = value
        return best


def _with_each_act(found: list[tuple[Card, float]], acts: list[list[tuple[Card, float]]]) -> list[tuple[Card, float]]:
    """The first hits of the whole query, then the best of each act in turn, then the rest; each once."""
    best = [hits[place] for place in range(BEST_OF_ACT) for hits in acts if place < len(hits)]
    ordered: dict[Card, float] = {}
    for operation, score in [*found[:BEFORE_ACTS], *best, *found]:
        ordered.setdefault(operation, score)
    return list(ordered.items())


def standing(caller: Caller, operation: Card) -> float:
    """What an operation's score is multiplied with for this caller; nothing when it is not open to them."""
    if not may_call(caller, operation):
        return 0.0
    actors = operation.actors
    if caller.kind == "nobody":
        return OWN_SIDE
    if caller.kind == "agent":
        return OWN_SIDE if actors == ("agent",) else 1.0
    works = "worker" in actors
    if caller.company_id is None:
        return OWN_SIDE if works else 1.0
    return 1 / OWN_SIDE if works and not {"client", "admin"} & set(actors) else 1.0


def verb(card: Card) -> str:
    """The first word of its name: list, create, cancel."""
    return card.name.split("_", 1)[0]


def noun(card: Card) -> str:
    """What its name says it acts on, as one thing: work order, task group."""
    return " ".join(words(card.name.replace("_", " "))[1:])


# What is to be done shows also in how a query begins; what it is done to does not.
_MANNERS: Kinds = ((lambda card: card.access, ACCESS), (verb, VERB))
_MATTERS: Kinds = ((noun, NOUN), (lambda card: card.toolset, TOOLSET))

"""Ranks operations for words that an assistant has not seen before.

Three views of the same operations are added up: the operation as one document with weighed fields (BM25); its phrases,
each as a document of its own, of which the best counts (somebody said nearly this before); and the kind of operation the
words ask for: which access class, verb, noun and toolset (see leanings). Nothing here is random and no set is walked, so
the same words from the same caller always give the same answer."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from server.calls.auth import may_call
from server.discovery.classifier import Leanings
from server.discovery.vocabulary import Features, Synonyms, pairs, spelled, words
from tools.call import Caller
from tools.operation import Operation

# Weights of an operation's fields in its document.
NAME, SUMMARY, PHRASE, REST, PARAMETER = 3.0, 2.0, 1.0, 0.7, 1.0
# BM25: how soon repeating a word stops counting, and how much long documents are held back.
SATURATION, LENGTH = 3.0, 0.65
FLATTENED = 0.6
# A pair of neighbouring words counts like a word this rare, times its weight.
PAIR, RARE = 0.75, 3.6
# What each view is worth in the sum.
WHOLE_DOCUMENT, BEST_PHRASE = 1.5, 0.25
ACCESS, VERB, TOOLSET, NOUN = 0.4, 0.35, 0.5, 0.35
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

Kinds = Sequence[tuple[Callable[[Operation], str], float]]
Postings = dict[str, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, taken apart."""

    features: Features
    pairs: list[str]
    # Its features together with how it begins.
    manner: Features


class Index:
    """All operations, ready to be ranked. Built once; a search reads only the lists of the words it was given."""

    def __init__(self, operations: list[Operation], synonyms: Synonyms | None = None) -> None:
        self._operations = operations
        self._synonyms = synonyms or Synonyms.read()
        texts = [_phrases(operation) for operation in operations]
        stems = [[words(phrase) for phrase in own] for own in texts]
        features = [[self._synonyms.features(phrase) for phrase in own] for own in stems]
        self._documents = _Documents([self._document(*pair) for pair in zip(operations, features, strict=True)])
        self._phrases = _Phrases(stems, features)
        self._vocabulary = sorted(word for word in self._documents.rarity if len(word) > 3 and word[0] != "=")
        openings = [[self._synonyms.opening(phrase) for phrase in own] for own in texts]
        self._manners = self._learn(_MANNERS, _joined(features, openings))
        self._matters = self._learn(_MATTERS, features)
        self._verbs = frozenset(word for operation in operations for word in words(verb(operation)))
        self._standings: dict[tuple[str, bool, str | None], list[float]] = {}

    def search(
        self,
        query: str,
        caller: Caller,
        toolset: str | None,
        access: str | None,
        limit: int,
        usable: Callable[[Operation], bool] | None = None,
    ) -> list[tuple[Operation, float]]:
        """The best operations that the caller may use, with their scores, best first; none when no word of the query is
        known. A query of several acts has the best for each of them among the first.

        usable: which operations count, instead of those that are open to the caller's role."""
        named = query.strip().lower().replace(" ", "_").replace("-", "_")
        standings = self._standings_of(caller)
        fits = [
            (bool(standing) if usable is None else usable(operation))
            and (not toolset or operation.toolset == toolset)
            and (not access or operation.access == access)
            for operation, standing in zip(self._operations, standings, strict=True)
        ]

        def ranked(asked: Asked) -> list[tuple[Operation, float]]:
            scored = [
                (operation, score * (standing or 1.0) + (CALLED_BY_NAME if operation.name == named else 0.0))
                for operation, score, standing, fit in zip(
                    self._operations, self._scores(asked), standings, fits, strict=True
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
            self._standings[sort] = [standing(caller, operation) for operation in self._operations]
        return self._standings[sort]

    def _document(self, operation: Operation, phrases: list[Features]) -> Features:
        """An operation as one document. The first two phrases are its name and its summary."""
        document: Features = {}
        for weight, features in zip([NAME, SUMMARY] + [PHRASE] * len(phrases), phrases, strict=False):
            _add(document, features, weight)
        _add(document, self._synonyms.features(words(" ".join(_parameters(operation)))), PARAMETER)
        for word, count in Counter(words(operation.description[len(operation.summary) :])).items():
            document[word] = document.get(word, 0.0) + REST * count
        return document

    def _learn(self, kinds: Kinds, features: list[list[Features]]) -> list[tuple[Leanings, float]]:
        """Ways of sorting operations into kinds, each with what it is worth."""
        counts = [dict(Counter(word for phrase in own for word in phrase)) for own in features]
        sizes = [len(own) for own in features]
        return [
            (Leanings([kind_of(operation) for operation in self._operations], counts, sizes), worth)
            for kind_of, worth in kinds
        ]

    def _asked(self, query: str) -> Asked:
        known, synonyms = self._documents.rarity, self._synonyms
        stems = [
            word if word in known or synonyms.knows(word) else spelled(word, self._vocabulary) for word in words(query)
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

    def __init__(self, documents: list[Features]) -> None:
        self._count = len(documents)
        spread = Counter(word for document in documents for word in document)
        self.rarity = {word: _rarity(self._count, count) for word, count in spread.items()}
        lengths = [sum(document.values()) for document in documents]
        mean = sum(lengths) / max(1, self._count)
        self._lists: Postings = {}
        for position, document in enumerate(documents):
            brake = SATURATION * (1 - LENGTH + LENGTH * lengths[position] / mean)
            for word, weight in document.items():
                value = self.rarity[word] * weight * (SATURATION + 1) / (weight + brake)
                self._lists.setdefault(word, []).append((position, value))

    def scores(self, features: Features) -> list[float]:
        scores = [0.0] * self._count
        for word, weight in features.items():
            for position, value in self._lists.get(word, ()):
                scores[position] += weight * value
        return scores


class _Phrases:
    """How near a query is to the nearest phrase of each operation: the cosine of rarity-weighed words, plus pairs."""

    def __init__(self, stems: list[list[list[str]]], features: list[list[Features]]) -> None:
        flat = [phrase for own in features for phrase in own]
        spread = Counter(word for phrase in flat for word in phrase)
        rarity = {word: _rarity(len(flat), count) for word, count in spread.items()}
        self._owners = [position for position, own in enumerate(features) for _ in own]
        self._operations = len(features)
        lists: Postings = {word: [] for word, count in spread.items() if count <= COMMON * len(flat)}
        texts = (phrase for own in stems for phrase in own)
        for position, (text, phrase) in enumerate(zip(texts, flat, strict=True)):
            values = [(word, weight * rarity[word]) for word, weight in phrase.items()]
            size = math.sqrt(sum([value * value for _, value in values])) or 1.0
            for word, value in values:
                if word in lists:
                    lists[word].append((position, value / size))
            pair = PAIR * RARE / size
            for both in pairs(text):
                lists.setdefault(both, []).append((position, pair))
        self._rarity, self._lists = rarity, lists

    def scores(self, asked: Asked) -> list[float]:
        nearness = [0.0] * len(self._owners)
        values = [(word, weight * self._rarity.get(word, RARE)) for word, weight in asked.features.items()]
        size = math.sqrt(sum([value * value for _, value in values])) or 1.0
        for word, rare in values:
            factor = rare / size
            for position, value in self._lists.get(word, ()):
                nearness[position] += factor * value
        for pair in asked.pairs:
            for position, value in self._lists.get(pair, ()):
                nearness[position] += PAIR * RARE / size * value
        best = [0.0] * self._operations
        for owner, value in zip(self._owners, nearness, strict=True):
            if value > best[owner]:
                best[owner] = value
        return best


def _with_each_act(
    found: list[tuple[Operation, float]], acts: list[list[tuple[Operation, float]]]
) -> list[tuple[Operation, float]]:
    """The first hits of the whole query, then the best of each act in turn, then the rest; each once."""
    best = [hits[place] for place in range(BEST_OF_ACT) for hits in acts if place < len(hits)]
    ordered: dict[Operation, float] = {}
    for operation, score in [*found[:BEFORE_ACTS], *best, *found]:
        ordered.setdefault(operation, score)
    return list(ordered.items())


def standing(caller: Caller, operation: Operation) -> float:
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


def verb(operation: Operation) -> str:
    """The first word of its name: list, create, cancel."""
    return operation.name.split("_", 1)[0]


def noun(operation: Operation) -> str:
    """What its name says it acts on, as one thing: work order, task group."""
    return " ".join(words(operation.name.replace("_", " "))[1:])


# What is to be done shows also in how a query begins; what it is done to does not.
_MANNERS: Kinds = ((lambda operation: operation.access, ACCESS), (verb, VERB))
_MATTERS: Kinds = ((noun, NOUN), (lambda operation: operation.toolset, TOOLSET))


def _joined(left: list[list[Features]], right: list[list[Features]]) -> list[list[Features]]:
    return [[{**one, **other} for one, other in zip(*own, strict=True)] for own in zip(left, right, strict=True)]


def _phrases(operation: Operation) -> list[str]:
    return [operation.name.replace("_", " "), operation.summary, *operation.find]


def _parameters(operation: Operation) -> list[str]:
    code = operation.function.__code__
    return [name.replace("_", " ") for name in code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]]


def _rarity(total: int, count: int) -> float:
    """What a word is worth. Less steep than usual: a rare word and what it means are both counted."""
    return math.pow(math.log(1 + (total - count + 0.5) / (count + 0.5)), FLATTENED)


def _add(document: Features, features: Features, weight: float) -> None:
    for word, value in features.items():
        document[word] = document.get(word, 0.0) + weight * value

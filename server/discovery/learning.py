"""What the search learns from the operations: their words and phrases, as a generated file keeps them.

Learning takes half a second and every operation; searching takes what was learned, and a card of each."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from server.discovery.postings import written
from server.discovery.vocabulary import Features, Synonyms, pairs, words
from tools.operation import Operation

# Weights of an operation's fields in its document.
NAME, SUMMARY, PHRASE, REST, PARAMETER = 3.0, 2.0, 1.0, 0.7, 1.0
FLATTENED = 0.6


def learn(operations: Sequence[Operation]) -> dict[str, Any]:
    """All that a search needs besides the cards of the operations, in their order, as JSON has it.

    documents: the words of each operation; phrases: those of each of its phrases, and how it begins; pairs: neighbours
    in it; counts: the phrases of each operation; lengths: of the documents; sizes: of the phrases as vectors."""
    synonyms = Synonyms.read()
    texts = [_phrases(operation) for operation in operations]
    stems = [[words(phrase) for phrase in own] for own in texts]
    features = [[synonyms.features(phrase) for phrase in own] for own in stems]
    documents = [_document(synonyms, *both) for both in zip(operations, features, strict=True)]
    phrases = [phrase for own in features for phrase in own]
    openings = [synonyms.opening(phrase) for own in texts for phrase in own]
    return {
        "synonyms": synonyms.saved(),
        "documents": _postings(documents),
        "lengths": [round(sum(document.values()), 3) for document in documents],
        "phrases": _postings([{**phrase, **opening} for phrase, opening in zip(phrases, openings, strict=True)]),
        "pairs": _postings([dict.fromkeys(pairs(phrase), 1.0) for own in stems for phrase in own]),
        "counts": [len(own) for own in texts],
        "sizes": _sizes(phrases),
    }


def rarity(total: int, count: int) -> float:
    """What a word is worth. Less steep than usual: a rare word and what it means are both counted."""
    return math.pow(math.log(1 + (total - count + 0.5) / (count + 0.5)), FLATTENED)


def length(values: Iterable[float]) -> float:
    """The length of a vector; of none, one."""
    return math.sqrt(sum([value * value for value in values])) or 1.0


def _phrases(operation: Operation) -> list[str]:
    return [operation.name.replace("_", " "), operation.summary, *operation.find]


def _document(synonyms: Synonyms, operation: Operation, phrases: list[Features]) -> Features:
    """An operation as one document. The first two phrases are its name and its summary."""
    document: Features = {}
    for weight, features in zip([NAME, SUMMARY] + [PHRASE] * len(phrases), phrases, strict=False):
        _add(document, features, weight)
    _add(document, synonyms.features(words(" ".join(_parameters(operation)))), PARAMETER)
    for word, count in Counter(words(operation.description[len(operation.summary) :])).items():
        document[word] = document.get(word, 0.0) + REST * count
    return document


def _parameters(operation: Operation) -> list[str]:
    code = operation.function.__code__
    return [name.replace("_", " ") for name in code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]]


def _add(document: Features, features: Features, weight: float) -> None:
    for word, value in features.items():
        document[word] = document.get(word, 0.0) + weight * value


def _postings(texts: Sequence[Features]) -> dict[str, str]:
    lists: dict[str, list[tuple[int, float]]] = {}
    for position, text in enumerate(texts):
        for word, weight in text.items():
            lists.setdefault(word, []).append((position, weight))
    return written(lists)


def _sizes(phrases: Sequence[Features]) -> list[float]:
    """The length of each phrase as a vector of rarity-weighed words."""
    spread = Counter(word for phrase in phrases for word in phrase)
    worth = {word: rarity(len(phrases), count) for word, count in spread.items()}
    return [round(length(weight * worth[word] for word, weight in phrase.items()), 4) for phrase in phrases]

"""Words as the search for operations sees them: stems, and the meanings that several words share."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

SYNONYMS = Path(__file__).resolve().parents[1] / "data" / "synonyms.txt"

# What a text is about: stems as they are, shared meanings with a leading "=", each with its weight.
Features = dict[str, float]

_WORD = re.compile(r"[a-z0-9]+")
_MAIL = re.compile(r"\S+@\S+")
_PHONE = re.compile(r"(\+|\b00)\d[\d ()-]{6,}")
_CODE = re.compile(r"\b\d{6}\b")
_CLOCK = re.compile(r"\b\d{1,2}(:\d\d)? ?([ap]m\b|o'clock)|\b\d{1,2}:\d\d\b")
_LETTERS = re.compile(r"[a-z]+")
_ODD = re.compile(r"[$€%’'@+\d-]|cannot")
_CONTRACTIONS = (
    ("$", " dollar "),
    ("€", " euro "),
    ("%", " percent "),
    ("’", "'"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("won't", "will not"),
    ("n't", " not"),
    ("e-mail", "email"),
    ("'s ", " "),
    ("'m ", " am "),
)
# Words that carry nothing, and words that carry a little: who speaks, and whether it is a question.
_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "be",
        "been",
        "do",
        "does",
        "did",
        "it",
        "its",
        "if",
        "so",
        "as",
    ]
)
_WEAK_WORDS = (
    "this that these those then please pls just some any i me my mine we us our ours you your he she they them him her"
    " his their am is are was were has have had will would shall should can could may might what which who whom whose"
    " how when where why there here now not no ok hey hi"
)
# Words that would turn into others without their last letter.
_KEPT = frozenset(("note", "here", "care", "were"))
# Words that may come before the one that says whether somebody asks, wants something made, or wants it gone.
_POLITE = frozenset(("please", "pls", "hey", "ok", "okay", "hi", "hello", "now", "then", "just", "so", "and", "well"))
OPENING = 40
FIRST, FIRST_TWO = 1.5, 1.0
# Words remembered with their stems; all that operations use, and what is asked now and then.
MEMO = 20_000
WEAK = 0.7
SHARED = 1.1
HALF_HIDDEN = 0.25


@lru_cache(maxsize=MEMO)
def stem(word: str) -> str:
    """A word without its grammatical ending; light rules, so that words of one family mostly fall together."""
    word = _singular(word)
    if len(word) > 5 and word.endswith("ied"):
        word = word[:-3] + "y"
    elif len(word) > 5 and word.endswith("ing") and _has_vowel(word[:-3]):
        word = _undoubled(word[:-3])
    elif len(word) > 4 and word.endswith("eed"):
        word = word[:-1]
    elif len(word) > 4 and word.endswith("ed") and _has_vowel(word[:-2]):
        word = _undoubled(word[:-2])
    if len(word) > 3 and word.endswith("e") and word not in _KEPT:
        word = word[:-1]
    if len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    return word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiouy" for letter in word)


def _undoubled(word: str) -> str:
    if word.endswith("ell") and len(word) > 5:
        return word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word


_WEAK_STEMS = frozenset(stem(word) for word in _WEAK_WORDS.split())


def words(text: str) -> list[str]:
    """The stems of a text in order. Addresses and phone numbers become a word for what they are; other numbers go."""
    return [kept for word in _WORD.findall(_plain(text.lower())) if (kept := _kept(word))]


@lru_cache(maxsize=MEMO)
def _kept(word: str) -> str:
    return "" if word in _EMPTY or word.isdigit() else stem(word)


def _plain(text: str) -> str:
    """Signs, contractions, addresses, phone numbers, codes and times of day as words."""
    if not _ODD.search(text):
        return text
    for short, long in _CONTRACTIONS:
        text = text.replace(short, long)
    text = _MAIL.sub(" mailaddress ", text)
    text = _CLOCK.sub(" clocktime ", text)
    text = _PHONE.sub(" phonenumber ", text)
    return _CODE.sub(" sixdigits ", text)


def is_weak(word: str) -> bool:
    """Whether a stem says little by itself."""
    return word in _WEAK_STEMS


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words that mean the same. A word, or a run of words, leads to the groups it stands in."""

    single: dict[str, list[str]] = field(default_factory=dict)
    runs: dict[str, list[tuple[list[str], str]]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path = SYNONYMS) -> Synonyms:
        """The groups of a file: one a line, members split by commas, lines with # are remarks."""
        found = cls()
        for line in path.read_text(encoding="utf-8").splitlines():
            members = [words(member) for member in line.split("#")[0].split(",")]
            members = [member for member in members if member]
            if members:
                found._add("=" + " ".join(members[0]), members)
        return found

    @classmethod
    def read_saved(cls, saved: dict[str, Any]) -> Synonyms:
        """The groups that `saved` wrote."""
        return cls(
            saved["single"], {word: [(run, group) for run, group in runs] for word, runs in saved["runs"].items()}
        )

    def saved(self) -> dict[str, Any]:
        """The groups as JSON has them."""
        return {"single": self.single, "runs": self.runs}

    def _add(self, group: str, members: Iterable[list[str]]) -> None:
        for member in members:
            if len(member) > 1:
                self.runs.setdefault(member[0], []).append((member, group))
            elif group not in self.single.setdefault(member[0], []):
                self.single[member[0]].append(group)

    def knows(self, word: str) -> bool:
        """Whether a stem stands in some group, alone or at the start of a run."""
        return word in self.single or word in self.runs

    def features(self, stems: list[str]) -> Features:
        """What a text of these stems is about. A word of several groups counts less for each; words inside a run
        ("take back") count half for their own groups."""
        found: Features = {}
        inside: set[int] = set()
        for position, word in enumerate(stems):
            found[word] = WEAK if word in _WEAK_STEMS else 1.0
            for run, group in self.runs.get(word, ()):
                if stems[position : position + len(run)] == run:
                    found[group] = SHARED
                    inside.update(range(position, position + len(run)))
        for position, word in enumerate(stems):
            groups = self.single.get(word)
            if groups:
                weight = SHARED / math.sqrt(len(groups)) * (HALF_HIDDEN if position in inside else 1.0)
                for group in groups:
                    if found.get(group, 0.0) < weight:
                        found[group] = weight
        return found

    def opening(self, text: str) -> Features:
        """How a text begins: its first word, the first two, and what the first means. "Which", "has" and "show" ask
        to be told something; "take off" does not."""
        first = [word for word in _LETTERS.findall(text[:OPENING].lower()) if word not in _POLITE][:2]
        if not first:
            return {}
        found = {"^" + first[0]: FIRST, "^" + " ".join(first): FIRST_TWO}
        start = stem(first[0])
        found["^" + start] = FIRST_TWO
        for group in self.single.get(start, ()):
            found["^" + group] = FIRST_TWO
        return found


def pairs(stems: list[str]) -> list[str]:
    """Neighbouring stems that both say something, joined: "call off" rather than call and off."""
    return [f"{left} {right}" for left, right in pairwise([word for word in stems if word not in _WEAK_STEMS])]


def spelled(word: str, vocabulary: list[str]) -> str:
    """The word of the vocabulary that was probably meant; the word itself when none is near."""
    if len(word) < 4:
        return word
    # Most queries are spelled right, and the library is slow to load.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    limit = 1 if len(word) < 8 else 2
    near = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=limit, limit=5)
    # Of four letters only a missing one is put in: Lisa is a name and not a list.
    likely = sorted((far, other) for other, far, _ in near if other[0] == word[0] and len(other) > 4)
    return likely[0][1] if likely else word

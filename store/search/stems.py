"""The root of a token, as SQLite's index finds it by itself (its `porter` tokenizer), for stores whose index does not.

M. F. Porter, An algorithm for suffix stripping (1980), over the bytes of a token: whatever is no English vowel is a
consonant, so letters of other scripts and marks are, too."""

from __future__ import annotations

from functools import lru_cache

LONGEST = 64
# Of each step: an ending and what takes its place. The first that fits is the only one that is looked at.
_STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("logi", "log"),
    ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"),
    ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
    ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
)  # fmt: skip


@lru_cache(maxsize=65536)
def stem(token: str) -> str:
    """The root of a token; tokens with one root are one to the index."""
    raw = token.encode()
    if not 3 <= len(raw) <= LONGEST:
        return token
    # One character a byte, and back again.
    word = _without_plural(raw.decode("latin-1"))
    word = _without_past(word)
    if word[-1] == "y" and "v" in _kinds(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, _STEP_2), _STEP_3)
    return _without_last_e(_without_suffix(word)).encode("latin-1").decode()


def _without_plural(word: str) -> str:
    if word.endswith("es"):
        both = (len(word) > 4 and word.endswith("sses")) or (len(word) > 3 and word.endswith("ies"))
        return word[:-2] if both else word[:-1]
    return word[:-1] if word[-1] == "s" and word[-2] != "s" else word


def _without_past(word: str) -> str:
    if len(word) > 3 and word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if len(word) > len(ending) and word.endswith(ending):
            left = word[: -len(ending)]
            return _mended(left) if "v" in _kinds(left) else word
    return word


def _mended(word: str) -> str:
    """What is left of a word without -ed or -ing, as it is written by itself."""
    if len(word) > 2 and word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _is_short(word) else word


def _replaced(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, instead in endings:
        if len(word) > len(ending) and word.endswith(ending):
            left = word[: -len(ending)]
            return left + instead if _measure(left) > 0 else word
    return word


def _without_suffix(word: str) -> str:
    for ending in _STEP_4:
        if len(word) > len(ending) and word.endswith(ending):
            left = word[: -len(ending)]
            goes = _measure(left) > 1 and (ending != "ion" or left[-1] in "st")
            return left if goes else word
    return word


def _without_last_e(word: str) -> str:
    if word[-1] == "e":
        measure = _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _is_short(word[:-1])):
            word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _kinds(word: str) -> str:
    """Each letter as v for vowel or c for consonant; y is a vowel after a consonant."""
    kinds = ""
    for letter in word:
        kinds += "v" if letter in "aeiou" or (letter == "y" and kinds[-1:] == "c") else "c"
    return kinds


def _measure(word: str) -> int:
    """How often a consonant follows a vowel: the word's syllables, about."""
    return _kinds(word).count("vc")


def _is_short(word: str) -> bool:
    """Whether it ends with consonant, vowel, consonant, the last not w, x or y."""
    return _kinds(word)[-3:] == "cvc" and word[-1] not in "wxy"

"""What is wrong with a new password: too short, well known, or made of what anybody would try first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tools.rules.sentences import worded

SHORTEST = 10
# What has to be left of a password, a digit counting half, when everything that is tried first is taken out of it.
ENOUGH = 4
# The well-known passwords of ten characters and more, one a line, from zxcvbn's list by frequency (MIT).
COMMON = Path(__file__).with_name("common_passwords.txt")

_WORDS = (
    "password", "passwort", "passphrase", "qwerty", "azerty", "letmein", "welcome", "iloveyou", "iloveu", "changeme", "default",
    "admin", "administrator", "login", "secret", "master", "monkey", "dragon", "shadow", "sunshine", "princess", "football",
    "baseball", "superman", "batman", "starwars", "pokemon", "freedom", "whatever", "trustno", "hello", "summer", "winter",
    "spring", "autumn", "monday", "friday", "charlie", "michael", "jordan", "hunter", "killer", "hiringhall", "guest", "test",
    "user", "root", "temp", "pass", "salasana", "tervetuloa", "kissa", "koira", "kesä", "talvi", "пароль", "привет", "любовь",
    "лето", "зима",
)  # fmt: skip
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "йцукенгшщзхъ",
    "фывапролджэ",
)
_LEET = str.maketrans("@4310$5!7", "aaeiossit")


def password_faults(
    password: str | None, again: str | None, again_field: str = "confirm_password", about: Iterable[str | None] = ()
) -> dict[str, str]:
    """What is wrong with a new password and its repetition, by field. about: the owner's address and names."""
    if password is None:
        return {} if again is None else {"password": worded("is required with {again_field}", again_field=again_field)}
    if again is None:
        return {again_field: worded("is required with password")}
    if password != again:
        return {again_field: worded("differs from password")}
    weakness = weakness_of(password, about)
    return {"password": weakness} if weakness else {}


def weakness_of(password: str, about: Iterable[str | None] = ()) -> str | None:
    """Why a password may not be chosen; None when it may. about: the owner's address and names."""
    if len(password) < SHORTEST:
        return worded(
            "must have at least {shortest} characters; a few words in a row are easy to keep in mind", shortest=SHORTEST
        )
    text = unicodedata.normalize("NFKC", password).casefold()
    if any(form in _common() or _repeats(form) for form in _spellings(text)):
        return worded(
            "is one of the passwords that are tried first; take a few words in a row that belong to nobody else"
        )
    if _left(text, about) < ENOUGH:
        return worded(
            "is made of what is tried first: a common word, your own name or address, a row of keys or "
            "digits; take a few words in a row that belong to nobody else"
        )
    return None


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split())


def _spellings(text: str) -> set[str]:
    """The text, without signs, without digits and signs around it, and each with letters for look-alike signs."""
    forms = {text, re.sub(r"[^\w\s]|_", "", text), re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)}
    return forms | {form.translate(_LEET) for form in forms}


def _repeats(text: str) -> bool:
    """Whether the text is one stretch again and again: aaaaaaaaaa, abcabcabcab."""
    return any(
        text == (text[:length] * len(text))[: len(text)] for length in range(1, len(text) // 2 + 1) if len(text) > 3
    )


def _left(text: str, about: Iterable[str | None]) -> float:
    """How much is left when words, names, rows of keys and repeated signs are taken out; a digit counts half."""
    read = text.translate(_LEET)
    for word in sorted({*_WORDS, *_owners_words(about)}, key=len, reverse=True):
        for form in (text, read):
            for found in re.finditer(re.escape(word), form):
                blank = " " * len(word)
                text = text[: found.start()] + blank + text[found.end() :]
                read = read[: found.start()] + blank + read[found.end() :]
    rest = re.sub(r"(.)\1+", r"\1", "".join(_without_rows(text)).replace(" ", ""))
    return sum(0.5 if character.isdigit() else 1.0 for character in rest)


def _owners_words(about: Iterable[str | None]) -> Iterator[str]:
    for text in about:
        for word in re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", text or "").casefold()):
            if len(word) >= 3:
                yield word


def _without_rows(text: str) -> Iterator[str]:
    """The text without stretches of three and more that follow a row of keys, the alphabet or the digits, either way."""
    start = 0
    while start < len(text):
        end = start + 3
        while end <= len(text) and _is_row(text[start:end]):
            end += 1
        if end > start + 3:
            yield " "
            start = end - 1
        else:
            yield text[start]
            start += 1


def _is_row(text: str) -> bool:
    return any(text in row or text[::-1] in row for row in _ROWS)

"""Sentences of ours: written in English where they are said, and read in the language of whoever they are told.

Each language but English has a catalogue of gettext, with what it says under the English: locale/fi/LC_MESSAGES/hiringhall.po
and so on, read as its compiled .mo. What other people wrote stands as they wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

from store.types import Unfit

ENGLISH, FINNISH, RUSSIAN = "en", "fi", "ru"


# Those with a catalogue; English needs none.
LANGUAGES = (FINNISH, RUSSIAN)
LOCALE = Path(__file__).with_name("locale")
DOMAIN = "hiringhall"
# What stands beside the English of an entry that is no sentence: states, kinds and the like, and the beginnings of mails.
WORD, TITLE = "word", "title"
# What gettext puts between that and the English.
SEPARATOR = "\x04"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of our sentences, or a part of one. english: with places in braces. values: what stands there; what is a sentence
    itself is read in the same language. begins: with a capital letter."""

    english: str
    values: Mapping[str, object] = field(default_factory=dict)
    begins: bool = False

    def using(self, **values: object) -> Sentence:
        """The same with more of its places filled in."""
        return replace(self, values={**self.values, **values})

    def __str__(self) -> str:
        # In a text of another kind its insides would be told instead of it.
        raise TypeError(f"a sentence is read in a language first: {self.english}")


class Worded(str):
    """A text of ours for whoever calls: English, as any other text, and made of its parts again where it is read in another
    language."""

    english: str
    values: Mapping[str, object]

    def __new__(cls, english: str, values: Mapping[str, object]) -> Worded:
        text = str.__new__(cls, english.format(**{name: _value(value, ENGLISH) for name, value in values.items()}))
        text.english, text.values = english, values
        return text

    def __reduce__(self) -> tuple[type[Worded], Any]:
        """What a copy is made of."""
        return Worded, (self.english, self.values)


class Word(Worded):
    """A state, a kind or a role that a sentence tells. It is read among the words of a catalogue, and stays as it is
    where it is none of them."""

    def __new__(cls, code: str) -> Word:
        text = str.__new__(cls, code)
        text.english, text.values = code, {}
        return text

    def __reduce__(self) -> tuple[type[Worded], Any]:
        return Word, (self.english,)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things: '1 seat', '2 seats'. thing: one of them, in English."""

    number: int
    thing: str


@dataclass(frozen=True, slots=True)
class Several:
    """Parts in a row, with something between them."""

    parts: Sequence[Words]
    between: Words = " "


Words = str | Sentence | Count | Several


def say(english: str, /, **values: object) -> Sentence:
    """A sentence of ours. english: as it stands in the catalogues of other languages, with places for the values."""
    return Sentence(english, values)


def worded(english: str, /, **values: object) -> str:
    """A text of a refusal or a question, which goes on as a str: what is added to it by other means stays English."""
    return Worded(english, values)


def word(code: str) -> str:
    """A state, a kind or a role, as a sentence tells it. A value that is to be sent as it stands is none."""
    return code if isinstance(code, Worded) else Word(code)


def words(codes: Iterable[str], between: Words = ", ") -> str:
    """A few of them in a row."""
    return joined(map(word, codes), between)


def numbered(code: str, number: int) -> str:
    """A state with the number it goes by: 'in_progress (2)'."""
    return Worded("{code} ({number})", {"code": word(code), "number": int(number)})


def joined(parts: Iterable[Words], between: Words) -> str:
    """Texts in a row, each still to be read in another language."""
    return Worded("{parts}", {"parts": Several([*parts], between)})


def by_number(names: Mapping[int, str], most: int = 20) -> str:
    """Things by number and name, the first of them: '1 Materials, 2 Mileage, ...'."""
    known = [worded("{id} {name}", id=id, name=name) for id, name in names.items()]
    return joined([*known[:most], "..."] if len(known) > most else known, ", ")


def told_by(error: Exception) -> str:
    """What an error says, worded as it was where it was raised."""
    if isinstance(error, Unfit):
        return Worded(error.english, error.values)
    said = error.args[0] if len(error.args) == 1 else None
    return said if isinstance(said, str) else str(error)


# What stands between two of a few.
AND, OR = say(" and "), say(" or ")


def together(*parts: Words | None, between: Words = " ") -> Words:
    """The parts that there are, one after the other."""
    return Several([part for part in parts if part], between)


def either(parts: Sequence[Words]) -> Words:
    """'a', 'a or b', 'a, b or c'."""
    if len(parts) == 1:
        return parts[0]
    return say("{these} or {this}", these=Several(parts[:-1], ", "), this=parts[-1])


def listed(parts: Sequence[Words]) -> Words:
    """'a', 'a and b', 'a, b and c'."""
    if len(parts) == 1:
        return parts[0]
    return say("{these} and {this}", these=Several(parts[:-1], ", "), this=parts[-1])


def begun(text: Words) -> Words:
    """The text with a capital letter to begin with."""
    if isinstance(text, Several):
        return Several([begun(text.parts[0]), *text.parts[1:]], text.between)
    if isinstance(text, Sentence):
        return replace(text, begins=True)
    if isinstance(text, Worded):
        return Sentence("{text}", {"text": text}, begins=True)
    return _capital(text) if isinstance(text, str) else text


def read(text: Words, language: str = ENGLISH) -> str:
    """The text as it is read in a language; in English where there is nothing else."""
    if isinstance(text, Word):
        return _word(text.english, language)
    if isinstance(text, Worded):
        return _filled(text.english, text.values, language)
    if isinstance(text, str):
        return text
    if isinstance(text, Count):
        return _counted(text, language)
    if isinstance(text, Several):
        return read(text.between, language).join(read(part, language) for part in text.parts)
    said = _filled(text.english, text.values, language)
    return _capital(said) if text.begins else said


def title_of(kind: str, language: str = ENGLISH) -> str:
    """What begins the mail of a kind of notice: 'Booking called off'."""
    return _told(kind.replace("_", " ").capitalize(), language, TITLE)


def language_read(language: str | None) -> str:
    """Which of our languages somebody reads who chose this one: English where it is none of them."""
    code = (language or "").lower().partition("-")[0]
    return code if code in LANGUAGES else ENGLISH


def unfilled(english: str, language: str) -> str:
    """A sentence as its catalogue has it, with its places still in braces."""
    return _told(english, language)


@cache
def _catalogue(language: str) -> NullTranslations | None:
    """A language's catalogue, which takes a moment to read: once somebody reads it. Where it was not installed, they read
    English."""
    code = language_read(language)
    return None if code == ENGLISH else translation(DOMAIN, LOCALE, [code], fallback=True)


def _told(english: str, language: str, context: str | None = None) -> str:
    """What the catalogue has for an English; that itself where it has nothing."""
    catalogue = _catalogue(language)
    # Under an empty one stands the head of the catalogue, and under one with a separator what belongs elsewhere.
    if catalogue is None or not english or SEPARATOR in english:
        return english
    return catalogue.gettext(english) if context is None else catalogue.pgettext(context, english)


def _filled(english: str, values: Mapping[str, object], language: str) -> str:
    return _told(english, language).format(**{name: _value(value, language) for name, value in values.items()})


def _word(code: str, language: str) -> str:
    said = _told(code, language, WORD)
    return said if said != code else _told(code, language)


def _value(value: object, language: str) -> object:
    return read(value, language) if isinstance(value, (Worded, Sentence, Count, Several)) else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counted(count: Count, language: str) -> str:
    number, thing, catalogue = count.number, count.thing, _catalogue(language)
    if catalogue is None:
        return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
    return catalogue.ngettext(f"{{number}} {thing}", f"{{number}} {thing}s", number).format(number=number)

"""Sentences of ours: written in English where they are said, and read in the language of whoever they are told.

The Russian of each stands under its English in tools/rules/russian/; what other people wrote stands as they wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tools.rules.russian import COUNTED, SENTENCES, TITLES

ENGLISH, RUSSIAN = "en", "ru"


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
    """A sentence of ours. english: as it stands in the tables of other languages, with places for the values."""
    return Sentence(english, values)


# What stands between two of a few.
AND = say(" and ")


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
    return _capital(text) if isinstance(text, str) else text


def read(text: Words, language: str = ENGLISH) -> str:
    """The text as it is read in a language; in English where there is nothing else."""
    if isinstance(text, str):
        return text
    if isinstance(text, Count):
        return _counted(text, language)
    if isinstance(text, Several):
        return read(text.between, language).join(read(part, language) for part in text.parts)
    template = SENTENCES.get(text.english, text.english) if is_russian(language) else text.english
    said = template.format(**{name: _value(value, language) for name, value in text.values.items()})
    return _capital(said) if text.begins else said


def title_of(kind: str, language: str = ENGLISH) -> str:
    """What begins the mail of a kind of notice: 'Booking called off'."""
    english = kind.replace("_", " ").capitalize()
    return TITLES.get(kind, english) if is_russian(language) else english


def is_russian(language: str | None) -> bool:
    return (language or "").lower().startswith(RUSSIAN)


def _value(value: object, language: str) -> object:
    return read(value, language) if isinstance(value, (Sentence, Count, Several)) else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counted(count: Count, language: str) -> str:
    number, forms = count.number, COUNTED.get(count.thing)
    if not is_russian(language) or forms is None:
        return f"{number} {count.thing}" if number == 1 else f"{number} {count.thing}s"
    return f"{number} {forms[_form(number)]}"


def _form(number: int) -> int:
    """Which form of a Russian noun follows a number: 1 место, 2 места, 5 мест."""
    if number % 100 in range(11, 15):
        return 2
    return 0 if number % 10 == 1 else 1 if number % 10 in (2, 3, 4) else 2

"""The question put to a person before money moves or something ends: what and how much first and in our words, then to whom;
what other people wrote comes last, quoted, cut and on one line, so that nobody but us writes the question."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from store.types import Money
from tools.text import visible

NAME_LENGTH = 60
# What is read as a quotation mark without being one by its kind.
_MARKS = frozenset(
    "\"'`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u02ee\u05f3\u05f4\u201a\u201e\u2032\u2033\u2034\u2035\u2036\u2037"
    "\u275b\u275c\u275d\u275e\u301d\u301e\u301f\uff02\uff07\uff40"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What the person is asked.

    act: what will happen, in our words; with an amount it ends where the amount follows, as in 'Pay'. payee: who gets it.
    details: what else there is to know, ours first, a sentence each without its full stop. record: what it is about.
    moves: the amount moves by this, so it counts with what moved on the day; else it is promised or only noted."""

    act: str
    record: str
    amount: Money | None = None
    payee: str | None = None
    details: Sequence[str] = ()
    moves: bool = True

    @property
    def text(self) -> str:
        """As it is read: 'Pay 150.00 USDT. To person 7 “Ann”. For task 3 “Logo”.'"""
        first = self.act if self.amount is None else f"{self.act} {self.amount}"
        payee = None if self.payee is None else f"To {self.payee}"
        return " ".join(f"{sentence.rstrip('.')}." for sentence in (first, payee, *self.details) if sentence)


def quoted(text: str | None, length: int = NAME_LENGTH) -> str:
    """Somebody's words as part of a sentence of ours: in “”, on one line, without quotation marks of their own, cut."""
    line = " ".join(visible(text or "").split())
    bare = "".join("\u2019" if _is_mark(sign) else sign for sign in line)
    cut = bare if len(bare) <= length else f"{bare[: length - 1].rstrip()}…"
    return f"“{cut}”"


def _is_mark(sign: str) -> bool:
    return sign in _MARKS or unicodedata.category(sign) in ("Pi", "Pf")

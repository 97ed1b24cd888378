"""The question put to a person before money moves or something ends: what and how much first and in our words, then to whom;
what other people wrote comes last, quoted, cut and on one line, so that nobody but us writes the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.types import Money
from tools.acts import Spends
from tools.rules.quotation import cut, in_quotes
from tools.rules.sentences import joined, read, worded
from tools.text import one_line

NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Question:
    """What the person is asked.

    act: what will happen, in our words; with an amount it ends where the amount follows, as in 'Pay'. payee: who gets it.
    details: what else there is to know, ours first, a sentence each without its full stop. record: what it is about.
    moves: the amount moves by this, so it counts with what moved on the day; else it is promised or only noted.
    spends: what it commits beside what was committed before, as those see it who may stop it. always: it is asked however
    small the amount."""

    act: str
    record: str
    amount: Money | None = None
    payee: str | None = None
    details: Sequence[str] = ()
    moves: bool = True
    spends: Spends | None = None
    always: bool = False

    @property
    def newly(self) -> Sequence[Money]:
        """What counts with what moved on the day. What was committed before, such as a hold that is now paid out, counted then."""
        if not self.moves:
            return ()
        if self.spends is not None:
            return [part for _, part in self.spends.parts]
        return () if self.amount is None else (self.amount,)

    @property
    def text(self) -> str:
        """As it is read: 'Pay 150.00 USDT. To person 7 “Ann”. For task 3 “Logo”.'"""
        first = self.act if self.amount is None else joined((self.act, str(self.amount)), " ")
        payee = None if self.payee is None else worded("To {payee}", payee=self.payee)
        return joined([_whole(sentence) for sentence in (first, payee, *self.details) if sentence], " ")

    def read(self, language: str) -> str:
        """As a person reads it in a language."""
        return read(self.text, language)


def _whole(sentence: str) -> str:
    return sentence if sentence.endswith(".") else joined((sentence, "."), "")


def quoted(text: str | None, length: int = NAME_LENGTH) -> str:
    """Somebody's words as part of a sentence of ours: in “”, on one line, without quotation marks of their own, cut."""
    return in_quotes(cut(one_line(text or ""), length))

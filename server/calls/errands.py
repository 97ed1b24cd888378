"""Runs of a call for the approval desk: to see what it would do, and to do what a person agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from store.types import Money, Owner, SpendingLimitReached
from tools.acts import Sought
from tools.approvals.sought import is_agreed, sought_by
from tools.desk import OtherThanAgreed
from tools.errors import Conflict
from tools.questions import Question
from tools.rules.sentences import worded


@dataclass(slots=True)
class Errand:
    """One run. agreed: what may be done, each once and in this order; None only looks. lowered: amounts may be smaller than
    agreed. asked: the digests of the call as it was asked for, where it runs with less. keys: under which it was asked for and its
    answer is kept. seen and reasons: what it asked to do, and why that would have been stopped; text, amount and payee of the
    first."""

    agreed: Sequence[Sought] | None = None
    lowered: bool = False
    approval_id: int | None = None
    approved_by: int | None = None
    keys: Sequence[str] = ()
    asked: Sequence[str] = ()
    seen: list[Sought] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    text: str | None = None
    amount: Money | None = None
    payee: Owner | None = None
    # Spending limits that it passes by; None: they hold.
    over: list[SpendingLimitReached] | None = None

    def note(self, question: Question, reasons: Sequence[str]) -> None:
        """OtherThanAgreed when this was not agreed to."""
        if self.amount is None:
            self.text = question.text if question.amount or self.text is None else self.text
            self.amount = question.amount
            self.payee = question.spends.parts[0][0] if question.spends and question.spends.parts else None
        self.seen.append(sought_by(question))
        self.reasons += [reason for reason in reasons if reason not in self.reasons]
        if self.agreed is None:
            return
        place = len(self.seen) - 1
        if place >= len(self.agreed) or not is_agreed(self.agreed[place], self.seen[place], self.lowered):
            raise OtherThanAgreed

    def finish(self) -> None:
        """OtherThanAgreed when something that was agreed to was not asked about."""
        if self.agreed is not None and len(self.seen) != len(self.agreed):
            raise OtherThanAgreed


def done_already(key: str, call_id: str) -> Conflict:
    """The refusal of what was done without the desk while it waited there."""
    return Conflict(
        worded(
            "The same was done meanwhile under its key {key!r}, as call {call_id}. Nothing more happened.",
            key=key,
            call_id=call_id,
        ),
        code="done_already",
        state="completed",
        next=("get_approval_request",),
    )

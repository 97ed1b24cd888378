"""Using mandates: whether one covers an act, and what it gets back when money returns."""

from __future__ import annotations

from dataclasses import dataclass

from tools.approvals.rules.acts import Act
from tools.call import Call


@dataclass(frozen=True, slots=True)
class Cover:
    """Which mandate covers an act and is used for it; without one, what stands in the way.

    failing: bounds of the mandate that comes nearest, in the order of the rules; empty where no mandate binds the caller."""

    mandate_id: int | None = None
    public_id: str | None = None
    failing: tuple[str, ...] = ()
    nearest: str | None = None

    @property
    def covers(self) -> bool:
        return self.mandate_id is not None


def cover(call: Call, act: Act) -> Cover:
    """Use the narrowest mandate that covers the act, in this transaction: caps are checked and counted in one step, so they
    hold however many servers spend at once. People use none. One indexed read where there is none."""
    raise NotImplementedError


def note_return(call: Call) -> None:
    """Give mandates back what came back in this transaction: a hold voided or paid out in part, a payment refunded.

    Called once at the end of every transaction that moved money, beside tell_of_purses; nobody else needs to."""
    raise NotImplementedError

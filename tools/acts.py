"""What an act commits, as it is told to whoever may stop it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from store.types import Money, Owner

ActKind = Literal["task", "booking", "work_order", "open_call", "contract", "payout", "withdrawal"]


@dataclass(frozen=True, slots=True)
class Spends:
    """Whose money an act commits, for what, and to whom how much of it: each payee with its own part, None where nobody is
    named yet. No part: what moves was counted before.

    of_balance: out of a company's balance for tasks, work orders and open calls, which spending limits leave out."""

    kind: ActKind
    charged: Owner
    parts: Sequence[tuple[Owner | None, Money]]
    of_balance: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing that is asked for: about which record, for whom, how much in the smallest unit of which currency."""

    record: str
    payee: str | None
    amount: int | None
    currency: str | None

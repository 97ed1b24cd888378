"""Acts: what commits money or ends something, as whoever may stop it sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from store.types import Money, Owner

ActKind = Literal["task", "booking", "work_order", "open_call", "contract", "payout", "withdrawal"]
ACT_KINDS: tuple[ActKind, ...] = ("task", "booking", "work_order", "open_call", "contract", "payout", "withdrawal")


@dataclass(frozen=True, slots=True)
class Spends:
    """Whose money an act commits, for what, and to whom how much of it: each payee with its own part; None where it is not
    known yet.

    from_balance: out of a company's balance for tasks, work orders and open calls, which spending limits leave out."""

    kind: ActKind
    charged: Owner
    parts: Sequence[tuple[Owner | None, Money]]
    from_balance: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One act: who is charged, for what, to whom and how much; amount None where something ends."""

    kind: ActKind | None
    charged: Owner
    payee: Owner | None
    amount: Money | None
    record: str
    operation: str

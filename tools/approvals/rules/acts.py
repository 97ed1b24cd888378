"""An act that commits money: what authorise decides about and what mandates allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from store.types import Money, Owner

Kind = Literal["task", "booking", "work_order", "open_call", "contract", "payout", "withdrawal"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Act:
    """What is about to be committed, before the first entry in the ledger.

    charged: the company or person whose rules hold. payee: None while nobody is named. money: None for a destructive act.
    record: None where it is made by the act; the ledger's entries of the same call tell it then."""

    kind: Kind
    charged: Owner
    payee: Owner | None
    money: Money | None
    record: tuple[str, int] | None = None

"""What an act asks to do, kept so that a yes to it is a yes to nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tools.acts import Sought
from tools.questions import Question


def sought_by(question: Question) -> Sought:
    amount, spends = question.amount, question.spends
    owners = sorted({str(payee) for payee, _ in spends.parts if payee is not None}) if spends else []
    payee = ", ".join(owners) or question.payee
    return Sought(question.record, payee, amount.amount if amount else None, amount.currency if amount else None)


def is_agreed(agreed: Sought, now: Sought, lowered: bool) -> bool:
    """Whether what is sought now is what was agreed to, or with a lowered amount no more than that."""
    if lowered and agreed.amount is not None and now.amount is not None:
        same = (agreed.record, agreed.payee, agreed.currency) == (now.record, now.payee, now.currency)
        return (same or _is_part(agreed, now)) and 0 < now.amount <= agreed.amount
    return agreed == now


def _is_part(agreed: Sought, now: Sought) -> bool:
    """Of an act on a list of one record (noun:id:1-2-3) a part of the list, for some of those it would pay."""
    whole, _, all_of = agreed.record.rpartition(":")
    same, _, some = now.record.rpartition(":")
    if ":" not in whole or whole != same or agreed.currency != now.currency:
        return False
    return set(some.split("-")) <= set(all_of.split("-")) and _payees(now) <= _payees(agreed)


def _payees(sought: Sought) -> set[str]:
    return set(sought.payee.split(", ")) if sought.payee else set()


def kept(sought: Sought) -> dict[str, Any]:
    return asdict(sought)


def read(kept: Mapping[str, Any]) -> Sought:
    return Sought(kept["record"], kept["payee"], kept["amount"], kept["currency"])

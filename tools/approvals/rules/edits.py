"""Which argument of a sealed call an approver may lower, and whether what they said is lower. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

# By operation: the argument, a dot leading into an object; and what else has to be so.
AMOUNTS = {
    "create_balance_payout": "amount",
    "request_withdrawal": "amount",
    "record_schedule_deposit": "amount",
    "record_contract_deposit": "amount",
    "record_participant_deposit": "amount",
    "update_work_order_increase": "amount",
    "update_work_order_expense": "approved_amount",
    "create_work_order_bonus": "amount",
    "update_work_order_pay": "base.amount",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """The arguments with what was lowered, and what that was."""

    arguments: dict[str, Any]
    name: str
    old: str
    new: str


class NotLower(ValueError):
    """What was said is not lower than what was sealed, or cannot be lowered here."""


def lowered(tool: str, arguments: Mapping[str, Any], amount: Decimal | None) -> Edit | None:
    """The call with a lower amount; None when none was said. NotLower when it is not."""
    if amount is None:
        return None
    path = AMOUNTS.get(tool)
    if path is None or (tool == "record_schedule_deposit" and not _is_lump(arguments)):
        raise NotLower(f"nothing can be lowered in {tool}; approve it as it is or decline it")
    head, _, tail = path.partition(".")
    sealed = arguments.get(head)
    old = sealed.get(tail) if tail and isinstance(sealed, Mapping) else sealed
    try:
        before = Decimal(str(old))
    except InvalidOperation:
        raise NotLower(f"{tool} was sealed without one") from None
    if not 0 < amount < before:
        raise NotLower(f"is to be more than 0 and less than {old}")
    new = f"{amount:f}"
    changed = {**sealed, tail: new} if tail and isinstance(sealed, Mapping) else new
    return Edit({**arguments, head: changed}, path, str(old), new)


def _is_lump(arguments: Mapping[str, Any]) -> bool:
    """A sum from a balance that names no bookings."""
    return arguments.get("method") == "balance" and not arguments.get("ids")

"""Which argument of a sealed call an approver may lower, and whether what they said is lower. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
SEATS = {"publish_open_call": "seats"}
PARTS = {"accept_applications": "application_ids"}


@dataclass(frozen=True, slots=True)
class Edit:
    """The arguments with what was lowered, and what that was."""

    arguments: dict[str, Any]
    name: str
    old: str
    new: str


class NotLower(ValueError):
    """What was said is not lower than what was sealed, or cannot be lowered here."""


def lowered(
    tool: str,
    arguments: Mapping[str, Any],
    amount: Decimal | None,
    seats: int | None,
    application_ids: Sequence[int] | None,
) -> Edit | None:
    """The call with a lower amount, fewer seats or a part of the applications; None when nothing was said. NotLower, with
    the name of what is wrong first, when it is not."""
    given = {"amount": amount, "seats": seats, "application_ids": application_ids}
    said = [name for name, value in given.items() if value is not None]
    if not said:
        return None
    if len(said) > 1:
        raise NotLower(f"{said[1]}: one thing is lowered at a time")
    if amount is not None:
        return _amount(tool, arguments, amount)
    if seats is not None:
        return _seats(tool, arguments, seats)
    return _part(tool, arguments, list(application_ids or ()))


def _amount(tool: str, arguments: Mapping[str, Any], amount: Decimal) -> Edit:
    path = AMOUNTS.get(tool)
    if path is None or (
        tool == "record_schedule_deposit" and (arguments.get("method") != "balance" or arguments.get("ids"))
    ):
        raise NotLower(f"amount: nothing can be lowered in {tool}; approve it as it is or decline it")
    head, _, tail = path.partition(".")
    sealed = arguments.get(head)
    old = sealed.get(tail) if tail and isinstance(sealed, Mapping) else sealed
    try:
        before = Decimal(str(old))
    except InvalidOperation:
        raise NotLower(f"amount: {tool} was sealed without one") from None
    if not 0 < amount < before:
        raise NotLower(f"amount: is to be more than 0 and less than {old}")
    new = f"{amount:f}"
    changed = {**sealed, tail: new} if tail and isinstance(sealed, Mapping) else new
    return Edit({**arguments, head: changed}, path, str(old), new)


def _seats(tool: str, arguments: Mapping[str, Any], seats: int) -> Edit:
    old = arguments.get(SEATS.get(tool, ""))
    if not isinstance(old, int):
        raise NotLower(f"seats: nothing can be lowered in {tool} by it")
    if not 0 < seats < old:
        raise NotLower(f"seats: is to be more than 0 and less than {old}")
    return Edit({**arguments, SEATS[tool]: seats}, SEATS[tool], str(old), str(seats))


def _part(tool: str, arguments: Mapping[str, Any], ids: list[int]) -> Edit:
    old = arguments.get(PARTS.get(tool, ""))
    if not isinstance(old, list):
        raise NotLower(f"application_ids: nothing can be left out in {tool}")
    if not ids or not set(ids) < set(old):
        raise NotLower("application_ids: is to be a part of the sealed ones, and not all of them")
    return Edit({**arguments, PARTS[tool]: ids}, PARTS[tool], ", ".join(map(str, old)), ", ".join(map(str, ids)))

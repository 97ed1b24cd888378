"""Which argument of a sealed call an approver may lower, and whether what they said is lower. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tools.rules.sentences import worded

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
class Less:
    """What an approver agrees to less of: an amount, how many seats, or which of the applications."""

    amount: Decimal | None = None
    seats: int | None = None
    application_ids: Sequence[int] | None = None

    @property
    def names(self) -> list[str]:
        return [name for name in ("amount", "seats", "application_ids") if getattr(self, name) is not None]


@dataclass(frozen=True, slots=True)
class Edit:
    """The arguments with what was lowered, and what that was."""

    arguments: dict[str, Any]
    name: str
    old: str
    new: str


class NotLower(ValueError):
    """What was said is not lower than what was sealed, or cannot be lowered here. name: of what was said."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why)
        self.name = name


def lowered(tool: str, arguments: Mapping[str, Any], less: Less, seats: int | None = None) -> Edit | None:
    """The call with less; None when nothing was said. NotLower when it is not. seats: of the open call, as previewed."""
    for name in less.names:
        if name not in _lowers(tool, arguments):
            raise NotLower(name, worded("cannot be lowered in {tool}; approve it as it is or decline it", tool=tool))
    if less.amount is not None:
        return _amount(tool, arguments, less.amount)
    if less.seats is not None:
        return _seats(tool, arguments, less.seats, seats)
    return None if less.application_ids is None else _part(arguments, less.application_ids)


def _lowers(tool: str, arguments: Mapping[str, Any]) -> Sequence[str]:
    if tool == "record_schedule_deposit" and not _is_lump(arguments):
        return ()
    if tool in AMOUNTS:
        return ("amount",)
    return {"publish_open_call": ("seats",), "accept_applications": ("application_ids",)}.get(tool, ())


def _is_lump(arguments: Mapping[str, Any]) -> bool:
    """A sum from a balance that names no bookings."""
    return arguments.get("method") == "balance" and not arguments.get("ids")


def _amount(tool: str, arguments: Mapping[str, Any], amount: Decimal) -> Edit:
    path = AMOUNTS[tool]
    head, _, tail = path.partition(".")
    sealed = arguments.get(head)
    old = sealed.get(tail) if tail and isinstance(sealed, Mapping) else sealed
    try:
        before = Decimal(str(old))
    except InvalidOperation:
        raise NotLower(worded("amount"), f"{tool} was sealed without one") from None
    if not 0 < amount < before:
        raise NotLower(worded("amount"), f"is to be more than 0 and less than {old}")
    new = f"{amount:f}"
    changed = {**sealed, tail: new} if tail and isinstance(sealed, Mapping) else new
    return Edit({**arguments, head: changed}, path, str(old), new)


def _seats(tool: str, arguments: Mapping[str, Any], seats: int, drafted: int | None) -> Edit:
    before = arguments.get("seats") or drafted
    if before is None:
        raise NotLower(worded("seats"), f"{tool} was sealed without any")
    if not 0 < seats < before:
        raise NotLower(worded("seats"), f"is to be more than 0 and less than {before}")
    # The hold that was expected is that of all seats.
    rest = {name: value for name, value in arguments.items() if name != "expected_hold"}
    return Edit({**rest, "seats": seats}, "seats", str(before), str(seats))


def _part(arguments: Mapping[str, Any], ids: Sequence[int]) -> Edit:
    """The sealed ones that are left, in the sealed order."""
    sealed = list(dict.fromkeys(arguments.get("application_ids") or ()))
    part = [id for id in sealed if id in ids]
    if not part or len(part) == len(sealed) or set(ids) - set(sealed):
        raise NotLower("application_ids", f"is to be a part of {_listed(sealed)}, not none and not all")
    return Edit({**arguments, "application_ids": part}, "application_ids", _listed(sealed), _listed(part))


def _listed(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids))

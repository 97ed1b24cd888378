"""The payouts of a month below the statement of a person's purses."""

from __future__ import annotations

from typing import Any

from store.payouts.statements import PaidOut, on_their_way
from store.types import Money, Owner, iso
from tools.payouts.rules.methods import NOUNS
from tools.payouts.rules.payouts import TITLES


def payout_lines(owner: Owner, month: str, found: list[PaidOut]) -> list[str]:
    """A heading, a line a payout, and what was on its way when the month ended; nothing without payouts."""
    if not found:
        return []
    lines = [f"{owner} payouts, {month}", *(f"  {_line(one)}" for one in found)]
    return [*lines, *(f"  on its way when the month ended: {money}" for money in on_their_way(found))]


def payout_shapes(found: list[PaidOut]) -> dict[str, Any]:
    return {
        "payouts": [_shape(one) for one in found],
        "on_their_way": {money.currency: money.text for money in on_their_way(found)},
    }


def _line(one: PaidOut) -> str:
    row = one.row
    amount = f"{one.base}" if row["rate"] is None else f"{one.base} = {one.target} at {row['rate']}"
    sandbox = " (sandbox)" if row["sandbox"] else ""
    to = f"{NOUNS[row['method_kind']]} {row['number']}"
    return f"payout {row['id']} of {row['created_at'][:10]}: {amount} to {to}: {_state(one)}{sandbox}"


def _state(one: PaidOut) -> str:
    row = one.row
    if not one.ended:
        return "on its way"
    parts = [
        f"{money} {word}"
        for money, word in ((one.arrived, "arrived"), (one.fee, "fee"), (one.returned, "returned"))
        if money
    ]
    said = f"{TITLES[row['status']]} {row['settled_at'][:10]}, {', '.join(parts)}"
    return f"{said}, {row['decline_reason']}" if row["decline_reason"] else said


def _shape(one: PaidOut) -> dict[str, Any]:
    row = one.row
    return {
        "id": row["id"],
        "task_id": row["task_id"],
        "created_at": iso(row["created_at"]),
        "base": _money(one.base),
        "rate": row["rate"],
        "operation": row["operation"],
        "target": _money(one.target),
        "method": row["method_kind"],
        "number": row["number"],
        "state": TITLES[row["status"]] if one.ended else "on_its_way",
        "settled_at": iso(row["settled_at"]) if one.ended else None,
        "arrived": one.arrived.text,
        "fee": one.fee.text,
        "returned": one.returned.text,
        "sandbox": bool(row["sandbox"]),
    }


def _money(money: Money) -> dict[str, str]:
    return {"amount": money.text, "currency": money.currency}

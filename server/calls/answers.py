"""Answers as they leave: pruned, projected, cut to size, with their receipt; and refusals in one shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from server.calls.billing import Charge
from server.calls.messages import Form
from tools.errors import InsufficientFunds, Refusal
from tools.rules.sentences import ENGLISH
from tools.text import visible
from tools.wallet.rules.wallet import usd_text

_NESTED = (dict, list, tuple)
# Made once: a call writes several texts.
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pruned(value: Any) -> Any:
    """The value without None anywhere: absent rather than null."""
    if isinstance(value, dict):
        return {
            key: pruned(part) if isinstance(part, _NESTED) else part for key, part in value.items() if part is not None
        }
    if isinstance(value, list | tuple):
        return [pruned(part) if isinstance(part, _NESTED) else part for part in value if part is not None]
    return value


def projected(answer: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Only the named fields of each item of the answer's lists."""
    wanted = set(names)
    return {
        key: [_picked(item, wanted) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for key, value in answer.items()
    }


def _picked(item: dict[str, Any], wanted: set[str]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key in wanted}


def without(named: dict[str, Any], secret: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in named.items() if name not in secret} if secret else named


def repeatable(answer: dict[str, Any], secret: frozenset[str]) -> dict[str, Any]:
    """The answer as it is kept for a repeat, which says what it had to leave out."""
    lost = sorted(secret & answer.keys())
    if not lost:
        return answer
    note = f"Shown with the first answer only and not kept: {', '.join(lost)}. Get a new one if it was lost."
    return {**without(answer, secret), "warnings": [*answer.get("warnings", []), note]}


def compact(value: Any) -> str:
    """Compact JSON: the same facts as the structured content, as text."""
    return _compact(value)


def charge_shape(charge: Charge) -> dict[str, Any] | None:
    """The charge as it stands in the answer of a priced call."""
    if charge.fee.money is None or charge.balance_after is None:
        return {"amount": "0.00", "currency": "USD"}
    return {
        "amount": charge.fee.money.text,
        "currency": charge.fee.money.currency,
        "transaction_id": charge.transfer_id,
        "balance_after": charge.balance_after.text,
    }


def receipt(
    call_id: str, tool: str, charge: Charge | None, *, replayed: bool = False, dry_run: bool = False
) -> dict[str, Any]:
    """What the call cost, for `_meta`."""
    found: dict[str, Any] = {"call_id": call_id, "tool": tool}
    if replayed:
        found["replayed"] = True
    if dry_run:
        found["dry_run"] = True
    money = charge.fee.money if charge and not replayed and not dry_run else None
    found["price"] = {"amount": money.text, "currency": money.currency} if money else {"amount": "0", "currency": "USD"}
    if charge and money:
        found["price_usd"] = usd_text(charge.fee.usd_micros)
    if charge and charge.balance_after and money:
        found["balance"] = {"amount": charge.balance_after.text, "currency": charge.balance_after.currency}
    if charge and charge.free_views_left is not None:
        found["free_views_left"] = charge.free_views_left
    return found


def refusal_text(refusal: Refusal, tool: str, next: Sequence[Form] = (), language: str = ENGLISH) -> str:
    """A refusal as compact JSON. Not enough money has the x402 PaymentRequired shape; every one says what to do next."""
    return compact(refusal_shape(refusal, tool, next, language))


def refusal_shape(refusal: Refusal, tool: str, next: Sequence[Form] = (), language: str = ENGLISH) -> dict[str, Any]:
    """A refusal as an object. next: the calls that can follow. language: in which people read what it says; names, codes, states
    and calls are the same in each."""
    if isinstance(refusal, InsufficientFunds):
        return _payment_required(refusal, tool, next, language)
    # A name that is no operation's may be of any length and hold anything.
    named = visible(tool[:80])
    shape: dict[str, Any] = {
        "error": refusal.read(language),
        "code": refusal.code,
        "status": refusal.status,
        "tool": named,
    }
    if refusal.state is not None:
        shape["state"] = refusal.state
    if refusal.fields:
        shape["fields"] = refusal.fields_in(language)
    if next:
        shape["next"] = list(next)
    shape["retry"] = _retry(refusal, bool(next))
    if refusal.retry_after is not None:
        shape["retry_after"] = refusal.retry_after
    if refusal.details:
        shape["details"] = refusal.details
    found: dict[str, Any] = pruned(shape)
    return found


def _retry(refusal: Refusal, leads_on: bool) -> str:
    if refusal.retry_after is not None:
        return f"yes, after {refusal.retry_after} seconds"
    if refusal.status in (429, 503):
        return "yes, the same call later"
    if refusal.fields:
        return "yes, with the arguments mended"
    if refusal.code == "confirmation_required":
        return "yes, with confirm"
    return "not unchanged; do what next names first" if leads_on else "no"


def _payment_required(refusal: InsufficientFunds, tool: str, next: Sequence[Form], language: str) -> dict[str, Any]:
    details = refusal.details
    offer = pruned(
        {
            "scheme": "prepaid",
            "network": "hiringhall",
            "amount": details.get("required") or details.get("price"),
            "asset": details.get("currency"),
            "payTo": details.get("deposit_address"),
            "extra": {"tool": "get_deposit_address", "sandbox": details.get("sandbox")},
        }
    )
    shape: dict[str, Any] = pruned(
        {
            "x402Version": 2,
            "error": refusal.read(language),
            "resource": {"url": f"mcp://tool/{tool}", "description": tool},
            "accepts": [refusal.payable or offer],
            "code": refusal.code,
            "status": 402,
            "state": refusal.state,
            **details,
            "next": list(next),
            "retry": "yes, the same call after a deposit or with a lower price",
        }
    )
    return shape

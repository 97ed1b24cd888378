"""What a dry run tells besides the answer: that nothing has happened, who would be asked, and which purses would pay what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from server.calls.billing import Charge
from store.ledger import Account, purses
from store.types import Money, Owner
from tools.call import Call

ASKS_NOBODY = "Nothing has happened: this is what the call would do. Nobody would be asked first."
SAYS = "Done for real, it would say: "
ASKS = "Nothing has happened: this is what the call would do, once the person has agreed to would_ask."


def purses_of(call: Call) -> list[Account]:
    """The purses a caller may see: their own, and those of the company they act for."""
    return [purse for owner in _owners(call) for purse in purses(call.tx, owner)]


def rehearsed(call: Call, answer: dict[str, Any], charge: Charge | None, before: Iterable[Account]) -> dict[str, Any]:
    """The answer of a dry run: that it is one stands first. before: the caller's purses before the call."""
    fee = charge.fee.money if charge else None
    told: dict[str, Any] = {"dry_run": True, "note": ASKS_NOBODY if call.would_ask is None else ASKS}
    if call.would_ask is not None:
        told["would_ask"] = call.would_ask
    if moved := _moved(before, purses_of(call), charge):
        told["would_pay"] = moved
    told["would_cost"] = {"amount": fee.text if fee else "0.00", "currency": fee.currency if fee else "USD"}
    return {**told, **answer, **_message(answer)}


def _message(answer: dict[str, Any]) -> dict[str, Any]:
    """What an answer says in words, as what it would say; most operations speak as of something done."""
    message = answer.get("message")
    if not isinstance(message, str) or " would " in message:
        return {}
    return {"message": SAYS + message}


def _owners(call: Call) -> list[Owner]:
    if call.caller.kind == "nobody":
        return []
    company = call.caller.company_id
    return [call.caller.owner, *([Owner("company", company)] if company is not None else [])]


def _moved(before: Iterable[Account], after: list[Account], charge: Charge | None) -> list[Any]:
    """A line for each purse that the call touches: what it pays, holds or gets, the fee apart, and what is left in it."""
    was = {account.id: account for account in before}
    paying = charge.fee.account.id if charge and charge.fee.account else None
    lines = []
    for account in after:
        fee = charge.fee.money.amount if charge and charge.fee.money and account.id == paying else 0
        old = was.get(account.id)
        balance, held = (old.balance, old.held) if old else (0, 0)
        gained = account.balance + fee - balance
        figures = {
            "pays": -gained,
            "gets": gained,
            "holds": account.held - held,
            "releases": held - account.held,
            "fee": fee,
        }
        moved = {name: Money(amount, account.currency).text for name, amount in figures.items() if amount > 0}
        if moved:
            left = Money(account.available, account.currency).text
            lines.append({"purse": str(account.owner), "currency": account.currency, **moved, "left": left})
    return lines

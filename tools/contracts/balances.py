"""What each participant of a contract has coming, and what the whole contract comes to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NotRequired
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from store.contracts import balances, bills
from store.contracts.charges import minutes_between
from store.database import Row
from store.types import Money
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.rules.money import Sums, week_of

SEES_MONEY = 4


class ParticipantBalance(TypedDict):
    """balance is deposited less charged_approved: above zero prepaid, below zero owed. escrow: the part of it held here.

    charged_approved includes what is settled; hours_this_week are those charged, limit is the most of them a week."""

    participant_id: int
    currency: str
    charged_pending: str
    charged_approved: str
    deposited: str
    paid: str
    balance: str
    escrow: str
    hours_this_week: str
    limit: NotRequired[int | None]


class ContractTotals(TypedDict):
    """Sums over all participants you may see. amount is the ceiling of approved charges, amount_left what of it is free."""

    currency: str
    charged_pending: str
    charged_approved: str
    deposited: str
    paid: str
    balance: str
    escrow: str
    minutes_tracked: int
    amount: NotRequired[str | None]
    amount_left: NotRequired[str | None]
    open_bills: NotRequired[int | None]


def today_in(call: Call, contract: Row) -> date:
    """The day it is in the contract's time zone."""
    return call.now.astimezone(ZoneInfo(contract["timezone"])).date()


def sums_of(call: Call, participant_id: int) -> Sums:
    """The sums of one participant."""
    return _joined(*balances.sums_of_participant(call.tx, participant_id)).get(participant_id, Sums())


def all_sums(call: Call, contract_id: int) -> dict[int, Sums]:
    """The sums of all participants of a contract that have any, by their ids."""
    return _joined(*balances.sums_of_contract(call.tx, contract_id))


def balance_of(call: Call, contract: Row, place: Row) -> ParticipantBalance:
    """One participant's balance as answers show it."""
    sums, currency = sums_of(call, place["id"]), contract["currency"]
    minutes = minutes_between(call.tx, place["id"], *week_of(today_in(call, contract)))
    return {
        "participant_id": place["id"],
        "currency": currency,
        "charged_pending": Money(sums.charged_pending, currency).text,
        "charged_approved": Money(sums.charged_approved, currency).text,
        "deposited": Money(sums.deposited, currency).text,
        "paid": Money(sums.paid, currency).text,
        "balance": Money(sums.balance, currency).text,
        "escrow": Money(sums.escrow, currency).text,
        "hours_this_week": f"{Decimal(minutes) / 60:.2f}",
        "limit": place["hours_limit"],
    }


def totals_of(call: Call, stand: Stand) -> ContractTotals:
    """What a contract comes to: all of it from read level 4 on, else the caller's own part."""
    found, sees_all = all_sums(call, stand.id), stand.read >= SEES_MONEY
    sums = _together(one for id, one in found.items() if sees_all or stand.owns(id))
    currency, ceiling = stand.currency, stand.contract["amount"]
    left = None if ceiling is None else Money(ceiling - balances.approved_in(call.tx, stand.id), currency)
    return {
        "currency": currency,
        "charged_pending": Money(sums.charged_pending, currency).text,
        "charged_approved": Money(sums.charged_approved, currency).text,
        "deposited": Money(sums.deposited, currency).text,
        "paid": Money(sums.paid, currency).text,
        "balance": Money(sums.balance, currency).text,
        "escrow": Money(sums.escrow, currency).text,
        "minutes_tracked": sums.minutes,
        "amount": Money(ceiling, currency).text if sees_all and ceiling is not None else None,
        "amount_left": left.text if sees_all and left is not None else None,
        "open_bills": bills.count_open(call.tx, stand.id) if sees_all else None,
    }


def _joined(charged: list[Row], deposited: list[Row]) -> dict[int, Sums]:
    found: dict[int, Sums] = {}
    for row in charged:
        found[row["participant_id"]] = Sums(
            charged_pending=row["charged_pending"],
            charged_approved=row["charged_approved"],
            paid=row["paid"],
            minutes=row["minutes"] or 0,
        )
    for row in deposited:
        put_in = Sums(deposited=row["deposited"], escrow=row["escrow"])
        found[row["participant_id"]] = found.get(row["participant_id"], Sums()) + put_in
    return found


def _together(sums: Iterable[Sums]) -> Sums:
    return sum(sums, Sums())

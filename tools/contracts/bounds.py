"""The most that the charges, and the deposits, of one contract come to, so that their sums always fit."""

from __future__ import annotations

from store.contracts.balances import charged_in, deposited_in
from store.database import Row
from store.types import LARGEST_AMOUNT, Money
from tools.call import Call
from tools.contracts.rules.money import passes_most
from tools.errors import Invalid
from tools.rules.sentences import worded

FIND = ("list_participant_transactions",)


def charge_fits(call: Call, contract: Row, money: Money, but: int = 0) -> bool:
    """Whether a contract can take a charge of so much. but: the charge that is to become it."""
    return not passes_most(charged_in(call.tx, contract["id"], but), money.amount)


def check_charge_fits(call: Call, contract: Row, money: Money, field: str, but: int = 0) -> None:
    """Invalid when a charge would pass the most that all charges of a contract come to. field: what makes it so much."""
    if not charge_fits(call, contract, money, but):
        raise Invalid({field: _too_much(worded("charges"), money, charged_in(call.tx, contract["id"], but))}, next=FIND)


def check_deposit_fits(call: Call, contract: Row, money: Money, but: int = 0) -> None:
    """The same for a deposit."""
    before = deposited_in(call.tx, contract["id"], but)
    if passes_most(before, money.amount):
        raise Invalid({"amount": _too_much(worded("deposits"), money, before)}, next=FIND)


def _too_much(what: str, money: Money, before: int) -> str:
    most, there = Money(LARGEST_AMOUNT, money.currency), Money(before, money.currency)
    return worded(
        "comes to {money}, and all {what} of one contract to {most} at most; {there} are there already",
        money=money,
        what=what,
        most=most,
        there=there,
    )

"""Mandates for tests, and acts under them without an operation around: a call of an agent on a real database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from store.database import Transaction
from store.types import PLATFORM, Money, Owner
from tests.hall import Hall, TestCaller
from tools.approvals.mandates_use import Cover, cover
from tools.approvals.money_moved import money_moved
from tools.approvals.rules.acts import Act
from tools.call import Call, Caller

Answer = TypeVar("Answer")
TERMS: dict[str, Any] = {"payees": [{"type": "any"}], "kinds": ["any"], "currency": "USDT", "total": "200"}


async def allow(boss: TestCaller, **terms: Any) -> str:
    """Make a mandate; its public id."""
    made = await boss.call("create_mandate", **{**TERMS, **terms})
    id: str = made["mandate"]["public_id"]
    return id


async def shown(caller: TestCaller, mandate_id: str) -> dict[str, Any]:
    (item,) = (await caller.call("list_mandates", mandate_id=mandate_id))["items"]
    found: dict[str, Any] = item
    return found


async def as_agent(hall: Hall, agent: TestCaller, work: Callable[[Call], Answer]) -> Answer:
    """Do something in a call of an agent, with what follows from the money it moved."""

    def unit(tx: Transaction) -> Answer:
        caller = Caller("agent", agent.id, agent.company, currency="USDT")
        call = replace(hall.app.parts.own_call(tx, "book_schedule", "call"), caller=caller)
        answer = work(call)
        money_moved(call)
        return answer

    return await hall.app.database.write(unit)


def usdt(text: str) -> Money:
    return Money.of(text, "USDT")


def commit(agent: TestCaller, amount: str, record: int, payee: Owner | None = None) -> Callable[[Call], Cover]:
    """An act that holds money of the agent's purse for a record, if a mandate covers it."""

    def work(call: Call) -> Cover:
        found = cover(call, Act("booking", agent.owner, payee, usdt(amount)))
        if found.covers:
            call.books.hold(
                call.books.purse(agent.owner, "USDT"), usdt(amount), kind="booking", record=("booking", record)
            )
        return found

    return work


def pay(agent: TestCaller, amount: str, record: int) -> Callable[[Call], Cover]:
    """The same without a hold: the money goes at once."""

    def work(call: Call) -> Cover:
        found = cover(call, Act("task", agent.owner, None, usdt(amount)))
        if found.covers:
            fees = call.books.account(PLATFORM, "clearing", "USDT")
            call.books.move(
                call.books.purse(agent.owner, "USDT"), fees, usdt(amount), kind="x", record=("task", record)
            )
        return found

    return work


def settle(record: int, paid: str) -> Callable[[Call], None]:
    """The hold for a record ends: so much is paid, the rest returns."""

    def work(call: Call) -> None:
        hold = call.books.open_hold("booking", ("booking", record))
        assert hold is not None
        to = call.books.account(PLATFORM, "clearing", "USDT")
        call.books.post(hold.id, [(to, usdt(paid), "booking_payout")])

    return work


def void(record: int) -> Callable[[Call], None]:
    def work(call: Call) -> None:
        hold = call.books.open_hold("booking", ("booking", record))
        assert hold is not None
        call.books.void(hold.id)

    return work


def refund(agent: TestCaller, amount: str, record: int) -> Callable[[Call], None]:
    def work(call: Call) -> None:
        to = call.books.purse(agent.owner, "USDT")
        call.books.move(
            call.books.account(PLATFORM, "clearing", "USDT"),
            to,
            usdt(amount),
            kind="task_refund",
            record=("task", record),
        )

    return work


def hold_instead(agent: TestCaller, amount: str, record: int) -> Callable[[Call], None]:
    """A hold is replaced by one of another amount, as growing ones are."""

    def work(call: Call) -> None:
        void(record)(call)
        call.books.hold(call.books.purse(agent.owner, "USDT"), usdt(amount), kind="booking", record=("booking", record))

    return work

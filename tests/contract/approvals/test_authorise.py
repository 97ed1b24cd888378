"""Nothing commits money past the look at the act: every operation of money, in a company whose payments are stopped."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from server.discovery.samples import example
from store.database import Transaction
from store.ledger import Books
from store.movements import NO_ACTS, Gate, NotLookedAt
from store.types import Money, Owner
from tests.contract.full_world import FullWorld, full_world
from tests.contract.test_caps import IN_CONTRACTS, WAYS, _book, _contract, _purses
from tests.contract.test_examples import add_free_orders, with_ids
from tests.contract.walks.walking import OPERATIONS
from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import offer

MONEY = [operation for operation in OPERATIONS if operation.access == "money"]
# Which commit nothing newly of the company's, and why.
COMMITS_NOTHING = {
    "approve_contract_transactions": "it is owed by this, and paid later",
    "approve_request": "it carries out another one, which is looked at",
    "book_group_slot": "the example pays nothing now", "book_recurring_slots": "the same",
    "book_schedule": "the same",
    "confirm_balance_top_up": "money comes in",
    "create_balance_payout": "a freelancer's own",
    "create_task_payout": "the same",
    "create_mandate": "it allows, and moves nothing",
    "mark_booking_no_show": "it divides what is held already",
    "record_contract_deposit": "the example was paid elsewhere",
    "record_participant_deposit": "the same", "update_contract_deposit": "the same",
    "update_participant_deposit": "the same",
    "record_payout_result": "it left the balance when the payout was made",
    "record_schedule_deposit": "nobody has booked there",
    "reply_to_task_dispute": "the example upholds",
    "request_withdrawal": "an agent's own; of a company's only admins",
    "start_smart_dispatch": "no order of the example is ready for it",
    "update_open_call": "the example leaves price and seats as they are",
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, template: Path) -> AsyncIterator[FullWorld]:
    """All payments are stopped, and nobody is an admin, whom that would spare."""
    hall = await Hall.open(tmp_path_factory.mktemp("authorise"), template)
    world = await full_world(hall)
    await add_free_orders(world)
    await world.clerk.call("freeze_payments", target="all", reason="Everything stands still")
    await hall.app.database.write(lambda tx: tx.run("UPDATE memberships SET role = 'user'"))
    yield world
    await hall.close()


@pytest.mark.asyncio(loop_scope="module")
async def test_no_operation_of_money_commits_any_while_all_payments_are_stopped(world: FullWorld) -> None:
    stopped: set[str] = set()
    passed: dict[str, list[Any]] = {}
    for operation in MONEY:
        arguments = with_ids(operation.name, world, example(operation)["arguments"])
        for caller in (world.boss, world.acme, world.clerk):
            result = await caller.result(operation.name, **arguments, dry_run=True)
            told = json.loads(result.content[0].text)  # type: ignore[union-attr]
            assert result.is_error or not committed(told, world), f"{operation.name} by {caller.owner}: {told}"
            if told.get("code") == "frozen":
                stopped.add(operation.name)
            passed.setdefault(operation.name, []).append(told.get("error", "carried out"))
    for name in stopped:
        del passed[name]
    assert passed.keys() == COMMITS_NOTHING.keys(), json.dumps(passed, indent=1)
    assert len(stopped) >= 20


def committed(told: dict[str, Any], world: FullWorld) -> list[dict[str, Any]]:
    """What a rehearsal would take or hold of the company's purses beside the fee."""
    ours = str(Owner("company", world.boss.company or 0))
    return [purse for purse in told.get("would_pay", []) if purse["purse"] == ours and purse.keys() & {"pays", "holds"}]


@pytest.mark.parametrize("way", [way for way in WAYS if way != "withdrawal"])
async def test_nothing_for_bookings_is_paid_to_a_payee_who_is_stopped(hall: Hall, way: str) -> None:
    eva = await hall.person("eva@home.test")
    bot = await hall.agent("Acme", company_funds="500 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.credit(bot.owner, "500 EUR")
    schedule = await offer(hall, eva, price="60.00", payment="optional")
    _, first, pay = WAYS[way]
    if first:
        await _book(bot, schedule, pay="later", **({"pay_from": "own"} if first == "own" else {}))
    await stop(boss, eva)
    before = _purses(hall)
    with pytest.raises(Refused) as no:
        await pay(bot, schedule)
    assert no.value.code == "frozen"
    assert _purses(hall) == before


@pytest.mark.parametrize("tool", IN_CONTRACTS)
async def test_nothing_in_contracts_is_paid_to_a_payee_who_is_stopped(hall: Hall, tool: str) -> None:
    bot = await hall.agent("Acme", company_funds="500 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.credit(bot.owner, "500 EUR")
    contract = await _contract(bot)
    walt = await hall.person("walt@work.test")
    [(payee,)] = hall.sql("SELECT user_id FROM contract_participants WHERE id = ?", contract.place)
    walt.id = payee
    await stop(boss, walt)
    before = _purses(hall)
    with pytest.raises(Refused) as no:
        await IN_CONTRACTS[tool](bot, contract)
    assert no.value.code == "frozen"
    assert _purses(hall) == before


async def stop(boss: TestCaller, payee: TestCaller) -> None:
    await boss.call("freeze_payments", target="payee", payee_type="person", payee_id=payee.id, reason="Odd")


async def test_the_ledger_itself_holds_money_back_until_the_act_was_looked_at(hall: Hall) -> None:
    agent = await hall.agent("Acme", company_funds="50 EUR")
    owner, ten = Owner("company", agent.company or 0), Money.of("10", "EUR")

    def spend(tx: Transaction) -> None:
        gate = Gate(watched=True)
        books = Books(tx, datetime(2026, 3, 2, 9, tzinfo=UTC), "call_1", "agent", agent.id, "pay", gate=gate)
        purse, other = books.purse(owner, "EUR"), books.purse(agent.owner, "EUR")
        with pytest.raises(NotLookedAt):
            books.hold(purse, ten, kind="booking")
        with pytest.raises(NotLookedAt):
            books.move(purse, other, ten, kind="task_payment")
        books.move(purse, other, ten, kind="charge")
        gate.passed = True
        books.hold(purse, ten, kind="booking")

    await hall.app.database.write(spend)
    assert hall.purse(owner, "EUR") == ("40.00", "10.00")
    assert "task_payment" not in NO_ACTS

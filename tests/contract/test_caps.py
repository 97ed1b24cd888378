"""Whatever leaves a purse passes the caps on spending: every operation of money, and every kind of transfer and hold."""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from server.registry import Registry
from store.calls.bills import bill_of
from store.database import Transaction
from store.ledger import OUTSIDE, Books
from store.spending import NOT_SPENT, find_limit, set_limit, spent
from store.types import PLATFORM, Money, Owner, SpendingLimitReached
from tests.contract.test_layers import sources
from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.finance.bill_world import make_bill
from tests.tools.contracts.finance.money_world import money_world
from tests.tools.scheduling.bookable import SLOT, offer

BOT = Owner("agent", 1)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"

Pay = Callable[[TestCaller, int], Awaitable[dict[str, Any]]]


async def _book(bot: TestCaller, schedule: int, **how: Any) -> dict[str, Any]:
    return await bot.call("book_schedule", schedule_id=schedule, start=SLOT, **how)


async def _book_any(bot: TestCaller, schedule: int) -> dict[str, Any]:
    other = await offer(bot.hall, await bot.hall.person("ben@home.test"), price="60.00", payment="optional")
    return await bot.call("book_group_slot", schedule_ids=[schedule, other], mode="any", start=SLOT, pay="balance")


async def _book_weekly(bot: TestCaller, schedule: int) -> dict[str, Any]:
    return await bot.call("book_recurring_slots", schedule_id=schedule, start=SLOT, times=2, pay="balance")


async def _withdraw(bot: TestCaller, schedule: int) -> dict[str, Any]:
    return await bot.call("request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)


async def _pay(bot: TestCaller, schedule: int) -> dict[str, Any]:
    return await bot.call("pay_schedule_events", schedule_id=schedule, ids=[1], pay_from="own")


async def _settle(bot: TestCaller, schedule: int) -> dict[str, Any]:
    bot.hall.clock.set(datetime(2026, 3, 4, 12, tzinfo=UTC))
    await bot.hall.tick()
    return await _pay(bot, schedule)


async def _deposit(bot: TestCaller, schedule: int) -> dict[str, Any]:
    return await bot.call(
        "record_schedule_deposit", schedule_id=schedule, date="2026-03-02", amount="60", ids=[1], method="balance"
    )


# What spends from a purse of the caller's own or from its company's for bookings: name, whether a booking is reserved first, how.
WAYS: dict[str, tuple[str, str, Pay]] = {
    "booking, own purse": (
        "book_schedule",
        "",
        lambda bot, schedule: _book(bot, schedule, pay="balance", pay_from="own"),
    ),
    "booking, company's purse": ("book_schedule", "", lambda bot, schedule: _book(bot, schedule, pay="balance")),
    "booking of whoever is free": ("book_group_slot", "", _book_any),
    "bookings of every week": ("book_recurring_slots", "", _book_weekly),
    "paying later": ("pay_schedule_events", "own", _pay),
    "paying after it took place": ("pay_schedule_events", "own", _settle),
    "a sum for bookings": ("record_schedule_deposit", "company", _deposit),
    "withdrawal": ("request_withdrawal", "", _withdraw),
}


@dataclass
class Contract:
    """A contract in which an agent pays: an approved charge of 60.00, another on a bill, and a deposit of 10.00 that was there
    before."""

    id: int
    place: int
    charge: int
    bill: int
    deposit: int


async def _contract(bot: TestCaller) -> Contract:
    world = await money_world(bot.hall)
    await world.set(
        "UPDATE contract_users SET user_type = 'agent', user_id = :bot WHERE user_id = :cara",
        bot=bot.id,
        cara=world.cara.id,
    )
    deposit = await world.put_aside("10.00", by=bot)
    bill = await make_bill(world, {"participant_id": world.walt_place, "transaction_ids": [await world.owed()]})
    return Contract(world.contract, world.walt_place, await world.owed(), bill["id"], deposit)


PayInContract = Callable[[TestCaller, Contract], Awaitable[dict[str, Any]]]
# What spends for contracts, each 50.00: name -> how.
IN_CONTRACTS: dict[str, PayInContract] = {
    "record_contract_deposit": lambda bot, contract: bot.call(
        "record_contract_deposit",
        contract_id=contract.id,
        benefitable_id=contract.place,
        date="2026-03-02",
        amount="50",
        method="balance",
    ),
    "record_participant_deposit": lambda bot, contract: bot.call(
        "record_participant_deposit",
        participant_id=contract.place,
        date="2026-03-02",
        amount="50",
        method="balance",
        pay_from="own",
    ),
    "update_contract_deposit": lambda bot, contract: bot.call(
        "update_contract_deposit",
        contract_id=contract.id,
        transaction_id=contract.deposit,
        date="2026-03-02",
        amount="60",
    ),
    "update_participant_deposit": lambda bot, contract: bot.call(
        "update_participant_deposit", participant_id=contract.place, event_id=contract.deposit, amount="60"
    ),
    "pay_contract_transactions": lambda bot, contract: bot.call(
        "pay_contract_transactions", contract_id=contract.id, transactions=[contract.charge]
    ),
    "pay_contract_bill": lambda bot, contract: bot.call(
        "pay_contract_bill", contract_id=contract.id, bill_id=contract.bill
    ),
}
# Operations of money that spend nothing a cap is about, and why.
OTHERS = {
    "confirm_balance_top_up": "money comes in",
    "approve_request": "it carries out another operation, whose caps the request names",
    "create_mandate": "it moves nothing; what is spent under it is bound like anything else",
    "record_payout_result": "it left the balance when the payout was made",
    "create_task_payout": "a freelancer's own, whose caps bind it: tests/tools/payouts/sending/test_balance_payouts.py",
    "create_balance_payout": "the same",
    "approve_contract_transactions": "it is owed by this, or came from elsewhere",
    "accept_task": "payment of a company's balance for a task", "pay_task": "the same", "pay_new_task": "the same",
    "reply_to_task_dispute": "the same",
    "dispatch_work_order": "payment of a company's balance for a work order", "accept_work_order_request": "the same",
    "assign_work_order": "the same", "route_work_order": "the same", "route_work_order_to_providers": "the same",
    "publish_work_order": "the same", "approve_work_order": "the same", "update_work_order_pay": "the same",
    "update_work_order_increase": "the same", "update_work_order_expense": "the same",
    "create_work_order_bonus": "the same", "create_work_order_penalty": "it lowers what is paid",
    "pay_work_order": "it left the company's balance when the order was approved",
    "start_smart_dispatch": "the same",
    "apply_day_plan": "the same",
    "mark_booking_no_show": "it divides what is held already",
    "publish_open_call": "payment of a company's balance for the tasks and work orders it becomes",
    "update_open_call": "the same", "accept_applications": "the same",
}  # fmt: skip


def test_of_every_operation_of_money_it_is_known_whether_caps_bind_it() -> None:
    money = {operation.name for operation in Registry().operations.values() if operation.access == "money"}
    assert money == {tool for tool, _, _ in WAYS.values()} | set(IN_CONTRACTS) | set(OTHERS)


@pytest.mark.parametrize("period", ["call", "day", "month"])
@pytest.mark.parametrize("way", WAYS)
async def test_an_agent_pays_nothing_over_its_caps_in_whatever_way(hall: Hall, way: str, period: str) -> None:
    eva = await hall.person("eva@home.test")
    bot = await hall.agent("Acme", company_funds="500 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.credit(bot.owner, "500 EUR")
    schedule = await offer(hall, eva, price="60.00", payment="optional")
    _, first, pay = WAYS[way]
    if first:
        await _book(bot, schedule, pay="later", **({"pay_from": "own"} if first == "own" else {}))
    await boss.call("set_spending_limit", period=period, amount="5.00", agent_id=bot.id)
    before = _purses(hall)
    with pytest.raises(Refused) as no:
        await pay(bot, schedule)
    assert (no.value.status, no.value.code) == (402, "spending_limit_reached")
    assert no.value.details["period"] == period
    assert float(no.value.details["price"]) > 20
    assert _purses(hall) == before
    await boss.call("set_spending_limit", period=period, amount="500.00", agent_id=bot.id)
    await pay(bot, schedule)
    limit = (await bot.call("get_spending_limit"))["limits"][0]
    assert period == "call" or float(limit["used"]) > 20


@pytest.mark.parametrize("period", ["call", "day", "month"])
@pytest.mark.parametrize("tool", IN_CONTRACTS)
async def test_an_agent_pays_nothing_over_its_caps_in_contracts(hall: Hall, tool: str, period: str) -> None:
    bot = await hall.agent("Acme", company_funds="500 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.credit(bot.owner, "500 EUR")
    contract = await _contract(bot)
    # The 10.00 that are there count, so that 40.00 would fit only once.
    await boss.call("set_spending_limit", period=period, amount="45.00", agent_id=bot.id)
    before = _purses(hall)
    with pytest.raises(Refused) as no:
        await IN_CONTRACTS[tool](bot, contract)
    assert (no.value.status, no.value.code) == (402, "spending_limit_reached")
    assert _purses(hall) == before
    await boss.call("set_spending_limit", period=period, amount="500.00", agent_id=bot.id)
    await IN_CONTRACTS[tool](bot, contract)
    limit = (await bot.call("get_spending_limit"))["limits"][0]
    assert period == "call" or float(limit["used"]) == pytest.approx(60 * 1.1, abs=1)


async def test_what_was_put_aside_counts_once_however_it_is_paid_out_or_given_back(hall: Hall) -> None:
    bot = await hall.agent("Acme", company_funds="500 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    world = await money_world(hall)
    await world.set(
        "UPDATE contract_users SET user_type = 'agent', user_id = :bot WHERE user_id = :cara",
        bot=bot.id,
        cara=world.cara.id,
    )
    await boss.call("set_spending_limit", period="day", amount="500.00", agent_id=bot.id)

    async def used() -> float:
        return float((await bot.call("get_spending_limit"))["limits"][0]["used"])

    start = await used()
    deposit, charge = await world.put_aside("100", by=bot), await world.owed()
    whole = await used() - start
    assert whole > 100
    await world.pay(charge)
    assert await used() - start == pytest.approx(whole, abs=1)
    # A month later the rest is paid out and given back: it counted when it was put aside, and does not again.
    hall.clock.advance(days=31)
    later = await used()
    await world.pay(await world.owed(30))
    await bot.call(
        "update_contract_deposit", contract_id=world.contract, transaction_id=deposit, date="2026-03-02", amount="80"
    )
    assert await used() == pytest.approx(later, abs=1)


def _purses(hall: Hall) -> list[Any]:
    """What everybody has and holds, but for fees of calls, which are in USDT."""
    return hall.sql("SELECT id, balance, held FROM ledger_accounts WHERE kind = 'purse' ORDER BY id")


def _kinds() -> Iterator[str]:
    """The kinds of transfers and holds that the code writes from somewhere: books.move(..., kind="charge")."""
    for package in ("tools", "server"):
        for file in sources(package, 5):
            text = file.read_text(encoding="utf-8")
            if ".move(" not in text and ".hold(" not in text:
                continue
            tree = ast.parse(text)
            constants = {
                target.id: node.value.value
                for node in tree.body
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in ("move", "hold")
                ):
                    for keyword in node.keywords:
                        if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant):
                            yield str(keyword.value.value)
                        elif keyword.arg == "kind" and isinstance(keyword.value, ast.Name):
                            yield str(constants.get(keyword.value.id, ""))


# The fee of a call is taken by books.take_fee.
KINDS = sorted({*filter(None, _kinds()), "charge"})


@pytest.fixture
def books(tx: Transaction) -> Books:
    books = Books(tx, NOW, "call_1", "agent", 1, "some_tool")
    books.move(books.account(PLATFORM, OUTSIDE, "EUR"), books.purse(BOT, "EUR"), Money(100_00, "EUR"), kind="deposit")
    return books


def test_the_kinds_that_caps_do_not_count_are_written_somewhere() -> None:
    assert {"charge", "booking", "booking_payment", "withdrawal"} <= set(KINDS)
    assert set(NOT_SPENT) <= set(KINDS)


def test_a_fee_passes_the_caps_wherever_there_is_one(books: Books) -> None:
    def take(money: Money) -> None:
        bill = bill_of(books.tx, "creation", BOT, BOT.id, NOW)
        purse = bill.purses[0]
        books.take_fee(purse.account, purse.fees, money, "a_tool", bill.ends, capped=bill.capped, watched=purse.watched)

    take(Money(1_00, "EUR"))
    set_limit(books.tx, BOT, "day", 11_000_000, None, BOT, NOW)
    take(Money(9_00, "EUR"))
    with pytest.raises(SpendingLimitReached):
        take(Money(1, "EUR"))
    assert books.purse(BOT, "EUR").balance == 90_00


@pytest.mark.parametrize("kind", sorted({*KINDS, "something_new"} - set(NOT_SPENT)))
@pytest.mark.parametrize("period", ["call", "day", "month"])
def test_no_kind_of_transfer_or_hold_leaves_a_purse_past_its_cap(books: Books, kind: str, period: str) -> None:
    set_limit(books.tx, BOT, period, 11_000_000, None, BOT, NOW)
    purse, other = books.purse(BOT, "EUR"), books.purse(Owner("person", 7), "EUR")
    for act in (books.hold, lambda *args, **more: books.move(args[0], other, args[1], **more)):
        with pytest.raises(SpendingLimitReached):
            act(purse, Money(10_01, "EUR"), kind=kind)
    books.hold(purse, Money(6_00, "EUR"), kind=kind)
    books.move(purse, other, Money(4_00, "EUR"), kind=kind)
    with pytest.raises(SpendingLimitReached) as reached:
        books.move(purse, other, Money(1, "EUR"), kind=kind)
    assert (reached.value.used, reached.value.price) == (11_000_000, 11_000)


def test_what_others_cause_to_leave_an_agents_purse_counts_too(books: Books) -> None:
    set_limit(books.tx, BOT, "day", 11_000_000, None, BOT, NOW)
    theirs = Books(books.tx, NOW, "call_2", "person", 7, "some_tool")
    purse = books.purse(BOT, "EUR")
    theirs.hold(purse, Money(6_00, "EUR"), kind="booking")
    with pytest.raises(SpendingLimitReached):
        theirs.hold(purse, Money(4_01, "EUR"), kind="booking")
    with pytest.raises(SpendingLimitReached):
        books.hold(purse, Money(4_01, "EUR"), kind="booking")


def test_what_returns_may_be_spent_again(books: Books) -> None:
    set_limit(books.tx, BOT, "day", 11_000_000, None, BOT, NOW)
    purse = books.purse(BOT, "EUR")
    books.void(books.hold(purse, Money(10_00, "EUR"), kind="booking"))
    hold = books.hold(purse, Money(10_00, "EUR"), kind="booking")
    books.post(hold, [(books.purse(Owner("person", 7), "EUR"), Money(4_00, "EUR"), "booking_payout")])
    books.hold(purse, Money(6_00, "EUR"), kind="booking")


@pytest.mark.sqlite
@pytest.mark.parametrize("period", ["call", "day", "month"])
def test_what_a_purse_paid_in_earlier_months_is_not_read_again(books: Books, period: str) -> None:
    set_limit(books.tx, BOT, period, 11_000_000, None, BOT, NOW)
    limit = find_limit(books.tx, BOT, period)
    assert limit is not None
    asked: list[str] = []
    connection = books.tx._connection
    connection.set_trace_callback(asked.append)
    spent(books.tx, limit, NOW, "call_1")
    connection.set_trace_callback(None)
    steps = [
        step["detail"]
        for sql in asked
        if "FROM ledger_accounts" in sql
        for step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
    ]
    long = [step for step in steps if step.startswith(("SEARCH t ", "SEARCH h ", "SCAN t", "SCAN h"))]
    assert len(long) == 3
    assert all("created_at>" in step for step in long), long

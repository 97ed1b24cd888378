"""The way of a payout: where the money lies in each state, each step once, and nothing comes back from an end."""

from __future__ import annotations

import sqlite3

import pytest

from store.payouts import methods
from store.types import Money
from tests.hall import Hall, TestCaller
from tests.tools.payouts.payout_cast import (
    by_system,
    made,
    method_of,
    notices,
    platform,
    proved,
    settle_by,
    states,
    step,
)
from tools.errors import WrongState
from tools.payouts.quoting import Quote
from tools.payouts.settlement import complete, complete_in_part, decline, send

# 100.00 EUR are 7940.10 RUB.
IN_ROUBLES = Quote(Money(10000, "EUR"), Money(794010, "RUB"), "79.401", "multiply")
ENDS = {
    complete: (),
    complete_in_part: (4000, "The account takes no more"),
    decline: ("The account is closed",),
}


async def ann_with_money(hall: Hall) -> tuple[TestCaller, int]:
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    return ann, await method_of(hall, ann)


async def test_what_is_created_lies_in_clearing_and_leaves_when_it_is_completed(hall: Hall) -> None:
    ann, card = await ann_with_money(hall)
    outside = platform(hall, "outside")
    payout = await made(hall, card)
    assert hall.purse(ann.owner, "EUR") == ("10.00", "0.00")
    assert platform(hall, "payout_clearing") == 9000
    await proved(hall)
    assert (await step(hall, payout, send))["status"] == 1
    assert platform(hall, "payout_clearing") == 9000
    await proved(hall)
    ended = await step(hall, payout, complete)
    assert (ended["status"], ended["paid_target_amount"], ended["returned_base_amount"]) == (2, 9000, 0)
    assert (platform(hall, "payout_clearing"), platform(hall, "outside") - outside) == (0, 9000)
    assert hall.purse(ann.owner, "EUR") == ("10.00", "0.00")
    assert states(hall, payout) == [10, 1, 2]
    await proved(hall)


async def test_what_is_declined_is_back_on_the_balance(hall: Hall) -> None:
    ann, card = await ann_with_money(hall)
    payout = await made(hall, card)
    await step(hall, payout, send)
    ended = await step(hall, payout, decline, "The account is closed")
    assert (ended["status"], ended["returned_base_amount"], ended["paid_target_amount"]) == (3, 9000, 0)
    assert hall.purse(ann.owner, "EUR") == ("100.00", "0.00")
    assert platform(hall, "payout_clearing") == 0
    [(kind, text)] = notices(hall, "person", ann.id)
    assert kind == "money_failed"
    assert "90.00 EUR are back on the balance" in text
    assert "The account is closed" in text
    await proved(hall)


async def test_of_what_arrived_in_part_the_rest_is_back(hall: Hall) -> None:
    ann, card = await ann_with_money(hall)
    payout = await made(hall, card)
    await step(hall, payout, send)
    ended = await step(hall, payout, complete_in_part, 4000, None)
    assert (ended["status"], ended["paid_target_amount"], ended["returned_base_amount"]) == (5, 4000, 5000)
    assert hall.purse(ann.owner, "EUR") == ("60.00", "0.00")
    assert platform(hall, "payout_clearing") == 0
    await proved(hall)


@pytest.mark.parametrize(
    ("end", "more", "euros", "roubles_paid", "back"),
    [
        (complete, (), 10000, 794010, "0.00"),
        (decline, ("Closed",), 0, 0, "100.00"),
        (complete_in_part, (100000, "No more"), 1260, 100000, "87.40"),
    ],
)
async def test_what_is_converted_passes_the_exchange_of_both_currencies(
    hall: Hall, end, more, euros: int, roubles_paid: int, back: str
) -> None:
    ann, card = await ann_with_money(hall)
    payout = await made(hall, card, IN_ROUBLES)
    assert hall.purse(ann.owner, "EUR")[0] == "0.00"
    assert (platform(hall, "currency_exchange"), platform(hall, "currency_exchange", "RUB")) == (10000, -794010)
    assert platform(hall, "payout_clearing", "RUB") == 794010
    await proved(hall)
    await step(hall, payout, send)
    await step(hall, payout, end, *more)
    assert (platform(hall, "currency_exchange"), platform(hall, "currency_exchange", "RUB")) == (euros, -roubles_paid)
    assert (platform(hall, "payout_clearing", "RUB"), platform(hall, "outside", "RUB")) == (0, roubles_paid)
    assert hall.purse(ann.owner, "EUR")[0] == back
    await proved(hall)


async def test_a_fee_is_kept_of_what_is_paid_and_of_nothing_else(hall: Hall) -> None:
    await hall.app.database.write(
        lambda tx: tx.run("UPDATE payout_fees SET percent = '3' WHERE payout_endpoint_type = 1")
    )
    ann, card = await ann_with_money(hall)
    payout = await made(hall, card)
    await step(hall, payout, send)
    ended = await step(hall, payout, complete)
    assert (ended["fee"], ended["paid_fee"], ended["paid_target_amount"]) == (270, 270, 8730)
    assert (platform(hall, "payout_fees"), platform(hall, "payout_clearing")) == (270, 0)
    await hall.credit(ann.owner, "90.00 EUR")
    declined = await made(hall, card)
    await step(hall, declined, send)
    await step(hall, declined, decline, "Closed")
    assert hall.purse(ann.owner, "EUR")[0] == "100.00"
    half = await made(hall, card)
    await step(hall, half, send)
    ended = await step(hall, half, complete_in_part, 4365, None)
    assert (ended["paid_fee"], ended["returned_base_amount"]) == (135, 4500)
    assert platform(hall, "payout_fees") == 405
    await proved(hall)


@pytest.mark.parametrize("first", list(ENDS))
@pytest.mark.parametrize("again", [send, *ENDS])
async def test_an_end_is_final_and_happens_once(hall: Hall, first, again) -> None:
    ann, card = await ann_with_money(hall)
    payout = await made(hall, card)
    with pytest.raises(WrongState, match="has not been handed over yet"):
        await step(hall, payout, first, *ENDS[first])
    await step(hall, payout, send)
    ended = await step(hall, payout, first, *ENDS[first])
    purse, out = hall.purse(ann.owner, "EUR"), platform(hall, "outside")
    with pytest.raises(WrongState, match="It has ended") as no:
        await step(hall, payout, again, *ENDS.get(again, ()))
    assert no.value.details == {"payout_id": payout, "payout_status": ended["status"]}
    assert (hall.purse(ann.owner, "EUR"), platform(hall, "outside")) == (purse, out)
    await proved(hall)


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE payouts SET status = 1, settled_at = NULL, paid_target_amount = 0 WHERE id = 1",
        "UPDATE payouts SET status = 3, paid_target_amount = 0, returned_base_amount = 9000, decline_reason = '' WHERE id = 1",
        "UPDATE payouts SET base_amount = 1, target_amount = 1 WHERE id = 1",
        "DELETE FROM payouts WHERE id = 1",
        "DELETE FROM payout_steps WHERE payout_id = 1",
        "UPDATE payout_steps SET at = '' WHERE payout_id = 1",
        "INSERT OR REPLACE INTO payout_steps SELECT * FROM payout_steps WHERE payout_id = 1 AND status = 2",
    ],
)
async def test_no_program_takes_back_what_has_ended(hall: Hall, script: str) -> None:
    _, card = await ann_with_money(hall)
    payout = await made(hall, card)
    await step(hall, payout, send)
    await step(hall, payout, complete)
    with pytest.raises(sqlite3.IntegrityError):
        hall.sql_script(script)


async def test_a_method_says_which_payout_is_on_its_way_to_it(hall: Hall) -> None:
    _, card = await ann_with_money(hall)

    async def on_its_way() -> tuple[int, str] | None:
        return await by_system(hall, lambda call: methods.payout_under_way(call.tx, card))

    assert await on_its_way() is None
    payout = await made(hall, card)
    assert await on_its_way() == (payout, "created")
    await step(hall, payout, send)
    assert await on_its_way() == (payout, "in_progress")
    await step(hall, payout, decline, "Closed")
    assert await on_its_way() is None


async def test_new_payouts_go_to_the_provider_that_the_setting_names(hall: Hall) -> None:
    _, card = await ann_with_money(hall)
    await made(hall, card, Quote(Money(100, "EUR"), Money(100, "EUR"), None, "none"))
    await settle_by(hall, "manual")
    await made(hall, card, Quote(Money(100, "EUR"), Money(100, "EUR"), None, "none"))
    assert hall.sql("SELECT provider, sandbox FROM payouts ORDER BY id") == [("ledger", 1), ("manual", 0)]

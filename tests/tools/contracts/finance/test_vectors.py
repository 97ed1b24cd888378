"""What contract money comes to, worked out beforehand."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.money_world import money_world


async def test_prepaid_money_covers_a_charge(world):
    deposit = await world.put_aside("100.00")
    charge = await world.owed()
    before = await world.balance()
    assert (before["balance"], before["escrow"]) == ("40.00", "100.00")
    paid = await world.pay(charge)
    assert (paid["used_prepaid"]["amount"], paid["debited"]["amount"], paid["deposits"]) == ("60.00", "0.00", [])
    assert paid["transactions"][0]["settled_by"] == [deposit]
    after = await world.balance()
    assert (after["escrow"], after["balance"]) == ("40.00", "40.00")
    assert world.hall.purse(world.walt.owner, "EUR") == ("60.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "40.00")
    await world.books_balance()


async def test_prepaid_money_covers_a_part(world):
    await world.put_aside("40.00")
    charge = await world.owed()
    assert (await world.balance())["balance"] == "-20.00"
    paid = await world.pay(charge)
    assert (paid["used_prepaid"]["amount"], paid["debited"]["amount"]) == ("40.00", "20.00")
    assert [(deposit["amount"], deposit["method"]) for deposit in paid["deposits"]] == [("20.00", "balance")]
    after = await world.balance()
    assert (after["escrow"], after["balance"], after["paid"]) == ("0.00", "0.00", "60.00")
    assert world.hall.purse(world.walt.owner, "EUR") == ("60.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "0.00")
    await world.books_balance()


async def test_a_recorded_payment_is_contested(world):
    charge = await world.owed()
    paid = await world.pay(charge, method="external")
    assert (paid["transactions"][0]["status_id"], paid["transactions"][0]["payment_status_id"]) == (200, 200)
    assert await world.state(charge) == (200, 200)
    assert (await world.balance())["balance"] == "-60.00"
    deposit = paid["deposits"][0]["id"]
    declined = await world.walt.call("decline_event", event_id=deposit, reason="nothing came")
    assert declined["event"]["status_id"] == 400
    assert await world.state(charge) == (200, 100)
    assert (await world.balance())["balance"] == "-60.00"
    assert world.hall.purse(world.walt.owner, "EUR") == ("0.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "0.00")
    await world.books_balance()


async def test_the_contracts_amount_is_the_ceiling_of_what_is_approved(hall):
    world = await money_world(hall, amount=100_00)
    await world.set("UPDATE contract_participants SET price = 6000 WHERE id = :id", id=world.walt_place)
    await world.owed(80)
    large, small = await world.charge(25), await world.charge(15)
    with pytest.raises(Refused) as no:
        await world.approve(large, small)
    assert (no.value.code, no.value.details["over"]) == ("over_amount", "20.00")
    assert "20.00 EUR" in no.value.text
    assert [await world.state(id) for id in (large, small)] == [(100, 100), (100, 100)]
    await world.approve(small)
    assert await world.state(small) == (200, 100)

"""Correcting what was put aside or recorded."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.money_world import TODAY


async def _update(world, id, amount="100", by=None, **how):
    how = {"contract_id": world.contract, "transaction_id": id, "date": TODAY, "amount": amount, **how}
    return await (by or world.olga).call("update_contract_deposit", **how)


async def _change(world, id, by=None, **how):
    how = {"participant_id": world.walt_place, "event_id": id, **how}
    return await (by or world.olga).call("update_participant_deposit", **how)


async def _refused(work, *args, **how):
    with pytest.raises(Refused) as no:
        await work(*args, **how)
    return no.value


async def _outside(world, amount="100", by=None):
    how = {"participant_id": world.walt_place, "date": TODAY, "amount": amount}
    return (await (by or world.olga).call("record_participant_deposit", **how))["transaction"]["id"]


async def test_a_higher_amount_is_taken_from_the_purse_and_a_lower_one_returns(world):
    deposit = await world.put_aside("100.00")
    raised = await _update(world, deposit, "150")
    assert raised["moved"] == {"direction": "taken", "amount": "50.00", "currency": "EUR"}
    assert (raised["transaction"]["amount"], raised["balance"]["escrow"]) == ("150.00", "150.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "150.00")
    lowered = await _change(world, deposit, amount="30")
    assert lowered["moved"] == {"direction": "returned", "amount": "120.00", "currency": "EUR"}
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "30.00")
    assert "moved" not in await _change(world, deposit, label="Advance")
    await world.books_balance()


async def test_not_below_what_charges_use_and_the_rest_stays_theirs(world):
    deposit, charge = await world.put_aside("100.00"), await world.owed()
    await world.pay(charge)
    assert "60.00 EUR" in (await _refused(_update, world, deposit, "59.99")).fields["amount"]
    await _update(world, deposit, "60")
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "0.00")
    assert (await world.balance())["escrow"] == "0.00"
    await _update(world, deposit, "70")
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "10.00")
    await world.books_balance()


async def test_a_raised_deposit_pays_out_of_all_that_is_held(world):
    deposit = await world.put_aside("30.00")
    await _update(world, deposit, "50")
    charge = await world.owed()
    paid = await world.pay(charge)
    assert (paid["used_prepaid"]["amount"], paid["debited"]["amount"]) == ("50.00", "10.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "0.00")
    await world.books_balance()


async def test_only_the_payer_puts_more_aside_and_others_with_the_say_may_lower_it(world):
    deposit = await world.put_aside("100.00")
    no = await _refused(_update, world, deposit, "150", world.cara)
    assert (no.status, no.code) == (403, "not_payer")
    await _update(world, deposit, "50", world.cara)
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "50.00")


async def test_a_purse_that_does_not_reach_changes_nothing(world):
    deposit = await world.put_aside("100.00")
    no = await _refused(_update, world, deposit, "500.01")
    assert (no.status, no.details["required"], no.details["available"]) == (402, "400.01", "400.00")
    assert (await world.balance())["escrow"] == "100.00"


async def test_money_from_a_balance_keeps_its_day(world):
    deposit = await world.put_aside("100.00")
    assert "keeps its day" in (await _refused(_update, world, deposit, date="2026-03-01")).fields["date"]


async def test_a_confirmed_payment_waits_again_unless_the_receiver_changes_it(world):
    deposit = await _outside(world)
    await world.approve(deposit, by=world.walt)
    answer = await _change(world, deposit, amount="90")
    assert (answer["transaction"]["status_id"], answer["balance"]["deposited"]) == (100, "0.00")
    await world.approve(deposit, by=world.walt)
    await _change(world, deposit, label="Cash")
    assert await world.state(deposit) == (777, 300)
    own = await _outside(world, "20", world.walt)
    assert (await _change(world, own, world.walt, amount="25", date="2026-03-01"))["transaction"]["status_id"] == 777


async def test_a_confirmed_payment_that_paid_charges_is_its_receivers_to_change(world):
    deposit, charge = await _outside(world), await world.owed()
    await world.approve(deposit, by=world.walt)
    await world.pay(charge)
    no = await _refused(_change, world, deposit, amount="80")
    assert (no.status, no.code) == (403, "confirmed_by_receiver")


async def test_somebody_elses_record_takes_write_level_4(world):
    own = await _outside(world, "20", world.walt)
    assert (await _refused(_change, world, own, world.wanda, label="x")).status == 404
    deposit = await _outside(world)
    assert (await _refused(_change, world, deposit, world.walt, label="x")).status == 403
    await _change(world, own, world.olga, label="x")


async def test_a_charge_a_refused_deposit_and_one_of_others_are_not_changed(world):
    charge, deposit = await world.charge(), await _outside(world)
    assert "update_contract_charge" in (await _refused(_update, world, charge)).fields["transaction_id"]
    assert "update_participant_charge" in (await _refused(_change, world, charge, label="x")).fields["event_id"]
    assert (await _refused(_change, world, deposit, participant_id=world.wanda_place, label="x")).status == 404
    assert "at least one" in (await _refused(_change, world, deposit)).fields["amount"]
    await world.walt.call("decline_event", event_id=deposit)
    assert (await _refused(_update, world, deposit)).details["state"] == "refused"


async def test_what_somebody_without_credit_counts_on_is_not_taken_back(world):
    await world.set("UPDATE contract_participants SET credit = 0")
    deposit = await world.put_aside("100.00")
    await world.owed()
    no = await _refused(_update, world, deposit, "59.99")
    assert (no.status, no.code) == (409, "counted_on")
    await _update(world, deposit, "60")


async def test_what_was_prepaid_elsewhere_and_is_counted_on_is_its_receivers_to_lower(world):
    await world.set("UPDATE contract_participants SET credit = 0")
    deposit = await _outside(world, "60", by=world.walt)
    await world.owed()
    for amount, day in (("50", TODAY), ("60", "2026-03-01")):
        assert (await _refused(_update, world, deposit, amount, date=day)).code == "counted_on"
    await _update(world, deposit, "60", label="Transfer")
    assert (await _update(world, deposit, "50", by=world.walt))["balance"]["balance"] == "-10.00"


async def test_the_text_is_cleared_by_nothing(world):
    deposit = await _outside(world)
    assert (await _change(world, deposit, label="Cash"))["transaction"]["label"] == "Cash"
    assert (await _change(world, deposit, clear=["label"]))["transaction"]["label"] == "Payment"

"""Taking away charges and deposits that should not be there."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.money_world import TODAY


async def _delete(world, *ids, by=None):
    how = {"contract_id": world.contract, "transactions": list(ids)}
    return await (by or world.olga).call("delete_contract_transactions", **how)


async def _refused(world, *ids, by=None):
    with pytest.raises(Refused) as no:
        await _delete(world, *ids, by=by)
    return no.value


async def test_own_pending_and_refused_charges_are_taken_back(world):
    pending, refused = await world.charge(), await world.charge()
    await world.olga.call("decline_event", event_id=refused)
    answer = await _delete(world, pending, refused, by=world.walt)
    assert (answer["deleted"], answer["returned"]) == ([pending, refused], [])
    assert await world.state(pending) == (444, None)
    with pytest.raises(Refused) as no:
        await world.walt.call("get_event", event_id=pending)
    assert no.value.status == 404
    assert (await world.balance())["charged_pending"] == "0.00"


async def test_approved_and_others_charges_take_write_level_4(world):
    approved = await world.owed()
    assert "level 4" in (await _refused(world, approved, by=world.walt)).details["transactions"][str(approved)]
    reasons = (await _refused(world, approved, by=world.wanda)).details["transactions"]
    assert reasons == {str(approved): "no transaction of this contract"}
    await _delete(world, approved, by=world.cara)


async def test_an_unused_deposit_goes_back_to_who_paid_it(world):
    deposit = await world.put_aside("100.00")
    answer = await _delete(world, deposit, by=world.cara)
    assert answer["returned"] == [
        {"payer": {"type": "user", "id": world.olga.id, "name": "Olga"}, "amount": "100.00", "currency": "EUR"}
    ]
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "0.00")
    assert (await world.balance())["escrow"] == "0.00"
    await world.books_balance()


async def test_what_stays_can_be_freed_by_the_calls_the_refusal_tells(world):
    deposit, paid, billed = await world.put_aside("100.00"), await world.owed(), await world.owed()
    await world.pay(paid)
    line = {"participant_id": world.walt_place, "transaction_ids": [billed]}
    how = {"contract_id": world.contract, "label": "March", "data": {"lines": [line]}}
    bill = (await world.olga.call("create_contract_bill", **how))["bill"]["id"]
    no = await _refused(world, deposit, billed)
    assert no.step("delete_contract_bill") == {"contract_id": world.contract, "bill_id": bill}
    lowered = {"participant_id": world.walt_place, "event_id": deposit, "amount": "60.00"}
    assert no.step("update_participant_deposit") == lowered
    with pytest.raises(Refused) as unpaid:
        await world.pay(billed, await world.charge(place=world.walt_place))
    assert unpaid.value.step("pay_contract_bill") == {"contract_id": world.contract, "bill_id": bill}
    assert unpaid.value.step("approve_contract_transactions")["contract_id"] == world.contract


async def test_what_is_paid_or_used_stays_in_the_books(world):
    deposit, charge, good = await world.put_aside("100.00"), await world.owed(), await world.charge()
    await world.pay(charge)
    reasons = (await _refused(world, deposit, charge, good, 999)).details["transactions"]
    assert "60.00 EUR" in reasons[str(deposit)]
    assert "update_contract_deposit" in reasons[str(deposit)]
    assert "paid" in reasons[str(charge)]
    assert reasons["999"] == "no transaction of this contract"
    assert await world.state(good) == (100, 100)


async def test_a_reported_payment_taken_back_leaves_its_charges_unpaid(world):
    await world.put_aside("40.00")
    charge = await world.owed()
    deposit = (await world.pay(charge, method="external"))["deposits"][0]["id"]
    assert "receiver" in (await _refused(world, charge)).details["transactions"][str(charge)]
    await _delete(world, deposit)
    assert await world.state(charge) == (200, 100)
    assert (await world.pay(charge))["used_prepaid"]["amount"] == "40.00"
    await world.books_balance()


async def test_a_receiver_does_not_take_away_what_the_payer_recorded(world):
    how = {"participant_id": world.walt_place, "date": TODAY, "amount": "50"}
    deposit = (await world.olga.call("record_participant_deposit", **how))["transaction"]["id"]
    reasons = (await _refused(world, deposit, by=world.walt)).details["transactions"]
    assert "somebody else's" in reasons[str(deposit)]
    own = (await world.walt.call("record_participant_deposit", **how))["transaction"]["id"]
    assert "settled" in (await _refused(world, own, by=world.walt)).details["transactions"][str(own)]
    await _delete(world, own, deposit)


async def test_what_somebody_without_credit_counts_on_stays(world):
    await world.set("UPDATE contract_participants SET credit = 0")
    first, second = await world.put_aside("60.00"), await world.put_aside("40.00")
    await world.owed()
    assert "counts on it" in (await _refused(world, first, second)).details["transactions"][str(first)]
    await _delete(world, second)


async def test_nothing_named_is_nothing_deleted(world):
    assert "transactions" in (await _refused(world)).fields


async def test_a_colleague_does_not_take_back_what_somebody_else_put_aside_from_the_companys_purse(world):
    boss = await world.hall.person("boss@acme.test", company="Acme")
    await world.hall.credit(boss.owner, "20 USDT")
    await world.hall.fund(boss.company, "200 EUR")
    await world.set("UPDATE contract_users SET user_id = :boss WHERE user_id = :cara", boss=boss.id, cara=world.cara.id)
    deposit = await world.put_aside("50.00", by=boss)
    await world.set(
        "UPDATE contract_deposits SET recorded_by_id = :id WHERE event_id = :deposit", id=world.olga.id, deposit=deposit
    )
    await world.set("UPDATE contract_users SET write = 0 WHERE user_id = :id", id=boss.id)
    reasons = (await _refused(world, deposit, by=boss)).details["transactions"]
    assert "write level 4" in reasons[str(deposit)]
    await world.set(
        "UPDATE contract_deposits SET recorded_by_id = :id WHERE event_id = :deposit", id=boss.id, deposit=deposit
    )
    assert (await _delete(world, deposit, by=boss))["returned"][0]["amount"] == "50.00"
    await world.books_balance()


async def test_who_was_taken_off_still_reaches_what_they_put_aside(world):
    await world.hall.credit(world.cara.owner, "100 EUR")
    deposit, other = await world.put_aside("100.00", by=world.cara), await world.put_aside("10.00")
    await world.set("UPDATE contract_users SET left_at = '2026-03-02T00:00:00Z' WHERE user_id = :id", id=world.cara.id)
    seen = await world.cara.call("get_event", event_id=deposit)
    assert seen["event"]["id"] == deposit
    reasons = (await _refused(world, other, by=world.cara)).details["transactions"]
    assert reasons == {str(other): "no transaction of this contract"}
    await _delete(world, deposit, by=world.cara)
    assert world.hall.purse(world.cara.owner, "EUR") == ("100.00", "0.00")
    await world.books_balance()


async def test_what_was_prepaid_elsewhere_and_is_counted_on_stays_too(world):
    await world.set("UPDATE contract_participants SET credit = 0")
    how = {"participant_id": world.walt_place, "date": TODAY, "amount": "60"}
    deposit = (await world.walt.call("record_participant_deposit", **how))["transaction"]["id"]
    await world.owed()
    assert "counts on it" in (await _refused(world, deposit)).details["transactions"][str(deposit)]
    more = (await world.walt.call("record_participant_deposit", **how))["transaction"]["id"]
    await _delete(world, more)

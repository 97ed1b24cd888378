"""Paying approved charges: from what is prepaid, from a purse, or elsewhere."""

from __future__ import annotations

import asyncio

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.money_world import TODAY


async def _refused(world, *ids, **how):
    with pytest.raises(Refused) as no:
        await world.pay(*ids, **how)
    return no.value


async def _two_places(world):
    """Approved charges of 60.00 for walt and 25.00 for wanda."""
    await world.set("UPDATE contract_participants SET price = 2500 WHERE id = :id", id=world.wanda_place)
    return await world.owed(), await world.owed(60, world.wanda_place, world.wanda)


async def test_without_deposits_the_purse_pays_and_a_deposit_says_so(world):
    charge = await world.owed()
    paid = await world.pay(charge)
    row, deposit = paid["transactions"][0], paid["deposits"][0]
    assert (row["status_id"], row["status"], row["payment_status_id"]) == (777, "settled", 300)
    assert row["settled_by"] == [deposit["id"]]
    assert (deposit["amount"], deposit["status_id"], deposit["method"]) == ("60.00", 777, "balance")
    assert (paid["debited"]["amount"], paid["used_prepaid"]["amount"]) == ("60.00", "0.00")
    assert world.hall.purse(world.walt.owner, "EUR") == ("60.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "0.00")
    await world.books_balance()


async def test_several_are_paid_at_once_and_each_gets_one_deposit(world):
    first, hers = await _two_places(world)
    second = await world.owed(30)
    await world.put_aside("40.00")
    paid = await world.pay(first, hers, second)
    assert {deposit["participant_id"]: deposit["amount"] for deposit in paid["deposits"]} == {
        world.walt_place: "40.00", world.wanda_place: "25.00",
    }  # fmt: skip
    assert (paid["debited"]["amount"], paid["used_prepaid"]["amount"]) == ("65.00", "40.00")
    assert world.hall.purse(world.wanda.owner, "EUR") == ("25.00", "0.00")
    assert world.hall.purse(world.walt.owner, "EUR") == ("80.00", "0.00")
    await world.books_balance()


async def test_deposits_are_used_oldest_first_and_several_for_one_charge(world):
    first, second, third = [await world.put_aside(amount) for amount in ("10.00", "20.00", "50.00")]
    charge = await world.owed()
    paid = await world.pay(charge)
    assert paid["transactions"][0]["settled_by"] == [first, second, third]
    assert world.hall.sql("SELECT used, released FROM contract_deposits ORDER BY event_id") == [
        (1000, 1000), (2000, 2000), (3000, 3000),
    ]  # fmt: skip
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "20.00")
    await world.books_balance()


async def test_all_or_none_when_the_purse_does_not_reach(world):
    first, hers = await _two_places(world)
    await world.put_aside("40.00")
    await world.hall.credit(world.cara.owner, "44.99 EUR")
    no = await _refused(world, first, hers, by=world.cara)
    assert (no.status, no.code, no.details["required"], no.details["available"]) == (
        402, "insufficient_balance", "45.00", "44.99",
    )  # fmt: skip
    assert [await world.state(id) for id in (first, hers)] == [(200, 100), (200, 100)]
    await world.hall.credit(world.cara.owner, "0.01 EUR")
    paid = await world.pay(first, hers, by=world.cara)
    assert [deposit["amount"] for deposit in paid["deposits"]] == ["20.00", "25.00"]
    assert world.hall.purse(world.cara.owner, "EUR") == ("0.00", "0.00")
    await world.books_balance()


async def test_each_that_cannot_be_paid_is_named(world):
    good, pending, refused = await world.owed(), await world.charge(), await world.charge()
    await world.olga.call("decline_event", event_id=refused)
    paid, reported = await world.owed(), await world.owed()
    await world.pay(paid)
    await world.pay(reported, method="external")
    deposit = await world.put_aside("5")
    no = await _refused(world, good, pending, refused, paid, reported, deposit, 999)
    reasons = no.details["transactions"]
    assert {id: next(word for word in WORDS if word in reasons[str(id)]) for id in (pending, refused, paid, reported)} == {
        pending: "approve_contract_transactions", refused: "refused", paid: "paid already", reported: "reported as paid",
    }  # fmt: skip
    assert "payment itself" in reasons[str(deposit)]
    assert "no charge" in reasons["999"]
    assert str(good) not in reasons
    assert await world.state(good) == (200, 100)


WORDS = ("approve_contract_transactions", "paid already", "reported as paid", "refused")


async def test_paying_takes_write_level_4(world):
    charge = await world.owed()
    assert (await _refused(world, charge, by=world.walt)).status == 403
    assert (await _refused(world, charge, by=world.wanda, method="external")).status == 403


async def test_the_one_who_is_paid_records_own_charges_as_paid(world):
    escrowed = await world.put_aside("100.00")
    charge = await world.owed()
    paid = await world.pay(charge, by=world.walt, method="external", date="2026-03-01")
    assert paid["transactions"][0]["status_id"] == 777
    assert (paid["deposits"][0]["status_id"], paid["deposits"][0]["amount"]) == (777, "60.00")
    assert escrowed not in paid["transactions"][0]["settled_by"]
    # What is held for them is not theirs to release.
    assert world.hall.purse(world.walt.owner, "EUR") == ("0.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "100.00")
    assert (await world.balance())["balance"] == "100.00"
    await world.books_balance()


async def test_a_reported_payment_pays_once_the_receiver_confirms_it(world):
    await world.put_aside("40.00")
    charge = await world.owed()
    paid = await world.pay(charge, method="external")
    assert (paid["used_prepaid"]["amount"], paid["debited"]["amount"]) == ("40.00", "0.00")
    assert await world.state(charge) == (200, 200)
    # Until then what is held stays held.
    assert world.hall.purse(world.walt.owner, "EUR") == ("0.00", "0.00")
    assert (await world.balance())["escrow"] == "40.00"
    await world.approve(paid["deposits"][0]["id"], by=world.walt)
    assert await world.state(charge) == (777, 300)
    assert world.hall.purse(world.walt.owner, "EUR") == ("40.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("460.00", "0.00")
    assert (await world.balance())["balance"] == "0.00"
    await world.books_balance()


async def test_a_contested_payment_frees_what_was_prepaid(world):
    await world.put_aside("40.00")
    charge = await world.owed()
    paid = await world.pay(charge, method="external")
    await world.walt.call("decline_event", event_id=paid["deposits"][0]["id"])
    assert await world.state(charge) == (200, 100)
    again = await world.pay(charge)
    assert (again["used_prepaid"]["amount"], again["debited"]["amount"]) == ("40.00", "20.00")
    await world.books_balance()


async def test_what_is_prepaid_whole_is_paid_at_once_however_the_rest_is(world):
    await world.put_aside("60.00")
    first, second = await world.owed(), await world.owed()
    paid = await world.pay(first, second, method="external")
    assert [await world.state(id) for id in (first, second)] == [(777, 300), (200, 200)]
    assert paid["deposits"][0]["amount"] == "60.00"


@pytest.mark.parametrize(
    ("how", "said"),
    [({"date": "2026-03-03", "method": "external"}, "2026-03-02"), ({"date": "2026-03-01"}, "2026-03-02")],
)
async def test_the_day_is_today_or_before_and_from_a_balance_today(world, how, said):
    charge = await world.owed()
    assert said in (await _refused(world, charge, **how)).fields["date"]
    await world.pay(charge, date=TODAY)


async def test_a_free_charge_is_paid_without_a_deposit(world):
    await world.set("UPDATE contract_participants SET price = 0")
    charge = await world.owed()
    paid = await world.pay(charge)
    assert (paid["transactions"][0]["status_id"], paid["deposits"]) == (777, [])


async def test_two_payments_at_once_pay_one_charge_once(world):
    charge = await world.owed()
    await world.hall.credit(world.cara.owner, "500 EUR")
    answers = await asyncio.gather(
        *(world.pay(charge, by=payer) for payer in (world.olga, world.cara, world.olga)), return_exceptions=True
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert all(isinstance(answer, dict | Refused) for answer in answers)
    assert world.hall.purse(world.walt.owner, "EUR") == ("60.00", "0.00")
    await world.books_balance()


async def test_paying_and_taking_back_the_deposit_at_once_uses_it_once(world):
    deposit, charge = await world.put_aside("60.00"), await world.owed()
    taking = world.cara.call("delete_contract_transactions", contract_id=world.contract, transactions=[deposit])
    answers = await asyncio.gather(world.pay(charge), taking, return_exceptions=True)
    assert all(isinstance(answer, dict | Refused) for answer in answers), answers
    assert world.hall.purse(world.walt.owner, "EUR") == ("60.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("440.00", "0.00")
    await world.books_balance()


async def test_confirming_and_refusing_a_payment_at_once_ends_it_once(world):
    charge = await world.owed()
    deposit = (await world.pay(charge, method="external"))["deposits"][0]["id"]
    answers = await asyncio.gather(
        world.approve(deposit, by=world.walt),
        world.walt.call("decline_event", event_id=deposit),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 1, answers
    assert (await world.state(deposit), await world.state(charge)) in (
        ((777, 300), (777, 300)), ((400, None), (200, 100)),
    )  # fmt: skip
    await world.books_balance()


async def test_a_no_pays_nothing(world):
    await world.set("UPDATE contract_participants SET price = 20000")
    charge = await world.owed(120)
    world.olga.says_yes = False
    await _refused(world, charge)
    assert await world.state(charge) == (200, 100)
    assert "400.00 EUR" in world.olga.questions[-1]
    assert "“Walt”" in world.olga.questions[-1]


async def _priced_event(world):
    """An event of the contract at 55.00 for walt that is over, and the charge that bills it; both numbers."""
    made = await world.olga.call(
        "create_contract_event", contract_id=world.contract, label="Review", start="2026-03-02T07:00:00Z", duration=60,
        amount="55.00", benefitable={"type": "participant", "id": world.walt_place},
    )  # fmt: skip
    event = made["event"]["id"]
    charge = await world.walt.call("create_event_charge", event_id=event, date=TODAY)
    return event, charge["transaction"]["id"]


async def _payment(world, event):
    return (await world.olga.call("get_event", event_id=event))["event"]["payment_status_id"]


async def test_an_event_is_paid_with_the_charge_that_bills_it_and_its_amount_is_fixed(world):
    event, charge = await _priced_event(world)
    assert await _payment(world, event) == 100
    await world.approve(charge)
    data = {"lines": [{"participant_id": world.walt_place, "transaction_ids": [charge]}]}
    bill = await world.olga.call("create_contract_bill", contract_id=world.contract, label="March", data=data)
    assert await _payment(world, event) == 200
    await world.olga.call("delete_contract_bill", contract_id=world.contract, bill_id=bill["bill"]["id"])
    assert await _payment(world, event) == 100
    await world.pay(charge)
    assert await _payment(world, event) == 300
    with pytest.raises(Refused) as no:
        await world.olga.call("update_contract_event", contract_id=world.contract, event_id=event, amount="60.00")
    assert (no.value.status, "paid" in no.value.text) == (409, True)
    listed = await world.olga.call("list_contract_events", contract_id=world.contract, type_id=1, payment_status_id=300)
    assert [one["id"] for one in listed["events"]] == [event]


async def test_an_event_is_unpaid_again_when_the_payment_of_its_charge_never_came(world):
    event, charge = await _priced_event(world)
    await world.approve(charge)
    deposit = (await world.pay(charge, method="external"))["deposits"][0]["id"]
    assert await _payment(world, event) == 200
    await world.walt.call("decline_event", event_id=deposit)
    assert await _payment(world, event) == 100


async def test_a_charge_of_somebody_else_for_an_event_leaves_its_payment_alone(world):
    event, _ = await _priced_event(world)
    await world.set("UPDATE contract_participants SET price = 2500 WHERE id = :id", id=world.wanda_place)
    other = await world.olga.call(
        "create_event_charge", event_id=event, date=TODAY, benefitable_id=world.wanda_place, time=30
    )
    await world.approve(other["transaction"]["id"])
    await world.pay(other["transaction"]["id"])
    assert await _payment(world, event) == 100

"""Paying bills: from prepaid money and a purse, or elsewhere, once, and for everybody on it or nobody."""

from __future__ import annotations

import asyncio

import pytest

from tests.hall import Refused
from tests.tools.contracts import cast
from tests.tools.contracts.finance.bill_world import bill_for_two, bills_of, charges_on, make_bill, pay_bill


async def _status(world, bill):
    return world.hall.sql("SELECT status_id, paid_by_type, paid_by_id FROM contract_bills WHERE id = ?", bill["id"])[0]


async def _refused(world, bill, **how):
    with pytest.raises(Refused) as no:
        await pay_bill(world, bill, **how)
    return no.value


async def test_a_bill_for_two_is_paid_when_the_balance_reaches(world):
    await world.put_aside("40.00")
    bill = await bill_for_two(world)
    await world.hall.credit(world.cara.owner, "44.99 EUR")
    before = world.hall.sql("SELECT * FROM events ORDER BY id"), world.hall.sql("SELECT * FROM contract_bills")
    no = await _refused(world, bill, by=world.cara)
    assert (no.status, no.code, no.details["required"], no.details["available"]) == (
        402, "insufficient_balance", "45.00", "44.99",
    )  # fmt: skip
    assert (
        world.hall.sql("SELECT * FROM events ORDER BY id"),
        world.hall.sql("SELECT * FROM contract_bills"),
    ) == before
    await world.hall.credit(world.cara.owner, "0.01 EUR")
    paid = await pay_bill(world, bill, by=world.cara)
    assert [(one["participant_id"], one["amount"], one["method"], one["status_id"]) for one in paid["deposits"]] == [
        (world.walt_place, "20.00", "balance", 777), (world.wanda_place, "25.00", "balance", 777),
    ]  # fmt: skip
    assert (paid["debited"]["amount"], paid["used_prepaid"]["amount"]) == ("45.00", "40.00")
    assert (paid["bill"]["status_id"], paid["bill"]["paid_by"]["id"]) == (777, world.cara.id)
    assert paid["bill"]["paid_at"].startswith("2026-03-02T")
    for id in charges_on(bill):
        assert await world.state(id) == (777, 300)
    assert world.hall.purse(world.cara.owner, "EUR") == ("0.00", "0.00")
    assert world.hall.purse(world.walt.owner, "EUR") == ("60.00", "0.00")
    assert world.hall.purse(world.wanda.owner, "EUR") == ("25.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("460.00", "0.00")
    await world.books_balance()


async def test_what_is_prepaid_whole_makes_no_deposit(world):
    await world.put_aside("60.00")
    await world.owed()
    paid = await pay_bill(world, await make_bill(world))
    assert (paid["deposits"], paid["debited"]["amount"], paid["bill"]["status_id"]) == ([], "0.00", 777)
    await world.books_balance()


async def test_a_company_pays_from_its_purse(world):
    boss = await world.hall.person("boss@acme.test", company="Acme")
    await world.hall.credit(boss.owner, "20 USDT")
    company = world.hall.sql("SELECT company_id FROM memberships WHERE person_id = ?", boss.id)[0][0]
    from store.types import Owner

    acme = Owner("company", company)
    await world.hall.credit(acme, "20 USDT")
    await world.hall.credit(acme, "100 EUR")
    await world.set("UPDATE contract_users SET user_id = :boss WHERE user_id = :cara", boss=boss.id, cara=world.cara.id)
    bill = await bill_for_two(world)
    paid = await pay_bill(world, bill, by=boss)
    assert paid["bill"]["paid_by"] == {"type": "company", "id": company, "name": "Acme"}
    assert world.hall.purse(acme, "EUR") == ("15.00", "0.00")
    # The next bill that somebody makes of their own work is made out to the company that paid.
    await world.owed()
    await make_bill(world, by=world.walt)
    assert world.hall.sql("SELECT buyer_type, buyer_id FROM contract_bill_documents ORDER BY id DESC LIMIT 1") == [
        ("company", company)
    ]
    await world.books_balance()


async def test_two_payments_at_once_pay_a_bill_once(world):
    bill = await bill_for_two(world)
    await world.hall.credit(world.cara.owner, "500 EUR")
    answers = await asyncio.gather(
        *(pay_bill(world, bill, by=payer) for payer in (world.olga, world.cara, world.olga)), return_exceptions=True
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 1, answers
    assert {answer.shape["state"] for answer in answers if isinstance(answer, Refused)} == {"paid"}
    assert world.hall.purse(world.walt.owner, "EUR") == ("60.00", "0.00")
    await world.books_balance()


async def test_paying_and_withdrawing_at_once_does_one_of_them(world):
    bill = await bill_for_two(world)
    withdrawing = world.cara.call("delete_contract_bill", contract_id=world.contract, bill_id=bill["id"])
    answers = await asyncio.gather(pay_bill(world, bill), withdrawing, return_exceptions=True)
    assert sum(isinstance(answer, dict) for answer in answers) == 1, answers
    assert (await _status(world, bill))[0] in (444, 777)
    await world.books_balance()


async def test_a_reported_payment_pays_the_bill_once_every_receiver_confirms(world):
    bill = await bill_for_two(world)
    paid = await pay_bill(world, bill, method="external", date="2026-03-01")
    assert (paid["bill"]["status_id"], paid["bill"]["status"], paid["debited"]["amount"]) == (
        555,
        "payment_reported",
        "0.00",
    )
    assert [one["status_id"] for one in paid["deposits"]] == [100, 100]
    for id in charges_on(bill):
        assert await world.state(id) == (200, 200)
    no = await _refused(world, bill)
    assert (no.shape["state"], "Olga" in no.text) == ("payment_reported", True)
    his, hers = (one["id"] for one in paid["deposits"])
    await world.approve(his, by=world.walt)
    assert (await _status(world, bill))[0] == 555
    await world.approve(hers, by=world.wanda)
    assert await _status(world, bill) == (777, "person", world.olga.id)
    for id in charges_on(bill):
        assert await world.state(id) == (777, 300)
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "0.00")
    await world.books_balance()


async def test_silence_of_14_days_pays_it(world):
    bill = await bill_for_two(world)
    await pay_bill(world, bill, method="external")
    world.hall.clock.advance(days=14)
    await world.hall.tick()
    assert (await _status(world, bill))[0] == 777
    await world.books_balance()


async def test_a_receiver_who_says_that_it_never_came_opens_the_bill_again(world):
    bill = await bill_for_two(world)
    paid = await pay_bill(world, bill, method="external")
    his, hers = (one["id"] for one in paid["deposits"])
    await world.wanda.call("decline_event", event_id=hers)
    assert await _status(world, bill) == (100, None, None)
    for id in charges_on(bill):
        assert await world.state(id) == (200, 200)
    # What walt was reported is not paid a second time while he has not answered.
    again = await pay_bill(world, bill)
    assert ([one["amount"] for one in again["deposits"]], again["debited"]["amount"]) == (["25.00"], "25.00")
    assert again["bill"]["status_id"] == 555
    await world.books_balance()
    await world.approve(his, by=world.walt)
    assert (await _status(world, bill))[0] == 777
    assert world.hall.purse(world.walt.owner, "EUR") == ("0.00", "0.00")
    await world.books_balance()


async def test_what_waits_for_a_receiver_is_not_paid_again(world):
    bill = await bill_for_two(world)
    paid = await pay_bill(world, bill, method="external")
    await world.wanda.call("decline_event", event_id=paid["deposits"][1]["id"])
    await pay_bill(world, bill)
    await world.set("UPDATE contract_bills SET status_id = 100")
    no = await _refused(world, bill)
    assert (no.shape["state"], "receivers answer first" in no.text) == ("payment_reported", True)


async def test_the_one_whom_all_of_it_pays_records_it_as_paid(world):
    await world.owed()
    bill = await make_bill(world)
    paid = await pay_bill(world, bill, by=world.walt, method="external")
    assert (paid["bill"]["status_id"], paid["deposits"][0]["status_id"]) == (777, 777)
    assert any("paid elsewhere" in text for text in cast.heard(world.hall, world.olga))
    both = await bill_for_two(world)
    assert (await _refused(world, both, by=world.walt, method="external")).status == 403
    assert (await _refused(world, both, by=world.walt)).status == 403
    await world.books_balance()


@pytest.mark.parametrize(
    "how", [{"date": "2026-03-03", "method": "external"}, {"date": "2026-03-01"}, {"date": "2026-03-03"}]
)
async def test_the_day_is_today_or_before_and_from_a_balance_today(world, how):
    await world.owed()
    assert "2026-03-02" in (await _refused(world, await make_bill(world), **how)).fields["date"]


async def test_without_a_balance_in_the_currency_it_is_said_which_there_are(world):
    await world.owed()
    bill = await make_bill(world)
    await world.hall.credit(world.cara.owner, "30 RUB")
    no = await _refused(world, bill, by=world.cara)
    assert no.code == "insufficient_balance"
    assert "RUB" in no.text
    assert "method external records" in no.text


async def test_a_no_pays_nothing(world):
    await world.set("UPDATE contract_participants SET price = 20000")
    await world.owed(120)
    bill = await make_bill(world)
    world.olga.says_yes = False
    await _refused(world, bill)
    assert (await _status(world, bill))[0] == 100
    assert f"Pay bill {bill['id']} of contract" in world.olga.questions[-1]
    assert "400.00 EUR" in world.olga.questions[-1]


async def test_both_sides_hear_that_it_was_paid(world):
    bill = await bill_for_two(world)
    await pay_bill(world, bill)
    assert any(
        "60.00 EUR for charges" in text and "were paid to you" in text for text in cast.heard(world.hall, world.walt)
    )
    assert any(
        "Bill 1 of 85.00 EUR" in text and "was paid by “Olga”" in text for text in cast.heard(world.hall, world.cara)
    )
    (seen,) = await bills_of(world, status_id=777)
    assert seen["id"] == bill["id"]
    changes = world.hall.sql("SELECT record_id FROM changes WHERE type = 'charge.changed' ORDER BY id DESC LIMIT 2")
    assert {id for (id,) in changes} == set(charges_on(bill))

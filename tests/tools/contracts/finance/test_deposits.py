"""Money put aside, and payments made elsewhere."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.money_world import TODAY


async def _record(world, by=None, **how):
    how = {"contract_id": world.contract, "date": TODAY, "amount": "100", "benefitable_id": world.walt_place, **how}
    return await (by or world.olga).call("record_contract_deposit", **how)


async def _refused(world, by=None, **how):
    with pytest.raises(Refused) as no:
        await _record(world, by, **how)
    return no.value


async def test_from_a_balance_money_is_held_and_counts_at_once(world):
    answer = await _record(world, method="balance", label="Advance")
    made, balance = answer["transaction"], answer["balance"]
    assert (made["type_id"], made["status_id"], made["payment_status_id"], made["method"]) == (4, 777, 300, "balance")
    assert (made["amount"], made["unused"], made["used"], made["label"]) == ("100.00", "100.00", "0.00", "Advance")
    assert (made["payer"]["id"], made["benefitable"]["id"]) == (world.olga.id, world.walt.id)
    assert (balance["deposited"], balance["escrow"], balance["balance"]) == ("100.00", "100.00", "100.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "100.00")
    assert world.hall.purse(world.walt.owner, "EUR") == ("0.00", "0.00")
    await world.books_balance()


async def test_a_company_pays_unless_the_caller_says_otherwise(world):
    boss = await world.hall.person("boss@acme.test", company="Acme")
    await world.hall.credit(boss.owner, "20 USDT")
    await world.hall.fund(boss.company, "200 EUR")
    await world.hall.credit(boss.owner, "200 EUR")
    await world.set("UPDATE contract_users SET user_id = :boss WHERE user_id = :cara", boss=boss.id, cara=world.cara.id)
    made = (await _record(world, boss, method="balance"))["transaction"]
    assert made["payer"]["type"] == "company"
    assert made["payer"]["id"] == boss.company
    own = (await _record(world, boss, method="balance", pay_from="own"))["transaction"]
    assert (own["payer"]["type"], own["payer"]["id"]) == ("user", boss.id)
    assert "no company" in (await _refused(world, method="balance", pay_from="company")).fields["pay_from"]


async def test_a_payment_the_payer_reports_waits_for_the_receiver(world):
    answer = await _record(world)
    made = answer["transaction"]
    assert (made["status_id"], made["status"], made["payment_status_id"]) == (100, "pending", 200)
    assert made["confirm_until"].startswith("2026-03-16")
    assert (answer["balance"]["deposited"], answer["balance"]["escrow"]) == ("0.00", "0.00")
    assert world.hall.purse(world.olga.owner, "EUR") == ("500.00", "0.00")
    with pytest.raises(Refused) as no:
        await world.walt.call("confirm_event", event_id=made["id"])
    assert no.value.next == ["approve_contract_transactions", "get_event"]
    await world.approve(made["id"], by=world.walt)
    assert await world.state(made["id"]) == (777, 300)
    assert (await world.balance())["deposited"] == "100.00"


async def test_a_payment_the_receiver_records_counts_at_once(world):
    made = (await _record(world, world.walt, benefitable_id=None, date="2026-02-27"))["transaction"]
    assert (made["status_id"], made["date"], made["payer"]["id"]) == (777, "2026-02-27", world.olga.id)
    no = await _refused(world, world.walt, method="balance")
    assert "write level 4" in no.text


async def test_silence_of_fourteen_days_counts_as_yes(world):
    made = (await _record(world))["transaction"]["id"]
    world.hall.clock.advance(days=13, hours=23)
    await world.hall.tick()
    assert await world.state(made) == (100, 200)
    world.hall.clock.advance(hours=1)
    await world.hall.tick()
    assert await world.state(made) == (777, 300)
    assert (await world.balance())["balance"] == "100.00"
    await world.hall.tick()
    with pytest.raises(Refused) as no:
        await world.walt.call("decline_event", event_id=made)
    assert no.value.details["state"] == "settled"


async def test_only_the_receiver_says_that_it_never_came(world):
    made = (await _record(world))["transaction"]["id"]
    for other in (world.olga, world.cara):
        with pytest.raises(Refused) as no:
            await other.call("decline_event", event_id=made)
        assert no.value.status == 403
    with pytest.raises(Refused) as no:
        await world.wanda.call("decline_event", event_id=made)
    assert no.value.status == 404
    await world.walt.call("decline_event", event_id=made)
    assert await world.state(made) == (400, None)
    with pytest.raises(Refused) as no:
        await world.approve(made, by=world.walt)
    assert "refused" in no.value.details["transactions"][str(made)]


async def test_whoever_has_no_money_or_another_currency_is_told(world):
    no = await _refused(world, world.cara, method="balance")
    assert (no.status, no.code) == (402, "insufficient_balance")
    assert (no.details["required"], no.details["available"]) == ("100.00", "0.00")
    assert "USDT" in no.text
    assert "external records" in no.text
    assert world.hall.sql("SELECT count(*) FROM contract_deposits") == [(0,)]


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"amount": "0.99"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"date": "2026-03-03"}, "date"),
        ({"date": "2026-03-01", "method": "balance"}, "date"),
        ({"benefitable_id": None}, "benefitable_id"),
    ],
)
async def test_what_is_no_payment_is_named(world, how, field):
    assert field in (await _refused(world, **how)).fields


async def test_nobody_pays_themselves(world):
    await world.set("UPDATE contract_users SET write = 4 WHERE user_id = :id", id=world.walt.id)
    assert "yourself" in (await _refused(world, world.walt, method="balance")).fields["method"]


async def test_a_participants_deposit_is_the_same(world):
    answer = await world.cara.call(
        "record_participant_deposit", participant_id=world.walt_place, date=TODAY, amount="20"
    )
    assert (answer["transaction"]["status_id"], answer["transaction"]["contract_id"]) == (100, world.contract)
    stranger = await world.hall.person("sam@else.test")
    with pytest.raises(Refused) as no:
        await stranger.call("record_participant_deposit", participant_id=world.walt_place, date=TODAY, amount="20")
    assert (no.value.status, no.value.code) == (404, "not_found")


@pytest.mark.parametrize("status", [444, 777])
async def test_a_former_participant_is_paid_while_something_is_owed(world, status):
    await world.owed()
    await world.set("UPDATE contract_participants SET status_id = :status", status=status)
    await world.set("UPDATE contracts SET start_at = NULL, end_at = '2026-03-01T00:00:00Z'")
    await world.olga.call("record_participant_deposit", participant_id=world.walt_place, date=TODAY, amount="20")
    with pytest.raises(Refused) as no:
        await world.olga.call("record_participant_deposit", participant_id=world.wanda_place, date=TODAY, amount="20")
    assert "nothing is owed" in no.value.text


async def test_whoever_left_still_answers_for_their_money(world):
    await world.owed()
    made = (await _record(world, amount="60"))["transaction"]["id"]
    await world.set("UPDATE contract_participants SET status_id = 444 WHERE id = :id", id=world.walt_place)
    await world.set("UPDATE contract_users SET left_at = '2026-03-02T00:00:00Z' WHERE user_id = :id", id=world.walt.id)
    listed = await world.walt.call("list_participant_transactions", contract_id=world.contract, user_id=world.walt.id)
    assert len(listed["transactions"]) == 2
    await world.approve(made, by=world.walt)
    assert await world.state(made) == (777, 300)


async def test_people_who_were_only_asked_get_no_money(world):
    await world.set("UPDATE contract_participants SET status_id = 100 WHERE id = :id", id=world.wanda_place)
    assert (await _refused(world, benefitable_id=world.wanda_place)).code == "wrong_state"


async def test_deposits_of_a_contract_never_come_to_more_than_sums_can_hold(world):
    made = (await _record(world))["transaction"]["id"]
    await world.set("UPDATE contract_deposits SET amount = 99999999999999900 WHERE event_id = :id", id=made)
    assert "999999999999999.00 EUR are there already" in (await _refused(world, amount="1.01")).fields["amount"]
    other = (await _record(world, amount="1", benefitable_id=world.wanda_place))["transaction"]["id"]
    with pytest.raises(Refused) as no:
        await world.olga.call(
            "update_participant_deposit", participant_id=world.wanda_place, event_id=other, amount="1.01"
        )
    assert "at most" in no.value.fields["amount"]

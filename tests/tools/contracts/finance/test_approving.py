"""Accepting charges: by whom, all or none, inside ceiling, limit and prepaid balance."""

from __future__ import annotations

import asyncio

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.money_world import money_world


async def _refused(world, *ids, **how):
    with pytest.raises(Refused) as no:
        await world.approve(*ids, **how)
    return no.value


async def test_the_paying_side_accepts_charges_which_are_owed_then(world):
    first, second = await world.charge(), await world.charge(30)
    answer = await world.approve(first, second, by=world.cara)
    assert [(row["id"], row["status_id"], row["payment_status_id"]) for row in answer["transactions"]] == [
        (first, 200, 100), (second, 200, 100),
    ]  # fmt: skip
    assert answer["transactions"][0]["approved_by"]["id"] == world.cara.id
    assert answer["owed"] == [{"participant_id": world.walt_place, "amount": "80.00", "currency": "EUR"}]


async def test_approving_twice_changes_nothing(world):
    charge = await world.charge()
    await world.approve(charge, by=world.cara)
    again = await world.approve(charge)
    assert again["transactions"][0]["approved_by"]["id"] == world.cara.id
    assert world.hall.sql("SELECT version FROM events WHERE id = ?", charge) == [(2,)]


async def test_whoever_is_paid_does_not_approve_it(world):
    await world.set("UPDATE contract_users SET read = 4, write = 4 WHERE user_id = :id", id=world.walt.id)
    charge = await world.charge()
    no = await _refused(world, charge, by=world.walt)
    assert (no.status, no.code, no.details["transactions"]) == (403, "own_charge", [charge])
    assert "olga" in no.text.lower()
    assert await world.state(charge) == (100, 100)


async def test_with_self_approve_they_do(hall):
    world = await money_world(hall, settings={"self_approve": True})
    await world.set("UPDATE contract_users SET write = 4 WHERE user_id = :id", id=world.walt.id)
    await world.approve(await world.charge(), by=world.walt)


async def test_so_does_an_only_member(world):
    await world.set("UPDATE contract_users SET write = 4 WHERE user_id = :id", id=world.walt.id)
    charge = await world.charge()
    await world.set("UPDATE contract_users SET left_at = '2026-03-02T00:00:00Z' WHERE user_id <> :id", id=world.walt.id)
    await world.approve(charge, by=world.walt)


async def test_below_write_level_4_nothing_is_approved(world):
    assert (await _refused(world, await world.charge(), by=world.wanda)).status == 403


async def test_all_or_none_and_each_that_does_not_fit_is_named(world):
    good, refused = await world.charge(), await world.charge()
    await world.olga.call("decline_event", event_id=refused)
    waiting = (
        await world.olga.call(
            "record_participant_deposit", participant_id=world.walt_place, date="2026-03-02", amount="5"
        )
    )["transaction"]["id"]
    no = await _refused(world, good, refused, waiting, 999)
    reasons = no.details["transactions"]
    assert no.code == "unfit_transactions"
    assert reasons.keys() == {str(refused), str(waiting), "999"}
    assert "refused" in reasons[str(refused)]
    assert "can say whether it came" in reasons[str(waiting)]
    assert await world.state(good) == (100, 100)


async def test_time_over_the_weekly_limit_is_accepted_on_purpose_only(world):
    await world.set("UPDATE contract_participants SET hours_limit = 1")
    charge = await world.charge()
    no = await _refused(world, charge)
    assert "allow_over_limit" in no.details["transactions"][str(charge)]
    await world.approve(charge, allow_over_limit=True)
    assert await world.state(charge) == (200, 100)


async def test_without_credit_the_money_is_there_first(world):
    await world.set("UPDATE contract_participants SET credit = 0")
    await world.put_aside("100.00")
    first, second = await world.charge(), await world.charge()
    no = await _refused(world, first, second)
    assert (no.code, no.details["missing"], no.details["participant_id"]) == ("not_prepaid", "20.00", world.walt_place)
    await world.approve(first)
    assert (await _refused(world, second)).details["missing"] == "20.00"


async def test_each_refusal_tells_the_call_that_mends_it(world):
    await world.set("UPDATE contracts SET amount = 5000")
    charge = await world.charge()
    raised = (await _refused(world, charge)).step("update_contract")
    assert raised == {"contract_id": world.contract, "amount": "60.00"}
    await world.olga.call("update_contract", **raised)
    await world.set("UPDATE contract_participants SET credit = 0")
    late = await world.charge(60)
    await world.olga.call("update_contract", contract_id=world.contract, amount="500")
    accepted = (await _refused(world, charge, late)).step("record_participant_deposit")
    assert (accepted["amount"], accepted["participant_id"]) == ("100.00", world.walt_place)
    await world.olga.call("record_participant_deposit", **accepted)
    await world.set("UPDATE contract_participants SET credit = 1, hours_limit = 1")
    over = await world.charge(30)
    allowed = (await _refused(world, charge, over)).step("approve_contract_transactions")
    assert allowed == {"contract_id": world.contract, "transactions": [charge, over], "allow_over_limit": True}


async def test_an_owner_may_let_people_approve_their_own_charges(world):
    to_olga = "UPDATE contract_participants SET user_id = :id WHERE id = :place"
    await world.set(to_olga, id=world.olga.id, place=world.walt_place)
    no = await _refused(world, await world.charge(by=world.olga))
    assert no.step("update_contract") == {"contract_id": world.contract, "settings": {"self_approve": True}}


async def test_the_paying_side_refuses_a_charge_and_the_worker_corrects_it(world):
    charge = await world.charge()
    declined = await world.olga.call("decline_event", event_id=charge, reason="that was no work")
    assert declined["event"]["status_id"] == 400
    assert await world.state(charge) == (400, None)
    told = world.hall.sql("SELECT text FROM notices WHERE owner_id = ? ORDER BY id DESC", world.walt.id)[0][0]
    assert "“that was no work”" in told
    assert "update_participant_charge" in told
    with pytest.raises(Refused) as no:
        await world.olga.call("decline_event", event_id=charge)
    assert no.value.details["state"] == "refused"


async def test_nobody_refuses_a_charge_that_pays_them_or_without_the_level(world):
    charge = await world.charge()
    for other, status in ((world.walt, 403), (world.wanda, 404)):
        with pytest.raises(Refused) as no:
            await other.call("decline_event", event_id=charge)
        assert no.value.status == status


async def test_what_the_person_does_not_agree_to_is_not_approved(world):
    charge = await world.charge()
    await world.set("UPDATE contract_participants SET price = 400000")
    large = await world.charge(600)
    world.olga.says_yes = False
    no = await _refused(world, charge, large)
    assert await world.state(large) == (100, 100), no.text


async def test_approving_at_once_by_two_approves_once(world):
    charge = await world.charge()
    answers = await asyncio.gather(*(world.approve(charge, by=who) for who in (world.olga, world.cara, world.olga)))
    assert {answer["transactions"][0]["approved_by"]["id"] for answer in answers} == {
        answers[0]["transactions"][0]["approved_by"]["id"]
    }
    assert world.hall.sql("SELECT version FROM events WHERE id = ?", charge) == [(2,)]


async def test_accepting_and_refusing_a_charge_at_once_does_one_of_the_two(world):
    charge = await world.charge()
    answers = await asyncio.gather(
        world.approve(charge, by=world.cara),
        world.olga.call("decline_event", event_id=charge),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 1, answers
    assert await world.state(charge) in ((200, 100), (400, None))


async def test_mails_about_a_charge_name_what_their_reader_can_do_about_it(world):
    charge = await world.charge()
    asked = (await world.hall.mails("olga@home.test"))[-1].body
    assert asked.endswith("What answers it: approve_contract_transactions or decline_event.")
    await world.olga.call("decline_event", event_id=charge, reason="It was an hour")
    refused = (await world.hall.mails("walt@home.test"))[-1].body
    assert refused.endswith("What answers it: update_participant_charge.")

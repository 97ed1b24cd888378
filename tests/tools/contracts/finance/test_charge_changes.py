"""Correcting charges that are not paid yet."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.money_world import TODAY
from tests.tools.uploads.upload_helpers import PDF, sent


async def _update(world, id, by=None, **how):
    base = {"contract_id": world.contract, "transaction_id": id, "date": TODAY, "time": 90, "label": "Work"}
    how = {**base, "participant_id": world.walt_place, **how}
    return await (by or world.walt).call("update_contract_charge", **how)


async def _change(world, id, by=None, place=None, **how):
    how = {"participant_id": place or world.walt_place, "event_id": id, **how}
    return await (by or world.walt).call("update_participant_charge", **how)


async def _refused(work, *args, **how):
    with pytest.raises(Refused) as no:
        await work(*args, **how)
    return no.value


async def test_minutes_change_and_the_amount_follows(world):
    charge = await world.charge()
    answer = await _update(world, charge, time=60, label="Call", date="2026-03-01")
    assert answer["previous"] == {"date": TODAY, "time": 90, "amount": "60.00", "participant_id": world.walt_place}
    event = answer["event"]
    assert (event["time"], event["amount"], event["label"], event["date"]) == (60, "40.00", "Call", "2026-03-01")
    assert answer["needs_approval"]


async def test_the_rate_of_a_charge_stays_when_the_price_changes(world):
    charge = await world.charge()
    await world.set("UPDATE contract_participants SET price = 9900")
    assert (await _change(world, charge, time=60))["transaction"]["amount"] == "40.00"


@pytest.mark.parametrize(
    ("how", "pending"),
    [
        ({"label": "Other words"}, False),
        ({"time": 90, "label": "Other words"}, False),
        ({"time": 60}, True),
        ({"date": "2026-03-01"}, True),
        ({"amount": "61.00"}, True),
    ],
)
async def test_an_approved_charge_is_pending_again_when_day_time_or_sum_change(world, how, pending):
    charge = await world.owed()
    answer = await _change(world, charge, world.olga, **how)
    assert answer["needs_approval"] is pending
    assert await world.state(charge) == ((100, 100) if pending else (200, 100))
    assert ("approved_by" in answer["transaction"]) is not pending


async def test_a_refused_charge_is_pending_again(world):
    charge = await world.charge()
    await world.olga.call("decline_event", event_id=charge)
    assert (await _change(world, charge, label="Truly worked"))["needs_approval"]
    assert await world.state(charge) == (100, 100)
    await world.approve(charge)


async def test_another_participant_brings_another_rate(world):
    await world.set("UPDATE contract_participants SET price = 2000 WHERE id = :id", id=world.wanda_place)
    charge = await world.owed()
    answer = await _update(world, charge, world.olga, participant_id=world.wanda_place)
    event = answer["event"]
    assert (event["participant_id"], event["rate"], event["amount"]) == (world.wanda_place, "20.00", "30.00")
    assert event["benefitable"]["id"] == world.wanda.id
    assert answer["needs_approval"]
    assert (await world.balance())["charged_pending"] == "0.00"


async def test_own_charges_take_level_1_and_others_level_4(world):
    charge = await world.charge()
    assert (await _refused(_update, world, charge, world.wanda)).status == 404
    await world.set("UPDATE contract_users SET read = 4 WHERE user_id = :id", id=world.wanda.id)
    assert (await _refused(_update, world, charge, world.wanda)).status == 403
    assert (await _refused(_update, world, charge, participant_id=world.wanda_place)).status == 403
    await _update(world, charge, world.cara)


async def test_a_sum_set_by_hand_wins_over_the_time_and_takes_level_4(world):
    charge = await world.charge()
    assert (await _refused(_change, world, charge, amount="10")).status == 403
    answer = await _change(world, charge, world.olga, time=60, amount="10")
    row = answer["transaction"]
    assert (row["time"], row["amount"], row["fixed"]) == (60, "10.00", True)
    assert (await _change(world, charge, label="x"))["transaction"]["amount"] == "10.00"
    back = (await _change(world, charge, time=30))["transaction"]
    assert back["amount"] == "20.00"
    assert "fixed" not in back


async def test_what_is_paid_or_on_its_way_stays(world):
    paid, reported, billed = await world.owed(), await world.owed(), await world.owed()
    await world.pay(paid)
    await world.pay(reported, method="external")
    await world.set(
        """INSERT INTO contract_bills (id, contract_id, label, currency, amount, created_by_type, created_by_id,
                                       created_at, updated_at) VALUES (12, :id, 'May', 'EUR', 6000, 'person', 1, '', '')""",
        id=world.contract,
    )
    await world.set(
        "INSERT INTO contract_bill_charges (bill_id, charge_id, participant_id, line) VALUES (12, :charge, :place, 1)",
        charge=billed,
        place=world.walt_place,
    )
    for id, state in ((paid, "settled"), (reported, "payment_pending"), (billed, "on_bill")):
        no = await _refused(_update, world, id, time=60)
        assert (no.status, no.details["state"]) == (409, state)
    assert "bill 12" in (await _refused(_change, world, billed, time=60)).text


async def test_a_deposit_and_what_belongs_elsewhere_are_no_charges_here(world):
    deposit, charge = await world.put_aside("10.00"), await world.charge()
    assert "update_contract_deposit" in (await _refused(_update, world, deposit, world.olga)).fields["transaction_id"]
    no = await _refused(_change, world, deposit, world.olga, label="x")
    assert "update_participant_deposit" in no.fields["event_id"]
    assert (await _refused(_change, world, charge, world.olga, world.wanda_place, label="x")).status == 404
    assert (await _refused(_update, world, 999)).status == 404


async def test_limits_hold_for_changes_too(world):
    await world.set("UPDATE contract_participants SET hours_limit = 2")
    first, second = await world.charge(60), await world.charge(60)
    assert (await _change(world, second, time=61))["transaction"]["over_limit"]
    assert not (await _change(world, second, time=60))["transaction"]["over_limit"]
    await _change(world, first, time=1380)
    assert "1380 are charged" in (await _refused(_change, world, second, time=61)).fields["time"]
    assert "future" in (await _refused(_change, world, second, date="2026-03-03")).fields["date"]
    assert "at least one" in (await _refused(_change, world, second)).fields["time"]


async def test_files_replace_the_list(world):
    ids = [
        (await world.walt.call("upload_files", job=[sent(PDF + at, "paper.pdf")]))["files"][0]["id"]
        for at in (b"1", b"2")
    ]
    charge = await world.charge(files=ids[:1])
    changed = (await _change(world, charge, files=ids))["transaction"]
    assert changed["files"] == ids
    assert (await _change(world, charge, files=ids[1:]))["transaction"]["files"] == ids[1:]
    attached = dict(world.hall.sql("SELECT id, attached_to FROM files"))
    assert attached[ids[1]] == f"event:{charge}"
    assert not attached[ids[0]]


async def test_suggestions_and_deletion_of_events_name_the_tools_of_the_contract(world):
    charge, deposit = await world.charge(), await world.put_aside("10.00")
    for id, tool in ((charge, "update_participant_charge"), (deposit, "update_participant_deposit")):
        with pytest.raises(Refused) as no:
            await world.olga.call("request_event_correction", event_id=id, label="x")
        assert tool in no.value.text
        with pytest.raises(Refused) as no:
            await world.olga.call("delete_event", event_id=id)
        assert "delete_contract_transactions" in no.value.text


async def test_an_event_shows_what_may_be_done_with_it(world):
    charge = await world.charge()
    shown = await world.olga.call("get_event", event_id=charge)
    assert (shown["event"]["amount"], shown["event"]["duration"]) == ("60.00", 90)
    assert shown["allowed"] == [
        "approve_contract_transactions", "decline_event", "update_participant_charge", "delete_contract_transactions",
    ]  # fmt: skip
    own = await world.walt.call("get_event", event_id=charge)
    assert own["allowed"] == ["update_participant_charge", "delete_contract_transactions"]
    assert own["event"]["amount"] == "60.00"
    with pytest.raises(Refused) as no:
        await world.wanda.call("get_event", event_id=charge)
    assert no.value.status == 404


async def test_what_was_charged_for_a_meeting_stands_below_it_for_those_who_may_see_it(world):
    meeting = await world.hall.app.database.write(
        lambda tx: tx.insert(
            "events", owner_type="person", owner_id=world.wanda.id, type_id=2, kind="task", status_id=777, label="Plan",
            contract_id=world.contract, duration=60, created_at="2026-03-02T08:00:00.000Z",
            updated_at="2026-03-02T08:00:00.000Z",
        )
    )  # fmt: skip
    await world.walt.call("create_event_charge", event_id=meeting, date=TODAY)
    for person, found in ((world.olga, ["40.00"]), (world.walt, ["40.00"]), (world.wanda, [])):
        below = await person.call("list_child_events", event_id=meeting)
        assert [event.get("amount") for event in below["events"]] == found

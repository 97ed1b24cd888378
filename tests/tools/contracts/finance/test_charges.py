"""New charges: by participant, by person, by event."""

from __future__ import annotations

import pytest

from store.scheduling.events import insert_event
from tests.hall import Refused
from tests.tools.contracts.finance.money_world import TODAY, add_place, money_world


async def _bill(world, by=None, **how):
    how = {"contract_id": world.contract, "date": TODAY, "time": 90, **how}
    return (await (by or world.walt).call("create_contract_charge", **how))["transaction"]


async def _refused(world, by=None, **how):
    with pytest.raises(Refused) as no:
        await _bill(world, by, **how)
    return no.value


async def test_own_time_becomes_a_pending_charge_at_the_own_rate(world):
    made = await _bill(world)
    assert (made["type_id"], made["status_id"], made["status"], made["payment_status_id"]) == (3, 100, "pending", 100)
    assert (made["time"], made["rate"], made["amount"], made["currency"]) == (90, "40.00", "60.00", "EUR")
    assert (made["participant_id"], made["benefitable"]["id"]) == (world.walt_place, world.walt.id)
    assert (made["label"], made["source"], made["over_limit"], made["date"]) == ("Work", "manual", False, TODAY)


@pytest.mark.parametrize(("minutes", "rate", "amount"), [(95, "40.00", "63.33"), (17, "25.50", "7.23")])
async def test_amounts_are_rounded_half_up(hall, minutes, rate, amount):
    world = await money_world(hall, settings={"rate": int(rate.replace(".", ""))})
    made = await _bill(world, world.wanda, time=minutes)
    assert (made["rate"], made["amount"]) == (rate, amount)


async def test_a_worker_pays_nothing_for_a_charge_of_their_own_and_others_do(world):
    await _bill(world)
    await _bill(world, world.olga, benefitable_id=world.walt_place)
    fees = dict(world.hall.sql("SELECT caller_id, waived FROM calls WHERE tool = 'create_contract_charge'"))
    assert fees == {world.walt.id: 1, world.olga.id: 0}


async def test_the_person_may_be_named_instead_of_the_participant(world):
    made = await _bill(world, world.cara, benefitable_id=world.walt.id, benefitable_type="user")
    assert made["participant_id"] == world.walt_place
    assert (await _refused(world, world.cara, benefitable_id=world.cara.id, benefitable_type="user")).status == 404


async def test_who_has_several_places_says_which(world):
    await world.hall.app.database.write(
        lambda tx: add_place(tx, world.hall, world.contract, world.walt.owner, "50.00", "lead")
    )
    no = await _refused(world)
    assert "worker" in no.fields["benefitable_id"]
    assert "lead" in no.fields["benefitable_id"]
    assert "you have no paid place" in (await _refused(world, world.olga)).fields["benefitable_id"]


async def test_others_time_takes_write_level_4(world):
    no = await _refused(world, world.wanda, benefitable_id=world.walt_place)
    assert (no.status, no.code) == (403, "forbidden")
    assert "write level 4" in no.text
    stranger = await world.hall.person("sam@else.test")
    assert (await _refused(world, stranger)).status == 404


async def test_without_any_rate_the_amount_is_asked_for(world):
    no = await _refused(world, world.wanda)
    assert "no price" in no.fields["amount"]
    made = await _bill(world, world.wanda, amount="75.5")
    assert (made["amount"], made["fixed"]) == ("75.50", True)
    assert "rate" not in made
    assert "1.001" not in (await _refused(world, world.wanda, amount="1.001")).fields["amount"]


async def test_with_a_rate_no_amount_is_taken(world):
    assert "40.00 EUR" in (await _refused(world, amount="75.5")).fields["amount"]


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"time": 14}, "time"),
        ({"time": 1441}, "time"),
        ({"date": "2026-03-03"}, "date"),
        ({"date": "soon"}, "date"),
        ({"label": "x" * 1025}, "label"),
        ({"files": [999]}, "files"),
    ],
)
async def test_what_cannot_be_charged_is_named(world, how, field):
    assert field in (await _refused(world, **how)).fields


async def test_a_day_is_one_of_the_contracts_zone(world):
    # 23:30 UTC is already the next day in Berlin.
    world.hall.clock.advance(hours=14, minutes=45)
    assert (await _bill(world, date="2026-03-02T23:30:00Z"))["date"] == "2026-03-03"
    assert (await _bill(world, date="2026-03-02T22:30:00Z"))["date"] == "2026-03-02"


async def test_a_day_has_no_more_than_its_minutes(world):
    await _bill(world, time=1400)
    no = await _refused(world, time=41)
    assert "1400 are charged" in no.fields["time"]
    await _bill(world, time=40)
    await _bill(world, time=15, date="2026-03-01")


async def test_time_over_the_weekly_limit_is_taken_and_marked(world):
    await world.set("UPDATE contract_participants SET hours_limit = 2")
    assert not (await _bill(world, date="2026-03-01", time=120))["over_limit"]
    assert not (await _bill(world))["over_limit"]
    answer = await world.walt.call("create_contract_charge", contract_id=world.contract, date=TODAY, time=45)
    assert answer["transaction"]["over_limit"]
    assert "2 hours" in answer["warnings"][0]


async def test_a_place_that_is_not_agreed_on_charges_nothing(world):
    for status, said in ((100, "accept first"), (444, "while it is confirmed")):
        await world.set("UPDATE contract_participants SET status_id = :status", status=status)
        no = await _refused(world, world.olga, benefitable_id=world.walt_place)
        assert (no.status, no.code) == (409, "wrong_state")
        assert said in no.text


async def test_nothing_is_charged_in_an_archived_contract(world):
    await world.set("UPDATE contracts SET deleted_at = '2026-03-01T00:00:00.000Z'")
    no = await _refused(world)
    assert no.details["state"] == "archived"


@pytest.mark.parametrize(
    ("ceiling", "limit", "status"), [(None, None, 200), (6000, None, 200), (5999, None, 100), (None, 1, 100)]
)
async def test_with_auto_approve_it_counts_at_once_inside_limit_and_amount(hall, ceiling, limit, status):
    world = await money_world(hall, settings={"auto_approve": True}, amount=ceiling)
    await world.set("UPDATE contract_participants SET hours_limit = :limit", limit=limit)
    made = await _bill(world)
    assert made["status_id"] == status
    assert ("approved_at" in made) == (status == 200)


async def test_without_credit_auto_approve_wants_the_money_first(hall):
    world = await money_world(hall, settings={"auto_approve": True})
    await world.set("UPDATE contract_participants SET credit = 0")
    assert (await _bill(world))["status_id"] == 100


async def test_a_participants_charge_answers_the_balance_too(world):
    answer = await world.walt.call(
        "create_participant_charge", participant_id=world.walt_place, date=TODAY, time=60, label="Call\nwith client"
    )
    assert answer["transaction"]["label"] == "Call with client"
    assert answer["balance"] == {
        "participant_id": world.walt_place, "currency": "EUR", "charged_pending": "40.00", "charged_approved": "0.00",
        "deposited": "0.00", "paid": "0.00", "balance": "0.00", "escrow": "0.00", "hours_this_week": "1.00",
    }  # fmt: skip
    with pytest.raises(Refused) as no:
        await world.wanda.call("create_participant_charge", participant_id=world.wanda_place, date=TODAY, time=60)
    assert "update_schedule" in no.value.next
    stranger = await world.hall.person("sam@else.test")
    with pytest.raises(Refused) as no:
        await stranger.call("create_participant_charge", participant_id=world.walt_place, date=TODAY, time=60)
    assert (no.value.status, no.value.code) == (404, "not_found")


async def _event(world, **columns):
    """An event of the contract that ended an hour ago, an hour long; its id."""
    base = {
        "owner_type": "person", "owner_id": world.olga.id, "type_id": 1, "status_id": 200, "contract_id": world.contract,
        "label": "Review", "timezone": "Europe/Berlin", "start_at": "2026-03-02T07:00:00.000Z",
        "end_at": "2026-03-02T08:00:00.000Z", "date": TODAY, "duration": 60, **columns,
    }  # fmt: skip
    hosts = [world.walt.owner]
    return await world.hall.app.database.write(lambda tx: insert_event(tx, world.hall.clock(), hosts, **base))


async def _of_event(world, event, by=None, **how):
    how = {"event_id": event, "date": TODAY, **how}
    return (await (by or world.walt).call("create_event_charge", **how))["transaction"]


async def test_an_event_is_charged_by_its_length(world):
    event = await _event(world)
    made = await _of_event(world, event)
    assert (made["parent_id"], made["time"], made["amount"], made["label"]) == (event, 60, "40.00", "Review")
    assert made["source"] == "event"


async def test_an_event_with_a_price_is_charged_at_it_unless_time_is_given(world):
    priced = await _event(world, amount=9900, currency="EUR")
    made = await _of_event(world, priced)
    assert (made["amount"], made["fixed"], made["time"]) == ("99.00", True, 60)
    other = await _event(world, amount=9900, currency="EUR")
    assert (await _of_event(world, other, time=30))["amount"] == "20.00"
    task = {"type_id": 2, "kind": "task", "status_id": 777, "start_at": None, "end_at": None, "duration": None}
    done = await _event(world, **task, amount=5000, currency="EUR")
    made = await _of_event(world, done)
    assert made["amount"] == "50.00"
    assert "time" not in made


async def test_an_events_beneficiary_is_paid_when_nobody_is_named(world):
    event = await _event(world, benefitable_type="participant", benefitable_id=world.walt_place)
    assert (await _of_event(world, event, world.olga))["participant_id"] == world.walt_place
    person = await _event(world, benefitable_type="user", benefitable_id=world.walt.id)
    assert (await _of_event(world, person, world.olga))["participant_id"] == world.walt_place


async def test_an_event_is_charged_once_for_each_who_is_paid(world):
    event = await _event(world)
    first = await _of_event(world, event)
    with pytest.raises(Refused) as no:
        await _of_event(world, event)
    assert (no.value.code, no.value.details["charge_id"]) == ("already_charged", first["id"])
    await world.set("UPDATE contracts SET settings = '{\"rate\": 1000}'")
    assert (await _of_event(world, event, world.olga, benefitable_id=world.wanda_place))["amount"] == "10.00"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"status_id": 100}, "pending"),
        ({"status_id": 444}, "cancelled"),
        ({"start_at": "2026-03-02T10:00:00.000Z", "end_at": "2026-03-02T11:00:00.000Z"}, "2026-03-02T11:00:00+01:00"),
        ({"payment_status_id": 300}, "paid by itself"),
        ({"type_id": 2, "kind": "comment", "status_id": 777, "start_at": None, "end_at": None}, "comment"),
        (
            {"type_id": 2, "kind": "task", "status_id": 777, "start_at": None, "end_at": None, "duration": None},
            "length",
        ),
    ],
)
async def test_what_did_not_take_place_or_is_no_work_is_not_charged(world, columns, said):
    with pytest.raises(Refused) as no:
        await _of_event(world, await _event(world, **columns))
    assert said in no.value.text


async def test_an_event_of_no_contract_is_a_booking(world):
    event = await _event(world, contract_id=None)
    with pytest.raises(Refused) as no:
        await _of_event(world, event)
    assert "pay_schedule_events" in no.value.text
    stranger = await world.hall.person("sam@else.test")
    with pytest.raises(Refused) as no:
        await _of_event(world, event, stranger)
    assert no.value.status == 404


async def _dear(world):
    """Walt takes the most that can be set for an hour."""
    await world.set("UPDATE contract_participants SET price = 9000000000000000 WHERE id = :id", id=world.walt_place)


async def test_charges_of_a_contract_never_come_to_more_than_sums_can_hold(world):
    await _dear(world)
    assert "at most" in (await _refused(world, time=1440)).fields["time"]
    for _ in range(2):
        id = (await _bill(world, time=330))["id"]
    no = await _refused(world, time=60)
    assert "990000000000000.00 EUR are there already" in no.fields["time"]
    with pytest.raises(Refused) as no:
        await world.walt.call("update_participant_charge", participant_id=world.walt_place, event_id=id, time=400)
    assert "at most" in no.value.fields["time"]
    await world.approve(id)
    seen = await world.olga.call("get_contract", contract_id=world.contract)
    assert seen["contract"]["id"] == world.contract
    assert (await world.balance())["charged_approved"] == "495000000000000.00"


async def test_the_time_of_a_clock_is_kept_even_when_its_price_does_not_fit(world):
    await _dear(world)
    await world.set("UPDATE contracts SET settings = '{\"trackable\": true}'")
    await world.walt.call("start_participant_timer", participant_id=world.walt_place)
    world.hall.clock.advance(hours=12)
    stopped = await world.walt.call("stop_participant_timer", participant_id=world.walt_place)
    assert (stopped["transaction"]["time"], stopped["transaction"]["amount"]) == (720, "0.00")
    assert "nothing to pay" in stopped["warnings"][0]


@pytest.mark.parametrize(
    ("owner", "meant", "by", "status"),
    [
        ("olga", True, "walt", 200),
        ("olga", False, "walt", 100),
        ("walt", True, "walt", 100),
        ("walt", False, "olga", 200),
    ],
)
async def test_a_price_approves_itself_only_as_the_word_of_those_who_pay(hall, owner, meant, by, status):
    world = await money_world(hall, settings={"auto_approve": True})
    people = {"olga": world.olga, "walt": world.walt}
    payee = {"benefitable_type": "participant", "benefitable_id": world.walt_place} if meant else {}
    event = await _event(world, owner_id=people[owner].id, amount=9900, currency="EUR", **payee)
    made = await _of_event(world, event, people[by], benefitable_id=world.walt_place)
    assert (made["amount"], made["status_id"]) == ("99.00", status)

"""New events of contracts: what they become, who may make them, who hears of them."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.contracts.cast import ask, contract, heard
from tests.tools.contracts.events.planned import START, plan, shown, task


async def test_an_appointment_waits_for_those_whose_yes_it_needs(hall: Hall, olga, will, rita, job):
    event = await plan(olga, job, will, rita, amount="80", benefitable={"type": "participant", "id": job.place})
    assert (event["type_id"], event["status_id"], event["payment_status_id"]) == (1, 100, 100)
    assert (event["start"], event["end"], event["date"], event["duration"], event["timezone"]) == (
        "2026-03-04T10:00:00+01:00", "2026-03-04T11:00:00+01:00", "2026-03-04", 60, "Europe/Berlin",
    )  # fmt: skip
    assert (event["amount"], event["currency"], event["contract_id"], event["kal_id"]) == (
        "80.00", "EUR", job.id, job.kal_id,
    )  # fmt: skip
    assert event["benefitable"]["id"] == will.id
    assert [(row["user_id"], row["role"], row["status"]) for row in event["attendees"]] == [
        (will.id, "required", "needs_action"),
        (rita.id, "required", "needs_action"),
    ]
    assert "You are invited" in heard(hall, will)[0]
    await will.call("confirm_event", event_id=event["id"])
    assert (await shown(olga, event["id"]))["status_id"] == 100
    await rita.call("confirm_event", event_id=event["id"])
    assert (await shown(olga, event["id"]))["status_id"] == 200


@pytest.mark.parametrize("people", [[], ["olga"], ["optional"]])
async def test_without_a_yes_to_wait_for_it_is_confirmed_at_once(olga, will, job, people):
    named = {
        "olga": {"user_id": olga.id},
        "optional": {"user_id": will.id, "required": False},
    }
    event = await plan(olga, job, attendees=[named[name] for name in people])
    assert event["status_id"] == 200
    assert [row["status"] for row in event["attendees"]] == {
        (): [],
        ("olga",): ["accepted"],
        ("optional",): ["needs_action"],
    }[tuple(people)]


async def test_without_a_start_it_is_a_task(olga, job):
    event = await task(olga, job, date="2026-03-06", duration=90)
    assert (event["type_id"], event["kind"], event["status_id"], event["date"], event["duration"]) == (
        2, "task", 200, "2026-03-06", 90,
    )  # fmt: skip
    assert not {"start", "end", "payment_status_id"} & event.keys()


async def test_what_must_be_paid_first_is_not_confirmed_before(olga, will, job):
    event = await plan(olga, job, amount="50", credit=False, benefitable={"type": "participant", "id": job.place})
    assert event["status_id"] == 100
    free = await plan(olga, job, amount="0", credit=False)
    assert (free["status_id"], "payment_status_id" in free) == (200, False)
    paid = await olga.call("request_event_correction", event_id=event["id"], payment_status_id=300)
    await will.call(
        "vote_on_event_corrections", event_id=event["id"], vote=True, ids=[one["id"] for one in paid["corrections"]]
    )
    after = await shown(olga, event["id"])
    assert (after["payment_status_id"], after["status_id"]) == (300, 200)


async def test_credit_is_the_contracts_unless_said(olga, will):
    prepaid = await contract(olga, credit=False)
    made = await olga.call("create_contract_event", contract_id=prepaid, label="Talk", amount="10")
    assert (made["event"]["credit"], made["event"]["status_id"]) == (False, 100)


@pytest.mark.parametrize(
    ("given", "field", "text"),
    [
        ({"start": START}, "duration", "give duration or end"),
        ({"start": START, "duration": 60, "end": "2026-03-04T10:30:00+01:00"}, "duration", "60 minutes disagree"),
        ({"start": START, "duration": 14}, "duration", "15"),
        ({"start": START, "end": "2026-03-04T10:10:00+01:00"}, "end", "15 to 1440"),
        ({"start": START, "end": "2026-03-04T09:10:00+01:00"}, "end", "after the start"),
        ({"start": "10:00", "duration": 60}, "start", "needs a date"),
        ({"end": "11:00"}, "end", "needs a start"),
        ({"currency": "USD", "amount": "5"}, "currency", "EUR"),
        ({"amount": "0.001"}, "amount", "decimal"),
        ({"attendees": [{}]}, "attendees[0]", "either"),
        ({"files": [99]}, "files", "99"),
    ],
)
async def test_what_cannot_be_is_named(olga, job, given, field, text):
    with pytest.raises(Refused) as no:
        await olga.call("create_contract_event", contract_id=job.id, label="Review", **given)
    assert text in no.value.fields[field]


async def test_wall_times_are_meant_in_the_events_zone(olga, job):
    event = await plan(olga, job, date="2026-03-29", start="01:30", end="03:30", duration=None)
    assert event["duration"] == 60
    later = await plan(olga, job, date="2026-03-29", start="09:00", timezone="America/New_York")
    assert later["start"] == "2026-03-29T09:00:00-04:00"


async def test_only_people_of_the_contract_are_invited(hall: Hall, olga, will, sam, job):
    with pytest.raises(Refused) as no:
        await plan(olga, job, attendees=[{"user_id": sam.id}, {"email": "who@else.test"}, {"user_id": will.id}])
    assert f"user {sam.id} is neither" in no.value.fields["attendees[0].user_id"]
    assert "add_contract_user" in no.value.fields["attendees[1].email"]
    assert "add_contract_user" in no.value.next
    with pytest.raises(Refused) as no:
        await plan(olga, job, attendees=[{"user_id": will.id}, {"email": "will@work.test"}])
    assert no.value.fields == {"attendees[1]": "is named twice"}
    event = await plan(olga, job, attendees=[{"email": "will@work.test"}])
    assert event["attendees"][0]["user_id"] == will.id


async def test_who_is_asked_to_work_may_be_invited_too(hall: Hall, olga, sam, job):
    await ask(olga, job.id, sam, role="tester")
    await olga.call(
        "add_contract_participant", contract_id=job.id, email="new@else.test", role="painter", schedule={"price": "30"}
    )
    event = await plan(olga, job, sam, attendees=[{"user_id": sam.id}, {"email": "new@else.test"}])
    assert [(row.get("user_id"), row.get("email")) for row in event["attendees"]] == [
        (sam.id, None),
        (None, "new@else.test"),
    ]
    await sam.call("confirm_event", event_id=event["id"])


@pytest.mark.parametrize(
    ("who", "text"),
    [("foreign", "has no participant"), ("pending", "pending"), ("stranger", "no confirmed place")],
)
async def test_only_confirmed_people_of_the_contract_are_paid(olga, will, rita, sam, job, who, text):
    other = await ask(olga, await contract(olga, label="Other"), rita)
    asked = await ask(olga, job.id, sam)
    payee = {
        "foreign": {"type": "participant", "id": other["id"]},
        "pending": {"type": "participant", "id": asked["id"]},
        "stranger": {"type": "user", "id": rita.id},
    }[who]
    with pytest.raises(Refused) as no:
        await task(olga, job, benefitable=payee)
    assert text in no.value.fields["benefitable"]
    assert (await task(olga, job, benefitable={"type": "user", "id": will.id}))["benefitable_id"] == will.id


async def test_level_1_plans_for_oneself_and_level_2_for_others(hall: Hall, olga, will, rita, sam, job):
    mine = {"type": "participant", "id": job.place}
    assert (await plan(will, job, will, benefitable=mine))["status_id"] == 200
    await task(will, job, benefitable={"type": "user", "id": will.id})
    for given in ({"attendees": [{"user_id": rita.id}]}, {"attendees": [{"user_id": will.id}, {"user_id": olga.id}]}):
        with pytest.raises(Refused) as no:
            await plan(will, job, **given)
        assert (no.value.status, "write level 2" in no.value.text) == (403, True)
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, write=0)
    with pytest.raises(Refused) as no:
        await task(sam, job)
    assert "write level 1" in no.value.text
    with pytest.raises(Refused) as no:
        await task(sam, job, benefitable=mine)
    assert "write level 2" in no.value.text


async def test_strangers_and_archives_get_nothing(hall: Hall, olga, will, sam, job):
    with pytest.raises(Refused) as no:
        await task(sam, job)
    assert no.value.status == 404
    await hall.app.database.write(lambda tx: tx.change("contracts", job.id, deleted_at="2026-03-02T09:00:00.000Z"))
    with pytest.raises(Refused) as no:
        await task(olga, job)
    assert no.value.details["state"] == "archived"


async def test_a_child_belongs_to_an_event_of_the_same_contract_that_one_sees(hall: Hall, olga, will, rita, job):
    parent = await plan(olga, job, will)
    child = await task(will, job, parent_id=parent["id"])
    assert child["parent_id"] == parent["id"]
    other = await contract(olga, label="Other")
    foreign = (await olga.call("create_contract_event", contract_id=other, label="There"))["event"]["id"]
    with pytest.raises(Refused) as no:
        await task(olga, job, parent_id=foreign)
    assert no.value.fields == {"parent_id": f"event {foreign} belongs to contract {other}, not to contract {job.id}"}
    for id in (foreign, 999):
        with pytest.raises(Refused) as no:
            await task(will, job, parent_id=id)
        assert no.value.status == 404


async def test_overlaps_are_warnings_since_a_plan_is_no_booking(olga, will, rita, job):
    first = await plan(olga, job, will)
    await will.call("confirm_event", event_id=first["id"])
    again = await olga.call(
        "create_contract_event", contract_id=job.id, label="Same time", start=START, duration=30,
        attendees=[{"user_id": will.id}, {"user_id": rita.id}],
    )  # fmt: skip
    assert [text.split(" is busy")[0] for text in again["warnings"] if "is busy" in text] == ["Olga", "Will"]


async def test_whoever_is_paid_hears_of_it_without_an_invitation(hall: Hall, olga, will, job):
    await task(olga, job, label="Paint", benefitable={"type": "participant", "id": job.place}, date="2026-03-09")
    assert heard(hall, will)[0] == "“Olga” put you down for “Paint” on 2026-03-09."
    coming = await will.call("list_upcoming_events", type_id=2)
    assert [(row["label"], row["role"]) for row in coming["items"]] == [("Paint", "payee")]


async def test_own_work_on_a_contract_is_free_of_charge(hall: Hall, olga, will, job):
    before = hall.purse(will.owner, "USDT")
    await task(will, job)
    assert hall.purse(will.owner, "USDT") == before
    spent = hall.purse(olga.owner, "USDT")
    await task(olga, job)
    assert hall.purse(olga.owner, "USDT") != spent


async def test_nobody_below_level_4_sets_a_price(will, job):
    with pytest.raises(Refused) as no:
        await plan(will, job, amount="9999", benefitable={"type": "participant", "id": job.place})
    assert (no.value.status, "write level 4" in no.value.text) == (403, True)
    assert "create_event_charge" in no.value.next

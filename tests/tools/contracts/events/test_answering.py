"""Events of contracts answered with the tools of single events: the whole way from the plan to the acceptance."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.contracts.cast import contract, heard, hire
from tests.tools.contracts.events.planned import START, plan, shown, task, update
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import ids


async def test_from_the_plan_to_the_acceptance(hall: Hall, olga, will, rita, job):
    payee = {"type": "participant", "id": job.place}
    event = (await plan(olga, job, will, rita, amount="80", benefitable=payee))["id"]
    for person, status in ((will, 100), (rita, 200)):
        answer = await person.call("confirm_event", event_id=event)
        assert (answer["event"]["status_id"], answer["pivot"]["status"]) == (status, "accepted")
    assert heard(hall, olga)[0].startswith("“Rita” comes to “Review”")
    hall.clock.set(hall.clock.now.replace(day=4, hour=10, minute=0, second=1))
    assert (await shown(will, event))["status_id"] == 555
    await hall.tick()
    assert hall.sql("SELECT status_id, release_at FROM events WHERE id = ?", event) == [(555, None)]
    with pytest.raises(Refused) as no:
        await will.call("decline_event", event_id=event)
    assert no.value.details["state"] == "delivered"
    assert "confirm_event" in (await rita.call("get_event", event_id=event))["allowed"]
    assert (await rita.call("confirm_event", event_id=event))["event"]["status_id"] == 777
    charged = await will.call("create_event_charge", event_id=event, date="2026-03-04")
    assert charged["transaction"]["amount"] == "80.00"


async def test_what_nobody_pays_for_completes_by_itself(hall: Hall, olga, will, job):
    event = (await plan(olga, job, will))["id"]
    await will.call("confirm_event", event_id=event)
    moves = "SELECT count(*) FROM changes WHERE type = 'event.changed' AND record_id = ?"
    assert hall.sql(moves, event) == [(0,)]
    hall.clock.set(hall.clock.now.replace(day=4, hour=10, minute=0, second=1))
    await hall.tick()
    assert "is over and counts as done" in heard(hall, olga)[0]
    assert hall.sql(moves, event) == [(1,)]
    hall.clock.advance(days=10)
    await hall.tick()
    assert (await shown(olga, event))["status_id"] == 777
    assert all("counts as accepted and is closed" in heard(hall, one)[0] for one in (olga, will))
    assert hall.sql(moves, event) == [(2,)]


async def test_a_no_of_somebody_required_declines_it_while_it_is_pending(hall: Hall, olga, will, rita, job):
    event = (await plan(olga, job, will, rita))["id"]
    await will.call("confirm_event", event_id=event)
    answer = await rita.call("decline_event", event_id=event, reason="On leave")
    assert answer["event"]["status_id"] == 400
    assert "does not come" in heard(hall, olga)[0]
    with pytest.raises(Refused) as no:
        await will.call("confirm_event", event_id=event)
    assert no.value.details["state"] == "declined"
    optional = (await plan(olga, job, attendees=[{"user_id": will.id}, {"user_id": rita.id, "required": False}]))["id"]
    await rita.call("decline_event", event_id=optional)
    assert (await will.call("confirm_event", event_id=optional))["event"]["status_id"] == 200


async def test_its_people_are_not_free_then(hall: Hall, olga, will, sam, job):
    hours = {"start": "2026-03-04T00:00:00Z", "end": "2026-03-05T00:00:00Z"}
    mine, theirs = await offer(hall, olga), await offer(hall, will)

    async def offered(schedule: int) -> int:
        return len((await sam.call("get_schedule", schedule_id=schedule, limit=100, **hours))["slots"])

    event = (await plan(olga, job, will))["id"]
    assert (await offered(mine), await offered(theirs)) == (8, 9)
    await will.call("confirm_event", event_id=event)
    assert (await offered(mine), await offered(theirs)) == (8, 8)
    await update(olga, job, event, status_id=444)
    assert (await offered(mine), await offered(theirs)) == (9, 9)


@pytest.mark.parametrize(
    ("quorum", "votes", "agreed"),
    [
        ("majority", [], False),
        ("majority", ["rita"], True),
        ("all", ["rita"], False),
        ("all", ["rita", "olga"], True),
        ("owner", ["rita"], False),
        ("owner", ["olga"], True),
    ],
)
async def test_suggestions_are_decided_as_the_contract_says(hall: Hall, olga, will, rita, job, quorum, votes, agreed):
    await olga.call("update_contract", contract_id=job.id, settings={"correction_quorum": quorum})
    event = (await plan(olga, job, will, rita))["id"]
    asked = await will.call("request_event_correction", event_id=event, start="2026-03-05T10:00:00+01:00")
    assert asked["applied"] == []
    for name in votes:
        voter = {"rita": rita, "olga": olga}[name]
        await voter.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(asked))
    moved = "2026-03-05T10:00:00+01:00"
    assert (await shown(olga, event))["start"] == (moved if agreed else START)


async def test_another_amount_needs_who_pays_and_who_is_paid(hall: Hall, olga, will, rita, job):
    await olga.call("update_contract", contract_id=job.id, settings={"correction_quorum": "owner"})
    payee = {"type": "participant", "id": job.place}
    event = (await plan(olga, job, will, amount="80", benefitable=payee))["id"]
    asked = await olga.call("request_event_correction", event_id=event, amount="70")
    assert (asked["applied"], asked["corrections"][0]["votes_needed"]) == ([], 2)
    await will.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(asked))
    assert (await shown(olga, event))["amount"] == "70.00"


async def test_a_first_amount_that_was_agreed_on_is_unpaid(olga, will, job):
    event = (await plan(olga, job, will, benefitable={"type": "participant", "id": job.place}))["id"]
    asked = await will.call("request_event_correction", event_id=event, amount="30")
    await olga.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(asked))
    assert (await shown(olga, event))["payment_status_id"] == 100


@pytest.mark.parametrize(
    ("given", "field", "text"),
    [
        ({"currency": "USD", "amount": "5"}, "currency", "EUR"),
        ({"attendees": "sam"}, "attendees[0].user_id", "add_contract_user"),
        ({"benefitable": "foreign"}, "benefitable", "no participant"),
        ({"benefitable": "stranger"}, "benefitable", "no confirmed place"),
    ],
)
async def test_suggestions_stay_inside_the_contract(olga, will, rita, sam, job, given, field, text):
    other = await hire(olga, await contract(olga, label="Other"), sam)
    named = {
        "sam": [{"user_id": sam.id}],
        "foreign": {"type": "participant", "id": other["id"]},
        "stranger": {"type": "user", "id": sam.id},
    }
    given = {name: named.get(value, value) for name, value in given.items()}
    event = (await plan(olga, job, will))["id"]
    with pytest.raises(Refused) as no:
        await will.call("request_event_correction", event_id=event, **given)
    assert text in no.value.fields[field]


async def test_in_an_archived_contract_nothing_of_its_events_changes(hall: Hall, olga, will, job):
    event = (await plan(olga, job, will))["id"]
    mine = (await task(will, job))["id"]
    await hall.app.database.write(lambda tx: tx.change("contracts", job.id, deleted_at="2026-03-02T09:00:00.000Z"))
    for tool, caller, id, given in (
        ("confirm_event", will, event, {}),
        ("decline_event", will, event, {}),
        ("request_event_correction", will, event, {"label": "No"}),
        ("delete_event", will, mine, {}),
    ):
        with pytest.raises(Refused) as no:
            await caller.call(tool, event_id=id, **given)
        assert no.value.details["state"] == "archived"
    assert (await shown(will, event))["view"] == "full"

"""Events of contracts in schedules: their time is not offered there, whatever becomes of them."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.cast import Job
from tests.tools.contracts.events.planned import add, plan, shown, update
from tests.tools.scheduling.bookable import offer, write
from tests.tools.scheduling.cast import book, calendar_of

# The plan of an hour from 10:00 in Berlin is the slot from 09:00 UTC.
DAY = {"start": "2026-03-04T00:00:00Z", "end": "2026-03-05T00:00:00Z"}
ALL = [f"{hour:02}" for hour in range(9, 18)]


async def attach(caller: TestCaller, job: Job, event_id: int, schedule_id: int, **settings) -> dict:
    given = {"settings": settings} if settings else {}
    return await caller.call(
        "attach_schedule_to_event", contract_id=job.id, event_id=event_id, schedule_id=schedule_id, **given
    )


async def detach(caller: TestCaller, job: Job, event_id: int, export_id: int) -> dict:
    return await caller.call("detach_schedule_from_event", contract_id=job.id, event_id=event_id, export_id=export_id)


async def free(caller: TestCaller, schedule_id: int, day: str = "04") -> list[str]:
    """The hours that a schedule offers on a day."""
    period = {
        name: value.replace("-04T", f"-{day}T").replace("-05T", f"-{int(day) + 1:02}T") for name, value in DAY.items()
    }
    shown = await caller.call("get_schedule", schedule_id=schedule_id, limit=100, **period)
    return [slot["start"][11:13] for slot in shown["slots"]]


@pytest.fixture
async def host(hall: Hall) -> TestCaller:
    """Somebody with a schedule, and no part in the contract but what a test gives."""
    return await hall.person("hanna@host.test", credit="20 USDT")


@pytest.fixture
async def schedule(hall: Hall, olga, host) -> int:
    """Olga's schedule, which Hanna alone serves: Olga's own time is not in its way."""
    return await offer(hall, olga, hosts=(host,), owner_hosts=False)


async def test_its_time_is_offered_no_more_and_again_after_it_is_taken_out(hall: Hall, olga, will, sam, job, schedule):
    event = (await plan(olga, job, will))["id"]
    assert await free(sam, schedule) == ALL
    made = await attach(olga, job, event, schedule)
    assert (made["export"], made["conflicts"]) == (
        {"id": made["export"]["id"], "event_id": event, "schedule_id": schedule, "show": "busy", "block": True}, [],
    )  # fmt: skip
    assert await free(sam, schedule) == ALL[1:]
    with pytest.raises(Refused) as no:
        await book(sam, schedule, "2026-03-04T09:00:00Z")
    assert no.value.status == 409
    found = await sam.call("find_next_slot", schedule_id=schedule, after="2026-03-04T00:00:00Z")
    assert found["slot"]["start"] == "2026-03-04T10:00:00Z"
    assert [each["schedule_id"] for each in (await olga.call("get_event", event_id=event))["exports"]] == [schedule]
    gone = await detach(olga, job, event, made["export"]["id"])
    assert gone["freed"] == {"schedule_id": schedule, "start": "2026-03-04T09:00:00Z", "end": "2026-03-04T10:00:00Z"}
    assert (gone["event"]["status_id"], gone["event"].get("exports", [])) == (100, [])
    assert await free(sam, schedule) == ALL
    await book(await hall.person("ben@home.test", credit="5 USDT"), schedule, "2026-03-04T09:00:00Z")


async def test_it_follows_every_change_of_the_event(hall: Hall, olga, will, sam, job, schedule):
    event = (await plan(olga, job, will))["id"]
    await attach(olga, job, event, schedule)
    await update(olga, job, event, start="2026-03-04T13:30:00+01:00")
    assert await free(sam, schedule) == [hour for hour in ALL if hour not in ("12", "13")]
    await update(olga, job, event, duration=90, start="2026-03-06T10:00:00+01:00")
    assert (await free(sam, schedule), await free(sam, schedule, "06")) == (ALL, ALL[2:])
    await will.call("confirm_event", event_id=event)
    assert await free(sam, schedule, "06") == ALL[2:]
    moved = await will.call("request_event_correction", event_id=event, start="2026-03-06T12:00:00+01:00")
    await olga.call(
        "vote_on_event_corrections", event_id=event, vote=True, ids=[row["id"] for row in moved["corrections"]]
    )
    assert await free(sam, schedule, "06") == [hour for hour in ALL if hour not in ("11", "12")]
    await update(olga, job, event, status_id=444)
    assert await free(sam, schedule, "06") == ALL


@pytest.mark.parametrize("act", ["decline", "refuse", "delete"])
async def test_what_does_not_take_place_takes_no_time(olga, will, sam, job, schedule, act):
    event = (await plan(olga, job, will))["id"]
    await attach(olga, job, event, schedule)
    if act == "decline":
        await will.call("decline_event", event_id=event)
    elif act == "refuse":
        await update(olga, job, event, status_id=400)
    else:
        await olga.call("delete_event", event_id=event)
    assert await free(sam, schedule) == ALL
    if act == "refuse":
        await update(olga, job, event, status_id=100)
        assert await free(sam, schedule) == ALL[1:]


async def test_it_may_only_be_shown_and_settings_change_with_the_same_number(olga, will, sam, job, schedule):
    event = (await plan(olga, job))["id"]
    first = await attach(olga, job, event, schedule, block=False)
    assert await free(sam, schedule) == ALL
    again = await attach(olga, job, event, schedule, show="label")
    assert again["export"] == {**first["export"], "show": "label"}
    third = await attach(olga, job, event, schedule, block=True)
    assert (third["export"]["id"], third["export"]["show"]) == (first["export"]["id"], "label")
    await detach(olga, job, event, first["export"]["id"])
    back = await attach(olga, job, event, schedule)
    assert back["export"] == {**first["export"], "show": "busy", "block": True}


async def test_what_was_booked_before_stays_and_is_named(hall: Hall, olga, sam, job, schedule):
    booked = await book(sam, schedule, "2026-03-04T09:00:00Z")
    await book(await hall.person("ben@home.test", credit="5 USDT"), schedule, "2026-03-04T11:00:00Z")
    event = (await plan(olga, job))["id"]
    conflicts = (await attach(olga, job, event, schedule))["conflicts"]
    assert [(row["event_id"], row["start"], row["status_id"], row["bookings"]) for row in conflicts] == [
        (booked, "2026-03-04T09:00:00Z", 200, 1)
    ]
    assert (await shown(sam, booked))["status_id"] == 200


async def test_only_appointments_have_a_time(olga, will, job, schedule):
    task = await add(olga, job, kind="task", label="Paint")
    charge = await add(will, job, duration=30)
    for id, noun in ((task["id"], "task"), (charge["id"], "charge")):
        with pytest.raises(Refused) as no:
            await attach(olga, job, id, schedule)
        assert f"is a {noun}; only appointments" in no.value.fields["event_id"]


async def test_it_takes_ones_own_event_or_level_3_and_a_schedule_one_manages(
    hall: Hall, olga, will, rita, sam, job, schedule
):
    mine = await offer(hall, will)
    theirs = (await plan(olga, job, will))["id"]
    with pytest.raises(Refused) as no:
        await attach(will, job, theirs, mine)
    assert (no.value.status, "write level 3" in no.value.text) == (403, True)
    own = (await plan(will, job))["id"]
    await attach(will, job, own, mine)
    with pytest.raises(Refused) as no:
        await attach(will, job, own, schedule)
    assert (no.value.status, f"schedule {schedule}" in no.value.text) == (403, True)
    hidden = await offer(hall, sam, private=True)
    with pytest.raises(Refused) as no:
        await attach(will, job, own, hidden)
    assert no.value.status == 404
    with pytest.raises(Refused) as no:
        await attach(rita, job, theirs, schedule)
    assert no.value.status == 403
    await olga.call("add_schedule_users", schedule_id=schedule, users=[{"user_id": rita.id, "role_id": 2}])
    await rita.call("accept_schedule_role", schedule_id=schedule)
    await attach(rita, job, theirs, schedule)
    with pytest.raises(Refused) as no:
        await attach(sam, job, theirs, hidden)
    assert no.value.status == 404


async def test_an_export_is_of_one_event_and_ends_once(hall: Hall, olga, will, sam, job, schedule):
    first, second = (await plan(olga, job, label="One"))["id"], (await plan(olga, job, label="Two"))["id"]
    export = (await attach(olga, job, first, schedule))["export"]["id"]
    with pytest.raises(Refused) as no:
        await detach(olga, job, second, export)
    assert no.value.fields["export_id"] == f"export {export} is of event {first} 'One', not of event {second}"
    assert (no.value.next, no.value.calls[0]["arguments"]["arguments"]) == (["get_event"], {"event_id": first})
    with pytest.raises(Refused) as no:
        await detach(olga, job, first, 999)
    assert (no.value.status, no.value.calls[0]["arguments"]["arguments"]) == (404, {"event_id": first})
    for id in (export, 999):
        with pytest.raises(Refused) as no:
            await detach(sam, job, first, id)
        assert no.value.status == 404
    with pytest.raises(Refused) as no:
        await detach(will, job, first, export)
    assert no.value.status == 403
    await detach(olga, job, first, export)
    with pytest.raises(Refused) as no:
        await detach(olga, job, first, export)
    assert (no.value.details["state"], "already" in no.value.text) == ("detached", True)


async def test_the_owner_of_a_schedule_always_takes_it_out_without_seeing_the_contract(hall: Hall, olga, sam, job):
    schedule = await offer(hall, sam)
    await sam.call("add_schedule_users", schedule_id=schedule, users=[{"user_id": olga.id, "role_id": 2}])
    await olga.call("accept_schedule_role", schedule_id=schedule)
    event = (await plan(olga, job, label="Secret plan", private=True))["id"]
    export = (await attach(olga, job, event, schedule, show="full"))["export"]["id"]
    assert ALL[0] not in await free(sam, schedule)
    seen = await shown(sam, event)
    assert (seen["view"], "label" in seen) == ("busy", False)
    gone = await detach(sam, job, event, export)
    assert (gone["event"].get("label"), gone["freed"]["schedule_id"]) == (None, schedule)
    assert await free(sam, schedule) == ALL
    with pytest.raises(Refused) as no:
        await shown(sam, event)
    assert no.value.status == 404


@pytest.mark.parametrize(
    ("show", "label", "view"), [("busy", None, "busy"), ("label", "Plan", "busy"), ("full", "Plan", "full")]
)
async def test_the_calendar_of_the_schedule_shows_as_much_as_the_export_says(
    hall: Hall, olga, sam, rita, job, show, label, view
):
    schedule = await offer(hall, sam)
    kal = calendar_of(hall, sam)
    await write(hall, "UPDATE calendars SET private = 0 WHERE id = :id", id=kal)
    await sam.call("add_schedule_users", schedule_id=schedule, users=[{"user_id": olga.id, "role_id": 2}])
    await olga.call("accept_schedule_role", schedule_id=schedule)
    event = (await plan(olga, job, label="Plan"))["id"]
    export = (await attach(olga, job, event, schedule, show=show))["export"]["id"]
    for caller, tool in ((sam, "get_calendar"), (sam, "get_default_calendar")):
        given = {"kal_id": kal} if tool == "get_calendar" else {}
        (row,) = (await caller.call(tool, **given, **DAY))["events"]
        assert (row["id"], row.get("label"), row["view"], row.get("kal_schedule_id")) == (event, label, view, schedule)
    # Members of the contract see what they see there, strangers that time is taken, and a page what is free.
    (row,) = (await rita.call("get_calendar", kal_id=kal, **DAY))["events"]
    assert (row["label"], row["view"]) == ("Plan", "full")
    stranger = await hall.person("noa@else.test")
    (row,) = (await stranger.call("get_calendar", kal_id=kal, **DAY))["events"]
    assert (row["id"], row["view"], "label" in row) == (event, "busy", False)
    await detach(olga, job, event, export)
    assert (await sam.call("get_calendar", kal_id=kal, **DAY))["events"] == []


async def test_a_deleted_schedule_shows_nothing(hall: Hall, olga, job, schedule):
    event = (await plan(olga, job))["id"]
    await attach(olga, job, event, schedule)
    await olga.call("delete_schedule", schedule_id=schedule)
    assert (await olga.call("get_event", event_id=event))["exports"] == []

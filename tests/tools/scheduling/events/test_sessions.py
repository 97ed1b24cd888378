"""Sessions added by hand, and time blocked in a schedule."""

from __future__ import annotations

import pytest

from tests.hall import Refused, TestCaller
from tests.tools.scheduling.schedule_world import agree, open_from, publish, slots

SATURDAY = "2026-03-07"


async def add(by: TestCaller, schedule_id: int, **given):
    return await by.call("add_schedule_event", schedule_id=schedule_id, **{"label": "Workshop", **given})


async def test_a_workshop_with_seats_is_offered_until_full(hall, ida, bob):
    schedule_id = await publish(ida, price="10.00", currency="EUR")
    await hall.credit(bob.owner, "500.00 EUR")
    added = await add(ida, schedule_id, start=f"{SATURDAY}T13:07:00Z", duration=120, capacity=12, price="25.00")
    event = added["event"]
    assert (event["status_id"], event["capacity"], event["duration"], added["conflicts"]) == (200, 12, 120, [])
    afternoon = {"start": f"{SATURDAY}T13:00:00Z", "end": f"{SATURDAY}T14:00:00Z"}
    shown = await bob.call("get_schedule", schedule_id=schedule_id, **afternoon)
    (slot,) = shown["slots"]
    assert (slot["event_id"], slot["seats_left"], slot["price"], slot["start"]) == (
        event["id"],
        12,
        "25.00",
        f"{SATURDAY}T13:07:00Z",
    )
    booked = await bob.call("book_schedule", schedule_id=schedule_id, event_id=event["id"], seats=11)
    assert booked["event"]["amount"] == "275.00"
    left = await bob.call("find_next_slot", schedule_id=schedule_id, after=f"{SATURDAY}T13:00:00Z")
    assert (left["slot"]["event_id"], left["slot"]["seats_left"]) == (event["id"], 1)
    with pytest.raises(Refused) as refused:
        await bob.call("book_schedule", schedule_id=schedule_id, event_id=event["id"], seats=2)
    assert refused.value.code == "slot_taken"


async def test_a_session_takes_its_hosts_time_from_the_grid(hall, ida, bob):
    schedule_id = await publish(ida)
    await add(ida, schedule_id, date=SATURDAY, start="09:30", end="10:30")
    assert await slots(bob, schedule_id, SATURDAY) == ["09:30", "11:00"]


async def test_a_session_may_take_the_start_of_a_hold_that_lapsed(hall, ida, bob):
    schedule_id = await publish(ida, price="10.00", currency="EUR")
    start = f"{SATURDAY}T10:00:00Z"
    await bob.call("book_schedule", schedule_id=schedule_id, start=start, pay="later")
    hall.clock.advance(hours=1)
    added = await add(ida, schedule_id, start=start)
    assert added["event"]["start"] == start
    assert hall.sql("SELECT status_id FROM events ORDER BY id") == [(444,), (200,)]


async def test_times_on_a_date_are_read_in_the_schedules_zone(hall, ida, bob):
    schedule_id = await publish(ida, timezone="Europe/Berlin")
    added = await add(ida, schedule_id, date="2026-10-25", start="02:30", duration=30)
    assert added["event"]["start"] == "2026-10-25T02:30:00+02:00"
    late = await add(ida, schedule_id, date=SATURDAY, start="23:30", end="00:30")
    assert (late["event"]["start"], late["event"]["end"]) == ("2026-03-07T23:30:00+01:00", "2026-03-08T00:30:00+01:00")


async def test_busy_hosts_are_named_with_their_times(hall, ida, bob):
    schedule_id = await publish(ida)
    await bob.call("book_schedule", schedule_id=schedule_id, start=f"{SATURDAY}T10:00:00Z")
    with pytest.raises(Refused) as refused:
        await add(ida, schedule_id, start=f"{SATURDAY}T10:30:00Z")
    assert refused.value.code == "hosts_busy"
    taken = {"start": f"{SATURDAY}T10:00:00Z", "end": f"{SATURDAY}T11:00:00Z", "host_id": ida.id}
    assert refused.value.details["conflicts"] == [taken]
    assert f"host {ida.id} from {SATURDAY}T10:00:00Z" in refused.value.text


async def test_another_free_host_serves_it(hall, ida, bob):
    schedule_id = await publish(ida)
    await ida.call("add_schedule_users", schedule_id=schedule_id, users=[{"user_id": bob.id, "role_id": 3}])
    await agree(schedule_id, bob)
    cid = await hall.person("cid@work.test", credit="5 USDT")
    await cid.call("book_schedule", schedule_id=schedule_id, start=f"{SATURDAY}T10:00:00Z")
    added = await add(ida, schedule_id, start=f"{SATURDAY}T10:30:00Z")
    assert [host["id"] for host in added["event"]["hosts"]] == [bob.id]


async def test_blocked_time_may_overlap_and_cannot_be_booked(hall, ida, bob):
    schedule_id = await publish(ida)
    await bob.call("book_schedule", schedule_id=schedule_id, start=f"{SATURDAY}T10:00:00Z")
    blocked = await add(
        ida, schedule_id, label="Dentist", start=f"{SATURDAY}T09:00:00Z", end=f"{SATURDAY}T10:30:00Z", bookable=False
    )
    assert [conflict["start"] for conflict in blocked["conflicts"]] == [f"{SATURDAY}T10:00:00Z"]
    assert await slots(bob, schedule_id, SATURDAY) == ["11:00"]
    with pytest.raises(Refused):
        await bob.call("book_schedule", schedule_id=schedule_id, event_id=blocked["event"]["id"])


async def test_attendees_are_booked_in_and_owe_nothing_before_they_agree(hall, ida, bob):
    schedule_id = await publish(ida)
    added = await add(
        ida,
        schedule_id,
        start=f"{SATURDAY}T10:00:00Z",
        capacity=4,
        price="20.00",
        attendees=[{"user_id": bob.id, "seats": 2}, {"email": "guest@home.test"}],
    )
    assert added["event"]["seats_taken"] == 3
    rows = hall.sql(
        "SELECT user_id, email, status, status_id, payment_status_id, amount, payer_id, payee_id FROM event_attendees"
    )
    assert rows == [
        (bob.id, None, "needs_action", 200, None, 4000, bob.id, ida.id),
        (None, "guest@home.test", "needs_action", 200, None, 2000, None, ida.id),
    ]
    assert await slots(ida, await publish(bob), SATURDAY) == ["09:00", "10:00", "11:00"], "his own time is still free"
    agreed = await bob.call("confirm_event", event_id=added["event"]["id"])
    assert (agreed["pivot"]["status"], agreed["pivot"]["payment_status_id"]) == ("accepted", 100)
    assert await slots(ida, 2, SATURDAY) == ["09:00", "11:00"]
    mail = (await hall.mails("guest@home.test"))[0]
    assert mail.subject == "Booking invited"
    assert "“Workshop”" in mail.body
    found = await bob.call("find_next_slot", schedule_id=schedule_id, after=f"{SATURDAY}T09:59:00Z")
    assert found["slot"]["seats_left"] == 1


async def test_whose_address_it_is_shows_only_to_somebody_who_knows_them(hall, ida, bob):
    schedule_id = await publish(ida)
    await bob.call("update_my_profile", name="Bob Stranger")
    shown = []
    for hour, email in ((10, "bob@work.test"), (11, "nobody@book.test")):
        added = await add(ida, schedule_id, start=f"{SATURDAY}T{hour}:00:00Z", capacity=4, attendees=[{"email": email}])
        (attendee,) = added["event"]["attendees"]
        shown.append({key for key, value in attendee.items() if value is not None})
        assert attendee["email"] == email
    assert shown[0] == shown[1]
    assert "user_id" not in shown[0]
    both = [{"email": "bob@work.test"}, {"user_id": bob.id}]
    await add(ida, schedule_id, start=f"{SATURDAY}T12:00:00Z", capacity=4, attendees=both)
    await bob.call("add_contact", email="ida@work.test")
    known = await add(ida, schedule_id, start=f"{SATURDAY}T14:00:00Z", attendees=[{"email": "bob@work.test"}])
    assert known["event"]["attendees"][0]["name"] == "Bob Stranger"


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({}, "start", "is required"),
        ({"start": "10:00"}, "start", "needs a date"),
        ({"start": f"{SATURDAY}T10:00:00Z", "end": f"{SATURDAY}T11:00:00Z", "duration": 30}, "duration", "disagree"),
        ({"start": f"{SATURDAY}T10:00:00Z", "end": f"{SATURDAY}T10:10:00Z"}, "end", "15 to 1440"),
        ({"start": "2026-03-01T10:00:00Z"}, "start", "is past"),
        ({"start": f"{SATURDAY}T10:00:00Z", "status_id": 777}, "status_id", "over"),
        ({"start": f"{SATURDAY}T10:00:00Z", "type_id": 3}, "type_id", "belong to a contract"),
        ({"start": f"{SATURDAY}T10:00:00Z", "type_id": 4}, "type_id", "record_schedule_deposit"),
        ({"start": f"{SATURDAY}T10:00:00Z", "currency": "USD"}, "currency", "EUR"),
        ({"start": f"{SATURDAY}T10:00:00Z", "attendees": [{}]}, "attendees[0]", "either user_id or email"),
        ({"start": f"{SATURDAY}T10:00:00Z", "attendees": [{"user_id": 99}]}, "attendees[0].user_id", "no person 99"),
        (
            {"start": f"{SATURDAY}T10:00:00Z", "attendees": [{"email": "a@b.test", "seats": 2}]},
            "attendees",
            "2 seats are taken by attendees; capacity is 1",
        ),
        (
            {"start": f"{SATURDAY}T10:00:00Z", "bookable": False, "attendees": [{"email": "a@b.test"}]},
            "attendees",
            "has no seats",
        ),
    ],
)
async def test_what_cannot_be_is_explained(hall, ida, bob, given, field, says):
    schedule_id = await publish(ida, price="10.00", currency="EUR")
    with pytest.raises(Refused) as refused:
        await add(ida, schedule_id, **given)
    assert says in refused.value.fields[field], refused.value.fields
    assert hall.sql("SELECT count(*) FROM events") == [(0,)]


async def test_a_planned_session_is_not_bookable_yet_but_takes_time(hall, ida, bob):
    schedule_id = await publish(ida)
    planned = await add(ida, schedule_id, start=f"{SATURDAY}T10:00:00Z", status_id=100)
    assert await slots(bob, schedule_id, SATURDAY) == ["09:00", "11:00"]
    with pytest.raises(Refused):
        await bob.call("book_schedule", schedule_id=schedule_id, event_id=planned["event"]["id"])


async def test_a_session_can_be_entered_afterwards(hall, ida, bob):
    schedule_id = await publish(ida)
    added = await add(ida, schedule_id, start="2026-03-01T10:00:00Z", status_id=777, attendees=[{"user_id": bob.id}])
    assert added["event"]["status_id"] == 777


async def test_a_task_in_a_schedule_has_no_time_to_take(hall, ida, bob):
    schedule_id = await publish(ida)
    added = await add(ida, schedule_id, label="Print handouts", date=SATURDAY, type_id=2)
    assert (added["event"]["type_id"], added["event"]["kind"], added["event"]["date"]) == (2, "task", SATURDAY)
    assert await slots(bob, schedule_id, SATURDAY) == ["09:00", "10:00", "11:00"]


async def test_hosts_may_add_and_observers_may_not(hall, ida, bob):
    schedule_id = await publish(ida)
    for role, status in ((6, 403), (3, None)):
        await ida.call("add_schedule_users", schedule_id=schedule_id, users=[{"user_id": bob.id, "role_id": role}])
        await agree(schedule_id, bob)
        if status is None:
            await add(bob, schedule_id, start=f"{SATURDAY}T13:00:00Z")
            continue
        with pytest.raises(Refused) as refused:
            await add(bob, schedule_id, start=f"{SATURDAY}T13:00:00Z")
        assert refused.value.status == status
    with pytest.raises(Refused) as refused:
        await add(bob, 999, start=f"{SATURDAY}T13:00:00Z")
    assert refused.value.status == 404


async def test_an_added_session_costs_a_write_and_a_refused_one_nothing(hall, ida, bob):
    schedule_id = await publish(ida)
    before = hall.purse(ida.owner, "USDT")[0]
    with pytest.raises(Refused):
        await add(ida, schedule_id)
    assert hall.purse(ida.owner, "USDT")[0] == before
    added = await add(ida, schedule_id, start=f"{SATURDAY}T13:00:00Z")
    assert hall.purse(ida.owner, "USDT")[0] < before
    assert "charge" in added


async def test_shifts_of_somebody_who_does_not_serve_need_no_host(hall, ida, bob):
    schedule_id = await publish(ida, open_from("09:00", "11:00", owner_hosts=False), type_id=3)
    assert await slots(bob, schedule_id, SATURDAY) == ["09:00", "10:00"]
    await bob.call("book_schedule", schedule_id=schedule_id, start=f"{SATURDAY}T09:00:00Z")
    assert await slots(bob, schedule_id, SATURDAY) == ["10:00"]
    await add(ida, schedule_id, start=f"{SATURDAY}T14:00:00Z")
    assert await slots(bob, schedule_id, SATURDAY) == ["10:00", "14:00"]


@pytest.mark.parametrize("length", [{"end": "2026-03-10T09:00:00Z"}, {"duration": 4320}])
@pytest.mark.parametrize("bookable", [True, False])
async def test_time_off_over_several_days_is_refused_with_the_exception_that_makes_it(hall, ida, length, bookable):
    schedule_id = await publish(ida)
    with pytest.raises(Refused) as no:
        await add(ida, schedule_id, start=f"{SATURDAY}T09:00:00Z", bookable=bookable, **length)
    assert "{from: '2026-03-07', until: '2026-03-10', windows: []}" in no.value.fields["end"]
    assert "update_schedule" in no.value.next


async def test_a_session_inside_the_notice_is_booked_by_its_start_as_by_its_event(hall, ida, bob):
    schedule_id = await publish(ida, open_from("09:00", "12:00", min_notice=3000))
    for hour in (13, 14):
        await add(ida, schedule_id, start=f"2026-03-02T{hour}:30:00Z", duration=30)
    booked = await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-02T13:30:00Z")
    assert booked["event"]["status_id"] == 200
    with pytest.raises(Refused) as no:
        await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-02T11:00:00Z")
    assert "too soon" in no.value.fields["start"]

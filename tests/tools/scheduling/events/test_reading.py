"""Looking at events, answering invitations, deleting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from store.database import Transaction
from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, add_session, books_balance, offer, write

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
async def eva(hall: Hall) -> TestCaller:
    eva = await hall.person("eva@work.test")
    await hall.credit(eva.owner, "20 USDT")
    return eva


@pytest.fixture
async def ann(hall: Hall) -> TestCaller:
    ann = await hall.person("ann@home.test")
    await hall.credit(ann.owner, "20 USDT")
    await hall.credit(ann.owner, "500 EUR")
    return ann


@pytest.fixture
async def sam(hall: Hall) -> TestCaller:
    return await hall.person("sam@else.test")


async def plan(hall: Hall, owner: TestCaller, *people: TestCaller, emails: tuple[str, ...] = (), **columns: Any) -> int:
    """An appointment of an owner's own calendar that waits for these people; its id."""

    def insert(tx: Transaction) -> int:
        values = {
            "owner_type": owner.kind,
            "owner_id": owner.id,
            "type_id": 1,
            "status_id": 100,
            "kal_id": tx.value("SELECT id FROM calendars WHERE owner_id = :id AND owner_type = 'person'", id=owner.id),
            "label": "Review",
            "timezone": "Europe/Berlin",
            "start_at": "2026-03-05T09:00:00.000Z",
            "end_at": "2026-03-05T10:00:00.000Z",
            "date": "2026-03-05",
            "duration": 60,
            "created_at": "2026-03-02T09:00:00.000Z",
            "updated_at": "2026-03-02T09:00:00.000Z",
            **columns,
        }
        event_id = tx.insert("events", **values)
        for person in people:
            tx.insert(
                "event_attendees",
                event_id=event_id,
                user_type="person",
                user_id=person.id,
                created_at=values["created_at"],
            )
        for email in emails:
            tx.insert(
                "event_attendees", event_id=event_id, email=email, role="optional", created_at=values["created_at"]
            )
        return event_id

    return await hall.app.database.write(insert)


async def test_an_event_shows_people_times_and_what_may_be_done(hall, eva, ann):
    event = await plan(hall, eva, ann)
    shown = await ann.call("get_event", event_id=event, timezone="Asia/Tokyo")
    assert shown["event"]["start"] == "2026-03-05T18:00:00+09:00"
    assert (shown["event"]["timezone"], shown["event"]["view"]) == ("Europe/Berlin", "full")
    assert shown["pivot"]["status"] == "needs_action"
    assert shown["allowed"] == ["confirm_event", "decline_event", "request_event_correction"]
    own = await eva.call("get_event", event_id=event)
    assert own["event"]["start"] == "2026-03-05T10:00:00+01:00"
    assert own["kals"][0]["label"] == "My calendar"
    assert "delete_event" in own["allowed"]


async def test_strangers_see_nothing_and_a_public_calendar_only_that_the_time_is_taken(hall, eva, ann, sam):
    event = await plan(hall, eva, ann)
    for id in (event, 999):
        with pytest.raises(Refused) as no:
            await sam.call("get_event", event_id=id)
        assert no.value.status == 404
    await write(hall, "UPDATE calendars SET private = 0 WHERE owner_id = :id", id=eva.id)
    for caller in (sam, hall.nobody()):
        shown = await caller.call("get_event", event_id=event)
        assert shown["event"]["view"] == "busy"
        assert set(shown["event"]) == {
            "id",
            "view",
            "type_id",
            "type",
            "status_id",
            "status",
            "timezone",
            "start",
            "end",
            "date",
            "duration",
        }
        assert shown["allowed"] == []
    await write(hall, "UPDATE events SET private = 1")
    with pytest.raises(Refused) as no:
        await sam.call("get_event", event_id=event)
    assert no.value.status == 404


async def test_every_tool_treats_a_strangers_event_like_one_that_does_not_exist(hall, eva, ann, sam):
    event = await plan(hall, eva, ann)
    await hall.credit(sam.owner, "20 USDT")
    calls = {
        "get_event": {},
        "list_child_events": {},
        "confirm_event": {},
        "decline_event": {},
        "delete_event": {},
        "request_event_correction": {"label": "Mine"},
        "vote_on_event_corrections": {"vote": True, "ids": [1]},
    }
    for tool, arguments in calls.items():
        texts = set()
        for id in (event, 4711):
            with pytest.raises(Refused) as no:
                await sam.call(tool, event_id=id, **arguments)
            assert no.value.status == 404, tool
            texts.add(no.value.text.replace(str(id), "N"))
        assert len(texts) == 1, tool


async def test_bookers_of_a_group_do_not_see_each_other_and_hosts_see_guests_addresses(hall, eva, ann):
    schedule = await offer(hall, eva, msp=3)
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    guest = {"name": "Gus", "email": "gus@guest.test"}
    await hall.nobody().call("book_schedule", schedule_id=schedule, start=SLOT, guest=guest)
    seen = (await ann.call("get_event", event_id=1))["event"]["attendees"]
    assert [row["name"] for row in seen] == ["Ann"]
    hosted = (await eva.call("get_event", event_id=1))["event"]["attendees"]
    assert [(row["name"], row.get("email")) for row in hosted] == [("Ann", None), ("Gus", "gus@guest.test")]


async def test_an_invitation_is_accepted_and_the_event_confirmed_once_everybody_required_did(hall, eva, ann, sam):
    event = await plan(hall, eva, ann, sam, emails=("kim@else.test",))
    first = await ann.call("confirm_event", event_id=event)
    assert (first["event"]["status_id"], first["pivot"]["status"]) == (100, "accepted")
    assert (await ann.call("confirm_event", event_id=event))["pivot"]["status"] == "accepted"
    second = await sam.call("confirm_event", event_id=event)
    assert second["event"]["status_id"] == 200
    notices = hall.sql("SELECT text FROM notices WHERE owner_id = ? AND topic = 'event'", eva.id)
    assert len(notices) == 2


async def test_a_guest_says_yes_for_nobody_else(hall, eva, ann, sam):
    event = await plan(hall, eva, ann, sam)
    for attendee in (2, 77):
        with pytest.raises(Refused) as no:
            await ann.call("confirm_event", event_id=event, attendee_id=attendee)
        assert no.value.code == "forbidden"


async def test_what_must_be_paid_first_is_not_confirmed_by_a_yes(hall, eva, ann):
    event = await plan(hall, eva, ann, amount=5000, currency="EUR", payment_status_id=100, credit=0)
    answer = await ann.call("confirm_event", event_id=event)
    assert answer["event"]["status_id"] == 100
    assert "once it is paid" in answer["warnings"][0]
    on_credit = await plan(hall, eva, ann, amount=5000, currency="EUR", payment_status_id=100, credit=1)
    assert (await ann.call("confirm_event", event_id=on_credit))["event"]["status_id"] == 200


async def test_a_required_no_declines_a_pending_event_and_later_answers_are_refused(hall, eva, ann, sam):
    event = await plan(hall, eva, ann, sam)
    answer = await ann.call("decline_event", event_id=event, reason="on holiday")
    assert (answer["event"]["status_id"], answer["pivot"]["status"], answer["freed"]) == (400, "declined", True)
    assert any("on holiday" in text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_id = ?", eva.id))
    for tool in ("confirm_event", "decline_event"):
        with pytest.raises(Refused) as no:
            await sam.call(tool, event_id=event)
        assert "declined (400)" in no.value.text


async def test_backing_out_of_a_confirmed_event_leaves_it_to_the_others_until_nobody_is_left(hall, eva, ann, sam):
    event = await plan(hall, eva, ann, sam)
    await ann.call("confirm_event", event_id=event)
    await sam.call("confirm_event", event_id=event)
    assert (await ann.call("decline_event", event_id=event))["event"]["status_id"] == 200
    with pytest.raises(Refused) as no:
        await ann.call("decline_event", event_id=event)
    assert no.value.code == "wrong_state"
    assert (await sam.call("decline_event", event_id=event))["event"]["status_id"] == 444


async def test_an_invitation_by_address_belongs_to_who_proved_it(hall, eva, ann):
    event = await plan(hall, eva, emails=("ann@home.test",))
    assert (await ann.call("confirm_event", event_id=event))["pivot"]["status"] == "accepted"


async def test_an_owner_is_told_to_delete_instead_of_declining(hall, eva, ann):
    event = await plan(hall, eva, ann)
    with pytest.raises(Refused) as no:
        await eva.call("decline_event", event_id=event)
    assert no.value.next == ["delete_event"]


async def test_an_appointment_is_delivered_by_time_and_completed_by_its_payer_or_by_time(hall, eva, ann):
    mine = await plan(hall, eva, ann, billable_type="user", billable_id=ann.id)
    other = await plan(hall, eva, ann, start_at="2026-03-06T09:00:00.000Z", end_at="2026-03-06T10:00:00.000Z")
    for event in (mine, other):
        await ann.call("confirm_event", event_id=event)
    hall.clock.set(datetime(2026, 3, 5, 10, 0, tzinfo=UTC))
    await hall.tick()
    assert (await eva.call("get_event", event_id=mine))["event"]["status_id"] == 555
    sent_back = await ann.call("decline_event", event_id=mine)
    assert sent_back["event"]["status_id"] == 100
    await write(hall, "UPDATE events SET status_id = 555 WHERE id = :id", id=mine)
    assert (await ann.call("confirm_event", event_id=mine))["event"]["status_id"] == 777
    hall.clock.set(datetime(2026, 3, 7, 10, 0, tzinfo=UTC))
    await hall.tick()
    assert (await eva.call("get_event", event_id=other))["event"]["status_id"] == 777


async def test_children_are_listed_to_a_depth_and_private_ones_only_to_their_people(hall, eva, ann):
    parent = await plan(hall, eva, ann)
    note = {"type_id": 2, "kind": "comment", "status_id": 777, "start_at": None, "end_at": None, "date": None}
    child = await plan(hall, eva, parent_id=parent, **{**note, "label": "first"})
    await plan(hall, eva, parent_id=child, **{**note, "label": "below"})
    await plan(hall, eva, parent_id=parent, **{**note, "label": "secret", "private": 1})
    await plan(hall, eva, parent_id=parent, **{**note, "type_id": 3, "kind": None, "amount": 700, "currency": "EUR"})
    listed = await ann.call("list_child_events", event_id=parent)
    assert [row["label"] for row in listed["events"]] == ["first", "Review"]
    assert all("amount" not in row for row in listed["events"])
    deep = await eva.call("list_child_events", event_id=parent, depth=2, type_id=2, descending=True)
    assert [row["label"] for row in deep["events"]] == ["secret", "below", "first"]
    assert deep["total"] == 3
    page = await eva.call("list_child_events", event_id=parent, depth=2, limit=3)
    rest = await eva.call("list_child_events", event_id=parent, depth=2, limit=3, cursor=page["next_cursor"])
    assert len(page["events"]) + len(rest["events"]) == 4


async def test_what_is_coming_up_lists_events_with_who_asked_and_free_slots(hall, eva, ann):
    schedule = await offer(hall, eva, rules=[{"days": [3], "start": "10:00", "end": "13:00"}])
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    await plan(hall, eva, ann)
    coming = await eva.call("list_upcoming_events", days=7)
    assert [(item["kind"], item["start"]) for item in coming["items"]] == [
        ("event", "2026-03-04T10:00:00Z"),
        ("slot", "2026-03-04T11:00:00Z"),
        ("slot", "2026-03-04T12:00:00Z"),
        ("event", "2026-03-05T09:00:00Z"),
    ]
    assert coming["items"][0]["requester"] == {"type": "user", "id": ann.id, "name": "Ann"}
    assert coming["items"][0]["role"] == "owner"
    first = await eva.call("list_upcoming_events", days=7, limit=2)
    rest = await eva.call("list_upcoming_events", days=7, limit=2, cursor=first["next_cursor"])
    assert first["items"] + rest["items"] == coming["items"]
    assert "next_cursor" not in rest
    theirs = await ann.call("list_upcoming_events", timezone="Europe/Berlin")
    assert [(item["kind"], item["start"], item["role"]) for item in theirs["items"]] == [
        ("event", "2026-03-04T11:00:00+01:00", "attendee"),
        ("event", "2026-03-05T10:00:00+01:00", "attendee"),
    ]


async def test_running_events_are_coming_up_and_lapsed_or_declined_ones_are_not(hall, eva, ann):
    schedule = await offer(hall, eva, price="9.00", confirm="manual")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    event = await plan(hall, eva, ann)
    await ann.call("decline_event", event_id=event)
    running = await plan(
        hall, ann, status_id=200, start_at="2026-03-02T08:30:00.000Z", end_at="2026-03-02T11:00:00.000Z"
    )
    hall.clock.advance(minutes=15)
    coming = await ann.call("list_upcoming_events")
    assert [item["id"] for item in coming["items"]] == [running]
    declined = await eva.call("list_upcoming_events", status_id=400)
    assert [item["id"] for item in declined["items"]] == [event]


async def test_tasks_with_a_due_date_come_up_on_request_and_calendars_of_others_do_not(hall, eva, ann):
    task = await plan(hall, eva, type_id=2, kind="task", start_at=None, end_at=None, duration=None)
    coming = await eva.call("list_upcoming_events", type_id=2)
    assert [(item["id"], item["date"]) for item in coming["items"]] == [(task, "2026-03-05")]
    with pytest.raises(Refused) as no:
        await ann.call("list_upcoming_events", kal_id=1)
    assert no.value.status == 404


async def test_time_taken_elsewhere_comes_up_as_busy(hall, eva):
    await write(
        hall,
        """INSERT INTO busy_blocks (owner_type, owner_id, start_at, end_at, source_type, source_id)
           VALUES ('person', :id, '2026-03-03T08:00:00.000Z', '2026-03-03T12:00:00.000Z', 'work_order', 7)""",
        id=eva.id,
    )
    item = (await eva.call("list_upcoming_events"))["items"][0]
    assert (item["kind"], item["label"]) == ("busy", "Work order 7")


async def test_deleting_a_confirmed_session_calls_it_off_and_pays_everybody_back(hall, eva, ann):
    ben = await hall.person("ben@home.test")
    await hall.credit(ben.owner, "20 USDT")
    await hall.credit(ben.owner, "50 EUR")
    schedule = await offer(hall, eva, price="15.00")
    session = await add_session(
        hall, schedule, "2026-03-04T20:00:00.000Z", "2026-03-04T22:00:00.000Z", capacity=5, price="15.00"
    )
    for booker in (ann, ben):
        await booker.call("book_schedule", schedule_id=schedule, event_id=session)
    hall.clock.set(datetime(2026, 3, 4, 19, 0, tzinfo=UTC))
    with pytest.raises(Refused) as no:
        await ann.call("delete_event", event_id=session)
    assert "decline_event" in no.value.next
    answer = await eva.call("delete_event", event_id=session, reason="ill")
    assert (answer["cancelled"], len(answer["refunds"])) == (True, 2)
    assert eva.questions
    assert "30.00 EUR" in eva.questions[-1]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert hall.purse(ben.owner, "EUR") == ("50.00", "0.00")
    assert books_balance(hall)
    with pytest.raises(Refused) as no:
        await eva.call("delete_event", event_id=session)
    assert no.value.code == "wrong_state"
    with pytest.raises(Refused) as no:
        await ann.call("get_event", event_id=session)
    assert no.value.status == 404


async def test_deleting_asks_and_a_no_changes_nothing(hall, eva, ann):
    event = await plan(hall, eva, ann)
    eva.says_yes = False
    with pytest.raises(Refused):
        await eva.call("delete_event", event_id=event)
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == 100


async def test_entries_below_a_deleted_event_go_with_it_and_charges_stay(hall, eva):
    parent = await plan(hall, eva)
    below = {"start_at": None, "end_at": None, "parent_id": parent}
    task = await plan(hall, eva, type_id=2, kind="task", **below)
    await plan(hall, eva, type_id=2, kind="comment", **{**below, "parent_id": task})
    charge = await plan(hall, eva, type_id=3, amount=100, currency="EUR", **below)
    assert (await eva.call("delete_event", event_id=parent))["children_deleted"] == 2
    assert (await eva.call("get_event", event_id=charge))["event"]["label"] == "Review"
    assert hall.sql("SELECT count(*) FROM events WHERE deleted_at IS NULL") == [(1,)]


@pytest.mark.parametrize(
    ("columns", "state", "next"),
    [
        ({"type_id": 4}, "pending (100)", "delete_contract_transactions"),
        ({"external_id": "abc"}, "imported", "get_calendar"),
        ({"status_id": 777, "payment_status_id": 300}, "completed", "get_event"),
    ],
)
async def test_what_belongs_to_the_books_or_to_elsewhere_is_not_deleted(hall, eva, columns, state, next):
    event = await plan(hall, eva, **columns)
    with pytest.raises(Refused) as no:
        await eva.call("delete_event", event_id=event)
    assert no.value.details["state"] == state
    assert next in no.value.next


async def test_a_paid_and_delivered_booking_stays_and_a_disputed_one_too(hall, eva, ann):
    schedule = await offer(hall, eva, price="20.00")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    hall.clock.set(START + timedelta(hours=2))
    with pytest.raises(Refused) as no:
        await eva.call("delete_event", event_id=event)
    assert "part of the books" in no.value.text
    await ann.call("decline_event", event_id=event)
    with pytest.raises(Refused) as no:
        await eva.call("delete_event", event_id=event)
    assert no.value.next == ["request_event_correction"]


async def test_a_token_opens_its_own_booking_only_and_nothing_else(hall, eva):
    schedule = await offer(hall, eva)
    guest = {"name": "Gus", "email": "gus@guest.test"}
    booked = await hall.nobody().call("book_schedule", schedule_id=schedule, start=SLOT, guest=guest)
    private = await plan(hall, eva)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_event", event_id=private, token=booked["token"])
    assert (no.value.status, no.value.code) == (403, "wrong_token")
    shown = await hall.nobody().call("get_event", event_id=1, token=booked["token"])
    assert shown["allowed"] == ["decline_event", "request_event_correction"]


async def test_who_answers_an_invitation_to_their_address_owns_it_from_then_on(hall, eva, ann):
    event = await plan(hall, eva, emails=("ann@home.test",))
    await ann.call("confirm_event", event_id=event)
    assert hall.sql("SELECT user_type, user_id FROM event_attendees") == [("person", ann.id)]

"""Moving bookings, groups and sessions to other times."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, add_session, books_balance, offer
from tests.tools.scheduling.cast import book, booker, ids

LATER = "2026-03-05T15:00:00Z"


async def test_moving_a_booking_waits_for_the_host_and_keeps_the_new_slot_free(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="30.00", hold_minutes=60)
    event = await book(ann, schedule)
    made = await ann.call("request_event_correction", event_id=event, start=LATER, reason="a meeting came up")
    correction = made["corrections"][0]
    assert (correction["field"], correction["status_id"], correction["votes_needed"]) == ("start", 100, 2)
    assert (made["applied"], made["event"]["start"]) == ([], "2026-03-04T10:00:00Z")
    for taken in (SLOT, LATER):
        with pytest.raises(Refused) as no:
            await ben.call("book_schedule", schedule_id=schedule, start=taken)
        assert no.value.code == "slot_taken"
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["corrections"][0] == {
        "id": correction["id"],
        "field": "start",
        "status_id": 200,
        "status": "confirmed",
        "votes_for": 2,
        "votes_against": 0,
        "votes_needed": 2,
        "applied": True,
    }
    assert (voted["event"]["id"], voted["event"]["start"], voted["event"]["end"]) == (
        event,
        LATER,
        "2026-03-05T16:00:00Z",
    )
    assert await book(ben, schedule)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "30.00")
    live = hall.sql(
        "SELECT count(*) FROM events WHERE status_id IN (100, 200) AND start_at = '2026-03-05T15:00:00.000Z'"
    )
    assert live == [(1,)]


async def test_a_refused_move_frees_the_slot_at_once(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=False, ids=ids(made))
    assert (voted["corrections"][0]["status_id"], voted["event"]["start"]) == (400, "2026-03-04T10:00:00Z")
    assert await book(ben, schedule, LATER)
    with pytest.raises(Refused) as no:
        await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert (no.value.code, "declined (400)" in no.value.text) == ("already_decided", True)


async def test_after_the_hold_the_deciding_vote_checks_again_and_a_lost_slot_leaves_the_suggestion_open(
    hall, eva, ann, ben
):
    schedule = await offer(hall, eva, hold_minutes=15)
    event = await book(ann, schedule)
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    hall.clock.advance(minutes=15)
    await hall.tick()
    other = await book(ben, schedule, LATER)
    with pytest.raises(Refused) as no:
        await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert (no.value.code, len(no.value.details["next_slots"])) == ("slot_taken", 3)
    shown = (await ann.call("get_event", event_id=event))["corrections"][0]
    assert (shown["status_id"], len(shown["votes"])) == (100, 1)
    await ben.call("decline_event", event_id=other)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["start"] == LATER


async def test_a_taken_or_off_grid_time_is_refused_with_the_next_free_ones(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    await book(ben, schedule, LATER)
    for start in (LATER, "2026-03-05T10:30:00Z"):
        with pytest.raises(Refused) as no:
            await ann.call("request_event_correction", event_id=event, start=start)
        assert no.value.code == "slot_taken"
    assert hall.sql("SELECT count(*) FROM event_corrections") == [(0,)]


async def test_a_booking_may_move_into_time_that_overlaps_its_own(hall, eva, ann):
    schedule = await offer(hall, eva, step=30)
    event = await book(ann, schedule)
    made = await ann.call("request_event_correction", event_id=event, start="2026-03-04T10:30:00Z")
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["start"] == "2026-03-04T10:30:00Z"


async def test_automatic_rescheduling_moves_at_once_before_the_free_limit_and_asks_after_it(hall, eva, ann):
    schedule = await offer(hall, eva, reschedule="auto")
    event = await book(ann, schedule)
    moved = await ann.call("request_event_correction", event_id=event, start=LATER)
    assert (moved["applied"], moved["event"]["start"]) == (["start"], LATER)
    hall.clock.set(datetime(2026, 3, 4, 15, 0, 1, tzinfo=UTC))
    asked = await ann.call("request_event_correction", event_id=event, start="2026-03-06T15:00:00Z")
    assert asked["applied"] == []
    theirs = await eva.call("request_event_correction", event_id=event, start="2026-03-07T15:00:00Z")
    assert theirs["applied"] == []


async def test_one_booker_of_a_group_moves_alone(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="10.00", msp=3)
    event = await book(ann, schedule, seats=2)
    assert await book(ben, schedule) == event
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    kept = hall.sql("SELECT seats_taken FROM events WHERE start_at = '2026-03-05T15:00:00.000Z'")
    assert kept == [(2,)]
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    other = voted["event"]["id"]
    assert other != event
    assert (await ann.call("get_event", event_id=other))["event"]["start"] == LATER
    rows = hall.sql("SELECT id, status_id, seats_taken FROM events WHERE id IN (?, ?) ORDER BY id", event, other)
    assert rows == [(event, 200, 1), (other, 200, 2)]
    assert (await ben.call("get_event", event_id=event))["event"]["start"] == "2026-03-04T10:00:00Z"
    assert hall.purse(ann.owner, "EUR") == ("500.00", "20.00")
    answer = await ann.call("decline_event", event_id=other)
    assert answer["refund"]["amount"] == "20.00"
    assert books_balance(hall)


async def test_a_time_that_its_only_booker_moved_away_from_is_free_again(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="10.00", msp=3, step=30)
    event = await book(ann, schedule, seats=2)
    half_past = "2026-03-04T10:30:00Z"
    made = await ann.call("request_event_correction", event_id=event, start=half_past)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["corrections"][0]["status_id"] == 200
    assert voted["event"]["id"] != event
    assert hall.sql("SELECT status_id, seats_taken FROM events WHERE id = ?", event) == [(444, 0)]
    with pytest.raises(Refused) as no:
        await book(ben, schedule)
    assert no.value.code == "slot_taken"
    assert hall.purse(ann.owner, "EUR") == ("500.00", "20.00")
    assert books_balance(hall)


async def test_a_group_moved_by_its_host_lets_who_disagreed_leave_without_loss(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="10.00", msp=3)
    cleo = await booker(hall, "cleo@home.test")
    event = await book(ann, schedule)
    for each in (ben, cleo):
        await book(each, schedule)
    made = await eva.call("request_event_correction", event_id=event, start=LATER)
    assert made["corrections"][0]["votes_needed"] == 3
    await ann.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    voted = await ben.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert (voted["event"]["id"], voted["event"]["start"]) == (event, LATER)
    assert (await cleo.call("get_event", event_id=event))["pivot"]["status"] == "needs_action"
    hall.clock.set(datetime(2026, 3, 5, 14, 0, tzinfo=UTC))
    assert (await cleo.call("decline_event", event_id=event))["refund"]["percent"] == 100
    assert (await ann.call("decline_event", event_id=event))["refund"]["percent"] == 50


async def test_saying_yes_to_the_new_time_gives_up_leaving_without_loss(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="10.00", msp=3)
    cleo = await booker(hall, "cleo@home.test")
    event = await book(ann, schedule)
    for each in (ben, cleo):
        await book(each, schedule)
    made = await eva.call("request_event_correction", event_id=event, start=LATER)
    for each in (ann, ben):
        await each.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert (await cleo.call("confirm_event", event_id=event))["pivot"]["status"] == "accepted"
    hall.clock.set(datetime(2026, 3, 5, 14, 0, tzinfo=UTC))
    assert (await cleo.call("decline_event", event_id=event))["refund"]["percent"] == 50


async def test_a_host_moves_a_session_nobody_booked_at_once_where_the_hosts_are_free(hall, eva, ann):
    schedule = await offer(hall, eva)
    session = await add_session(hall, schedule, "2026-03-07T20:00:00.000Z", "2026-03-07T22:00:00.000Z", capacity=5)
    await book(ann, schedule)
    with pytest.raises(Refused) as no:
        await eva.call("request_event_correction", event_id=session, start="2026-03-04T09:30:00Z")
    assert no.value.code == "hosts_busy"
    moved = await eva.call("request_event_correction", event_id=session, start="2026-03-07T21:17:00Z")
    assert (moved["applied"], moved["event"]["start"]) == (["start"], "2026-03-07T21:17:00Z")
    assert moved["event"]["end"] == "2026-03-07T23:17:00Z"


async def test_a_held_seat_and_the_seat_kept_for_its_move_lapse_together_once(hall, eva, ann):
    schedule = await offer(hall, eva, price="10.00", msp=3)
    event = await book(ann, schedule, pay="later")
    await ann.call("request_event_correction", event_id=event, start=LATER)
    hall.clock.advance(minutes=15)
    await hall.tick()
    assert hall.sql("SELECT status_id, seats_taken FROM events ORDER BY id") == [(444, 0), (444, 0)]
    assert hall.sql("SELECT status_id FROM event_corrections") == [(444,)]


async def test_a_move_goes_to_another_host_where_the_first_is_busy(hall, eva, ann, ben):
    ida = await hall.person("ida@work.test")
    schedule = await offer(hall, eva, hosts=(ida,))
    event = await book(ann, schedule)
    other = await book(ben, schedule, LATER)
    assert (await ben.call("get_event", event_id=other))["event"]["hosts"][0]["id"] == eva.id
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert [host["id"] for host in voted["event"]["hosts"]] == [ida.id]


@pytest.mark.parametrize("settings", [{"min_notice": 3000}, {"max_days_ahead": 2}])
async def test_a_host_may_offer_a_time_that_bookers_could_not_ask_for(hall, eva, ann, settings):
    schedule = await offer(hall, eva, **settings)
    sooner = "2026-03-02T14:00:00Z" if "min_notice" in settings else "2026-03-20T14:00:00Z"
    event = await book(ann, schedule, "2026-03-04T14:00:00Z")
    with pytest.raises(Refused) as no:
        await ann.call("request_event_correction", event_id=event, start=sooner)
    assert ("start" in no.value.fields) if "min_notice" in settings else no.value.code == "slot_taken"
    made = await eva.call("request_event_correction", event_id=event, start=sooner)
    voted = await ann.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["start"] == sooner


async def test_the_notice_may_run_out_while_the_host_thinks(hall, eva, ann):
    schedule = await offer(hall, eva, min_notice=120, hold_minutes=600)
    event = await book(ann, schedule)
    made = await ann.call("request_event_correction", event_id=event, start="2026-03-02T14:00:00Z")
    hall.clock.advance(hours=4)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["start"] == "2026-03-02T14:00:00Z"


HALF_PAST = "2026-03-04T10:30:00Z"


async def test_one_of_several_does_not_move_into_the_time_of_the_event_the_others_stay_in(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=3, step=30)
    event = await book(ann, schedule)
    assert await book(ben, schedule) == event
    with pytest.raises(Refused) as no:
        await ann.call("request_event_correction", event_id=event, start=HALF_PAST)
    assert no.value.code == "slot_taken"
    assert no.value.details["next_slots"][0]["start"] == "2026-03-04T11:00:00Z"
    await ben.call("decline_event", event_id=event)
    made = await ann.call("request_event_correction", event_id=event, start=HALF_PAST)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["start"] == HALF_PAST
    assert hall.sql("SELECT count(*) FROM events WHERE status_id IN (100, 200)") == [(1,)]


async def test_one_of_several_places_does_not_become_longer_where_it_stands(hall, eva, ann):
    schedule = await offer(hall, eva, msp=3, durations=[90])
    event = await book(ann, schedule)
    with pytest.raises(Refused, match="Nothing was booked or charged") as no:
        await ann.call("request_event_correction", event_id=event, duration=90)
    assert no.value.code == "slot_taken"


@pytest.mark.parametrize("added", [False, True], ids=["a booking", "an added session"])
async def test_an_event_moves_to_a_start_whose_slot_lapsed_a_moment_ago(hall, eva, ann, ben, added):
    schedule = await offer(hall, eva, price="9.00")
    event = await book(ann, schedule, pay="balance")
    if added:
        start = "2026-03-04T12:00:00Z"
        session = await eva.call("add_schedule_event", schedule_id=schedule, label="Talk", start=start, duration=60)
        event = session["event"]["id"]
    await book(ben, schedule, LATER, pay="later")
    hall.clock.advance(hours=1)
    made = await eva.call("request_event_correction", event_id=event, start=LATER)
    if not added:
        made = await ann.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert made["event"]["start"] == LATER

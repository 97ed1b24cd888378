"""Events: states, ballots and times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.types import Owner
from tests.rules.scheduling import slot_oracle as oracle
from tests.rules.scheduling.slot_cases import ODD_CLOCKS, ODD_DAYS, moment
from tools.scheduling.rules import events as rules
from tools.scheduling.rules.events import AskedTimes, Levels, Place, Times

ANN, BEN, CLEO, DAN = (Owner("person", id) for id in (1, 2, 3, 4))
STATES = (100, 200, 400, 444, 555, 777)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (100, {200, 400, 444}),
        (200, {444, 555, 777}),
        (555, {100, 777}),
        (400, set()),
        (444, set()),
        (777, set()),
    ],
)
def test_a_state_may_be_suggested_only_along_the_transitions(status, allowed):
    assert {wanted for wanted in STATES if rules.may_suggest(status, wanted)} == allowed


def test_a_dispute_ends_done_paid_or_given_back():
    assert {wanted for wanted in STATES if rules.may_suggest(100, wanted, disputed=True)} == {444, 555, 777}


@pytest.mark.parametrize(
    ("ballot", "votes", "expected"),
    [
        (rules.majority([ANN, BEN, CLEO]), {ANN: True}, "open"),
        (rules.majority([ANN, BEN, CLEO]), {ANN: True, BEN: True}, "agreed"),
        (rules.majority([ANN, BEN, CLEO]), {ANN: True, BEN: False}, "open"),
        (rules.majority([ANN, BEN, CLEO]), {ANN: True, BEN: False, CLEO: False}, "refused"),
        (rules.majority([ANN, BEN]), {ANN: True}, "open"),
        (rules.majority([ANN, BEN]), {ANN: True, BEN: False}, "refused"),
        (rules.majority([ANN]), {ANN: True}, "agreed"),
        (rules.majority([ANN, BEN, CLEO]), {ANN: True, DAN: True}, "open"),
        (rules.unanimous([ANN, BEN, CLEO]), {ANN: True, BEN: True}, "open"),
        (rules.unanimous([ANN, BEN, CLEO]), {ANN: True, BEN: True, CLEO: True}, "agreed"),
        (rules.unanimous([ANN, BEN, CLEO]), {ANN: False}, "refused"),
        (rules.contract_ballot("owner", ANN, [BEN, CLEO]), {BEN: True, CLEO: True}, "open"),
        (rules.contract_ballot("owner", ANN, [BEN, CLEO]), {ANN: True}, "agreed"),
        (rules.contract_ballot("owner", ANN, [BEN, CLEO]), {ANN: False, BEN: True}, "refused"),
        (rules.contract_ballot("all", ANN, [BEN]), {ANN: True}, "open"),
        (rules.contract_ballot("majority", ANN, [BEN, CLEO]), {ANN: True, CLEO: True}, "agreed"),
        (rules.between([ANN], [BEN, CLEO]), {BEN: True, CLEO: True}, "open"),
        (rules.between([ANN], [BEN, CLEO]), {ANN: True, CLEO: True}, "agreed"),
        (rules.between([ANN], [BEN, CLEO]), {ANN: False}, "refused"),
        (rules.between([ANN], [BEN, CLEO]), {ANN: True, BEN: False}, "open"),
        (rules.between([ANN], [ANN, CLEO]), {ANN: True}, "agreed"),
        (rules.with_sides(rules.majority([ANN, BEN, CLEO]), [ANN], [DAN]), {ANN: True, BEN: True}, "open"),
        (rules.with_sides(rules.majority([ANN, BEN, CLEO]), [ANN], [DAN]), {ANN: True, DAN: True}, "agreed"),
        (rules.with_sides(rules.majority([ANN, BEN, CLEO]), [ANN], [DAN]), {DAN: False}, "refused"),
    ],
)
def test_a_suggestion_is_decided_once_enough_agree_or_no_longer_can(ballot, votes, expected):
    assert ballot.outcome(votes) == expected


@pytest.mark.parametrize(
    ("ballot", "needed"),
    [
        (rules.majority([ANN, BEN, CLEO, DAN]), 3),
        (rules.unanimous([ANN, BEN]), 2),
        (rules.between([ANN], [BEN, CLEO]), 2),
        (rules.between([ANN], [ANN]), 1),
        (rules.contract_ballot("owner", ANN, [BEN, CLEO]), 1),
        (rules.with_sides(rules.contract_ballot("owner", ANN, [BEN]), [ANN], [CLEO]), 2),
        (rules.with_sides(rules.contract_ballot("owner", ANN, [BEN]), [ANN, BEN], [CLEO]), 2),
        (rules.with_sides(rules.contract_ballot("owner", ANN, [BEN]), [BEN], [CLEO]), 3),
    ],
)
def test_votes_needed_is_the_smallest_number_that_decides(ballot, needed):
    assert ballot.needed == needed


BERLIN = "Europe/Berlin"
OLD = Times(datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        (AskedTimes(start="15:00"), "2026-11-23T14:00", "2026-11-23T15:00"),
        (AskedTimes(day=date(2026, 11, 26)), "2026-11-26T09:00", "2026-11-26T10:00"),
        (AskedTimes(day=date(2026, 11, 26), start="08:30"), "2026-11-26T07:30", "2026-11-26T08:30"),
        (AskedTimes(minutes=90), "2026-11-23T09:00", "2026-11-23T10:30"),
        (AskedTimes(end="12:00"), "2026-11-23T09:00", "2026-11-23T11:00"),
        (AskedTimes(start="23:30", end="00:30"), "2026-11-23T22:30", "2026-11-23T23:30"),
        (AskedTimes(start=datetime(2026, 11, 24, 8, tzinfo=UTC)), "2026-11-24T08:00", "2026-11-24T09:00"),
        (AskedTimes(start="15:00", end="16:30", minutes=90), "2026-11-23T14:00", "2026-11-23T15:30"),
    ],
)
def test_new_times_keep_the_length_unless_it_is_given(asked, start, end):
    times = rules.times_after(OLD, asked, BERLIN)
    assert times.start == datetime.fromisoformat(f"{start}+00:00")
    assert times.end == datetime.fromisoformat(f"{end}+00:00")


@pytest.mark.parametrize(
    ("old", "asked", "fault"),
    [
        (OLD, AskedTimes(start="15:00", end="16:00", minutes=90), "duration: 90 minutes"),
        (OLD, AskedTimes(end=datetime(2026, 11, 23, 8, tzinfo=UTC)), "end: must be after the start"),
        (Times(), AskedTimes(start="15:00"), "start: a time of day needs a date"),
        (Times(), AskedTimes(end="15:00"), "end: needs a start"),
        (Times(), AskedTimes(day=date(2026, 11, 23), start="15:00"), "duration: give duration or end"),
    ],
)
def test_times_that_disagree_are_named(old, asked, fault):
    with pytest.raises(ValueError) as no:
        rules.times_after(old, asked, BERLIN)
    assert ": ".join(no.value.args).startswith(fault)


@given(
    place=st.sampled_from(ODD_DAYS),
    before=st.integers(0, 1),
    start=st.sampled_from(ODD_CLOCKS),
    end=st.sampled_from([*ODD_CLOCKS, "24:00"]),
)
@settings(max_examples=100, deadline=None)
def test_clock_times_around_a_clock_change_are_those_a_reckoning_by_hand_finds(place, before, start, end):
    """An end at or before the start is meant on the next day; the same when the night between has another length."""
    zone, day = place[0], place[1] - timedelta(days=before)
    asked = AskedTimes(day=day, start=start, end=end)
    begins, ends = oracle.at(day, start, zone)[0], oracle.at(day, end, zone, int(end <= start))[0]
    if ends > begins:
        times = rules.times_after(Times(), asked, zone)
        assert (times.start, times.end) == (moment(begins), moment(ends))
    else:
        with pytest.raises(ValueError) as no:
            rules.times_after(Times(), asked, zone)
        assert no.value.args[0] == "end"


def test_an_end_that_occurs_twice_is_the_one_after_the_start():
    second = datetime.fromisoformat("2026-10-25T02:30+01:00")
    times = rules.times_after(Times(), AskedTimes(start=second, end="02:45"), BERLIN)
    assert times.end == datetime.fromisoformat("2026-10-25T02:45+01:00")


def test_a_mere_day_moves_as_a_day():
    assert rules.times_after(Times(day=date(2026, 11, 23)), AskedTimes(day=date(2026, 11, 26)), BERLIN) == Times(
        day=date(2026, 11, 26)
    )


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (date(2026, 3, 28), "09:00", "2026-03-28T08:00"),
        (date(2026, 3, 29), "09:00", "2026-03-29T07:00"),
        (date(2026, 3, 29), "02:30", "2026-03-29T01:30"),
        (date(2026, 10, 25), "02:30", "2026-10-25T00:30"),
        (date(2026, 10, 24), "24:00", "2026-10-24T22:00"),
    ],
)
def test_wall_times_follow_the_zone_through_clock_changes(day, clock, expected):
    assert rules.wall_moment(day, clock, BERLIN) == datetime.fromisoformat(f"{expected}+00:00")


def test_only_fields_that_differ_are_changes():
    old = {"label": "Review", "amount": "10.00", "private": False}
    changes = rules.changes_between(old, {"label": "Review", "amount": "12.00", "private": True})
    assert [(change.field, change.old, change.new) for change in changes] == [
        ("amount", "10.00", "12.00"),
        ("private", False, True),
    ]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([("required", "accepted"), ("required", "needs_action")], 100),
        ([("required", "accepted"), ("optional", "needs_action")], 200),
        ([("required", "accepted"), ("required", "declined")], 400),
        ([("required", "accepted"), ("optional", "declined")], 200),
        ([("required", "tentative")], 100),
        ([], 200),
    ],
)
def test_an_event_is_agreed_when_everybody_required_said_yes(people, expected):
    assert rules.attendees_settle(people) == expected


@pytest.mark.parametrize(
    ("place", "private", "public", "view"),
    [
        (Place(owner=True), True, False, "full"),
        (Place(host=True), True, False, "full"),
        (Place(attendee=True), True, False, "full"),
        (Place(payer=True), True, False, "full"),
        (Place(calendar_owner=True), True, False, "full"),
        (Place(contract=Levels(2, 0)), False, False, "full"),
        (Place(contract=Levels(2, 0)), True, False, "busy"),
        (Place(contract=Levels(5, 0)), True, False, "full"),
        (Place(contract=Levels(1, 0)), False, False, "busy"),
        (Place(schedule=Levels(2, 0)), False, False, "full"),
        (Place(schedule=Levels(2, 0)), True, False, "busy"),
        (Place(schedule=Levels(1, 3)), False, False, "busy"),
        (Place(), False, True, "busy"),
        (Place(), False, False, None),
    ],
)
def test_an_event_is_seen_by_those_involved_and_by_level(place, private, public, view):
    assert rules.view_of(place, private=private, calendar_is_public=public) == view


@pytest.mark.parametrize(
    ("place", "deletes", "suggests", "serves", "money", "addresses"),
    [
        (Place(owner=True), True, True, True, True, True),
        (Place(host=True), False, True, True, True, True),
        (Place(attendee=True), False, True, False, False, False),
        (Place(attendee=True, payer=True), False, True, False, True, False),
        (Place(calendar_owner=True), True, True, False, True, False),
        (Place(schedule=Levels(2, 3)), True, True, True, True, False),
        (Place(schedule=Levels(2, 2)), False, True, False, True, False),
        (Place(schedule=Levels(2, 0)), False, False, False, False, False),
        (Place(contract=Levels(5, 3)), True, True, False, True, False),
        (Place(contract=Levels(3, 1)), False, True, False, False, False),
        (Place(), False, False, False, False, False),
    ],
)
def test_what_somebody_may_do_with_an_event(place, deletes, suggests, serves, money, addresses):
    assert (place.may_delete, place.may_suggest, place.serves) == (deletes, suggests, serves)
    assert (place.sees_money, place.sees_addresses) == (money, addresses)


def test_a_change_of_one_booking_is_between_its_booker_and_who_serves_others_go_by_majority():
    assert rules.ballot_for(ANN, [BEN], [ANN, BEN, CLEO], []) == rules.between([ANN], [BEN])
    assert rules.ballot_for(None, [BEN], [ANN, BEN, CLEO], []) == rules.majority([ANN, BEN, CLEO])


def test_money_needs_a_yes_of_each_side_too():
    ballot = rules.ballot_for(None, [BEN], [ANN, BEN, CLEO], [DAN])
    assert ballot.outcome({ANN: True, BEN: True}) == "open"
    assert ballot.outcome({ANN: True, BEN: True, DAN: True}) == "agreed"

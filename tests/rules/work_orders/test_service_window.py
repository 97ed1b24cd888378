from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tools.work_orders.rules.service_window import ServiceWindow, Span, conflict, has_room, may_search, placement


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(start: str, end: str) -> Span:
    return Span(at(start), at(end))


def window(mode, start, end=None, hours="1", zone="UTC"):
    return ServiceWindow(mode, at(start), at(end) if end else None, Decimal(hours) if hours else None, zone)


EXACT = window("exact", "2030-03-04T09:00", hours="2")
BETWEEN = window("between", "2030-03-04T09:00", "2030-03-04T13:00", hours="2")
HOURS = window("hours", "2030-03-04T09:00", "2030-03-06T11:00", hours="1.5")


@pytest.mark.parametrize(
    ("given", "latest"),
    [
        (EXACT, "2030-03-04T09:00"),
        (BETWEEN, "2030-03-04T11:00"),
        (HOURS, "2030-03-06T09:30"),
        (window("between", "2030-03-04T09:00", "2030-03-04T10:00", hours="3"), "2030-03-04T09:00"),
        (window("hours", "2030-03-04T09:00", "2030-03-05T10:00", hours="3"), "2030-03-05T09:00"),
        (window("exact", "2030-03-04T09:00", hours=None), "2030-03-04T09:00"),
    ],
)
def test_the_latest_arrival_leaves_time_for_the_work(given, latest):
    assert given.latest_arrival == at(latest)


def test_without_an_estimate_a_visit_takes_an_hour():
    assert window("exact", "2030-03-04T09:00", hours=None).duration == timedelta(hours=1)


@pytest.mark.parametrize(
    ("given", "taken", "expected"),
    [
        (EXACT, [], span("2030-03-04T09:00", "2030-03-04T11:00")),
        (EXACT, [span("2030-03-04T11:00", "2030-03-04T12:00")], span("2030-03-04T09:00", "2030-03-04T11:00")),
        (EXACT, [span("2030-03-04T10:59", "2030-03-04T12:00")], None),
        (BETWEEN, [span("2030-03-04T08:00", "2030-03-04T10:15")], span("2030-03-04T10:15", "2030-03-04T12:15")),
        (BETWEEN, [span("2030-03-04T10:30", "2030-03-04T11:30")], None),
        (
            HOURS,
            [span("2030-03-04T09:15", "2030-03-04T10:00"), span("2030-03-05T10:00", "2030-03-05T17:00")],
            span("2030-03-06T09:00", "2030-03-06T10:30"),
        ),
        (HOURS, [span("2030-03-04T00:00", "2030-03-06T10:00")], None),
    ],
)
def test_a_visit_is_placed_as_early_as_the_taken_time_allows(given, taken, expected):
    assert placement(given, taken) == expected


def test_thirty_minutes_of_travel_are_kept_to_other_work():
    assert conflict(EXACT, [span("2030-03-04T11:30", "2030-03-04T12:00")]) is None
    near = span("2030-03-04T11:29", "2030-03-04T12:00")
    assert conflict(EXACT, [near]) == near
    assert conflict(BETWEEN, [near, span("2030-03-04T08:00", "2030-03-04T08:35")]) == span(
        "2030-03-04T08:00", "2030-03-04T08:35"
    )
    assert conflict(BETWEEN, [span("2030-03-04T11:30", "2030-03-04T12:00")]) is None


@pytest.mark.parametrize(
    ("given", "taken", "movable", "room"),
    [
        (EXACT, [], [], True),
        (EXACT, [], [window("between", "2030-03-04T09:00", "2030-03-04T13:00")], True),
        (EXACT, [], [window("between", "2030-03-04T09:00", "2030-03-04T12:00")], False),
        (EXACT, [], [window("between", "2030-03-04T09:00", "2030-03-04T12:30")], True),
        (EXACT, [], [HOURS], True),
        (BETWEEN, [], [window("between", "2030-03-04T09:00", "2030-03-04T11:00", hours="2")], False),
        (BETWEEN, [], [window("between", "2030-03-04T08:00", "2030-03-04T10:00", hours="0.5")], True),
        (EXACT, [span("2030-03-04T20:00", "2030-03-04T22:00")], [window("exact", "2030-03-04T21:00")], True),
    ],
)
def test_visits_agreed_on_but_not_fixed_keep_their_room(given, taken, movable, room):
    assert has_room(given, taken, movable) is room


def test_daily_hours_follow_the_clock_of_the_site_over_a_clock_change():
    berlin = ServiceWindow("hours", at("2030-03-30T08:00"), at("2030-03-31T09:00"), Decimal(1), "Europe/Berlin")
    assert [day.start for day in berlin.arrivals()] == [at("2030-03-30T08:00"), at("2030-03-31T07:00")]
    assert berlin.latest_arrival == at("2030-03-31T08:00")


def test_taken_time_matters_from_half_an_hour_before_to_half_an_hour_after():
    assert may_search(EXACT) == span("2030-03-04T08:30", "2030-03-04T11:30")
    assert may_search(HOURS) == span("2030-03-04T08:30", "2030-03-06T11:30")

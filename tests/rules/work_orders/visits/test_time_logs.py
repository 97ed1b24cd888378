"""Real hours, overlaps, places and milestones of visits."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tools.errors import Invalid
from tools.rules.places import Point
from tools.work_orders.visits.rules.time_logs import (
    Log,
    check_devices,
    check_times,
    hours_between,
    met_by,
    milestones,
    overlapping,
    placed,
)

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SITE = Point(44.983334, -93.26667)


def at(text):
    return datetime.fromisoformat(text)


def wall(text, zone, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def log(id, start, end=None):
    return Log(id, at(f"2026-10-30T{start}Z"), at(f"2026-10-30T{end}Z") if end else None)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-10T22:30:00Z", "2026-03-11T01:00:00Z", "2.5000"),
        ("2026-03-10T09:00:00+01:00", "2026-03-10T09:00:00Z", "1.0000"),
        ("2026-03-10T09:00:00Z", "2026-03-10T09:00:01Z", "0.0003"),
        ("2026-03-10T09:00:00Z", "2026-03-10T09:20:00Z", "0.3333"),
        ("2026-03-10T09:00:00Z", "2026-03-10T09:40:00Z", "0.6667"),
        ("2026-03-10T09:00:00.000Z", "2026-03-10T09:00:00.180Z", "0.0001"),
        ("2026-03-10T09:00:00.000Z", "2026-03-10T09:00:00.179Z", "0.0000"),
        ("2026-03-10T09:00:00Z", "2026-03-13T09:00:00Z", "72.0000"),
    ],
)
def test_hours_are_what_passed(start, end, hours):
    assert hours_between(at(start), at(end)) == Decimal(hours)


@pytest.mark.parametrize(
    ("start", "end", "zone", "fold", "hours"),
    [
        # The night the clocks go forward is an hour shorter, the one they go back an hour longer.
        ("2026-03-28T22:00", "2026-03-29T06:00", "Europe/Berlin", 0, "7.0000"),
        ("2026-10-24T22:00", "2026-10-25T06:00", "Europe/Berlin", 0, "9.0000"),
        ("2026-03-07T22:00", "2026-03-08T06:00", "America/Chicago", 0, "7.0000"),
        ("2026-10-31T22:00", "2026-11-01T06:00", "America/Chicago", 0, "9.0000"),
        # Within the doubled hour itself.
        ("2026-11-01T01:30", "2026-11-01T01:30", "America/Chicago", 1, "1.0000"),
        ("2026-10-25T02:45", "2026-10-25T02:15", "Europe/Berlin", 1, "0.5000"),
        ("2026-04-04T23:00", "2026-04-05T05:00", "Australia/Lord_Howe", 0, "6.5000"),
    ],
)
def test_a_clock_change_neither_adds_nor_takes_time(start, end, zone, fold, hours):
    assert hours_between(wall(start, zone), wall(end, zone, fold)) == Decimal(hours)


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        (("09:00", "10:00"), ("10:00", "11:00"), False),
        (("09:00", "10:01"), ("10:00", "11:00"), True),
        (("09:00", "12:00"), ("10:00", "11:00"), True),
        (("09:00", None), ("10:00", "11:00"), True),
        (("11:00", None), ("10:00", "11:00"), False),
        (("10:59", None), ("10:00", "11:00"), True),
        (("09:00", None), ("12:00", None), True),
    ],
)
def test_logs_share_time_or_only_touch(first, second, share):
    one, other = log(1, *first), log(2, *second)
    assert one.overlaps(other) is other.overlaps(one) is share
    assert (overlapping([one, other]) is not None) is share
    assert met_by(one, [other]) == (other if share else None)


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        ("2026-11-02T12:05:00Z", None, None),
        ("2026-11-02T12:05:01Z", None, "check_in.created"),
        ("2026-11-02T09:00:00Z", "2026-11-02T12:05:01Z", "check_out.created"),
        ("2026-11-02T09:00:00Z", "2026-11-02T09:00:00Z", "check_out.created"),
        ("2026-11-02T09:00:00Z", "2026-11-02T08:59:59Z", "check_out.created"),
        ("2026-11-02T09:00:00Z", "2026-11-02T09:00:00.001Z", None),
    ],
)
def test_times_are_not_ahead_and_in_order(start, end, field):
    given = at(start), at(end) if end else None
    if field is None:
        check_times(*given, NOW, "UTC")
        return
    with pytest.raises(Invalid) as no:
        check_times(*given, NOW, "UTC")
    assert list(no.value.fields) == [field]


@pytest.mark.parametrize(("metres", "ok"), [(0, True), (1590, True), (1610, False), (200_000, False)])
def test_a_mile_around_the_site_is_at_the_site(metres, ok):
    north = Point(SITE.latitude + metres / 111_195.1, SITE.longitude)
    assert placed(north, SITE).ok is ok


def test_without_a_site_a_place_is_neither_right_nor_wrong():
    place = placed(SITE, None)
    assert (place.kilometres, place.ok) == (None, None)


@pytest.mark.parametrize(
    ("pay", "devices", "out", "fine"),
    [
        ("device", 0, True, True), ("device", None, True, False), ("device", 3, False, False), ("device", None, False, True),
        ("hourly", 3, True, False), ("hourly", None, True, True), (None, 1, True, False),
    ],
)  # fmt: skip
def test_devices_are_counted_at_the_end_of_device_work(pay, devices, out, fine):
    if fine:
        check_devices(pay, devices, out)
        return
    with pytest.raises(Invalid):
        check_devices(pay, devices, out)


def test_milestones_are_the_first_arrival_and_the_last_departure_while_nobody_is_there():
    two = [log(1, "09:00", "10:00"), log(2, "13:00", "14:30")]
    assert milestones([]) == (None, None)
    assert milestones(two) == (two[0].start, two[1].end)
    assert milestones([*two, log(3, "15:00")]) == (two[0].start, None)
    assert timedelta(hours=1) == two[0].end - two[0].start

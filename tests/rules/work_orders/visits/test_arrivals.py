"""When an arrival may be planned, and when somebody may set out."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tools.errors import Invalid, WrongState
from tools.work_orders.rules.service_window import ServiceWindow
from tools.work_orders.rules.states import Standing, Status
from tools.work_orders.visits.rules.arrivals import (
    arrival_as_known,
    check_in_window,
    check_may_set_out,
    refuse_after_arrival,
    refuse_checked_in,
)


def at(text):
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)


EXACT = ServiceWindow("exact", at("10T09:00"), None, Decimal(2), "UTC")
BETWEEN = ServiceWindow("between", at("10T09:00"), at("10T17:00"), Decimal(2), "UTC")
# Over the night the clocks go forward in Chicago: from nine to five by the clocks there.
HOURS = ServiceWindow("hours", at("07T15:00"), at("09T22:00"), Decimal(1), "America/Chicago")


@pytest.mark.parametrize(
    ("window", "start", "fits"),
    [
        (EXACT, "10T09:00", True), (EXACT, "10T08:30", True), (EXACT, "10T08:29", False), (EXACT, "10T09:01", False),
        (BETWEEN, "10T08:59", False), (BETWEEN, "10T09:00", True), (BETWEEN, "10T17:00", True), (BETWEEN, "10T17:01", False),
        (HOURS, "07T15:00", True), (HOURS, "07T14:59", False), (HOURS, "07T23:00", True), (HOURS, "07T23:01", False),
        (HOURS, "08T13:59", False), (HOURS, "08T14:00", True), (HOURS, "08T22:00", True), (HOURS, "08T22:01", False),
    ],
)  # fmt: skip
def test_an_arrival_lies_in_the_service_window(window, start, fits):
    if fits:
        check_in_window(at(start), window)
        return
    with pytest.raises(Invalid) as no:
        check_in_window(at(start), window)
    assert "must lie in the service window" in no.value.fields["start"]


def standing(now, **facts):
    return Standing(id=5, status=Status.ASSIGNED, now=at(now), **facts)


@pytest.mark.parametrize(
    ("now", "facts", "may"),
    [
        ("09T09:00", {}, True), ("09T08:59", {}, False), ("11T09:00", {}, True), ("10T09:00", {"closed_logs": 1}, True),
        ("10T09:00", {"open_logs": 1}, False),
    ],
)  # fmt: skip
def test_one_sets_out_a_day_before_at_most_and_not_from_the_site(now, facts, may):
    if may:
        check_may_set_out(standing(now, **facts), at("10T09:00"), "UTC")
        return
    with pytest.raises(WrongState):
        check_may_set_out(standing(now, **facts), at("10T09:00"), "UTC")


def test_a_visit_that_has_begun_is_planned_no_more_and_one_that_goes_on_is_not_late():
    for refuse, facts, refused in (
        (refuse_after_arrival, {"closed_logs": 1}, True),
        (refuse_after_arrival, {"open_logs": 1}, True),
        (refuse_after_arrival, {}, False),
        (refuse_checked_in, {"open_logs": 1}, True),
        (refuse_checked_in, {"closed_logs": 1}, False),
    ):
        try:
            refuse("record_work_order_delay", standing("10T09:00", **facts))
        except WrongState:
            assert refused, facts
        else:
            assert not refused, facts


@pytest.mark.parametrize(
    ("window", "now", "minutes", "arrival"),
    [
        (EXACT, "10T12:00", 30, "10T09:00"),
        (BETWEEN, "10T07:00", 30, "10T09:00"),
        (BETWEEN, "10T11:00", 30, "10T11:30"),
        (BETWEEN, "10T16:00", 30, "10T15:00"),
    ],
)
def test_whoever_sets_out_unconfirmed_arrives_when_the_road_and_the_window_allow(window, now, minutes, arrival):
    assert arrival_as_known(window, at(now), timedelta(minutes=minutes)) == at(arrival)

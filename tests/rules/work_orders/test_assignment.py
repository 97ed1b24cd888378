from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tools.errors import Conflict, Invalid, WrongState
from tools.work_orders.rules.assignment import (
    Departure,
    check_assignee,
    check_delay,
    check_departure,
    check_reassignable,
    condition_after_delay,
    drops_out_late,
    new_arrival,
    returns_to,
)
from tools.work_orders.rules.service_window import ServiceWindow, Span
from tools.work_orders.rules.states import Standing, Status, sub_status

NOW = datetime(2030, 3, 4, 9, tzinfo=UTC)
START = NOW + timedelta(days=3)


def standing(status="ASSIGNED", **more):
    return Standing(5, Status[status], NOW, latest_arrival=START, **more)


@pytest.mark.parametrize("tool", ["unassign_work_order", "remove_work_order_provider"])
@pytest.mark.parametrize("status", [status.name for status in Status])
def test_only_an_assignment_ends(tool, status):
    departure = Departure(tool, "why")
    if status == "ASSIGNED":
        check_departure(standing(status), departure, reason_needed=True)
        return
    with pytest.raises(WrongState) as refusal:
        check_departure(standing(status), departure, reason_needed=True)
    assert f"{tool} needs assigned" in refusal.value.message


@pytest.mark.parametrize(
    ("logs", "void", "reason", "needed", "error"),
    [
        ({}, False, None, False, None),
        ({}, False, None, True, Invalid),
        ({}, False, "why", True, None),
        ({"open_logs": 1}, True, "why", False, WrongState),
        ({"closed_logs": 1}, False, "why", False, WrongState),
        ({"closed_logs": 1}, True, "why", False, None),
        ({"closed_logs": 1, "open_logs": 1}, True, "why", False, WrongState),
    ],
)
def test_recorded_time_and_a_missing_reason_stand_in_the_way(logs, void, reason, needed, error):
    departure = Departure("unassign_work_order", reason, None, void)
    if error is None:
        check_departure(standing(**logs), departure, needed)
    else:
        with pytest.raises(error):
            check_departure(standing(**logs), departure, needed)


@pytest.mark.parametrize(
    ("asked", "was_published", "status"),
    [
        (None, True, "PUBLISHED"),
        (None, False, "DRAFT"),
        ("draft", True, "DRAFT"),
        ("draft", False, "DRAFT"),
        ("published", True, "PUBLISHED"),
        ("published", False, "PUBLISHED"),
    ],
)
def test_the_order_goes_where_it_came_from_unless_said_otherwise(asked, was_published, status):
    assert returns_to(asked, was_published) is Status[status]


def test_a_named_person_must_be_the_assignee():
    check_assignee(5, 25, None)
    check_assignee(5, 25, 25)
    with pytest.raises(Conflict, match="assigned to person 25, not to person 26"):
        check_assignee(5, 25, 26)


@pytest.mark.parametrize("status", ["DRAFT", "PUBLISHED", "ROUTED"])
def test_a_free_order_may_be_assigned(status):
    assert check_reassignable("assign_work_order", standing(status), None, 25) is True


def test_the_assignee_is_not_assigned_twice_and_nobody_else_over_them():
    assert check_reassignable("assign_work_order", standing(), 25, 25) is False
    with pytest.raises(WrongState) as refusal:
        check_reassignable("assign_work_order", standing(), 25, 26)
    assert refusal.value.next == ("unassign_work_order",)


@pytest.mark.parametrize("status", ["WORK_DONE", "APPROVED", "PAID", "CANCELED", "DELETED"])
def test_what_is_over_is_not_assigned(status):
    with pytest.raises(WrongState):
        check_reassignable("assign_work_order", standing(status), 25, 25)


WINDOW = ServiceWindow("between", START, START + timedelta(hours=4), Decimal(1), "UTC")
EXACT = ServiceWindow("exact", START, None, Decimal(2), "UTC")


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (START - timedelta(hours=24, seconds=1), False),
        (START - timedelta(hours=24), True),
        (START + timedelta(1), True),
    ],
)
def test_dropping_out_is_late_in_the_last_day(now, late):
    assert drops_out_late(WINDOW, now) is late
    assert drops_out_late(None, now) is False


@pytest.mark.parametrize(
    ("status", "more", "fine"),
    [
        ("ASSIGNED", {"condition": "delayed", "delay_seconds": 60}, True),
        ("ASSIGNED", {"condition": "delayed", "delay_seconds": 60, "delay_acknowledged": True}, False),
        ("ASSIGNED", {"condition": "on_my_way"}, False),
        ("ASSIGNED", {}, False),
        ("WORK_DONE", {"condition": "delayed", "delay_seconds": 60}, False),
        ("PUBLISHED", {}, False),
    ],
)
def test_only_an_open_delay_is_acknowledged(status, more, fine):
    if fine:
        check_delay(standing(status, **more))
    else:
        with pytest.raises(WrongState):
            check_delay(standing(status, **more))


@pytest.mark.parametrize(
    ("before", "confirmed", "becomes"),
    [
        ("on_my_way", True, "on_my_way"),
        ("on_schedule", True, "confirmed"),
        (None, True, "confirmed"),
        (None, False, "unconfirmed"),
    ],
)
def test_after_a_delay_the_order_stands_where_it_stood(before, confirmed, becomes):
    after = standing(
        condition=condition_after_delay(before), confirmed=confirmed, delay_seconds=60, delay_acknowledged=True
    )
    assert sub_status(after) == becomes


@pytest.mark.parametrize(
    ("window", "last"), [(WINDOW, START + timedelta(hours=8)), (EXACT, START + timedelta(hours=4))]
)
def test_a_new_arrival_lies_in_the_window_or_four_hours_after_it(window, last):
    hours = timedelta(hours=2)
    assert new_arrival(START, hours, window) == Span(START, START + hours)
    assert new_arrival(last, hours, window) == Span(last, last + hours)
    for wrong in (START - timedelta(seconds=1), last + timedelta(seconds=1)):
        with pytest.raises(Invalid, match="new_eta"):
            new_arrival(wrong, hours, window)

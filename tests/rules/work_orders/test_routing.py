from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tools.errors import Invalid, WrongState
from tools.work_orders.rules.routing import (
    DECLINE_REASONS,
    ROUTE_STEPS,
    Route,
    after,
    after_last_offer_removed,
    check_answer,
    check_expiry,
    check_selection,
    not_eligible,
)
from tools.work_orders.rules.service_window import ServiceWindow, Span
from tools.work_orders.rules.states import Standing, Status

NOW = datetime(2030, 3, 4, 9, tzinfo=UTC)
LATER = datetime(2030, 3, 4, 10, tzinfo=UTC)
STATUSES = ("open", "accepted", "declined", "expired", "removed", "closed")


@pytest.mark.parametrize(
    ("act", "becomes"),
    [
        ("accept", "accepted"),
        ("decline", "declined"),
        ("remove", "removed"),
        ("expire", "expired"),
        ("close", "closed"),
    ],
)
def test_an_open_offer_ends_once(act, becomes):
    assert {status: after(act, status) for status in STATUSES} == {**dict.fromkeys(STATUSES), "open": becomes}


def test_every_way_an_offer_ends_is_known():
    assert {status for steps in ROUTE_STEPS.values() for status in steps.values()} == set(STATUSES) - {"open"}


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (Route(1, 25, "open"), "open"),
        (Route(1, 25, "open", LATER), "open"),
        (Route(1, 25, "open", NOW), "expired"),
        (Route(1, 25, "declined", NOW), "declined"),
    ],
)
def test_past_its_time_an_offer_counts_as_expired(route, expected):
    assert route.at(NOW) == expected


@pytest.mark.parametrize(
    ("start", "end", "stands"),
    [(1, 5, True), (2, 5, True), (3, 9, False), (0, 2, False), (None, None, False)],
)
def test_a_planned_visit_stands_while_the_window_has_it(start, end, stands):
    visit = Span(NOW + timedelta(hours=2), NOW + timedelta(hours=3))
    window = None
    if start is not None:
        window = ServiceWindow("between", NOW + timedelta(hours=start), NOW + timedelta(hours=end), Decimal(1), "UTC")
    assert Route(1, 25, "open", planned=visit).arrival(window, NOW) == (visit if stands else None)
    assert Route(1, 25, "open", planned=visit).arrival(window, visit.start) is None
    assert Route(1, 25, "open").arrival(window, NOW) is None


OFFERED = Route(1, 25, "open")


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.ROUTED])
def test_an_open_offer_of_an_open_order_may_be_answered(status):
    assert check_answer("accept_work_order_route", Standing(5, status, NOW), OFFERED) is OFFERED


@pytest.mark.parametrize(
    ("status", "mine", "is_me", "state", "words", "next"),
    [
        ("PUBLISHED", None, False, "no_open_offer", "ask for it with request_work_order", "request_work_order"),
        ("ROUTED", None, False, "no_open_offer", "you have no offer of it", "list_work_orders"),
        ("ROUTED", Route(1, 25, "declined"), False, "declined", "you declined this offer", "list_work_orders"),
        ("ROUTED", Route(1, 25, "removed"), False, "removed", "the company took this offer back", "list_work_orders"),
        ("ROUTED", Route(1, 25, "closed"), False, "closed", "was closed", "list_work_orders"),
        ("PUBLISHED", Route(1, 25, "open", NOW), False, "expired", "has expired", "request_work_order"),
        ("ASSIGNED", OFFERED, False, "already_assigned", "somebody else has it", "list_work_orders"),
        ("ASSIGNED", None, True, "already_assigned", "it is already yours", "get_work_order"),
        ("WORK_DONE", None, False, "already_assigned", "somebody else has it", "list_work_orders"),
        ("APPROVED", None, False, "already_assigned", "somebody else has it", "list_work_orders"),
        ("PAID", None, False, "already_assigned", "somebody else has it", "list_work_orders"),
        ("CANCELED", None, False, "canceled", "needs an open offer", "list_work_orders"),
        ("DRAFT", Route(1, 25, "closed"), False, "draft", "needs an open offer", "list_work_orders"),
    ],
)
def test_without_an_open_offer_the_refusal_tells_why(status, mine, is_me, state, words, next):
    with pytest.raises(WrongState) as refusal:
        check_answer("accept_work_order_route", Standing(5, Status[status], NOW), mine, is_me)
    assert refusal.value.state == state
    assert words in refusal.value.message
    assert refusal.value.next == (next,)


WINDOW = ServiceWindow("between", LATER, datetime(2030, 3, 4, 15, tzinfo=UTC), Decimal(1), "UTC")


@pytest.mark.parametrize(
    ("expires_at", "window", "fine"),
    [
        (None, WINDOW, True),
        (LATER, WINDOW, True),
        (datetime(2030, 3, 4, 15, tzinfo=UTC), WINDOW, True),
        (datetime(2030, 3, 4, 15, 0, 1, tzinfo=UTC), WINDOW, False),
        (NOW, WINDOW, False),
        (datetime(2031, 1, 1, tzinfo=UTC), None, True),
    ],
)
def test_an_offer_ends_in_the_future_and_inside_the_window(expires_at, window, fine):
    if fine:
        check_expiry(expires_at, window, NOW)
    else:
        with pytest.raises(Invalid, match="expires_at"):
            check_expiry(expires_at, window, NOW)


@pytest.mark.parametrize(("status", "becomes"), [("ROUTED", "DRAFT"), ("PUBLISHED", "PUBLISHED")])
def test_without_offers_a_routed_order_is_a_draft_and_a_listed_one_stays(status, becomes):
    assert after_last_offer_removed(Status[status]) is Status[becomes]


def test_somebody_has_to_be_chosen():
    check_selection((None, 7))
    with pytest.raises(Invalid, match="nobody is chosen"):
        check_selection((None, [], None))


def test_the_reasons_of_each_person_are_carried_as_data():
    refusal = not_eligible("cannot have work order 5", {25: ["blocked", "inactive"], 26: ["declined"]})
    assert (refusal.status, refusal.code) == (422, "not_eligible")
    assert "person 25: blocked, inactive; person 26: declined" in refusal.message
    assert refusal.details == {"reasons": {"25": ["blocked", "inactive"], "26": ["declined"]}}


def test_reasons_to_decline_have_their_numbers():
    assert [id for id, _ in DECLINE_REASONS.values()] == [1, 2, 3, 4, 5, 6]

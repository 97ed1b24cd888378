from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from store.types import Money
from tools.errors import Invalid, WrongState
from tools.work_orders.rules.pay import Extra, Fee, Lines, Terms
from tools.work_orders.rules.requests import (
    REQUEST_STEPS,
    CounterOffer,
    OfferedExpense,
    Request,
    after,
    check_counter_offer,
    check_pending,
    check_terms_accepted,
    company_cost,
    countered_terms,
    request_end,
    scaled,
)
from tools.work_orders.rules.service_window import ServiceWindow

NOW = datetime(2030, 3, 4, 9, tzinfo=UTC)
START = NOW + timedelta(days=3)
STATUSES = ("pending", "accepted", "declined", "canceled", "expired", "closed")


def usd(text):
    return Money.of(text, "USD")


FIXED = Terms("fixed", usd("400.00"), Decimal(1), usd("0"), Decimal(0))
BLENDED = Terms("blended", usd("120.00"), Decimal(2), usd("50.00"), Decimal(3))
NONE = Lines.none("USD")
WINDOW = ServiceWindow("exact", START, None, None, "UTC")
PARKING = OfferedExpense(4, usd("12.50"), "Parking")


@pytest.mark.parametrize(
    ("act", "becomes"),
    [
        ("accept", "accepted"),
        ("decline", "declined"),
        ("cancel", "canceled"),
        ("expire", "expired"),
        ("close", "closed"),
    ],
)
def test_a_pending_request_ends_once(act, becomes):
    assert {status: after(act, status) for status in STATUSES} == {**dict.fromkeys(STATUSES), "pending": becomes}


def test_every_way_a_request_ends_is_known():
    assert {status for steps in REQUEST_STEPS.values() for status in steps.values()} == set(STATUSES) - {"pending"}


@pytest.mark.parametrize("status", STATUSES)
def test_only_a_pending_request_is_decided(status):
    request = Request(7, 25, status, START)
    if status == "pending":
        check_pending("accept_work_order_request", 5, request, NOW)
        return
    with pytest.raises(WrongState) as refusal:
        check_pending("accept_work_order_request", 5, request, NOW)
    assert refusal.value.state == status
    assert f"Request 7 for work order 5 is {status}" in refusal.value.message


def test_past_its_time_a_request_counts_as_expired():
    assert Request(7, 25, "pending", NOW).at(NOW) == "expired"
    assert Request(7, 25, "pending", START).at(NOW) == "pending"
    assert Request(7, 25, "closed", NOW).at(NOW) == "closed"
    with pytest.raises(WrongState, match="is expired"):
        check_pending("decline_work_order_request", 5, Request(7, 25, "pending", NOW), NOW)


@pytest.mark.parametrize(
    ("accepted", "needed", "fine"), [(True, True, True), (None, False, True), (None, True, False), (False, True, False)]
)
def test_other_terms_are_agreed_to_explicitly(accepted, needed, fine):
    if fine:
        check_terms_accepted(accepted, needed, "why")
    else:
        with pytest.raises(Invalid, match="must be true: why"):
            check_terms_accepted(accepted, needed, "why")


@pytest.mark.parametrize(
    ("offer", "allowed", "in_bundle", "field"),
    [
        (CounterOffer(terms=FIXED), True, False, None),
        (CounterOffer(window=WINDOW), True, False, None),
        (CounterOffer(expenses=(PARKING,)), True, False, None),
        (CounterOffer(percent=Decimal(10)), True, True, None),
        (CounterOffer(terms=FIXED), False, False, "counter_offer"),
        (CounterOffer(), True, False, "counter_offer"),
        (CounterOffer(note="please"), True, False, "counter_offer"),
        (CounterOffer(terms=FIXED), True, True, "counter_offer"),
        (CounterOffer(window=WINDOW), True, True, "counter_offer"),
        (CounterOffer(expenses=(PARKING,)), True, True, "counter_offer"),
        (CounterOffer(percent=Decimal(10)), True, False, "counter_offer.pay_percent"),
        (CounterOffer(percent=Decimal(201)), True, True, "counter_offer.pay_percent"),
        (CounterOffer(percent=Decimal(-51)), True, True, "counter_offer.pay_percent"),
        (CounterOffer(expenses=(PARKING,) * 21), True, False, "counter_offer.expenses"),
        (CounterOffer(window=replace(WINDOW, start=NOW)), True, False, "counter_offer.schedule.start"),
        (CounterOffer(terms=FIXED, expires_at=NOW), True, False, "counter_offer.expires_at"),
    ],
)
def test_what_may_be_countered(offer, allowed, in_bundle, field):
    if field is None:
        check_counter_offer(offer, allowed, in_bundle, NOW)
        return
    with pytest.raises(Invalid) as refusal:
        check_counter_offer(offer, allowed, in_bundle, NOW)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize(
    ("given", "offered", "expected"),
    [
        (None, None, None),
        (START, None, START),
        (None, START - timedelta(days=1), START - timedelta(days=1)),
        (START, START - timedelta(days=1), START - timedelta(days=1)),
    ],
)
def test_the_nearer_limit_counts(given, offered, expected):
    offer = CounterOffer(terms=FIXED, expires_at=offered) if offered else None
    assert request_end(given, offer, START, NOW) == expected


@pytest.mark.parametrize("given", [NOW, START + timedelta(seconds=1)])
def test_a_limit_lies_between_now_and_the_window(given):
    with pytest.raises(Invalid, match="expires_at"):
        request_end(given, None, START, NOW)


def test_countered_terms_replace_the_offered_ones():
    assert countered_terms(FIXED, None) is FIXED
    assert countered_terms(FIXED, CounterOffer(terms=BLENDED)) is BLENDED
    assert countered_terms(FIXED, CounterOffer(window=WINDOW)) is FIXED
    assert countered_terms(FIXED, CounterOffer(percent=Decimal("-5"))).base == usd("380.00")


@pytest.mark.parametrize(
    ("percent", "base", "additional"),
    [("10", "132.00", "55.00"), ("-50", "60.00", "25.00"), ("0.01", "120.01", "50.01"), ("33.33", "160.00", "66.67")],
)
def test_percent_changes_every_rate_rounded_half_up(percent, base, additional):
    after = scaled(BLENDED, Decimal(percent))
    assert (after.base, after.additional) == (usd(base), usd(additional))
    assert (after.base_units, after.additional_units) == (BLENDED.base_units, BLENDED.additional_units)


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (None, "440.00"),
        (CounterOffer(terms=replace(FIXED, base=usd("175.00"))), "192.50"),
        (CounterOffer(expenses=(PARKING,)), "452.50"),
        (CounterOffer(percent=Decimal(10)), "484.00"),
    ],
)
def test_the_cost_is_what_would_be_held(offer, expected):
    assert company_cost(FIXED, NONE, Fee(), offer) == usd(expected)


def test_promised_bonuses_count_on_the_countered_pay():
    lines = replace(NONE, bonuses=[Extra(3, "percent", Decimal(10), charged=False)])
    assert company_cost(FIXED, lines, Fee(), CounterOffer(terms=replace(FIXED, base=usd("500.00")))) == usd("605.00")

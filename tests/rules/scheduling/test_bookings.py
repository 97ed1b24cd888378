"""Bookings: how one begins, and how either side ends it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from store.types import Money, Owner
from tools.scheduling.rules import bookings as rules
from tools.scheduling.rules.bookings import Ending, Standing, Terms
from tools.scheduling.rules.settings import settings_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
START = NOW + timedelta(days=3)
END = START + timedelta(hours=1)
PRICE = Money.of("99.99", "EUR")
REQUIRED = Terms(payment="required")
MANUAL = Terms(payment="required", confirm="manual")


@pytest.mark.parametrize(
    ("terms", "amount", "pay", "expected"),
    [
        (Terms(), None, "later", Standing(200, None)),
        (Terms(confirm="manual"), None, "later", Standing(100, None, NOW + timedelta(hours=24))),
        (REQUIRED, PRICE, "balance", Standing(200, 300)),
        (REQUIRED, PRICE, "later", Standing(100, 200, NOW + timedelta(minutes=15))),
        (MANUAL, PRICE, "balance", Standing(100, 300, NOW + timedelta(hours=24))),
        (MANUAL, PRICE, "later", Standing(100, 200, NOW + timedelta(minutes=15))),
        (Terms(payment="optional"), PRICE, "later", Standing(200, 100)),
        (Terms(payment="optional"), PRICE, "balance", Standing(200, 300)),
        (Terms(payment="none"), PRICE, "later", Standing(200, 100)),
        (Terms(payment="optional", confirm="manual"), PRICE, "later", Standing(100, 100, NOW + timedelta(hours=24))),
    ],
)
def test_a_booking_begins_by_payment_and_by_how_hosts_confirm(terms, amount, pay, expected):
    assert rules.opening(terms, amount, pay, NOW, START) == expected


def test_a_hold_never_outlasts_the_start():
    soon = NOW + timedelta(minutes=5)
    assert rules.opening(REQUIRED, PRICE, "later", NOW, soon).hold_until == soon
    assert rules.opening(MANUAL, PRICE, "balance", NOW, soon).hold_until == soon


def test_a_shift_is_taken_without_money():
    assert rules.opening(REQUIRED, PRICE, "later", NOW, START, hire=True) == Standing(200, 100)


def test_a_booking_that_somebody_else_pays_waits_for_them():
    standing = rules.opening(REQUIRED, PRICE, "later", NOW, START, by_payer=False)
    assert standing == Standing(100, 200, NOW + timedelta(hours=24))


def test_a_payment_confirms_a_booking_or_leaves_it_to_the_host():
    assert rules.once_paid(REQUIRED, NOW, START) == Standing(200, 300)
    assert rules.once_paid(MANUAL, NOW, START) == Standing(100, 300, NOW + timedelta(hours=24))


def test_a_booking_is_paid_at_once_only_where_payment_is_required():
    assert rules.pays_by_default(REQUIRED, PRICE, hire=False) == "balance"
    assert rules.pays_by_default(REQUIRED, None, hire=False) == "later"
    assert rules.pays_by_default(REQUIRED, PRICE, hire=True) == "later"
    assert rules.pays_by_default(Terms(payment="optional"), PRICE, hire=False) == "later"


@pytest.mark.parametrize(
    ("now", "gone"),
    [("10:14:59", False), ("10:15:00", True), ("10:15:01", True)],
)
def test_a_hold_is_gone_the_moment_it_ends(now, gone):
    until = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
    at = datetime.fromisoformat(f"2026-11-21T{now}+00:00")
    assert rules.lapsed(100, until, at) is gone
    assert rules.standing_now(100, until, END, at) == (444 if gone else 100)


def test_only_what_is_pending_with_a_hold_lapses():
    for status in (200, 400, 444, 555, 777):
        assert not rules.lapsed(status, NOW, NOW)
    assert not rules.lapsed(100, None, NOW)


@pytest.mark.parametrize(
    ("status", "now", "expected"),
    [(200, END - timedelta(seconds=1), 200), (200, END, 555), (100, END, 100), (777, END, 777), (444, END, 444)],
)
def test_a_confirmed_booking_is_delivered_when_its_end_has_passed(status, now, expected):
    assert rules.standing_now(status, None, END, now) == expected


BEFORE = START - timedelta(hours=24)
LATE = BEFORE + timedelta(minutes=1)
RUNNING = START + timedelta(minutes=1)

ENDINGS = [
    # status side     now      expected
    (100, "booker", LATE, Ending(444, 100)),
    (100, "host", LATE, Ending(400, 100)),
    (200, "booker", BEFORE, Ending(444, 100)),
    (200, "booker", LATE, Ending(444, 50)),
    (200, "booker", START, Ending(444, 50)),
    (200, "booker", RUNNING, Ending(444, 0)),
    (200, "host", BEFORE, Ending(444, 100)),
    (200, "host", LATE, Ending(444, 100)),
    (200, "host", RUNNING, Ending(444, 100)),
    (555, "booker", END, Ending(100, None)),
    (400, "booker", LATE, None),
    (444, "booker", LATE, None),
    (444, "host", LATE, None),
    (777, "booker", END, None),
    (777, "host", END, None),
]


@pytest.mark.parametrize(("status", "side", "now", "expected"), ENDINGS)
def test_saying_no_ends_a_booking_by_state_side_and_time(status, side, now, expected):
    if expected is None:
        with pytest.raises(rules.Refused):
            rules.saying_no(status, side, now=now, start=START, terms=REQUIRED)
    else:
        assert rules.saying_no(status, side, now=now, start=START, terms=REQUIRED) == expected


def test_only_who_pays_sends_delivered_time_back():
    with pytest.raises(rules.Refused, match="only the one who pays"):
        rules.saying_no(555, "host", now=END, start=START, terms=REQUIRED, pays=False)
    assert rules.saying_no(555, "host", now=END, start=START, terms=REQUIRED, pays=True) == Ending(100, None)


def test_a_worker_who_leaves_a_shift_costs_the_payer_nothing():
    assert rules.saying_no(200, "booker", now=LATE, start=START, terms=REQUIRED, pays=False) == Ending(444, 100)


def test_a_disputed_booking_ends_by_agreement_only():
    with pytest.raises(rules.Refused) as no:
        rules.saying_no(100, "booker", now=END, start=START, terms=REQUIRED, disputed=True)
    assert no.value.next == ("request_event_correction",)


def test_a_booker_who_did_not_agree_to_a_new_time_leaves_without_loss():
    ending = rules.saying_no(200, "booker", now=LATE, start=START, terms=REQUIRED, agreed_to_time=False)
    assert ending == Ending(444, 100)


def test_who_books_pays_the_owner_and_who_takes_a_shift_is_paid_by_them():
    owner, booker, other = Owner("person", 1), Owner("person", 2), Owner("person", 3)
    assert rules.parties(1, owner, booker) == (booker, owner)
    assert rules.parties(3, owner, booker) == (owner, booker)
    assert rules.parties(1, owner, booker, payer=other) == (other, owner)
    assert rules.parties(1, owner, booker, payee=other) == (booker, other)
    assert rules.parties(3, owner, booker, payee=other) == (owner, other)


def test_a_payment_covers_the_oldest_bookings_whole():
    dues = [rules.Due(id, Money.of(amount, "EUR")) for id, amount in ((1, "60"), (2, "50"), (3, "30"))]
    covered, left = rules.covered_by(Money.of("100", "EUR"), dues)
    assert covered == [1, 3]
    assert left.text == "10.00"


def test_terms_come_from_the_settings_and_payment_from_the_price():
    settings = settings_of(
        json.dumps({"confirm": "manual", "hold_minutes": 30, "cancellation": {"free_until_minutes": 60}, "pause": 15})
    )
    expected = Terms(confirm="manual", hold_minutes=30, free_until_minutes=60, payment="required")
    assert Terms.of(settings, 9999) == expected
    assert Terms.stored(expected.text) == expected
    assert Terms.of(settings_of("{}"), None).payment == "none"
    assert Terms.of(settings_of('{"payment": "optional"}'), 9999).payment == "optional"

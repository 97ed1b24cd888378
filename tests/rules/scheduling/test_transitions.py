"""What becomes of bookings and their events, and who gets the money, to the cent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.types import Money, Owner, utc_text
from tools.errors import WrongState
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.bookings import Standing, Terms

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
START = NOW + timedelta(days=3)
END = START + timedelta(hours=1)
PRICE = Money.of("99.99", "EUR")
NOTHING = Money(0, "EUR")
ANN, EVA = Owner("person", 1), Owner("person", 2)


@dataclass(frozen=True)
class Paid:
    """A confirmed booking of Ann's with Eva, its price in escrow."""

    id: int = 7
    event_id: int = 3
    user: Owner | None = ANN
    status_id: int = 200
    amount: Money | None = PRICE
    payment_status_id: int | None = 300
    payer: Owner | None = ANN
    payee: Owner | None = EVA
    hold_until: datetime | None = None
    ledger_hold_id: int | None = 1
    escrow: Money | None = PRICE
    refund: Money | None = None
    paid_by: str | None = "balance"
    status: str = "accepted"
    disputed_at: str | None = None
    delivered_at: str | None = None
    release_at: str | None = None
    cancelled_at: str | None = None
    cancelled_by: str | None = None
    cancel_reason: str | None = None
    stands_in_for: int | None = None
    unconfirmed: bool = False
    label: str = "Lesson"
    start: datetime = START
    end: datetime = END
    terms: str = Terms(payment="required").text


PAID = Paid()
HELD = Paid(status_id=100, payment_status_id=200, ledger_hold_id=None, escrow=None, paid_by=None, hold_until=NOW)


def test_an_end_gives_back_its_share_and_frees_the_seats():
    change = rules.ended(PAID, 444, 50, reason="booker", by=ANN, now=NOW)
    assert change.payout is not None
    assert (change.payout.refund.text, change.payout.payee.text) == ("50.00", "49.99")
    assert (change.ends, change.closes, change.unpaid) == (True, True, False)
    after = rules.after(PAID, change)
    assert (after.status_id, after.status, after.escrow, after.payment_status_id) == (444, "declined", NOTHING, 300)
    assert (after.cancelled_by, after.cancel_reason) == ("person:1", "booker")


def test_after_a_full_refund_nothing_counts_as_paid():
    after = rules.after(PAID, rules.ended(PAID, 444, 100, reason="host", by=EVA, now=NOW))
    assert after.payment_status_id is None


def test_whoever_ends_a_booking_is_not_told_of_it():
    everybody = ("booker", "hosts", "companions", "payer")
    (told,) = rules.ended(PAID, 444, 100, reason="booker", by=ANN, now=NOW).notices
    assert (told.to, told.but) == (everybody, ANN)
    (told,) = rules.ended(PAID, 444, 100, reason="host", by=EVA, now=NOW, note="ill").notices
    assert (told.kind, told.to, told.but) == ("booking_called_off", everybody, EVA)
    assert " ".join(sentence.english for sentence in told.text) == (
        "{label} on {when} was called off by the host. {refund} went back to whoever paid. They said: {note}"
    )
    assert (told.figures, told.notes) == ({"refund": "99.99 EUR"}, {"note": "ill"})


def test_what_was_paid_outside_is_given_back_by_hand():
    outside = replace(PAID, paid_by="external", ledger_hold_id=None, escrow=None)
    change = rules.ended(outside, 444, 50, reason="booker", by=ANN, now=NOW)
    assert change.payout is None
    assert change.warning == "50.00 EUR of booking 7 was paid outside: give it back by hand."
    assert rules.ended(outside, 444, 0, reason="booker", by=ANN, now=NOW).warning is None


def test_a_payment_on_its_way_is_prepaid_money_again_when_its_booking_ends():
    assert rules.ended(HELD, 444, 100, reason="booker", by=ANN, now=NOW).unpaid


@pytest.mark.parametrize(("payment", "reason"), [(200, "hold_expired"), (300, "not_answered"), (None, "not_answered")])
def test_a_hold_that_ran_out_says_who_was_late(payment, reason):
    change = rules.lapse(replace(HELD, payment_status_id=payment), NOW)
    assert (change.fields["cancel_reason"], change.fields["cancelled_by"]) == (reason, "system")


def test_seats_kept_for_a_move_go_without_a_word():
    change = rules.lapse(replace(HELD, stands_in_for=1), NOW)
    assert (change.ends, change.notices, change.fields["status_id"]) == (True, (), 444)


def test_payment_confirms_what_only_waited_for_it():
    after = rules.after(HELD, rules.paid(HELD, "balance", NOW))
    assert (after.status_id, after.payment_status_id, after.hold_until, after.paid_by) == (200, 300, None, "balance")


def test_payment_after_the_time_lets_the_release_run_from_its_end():
    late = replace(HELD, status_id=555)
    change = rules.paid(late, "external", NOW)
    assert change.fields["release_at"] == utc_text(END + timedelta(hours=24))


@pytest.mark.parametrize(
    ("booking", "runs"),
    [(PAID, True), (replace(PAID, payment_status_id=None), True), (replace(PAID, payment_status_id=100), False),
     (replace(PAID, disputed_at="2026-11-20T00:00:00.000Z"), False)],
)  # fmt: skip
def test_the_release_runs_from_delivery_unless_something_is_open(booking, runs):
    assert ("release_at" in rules.delivered(booking, END).fields) is runs


def test_a_completed_booking_pays_its_payee():
    change = rules.completed(PAID)
    assert change.payout == rules.Split(NOTHING, PRICE)
    assert [(notice.kind, notice.to, notice.figures) for notice in change.notices] == [
        ("booking_completed", ("payee", "payer"), {"amount": "99.99 EUR"})
    ]
    assert rules.completed(rules.after(PAID, change)).payout is None


def test_time_alone_ends_delivers_and_completes():
    over = END + timedelta(days=2)
    changes = rules.overdue([replace(HELD, id=1), replace(PAID, id=2), replace(PAID, id=3, status_id=777)], over)
    assert [(change.booking_id, change.fields["status_id"]) for change in changes] == [(1, 444), (2, 555), (2, 777)]
    assert rules.overdue([PAID], NOW) == []


@pytest.mark.parametrize(("wanted", "becomes"), [(400, 400), (444, 444), (777, 777), (555, 555), (100, 100)])
def test_an_agreed_state_is_the_one_that_was_agreed_on(wanted, becomes):
    changes = rules.agreed(PAID, {"status_id": wanted}, "EUR", ANN, NOW)
    assert [change.fields["status_id"] for change in changes] == [becomes]


def test_an_agreement_does_not_confirm_what_must_be_paid_first():
    with pytest.raises(WrongState, match="must be paid first"):
        rules.agreed(HELD, {"status_id": 200}, "EUR", ANN, NOW)
    paid_too = rules.agreed(HELD, {"status_id": 200, "payment_status_id": 300}, "EUR", ANN, NOW)
    assert paid_too[-1].fields["status_id"] == 200


def test_a_dispute_settled_on_an_amount_pays_that_out():
    disputed = rules.after(PAID, rules.disputed(PAID, NOW))
    [change] = rules.agreed(disputed, {"amount": "60.00"}, "EUR", ANN, NOW)
    assert change.payout is not None
    assert (change.payout.refund.text, change.payout.payee.text) == ("39.99", "60.00")


@pytest.mark.parametrize(("amount", "payment"), [("0", None), ("20.00", 100)])
def test_a_new_price_makes_a_booking_free_or_due(amount, payment):
    free = replace(HELD, amount=None, payment_status_id=None)
    [change] = rules.agreed(free, {"amount": amount}, "EUR", ANN, NOW)
    assert rules.after(free, change).payment_status_id == payment


def test_an_event_stands_where_its_bookings_stand_and_sessions_hold_no_time():
    assert rules.event_standing([PAID, HELD], now_in=100, session=False) == Standing(200, 200, None)
    assert rules.event_standing([HELD], now_in=100, session=False) == Standing(100, 200, NOW)
    assert rules.event_standing([HELD], now_in=200, session=True) == Standing(200, 200, None)


@pytest.mark.parametrize(
    ("percent", "refund", "payee"),
    [(100, "99.99", "0.00"), (50, "50.00", "49.99"), (0, "0.00", "99.99"), (33, "33.00", "66.99")],
)
def test_a_refund_is_rounded_half_up_and_the_payee_gets_the_rest(percent, refund, payee):
    parts = rules.split(PRICE, percent)
    assert (parts.refund.text, parts.payee.text) == (refund, payee)


@given(st.integers(min_value=1, max_value=10**15), st.integers(min_value=0, max_value=100))
def test_refund_and_pay_out_are_the_escrow_to_the_cent(amount, percent):
    parts = rules.split(Money(amount, "EUR"), percent)
    assert parts.refund.amount + parts.payee.amount == amount
    assert parts.refund.amount >= 0
    assert parts.payee.amount >= 0


@pytest.mark.parametrize(
    ("agreed", "refund", "payee"), [("60.00", "39.99", "60.00"), ("0.00", "99.99", "0.00"), ("120.00", "0.00", "99.99")]
)
def test_an_agreed_amount_divides_what_is_held(agreed, refund, payee):
    parts = rules.settled_at(PRICE, Money.of(agreed, "EUR"))
    assert (parts.refund.text, parts.payee.text) == (refund, payee)


@pytest.mark.parametrize(
    ("states", "session", "expected"),
    [
        ([200, 100], False, 200),
        ([100, 444], False, 100),
        ([444, 400], False, 444),
        ([400], False, 400),
        ([400, 400], False, 400),
        ([555, 777], False, 555),
        ([777, 444], False, 777),
        ([100, 777], False, 100),
        ([444], True, 200),
        ([100], True, 200),
        ([555, 777], True, 555),
        ([777, 444], True, 777),
        ([], True, 200),
        ([], False, 444),
    ],
)
def test_a_slot_stands_where_its_bookings_stand(states, session, expected):
    assert rules.event_state(states, now_in=200, session=session) == expected


@pytest.mark.parametrize("ended", [400, 444, 777])
def test_a_slot_without_bookings_that_has_ended_stays_as_it_ended(ended):
    assert rules.event_state([], now_in=ended, session=False) == ended


def test_a_slot_holds_for_good_as_soon_as_one_booking_does():
    later = NOW + timedelta(minutes=15)
    assert rules.event_hold([NOW, later]) == later
    assert rules.event_hold([NOW, None]) is None
    assert rules.event_hold([]) is None


def test_a_slot_is_as_paid_as_its_least_paid_booking():
    assert rules.event_payment([300, 100]) == 100
    assert rules.event_payment([None, 300]) == 300
    assert rules.event_payment([None]) is None


def test_money_is_released_some_hours_after_the_end():
    assert rules.release_at(Terms(release_after_hours=48), END) == END + timedelta(hours=48)

"""When it can be said that somebody did not come, until when that can be contested, and how the money is divided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from store.types import Money, utc_text
from tests.rules.scheduling.test_transitions import END, EVA, NOW, PAID, START
from tools.scheduling.rules import no_shows as rules
from tools.scheduling.rules.bookings import HIRE, Terms
from tools.scheduling.rules.no_shows import Side

THIRTY = Terms(payment="required", no_show_refund_percent=30, release_after_hours=2).text


@pytest.mark.parametrize(
    ("absent", "type_id", "refund", "status_id"),
    [
        ("attendee", 1, "30.00", 777),
        ("host", 1, "99.99", 444),
        ("attendee", HIRE, "99.99", 444),
        ("host", HIRE, "30.00", 777),
    ],
)
def test_who_is_paid_and_did_not_come_gets_nothing(absent: Side, type_id: int, refund: str, status_id: int) -> None:
    """Vector X4."""
    change = rules.took_effect(replace(PAID, terms=THIRTY), absent, type_id, EVA, NOW)
    assert change.payout is not None
    assert change.payout.refund == Money.of(refund, "EUR")
    assert change.payout.refund + change.payout.payee == PAID.escrow
    assert (change.fields["status_id"], change.ends) == (status_id, status_id == 444)


def test_it_is_said_from_ten_minutes_on_until_the_money_goes_out() -> None:
    paid = replace(PAID, terms=THIRTY)
    assert rules.window(paid) == (START + timedelta(minutes=10), END + timedelta(hours=2))
    moved = replace(paid, release_at=utc_text(END + timedelta(hours=5)))
    assert rules.window(moved)[1] == END + timedelta(hours=5)
    assert rules.window(replace(paid, escrow=None, amount=None))[1] == END + timedelta(hours=24)


def test_it_can_be_contested_for_a_day_and_to_the_end_of_the_time() -> None:
    assert rules.contest_until(START, END) == START + timedelta(hours=24)
    assert rules.contest_until(START, START + timedelta(hours=30)) == START + timedelta(hours=30)

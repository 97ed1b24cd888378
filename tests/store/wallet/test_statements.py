"""Statements: a month closes with what the next one opens with, and all of it follows from the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database import Transaction
from store.ledger import OUTSIDE, Books
from store.types import PLATFORM, Money, Owner, Shortfall
from store.wallet.statements import Statement, faults, next_month, statements, totals, unbalanced
from tests.postgresql import on_postgresql
from tests.taken_back import taken_back

ANN, ACME = Owner("person", 1), Owner("company", 1)
START = datetime(2026, 1, 31, 23, 59, tzinfo=UTC)
# Who pays whom how much, and how many minutes have passed since the one before: from within a minute to over a month.
payments = st.lists(
    st.tuples(st.sampled_from([(OUTSIDE, ANN), (ANN, ACME), (ACME, ANN)]), st.integers(1, 500), st.integers(0, 50_000)),
    max_size=25,
)


def pay(tx: Transaction, now: datetime, source: Owner | str, target: Owner, amount: int, currency: str = "EUR") -> None:
    books = Books(tx, now)
    paying = books.account(PLATFORM, source, currency) if isinstance(source, str) else books.purse(source, currency)
    books.move(paying, books.purse(target, currency), Money(amount, currency), kind="payment")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=payments)
def test_each_month_opens_with_what_the_one_before_closed_with(tx: Transaction, history: list) -> None:
    now, kept = START, dict[tuple[str, str], int]()
    with taken_back(tx):
        for (source, target), amount, minutes in history:
            now += timedelta(minutes=minutes)
            try:
                pay(tx, now, source, target, amount)
            except Shortfall:
                continue
            for who, sign in ((str(source), -1), (str(target), 1)):
                kept[who, f"{now:%Y-%m}"] = kept.get((who, f"{now:%Y-%m}"), 0) + sign * amount
        month, closed = "2026-01", dict[str, Money]()
        while month <= next_month(f"{now:%Y-%m}"):
            found = statements(tx, month)
            assert faults(found) == unbalanced(found) == []
            for one in found:
                who = OUTSIDE if one.account.owner == PLATFORM else str(one.account.owner)
                assert one.opening == closed.get(who, Money(0, "EUR"))
                assert (one.credits - one.debits).amount == kept.get((who, month), 0)
                assert one.opening + one.credits - one.debits == one.closing == one.next_opening
                closed[who] = one.closing
            month = next_month(month)
        assert {one.name: one.closing.amount for one in found} == {one.name: one.account.balance for one in found}


def one(tx: Transaction, month: str, owner: Owner = ANN) -> Statement:
    (found,) = statements(tx, month, owner)
    return found


def test_a_month_ends_at_midnight_utc_to_the_millisecond(tx: Transaction) -> None:
    midnight = datetime(2027, 1, 1, tzinfo=UTC)
    pay(tx, midnight - timedelta(milliseconds=1), OUTSIDE, ANN, 100)
    pay(tx, midnight, OUTSIDE, ANN, 10)
    assert one(tx, "2026-12").closing == one(tx, "2027-01").opening == Money(100, "EUR")
    assert one(tx, "2027-01").closing == Money(110, "EUR")


def test_what_is_held_is_told_as_it_was_when_the_month_ended(tx: Transaction) -> None:
    march, april = datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 4, 5, tzinfo=UTC)
    pay(tx, march, OUTSIDE, ANN, 100)
    held = Books(tx, march).hold(Books(tx, march).purse(ANN, "EUR"), Money(40, "EUR"), kind="test")
    Books(tx, april).void(held)
    amounts = [one(tx, month).held.amount for month in ("2026-02", "2026-03", "2026-04")]
    assert amounts == [0, 40, 0]


def test_a_balance_that_the_log_does_not_explain_is_a_fault(tx: Transaction) -> None:
    pay(tx, START, OUTSIDE, ANN, 100)
    pay(tx, START + timedelta(days=40), OUTSIDE, ANN, 1)
    tx.run("UPDATE ledger_accounts SET balance = balance + 7 WHERE owner_type = 'person'")
    assert faults([one(tx, "2026-01")]) == []
    assert faults([one(tx, "2026-03")]) == ["person:1 purse EUR closes 2026-03 with 1.01 EUR, but stands at 1.08 EUR"]


def test_a_line_in_no_month_is_a_fault(tx: Transaction) -> None:
    pay(tx, START, OUTSIDE, ANN, 100)
    tx.run(f"DROP TRIGGER ledger_transfers_no_update {'ON ledger_transfers' if on_postgresql() else ''}")
    tx.run("UPDATE ledger_transfers SET created_at = '2026-01'")
    told = faults([one(tx, "2026-01")])[0]
    assert "closes 2026-01 with 2.00 EUR, but the next month opens with 1.00 EUR" in told


def test_all_accounts_together_come_to_nothing_in_each_currency(tx: Transaction) -> None:
    pay(tx, START, OUTSIDE, ANN, 100)
    pay(tx, START, ANN, ACME, 30)
    pay(tx, START, OUTSIDE, ANN, 5, "USD")
    found = statements(tx, "2026-01")
    assert [tuple(money.text for money in line) for line in totals(found)] == [
        ("0.00", "1.30", "1.30", "0.00"),
        ("0.00", "0.05", "0.05", "0.00"),
    ]
    assert [sentence.split()[1] for sentence in unbalanced(found[1:])] == [found[0].account.currency]


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-00", "26-01", "2026-1", "2026-01-01", "heute", "", "\u0662\u0660\u0662\u0666-01"]
)
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(ValueError):
        next_month(month)

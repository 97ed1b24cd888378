"""The ledger by properties: whatever is moved, held, posted or voided, the books balance and nobody is overdrawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database import IntegrityError, Transaction
from store.ledger import OUTSIDE, Books, HoldEnded, load_account
from store.types import PLATFORM, Money, Owner, Shortfall
from store.wallet.audit import differences
from tests.taken_back import taken_back

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OWNERS = [Owner("company", 1), Owner("person", 1), Owner("agent", 1)]

acts = st.lists(
    st.one_of(
        st.tuples(st.just("deposit"), st.integers(0, 2), st.integers(1, 10_000)),
        st.tuples(st.just("move"), st.integers(0, 2), st.integers(0, 2), st.integers(1, 12_000)),
        st.tuples(st.just("hold"), st.integers(0, 2), st.integers(1, 12_000)),
        st.tuples(st.just("post"), st.integers(0, 20), st.integers(0, 2), st.integers(0, 100)),
        st.tuples(st.just("void"), st.integers(0, 20)),
        st.tuples(st.just("expire"), st.integers(0, 20)),
    ),
    max_size=40,
)


class Model:
    """What must hold: plain sums beside the real books."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.balance = dict.fromkeys(OWNERS, 0)
        self.holds: list[dict[str, int]] = []

    def available(self, index: int) -> int:
        return self.balance[OWNERS[index]] - sum(
            hold["amount"] for hold in self.holds if hold["owner"] == index and hold["open"]
        )

    def act(self, act: tuple) -> None:
        getattr(self, f"do_{act[0]}")(*act[1:])

    def do_deposit(self, owner: int, amount: int) -> None:
        outside = self.books.account(PLATFORM, OUTSIDE, "EUR")
        self.books.move(outside, self.books.purse(OWNERS[owner], "EUR"), Money(amount, "EUR"), kind="deposit")
        self.balance[OWNERS[owner]] += amount

    def do_move(self, source: int, target: int, amount: int) -> None:
        purses = [self.books.purse(OWNERS[index], "EUR") for index in (source, target)]
        if source == target:
            assert self.books.move(*purses, Money(amount, "EUR"), kind="move") is None
            return
        if amount > self.available(source):
            with pytest.raises(Shortfall) as short:
                self.books.move(*purses, Money(amount, "EUR"), kind="move")
            assert short.value.available.amount == self.available(source)
            return
        self.books.move(*purses, Money(amount, "EUR"), kind="move")
        self.balance[OWNERS[source]] -= amount
        self.balance[OWNERS[target]] += amount

    def do_hold(self, owner: int, amount: int) -> None:
        purse = self.books.purse(OWNERS[owner], "EUR")
        if amount > self.available(owner):
            with pytest.raises(Shortfall):
                self.books.hold(purse, Money(amount, "EUR"), kind="test")
            return
        id = self.books.hold(purse, Money(amount, "EUR"), kind="test")
        self.holds.append({"id": id, "owner": owner, "amount": amount, "open": 1})

    def do_post(self, index: int, target: int, percent: int) -> None:
        if index >= len(self.holds):
            return
        hold = self.holds[index]
        part = hold["amount"] * percent // 100
        own = Money(hold["amount"] - part, "EUR")
        parts = [
            (self.books.account(PLATFORM, f"sink{target}", "EUR"), Money(part, "EUR"), "payment"),
            (self.books.purse(OWNERS[hold["owner"]], "EUR"), own, "payment"),
        ]
        if not hold["open"]:
            with pytest.raises(HoldEnded):
                self.books.post(hold["id"], parts)
            return
        assert len(self.books.post(hold["id"], parts)) == bool(part)
        hold["open"] = 0
        self.balance[OWNERS[hold["owner"]]] -= part

    def do_void(self, index: int) -> None:
        self._end(index, self.books.void)

    def do_expire(self, index: int) -> None:
        self._end(index, self.books.expire)

    def _end(self, index: int, end: object) -> None:
        if index >= len(self.holds):
            return
        hold = self.holds[index]
        if not hold["open"]:
            with pytest.raises(HoldEnded):
                end(hold["id"])  # type: ignore[operator]
            return
        assert end(hold["id"]).amount == hold["amount"]  # type: ignore[operator]
        hold["open"] = 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=acts)
def test_after_any_history_the_books_prove_themselves(tx: Transaction, history: list[tuple]) -> None:
    with taken_back(tx):
        model = Model(Books(tx, NOW))
        for act in history:
            model.act(act)
        assert differences(tx) == []
        for index, owner in enumerate(OWNERS):
            purse = model.books.purse(owner, "EUR")
            assert purse.balance == model.balance[owner]
            assert purse.available == model.available(index) >= 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["booking", "task", "work_order", "withdrawal", "job_price", "contract", "payout"]),
    held=st.integers(1, 1000),
    percent=st.integers(0, 100),
    fee=st.integers(0, 50),
)
def test_a_hold_between_one_and_the_same_ends_by_being_voided_whatever_it_was_for(
    tx: Transaction, kind: str, held: int, percent: int, fee: int
) -> None:
    with taken_back(tx):
        books = Books(tx, NOW)
        purse, sink = books.purse(OWNERS[0], "EUR"), books.account(PLATFORM, "fees", "EUR")
        books.move(books.account(PLATFORM, OUTSIDE, "EUR"), purse, Money(1000, "EUR"), kind="deposit")
        hold = books.hold(purse, Money(held, "EUR"), kind=kind, record=("event", 1))
        taken = min(fee, held)
        own = (held - taken) * percent // 100
        books.post(hold, [(purse, Money(own, "EUR"), "payout"), (sink, Money(taken, "EUR"), "fee")])
        assert tx.value("SELECT outcome FROM ledger_hold_ends") == ("posted" if taken else "voided")
        after = books.purse(OWNERS[0], "EUR")
        assert (after.balance, after.held) == (1000 - taken, 0)
        assert differences(tx) == []


def test_the_log_refuses_change_and_removal(tx: Transaction) -> None:
    books = Books(tx, NOW)
    purse = books.purse(OWNERS[0], "EUR")
    books.move(books.account(PLATFORM, OUTSIDE, "EUR"), purse, Money(100, "EUR"), kind="deposit")
    books.void(books.hold(purse, Money(10, "EUR"), kind="test"))
    for table in ("ledger_transfers", "ledger_holds", "ledger_hold_ends"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET created_at = 'x'"):
            with pytest.raises(IntegrityError, match="append-only"), taken_back(tx):
                tx.run(statement)


def test_a_purse_cannot_be_overdrawn_even_by_hand(tx: Transaction) -> None:
    purse = Books(tx, NOW).purse(OWNERS[0], "EUR")
    with pytest.raises(IntegrityError), taken_back(tx):
        tx.run("UPDATE ledger_accounts SET balance = -1 WHERE id = :id", id=purse.id)
    assert load_account(tx, purse.id).balance == 0


@given(st.integers(-(10**17), 10**17), st.sampled_from(["EUR", "USDT", "BTC", "ETH"]))
def test_amounts_survive_as_text(amount: int, currency: str) -> None:
    money = Money(amount, currency)
    assert Money.of(money.text, currency) == money

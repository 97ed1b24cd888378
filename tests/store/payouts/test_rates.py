"""Rates are dated, and what counted at a moment stays known."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from store.database import Transaction
from store.payouts.rates import add_rate, coming_rates, current_rate

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def tx(template: Path, tmp_path: Path) -> Iterator[Transaction]:
    db = tmp_path / "hall.db"
    shutil.copy(template, db)
    with contextlib.closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        yield Transaction(connection)


def add(tx: Transaction, number: str, valid_from: datetime, source: str, pair: str = "RUB EUR divide") -> None:
    base, target, operation = pair.split()
    add_rate(tx, base, target, Decimal(number), operation, valid_from, source, NOW)


def rate(tx: Transaction, at: datetime, base: str = "RUB", target: str = "EUR") -> str | None:
    row = current_rate(tx, base, target, at)
    return None if row is None else row["rate"]


def test_six_rates_are_shipped_one_for_each_direction(tx: Transaction) -> None:
    rows = tx.all(
        """SELECT base_currency, target_currency, rate, valid_from, source FROM exchange_rates
           ORDER BY base_currency, target_currency"""
    )
    assert [tuple(row) for row in rows] == [
        (base, target, number, "2025-01-01T00:00:00.000Z", "shipped")
        for base, target, number in (
            ("EUR", "RUB", "79.401"),
            ("EUR", "USD", "1.0576"),
            ("RUB", "EUR", "81.8194"),
            ("RUB", "USD", "76.5928"),
            ("USD", "EUR", "1.0898"),
            ("USD", "RUB", "74.329"),
        )
    ]
    assert rate(tx, datetime(2024, 12, 31, tzinfo=UTC)) is None
    assert rate(tx, NOW, "EUR", "EUR") is None


def test_a_rate_counts_from_its_moment_on_and_leaves_the_other_direction_alone(tx: Transaction) -> None:
    add(tx, "90.00", NOW + HOUR, "march.csv")
    add(tx, "95", NOW + 2 * HOUR, "march.csv")
    assert [row["rate"] for row in coming_rates(tx, NOW)] == ["90.00", "95"]
    assert [rate(tx, NOW + passed * HOUR) for passed in (0, 1, 2, 3)] == ["81.8194", "90.00", "95", "95"]
    assert rate(tx, NOW + 3 * HOUR, "EUR", "RUB") == "79.401"
    # Of two for one moment the later word counts.
    add(tx, "91", NOW + HOUR, "mended.csv")
    assert rate(tx, NOW + HOUR) == "91"


def test_what_was_a_rate_is_neither_changed_nor_added_to_the_past(tx: Transaction) -> None:
    for sql in (
        "UPDATE exchange_rates SET rate = '1'",
        "DELETE FROM exchange_rates",
        "REPLACE INTO exchange_rates SELECT * FROM exchange_rates",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            tx.run(sql)
    with pytest.raises(sqlite3.IntegrityError, match="never for what was before"):
        add(tx, "90", NOW - HOUR, "march.csv")
    for pair, number in (
        ("EUR EUR multiply", "1"),
        ("EUR BTC multiply", "1"),
        ("EUR USD multiply", "0"),
        ("EUR USD multiply", "-1"),
        ("EUR USD divide", "1"),
        ("RUB USD multiply", "1"),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            add(tx, number, NOW, "march.csv", pair)

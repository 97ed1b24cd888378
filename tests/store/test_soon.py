"""Answers that are looked at in a moment, on either store: each stands as of when it was asked."""

from __future__ import annotations

import pytest

from store.database import IntegrityError, Transaction
from tests.hall import Hall

ADD = "INSERT INTO settings (name, value, updated_at) VALUES (:name, '', '')"
NAMES = "SELECT name FROM settings WHERE name LIKE 'soon%' ORDER BY name"


def names(rows: list[object]) -> list[str]:
    return [row["name"] for row in rows]  # type: ignore[index]


def test_each_stands_as_of_when_it_was_asked(tx: Transaction) -> None:
    before = tx.soon(NAMES)
    tx.later(ADD, name="soon 1")
    between = tx.soon(NAMES)
    tx.run(ADD, name="soon 2")
    after = tx.soon(NAMES)
    assert (names(after()), names(between()), names(before())) == (["soon 1", "soon 2"], ["soon 1"], [])


def test_it_is_there_however_often_it_is_looked_at_and_however_many_there_are(tx: Transaction) -> None:
    tx.run(ADD, name="soon 1")
    asked = [tx.soon(f"{NAMES} LIMIT {number}") for number in range(40)]
    assert [len(rows()) for rows in asked] == [0] + [1] * 39
    assert [len(rows()) for rows in asked] == [0] + [1] * 39


def test_what_is_asked_counts_as_nothing_written(tx: Transaction) -> None:
    before = tx.written
    tx.soon(NAMES)
    assert tx.written == before


async def test_a_unit_may_end_without_having_looked(hall: Hall) -> None:
    def unit(tx: Transaction) -> None:
        tx.later(ADD, name="soon 1")
        tx.soon(NAMES)

    await hall.app.database.write(unit)
    assert await hall.app.database.read(lambda tx: (tx.soon(NAMES), len(tx.soon(NAMES)()))[1]) == 1
    assert await hall.app.database.read(lambda tx: len([tx.soon(NAMES), tx.soon(NAMES)])) == 2


async def test_what_was_asked_before_an_attempt_that_fails_is_answered(hall: Hall) -> None:
    def unit(tx: Transaction) -> list[str]:
        tx.later(ADD, name="soon 1")
        rows = tx.soon(NAMES)
        assert isinstance(tx.attempt(lambda: tx.later(ADD, name="soon 1")), IntegrityError)
        return names(rows())  # type: ignore[arg-type]

    assert await hall.app.database.write(unit) == ["soon 1"]


async def test_what_is_refused_is_heard_of_by_whoever_looks(hall: Hall) -> None:
    def unit(tx: Transaction) -> None:
        rows = tx.soon(f"{ADD} RETURNING name", name="installation_id")
        rows()

    with pytest.raises(IntegrityError):
        await hall.app.database.write(unit)

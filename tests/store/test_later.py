"""Statements of which nobody waits to hear anything, on either store: they are done in their turn all the same."""

from __future__ import annotations

from contextlib import suppress

import pytest

from store.database import IntegrityError, Transaction
from tests.hall import Hall

ADD = "INSERT INTO settings (name, value, updated_at) VALUES (:name, '', '')"
COUNT = "SELECT count(*) FROM settings WHERE name LIKE 'later%'"


def add(tx: Transaction, *names: str) -> None:
    for name in names:
        tx.later(ADD, name=f"later {name}")


def test_what_was_left_for_later_is_there_for_whoever_asks(tx: Transaction) -> None:
    add(tx, "1", "2")
    tx.insert_later("settings", name="later 3", value="", updated_at="")
    assert tx.value(COUNT) == 3


def test_it_counts_as_written(tx: Transaction) -> None:
    before = tx.written
    add(tx, "1", "2")
    assert tx.written == before + 2


def test_so_does_what_gives_something_back_however_it_is_laid_out(tx: Transaction) -> None:
    before = tx.written
    assert tx.value(f"\n    {ADD}\n    RETURNING name", name="later 1") == "later 1"
    assert tx.written == before + 1


def test_however_much_it_is(tx: Transaction) -> None:
    add(tx, *map(str, range(100)))
    assert tx.value(COUNT) == 100


def test_it_is_read_by_a_stream(tx: Transaction) -> None:
    add(tx, "1")
    assert len(list(tx.stream("SELECT name FROM settings WHERE name LIKE 'later%'"))) == 1


async def test_it_is_committed_although_nobody_asks_again(hall: Hall) -> None:
    await hall.app.database.write(lambda tx: add(tx, "1", "2"))
    assert await hall.app.database.read(lambda tx: tx.value(COUNT)) == 2


async def test_a_unit_is_lost_whole_when_it_is_refused(hall: Hall) -> None:
    with pytest.raises(IntegrityError, match=r"UNIQUE.*settings.name"):
        await hall.app.database.write(lambda tx: add(tx, "1", "2", "1", "3"))
    assert await hall.app.database.read(lambda tx: tx.value(COUNT)) == 0


async def test_units_go_on_after_one_that_was_refused(hall: Hall) -> None:
    for number in range(4):
        with suppress(IntegrityError):
            await hall.app.database.write(lambda tx, number=number: add(tx, f"{number}", "same"))  # type: ignore[misc]
    assert await hall.app.database.read(lambda tx: tx.value(COUNT)) == 2


async def test_what_is_taken_back_with_an_attempt_was_left_within_it(hall: Hall) -> None:
    def work(tx: Transaction) -> Exception | None:
        add(tx, "1")
        refused = tx.attempt(lambda: add(tx, "2", "1"))
        add(tx, "3")
        return refused

    assert isinstance(await hall.app.database.write(work), IntegrityError)
    assert await hall.app.database.read(lambda tx: tx.value(COUNT)) == 2


async def test_what_is_undone_leaves_what_was_left_before(hall: Hall) -> None:
    def work(tx: Transaction) -> None:
        add(tx, "1")
        tx.undone(lambda: add(tx, "2"))

    await hall.app.database.write(work)
    assert await hall.app.database.read(lambda tx: tx.value(COUNT)) == 1


async def test_it_may_be_refused_within_what_is_refusable(hall: Hall) -> None:
    def work(tx: Transaction) -> None:
        add(tx, "1")
        with pytest.raises(IntegrityError), tx.refusable():
            add(tx, "1")
        add(tx, "2")

    await hall.app.database.write(work)
    assert await hall.app.database.read(lambda tx: tx.value(COUNT)) == 2

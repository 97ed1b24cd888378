"""What a transaction does, and what we use of aiosqlite that it does not promise."""

from __future__ import annotations

import inspect
import sqlite3
from queue import SimpleQueue

import aiosqlite
import pytest

from store.database import Transaction


async def test_aiosqlite_still_runs_pairs_of_future_and_function_from_its_queue() -> None:
    """on_thread puts (None, function) into this queue; when the library changes, this fails first."""
    connection = await aiosqlite.connect(":memory:")
    try:
        assert isinstance(connection._tx, SimpleQueue)
        assert "future, function = tx.get()" in inspect.getsource(aiosqlite.core._connection_worker_thread)
        assert connection._conn is not None
    finally:
        await connection.close()


def test_work_that_is_undone_leaves_what_was_written_before_and_after() -> None:
    tx = Transaction(sqlite3.connect(":memory:"))
    tx.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    tx.insert("notes", text="before")

    def work() -> None:
        tx.run("UPDATE notes SET text = 'gone'")
        tx.insert("notes", text="gone too")

    tx.undone(work)
    tx.insert("notes", text="after")
    assert [row[0] for row in tx.all("SELECT text FROM notes ORDER BY id")] == ["before", "after"]


def test_what_undone_work_raises_passes() -> None:
    tx = Transaction(sqlite3.connect(":memory:"))

    def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        tx.undone(work)


def test_an_attempt_that_fails_is_taken_back_alone() -> None:
    tx = Transaction(sqlite3.connect(":memory:"))
    tx.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    tx.insert("notes", text="before")

    def fails() -> None:
        tx.insert("notes", text="gone")
        raise ValueError("no")

    def works() -> None:
        tx.insert("notes", text="kept")

    assert str(tx.attempt(fails)) == "no"
    assert tx.attempt(works) is None
    assert [row[0] for row in tx.all("SELECT text FROM notes ORDER BY id")] == ["before", "kept"]

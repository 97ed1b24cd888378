"""What a transaction does, and what we use of aiosqlite that it does not promise."""

from __future__ import annotations

import asyncio
import inspect
import sqlite3
import threading
from pathlib import Path
from queue import SimpleQueue

import aiosqlite
import pytest

from store.connections import create_file
from store.database import Database, StoreUnavailable, Transaction


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


async def held(database: Database) -> tuple[asyncio.Task[str], threading.Event]:
    """A read that lasts until the event is set, and is under way."""
    begun, on = threading.Event(), threading.Event()

    def work(tx: Transaction) -> str:
        begun.set()
        on.wait(30)
        return threading.current_thread().name

    task = asyncio.create_task(database.read(work, seconds=60))
    await asyncio.to_thread(begun.wait, 30)
    return task, on


def thread_of(tx: Transaction) -> str:
    return threading.current_thread().name


async def test_a_read_that_would_wait_gets_a_reader_of_its_own_and_others_use_it_too(tmp_path: Path) -> None:
    create_file(tmp_path / "hall.db")
    database = await Database.open(tmp_path / "hall.db", readers=2)
    try:
        threads = threading.active_count()
        alone = {await database.read(thread_of) for _ in range(3)}
        assert (len(alone), threading.active_count()) == (1, threads)
        first, on = await held(database)
        beside = {await database.read(thread_of) for _ in range(3)}
        on.set()
        assert {await first} == alone
        assert (len(beside), beside & alone) == (1, set())
    finally:
        await database.close()


async def test_there_are_never_more_readers_than_were_asked_for(tmp_path: Path) -> None:
    create_file(tmp_path / "hall.db")
    database = await Database.open(tmp_path / "hall.db", readers=2)
    try:
        first, on = await held(database)
        second, go_on = await held(database)
        third = asyncio.create_task(database.read(thread_of))
        await asyncio.sleep(0)
        on.set()
        go_on.set()
        assert await third in {await first, await second}
    finally:
        await database.close()


async def test_a_caller_who_leaves_while_a_reader_is_opened_leaves_it_to_the_next(tmp_path: Path) -> None:
    create_file(tmp_path / "hall.db")
    database = await Database.open(tmp_path / "hall.db", readers=2)
    try:
        first, on = await held(database)
        gone = asyncio.create_task(database.read(thread_of))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(*database._opening)
        beside = await database.read(thread_of)
        on.set()
        assert await first != beside
    finally:
        await database.close()


async def test_a_reader_that_is_opened_while_all_is_closed_is_closed_too(tmp_path: Path) -> None:
    create_file(tmp_path / "hall.db")
    database = await Database.open(tmp_path / "hall.db", readers=2)
    first, on = await held(database)
    late = asyncio.create_task(database.read(thread_of))
    await asyncio.sleep(0)
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    on.set()
    await closing
    await first
    with pytest.raises(StoreUnavailable):
        await late
    for connection in database._connections:
        connection._thread.join(30)
        assert not connection._thread.is_alive()
    assert len(database._connections) == 3

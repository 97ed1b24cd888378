"""Short work of a lone caller runs on the loop's thread, unless it has to take its turn."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from store.connections import create_file
from store.database import Database, StoreUnavailable, Transaction


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / "x.db"
    create_file(path)
    opened = await Database.open(path, readers=1, patience=5.0)
    await opened.write(lambda tx: tx.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)"))
    yield opened
    await opened.close()


def note(text: str) -> Callable[[Transaction], int]:
    def work(tx: Transaction) -> int:
        tx.insert("notes", text=text)
        return threading.get_ident()

    return work


async def texts(database: Database) -> list[str]:
    rows = await database.read(lambda tx: tx.all("SELECT text FROM notes ORDER BY id"))
    return [row["text"] for row in rows]


async def test_work_done_here_is_committed_without_leaving_the_thread(database: Database) -> None:
    assert await database.write(note("a"), here=True) == threading.get_ident()
    assert await database.write(note("b")) != threading.get_ident()
    assert await texts(database) == ["a", "b"]


async def test_work_that_fails_here_leaves_nothing_and_the_next_is_done(database: Database) -> None:
    await database.write(note("a"), here=True)
    with pytest.raises(sqlite3.IntegrityError):
        await database.write(note("a"), here=True)
    assert await database.write(note("b"), here=True) == threading.get_ident()
    assert await texts(database) == ["a", "b"]


async def test_work_waits_its_turn_behind_what_is_under_way(database: Database) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> None:
        tx.insert("notes", text="slow")
        started.set()
        assert go_on.wait(10)

    first = asyncio.ensure_future(database.write(slow))
    await asyncio.to_thread(started.wait, 10)
    second = asyncio.ensure_future(database.write(note("second"), here=True))
    await asyncio.sleep(0)
    go_on.set()
    assert await second != threading.get_ident()
    await first
    assert await texts(database) == ["slow", "second"]


async def test_the_loop_goes_on_while_another_program_holds_the_file(database: Database) -> None:
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.ensure_future(database.write(note("a"), here=True))
    await asyncio.sleep(0)
    assert not waiting.done()
    other.execute("COMMIT")
    other.close()
    assert await waiting != threading.get_ident()
    assert await database.write(note("b"), here=True) == threading.get_ident()


async def test_a_file_that_stays_locked_is_busy_after_all(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    create_file(path)
    impatient = await Database.open(path, readers=0, patience=0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable) as no:
        await impatient.write(lambda tx: tx.value("SELECT 1"), here=True)
    assert no.value.reason == "busy"
    other.close()
    assert await impatient.write(lambda tx: tx.value("SELECT 1"), here=True) == 1
    await impatient.close()


async def test_work_that_takes_too_long_is_stopped_here_too(database: Database) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(StoreUnavailable) as no:
        await database.write(lambda tx: tx.value(endless), seconds=0.05, here=True)
    assert no.value.reason == "deadline"
    assert await database.write(note("a"), here=True) == threading.get_ident()


def thread(tx: Transaction) -> int:
    return threading.get_ident()


async def test_short_work_of_many_that_need_not_be_on_the_disk_is_committed_together_here(database: Database) -> None:
    seen = list[bool]()

    def work(text: str) -> Callable[[Transaction], int]:
        def write(tx: Transaction) -> int:
            if text == "c":
                raise ValueError(text)
            seen.append(tx.value("SELECT count(*) FROM notes") == len(seen))
            return note(text)(tx)

        return write

    done = await asyncio.gather(
        *(database.write(work(text), durable=False, short=True) for text in "abcd"), return_exceptions=True
    )
    assert [str(each) for each in done if isinstance(each, Exception)] == ["c"]
    assert {each for each in done if not isinstance(each, BaseException)} == {threading.get_ident()}
    assert seen == [True] * 3
    assert await texts(database) == ["a", "b", "d"]


async def test_what_has_to_reach_the_disk_takes_short_work_along_to_the_thread(database: Database) -> None:
    done = await asyncio.gather(database.write(note("a"), durable=False, short=True), database.write(note("b")))
    assert done[0] == done[1] != threading.get_ident()
    assert await database.write(note("c"), short=True) != threading.get_ident()


async def test_the_loop_goes_on_while_short_work_waits_for_another_program(database: Database) -> None:
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = [asyncio.ensure_future(database.write(note(text), durable=False, short=True)) for text in "ab"]
    for _ in range(3):
        await asyncio.sleep(0)
    assert not any(each.done() for each in waiting)
    other.execute("COMMIT")
    other.close()
    assert threading.get_ident() not in await asyncio.gather(*waiting)
    assert await texts(database) == ["a", "b"]


async def test_what_was_taken_before_the_end_is_done(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    create_file(path)
    ending = await Database.open(path, readers=1)
    await ending.write(lambda tx: tx.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)"))
    taken = [asyncio.ensure_future(ending.write(note("a"))), asyncio.ensure_future(ending.read(thread))]
    await asyncio.sleep(0)
    await ending.close()
    await asyncio.gather(*taken)


async def test_short_work_that_would_keep_the_loop_is_done_on_the_thread_instead(database: Database) -> None:
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most) SELECT count(*) FROM n"

    def slow(tx: Transaction) -> int:
        here = threading.get_ident() == threading.main_thread().ident
        tx.insert("notes", text="slow")
        return int(tx.value(sql, most=10**12 if here else 10))

    done = await asyncio.gather(
        database.write(note("a"), durable=False, short=True), database.write(slow, durable=False, short=True)
    )
    assert done[0] != threading.get_ident()
    assert done[1] == 10
    assert await texts(database) == ["a", "slow"]

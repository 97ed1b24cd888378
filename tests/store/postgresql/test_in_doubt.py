"""What was committed, and whose way to the disk was cut: nobody is told that it is kept who may have lost it."""

from __future__ import annotations

import asyncio
import contextlib
import time

import pytest

from store.postgresql import session
from store.postgresql.database import PostgresDatabase
from store.postgresql.durability import Durability
from store.postgresql.holding import connected
from store.postgresql.session import Session, Statement
from store.postgresql.units import Unit
from tests.store.postgresql.test_bad_days import cut_all, names
from tests.store.postgresql.test_database import keep


async def test_a_connection_made_after_a_commit_does_not_answer_for_it(url: str) -> None:
    """The server may have been killed in between, and have come back without it."""

    def doubt(units: list[Unit]) -> None:
        for unit in units:
            unit.loop.call_soon_threadsafe(unit.done.set_result, "in doubt")

    async def told() -> str | None:
        unit = Unit(lambda tx: None, True, time.monotonic() + 10, asyncio.get_running_loop())
        durability.answer_once_kept(unit)
        answer: str | None = await unit.done
        return answer

    durability = Durability(url, 2, doubt)
    try:
        assert [await told() for _ in range(3)] == ["in doubt", None, None]
        cut_all(url)
        assert [await told() for _ in range(3)] == ["in doubt", "in doubt", None]
    finally:
        await asyncio.to_thread(durability.close)


async def test_whoever_is_in_doubt_does_not_wait_until_nobody_writes(servers: list[PostgresDatabase]) -> None:
    server = servers[0]

    def more() -> list[asyncio.Task[None]]:
        return [asyncio.create_task(server.write(lambda tx: None, durable=False)) for _ in range(100)]

    written = more()
    first = asyncio.create_task(server.write(keep("first")))
    while not first.done() and len(written) < 5000:
        written += more() if server.writes_waiting < 100 else []
        await asyncio.sleep(0)
    await asyncio.gather(first, *written)
    assert len(written) < 5000


async def test_what_was_taken_is_answered_though_the_database_is_closed(url: str) -> None:
    database = await PostgresDatabase.open_url(url, patience=2)
    taken = [asyncio.create_task(database.write(keep(f"taken{number}"))) for number in range(5)]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*taken) == [None] * 5
    assert {f"taken{number}" for number in range(5)} <= names(url)


async def test_what_is_about_to_be_sent_is_not_what_the_server_forgets(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "MOST_KEPT", 3)
    with contextlib.closing(Session.open(url)) as connection:
        texts = [f"SELECT {number}" for number in range(6)]
        for text in texts:
            together = [Statement("SELECT -1"), Statement(text)]
            for _ in range(3):
                rows = [result.rows[0][0] for result in connection.ask_together(together)]
            assert rows == [-1, int(text.split()[1])]


def test_what_nothing_hangs_on_fails_nobody_who_asks_next(url: str) -> None:
    with contextlib.closing(Session.open(url)) as connection:
        connection.send("SELECT 1 / 0")
        assert connection.ask("SELECT 1", []).rows[0][0] == 1


def test_what_is_moved_into_a_database_waits_for_the_disk_whatever_its_user_is_set_to(url: str) -> None:
    for said, meant in (("off", "on"), ("local", "local")):
        with connected(f"{url}&options=-c%20synchronous_commit%3D{said}") as connection:
            assert connection.execute("SHOW synchronous_commit").fetchone() == (meant,)

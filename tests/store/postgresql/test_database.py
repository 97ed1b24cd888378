"""Units of work on a PostgreSQL server, and of two servers on one database."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime

import psycopg
import pytest

from store.database import IntegrityError, StoreUnavailable, Transaction
from store.ledger import OUTSIDE, Books
from store.postgresql import readers, writer
from store.postgresql.database import PostgresDatabase
from store.types import PLATFORM, Money, Owner, Shortfall
from store.wallet.audit import differences

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACME = Owner("company", 1)


def fund(tx: Transaction) -> None:
    books = Books(tx, NOW)
    books.move(books.account(PLATFORM, OUTSIDE, "EUR"), books.purse(ACME, "EUR"), Money(20, "EUR"), kind="deposit")


def pay(tx: Transaction) -> None:
    books = Books(tx, NOW)
    books.move(books.purse(ACME, "EUR"), books.account(PLATFORM, "fees", "EUR"), Money(1, "EUR"), kind="payment")


def keep(name: str):
    def work(tx: Transaction) -> None:
        tx.run("INSERT INTO settings (name, value, updated_at) VALUES (:name, '', '')", name=name)

    return work


async def test_what_many_spend_at_once_on_two_servers_is_no_more_than_there_was(
    servers: list[PostgresDatabase],
) -> None:
    await servers[0].write(fund)
    ended = await asyncio.gather(*(servers[index % 2].write(pay) for index in range(64)), return_exceptions=True)
    assert [type(answer) for answer in ended if answer is not None] == [Shortfall] * 44

    def look(tx: Transaction) -> None:
        assert [row["balance"] for row in tx.all("SELECT balance FROM ledger_accounts ORDER BY id")] == [-20, 0, 20]
        lines = tx.all("SELECT id, place FROM ledger_transfers ORDER BY id")
        assert [(row["id"], row["place"]) for row in lines] == [(number, number) for number in range(1, 22)]
        assert differences(tx) == []

    await servers[1].read(look)


async def test_a_unit_reads_what_the_other_server_wrote_before_it_wrote(servers: list[PostgresDatabase]) -> None:
    """Units that read and then write elsewhere are as good as one after the other."""

    def book(tx: Transaction) -> bool:
        taken: int = tx.value("SELECT count(*) FROM settings WHERE name LIKE 'seat_%'")
        if taken < 3:
            keep(f"seat_{taken}")(tx)
        return taken < 3

    booked = await asyncio.gather(*(servers[index % 2].write(book) for index in range(20)))
    assert sum(booked) == 3


async def test_what_was_answered_is_on_the_disk(servers: list[PostgresDatabase]) -> None:
    """Whether one waits alone or many wait together, and also for who only read what another has just written. The server's
    own default is to lose it."""

    def write(tx: Transaction) -> str:
        pay(tx)
        return str(tx.value("SELECT pg_current_wal_insert_lsn()::text"))

    def flushed(tx: Transaction, upto: str) -> bool:
        return bool(tx.value("SELECT pg_current_wal_flush_lsn() > CAST(:upto AS pg_lsn)", upto=upto))

    await servers[0].write(fund)
    alone = await servers[0].write(write)
    assert await servers[1].read(lambda tx: flushed(tx, alone))
    many = await asyncio.gather(*(servers[index % 2].write(write) for index in range(12)))
    assert await servers[1].read(lambda tx: flushed(tx, max(many)))
    loose = await servers[0].write(write, durable=False)
    await servers[1].write(lambda tx: tx.value("SELECT 1"))
    assert await servers[1].read(lambda tx: flushed(tx, loose))


async def test_of_units_that_wait_together_one_that_fails_takes_none_with_it(servers: list[PostgresDatabase]) -> None:
    works = (keep("one"), keep("one"), keep("two"))
    ended = await asyncio.gather(*(servers[0].write(work) for work in works), return_exceptions=True)
    assert [type(answer) for answer in ended] == [type(None), IntegrityError, type(None)]
    assert str(ended[1]) == "UNIQUE constraint failed: settings.name"
    names = await servers[0].read(lambda tx: [row[0] for row in tx.all("SELECT name FROM settings ORDER BY name")])
    assert {"one", "two"} < set(names)


async def test_an_error_that_a_unit_swallows_does_not_pass_for_a_commit(servers: list[PostgresDatabase]) -> None:
    def swallow(tx: Transaction) -> None:
        keep("half")(tx)
        with contextlib.suppress(IntegrityError):
            keep("half")(tx)

    ended = await asyncio.gather(
        servers[0].write(swallow), servers[0].write(swallow, here=True), return_exceptions=True
    )
    assert [type(answer) for answer in ended] == [RuntimeError, RuntimeError]


async def test_an_attempt_that_fails_is_taken_back_alone(servers: list[PostgresDatabase]) -> None:
    def unit(tx: Transaction) -> str:
        def wrong() -> None:
            tx.run("UPDATE settings SET value = 'changed'")
            keep("installation_id")(tx)

        failed = tx.attempt(wrong)
        assert isinstance(failed, IntegrityError)
        return str(tx.value("SELECT value FROM settings"))

    assert await servers[0].write(unit) != "changed"


async def test_what_one_client_waits_for_runs_on_its_own_thread_unless_another_server_writes(
    url: str, servers: list[PostgresDatabase]
) -> None:
    import threading

    def who(tx: Transaction) -> str:
        keep(f"thread {tx.value('SELECT count(*) FROM settings')}")(tx)
        return threading.current_thread().name

    assert await servers[0].write(who, here=True) == "hall-writer"
    assert await servers[0].write(who, here=True) == threading.current_thread().name
    with psycopg.connect(url) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({writer.WRITING})")
        waiting = asyncio.create_task(servers[0].write(who, here=True))
        await asyncio.sleep(0)
        other.rollback()
        assert await waiting == "hall-writer"


async def test_what_takes_too_long_is_stopped_and_a_reader_cannot_write(servers: list[PostgresDatabase]) -> None:
    with pytest.raises(StoreUnavailable) as stopped:
        await servers[0].write(lambda tx: tx.value("SELECT pg_sleep(5)"), seconds=0.2)
    assert stopped.value.reason == "deadline"
    with pytest.raises(StoreUnavailable) as refused:
        await servers[0].read(lambda tx: tx.run("DELETE FROM settings"))
    assert refused.value.reason == "readonly"


async def test_more_than_can_be_waited_for_is_refused_and_what_waits_is_done(
    url: str, servers: list[PostgresDatabase], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_WAITING", 3)
    monkeypatch.setattr(readers, "MOST_WAITING", 3)
    with psycopg.connect(url) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({writer.WRITING})")
        waiting = [asyncio.create_task(servers[0].write(keep(f"w{index}"))) for index in range(8)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        other.rollback()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    reasons = [answer.reason for answer in ended if isinstance(answer, StoreUnavailable)]
    assert set(reasons) == {"crowded"}
    assert 4 <= len(reasons) <= 5
    assert ended[:3] == [None] * 3
    slow = [asyncio.create_task(servers[0].read(lambda tx: tx.value("SELECT pg_sleep(0.2)"))) for _ in range(8 + 3 + 2)]
    ended = await asyncio.gather(*slow, return_exceptions=True)
    assert [answer.reason for answer in ended if isinstance(answer, StoreUnavailable)] == ["crowded"] * 2


async def test_a_statement_that_no_longer_fits_the_schema_is_asked_anew(
    url: str, servers: list[PostgresDatabase]
) -> None:
    async def columns() -> int:
        return len(await servers[0].read(lambda tx: tx.one("SELECT * FROM settings").keys()))  # type: ignore[union-attr]

    before = [await columns() for _ in range(20)][-1]
    with psycopg.connect(url, autocommit=True) as newer:
        newer.execute("ALTER TABLE settings ADD COLUMN more TEXT")
    assert [await columns() for _ in range(20)] == [before + 1] * 20

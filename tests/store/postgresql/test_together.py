"""Units that share a transaction on a server: as good as each in one of its own."""

from __future__ import annotations

import asyncio
import threading

import pytest

from store.calls.usage import LoggedCall, log_call
from store.database import IntegrityError, Transaction
from store.postgresql.database import PostgresDatabase
from store.postgresql.units import Unit
from store.postgresql.writer import Writer
from store.types import Owner
from store.wallet.audit import differences
from tests.store.postgresql.test_bad_days import cut_all, names
from tests.store.postgresql.test_database import NOW, keep


def line(number: int):
    """A line of the log, and which transaction wrote it."""

    def work(tx: Transaction) -> str:
        who = Owner("agent", 1)
        free = (False, False, 0, None, 0, None, "")
        log_call(tx, LoggedCall(f"call_{number}", NOW, "agent", 1, None, who, "get_wallet", "read", "free", *free))
        return str(tx.value("SELECT pg_current_xact_id()::text"))

    return work


async def many(servers: list[PostgresDatabase], works: list) -> list:
    return await asyncio.gather(
        *(servers[number % 2].write(work, durable=False, short=True) for number, work in enumerate(works)),
        return_exceptions=True,
    )


async def test_they_continue_one_chain_on_two_servers(servers: list[PostgresDatabase]) -> None:
    written = await many(servers, [line(number) for number in range(100)])
    assert len(set(written)) < 50

    def look(tx: Transaction) -> None:
        assert [row["place"] for row in tx.all("SELECT place FROM calls ORDER BY place")] == list(range(1, 101))
        assert tx.value("SELECT sum(calls) FROM usage_counters") == 100
        assert differences(tx) == []

    await servers[0].read(look)


async def test_one_that_fails_takes_none_with_it(servers: list[PostgresDatabase]) -> None:
    works = [line(number) for number in range(10)]
    works[4:6] = [keep("one"), keep("one")]
    written = await many(servers[:1] * 2, works)
    assert [number for number, answer in enumerate(written) if isinstance(answer, Exception)] == [5]
    assert isinstance(written[5], IntegrityError)
    assert await servers[0].read(lambda tx: tx.value("SELECT count(*) FROM calls")) == 8
    assert await servers[0].read(differences) == []


async def test_what_was_promised_to_be_on_the_disk_shares_with_nobody(servers: list[PostgresDatabase]) -> None:
    written = await asyncio.gather(
        *(servers[0].write(line(number), durable=number == 2, short=True) for number in range(5))
    )
    assert written.count(written[2]) == 1


async def test_a_chain_that_was_taken_back_within_goes_on_from_before(servers: list[PostgresDatabase]) -> None:
    def taken_back(tx: Transaction) -> None:
        line(1)(tx)

        def refused() -> None:
            line(2)(tx)
            keep("installation_id")(tx)

        assert tx.attempt(refused) is not None
        tx.undone(lambda: [line(3)(tx)].clear())
        line(4)(tx)

    await many(servers[:1] * 2, [line(0), taken_back, line(5)])
    assert await servers[0].read(lambda tx: tx.value("SELECT max(place) FROM calls")) == 4
    assert await servers[0].read(differences) == []


def snapshot(tx: Transaction) -> str:
    """Which snapshot is read, and by which connection."""
    return str(tx.value("SELECT pg_backend_pid()::text || ' ' || transaction_timestamp()::text"))


async def test_short_reads_of_one_turn_share_a_snapshot(servers: list[PostgresDatabase]) -> None:
    seen = await asyncio.gather(*(servers[0].read(snapshot, short=True) for _ in range(20)))
    assert len(set(seen)) == 3
    assert len(set(await asyncio.gather(*(servers[0].read(snapshot) for _ in range(3))))) == 3


async def test_they_see_what_was_written_before_they_came(servers: list[PostgresDatabase]) -> None:
    def count(tx: Transaction) -> int:
        found: int = tx.value("SELECT count(*) FROM settings")
        return found

    before = await servers[0].read(count)
    for number in range(1, 4):
        await servers[0].write(keep(f"seen {number}"))
        assert await asyncio.gather(*(servers[1].read(count, short=True) for _ in range(3))) == [before + number] * 3


async def test_a_read_that_fails_takes_none_with_it(servers: list[PostgresDatabase]) -> None:
    def refuses(tx: Transaction) -> str:
        raise LookupError(snapshot(tx))

    def writes(tx: Transaction) -> int:
        return tx.run("DELETE FROM settings")

    def left(tx: Transaction) -> str:
        tx.soon("SELECT 1 / 0")
        return snapshot(tx)

    works = [snapshot, refuses, snapshot, writes, snapshot, left, snapshot]
    seen = await asyncio.gather(*(servers[0].read(work, short=True) for work in works), return_exceptions=True)
    kinds = [type(answer).__name__ for answer in seen]
    assert kinds == ["str", "LookupError", "str", "StoreUnavailable", "str", "DivisionByZero", "str"]
    assert seen[0] == str(seen[1]) == seen[2]


async def test_short_reads_whose_connection_was_cut_are_read_again(url: str, servers: list[PostgresDatabase]) -> None:
    await asyncio.gather(*(servers[0].read(snapshot, short=True) for _ in range(64)))
    cut_all(url)
    assert all(await asyncio.gather(*(servers[0].read(snapshot, short=True) for _ in range(64))))


async def test_nobody_comes_between_a_unit_and_its_beginning(
    url: str, servers: list[PostgresDatabase], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A unit's transaction begins with the commit before it: what runs on the loop's thread in between would end it."""
    server, loop, between, usual = servers[0], asyncio.get_running_loop(), [], Writer._next

    def pausing(self: Writer) -> list[Unit]:
        units = usual(self)
        if self._begun is not None and not between:
            between.append(asyncio.run_coroutine_threadsafe(server.write(keep("between"), here=True), loop))
            while not (between[0].done() or self._waiting):
                threading.Event().wait(0.001)
        return units

    def two(tx: Transaction) -> None:
        keep("one")(tx)
        keep("two")(tx)

    await server.write(keep("first"))
    monkeypatch.setattr(Writer, "_next", pausing)
    await asyncio.gather(*(server.write(work, durable=False) for work in (keep("before"), two)))
    await asyncio.wrap_future(between[0])
    assert {"before", "one", "two", "between"} <= names(url)

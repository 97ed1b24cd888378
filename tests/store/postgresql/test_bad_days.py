"""A PostgreSQL server that is gone, killed, full, a standby or newer: plain answers, nothing half done, back by itself."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from server.app import App
from server.calls.throttle import Throttle
from store.database import IntegrityError, StoreUnavailable, Transaction
from store.installation_key import InstallationKey
from store.opening import open_database
from store.postgresql import writer
from store.postgresql.database import PostgresDatabase
from store.postgresql.errors import Lost
from store.postgresql.session import Session
from store.postgresql.shape import Shape
from tests.hall import Clock, Hall, Refused, operations
from tests.postgresql import Cluster
from tests.server.calls.test_pipeline import INQUIRY
from tests.store.postgresql.test_database import keep
from tools.call import Randomness


@contextlib.asynccontextmanager
async def hall_on(url: str, folder: Path) -> AsyncIterator[Hall]:
    """A hall whose rows are on a server."""
    clock, path = Clock(), folder / "hall.db"
    InstallationKey.beside(path)
    throttle = Throttle("1000000/minute", "1000000/minute")
    app = await App.open(
        path, clock=clock, randomness=Randomness(7), throttle=throttle, registry=operations(), server=url, patience=1
    )
    hall = Hall(app, clock, path)
    try:
        yield hall
    finally:
        await hall.close()


def tell_server(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as shell:
        for statement in statements:
            shell.execute(statement)


def names(url: str) -> set[str]:
    with psycopg.connect(url) as shell:
        return {name for (name,) in shell.execute("SELECT name FROM settings")}


def cut_all(url: str) -> None:
    tell_server(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hiringhall'")


async def test_connections_that_were_cut_are_made_again_and_nobody_notices(
    url: str, servers: list[PostgresDatabase]
) -> None:
    before = len(names(url))
    for number in range(3):
        await servers[0].write(keep(f"cut{number}"))
        assert await servers[0].read(lambda tx: tx.value("SELECT count(*) FROM settings")) == before + number + 1
        cut_all(url)


def test_a_connection_that_ended_before_its_reader_did_is_found_lost(url: str) -> None:
    with contextlib.closing(Session.open(url)) as session:
        session.command("BEGIN READ ONLY")
        pid = session.ask("SELECT pg_backend_pid()", []).rows[0][0]
        tell_server(url, f"SELECT pg_terminate_backend({pid}, 5000)")
        session.send("COMMIT")
        with pytest.raises(Lost):
            session.ask("SELECT 1", [])
        assert not session.usable


async def test_what_was_committed_is_answered_though_the_connection_that_waits_for_the_disk_was_cut(
    url: str, servers: list[PostgresDatabase]
) -> None:
    for number in range(3):
        await asyncio.gather(*(servers[0].write(keep(f"{name}{number}")) for name in ("one", "two", "three")))
        tell_server(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hiringhall'"
            " AND query LIKE '%pg_logical_emit_message%' AND query NOT LIKE 'COMMIT%'",
        )


async def test_a_unit_whose_connection_is_cut_while_it_runs_runs_again(
    url: str, servers: list[PostgresDatabase]
) -> None:
    runs = []

    def unit(tx) -> None:
        keep("half")(tx)
        runs.append(1)
        if len(runs) == 1:
            cut_all(url)
        keep("whole")(tx)

    await servers[0].write(unit)
    assert (len(runs), {"half", "whole"} <= names(url)) == (2, True)


async def test_so_does_one_that_had_left_statements_for_later(url: str, servers: list[PostgresDatabase]) -> None:
    runs = []

    def unit(tx) -> None:
        for name in ("left", "behind"):
            tx.insert_later("settings", name=name, value="", updated_at="")
        runs.append(1)
        if len(runs) == 1:
            cut_all(url)
        tx.value("SELECT 1")

    await servers[0].write(unit)
    assert (len(runs), {"left", "behind"} <= names(url)) == (2, True)


async def test_when_they_went_with_the_commit_it_is_done_again_or_not_known(
    url: str, servers: list[PostgresDatabase]
) -> None:
    runs = []

    def unit(tx) -> None:
        for name in ("both", "neither"):
            tx.insert_later("settings", name=name, value="", updated_at="")
        runs.append(1)
        if len(runs) == 1:
            cut_all(url)

    try:
        await servers[0].write(unit)
        expected = {"both", "neither"}
    except StoreUnavailable as unavailable:
        assert unavailable.reason == "unsure"
        expected = set()
    assert {"both", "neither"} & names(url) == expected


async def test_a_server_that_is_not_there_is_said_to_be_gone() -> None:
    with pytest.raises(StoreUnavailable) as gone:
        await open_database("postgresql://hall:tops3cret@/hall?host=/nowhere", patience=1)
    assert gone.value.reason == "gone"
    assert "/nowhere" in gone.value.said
    assert "tops3cret" not in f"{gone.value} {gone.value.said}"


async def test_a_server_that_stands_still_in_a_unit_does_not_keep_the_others_from_writing(
    url: str, servers: list[PostgresDatabase], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "STANDS_STILL", 100)
    begun, over = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def stands_still(tx: Transaction) -> None:
        keep("held")(tx)
        loop.call_soon_threadsafe(begun.set)
        over.wait(20)

    held = asyncio.create_task(servers[0].write(stands_still, seconds=0.5))
    await begun.wait()
    try:
        await servers[1].write(keep("other"))
    finally:
        over.set()
    with pytest.raises(StoreUnavailable):
        await held
    assert {"held", "other"} & names(url) == {"other"}
    await servers[0].write(keep("after"))


async def test_whoever_waits_for_a_server_that_says_nothing_waits_no_longer_than_was_agreed() -> None:
    """What takes calls in and answers none is asked for a connection as long as somebody has time, not once for each who waits."""
    tried = []

    async def silent(reader: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        tried.append(answers)
        await reader.read()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        database = PostgresDatabase(f"postgresql://hall@127.0.0.1:{port}/hall", Shape({}, frozenset()), 2, 1)
        waiting = [database.write(keep("never"), seconds=0.5) for _ in range(5)]
        waiting += [
            database.read(lambda tx: tx.value("SELECT 1"), seconds=0.5, short=number < 3) for number in range(5)
        ]
        refused = await asyncio.gather(*waiting, return_exceptions=True)
        assert [error.reason for error in refused if isinstance(error, StoreUnavailable)] == ["gone"] * 10
        await database.close()
        for answers in tried:
            answers.close()
            await answers.wait_closed()
    assert len(tried) == 2


async def test_a_killed_server_refuses_calls_and_serves_them_once_it_is_back(mortal: Cluster, tmp_path: Path) -> None:
    url = mortal.fresh()
    async with hall_on(url, tmp_path) as hall:
        acme = await hall.agent("Acme")
        calls = [asyncio.create_task(call_on(acme, number)) for number in range(8)]
        await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED, timeout=0.3)
        mortal.end(signal.SIGKILL)
        ended = dict(await asyncio.gather(*calls))
        with pytest.raises(Refused) as gone:
            await acme.call("create_inquiry", **INQUIRY)
        assert (gone.value.code, gone.value.shape["retry_after"]) == ("store_gone", 5)
        mortal.serve()
        # What was answered is there, what was refused is not, and what nobody knew is done once when it is sent again.
        again = dict([await call_on(acme, number) for number in range(8)])
        assert all(answer != "store_gone" for answer in again.values())
        for number, answer in ended.items():
            assert again[number] == answer or answer in ("store_gone", "store_unsure")
        with psycopg.connect(url) as shell:
            made = shell.execute("SELECT count(*) FROM inquiries").fetchone()
            billed = shell.execute("SELECT count(*) FROM calls WHERE tool = 'create_inquiry'").fetchone()
        assert made == billed == (8,)


async def call_on(caller, number: int) -> tuple[int, str]:
    """The id of what a call made, or how it was refused; the same call each time."""
    try:
        answer = await caller.call("create_inquiry", **INQUIRY, idempotency_key=f"key {number}")
    except Refused as refused:
        return number, str(refused.code)
    return number, str(answer["id"])


async def test_a_backend_that_is_killed_takes_all_down_and_all_comes_back(mortal: Cluster) -> None:
    """The server ends every connection when one of its processes dies, and starts anew by itself."""
    import os

    url = mortal.fresh()
    database = await PostgresDatabase.open_url(url, patience=1)
    told = set()

    async def told_in_the_end(name: str) -> None:
        while name not in told:
            try:
                await database.write(keep(name))
            except IntegrityError:
                # One of which it was not known has happened.
                told.add(name)
            except StoreUnavailable as no:
                assert no.reason in ("gone", "unsure")
                await asyncio.sleep(0.05)
            else:
                told.add(name)

    async def one_of_ours() -> int:
        while True:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url) as shell:
                for row in shell.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'hiringhall'"):
                    return int(row[0])
            await asyncio.sleep(0.05)

    try:
        for number in range(3):
            # The server may still be on its way down when what came after the kill is answered.
            await told_in_the_end(f"before{number}")
            os.kill(await one_of_ours(), signal.SIGKILL)
            await told_in_the_end(f"after{number}")
    finally:
        await database.close()
    assert told <= names(url)


async def test_a_full_disk_changes_nothing_and_says_so(url: str, tmp_path: Path) -> None:
    async with hall_on(url, tmp_path) as hall:
        acme = await hall.agent("Acme")
        tell_server(
            url,
            "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$",
            "CREATE TRIGGER disk_full BEFORE INSERT ON calls FOR EACH ROW EXECUTE FUNCTION disk_full()",
        )
        with pytest.raises(Refused) as full:
            await acme.call("create_inquiry", **INQUIRY)
        assert full.value.code == "store_full"
        tell_server(url, "DROP TRIGGER disk_full ON calls")
        assert "charge" in await acme.call("create_inquiry", **INQUIRY)
        with psycopg.connect(url) as shell:
            assert shell.execute("SELECT count(*) FROM inquiries").fetchone() == (1,)


async def test_a_standby_answers_what_reads_and_refuses_what_writes(url: str, tmp_path: Path) -> None:
    """A database that cannot be written says the same as a server in recovery."""
    async with hall_on(url, tmp_path) as hall:
        acme = await hall.agent("Acme")
        name = url.split("/")[3].partition("?")[0]
        tell_server(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        cut_all(url)
        with pytest.raises(Refused) as standby:
            await acme.call("create_inquiry", **INQUIRY)
        assert standby.value.code == "store_readonly"
        assert await hall.app.database.read(lambda tx: tx.value("SELECT count(*) FROM inquiries")) == 0
        tell_server(url, "SET default_transaction_read_only = off", f"ALTER DATABASE {name} RESET ALL")
        cut_all(url)
        assert "charge" in await acme.call("create_inquiry", **INQUIRY)


async def test_a_database_of_a_newer_version_is_not_opened(url: str) -> None:
    tell_server(
        url, "INSERT INTO _yoyo_migration (migration_hash, migration_id, applied_at_utc) VALUES ('x', '9999_x', now())"
    )
    with pytest.raises(StoreUnavailable) as newer:
        await open_database(url)
    assert newer.value.reason == "newer"


async def test_a_user_without_rights_is_told_so(url: str) -> None:
    tell_server(url, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    database = await PostgresDatabase.open_url(url.replace("hall@", "guest@"))
    try:
        with pytest.raises(StoreUnavailable) as no:
            await database.read(lambda tx: tx.value("SELECT count(*) FROM settings"))
        assert (no.value.reason, no.value.said) == ("rights", "permission denied for table settings")
    finally:
        await database.close()

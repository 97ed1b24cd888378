"""A database that is locked, full, newer, broken or shared: plain answers, nothing half done."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.calls.throttle import Throttle
from server.operator import token_for_agent
from store.database import Database, StoreUnavailable, Transaction, translated
from tests.hall import Clock, Hall, Refused
from tests.server.calls.test_pipeline import INQUIRY


async def test_a_locked_database_is_said_to_be_busy_and_works_again_after(tmp_path: Path, template: Path) -> None:
    path = tmp_path / "hall.db"
    shutil.copyfile(template, path)
    clock = Clock()
    app = await App.open(path, clock=clock, patience=0.1, throttle=Throttle())
    hall = Hall(app, clock, path)
    try:
        acme = await hall.agent("Acme")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Refused) as no:
                await acme.call("create_inquiry", **INQUIRY)
            other.execute("ROLLBACK")
        assert no.value.code == "store_busy"
        assert no.value.shape["retry_after"] == 2
        assert "charge" in await acme.call("create_inquiry", **INQUIRY)
    finally:
        await hall.close()


@pytest.mark.sqlite
async def test_a_full_disk_changes_nothing_and_says_so(hall: Hall) -> None:
    acme = await hall.agent("Acme")

    def fill(tx: Transaction) -> None:
        pages = tx.value("PRAGMA page_count")
        tx.value(f"PRAGMA max_page_count = {pages}")

    await hall.app.database.write(fill)
    long = {**INQUIRY, "description": "x" * 9000}
    refused = None
    for _ in range(40):
        try:
            await acme.call("create_inquiry", **long)
        except Refused as no:
            refused = no
            break
    assert refused is not None
    assert refused.code == "store_full"
    stored = hall.sql("SELECT count(*) FROM inquiries")[0][0]
    billed = hall.sql("SELECT count(*) FROM calls WHERE tool = 'create_inquiry'")[0][0]
    assert stored == billed


async def test_when_a_batch_is_lost_each_unit_is_run_again_alone(tmp_path: Path, template: Path) -> None:
    path = tmp_path / "hall.db"
    shutil.copyfile(template, path)
    database = await Database.open(path)
    try:
        ran: list[int] = []

        def good(number: int) -> Any:
            def work(tx: Transaction) -> int:
                ran.append(number)
                tx.run("INSERT INTO settings (name, value, updated_at) VALUES (:n, '', '')", n=f"s{number}")
                return number

            return work

        def spoils(tx: Transaction) -> None:
            tx.run("INSERT OR ROLLBACK INTO settings (name, value, updated_at) VALUES ('s1', '', '')")
            tx.run("INSERT OR ROLLBACK INTO settings (name, value, updated_at) VALUES ('s1', '', '')")

        answers = await asyncio.gather(
            database.write(good(0)),
            database.write(good(1)),
            database.write(spoils),
            database.write(good(2)),
            return_exceptions=True,
        )
        assert answers[0] == 0
        assert answers[1] == 1
        assert isinstance(answers[2], sqlite3.IntegrityError)
        assert answers[3] == 2
        assert await database.read(lambda tx: tx.value("SELECT count(*) FROM settings WHERE name LIKE 's_'")) == 3
    finally:
        await database.close()


async def test_a_runaway_query_is_stopped_at_its_deadline(hall: Hall) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(StoreUnavailable) as stopped:
        await hall.app.database.read(lambda tx: tx.value(endless), seconds=0.2)
    assert stopped.value.reason == "deadline"
    with pytest.raises(StoreUnavailable):
        await hall.app.database.write(lambda tx: tx.value(endless), seconds=0.2)
    assert await hall.app.database.write(lambda tx: tx.value("SELECT 1")) == 1


async def test_a_newer_database_is_refused_untouched(tmp_path: Path, template: Path) -> None:
    path = tmp_path / "hall.db"
    shutil.copyfile(template, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _yoyo_migration (migration_hash, migration_id, applied_at_utc) VALUES ('x', '9999_future', '2030-01-01')"
        )
    with pytest.raises(StoreUnavailable) as newer:
        await App.open(path)
    assert newer.value.reason == "newer"


async def test_a_file_that_is_no_database_is_said_to_be_broken(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    path.write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(StoreUnavailable) as broken:
        await App.open(path)
    assert broken.value.reason == "broken"


def test_a_read_only_file_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        with pytest.raises(sqlite3.OperationalError) as error:
            connection.execute("INSERT INTO t VALUES (1)")
        unavailable = translated(error.value)
    assert isinstance(unavailable, StoreUnavailable)
    assert unavailable.reason == "readonly"


async def test_two_servers_on_one_file_behave_as_one(tmp_path: Path, template: Path) -> None:
    path = tmp_path / "hall.db"
    shutil.copyfile(template, path)
    clock = Clock()
    apps = [await App.open(path, clock=clock, throttle=Throttle("100000/minute")) for _ in range(2)]
    halls = [Hall(app, clock, path) for app in apps]
    try:
        made = await token_for_agent(apps[0], "Bot", "Acme", None, "0.40 USDT")
        callers = [hall.holder(made.token) for hall in halls for _ in range(15)]

        async def once(index: int) -> int:
            try:
                await callers[index].call("create_inquiry", **INQUIRY)
            except Refused as no:
                assert no.status == 402
                return 0
            return 1

        assert sum(await asyncio.gather(*(once(index) for index in range(30)))) == 20
        assert halls[0].sql("SELECT count(*) FROM inquiries") == [(20,)]
    finally:
        for hall in halls:
            await hall.close()


async def test_a_client_that_goes_away_in_a_call_leaves_all_or_nothing(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    calls = [asyncio.ensure_future(acme.call("create_inquiry", **INQUIRY, idempotency_key=f"k{n}")) for n in range(20)]
    await asyncio.sleep(0)
    for call in calls[::2]:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    for number in range(20):
        await acme.call("create_inquiry", **INQUIRY, idempotency_key=f"k{number}")
    assert hall.sql("SELECT count(*) FROM inquiries") == [(20,)]
    assert hall.sql("SELECT count(*) FROM calls WHERE tool = 'create_inquiry'") == [(20,)]

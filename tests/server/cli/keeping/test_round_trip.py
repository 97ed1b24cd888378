"""A whole hall from a file to a PostgreSQL server, into a backup there, and back: nothing of it is lost or changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.calls.throttle import Throttle
from store.installation_key import key_file
from store.keeping.proving import faults_of
from store.opening import reading
from tests.contract.full_world import EVERY_DAY, full_world
from tests.hall import Hall, operations
from tests.server.cli.keeping.keeping import content, typed
from tools.call import Randomness

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("postgresql")]


async def test_a_full_hall_goes_to_a_server_and_back_as_it_was(
    hall: Hall, tmp_path: Path, empty: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await full_world(hall)
    await world.ann.call(
        "create_schedule",
        label="Talks",
        private=False,
        settings=EVERY_DAY,
        price="10.00",
        currency="EUR",
        timezone="UTC",
    )
    await hall.tick()
    await hall.app.log_heads.sign()
    # A file of the world whose bytes never were.
    hall.sql_script("UPDATE files SET bytes_dropped_at = created_at WHERE length(sha256) <> 64")
    token = world.boss.token
    found = await world.boss.call("search_specialists")
    wallet = await world.boss.call("get_wallet")
    tasks = await world.boss.call("list_tasks", search="logo")
    await hall.close()
    url, folder = empty(), tmp_path / "servers"
    monkeypatch.setenv("HIRINGHALL_FOLDER", str(folder))

    copied = typed("copy", "--from", hall.path, "--to", url)
    assert copied.exit_code == 0, copied.output
    assert "Checked: every row has arrived, the books balance, and the log is what was written." in copied.stdout
    before = content(hall.path)
    assert len(before) > 150
    assert content(url) == before
    assert (folder / "hall.key").read_bytes() == key_file(hall.path).read_bytes()
    guards_hold(url)
    numbers_go_on(url)

    kept, back = tmp_path / "kept", tmp_path / "back" / "hall.db"
    assert typed("backup", kept, "--db", url, "--with-key").exit_code == 0
    restored = typed("restore", kept, "--db", back)
    assert restored.exit_code == 0, restored.output
    assert content(back) == before
    assert files_in(back.with_name("hall.files")) == files_in(hall.path.with_name("hall.files")) != {}
    with reading(back) as tx:
        assert faults_of(tx) == []

    app = await App.open(
        back, clock=hall.clock, randomness=Randomness(8), throttle=Throttle(), registry=operations(), fsync=False
    )
    again = Hall(app, hall.clock, back)
    try:
        boss = again.holder(token, "person")
        assert (await boss.call("get_wallet"))["wallets"] == wallet["wallets"]
        assert (await boss.call("search_specialists"))["specialists"] == found["specialists"] != []
        assert (await boss.call("list_tasks", search="logo"))["items"] == tasks["items"] != []
    finally:
        await again.close()


def guards_hold(url: str) -> None:
    """As strictly as before the move."""
    import psycopg

    with closing(psycopg.connect(url, autocommit=True)) as connection:
        for statement in ("DELETE FROM calls", "UPDATE ledger_transfers SET amount = 1", "DELETE FROM persons"):
            with pytest.raises(psycopg.errors.IntegrityError):
                connection.execute(statement)
        off = connection.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'")
        assert off.fetchone() == (0,)


def numbers_go_on(url: str) -> None:
    """A new row gets a number that nothing had."""
    import psycopg

    with closing(psycopg.connect(url)) as connection:
        for table in ("mailbox", "persons", "changes"):
            highest = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
            given: Any = connection.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))").fetchone()
            assert highest is not None
            assert given[0] > highest[0] or (given[0] == 1 and highest[0] == 0), table


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

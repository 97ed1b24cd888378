"""The file and the connections that one test gets after the other (tests/kept_database.py) hold nothing of the one before."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.database import Database
from tests.kept_database import KeptDatabase

pytestmark = pytest.mark.sqlite

SECRETS = """CREATE TABLE notes AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
SELECT i, 'a secret of the test before' AS text FROM n"""


@pytest.fixture
def kept(tmp_path: Path, template: Path) -> Iterator[KeptDatabase]:
    """Another one than that of the tests here."""
    (tmp_path / "kept").mkdir()
    kept = KeptDatabase(tmp_path / "kept", template)
    yield kept
    kept.throw_away()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


async def opened(path: Path) -> Database:
    return await Database.open(path, fsync=False)


async def use(
    kept: KeptDatabase, path: Path, rows: int = 9, then: Callable[[Path], object] = lambda path: None
) -> Path:
    """Write so many rows, then do something to the file; where it really lies."""
    with kept.lent(path):
        database = await opened(path)
        await database.write(lambda tx: tx.run(SECRETS, rows=rows))
        assert await database.read(lambda tx: tx.value("SELECT count(*) FROM notes")) == rows
        then(path)
        await database.close()
        return path.resolve()


async def is_empty(kept: KeptDatabase, path: Path, template: Path) -> Path:
    """Fail unless the file is one of a new hall for all who read it; where it really lies."""
    with kept.lent(path):
        database = await opened(path)
        assert await database.read(lambda tx: tx.value("SELECT count(*) FROM sqlite_master WHERE name = 'notes'")) == 0
        assert await database.write(lambda tx: tx.value("SELECT count(*) FROM sqlite_master WHERE name = 'notes'")) == 0
        assert await database.read(lambda tx: tx.value("PRAGMA integrity_check")) == "ok"
        assert dump(path) == dump(template)
        log = Path(f"{path.resolve()}-wal")
        assert b"a secret" not in path.read_bytes() + (log.read_bytes() if log.exists() else b"")
        await database.close()
        return path.resolve()


@pytest.mark.parametrize("rows", [1, 9_000, 90_000])
async def test_the_same_file_is_that_of_an_empty_hall_whatever_was_written(
    rows: int, kept: KeptDatabase, template: Path, tmp_path: Path
) -> None:
    """Ninety thousand rows are more pages than the log takes before it is written into the file by itself."""
    lay = await use(kept, tmp_path / "one.db", rows)
    assert await use(kept, tmp_path / "two.db", rows) == lay
    assert await use(kept, tmp_path / "three.db", rows * 2) == lay
    assert await is_empty(kept, tmp_path / "four.db", template) == lay


async def test_its_connections_stay_open_and_are_set_as_they_were(kept: KeptDatabase, tmp_path: Path) -> None:
    raw = []
    for name in ("one.db", "two.db"):
        with kept.lent(tmp_path / name):
            database = await opened(tmp_path / name)
            settings = ("busy_timeout", "synchronous", "foreign_keys")
            assert [database._writer._raw.execute(f"PRAGMA {name}").fetchone()[0] for name in settings] == [5000, 0, 1]
            assert database._readers[0]._raw.execute("PRAGMA query_only").fetchone()[0] == 1
            database._writer._raw.execute("PRAGMA busy_timeout = 0")
            database._writer._raw.execute("PRAGMA foreign_keys = OFF")
            raw.append(database._writer._raw)
            await database.close()
    assert raw[0] is raw[1]


async def test_a_second_hall_on_the_file_has_connections_of_its_own(kept: KeptDatabase, tmp_path: Path) -> None:
    with kept.lent(tmp_path / "one.db"):
        one, other = await opened(tmp_path / "one.db"), await opened(tmp_path / "one.db")
        assert one._writer._raw is not other._writer._raw
        await other.close()
        assert await one.read(lambda tx: tx.value("SELECT 1")) == 1
        await one.close()


def leave_a_transaction_open(path: Path) -> object:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM notes").fetchone()
    return LEFT.append(connection)


def put_another_there(path: Path) -> None:
    real = path.resolve()
    real.rename(f"{real}.gone")
    real.write_bytes(b"")


def take_the_locks_away(path: Path) -> None:
    """To read the bytes takes away the locks of SQLite in this process; another program then clears up behind us."""
    path.read_bytes()
    subprocess.run([sys.executable, "-c", CLEARING, path], check=True)


LEFT: list[sqlite3.Connection] = []
CLEARING = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT count(*) FROM notes'); c.close()"


@pytest.mark.parametrize("meddle", [leave_a_transaction_open, put_another_there, take_the_locks_away])
async def test_a_file_that_was_meddled_with_is_replaced(
    meddle: Callable[[Path], object], kept: KeptDatabase, template: Path, tmp_path: Path
) -> None:
    lay = await use(kept, tmp_path / "one.db", then=meddle)
    try:
        assert await is_empty(kept, tmp_path / "two.db", template) != lay
    finally:
        while LEFT:
            LEFT.pop().close()
    assert await use(kept, tmp_path / "three.db") != lay

"""Moving a hall: only a whole one, only into an empty place, and all of it or nothing."""

from __future__ import annotations

import os
import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store.installation_key import key_file
from tests.clients.serving import ROOT
from tests.hall import Hall
from tests.server.calls.test_pipeline import INQUIRY
from tests.server.cli.keeping.keeping import content, typed
from tests.store.wallet.log_meddling import less_charged, meddle

# Whether a copy runs such a statement.
RUNS = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'hiringhall keeping' AND query LIKE %s LIMIT 1"

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("postgresql")]


@pytest.fixture
async def used(hall: Hall) -> Hall:
    agent = await hall.agent("Acme")
    for _ in range(3):
        await agent.call("create_inquiry", **INQUIRY)
    return hall


async def test_a_hall_that_is_served_is_copied_only_when_told_to(used: Hall, tmp_path: Path) -> None:
    new = tmp_path / "new" / "hall.db"
    served = typed("copy", "--from", used.path, "--to", new)
    assert (served.exit_code, "is being served" in served.stderr) == (1, True)
    assert not new.exists()
    copied = typed("copy", "--from", used.path, "--to", new, "--while-serving")
    assert copied.exit_code == 0, copied.output
    assert "What was written to the old one after this began is not in it." in copied.stdout
    assert "Serve one of the two only" in copied.stdout
    assert content(new) == content(used.path)
    assert key_file(new).read_bytes() == key_file(used.path).read_bytes()
    assert sorted(path.name for path in new.parent.iterdir()) == ["hall.db", "hall.db.key"]


async def test_nobody_writes_a_hall_that_is_being_copied(used: Hall) -> None:
    from store.opening import holding

    await used.close()
    with holding(used.path), closing(sqlite3.connect(used.path, timeout=0)) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("SELECT count(*) FROM calls").fetchone()
    with closing(sqlite3.connect(used.path, timeout=0)) as other:
        assert other.execute("SELECT count(*) FROM calls WHERE tool = 'create_inquiry'").fetchone() == (3,)


async def test_nothing_is_copied_over_what_is_there(used: Hall, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_bytes(b"mine")
    for new in (there, used.path):
        refused = typed("copy", "--from", used.path, "--to", new, "--while-serving")
        assert refused.exit_code == 1, refused.output
    assert there.read_bytes() == b"mine"
    left = tmp_path / "left.db"
    left.with_name("left.db-wal").write_bytes(b"of another")
    refused = typed("copy", "--from", used.path, "--to", left, "--while-serving")
    assert (refused.exit_code, "left.db-wal is there already" in refused.stderr) == (1, True)
    nothing = typed("copy", "--from", tmp_path / "nothing.db", "--to", tmp_path / "new.db")
    assert (nothing.exit_code, "There is no hall at" in nothing.stderr) == (1, True)


async def test_a_log_that_was_rewritten_is_found_before_anything_is_written(used: Hall, tmp_path: Path) -> None:
    meddle(used, less_charged)
    await used.close()
    new = tmp_path / "new.db"
    refused = typed("copy", "--from", used.path, "--to", new)
    assert refused.exit_code == 1
    assert "does not say what it was hashed as" in refused.stderr
    assert "Do it all the same with --even-so" in refused.stderr
    assert not new.exists()
    even_so = typed("copy", "--from", used.path, "--to", new, "--even-so")
    assert even_so.exit_code == 0, even_so.output
    assert "It is not whole" in even_so.stderr
    assert content(new) == content(used.path)


async def test_rows_without_what_they_refer_to_are_not_copied(
    used: Hall, tmp_path: Path, empty: Callable[[], str]
) -> None:
    used.sql_script("PRAGMA foreign_keys = OFF; INSERT INTO person_skills (person_id, skill_id) VALUES (777, 888)")
    url = empty()
    for new in (tmp_path / "new.db", url):
        refused = typed("copy", "--from", used.path, "--to", new, "--while-serving", env=beside(tmp_path))
        assert (refused.exit_code, "Rows of person_skills refer to rows" in refused.stderr) == (1, True), refused.output
    assert not (tmp_path / "new.db").exists()
    assert content(url).keys() == content(used.path).keys() & content(url).keys()
    assert "calls" not in content(url)


async def test_a_full_disk_leaves_nothing(used: Hall, tmp_path: Path) -> None:
    await used.close()
    new = tmp_path / "new" / "hall.db"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    try:
        copied = typed("copy", "--from", used.path, "--to", new)
        kept = typed("backup", tmp_path / "kept", "--db", used.path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    for full in (copied, kept):
        assert (full.exit_code, "The disk is full." in full.stderr) == (1, True), full.output
    assert list(new.parent.iterdir()) == []
    assert not (tmp_path / "kept").exists()
    assert not list(tmp_path.glob(".*"))


async def test_what_a_server_does_not_take_leaves_it_empty(
    used: Hall, tmp_path: Path, empty: Callable[[], str]
) -> None:
    """It fails in the last tables, when nearly all has been written."""
    used.sql_script("INSERT INTO settings (name, value, updated_at) VALUES ('x', 'a' || char(0) || 'b', '2026')")
    url = empty()
    refused = typed("copy", "--from", used.path, "--to", url, "--while-serving", env=beside(tmp_path))
    assert (refused.exit_code, "settings holds what PostgreSQL does not take" in refused.stderr) == (1, True)
    assert not {"calls", "persons", "ledger_transfers"} & content(url).keys()
    used.sql_script("DELETE FROM settings WHERE name = 'x'")
    copied = typed("copy", "--from", used.path, "--to", url, "--while-serving", env=beside(tmp_path))
    assert copied.exit_code == 0, copied.output
    assert content(url) == content(used.path)


async def test_a_server_that_is_not_empty_is_left_alone(used: Hall, tmp_path: Path, empty: Callable[[], str]) -> None:
    import psycopg

    url = empty()
    args = ("copy", "--from", used.path, "--to", url, "--while-serving")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE TABLE recipes (id int)")
        refused = typed(*args, env=beside(tmp_path))
        assert (refused.exit_code, "1 tables of something else, such as recipes" in refused.stderr) == (1, True)
        other.execute("DROP TABLE recipes")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE DATABASE ascii_only ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
        ascii_only = re.sub(r"/empty_\d+\?", "/ascii_only?", url)
        letters = typed("copy", "--from", used.path, "--to", ascii_only, "--while-serving", env=beside(tmp_path))
        other.execute("DROP DATABASE ascii_only")
        assert (letters.exit_code, "does not keep every letter" in letters.stderr) == (1, True), letters.output
    with psycopg.connect(url, application_name="hiringhall"):
        served = typed(*args, env=beside(tmp_path))
        assert (served.exit_code, "A hall is served from the target" in served.stderr) == (1, True), served.output
    assert typed(*args, env=beside(tmp_path)).exit_code == 0
    again = typed(*args, env=beside(tmp_path))
    assert (again.exit_code, "The target is not empty: it holds a hall with" in again.stderr) == (1, True)
    assert "1 companies" in again.stderr
    with psycopg.connect(url, application_name="hiringhall"):
        new = tmp_path / "new.db"
        served = typed("copy", "--from", url, "--to", new, env=beside(tmp_path))
        assert (served.exit_code, "is being served" in served.stderr) == (1, True)
        assert typed("copy", "--from", url, "--to", new, "--while-serving", env=beside(tmp_path)).exit_code == 0
    assert content(new) == content(used.path)


@pytest.mark.slow
async def test_a_copy_that_is_killed_leaves_the_server_empty(
    used: Hall, tmp_path: Path, empty: Callable[[], str]
) -> None:
    import psycopg

    await used.close()
    url, env = empty(), {**os.environ, **beside(tmp_path)}
    command = [sys.executable, "-m", "server", "copy", "--from", str(used.path), "--to", url]
    with psycopg.connect(url, autocommit=True) as looking:
        for moment in ("ALTER", "COPY", "ANALYZE"):
            with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL) as copying:
                while not (began := looking.execute(RUNS, [f"{moment}%"]).fetchone()) and copying.poll() is None:
                    pass
                copying.kill()
            assert began, f"it was over before {moment} was seen"
            while looking.execute(RUNS, ["%"]).fetchone():
                pass
            assert not {"calls", "persons", "ledger_transfers"} & content(url).keys()
    copied = typed("copy", "--from", used.path, "--to", url, env=beside(tmp_path))
    assert copied.exit_code == 0, copied.output
    assert content(url) == content(used.path)


def test_a_password_that_is_typed_is_warned_of_and_none_is_told() -> None:
    typed_one = typed("copy", "--from", "postgresql://ann:geheim@127.0.0.1:1/hall", "--to", "new.db")
    assert typed_one.exit_code == 1
    assert "pass the address in HIRINGHALL_COPY_FROM" in typed_one.stderr
    named = {"HIRINGHALL_COPY_FROM": "postgresql://ann:geheim@127.0.0.1:1/hall"}
    nobody = typed("copy", "--to", "new.db", env=named)
    assert nobody.exit_code == 1
    assert "geheim" not in typed_one.output + nobody.output
    assert not Path("new.db").exists()


def beside(folder: Path) -> dict[str, str]:
    """Where key and files of a hall on a server lie."""
    return {"HIRINGHALL_FOLDER": str(folder / "servers")}

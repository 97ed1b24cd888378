"""Backups of a hall in a file, taken while it is served, and restoring them."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.installation_key import key_file
from store.keeping.proving import faults_of
from store.opening import reading
from store.upgrade import FOLDER, shipped, upgrade
from tests.hall import Hall
from tests.server.calls.test_pipeline import INQUIRY
from tests.server.cli.keeping.keeping import content, typed
from tests.store.wallet.log_meddling import less_charged, meddle
from tests.tools.uploads.upload_helpers import PDF, sent

pytestmark = pytest.mark.sqlite


@pytest.fixture
async def kept(hall: Hall, tmp_path: Path) -> Path:
    """A backup of a hall with a charged call, a signed head and a file."""
    agent = await hall.agent("Acme")
    await agent.call("create_inquiry", **INQUIRY)
    ann = await hall.person("ann@acme.test")
    await ann.call("upload_files", job=[sent(PDF)])
    await hall.app.log_heads.sign()
    to = tmp_path / "kept"
    made = typed("backup", to, "--db", hall.path)
    assert made.exit_code == 0, made.output
    return to


async def test_a_backup_holds_all_but_the_key_and_says_so(kept: Path, hall: Hall) -> None:
    assert content(kept / "hall.db") == content(hall.path)
    assert {path.name for path in kept.iterdir()} == {"hall.db", "hall.files", "manifest.json"}
    assert (kept.stat().st_mode & 0o777, (kept / "hall.db").stat().st_mode & 0o777) == (0o700, 0o600)
    assert not list(hall.path.parent.glob(".*")), "a draft was left"
    more = typed("backup", hall.path.parent / "more", "--db", hall.path)
    assert f"Not in it: the key ({key_file(hall.path)})." in more.stdout
    with_key = typed("backup", hall.path.parent / "all", "--with-key", "--db", hall.path)
    assert "whoever has this backup has the hall" in with_key.stdout
    assert (hall.path.parent / "all" / "hall.db.key").read_bytes() == key_file(hall.path).read_bytes()


async def test_a_backup_under_writing_is_one_moment_whose_books_balance(hall: Hall, tmp_path: Path) -> None:
    agent = await hall.agent("Acme")
    done = False

    async def write() -> int:
        calls = 0
        while not done:
            await agent.call("create_inquiry", **INQUIRY)
            calls += 1
        return calls

    writing = asyncio.create_task(write())
    try:
        for number in range(2):
            before = hall.sql("SELECT count(*) FROM calls")[0][0]
            made = await asyncio.to_thread(typed, "backup", tmp_path / str(number), "--db", hall.path)
            assert made.exit_code == 0, made.output
            with reading(tmp_path / str(number) / "hall.db") as tx:
                assert faults_of(tx) == []
                assert before <= tx.value("SELECT count(*) FROM calls")
    finally:
        done = True
        calls = await writing
    assert calls > 2


async def test_nothing_is_written_over_without_force_and_only_a_backup_with_it(kept: Path, hall: Hall) -> None:
    stamp = (kept / "manifest.json").read_bytes()
    again = typed("backup", kept, "--db", hall.path)
    assert (again.exit_code, "is a backup already" in again.stderr) == (1, True)
    assert (kept / "manifest.json").read_bytes() == stamp
    hall.clock.advance(seconds=1)
    assert typed("backup", kept, "--force", "--db", hall.path).exit_code == 0
    assert (kept / "manifest.json").read_bytes() != stamp
    mine = kept.with_name("mine")
    mine.mkdir()
    (mine / "letter").write_text("dear")
    other = typed("backup", mine, "--force", "--db", hall.path)
    assert (other.exit_code, "is there and is no backup" in other.stderr) == (1, True)
    assert (mine / "letter").read_text() == "dear"
    assert typed("backup", kept.with_name("none"), "--db", kept.with_name("no.db")).exit_code == 1
    assert not kept.with_name("none").exists()


async def test_a_hall_that_is_not_whole_is_backed_up_and_told_but_not_restored(hall: Hall, tmp_path: Path) -> None:
    agent = await hall.agent("Acme")
    await agent.call("create_inquiry", **INQUIRY)
    meddle(hall, less_charged)
    made = typed("backup", tmp_path / "kept", "--db", hall.path)
    assert made.exit_code == 1
    assert "The backup was made all the same" in made.stderr
    back = tmp_path / "back.db"
    refused = typed("restore", tmp_path / "kept", "--db", back)
    assert refused.exit_code == 1
    assert "does not say what it was hashed as" in refused.stderr
    assert "--even-so" in refused.stderr
    assert not back.exists()
    assert typed("restore", tmp_path / "kept", "--even-so", "--db", back).exit_code == 0
    assert content(back) == content(hall.path)


async def test_bytes_that_are_gone_are_named(kept: Path, hall: Hall, tmp_path: Path) -> None:
    file = next(path for path in hall.path.with_name("hall.files").rglob("*") if path.is_file())
    whole = file.read_bytes()
    for damage in (lambda: file.write_bytes(b"other"), file.unlink):
        damage()
        made = typed("backup", tmp_path / "less", "--force", "--db", hall.path)
        assert made.exit_code == 1
        assert f"1 files that records name are gone or damaged, such as {file.name}" in made.stderr
    copy = next(path for path in kept.joinpath("hall.files").rglob("*") if path.is_file())
    assert copy.read_bytes() == whole
    copy.write_bytes(b"other")
    refused = typed("restore", kept, "--db", tmp_path / "back.db")
    assert (refused.exit_code, "gone or damaged" in refused.stderr) == (1, True)


async def test_a_backup_that_was_changed_is_found_before_it_is_restored(kept: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.db"
    rows = kept / "hall.db"
    said = json.loads((kept / "manifest.json").read_text())
    with rows.open("r+b") as file:
        file.seek(said["size"] // 2)
        file.write(b"\xff" * 100)
    changed = typed("restore", kept, "--db", back)
    assert (changed.exit_code, "the backup is damaged" in changed.stderr) == (1, True)
    (kept / "manifest.json").write_text("{}")
    assert "cannot be read" in typed("restore", kept, "--db", back).stderr
    (kept / "manifest.json").unlink()
    assert "is no backup" in typed("restore", kept, "--db", back).stderr
    assert not back.exists()


async def test_what_is_restored_is_what_was_kept_and_can_be_served(kept: Path, hall: Hall, tmp_path: Path) -> None:
    back = tmp_path / "elsewhere" / "hall.db"
    restored = typed("restore", kept, "--db", back)
    assert restored.exit_code == 0, restored.output
    assert "Its key is not here" in restored.stdout
    assert content(back) == content(hall.path)
    shutil.copyfile(key_file(hall.path), key_file(back))
    assert typed("ledger", "verify", "--db", back).exit_code == 0
    new = ("token", "--agent", "Later", "--company", "Later", "--credit", "5 USDT", "--db", back)
    more = await asyncio.to_thread(typed, *new)
    assert more.exit_code == 0, more.output
    assert typed("ledger", "verify", "--db", back).exit_code == 0
    assert back.stat().st_mode & 0o777 == 0o600


async def test_nothing_is_restored_over_a_hall_that_is_there_or_served(kept: Path, hall: Hall, tmp_path: Path) -> None:
    before = content(hall.path)
    there = typed("restore", kept, "--db", hall.path)
    assert (there.exit_code, "is there already" in there.stderr) == (1, True)
    served = typed("restore", kept, "--force", "--db", hall.path)
    assert (served.exit_code, "is being served" in served.stderr) == (1, True)
    assert content(hall.path) == before
    await hall.close()
    replaced = typed("restore", kept, "--force", "--db", hall.path)
    assert replaced.exit_code == 0, replaced.output
    old = next(hall.path.parent.glob("hall.db.replaced-*"))
    assert f"What was there before is now {old}" in replaced.stdout
    assert content(old) == before
    assert content(hall.path) == content(kept / "hall.db")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all" * 100)
    broken.with_name("broken.db-wal").write_bytes(b"left over")
    assert typed("restore", kept, "--db", broken).exit_code == 1
    assert typed("restore", kept, "--force", "--db", broken).exit_code == 0
    assert content(broken) == content(kept / "hall.db")


async def test_another_key_is_not_taken_for_the_halls(kept: Path, hall: Hall, tmp_path: Path) -> None:
    back = tmp_path / "back.db"
    key_file(back).write_text("0" * 63 + "1\n")
    refused = typed("restore", kept, "--db", back)
    assert (refused.exit_code, "is signed with another key" in refused.stderr) == (1, True)
    with_key = tmp_path / "with"
    assert typed("backup", with_key, "--with-key", "--db", hall.path).exit_code == 0
    other = typed("restore", with_key, "--db", back)
    assert (other.exit_code, "is the key of another hall" in other.stderr) == (1, True)
    assert not back.exists()


def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = older(tmp_path, monkeypatch)
    made = typed("backup", tmp_path / "kept", "--db", db)
    assert made.exit_code == 0, made.output
    assert len(json.loads((tmp_path / "kept" / "manifest.json").read_text())["schema"]) == len(shipped()) - len(
        AFTER_IT
    )
    back, copied = tmp_path / "back.db", tmp_path / "copied.db"
    assert typed("restore", tmp_path / "kept", "--db", back).exit_code == 0
    moved = typed("copy", "--from", db, "--to", copied)
    assert moved.exit_code == 0, moved.output
    for new in (back, copied):
        with closing(sqlite3.connect(new)) as connection:
            assert connection.execute("SELECT company_name FROM companies").fetchall() == [("Old",)]
            assert connection.execute("SELECT count(*) FROM log_heads").fetchone() == (0,)
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'log_heads'").fetchone() == (0,)


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path, template: Path) -> None:
    db = tmp_path / "hall.db"
    shutil.copyfile(template, db)
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE _yoyo_migration SET migration_id = '9999_future' WHERE migration_id LIKE '0001%'")
    for command in (("backup", tmp_path / "kept", "--db", db), ("copy", "--from", db, "--to", tmp_path / "new.db")):
        newer = typed(*command)
        assert (newer.exit_code, "newer version" in newer.stderr) == (1, True)
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"hall.db"}


# What the version before did not have: the log's chain, and what came after it.
AFTER_IT = [name for name in shipped() if name >= "0071"]


def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file as a version before made it."""
    folder, db = tmp_path / "migrations", tmp_path / "older.db"
    shutil.copytree(FOLDER, folder)
    for name in AFTER_IT:
        (folder / f"{name}.sql").unlink()
    with monkeypatch.context() as patched:
        patched.setattr("store.upgrade.FOLDER", folder)
        upgrade(db)
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute(
            "INSERT INTO companies (company_name, name_folded, created_at, updated_at) VALUES ('Old', 'old', '2026', '2026')"
        )
    return db

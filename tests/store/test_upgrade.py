"""An upgrade that is killed in the middle leaves a file that the next start upgrades as if nothing had been."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from store.upgrade import applied, shipped, upgrade
from tests.clients.serving import ROOT

# Upgrades a file and is killed before the n-th statement that reaches SQLite, over all connections.
KILLED_AT = """
import os, signal, sqlite3, sys
from pathlib import Path
left, connect = int(sys.argv[2]), sqlite3.connect

def count(sql):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def watched(*args, **kwargs):
    connection = connect(*args, **kwargs)
    connection.set_trace_callback(count)
    return connection

sqlite3.connect = watched
from store.upgrade import upgrade
upgrade(Path(sys.argv[1]))
print(int(sys.argv[2]) - left)
"""
ALL = 1_000_000


def upgrade_killed_at(db: Path, statement: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED_AT, str(db), str(statement)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


@cache
def statements(folder: Path) -> int:
    """How many statements a whole first upgrade is."""
    whole = upgrade_killed_at(folder / "whole.db", ALL)
    assert whole.returncode == 0, whole.stderr
    return int(whole.stdout)


def healthy(db: Path) -> bool:
    with contextlib.closing(sqlite3.connect(db)) as connection:
        told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("integrity_check", "journal_mode")]
    return told == ["ok", "wal"] and sorted(applied(db)) == shipped()


@pytest.mark.parametrize("part", [0.0, 0.01, 0.02, 0.03, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1.0])
def test_a_first_start_killed_in_its_upgrade_is_followed_by_one_that_succeeds(
    tmp_path: Path, template: Path, part: float
) -> None:
    statement = 1 + round(part * (statements(template.parent) - 1))
    db = tmp_path / "hall.db"
    assert upgrade_killed_at(db, statement).returncode == -signal.SIGKILL
    upgrade(db)
    assert healthy(db)


def test_two_first_starts_at_once_upgrade_once(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda _: upgrade_killed_at(db, ALL), range(2)))
    assert [each.returncode for each in both] == [0, 0], [each.stderr for each in both]
    assert healthy(db)


def test_an_empty_file_becomes_a_database_in_wal_mode(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    db.touch()
    upgrade(db)
    assert healthy(db)

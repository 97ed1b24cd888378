"""A PostgreSQL server whose disk is really full: calls are refused, nothing is half done, and room makes all well again."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.hall import Refused, TestCaller
from tests.postgresql import SETTINGS, Cluster, new_cluster, programs
from tests.server.calls.test_pipeline import INQUIRY
from tests.store.postgresql.conftest import NONE_HERE
from tests.store.postgresql.test_bad_days import hall_on

# A database with its template, its log of changes, and some room.
SIZE = "192m"
LONG = "Roof work, with all that belongs to it. " * 80
CALLS = 6


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own, which only root may mount, where the server may look too."""
    folder = Path(tempfile.mkdtemp(prefix="hall_disk_"))
    folder.chmod(0o755)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        folder.rmdir()
        pytest.skip("this user may not mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


@pytest.fixture
def crowded(small_disk: Path) -> Iterator[Cluster]:
    """A server all of whose files are on that disk."""
    found = programs()
    if found is None:
        pytest.skip(NONE_HERE)
    cluster = new_cluster(found, SETTINGS, small_disk)
    yield cluster
    cluster.stop()


def fill(disk: Path) -> Path:
    """A file that leaves no byte of room."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    os.write(file.fileno(), bytes(size))
            except OSError:
                continue
    return ballast


async def outcome(caller: TestCaller, number: int) -> str:
    """The id of the inquiry that a call made, or how it was refused; the same call each time."""
    try:
        made = await caller.call(
            "create_inquiry", **{**INQUIRY, "description": f"{number} {LONG}"}, idempotency_key=f"key {number}"
        )
    except Refused as refused:
        return str(refused.code)
    return str(made["id"])


async def test_tables_that_cannot_grow_refuse_calls_until_there_is_room(
    crowded: Cluster, small_disk: Path, tmp_path: Path
) -> None:
    url = crowded.fresh()
    async with hall_on(url, tmp_path) as hall:
        acme = await hall.agent("Acme")
        ballast = fill(small_disk)
        assert {await outcome(acme, number) for number in range(CALLS)} == {"store_full"}
        assert made_and_billed(url) == (0, 0)
        ballast.unlink()
        assert all([(await outcome(acme, number)).isdigit() for number in range(CALLS)])
        assert made_and_billed(url) == (CALLS, CALLS)


async def test_a_log_that_cannot_grow_ends_the_server_and_what_was_answered_stands(
    mortal: Cluster, small_disk: Path, tmp_path: Path
) -> None:
    """The server ends itself rather than lose a change, and starts again once there is room."""
    url = mortal.fresh()
    mortal.end()
    move_log(mortal, small_disk)
    mortal.serve()
    async with hall_on(url, tmp_path) as hall:
        acme = await hall.agent("Acme")
        before = [await outcome(acme, number) for number in range(CALLS)]
        ballast = fill(small_disk)
        use_log_up(url)
        during = [await outcome(acme, number) for number in range(2 * CALLS)]
        assert during[:CALLS] == ["store_gone"] * CALLS
        assert set(during) <= {"store_gone", "store_unsure"}
        ballast.unlink()
        mortal.end()
        mortal.serve()
        after = [await outcome(acme, number) for number in range(2 * CALLS)]
        assert after[:CALLS] == before
        assert all(answer.isdigit() for answer in after)
        assert made_and_billed(url) == (2 * CALLS, 2 * CALLS)


def made_and_billed(url: str) -> tuple[int, int]:
    """How many inquiries there are, and how many calls that made one were charged."""
    with psycopg.connect(url) as shell:
        made = shell.execute("SELECT count(*) FROM inquiries").fetchone()
        billed = shell.execute("SELECT count(*) FROM calls WHERE tool = 'create_inquiry'").fetchone()
    return int(made[0]), int(billed[0])  # type: ignore[index]


def move_log(cluster: Cluster, disk: Path) -> None:
    """The log of changes of a server that is not running goes to a disk of its own."""
    log = cluster.folder / "data" / "pg_wal"
    shutil.move(log, disk / "log")
    log.symlink_to(disk / "log")
    if os.geteuid() == 0:
        for path in (disk / "log", *(disk / "log").rglob("*")):
            shutil.chown(path, "postgres")


def use_log_up(url: str) -> None:
    """Go on to the next file of the log until there is none."""
    with pytest.raises(psycopg.OperationalError), contextlib.closing(psycopg.connect(url, autocommit=True)) as shell:
        for number in range(1000):
            shell.execute("SELECT pg_logical_emit_message(true, 'hall', %s)", [f"{number}"])
            shell.execute("SELECT pg_switch_wal()")

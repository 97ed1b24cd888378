"""An upgrade on a server that is killed in the middle leaves a database that the next start upgrades as if nothing had been."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import psycopg
import pytest

from store.postgresql.upgrade import applied, shipped, upgrade
from tests.clients.serving import ROOT
from tests.postgresql import TEMPLATE, programs, start_cluster

# Upgrades a database and is killed before the n-th statement that is sent, over all connections; tells how many there were.
KILLED_AT = """
import os, signal, sys
import psycopg
left, execute = int(sys.argv[2]), psycopg.Cursor.execute

def counted(self, *args, **kwargs):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(self, *args, **kwargs)

psycopg.Cursor.execute = counted
from store.postgresql.upgrade import upgrade
upgrade(sys.argv[1])
print(int(sys.argv[2]) - left)
"""
ALL = 1_000_000


@contextlib.contextmanager
def database(name: str) -> Iterator[str]:
    """The URL of a database in which nothing is yet."""
    if programs() is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    cluster, name = start_cluster(), f"{name}_{os.getpid()}"
    cluster.admin(f"CREATE DATABASE {name}")
    yield cluster.url(name)
    cluster.admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty() -> Iterator[str]:
    with database("hall_of_upgrades") as url:
        yield url


@pytest.fixture(scope="module")
def statements() -> int:
    """How many statements a whole first upgrade is."""
    with database("hall_of_a_whole_upgrade") as url:
        whole = upgrade_killed_at(url, ALL)
        assert whole.returncode == 0, whole.stderr
        return int(whole.stdout)


def upgrade_killed_at(url: str, statement: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED_AT, url, str(statement)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def healthy(url: str) -> bool:
    """Whether a database knows every migration and has what the one has that the session's databases are copied from."""
    return applied(url) == shipped() and relations(url) == relations(start_cluster().url(TEMPLATE))


def relations(url: str) -> list[tuple[str, str]]:
    """Every table, index, sequence and trigger by its name."""
    with psycopg.connect(url) as shell:
        return shell.execute(
            "SELECT relkind::text, relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " UNION ALL SELECT 'trigger', tgname::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        ).fetchall()


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.9, 1.0])
def test_a_first_start_killed_in_its_upgrade_is_followed_by_one_that_succeeds(
    empty: str, statements: int, part: float
) -> None:
    statement = 1 + round(part * (statements - 1))
    assert upgrade_killed_at(empty, statement).returncode == -signal.SIGKILL
    assert applied(empty) in ([], shipped()), "it is half done"
    upgrade(empty)
    assert healthy(empty)


def test_two_first_starts_at_once_upgrade_once(empty: str) -> None:
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda _: upgrade_killed_at(empty, ALL), range(2)))
    assert [each.returncode for each in both] == [0, 0], [each.stderr for each in both]
    assert healthy(empty)


def test_an_address_that_names_several_hosts_is_upgraded_too(empty: str) -> None:
    start, _, folder = empty.partition("?host=")
    upgrade(start.replace("@/", f"@%2Fnowhere,{quote(folder, safe='')}/"))
    assert healthy(empty)

"""PostgreSQL for tests: HIRINGHALL_TEST_DB=postgresql runs them on a server of this session, which keeps nothing.

It listens on a socket in a folder of its own. Each test's database is a copy of a migrated one."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.database import IntegrityError, Transaction

if TYPE_CHECKING:
    import psycopg

VARIABLE = "HIRINGHALL_TEST_DB"
TEMPLATE = "hall_template"
# What Debian calls the folder of the server's programs, which are not on the PATH.
DEBIAN = Path("/usr/lib/postgresql")
# What is lost with the machine may be lost: the databases live as long as the session.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_connections = 200
listen_addresses = ''
unix_socket_directories = '{folder}'
autovacuum = off
"""

_cluster: Cluster | None = None


def on_postgresql() -> bool:
    """Whether tests run on PostgreSQL now."""
    return os.environ.get(VARIABLE, "").startswith("postgresql")


@cache
def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None when no server is installed."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    if found:
        return found[0].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


@dataclass
class Cluster:
    """A server of this session."""

    folder: Path
    bin: Path
    server: subprocess.Popen[bytes] | None = None
    made: int = 0
    halls: dict[Path, Throwaway] = field(default_factory=dict)

    def url(self, database: str) -> str:
        return f"postgresql://hall@/{database}?host={self.folder}"

    def run(self, *command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, **_as_nobody_special())  # type: ignore[call-overload]

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = str(self.folder / "data")
        self.run(
            str(self.bin / "initdb"), "-D", data, "-U", "hall", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        with (self.folder / "data" / "postgresql.conf").open("a") as conf:
            conf.write(SETTINGS.format(folder=self.folder))
        self.serve()

    def serve(self) -> None:
        """Start the program, on data that is there, and wait until it answers."""
        with (self.folder / "log").open("a") as log:
            self.server = subprocess.Popen(  # type: ignore[call-overload]
                [str(self.bin / "postgres"), "-D", str(self.folder / "data")],
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,
                **_as_nobody_special(),
            )
        self._wait()

    def _wait(self) -> None:
        import psycopg

        for _ in range(600):
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                if self.server is None or self.server.poll() is not None:
                    raise
                time.sleep(0.05)
        raise TimeoutError("the server does not start")

    def end(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End the program: by SIGKILL, SIGQUIT or, after what is under way is cut off, SIGINT."""
        if self.server is not None:
            self.server.send_signal(how)
            self.server.wait()
            self.server = None

    def stop(self) -> None:
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def admin(self, text: str) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(text)

    def fresh(self) -> str:
        """The URL of a new copy of the migrated database."""
        self.made += 1
        name = f"hall_{self.made}"
        self.admin(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
        return self.url(name)

    def forget(self, path: Path) -> None:
        """Drop the database of a hall: it is some 25 MB of memory."""
        if path in self.halls:
            name = self.halls.pop(path).url.removeprefix("postgresql://hall@/").partition("?")[0]
            self.admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@dataclass
class Throwaway:
    """The database of one test, looked into without the server's knowledge."""

    url: str
    _looking: psycopg.Connection[Any] | None = None

    def look(self, text: str, *params: Any) -> list[tuple[Any, ...]]:
        """What a text with question marks finds."""
        import psycopg

        from store.postgresql.values import adapters

        if self._looking is None:
            self._looking = psycopg.connect(self.url, autocommit=True, context=adapters())
        # The test's text has no literals with a question mark or a per cent sign that would be taken for a parameter.
        found = self._looking.execute(_with_percents(text) if params else text, params or None)
        return found.fetchall()

    def tables(self) -> list[str]:
        return [
            name
            for (name,) in self.look("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        ]

    def meddle(self, text: str) -> None:
        """Statements in SQLite's words."""
        import psycopg

        from store.postgresql.from_sqlite import trigger_of

        statements = trigger_of(text) if text.lstrip().startswith("CREATE TRIGGER") else [self._in_own_words(text)]
        with psycopg.connect(self.url) as connection, _as_product_says():
            for statement in statements:
                connection.execute(statement)

    def _in_own_words(self, text: str) -> str:
        tables = dict(self.look("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"))
        text = re.sub(r"\bDROP TRIGGER (\w+)", lambda found: f"{found[0]} ON {tables[found[1]]}", text)
        return text.replace("PRAGMA foreign_keys = OFF", "SET session_replication_role = replica")

    def meddle_unguarded(self, text: str) -> None:
        """What somebody does who may switch the guards off, and switches them on again."""
        import psycopg

        with psycopg.connect(self.url) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(self._in_own_words(text))

    @contextmanager
    def tampering(self, text: str) -> Iterator[Transaction]:
        """What the database says once a script has run, which is taken back."""

        from store.postgresql.session import Session
        from store.postgresql.shape import shape_of
        from store.postgresql.transaction import PostgresTransaction

        with contextlib.closing(Session.open(self.url)) as session:
            session.command("BEGIN")
            session.command(self._in_own_words(text))
            yield PostgresTransaction(session, shape_of(session), time.monotonic() + 60)
            session.roll_back()

    def write_row(self, text: str, *params: Any) -> int:
        import psycopg

        from store.postgresql.values import adapters

        with psycopg.connect(self.url, context=adapters()) as connection, _as_product_says():
            connection.execute(_with_percents(text) if params else text, params or None)
            with contextlib.suppress(psycopg.errors.ObjectNotInPrerequisiteState), connection.transaction():
                return int(connection.execute("SELECT lastval()").fetchone()[0])  # type: ignore[index]
        return 0

    def look_no_more(self) -> None:
        if self._looking is not None:
            self._looking.close()
            self._looking = None


@contextmanager
def _as_product_says() -> Iterator[None]:
    """What a rule of the schema forbids is one error on both stores."""
    import psycopg

    try:
        yield
    except psycopg.errors.IntegrityError as error:
        raise IntegrityError(str(error)) from error


def _with_percents(text: str) -> str:
    return re.sub(r"\?", "%s", text.replace("%", "%%"))


def start_cluster() -> Cluster:
    """The server of this session with its migrated template; started at the first need."""
    global _cluster
    if _cluster is None:
        found = programs()
        if found is None:
            pytest.exit(f"{VARIABLE}=postgresql, but there is no PostgreSQL server on this machine", returncode=2)
        atexit.register(stop_cluster)
        _cluster = new_cluster(found)
    return _cluster


def new_cluster(found: Path) -> Cluster:
    """A server with a migrated template. In memory where there is such a folder: every test makes a database of its own."""
    from store.postgresql.upgrade import upgrade

    shm = Path("/dev/shm")
    _sweep(shm)
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="hall_pg_", dir=shm if shm.is_dir() else None)), found)
    cluster.start()
    cluster.admin(f"CREATE DATABASE {TEMPLATE}")
    upgrade(cluster.url(TEMPLATE))
    return cluster


def forget_halls() -> None:
    """Drop the databases of the test that has ended."""
    if _cluster is not None:
        for path in list(_cluster.halls):
            _cluster.forget(path)


def stop_cluster() -> None:
    global _cluster
    if _cluster is not None:
        _cluster, cluster = None, _cluster
        cluster.stop()


def database_beside(path: Path) -> Throwaway | None:
    """The database of the hall whose key and files lie at a path, made when there is none; None where tests run on files."""
    if not on_postgresql():
        return None
    cluster = start_cluster()
    if path not in cluster.halls:
        cluster.halls[path] = Throwaway(cluster.fresh())
    return cluster.halls[path]


def _end_with_parent() -> None:
    """The server does not outlive a session that is killed."""
    death = ctypes.CDLL(None).prctl
    death(1, int(signal.SIGQUIT), 0, 0, 0)


def _sweep(shm: Path) -> None:
    """Remove what sessions that were killed have left in memory."""
    for left in shm.glob("hall_pg_*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if time.time() - left.stat().st_mtime < 600:
                continue
            pid = int((left / "data" / "postmaster.pid").read_text().splitlines()[0])
            if not Path(f"/proc/{pid}").exists():
                shutil.rmtree(left, ignore_errors=True)


def _as_nobody_special() -> dict[str, Any]:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    who = pwd.getpwnam("postgres")
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}

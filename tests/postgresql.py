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
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
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
# How often a database is used again, and how many lie in wait.
USES_MOST = 100
KEPT_MOST = 3
# What is lost with the machine may be lost: the databases live as long as the session.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
min_wal_size = 32MB
max_wal_size = 96MB
max_wal_senders = 0
max_connections = 200
listen_addresses = ''
unix_socket_directories = '{folder}'
autovacuum = off
"""

# The same for what is measured or killed: what was promised is on the disk.
KEEPING = """
listen_addresses = ''
unix_socket_directories = '{folder}'
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
    settings: str = SETTINGS
    server: subprocess.Popen[bytes] | None = None
    template: Template | None = None
    made: int = 0
    halls: dict[Path, Throwaway] = field(default_factory=dict)
    # Databases that were used and are to be emptied before they are used again: that costs a quarter of making one.
    used: list[Throwaway] = field(default_factory=list)

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
            conf.write(self.settings.format(folder=self.folder))
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

    def fresh(self) -> Throwaway:
        """A database as it was migrated: one that was used and is emptied, or a new copy."""
        while self.used:
            again = self.used.pop()
            if self.template and emptied(again, self.template):
                return Throwaway(again.name, again.url, again.files, again.uses + 1, _keeper=again.keeper())
            self.drop(again)
        self.made += 1
        name = f"hall_{self.made}"
        self.admin(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
        return Throwaway(name, self.url(name), self._files_of(name))

    def _files_of(self, name: str) -> Path:
        import psycopg

        with psycopg.connect(self.url("postgres")) as connection:
            found = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", [name]).fetchone()
        return self.folder / "data" / "base" / str(found[0])  # type: ignore[index]

    def forget(self, path: Path) -> None:
        """Let go of the database of a hall that is closed. Each is some 25 MB of memory, so few are kept."""
        database = self.halls[path]
        if database.halls:
            return
        del self.halls[path]
        if database.altered or database.uses >= USES_MOST or len(self.used) >= KEPT_MOST:
            self.drop(database)
        else:
            self.used.append(database)

    def drop(self, database: Throwaway) -> None:
        database.look_no_more()
        database.keep_no_more()
        self.admin(f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")


@dataclass
class Throwaway:
    """The database of one test, looked into without the server's knowledge."""

    name: str
    url: str
    # The folder of its tables.
    files: Path
    # How many tests had it before.
    uses: int = 0
    # How many halls have it open.
    halls: int = 0
    # Whether a test changed more than rows.
    altered: bool = False
    _looking: psycopg.Connection[Any] | None = None
    # Empties it between tests. It stays open: a new one would have to read the whole schema first.
    _keeper: psycopg.Connection[Any] | None = None

    def keeper(self) -> psycopg.Connection[Any]:
        import psycopg

        if self._keeper is None:
            self._keeper = psycopg.connect(self.url, autocommit=True)
            self._keeper.execute("SET session_replication_role = replica")
        return self._keeper

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

        with psycopg.connect(self.url) as connection, _as_product_says():
            for statement in _statements(text):
                for own in self._in_own_words(statement):
                    connection.execute(own)

    def _in_own_words(self, text: str) -> Iterable[str]:
        from store.postgresql.from_sqlite import trigger_of

        self.altered = self.altered or re.match(r"\s*(CREATE|DROP|ALTER)\b", text) is not None
        return trigger_of(text) if text.lstrip().startswith("CREATE TRIGGER") else [self._translated(text)]

    def _translated(self, text: str) -> str:
        tables = dict(self.look("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"))
        text = re.sub(r"\bDROP TRIGGER (\w+)", lambda found: f"{found[0]} ON {tables[found[1]]}", text)
        text = re.sub(r"\bx'([0-9a-f]*)'", r"'\\x\1'", text)
        replaced = re.match(r"(?:INSERT OR )?REPLACE INTO (\w+) (.*)", text, re.DOTALL)
        if replaced:
            text = self._replacing(replaced[1], replaced[2])
        return text.replace("PRAGMA foreign_keys = OFF", "SET session_replication_role = replica")

    def _replacing(self, table: str, rows: str) -> str:
        columns = self.look(
            "SELECT column_name FROM information_schema.columns WHERE table_name = ? ORDER BY ordinal_position", table
        )
        new = ", ".join(f"{name} = EXCLUDED.{name}" for (name,) in columns)
        return f"INSERT INTO {table} {rows} ON CONFLICT ON CONSTRAINT {table}_pkey DO UPDATE SET {new}"

    def meddle_unguarded(self, text: str) -> None:
        """What somebody does who may switch the guards off, and switches them on again."""
        import psycopg

        with psycopg.connect(self.url) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(self._translated(text))

    @contextmanager
    def tampering(self, text: str) -> Iterator[Transaction]:
        """What the database says once a script has run, which is taken back."""

        from store.postgresql.session import Session
        from store.postgresql.shape import shape_of
        from store.postgresql.transaction import PostgresTransaction

        with contextlib.closing(Session.open(self.url)) as session:
            session.command("BEGIN")
            session.command(self._translated(text))
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

    def keep_no_more(self) -> None:
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None


def emptied(database: Throwaway, template: Template) -> bool:
    """Whether a database could be brought back to what the template has: rows that were put in are gone, numbers begin anew."""
    import psycopg

    try:
        connection = database.keeper()
        other = [name for (name,) in connection.execute(template.others).fetchall()]
        touched = [*template.filled_in(database.files), *other]
        if touched:
            connection.execute(";".join(f"DELETE FROM {name}" for name in touched))
            # What is put in next lies in the order it was put in, as in a new table.
            connection.execute(f"VACUUM (INDEX_CLEANUP ON, TRUNCATE ON) {', '.join(touched)}")
        again = [f"INSERT INTO {name} OVERRIDING SYSTEM VALUE SELECT * FROM as_migrated.{name}" for name in other]
        connection.execute(";".join([*again, template.numbers_anew]))
    except psycopg.Error:
        return False
    return True


@dataclass(frozen=True)
class Template:
    """What the migrated database has, to bring used copies back to."""

    # By the name of its file: each table that has no rows.
    empty: dict[str, str]
    # Which of the other tables have other rows.
    others: str
    numbers_anew: str

    @classmethod
    def remembered(cls, url: str) -> Template:
        """Keep what the migrations put in beside it, in a schema of its own."""
        import psycopg

        with psycopg.connect(url) as connection:
            tables = connection.execute(_TABLES).fetchall()
            numbers = connection.execute(_NUMBERS).fetchall()
            full = [name for name, _, size in tables if size]
            connection.execute("CREATE SCHEMA as_migrated")
            for name in full:
                connection.execute(f"CREATE TABLE as_migrated.{name} AS SELECT * FROM {name}")
            youngest = connection.execute("SELECT txid_current()").fetchone()[0]  # type: ignore[index]
            others = [
                f"SELECT '{name}' FROM {name} HAVING coalesce(max(xmin::text::bigint), 0) > {youngest}"
                f" OR count(*) <> (SELECT count(*) FROM as_migrated.{name})"
                for name in full
            ]
        again = [f"setval('{name}', {last}, {str(called).lower()})" for name, last, called in numbers]
        empty = {str(file): name for name, file, size in tables if not size}
        return cls(empty, " UNION ALL ".join(others), f"SELECT {', '.join(again)}")

    def filled_in(self, files: Path) -> list[str]:
        """The tables that were empty and are not, by the sizes of their files."""
        with os.scandir(files) as entries:
            return [self.empty[file.name] for file in entries if file.name in self.empty and file.stat().st_size]


_TABLES = """
    SELECT relname, pg_relation_filenode(oid), pg_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '%yoyo%'
"""
_NUMBERS = """
    SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences
    WHERE schemaname = 'public'
"""


@contextmanager
def _as_product_says() -> Iterator[None]:
    """What a rule of the schema forbids is one error on both stores."""
    import psycopg

    try:
        yield
    except psycopg.errors.IntegrityError as error:
        raise IntegrityError(str(error)) from error


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one after another; a trigger is one of them."""
    said = ""
    for piece in re.split(r"(?<=;)", script):
        said += piece
        if sqlite3.complete_statement(said):
            yield said.strip().rstrip(";")
            said = ""
    if said.strip():
        yield said


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


def new_cluster(found: Path, settings: str = SETTINGS, within: Path | None = None) -> Cluster:
    """A server with a migrated template.

    within: where its folder is made; in memory where nothing is named: every test makes a database of its own."""
    from store.postgresql.upgrade import upgrade

    shm = Path("/dev/shm")
    _sweep(shm)
    folder = tempfile.mkdtemp(prefix="hall_pg_", dir=within or (shm if shm.is_dir() else None))
    cluster = Cluster(Path(folder), found, settings)
    cluster.start()
    cluster.admin(f"CREATE DATABASE {TEMPLATE}")
    upgrade(cluster.url(TEMPLATE))
    cluster.template = Template.remembered(cluster.url(TEMPLATE))
    return cluster


def forget_halls() -> None:
    """Let go of the databases of the test that has ended; those of halls that live longer stay."""
    if _cluster is not None:
        for path in list(_cluster.halls):
            _cluster.forget(path)


def stop_cluster() -> None:
    global _cluster
    if _cluster is not None:
        _cluster, cluster = None, _cluster
        for database in [*cluster.halls.values(), *cluster.used]:
            database.look_no_more()
            database.keep_no_more()
        cluster.stop()


def database_beside(path: Path) -> Throwaway | None:
    """The database of the hall whose key and files lie at a path, made when there is none; None where tests run on files."""
    if not on_postgresql():
        return None
    cluster = start_cluster()
    if path not in cluster.halls:
        cluster.halls[path] = cluster.fresh()
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

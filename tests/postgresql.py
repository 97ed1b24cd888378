"""PostgreSQL for tests: HIRINGHALL_TEST_DB=postgresql runs them on a server of this session, which keeps nothing.

It listens on a socket in a folder of its own. Each test's database is a copy of a migrated one."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.database_programs import VARIABLE, as_nobody_special, end_with_parent, kill_whole
from tests.database_programs import programs as programs
from tests.postgresql_databases import Template, Throwaway, emptied

TEMPLATE = "hall_template"
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
        subprocess.run(command, check=True, capture_output=True, **as_nobody_special())  # type: ignore[call-overload]

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
        self.begin()
        self.wait()

    def begin(self) -> None:
        """Start the program, on data that is there. It ends with the thread that starts it."""
        with (self.folder / "log").open("a") as log:
            self.server = subprocess.Popen(  # type: ignore[call-overload]
                [str(self.bin / "postgres"), "-D", str(self.folder / "data")],
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
                **as_nobody_special(),
            )

    def wait(self) -> None:
        """Until the program answers."""
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

    def kill(self) -> None:
        """SIGKILL for all its processes at once."""
        if self.server is not None:
            kill_whole(self.folder / "data")
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

    def lend(self) -> Throwaway:
        """A database as it was migrated: one that was used and is emptied, or a new copy."""
        while self.used:
            again = self.used.pop()
            if self.template and emptied(again, self.template):
                return Throwaway(again.name, again.url, again.files, again.uses + 1, _keeper=again.keeper())
            self.drop(again)
        url = self.fresh()
        name = f"hall_{self.made}"
        return Throwaway(name, url, self._files_of(name))

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
        self.take_back(database)

    def take_back(self, database: Throwaway) -> None:
        """Keep a database that nobody uses any more for the next test, or drop it."""
        if database.altered or database.uses >= USES_MOST or len(self.used) >= KEPT_MOST:
            self.drop(database)
        else:
            self.used.append(database)

    def drop(self, database: Throwaway) -> None:
        database.look_no_more()
        database.keep_no_more()
        self.admin(f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")


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
        cluster.halls[path] = cluster.lend()
    return cluster.halls[path]


def _sweep(shm: Path) -> None:
    """Remove what sessions that were killed have left in memory."""
    for left in shm.glob("hall_pg_*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if time.time() - left.stat().st_mtime < 600:
                continue
            pid = int((left / "data" / "postmaster.pid").read_text().splitlines()[0])
            if not Path(f"/proc/{pid}").exists():
                shutil.rmtree(left, ignore_errors=True)

"""How a PostgreSQL server stands: what is asked of it before a hall is trusted to it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from store.database import StoreUnavailable
from store.postgresql.errors import translated
from store.server_url import without_password

SECONDS = 5
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
# What has to be on, lest what was answered is lost when the machine or the server dies.
KEEPING = ("fsync", "full_page_writes")
_NEEDED = (
    ("make tables", "SELECT has_schema_privilege(current_schema(), 'CREATE')"),
    (
        "read and write all tables",
        "SELECT coalesce(bool_and(has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE')), true)"
        " FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace",
    ),
    (
        "write marks into the log",
        "SELECT has_function_privilege('pg_logical_emit_message(bool, text, text)', 'EXECUTE')",
    ),
)


class NotAnswering(Exception):
    """The server cannot be asked: what it said, without a password, and whether it only has no connection left."""

    def __init__(self, said: str, crowded: bool) -> None:
        super().__init__(said)
        self.crowded = crowded


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between the hall and the server: whether something does, and whether it hands out single transactions."""

    stands: bool
    by_transaction: bool


class Condition:
    """One connection that asks a server how it stands."""

    def __init__(self, url: str, connection: psycopg.Connection[Any]) -> None:
        self._url = url
        self._connection = connection

    def version(self) -> tuple[int, str]:
        """As a number, 150004, and as text."""
        return int(self._value("SHOW server_version_num")), str(self._value("SHOW server_version"))

    def encoding(self) -> tuple[str, str]:
        """Of the database, and its collation."""
        row = self._connection.execute(
            "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        return (str(row[0]), str(row[1])) if row else ("", "")

    def not_kept(self) -> list[str]:
        """Which of the settings that keep what was answered are off."""
        return [name for name in KEEPING if self._value(f"SHOW {name}") != "on"]

    def synchronous_commit(self) -> str:
        return str(self._value("SHOW synchronous_commit"))

    def standby(self) -> bool:
        return bool(self._value("SELECT pg_is_in_recovery()"))

    def read_only(self) -> bool:
        return bool(self._value("SHOW default_transaction_read_only") == "on")

    def skew(self) -> float:
        """How many seconds its clock is before this machine's, against the middle of the question: the way there and back does
        not count."""
        before = time.time_ns()
        theirs = int(self._value("SELECT extract(epoch FROM clock_timestamp()) * 1000"))
        ours = (before + time.time_ns()) // 2_000_000
        return (theirs - ours) / 1000

    def between(self) -> Between:
        """A pooler that hands out transactions gives a process of the server to whoever asks next: so somebody else asks, and
        keeps what it gets."""
        ours = self._value("SELECT pg_backend_pid()")
        with psycopg.connect(self._url, connect_timeout=SECONDS, application_name="hiringhall") as other:
            theirs = other.execute("SELECT pg_backend_pid()").fetchone()
            with contextlib.suppress(psycopg.errors.QueryCanceled):
                now = self._value("SELECT pg_backend_pid()")
                if theirs is None or ours == theirs[0] or ours != now:
                    return Between(True, True)
        return Between(self._connection.info.backend_pid != ours, False)

    def connections(self) -> tuple[int, int]:
        """How many there may be for this user and database, and how many others are taken."""
        most = int(self._value("SHOW max_connections")) - int(self._value("SHOW superuser_reserved_connections"))
        taken = int(self._value("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")) - 1
        limits = [
            self._value("SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user"),
            self._value("SELECT datconnlimit FROM pg_database WHERE datname = current_database()"),
        ]
        return min([most, *(limit for limit in limits if limit >= 0)]), taken

    def missing_extensions(self) -> list[str]:
        """Which of EXTENSIONS cannot be had."""
        rows = self._connection.execute(
            "SELECT name FROM pg_available_extensions WHERE name = ANY (%s)", [list(EXTENSIONS)]
        )
        found = {row[0] for row in rows}
        return [name for name in EXTENSIONS if name not in found]

    def user(self) -> str:
        return str(self._value("SELECT current_user"))

    def lacking_rights(self) -> list[str]:
        """What the hall's user may not do with the schema and with what is in it."""
        return [text for text, question in _NEEDED if not self._value(question)]

    def _value(self, question: str) -> Any:
        row = self._connection.execute(question).fetchone()
        return None if row is None else row[0]


@contextlib.contextmanager
def condition_of(url: str) -> Iterator[Condition]:
    """Ask a server as long as this lasts; NotAnswering when it cannot be asked."""
    try:
        with psycopg.connect(
            url, autocommit=True, connect_timeout=SECONDS, application_name="hiringhall"
        ) as connection:
            yield Condition(url, connection)
    except psycopg.Error as error:
        known = translated(error, {})
        crowded = isinstance(known, StoreUnavailable) and known.reason == "crowded"
        raise NotAnswering(without_password(str(error), url), crowded) from error

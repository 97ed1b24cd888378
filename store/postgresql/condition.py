"""What a PostgreSQL server is like, as far as a hall on it depends on it."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import Literal

from psycopg import Error

from store.postgresql.database import CONNECTIONS
from store.postgresql.errors import translated
from store.postgresql.session import Session
from store.server_url import without_password
from store.unavailable import StoreUnavailable

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
SECONDS = 5.0
# What hands out the server: nothing stands between, or a pooler that hands it out for a session, or for each transaction.
Pooling = Literal["none", "sessions", "transactions"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One server and database, and the rights of the user that is named in the URL."""

    # As in 150018, and as it is told.
    number: int
    version: str
    encoding: str
    collation: str
    # Settings by their names, "on", "off" and others.
    settings: dict[str, str]
    standby: bool
    # Seconds that the server's clock is ahead of this machine's.
    skew: float
    pooling: Pooling
    # How many connections the user may have to this database, how many it has now, and what a server of the hall takes.
    connections: int
    taken: int
    wanted: int
    # Extensions that cannot be had.
    missing: list[str]
    user: str
    # What the user may not do.
    lacks: list[str]


def condition_of(url: str) -> Condition:
    """Ask the server. StoreUnavailable, with what was said, when it does not answer."""
    try:
        with contextlib.closing(Session.open(url, SECONDS)) as session:
            return _asked(url, session)
    except Error as error:
        told = translated(error, {})
        reason = told.reason if isinstance(told, StoreUnavailable) else "broken"
        raise StoreUnavailable(reason, without_password(str(error), url)) from error


def _asked(url: str, session: Session) -> Condition:
    row = session.ask(_SERVER, []).rows[0]
    available = {found[0] for found in session.ask("SELECT name FROM pg_available_extensions", []).rows}
    return Condition(
        number=int(row["number"]),
        version=row["version"],
        encoding=row["encoding"],
        collation=row["collation"],
        settings={name: row[name] for name in SETTINGS},
        standby=bool(row["standby"]),
        skew=_skew(session),
        pooling=_pooling(url, session),
        connections=row["connections"],
        taken=row["taken"],
        wanted=CONNECTIONS,
        missing=[name for name in EXTENSIONS if name not in available],
        user=row["user_name"],
        lacks=[what for what, sql in _RIGHTS.items() if not session.ask(sql, []).rows[0][0]],
    )


def _skew(session: Session) -> float:
    """Against the middle of the question, so that the way there and back does not count."""
    before = time.time()
    theirs: float = session.ask("SELECT extract(epoch FROM clock_timestamp())::double precision", []).rows[0][0]
    return theirs - (before + time.time()) / 2


def _pooling(url: str, session: Session) -> Pooling:
    """Whether one connection stays with one process of the server. A pooler that hands it out by transactions gives it to
    whoever asks next: so somebody else asks, and keeps what it gets."""
    ours = _process(session)
    with contextlib.closing(Session.open(url, SECONDS)) as other:
        other.command("BEGIN")
        theirs, now = _process(other), _process(session)
        other.command("ROLLBACK")
    if ours == theirs or ours != now:
        return "transactions"
    return "none" if session.connection.info.backend_pid == ours else "sessions"


def _process(session: Session) -> int:
    """The process of the server that answers."""
    return int(session.command("SELECT pg_backend_pid()").get_value(0, 0) or 0)


# What has to be on, lest what was answered is lost when the machine or the server dies, and what forbids to write.
SETTINGS = ("fsync", "full_page_writes", "synchronous_commit", "default_transaction_read_only")

_SERVER = f"""
    SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version,
           pg_encoding_to_char(d.encoding) AS encoding, d.datcollate AS collation, pg_is_in_recovery() AS standby,
           {", ".join(f"current_setting('{name}') AS {name}" for name in SETTINGS)},
           least(current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint,
                 CASE WHEN d.datconnlimit < 0 THEN NULL ELSE d.datconnlimit END,
                 CASE WHEN r.rolconnlimit < 0 THEN NULL ELSE r.rolconnlimit END) AS connections,
           (SELECT count(*) - 1 FROM pg_stat_activity a WHERE a.datname = d.datname) AS taken, r.rolname AS user_name
    FROM pg_database d CROSS JOIN pg_roles r WHERE d.datname = current_database() AND r.rolname = current_user
"""
_RIGHTS = {
    "make tables": "SELECT has_schema_privilege(current_schema(), 'CREATE')",
    "read and write all tables": """
        SELECT coalesce(bool_and(has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                             AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE')), true)
        FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace""",
    "write marks into the server's log": """
        SELECT has_function_privilege('pg_logical_emit_message(boolean, text, text)', 'EXECUTE')""",
}

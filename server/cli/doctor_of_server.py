"""What doctor says of a database on a PostgreSQL server."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import psycopg

from server.cli.finding import Finding
from store.database import StoreUnavailable
from store.postgresql.database import CONNECTIONS
from store.postgresql.errors import translated
from store.postgresql.upgrade import applied, shipped
from store.server_url import ServerUrl, without_password

OLDEST = 150000
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
# Seconds that the clocks may differ: what is due is due by each server's own.
MOST_SKEW = 2.0
# What has to be on, lest what was answered is lost when the machine or the server dies.
KEEPING = ("fsync", "full_page_writes")
SECONDS = 5


def server_findings(url: str) -> Iterator[Finding]:
    """Everything worth looking at, until something stops it. The last says whether the schema is this version's."""
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=SECONDS, application_name="hiringhall") as shell:
            yield Finding("database", True, f"{ServerUrl.of(url).shown} answers")
            yield from _looked_at(url, shell)
    except psycopg.Error as error:
        said = without_password(str(error), url)
        yield Finding("database", False, f"cannot be asked: {said}", _what_to_do(error))


def _looked_at(url: str, shell: psycopg.Connection[Any]) -> Iterator[Finding]:
    yield _version(shell)
    yield _encoding(shell)
    yield from _settings(shell)
    yield _primary(shell)
    yield _clock(shell)
    yield _pooler(url, shell)
    yield _connections(shell)
    yield _extensions(shell)
    yield _rights(shell)
    yield _schema(url)


def _version(shell: psycopg.Connection[Any]) -> Finding:
    number, text = int(_value(shell, "SHOW server_version_num")), _value(shell, "SHOW server_version")
    return Finding("PostgreSQL", number >= OLDEST, str(text), "Use PostgreSQL 15 or newer.")


def _encoding(shell: psycopg.Connection[Any]) -> Finding:
    encoding, collation = shell.execute(
        "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
    ).fetchone() or ("", "")
    well = encoding == "UTF8"
    says = f"{encoding}, collation {collation}; the hall's texts are compared byte by byte"
    advice = (
        "Make the database anew: CREATE DATABASE hall ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0."
    )
    return Finding("encoding", well, says, advice)


def _settings(shell: psycopg.Connection[Any]) -> Iterator[Finding]:
    """Those that lose what was answered."""
    off = [name for name in KEEPING if _value(shell, f"SHOW {name}") != "on"]
    yield Finding(
        "durability",
        not off,
        f"{' and '.join(off)} off: a crash can lose or break everything"
        if off
        else "fsync and full_page_writes are on",
        "Set them on in postgresql.conf and restart the server.",
    )
    commit = _value(shell, "SHOW synchronous_commit")
    says = f"synchronous_commit is {commit}"
    if commit == "off":
        says += "; the hall waits for the disk all the same before it answers what it wrote"
    yield Finding("commits", True, says)


def _primary(shell: psycopg.Connection[Any]) -> Finding:
    standby, locked = _value(shell, "SELECT pg_is_in_recovery()"), _value(shell, "SHOW default_transaction_read_only")
    says = "a standby" if standby else "set to be read only" if locked == "on" else "takes writes"
    return Finding("primary", not standby and locked == "off", says, "Name the primary, or let it be written.")


def _clock(shell: psycopg.Connection[Any]) -> Finding:
    """Against the middle of the question, so that the way there and back does not count."""
    before = time.time()
    theirs = float(_value(shell, "SELECT extract(epoch FROM clock_timestamp())"))
    skew = theirs - (before + time.time()) / 2
    says = f"differ by {abs(skew):.1f} seconds" if abs(skew) > MOST_SKEW else "agree"
    return Finding("clocks", abs(skew) <= MOST_SKEW, says, "Let both machines keep their time by NTP.")


def _pooler(url: str, shell: psycopg.Connection[Any]) -> Finding:
    """Whether one connection stays with one process of the server. A pooler that hands out transactions gives it to whoever
    asks next: so somebody else asks, and keeps what it gets."""
    ours = _value(shell, "SELECT pg_backend_pid()")
    with psycopg.connect(url, connect_timeout=SECONDS, application_name="hiringhall") as other:
        theirs = _value(other, "SELECT pg_backend_pid()")
        with contextlib.suppress(psycopg.errors.QueryCanceled):
            now = _value(shell, "SELECT pg_backend_pid()")
            if ours == theirs or ours != now:
                return Finding(
                    "pooler",
                    False,
                    "one stands between, and hands out the server by transactions",
                    "Name the server itself, or let the pooler hand out sessions (pool_mode = session).",
                )
    between = shell.info.backend_pid != ours
    return Finding("pooler", True, "one stands between, and hands out sessions" if between else "none stands between")


def _connections(shell: psycopg.Connection[Any]) -> Finding:
    most = int(_value(shell, "SHOW max_connections")) - int(_value(shell, "SHOW superuser_reserved_connections"))
    taken = int(_value(shell, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")) - 1
    limits = [
        _value(shell, "SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user"),
        _value(shell, "SELECT datconnlimit FROM pg_database WHERE datname = current_database()"),
    ]
    most = min([most, *(limit for limit in limits if limit >= 0)])
    says = f"{most} at most, {taken} are taken; each server of the hall takes up to {CONNECTIONS}"
    return Finding(
        "connections", most >= CONNECTIONS, says, "Raise max_connections, or the limit of the user or database."
    )


def _extensions(shell: psycopg.Connection[Any]) -> Finding:
    rows = shell.execute("SELECT name FROM pg_available_extensions WHERE name = ANY (%s)", [list(EXTENSIONS)])
    found = {row[0] for row in rows}
    missing = [name for name in EXTENSIONS if name not in found]
    says = f"{', '.join(missing)} cannot be had" if missing else f"{', '.join(EXTENSIONS)} can be had"
    return Finding("extensions", not missing, says, "Install the server's contrib package.")


def _rights(shell: psycopg.Connection[Any]) -> Finding:
    """What the hall's user may do with the schema and with what is in it."""
    user = _value(shell, "SELECT current_user")
    lacks = [
        text
        for text, sql in (
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
        if not _value(shell, sql)
    ]
    says = f"{user} may not {', nor '.join(lacks)}" if lacks else f"{user} may do what the hall needs"
    return Finding("rights", not lacks, says, f"Let {user} own the database and its tables.")


def _schema(url: str) -> Finding:
    try:
        had, known = applied(url), shipped()
    except StoreUnavailable as unavailable:
        return Finding("schema", False, unavailable.said or str(unavailable), "Give the user the rights to read it.")
    newer, missing = sorted(set(had) - set(known)), [name for name in known if name not in had]
    says = f"{len(had)} of {len(known)} migrations applied"
    says += f"; the next start applies {len(missing)}" if missing else ""
    return Finding("schema", not newer, says, f"It has {', '.join(newer)} of a newer version: upgrade hiringhall.")


def _what_to_do(error: psycopg.Error) -> str:
    known = translated(error, {})
    if isinstance(known, StoreUnavailable) and known.reason == "crowded":
        return "Close what else is connected, or raise max_connections."
    return "Start the server, and look at the address, the user and the password."


def _value(shell: psycopg.Connection[Any], sql: str) -> Any:
    row = shell.execute(sql).fetchone()
    return None if row is None else row[0]

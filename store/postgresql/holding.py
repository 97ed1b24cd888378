"""A database on a server that nobody else may write for a while."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from store.database import StoreUnavailable
from store.postgresql.errors import translated
from store.postgresql.session import Session
from store.postgresql.shape import shape_of
from store.postgresql.transaction import PostgresTransaction
from store.postgresql.values import adapters

# What a hall calls its connections, by which others know that one has the database open.
SERVING = "hiringhall"
KEEPING = "hiringhall keeping"
LONG = 86_400.0

_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = %s AND pid <> pg_backend_pid()
"""
# A default that loses what was said to be kept is not taken over.
_WAITING_FOR_THE_DISK = """
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


def served(connection: psycopg.Connection[Any]) -> bool:
    """Whether a hall has this database open."""
    found = connection.execute(_OTHERS, [SERVING]).fetchone()
    return found is not None and found[0] > 0


@contextlib.contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection that begins no transaction by itself, for work that takes as long as it takes."""
    try:
        connection = psycopg.connect(url, autocommit=True, context=adapters(), application_name=KEEPING)
    except psycopg.Error as error:
        raise translated(error, {}) from error
    with contextlib.closing(connection):
        connection.execute("SET statement_timeout = 0")
        connection.execute(_WAITING_FOR_THE_DISK)
        yield connection


def asking(connection: psycopg.Connection[Any]) -> PostgresTransaction:
    """What is asked of the store within the transaction that a connection is in."""
    session = Session(connection)
    return PostgresTransaction(session, shape_of(session), time.monotonic() + LONG)


@contextlib.contextmanager
def snapshot(url: str) -> Iterator[PostgresTransaction]:
    """One snapshot that takes as long as it takes, while others write."""
    with connected(url) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield asking(connection)
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def holding(url: str) -> Iterator[PostgresTransaction]:
    """One snapshot; every table is locked against writers until the end. StoreUnavailable("busy") when a hall has it open."""
    with connected(url) as connection:
        if served(connection):
            raise StoreUnavailable("busy")
        tables = [row[0] for row in connection.execute(_TABLES)]
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        if tables:
            connection.execute("SET LOCAL lock_timeout = '5s'")
            names = sql.SQL(", ").join(sql.Identifier(name) for name in tables)
            try:
                connection.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(names))
            except psycopg.Error as error:
                raise translated(error, {}) from error
        yield asking(connection)
        connection.execute("ROLLBACK")

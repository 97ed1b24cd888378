"""Transactions on an empty hall that leave nothing, on whichever store the tests run; for what is below the pipeline."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from store.database import Transaction
from tests.postgresql import on_postgresql, start_cluster


@contextmanager
def transaction(template: Path) -> Iterator[Transaction]:
    """One transaction on a migrated database."""
    if on_postgresql():
        with _on_a_server() as tx:
            yield tx
        return
    with closing(sqlite3.connect(template, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        yield Transaction(connection)
        connection.execute("ROLLBACK")


@contextmanager
def taken_back(tx: Transaction) -> Iterator[None]:
    """What is done within it has not been, even when it fails."""
    tx.run("SAVEPOINT example")
    try:
        yield
    finally:
        tx.run("ROLLBACK TO example")
        tx.run("RELEASE example")


@contextmanager
def _on_a_server() -> Iterator[Transaction]:
    from store.postgresql.session import Session
    from store.postgresql.shape import shape_of
    from store.postgresql.transaction import PostgresTransaction

    cluster = start_cluster()
    database = cluster.lend()
    with closing(Session.open(database.url)) as session:
        session.command("BEGIN")
        yield PostgresTransaction(session, shape_of(session), time.monotonic() + 600)
        session.roll_back()
    cluster.take_back(database)

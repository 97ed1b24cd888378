"""What somebody does to the log who may do all in the database but has no key: takes the guards away, rewrites, and puts them
back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from store.database import Transaction
from store.log_chain import LOGS, link
from store.wallet.audit import differences
from store.wallet.log_audit import LogProof
from store.wallet.log_heads import Head
from tests.hall import Hall


class Shell:
    """A connection without guards, to either store."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def run(self, script: str) -> None:
        if isinstance(self._connection, sqlite3.Connection):
            self._connection.executescript(script)
        else:
            self._connection.execute(script)

    def rows(self, text: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(text).fetchall()]


Meddling = Callable[[Shell], object]


def meddle(hall: Hall, *works: Meddling) -> None:
    """Do it behind the guards."""
    with _on_a_server(hall.on.url) if hall.on is not None else _in_a_file(hall.path) as shell:
        for work in works:
            work(shell)


@contextmanager
def _in_a_file(path: Path) -> Iterator[Shell]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(%'"
        ).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        yield Shell(connection)
        for _, sql in guards:
            connection.execute(sql)


@contextmanager
def _on_a_server(url: str) -> Iterator[Shell]:
    import psycopg
    from psycopg.rows import dict_row

    with psycopg.connect(url, row_factory=dict_row) as connection:
        connection.execute("SET session_replication_role = replica")
        yield Shell(connection)


def run(script: str) -> Meddling:
    return lambda shell: shell.run(script)


def chain_anew(shell: Shell) -> None:
    """Give every line the hash that fits what it says now, as anybody can who has read how."""
    for log in LOGS.values():
        previous = ""
        for row in shell.rows(f"SELECT * FROM {log.table} WHERE lane = 0 ORDER BY place"):
            previous = link(log, previous, row)
            key = row["id"] if isinstance(row["id"], int) else f"'{row['id']}'"
            shell.run(f"UPDATE {log.table} SET hash = '{previous}' WHERE id = {key}")


def close_gaps(shell: Shell) -> None:
    """Number the places of the lane anew."""
    for log in LOGS.values():
        shell.run(f"UPDATE {log.table} SET place = place - 1000000")
        shell.run(
            f"""UPDATE {log.table} SET place = n.place
                FROM (SELECT id, row_number() OVER (ORDER BY place) AS place FROM {log.table}) AS n
                WHERE n.id = {log.table}.id"""
        )


def less_charged(shell: Shell) -> None:
    """Make the first charge smaller by one: the transfer, its call, all balances noted since, and both accounts."""
    charge = shell.rows("SELECT * FROM ledger_transfers WHERE kind = 'charge' ORDER BY id LIMIT 1")[0]
    id, payer, earner = charge["id"], charge["debit_account_id"], charge["credit_account_id"]
    shell.run(f"UPDATE ledger_transfers SET amount = amount - 1 WHERE id = {id}")
    shell.run(f"UPDATE calls SET amount = amount - 1 WHERE transfer_id = {id}")
    for account, more in ((payer, 1), (earner, -1)):
        shell.run(f"UPDATE ledger_accounts SET balance = balance + {more} WHERE id = {account}")
        for side in ("debit", "credit"):
            shell.run(
                f"""UPDATE ledger_transfers SET {side}_balance_after = {side}_balance_after + {more}
                    WHERE id >= {id} AND {side}_account_id = {account}"""
            )


def proof(hall: Hall, keys: frozenset[str] = frozenset(), kept: tuple[Head, ...] = ()) -> list[str]:
    """What the proof of the log finds."""
    with hall.reading() as tx:
        return list(LogProof(tx, keys).faults(kept))


def proof_of_file(path: Path) -> list[str]:
    """The same of a database in a file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return list(LogProof(Transaction(connection)).faults())


def books(hall: Hall) -> list[str]:
    """What the proof of the books finds."""
    with hall.reading() as tx:
        return differences(tx)

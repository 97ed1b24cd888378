"""What somebody does to the log who holds the file but not the key: takes the guards away, rewrites, and puts them back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from store.database import Transaction
from store.log_chain import LOGS, link
from store.wallet.audit import differences
from store.wallet.log_audit import LogProof
from store.wallet.log_heads import Head

Meddling = Callable[[sqlite3.Connection], object]


def meddle(path: Path, work: Meddling) -> None:
    """Do it behind the guards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(%'"
        ).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        work(connection)
        for _, sql in guards:
            connection.execute(sql)


def chain_anew(connection: sqlite3.Connection) -> None:
    """Give every line the hash that fits what it says now, as anybody can who has read how."""
    for log in LOGS.values():
        previous = ""
        rows = connection.execute(f"SELECT * FROM {log.table} WHERE lane = 0 ORDER BY place").fetchall()
        for row in rows:
            previous = link(log, previous, dict(row))
            connection.execute(f"UPDATE {log.table} SET hash = ? WHERE id = ?", (previous, row["id"]))


def close_gaps(connection: sqlite3.Connection) -> None:
    """Number the places of the lanes anew."""
    for log in LOGS.values():
        connection.execute(f"UPDATE {log.table} SET place = place - 1000000")
        connection.execute(
            f"""UPDATE {log.table} SET place = n.place
                FROM (SELECT id, row_number() OVER (ORDER BY place) AS place FROM {log.table}) AS n
                WHERE n.id = {log.table}.id"""
        )


def less_charged(connection: sqlite3.Connection) -> None:
    """Make the first charge smaller by one: the transfer, its call, all balances noted since, both accounts and the counter."""
    charge = connection.execute("SELECT * FROM ledger_transfers WHERE kind = 'charge' ORDER BY id LIMIT 1").fetchone()
    payer, earner = charge["debit_account_id"], charge["credit_account_id"]
    connection.execute("UPDATE ledger_transfers SET amount = amount - 1 WHERE id = ?", (charge["id"],))
    connection.execute("UPDATE calls SET amount = amount - 1 WHERE transfer_id = ?", (charge["id"],))
    for account, more in ((payer, 1), (earner, -1)):
        connection.execute("UPDATE ledger_accounts SET balance = balance + ? WHERE id = ?", (more, account))
        for side in ("debit", "credit"):
            connection.execute(
                f"""UPDATE ledger_transfers SET {side}_balance_after = {side}_balance_after + ?
                    WHERE id >= ? AND {side}_account_id = ?""",
                (more, charge["id"], account),
            )


def proof(path: Path, keys: frozenset[str] = frozenset(), kept: tuple[Head, ...] = ()) -> list[str]:
    """What the proof of the log finds."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return list(LogProof(Transaction(connection), keys).faults(kept))


def books(path: Path) -> list[str]:
    """What the proof of the books finds."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return differences(Transaction(connection))

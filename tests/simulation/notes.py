"""What the database itself reports of each change: triggers that tell Python, and a list that forgets what is rolled back.

Nothing in the product knows of it, so a change that nobody meant is seen too."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from tests.simulation.laws import MOVES

Note = tuple[Any, ...]

_CALL = (
    "new.id, new.tool, new.amount, new.currency, new.caller_type, new.caller_id, new.payer_type, new.payer_id, "
    "new.usd_micros, new.transfer_id, new.price_class, new.free_view, new.waived, new.at"
)
_TRANSFER = (
    "new.id, new.debit_account_id, new.credit_account_id, new.amount, new.kind, new.caller_type, new.caller_id, "
    "new.created_at"
)
_LIMIT = "{row}.owner_type, {row}.owner_id, {row}.agent_id, {row}.period, {amount}"
# What is noted, when, and with which values.
TOLD: tuple[tuple[str, str, str], ...] = (
    ("call", "AFTER INSERT ON calls", _CALL),
    ("transfer", "AFTER INSERT ON ledger_transfers", _TRANSFER),
    ("hold", "AFTER INSERT ON ledger_holds", "new.id, new.account_id, new.amount, new.kind, new.created_at, new.call_id"),
    ("ended", "AFTER INSERT ON ledger_hold_ends", "new.hold_id, new.posted_amount"),
    ("opened", "AFTER INSERT ON ledger_accounts",
     "new.id, new.balance, new.held, new.may_overdraw, new.owner_type, new.owner_id, new.kind, new.currency"),
    ("account", "AFTER UPDATE OF balance, held ON ledger_accounts", "new.id, new.balance, new.held"),
    ("limit", "AFTER INSERT ON spending_limits", _LIMIT.format(row="new", amount="new.amount")),
    ("limit", "AFTER UPDATE ON spending_limits", _LIMIT.format(row="new", amount="new.amount")),
    ("limit", "AFTER DELETE ON spending_limits", _LIMIT.format(row="old", amount="NULL")),
    ("event", "AFTER INSERT ON events", "new.id"),
    ("event", "AFTER UPDATE OF start_at, end_at, status_id, hold_until, deleted_at, capacity, seats_taken ON events",
     "new.id"),
    ("event", "AFTER INSERT ON event_hosts", "new.event_id"),
    ("event", "AFTER INSERT ON event_attendees", "new.event_id"),
    ("event", "AFTER UPDATE OF status_id, seats ON event_attendees", "new.event_id"),
    ("busy", "AFTER INSERT ON busy_blocks", "new.id"),
    ("busy", "AFTER UPDATE ON busy_blocks", "new.id"),
    ("kept", "AFTER INSERT ON idempotency", "new.caller_type, new.caller_id, new.key"),
)  # fmt: skip


# What a message of a server begins with that carries a note.
NOTED = "noted "


def watch(raw: sqlite3.Connection, notes: list[Note]) -> None:
    """Have every change that a law is about noted, within the transaction that makes it."""
    raw.create_function("noted", -1, lambda *parts: notes.append(parts))
    for number, (kind, when, values) in enumerate(TOLD):
        when = when.replace(" ON ", " ON main.")
        raw.execute(f"CREATE TEMP TRIGGER watch_{number} {when} BEGIN SELECT noted('{kind}', {values}); END")
    for table, column in MOVES:
        raw.execute(
            f"""CREATE TEMP TRIGGER watch_{table} AFTER UPDATE OF {column} ON main.{table} WHEN old.{column} <> new.{column}
                BEGIN SELECT noted({_moved(table, column)}); END"""
        )


def watching() -> Iterator[str]:
    """The statements that do the same on a server, which says each note in a message to whoever makes the change."""
    for number, (kind, when, values) in enumerate(TOLD):
        yield from _saying(f"watch_{number}", when, f"'{kind}', {values}")
    for table, column in MOVES:
        when = f"AFTER UPDATE OF {column} ON {table}"
        yield from _saying(f"watch_{table}", when, _moved(table, column), f"WHEN (old.{column} <> new.{column})")


def _moved(table: str, column: str) -> str:
    id = "event_id" if table == "schedule_deposits" else "id"
    return f"'moved', '{table}', old.{id}, old.{column}, new.{column}"


def _saying(name: str, when: str, values: str, where: str = "") -> Iterator[str]:
    yield f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN RAISE NOTICE '{NOTED}%', json_build_array({values}); RETURN NULL; END $$"""
    yield f"CREATE TRIGGER {name} {when} FOR EACH ROW {where} EXECUTE FUNCTION {name}()"

"""Whether the triggers that keep the log from being rewritten are in force on a PostgreSQL server, word for word."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from store.database import Transaction

_FUNCTION = re.compile(
    r"^CREATE (?:OR REPLACE )?FUNCTION (\w+)\(\) RETURNS trigger .*?\$\$(.*?)\$\$", re.MULTILINE | re.DOTALL
)
_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+)[^;]*EXECUTE FUNCTION (\w+)\(\)", re.MULTILINE)


def lost_guards(tx: Transaction) -> list[str]:
    """The names of triggers that refuse something and are missing, switched off or changed."""
    had = {row["migration_id"] for row in tx.all("SELECT migration_id FROM _yoyo_migration")}
    rows = tx.all(
        """SELECT t.tgname AS name, p.prosrc AS body, pg_get_triggerdef(t.oid, true) AS text
           FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
           WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace"""
    )
    found = {row["name"]: (row["text"].split(), row["body"].split()) for row in rows}
    guards: dict[str, tuple[str, str]] = {}
    for migration in sorted(Path(__file__).with_name("schema").glob("*.sql")):
        if migration.stem in had:
            guards |= _made_by(migration)
    return [name for name, (text, body) in guards.items() if found.get(name) != (text.split(), body.split())]


@cache
def _made_by(migration: Path) -> dict[str, tuple[str, str]]:
    """The triggers of a migration that refuse something: name -> statement, and what their function does."""
    text = migration.read_text(encoding="utf-8")
    bodies = {match[1]: match[2] for match in _FUNCTION.finditer(text)}
    return {
        match[1]: (match[0], bodies[match[2]])
        for match in _TRIGGER.finditer(text)
        if "RAISE EXCEPTION" in bodies.get(match[2], "")
    }

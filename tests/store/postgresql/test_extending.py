"""Servers of the version before serve on while a newer one brings its schema, so migrations only add."""

from __future__ import annotations

import re

from store.postgresql.upgrade import FOLDER, shipped

BASE = "0071_base"
# Of a release that all servers are stopped for; the changelog says so.
ALL_STOPPED: set[str] = set()
TAKES_AWAY = re.compile(
    r"\bDROP (?:TABLE|COLUMN|VIEW|FUNCTION)\b|\bRENAME\b|\bALTER COLUMN \w+ (?:SET DATA )?TYPE\b|\bSET NOT NULL\b|\bTRUNCATE\b"
    r"|\bADD COLUMN (?=[^,;]*\bNOT NULL\b)(?![^,;]*\bDEFAULT\b)",
    re.IGNORECASE,
)


def test_a_migration_takes_nothing_away_that_an_older_server_needs() -> None:
    later = [name for name in shipped() if name > BASE]
    assert len(later) >= 3
    taken = {name: TAKES_AWAY.findall((FOLDER / f"{name}.sql").read_text(encoding="utf-8")) for name in later}
    assert {name: found for name, found in taken.items() if found and name not in ALL_STOPPED} == {}


def test_what_takes_something_away_is_seen() -> None:
    for text in (
        "ALTER TABLE t DROP COLUMN c;",
        "ALTER TABLE t RENAME TO u;",
        "ALTER TABLE t ADD COLUMN c BIGINT NOT NULL;",
        "ALTER TABLE t ALTER COLUMN c TYPE TEXT;",
    ):
        assert TAKES_AWAY.search(text), text
    for text in ("ALTER TABLE t ADD COLUMN c BIGINT NOT NULL DEFAULT 0;", "CREATE TABLE t (c BIGINT NOT NULL);"):
        assert not TAKES_AWAY.search(text), text

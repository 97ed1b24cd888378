"""What no migration may do in passing: a table that is made anew keeps all that the old one had."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

from yoyo import read_migrations
from yoyo.migrations import topological_sort

from store.upgrade import FOLDER, FUNCTIONS

REBUILT = re.compile(r"^ALTER TABLE \w+ RENAME TO (\w+);", re.M)
TOUCHED = re.compile(r"^(?:ALTER TABLE|CREATE TABLE) (\w+)", re.M)

# They are in force as they are; the library takes them in the order of their names.
LANDED = {"0058_exchange_rates: 0004_freelancers"}

Part = tuple[str, str, str]


def test_a_table_that_is_made_anew_keeps_its_columns_indexes_and_triggers() -> None:
    lost: dict[str, set[str]] = {}
    rebuilt = 0
    with closing(sqlite3.connect(":memory:")) as connection:
        for name, (values, function) in FUNCTIONS.items():
            connection.create_function(name, values, function, deterministic=True)
        before: set[Part] = set()
        for migration in in_order():
            text = script(migration)
            connection.executescript(text)
            after = parts(connection)
            for table in REBUILT.findall(text):
                rebuilt += 1
                gone = {f"{kind} {part}" for kind, part, of in before - after if of == table}
                if gone:
                    lost[f"{migration}: {table}"] = gone
            before = after
    assert rebuilt >= 3, f"only {rebuilt} tables made anew: mend where this guard looks"
    assert not lost


def test_a_table_is_made_anew_only_by_who_depends_on_all_that_changed_it() -> None:
    """Else the library may apply the two in either order, and the older columns are not there or are lost."""
    needs: dict[str, set[str]] = {}
    touched: dict[str, list[str]] = {}
    missing = []
    for migration in in_order():
        text = script(migration)
        first = text.splitlines()[0]
        direct = first.removeprefix("-- depends:").split() if first.startswith("-- depends:") else []
        needs[migration] = {*direct, *(far for near in direct for far in needs[near])}
        for table in set(REBUILT.findall(text)):
            missing += [f"{migration}: {one}" for one in touched.get(table, []) if one not in needs[migration]]
        for table in set(TOUCHED.findall(text)):
            touched.setdefault(table, []).append(migration)
    assert set(missing) <= LANDED, "to be named in its depends"


def in_order() -> list[str]:
    """The names of the migrations as the library applies them."""
    return [migration.id for migration in topological_sort(read_migrations(str(FOLDER)))]


def script(migration: str) -> str:
    return (FOLDER / f"{migration}.sql").read_text(encoding="utf-8")


def parts(connection: sqlite3.Connection) -> set[Part]:
    """Columns, indexes and triggers: kind, name, of which table."""
    kept = connection.execute(
        "SELECT type, name, tbl_name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    columns = connection.execute(
        """SELECT 'column', c.name, t.name FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c
           WHERE t.type = 'table'"""
    ).fetchall()
    return {*kept, *columns}

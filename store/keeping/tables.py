"""The tables of a hall as they are moved: what stands in them, in the order of their keys, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from store.database import Transaction

# The migrations' own log, and what each store makes of the rest in its own way: the indexes that people, open calls and texts of
# tasks are found by.
OWN_WAYS = ("sqlite_", "_yoyo", "yoyo_lock", "specialist_index", "task_text_index", "open_call_index")

_IN_A_FILE = """
    SELECT t.name AS name, c.name AS part, c.pk AS place FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c
    WHERE t.type = 'table' AND c.hidden = 0 ORDER BY t.name, c.cid
"""
_ON_A_SERVER = """
    SELECT t.relname AS name, a.attname AS part, coalesce(array_position(x.indkey::int2[], a.attnum) + 1, 0) AS place
    FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_index x ON x.indrelid = t.oid AND x.indisprimary
    WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace AND a.attgenerated = ''
    ORDER BY t.relname, a.attnum
"""
_GIVEN_ON_A_SERVER = """
    SELECT t.relname AS name, pg_sequence_last_value(s.oid) AS seq
    FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid
    WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace
"""


class Unfit(ValueError):
    """It cannot be moved, kept or restored so; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; what the database computes by itself is none of its columns."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def named(self) -> str:
        """The columns as they stand in a statement."""
        return ", ".join(f'"{column}"' for column in self.columns)


@dataclass(slots=True)
class Tally:
    """How many rows there were, and a hash over all that they say."""

    rows: int = 0
    _hash: Any = field(default_factory=sha256)

    def over(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The rows, counted as they pass."""
        for row in rows:
            self.rows += 1
            # Numbers, texts, bytes and None are written alike wherever they come from.
            self._hash.update(repr(row).encode(errors="surrogatepass"))
            yield row

    @property
    def sum(self) -> tuple[int, str]:
        return self.rows, self._hash.hexdigest()


def tables_of(tx: Transaction) -> list[Table]:
    """All that is moved, by name."""
    columns: dict[str, list[str]] = {}
    keys: dict[str, dict[int, str]] = {}
    for row in tx.all(_ON_A_SERVER if tx.dialect == "postgresql" else _IN_A_FILE):
        name, part, place = row["name"], row["part"], row["place"]
        if not name.startswith(OWN_WAYS):
            columns.setdefault(name, []).append(part)
            keys.setdefault(name, {})[place] = part
    return [
        Table(name, tuple(columns[name]), tuple(part for place, part in sorted(keys[name].items()) if place))
        for name in sorted(columns)
    ]


def tables_of_both(source: Transaction, target: Transaction) -> list[Table]:
    """The tables, which are the same on both sides. Unfit when they are not."""
    here, there = tables_of(source), {table.name: table for table in tables_of(target)}
    unlike = {table.name for table in here if _shape(table) != _shape(there.get(table.name))}
    unlike |= there.keys() - {table.name for table in here}
    if unlike:
        raise Unfit(f"The two sides keep {_listed(sorted(unlike))} in different columns, so nothing was moved.")
    return here


def _shape(table: Table | None) -> tuple[frozenset[str], tuple[str, ...]] | None:
    return None if table is None else (frozenset(table.columns), table.key)


def rows_of(tx: Transaction, table: Table) -> Iterator[tuple[Any, ...]]:
    """In the order of the key, a few at a time."""
    order = ", ".join(f'"{column}"' for column in table.key)
    return map(tuple, tx.stream(f"SELECT {table.named} FROM {table.name} ORDER BY {order}"))


def sum_of(tx: Transaction, table: Table) -> tuple[int, str]:
    """How many rows a table has, and the hash over them."""
    tally = Tally()
    for _ in tally.over(rows_of(tx, table)):
        pass
    return tally.sum


def counts_of(tx: Transaction) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: tx.value(f"SELECT count(*) FROM {table.name}") for table in tables_of(tx)}


def given_numbers(tx: Transaction) -> dict[str, int]:
    """The highest number that was given out in each table that remembers it, also after the row is gone."""
    if tx.dialect == "postgresql":
        rows = tx.all(_GIVEN_ON_A_SERVER)
    else:
        rows = tx.all("SELECT name, seq FROM sqlite_sequence")
    return {row["name"]: row["seq"] for row in rows if row["seq"] is not None}


def _listed(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")

"""Moves all rows of a hall into an empty one, and compares both sides row by row."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from store.database import Transaction
from store.keeping.into_file import into_file
from store.keeping.tables import (
    Table,
    Tally,
    Unfit,
    counts_of,
    given_numbers,
    rows_of,
    sum_of,
    tables_of,
    tables_of_both,
)
from store.opening import reading
from store.server_url import Where, is_server
from store.upgrade import upgrade


class Target(Protocol):
    """Where rows go: nobody else sees them before all of it is done."""

    tx: Transaction

    def fill(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None: ...

    def finish(self, given: Mapping[str, int]) -> None: ...


@dataclass(slots=True)
class Moved:
    """What was moved: the rows of each table."""

    rows: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.rows.values())


@contextlib.contextmanager
def target(where: Where) -> Iterator[Target]:
    """An empty hall to move into: a new file, or an empty database on a server. Unfit when it is not empty.

    It is kept when all went well. A file that was begun is the caller's to remove."""
    if not is_server(where):
        with into_file(Path(where)) as file:
            yield file
        return
    from store.keeping.into_server import into_server

    check_target(where)
    with into_server(str(where)) as server:
        server.open(tables_of(server.tx))
        # Again, now that nobody else can write there.
        _check_empty(server.tx)
        yield server


def check_target(where: Where) -> None:
    """Unfit when a database on a server is not empty; one that is gets this version's schema."""
    from store.keeping.into_server import ready_server

    ready_server(str(where))
    with reading(where) as tx:
        _check_empty(tx)


def move(source: Transaction, to: Target) -> Moved:
    """Move all rows; Unfit when what has arrived is not what was sent."""
    tables = tables_of_both(source, to.tx)
    sent: dict[str, tuple[int, str]] = {}
    for table in tables:
        tally = Tally()
        to.fill(table, tally.over(rows_of(source, table)))
        sent[table.name] = tally.sum
    to.finish(given_numbers(source))
    for table in tables:
        arrived = sum_of(to.tx, table)
        if arrived != sent[table.name]:
            raise Unfit(
                f"{table.name} did not arrive as it was sent: {sent[table.name][0]} rows and {arrived[0]}, "
                "or other values in them. Nothing was moved."
            )
    return Moved({name: rows for name, (rows, _) in sent.items() if rows})


def _check_empty(tx: Transaction) -> None:
    """Whether a hall has no more rows than it begins with."""
    begins = _begins_with()
    # Whoever served it while it was empty has left the mark of their key.
    more = {name: rows for name, rows in counts_of(tx).items() if rows > begins.get(name, 0) + (name == "settings")}
    if more:
        named = ", ".join(f"{rows:,} {name}" for name, rows in sorted(more.items(), key=_first_people)[:4])
        raise Unfit(f"The target is not empty: it holds a hall with {named}. Make a new database, or empty that one.")


def _first_people(found: tuple[str, int]) -> tuple[bool, int]:
    name, rows = found
    return name not in ("persons", "companies", "agents", "calls"), -rows


def _begins_with() -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hall.db"
        upgrade(path)
        with reading(path) as tx:
            return counts_of(tx)

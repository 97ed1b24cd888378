"""What finding people costs, with a hundred thousand and a million of them, against bare full-text queries.

    python -m bench.search [FOLDER] [--people N] [--quick]

The databases, of N people and of a tenth of them, are made once and kept in FOLDER (default: bench-data). A million takes ten
minutes to make, so without --people it is a million only where they are there already, else a hundred thousand, as with
--quick."""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.measure import HEAD, Figure, at_most
from bench.processes import end_in_order
from store.connections import PRAGMAS
from store.database import Transaction
from store.filestore import FileStore
from store.installation_key import InstallationKey
from store.sample.seed import seed
from store.search.words import asked
from store.specialists.specialists import Criteria, find
from store.types import utc_text
from store.upgrade import upgrade
from tools.call import Call, Caller, Randomness
from tools.paging import Page
from tools.specialists.finding import search_specialists

PEOPLE, FEWER = 1_000_000, 10
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LIMIT = 20
NO_FILES = FileStore(Path("."))
ROUNDS = 60
# Texts of people in an FTS5 table as it comes, asked for the best matches: what these searches are compared with.
PLAIN = "SELECT rowid FROM plain WHERE plain MATCH 'develop' ORDER BY rank LIMIT 20"
UNRANKED = "SELECT rowid FROM plain WHERE plain MATCH 'develop' LIMIT 20"
IDS = "text, only the ids of the page"
BEST, ANY = "plain FTS5, best match", "plain FTS5, any order"
OF_TEXT = Criteria(now=utc_text(NOW), words=tuple(asked("developer")), sort="best_match")

Works = dict[str, Callable[[], object]]
Measured = dict[int, dict[str, float]]
GOALS = {"text": 2, "text + skill + price": 3, "text + skill + price + slot": 10}


def figures(measured: Measured) -> list[Figure]:
    """All figures about searching, for each size and of the sizes against each other."""
    found = [figure for size, times in measured.items() for figure in against_plain(size, times)]
    (fewer, small), (people, large) = measured.items()
    for name in GOALS:
        found.append(at_most(f"{name}: {people:,} people over {fewer:,}", large[name], small[name], 1.5))
    return found


def against_plain(size: int, times: dict[str, float]) -> list[Figure]:
    """Whole searches against two bare queries of one FTS5 table: for the best twenty, and for any twenty.

    The first does what a search must: it says who fits best. The second is the least that can be asked of an index: ids of
    whoever comes first, in no useful order; nobody is looked up, shown or counted. It is the stricter reading of a bare
    query with LIMIT, so both have the goals. Without a goal: the search for ids alone, which is all that query does."""
    found = [
        at_most(f"{size:,} people: {name}, over {twenty} of a bare FTS5 query", times[name], times[plain], goal)
        for twenty, plain in (("the best 20", BEST), ("any 20", ANY))
        for name, goal in GOALS.items()
    ]
    ids = at_most(f"{size:,} people: {IDS}, over any 20 of a bare FTS5 query", times[IDS], times[ANY], 0)
    return [*found, replace(ids, goal="", reached=True)]


def measure(folder: Path, sizes: tuple[int, int]) -> Measured:
    """Median milliseconds of each kind of search by size, in turns, so that what slows the machine slows both."""
    with ExitStack() as stack:
        works = [works_on(stack.enter_context(reading(database(folder, size)))) for size in sizes]
        times: list[dict[str, list[float]]] = [{name: [] for name in of_size} for of_size in works]
        for round_ in range(ROUNDS + 3):
            for of_size, taken in zip(works, times, strict=True):
                for name, work in of_size.items():
                    if round_ > 5 and name == BEST:
                        continue
                    start = time.perf_counter()
                    work()
                    if round_ >= 3:
                        taken[name].append((time.perf_counter() - start) * 1000)
    medians = [{name: statistics.median(found) for name, found in taken.items()} for taken in times]
    return dict(zip(sizes, medians, strict=True))


def works_on(tx: Transaction) -> Works:
    """The searches that are measured.

    Each is the operation itself, as the server runs it in its transaction: words and skills read, people found, their
    cards, schedules and next free slots, the total, the answer. What every call costs besides (who calls, the charge,
    the protocol) is measured in bench.calls."""
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    narrowed = {"query": "developer", "skills": ["React"], "currency": "EUR", "price_to": 80}
    slot = {"duration": 60, "start": monday, "end": monday + timedelta(days=7), "timezone": "Europe/Berlin"}
    return {
        BEST: lambda: tx.all(PLAIN),
        ANY: lambda: tx.all(UNRANKED),
        "text": lambda: searched(tx, query="developer"),
        "text + skill + price": lambda: searched(tx, **narrowed),
        "text + skill + price + slot": lambda: searched(tx, **narrowed, **slot),
        "text by price": lambda: searched(tx, query="developer", currency="EUR", sort_by="price"),
        "text by joining": lambda: searched(tx, query="developer", sort_by="created_at"),
        "nothing asked": lambda: searched(tx),
        IDS: lambda: find(tx, OF_TEXT, LIMIT),
    }


def searched(tx: Transaction, **asked_for: Any) -> None:
    """A first page, on a call of its own; as in the server, all its statements see one state of the database."""
    call = Call(
        tx,
        Caller("agent", 1),
        NOW,
        "call",
        "search_specialists",
        Randomness(1),
        NO_FILES,
        None,
        InstallationKey(bytes(32)),
    )
    tx.run("BEGIN")
    answer = search_specialists(call, Page(limit=LIMIT), **asked_for)
    tx.run("ROLLBACK")
    assert len(answer["specialists"]) == LIMIT


def database(folder: Path, size: int) -> Path:
    """The database with so many sample people and a plain FTS5 table of their texts, made when it is not there."""
    path = _path(folder, size)
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    try:
        upgrade(draft)
        seed(draft, size, 7, NOW, lambda people: print(".", end="", file=sys.stderr, flush=True))
        add_plain_index(draft)
        draft.rename(path)
    finally:
        for left in folder.glob(f"{draft.name}*"):
            left.unlink()
    return path


def _path(folder: Path, size: int) -> Path:
    return folder / f"people-{size}.db"


def add_plain_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5 (text, tokenize = 'porter unicode61')")
        connection.execute("INSERT INTO plain (rowid, text) SELECT id, tokens FROM specialist_texts")
        # In one piece, as the index it is compared with.
        connection.execute("INSERT INTO plain (plain) VALUES ('optimize')")


@contextmanager
def reading(path: Path) -> Iterator[Transaction]:
    """A transaction on a connection set up as the server's are."""
    with closing(sqlite3.connect(path, isolation_level=None, cached_statements=512)) as connection:
        connection.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        yield Transaction(connection)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description="Measure people search.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("bench-data"))
    parser.add_argument("--people", type=int)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people")
    given = parser.parse_args()
    end_in_order()
    there = _path(given.folder, PEOPLE).exists()
    people = given.people or (PEOPLE if there and not given.quick else PEOPLE // FEWER)
    measured = measure(given.folder, (people // FEWER, people))
    print("\n".join([*HEAD, *(figure.line() for figure in figures(measured))]))
    for size, times in measured.items():
        for name, milliseconds in times.items():
            print(f"{size:>9,} {name:30} {milliseconds:9.3f} ms", file=sys.stderr)


if __name__ == "__main__":
    main()

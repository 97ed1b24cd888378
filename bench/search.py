"""What finding people costs, with a hundred thousand and a million of them, against bare full-text queries.

    python -m bench.search [FOLDER] [--people N] [--quick]

The databases, of N people and of a tenth of them, are made once and kept in FOLDER (default: bench-data); a million takes
ten minutes. --quick is --people 100000."""

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
from zoneinfo import ZoneInfo

from bench.measure import HEAD, Figure, at_most
from store.database import _PRAGMAS, Transaction
from store.filestore import FileStore
from store.search_words import asked
from store.seed import seed
from store.skills import skill_named
from store.specialists import Criteria, cards, count, find, offers_of
from store.types import utc_text
from store.upgrade import upgrade
from tools.call import Call, Caller, Randomness
from tools.paging import Page
from tools.rules.specialists import SlotWish
from tools.specialist_search import Search, matches

PEOPLE, FEWER = 1_000_000, 10
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LIMIT = 20
ROUNDS = 60
# Texts of people in an FTS5 table as it comes, asked for the best matches: what these searches are compared with.
PLAIN = "SELECT rowid FROM plain WHERE plain MATCH 'develop' ORDER BY rank LIMIT 20"
UNRANKED = "SELECT rowid FROM plain WHERE plain MATCH 'develop' LIMIT 20"

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
    """Whole searches (people, what is shown of them, the total) against the plain best-match query.

    Beside it, without a goal, against the plain query for any twenty, which orders, shows and counts nothing."""
    best, any_order = times["plain FTS5, best match"], times["plain FTS5, any order"]
    found = [at_most(f"{size:,} people: {name}", times[name], best, goal) for name, goal in GOALS.items()]
    text = at_most(f"{size:,} people: text, over any twenty that match", times["text"], any_order, 0)
    return [*found, replace(text, goal="", reached=True)]


def measure(folder: Path, sizes: tuple[int, int]) -> Measured:
    """Median milliseconds of each kind of search by size, in turns, so that what slows the machine slows both."""
    with ExitStack() as stack:
        works = [works_on(stack.enter_context(reading(database(folder, size)))) for size in sizes]
        times: list[dict[str, list[float]]] = [{name: [] for name in of_size} for of_size in works]
        for round_ in range(ROUNDS + 3):
            for of_size, taken in zip(works, times, strict=True):
                for name, work in of_size.items():
                    if round_ > 5 and "best match" in name:
                        continue
                    start = time.perf_counter()
                    work()
                    if round_ >= 3:
                        taken[name].append((time.perf_counter() - start) * 1000)
    medians = [{name: statistics.median(found) for name, found in taken.items()} for taken in times]
    return dict(zip(sizes, medians, strict=True))


def works_on(tx: Transaction) -> Works:
    """The searches that are measured."""
    skill = skill_named(tx, "React")
    assert skill is not None
    text = Criteria(now=utc_text(NOW), words=tuple(asked("developer")), sort="best_match")
    narrowed = replace(text, skills=(skill,), currency="EUR", price_to=8000)
    return {
        "plain FTS5, best match": lambda: tx.all(PLAIN),
        "plain FTS5, any order": lambda: tx.all(UNRANKED),
        "text": lambda: whole(tx, text),
        "text + skill + price": lambda: whole(tx, narrowed),
        "text + skill + price + slot": lambda: with_slot(tx, narrowed),
        "text by price": lambda: whole(tx, replace(text, currency="EUR", sort="price", descending=False)),
        "text by joining": lambda: whole(tx, replace(text, sort="created_at")),
        "nothing asked": lambda: whole(tx, Criteria(now=utc_text(NOW))),
    }


def whole(tx: Transaction, criteria: Criteria) -> None:
    """A page with what it shows of people and schedules, and the total."""
    found = find(tx, criteria, LIMIT)
    shown = cards(tx, [hit.person_id for hit in found.hits])
    offers_of(tx, criteria, [hit.listing_id for hit in found.hits])
    count(tx, criteria)
    assert shown


def with_slot(tx: Transaction, criteria: Criteria) -> None:
    """A page of people who have an hour free next week, as the operation looks for them."""
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    wish = SlotWish(monday, monday + timedelta(days=7), ZoneInfo("Europe/Berlin"), minutes=60)
    call = Call(tx, Caller("agent", 1), NOW, "call", "search_specialists", Randomness(1), FileStore(Path(".")), None)
    found = matches(call, Page(limit=LIMIT), Search(replace(criteria, minutes=60), wish))
    assert found.matches


def database(folder: Path, size: int) -> Path:
    """The database with so many sample people and a plain FTS5 table of their texts, made when it is not there."""
    path = folder / f"people-{size}.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    upgrade(draft)
    seed(draft, size, 7, NOW, lambda people: print(".", end="", file=sys.stderr, flush=True))
    add_plain_index(draft)
    draft.rename(path)
    return path


def add_plain_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5 (text, tokenize = 'porter unicode61')")
        connection.execute("INSERT INTO plain (rowid, text) SELECT id, tokens FROM specialist_texts")


@contextmanager
def reading(path: Path) -> Iterator[Transaction]:
    """A transaction on a connection set up as the server's are."""
    with closing(sqlite3.connect(path, isolation_level=None, cached_statements=512)) as connection:
        connection.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        yield Transaction(connection)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description="Measure people search.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("bench-data"))
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people")
    given = parser.parse_args()
    people = given.people // FEWER if given.quick else given.people
    measured = measure(given.folder, (people // FEWER, people))
    print("\n".join([*HEAD, *(figure.line() for figure in figures(measured))]))
    for size, times in measured.items():
        for name, milliseconds in times.items():
            print(f"{size:>9,} {name:30} {milliseconds:9.3f} ms", file=sys.stderr)


if __name__ == "__main__":
    main()

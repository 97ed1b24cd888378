"""What finding people costs on PostgreSQL, against the same people on SQLite, in turns.

    python -m bench.search_postgresql [FOLDER] [--people N] [--quick]

The file of people is that of bench.search, made once and kept in FOLDER. The server is one of this run, in a folder of its own:
the one that tests run on, so nothing of what it was given outlives it."""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg

from bench.measure import HEAD, Figure, at_most
from bench.processes import end_in_order
from bench.search import ANY, BEST, Works, database, reading, works_on
from store.database import Transaction
from store.postgresql.session import Session
from store.postgresql.shape import shape_of
from store.postgresql.transaction import PostgresTransaction
from store.search.dialect import learn_anew
from tests.postgresql import programs, start_cluster, stop_cluster

PEOPLE, ROUNDS, WARM, GOAL = 100_000, 40, 5, 3.0
HOUR = 3_600


def figures(path: Path, people: int) -> list[Figure]:
    """The median of each kind of search on PostgreSQL over that on SQLite."""
    with ExitStack() as stack:
        file = searches(stack.enter_context(reading(path)))
        server = searches(stack.enter_context(on_server(path)))
        return [
            at_most(f"{people:,} people on PostgreSQL: {name}, over SQLite", *in_turns(server[name], file[name]), GOAL)
            for name in file
        ]


def searches(tx: Transaction) -> Works:
    return {name: work for name, work in works_on(tx).items() if name not in (BEST, ANY)}


def in_turns(server: Callable[[], object], file: Callable[[], object]) -> tuple[float, float]:
    """Median milliseconds of each."""
    times: tuple[list[float], list[float]] = ([], [])
    for round_ in range(ROUNDS + WARM):
        for work, taken in zip((server, file), times, strict=True):
            start = time.perf_counter()
            work()
            if round_ >= WARM:
                taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


@contextmanager
def on_server(path: Path) -> Iterator[Transaction]:
    """The people of a file on a server of this run."""
    url = start_cluster().fresh()
    try:
        session = Session.open(url)
        with closing(session.connection) as connection:
            copy(path, connection)
            tx = PostgresTransaction(session, shape_of(session), time.monotonic() + HOUR)
            tx.run("BEGIN")
            learn_anew(tx)
            tx.run("COMMIT")
            tx.run("VACUUM ANALYZE")
            yield tx
    finally:
        stop_cluster()


def copy(path: Path, server: psycopg.Connection[tuple[object, ...]]) -> None:
    """Bring every row of every table there."""
    server.execute("SET session_replication_role = replica")
    tables = [
        row[0] for row in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    ]
    with closing(sqlite3.connect(path)) as file:
        known = {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in sorted(known & set(tables) - {"specialist_index"}):
            if "yoyo" in table:
                continue
            columns = ", ".join(row[1] for row in file.execute(f"PRAGMA table_info({table})"))
            server.execute(f"DELETE FROM {table}")  # type: ignore[arg-type]
            text = f"COPY {table} ({columns}) FROM STDIN"
            with server.cursor() as cursor, cursor.copy(text) as rows_in:  # type: ignore[arg-type]
                for row in file.execute(f"SELECT {columns} FROM {table}"):
                    rows_in.write_row(row)
    server.execute("SET session_replication_role = DEFAULT")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search_postgresql", description="Measure people search.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("bench-data"))
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people")
    given = parser.parse_args()
    end_in_order()
    people = given.people // 10 if given.quick else given.people
    if programs() is None:
        print("There is no PostgreSQL server on this machine: nothing is measured on it.", file=sys.stderr)
        return
    found = figures(database(given.folder, people), people)
    print("\n".join([*HEAD, *(figure.line() for figure in found)]))


if __name__ == "__main__":
    main()

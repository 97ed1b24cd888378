"""Keyset pages over real rows: nothing skipped, nothing twice, gaps last."""

from __future__ import annotations

import sqlite3

import pytest

from store.database import Transaction
from store.rows import COUNT_UP_TO, among, count_of, page_of

ORDERS = [
    [("t.id", "asc")],
    [("t.done", "asc", "nullable"), ("t.id", "asc")],
    [("t.done", "desc", "nullable"), ("t.id", "desc")],
    [("t.size", "desc"), ("t.id", "asc")],
    [("t.size", "asc"), ("t.done", "desc", "nullable"), ("t.id", "asc")],
]


@pytest.fixture
def tx():
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, owner INTEGER, size INTEGER, done TEXT)")
    rows = [(n, n % 2, n % 5, None if n % 3 == 0 else f"day {n % 4}") for n in range(1, 62)]
    connection.executemany("INSERT INTO things VALUES (?, ?, ?, ?)", rows)
    yield Transaction(connection)
    connection.close()


def sorted_ids(tx: Transaction, order) -> list[int]:
    """All ids in order by plain Python: stable sorts from the last column to the first, gaps last."""
    rows = tx.all("SELECT * FROM things t WHERE owner = 1")
    for column, direction, *_ in reversed(order):
        name = column.removeprefix("t.")
        rows.sort(key=lambda row: row[name] or 0 if name != "done" else row[name] or "", reverse=direction == "desc")
        rows.sort(key=lambda row: row[name] is None)
    return [row["id"] for row in rows]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 2, 7, 31, 100])
def test_pages_follow_each_other_without_gap_or_repetition(tx, order, limit):
    seen: list[int] = []
    key = None
    while True:
        sql = "SELECT t.id, t.size, t.done FROM things t WHERE t.owner = :owner"
        rows, key = page_of(tx, sql, {"owner": 1}, order, limit, key)
        seen += [row["id"] for row in rows]
        if key is None:
            break
        assert len(rows) == limit
    assert seen == sorted_ids(tx, order)


def test_a_row_added_meanwhile_moves_no_other_row(tx):
    sql, order = "SELECT t.id FROM things t WHERE t.owner = :owner", [("t.id", "desc")]
    first, key = page_of(tx, sql, {"owner": 1}, order, 5, None)
    tx.run("INSERT INTO things VALUES (1001, 1, 1, NULL)")
    second, _ = page_of(tx, sql, {"owner": 1}, order, 5, key)
    assert [row["id"] for row in first + second] == [61, 59, 57, 55, 53, 51, 49, 47, 45, 43]


def test_a_total_is_counted_only_so_far(tx):
    tx.many("INSERT INTO things VALUES (:id, 3, 1, NULL)", [{"id": 2000 + n} for n in range(COUNT_UP_TO + 5)])
    assert count_of(tx, "SELECT t.id FROM things t WHERE t.owner = :owner", {"owner": 1}) == 31
    assert count_of(tx, "SELECT t.id FROM things t WHERE t.owner = :owner", {"owner": 3}) == COUNT_UP_TO


@pytest.mark.parametrize("ids", [[], [7], [7, 9], [1, 2, 61], list(range(1, 40)), [5, 5, 400]])
def test_rows_with_one_of_several_numbers_are_found(tx: Transaction, ids: list[int]) -> None:
    condition, params = among(ids)
    rows = tx.all(f"SELECT id FROM things WHERE id {condition} ORDER BY id", **params)
    assert [row["id"] for row in rows] == sorted({id for id in ids if id <= 61})


def test_lists_of_nearly_the_same_length_share_one_text() -> None:
    assert among(range(17))[0] == among(range(32))[0] != among(range(33))[0]

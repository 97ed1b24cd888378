"""Lists of work orders stay walks along an index: no sorting, no scan, whatever the number of rows."""

import sqlite3
from contextlib import closing

import pytest

from store.database import Transaction
from store.rows import page_of
from store.work_orders import conditions
from store.work_orders.lists import MANY, SORTS, Search

STAMP = "2026-01-01T00:00:00.000Z"


@pytest.fixture
def connection(template):
    with closing(sqlite3.connect(f"file:{template}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def plan(connection, search, sort, direction, after=None):
    """The steps of the query plan of a page."""
    tx = Spy(connection)
    sql, params = search.sql(tx, sort)
    order = [(f"w.{column}", direction) for column in (*SORTS[sort], "id")]
    page_of(tx, sql, params, order, 25, after)
    text, values = tx.asked[-1]
    return [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)]


class Spy(Transaction):
    """Remembers what was asked."""

    __slots__ = ("asked",)

    def __init__(self, connection):
        super().__init__(connection)
        self.asked = []

    def all(self, sql, **params):
        self.asked.append((sql, params))
        return super().all(sql, **params)


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("later", [False, True])
def test_every_sort_of_a_company_walks_its_index(connection, sort, direction, later):
    search = Search(company_id=1, person_id=None, statuses=(), every_status=True)
    after = [1] * (len(SORTS[sort]) + 1) if later else None
    steps = plan(connection, search, sort, direction, after)
    assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN")], steps


@pytest.mark.parametrize("statuses", [(1,), (2, 9), (6, 7)])
def test_states_are_walked_side_by_side(connection, statuses):
    search = Search(company_id=1, person_id=None, statuses=statuses, every_status=False)
    steps = plan(connection, search, "id", "desc")
    assert sum("work_orders_by_company_status" in step for step in steps) == len(statuses)
    assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN")], steps


@pytest.mark.parametrize("sort", SORTS)
def test_the_marketplace_is_walked_in_every_order(connection, sort):
    search = Search(company_id=None, person_id=7, statuses=(2,), every_status=False)
    steps = plan(connection, search, sort, "asc")
    walked = {"id": "by_status", "status": "by_status", "schedule": "by_start", "created_date": "by_created"}
    index = f"work_orders_{walked.get(sort, f'by_{sort}')}" if sort in ("id", "status") else "work_orders_listed_"
    assert [step for step in steps if index in step], steps
    scans = [step for step in steps if step.startswith("SCAN") and "CONSTANT" not in step and "SUBQUERY" not in step]
    assert not scans, steps


def test_a_crowded_state_is_walked_along_the_sort_and_a_small_one_is_sorted(tmp_path, template):
    path = tmp_path / "many.db"
    path.write_bytes(template.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute(
            """INSERT INTO companies (id, company_name, name_folded, created_at, updated_at)
               VALUES (1, 'A', 'a', ?, ?)""",
            (STAMP, STAMP),
        )
        connection.executemany(
            """INSERT INTO work_orders (id, company_id, status, correlation_id, title, title_folded, time_zone,
                   currency, created_by_type, created_by_id, created_at, updated_at)
               VALUES (?, 1, ?, '', 'x', 'x', 'UTC', 'USD', 'person', 1, ?, ?)""",
            [(id, 7 if id <= MANY + 1 else 1, STAMP, STAMP) for id in range(1, MANY + 10)],
        )
        crowded = Search(company_id=1, person_id=None, statuses=(7,), every_status=False)
        assert any("by_company_title" in step for step in plan(connection, crowded, "title", "asc"))
        small = Search(company_id=1, person_id=None, statuses=(1,), every_status=False)
        assert any("by_company_status" in step for step in plan(connection, small, "title", "asc"))
        few_of_a_town(connection)


def few_of_a_town(connection):
    """Of many orders those of a town are read, unless they are more than a tenth; the same ones are found either way."""
    connection.execute("UPDATE work_orders SET city_folded = CASE WHEN id % 20 = 0 THEN 'lyon' ELSE 'paris' END")
    tx = Transaction(connection)
    for town, leads in (("lyon", True), ("paris", False)):
        search = Search(company_id=1, person_id=None, statuses=(1, 7), every_status=False)
        conditions.is_in_city(search, town)
        steps = plan(connection, search, "title", "asc")
        assert any("by_company_city" in step for step in steps) is leads, steps
        sql, params = search.sql(tx, "id")
        found = {row["id"] for row in tx.all(sql, **params)}
        assert found == {id for id in range(1, MANY + 10) if (id % 20 == 0) is leads}

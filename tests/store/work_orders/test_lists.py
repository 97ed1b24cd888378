"""Lists of work orders stay walks along an index: no sorting, no scan, whatever the number of rows."""

import sqlite3
from contextlib import closing
from random import Random

import pytest

from store.database import Transaction
from store.rows import page_of
from store.work_orders import conditions, lists
from store.work_orders.lists import MANY, SORTS, Search, Walk

STAMP = "2026-01-01T00:00:00.000Z"


@pytest.fixture
def connection(template):
    with closing(sqlite3.connect(f"file:{template}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def plan(connection, search, sort, direction, after=None):
    """The steps of the query plan of a page."""
    tx = Spy(connection)
    walk = search.walk(tx, sort)
    order = [(f"w.{column}", direction) for column in (*SORTS[sort], "id")]
    page_of(tx, walk.sql(), walk.params, order, 25, after)
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


FILTERS = {
    "pay_type": lambda search: conditions.has_pay_type(search, "hourly"),
    "country": lambda search: conditions.is_in_country(search, "CA"),
    "client": lambda search: conditions.points_to(search, "client", [3]),
    "city": lambda search: conditions.is_in_city(search, "Lyon"),
    "created": lambda search: conditions.reached_between(search, "created", *DAYS),
    "assigned": lambda search: conditions.is_assigned(search, True),
    "scheduled": lambda search: conditions.scheduled_between(search, *DAYS),
    "pay": lambda search: conditions.pays_at_least(search, 500),
    "remote": lambda search: conditions.is_remote(search, True),
}
DAYS = ("2026-01-10T00:00:00.000Z", "2026-01-20T00:00:00.000Z")


@pytest.mark.parametrize("sort", SORTS)
def test_a_walk_passes_over_orders_by_the_index_alone(connection, monkeypatch, sort):
    """Of a company with so many orders that no filter leads."""
    monkeypatch.setattr(lists, "READ_WHOLE", -1)
    search = Search(company_id=1, person_id=None, statuses=(1, 2, 6), every_status=False)
    for name, narrow in FILTERS.items():
        if name != sort:
            narrow(search)
    steps = plan(connection, search, sort, "desc")
    assert [step for step in steps if "USING COVERING INDEX work_orders_by_company" in step], steps
    assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN")], steps


@pytest.mark.parametrize("milestone", ["created", "published", "assigned", "work_done", "approved", "paid", "canceled"])
def test_a_range_of_days_is_walked_month_by_month(connection, milestone):
    search = Search(company_id=1, person_id=None, statuses=(1, 2, 6), every_status=False)
    conditions.reached_between(search, milestone, "2025-12-30T00:00:00.000Z", "2026-02-01T00:00:00.000Z")
    assert [branch[-9:] for branch in search.months[0]] == ["12025-12'", "12026-01'"]
    walk = Walk("w.id", search.months[0], tuple(search.conditions), {**search.params, "company_id": 1})
    tx = Spy(connection)
    page_of(tx, walk.sql(), walk.params, [("w.id", "desc")], 25, None)
    text, values = tx.asked[-1]
    steps = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    assert sum(f"work_orders_{milestone}_in" in step for step in steps) == 2, steps
    assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN w")], steps


def a_company_with(connection, many, random):
    """Orders of one company drawn at random, and a few of another; none is like the next."""
    for id in (1, 2):
        connection.execute(
            """INSERT INTO companies (id, company_name, name_folded, created_at, updated_at)
               VALUES (?, 'A' || ?, 'a' || ?, ?, ?)""",
            (id, id, id, STAMP, STAMP),
        )
    for id in range(1, many + 1):
        day = f"2026-01-{random.randrange(1, 29):02}T00:00:00.000Z"
        connection.execute(
            """INSERT INTO work_orders (id, company_id, status, correlation_id, title, title_folded, time_zone,
                   currency, created_by_type, created_by_id, created_at, updated_at, pay_type, country, client_id,
                   city_folded, assignee_id, start_at, window_end_at, pay_max, location_mode)
               VALUES (?, ?, ?, '', 'x', ?, 'UTC', 'USD', 'person', 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                id, random.choice((1, 1, 1, 1, 2)), 7, random.choice("abc"), day, STAMP,
                random.choice((None, "fixed", "hourly")), random.choice((None, "US", "CA")), random.choice((None, 3, 4)),
                random.choice((None, "lyon", "paris")), random.choice((None, 9)), day, day, random.choice((100, 500, 900)),
                random.choice((None, "remote", "custom")),
            ),
        )  # fmt: skip
    connection.execute("UPDATE work_orders SET status = CASE id % 4 WHEN 0 THEN 8 ELSE 1 END WHERE assignee_id IS NULL")


@pytest.mark.parametrize("seed", range(3))
def test_pages_hold_what_reading_every_order_finds(tmp_path, template, monkeypatch, seed):
    """Whatever is looked through how far: all orders that fit, in order, each once, and a total that is never too large."""
    random = Random(seed)
    path = tmp_path / "some.db"
    path.write_bytes(template.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        a_company_with(connection, 300, random)
        for _ in range(60):
            bounds = {
                "READ_WHOLE": (-1, 30, 2000),
                "WALKED": (-1, 100),
                "FIRST_EXAMINED": (1, 7),
                "EXAMINED_MOST": (20, 900),
            }
            for name, values in {**bounds, "IN_MONTHS": (5, 900), "COUNTED_AMONG": (10, 900)}.items():
                monkeypatch.setattr(lists, name, random.choice(values))
            statuses = random.choice(((1, 2, 3, 4, 5, 6, 7, 9), (1, 7), (7,)))
            search = Search(company_id=1, person_id=None, statuses=statuses, every_status=len(statuses) == 8)
            chosen = random.sample(sorted(FILTERS), random.randrange(4))
            for name in chosen:
                FILTERS[name](search)
            sort, direction = random.choice(sorted(SORTS)), random.choice(("asc", "desc"))
            slow = read_every_one(connection, search, sort, direction)
            assert walked_through(connection, search, sort, direction, len(slow)) == slow, (chosen, sort, direction)


def read_every_one(connection, search, sort, direction):
    by = ", ".join(f"w.{column} {direction}" for column in (*SORTS[sort], "id"))
    states = ", ".join(str(status) for status in search.statuses)
    rest = " AND ".join(["w.company_id = 1", f"w.status IN ({states})", *search.conditions])
    sql = f"SELECT w.id FROM work_orders w NOT INDEXED WHERE {rest} ORDER BY {by}"
    return [row["id"] for row in Transaction(connection).all(sql, **search.params)]


def walked_through(connection, search, sort, direction, in_all):
    """The ids of page after page."""
    tx, ids, after = Transaction(connection), [], None
    while True:
        found = lists.page(tx, search, sort, direction, 9, after)
        ids += [row["id"] for row in found.rows]
        assert found.total <= in_all
        assert found.capped or found.total == in_all
        if found.key is None:
            return ids
        assert found.key != after
        after = found.key

"""Lists of projects, clients and sites are walks along an index, and orders are counted from an index alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.database import Row, Transaction
from store.rows import Order, page_of
from store.work_orders import clients, projects, saved_locations, totals
from store.work_orders.clients import ClientFilter
from store.work_orders.projects import ProjectFilter
from store.work_orders.saved_locations import SiteFilter


class Spy(Transaction):
    """Remembers what was asked."""

    __slots__ = ("asked",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def all(self, sql: str, **params: Any) -> list[Row]:
        self.asked.append((sql, params))
        return super().all(sql, **params)

    def steps(self) -> list[str]:
        """The plans of all that was asked."""
        return [
            row["detail"]
            for sql, params in self.asked
            for row in self._connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        ]


@pytest.fixture
def spy(template: Path) -> Iterator[Spy]:
    with closing(sqlite3.connect(f"file:{template}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield Spy(connection)


def assert_walks(spy: Spy, index: str) -> None:
    steps = spy.steps()
    assert any(index in step for step in steps), steps
    assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN")], steps


def walk(spy: Spy, sql: str, params: dict[str, Any], order: Order, later: bool) -> None:
    page_of(spy, sql, params, order, 25, [1] * len(order) if later else None)


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize(
    ("sort", "index"), [("name", "name_key"), ("id", "by_company"), ("created_date", "by_created")]
)
def test_projects_and_clients_are_walked_in_their_order(
    spy: Spy, sort: Any, index: str, direction: str, later: bool
) -> None:
    sql, params = projects.listed(ProjectFilter(1, status="active", search="a", client_ids=[1, 2]), sort)
    walk(spy, sql, params, projects.order(sort, direction), later)
    assert_walks(spy, f"projects_{index}")
    spy.asked.clear()
    wanted = ClientFilter(1, status="active", industry="retail", manager_id=1, since="2026-01-01")
    sql, params = clients.listed(wanted)
    walk(spy, sql, params, clients.order(sort, direction), later)
    assert_walks(spy, f"client_companies_{index}")
    assert any("work_orders_by_client_created" in step for step in spy.steps())


@pytest.mark.parametrize(("sort", "index"), [("name", "name"), ("id", "by_company"), ("created_date", "by_created")])
def test_sites_are_walked_in_their_order(spy: Spy, sort: str, index: str) -> None:
    sql, params = saved_locations.listed(SiteFilter(1, active=True, zip_begins="55"))
    walk(spy, sql, params, saved_locations.order(sort, "asc"), later=False)
    assert_walks(spy, f"saved_locations_{index}")


@pytest.mark.parametrize("sort", ["client", "manager"])
def test_what_another_table_sorts_is_read_from_one_company_alone(spy: Spy, sort: Any) -> None:
    sql, params = projects.listed(ProjectFilter(1), sort)
    walk(spy, sql, params, projects.order(sort, "asc"), later=False)
    assert not [step for step in spy.steps() if step.startswith("SCAN")], spy.steps()


@pytest.mark.parametrize(
    ("link", "index"),
    [
        ("project_id", "work_orders_by_project_status"),
        ("client_id", "work_orders_by_client_created"),
        ("saved_location_id", "work_orders_by_saved_location"),
    ],
)
def test_orders_are_counted_from_an_index_alone(spy: Spy, link: Any, index: str) -> None:
    assert totals.by_status(spy, link, [1, 2, 3]) == {1: {}, 2: {}, 3: {}}
    assert any(f"COVERING INDEX {index}" in step for step in spy.steps()), spy.steps()
    assert not [step for step in spy.steps() if step.startswith("SCAN")]

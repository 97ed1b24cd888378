"""What the law of automatic searches says of one that filled its order, whatever the clocks did meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from server.registry import Registry
from tests.simulation.history import History
from tests.simulation.stores.connections import Memory
from tests.simulation.visit_laws import VISIT_LAWS

NOW = "2026-03-26T14:53:20.000Z"
LATER = "2026-03-26T15:03:20.000Z"
REGISTRY = Registry()


@pytest.fixture
def raw() -> Iterator[Any]:
    history = History(1, REGISTRY, Memory())
    # What a search is over need not be there for the law.
    history.engine.raw.execute("PRAGMA foreign_keys = OFF")
    yield history.engine.raw
    history.close()


def _search(raw: Any, started: str, ended: str, number: int = 1) -> None:
    raw.execute(
        """INSERT INTO dispatch_runs (id, uuid, company_id, project_id, work_order_id, mode, status, started_by_type,
                                      started_by_id, started_at, ended_at, result_person_id)
           VALUES (?, ?, 1, 1, 50, 'route', 'filled', 'person', 1, ?, ?, 11)""",
        (number, f"run {number}", started, ended),
    )
    raw.execute("INSERT INTO dispatch_run_orders (work_order_id, run_id, running) VALUES (50, ?, 0)", (number,))


def _assign(raw: Any, at: str) -> None:
    raw.execute(
        "INSERT INTO work_order_assignments (work_order_id, person_id, assigned_at, ended_at) VALUES (50, 11, ?, ?)",
        (at, at),
    )


def _broken(raw: Any) -> list[str]:
    return [sentence for law in VISIT_LAWS for sentence in law(raw, LATER) if "search 1" in sentence]


@pytest.mark.parametrize("started", ["2026-03-26T14:00:00.000Z", NOW, LATER], ids=["before", "at once", "set back"])
def test_a_search_that_filled_its_order_is_right_whenever_it_was_started(raw: Any, started: str) -> None:
    _search(raw, started, NOW)
    _assign(raw, NOW)
    assert _broken(raw) == []


@pytest.mark.parametrize("assigned", [[], [LATER], [NOW, NOW]], ids=["never", "at another time", "twice"])
def test_a_search_that_says_so_and_put_nobody_on_its_order_is_noticed(raw: Any, assigned: list[str]) -> None:
    _search(raw, "2026-03-26T14:00:00.000Z", NOW)
    for at in assigned:
        _assign(raw, at)
    times = sum(at == NOW for at in assigned)
    assert _broken(raw) == [f"search 1 filled work order 50 with person 11 {times} times"]


@pytest.mark.parametrize(("assigned", "broken"), [(1, True), (2, False), (3, True)])
def test_two_searches_that_filled_one_order_in_one_moment_put_somebody_on_it_twice(
    raw: Any, assigned: int, broken: bool
) -> None:
    """It was taken back to a draft between them."""
    for number in (1, 2):
        _search(raw, NOW, NOW, number)
    for _ in range(assigned):
        _assign(raw, NOW)
    said = f"search 1 filled work order 50 with person 11 {assigned} times, with 2 searches"
    assert _broken(raw) == ([said] if broken else [])

"""Lists of tasks: filters and orders as SQL that walks an index, whatever the page and however many tasks there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from store.folding import found_in
from store.rows import Order

Sort = Literal["date_created", "date_end", "date_finished", "price"]
Direction = Literal["asc", "desc"]

_KEYS: tuple[Sort, ...] = ("date_created", "date_end", "date_finished", "price")
_FINAL_STATES = {5, 6, 8}
# A hard deadline that has passed counts from its own moment, even before the system gets round to moving the task.
_LAPSED = "(t.deadline_type = 2 AND t.date_end <= :now)"

# Columns with moments, by the name of their filter. Nothing but the deadline happens before the task is created.
MOMENTS = {
    "date_created": "t.date_created",
    "date_end": "t.date_end",
    "date_finished": "t.date_finished",
    "date_report": "t.document_date",
    "date_accepted": "t.date_accepted",
    "date_paid": "t.date_paid",
}


@dataclass(slots=True)
class TaskFilter:
    """What a list of tasks is narrowed to: of one company, of one worker, or both. Moments and amounts as stored."""

    now: str
    company_id: int | None = None
    worker_id: int | None = None
    states: tuple[int, ...] = ()
    search: str | None = None
    group_id: int | None = None
    worker_taxation_status: int | None = None
    # Columns that equal something: creator_id, deadline_type, copyright, ...
    equal: dict[str, Any] = field(default_factory=dict)
    # From and before, by the names in MOMENTS; either end may be None.
    moments: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    price_from: int | None = None
    price_to: int | None = None


def task_ids(wanted: TaskFilter, sort: Sort) -> tuple[str, dict[str, Any]]:
    """A SELECT of the tasks' ids and sort columns that ends with its WHERE clause, and its parameters.

    Mostly it walks the index of the sort column and checks the rest on the way. States are walked side by side, each
    in its own index, and merged in order. What is few anyway (a worker's tasks, open ones) is found, then sorted."""
    params: dict[str, Any] = {"now": wanted.now}
    scope = _scope(wanted, params)
    conditions = _conditions(wanted, sort, params)
    states = _state_conditions(wanted.states)
    if wanted.worker_id is not None and sort != "date_created":
        return _sorted_later([scope, *_either(states), *conditions]), params
    if wanted.worker_id is not None or not states:
        return _walk([scope, *_either(states), *conditions]), params
    if sort in ("date_created", "date_end"):
        return _merged([_walk([scope, one, *conditions]) for one in states]), params
    if not _FINAL_STATES.intersection(wanted.states):
        return _merged([_sorted_later([scope, one, *conditions]) for one in states]), params
    return _walk([scope, *_either(states), *conditions]), params


def text_walk(wanted: TaskFilter, sort: Sort, way: str) -> tuple[str, dict[str, Any]]:
    """The same for a company's tasks with a text in them, where the way along an index is known already."""
    params: dict[str, Any] = {"now": wanted.now, "company_id": wanted.company_id}
    states = [state.replace("t.state", "+t.state") for state in _state_conditions(wanted.states)]
    own = "+t.company_id = :company_id"
    return _walk([way, own, *_either(states), *_conditions(wanted, sort, params)]), params


def counted(sql: str, sort: Sort) -> str:
    """The SELECT of task_ids for counting: with an order, so that it walks the same index as the page."""
    return f"{sql} ORDER BY t.{sort}, t.id"


def order(sort: Sort, direction: Direction) -> Order:
    """The order of a list; tasks without a value for the sort key come last."""
    key = (f"t.{sort}", direction, "nullable") if sort == "date_finished" else (f"t.{sort}", direction)
    return [key, ("t.id", direction)]


def _walk(conditions: list[str]) -> str:
    return f"SELECT t.id, {', '.join(f't.{key}' for key in _KEYS)} FROM tasks t WHERE {' AND '.join(conditions)}"


def _sorted_later(conditions: list[str]) -> str:
    """A walk whose sort columns cannot be taken from an index of their own."""
    keys = ", ".join(f"{_unindexed(key)} AS {key}" for key in _KEYS)
    return f"SELECT * FROM (SELECT t.id, {keys} FROM tasks t WHERE {' AND '.join(conditions)}) AS t WHERE 1 = 1"


def _merged(walks: list[str]) -> str:
    if len(walks) == 1:
        return walks[0]
    return f"SELECT * FROM ({' UNION ALL '.join(walks)}) AS t WHERE 1 = 1"


def _either(conditions: list[str]) -> list[str]:
    return [f"({' OR '.join(conditions)})"] if conditions else []


def _scope(wanted: TaskFilter, params: dict[str, Any]) -> str:
    scopes = []
    for column in ("company_id", "worker_id"):
        value = getattr(wanted, column)
        if value is not None:
            params[column] = value
            scopes.append(f"t.{column} = :{column}")
    return " AND ".join(scopes)


def _state_conditions(states: Iterable[int]) -> list[str]:
    """One condition a stored state, together true for the tasks that are now in one of the states."""
    wanted = set(states)
    conditions = []
    for state in sorted(wanted - {1, 2}):
        conditions.append(f"t.state = {state}")
    for state in (1, 2):
        if state in wanted and 14 in wanted:
            conditions.append(f"t.state = {state}")
        elif state in wanted:
            conditions.append(f"t.state = {state} AND NOT {_LAPSED}")
        elif 14 in wanted:
            conditions.append(f"t.state = {state} AND {_LAPSED}")
    return conditions


def _conditions(wanted: TaskFilter, sort: Sort, params: dict[str, Any]) -> list[str]:
    conditions = []
    for column, value in wanted.equal.items():
        params[column] = value
        conditions.append(f"t.{column} = :{column}")
    if wanted.price_from is not None:
        params["price_from"] = wanted.price_from
        conditions.append(f"{_aside('price', sort)} >= :price_from")
    if wanted.price_to is not None:
        params["price_to"] = wanted.price_to
        conditions.append(f"{_aside('price', sort)} <= :price_to")
    conditions += _moment_conditions(wanted, sort, params)
    conditions += _elsewhere(wanted, params)
    return conditions


def _moment_conditions(wanted: TaskFilter, sort: Sort, params: dict[str, Any]) -> list[str]:
    conditions = []
    for name, (start, end) in wanted.moments.items():
        column = _aside(MOMENTS[name].removeprefix("t."), sort)
        if start is not None:
            params[f"{name}_from"] = start
            conditions.append(f"{column} >= :{name}_from")
        if end is not None:
            params[f"{name}_before"] = end
            conditions.append(f"{column} < :{name}_before")
    # What was paid, delivered or due before some day was created before it: the walk need not start later.
    ends = [end for _, end in wanted.moments.values() if end is not None]
    if ends and sort == "date_created":
        params["created_before"] = min(ends)
        conditions.append("t.date_created < :created_before")
    return conditions


def _elsewhere(wanted: TaskFilter, params: dict[str, Any]) -> list[str]:
    """Conditions on other tables, looked up task by task so that the walk keeps its order."""
    conditions = []
    if wanted.group_id is not None:
        params["group_id"] = wanted.group_id
        conditions.append("EXISTS (SELECT 1 FROM task_group_tasks l WHERE l.group_id = :group_id AND l.task_id = t.id)")
    if wanted.search is not None:
        params["search"] = found_in(wanted.search)
        conditions.append(
            "EXISTS (SELECT 1 FROM task_texts x WHERE x.task_id = t.id AND x.folded LIKE :search ESCAPE '!')"
        )
    if wanted.worker_taxation_status is not None:
        params["tax_status"] = wanted.worker_taxation_status
        conditions.append(
            """EXISTS (SELECT 1 FROM freelancer_profiles f
                       WHERE f.person_id = t.worker_id AND f.taxation_status_id = :tax_status)"""
        )
    return conditions


def _aside(column: str, sort: Sort) -> str:
    """A column to be checked on the way: not to be looked up by its own index, which would lose the order."""
    return f"t.{column}" if column in ("date_created", sort) else _unindexed(column)


def _unindexed(column: str) -> str:
    return f"+t.{column}" if column == "price" else f"(t.{column} || '')"

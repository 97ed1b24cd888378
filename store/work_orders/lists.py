"""Lists of work orders: walked in the order of an index, whoever looks and whatever is asked for.

A list is a union of branches that exclude each other, each walked along an index: one branch a state for a company,
what is listed and what concerns the person for a provider. Filters are conditions inside every branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from store.database import Row, Transaction
from store.work_orders.orders import LISTED, ORDER

# A filter that matches no more than this many orders lists their ids; one that matches more is looked up row by row.
FEW = 500
# A state with more orders than this is walked in the order of the sort; one with fewer is read whole and sorted.
MANY = 5000
MOST_COUNTED = 10_000

SORTS = {
    "id": (),
    "title": ("title_folded",),
    "schedule": ("start_at",),
    "status": ("status",),
    "pay": ("pay_max",),
    "created_date": ("created_at",),
}

_LOG = "SELECT 1 FROM work_order_time_logs l WHERE l.work_order_id = w.id AND l.void = 0 AND l.out_at"
_ETA = "FROM work_order_etas e WHERE e.work_order_id = w.id"
_PENDING = "SELECT 1 FROM work_order_requests q WHERE q.work_order_id = w.id AND q.status = 'pending'"
_OPEN_ROUTE = "SELECT 1 FROM work_order_routes r WHERE r.work_order_id = w.id AND r.status = 'open'"

HAS_REQUEST = f"EXISTS ({_PENDING})"
HAS_COUNTER_OFFER = f"EXISTS ({_PENDING} AND q.counter_offer IS NOT NULL)"
IS_CONFIRMED = f"EXISTS (SELECT 1 {_ETA} AND e.status = 'confirmed')"
IS_LATE = f"""(EXISTS (SELECT 1 {_ETA} AND e.delay_seconds > 0) OR EXISTS (
    SELECT 1 FROM work_order_time_logs l WHERE l.work_order_id = w.id AND l.void = 0 AND l.was_late = 1))"""
IN_FLIGHT = f"""(EXISTS ({_LOG} IS NULL) OR EXISTS ({_LOG} IS NOT NULL)
    OR EXISTS (SELECT 1 {_ETA} AND (e.status = 'confirmed' OR e.condition <> 'on_schedule')))"""
OPEN_PROBLEMS = "SELECT p.work_order_id FROM work_order_problems p WHERE p.status = 'open'"

# The same decision as tools/work_orders/rules/states.py makes for one order; a test holds the two together.
# :day_ahead is 24 hours from now, :quarter_ago 15 minutes before it.
SUB_STATUS = f"""(CASE
    WHEN w.status = 3 THEN CASE
        WHEN EXISTS ({_LOG} IS NULL) THEN 'checked_in'
        WHEN EXISTS ({_LOG} IS NOT NULL) THEN 'checked_out'
        ELSE coalesce((SELECT CASE
            WHEN e.condition = 'delayed' AND e.delay_acknowledged = 0 THEN 'delayed'
            WHEN e.condition = 'on_my_way' THEN 'on_my_way'
            WHEN w.latest_arrival_at <> '' AND (
                (e.status = 'unconfirmed' AND w.latest_arrival_at <= :day_ahead)
                OR (w.latest_arrival_at <= :quarter_ago AND e.condition = 'on_schedule' AND e.delay_seconds = 0
                    AND w.job_status = 'unset')) THEN 'at_risk'
            ELSE e.status END {_ETA}), 'unconfirmed') END
    WHEN w.status IN (2, 9) THEN CASE
        WHEN {HAS_COUNTER_OFFER} THEN 'counter_offered'
        WHEN {HAS_REQUEST} THEN 'requested'
        WHEN w.status = 9 AND NOT EXISTS ({_OPEN_ROUTE}) THEN 'unfilled'
        ELSE '' END
    ELSE '' END)"""

_MINE = """w.id IN (SELECT work_order_id FROM work_order_assignments WHERE person_id = :me
    UNION SELECT work_order_id FROM work_order_routes WHERE person_id = :me
    UNION SELECT work_order_id FROM work_order_requests WHERE person_id = :me)"""


@dataclass(slots=True)
class Search:
    """What is looked for: who looks, the states, and conditions on `w` with their parameters."""

    company_id: int | None
    person_id: int | None
    statuses: Sequence[int]
    every_status: bool
    conditions: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)

    def where(self, condition: str, **params: Any) -> None:
        """Add a condition; several are all to be met."""
        self.conditions.append(condition)
        self.params |= params

    def where_in(self, tx: Transaction, ids_sql: str, **params: Any) -> None:
        """Only orders whose id the query finds. Few are listed, so that the walk is short; many are looked up by row.

        ids_sql: SELECT x.work_order_id FROM ... x WHERE ..., without ORDER BY."""
        column = ids_sql.split(" FROM ", 1)[0].removeprefix("SELECT ").strip()
        found = tx.all(f"SELECT DISTINCT {column} AS id FROM {ids_sql.split(' FROM ', 1)[1]} LIMIT {FEW + 1}", **params)
        if len(found) <= FEW:
            self.conditions.append(f"w.id IN ({', '.join(str(row['id']) for row in found) or 'NULL'})")
            return
        self.where(f"EXISTS ({ids_sql} AND {column} = w.id)", **params)

    def sql(self, tx: Transaction, sort: str) -> tuple[str, dict[str, Any]]:
        """The SELECT of ids and sort keys, ending with a WHERE clause, and its parameters."""
        keys = ", ".join(f"w.{column}" for column in (*SORTS[sort], "id"))
        rest = "".join(f" AND {condition}" for condition in self.conditions)
        branches = [f"SELECT {keys} FROM work_orders w WHERE {branch}{rest}" for branch in self._branches(tx, sort)]
        params = {**self.params, **self._scope()}
        if len(branches) == 1:
            return branches[0], params
        union = " UNION ALL ".join(branches)
        return f"SELECT {keys} FROM ({union}) AS w WHERE 1 = 1", params

    def _scope(self) -> dict[str, Any]:
        return {"company_id": self.company_id} if self.company_id is not None else {"me": self.person_id}

    def _branches(self, tx: Transaction, sort: str) -> list[str]:
        if self.company_id is None:
            return self._branches_of_provider()
        if self.every_status:
            return ["w.company_id = :company_id AND w.status <> 8"]
        return [self._branch_of_state(tx, sort, int(status)) for status in self.statuses]

    def _branch_of_state(self, tx: Transaction, sort: str, status: int) -> str:
        if sort in ("id", "status"):
            return f"w.company_id = :company_id AND w.status = {status}"
        if self._has_many(tx, status):
            # The plus keeps the index of the state out, so that the walk goes along the one of the sort.
            return f"w.company_id = :company_id AND +w.status = {status}"
        return f"w.id IN (SELECT s.id FROM work_orders s WHERE s.company_id = :company_id AND s.status = {status})"

    def _has_many(self, tx: Transaction, status: int) -> bool:
        found = tx.value(
            """SELECT 1 FROM work_orders WHERE company_id = :company_id AND status = :status
               ORDER BY id LIMIT 1 OFFSET :many""",
            company_id=self.company_id,
            status=status,
            many=MANY,
        )
        return found is not None

    def _branches_of_provider(self) -> list[str]:
        states = ", ".join(str(int(status)) for status in self.statuses if status not in (1, 8)) or "NULL"
        listed = f"w.status = 2 AND {LISTED}"
        mine = f"{_MINE} AND w.status IN ({states}) AND NOT ({listed})"
        return [listed, mine] if 2 in self.statuses else [mine]


def count(tx: Transaction, search: Search) -> int:
    """How many orders a search finds; for a provider, who looks through everybody's, up to MOST_COUNTED."""
    sql, params = search.sql(tx, "id")
    most = f" LIMIT {MOST_COUNTED}" if search.company_id is None else ""
    total: int = tx.value(f"SELECT count(*) FROM ({sql}{most}) AS counted", **params)
    return total


def numbered_page(
    tx: Transaction, search: Search, sort: str, keys: Sequence[tuple[str, str]], limit: int, offset: int
) -> list[int]:
    """The ids of a page that is reached by counting rows."""
    sql, params = search.sql(tx, sort)
    by = ", ".join(f"{column} {direction}" for column, direction in keys)
    rows = tx.all(f"{sql} ORDER BY {by} LIMIT :limit OFFSET :offset", **params, limit=limit, offset=offset)
    return [row["id"] for row in rows]


def load(tx: Transaction, ids: Sequence[int]) -> list[Row]:
    """Orders by id, in the order of the ids."""
    if not ids:
        return []
    marks = ", ".join(str(id) for id in ids)
    rows = {row["id"]: row for row in tx.all(f"{ORDER} WHERE w.id IN ({marks})")}
    return [rows[id] for id in ids]

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
# Where a company has many orders, a filter with an index that matches no more than this many of them, and but a tenth, leads:
# these are read and sorted, whatever else is asked of them, instead of a walk through all the company has.
LED = 25_000
MOST_COUNTED = 10_000

SORTS = {
    "id": (),
    "title": ("title_folded",),
    "schedule": ("start_at",),
    "status": ("status",),
    "pay": ("pay_max",),
    "created_date": ("created_at",),
}

_MINE = """w.id IN (SELECT work_order_id FROM work_order_assignments WHERE person_id = :me
    UNION SELECT work_order_id FROM work_order_routes WHERE person_id = :me
    UNION SELECT work_order_id FROM work_order_requests WHERE person_id = :me)"""


@dataclass(slots=True)
class Search:
    """What is looked for: who looks, the states, and conditions on `w` with their parameters.

    store/work_orders/conditions.py adds the conditions."""

    company_id: int | None
    person_id: int | None
    statuses: Sequence[int]
    every_status: bool
    conditions: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)
    # Queries of ids by the filters that have an index, one of which may lead.
    indexed: list[str] = field(default_factory=list)

    @classmethod
    def nothing(cls, company_id: int | None, person_id: int | None) -> Search:
        """A search in no state at all: it finds nothing, whatever conditions follow."""
        return cls(company_id, person_id, statuses=(), every_status=False)

    def where(self, condition: str, **params: Any) -> None:
        """Add a condition; several are all to be met."""
        self.conditions.append(condition)
        self.params |= params

    def where_indexed(
        self, condition: str, *, of_company: bool = False, with_status: bool = False, **params: Any
    ) -> None:
        """Add a condition that an index serves: one of its own, with_status when the state comes next in it, or, of_company,
        one that begins with the company."""
        self.where(condition, **params)
        company = "w.company_id = :company_id AND " if of_company else ""
        states = ", ".join(str(int(status)) for status in self.statuses) or "NULL"
        status = f" AND w.status IN ({states})" if with_status else ""
        self.indexed.append(f"SELECT w.id FROM work_orders w WHERE {company}{condition}{status}")

    def where_in(self, tx: Transaction, ids_sql: str, **params: Any) -> None:
        """Only orders whose id the query finds. Few are listed, so that the walk is short; many are looked up by row.

        ids_sql: SELECT x.work_order_id FROM ... x WHERE ..., without ORDER BY."""
        column = ids_sql.split(" FROM ", 1)[0].removeprefix("SELECT ").strip()
        found = tx.all(f"SELECT DISTINCT {column} AS id FROM {ids_sql.split(' FROM ', 1)[1]} LIMIT {FEW + 1}", **params)
        if len(found) <= FEW:
            self.conditions.append(f"w.id IN ({', '.join(str(row['id']) for row in found) or 'NULL'})")
            return
        self.where(f"EXISTS ({ids_sql} AND {column} = w.id)", **params)
        self.indexed.append(ids_sql)

    def sql(self, tx: Transaction, sort: str) -> tuple[str, dict[str, Any]]:
        """The SELECT of ids and sort keys, ending with a WHERE clause, and its parameters."""
        keys = ", ".join(f"w.{column}" for column in (*SORTS[sort], "id"))
        rest = "".join(f" AND {condition}" for condition in self.conditions)
        lead = self._lead(tx)
        if lead is None:
            found = self._branches(tx, sort)
        else:
            # The plus keeps the indexes of company and state out.
            states = ", ".join(str(int(status)) for status in self.statuses)
            found = [f"w.id IN ({lead}) AND +w.company_id = :company_id AND +w.status IN ({states})"]
        branches = [f"SELECT {keys} FROM work_orders w WHERE {branch}{rest}" for branch in found]
        params = {**self.params, **self._scope()}
        if len(branches) == 1:
            return branches[0], params
        union = " UNION ALL ".join(branches)
        return f"SELECT {keys} FROM ({union}) AS w WHERE 1 = 1", params

    def _lead(self, tx: Transaction) -> str | None:
        """The query of the fewest orders, when it finds few enough to be read and sorted."""
        if self.company_id is None or not self.statuses or not self.indexed or not self._has_more_than(tx, MANY):
            return None
        sizes = [(self._size(tx, ids_sql), ids_sql) for ids_sql in self.indexed]
        size, ids_sql = min(sizes, default=(LED + 1, ""))
        return ids_sql if size <= LED and self._has_more_than(tx, 10 * size) else None

    def _has_more_than(self, tx: Transaction, count: int) -> bool:
        """Whether the company has more orders than that."""
        sql = "SELECT 1 FROM work_orders WHERE company_id = :company_id ORDER BY id LIMIT 1 OFFSET :count"
        return tx.value(sql, company_id=self.company_id, count=count) is not None

    def _size(self, tx: Transaction, ids_sql: str) -> int:
        params = {**self.params, **self._scope()}
        used = {name: value for name, value in params.items() if f":{name}" in ids_sql}
        size: int = tx.value(f"SELECT count(*) FROM ({ids_sql} LIMIT {LED + 1}) AS counted", **used)
        return size

    def _scope(self) -> dict[str, Any]:
        return {"company_id": self.company_id} if self.company_id is not None else {"me": self.person_id}

    def _branches(self, tx: Transaction, sort: str) -> list[str]:
        if not self.statuses and not self.every_status:
            return ["1 = 0"]
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


def order(sort: str, direction: str) -> list[tuple[str, str]]:
    """The order of a list, to page it by."""
    return [(f"w.{column}", direction) for column in (*SORTS[sort], "id")]


def numbered_page(tx: Transaction, search: Search, sort: str, direction: str, limit: int, offset: int) -> list[Row]:
    """The ids and sort keys of a page that is reached by counting rows."""
    sql, params = search.sql(tx, sort)
    by = ", ".join(f"{column} {way}" for column, way in order(sort, direction))
    return tx.all(f"{sql} ORDER BY {by} LIMIT :limit OFFSET :offset", **params, limit=limit, offset=offset)


def key_of(row: Row, sort: str) -> list[Any]:
    """Where a row of ids and sort keys stands in its order, to go on after it."""
    return [row[column] for column in (*SORTS[sort], "id")]


def load(tx: Transaction, ids: Sequence[int]) -> list[Row]:
    """Orders by id, in the order of the ids."""
    if not ids:
        return []
    marks = ", ".join(str(id) for id in ids)
    rows = {row["id"]: row for row in tx.all(f"{ORDER} WHERE w.id IN ({marks})")}
    return [rows[id] for id in ids]

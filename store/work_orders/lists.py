"""Lists of work orders: walked in the order of an index, whoever looks and whatever is asked for.

A list is a union of branches that exclude each other, each walked along an index: one branch a state for a company,
what is listed and what concerns the person for a provider. Filters are conditions inside every branch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from store.database import Row, Transaction
from store.rows import COUNT_UP_TO, Key, Order, count_of, keys_after, page_of
from store.work_orders.orders import LISTED, ORDER

# A filter that matches no more than this many orders lists their ids; one that matches more is looked up row by row.
FEW = 500
# A state with more is walked in the order of the sort; one with fewer is read whole and sorted.
MANY = 5000
# What a filter with an index matches is read and sorted, whatever else is asked, when it is no more than this.
READ_WHOLE = 2_000
# One that matches no more than this is walked along its index, where that is in the order of the list.
WALKED = 8_000
MOST_COUNTED = 10_000
# So many orders are looked at for a page; most pages are full after the first.
FIRST_EXAMINED, EXAMINED_MOST = 1_000, 20_000
# So many are looked at for the total.
COUNTED_AMONG = 2_000
# The two where an index does not say all that is asked, and each order has to be read.
READ_MOST, COUNTED_AMONG_READ = 5_000, 1_000
# So many are passed over in the months of a range, most of them by the index alone.
IN_MONTHS = 50_000
# A range of more months than this is no way to walk.
MOST_MONTHS = 13

# The columns of the indexes of a company's orders, by which most filters are decided without reading an order.
NARROW = frozenset((
    "company_id", "id", "status", "pay_type", "client_id", "project_id", "manager_id", "template_id", "type_of_work_id",
    "service_type_id", "assignee_id", "country", "state_folded", "city_folded", "location_mode", "pay_max", "created_at",
    "start_at", "window_end_at",
))  # fmt: skip

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


@dataclass(frozen=True, slots=True)
class Lead:
    """A filter along whose index the orders can be walked: conditions on `w` that exclude each other, each in the order of
    ids. ids_sql: the SELECT of all their ids, in no order.
    in_order: few enough to be walked side by side."""

    branches: tuple[str, ...]
    ids_sql: str
    in_order: bool = True


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the orders of a list are looked for: branches along an index, and what each order must meet besides.

    examined: how many are looked at for a page, and for the total; None where all are."""

    columns: str
    branches: tuple[str, ...]
    conditions: tuple[str, ...]
    params: dict[str, Any]
    examined: tuple[int, int] | None = None

    def sql(self) -> str:
        """The SELECT of ids and sort keys, ending with a WHERE clause."""
        return self._along("".join(f" AND {condition}" for condition in self.conditions))

    def bare(self) -> str:
        """The same of all orders on the way, whether they meet the conditions or not."""
        return self._along("")

    def _along(self, rest: str) -> str:
        parts = [f"SELECT {self.columns} FROM work_orders w WHERE {branch}{rest}" for branch in self.branches]
        if len(parts) == 1:
            return parts[0]
        return f"SELECT {self.columns} FROM ({' UNION ALL '.join(parts)}) AS w WHERE 1 = 1"


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
    # The filters that have an index, one of which may lead, and ranges of months, in the order of ids within each.
    indexed: list[Lead] = field(default_factory=list)
    months: list[tuple[str, ...]] = field(default_factory=list)
    # By the sort they are in the order of: ranges of its column.
    ranges: dict[str, str] = field(default_factory=dict)

    @classmethod
    def nothing(cls, company_id: int | None, person_id: int | None) -> Search:
        """A search in no state at all: it finds nothing, whatever conditions follow."""
        return cls(company_id, person_id, statuses=(), every_status=False)

    def where(self, condition: str, **params: Any) -> None:
        """Add a condition; several are all to be met."""
        self.conditions.append(condition)
        self.params |= params

    def where_indexed(
        self, condition: str, branches: Sequence[str], *, of_company: bool = False, in_order: bool = True, **params: Any
    ) -> None:
        """Add a condition that an index serves.

        condition: written so that no index is used for it; branches: as conditions along the index, each in the order of
        ids unless it is not in_order. of_company: the index begins with the company."""
        self.where(condition, **params)
        company = "w.company_id = :company_id AND " if of_company else ""
        parts = [f"SELECT w.id FROM work_orders w WHERE {company}{branch}" for branch in branches]
        walked = tuple(f"{company}{branch}" for branch in branches)
        self.indexed.append(Lead(walked, " UNION ALL ".join(parts), in_order and len(branches) <= MOST_MONTHS))

    def where_in(self, tx: Transaction, ids_sql: str, **params: Any) -> None:
        """Only orders whose id the query finds. Few are listed, so that the walk is short; many are looked up by row.

        ids_sql: SELECT x.work_order_id FROM ... x WHERE ..., without ORDER BY."""
        column = ids_sql.split(" FROM ", 1)[0].removeprefix("SELECT ").strip()
        found = tx.all(f"SELECT DISTINCT {column} AS id FROM {ids_sql.split(' FROM ', 1)[1]} LIMIT {FEW + 1}", **params)
        ids = ids_sql if len(found) > FEW else ", ".join(str(row["id"]) for row in found) or "NULL"
        if len(found) <= FEW:
            self.conditions.append(f"w.id IN ({ids})")
        else:
            self.where(f"EXISTS ({ids_sql} AND {column} = w.id)", **params)
        counted = ids_sql if len(found) > FEW else f"SELECT w.id FROM work_orders w WHERE w.id IN ({ids})"
        self.indexed.append(Lead((f"w.id IN ({ids})",), counted))

    def walk(self, tx: Transaction, sort: str) -> Walk:
        """How the orders are to be looked through, in the order of a sort."""
        columns = ", ".join(f"w.{column}" for column in (*SORTS[sort], "id"))
        params = {**self.params, **self._scope()}
        if self.company_id is None or not self.statuses or not self.conditions:
            return Walk(columns, tuple(self._branches(tx, sort)), tuple(self.conditions), params)
        size, lead = self._least(tx, READ_WHOLE)
        if lead is not None and size <= READ_WHOLE:
            return self._own_walk(columns, (f"w.id IN ({lead.ids_sql})",), None)
        return self._through_all(sort)

    def walk_through_all(self, sort: str) -> Walk | None:
        """The walk along the order of a sort where its index alone tells what fits; None for other searches."""
        is_own = self.company_id is not None and self.statuses and self.conditions
        return self._through_all(sort) if is_own and all(map(_is_narrow, self.conditions)) else None

    def _through_all(self, sort: str) -> Walk:
        columns = ", ".join(f"w.{column}" for column in (*SORTS[sort], "id"))
        within = f" AND {self.ranges[sort]}" if sort in self.ranges else ""
        return self._own_walk(columns, (f"w.company_id = :company_id{within}",), self._examined())

    def narrower_walk(self, tx: Transaction) -> Walk | None:
        """A shorter way in the order of ids: what one filter matches, or the months of a range; None when there is none."""
        size, lead = self._least(tx, WALKED)
        if lead is not None and size <= WALKED and lead.in_order:
            return self._own_walk("w.id", lead.branches, (WALKED, COUNTED_AMONG_READ))
        if self.months:
            return self._own_walk("w.id", min(self.months, key=len), (IN_MONTHS, COUNTED_AMONG_READ))
        return None

    def _own_walk(self, columns: str, branches: tuple[str, ...], examined: tuple[int, int] | None) -> Walk:
        # The plus keeps the index of the company out where another one is walked; where all is read, it is read from there.
        own = "w.company_id = :company_id" if examined is None else "+w.company_id = :company_id"
        conditions = (own, self._in_states(), *self.conditions)
        return Walk(columns, branches, conditions, {**self.params, **self._scope()}, examined)

    def _least(self, tx: Transaction, most: int) -> tuple[int, Lead | None]:
        """The filter that matches the fewest orders, and how many, counted a little further than `most`."""
        leads = [*self.indexed, *self._states_as_lead()]
        sizes = [(self._size(tx, lead.ids_sql, most), number) for number, lead in enumerate(leads)]
        size, number = min(sizes, default=(0, -1))
        return size, leads[number] if leads else None

    def _examined(self) -> tuple[int, int]:
        """How many orders of all the company has are looked at for a page, and for the total."""
        if all(_is_narrow(condition) for condition in self.conditions):
            return EXAMINED_MOST, COUNTED_AMONG
        return READ_MOST, COUNTED_AMONG_READ

    def _in_states(self) -> str:
        return "+w.status <> 8" if self.every_status else f"+w.status IN ({self._listed_states()})"

    def _listed_states(self) -> str:
        return ", ".join(str(int(status)) for status in self.statuses)

    def _states_as_lead(self) -> list[Lead]:
        if self.every_status:
            return []
        branches = tuple(f"w.company_id = :company_id AND w.status = {int(status)}" for status in self.statuses)
        return [Lead(branches, " UNION ALL ".join(f"SELECT w.id FROM work_orders w WHERE {each}" for each in branches))]

    def _size(self, tx: Transaction, ids_sql: str, most: int) -> int:
        """How many orders a query of ids finds, counted a little further than `most`."""
        params = {**self.params, **self._scope()}
        used = {name: value for name, value in params.items() if re.search(rf":{name}\b", ids_sql)}
        size: int = tx.value(
            f"SELECT count(*) FROM (SELECT 1 FROM ({ids_sql}) AS found LIMIT {most + 1}) AS counted", **used
        )
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


def count(tx: Transaction, search: Search, most: int | None = None) -> int:
    """How many orders a search finds, up to `most`; for a provider, who looks through everybody's, up to MOST_COUNTED."""
    walk = search.walk(tx, "id")
    most = MOST_COUNTED if search.company_id is None else most
    limit = f" LIMIT {most}" if most else ""
    total: int = tx.value(f"SELECT count(*) FROM ({walk.sql()}{limit}) AS counted", **walk.params)
    return total


def order(sort: str, direction: str) -> list[tuple[str, str]]:
    """The order of a list, to page it by."""
    return [(f"w.{column}", direction) for column in (*SORTS[sort], "id")]


@dataclass(frozen=True, slots=True)
class Found:
    """A page: ids and sort keys, the key to go on after, the total and whether there may be more than it says.

    examined: how many orders were looked at when that ended the page before it was full."""

    rows: list[Row]
    key: Key | None
    total: int
    capped: bool
    examined: int | None = None


def page(tx: Transaction, search: Search, sort: str, direction: str, limit: int, after: Key | None) -> Found:
    """The page after a key. Of a company with many orders so many are looked at, then the key says where to go on."""
    by = order(sort, direction)
    dense = search.walk_through_all(sort)
    if dense is not None:
        rows, end, is_full = _window(tx, dense, by, FIRST_EXAMINED, limit, after)
        if is_full or end is None:
            return Found(rows, end, *_total(tx, dense, by, rows, after, end))
    walk = search.walk(tx, sort)
    if walk.examined is None:
        rows, key = page_of(tx, walk.sql(), walk.params, by, limit, after)
        return Found(rows, key, *_total(tx, walk, by, rows, after, key))
    walk = (search.narrower_walk(tx) if sort == "id" else None) or walk
    examined = (walk.examined or (EXAMINED_MOST,))[0]
    rows, end, is_full = _window(tx, walk, by, examined, limit, after)
    if is_full or end is None:
        return Found(rows, end, *_total(tx, walk, by, rows, after, end))
    total, capped = (len(rows), True) if after is None else _total(tx, walk, by, rows, after, end)
    return Found(rows, end, total, capped, examined)


def _window(
    tx: Transaction, walk: Walk, by: Order, examined: int, limit: int, after: Key | None
) -> tuple[list[Row], Key | None, bool]:
    """The rows of a page among so many orders on the way, the key to go on after, and whether the page is full."""
    end = _end_of(tx, walk, by, examined, after)
    text, params = _up_to(walk, by, end)
    rows, key = page_of(tx, text, params, by, limit, after)
    return (rows, end, False) if key is None else (rows, key, True)


def _total(
    tx: Transaction, walk: Walk, by: Order, rows: Sequence[Row], after: Key | None, key: Key | None
) -> tuple[int, bool]:
    """How many there are in all, counted up to COUNT_UP_TO among those that are looked at for it."""
    if after is None and key is None:
        return len(rows), False
    end = _end_of(tx, walk, by, walk.examined[1], None) if walk.examined else None
    total = count_of(tx, *_up_to(walk, by, end))
    return max(total, len(rows)), total >= COUNT_UP_TO or end is not None


def _end_of(tx: Transaction, walk: Walk, by: Order, examined: int, after: Key | None) -> Key | None:
    """The key of the last of so many orders on the way; None when there are not more."""
    beyond, params = keys_after(by, after)
    text = f"{walk.bare()} AND {beyond}" if beyond else walk.bare()
    ways = ", ".join(f"{column} {way}" for column, way in by)
    used = {name: value for name, value in walk.params.items() if re.search(rf":{name}\b", text)}
    last = tx.all(f"{text} ORDER BY {ways} LIMIT 2 OFFSET :passed", **used, **params, passed=examined - 1)
    return [last[0][column.removeprefix("w.")] for column, _ in by] if len(last) == 2 else None


def _up_to(walk: Walk, by: Order, end: Key | None) -> tuple[str, dict[str, Any]]:
    """The walk up to an order and with it; the whole one without."""
    if end is None:
        return walk.sql(), walk.params
    columns = ", ".join(column for column, _ in by)
    places = ", ".join(f":end_{index}" for index in range(len(end)))
    sign = "<=" if by[0][1] == "asc" else ">="
    ends = {f"end_{index}": value for index, value in enumerate(end)}
    return f"{walk.sql()} AND ({columns}) {sign} ({places})", {**walk.params, **ends}


def numbered_page(tx: Transaction, search: Search, sort: str, direction: str, limit: int, offset: int) -> list[Row]:
    """The ids and sort keys of a page that is reached by counting rows."""
    walk = search.walk(tx, sort)
    by = ", ".join(f"{column} {way}" for column, way in order(sort, direction))
    return tx.all(f"{walk.sql()} ORDER BY {by} LIMIT :limit OFFSET :offset", **walk.params, limit=limit, offset=offset)


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


def _is_narrow(condition: str) -> bool:
    """Whether the narrow index alone decides a condition."""
    return "SELECT" not in condition and NARROW.issuperset(re.findall(r"\bw\.(\w+)", condition))

"""Lists of tasks with a text in them: looked for where the index says it may be, a bounded number of tasks at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from store.database import Row, Transaction
from store.folding import folded
from store.rows import COUNT_UP_TO, Key, count_of, keys_after, page_of
from store.search import trigrams
from store.tasks.lists import Direction, Sort, TaskFilter, order, text_walk

# Tasks that the index finds are read and sorted when they are no more than this.
READ_WHOLE = 2_000
# So many tasks are looked at for a page: most are full after the first. Then with the help of the index; or, where what is asked
# is shorter than its pieces or the order is another one than that of ids, by reading each. And so many for the total.
FIRST_EXAMINED, EXAMINED_MOST, READ_MOST, COUNTED_AMONG = 1_000, 20_000, 5_000, 500
# Ids ascend with the time of creation unless a clock was set back; so many of a page may be out of line.
MOST_ASTRAY = 500

_INDEX = "SELECT i.rowid FROM task_text_index i WHERE i.task_text_index MATCH :pieces"

Select = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """A page: ids and sort keys, the key to go on after, the total and whether there may be more than it says.

    examined: how many tasks were looked at when that ended the page before it was full."""

    rows: list[Row]
    key: Key | None
    total: int
    capped: bool
    examined: int | None = None


def page(
    tx: Transaction, wanted: TaskFilter, sort: Sort, direction: Direction, limit: int, after: Key | None
) -> Found | None:
    """The page after a key; None where such a list is found without looking for the text first."""
    if wanted.search is None or wanted.company_id is None or wanted.worker_id is not None:
        return None
    pieces = trigrams.asked(tx, wanted.company_id, folded(wanted.search))
    look = _Look(tx, wanted, sort, direction, pieces)
    if pieces is not None and _is_few(tx, pieces):
        return look.whole(limit, after)
    if sort == "date_finished":
        return None
    return look.part(limit, after)


def _is_few(tx: Transaction, pieces: str) -> bool:
    found = tx.value(f"SELECT count(*) FROM ({_INDEX} LIMIT {READ_WHOLE + 1}) AS counted", pieces=pieces)
    return bool(found <= READ_WHOLE)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked for, in which order; pieces: what to ask the index, if it can be asked."""

    tx: Transaction
    wanted: TaskFilter
    sort: Sort
    direction: Direction
    pieces: str | None

    def whole(self, limit: int, after: Key | None) -> Found:
        """A page of all that the index finds, whatever the order."""
        sql, params = text_walk(self.wanted, self.sort, f"t.id IN ({_INDEX})")
        params["pieces"] = self.pieces
        rows, key = page_of(self.tx, sql, params, order(self.sort, self.direction), limit, after)
        total = len(rows) if after is None and key is None else count_of(self.tx, sql, params)
        return Found(rows, key, total, total >= COUNT_UP_TO)

    def part(self, limit: int, after: Key | None) -> Found:
        """A page among so many tasks."""
        by_index = self.pieces is not None and self.sort == "date_created"
        examined = FIRST_EXAMINED
        rows, key, is_full = self._page(limit, after, examined, by_index=False)
        if not is_full and key is not None:
            examined = EXAMINED_MOST if by_index else READ_MOST
            rows, key, is_full = self._page(limit, after, examined, by_index=by_index)
        if after is None and key is None:
            return Found(rows, None, len(rows), False)
        end = self._end(COUNTED_AMONG, None)
        total = count_of(self.tx, *self._up_to(end))
        capped = total >= COUNT_UP_TO or end is not None
        return Found(rows, key, max(total, len(rows)), capped, None if is_full or key is None else examined)

    def _page(
        self, limit: int, after: Key | None, examined: int, *, by_index: bool
    ) -> tuple[list[Row], Key | None, bool]:
        """The rows among so many tasks, the key to go on after, and whether the page is full."""
        end = self._end(examined, after)
        sql, params = self._up_to(end)
        if by_index:
            more, values = self._known_to_index(end, after, examined)
            sql, params = sql + more, params | values
        rows, key = page_of(self.tx, sql, params, order(self.sort, self.direction), limit, after)
        return (rows, end, False) if key is None else (rows, key, True)

    def _end(self, examined: int, after: Key | None) -> Key | None:
        """The key of the last of so many of the company's tasks; None when there are not more."""
        beyond, params = keys_after(order(self.sort, self.direction), after)
        found = self.tx.all(
            f"""SELECT t.{self.sort}, t.id FROM tasks t WHERE t.company_id = :company_id {f"AND {beyond}" if beyond else ""}
                ORDER BY t.{self.sort} {self.direction}, t.id {self.direction} LIMIT 2 OFFSET :passed""",
            **params,
            company_id=self.wanted.company_id,
            passed=examined - 1,
        )
        return [found[0][self.sort], found[0]["id"]] if len(found) == 2 else None

    def _up_to(self, end: Key | None) -> Select:
        """The SELECT of what fits, up to a key."""
        within, bounds = self._within(end)
        sql, params = text_walk(self.wanted, self.sort, within)
        return sql, params | bounds

    def _within(self, end: Key | None) -> Select:
        own = "t.company_id = :company_id"
        if end is None:
            return own, {}
        sign = ">=" if self.direction == "desc" else "<="
        return f"{own} AND (t.{self.sort}, t.id) {sign} (:end_0, :end_1)", {"end_0": end[0], "end_1": end[1]}

    def _known_to_index(self, end: Key | None, after: Key | None, examined: int) -> Select:
        """The condition that the index knows the text of a task between two keys; none where their ids are too scattered."""
        low, high = _ids_between(end, after, self.direction, examined)
        within, bounds = self._within(end)
        beyond, begin = keys_after(order(self.sort, self.direction), after)
        astray = self.tx.all(
            f"""SELECT t.id FROM tasks t WHERE {within} {f"AND {beyond}" if beyond else ""}
                AND (+t.id < :low OR +t.id > :high) LIMIT {MOST_ASTRAY + 1}""",
            **bounds,
            **begin,
            low=low,
            high=high,
            company_id=self.wanted.company_id,
        )
        if len(astray) > MOST_ASTRAY:
            return "", {}
        others = ", ".join(str(row["id"]) for row in astray) or "NULL"
        known = f"{_INDEX} AND i.rowid BETWEEN :low AND :high"
        return f" AND (t.id IN ({known}) OR t.id IN ({others}))", {"low": low, "high": high, "pieces": self.pieces}


def _ids_between(end: Key | None, after: Key | None, direction: Direction, slack: int) -> tuple[int, int]:
    """Between which ids the tasks between two keys stand, but for a few."""
    oldest, newest = (end, after) if direction == "desc" else (after, end)
    return (oldest[1] - slack if oldest else 0), (newest[1] + slack if newest else 2**62)

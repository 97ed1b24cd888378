"""The inbox of whoever calls: what lies in it that they may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from store.database import Row
from store.rows import COUNT_UP_TO
from store.telling import deliveries, inbox
from store.telling.inbox import Filter, Reader
from tools.call import Call
from tools.notices.answering import Answering
from tools.rules.notice_kinds import TOLD_OWN

CHUNK = 100


class Inbox:
    """One reader's boxes, with what of them they may see."""

    def __init__(self, call: Call, box: Literal["own", "company", "all"] = "all") -> None:
        company_id = call.caller.company_id if box != "own" else None
        self.reader = Reader(call.caller.owner, company_id, box != "company", TOLD_OWN)
        self.answering = Answering(call)
        self._tx = call.tx

    def newest(self, wanted: Filter, needs_action: bool | None, before: int | None = None) -> Iterator[Row]:
        """What lies in it, newest first, as far as it is asked for."""
        while rows := inbox.notices_before(self._tx, self.reader, wanted, before, CHUNK):
            yield from (row for row in rows if self._fits(row, needs_action))
            before = rows[-1]["id"]

    def count(self, wanted: Filter, needs_action: bool | None = None) -> int:
        """How many there are, counted up to 1000."""
        if needs_action is None and self.reader.company_id is None:
            return inbox.count(self._tx, self.reader, wanted, COUNT_UP_TO)
        return sum(1 for _ in zip(range(COUNT_UP_TO), self.newest(wanted, needs_action), strict=False))

    def among(self, ids: list[int]) -> list[Row]:
        """Those of these notices that lie in it."""
        return [row for row in inbox.among_ids(self._tx, self.reader, ids) if self._fits(row, None)]

    def up_to(self, id: int, wanted: Filter) -> list[Row]:
        """What lies in it with an id up to this one."""
        return [row for row in inbox.up_to(self._tx, self.reader, id, wanted) if self._fits(row, None)]

    def deliveries(self, rows: list[Row]) -> dict[int, list[Row]]:
        """What of these notices went out to the reader, by notice."""
        return deliveries.of_notices(self._tx, self.reader.owner, [row["id"] for row in rows])

    def _fits(self, row: Row, needs_action: bool | None) -> bool:
        if not self.answering.is_visible(row):
            return False
        return needs_action is None or bool(self.answering.act_with(row)) is needs_action

"""The inbox of whoever calls: what lies in it that they may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from store.database import Row
from store.rows import COUNT_UP_TO
from store.telling import deliveries, inbox
from store.telling.inbox import Filter, Reader
from tools.call import Call
from tools.notices.answering import NOT_FOR_ALL, Answering
from tools.rules.notice_kinds import ACTING, TOLD_OWN

CHUNK = 100
# Notices looked through for one answer: each may be about a record that has to be asked about.
MOST_LOOKED_THROUGH = 2000


@dataclass(slots=True)
class Found:
    """What was found in an inbox, newest first. upto: the last one looked at; is_all: down to the oldest."""

    rows: list[Row]
    upto: int | None
    is_all: bool


class Inbox:
    """One reader's boxes, with what of them they may see."""

    def __init__(self, call: Call, box: Literal["own", "company", "all"] = "all") -> None:
        company_id = call.caller.company_id if box != "own" else None
        self.reader = Reader(call.caller.owner, company_id, box != "company", TOLD_OWN)
        self.answering = Answering(call)
        self._call, self._tx = call, call.tx

    def newest(self, wanted: Filter, needs_action: bool | None, most: int, before: int | None = None) -> Found:
        """What lies in it, newest first: so many, or as many as are found among those looked through."""
        found, looked = Found([], before, False), 0
        if needs_action:
            wanted = replace(wanted, kinds=ACTING if wanted.kinds is None else ACTING & set(wanted.kinds))
        while looked < MOST_LOOKED_THROUGH:
            rows = inbox.notices_before(self._tx, self.reader, wanted, found.upto, CHUNK)
            for row in rows:
                if self._fits(row, needs_action):
                    if len(found.rows) == most:
                        return found
                    found.rows.append(row)
                found.upto = row["id"]
            if len(rows) < CHUNK:
                found.is_all = True
                break
            looked += len(rows)
        return found

    def count(self, wanted: Filter, needs_action: bool | None = None) -> tuple[int, bool]:
        """How many there are, counted up to 1000 among those looked through, and whether there may be more."""
        if needs_action is None and self.reader.company_id is None:
            total = inbox.count(self._tx, self.reader, wanted, COUNT_UP_TO)
            return total, total >= COUNT_UP_TO
        found = self.newest(wanted, needs_action, COUNT_UP_TO)
        return len(found.rows), not found.is_all

    def among(self, ids: list[int]) -> list[Row]:
        """Those of these notices that lie in it."""
        return [row for row in inbox.among_ids(self._tx, self.reader, ids) if self._fits(row, None)]

    def mark_up_to(self, id: int, kinds: set[str] | None, unread: bool) -> tuple[int, int | None]:
        """Mark what lies in it with an id up to this one, as read or as unread: how many changed, and the id to go on from
        when there were too many about records that have to be asked about."""
        call, reader, wanted = self._call, self.reader, Filter(kinds=kinds)
        if unread:
            changed = inbox.unmark_up_to(call.tx, reader, id, wanted, NOT_FOR_ALL)
        else:
            changed = inbox.mark_up_to(call.tx, reader, id, wanted, NOT_FOR_ALL, call.now)
        wanted = replace(wanted, unread=not unread)
        asked = inbox.of_company_before(call.tx, reader, id + 1, wanted, NOT_FOR_ALL, MOST_LOOKED_THROUGH + 1)
        rest = asked[MOST_LOOKED_THROUGH:]
        ids = [row["id"] for row in asked[:MOST_LOOKED_THROUGH] if self._fits(row, None)]
        self.mark(ids, unread)
        if not unread:
            deliveries.drop_all_read(call.tx, reader.owner)
        return changed + len(ids), rest[0]["id"] if rest else None

    def mark(self, ids: list[int], unread: bool) -> None:
        """Mark notices that lie in it as read or as unread."""
        owner, call = self.reader.owner, self._call
        if unread:
            inbox.mark_unread(call.tx, owner, ids)
        else:
            inbox.mark_read(call.tx, owner, ids, call.now)

    def deliveries(self, rows: list[Row]) -> dict[int, list[Row]]:
        """What of these notices went out to the reader, by notice."""
        return deliveries.of_notices(self._tx, self.reader.owner, [row["id"] for row in rows])

    def _fits(self, row: Row, needs_action: bool | None) -> bool:
        if not self.answering.is_visible(row):
            return False
        return needs_action is None or bool(self.answering.act_with(row)) is needs_action

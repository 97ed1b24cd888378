"""Whose time is taken when: the one answer for every conflict check.

Appointments in state 100, 200 or 555 (hold not lapsed) take the time of their hosts, of attendees who accepted
and, outside schedules, of their owner. Busy blocks are everything else: imported appointments, assigned work orders."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from store.database import Row, Transaction
from store.rows import among
from store.types import Owner, utc_text, utc_time


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A stretch of somebody's taken time, and the minutes kept free around it by the schedule it was booked in.

    source_type: 'event', or what the block was made for. kal_id: the calendar it stands in, None = none."""

    start: datetime
    end: datetime
    pause: int
    buffer_before: int
    buffer_after: int
    kal_id: int | None
    source_type: str
    source_id: int


def busy_times(
    tx: Transaction,
    owner: Owner,
    start: datetime,
    end: datetime,
    now: datetime,
    *,
    only: Collection[int] | None = None,
    own: int | None = None,
    without: Iterable[int] = (),
) -> list[BusyTime]:
    """All taken time of a person or agent that reaches into [start, end), in order of time.

    only: calendars that count; time without a calendar always does. own: a calendar whose time counts although its
    owner said that it does not block. without: events left out, such as one that is being moved."""
    return counting(busy_rows(tx, [owner], start, end, now).get(owner, []), only=only, own=own, without=without)


def busy_rows(
    tx: Transaction, owners: Collection[Owner], start: datetime, end: datetime, now: datetime
) -> dict[Owner, list[Row]]:
    """The same of several at once, before it is said what counts; those whose time is all free are left out."""
    found: dict[Owner, list[Row]] = {}
    stretch = {"start": utc_text(start), "end": utc_text(end), "now": utc_text(now)}
    for kind in {owner.kind for owner in owners}:
        one_of, params = among([owner.id for owner in owners if owner.kind == kind])
        for row in tx.all(_BUSY.format(one_of=one_of), kind=kind, **stretch, **params):
            found.setdefault(Owner(kind, row["taken_of"]), []).append(row)
    return found


def counting(
    rows: Iterable[Row], *, only: Collection[int] | None = None, own: int | None = None, without: Iterable[int] = ()
) -> list[BusyTime]:
    """What of somebody's busy_rows counts, as in busy_times."""
    left_out = set(without)
    return [
        _busy_time(row)
        for row in rows
        if _counts(row, only, own) and not (row["source_type"] == "event" and row["source_id"] in left_out)
    ]


def occupy(
    tx: Transaction,
    owner: Owner,
    start: datetime,
    end: datetime,
    source: tuple[str, int],
    kal_id: int | None = None,
) -> int:
    """Take a person's or agent's time for something that is not an event; the block's id."""
    return tx.insert(
        "busy_blocks",
        owner_type=owner.kind,
        owner_id=owner.id,
        start_at=utc_text(start),
        end_at=utc_text(end),
        kal_id=kal_id,
        source_type=source[0],
        source_id=source[1],
    )


def release(tx: Transaction, source: tuple[str, int]) -> int:
    """Give back all time taken for something; how many blocks there were."""
    return tx.run("DELETE FROM busy_blocks WHERE source_type = :type AND source_id = :id", type=source[0], id=source[1])


_LIVE = """e.type_id = 1 AND e.status_id IN (100, 200, 555) AND e.deleted_at IS NULL AND e.start_at < :end
           AND (e.hold_until IS NULL OR e.status_id <> 100 OR e.hold_until > :now)"""
_COLUMNS = """e.start_at, e.end_at, e.pause, e.buffer_before, e.buffer_after, e.kal_id, 'event' AS source_type,
              e.id AS source_id"""
_BUSY = f"""
    SELECT busy.*, k.settings AS calendar_settings
    FROM (
        SELECT h.user_id AS taken_of, {_COLUMNS} FROM event_hosts h JOIN events e ON e.id = h.event_id
        WHERE h.user_type = :kind AND h.user_id {{one_of}} AND h.end_at > :start AND {_LIVE}
        UNION
        SELECT a.user_id, {_COLUMNS} FROM event_attendees a JOIN events e ON e.id = a.event_id
        WHERE a.user_type = :kind AND a.user_id {{one_of}} AND a.end_at > :start AND a.status = 'accepted'
          AND (a.status_id IS NULL OR a.status_id IN (100, 200, 555))
          AND (a.hold_until IS NULL OR a.status_id <> 100 OR a.hold_until > :now) AND {_LIVE}
        UNION
        SELECT e.owner_id, {_COLUMNS} FROM events e
        WHERE e.owner_type = :kind AND e.owner_id {{one_of}} AND e.type_id = 1 AND e.end_at > :start
          AND e.kal_schedule_id IS NULL AND {_LIVE}
        UNION ALL
        SELECT owner_id, start_at, end_at, 0, 0, 0, kal_id, source_type, source_id FROM busy_blocks
        WHERE owner_type = :kind AND owner_id {{one_of}} AND end_at > :start AND start_at < :end
    ) AS busy
    LEFT JOIN calendars k ON k.id = busy.kal_id
    ORDER BY busy.start_at, busy.end_at, busy.source_id"""


def _counts(row: Row, only: Collection[int] | None, own: int | None) -> bool:
    kal_id = row["kal_id"]
    if kal_id is None:
        return True
    if only is not None and kal_id not in only:
        return False
    if kal_id == own or row["calendar_settings"] in (None, "{}"):
        return True
    blocks: bool = json.loads(row["calendar_settings"]).get("blocks_time", True)
    return blocks


def _busy_time(row: Row) -> BusyTime:
    return BusyTime(
        utc_time(row["start_at"]),
        utc_time(row["end_at"]),
        row["pause"],
        row["buffer_before"],
        row["buffer_after"],
        row["kal_id"],
        row["source_type"],
        row["source_id"],
    )

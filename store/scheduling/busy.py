"""Whose time is taken when: the one answer for every conflict check.

Appointments in state 100, 200 or 555 (hold not lapsed) take the time of their hosts, of attendees who accepted
and, outside schedules, of their owner. Busy blocks are everything else: imported appointments, assigned work orders."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

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
    schedule: int | None = None,
    without: Iterable[int] = (),
) -> list[BusyTime]:
    """All taken time of a person or agent that reaches into [start, end), in order of time.

    only: calendars that count; time without a calendar always does. own: a calendar whose time counts although its
    owner said that it does not block. schedule: one whose events count wherever they stand, as those do that were booked
    before it was moved to another calendar. without: events left out, such as one that is being moved."""
    taken = taken_by(tx, [owner], start, end, now, sources=True).get(owner, NOTHING)
    events = events_counting(taken, only=only, own=own, schedule=schedule, without=without)
    blocks = [_block_time(row) for row in _blocks_counting(taken, only, own)]
    return sorted((*events, *blocks), key=lambda time: (time.start, time.end, time.source_id)) if blocks else events


def busy_times_of(
    tx: Transaction, owners: Collection[Owner], start: datetime, end: datetime, now: datetime
) -> dict[Owner, list[BusyTime]]:
    """All taken time of several that reaches into [start, end), each in order of time; of those who have any."""
    found: dict[Owner, list[BusyTime]] = {}
    for owner, taken in taken_by(tx, owners, start, end, now, sources=True).items():
        blocks = [_block_time(row) for row in _blocks_counting(taken, None, None)]
        times = [*events_counting(taken), *blocks]
        found[owner] = sorted(times, key=lambda time: (time.start, time.end, time.source_id))
    return found


class TakenBy(NamedTuple):
    """All that takes somebody's time, before it is said what counts: of few events much is told, of many blocks little.

    events: in order. blocks: in the order they end in. free_calendars: those whose owner said that their blocks take no time."""

    events: list[Row]
    blocks: list[Row]
    free_calendars: Collection[int] = ()


NOTHING = TakenBy([], [])


def taken_by(
    tx: Transaction,
    owners: Collection[Owner],
    start: datetime,
    end: datetime,
    now: datetime,
    *,
    blocks: tuple[datetime, datetime] | None = None,
    sources: bool = False,
) -> dict[Owner, TakenBy]:
    """What takes the time of several in [start, end); those whose time is all free are left out.

    blocks: a shorter stretch for these, which keep no minutes free around them. sources: also what they were made for."""
    found: dict[Owner, TakenBy] = {}
    first, last = blocks or (start, end)
    moments = {"start": utc_text(start), "end": utc_text(end), "now": utc_text(now)}
    near = {"start": utc_text(first), "end": utc_text(last), "day_after": utc_text(last + timedelta(days=1))[:10]}
    for kind in {owner.kind for owner in owners}:
        one_of, params = among([owner.id for owner in owners if owner.kind == kind])
        events = _by_owner(tx.all(_EVENTS.format(one_of=one_of), kind=kind, **moments, **params))
        rows = tx.all((_SOURCED_BLOCKS if sources else _BLOCKS).format(one_of=one_of), kind=kind, **near, **params)
        free = _free_calendars(tx, {row["kal_id"] for row in rows} - {None}) if rows else ()
        of_blocks = _by_owner(rows)
        for id in events.keys() | of_blocks.keys():
            found[Owner(kind, id)] = TakenBy(events.get(id, []), of_blocks.get(id, []), free)
    return found


def _by_owner(rows: list[Row]) -> dict[int, list[Row]]:
    """Rows by their first column."""
    return {id: list(of_one) for id, of_one in groupby(rows, key=itemgetter(0))}


def _free_calendars(tx: Transaction, ids: Collection[int]) -> set[int]:
    if not ids:
        return set()
    one_of, params = among(ids)
    rows = tx.all(f"SELECT id, settings FROM calendars WHERE id {one_of}", **params)
    return {row["id"] for row in rows if not _blocks_time(row["settings"])}


def events_counting(
    taken: TakenBy,
    *,
    only: Collection[int] | None = None,
    own: int | None = None,
    schedule: int | None = None,
    without: Iterable[int] = (),
) -> list[BusyTime]:
    """What of somebody's events counts, as in busy_times."""
    left_out = set(without)
    return [
        _event_time(row)
        for row in taken.events
        if row["source_id"] not in left_out
        and (
            _counts(row["kal_id"], row["calendar_settings"], only, own)
            or (schedule is not None and row["kal_schedule_id"] == schedule)
        )
    ]


def block_times(
    taken: TakenBy,
    start: datetime,
    end: datetime,
    *,
    only: Collection[int] | None = None,
    own: int | None = None,
) -> list[tuple[str, str]]:
    """When somebody's blocks that count and reach into [start, end) begin and end, as stored, in the order they end in."""
    first, last = utc_text(start), utc_text(end)
    return [(row[1], row[2]) for row in _blocks_counting(taken, only, own) if row[2] > first and row[1] < last]


def _blocks_counting(taken: TakenBy, only: Collection[int] | None, own: int | None) -> list[Row]:
    blocks = taken.blocks
    if only is not None:
        blocks = [row for row in blocks if row["kal_id"] is None or row["kal_id"] in only]
    free = set(taken.free_calendars) - {own}
    return [row for row in blocks if row["kal_id"] not in free] if free else blocks


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
_COLUMNS = """e.start_at, e.end_at, e.pause, e.buffer_before, e.buffer_after, e.kal_id, e.kal_schedule_id,
    e.id AS source_id"""
_EVENTS = f"""
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
    ) AS busy
    LEFT JOIN calendars k ON k.id = busy.kal_id
    ORDER BY busy.taken_of, busy.start_at, busy.end_at, busy.source_id"""
# Each column of each of thousands of rows takes its time.
_BLOCK = "owner_id AS taken_of, start_at, end_at, kal_id"
_MEETS = "owner_type = :kind AND owner_id {one_of} AND end_at > :start AND start_at < :end"
_BLOCKS = f"""
    SELECT {_BLOCK} FROM busy_blocks
    WHERE {_MEETS} AND end_at < :day_after
    UNION ALL
    SELECT {_BLOCK} FROM busy_blocks
    WHERE {_MEETS} AND end_at >= :day_after AND substr(start_at, 1, 10) <> substr(end_at, 1, 10)
    ORDER BY taken_of, end_at"""
_SOURCED_BLOCKS = _BLOCKS.replace(_BLOCK, f"{_BLOCK}, source_type, source_id")


def _counts(kal_id: int | None, settings: str | None, only: Collection[int] | None, own: int | None) -> bool:
    if kal_id is None:
        return True
    if only is not None and kal_id not in only:
        return False
    return kal_id == own or _blocks_time(settings)


def _blocks_time(settings: str | None) -> bool:
    """Whether what stands in a calendar takes its owner's time, by the calendar's settings."""
    if settings in (None, "{}"):
        return True
    blocks: bool = json.loads(settings or "").get("blocks_time", True)
    return blocks


def _event_time(row: Row) -> BusyTime:
    return BusyTime(
        utc_time(row["start_at"]),
        utc_time(row["end_at"]),
        row["pause"],
        row["buffer_before"],
        row["buffer_after"],
        row["kal_id"],
        "event",
        row["source_id"],
    )


def _block_time(row: Row) -> BusyTime:
    start, end = utc_time(row["start_at"]), utc_time(row["end_at"])
    return BusyTime(start, end, 0, 0, 0, row["kal_id"], row["source_type"], row["source_id"])

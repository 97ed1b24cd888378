"""What always holds of visits, their evidence and the search for providers, counted here once more."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise


def _logs(raw: sqlite3.Connection, now: str) -> list[str]:
    """Visits of one order share no time, at most one is open, and hours are the real ones between the two times."""
    rows = raw.execute("SELECT * FROM work_order_time_logs WHERE void = 0 ORDER BY work_order_id, in_at, id").fetchall()
    found = [
        f"time log {row['id']} says {row['hours']} h from {row['in_at']} to {row['out_at']}"
        for row in rows
        if (row["hours"] is None) != (row["out_at"] is None) or (row["out_at"] and Decimal(row["hours"]) != _hours(row))
    ]
    for one, other in pairwise(rows):
        if one["work_order_id"] == other["work_order_id"] and (one["out_at"] or "9") > other["in_at"]:
            found.append(f"time logs {one['id']} and {other['id']} of work order {one['work_order_id']} share time")
    return found


def _hours(row: sqlite3.Row) -> Decimal:
    elapsed = datetime.fromisoformat(row["out_at"]) - datetime.fromisoformat(row["in_at"])
    milliseconds = elapsed.days * 86_400_000 + elapsed.seconds * 1000 + elapsed.microseconds // 1000
    return (Decimal(milliseconds) / 3_600_000).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def _reported(raw: sqlite3.Connection, now: str) -> list[str]:
    """The labour that was approved is what the closed visits say, at the agreed rate and up to the agreed maximum."""
    rows = raw.execute("SELECT * FROM work_orders WHERE status IN (5, 6) AND final_pay IS NOT NULL").fetchall()
    return [
        f"work order {row['id']} ({row['pay_type']}) was approved with {row['final_pay']}, its visits make {labour}"
        for row in rows
        if json.loads(row["final_pay"])["labor"] != (labour := _labour(raw, row))
    ]


def _labour(raw: sqlite3.Connection, row: sqlite3.Row) -> int:
    logs = raw.execute(
        "SELECT hours, devices FROM work_order_time_logs WHERE work_order_id = ? AND void = 0 AND out_at IS NOT NULL",
        (row["id"],),
    ).fetchall()
    more = sum(
        Decimal(units)
        for (units,) in raw.execute(
            """SELECT units FROM work_order_increases
               WHERE work_order_id = ? AND status = 'accepted' AND units IS NOT NULL""",
            (row["id"],),
        )
    )
    hours = sum((Decimal(log["hours"]) for log in logs), Decimal(0))
    base, units = Decimal(row["base_amount"]), Decimal(row["base_units"])
    if row["pay_type"] == "fixed":
        return int(base)
    if row["pay_type"] == "blended":
        extra = Decimal(row["additional_units"]) + more
        done = min(max(hours - units, Decimal(0)), extra) if logs else extra
        return int(base) + _round(Decimal(row["additional_amount"]) * done)
    counted = hours if row["pay_type"] == "hourly" else Decimal(sum(log["devices"] or 0 for log in logs))
    return _round(base * (min(counted, units + more) if logs else units + more))


def _round(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _milestones(raw: sqlite3.Connection, now: str) -> list[str]:
    """Whoever is assigned has an arrival of their own and, while it lies ahead, the time of an exact appointment."""
    rows = raw.execute(
        """SELECT w.id, w.assignee_id, e.person_id, w.schedule_mode, w.start_at,
                  (SELECT count(*) FROM busy_blocks b WHERE b.source_type = 'work_order' AND b.source_id = w.id
                     AND b.owner_type = 'person' AND b.owner_id = w.assignee_id) AS blocks
           FROM work_orders w LEFT JOIN work_order_etas e ON e.work_order_id = w.id WHERE w.status = 3"""
    ).fetchall()
    found = [
        f"work order {row['id']} is assigned to {row['assignee_id']} and {row['person_id']} is to arrive"
        for row in rows
        if row["person_id"] != row["assignee_id"]
    ]
    return found + [
        f"work order {row['id']} takes no time of person {row['assignee_id']}"
        for row in rows
        if row["schedule_mode"] == "exact" and row["start_at"] > now and not row["blocks"]
    ]


def _evidence(raw: sqlite3.Connection, now: str) -> list[str]:
    """A step that is complete keeps what completed it, and a step of a signature that is gone is open again."""
    rows = raw.execute(
        """SELECT t.id, t.work_order_id FROM work_order_tasks t WHERE t.status = 'complete' AND (
             (t.signature_id IS NOT NULL AND NOT EXISTS
                (SELECT 1 FROM work_order_signatures s WHERE s.id = t.signature_id AND s.work_order_id = t.work_order_id))
             OR (t.shipment_id IS NOT NULL AND NOT EXISTS
                (SELECT 1 FROM work_order_shipments s WHERE s.id = t.shipment_id AND s.work_order_id = t.work_order_id)))"""
    ).fetchall()
    lost = [f"step {row['id']} of work order {row['work_order_id']} is complete by what is gone" for row in rows]
    rows = raw.execute(
        """SELECT a.id FROM work_order_attachments a JOIN work_order_folders f ON f.id = a.folder_id
           WHERE f.work_order_id <> a.work_order_id"""
    ).fetchall()
    return lost + [f"file {row['id']} lies in a folder of another work order" for row in rows]


def _done(raw: sqlite3.Connection, now: str) -> list[str]:
    """Nobody is checked in on an order that was approved, and its open steps that were required are none."""
    rows = raw.execute(
        """SELECT w.id FROM work_orders w WHERE w.status IN (4, 5, 6) AND EXISTS
             (SELECT 1 FROM work_order_time_logs l WHERE l.work_order_id = w.id AND l.void = 0 AND l.out_at IS NULL)"""
    ).fetchall()
    return [f"somebody is checked in on work order {row['id']}, which was reported done" for row in rows]


def _searches(raw: sqlite3.Connection, now: str) -> list[str]:
    """A search that filled an order put its provider on all orders of it, once; one order is searched for once at a time.

    It ends with the moment of that; when it was started tells nothing, as clocks are set back. An order taken back to a
    draft can be filled again in the same moment, by another search."""
    rows = raw.execute(
        """SELECT min(r.id) AS id, count(*) AS searches, o.work_order_id, r.result_person_id,
                  (SELECT count(*) FROM work_order_assignments a WHERE a.work_order_id = o.work_order_id
                     AND a.person_id = r.result_person_id AND a.assigned_at = r.ended_at) AS assigned
           FROM dispatch_runs r JOIN dispatch_run_orders o ON o.run_id = r.id WHERE r.status = 'filled'
           GROUP BY o.work_order_id, r.result_person_id, r.ended_at"""
    ).fetchall()
    found = [
        f"search {row['id']} filled work order {row['work_order_id']} with person {row['result_person_id']}"
        f" {row['assigned']} times" + (f", with {row['searches']} searches" if row["searches"] > 1 else "")
        for row in rows
        if row["assigned"] != row["searches"]
    ]
    rows = raw.execute(
        """SELECT r.id, w.id AS work_order_id, w.status FROM dispatch_runs r JOIN dispatch_run_orders o ON o.run_id = r.id
           JOIN work_orders w ON w.id = o.work_order_id WHERE (r.status = 'running') <> (o.running = 1)
             OR (r.status = 'running' AND w.status NOT IN (2, 9))"""
    ).fetchall()
    return found + [
        f"search {row['id']} runs for work order {row['work_order_id']} in state {row['status']}" for row in rows
    ]


VISIT_LAWS: tuple[Callable[[sqlite3.Connection, str], list[str]], ...] = (
    _logs, _reported, _milestones, _evidence, _done, _searches,
)  # fmt: skip

"""What always holds of holds, lines, links and groups of bookings, and of what is said of those who did not come."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

# Table and column -> which moves there are, written out here and not taken from the rules.
MOVES_OF_BOOKING_EXTRAS: dict[tuple[str, str], set[tuple[object, object]]] = {
    ("slot_holds", "status"): {("active", "booked"), ("active", "released")},
    ("waiting_entries", "status"): {
        ("waiting", "offered"), ("waiting", "left"), ("waiting", "closed"), ("offered", "booked"), ("offered", "passed"),
        ("offered", "left"), ("offered", "closed"),
    },
    ("no_show_marks", "status"): {("claimed", "accepted"), ("claimed", "contested"), ("claimed", "withdrawn")},
}  # fmt: skip


def _offered_once(raw: sqlite3.Connection, now: str) -> list[str]:
    """A place that is kept for somebody in line is kept for one entry alone, in its schedule and at its start."""
    rows = raw.execute(
        """SELECT h.id, count(w.id) AS entries, sum(CASE WHEN w.schedule_id <> h.schedule_id OR w.start_at <> h.start_at
                                                         OR w.seats <> h.seats THEN 1 ELSE 0 END) AS others
           FROM slot_holds h LEFT JOIN waiting_entries w ON w.hold_id = h.id WHERE h.kind = 'offer' GROUP BY h.id"""
    )
    return [
        f"hold {row['id']} is offered to {row['entries']} in line"
        for row in rows
        if (row["entries"], row["others"]) != (1, 0)
    ]


def _kept(raw: sqlite3.Connection, now: str) -> list[str]:
    """What is kept and has not run out has its seats; what was given back has none; what was booked is a booking. What ran
    out stays so for a clock that was set back."""
    rows = raw.execute(
        """SELECT h.id, h.status, h.expires_at, a.status_id, a.stands_in_for, a.cancelled_at, a.seats, h.seats AS kept
           FROM slot_holds h JOIN event_attendees a ON a.id = h.booking_id"""
    )
    found = []
    for row in rows:
        alive = row["status_id"] in (100, 200, 555) and row["stands_in_for"] is not None
        ran_out = row["expires_at"] <= max(now, row["cancelled_at"] or now)
        if row["status"] == "active" and not ran_out and not (alive and row["seats"] == row["kept"]):
            found.append(f"hold {row['id']} is active without its {row['kept']} seats")
        if row["status"] == "released" and row["status_id"] in (100, 200, 555):
            found.append(f"hold {row['id']} was given back and has its seats")
        if row["status"] == "booked" and row["stands_in_for"] is not None:
            found.append(f"hold {row['id']} was booked and is no booking")
    return found


def _uses(raw: sqlite3.Connection, now: str) -> list[str]:
    """A link was used as often as bookings were made by it and not given back, and never more often than it may be."""
    rows = raw.execute(
        """SELECT l.id, l.uses, l.max_uses, count(u.id) AS made FROM booking_links l
           LEFT JOIN booking_link_uses u ON u.link_id = l.id AND u.returned_at IS NULL GROUP BY l.id, l.uses, l.max_uses"""
    )
    return [
        f"link {row['id']} says {row['uses']} of {row['max_uses']} uses, counted {row['made']}"
        for row in rows
        if row["uses"] != row["made"] or row["uses"] > row["max_uses"]
    ]


def _groups(raw: sqlite3.Connection, now: str) -> list[str]:
    """A group is of as many bookings as it says."""
    rows = raw.execute(
        """SELECT g.id, g.made, count(b.booking_id) AS found FROM booking_groups g
           LEFT JOIN booking_group_bookings b ON b.group_id = g.id GROUP BY g.id, g.made"""
    )
    return [
        f"group {row['id']} says {row['made']} bookings and has {row['found']}"
        for row in rows
        if row["made"] != row["found"]
    ]


def _absent(raw: sqlite3.Connection, now: str) -> list[str]:
    """While it is said that somebody did not come the money stays where it is; once that holds it has gone as was said."""
    rows = raw.execute(
        """SELECT m.id, m.status, m.absent, m.refund, m.payee_gets, a.status_id, a.escrow FROM no_show_marks m
           JOIN event_attendees a ON a.id = m.booking_id
           WHERE m.refund IS NOT NULL AND m.status IN ('claimed', 'accepted')"""
    )
    return [
        f"mark {row['id']} ({row['status']}) of {row['refund']} and {row['payee_gets']}: booking in {row['status_id']} has "
        f"{row['escrow']} in escrow"
        for row in rows
        if row["escrow"] != (row["refund"] + row["payee_gets"] if row["status"] == "claimed" else 0)
    ]


BOOKING_EXTRA_LAWS: tuple[Callable[[sqlite3.Connection, str], list[str]], ...] = (
    _offered_once, _kept, _uses, _groups, _absent,
)  # fmt: skip

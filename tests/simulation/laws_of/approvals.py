"""What always holds of the approval desk: a sealed act runs once and only after a yes, and mandates are never overspent."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta

from store.types import utc_time

# Further than a clock is set back (RESTLESS in ../drawing.py).
SET_BACK = timedelta(minutes=21)

# Table and column -> which moves there are, written out here and not taken from the rules.
MOVES_OF_APPROVALS: dict[tuple[str, str], set[tuple[object, object]]] = {
    ("approval_requests", "status"): {
        ("pending", "executed"), ("pending", "declined"), ("pending", "expired"), ("pending", "withdrawn"), ("pending", "void"),
    },
    ("mandates", "status"): {
        ("active", "used_up"), ("used_up", "active"), ("active", "expired"), ("active", "revoked"), ("used_up", "expired"),
        ("used_up", "revoked"),
    },
}  # fmt: skip


def _once(raw: sqlite3.Connection, now: str) -> list[str]:
    """Each request that was carried out is the reason of one call, its own, of whoever asked; no other is the reason of any."""
    rows = raw.execute(
        """SELECT r.id, r.status, r.call_id, r.tool, r.requester_type, r.requester_id, r.decided_by,
                  count(c.id) AS runs, max(c.id) AS ran, max(c.tool) AS tool_run, max(c.caller_type) AS caller_type,
                  max(c.caller_id) AS caller_id, max(c.approved_by) AS approved_by
           FROM approval_requests r LEFT JOIN calls c ON c.approval_id = r.id
           GROUP BY r.id, r.status, r.call_id, r.tool, r.requester_type, r.requester_id, r.decided_by"""
    )
    found = []
    for row in rows:
        if row["status"] != "executed":
            if row["runs"] or row["call_id"] is not None:
                found.append(f"request {row['id']} is {row['status']} and ran {row['runs']} times")
            continue
        asked = (row["call_id"], row["tool"], row["requester_type"], row["requester_id"], row["decided_by"])
        ran = (row["ran"], row["tool_run"], row["caller_type"], row["caller_id"], row["approved_by"])
        if row["runs"] != 1 or asked != ran:
            found.append(f"request {row['id']}, {asked}, ran {row['runs']} times as {ran}")
    return found


def _not_their_own(raw: sqlite3.Connection, now: str) -> list[str]:
    """No person of a company agrees to what they asked for themself."""
    rows = raw.execute(
        """SELECT id, requester_id FROM approval_requests
           WHERE status = 'executed' AND owner_type = 'company' AND requester_type = 'person' AND decided_by = requester_id"""
    )
    return [f"person {row['requester_id']} agreed to their own request {row['id']}" for row in rows]


def _mandates(raw: sqlite3.Connection, now: str) -> list[str]:
    """What is used of a mandate is what its acts committed, less what came back, and there were no more than it allows."""
    rows = raw.execute(
        """SELECT m.id, m.used, m.uses, m.total, m.max_uses, m.per_call, count(u.id) AS acts,
                  coalesce(sum(u.committed - u.returned), 0) AS spent, coalesce(max(u.committed), 0) AS most
           FROM mandates m LEFT JOIN mandate_uses u ON u.mandate_id = m.id
           GROUP BY m.id, m.used, m.uses, m.total, m.max_uses, m.per_call"""
    )
    return [
        f"mandate {row['id']} says {row['used']} of {row['total']} in {row['uses']} acts, counted {row['spent']} in {row['acts']}"
        for row in rows
        if (row["used"], row["uses"]) != (row["spent"], row["acts"])
        or row["used"] > row["total"]
        or (row["max_uses"] is not None and row["uses"] > row["max_uses"])
        or (row["per_call"] is not None and row["most"] > row["per_call"])
    ]


def _frozen(raw: sqlite3.Connection, now: str) -> list[str]:
    """While an agent is stopped it does nothing but read, stop itself, and take back what it asked for.

    The stamps of what happened right before and after tell nothing: clocks are set back."""
    rows = raw.execute(
        """SELECT c.id, c.tool, c.at, f.id AS freeze, f.frozen_at, f.lifted_at FROM payment_freezes f
           JOIN calls c ON c.caller_type = 'agent' AND c.caller_id = f.target_id AND c.at > f.frozen_at
                AND (f.lifted_at IS NULL OR c.at < f.lifted_at)
           WHERE f.target = 'agent' AND c.access <> 'read' AND c.tool NOT IN ('freeze_payments', 'withdraw_request')"""
    )
    return [
        f"a stopped agent called {row['tool']} during freeze {row['freeze']}"
        for row in rows
        if utc_time(row["at"]) > utc_time(row["frozen_at"]) + SET_BACK
        and (row["lifted_at"] is None or utc_time(row["at"]) < utc_time(row["lifted_at"]) - SET_BACK)
    ]


APPROVAL_LAWS: tuple[Callable[[sqlite3.Connection, str], list[str]], ...] = (_once, _not_their_own, _mandates, _frozen)

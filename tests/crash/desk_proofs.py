"""What clients were told of open calls and of acts that waited for a yes, held against what is stored."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tests.crash.book import Lost, Made
from tests.crash.places import Store

# Calls whose money held is not that of their free seats, and those with more or fewer people than seats taken.
_HELD = """
    SELECT * FROM (
        SELECT o.id, o.status, o.seats - o.seats_taken AS free, o.hold_per_seat,
               CASE WHEN o.status = 'published' THEN o.hold_per_seat * (o.seats - o.seats_taken) ELSE 0 END AS due,
               (SELECT coalesce(sum(h.amount), 0) FROM ledger_holds h
                WHERE h.record_type = 'open_call' AND h.record_id = o.id
                  AND NOT EXISTS (SELECT 1 FROM ledger_hold_ends e WHERE e.hold_id = h.id)) AS held
        FROM open_calls o) AS calls
    WHERE held <> due
"""
_SEATS = """
    SELECT * FROM (
        SELECT o.id, o.seats, o.seats_taken, (SELECT count(*) FROM open_call_applications a
                                              WHERE a.open_call_id = o.id AND a.status = 'accepted') AS accepted,
               (SELECT count(*) FROM tasks t WHERE t.open_call_id = o.id AND t.held_amount > 0) AS tasks
        FROM open_calls o) AS calls
    WHERE seats_taken <> accepted OR accepted <> tasks OR accepted > seats
"""


def happened(told: list[Made]) -> Counter[str]:
    """How often each operation happened, by what was told: what waits has not, and an approval carries one out."""
    carried = [made.first_answer["request"]["tool"] for made in told if made.tool == "approve_request"]
    return Counter(made.tool for made in told if not made.waits) + Counter(carried)


def check_open_calls(store: Store, told: list[Made]) -> None:
    """The money of the free seats is held, no seat went to two, and whom a client was told of as accepted is."""
    _none("calls and what is held for them", store.execute(_HELD).fetchall())
    _none("calls and who has their seats", store.execute(_SEATS).fetchall())
    status = dict(store.execute("SELECT id, status FROM open_call_applications").fetchall())
    out = {row[0] for row in store.execute("SELECT public_id FROM open_calls WHERE published_at IS NOT NULL")}
    for made in told:
        if made.waits:
            continue
        if made.tool == "accept_applications" and any(
            status.get(id) != "accepted" for id in made.arguments["application_ids"]
        ):
            raise Lost(f"{made.tool} {made.key} was answered and nobody was accepted")
        if made.tool == "publish_open_call" and made.arguments["open_call_id"] not in out:
            raise Lost(f"{made.tool} {made.key} was answered and the call is not open")


def check_desk(store: Store, told: list[Made]) -> None:
    """What waits is there; what was agreed to ran once, under its own key; what was declined, or waits, did not run."""
    rows = store.execute("SELECT public_id, id, status, tool, call_id FROM approval_requests").fetchall()
    requests = {row[0]: row[1:] for row in rows}
    runs = Counter(row[0] for row in store.execute("SELECT approval_id FROM calls WHERE approval_id IS NOT NULL"))
    wrong = [row for row in rows if runs[row[1]] != (row[2] == "executed")]
    _none("requests and how often they ran", wrong)
    kept = {row[0]: row[1:] for row in store.execute("SELECT key, tool, call_id, answer FROM idempotency")}
    answers = {made.arguments["approval_id"]: made for made in told if made.tool == "approve_request"}
    for made in told:
        if made.waits:
            _check_waiting(made, requests, kept, answers.get(made.first_answer["approval"]["public_id"]))
        if made.tool == "decline_request" and requests[made.arguments["approval_id"]][1] != "declined":
            raise Lost(f"{made.key} was declined and is {requests[made.arguments['approval_id']]}")


def _check_waiting(made: Made, requests: dict[str, Any], kept: dict[str, Any], approved: Made | None) -> None:
    number = made.first_answer["approval"]["public_id"]
    if number not in requests:
        raise Lost(f"{made.tool} {made.key} was told to wait as {number}, which is not there")
    _, status, tool, call_id = requests[number]
    if (status == "executed") != (made.key in kept):
        raise Lost(f"request {number} is {status}, and its key {made.key} has {kept.get(made.key)}")
    if status == "executed" and kept[made.key][:2] != (tool, call_id):
        raise Lost(f"request {number} ran as {tool} {call_id}, its key says {kept[made.key][:2]}")
    if approved is not None and json.loads(kept[made.key][2]) != approved.first_answer["result"]:
        raise Lost(f"request {number} was answered {approved.first_answer['result']}, its key says {kept[made.key][2]}")


def _none(what: str, rows: list[Any]) -> None:
    if rows:
        raise Lost(f"{what}: {str(rows)[:600]}")

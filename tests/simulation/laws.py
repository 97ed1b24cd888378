"""What always holds: the model a history is held against."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable

from store.database import Transaction
from store.types import utc_text
from store.wallet.audit import differences
from tests.hall import Clock
from tests.simulation.contract_laws import CONTRACT_LAWS
from tests.simulation.laws_of.approvals import APPROVAL_LAWS, MOVES_OF_APPROVALS
from tests.simulation.laws_of.booking_extras import BOOKING_EXTRA_LAWS, MOVES_OF_BOOKING_EXTRAS
from tests.simulation.laws_of.open_calls import MOVES_OF_CALLS, OPEN_CALL_LAWS
from tests.simulation.laws_of.reviews import MOVES_OF_REVIEWS, REVIEW_LAWS
from tests.simulation.pay_laws import PAY_LAWS
from tests.simulation.visit_laws import VISIT_LAWS

Moves = set[tuple[object, object]]


def _but(final: tuple[object, ...], states: tuple[object, ...]) -> Moves:
    """Every move between states but out of the final ones."""
    return {(old, new) for old in states if old not in final for new in states if new != old}


def _inquiry_stages() -> Moves:
    return _but(("cancelled",), ("draft", "pending", "search_in_progress", "contract_signed", "cancelled"))


# Written out here and not taken from the rules, so that a wrong rule is caught. Tasks: 1 unconfirmed, 2 in progress,
# 3 client review, 4 pending payment, 5 completed, 6 declined, 8 rejected, 11 awaiting rejection, 12 payment queued,
# 13 dispute, 14 client approval, 16 change approval. Work orders: 1 draft, 2 published, 3 assigned, 4 work done,
# 5 approved, 6 paid, 7 cancelled, 8 deleted, 9 routed.
TASK_MOVES: Moves = {
    (1, 1), (1, 2), (1, 6), (1, 8), (1, 12), (1, 14), (2, 3), (2, 6), (2, 8), (2, 13), (2, 14), (2, 16), (3, 2), (3, 4),
    (3, 11), (4, 11), (4, 12), (11, 8), (11, 13), (12, 1), (12, 4), (12, 5), (13, 2), (13, 4), (13, 11), (13, 16),
    (14, 1), (14, 2), (14, 8), (16, 2), (16, 14),
}  # fmt: skip
ORDER_MOVES: Moves = {
    (1, 2), (1, 3), (1, 8), (1, 9), (2, 1), (2, 3), (2, 7), (3, 1), (3, 2), (3, 4), (3, 7), (4, 3), (4, 5), (5, 6), (7, 1),
    (9, 1), (9, 2), (9, 3), (9, 7),
}  # fmt: skip
POSITION_MOVES: Moves = {
    ("draft", "pending"), ("draft", "cancelled"), ("pending", "draft"), ("pending", "search_in_progress"),
    ("pending", "cancelled"), ("search_in_progress", "cancelled"), ("pending", "contract_signed"),
    ("search_in_progress", "contract_signed"), ("contract_signed", "search_in_progress"),
}  # fmt: skip
AGENT_MOVES: Moves = {
    ("pending_deposit", "active"), ("pending_deposit", "suspended"), ("pending_deposit", "banned"), ("active", "suspended"),
    ("active", "banned"), ("suspended", "active"), ("suspended", "pending_deposit"), ("suspended", "banned"),
}  # fmt: skip
EVENT_MOVES: Moves = {
    (100, 200), (100, 400), (100, 444), (100, 555), (100, 777), (200, 100), (200, 400), (200, 444), (200, 555),
    (200, 777), (555, 100), (555, 444), (555, 777),
}  # fmt: skip
# Of what belongs to contracts besides: reopened, or corrected and pending again; of charges and deposits, taken away.
CONTRACT_MOVES: Moves = {(400, 100), (777, 100)}
MONEY_MOVES: Moves = {(400, 444), (777, 444)}
# Table and column -> which moves there are. What is not listed here may not move.
MOVES: dict[tuple[str, str], Moves] = {
    ("tasks", "state"): TASK_MOVES,
    ("work_orders", "status"): ORDER_MOVES,
    ("inquiries", "stage"): _inquiry_stages(),
    ("inquiry_positions", "stage"): POSITION_MOVES,
    ("agents", "status"): AGENT_MOVES,
    ("events", "status_id"): EVENT_MOVES,
    ("jobs", "state"): _but(("succeeded", "failed", "cancelled"), ("queued", "running", "succeeded", "failed", "cancelled")),
    ("event_corrections", "status_id"): {(100, 200), (100, 400), (100, 444)},
    ("schedule_deposits", "status_id"): {(100, 400), (100, 777)},
    ("time_logs", "status_id"): {(100, 444), (100, 777), (777, 444)},
    ("contract_bills", "status_id"): {(100, 444), (100, 555), (100, 777), (555, 100), (555, 777)},
    ("work_order_routes", "status"): _but(("accepted", "declined", "expired", "removed", "closed"),
                                          ("open", "accepted", "declined", "expired", "removed", "closed")),
    ("work_order_requests", "status"): _but(("accepted", "declined", "canceled", "expired", "closed"),
                                            ("pending", "accepted", "declined", "canceled", "expired", "closed")),
    ("work_order_increases", "status"): {("pending", "accepted"), ("pending", "declined"), ("pending", "voided"),
                                         ("accepted", "voided")},
    ("work_order_expenses", "status"): {("pending", "approved"), ("pending", "denied"), ("pending", "voided"),
                                        ("approved", "pending"), ("approved", "denied"), ("approved", "voided"),
                                        ("denied", "pending")},
    ("profile_corrections", "status"): {("pending", "approved"), ("pending", "rejected"), ("pending", "withdrawn")},
    ("dispatch_runs", "status"): {("running", "filled"), ("running", "exhausted"), ("running", "stopped")},
    ("work_order_tasks", "status"): {("incomplete", "complete"), ("complete", "incomplete")},
    ("work_order_problems", "status"): {("open", "resolved"), ("resolved", "open")},
    ("payouts", "status"): {(10, 1), (1, 2), (1, 3), (1, 5)},
    ("outbox", "state"): {("waiting", "done"), ("waiting", "dead")},
    **MOVES_OF_CALLS, **MOVES_OF_APPROVALS, **MOVES_OF_BOOKING_EXTRAS, **MOVES_OF_REVIEWS,
}  # fmt: skip


def allowed(table: str) -> Moves:
    """The moves there are between the states of a table's rows."""
    return next(moves for (name, _), moves in MOVES.items() if name == table)


def may_move(raw: sqlite3.Connection, table: str, id: int, old: object, new: object) -> bool:
    """Whether a row may go from one state to another."""
    if (old, new) in allowed(table):
        return True
    if table != "events" or (old, new) not in CONTRACT_MOVES | MONEY_MOVES:
        return False
    row = raw.execute("SELECT type_id IN (3, 4) AS money, contract_id FROM events WHERE id = ?", (id,)).fetchone()
    return row["contract_id"] is not None and bool(row["money"] or (old, new) in CONTRACT_MOVES)


def event_laws(raw: sqlite3.Connection, now: str, events: set[int], blocks: set[int]) -> list[str]:
    """What is wrong with the seats, the hosts and the busy times of rows that were touched."""
    found: list[str] = []
    for id in events:
        if row := raw.execute(_SEATS_OF_ONE, {"id": id}).fetchone():
            found.append(f"event {id} says {row['seats_taken']} of {row['capacity']} seats, counted {row['counted']}")
        if row := raw.execute(_PLACES_OF_EVENT, {"id": id, "now": now}).fetchone():
            found.append(f"{row['user_type']} {row['user_id']} serves events {id} and {row['id']} at once")
        if row := raw.execute(_ORDERS_OF_EVENT, {"id": id, "now": now}).fetchone():
            found.append(f"person {row['user_id']} has order {row['source_id']} and event {id} at once")
    for id in blocks:
        if row := raw.execute(_PLACES_OF_BLOCK, {"id": id, "now": now}).fetchone():
            found.append(f"person {row['owner_id']} is on orders {row['first']} and {row['second']} at once")
        if row := raw.execute(_EVENTS_OF_BLOCK, {"id": id, "now": now}).fetchone():
            found.append(f"person {row['owner_id']} has order {row['source_id']} and event {row['event']} at once")
    return found


def order_laws(raw: sqlite3.Connection, orders: set[int]) -> list[str]:
    """What is wrong with the money of work orders that moved."""
    return [
        f"work order {id} in state {row['status']} has {row['holds']} holds"
        for id in orders
        if (row := raw.execute(_HOLDS_OF_ONE, {"id": id}).fetchone())
    ]


_LIVE = """{e}.type_id = 1 AND {e}.status_id IN (100, 200, 555) AND {e}.deleted_at IS NULL AND {e}.slot = 'grid'
           AND {e}.start_at IS NOT NULL AND {e}.end_at > :now
           AND ({e}.status_id <> 100 OR {e}.hold_until IS NULL OR {e}.hold_until > :now)"""
# A time kept free while people vote on moving an event there is no second place: it is the same event.
_MOVING = """EXISTS (SELECT 1 FROM event_corrections c WHERE (c.event_id = {e}.id AND c.held_event_id = {o}.id)
                     OR (c.event_id = {o}.id AND c.held_event_id = {e}.id))
             OR EXISTS (SELECT 1 FROM event_attendees s JOIN event_attendees moving ON moving.id = s.stands_in_for
                        WHERE (s.event_id = {e}.id AND moving.event_id = {o}.id)
                           OR (s.event_id = {o}.id AND moving.event_id = {e}.id))"""
# Bookings whose seats are not those of who takes part, or more than there are.
_SEATS = """SELECT * FROM (SELECT e.id, e.seats_taken, e.capacity,
                                  sum(CASE WHEN a.status_id IN (100, 200, 555, 777) THEN a.seats ELSE 0 END) AS counted
                           FROM events e JOIN event_attendees a ON a.event_id = e.id AND a.status_id IS NOT NULL
                           WHERE {which} e.type_id = 1 GROUP BY e.id) e
            WHERE seats_taken <> counted OR (capacity > 0 AND counted > capacity)"""
# A company that moves an order somebody is on is warned of their other work, and may have it so.
_MOVED_ON_PURPOSE = """EXISTS (SELECT 1 FROM calls c WHERE c.record_type = 'work_order' AND c.record_id = {b}.source_id
                                AND c.tool = 'update_work_order_schedule')"""
_SEATS_OF_ONE, _SEATS_OF_ALL = _SEATS.format(which="e.id = :id AND"), _SEATS.format(which="")
_PLACES_OF_EVENT = f"""SELECT a.user_type, a.user_id, o.id FROM events e JOIN event_hosts a ON a.event_id = e.id
                       JOIN event_hosts b ON b.user_type = a.user_type AND b.user_id = a.user_id AND b.event_id <> e.id
                                          AND b.end_at > :now
                       JOIN events o ON o.id = b.event_id
                       WHERE e.id = :id AND {_LIVE.format(e="e")} AND {_LIVE.format(e="o")}
                         AND e.start_at < o.end_at AND o.start_at < e.end_at AND NOT ({_MOVING.format(e="e", o="o")})"""
_ORDERS_OF_EVENT = f"""SELECT a.user_id, b.source_id FROM events e JOIN event_hosts a ON a.event_id = e.id
                       JOIN busy_blocks b ON b.owner_type = a.user_type AND b.owner_id = a.user_id AND b.end_at > :now
                       WHERE e.id = :id AND {_LIVE.format(e="e")} AND b.source_type = 'work_order'
                         AND b.start_at < e.end_at AND e.start_at < b.end_at
                         AND NOT {_MOVED_ON_PURPOSE.format(b="b")}"""
_PLACES_OF_BLOCK = f"""SELECT b.owner_id, b.source_id AS first, o.source_id AS second FROM busy_blocks b
                      JOIN busy_blocks o ON o.owner_type = b.owner_type AND o.owner_id = b.owner_id AND o.id <> b.id
                      WHERE b.id = :id AND b.source_type = 'work_order' AND o.source_type = 'work_order'
                        AND b.end_at > :now AND b.start_at < o.end_at AND o.start_at < b.end_at
                        AND NOT {_MOVED_ON_PURPOSE.format(b="b")} AND NOT {_MOVED_ON_PURPOSE.format(b="o")}"""
_EVENTS_OF_BLOCK = f"""SELECT b.owner_id, b.source_id, e.id AS event FROM busy_blocks b
                       JOIN event_hosts h ON h.user_type = b.owner_type AND h.user_id = b.owner_id AND h.end_at > :now
                       JOIN events e ON e.id = h.event_id
                       WHERE b.id = :id AND b.source_type = 'work_order' AND b.end_at > :now AND {_LIVE.format(e="e")}
                         AND b.start_at < e.end_at AND e.start_at < b.end_at
                         AND NOT {_MOVED_ON_PURPOSE.format(b="b")}"""
_HOLDS_OF_ONE = """SELECT w.status, count(h.id) AS holds FROM work_orders w
                   LEFT JOIN ledger_holds h ON h.record_type = 'work_order' AND h.record_id = w.id
                       AND NOT EXISTS (SELECT 1 FROM ledger_hold_ends e WHERE e.hold_id = h.id)
                   WHERE w.id = :id
                   GROUP BY w.id HAVING (w.status IN (2, 3, 4, 9)) <> (count(h.id) >= 1)"""


def broken(tx: Transaction, raw: sqlite3.Connection, clock: Clock) -> list[str]:
    """Every law that does not hold now; empty when all do."""
    added = (*OPEN_CALL_LAWS, *APPROVAL_LAWS, *BOOKING_EXTRA_LAWS, *REVIEW_LAWS)
    kept = (*LAWS, *CONTRACT_LAWS, *PAY_LAWS, *VISIT_LAWS, *added)
    return [*differences(tx), *(sentence for law in kept for sentence in law(raw, utc_text(clock())))]


Law = Callable[[sqlite3.Connection, str], list[str]]


def _seats(raw: sqlite3.Connection, now: str) -> list[str]:
    rows = raw.execute(_SEATS_OF_ALL)
    return [
        f"event {row['id']} says {row['seats_taken']} of {row['capacity']} seats, counted {row['counted']}"
        for row in rows
    ]


def _two_places(raw: sqlite3.Connection, now: str) -> list[str]:
    """Nobody serves two bookings at once. What people put into their own calendars by hand they may put side by side."""
    rows = raw.execute(
        f"""WITH live AS (SELECT h.user_type, h.user_id, e.id, e.start_at, e.end_at, e.slot FROM event_hosts h
                         JOIN events e ON e.id = h.event_id
                         WHERE e.type_id = 1 AND e.status_id IN (100, 200, 555) AND e.deleted_at IS NULL
                           AND e.start_at IS NOT NULL AND e.end_at > :now
                           AND (e.status_id <> 100 OR e.hold_until IS NULL OR e.hold_until > :now))
           SELECT a.user_type, a.user_id, a.id AS first, b.id AS second FROM live a
           JOIN live b ON b.user_type = a.user_type AND b.user_id = a.user_id AND b.id > a.id
           WHERE a.start_at < b.end_at AND b.start_at < a.end_at AND a.slot = 'grid' AND b.slot = 'grid'
             AND NOT ({_MOVING.format(e="a", o="b")})""",
        {"now": now},
    )
    return [
        f"{row['user_type']} {row['user_id']} serves events {row['first']} and {row['second']} at once" for row in rows
    ]


def _assigned(raw: sqlite3.Connection, now: str) -> list[str]:
    """An assigned order takes its provider's time, and no other order or booking has the same."""
    rows = raw.execute(
        f"""SELECT b.owner_id, b.source_id AS first, o.source_id AS second FROM busy_blocks b
           JOIN busy_blocks o ON o.owner_type = b.owner_type AND o.owner_id = b.owner_id AND o.id > b.id
           WHERE b.source_type = 'work_order' AND o.source_type = 'work_order' AND b.end_at > :now
             AND b.start_at < o.end_at AND o.start_at < b.end_at
             AND NOT {_MOVED_ON_PURPOSE.format(b="b")} AND NOT {_MOVED_ON_PURPOSE.format(b="o")}""",
        {"now": now},
    )
    twice = [f"person {row['owner_id']} is on orders {row['first']} and {row['second']} at once" for row in rows]
    rows = raw.execute(
        f"""SELECT b.owner_id, b.source_id AS orders, e.id AS event FROM busy_blocks b
           JOIN event_hosts h ON h.user_type = b.owner_type AND h.user_id = b.owner_id
           JOIN events e ON e.id = h.event_id
           WHERE b.source_type = 'work_order' AND b.end_at > :now AND e.type_id = 1 AND e.slot = 'grid'
             AND e.status_id IN (100, 200, 555) AND e.deleted_at IS NULL
             AND (e.status_id <> 100 OR e.hold_until IS NULL OR e.hold_until > :now)
             AND b.start_at < e.end_at AND e.start_at < b.end_at
             AND NOT {_MOVED_ON_PURPOSE.format(b="b")}""",
        {"now": now},
    )
    return twice + [
        f"person {row['owner_id']} has order {row['orders']} and event {row['event']} at once" for row in rows
    ]


def _escrow(raw: sqlite3.Connection, now: str) -> list[str]:
    """What is held is held for something, to the cent: tasks, bookings, work orders and waiting jobs."""
    rows = raw.execute(
        """SELECT h.kind, h.record_type, h.record_id, h.amount FROM ledger_holds h
           LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
           WHERE e.hold_id IS NULL AND (
             (h.record_type = 'task' AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = h.record_id AND t.held_amount > 0))
             OR (h.kind = 'job_price' AND NOT EXISTS
                 (SELECT 1 FROM jobs j WHERE j.hold_id = h.id AND j.state IN ('queued', 'running'))))"""
    )
    lost = [
        f"{row['amount']} is held for {row['record_type'] or row['kind']} {row['record_id']} for nothing"
        for row in rows
    ]
    tasks = raw.execute("SELECT coalesce(sum(held_amount), 0) FROM tasks").fetchone()[0]
    held = raw.execute(
        """SELECT coalesce(sum(h.amount), 0) FROM ledger_holds h LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
           WHERE e.hold_id IS NULL AND h.record_type = 'task'"""
    ).fetchone()[0]
    if tasks != held:
        lost.append(f"tasks say {tasks} is held for them, the ledger says {held}")
    escrow = raw.execute("SELECT coalesce(sum(escrow), 0) FROM event_attendees").fetchone()[0]
    holds = raw.execute(
        """SELECT coalesce(sum(h.amount), 0) FROM ledger_holds h LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
           WHERE e.hold_id IS NULL AND h.id IN (SELECT ledger_hold_id FROM event_attendees)"""
    ).fetchone()[0]
    if escrow != holds:
        lost.append(f"bookings say {escrow} is in escrow, the ledger says {holds}")
    return lost


def _paid_once(raw: sqlite3.Connection, now: str) -> list[str]:
    rows = raw.execute(
        """SELECT t.id, t.state, count(l.id) AS payments FROM tasks t
           LEFT JOIN ledger_transfers l ON l.record_type = 'task' AND l.record_id = t.id AND l.kind = 'task_payment'
           GROUP BY t.id HAVING (t.state = 5) <> (count(l.id) = 1)"""
    )
    return [f"task {row['id']} in state {row['state']} was paid {row['payments']} times" for row in rows]


def _orders(raw: sqlite3.Connection, now: str) -> list[str]:
    """A published, routed, assigned or done order has its money held; no other has."""
    rows = raw.execute(
        """SELECT w.id, w.status, count(h.id) AS holds FROM work_orders w
           LEFT JOIN (SELECT h.id, h.record_id FROM ledger_holds h LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
                      WHERE e.hold_id IS NULL AND h.record_type = 'work_order') h ON h.record_id = w.id
           GROUP BY w.id HAVING (w.status IN (2, 3, 4, 9)) <> (count(h.id) >= 1)"""
    )
    return [f"work order {row['id']} in state {row['status']} has {row['holds']} holds" for row in rows]


def _free_views(raw: sqlite3.Connection, now: str) -> list[str]:
    """Exactly the first hundred views of a month are free."""
    rows = raw.execute(
        """SELECT * FROM (
               SELECT payer_type, payer_id, substr(at, 1, 7) AS month, sum(free_view) AS free, count(*) AS viewed,
                      sum(CASE WHEN amount > 0 THEN 1 ELSE 0 END) AS billed
               FROM calls WHERE price_class = 'profile_view' AND waived = 0 AND payer_type IS NOT NULL
               GROUP BY payer_type, payer_id, substr(at, 1, 7)) v
           WHERE free > 100 OR (billed > 0 AND free < 100) OR free + billed <> viewed"""
    )
    return [f"{row['payer_type']} {row['payer_id']} had {row['free']} free views in {row['month']}" for row in rows]


def _codes_of_orders(raw: sqlite3.Connection, now: str) -> list[str]:
    """Codes ORD-n have no gaps: every number up to the last one given out is the code of an order."""
    codes: dict[int, set[str]] = defaultdict(set)
    for row in raw.execute("SELECT company_id, code_key FROM orders WHERE code_key LIKE 'ord-%'"):
        codes[row["company_id"]].add(row["code_key"])
    rows = raw.execute("SELECT company_id, last_number FROM order_numbers").fetchall()
    given = {row["company_id"]: {f"ord-{number}" for number in range(1, row["last_number"] + 1)} for row in rows}
    return [
        f"company {company} has no orders {sorted(missing)}"
        for company, expected in given.items()
        if (missing := expected - codes[company])
    ]


def _fields_of_orders(raw: sqlite3.Connection, now: str) -> list[str]:
    """An order holds fields of its type alone, and has a line for each."""
    rows = raw.execute(
        "SELECT o.id, o.code, o.data, t.fields FROM orders o JOIN order_types t ON t.id = o.order_type_id"
    )
    wrong = []
    for row in rows:
        held, known = set(json.loads(row["data"])), {field["name"] for field in json.loads(row["fields"])}
        lines = {line[0] for line in raw.execute("SELECT field FROM order_values WHERE order_id = ?", (row["id"],))}
        if not held <= known or lines != held:
            wrong.append(
                f"order {row['code']} holds {sorted(held)}, its type has {sorted(known)}, its lines {sorted(lines)}"
            )
    return wrong


LAWS: tuple[Law, ...] = (
    _seats, _two_places, _assigned, _escrow, _paid_once, _orders, _free_views, _codes_of_orders, _fields_of_orders,
)  # fmt: skip

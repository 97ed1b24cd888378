"""What always holds of open calls: the money of the free seats is held to the cent, and every seat goes to one."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

# Table and column -> which moves there are, written out here and not taken from the rules.
MOVES_OF_CALLS: dict[tuple[str, str], set[tuple[object, object]]] = {
    ("open_calls", "status"): {
        ("draft", "published"), ("draft", "cancelled"), ("published", "closed"), ("published", "suspended"),
        ("published", "filled"), ("published", "expired"), ("published", "cancelled"), ("closed", "published"),
        ("closed", "suspended"), ("closed", "filled"), ("closed", "expired"), ("closed", "cancelled"),
        ("suspended", "published"), ("suspended", "closed"), ("suspended", "cancelled"),
    },
    ("open_call_applications", "status"): {
        ("unsent", "pending"), ("unsent", "withdrawn"), ("unsent", "refused"), ("pending", "shortlisted"),
        ("pending", "accepted"), ("pending", "refused"), ("pending", "withdrawn"), ("shortlisted", "pending"),
        ("shortlisted", "accepted"), ("shortlisted", "refused"), ("shortlisted", "withdrawn"),
    },
}  # fmt: skip


def _held(raw: sqlite3.Connection, now: str) -> list[str]:
    """A call that is put out holds its price for each free seat, in one hold; a draft, and one that is over, hold nothing."""
    rows = raw.execute(
        """SELECT o.id, o.status, o.seats, o.seats_taken, o.hold_per_seat, o.hold_id, h.sum, h.holds, h.id AS held_as
           FROM open_calls o LEFT JOIN (
               SELECT h.record_id, sum(h.amount) AS sum, count(*) AS holds, max(h.id) AS id FROM ledger_holds h
               WHERE h.record_type = 'open_call' AND NOT EXISTS (SELECT 1 FROM ledger_hold_ends e WHERE e.hold_id = h.id)
               GROUP BY h.record_id) h ON h.record_id = o.id"""
    )
    found = []
    for row in rows:
        open_now = row["status"] in ("published", "closed", "suspended")
        due = row["hold_per_seat"] * (row["seats"] - row["seats_taken"]) if open_now else 0
        if ((row["sum"] or 0), (row["holds"] or 0), row["hold_id"]) != (due, int(open_now), row["held_as"]):
            found.append(
                f"open call {row['id']}, {row['status']}, holds {row['sum']} in {row['holds']} holds for "
                f"{row['seats'] - row['seats_taken']} free seats at {row['hold_per_seat']}"
            )
    return found


def _seat_price(raw: sqlite3.Connection, now: str) -> list[str]:
    """What is held for a seat is what it costs at the highest price: with the company's commission, or the fee of an order.

    A call that is out keeps what it holds when the commission changes: any that the company had is right."""
    percents: dict[int, set[str]] = defaultdict(set)
    for row in raw.execute(
        """SELECT id, commission_percent AS percent FROM companies UNION
           SELECT company_id, old_value FROM company_term_changes WHERE term = 'commission_percent'"""
    ):
        percents[row["id"]].add(row["percent"])
    found = []
    for row in raw.execute(
        """SELECT id, company_id, work, price_max, hold_per_seat FROM open_calls
           WHERE status IN ('published', 'closed', 'suspended')"""
    ):
        rates = percents[row["company_id"]] if row["work"] == "task" else {"10"}
        due = sorted({_with_commission(row["price_max"], Decimal(rate)) for rate in rates})
        if row["hold_per_seat"] not in due:
            costs = " or ".join(map(str, due))
            found.append(f"a seat of open call {row['id']} holds {row['hold_per_seat']} and costs {costs}")
    return found


def _with_commission(price: int, percent: Decimal) -> int:
    return price + int((price * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _seats(raw: sqlite3.Connection, now: str) -> list[str]:
    """As many seats are taken as people were accepted, each for work of their own; a full call is filled."""
    rows = raw.execute(
        """SELECT o.id, o.status, o.seats, o.seats_taken, count(a.id) AS accepted, count(DISTINCT a.person_id) AS people,
                  count(DISTINCT a.result_type || a.result_id) AS works
           FROM open_calls o LEFT JOIN open_call_applications a ON a.open_call_id = o.id AND a.status = 'accepted'
           GROUP BY o.id, o.status, o.seats, o.seats_taken"""
    )
    return [
        f"open call {row['id']} ({row['status']}) has {row['seats_taken']} of {row['seats']} seats taken by {row['accepted']} "
        f"accepted applications of {row['people']} people with {row['works']} works"
        for row in rows
        if len({row["seats_taken"], row["accepted"], row["works"]}) > 1
        or row["seats_taken"] > row["seats"]
        or (row["status"] == "filled") != (row["seats_taken"] == row["seats"] and row["status"] not in OVER)
    ]


# Ended with free seats, or before anybody could take one.
OVER = ("expired", "cancelled", "draft")


def _undecided(raw: sqlite3.Connection, now: str) -> list[str]:
    """Nobody waits for a decision on a call that is over."""
    rows = raw.execute(
        """SELECT a.id, a.status, o.status AS of_call FROM open_call_applications a JOIN open_calls o ON o.id = a.open_call_id
           WHERE o.status IN ('filled', 'expired', 'cancelled') AND a.status IN ('unsent', 'pending', 'shortlisted')"""
    )
    return [f"application {row['id']} is {row['status']} for a call that is {row['of_call']}" for row in rows]


OPEN_CALL_LAWS: tuple[Callable[[sqlite3.Connection, str], list[str]], ...] = (_held, _seat_price, _seats, _undecided)

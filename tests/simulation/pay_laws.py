"""What always holds of the pay of work orders, counted here once more and not taken from the rules."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal


def _held(raw: sqlite3.Connection, now: str) -> list[str]:
    """What is held for an order is the most it can cost: labour, increases, every bonus, the fee, approved expenses."""
    rows = raw.execute(
        """SELECT w.*, (SELECT coalesce(sum(h.amount), 0) FROM ledger_holds h
                        WHERE h.record_type = 'work_order' AND h.record_id = w.id
                          AND NOT EXISTS (SELECT 1 FROM ledger_hold_ends e WHERE e.hold_id = h.id)) AS held
           FROM work_orders w WHERE w.status IN (2, 3, 4, 9)"""
    ).fetchall()
    return [
        f"work order {row['id']} holds {row['held']} and may cost {most}"
        for row in rows
        if row["held"] != (most := _most(raw, row))
    ]


def _most(raw: sqlite3.Connection, row: sqlite3.Row) -> int:
    id, units, base = row["id"], Decimal(row["base_units"]), Decimal(row["base_amount"])
    more = _sum(raw, "SELECT units FROM work_order_increases WHERE work_order_id = ? AND status = 'accepted'", id)
    if row["pay_type"] == "blended":
        labour = base + _round(Decimal(row["additional_amount"]) * (Decimal(row["additional_units"]) + more))
    else:
        labour = base if row["pay_type"] == "fixed" else _round(base * (units + more))
    whole = labour + _sum(
        raw, "SELECT amount FROM work_order_increases WHERE work_order_id = ? AND status = 'accepted'", id
    )
    bonuses = sum(
        _round(Decimal(each["modifier"]) * (100 if each["calculation"] == "fixed" else whole / 100))
        for each in raw.execute("SELECT * FROM work_order_bonuses WHERE work_order_id = ?", (id,))
    )
    fee = _round((whole + bonuses) * Decimal(row["fee_percent"]) / 100)
    spent = "SELECT approved_amount FROM work_order_expenses WHERE work_order_id = ? AND status = 'approved'"
    return int(whole + bonuses + fee + _sum(raw, spent, id))


def _sum(raw: sqlite3.Connection, sql: str, id: int) -> Decimal:
    return sum((Decimal(value) for (value,) in raw.execute(sql, (id,)) if value is not None), Decimal(0))


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _settled(raw: sqlite3.Connection, now: str) -> list[str]:
    """An approved order took from its company what its provider and the platform got, and was paid at most once."""
    rows = raw.execute(
        """SELECT w.id, w.status, w.final_pay,
                  sum(CASE WHEN t.kind = 'work_order_payment' THEN t.amount ELSE 0 END) AS earned,
                  sum(CASE WHEN t.kind = 'work_order_fee' THEN t.amount ELSE 0 END) AS fee,
                  sum(CASE WHEN t.kind = 'work_order_payout' THEN t.amount ELSE 0 END) AS paid
           FROM work_orders w LEFT JOIN ledger_transfers t ON t.record_type = 'work_order' AND t.record_id = w.id
           WHERE w.status IN (5, 6) GROUP BY w.id"""
    ).fetchall()
    found = []
    for row in rows:
        final = json.loads(row["final_pay"])
        due = final["provider_total"] if row["status"] == 6 else 0
        moved = (row["earned"] or 0, row["fee"] or 0, row["paid"] or 0)
        if moved != (final["provider_total"], final["service_fee"], due):
            found.append(f"work order {row['id']} in state {row['status']} was to move {final} and moved {moved}")
        if final["company_total"] != final["provider_total"] + final["service_fee"]:
            found.append(f"the pay of work order {row['id']} does not add up: {final}")
    return found


PAY_LAWS: tuple[Callable[[sqlite3.Connection, str], list[str]], ...] = (_held, _settled)

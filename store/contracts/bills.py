"""Bills of contracts as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.scheduling.transactions import CHARGES
from store.types import Owner, utc_text

# owner: whoever reads sees bills with charges that pay them, or all of them.
BILLS = """
    SELECT b.* FROM contract_bills b
    WHERE b.contract_id = :contract AND (b.status_id = :status OR (:status IS NULL AND b.status_id <> 444))
      AND (:participant IS NULL OR EXISTS (SELECT 1 FROM contract_bill_charges c
                                           WHERE c.bill_id = b.id AND c.participant_id = :participant))
      AND (:all = 1 OR EXISTS (SELECT 1 FROM contract_bill_charges c JOIN contract_charges h ON h.event_id = c.charge_id
                               WHERE c.bill_id = b.id AND h.payee_type = :kind AND h.payee_id = :id))"""


def insert_bill(tx: Transaction, now: datetime, charges: Iterable[tuple[int, int, int]], **columns: Any) -> int:
    """Store a bill; its id. charges: (charge, participant, line)."""
    id = tx.insert("contract_bills", **columns, created_at=utc_text(now), updated_at=utc_text(now))
    for charge_id, participant_id, line in charges:
        tx.insert("contract_bill_charges", bill_id=id, charge_id=charge_id, participant_id=participant_id, line=line)
    return id


def find_bill(tx: Transaction, id: int) -> Row | None:
    """A bill, deleted ones too."""
    return tx.one("SELECT * FROM contract_bills WHERE id = :id", id=id)


def change_bill(tx: Transaction, id: int, now: datetime, **columns: Any) -> None:
    """Set columns of a bill; its version grows."""
    tx.change("contract_bills", id, **columns, updated_at=utc_text(now))
    tx.run("UPDATE contract_bills SET version = version + 1 WHERE id = :id", id=id)


def free_charges(tx: Transaction, bill_id: int) -> None:
    """The charges of a bill may stand on another one."""
    tx.run("UPDATE contract_bill_charges SET live = 0 WHERE bill_id = :id", id=bill_id)


def unbilled(tx: Transaction, participant_id: int, first: date | None, last: date | None, most: int) -> list[Row]:
    """Approved and unpaid charges of a participant that are on no bill, nor reported as paid, oldest day first."""
    return tx.all(
        f"""{CHARGES} AND c.participant_id = :id AND e.status_id = 200 AND e.payment_status_id = 100 AND b.bill_id IS NULL
              AND (:first IS NULL OR e.date >= :first) AND (:last IS NULL OR e.date <= :last)
            ORDER BY e.date, c.event_id LIMIT :most""",
        id=participant_id,
        first=first.isoformat() if first else None,
        last=last.isoformat() if last else None,
        most=most,
    )


def charges_on(tx: Transaction, bill_ids: Collection[int]) -> list[Row]:
    """The charges of bills, line by line, oldest day first: bill_id, line, charge_id, participant_id, who is paid, minutes,
    amount."""
    one_of, params = among(bill_ids)
    return tx.all(
        f"""SELECT c.bill_id, c.line, c.charge_id, c.participant_id, h.payee_type, h.payee_id, h.minutes, e.amount
            FROM contract_bill_charges c
            JOIN contract_charges h ON h.event_id = c.charge_id JOIN events e ON e.id = c.charge_id
            WHERE c.bill_id {one_of} ORDER BY c.bill_id, c.line, e.date, c.charge_id""",
        **params,
    )


def count_open(tx: Transaction, contract_id: int) -> int:
    """How many bills of a contract are neither paid nor deleted."""
    count: int = tx.value(
        "SELECT count(*) FROM contract_bills WHERE contract_id = :id AND status_id IN (100, 555)", id=contract_id
    )
    return count


def close_paid(tx: Transaction, charge_ids: Collection[int], by: Owner, now: datetime) -> list[int]:
    """Bills of these charges of which nothing is unpaid any more are paid; their ids. by: who paid, unless one reported it."""
    one_of, params = among(charge_ids)
    rows = tx.all(
        f"""SELECT b.id FROM contract_bills b
            WHERE b.status_id IN (100, 555)
              AND b.id IN (SELECT bill_id FROM contract_bill_charges WHERE live = 1 AND charge_id {one_of})
              AND NOT EXISTS (SELECT 1 FROM contract_bill_charges c JOIN events e ON e.id = c.charge_id
                              WHERE c.bill_id = b.id AND c.live = 1 AND e.status_id <> 777)""",
        **params,
    )
    for row in rows:
        tx.run(
            """UPDATE contract_bills SET status_id = 777, paid_at = :now, updated_at = :now, version = version + 1,
                      paid_by_type = coalesce(paid_by_type, :kind), paid_by_id = coalesce(paid_by_id, :by)
               WHERE id = :id""",
            id=row["id"],
            now=utc_text(now),
            kind=by.kind,
            by=by.id,
        )
    return [row["id"] for row in rows]


def open_bills(tx: Transaction, contract_id: int) -> list[Row]:
    """The bills of a contract that are neither paid nor deleted."""
    return tx.all(
        "SELECT * FROM contract_bills WHERE contract_id = :id AND status_id IN (100, 555) ORDER BY id", id=contract_id
    )

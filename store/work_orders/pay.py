"""The lines that make up what a work order pays: time logs, increases, discounts, expenses, bonuses, penalties."""

from __future__ import annotations

from store.companies.catalog_changes import name_sql
from store.database import Row, Transaction

FEE_SETTING = "work_order_fee_percent"
MINIMUM_SETTING = "work_order_minimum_payment"


def reported(tx: Transaction, id: int) -> list[Row]:
    """The closed, valid time logs, oldest first: hours (decimal text), devices."""
    return tx.all(
        """SELECT hours, devices FROM work_order_time_logs
           WHERE work_order_id = :id AND void = 0 AND out_at IS NOT NULL ORDER BY in_at, id""",
        id=id,
    )


def increases(tx: Transaction, id: int, status: str) -> list[Row]:
    """Increases in one status, oldest first."""
    sql = "SELECT * FROM work_order_increases WHERE work_order_id = :id AND status = :status ORDER BY id"
    return tx.all(sql, id=id, status=status)


def expenses(tx: Transaction, id: int, status: str) -> list[Row]:
    """Expenses in one status, oldest first."""
    sql = "SELECT * FROM work_order_expenses WHERE work_order_id = :id AND status = :status ORDER BY id"
    return tx.all(sql, id=id, status=status)


def discount_sum(tx: Transaction, id: int) -> int:
    """What the provider took off, in the smallest unit."""
    total: int = tx.value(
        """SELECT coalesce(sum(amount), 0) FROM work_order_discounts
           WHERE work_order_id = :id AND status = 'active'""",
        id=id,
    )
    return total


def bonuses(tx: Transaction, id: int) -> list[Row]:
    """Attached bonuses with the name of the company's bonus."""
    return tx.all(
        f"""SELECT x.*, {name_sql("bonus", "b", "w.company_id")} AS name
            FROM work_order_bonuses x JOIN company_bonuses b ON b.id = x.bonus_id
            JOIN work_orders w ON w.id = x.work_order_id
            WHERE x.work_order_id = :id ORDER BY x.id""",
        id=id,
    )


def penalties(tx: Transaction, id: int) -> list[Row]:
    """Attached penalties with the name of the company's penalty."""
    return tx.all(
        f"""SELECT x.*, {name_sql("penalty", "b", "w.company_id")} AS name
            FROM work_order_penalties x JOIN company_penalties b ON b.id = x.penalty_id
            JOIN work_orders w ON w.id = x.work_order_id
            WHERE x.work_order_id = :id ORDER BY x.id""",
        id=id,
    )


def fee_percent(tx: Transaction) -> str | None:
    """The operator's service fee for work orders, decimal text; None when not set."""
    value: str | None = tx.value("SELECT value FROM settings WHERE name = :name", name=FEE_SETTING)
    return value


def minimum_payment(tx: Transaction) -> str | None:
    """The least the operator lets a work order pay, decimal text; None when not set."""
    value: str | None = tx.value("SELECT value FROM settings WHERE name = :name", name=MINIMUM_SETTING)
    return value


def decide_increases(tx: Transaction, id: int, status: str, stamp: str, by_type: str, by_id: int) -> int:
    """Accept or decline everything that still waits; how many."""
    return tx.run(
        """UPDATE work_order_increases SET status = :status, decided_at = :stamp, decided_by_type = :by_type,
               decided_by_id = :by_id, updated_at = :stamp
           WHERE work_order_id = :id AND status = 'pending'""",
        id=id,
        status=status,
        stamp=stamp,
        by_type=by_type,
        by_id=by_id,
    )


def decide_expenses(tx: Transaction, id: int, approved: bool, stamp: str, by_type: str, by_id: int) -> int:
    """Approve in full or deny every expense that still waits; how many."""
    return tx.run(
        """UPDATE work_order_expenses SET status = :status, approved_amount = CASE WHEN :approved = 1 THEN total END,
               decided_at = :stamp, decided_by_type = :by_type, decided_by_id = :by_id, updated_at = :stamp
           WHERE work_order_id = :id AND status = 'pending'""",
        id=id,
        status="approved" if approved else "denied",
        approved=int(approved),
        stamp=stamp,
        by_type=by_type,
        by_id=by_id,
    )


def void_provider_lines(tx: Transaction, id: int, since: str, stamp: str) -> None:
    """Void what the leaving provider asked for or granted: increases, expenses, discounts. What they had earned or lost since
    they were assigned, in bonuses and penalties, counts no more: the next provider begins with what was offered."""
    tx.run(
        """UPDATE work_order_increases SET status = 'voided', updated_at = :stamp
           WHERE work_order_id = :id AND status IN ('pending', 'accepted')""",
        id=id,
        stamp=stamp,
    )
    tx.run(
        """UPDATE work_order_expenses SET status = 'voided', approved_amount = NULL, updated_at = :stamp
           WHERE work_order_id = :id AND status IN ('pending', 'approved')""",
        id=id,
        stamp=stamp,
    )
    tx.run("UPDATE work_order_discounts SET status = 'voided' WHERE work_order_id = :id AND status = 'active'", id=id)
    tx.run(
        """UPDATE work_order_bonuses SET charged = 0, updated_at = :stamp
           WHERE work_order_id = :id AND charged = 1 AND updated_at > :since""",
        id=id,
        since=since,
        stamp=stamp,
    )
    tx.run(
        """UPDATE work_order_penalties SET charged = 0, reason = NULL, updated_at = :stamp
           WHERE work_order_id = :id AND (charged = 1 OR reason IS NOT NULL) AND updated_at > :since""",
        id=id,
        since=since,
        stamp=stamp,
    )


def verify_time_logs(tx: Transaction, id: int, stamp: str) -> None:
    tx.run(
        "UPDATE work_order_time_logs SET verified = 1, updated_at = :stamp WHERE work_order_id = :id AND void = 0",
        id=id,
        stamp=stamp,
    )


def count_completed(tx: Transaction, person_id: int) -> None:
    """One more job a provider finished to the company's satisfaction."""
    sql = "UPDATE provider_profiles SET jobs_completed = jobs_completed + 1 WHERE person_id = :person_id"
    tx.run(sql, person_id=person_id)


def count_approval(tx: Transaction, company_id: int, seconds: int) -> None:
    """One more order a company approved, so many seconds after the work was reported done."""
    tx.run(
        """INSERT INTO company_approvals (company_id, approvals, seconds) VALUES (:company_id, 1, :seconds)
           ON CONFLICT (company_id) DO UPDATE SET approvals = company_approvals.approvals + 1,
               seconds = company_approvals.seconds + excluded.seconds""",
        company_id=company_id,
        seconds=seconds,
    )

"""What a day is planned from: orders that touch it, what people have that day, and their working hours."""

from __future__ import annotations

from collections.abc import Collection

from store.database import Row, Transaction
from store.rows import among
from store.scheduling.schedules import SCHEDULES
from store.work_orders.orders import ORDER


def open_on(tx: Transaction, company_id: int, start_at: str, end_at: str, drafts: bool, limit: int) -> list[int]:
    """Orders of a company that nobody has yet and whose window touches this time, those that close first first."""
    rows = tx.all(
        """SELECT id FROM work_orders
           WHERE company_id = :company_id AND (status IN (2, 9) OR (status = 1 AND :drafts = 1))
             AND schedule_mode IS NOT NULL AND start_at < :end_at AND start_at <> ''
             AND (window_end_at > :start_at OR start_at >= :start_at)
           ORDER BY window_end_at, id LIMIT :limit""",
        company_id=company_id,
        start_at=start_at,
        end_at=end_at,
        drafts=int(drafts),
        limit=limit,
    )
    return [row["id"] for row in rows]


def orders(tx: Transaction, company_id: int, ids: Collection[int]) -> dict[int, Row]:
    """Those of the orders that are this company's and not deleted, by id."""
    one_of, params = among(ids)
    sql = f"{ORDER} WHERE w.id {one_of} AND w.company_id = :company_id AND w.status <> 8 ORDER BY w.id"
    return {row["id"]: row for row in tx.all(sql, company_id=company_id, **params)}


def assigned_on(tx: Transaction, people: Collection[int], start_at: str, end_at: str) -> list[Row]:
    """Assigned orders of these people, of whatever company, that are due in this time: at their planned arrival, their
    exact start, or, where neither is known, when their window closes."""
    one_of, params = among(people)
    due = "coalesce(e.start_at, CASE WHEN w.schedule_mode = 'exact' THEN w.start_at ELSE w.latest_arrival_at END)"
    sql = f"""{ORDER} WHERE w.assignee_id {one_of} AND w.status = 3 AND w.schedule_mode IS NOT NULL
              AND {due} >= :start_at AND {due} < :end_at ORDER BY w.id"""
    return tx.all(sql, start_at=start_at, end_at=end_at, **params)


def working_hours(tx: Transaction, people: Collection[int]) -> list[Row]:
    """The working hours of people that belong to no contract: rows of schedules."""
    one_of, params = among(people)
    sql = f"""{SCHEDULES} WHERE s.owner_type = 'person' AND s.owner_id {one_of} AND s.type_id = 2
              AND s.deleted_at IS NULL AND s.participant_id IS NULL AND s.contract_id IS NULL ORDER BY s.owner_id, s.id"""
    return tx.all(sql, **params)

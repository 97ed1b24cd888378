"""What stands in the calendar of a contract, or in a member's as far as it belongs to the contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import Order
from store.scheduling.calendar_contents import Period
from store.scheduling.schedules import SCHEDULES
from store.types import Owner, utc_text

BY_TIME: Order = (("e.begins", "asc"), ("e.id", "asc"))


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at what of a contract, with which read level. whose: only what stands in this person's calendar kal_id or
    that they are part of; None = everything. schedule_id: only what stands in it.
    others: the taken time of others is shown too."""

    contract_id: int
    me: Owner
    read: int
    kal_id: int | None = None
    whose: Owner | None = None
    schedule_id: int | None = None
    others: bool = True

    @property
    def params(self) -> dict[str, Any]:
        return {
            "contract": self.contract_id,
            "me_kind": self.me.kind,
            "me": self.me.id,
            "read": self.read,
            "kal": self.kal_id,
            "who_kind": self.whose.kind if self.whose else None,
            "who": self.whose.id if self.whose else None,
            "only": self.schedule_id,
            "others": int(self.others),
        }


def _part(kind: str, id: str) -> str:
    """The condition that somebody owns, serves, attends, pays or is paid for event e, by themselves or for a paid place."""
    return f"""(
            (e.owner_type = {kind} AND e.owner_id = {id})
            OR ({kind} = 'person' AND ((e.billable_type = 'user' AND e.billable_id = {id})
                                    OR (e.benefitable_type = 'user' AND e.benefitable_id = {id})))
            OR (e.benefitable_type = 'participant' AND e.benefitable_id IN (
                    SELECT p.id FROM contract_participants p WHERE p.user_type = {kind} AND p.user_id = {id}))
            OR EXISTS (SELECT 1 FROM event_hosts h WHERE h.event_id = e.id AND h.user_type = {kind} AND h.user_id = {id})
            OR EXISTS (SELECT 1 FROM event_attendees a WHERE a.event_id = e.id AND a.stands_in_for IS NULL
                         AND ((a.user_type = {kind} AND a.user_id = {id}) OR (a.payer_type = {kind} AND a.payer_id = {id})
                              OR (a.payee_type = {kind} AND a.payee_id = {id})))
        )"""


_PAID = """(
            (e.benefitable_type = 'user' AND :me_kind = 'person' AND e.benefitable_id = :me)
            OR (e.billable_type = 'user' AND :me_kind = 'person' AND e.billable_id = :me)
            OR (e.benefitable_type = 'participant' AND e.benefitable_id IN (
                    SELECT p.id FROM contract_participants p WHERE p.user_type = :me_kind AND p.user_id = :me))
            OR (e.capacity = 1 AND EXISTS (
                    SELECT 1 FROM event_attendees a WHERE a.event_id = e.id AND a.stands_in_for IS NULL
                      AND ((a.payer_type = :me_kind AND a.payer_id = :me) OR (a.payee_type = :me_kind AND a.payee_id = :me))))
        )"""
_MINE, _THEIRS = _part(":me_kind", ":me"), _part(":who_kind", ":who")
_TAKES_TIME = """e.type_id = 1 AND e.status_id NOT IN (400, 444)
              AND (e.status_id <> 100 OR e.hold_until IS NULL OR e.hold_until > :now)"""
# tools/contracts/rules/contract_calendar.py says the same of one event.
_SEEN = f"""(
            {_MINE}
            OR (e.type_id IN (1, 2) AND :read >= CASE WHEN e.private = 1 THEN 5 ELSE 2 END)
            OR (e.type_id IN (3, 4) AND :read >= CASE WHEN e.private = 1 THEN 5 ELSE 4 END)
            OR (:others = 1 AND {_TAKES_TIME})
        )"""
_EVENTS = """(
            SELECT events.*, start_at AS begins FROM events
            WHERE contract_id = :contract AND end_at > :start AND start_at < :end AND deleted_at IS NULL
            UNION ALL
            SELECT events.*, date AS begins FROM events
            WHERE contract_id = :contract AND end_at IS NULL AND date >= :first AND date <= :last AND deleted_at IS NULL
        ) AS e"""


def events_in(period: Period, looking: Looking) -> tuple[str, dict[str, Any]]:
    """The SELECT of a contract's events in a period that somebody may see, to be paged BY_TIME; with involved, own_money and
    takes_time (0 or 1)."""
    of_whom = "1 = 1" if looking.whose is None else f"(e.kal_id = :kal OR {_THEIRS})"
    sql = f"""
        SELECT e.*, CASE WHEN {_MINE} THEN 1 ELSE 0 END AS involved, CASE WHEN {_PAID} THEN 1 ELSE 0 END AS own_money,
               CASE WHEN {_TAKES_TIME} THEN 1 ELSE 0 END AS takes_time
        FROM {_EVENTS} WHERE {of_whom} AND (:only IS NULL OR e.kal_schedule_id = :only) AND {_SEEN}"""
    return sql, {**period.params, **looking.params}


def ids_in(tx: Transaction, contract_id: int, period: Period) -> list[int]:
    """The events of a contract that have a time in a period, whoever may see them."""
    rows = tx.all(
        """SELECT id FROM events WHERE contract_id = :contract AND end_at > :start AND start_at < :end
             AND deleted_at IS NULL""",
        contract=contract_id,
        start=utc_text(period.start),
        end=utc_text(period.end),
    )
    return [row["id"] for row in rows]


def working_hours(tx: Transaction, contract_id: int) -> list[Row]:
    """The schedules in which people work on a contract, oldest first, with whose hours they are (worker_type, worker_id,
    worker_role): those agreed for a paid place, and those shown for a member."""
    return tx.all(
        f"""SELECT w.*, o.worker_type, o.worker_id, o.worker_role FROM ({SCHEDULES} WHERE s.deleted_at IS NULL) AS w
            JOIN (SELECT p.schedule_id, p.user_type AS worker_type, p.user_id AS worker_id, p.role AS worker_role
                  FROM contract_participants p
                  WHERE p.contract_id = :contract AND p.status_id = 200 AND p.deleted_at IS NULL
                  UNION ALL
                  SELECT u.schedule_id, u.user_type, u.user_id, NULL FROM contract_users u
                  WHERE u.contract_id = :contract AND u.left_at IS NULL AND NOT EXISTS (
                      SELECT 1 FROM contract_participants p
                      WHERE p.contract_id = :contract AND p.schedule_id = u.schedule_id AND p.status_id = 200)
                 ) AS o ON o.schedule_id = w.id
            ORDER BY w.id, o.worker_id""",
        contract=contract_id,
    )


def time_logs_in(tx: Transaction, contract_id: int, start: datetime, end: datetime, whose: Owner | None) -> list[Row]:
    """What clocks of a contract measured or measure in a period, in order of time; of one person when one is named."""
    return tx.all(
        """SELECT * FROM time_logs
           WHERE contract_id = :contract AND status_id IN (100, 777) AND start_at < :end
             AND (end_at IS NULL OR end_at > :start) AND (:kind IS NULL OR (user_type = :kind AND user_id = :id))
           ORDER BY start_at, id""",
        contract=contract_id,
        start=utc_text(start),
        end=utc_text(end),
        kind=whose.kind if whose else None,
        id=whose.id if whose else None,
    )

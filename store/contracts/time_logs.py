"""Clocks on contracts as rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from store.database import IntegrityError, Row, Transaction
from store.rows import Order, among
from store.types import Owner, utc_text


class ClockRuns(Exception):
    """The person has a clock running already."""


def find_log(tx: Transaction, id: int) -> Row | None:
    return tx.one("SELECT * FROM time_logs WHERE id = :id", id=id)


def running_of(tx: Transaction, user: Owner) -> Row | None:
    """The clock of a person or agent that runs now, on whatever contract."""
    return tx.one(
        "SELECT * FROM time_logs WHERE user_type = :kind AND user_id = :id AND status_id = 100",
        kind=user.kind,
        id=user.id,
    )


def running_on(tx: Transaction, participant_id: int) -> Row | None:
    """The clock that runs on a paid place."""
    return tx.one("SELECT * FROM time_logs WHERE participant_id = :id AND status_id = 100", id=participant_id)


def working(tx: Transaction, participant_ids: Collection[int]) -> set[int]:
    """On which of these paid places a clock runs."""
    one_of, params = among(participant_ids)
    rows = tx.all(f"SELECT participant_id FROM time_logs WHERE participant_id {one_of} AND status_id = 100", **params)
    return {row["participant_id"] for row in rows}


def last_of(tx: Transaction, participant_id: int) -> Row | None:
    """The clock that was stopped last on a paid place."""
    return tx.one(
        """SELECT * FROM time_logs WHERE participant_id = :id AND status_id = 777 ORDER BY end_at DESC, id DESC LIMIT 1""",
        id=participant_id,
    )


def last_ended(tx: Transaction, participant_id: int) -> Row | None:
    """The clock that ended last on a paid place, one whose time was thrown away too."""
    return tx.one(
        """SELECT * FROM time_logs WHERE participant_id = :id AND end_at IS NOT NULL AND status_id <> 100
           ORDER BY end_at DESC, id DESC LIMIT 1""",
        id=participant_id,
    )


def running_in(tx: Transaction, contract_id: int, user: Owner | None) -> list[Row]:
    """The clocks that run on a contract; of one person when one is named."""
    return tx.all(
        """SELECT * FROM time_logs WHERE contract_id = :contract AND status_id = 100
             AND (:kind IS NULL OR (user_type = :kind AND user_id = :id)) ORDER BY id""",
        contract=contract_id,
        kind=user.kind if user else None,
        id=user.id if user else None,
    )


def running_for(tx: Transaction, user: Owner) -> list[Row]:
    """One's own running clock, and those one started for others, as long as one belongs to their contract."""
    return tx.all(
        """SELECT t.* FROM time_logs t WHERE t.status_id = 100
             AND ((t.user_type = :kind AND t.user_id = :id)
                  OR (t.started_by_type = :kind AND t.started_by_id = :id AND EXISTS (
                          SELECT 1 FROM contract_users u
                          WHERE u.contract_id = t.contract_id AND u.user_type = :kind AND u.user_id = :id
                            AND u.left_at IS NULL)))
           ORDER BY t.id LIMIT 100""",
        kind=user.kind,
        id=user.id,
    )


def insert_log(tx: Transaction, now: datetime, **columns: Any) -> int:
    """Start a clock; its id. ClockRuns when the person has one running: of two at once one wins."""
    try:
        with tx.refusable():
            return tx.insert("time_logs", **columns, created_at=utc_text(now), updated_at=utc_text(now))
    except IntegrityError as error:
        if "time_logs" in str(error):
            raise ClockRuns from error
        raise


def change_log(tx: Transaction, id: int, now: datetime, **columns: Any) -> None:
    tx.change("time_logs", id, **columns, updated_at=utc_text(now))


def stop_log(tx: Transaction, id: int, now: datetime, status_id: int, end: datetime) -> bool:
    """End a running clock; False when it runs no more: of two at once one stops it.

    It never ends before it began, also when the server's time was set back meanwhile."""
    changed = tx.run(
        """UPDATE time_logs SET status_id = :status, updated_at = :now,
                  end_at = CASE WHEN :end < start_at THEN start_at ELSE :end END
           WHERE id = :id AND status_id = 100""",
        id=id,
        status=status_id,
        end=utc_text(end),
        now=utc_text(now),
    )
    return changed == 1


def discard_log(tx: Transaction, id: int, now: datetime) -> None:
    """What was recorded does not count any more."""
    change_log(tx, id, now, status_id=444, deleted_at=utc_text(now))


def log_of_charge(tx: Transaction, charge_id: int) -> Row | None:
    """The clock that a charge was made from."""
    return tx.one("SELECT * FROM time_logs WHERE charge_id = :id", id=charge_id)


def due_to_stop(tx: Transaction, now: datetime, limit: int) -> list[Row]:
    """Running clocks whose longest time is over, or in which the end of their contract came (contract_end), or
    whose agent was ended for good, the oldest first."""
    return tx.all(
        """SELECT t.*, CASE WHEN c.end_at > t.start_at AND c.end_at < t.stops_at THEN c.end_at END AS contract_end
           FROM time_logs t JOIN contracts c ON c.id = t.contract_id
           WHERE t.status_id = 100
             AND (t.stops_at <= :now OR (c.end_at <= :now AND c.end_at > t.start_at)
                  OR (t.user_type = 'agent'
                      AND EXISTS (SELECT 1 FROM agents a WHERE a.id = t.user_id AND a.status = 'banned')))
           ORDER BY t.stops_at, t.id LIMIT :limit""",
        now=utc_text(now),
        limit=limit,
    )


# Of one paid place, or of a person or agent; what was thrown away only when it is asked for.
_OF_PLACE, _OF_PERSON = "t.participant_id = :participant", "t.user_type = :kind AND t.user_id = :user"
_ONLY = """
      AND (:contract IS NULL OR t.contract_id = :contract)
      AND (t.status_id = :status OR (:status IS NULL AND t.status_id <> 444))
      AND (:first IS NULL OR t.start_at >= :first) AND (:last IS NULL OR t.start_at < :last)"""
NEWEST_START: Order = (("t.start_at", "desc"), ("t.id", "desc"))
_LISTED = """
    SELECT t.*, c.label AS contract_label, e.status_id AS charge_status_id, e.amount, e.currency
    FROM time_logs t JOIN contracts c ON c.id = t.contract_id
    LEFT JOIN events e ON e.id = t.charge_id AND e.deleted_at IS NULL
    WHERE """


def listed(only: Mapping[str, Any]) -> str:
    """The SELECT of recordings, to be paged NEWEST_START. only: contract, participant, status, first, last (None = all), and
    whose they are without a participant: kind, user."""
    return f"{_LISTED}{_whose(only)}{_ONLY}"


def _whose(only: Mapping[str, Any]) -> str:
    return _OF_PERSON if only["participant"] is None else _OF_PLACE


def minutes_listed(tx: Transaction, only: Mapping[str, Any]) -> int:
    """The minutes of all recordings that a list finds, those thrown away left out."""
    minutes: int = tx.value(
        f"SELECT coalesce(sum(t.minutes), 0) FROM time_logs t WHERE {_whose(only)}{_ONLY} AND t.status_id = 777", **only
    )
    return minutes


def trackable(tx: Transaction, user: Owner) -> list[Row]:
    """The paid places of a person or agent that are agreed on, of contracts that are not archived, newest contract first.

    Whether clocks may run there stands in the contract's settings."""
    return tx.all(
        """SELECT p.id AS participant_id, p.role, p.price, p.hours_limit, c.id AS contract_id, c.label, c.currency,
                  c.timezone, c.settings
           FROM contract_participants p JOIN contracts c ON c.id = p.contract_id
           WHERE p.user_type = :kind AND p.user_id = :id AND p.status_id = 200 AND p.deleted_at IS NULL
             AND c.deleted_at IS NULL
           ORDER BY c.id DESC, p.id""",
        kind=user.kind,
        id=user.id,
    )

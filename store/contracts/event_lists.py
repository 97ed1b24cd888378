"""The events of contracts as lists show them: what somebody may see, and of each no more than that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Transaction
from store.rows import among
from store.scheduling.event_parts import (
    FULL_BY_LEVEL,
    INVOLVED,
    IS_ASKED,
    IS_MEMBER,
    OWN_MONEY,
    SEES_MONEY,
    STATE,
    TAKES_TIME,
    Onlooker,
)
from store.types import utc_text

# What may be asked to be there, and what to sort by. What somebody does not see is not there for them: neither filters nor
# the order tell of it.
FIELDS = {
    "amount": "e.shown_amount",
    "label": "e.shown_label",
    "duration": "e.duration",
    "date": "e.date",
    "status_id": "e.state",
    "payment_status_id": "e.shown_payment",
    "start": "e.start_at",
    "end": "e.end_at",
}
SORTS = {
    **FIELDS,
    "start": "e.begins",
    "end": "e.ends",
    "created_at": "e.created_at",
}
# Without a time the day counts.
_SEEN = f"""
    SELECT m.*, coalesce(m.start_at, m.date) AS begins, coalesce(m.end_at, m.date) AS ends,
           CASE WHEN m.in_full = 1 THEN m.label END AS shown_label,
           CASE WHEN m.in_full = 1 AND m.sees_money = 1 THEN m.amount END AS shown_amount,
           CASE WHEN m.in_full = 1 AND m.sees_money = 1 THEN m.payment_status_id END AS shown_payment
    FROM (SELECT e.id, e.contract_id, e.parent_id, e.type_id, e.kind, {STATE} AS state, e.payment_status_id, e.label,
                 e.start_at, e.end_at, e.date, e.timezone, e.duration, e.amount, e.currency, e.owner_type, e.owner_id,
                 e.billable_type, e.billable_id, e.benefitable_type, e.benefitable_id, e.created_at,
                 CASE WHEN {INVOLVED} OR {FULL_BY_LEVEL} THEN 1 ELSE 0 END AS in_full,
                 CASE WHEN (e.owner_type = :me_kind AND e.owner_id = :me) OR {OWN_MONEY} OR {SEES_MONEY}
                      THEN 1 ELSE 0 END AS sees_money,
                 CASE WHEN {TAKES_TIME} AND ({IS_MEMBER} OR {IS_ASKED}) THEN 1 ELSE 0 END AS takes_time
          FROM events e WHERE {{which}} AND e.deleted_at IS NULL) AS m
    WHERE (m.in_full = 1 OR m.takes_time = 1)"""
_WITH = """(
        e.in_full = 1 AND (
            (e.owner_type = 'person' AND e.owner_id = :person)
            OR (e.billable_type = 'user' AND e.billable_id = :person)
            OR (e.benefitable_type = 'user' AND e.benefitable_id = :person)
            OR (e.benefitable_type = 'participant' AND EXISTS (
                    SELECT 1 FROM contract_participants p
                    WHERE p.id = e.benefitable_id AND p.user_type = 'person' AND p.user_id = :person))
            OR (e.type_id = 4 AND EXISTS (SELECT 1 FROM contract_deposits d WHERE d.event_id = e.id
                                            AND d.payer_type = 'person' AND d.payer_id = :person))
            OR EXISTS (SELECT 1 FROM event_hosts h
                       WHERE h.event_id = e.id AND h.user_type = 'person' AND h.user_id = :person)
            OR EXISTS (SELECT 1 FROM event_attendees a WHERE a.event_id = e.id AND a.stands_in_for IS NULL
                         AND a.user_type = 'person' AND a.user_id = :person))
    )"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. start, end: what has a time and overlaps, and what has none and whose day lies from first_day to
    last_day. from_day, until_day: the own day of it, both included. user_id: a person who has to do with it."""

    start: datetime | None = None
    end: datetime | None = None
    first_day: str | None = None
    last_day: str | None = None
    from_day: str | None = None
    until_day: str | None = None
    user_id: int | None = None
    type_id: int | None = None
    status_id: int | None = None
    payment_status_id: int | None = None
    not_null: Collection[str] = ()


def listed(
    contract_ids: Collection[int], onlooker: Onlooker, asked: Asked, now: datetime
) -> tuple[str, dict[str, Any]]:
    """The SELECT of the events of contracts that somebody may see, to be paged by one of SORTS and e.id: with in_full and
    sees_money (0 or 1), the state of this moment, and label, amount and payment as they are shown to them."""
    one_of, params = among(contract_ids)
    conditions = ["1 = 1"]
    for name, (condition, value) in _conditions(asked).items():
        if value is not None:
            conditions.append(condition)
            params[name] = value
    conditions += [f"{FIELDS[name]} IS NOT NULL" for name in dict.fromkeys(asked.not_null)]
    seen = _SEEN.format(which=f"e.contract_id {one_of}")
    return f"SELECT e.* FROM ({seen}) AS e WHERE {' AND '.join(conditions)}", {**params, **onlooker.params(now)}


def _conditions(asked: Asked) -> Mapping[str, tuple[str, Any]]:
    """Each condition by the name of its parameter, with its value; without a value it is not asked for."""
    return {
        "start": (
            "(e.end_at > :start OR (e.end_at IS NULL AND e.date >= :first_day))",
            utc_text(asked.start) if asked.start else None,
        ),
        "first_day": ("1 = 1", asked.first_day),
        "end": (
            "(e.start_at < :end OR (e.start_at IS NULL AND e.date <= :last_day))",
            utc_text(asked.end) if asked.end else None,
        ),
        "last_day": ("1 = 1", asked.last_day),
        "from_day": ("e.date >= :from_day", asked.from_day),
        "until_day": ("e.date <= :until_day", asked.until_day),
        "person": (_WITH, asked.user_id),
        "type": ("e.type_id = :type", asked.type_id),
        "status": ("e.state = :status", asked.status_id),
        "payment": ("e.shown_payment = :payment", asked.payment_status_id),
    }


def children_of_each(tx: Transaction, ids: Collection[int], onlooker: Onlooker, now: datetime) -> dict[int, int]:
    """How many events that somebody may see hang right below each of these."""
    one_of, params = among(ids)
    rows = tx.all(
        f"SELECT e.parent_id, count(*) AS children FROM ({_SEEN.format(which=f'e.parent_id {one_of}')}) AS e GROUP BY e.parent_id",
        **params,
        **onlooker.params(now),
    )
    return {row["parent_id"]: row["children"] for row in rows}


def attendees_of_each(tx: Transaction, ids: Collection[int]) -> dict[int, int]:
    """How many people stand on the list of each of these events and have not said no."""
    one_of, params = among(ids)
    rows = tx.all(
        f"""SELECT event_id, count(*) AS attendees FROM event_attendees
            WHERE event_id {one_of} AND stands_in_for IS NULL AND status <> 'declined' GROUP BY event_id""",
        **params,
    )
    return {row["event_id"]: row["attendees"] for row in rows}

"""Applications for open calls as rows: found by either side, decided, lapsed, and ended with their call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.database import Row, Transaction
from store.rows import Order, among
from store.types import Owner

LIVE = ("unsent", "pending", "shortlisted")
TO_DECIDE = ("pending", "shortlisted")
NEWEST: Order = (("a.id", "desc"),)

# An application with its person, and what its call says of money and place. jobs_done: field work that was approved, and
# every other paid work that ended.
APPLICATION = """
    SELECT a.*, p.name AS first_name, p.last_name, coalesce(p.city, f.city) AS city,
           coalesce(p.country, f.country) AS country, p.deleted_at AS person_deleted_at,
           coalesce(f.jobs_completed, 0) + (
               SELECT count(*) FROM engagements e
               WHERE e.worker_type = 'person' AND e.worker_id = a.person_id
                 AND e.kind <> 'work_order' AND e.reversed = 0 AND e.status <> 'none'
           ) AS jobs_done, f.latitude_e6, f.longitude_e6,
           g.name AS agent_name,
           o.public_id, o.title, o.work, o.status AS call_status, o.price_max, o.terms_version, o.company_id AS call_company_id,
           o.latitude, o.longitude, o.seats, o.seats_taken, c.company_name
    FROM open_call_applications a
    JOIN open_calls o ON o.id = a.open_call_id
    JOIN companies c ON c.id = o.company_id
    JOIN persons p ON p.id = a.person_id
    LEFT JOIN provider_profiles f ON f.person_id = a.person_id
    LEFT JOIN agents g ON g.id = a.drafted_by_agent_id"""


def find(tx: Transaction, id: int) -> Row | None:
    return tx.one(f"{APPLICATION} WHERE a.id = :id", id=id)


def of_call(tx: Transaction, call_id: int, ids: Sequence[int]) -> dict[int, Row]:
    """Those of these applications that are for the call, by their number."""
    condition, params = among(ids)
    rows = tx.all(f"{APPLICATION} WHERE a.open_call_id = :call AND a.id {condition}", call=call_id, **params)
    return {row["id"]: row for row in rows}


def with_status(tx: Transaction, call_id: int, statuses: Sequence[str]) -> list[Row]:
    """The applications for a call in these states, the first sent first."""
    names = {f"status_{at}": status for at, status in enumerate(statuses)}
    return tx.all(
        f"""{APPLICATION} WHERE a.open_call_id = :call AND a.status IN ({", ".join(f":{name}" for name in names)})
            ORDER BY a.sent_at, a.id""",
        call=call_id,
        **names,
    )


def latest_of_person(tx: Transaction, call_id: int, person_id: int) -> Row | None:
    """Somebody's last application for a call."""
    return tx.one(
        f"{APPLICATION} WHERE a.open_call_id = :call AND a.person_id = :person ORDER BY a.id DESC LIMIT 1",
        call=call_id,
        person=person_id,
    )


def counts(tx: Transaction, call_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many applications of calls are in which state, of those that were sent."""
    found: dict[int, dict[str, int]] = {id: {} for id in call_ids}
    if call_ids:
        condition, params = among(call_ids)
        for row in tx.all(
            f"""SELECT open_call_id, status, count(*) AS count FROM open_call_applications
                WHERE open_call_id {condition} AND sent_at IS NOT NULL GROUP BY open_call_id, status""",
            **params,
        ):
            found[row["open_call_id"]][row["status"]] = row["count"]
    return found


def change(tx: Transaction, id: int, **columns: Any) -> None:
    tx.change("open_call_applications", id, **columns)


def decide(tx: Transaction, id: int, status: str, stamp: str, by: Owner | None, **columns: Any) -> None:
    """End an application that is still live, or put it on the shortlist. by None: it happened by itself."""
    tx.change(
        "open_call_applications",
        id,
        status=status,
        decided_at=stamp,
        decided_by_type=by.kind if by else None,
        decided_by_id=by.id if by else None,
        **columns,
    )


def ask_to_send_again(tx: Transaction, call_id: int, until: str) -> None:
    """The material terms changed: what is live counts only when it is sent again, until then."""
    tx.run(
        """UPDATE open_call_applications SET send_again_by = :until
           WHERE open_call_id = :call AND status IN ('unsent', 'pending', 'shortlisted')""",
        call=call_id,
        until=until,
    )


def next_lapse(tx: Transaction, call_id: int) -> str | None:
    """When the first live application for a call lapses unless it is sent again."""
    at: str | None = tx.value(
        """SELECT min(send_again_by) FROM open_call_applications
           WHERE open_call_id = :call AND send_again_by IS NOT NULL""",
        call=call_id,
    )
    return at


def lapsing(tx: Transaction, call_id: int, at: str) -> list[Row]:
    """The live applications for a call that lapse by a moment."""
    return tx.all(
        f"{APPLICATION} WHERE a.open_call_id = :call AND a.send_again_by <= :at ORDER BY a.id", call=call_id, at=at
    )


def has_live(tx: Transaction, call_id: int) -> bool:
    """Whether a call has applications to decide."""
    found = tx.value(
        """SELECT 1 FROM open_call_applications
           WHERE open_call_id = :call AND status IN ('pending', 'shortlisted') LIMIT 1""",
        call=call_id,
    )
    return found is not None


def listed(
    *,
    call_id: int | None = None,
    person_id: int | None = None,
    agent_id: int | None = None,
    application_id: int | None = None,
    statuses: Sequence[str],
    sent_only: bool,
) -> tuple[str, dict[str, Any]]:
    """Applications of a call, a person, or drafted by an agent: a SELECT that ends with its WHERE clause."""
    sql, params = f"{APPLICATION} WHERE 1 = 1", {}
    for name, column, value in (
        ("call", "a.open_call_id", call_id),
        ("person", "a.person_id", person_id),
        ("agent", "a.drafted_by_agent_id", agent_id),
        ("application", "a.id", application_id),
    ):
        if value is not None:
            sql, params[name] = f"{sql} AND {column} = :{name}", value
    names: dict[str, Any] = {f"status_{at}": status for at, status in enumerate(statuses)}
    if names:
        sql = f"{sql} AND a.status IN ({', '.join(f':{name}' for name in names)})"
    if sent_only:
        sql = f"{sql} AND a.sent_at IS NOT NULL"
    return sql, {**params, **names}


def accepted(tx: Transaction, call_id: int) -> list[Row]:
    """What a call became: result_type, result_id, person_id, by application."""
    return tx.all(
        """SELECT id, person_id, result_type, result_id FROM open_call_applications
           WHERE open_call_id = :call AND status = 'accepted' ORDER BY id""",
        call=call_id,
    )


def application_of(tx: Transaction, type: str, id: int) -> Row | None:
    """The application that became a task or work order."""
    return tx.one(f"{APPLICATION} WHERE a.result_type = :type AND a.result_id = :id", type=type, id=id)

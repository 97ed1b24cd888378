"""Mandates and their uses, as rows. What is committed under one is counted by a single guarded update."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.movements import Record
from store.rows import Order
from store.types import Owner, utc_text

# A mandate ends with the membership of whoever granted it and with its agent, and by its time; whether or not that was written.
_STANDING = """CASE
    WHEN m.ended_at IS NOT NULL THEN m.status
    WHEN EXISTS (SELECT 1 FROM agents a WHERE a.id = m.agent_id AND a.status = 'banned') THEN 'revoked'
    WHEN m.owner_type = 'company' AND NOT EXISTS (
        SELECT 1 FROM memberships s
        WHERE s.company_id = m.owner_id AND s.person_id = m.granted_by AND s.deleted_at IS NULL) THEN 'revoked'
    WHEN m.valid_until <= :now THEN 'expired'
    ELSE m.status END"""
_COLUMNS = f"""m.*, {_STANDING} AS standing, CASE WHEN m.agent_id IS NULL THEN 1 ELSE 0 END AS any_agent,
    coalesce(m.valid_until, '~') AS until"""
# The order in which they are used.
ORDER: Order = [
    ("found.any_payee", "asc"),
    ("found.any_kind", "asc"),
    ("found.any_agent", "asc"),
    ("found.until", "asc"),
    ("found.id", "asc"),
]


def add(tx: Transaction, owner: Owner, **columns: Any) -> int:
    """Write a mandate, and that its owner has one; its number."""
    tx.run(
        "INSERT INTO approval_guards (owner_type, owner_id) VALUES (:type, :id) ON CONFLICT (owner_type, owner_id) DO NOTHING",
        type=owner.kind,
        id=owner.id,
    )
    return tx.insert("mandates", owner_type=owner.kind, owner_id=owner.id, **columns)


def find(tx: Transaction, owner: Owner, public_id: str, now: datetime) -> Row | None:
    """A mandate of an owner."""
    return tx.one(
        f"SELECT {_COLUMNS} FROM mandates m WHERE m.public_id = :mandate AND m.owner_type = :type AND m.owner_id = :id",
        mandate=public_id,
        type=owner.kind,
        id=owner.id,
        now=utc_text(now),
    )


def by_number(tx: Transaction, id: int, now: datetime) -> Row:
    row = tx.one(f"SELECT {_COLUMNS} FROM mandates m WHERE m.id = :id", id=id, now=utc_text(now))
    if row is None:
        raise LookupError(f"no mandate {id}")
    return row


def owner_of(tx: Transaction, id: int) -> Owner | None:
    """Whose money a mandate is about."""
    row = tx.one("SELECT owner_type, owner_id FROM mandates WHERE id = :id", id=id)
    return None if row is None else Owner(row["owner_type"], row["owner_id"])


def binding(tx: Transaction, owner: Owner, agent_id: int | None, now: datetime) -> list[Row]:
    """Those of an owner that have not ended and are for an agent; without one, for whichever."""
    return tx.all(
        f"""SELECT {_COLUMNS} FROM mandates m
            WHERE m.owner_type = :type AND m.owner_id = :id AND m.status IN ('active', 'used_up')
              AND (:agent = 0 OR m.agent_id IS NULL OR m.agent_id = :agent)""",
        type=owner.kind,
        id=owner.id,
        agent=agent_id or 0,
        now=utc_text(now),
    )


def listed(
    owner: Owner, now: datetime, standings: Iterable[str], agent_id: int | None, only: str | None
) -> tuple[str, dict[str, Any]]:
    """The SELECT of an owner's mandates in these states, and its parameters. agent_id: those that bind this agent."""
    wanted = {f"standing_{place}": standing for place, standing in enumerate(standings)}
    sql = f"""SELECT * FROM (SELECT {_COLUMNS} FROM mandates m WHERE m.owner_type = :type AND m.owner_id = :id) AS found
              WHERE found.standing IN ({", ".join(f":{name}" for name in wanted)})"""
    params: dict[str, Any] = {"type": owner.kind, "id": owner.id, "now": utc_text(now), **wanted}
    if agent_id is not None:
        sql, params["agent"] = f"{sql} AND (found.agent_id IS NULL OR found.agent_id = :agent)", agent_id
    if only is not None:
        sql, params["only"] = f"{sql} AND found.public_id = :only", only
    return sql, params


def claim(tx: Transaction, id: int, amount: int, now: datetime) -> bool:
    """Count a use, if every bound still holds; False when somebody else was faster and it does not."""
    counted = tx.run(
        """UPDATE mandates SET
               used = used + :amount,
               uses = uses + 1,
               used_today = CASE WHEN used_on >= :today THEN used_today ELSE 0 END + :amount,
               used_on = CASE WHEN used_on >= :today THEN used_on ELSE :today END,
               status = CASE WHEN used + :amount = total OR uses + 1 = coalesce(max_uses, 0) THEN 'used_up' ELSE status END
           WHERE id = :id AND status = 'active' AND valid_from <= :now AND (valid_until IS NULL OR valid_until > :now)
             AND :amount <= coalesce(per_call, :amount)
             AND used + :amount <= total
             AND (per_day IS NULL OR CASE WHEN used_on >= :today THEN used_today ELSE 0 END + :amount <= per_day)
             AND (max_uses IS NULL OR uses < max_uses)""",
        id=id,
        amount=amount,
        now=utc_text(now),
        today=utc_text(now)[:10],
    )
    return counted == 1


def note_use(
    tx: Transaction,
    mandate_id: int,
    *,
    call_id: str,
    agent_id: int,
    kind: str,
    record: str | None,
    payee: Owner | None,
    amount: int,
    now: datetime,
) -> int:
    """Write down a use that was counted; its number."""
    return tx.insert(
        "mandate_uses",
        mandate_id=mandate_id,
        call_id=call_id,
        agent_id=agent_id,
        kind=kind,
        record=record,
        payee_type=payee.kind if payee else None,
        payee_id=payee.id if payee else None,
        committed=amount,
        at=utc_text(now),
    )


def place(tx: Transaction, use_id: int, account_id: int, record: Record) -> None:
    """Say where in the ledger the money of a use is."""
    tx.run(
        """INSERT INTO mandate_use_records (account_id, record_type, record_id, use_id)
           VALUES (:account, :type, :id, :use) ON CONFLICT (account_id, record_type, record_id, use_id) DO NOTHING""",
        account=account_id,
        type=record[0],
        id=record[1],
        use=use_id,
    )


def used_by_call(tx: Transaction, call_id: str) -> int | None:
    """The mandate that a call was done under, the first of several."""
    id: int | None = tx.value(
        "SELECT mandate_id FROM mandate_uses WHERE call_id = :call ORDER BY id LIMIT 1", call=call_id
    )
    return id


def open_uses(tx: Transaction, account_id: int, record: Record) -> list[Row]:
    """The uses behind what left an account for a record, the last first: id, mandate_id, at and what each has open."""
    return tx.all(
        """SELECT u.id, u.mandate_id, u.at, u.committed - u.returned AS open
           FROM mandate_use_records r JOIN mandate_uses u ON u.id = r.use_id
           WHERE r.account_id = :account AND r.record_type = :type AND r.record_id = :id AND u.returned < u.committed
           ORDER BY u.id DESC""",
        account=account_id,
        type=record[0],
        id=record[1],
    )


def standing_behind(
    tx: Transaction, charged: Owner, record: Record, agent_id: int, currency: str, now: datetime
) -> list[Row]:
    """What is committed of somebody's money for a record under mandates that go on and bind an agent: of each its payees and
    what is open."""
    return tx.all(
        f"""SELECT * FROM (
                SELECT m.id, m.payees, u.committed - u.returned AS open, {_STANDING} AS standing
                FROM ledger_accounts l
                JOIN mandate_use_records r ON r.account_id = l.id AND r.record_type = :noun AND r.record_id = :record
                JOIN mandate_uses u ON u.id = r.use_id AND u.returned < u.committed
                JOIN mandates m ON m.id = u.mandate_id AND (m.agent_id IS NULL OR m.agent_id = :agent)
                WHERE l.owner_type = :type AND l.owner_id = :id AND l.kind = 'purse' AND l.currency = :currency) AS found
            WHERE found.standing IN ('active', 'used_up')""",
        type=charged.kind,
        id=charged.id,
        noun=record[0],
        record=record[1],
        agent=agent_id,
        currency=currency,
        now=utc_text(now),
    )


def give_back(tx: Transaction, use: Row, amount: int) -> None:
    """Count what came back of a use, on its mandate too; one that was used up is open again, if its uses reach."""
    tx.run("UPDATE mandate_uses SET returned = returned + :amount WHERE id = :id", id=use["id"], amount=amount)
    tx.run(
        """UPDATE mandates SET
               used = used - :amount,
               used_today = used_today - CASE WHEN used_on = :day THEN :amount ELSE 0 END,
               status = CASE WHEN status = 'used_up' AND (max_uses IS NULL OR uses < max_uses) THEN 'active' ELSE status END
           WHERE id = :id""",
        id=use["mandate_id"],
        amount=amount,
        day=use["at"][:10],
    )


def end(tx: Transaction, id: int, status: str, now: datetime, by: int | None = None, reason: str | None = None) -> bool:
    """End a mandate for good; False when it has ended before."""
    ended = tx.run(
        """UPDATE mandates SET status = :status, ended_at = :now, ended_by = :by, end_reason = :reason
           WHERE id = :id AND ended_at IS NULL""",
        id=id,
        status=status,
        now=utc_text(now),
        by=by,
        reason=reason,
    )
    return ended == 1


def over(tx: Transaction, now: datetime, limit: int) -> list[Row]:
    """Those that have come to their end without that being written."""
    return tx.all(
        f"""SELECT * FROM (SELECT {_COLUMNS} FROM mandates m WHERE m.ended_at IS NULL) AS found
            WHERE found.standing IN ('expired', 'revoked') ORDER BY found.id LIMIT :limit""",
        now=utc_text(now),
        limit=limit,
    )


def note_nearly_told(tx: Transaction, id: int) -> bool:
    """Note that it was told to be nearly used; False when it was before."""
    return tx.run("UPDATE mandates SET nearly_told = 1 WHERE id = :id AND nearly_told = 0", id=id) == 1


def uses_of(tx: Transaction, mandate_id: int, limit: int) -> list[Row]:
    """The last uses of a mandate."""
    return tx.all(
        "SELECT * FROM mandate_uses WHERE mandate_id = :id ORDER BY id DESC LIMIT :limit", id=mandate_id, limit=limit
    )


def held_under(tx: Transaction, mandate_id: int) -> int:
    """What is still held for its uses, in the smallest unit: of each no more than it has open."""
    total: int = tx.value(
        """SELECT coalesce(sum(CASE WHEN held.amount < held.open THEN held.amount ELSE held.open END), 0) FROM (
               SELECT u.committed - u.returned AS open, (
                   SELECT coalesce(sum(h.amount), 0) FROM mandate_use_records r
                   JOIN ledger_holds h ON h.account_id = r.account_id
                     AND ((h.record_type = r.record_type AND h.record_id = r.record_id)
                          OR (r.record_type = 'hold' AND h.record_type IS NULL AND h.id = r.record_id))
                   WHERE r.use_id = u.id
                     AND NOT EXISTS (SELECT 1 FROM ledger_hold_ends e WHERE e.hold_id = h.id)) AS amount
               FROM mandate_uses u WHERE u.mandate_id = :id AND u.returned < u.committed) AS held""",
        id=mandate_id,
    )
    return int(total)


def texts(row: Row, column: str) -> list[str]:
    """A stored list."""
    found: list[str] = json.loads(row[column])
    return found


def agents_of(tx: Transaction, row: Row) -> list[int]:
    """The active agents that a mandate is for."""
    found = tx.all(
        """SELECT id FROM agents WHERE status = 'active' AND (id = :agent OR (:agent = 0 AND company_id = :company))
           ORDER BY id LIMIT 100""",
        agent=row["agent_id"] or 0,
        company=row["owner_id"] if row["owner_type"] == "company" else 0,
    )
    return [each["id"] for each in found]

"""Caps on spending, and how much of each is used, worked out from the ledger's own log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.database import Row, Transaction
from store.types import DECIMALS, Owner, utc_text

# Payments from a company's balance for tasks and work orders are not spending.
_PAID = "'charge', 'booking_payment'"
_HELD = "'withdrawal', 'booking'"


@dataclass(frozen=True, slots=True)
class SpendingLimit:
    """A cap in millionths of a US dollar. agent_id 0: for the whole purse owner."""

    id: int
    agent_id: int
    period: str
    usd_micros: int
    set_by_type: str
    set_by_id: int


def limits_for(tx: Transaction, owner: Owner, agent_id: int | None) -> list[SpendingLimit]:
    """The caps that bind a purse owner, and one agent's own."""
    rows = tx.all(
        """SELECT id, agent_id, period, amount, set_by_type, set_by_id FROM spending_limits
           WHERE (owner_type = :type AND owner_id = :id AND agent_id = 0) OR agent_id = :agent
           ORDER BY agent_id, period""",
        type=owner.kind,
        id=owner.id,
        agent=agent_id or -1,
    )
    return [_limit(row) for row in rows]


def spent(tx: Transaction, owner: Owner, limit: SpendingLimit, now: datetime) -> int:
    """What counts against a cap so far, in millionths of a US dollar: of this UTC day or month; 0 for a cap by call."""
    if limit.period == "call":
        return 0
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if limit.period == "month":
        start = start.replace(day=1)
    scope = {"type": owner.kind, "id": owner.id, "start": utc_text(start), "agent": limit.agent_id}
    rows = [*_paid(tx, scope), *_reserved(tx, scope)]
    known = tx.all("SELECT currency, usd FROM usd_rates ORDER BY valid_from")
    rates = {row["currency"]: Decimal(row["usd"]) for row in known}
    worth = (Decimal(row["amount"]).scaleb(-DECIMALS[row["currency"]]) * rates[row["currency"]] for row in rows)
    return int(sum(worth, Decimal()) * 1_000_000)


def _paid(tx: Transaction, scope: dict[str, Any]) -> list[Row]:
    """What left the purses at once, less what came back: currency, amount."""
    return tx.all(
        f"""SELECT t.currency AS currency, sum(CASE WHEN a.id = t.debit_account_id THEN t.amount ELSE -t.amount END) AS amount
            FROM ledger_accounts a
            JOIN ledger_transfers t ON (t.debit_account_id = a.id AND t.kind IN ({_PAID}))
                                    OR (t.credit_account_id = a.id AND t.kind = 'refund')
            WHERE a.owner_type = :type AND a.owner_id = :id AND a.kind = 'purse' AND t.created_at >= :start
              AND (:agent = 0 OR (t.caller_type = 'agent' AND t.caller_id = :agent))
            GROUP BY t.currency""",
        **scope,
    )


def _reserved(tx: Transaction, scope: dict[str, Any]) -> list[Row]:
    """What was held to leave the purses, from the moment it is held; of an ended hold, what was paid: currency, amount.

    By the hold and not by the transfer, since whoever asked for it counts, not the move that settles it."""
    return tx.all(
        f"""SELECT h.currency AS currency, sum(coalesce(e.posted_amount, h.amount)) AS amount
            FROM ledger_accounts a
            JOIN ledger_holds h ON h.account_id = a.id AND h.kind IN ({_HELD})
            LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
            LEFT JOIN calls c ON c.id = h.call_id
            WHERE a.owner_type = :type AND a.owner_id = :id AND a.kind = 'purse' AND h.created_at >= :start
              AND (:agent = 0 OR (c.caller_type = 'agent' AND c.caller_id = :agent))
            GROUP BY h.currency""",
        **scope,
    )


def set_limit(
    tx: Transaction, owner: Owner, agent_id: int, period: str, usd_micros: int, by: Owner, now: datetime
) -> None:
    """Set or change a cap."""
    tx.run(
        """INSERT INTO spending_limits (owner_type, owner_id, agent_id, period, amount, set_by_type, set_by_id,
                                        created_at, updated_at)
           VALUES (:type, :id, :agent, :period, :amount, :by_type, :by_id, :now, :now)
           ON CONFLICT (owner_type, owner_id, agent_id, period) DO UPDATE SET
               amount = excluded.amount, set_by_type = excluded.set_by_type, set_by_id = excluded.set_by_id,
               updated_at = excluded.updated_at""",
        type=owner.kind,
        id=owner.id,
        agent=agent_id,
        period=period,
        amount=usd_micros,
        by_type=by.kind,
        by_id=by.id,
        now=utc_text(now),
    )


def lift_limit(tx: Transaction, owner: Owner, agent_id: int, period: str) -> None:
    tx.run(
        """DELETE FROM spending_limits
           WHERE owner_type = :type AND owner_id = :id AND agent_id = :agent AND period = :period""",
        type=owner.kind,
        id=owner.id,
        agent=agent_id,
        period=period,
    )


def find_limit(tx: Transaction, owner: Owner, agent_id: int, period: str) -> SpendingLimit | None:
    row = tx.one(
        """SELECT id, agent_id, period, amount, set_by_type, set_by_id FROM spending_limits
           WHERE owner_type = :type AND owner_id = :id AND agent_id = :agent AND period = :period""",
        type=owner.kind,
        id=owner.id,
        agent=agent_id,
        period=period,
    )
    return _limit(row) if row else None


def has_agent(tx: Transaction, company_id: int, agent_id: int) -> bool:
    """Whether an agent is of the company, which may look after its caps."""
    found = tx.value("SELECT 1 FROM agents WHERE id = :id AND company_id = :company", id=agent_id, company=company_id)
    return found is not None


def _limit(row: Row) -> SpendingLimit:
    return SpendingLimit(row["id"], row["agent_id"], row["period"], row["amount"], row["set_by_type"], row["set_by_id"])

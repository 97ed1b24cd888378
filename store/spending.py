"""Caps on spending, and how much of each is used, worked out from the ledger's own log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from store.database import Row, Transaction
from store.movements import Gate
from store.types import DECIMALS, Money, Owner, SpendingLimitReached, utc_text

# What leaves a purse without being spent: payments of a company's balance for tasks and work orders, also while an open call
# looks for people, what is held for a job until its fee is taken, and the rest of somebody who ends. The rest of a hold that
# was paid out in part counts with the hold it is the rest of.
NOT_SPENT = ("task", "task_payment", "work_order", "open_call", "job_price", "agent_ended", "given_up", "contract_rest")
_NOT_SPENT = ", ".join(f"'{kind}'" for kind in NOT_SPENT)


@dataclass(frozen=True, slots=True)
class SpendingLimit:
    """A cap in millionths of a US dollar on what leaves the owner's purses; of an agent also on what it takes from its
    company's. ceiling: what a person allowed, which an agent may go below; set_by: whoever set that, else the cap."""

    id: int
    owner: Owner
    period: str
    usd_micros: int
    ceiling: int | None
    set_by_type: str
    set_by_id: int


@dataclass(frozen=True, slots=True)
class Spender:
    """Who spends now: the call, and the agent that makes it."""

    tx: Transaction
    now: datetime
    call_id: str | None
    agent_id: int | None
    gate: Gate = field(default_factory=Gate)

    def check_money(self, payer: Owner, money: Money) -> None:
        """SpendingLimitReached when a payment passes a cap of the payer or of the agent that calls. An agent's own bind what
        it spends of its own and of its company, not what it sends a person of theirs."""
        if limits := limits_for(self.tx, payer, None if payer.kind == "person" else self.agent_id):
            worth = usd_micros([(money.currency, money.amount)], _rates(self.tx, self.now))
            self._check(limits, worth, money, self.gate.over)

    def check_price(self, payer: Owner, price: int, tool: str) -> None:
        """The same for a price in millionths of a US dollar, before it is known in which currency it is paid."""
        self._check(limits_for(self.tx, payer, self.agent_id), price, tool, self.gate.over)

    def _check(
        self, limits: list[SpendingLimit], price: int, what: Money | str, over: list[SpendingLimitReached] | None = None
    ) -> None:
        for limit in limits:
            used = spent(self.tx, limit, self.now, self.call_id)
            if used + price > limit.usd_micros:
                reached = SpendingLimitReached(limit.id, limit.owner, limit.period, limit.usd_micros, used, price, what)
                if over is None:
                    raise reached
                over.append(reached)


def limits_for(tx: Transaction, payer: Owner, agent_id: int | None = None) -> list[SpendingLimit]:
    """The caps that bind a payment: those of the purse's owner, and those of the agent that calls."""
    rows = tx.all(
        f"""{_LIMITS} WHERE (owner_type = :type AND owner_id = :id) OR (owner_type = 'agent' AND owner_id = :agent)
            ORDER BY owner_type, period""",
        type=payer.kind,
        id=payer.id,
        agent=agent_id or 0,
    )
    return [_limit(row) for row in rows]


def find_limit(tx: Transaction, owner: Owner, period: str) -> SpendingLimit | None:
    row = tx.one(
        f"{_LIMITS} WHERE owner_type = :type AND owner_id = :id AND period = :period",
        type=owner.kind,
        id=owner.id,
        period=period,
    )
    return _limit(row) if row else None


def spent(tx: Transaction, limit: SpendingLimit, now: datetime, call_id: str | None = None) -> int:
    """What counts against a cap so far, in millionths of a US dollar: of this UTC day or month, or of one call."""
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if limit.period == "month":
        start = start.replace(day=1)
    if limit.period == "call" and call_id is None:
        return 0
    only = {"start": utc_text(start), "call": call_id or "", "one": int(limit.period == "call"), "caller": 0}
    owner = limit.owner
    rows = _counted(tx, owner, only)
    if owner.kind == "agent" and (company := company_of(tx, owner.id)) is not None:
        rows += _counted(tx, Owner("company", company), {**only, "caller": owner.id})
    return usd_micros([(row["currency"], row["amount"]) for row in rows], _rates(tx, now))


def usd_micros(amounts: list[tuple[str, int]], rates: dict[str, Decimal]) -> int:
    """What amounts in their currencies' smallest units are worth together, in millionths of a US dollar."""
    worth = (Decimal(amount).scaleb(-DECIMALS[currency]) * rates[currency] for currency, amount in amounts)
    return int((sum(worth, Decimal()) * 1_000_000).to_integral_value(rounding=ROUND_HALF_UP))


def _counted(tx: Transaction, owner: Owner, only: dict[str, Any]) -> list[Row]:
    """What left an owner's purses or is held to leave them, less what came back: currency, amount.

    only: from when on (start), of one call alone or of any and this (one, call), caused by which agent (caller; 0: whoever)."""
    scope = {"type": owner.kind, "id": owner.id, **only}
    return [*_paid(tx, scope), *_reserved(tx, scope)]


def _paid(tx: Transaction, scope: dict[str, Any]) -> list[Row]:
    return tx.all(
        f"""SELECT t.currency AS currency, sum(CASE WHEN a.id = t.debit_account_id THEN t.amount ELSE -t.amount END) AS amount
            FROM ledger_accounts a
            JOIN ledger_transfers t
              ON (t.debit_account_id = a.id AND t.hold_id IS NULL AND t.kind NOT IN ({_NOT_SPENT}))
              OR (t.credit_account_id = a.id AND t.kind = 'refund')
            WHERE a.owner_type = :type AND a.owner_id = :id AND a.kind = 'purse' AND t.created_at >= :start
              AND (:one = 0 OR t.call_id = :call)
              AND (:caller = 0 OR (t.caller_type = 'agent' AND t.caller_id = :caller))
            GROUP BY t.currency""",
        **scope,
    )


def _reserved(tx: Transaction, scope: dict[str, Any]) -> list[Row]:
    """By the hold and not by the transfer, since whoever asked for it counts, not the move that settles it. With what was
    paid out of its rests, or is still held as one. The call that runs has no line in the log yet."""
    return tx.all(
        f"""SELECT h.currency AS currency, sum(coalesce(e.posted_amount, h.amount) + coalesce(
                (SELECT sum(coalesce(ended.posted_amount, rest.amount)) FROM ledger_holds rest
                 LEFT JOIN ledger_hold_ends ended ON ended.hold_id = rest.id WHERE rest.rest_of = h.id), 0)) AS amount
            FROM ledger_accounts a
            JOIN ledger_holds h ON h.account_id = a.id AND h.kind NOT IN ({_NOT_SPENT})
            LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
            LEFT JOIN calls c ON c.id = h.call_id
            WHERE a.owner_type = :type AND a.owner_id = :id AND a.kind = 'purse' AND h.created_at >= :start
              AND (:one = 0 OR h.call_id = :call)
              AND (:caller = 0 OR h.call_id = :call OR (c.caller_type = 'agent' AND c.caller_id = :caller))
            GROUP BY h.currency""",
        **scope,
    )


def set_limit(
    tx: Transaction, owner: Owner, period: str, usd_micros: int, ceiling: int | None, by: Owner, now: datetime
) -> None:
    """Set or change a cap. by: whoever set the ceiling, where there is one."""
    tx.run(
        """INSERT INTO spending_limits (owner_type, owner_id, agent_id, period, amount, ceiling, set_by_type, set_by_id,
                                        created_at, updated_at)
           VALUES (:type, :id, :agent, :period, :amount, :ceiling, :by_type, :by_id, :now, :now)
           ON CONFLICT (owner_type, owner_id, agent_id, period) DO UPDATE SET
               amount = excluded.amount, ceiling = excluded.ceiling, set_by_type = excluded.set_by_type,
               set_by_id = excluded.set_by_id, updated_at = excluded.updated_at""",
        type=owner.kind,
        id=owner.id,
        agent=owner.id if owner.kind == "agent" else 0,
        period=period,
        amount=usd_micros,
        ceiling=ceiling,
        by_type=by.kind,
        by_id=by.id,
        now=utc_text(now),
    )


def lift_limit(tx: Transaction, owner: Owner, period: str) -> None:
    tx.run(
        "DELETE FROM spending_limits WHERE owner_type = :type AND owner_id = :id AND period = :period",
        type=owner.kind,
        id=owner.id,
        period=period,
    )


def company_of(tx: Transaction, agent_id: int) -> int | None:
    """The company an agent is of."""
    id: int | None = tx.value("SELECT company_id FROM agents WHERE id = :id", id=agent_id)
    return id


def has_agent(tx: Transaction, company_id: int, agent_id: int) -> bool:
    """Whether an agent is of the company, which may look after its caps."""
    found = tx.value("SELECT 1 FROM agents WHERE id = :id AND company_id = :company", id=agent_id, company=company_id)
    return found is not None


_LIMITS = "SELECT id, owner_type, owner_id, period, amount, ceiling, set_by_type, set_by_id FROM spending_limits"


def _limit(row: Row) -> SpendingLimit:
    owner = Owner(row["owner_type"], row["owner_id"])
    return SpendingLimit(
        row["id"], owner, row["period"], row["amount"], row["ceiling"], row["set_by_type"], row["set_by_id"]
    )


def _rates(tx: Transaction, now: datetime) -> dict[str, Decimal]:
    rows = tx.all("SELECT currency, usd FROM usd_rates WHERE valid_from <= :now ORDER BY valid_from", now=utc_text(now))
    return {row["currency"]: Decimal(row["usd"]) for row in rows}

"""What calls leave behind: the call log, the month's counters, prices, and idempotency records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.database import Row, Transaction
from store.log_chain import CALLS, End, chained
from store.types import Money, Owner, Soon, utc_text


@dataclass(frozen=True, slots=True)
class Price:
    """What a price class costs now, in millionths of a US dollar, and how many calls of a month are free."""

    price_class: str
    usd_micros: int
    free_allowance: int


@dataclass(slots=True)
class LoggedCall:
    """One line of the call log."""

    id: str
    at: datetime
    caller_type: str
    caller_id: int
    company_id: int | None
    payer: Owner | None
    tool: str
    access: str
    price_class: str
    free_view: bool
    waived: bool
    usd_micros: int
    currency: str | None
    amount: int
    transfer_id: int | None
    arguments_digest: str
    # Who did it and whose rights it had, as agent:3, person:7, company:1 or app:CLIENT_ID; and the program that called.
    performed_by: str | None = None
    on_behalf_of: str | None = None
    client: tuple[str, str] | None = None
    # The request that a person approved it by, and who that was.
    approval: tuple[int, int] | None = None
    # What it was about: over standard input and output or HTTP, the record, what it was to commit, and the colleague it was for.
    origin: str | None = None
    record: tuple[str, int] | None = None
    act: Money | None = None
    acting_user: int | None = None


def price_of(tx: Transaction, price_class: str, now: datetime) -> Price:
    """The price in force."""
    row = tx.one(
        """SELECT usd_micros, free_allowance FROM prices WHERE price_class = :price_class AND valid_from <= :now
           ORDER BY valid_from DESC LIMIT 1""",
        price_class=price_class,
        now=utc_text(now),
    )
    if row is None:
        raise LookupError(f"no price for {price_class}")
    return Price(price_class, row["usd_micros"], row["free_allowance"])


def usd_rates(tx: Transaction, now: datetime) -> dict[str, Decimal]:
    """What one unit of each currency is worth in US dollars now."""
    return usd_rates_soon(tx, now)()


def usd_rates_soon(tx: Transaction, now: datetime) -> Soon[dict[str, Decimal]]:
    rows = tx.soon(
        "SELECT currency, usd FROM usd_rates WHERE valid_from <= :now ORDER BY valid_from", now=utc_text(now)
    )
    return lambda: {row["currency"]: Decimal(row["usd"]) for row in rows()}


def month_of(now: datetime) -> str:
    return f"{now.year:04}-{now.month:02}"


def views_used(tx: Transaction, payer: Owner, now: datetime) -> int:
    """Profile views the payer has used of this month."""
    used = tx.value(
        "SELECT used FROM quota_counters WHERE payer_type = :type AND payer_id = :id AND period = :period",
        type=payer.kind,
        id=payer.id,
        period=month_of(now),
    )
    return used or 0


def free_views_left(tx: Transaction, payer: Owner, now: datetime) -> int:
    """Free profile views the payer has left of this month: none before somebody has paid in."""
    return free_views_left_soon(tx, payer, now)()


def free_views_left_soon(tx: Transaction, payer: Owner, now: datetime) -> Soon[int]:
    rows = tx.soon(_VIEWS_LEFT, kind=payer.kind, id=payer.id, period=month_of(now), now=utc_text(now))
    return lambda: max(0, rows()[0]["allowance"] - rows()[0]["used"]) if rows() else 0


# No row for whoever nobody has paid in for: a deposit or a top-up for the payer, or for a company they belong to. Accounts are
# free, so what is free for an account would be free for everybody any number of times.
_VIEWS_LEFT = """
    WITH payers (kind, id) AS (
        SELECT :kind, :id
        UNION ALL SELECT 'company', company_id FROM agents WHERE :kind = 'agent' AND id = :id
        UNION ALL SELECT 'company', company_id FROM memberships
                  WHERE :kind = 'person' AND person_id = :id AND deleted_at IS NULL)
    SELECT (SELECT free_allowance FROM prices WHERE price_class = 'profile_view' AND valid_from <= :now
            ORDER BY valid_from DESC LIMIT 1) AS allowance,
           coalesce((SELECT used FROM quota_counters WHERE payer_type = :kind AND payer_id = :id AND period = :period), 0)
               AS used
    FROM payers p
    JOIN ledger_accounts a ON a.owner_type = p.kind AND a.owner_id = p.id AND a.kind = 'purse'
    JOIN ledger_transfers t ON t.credit_account_id = a.id
    WHERE t.kind IN ('deposit', 'top_up') LIMIT 1
"""


def count_view(tx: Transaction, payer: Owner, now: datetime) -> int:
    """Count one profile view; how many that makes this month."""
    used: int = tx.value(
        """INSERT INTO quota_counters (payer_type, payer_id, period, used) VALUES (:type, :id, :period, 1)
           ON CONFLICT (payer_type, payer_id, period) DO UPDATE SET used = quota_counters.used + 1 RETURNING used""",
        type=payer.kind,
        id=payer.id,
        period=month_of(now),
    )
    return used


def log_call(tx: Transaction, call: LoggedCall, end: End | None = None) -> None:
    """Write the call's line and, when somebody pays or could, raise the month's counter. end: where the log has just been
    found to end."""
    tx.insert_later(CALLS.table, **chained(tx, CALLS, _line(call), end))
    if call.payer is not None:
        _count_usage(tx, call, call.payer)


def _line(call: LoggedCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "at": utc_text(call.at),
        "caller_type": call.caller_type,
        "caller_id": call.caller_id,
        "company_id": call.company_id,
        "payer_type": call.payer.kind if call.payer else None,
        "payer_id": call.payer.id if call.payer else None,
        "tool": call.tool,
        "access": call.access,
        "price_class": call.price_class,
        "free_view": int(call.free_view),
        "waived": int(call.waived),
        "usd_micros": call.usd_micros,
        "currency": call.currency,
        "amount": call.amount,
        "transfer_id": call.transfer_id,
        "arguments_digest": call.arguments_digest,
        "performed_by": call.performed_by,
        "on_behalf_of": call.on_behalf_of,
        "client_name": call.client[0] if call.client else None,
        "client_version": call.client[1] if call.client else None,
        "approval_id": call.approval[0] if call.approval else None,
        "approved_by": call.approval[1] if call.approval else None,
        "origin": call.origin,
        "record_type": call.record[0] if call.record else None,
        "record_id": call.record[1] if call.record else None,
        "act_amount": call.act.amount if call.act else None,
        "act_currency": call.act.currency if call.act else None,
        "acting_user": call.acting_user,
    }


def _count_usage(tx: Transaction, call: LoggedCall, payer: Owner) -> None:
    tx.later(
        """INSERT INTO usage_counters (payer_type, payer_id, caller_type, caller_id, period, tool, price_class,
                                       calls, free_calls, billed_calls, usd_micros)
           VALUES (:payer_type, :payer_id, :caller_type, :caller_id, :period, :tool, :price_class, 1, :free, :billed, :usd)
           ON CONFLICT (payer_type, payer_id, period, caller_type, caller_id, tool) DO UPDATE SET
               calls = usage_counters.calls + 1,
               free_calls = usage_counters.free_calls + excluded.free_calls,
               billed_calls = usage_counters.billed_calls + excluded.billed_calls,
               usd_micros = usage_counters.usd_micros + excluded.usd_micros""",
        payer_type=payer.kind,
        payer_id=payer.id,
        caller_type=call.caller_type,
        caller_id=call.caller_id,
        period=month_of(call.at),
        tool=call.tool,
        price_class=call.price_class,
        free=int(call.amount == 0),
        billed=int(call.amount > 0),
        usd=call.usd_micros,
    )


def find_answer(tx: Transaction, caller_type: str, caller_id: int, key: str) -> Row | None:
    """The stored answer under an idempotency key: tool, arguments_digest, call_id, answer."""
    return tx.one(
        """SELECT tool, arguments_digest, call_id, answer FROM idempotency
           WHERE caller_type = :type AND caller_id = :id AND key = :key""",
        type=caller_type,
        id=caller_id,
        key=key,
    )


def store_answer(
    tx: Transaction,
    caller_type: str,
    caller_id: int,
    key: str,
    tool: str,
    digest: str,
    call_id: str,
    answer: str,
    now: str,
) -> None:
    tx.run(
        """INSERT INTO idempotency (caller_type, caller_id, key, tool, arguments_digest, call_id, answer, created_at)
           VALUES (:type, :id, :key, :tool, :digest, :call_id, :answer, :now)""",
        type=caller_type,
        id=caller_id,
        key=key,
        tool=tool,
        digest=digest,
        call_id=call_id,
        answer=answer,
        now=now,
    )


def calls_since(tx: Transaction, caller: Owner, payer: Owner, tool: str, since: datetime) -> list[str]:
    """When a caller has called a tool since a moment, with success and for the same payer; oldest first."""
    rows = tx.all(
        """SELECT at FROM calls WHERE payer_type = :payer_type AND payer_id = :payer_id AND at > :since AND tool = :tool
             AND caller_type = :type AND caller_id = :id ORDER BY at""",
        payer_type=payer.kind,
        payer_id=payer.id,
        since=utc_text(since),
        tool=tool,
        type=caller.kind,
        id=caller.id,
    )
    return [row["at"] for row in rows]

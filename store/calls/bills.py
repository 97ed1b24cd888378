"""What the fee of a call takes to know, asked at once: its price, the purses that may pay it and what binds them, and where
the log ends that it is written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from store.calls.usage import Price
from store.database import Row, Transaction
from store.ledger import Account, Ends
from store.types import PLATFORM, Owner, utc_text


@dataclass(frozen=True, slots=True)
class PayingPurse:
    """A purse that a fee may be taken from; usd: what one unit of its currency is worth. fees: where fees in that currency go,
    None before the first one. watched: whether somebody is told when it runs low."""

    account: Account
    selected: bool
    usd: Decimal
    fees: Account | None
    watched: bool


@dataclass(frozen=True, slots=True)
class Bill:
    """capped: whether a cap binds the payer or the agent that calls."""

    price: Price
    capped: bool
    purses: list[PayingPurse]
    ends: Ends


def bill_of(tx: Transaction, price_class: str, payer: Owner, agent_id: int | None, now: datetime) -> Bill:
    """As it stands now: it holds until something is written. agent_id: the agent that calls."""
    rows = tx.all(
        _BILL,
        price_class=price_class,
        type=payer.kind,
        id=payer.id,
        agent=agent_id or 0,
        lane=tx.lane,
        now=utc_text(now),
    )
    if not rows:
        raise LookupError(f"no price for {price_class}")
    first = rows[0]
    price = Price(price_class, first["usd_micros"], first["free_allowance"])
    transfers, calls = (first["transfer_place"], first["transfer_hash"]), (first["call_place"], first["call_hash"])
    purses = [_purse(row, payer) for row in rows if row["id"] is not None]
    return Bill(price, bool(first["capped"]), purses, Ends(first["transfer_id"], transfers, calls))


# A row for each purse; one without any where there is none.
_BILL = """
    SELECT p.usd_micros, p.free_allowance,
           CASE WHEN EXISTS (SELECT 1 FROM spending_limits WHERE owner_type = :type AND owner_id = :id)
                  OR EXISTS (SELECT 1 FROM spending_limits WHERE owner_type = 'agent' AND owner_id = :agent)
                THEN 1 ELSE 0 END AS capped,
           coalesce((SELECT max(id) FROM ledger_transfers), 0) AS transfer_id,
           coalesce(t.place, 0) AS transfer_place, coalesce(t.hash, '') AS transfer_hash,
           coalesce(c.place, 0) AS call_place, coalesce(c.hash, '') AS call_hash,
           a.id, a.currency, a.balance, a.held, w.selected, b.id AS alert_id,
           f.id AS fees_id, f.balance AS fees_balance, f.held AS fees_held,
           (SELECT r.usd FROM usd_rates r WHERE r.currency = a.currency AND r.valid_from <= :now
            ORDER BY r.valid_from DESC LIMIT 1) AS usd
    FROM (SELECT usd_micros, free_allowance FROM prices WHERE price_class = :price_class AND valid_from <= :now
          ORDER BY valid_from DESC LIMIT 1) p
    LEFT JOIN (SELECT place, hash FROM ledger_transfers WHERE lane = :lane ORDER BY place DESC LIMIT 1) t ON 1 = 1
    LEFT JOIN (SELECT place, hash FROM calls WHERE lane = :lane ORDER BY place DESC LIMIT 1) c ON 1 = 1
    LEFT JOIN ledger_accounts a ON a.owner_type = :type AND a.owner_id = :id AND a.kind = 'purse'
    LEFT JOIN wallets w ON w.owner_type = :type AND w.owner_id = :id AND w.currency = a.currency
    LEFT JOIN balance_alerts b ON b.owner_type = :type AND b.owner_id = :id AND b.currency = a.currency
    LEFT JOIN ledger_accounts f
      ON f.owner_type = 'platform' AND f.owner_id = 0 AND f.kind = 'fees' AND f.currency = a.currency
"""


def _purse(row: Row, payer: Owner) -> PayingPurse:
    currency = row["currency"]
    account = Account(row["id"], payer, "purse", currency, row["balance"], row["held"])
    fees = None
    if row["fees_id"] is not None:
        fees = Account(row["fees_id"], PLATFORM, "fees", currency, row["fees_balance"], row["fees_held"])
    return PayingPurse(account, row["selected"] == 1, Decimal(row["usd"]), fees, row["alert_id"] is not None)

"""Paid tasks, payment methods that are there already, and payouts by the hand of the system."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.machine import machine_call
from store.database import Row, Transaction
from store.payouts import methods, payouts
from store.types import Money, utc_text
from store.wallet.audit import differences
from tests.hall import Hall, TestCaller
from tools.call import Call
from tools.payouts.quoting import Quote
from tools.payouts.settlement import create

_DETAILS: dict[str, tuple[int, dict[str, Any], dict[str, Any]]] = {
    "card": (4, {}, {"number": "4111 11** **** 1111", "card_type": 1, "expires_on": "2029-03-31", "holder": "ANN LEE"}),
    "wallet": (1, {"wallet_type": 3}, {"number": "*********9012"}),
    "bank_account": (1, {"bank_account_type": 1}, {"number": "****************3000", "holder": "Ann Lee"}),
}


async def method_of(hall: Hall, person: TestCaller, kind: str = "card", **columns: Any) -> int:
    """A payment method of a person that can be paid to, unless the columns say otherwise; its id."""
    status, type, details = _DETAILS[kind]
    if kind == "bank_account" and "bank_account_type" in columns:
        type = {"bank_account_type": columns.pop("bank_account_type")}

    def add(tx: Transaction) -> int:
        now, count = hall.clock(), tx.value("SELECT count(*) FROM payout_methods")
        country = {"country": "DE"} if kind == "card" else {"number_digest": f"d{count}"}
        id = methods.add(tx, person.id, kind, status, now, uuid=f"m-{count}", link_ends_at=utc_text(now), **type)
        methods.enter(
            tx, id, columns.pop("status", status), now, **{"currency": "EUR", **country, **details, **columns}
        )
        return id

    id: int = await hall.app.database.write(add)
    return id


async def settle_by(hall: Hall, provider: str) -> None:
    """New payouts go to this provider from now on."""
    await hall.app.database.write(
        lambda tx: tx.run(
            """INSERT INTO settings (name, value, updated_at) VALUES ('payouts.settlement', :provider, '2026')
               ON CONFLICT (name) DO UPDATE SET value = :provider""",
            provider=provider,
        )
    )


async def by_system(hall: Hall, act: Callable[[Call], Any]) -> Any:
    """Something done in one transaction by the system itself."""
    return await hall.app.database.write(lambda tx: act(machine_call(hall.app, tx)))


async def made(hall: Hall, method_id: int, quote: Quote | None = None, **more: Any) -> int:
    """A payout that was created and not handed over, by itself; its id."""

    def make(call: Call) -> int:
        method = methods.find_for_operator(call.tx, method_id)
        assert method is not None
        ninety = Money(9000, "EUR")
        payout = create(
            call, method, quote or Quote(ninety, ninety, None, "none"), **{"company_id": None, "auto": True, **more}
        )
        id: int = payout["id"]
        return id

    id: int = await by_system(hall, make)
    return id


async def step(hall: Hall, payout_id: int, act: Callable[..., Row], *more: Any) -> Row:
    """Move a payout on; as it is then."""
    row: Row = await by_system(hall, lambda call: act(call, payouts.load(call.tx, payout_id), *more))
    return row


async def proved(hall: Hall) -> None:
    """The books are right."""
    assert await hall.app.database.read(differences) == []


def platform(hall: Hall, kind: str, currency: str = "EUR") -> int:
    """What the platform has of a kind, in the smallest unit."""
    rows = hall.sql(
        "SELECT balance FROM ledger_accounts WHERE owner_type = 'platform' AND kind = ? AND currency = ?",
        kind,
        currency,
    )
    return int(rows[0][0]) if rows else 0


def states(hall: Hall, payout_id: int) -> list[int]:
    """The states a payout has been in, as history tells them."""
    rows = hall.sql(
        """SELECT status FROM payout_steps WHERE payout_id = ?
           ORDER BY CASE status WHEN 10 THEN 0 WHEN 1 THEN 1 ELSE 2 END""",
        payout_id,
    )
    return [status for (status,) in rows]


def notices(hall: Hall, owner_type: str, owner_id: int) -> list[tuple[str, str]]:
    """What somebody was told of payouts: kind and text."""
    return hall.sql(
        "SELECT kind, text FROM notices WHERE owner_type = ? AND owner_id = ? AND text LIKE 'Payout %' ORDER BY id",
        owner_type,
        owner_id,
    )

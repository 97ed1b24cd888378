"""Schedules to book in, for tests: written straight to the store, booked through the real pipeline."""

from __future__ import annotations

import json
from typing import Any

from store.database import Transaction
from store.scheduling.schedules import insert_schedule, put_user
from store.types import Money
from tests.hall import Hall, TestCaller

# The test clock starts on Monday 2026-03-02, 09:00 UTC; this is the Wednesday after.
SLOT = "2026-03-04T10:00:00Z"
EVERY_DAY = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "18:00"}]


async def offer(
    hall: Hall,
    owner: TestCaller,
    *,
    price: str | None = None,
    currency: str = "EUR",
    hosts: tuple[TestCaller, ...] = (),
    msp: int = 1,
    duration: int = 60,
    timezone: str = "UTC",
    type_id: int = 1,
    private: bool = False,
    columns: dict[str, Any] | None = None,
    **settings: Any,
) -> int:
    """A schedule of an owner, open every day 09:00 to 18:00 UTC in slots of an hour; its id."""

    def write(tx: Transaction) -> int:
        kal_id = tx.value(
            "SELECT id FROM calendars WHERE owner_type = :kind AND owner_id = :id AND is_default = 1",
            kind=owner.kind,
            id=owner.id,
        )
        schedule_id = insert_schedule(
            tx,
            hall.clock(),
            owner_type=owner.kind,
            owner_id=owner.id,
            type_id=type_id,
            label="Consultation",
            private=int(private),
            timezone=timezone,
            duration=duration,
            msp=msp,
            price=Money.of(price, currency).amount if price else None,
            currency=currency,
            settings=json.dumps({"rules": EVERY_DAY, **settings}),
            **{"kal_id": kal_id, **(columns or {})},
        )
        for host in hosts:
            put_user(tx, schedule_id, host.owner, (3, 2, 2), owner.owner, hall.clock())
        return schedule_id

    return await hall.app.database.write(write)


async def write(hall: Hall, sql: str, **params: Any) -> Any:
    """Change the database behind the tools' back, to make a situation no tool under test makes."""
    return await hall.app.database.write(lambda tx: tx.run(sql, **params))


async def add_session(
    hall: Hall, schedule_id: int, start: str, end: str, *, capacity: int, price: str | None = None
) -> int:
    """A session added to a schedule by hand, served by its owner; its event's id."""

    def insert(tx: Transaction) -> int:
        row = tx.one("SELECT * FROM schedules WHERE id = :id", id=schedule_id)
        assert row is not None
        event_id = tx.insert(
            "events",
            owner_type=row["owner_type"],
            owner_id=row["owner_id"],
            type_id=1,
            status_id=200,
            kal_schedule_id=schedule_id,
            kal_id=row["kal_id"],
            label="Workshop",
            timezone="UTC",
            start_at=start,
            end_at=end,
            duration=120,
            slot="session",
            capacity=capacity,
            seat_price=Money.of(price, row["currency"]).amount if price else None,
            currency=row["currency"],
            lead_host_type=row["owner_type"],
            lead_host_id=row["owner_id"],
            created_at=start,
            updated_at=start,
        )
        tx.insert("event_hosts", event_id=event_id, user_type=row["owner_type"], user_id=row["owner_id"])
        return event_id

    return await hall.app.database.write(insert)


def books_balance(hall: Hall) -> bool:
    """Every account is what its transfers and open holds say, and a currency's accounts sum to nothing."""
    wrong = hall.sql(
        """SELECT a.id FROM ledger_accounts a
           WHERE a.balance <> coalesce((SELECT sum(amount) FROM ledger_transfers WHERE credit_account_id = a.id), 0)
                            - coalesce((SELECT sum(amount) FROM ledger_transfers WHERE debit_account_id = a.id), 0)
              OR a.held <> coalesce((SELECT sum(h.amount) FROM ledger_holds h
                                     LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
                                     WHERE h.account_id = a.id AND e.hold_id IS NULL), 0)"""
    )
    totals = hall.sql("SELECT currency FROM ledger_accounts GROUP BY currency HAVING sum(balance) <> 0")
    return wrong == totals == []

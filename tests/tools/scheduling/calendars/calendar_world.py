"""Calendars and what stands in them, for the tests of calendars."""

from __future__ import annotations

from typing import Any

from store.contracts import contracts
from store.database import Transaction
from store.scheduling.calendars import insert_calendar
from store.types import Owner
from tests.hall import Hall, TestCaller


async def made_calendar(owner: TestCaller, label: str = "Work", *, private: bool = False, **given: Any) -> int:
    """Create a calendar; its id."""
    made = await owner.call("create_calendar", label=label, private=private, **given)
    id: int = made["calendar"]["id"]
    return id


async def new_contract(hall: Hall, owner: TestCaller, **columns: Any) -> tuple[int, int]:
    """A contract of an owner, and the calendar that was made with it."""

    def insert(tx: Transaction) -> tuple[int, int]:
        me: Owner = owner.owner
        given = {"label": "Build", "timezone": "UTC", "currency": "EUR", **columns}
        contract_id = contracts.insert_contract(tx, me, hall.clock(), **given)
        contracts.put_user(tx, contract_id, me, (1, 5, 5), me, hall.clock())
        kal_id = insert_calendar(
            tx,
            me,
            hall.clock(),
            label="Build",
            slug=f"contract-{contract_id}",
            private=1,
            type_id=2,
            contract_id=contract_id,
            timezone=given["timezone"],
        )
        tx.change("contracts", contract_id, kal_id=kal_id)
        return contract_id, kal_id

    return await hall.app.database.write(insert)


async def member_of(hall: Hall, contract_id: int, who: TestCaller, read: int, write: int = 1, role_id: int = 3) -> None:
    """Make somebody a member of a contract, or change their levels."""
    await hall.app.database.write(
        lambda tx: contracts.put_user(tx, contract_id, who.owner, (role_id, read, write), who.owner, hall.clock())
    )


async def imported_calendar(hall: Hall, owner: TestCaller) -> int:
    """A calendar that came in from outside; its id."""
    columns = {"label": "Google", "slug": "google", "private": 1, "type_id": 3, "external_id": "ann@google.test"}
    return await hall.app.database.write(lambda tx: insert_calendar(tx, owner.owner, hall.clock(), **columns))

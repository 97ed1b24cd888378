"""A contract with people who pay and are paid, for tests of money: written straight to the store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from store.contracts.contracts import insert_contract, put_user, set_calendar
from store.database import Transaction
from store.scheduling.calendars import insert_calendar
from store.types import Money, Owner, utc_text
from store.wallet.audit import differences
from tests.hall import Hall, TestCaller
from tools.contracts.rules.roles import CLIENT, LEVELS, OWNER, WORKER

TODAY = "2026-03-02"


@dataclass
class MoneyWorld:
    """A contract in EUR: olga owns it and pays, cara is her client with write level 4, walt and wanda work on it.

    walt: participant `walt_place` at 40.00 an hour, wanda: `wanda_place` without a price."""

    hall: Hall
    contract: int
    olga: TestCaller
    cara: TestCaller
    walt: TestCaller
    wanda: TestCaller
    walt_place: int
    wanda_place: int

    async def charge(
        self, minutes: int = 90, place: int | None = None, by: TestCaller | None = None, **more: Any
    ) -> int:
        """A pending charge of walt's; its id. 90 minutes are 60.00."""
        how = {"participant_id": place or self.walt_place, "date": TODAY, "time": minutes, **more}
        answer = await (by or self.walt).call("create_participant_charge", **how)
        id: int = answer["transaction"]["id"]
        return id

    async def approve(self, *ids: int, by: TestCaller | None = None, **more: Any) -> dict[str, Any]:
        how = {"contract_id": self.contract, "transactions": list(ids), **more}
        return await (by or self.olga).call("approve_contract_transactions", **how)

    async def owed(self, minutes: int = 90, place: int | None = None, by: TestCaller | None = None, **more: Any) -> int:
        """An approved charge; its id."""
        id = await self.charge(minutes, place, by, **more)
        await self.approve(id)
        return id

    async def put_aside(self, amount: str, place: int | None = None, by: TestCaller | None = None) -> int:
        """A deposit from a balance; its id."""
        how = {"participant_id": place or self.walt_place, "date": TODAY, "amount": amount, "method": "balance"}
        answer = await (by or self.olga).call("record_participant_deposit", **how)
        id: int = answer["transaction"]["id"]
        return id

    async def pay(self, *ids: int, by: TestCaller | None = None, **more: Any) -> dict[str, Any]:
        how = {"contract_id": self.contract, "transactions": list(ids), **more}
        return await (by or self.olga).call("pay_contract_transactions", **how)

    async def balance(self, place: int | None = None) -> dict[str, Any]:
        """The balance of walt, as olga sees it."""
        place = place or self.walt_place
        user = self.hall.sql("SELECT user_id FROM contract_participants WHERE id = ?", place)[0][0]
        how = {"contract_id": self.contract, "user_id": user, "participant_id": place}
        answer = await self.olga.call("list_participant_transactions", **how)
        found: dict[str, Any] = answer["balance"]
        return found

    async def state(self, id: int) -> tuple[int, int | None]:
        """Status and payment status of a transaction, as stored."""
        found: tuple[int, int | None] = self.hall.sql(
            "SELECT status_id, payment_status_id FROM events WHERE id = ?", id
        )[0]
        return found

    async def books_balance(self) -> None:
        assert await self.hall.app.database.read(differences) == []

    async def set(self, sql: str, **params: Any) -> None:
        """Change the contract behind the tools' back."""
        await self.hall.app.database.write(lambda tx: tx.run(sql, **params))


async def money_world(hall: Hall, *, credit: str = "500 EUR", **contract: Any) -> MoneyWorld:
    """The contract and its people; contract: further columns, settings as a dictionary."""
    people = [await hall.person(f"{name}@home.test") for name in ("olga", "cara", "walt", "wanda")]
    for person in people:
        await hall.credit(person.owner, "20 USDT")
    olga, cara, walt, wanda = people
    if credit:
        await hall.credit(olga.owner, credit)
    roles = ((olga, OWNER), (cara, CLIENT), (walt, WORKER), (wanda, WORKER))

    def write(tx: Transaction) -> tuple[int, int, int]:
        settings = json.dumps(contract.pop("settings", {}))
        columns = {"label": "Website", "timezone": "Europe/Berlin", **contract, "settings": settings}
        id = add_contract(tx, hall, olga.owner, **columns)
        for person, role in roles:
            put_user(tx, id, person.owner, (role, *LEVELS[role]), olga.owner, hall.clock())
        return id, add_place(tx, hall, id, walt.owner, "40.00"), add_place(tx, hall, id, wanda.owner, None)

    contract_id, walt_place, wanda_place = await hall.app.database.write(write)
    return MoneyWorld(hall, contract_id, olga, cara, walt, wanda, walt_place, wanda_place)


def add_contract(tx: Transaction, hall: Hall, owner: Owner, **columns: Any) -> int:
    """A running contract in EUR with its own calendar, as every contract has one; its id."""
    now = hall.clock()
    id = insert_contract(tx, owner, now, **{"timezone": "UTC", "currency": "EUR", "status_id": 200, **columns})
    calendar = {"label": columns["label"], "slug": f"contract-{id}", "type_id": 2, "contract_id": id, "private": 1}
    set_calendar(tx, id, insert_calendar(tx, owner, now, timezone=columns.get("timezone", "UTC"), **calendar))
    return id


def add_place(
    tx: Transaction, hall: Hall, contract: int, user: Owner, price: str | None, role: str = "worker", **more: Any
) -> int:
    """A confirmed paid place; its id."""
    columns = {
        "contract_id": contract,
        "user_type": user.kind,
        "user_id": user.id,
        "role": role,
        "role_key": role,
        "price": Money.of(price, "EUR").amount if price is not None else None,
        "credit": 1,
        "status_id": 200,
        "asked_by": "contract",
        "requested_by_type": "person",
        "requested_by_id": 1,
        "created_at": utc_text(hall.clock()),
        "updated_at": utc_text(hall.clock()),
        **more,
    }
    return tx.insert("contract_participants", **columns)

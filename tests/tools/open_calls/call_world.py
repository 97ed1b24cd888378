"""Open calls for tests: a company with money and people who apply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from store.database import Transaction
from store.freelancers import agreements, freelancers
from store.types import Money, Owner, utc_text
from tests.hall import Hall, TestCaller
from tests.tools.work_orders.field_work import EXACT, SITE

LOGO = {"category_id": 37, "attributes": [{"id": 37, "value": "3"}]}


@dataclass
class World:
    """acme: the company's agent, whose fees come from its own purse; boss: its admin."""

    hall: Hall
    acme: TestCaller
    boss: TestCaller
    currency: str

    @property
    def company(self) -> Owner:
        assert self.acme.company is not None
        return Owner("company", self.acme.company)

    def in_days(self, days: float) -> str:
        return (self.hall.clock.now + timedelta(days=days)).isoformat()

    async def draft(self, by: TestCaller | None = None, **changed: Any) -> str:
        """A drafted call; its public id."""
        given = {**self.task_call(), **changed}
        answer = await (by or self.acme).call(
            "create_open_call", **{name: value for name, value in given.items() if value is not None}
        )
        return answer["open_call"]["public_id"]

    async def published(self, **changed: Any) -> str:
        """A published call; its public id."""
        ref = await self.draft(**changed)
        await self.acme.call("publish_open_call", open_call_id=ref)
        return ref

    def task_call(self) -> dict[str, Any]:
        return {
            **LOGO,
            "title": "Photos of shop windows",
            "description": "Three photos of each window.",
            "price_min": "60.00",
            "price_max": "80.00",
            "estimated_hours": "2",
            "deadline_hours": 240,
            "seats": 3,
        }

    def order_call(self, **changed: Any) -> dict[str, Any]:
        """What a call for work orders differs in."""
        return {
            "category_id": None,
            "attributes": None,
            "price_min": None,
            "price_max": "400.00",
            "deadline_hours": None,
            "types_of_work": [{"id": 62}],
            "location": SITE,
            "schedule": EXACT,
            "seats": 2,
            **changed,
        }

    async def person(self, name: str, *, provider: bool = False) -> TestCaller:
        """Somebody who looks for work, signed up and verified."""
        person = await self.hall.person(f"{name}@work.test")
        stamp = utc_text(self.hall.clock.now)
        await self.hall.app.database.write(lambda tx: _sign_up(tx, person.id, stamp, provider))
        return person

    async def application(self, ref: str, person: TestCaller, price: str | None = None, **columns: Any) -> int:
        """An application that was sent; its number."""
        [(id, version, currency)] = self.hall.sql(
            "SELECT id, version, currency FROM open_calls WHERE public_id = ?", ref
        )
        values = {
            "open_call_id": id,
            "company_id": self.company.id,
            "person_id": person.id,
            "letter": "I would like to.",
            "price": Money.of(price, currency).amount if price else None,
            "currency": currency,
            "status": "pending",
            "seen_version": version,
            "created_at": utc_text(self.hall.clock.now),
            "sent_at": utc_text(self.hall.clock.now),
            **columns,
        }
        return await self.hall.app.database.write(lambda tx: tx.insert("open_call_applications", **values))

    async def applicants(self, ref: str, count: int, start: int = 1, provider: bool = False) -> list[int]:
        """So many people who applied; their applications."""
        people = [await self.person(f"p{start + at}", provider=provider) for at in range(count)]
        return [await self.application(ref, person) for person in people]

    def money(self) -> tuple[str, str]:
        """What the company has available and held."""
        rows = self.hall.sql(
            """SELECT balance - held, held FROM ledger_accounts
               WHERE owner_type = 'company' AND owner_id = ? AND kind = 'purse' AND currency = ?""",
            self.company.id,
            self.currency,
        )
        available, held = rows[0] if rows else (0, 0)
        return Money(available, self.currency).text, Money(held, self.currency).text

    async def held(self, ref: str) -> str:
        return (await self.acme.call("get_open_call", open_call_id=ref))["open_call"]["held"]["amount"]

    async def status(self, ref: str) -> tuple[str, str | None]:
        shown = (await self.acme.call("get_open_call", open_call_id=ref))["open_call"]
        return shown["status"], shown.get("status_reason")

    def statuses(self, ref: str) -> list[str]:
        """Of all applications for a call, by number."""
        rows = self.hall.sql(
            """SELECT a.status, a.refuse_reason FROM open_call_applications a JOIN open_calls o ON o.id = a.open_call_id
               WHERE o.public_id = ? ORDER BY a.id""",
            ref,
        )
        return [status if why is None else f"{status}: {why}" for status, why in rows]


async def world_of(hall: Hall, funds: str = "1000.00 EUR") -> World:
    currency = funds.split()[1]
    acme = await hall.agent("Acme", currency=currency, company_funds=funds)
    boss = await hall.person("boss@acme.test", company="Acme", currency=currency)
    return World(hall, acme, boss, currency)


def _sign_up(tx: Transaction, person_id: int, stamp: str, provider: bool) -> None:
    freelancers.change_profile(tx, person_id, stamp, registered_at=stamp, verified_at=stamp, taxation_status_id=1)
    offer = agreements.current_offer(tx)["template_uuid"]
    agreements.sign(tx, offer, person_id, Owner("person", person_id), None, stamp)
    if provider:
        tx.run(
            """INSERT INTO provider_profiles (person_id, active, created_at, updated_at) VALUES (:id, 1, :at, :at)
               ON CONFLICT (person_id) DO NOTHING""",
            id=person_id,
            at=stamp,
        )

"""A company with money, its boss and agent, a freelancer who is ready to work, and a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from store.database import Transaction
from store.freelancers import agreements, freelancers
from store.types import Owner, utc_text
from tests.hall import Hall, TestCaller

LOGO = 37
COURIER = 110


@dataclass
class World:
    """acme: the company's agent; boss: its admin; ann: its freelancer; rival: an agent with no concern here."""

    hall: Hall
    acme: TestCaller
    boss: TestCaller
    ann: TestCaller
    rival: TestCaller

    @property
    def company(self) -> Owner:
        assert self.acme.company is not None
        return Owner("company", self.acme.company)

    def in_days(self, days: float) -> str:
        return (self.hall.clock.now + timedelta(days=days)).isoformat()

    async def order(self, by: TestCaller | None = None, **changed: Any) -> dict[str, Any]:
        """A task of 81.00 EUR for Ann, due in ten days."""
        answer = await (by or self.acme).call("create_task", **{**self.request(), **changed})
        return answer["task"]

    def request(self) -> dict[str, Any]:
        return {
            "category_id": LOGO,
            "attributes": [{"id": 37, "value": "3"}],
            "title": "A logo",
            "description": "Round and green",
            "worker_id": self.ann.id,
            "deadline": self.in_days(10),
            "price": "81.00",
        }

    async def at(self, state: int, **changed: Any) -> int:
        """A task brought to a state by the steps that lead there; its id."""
        task_id = (await self.order(**changed))["id"]
        for who, tool, extra in _WAY[state]:
            if tool == "pass_deadline":
                self.hall.clock.advance(days=10, seconds=1)
                await self.hall.tick()
                continue
            await getattr(self, who).call(tool, task_id=task_id, **extra)
        shown = await self.boss.call("get_task", task_id=task_id)
        assert shown["task"]["state"] == state
        return task_id

    async def change_company(self, **columns: Any) -> None:
        """Set the company's terms as the operator would."""
        await self.write(lambda tx: tx.change("companies", self.company.id, **columns))

    async def write(self, work: Any) -> Any:
        return await self.hall.app.database.write(work)

    async def join_team(self, person_id: int, *, ready: bool = True) -> None:
        """Put a person into the company's team; ready: signed up, verified, agreement signed."""
        stamp = utc_text(self.hall.clock.now)
        await self.write(lambda tx: _join(tx, self.company.id, self.boss.id, person_id, ready, stamp))

    async def state(self, task_id: int) -> int:
        return self.hall.sql("SELECT state FROM tasks WHERE id = ?", task_id)[0][0]

    def history(self, task_id: int) -> list[tuple[Any, ...]]:
        return self.hall.sql(
            "SELECT from_state, to_state, tool FROM task_history WHERE task_id = ? ORDER BY id", task_id
        )

    def balance(self) -> tuple[str, str]:
        """What the company has available and held."""
        rows = self.hall.sql(
            """SELECT balance - held, held FROM ledger_accounts
               WHERE owner_type = 'company' AND owner_id = ? AND kind = 'purse' AND currency = 'EUR'""",
            self.company.id,
        )
        available, held = rows[0] if rows else (0, 0)
        return f"{available / 100:.2f}", f"{held / 100:.2f}"

    def account(self, kind: str, currency: str = "EUR") -> int:
        rows = self.hall.sql(
            "SELECT balance FROM ledger_accounts WHERE owner_type = 'platform' AND kind = ? AND currency = ?",
            kind,
            currency,
        )
        return rows[0][0] if rows else 0

    def notices(self, owner: Owner) -> list[str]:
        rows = self.hall.sql(
            "SELECT text FROM notices WHERE owner_type = ? AND owner_id = ? AND kind LIKE 'task_%' ORDER BY id",
            owner.kind,
            owner.id,
        )
        return [row[0] for row in rows]


def courier(hall: Hall, **changed: Any) -> dict[str, Any]:
    """What an order of the one service that can be insured differs in."""
    [(attribute, kind)] = hall.sql(
        """SELECT a.id, a.type FROM service_attribute_uses u JOIN service_attributes a ON a.id = u.attribute_id
           WHERE u.service_id = ? ORDER BY a.id LIMIT 1""",
        COURIER,
    )
    assert kind == "text"
    return {"category_id": COURIER, "attributes": [{"id": attribute, "value": "5"}], "price": "100.00", **changed}


async def world_of(hall: Hall, funds: str = "2000.00 EUR") -> World:
    acme = await hall.agent("Acme", company_funds=funds)
    boss = await hall.person("boss@acme.test", company="Acme")
    ann = await hall.person("ann@work.test")
    rival = await hall.agent("Rival", company_funds="500.00 EUR")
    world = World(hall, acme, boss, ann, rival)
    # The boss's calls are paid in another currency, so that the balance shows the tasks alone.
    await hall.credit(world.company, "50.00 USDT")
    await world.join_team(ann.id)
    return world


_START = ("ann", "start_task", {})
_DELIVER = ("ann", "mark_task_completed", {})
_ACCEPT = ("boss", "accept_task", {})
_REJECT = ("boss", "reject_task", {})
_PAY = ("boss", "pay_task", {})
_WAY: dict[int, list[tuple[str, str, dict[str, Any]]]] = {
    1: [],
    2: [_START],
    3: [_START, _DELIVER],
    4: [_START, _DELIVER, _ACCEPT],
    5: [_START, _DELIVER, _ACCEPT, _PAY],
    6: [("ann", "decline_task", {})],
    8: [_REJECT],
    11: [_START, _DELIVER, _REJECT],
    12: [_START, _DELIVER, _ACCEPT, _PAY],
    13: [_START, ("ann", "start_task_dispute", {"reason": "It has grown"})],
    14: [_START, ("", "pass_deadline", {})],
    16: [_START, ("boss", "request_task_changes", {"price": "90.00"})],
}


def _join(tx: Transaction, company_id: int, by: int, person_id: int, ready: bool, stamp: str) -> None:
    tx.insert(
        "team_memberships",
        company_id=company_id,
        person_id=person_id,
        state=3 if ready else 2,
        invited_by_type="person",
        invited_by_id=by,
        added_at=stamp,
        updated_at=stamp,
    )
    if ready:
        freelancers.change_profile(tx, person_id, stamp, registered_at=stamp, verified_at=stamp, taxation_status_id=1)
        agreements.sign(
            tx, agreements.current_offer(tx)["template_uuid"], person_id, Owner("person", person_id), None, stamp
        )

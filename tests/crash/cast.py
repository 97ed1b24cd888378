"""Who calls a hall that is crashed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from server.app import App
from server.operator import credit_owner, name_operator, person_token, set_confirmation_limit, token_for_agent
from store.approvals.guards import guard
from store.approvals.policies import add_policy
from store.contracts.contracts import put_user
from store.database import Transaction
from store.types import Money, Owner, utc_text
from tests.tools.contracts.finance.money_world import add_contract, add_place
from tests.tools.payouts.payout_cast import settle_by
from tests.tools.tasks.task_world import World
from tools.contracts.rules.roles import LEVELS, OWNER, WORKER


async def person(app: App, email: str) -> Any:
    made = await person_token(app, email, None, None, "admin")
    for money in (Money.of("9000", "USDT"), Money.of("90000", "EUR")):
        await credit_owner(app, Owner("person", made.id), money)
    await set_confirmation_limit(app, Owner("person", made.id), None, never=True)
    return SimpleNamespace(kind="person", id=made.id, token=made.token, owner=Owner("person", made.id))


async def operator(app: App, hall: Any) -> Any:
    """An admin of the company that runs the hall, which makes its transfers by hand."""
    made = await person_token(app, "boss@crash.test", "Hall", "EUR", "admin")
    await credit_owner(app, Owner("company", made.company_id or 0), Money.of("90000", "USDT"))
    await set_confirmation_limit(app, Owner("person", made.id), None, never=True)
    await name_operator(app, made.company_id or 0)
    await settle_by(hall, "manual")
    return made


async def desk(app: App, hall: Any) -> list[dict[str, Any]]:
    """A company whose agent has nothing to spend without a yes, and the person who gives it."""
    made = await token_for_agent(app, "Careful", "Desk", "EUR", "90000 USDT")
    boss = await person_token(app, "desk@crash.test", "Desk", "EUR", "admin")
    company = Owner("company", made.company_id or 0)
    await credit_owner(app, company, Money.of("900000", "EUR"))
    for owner in (Owner("agent", made.id), Owner("person", boss.id)):
        await set_confirmation_limit(app, owner, None, never=True)
    worker = await person(app, "wd@crash.test")
    stub: Any = SimpleNamespace(company=made.company_id, id=made.id)
    await World(hall, stub, worker, worker, stub).join_team(worker.id)

    def write(tx: Transaction) -> None:
        guard(tx, company)
        at = {"updated_by": boss.id, "updated_at": utc_text(hall.clock())}
        add_policy(tx, company, {"mandates": "required", "chain": "[]", **at})

    await app.database.write(write)
    return [{"token": made.token, "kind": "asking", "worker": worker.id}, {"token": boss.token, "kind": "boss"}]


async def contract(app: App, hall: Any, owner: Owner, worker: Owner) -> tuple[int, int]:
    """A contract of an agent on which somebody works at 4.00 an hour; its id, and the place's."""

    def write(tx: Transaction) -> tuple[int, int]:
        contract = add_contract(tx, hall, owner, label="Site")
        for one, role in ((owner, OWNER), (worker, WORKER)):
            put_user(tx, contract, one, (role, *LEVELS[role]), owner, hall.clock())
        return contract, add_place(tx, hall, contract, worker, "4.00")

    return await app.database.write(write)

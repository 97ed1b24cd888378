"""Whether a full hall answers as fast as an empty one: the same calls with a thousand and with a million rows.

    python -m bench.growth [--rows N]

Each database starts from one real task, booking and charge, made by the operations themselves and then multiplied: tasks of
many companies, bookings of many hosts, charges of the caller's own purse. The books prove right afterwards."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.filled.multiply import Numbered, fill
from bench.measure import HEAD, Figure, at_most
from bench.processes import folder
from server.app import App
from server.calls.messages import Answered, Request
from server.calls.throttle import Throttle
from server.operator import credit_owner, person_token, set_confirmation_limit, token_for_agent
from store.database import Transaction
from store.freelancers import agreements, freelancers
from store.types import Money, Owner, utc_text
from store.wallet.audit import differences

FEW, MANY = 1_000, 1_000_000
ROUNDS = 150
PAGE = 20
FAR_PAGE = 500
GOAL = 1.3
SLOTS_A_DAY = 9
OPEN = {"rules": [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "18:00"}]}


@dataclass(slots=True)
class World:
    """A hall with everything the measured calls need: who calls, tasks to pay, slots to book, cursors to go on from."""

    app: App
    agent: str
    boss: str
    schedule_id: int
    payable: list[int] = field(default_factory=list)
    slots: list[str] = field(default_factory=list)
    far_cursor: str = ""
    # Somebody of no company who looks for work, where there is one.
    seeker: str = ""

    async def call(self, token: str, tool: str, **arguments: Any) -> dict[str, Any]:
        """The answer of one call through the pipeline."""
        reply = await self.app.pipeline.call(Request(tool, arguments, token))
        if not isinstance(reply, Answered):
            raise RuntimeError(f"{tool}: {reply}")
        return reply.answer

    async def pay_task(self) -> None:
        await self.call(self.agent, "pay_task", task_id=self.payable.pop())

    async def book_schedule(self) -> None:
        await self.call(
            self.boss, "book_schedule", schedule_id=self.schedule_id, start=self.slots.pop(0), pay_from="own"
        )

    async def get_wallet(self) -> None:
        await self.call(self.agent, "get_wallet")

    async def list_tasks(self) -> None:
        await self.call(self.agent, "list_tasks", limit=PAGE)

    async def list_tasks_far(self) -> None:
        await self.call(self.agent, "list_tasks", limit=PAGE, cursor=self.far_cursor)


CALLS = {
    "pay_task": World.pay_task,
    "book_schedule": World.book_schedule,
    "get_wallet": World.get_wallet,
    "list_tasks, page 1": World.list_tasks,
    f"list_tasks, page {FAR_PAGE}": World.list_tasks_far,
}


async def run(rows: int = MANY, rounds: int = ROUNDS) -> list[Figure]:
    """Every call with that many rows over the same call with a thousand, in turns."""
    with folder() as files:
        async with opened(files / "few.db", FEW) as few, opened(files / "many.db", rows) as many:
            return [await _compare(name, few, many, rows, rounds) for name in CALLS]


async def _compare(name: str, few: World, many: World, rows: int, rounds: int) -> Figure:
    times: dict[int, list[float]] = {id(few): [], id(many): []}
    for round in range(rounds):
        # Who goes first takes turns, too.
        for world in (few, many) if round % 2 else (many, few):
            start = time.perf_counter()
            await CALLS[name](world)
            times[id(world)].append((time.perf_counter() - start) * 1000)
    warm = rounds // 10
    value, baseline = (statistics.median(times[id(world)][warm:]) for world in (many, few))
    return at_most(f"{name}: {rows:,} rows over {FEW:,}", value, baseline, GOAL)


@contextlib.asynccontextmanager
async def opened(path: Path, rows: int) -> AsyncIterator[World]:
    """A hall with that many tasks, bookings and charges, on a new file."""
    app = await opened_app(path)
    try:
        world, numbered = await first_rows(app)
    finally:
        await app.close()
    fill(path, numbered, rows, app.clock())
    world.app = await opened_app(path)
    try:
        await _aim(world, numbered)
        if rows <= FEW:
            wrong = await world.app.database.read(differences)
            if wrong:
                raise RuntimeError(f"the books of the bench do not prove: {wrong[0]}")
        yield world
    finally:
        await world.app.close()


async def opened_app(path: Path) -> App:
    return await App.open(path, throttle=Throttle("100000000/minute"))


async def first_rows(app: App) -> tuple[World, Numbered]:
    """A company, its agent and boss, a worker with one accepted task, a host with one booking."""
    agent = await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)
    boss = await person_token(app, "boss@bench.test", "Bench", "EUR", "admin", find=True)
    ann = await person_token(app, "ann@bench.test", None, None, "user", find=True)
    eva = await person_token(app, "eva@bench.test", None, None, "user", find=True)
    assert agent.company_id is not None
    company = Owner("company", agent.company_id)
    await credit_owner(app, company, Money.of("1000000", "EUR"))
    await credit_owner(app, company, Money.of("1000000", "USDT"))
    await credit_owner(app, Owner("person", boss.id), Money.of("1000000", "EUR"))
    await credit_owner(app, Owner("person", eva.id), Money.of("1000", "USDT"))
    # Nobody answers questions here, and a day's unasked payments add up.
    for owner in (Owner("agent", agent.id), Owner("person", boss.id), Owner("person", eva.id)):
        await set_confirmation_limit(app, owner, None, never=True)
    await app.database.write(lambda tx: _join(tx, company.id, boss.id, ann.id, app.clock()))
    world = World(app, agent.token, boss.token, 0)
    paid, task_id = [await _accepted_task(world, ann.token, ann.id) for _ in range(2)]
    await world.call(agent.token, "pay_task", task_id=paid)
    made = await world.call(
        eva.token, "create_schedule", label="Talks", private=False, settings=OPEN, price="10.00", currency="EUR",
        timezone="UTC",
    )  # fmt: skip
    world.schedule_id = made["schedule"]["id"]
    first = (app.clock() + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    booked = await world.call(
        boss.token, "book_schedule", schedule_id=world.schedule_id, start=first.isoformat(), pay_from="own"
    )
    return world, Numbered(
        agent.id, company.id, ann.id, eva.id, boss.id, task_id, world.schedule_id, booked["event"]["id"]
    )


def _join(tx: Transaction, company_id: int, boss_id: int, person_id: int, now: datetime) -> None:
    """Put a freelancer who has signed everything into the company's team."""
    stamp = utc_text(now)
    tx.insert(
        "team_memberships",
        company_id=company_id,
        person_id=person_id,
        state=3,
        invited_by_type="person",
        invited_by_id=boss_id,
        added_at=stamp,
        updated_at=stamp,
    )
    freelancers.change_profile(tx, person_id, stamp, registered_at=stamp, verified_at=stamp, taxation_status_id=1)
    offer = agreements.current_offer(tx)["template_uuid"]
    agreements.sign(tx, offer, person_id, Owner("person", person_id), None, stamp)


async def _accepted_task(world: World, worker: str, worker_id: int) -> int:
    made = await world.call(
        world.agent,
        "create_task",
        category_id=37,
        attributes=[{"id": 37, "value": "3"}],
        title="A logo",
        description="Round and green, to be seen from far away",
        worker_id=worker_id,
        deadline=(world.app.clock() + timedelta(days=300)).isoformat(),
        price="1.00",
    )
    task_id: int = made["task"]["id"]
    await world.call(worker, "start_task", task_id=task_id)
    await world.call(worker, "mark_task_completed", task_id=task_id)
    await world.call(world.agent, "accept_task", task_id=task_id)
    return task_id


async def _aim(world: World, numbered: Numbered) -> None:
    """Choose what the measured calls work on: accepted tasks of the company, coming slots, the cursor of a far page."""
    world.payable = await world.app.database.read(lambda tx: _accepted(tx, numbered.company_id))
    first = (world.app.clock() + timedelta(days=4)).replace(hour=9, minute=0, second=0, microsecond=0)
    days = range(ROUNDS // SLOTS_A_DAY + 1)
    world.slots = [(first + timedelta(days=day, hours=hour)).isoformat() for day in days for hour in range(SLOTS_A_DAY)]
    world.far_cursor = await _cursor_of_far_page(world)


async def _cursor_of_far_page(world: World) -> str:
    """Where page 500 starts; with few tasks there is no such page, and the last whole one stands in for it."""
    cursors: list[str] = []
    while len(cursors) < FAR_PAGE - 1:
        given = {"cursor": cursors[-1]} if cursors else {}
        answer = await world.call(world.agent, "list_tasks", limit=PAGE, fields=["id"], **given)
        if "next_cursor" not in answer:
            return cursors[-2]
        cursors.append(answer["next_cursor"])
    return cursors[-1]


def _accepted(tx: Transaction, company_id: int) -> list[int]:
    rows = tx.all(
        "SELECT id FROM tasks WHERE company_id = :id AND state = 4 ORDER BY date_end LIMIT :most",
        id=company_id,
        most=ROUNDS,
    )
    return [row["id"] for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=MANY)
    figures = asyncio.run(run(parser.parse_args().rows))
    print("\n".join([*HEAD, *(figure.line() for figure in figures)]))


if __name__ == "__main__":
    main()

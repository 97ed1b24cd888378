"""A company with documents: invoices of top-ups asked for and paid, and certificates of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server.operator import name_operator
from tests.hall import Hall, TestCaller
from tests.tools.tasks.task_world import World, world_of


@dataclass
class Papers:
    """operator: confirms top-ups. world.boss: an admin of the company, world.acme an agent of it."""

    operator: TestCaller
    world: World

    async def invoice(self, amount: str, *, paid: bool = False) -> dict[str, Any]:
        """The document of a top-up."""
        asked = await self.world.boss.call("request_balance_top_up", amount=amount)
        if paid:
            await self.operator.call("confirm_balance_top_up", top_up_id=asked["top_up"]["id"])
        return dict(asked["document"])

    async def certificate(self) -> int:
        """The task of a certificate."""
        return await self.world.at(5)


async def papers_of(hall: Hall) -> Papers:
    operator = await hall.person("op@hall.test", company="Hall")
    await name_operator(hall.app, operator.company or 0)
    return Papers(operator, await world_of(hall))

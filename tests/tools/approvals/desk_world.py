"""A company with an agent, an admin, a finance lead and another member, and somebody who can be booked: for tests of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.scheduling.bookable import SLOT, offer


@dataclass
class DeskWorld:
    hall: Hall
    bot: TestCaller
    boss: TestCaller
    fin: TestCaller
    mia: TestCaller
    eva: TestCaller
    schedule: int

    async def book(self, **how: Any) -> dict[str, Any]:
        return await self.bot.call("book_schedule", schedule_id=self.schedule, start=SLOT, pay="balance", **how)

    async def waiting(self, **how: Any) -> dict[str, Any]:
        """A booking of the agent's that waits at the desk."""
        return (await self.book(**how))["approval"]

    async def request(self, approval_id: str) -> dict[str, Any]:
        return (await self.boss.call("get_approval_request", approval_id=approval_id))["request"]

    def bookings(self) -> int:
        return self.hall.sql("SELECT count(*) FROM event_attendees WHERE payer_type = 'company'")[0][0]


async def desk_world(hall: Hall, price: str = "120.00", **policy: Any) -> DeskWorld:
    """The world, with a policy when one is given."""
    eva = await hall.person("eva@home.test")
    bot = await hall.agent("Acme", company_funds="500 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    fin = await hall.person("fin@acme.test", company="Acme")
    mia = await hall.person("mia@acme.test", company="Acme")
    await hall.credit(bot.owner, "500 EUR")
    schedule = await offer(hall, eva, price=price, payment="optional")
    if policy:
        await boss.call("set_approval_policy", **policy)
    return DeskWorld(hall, bot, boss, fin, mia, eva, schedule)


__all__ = ["SLOT", "DeskWorld", "desk_world"]

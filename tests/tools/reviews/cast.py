"""A company and somebody who worked for it, with paid work noted straight in the store: what ended it is tested elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from store.telling import paid_work
from store.types import Money, Owner
from tests.hall import Hall, TestCaller

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
BAD = "He came three hours late and left the door open."


@dataclass
class Cast:
    """boss and agent act for a company, ann has worked for it, rita is anybody else."""

    hall: Hall
    boss: TestCaller
    agent: TestCaller
    ann: TestCaller
    rita: TestCaller

    @property
    def company(self) -> Owner:
        assert self.boss.company is not None
        return Owner("company", self.boss.company)

    async def paid(
        self,
        work_id: int = 1,
        *,
        kind: str = "task",
        client: Owner | None = None,
        worker: Owner | None = None,
        title: str = "A logo",
    ) -> int:
        """Work of 81.00 EUR that ends now; its id."""
        sides = (client or self.company, worker or self.ann.owner)
        now = self.hall.clock.now
        await self.hall.app.database.write(
            lambda tx: paid_work.note(tx, kind, work_id, title, *sides, Money(8100, "EUR"), now)
        )
        return work_id

    async def write(self, who: TestCaller, work_id: int = 1, overall: int = 5, **more: Any) -> dict[str, Any]:
        more = {"kind": "task", "text": BAD if overall < 3 else "", **more}
        return await who.call("create_review", engagement_id=work_id, overall=overall, **more)

    async def both(self, work_id: int, overall: int = 5, **more: Any) -> int:
        """Work of which the company says so much and which is revealed; the number of the company's review."""
        await self.paid(work_id, **more)
        kind = {"kind": more["kind"]} if "kind" in more else {}
        made = await self.write(self.boss, work_id, overall, **kind)
        await self.write(self.ann, work_id, 5, **kind)
        return int(made["review"]["id"])

    async def summary(self, *about: TestCaller | Owner, by: TestCaller | None = None) -> list[dict[str, Any]]:
        owners = [one.owner if isinstance(one, TestCaller) else one for one in about]
        asked = [{"type": one.kind, "id": one.id} for one in owners]
        answer = await (by or self.rita).call("get_review_summary", about=asked)
        items: list[dict[str, Any]] = answer["items"]
        return items

    async def about(self, one: TestCaller | Owner, by: TestCaller | None = None, **more: Any) -> list[dict[str, Any]]:
        owner = one.owner if isinstance(one, TestCaller) else one
        answer = await (by or self.rita).call("list_reviews", about_type=owner.kind, about_id=owner.id, **more)
        items: list[dict[str, Any]] = answer["items"]
        return items


async def cast(hall: Hall, now: datetime | None = None) -> Cast:
    if now is not None:
        hall.clock.set(now)
    boss = await hall.person("boss@acme.test", company="Acme")
    agent = await hall.agent("Acme")
    ann, rita = await hall.person("ann@work.test"), await hall.person("rita@home.test")
    return Cast(hall, boss, agent, ann, rita)

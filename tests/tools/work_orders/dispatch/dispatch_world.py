"""A project with people, territories and dispatch settings, for the tests of automatic dispatch."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.work_orders.field_work import HOURLY, company, order, write
from tests.tools.work_orders.routing_world import AT, GROUP, busy, north_of_site, pool, project, skilled

CABLING = {"certifications": [{"name": "cabling"}]}
LADDER = {"equipment": ["ladder"]}
AREA = "5b0f3a0e-0000-4000-8000-0000000000aa"
RULES = [
    {"type": "rating", "operator": ">=", "value": "4.0"},
    {"type": "certification", "operator": "has", "value": "cabling", "required": False, "weight": 10},
    {"type": "equipment", "operator": "has", "value": "ladder", "required": False, "weight": 5},
]


class Riverside:
    """Riverside East: two tiers, five providers, of whom 13 is busy and 15 rated too low."""

    hall: Hall
    boss: TestCaller
    project: int
    people: list[TestCaller]
    tiers: list[int]

    @property
    def ids(self) -> list[int]:
        """p11 to p15."""
        return [person.id for person in self.people]

    async def order(self, **more: Any) -> int:
        given = {"pay": HOURLY, "estimated_hours": "2", "qualifications": RULES, "project_id": self.project, **more}
        return await order(self.boss, **given)

    async def start(self, *ids: int, **more: Any) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = (
            await self.boss.call("start_smart_dispatch", work_order_ids=list(ids), **more)
        )["work_orders"]
        return entries

    async def run(self, id: int) -> dict[str, Any]:
        return await self.boss.call("get_smart_dispatch_run", work_order_id=id)


async def riverside(hall: Hall, settings: bool = True, groups: bool = False, **wanted: Any) -> Riverside:
    """groups: the people are in a plain group, and there is no territory."""
    here = Riverside()
    here.hall, here.boss = hall, await company(hall)
    p11 = await skilled(hall, "p11@work.test", "4.70", **CABLING, **north_of_site(12), **hourly("60.00"))
    p12 = await skilled(hall, "p12@work.test", "4.90", **LADDER, **north_of_site(3), **hourly("55.00"))
    p13 = await skilled(hall, "p13@work.test", "4.90", **CABLING, **LADDER, **north_of_site(1))
    busy(hall, p13, "2026-03-10T10:30:00Z", "2026-03-10T12:00:00Z")
    p14 = await skilled(hall, "p14@work.test", "4.90", **CABLING, **LADDER, **north_of_site(1))
    p15 = await skilled(hall, "p15@work.test", "3.80")
    here.people = [p11, p12, p13, p14, p15]
    here.project = project(hall, here.boss)
    tiers = [[p11, p12, p13], [p14, p15]]
    if groups:
        here.tiers = pool(hall, here.boss, here.project, *tiers, uuid=GROUP)
    else:
        here.tiers = territory(hall, here.boss, here.project, *tiers)
    if settings:
        await here.boss.call("create_dispatch_settings", project_id=here.project, **wanted)
    return here


def territory(
    hall: Hall, boss: TestCaller, project_id: int, *tiers: list[TestCaller], uuid: str = AREA, codes: str = "554*"
) -> list[int]:
    """A territory by postal codes of the US; the ids of its tiers."""
    found = pool(hall, boss, project_id, *tiers, uuid=uuid)
    group = hall.sql("SELECT id FROM talent_pool_groups WHERE uuid = ?", uuid)[0][0]
    name = f"Riverside {uuid[-2:]}"
    write(
        hall,
        "UPDATE talent_pool_groups SET kind = 'territory', name = ?, name_key = ? WHERE id = ?",
        name,
        name.lower(),
        group,
    )
    write(hall, "INSERT INTO service_territories (group_id, project_id) VALUES (?, ?)", group, project_id)
    for code in codes.split():
        write(
            hall,
            "INSERT INTO service_territory_postal_codes VALUES (?, ?, ?, ?, ?)",
            group, project_id, code.rstrip("*"), int(code.endswith("*")), code,
        )  # fmt: skip
    write(hall, "INSERT INTO service_territory_countries VALUES (?, 'US')", group)
    return found


def hourly(amount: str) -> dict[str, Any]:
    return {"minimum_rates": {"hourly": {"amount": amount, "currency": "USD"}}}


__all__ = ["AT", "Riverside", "hourly", "riverside", "territory"]

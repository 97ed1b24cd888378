"""Ad labelling of a company's world: two customers, a contract between them, and an advertising task done for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tools.tasks.ads.ad_world import DATED, ad_task
from tests.tools.tasks.task_world import World

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld


async def add_ads(world: FullWorld) -> None:
    customers = []
    for name in ("Romashka", "Vasilek"):
        given = {"full_opf": f"OOO {name} of {world.name}", "inn": "6174387653"}
        id = f"{len(customers) + 1:08d}-0000-4000-8000-{world.boss.company:012d}"
        customers.append((await world.boss.call("add_ad_customer", external_organisation_id=id, **given))["customer"])
    brand, agency = (it["uuid"] for it in customers)
    contract = await world.boss.call("add_ad_contract", external_organisation_customer_id=brand,
                                     external_organisation_performer_id=agency, **DATED)  # fmt: skip
    deal = contract["contract"]["uuid"]
    task = await ad_task(World(world.hall, world.acme, world.boss, world.ann, world.acme), (deal, 500))
    world.ids |= {
        "get_ad_customer.uuid": brand,
        "get_ad_contract.uuid": deal,
        "get_task_ad_contracts.uuid": task["uuid"],
        "get_task_ad_contracts.task_id": task["id"],
        "external_organisation_customer_id": brand,
        "external_organisation_performer_id": agency,
        "external_parent_id": deal,
        "add_ad_customer.external_organisation_id": f"00000009-0000-4000-8000-{world.boss.company:012d}",
        "add_ad_customer.full_opf": "OOO Lutik",
        "add_ad_customer.inn": "7733228841",
        "add_ad_contract.contract_date": "2026-01-15",
    }

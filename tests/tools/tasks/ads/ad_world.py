"""A company that advertises for a brand, and what it adds."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller
from tests.tools.tasks.task_world import World

ADVERTISING = 20
BRAND = "1a57ac19-5933-4a3a-94b3-b4a26374de4d"
AGENCY = "8ac2bc19-5933-4a3a-94b3-b4a26374de3a"
DEAL = "4a0355a7-9019-4208-8f86-6becde69ef5a"
DATED = {
    "contract_date": "2020-10-15",
    "contract_type": "CONTRACT_TYPE_SERVICE",
    "subject_type": "SUBJECT_TYPE_INTERMEDIARY",
}


async def brand(caller: TestCaller, id: str = BRAND, **changed: Any) -> dict[str, Any]:
    """A Russian firm as a customer."""
    given = {"external_organisation_id": id, "full_opf": "OOO Romashka", "inn": "6174387653", "ogrn": "22222222"}
    return (await caller.call("add_ad_customer", **{**given, **changed}))["customer"]


async def own(caller: TestCaller) -> tuple[str, str]:
    """The uuids of the company's own record and of its contract with the platform."""
    shown = await caller.call("get_own_ad_details")
    return shown["customer"]["uuid"], shown["contracts"][0]["uuid"]


async def deal(caller: TestCaller, **changed: Any) -> dict[str, Any]:
    """The contract between the brand and the company itself."""
    given = {
        "external_contract_id": DEAL,
        "external_organisation_customer_id": BRAND,
        "external_organisation_performer_id": (await own(caller))[0],
        "contract_number": "100623",
        **DATED,
    }
    return (await caller.call("add_ad_contract", **{**given, **changed}))["contract"]


async def ad_task(world: World, *contracts: tuple[str, int | None], **changed: Any) -> dict[str, Any]:
    """An advertising task of 1000.00 done for contracts: their uuid and sum."""
    end_contracts = [{"uuid": uuid} | ({"sum": amount} if amount else {}) for uuid, amount in contracts]
    ads = {"category_id": ADVERTISING, "attributes": [{"id": 4, "value": "https://a.test"}], "price": "1000.00"}
    named = {"adv_data": {"end_contracts": end_contracts}} if contracts else {}
    return await world.order(**{**ads, **named, **changed})

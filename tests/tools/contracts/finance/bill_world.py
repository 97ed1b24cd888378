"""Making and paying bills in the world of contract money."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller
from tests.tools.contracts.finance.money_world import MoneyWorld


async def make_bill(
    world: MoneyWorld, *lines: dict[str, Any], by: TestCaller | None = None, label: str = "March", **data: Any
) -> dict[str, Any]:
    """A bill as olga, or somebody else, is answered it. Without lines: everything of walt."""
    what = {"lines": list(lines) or [{"participant_id": world.walt_place, "all_unpaid": True}], **data}
    answer = await (by or world.olga).call("create_contract_bill", contract_id=world.contract, label=label, data=what)
    bill: dict[str, Any] = answer["bill"]
    return bill


async def bill_for_two(world: MoneyWorld, **data: Any) -> dict[str, Any]:
    """A bill with 60.00 for walt and 25.00 for wanda."""
    await world.set("UPDATE contract_participants SET price = 2500 WHERE id = :id", id=world.wanda_place)
    await world.owed()
    await world.owed(60, world.wanda_place, world.wanda)
    places = (world.walt_place, world.wanda_place)
    return await make_bill(world, *({"participant_id": place, "all_unpaid": True} for place in places), **data)


async def pay_bill(world: MoneyWorld, bill: dict[str, Any], by: TestCaller | None = None, **how: Any) -> dict[str, Any]:
    return await (by or world.olga).call("pay_contract_bill", contract_id=world.contract, bill_id=bill["id"], **how)


async def delete_bill(world: MoneyWorld, bill: dict[str, Any], by: TestCaller | None = None) -> dict[str, Any]:
    return await (by or world.olga).call("delete_contract_bill", contract_id=world.contract, bill_id=bill["id"])


async def bills_of(world: MoneyWorld, by: TestCaller | None = None, **how: Any) -> list[dict[str, Any]]:
    answer = await (by or world.olga).call("list_contract_bills", contract_id=world.contract, **how)
    found: list[dict[str, Any]] = answer["bills"]
    return found


def charges_on(bill: dict[str, Any]) -> list[int]:
    return [id for line in bill["data"] for id in line["transaction_ids"]]

"""Whom bills of contracts tell: those who are paid by them, and those who pay."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.contracts.finance.bill_world import bill_for_two, make_bill
from tests.tools.contracts.finance.money_world import MoneyWorld, money_world

KIND = "contract_money"


def _heard(*people: object) -> Expected:
    return {told(one, KIND, "inbox", "mail") for one in people}  # type: ignore[arg-type]


async def _owed(watch: Watch) -> MoneyWorld:
    world = await money_world(watch.hall)
    await world.owed()
    return world


async def bill_own_work(watch: Watch) -> Expected:
    world = await _owed(watch)
    data = {"lines": [{"participant_id": world.walt_place, "all_unpaid": True}]}
    await watch.act(world.walt, "create_contract_bill", contract_id=world.contract, label="March", data=data)
    return _heard(world.olga, world.cara)


async def bill_for_others(watch: Watch) -> Expected:
    world = await _owed(watch)
    data = {"lines": [{"participant_id": world.walt_place, "all_unpaid": True}]}
    await watch.act(world.olga, "create_contract_bill", contract_id=world.contract, label="March", data=data)
    return _heard(world.walt, world.cara)


async def withdraw(watch: Watch) -> Expected:
    world = await money_world(watch.hall)
    bill = await bill_for_two(world)
    await watch.act(world.olga, "delete_contract_bill", contract_id=world.contract, bill_id=bill["id"])
    return _heard(world.walt, world.wanda, world.cara)


async def pay(watch: Watch) -> Expected:
    world = await money_world(watch.hall)
    bill = await bill_for_two(world)
    await watch.act(world.olga, "pay_contract_bill", contract_id=world.contract, bill_id=bill["id"])
    return _heard(world.walt, world.wanda, world.cara)


async def report_a_payment(watch: Watch) -> Expected:
    world = await money_world(watch.hall)
    bill = await bill_for_two(world)
    how = {"contract_id": world.contract, "bill_id": bill["id"], "method": "external"}
    await watch.act(world.olga, "pay_contract_bill", **how)
    return _heard(world.walt, world.wanda, world.cara)


async def record_being_paid(watch: Watch) -> Expected:
    world = await _owed(watch)
    bill = await make_bill(world)
    how = {"contract_id": world.contract, "bill_id": bill["id"], "method": "external"}
    await watch.act(world.walt, "pay_contract_bill", **how)
    return _heard(world.olga, world.cara)


SCENARIOS: dict[str, Scenario] = {
    "create_contract_bill of own work": bill_own_work,
    "create_contract_bill for others": bill_for_others,
    "delete_contract_bill": withdraw,
    "pay_contract_bill": pay,
    "pay_contract_bill elsewhere": report_a_payment,
    "pay_contract_bill by the receiver": record_being_paid,
}
NOBODY_ELSE = {
    "update_contract_bill": "only its title in lists changes; invoices say what they said",
    "set_billing_details": "they stand on bills made later, of which everybody hears who is on them",
}

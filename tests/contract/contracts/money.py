"""Whom the money of contracts tells: the side that pays of what is claimed, who is paid of what becomes of it."""

from __future__ import annotations

from store.scheduling.events import insert_event
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.contracts.finance.money_world import TODAY, MoneyWorld, money_world

KIND = "contract_money"


async def _world(watch: Watch) -> MoneyWorld:
    return await money_world(watch.hall)


def _payers(world: MoneyWorld) -> Expected:
    return {told(world.olga, KIND, "inbox", "mail"), told(world.cara, KIND, "inbox", "mail")}


def _payee(world: MoneyWorld) -> Expected:
    return {told(world.walt, KIND, "inbox", "mail")}


async def charge_own_time(watch: Watch) -> Expected:
    world = await _world(watch)
    how = {"participant_id": world.walt_place, "date": TODAY, "time": 60}
    await watch.act(world.walt, "create_participant_charge", **how)
    return _payers(world)


async def charge_for_another(watch: Watch) -> Expected:
    world = await _world(watch)
    how = {"contract_id": world.contract, "benefitable_id": world.walt_place, "date": TODAY, "time": 60}
    await watch.act(world.olga, "create_contract_charge", **how)
    return {told(world.cara, KIND, "inbox", "mail")} | _payee(world)


async def charge_an_event(watch: Watch) -> Expected:
    world = await _world(watch)
    task = {
        "owner_type": "person", "owner_id": world.walt.id, "type_id": 2, "kind": "task", "status_id": 777,
        "label": "Draw it", "contract_id": world.contract, "duration": 60,
    }  # fmt: skip
    event = await watch.hall.app.database.write(lambda tx: insert_event(tx, watch.hall.clock(), **task))
    await watch.act(world.walt, "create_event_charge", event_id=event, date=TODAY)
    return _payers(world)


async def correct_a_charge(watch: Watch) -> Expected:
    world = await _world(watch)
    charge = await world.charge()
    how = {"date": TODAY, "time": 60, "label": "Work", "participant_id": world.walt_place}
    await watch.act(world.walt, "update_contract_charge", contract_id=world.contract, transaction_id=charge, **how)
    return _payers(world)


async def set_a_sum(watch: Watch) -> Expected:
    world = await _world(watch)
    charge = await world.charge()
    how = {"participant_id": world.walt_place, "event_id": charge, "amount": "10"}
    await watch.act(world.olga, "update_participant_charge", **how)
    return {told(world.cara, KIND, "inbox", "mail")} | _payee(world)


async def refuse_a_charge(watch: Watch) -> Expected:
    world = await _world(watch)
    await watch.act(world.olga, "decline_event", event_id=await world.charge())
    return _payee(world)


async def approve(watch: Watch) -> Expected:
    world = await _world(watch)
    charges = [await world.charge(), await world.charge()]
    await watch.act(world.olga, "approve_contract_transactions", contract_id=world.contract, transactions=charges)
    return _payee(world)


async def confirm_a_payment(watch: Watch) -> Expected:
    world = await _world(watch)
    charge = await world.owed()
    deposit = (await world.pay(charge, method="external"))["deposits"][0]["id"]
    await watch.act(world.walt, "approve_contract_transactions", contract_id=world.contract, transactions=[deposit])
    return {told(world.olga, KIND, "inbox", "mail")}


async def contest_a_payment(watch: Watch) -> Expected:
    world = await _world(watch)
    charge = await world.owed()
    deposit = (await world.pay(charge, method="external"))["deposits"][0]["id"]
    await watch.act(world.walt, "decline_event", event_id=deposit)
    return {told(world.olga, KIND, "inbox", "mail")}


async def pay(watch: Watch) -> Expected:
    world = await _world(watch)
    charge = await world.owed()
    await watch.act(world.olga, "pay_contract_transactions", contract_id=world.contract, transactions=[charge])
    return _payee(world)


async def report_a_payment(watch: Watch) -> Expected:
    world = await _world(watch)
    charge = await world.owed()
    how = {"contract_id": world.contract, "transactions": [charge], "method": "external"}
    await watch.act(world.olga, "pay_contract_transactions", **how)
    return _payee(world)


async def record_being_paid(watch: Watch) -> Expected:
    world = await _world(watch)
    charge = await world.owed()
    how = {"contract_id": world.contract, "transactions": [charge], "method": "external"}
    await watch.act(world.walt, "pay_contract_transactions", **how)
    return _payers(world)


async def put_aside(watch: Watch) -> Expected:
    world = await _world(watch)
    how = {"contract_id": world.contract, "benefitable_id": world.walt_place, "method": "balance"}
    await watch.act(world.olga, "record_contract_deposit", date=TODAY, amount="50", **how)
    return _payee(world)


async def record_cash(watch: Watch) -> Expected:
    world = await _world(watch)
    how = {"participant_id": world.walt_place, "date": TODAY, "amount": "50"}
    await watch.act(world.walt, "record_participant_deposit", **how)
    return _payers(world)


async def raise_a_deposit(watch: Watch) -> Expected:
    world = await _world(watch)
    how = {"contract_id": world.contract, "transaction_id": await world.put_aside("50"), "date": TODAY}
    await watch.act(world.olga, "update_contract_deposit", amount="60", **how)
    return {told(world.cara, KIND, "inbox", "mail")} | _payee(world)


async def correct_a_payment(watch: Watch) -> Expected:
    world = await _world(watch)
    how = {"participant_id": world.walt_place, "date": TODAY, "amount": "50"}
    deposit = (await world.olga.call("record_participant_deposit", **how))["transaction"]["id"]
    how = {"participant_id": world.walt_place, "event_id": deposit, "amount": "60"}
    await watch.act(world.olga, "update_participant_deposit", **how)
    return _payee(world)


async def delete(watch: Watch) -> Expected:
    world = await _world(watch)
    deposit = await world.put_aside("50")
    await watch.act(world.olga, "delete_contract_transactions", contract_id=world.contract, transactions=[deposit])
    return _payee(world)


async def give_back_somebody_elses_money(watch: Watch) -> Expected:
    world = await _world(watch)
    how = {"contract_id": world.contract, "transactions": [await world.put_aside("50")]}
    await watch.act(world.cara, "delete_contract_transactions", **how)
    return {told(world.olga, KIND, "inbox", "mail")} | _payee(world)


async def time_confirms_a_payment(watch: Watch) -> Expected:
    world = await _world(watch)
    await world.pay(await world.owed(), method="external")
    watch.hall.clock.advance(days=14)
    await watch.tick()
    return {told(world.olga, KIND, "inbox", "mail")} | _payee(world)


SCENARIOS: dict[str, Scenario] = {
    "create_participant_charge": charge_own_time,
    "create_contract_charge for another": charge_for_another,
    "create_event_charge": charge_an_event,
    "update_contract_charge": correct_a_charge,
    "update_participant_charge by the one who pays": set_a_sum,
    "approve_contract_transactions": approve,
    "approve_contract_transactions by the receiver": confirm_a_payment,
    "pay_contract_transactions": pay,
    "pay_contract_transactions elsewhere": report_a_payment,
    "pay_contract_transactions by the receiver": record_being_paid,
    "record_contract_deposit": put_aside,
    "record_participant_deposit by the receiver": record_cash,
    "update_contract_deposit": raise_a_deposit,
    "update_participant_deposit": correct_a_payment,
    "delete_contract_transactions": delete,
    "delete_contract_transactions of another's deposit": give_back_somebody_elses_money,
    "tick: a reported payment counts": time_confirms_a_payment,
}
# Of the operations on events, which stand with scheduling.
ANSWERS: dict[str, Scenario] = {
    "decline_event of a charge": refuse_a_charge,
    "decline_event of a payment in a contract": contest_a_payment,
}

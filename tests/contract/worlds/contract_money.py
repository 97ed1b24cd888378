"""A contract with charges and deposits in every state that an operation needs, in the company of full_world."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.contracts.contracts import put_user
from store.database import Transaction
from store.scheduling.events import insert_event
from tests.contract.contracts.bill_ids import bill_ids
from tests.tools.contracts.finance.money_world import TODAY, add_contract, add_place
from tools.contracts.rules.roles import LEVELS, OWNER, WORKER

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld

OF_CONTRACT = (
    "create_contract_charge", "update_contract_charge", "record_contract_deposit", "update_contract_deposit",
    "approve_contract_transactions", "pay_contract_transactions", "delete_contract_transactions",
    "list_participant_transactions",
)  # fmt: skip
OF_PARTICIPANT = (
    "create_participant_charge", "update_participant_charge", "record_participant_deposit", "update_participant_deposit",
    "update_contract_charge", "list_participant_transactions",
)  # fmt: skip


async def add_contract_money(world: FullWorld) -> None:
    """The boss owns the contract and pays from the company's purse; ann works on it at 40.00 an hour."""
    hall, boss, ann = world.hall, world.boss, world.ann

    def write(tx: Transaction) -> tuple[int, int, int]:
        # Numbers that no event has, so that a walk that puts other ids in their place tells them apart; nor another world.
        apart = 900_000 + 1000 * boss.id
        columns = {"id": apart, "label": f"Site of {world.name}", "settings": json.dumps({"rate": 2500})}
        contract = add_contract(tx, hall, boss.owner, **columns)
        put_user(tx, contract, boss.owner, (OWNER, *LEVELS[OWNER]), boss.owner, hall.clock())
        put_user(tx, contract, ann.owner, (WORKER, *LEVELS[WORKER]), boss.owner, hall.clock())
        place = add_place(tx, hall, contract, ann.owner, "40.00", id=apart - 100_000)
        task = insert_event(
            tx, hall.clock(), owner_type="person", owner_id=boss.id, type_id=2, kind="task", status_id=777,
            label="Draw it", contract_id=contract, duration=60, benefitable_type="participant", benefitable_id=place,
        )  # fmt: skip
        return contract, place, task

    contract, place, task = await hall.app.database.write(write)

    async def charge() -> int:
        made = await ann.call("create_participant_charge", participant_id=place, date=TODAY, time=60)
        id: int = made["transaction"]["id"]
        return id

    pending, loose, approved = [await charge() for _ in range(3)]
    await boss.call("approve_contract_transactions", contract_id=contract, transactions=[approved])
    deposit = (
        await boss.call(
            "record_participant_deposit", participant_id=place, date=TODAY, amount="50.00", method="balance"
        )
    )["transaction"]["id"]
    world.ids |= {
        **{f"{tool}.contract_id": contract for tool in OF_CONTRACT},
        **{f"{tool}.participant_id": place for tool in OF_PARTICIPANT},
        "create_contract_charge.benefitable_id": place, "record_contract_deposit.benefitable_id": place,
        "create_event_charge.benefitable_id": place, "create_event_charge.event_id": task,
        "update_contract_charge.transaction_id": pending, "update_participant_charge.event_id": pending,
        "update_contract_deposit.transaction_id": deposit, "update_participant_deposit.event_id": deposit,
        "approve_contract_transactions.transactions": [pending], "pay_contract_transactions.transactions": [approved],
        "delete_contract_transactions.transactions": [loose], "list_participant_transactions.user_id": ann.id,
    }  # fmt: skip
    for tool in (
        "create_contract_charge",
        "create_event_charge",
        "create_participant_charge",
        "update_contract_charge",
    ):
        world.ids[f"{tool}.date"] = "2026-03-01"
    for tool in ("record_contract_deposit", "record_participant_deposit", "update_contract_deposit"):
        world.ids[f"{tool}.date"] = TODAY
    world.ids |= {
        "update_contract_charge.time": 45, "update_participant_charge.label": "Draw it",
        "update_participant_deposit.label": "Advance", "update_contract_deposit.amount": "50.00",
    }  # fmt: skip
    world.ids |= await bill_ids(contract, place, boss, ann)

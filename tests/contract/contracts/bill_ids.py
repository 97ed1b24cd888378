"""Bills in every state that an operation needs, for the world of every record."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller
from tests.tools.contracts.finance.money_world import TODAY


async def bill_ids(contract: int, place: int, boss: TestCaller, worker: TestCaller) -> dict[str, Any]:
    """boss pays in the contract, worker has the paid place; ids by tool.parameter."""
    bills = [await _bill(contract, place, boss, worker) for _ in range(3)]
    of_bill = dict(zip(("update_contract_bill", "delete_contract_bill", "pay_contract_bill"), bills, strict=True))
    charge = await _owed(contract, place, boss, worker)
    lines = "create_contract_bill.data.lines"
    return {
        **{f"{tool}.bill_id": bill for tool, bill in of_bill.items()},
        **{f"{tool}.contract_id": contract for tool in (*of_bill, "create_contract_bill", "list_contract_bills")},
        "bill_id": bills[2],
        "get_bill_document.bill_id": bills[0],
        "list_contract_bills.participant_id": place,
        "create_contract_bill.data.lines.participant_id": place,
        "create_contract_bill.data.lines.transaction_ids": [charge],
        "create_contract_bill.data": {"lines": [{"participant_id": place, "transaction_ids": [charge]}]},
        lines: [{"participant_id": place, "transaction_ids": [charge]}],
        "set_billing_details.country": "FI",
    }


async def _bill(contract: int, place: int, boss: TestCaller, worker: TestCaller) -> int:
    charge = await _owed(contract, place, boss, worker)
    data = {"lines": [{"participant_id": place, "transaction_ids": [charge]}]}
    made = await boss.call("create_contract_bill", contract_id=contract, label="March", data=data)
    id: int = made["bill"]["id"]
    return id


async def _owed(contract: int, place: int, boss: TestCaller, worker: TestCaller) -> int:
    made = await worker.call("create_participant_charge", participant_id=place, date=TODAY, time=30)
    id: int = made["transaction"]["id"]
    await boss.call("approve_contract_transactions", contract_id=contract, transactions=[id])
    return id

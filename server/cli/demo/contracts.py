"""Two more jobs of the demo: a contract from an inquiry to its paid bill, and a week of time tracking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

# Who, which tool, with what: the answer.
Do = Callable[..., Awaitable[dict[str, Any]]]
RATE = "40.00"
OFFICE_HOURS = {"rules": [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}]}
WEEK = ((5, 120, "Data model"), (4, 240, "Checkout"), (3, 95, "Tests"), (2, 180, "Payments"), (1, 60, "Handover"))


async def from_inquiry_to_bill(do: Do, position_id: int) -> tuple[int, int]:
    """Ann fills a position of an inquiry, works under a contract, and is paid by bill; the contract and her place on it."""
    ann = (await do("Ann", "get_my_profile"))["user"]["id"]
    await do(
        "admin",
        "create_staffing_contract",
        position_id=position_id,
        selected_consultant={"id": ann, "title": "Backend developer"},
        client_price="95.00",
        currency="EUR",
    )
    made = await do(
        "admin", "create_contract", label="Web shop", currency="EUR", timezone="Europe/Berlin", amount="2000.00"
    )
    contract_id = made["contract"]["id"]
    asked = await do(
        "admin",
        "add_contract_participant",
        contract_id=contract_id,
        user_id=ann,
        role="developer",
        schedule={"price": RATE, "limit": 30, "settings": OFFICE_HOURS},
    )
    place = asked["participant"]["id"]
    await do("Ann", "reply_to_participation_request", contract_id=contract_id, participant_id=place, answer=True)
    await do("admin", "create_contract_event", contract_id=contract_id, label="Draw up the data model")
    charge = await do(
        "Ann", "create_participant_charge", participant_id=place, date=day(6), time=180, label="Data model"
    )
    await do(
        "admin",
        "approve_contract_transactions",
        contract_id=contract_id,
        transactions=[charge["transaction"]["id"]],
    )
    await _bill(do, contract_id, place, "The first days")
    return contract_id, place


async def a_week_of_time(do: Do, contract_id: int, place: int) -> None:
    """Ann notes the hours of a week and runs the clock; what she earned is approved and paid by one bill."""
    await do("Ann", "list_trackable_contracts")
    for days_ago, minutes, label in WEEK:
        await do(
            "Ann", "create_participant_charge", participant_id=place, date=day(days_ago), time=minutes, label=label
        )
    log = await do("Ann", "start_time_log", timezone="Europe/Berlin", contract_id=contract_id, label="One more look")
    await do("admin", "check_participant_timer", participant_id=place)
    await do("Ann", "delete_time_log", time_log_id=log["time_log"]["id"])
    ann = log["time_log"]["user_id"]
    account = await do("admin", "list_participant_transactions", contract_id=contract_id, user_id=ann, status_id=100)
    await do(
        "admin",
        "approve_contract_transactions",
        contract_id=contract_id,
        transactions=[one["id"] for one in account["transactions"]],
        allow_over_limit=True,
    )
    await _bill(do, contract_id, place, "The week")
    await do("Ann", "get_contract", contract_id=contract_id)


async def _bill(do: Do, contract_id: int, place: int, label: str) -> None:
    """Put all that is approved and unpaid on a bill, and pay it."""
    data = {"lines": [{"participant_id": place, "all_unpaid": True}]}
    bill = await do("Ann", "create_contract_bill", contract_id=contract_id, label=label, data=data)
    await do("admin", "pay_contract_bill", contract_id=contract_id, bill_id=bill["bill"]["id"])


def day(days_ago: int) -> str:
    """A day of the last week, as the contract's zone has it at the latest."""
    return (datetime.now(UTC) - timedelta(days=days_ago)).date().isoformat()

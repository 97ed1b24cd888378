"""The contracts of the full world: one that people work on, with an invitation and a proposal that wait for an answer."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller
from tests.tools.contracts.cast import OFFICE_HOURS, RATE, ask, contract, hire


async def contract_ids(
    owner: TestCaller, worker: TestCaller, asked: TestCaller, stranger: TestCaller
) -> dict[str, Any]:
    """Make them; the ids by the names of parameters."""
    job = await contract(owner, label="Web shop", parent_id=await contract(owner, label="All"))
    place = await hire(owner, job, worker)
    waiting = await ask(owner, job, asked, role="tester")
    given = {"label": "developer", "private": True, "currency": "EUR", "settings": OFFICE_HOURS}
    proposal = (await worker.call("update_schedule", schedule_id=place["schedule_id"], price="44.00", **given))[
        "correction"
    ]
    hours = await owner.call(
        "create_schedule", label="Week", private=True, type_id=2, settings=OFFICE_HOURS, price=RATE, currency="EUR"
    )
    week = hours["schedule"]["id"]
    over = await contract(owner, label="Over")
    await owner.call("delete_contract", contract_id=over)
    empty = await contract(owner, label="Empty")
    return {
        "contract_id": job,
        "restore_contract.contract_id": over,
        "delete_contract.contract_id": empty,
        "participant_id": place["id"],
        "create_contract.parent_id": job,
        "list_contracts.parent_id": job,
        "remove_contract_participant.participant_id": waiting["id"],
        "reply_to_participation_request.correction_id": proposal["id"],
        "add_contract_participant.schedule.schedule_id": week,
        "add_contract_participant.user_id": stranger.id,
        "add_contract_user.schedule.schedule_id": week,
        "add_contract_user.user_id": asked.id,
        "add_contract_user.role_id": 6,
        "remove_contract_user.user_id": worker.id,
    }

"""A company's balance and team while its freelancers work."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.freelancers.cast import company, operator, verified

ORDER = {
    "category_id": 37,
    "attributes": [{"id": 37, "value": "3"}],
    "title": "Logo",
    "description": "A logo for the shop.",
    "deadline": "2026-04-01T12:00:00Z",
}


async def balance(boss: TestCaller) -> tuple[str, str]:
    seen = await boss.call("get_company_balance")
    return seen["balance_amount"], seen["hold_amount"]


async def order(boss: TestCaller, worker: int, price: str) -> int:
    made: dict[str, Any] = await boss.call("create_task", worker_id=worker, price=price, **ORDER)
    return int(made.get("task", made)["id"])


async def test_secure_deal_holds_on_acceptance_and_pays_from_the_hold(hall: Hall) -> None:
    hall_boss = await operator(hall)
    boss = await hall.agent("Acme", currency="RUB", company_funds="2000.00 RUB")
    ann = await verified(hall, boss)
    await hall_boss.call(
        "set_company_terms", company_id=boss.company, safe_deal_enabled=True, show_vat=True, commission_percent="3"
    )
    task = await order(boss, ann.id, "1000.00")
    await ann.call("start_task", task_id=task)
    await ann.call("mark_task_completed", task_id=task)
    assert await balance(boss) == ("2000.00", "0.00")
    await boss.call("accept_task", task_id=task)
    assert await balance(boss) == ("970.00", "1030.00")
    seen = await boss.call("get_company_balance")
    assert (seen["balance_amount_vat"], seen["hold_amount_vat"]) == ("194.00", "206.00")
    await boss.call("pay_task", task_id=task)
    assert await balance(boss) == ("970.00", "0.00")
    moved = (await boss.call("list_company_transactions", type=2))["items"]
    paid = next(it for it in moved if it.get("task_id") == task)
    assert paid["amount"] == "1030.00"


async def test_somebody_with_unfinished_work_stays_in_the_team(hall: Hall) -> None:
    boss = await company(hall)
    ann = await verified(hall, boss)
    task = await order(boss, ann.id, "50.00")
    with pytest.raises(Refused) as no:
        await boss.call("remove_freelancer", freelancer_id=ann.id)
    assert (no.value.status, no.value.code) == (409, "unfinished_work")
    assert f"task {task} (unconfirmed)" in no.value.text
    assert boss.questions == []
    await boss.call("reject_task", task_id=task)
    await boss.call("remove_freelancer", freelancer_id=ann.id)
    assert (await boss.call("list_freelancers"))["total"] == 0


async def test_a_new_commission_applies_to_tasks_created_afterwards(hall: Hall) -> None:
    boss = await operator(hall)
    ann = await verified(hall, boss)
    before = await order(boss, ann.id, "50.00")
    await boss.call(
        "set_company_terms",
        company_id=boss.company,
        commission_percent="4",
        commission_percent_by_tax_status={"1": "2"},
    )
    after = await order(boss, ann.id, "50.00")
    percents = dict(hall.sql("SELECT id, commission_percent FROM tasks"))
    assert (percents[before], percents[after]) == ("9", "2")


async def test_a_new_offer_blocks_the_start_until_it_is_signed(hall: Hall) -> None:
    boss = await operator(hall)
    ann = await verified(hall, boss)
    task = await order(boss, ann.id, "50.00")
    new = await boss.call("publish_agreement", title="Offer 2", text="New terms.", reason="The law changed.")
    uuid = new["agreement"]["template_uuid"]
    with pytest.raises(Refused) as no:
        await ann.call("start_task", task_id=task)
    assert no.value.status == 409
    assert uuid in no.value.text
    await ann.call("accept_freelancer_agreement", freelancer_id=ann.id, template_uuid=uuid)
    await ann.call("start_task", task_id=task)

"""A work order with claims on its pay, and one that waits for its payment."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.work_orders import field_work
from tests.tools.work_orders.pay.pay_world import receipt

_CLAIMED = (
    "get_work_order_pay", "list_work_order_discounts", "create_work_order_discount", "list_work_order_increases",
    "get_work_order_increase", "request_work_order_increase", "update_work_order_increase", "list_work_order_expenses",
    "create_work_order_expense", "update_work_order_expense", "list_work_order_bonuses", "create_work_order_bonus",
    "list_work_order_penalties", "create_work_order_penalty",
)  # fmt: skip


async def pay_ids(hall: Hall, boss: TestCaller, pia: TestCaller) -> dict[str, Any]:
    """One of every kind of line on an order that Pia works on; the ids by parameter."""
    order = await field_work.assigned(boss, pia, schedule={"mode": "exact", "start": "2026-03-20T09:00:00Z"})
    approved = await field_work.done(boss, pia, schedule={"mode": "exact", "start": "2026-03-22T09:00:00Z"})
    await boss.call("approve_work_order", work_order_id=approved)
    increase = await pia.call(
        "request_work_order_increase", work_order_id=order, kind="amount", amount="20.00", reason="More to do"
    )
    paper = receipt(hall, order, pia)
    expense = await pia.call(
        "create_work_order_expense", work_order_id=order, category_id=1, description="Cable", amount="18.40",
        attachment_ids=[paper],
    )  # fmt: skip
    await pia.call("create_work_order_discount", work_order_id=order, amount="5.00", description="Short way")
    fixed = {"name": "On time", "calculation": "fixed", "modifier": "15.00"}
    bonus, penalty = [
        (await boss.call("set_company_catalog_entry", kind=kind, values=fixed))["entry"]["id"]
        for kind in ("bonus", "penalty")
    ]
    await boss.call("create_work_order_bonus", work_order_id=order, bonus_id=bonus, charged=False)
    await boss.call("create_work_order_penalty", work_order_id=order, penalty_id=penalty, charged=False)
    ids: dict[str, Any] = {f"{tool}.work_order_id": order for tool in _CLAIMED}
    return ids | {
        "pay_work_order.work_order_id": approved,
        "increase_id": increase["increase"]["id"], "expense_id": expense["expense"]["id"],
        "attachment_ids": paper, "bonus_id": bonus, "penalty_id": penalty,
        "request_work_order_increase.amount": "20.00", "update_work_order_increase.status": "accepted",
        "update_work_order_expense.description": "Cables", "create_work_order_penalty.charged": False,
        "update_work_order_pay.payment_terms_days": 5,
    }  # fmt: skip

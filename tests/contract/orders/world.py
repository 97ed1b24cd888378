"""The orders of a company: a type with a field of several sorts, and an order of it."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller

FIELDS = [
    {"name": "employeeFirstName", "type": "string", "label": "First name", "required": True},
    {"name": "beginDate", "type": "datetime", "label": "Begin"},
    {"name": "days", "type": "number", "label": "Days", "default": "1"},
]


async def order_ids(boss: TestCaller, agent: TestCaller, clerk: TestCaller) -> dict[str, Any]:
    """Parameter -> what names the records of this company."""
    await boss.call("create_order_type", code="vacation", name="Vacation request", field_definitions=FIELDS)
    data = {"employeeFirstName": "James", "beginDate": "2026-07-15T14:45:03.000+00:00"}
    (email,) = boss.hall.sql("SELECT email FROM persons WHERE id = ?", clerk.id)[0]
    made = await agent.call("create_order", order_type_code="vacation", data=data, user_email=email)
    types = ("get_order_type.code", "update_order_type.code", "order_type_code")
    return {
        **dict.fromkeys(types, "vacation"),
        **dict.fromkeys(("get_order.code", "update_order.code"), made["order"]["code"]),
        "create_order.data": data,
        "update_order.state": "in_progress",
        "update_order_type.active": True,
        "create_order_type.code": "support_request",
    }

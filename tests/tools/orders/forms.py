"""Order types of a company, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.hall import Hall, TestCaller


def field(name: str, type: str = "string", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type, "label": name, **more}


VACATION = [
    field("employeeFirstName", required=True),
    field("employeeLastName", required=True),
    field("employeeEmail"),
    field("beginDate", "datetime"),
    field("endDate", "datetime"),
    field("motivationText"),
    field("resolution"),
    field("resolutionText"),
    field("adjustResult"),
]
SUPPORT = [
    field("requesterName", required=True),
    field("requesterPhone"),
    field("subject"),
    field("description"),
    field("resolution"),
    field("resolutionText"),
]
JAMES = {
    "employeeFirstName": "James",
    "employeeLastName": "Carter",
    "employeeEmail": "james@example.com",
    "beginDate": "2016-07-15T14:45:03.000+00:00",
    "endDate": "2016-07-16T14:49:42.000+00:00",
    "motivationText": "I had a lot of work last 7 years",
}


@dataclass
class Forms:
    """A company with the order types vacation_request, support_request and "Without custom fields"."""

    hall: Hall
    boss: TestCaller
    agent: TestCaller
    clerk: TestCaller

    async def type(self, code: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
        answer = await self.boss.call(
            "create_order_type", code=code, name=f"Type {code}", field_definitions=list(fields), **more
        )
        return dict(answer["order_type"])

    async def order(self, type: str = "vacation_request", **more: Any) -> dict[str, Any]:
        """A new order by the agent, as it is answered."""
        given = {"data": JAMES, **more} if type == "vacation_request" else more
        return dict((await self.agent.call("create_order", order_type_code=type, **given))["order"])

    async def codes(self, **filters: Any) -> list[str]:
        """The codes of the orders that a list shows."""
        return [order["code"] for order in (await self.agent.call("list_orders", **filters))["orders"]]


async def forms(hall: Hall, name: str = "Acme") -> Forms:
    domain = f"{name.lower()}.test"
    boss = await hall.person(f"boss@{domain}", company=name)
    agent = await hall.agent(name, company_funds="100.00 EUR")
    clerk = await hall.person(f"clerk@{domain}", company=name, role="user")
    for code, title, fields in (
        ("vacation_request", "Vacation request", VACATION),
        ("support_request", "Support request", SUPPORT),
        ("Without custom fields", "Without custom fields", []),
    ):
        await boss.call("create_order_type", code=code, name=title, field_definitions=fields)
    return Forms(hall, boss, agent, clerk)

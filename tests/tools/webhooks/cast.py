"""Companies with webhooks, for tests."""

from __future__ import annotations

import json
from typing import Any

from httpx import Request

from tests.hall import Hall, TestCaller
from tests.tools.telling_by_hand import in_call
from tools.webhooks.events import raise_event
from tools.webhooks.rules.events import EventName

URL = "https://hooks.example.com/hall"
OTHER = "https://payroll.example.com/in"


async def boss_of(hall: Hall, company: str = "Acme") -> TestCaller:
    """An admin of a company with money for fees."""
    boss = await hall.person(f"boss@{company.lower()}.test", company=company)
    await hall.fund(boss.company, "100.00 EUR")
    return boss


async def with_webhook(hall: Hall, company: str = "Acme", url: str = URL) -> tuple[TestCaller, str]:
    """An admin whose company has its main webhook, and the secret of it."""
    boss = await boss_of(hall, company)
    made = await boss.call("set_webhook", status="enabled", url=url)
    return boss, made["webhook"]["secret"]


async def raised(hall: Hall, boss: TestCaller, id: int = 11, name: EventName = "cardAdded") -> None:
    """An event of the company, as somebody's act raises it."""
    assert boss.company is not None
    company = boss.company
    await in_call(hall, lambda call: raise_event(call, company, name, {"ownerId": 6, "id": id}))


def sent_ids(requests: list[Request]) -> list[int]:
    """The ids in the payloads that arrived, in their order."""
    return [json.loads(request.content)["payload"]["id"] for request in requests]


def deliveries(hall: Hall) -> list[tuple[Any, ...]]:
    return hall.sql("SELECT status, attempts, last_error FROM webhook_deliveries ORDER BY id")

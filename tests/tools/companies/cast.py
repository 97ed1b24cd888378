"""Who tests of a company's user directory are about."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller

NEW: dict[str, Any] = {
    "email": "stan@acme.test",
    "name": "Stan",
    "password": "changeme",
    "confirm_password": "changeme",
}


async def admin(hall: Hall, company: str = "Acme", email: str = "boss@acme.test") -> TestCaller:
    boss = await hall.person(email, company=company)
    await hall.credit(boss.owner, "1 USDT")
    await hall.fund(boss.company, "10.00 EUR")
    return boss

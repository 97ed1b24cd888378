"""What tests of money for calls share."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller

HIRE = {
    "stage": "pending",
    "title": "Developer",
    "type": "external",
    "budget": "1.00",
    "job_start": "2026-11-01T08:00:00Z",
    "job_end": "2027-02-28T18:00:00Z",
    "description": "Python",
}


async def spend(caller: TestCaller) -> dict[str, Any]:
    """A call that costs 0.02 USD."""
    return await caller.call("create_inquiry", title="T", industry={"name": "x"}, hires=[HIRE])

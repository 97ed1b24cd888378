"""What is asked for in tests: a request for people and its positions."""

from __future__ import annotations

from typing import Any


def hire(**changes: Any) -> dict[str, Any]:
    return {
        "stage": "pending",
        "title": "Backend developer",
        "type": "external",
        "budget": "12000.00",
        "job_start": "2026-11-01T08:00:00+01:00",
        "job_end": "2027-02-28T18:00:00+01:00",
        "description": "<p>Python</p><script>alert(1)</script>",
        "order_need_reqs": [{"name": "Python", "importance": 5}],
        **changes,
    }


def inquiry(**changes: Any) -> dict[str, Any]:
    return {"title": "Two developers", "industry": {"name": "Software"}, "hires": [hire()], **changes}

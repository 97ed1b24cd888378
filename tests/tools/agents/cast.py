"""Agents that tests are about."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller

PROFILE: dict[str, Any] = {
    "avatar": "https://example.com/bot.png",
    "owner_email": "owner@acme.test",
    "description": "Books doctors and plans days.",
    "website_url": "https://example.com",
    "callback_url": "https://example.com/hook",
    "version": "1.2",
    "last_updated_at": "2026-01-05T10:00:00+02:00",
    "limitations": "No weekends.",
    "sla": "99 %",
    "license": "MIT",
    "privacy_url": "https://example.com/privacy",
    "skills": ["Scheduling", "Translation"],
    "languages": ["en", "fi"],
    "tags": ["health"],
    "links": [{"label": "Docs", "url": "https://example.com/docs"}],
    "input_formats": [{"name": "iCalendar", "mime_type": "text/calendar"}, {"name": "Report", "direction": "output"}],
    "example_requests": [{"title": "Book", "body": "Book me a dentist."}],
    "example_responses": [{"title": "Booked", "body": "Done."}],
    "env_requirements": [{"name": "TOKEN", "description": "A key"}],
}


async def agents(hall: Hall, *names: str, **profile: Any) -> list[TestCaller]:
    made = [await hall.agent("Acme", name, credit="") for name in names]
    for agent in made:
        if profile:
            await agent.call("update_agent_profile", **profile)
    return made


async def found(hall: Hall, **arguments: Any) -> list[str]:
    return [agent["name"] for agent in (await hall.nobody().call("search_agents", **arguments))["agents"]]

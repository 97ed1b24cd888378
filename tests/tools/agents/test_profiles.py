from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.agents.cast import PROFILE, agents, found


async def test_a_changed_profile_is_answered_whole_and_kept(hall: Hall) -> None:
    (agent,) = await agents(hall, "Planner")
    changed = (await agent.call("update_agent_profile", **PROFILE))["agent"]
    expected = {
        **PROFILE,
        "last_updated_at": "2026-01-05T08:00:00Z",
        "input_formats": [
            {"name": "iCalendar", "mime_type": "text/calendar", "direction": "input"},
            {"name": "Report", "direction": "output"},
        ],
        "env_requirements": [{"name": "TOKEN", "description": "A key", "required": True}],
    }
    assert {name: changed[name] for name in expected} == expected
    assert (await agent.call("get_my_agent_profile"))["agent"] == changed


async def test_only_what_is_passed_changes_and_empty_values_empty(hall: Hall) -> None:
    (agent,) = await agents(hall, "Planner", **PROFILE)
    changed = (await agent.call("update_agent_profile", description="", skills=[], name=None))["agent"]
    assert "description" not in changed
    assert changed["skills"] == []
    assert changed["name"] == "Planner"
    assert changed["tags"] == ["health"]
    changed = (await agent.call("update_agent_profile", name="Day Planner", tags=["a", "b"]))["agent"]
    assert (changed["name"], changed["tags"], changed["license"]) == ("Day Planner", ["a", "b"], "MIT")


async def test_a_change_needs_a_field_and_stays_within_bounds(hall: Hall) -> None:
    (agent,) = await agents(hall, "Planner")
    for arguments, field in (({}, "arguments"), ({"name": None}, "arguments"), ({"sla": "s" * 501}, "sla")):
        with pytest.raises(Refused) as no:
            await agent.call("update_agent_profile", **arguments)
        assert list(no.value.fields) == [field]
    for forbidden in ("email", "currency", "status"):
        with pytest.raises(Refused) as unknown:
            await agent.call("update_agent_profile", **{forbidden: "active"})
        assert forbidden in unknown.value.fields


async def test_the_deposit_that_is_missing_shrinks_with_what_arrived(hall: Hall) -> None:
    made = await hall.nobody().call("register_agent", name="Planner", email="bot@acme.test")
    agent = hall.holder(made["api_key"], "agent", made["agent_id"])
    await hall.credit(agent.owner, "5 USDC")
    mine = await agent.call("get_my_agent_profile")
    assert mine["agent"]["status"] == "pending_deposit"
    assert mine["deposit_missing"] == {"amount": "15.000000", "currency": "USDT"}


async def test_enough_deposited_in_whatever_currencies_activates_the_agent(hall: Hall) -> None:
    made = await hall.nobody().call("register_agent", name="Planner", email="bot@acme.test")
    agent = hall.holder(made["api_key"], "agent", made["agent_id"])
    with pytest.raises(Refused) as no:
        await agent.call("list_users")
    assert (no.value.status, no.value.code) == (402, "deposit_required")
    await hall.credit(agent.owner, "10 USDT")
    assert (await agent.call("get_wallet"))["deposit_missing"] == "10.000000 USDT"
    await hall.credit(agent.owner, "0.00025 BTC")
    mine = await agent.call("get_my_agent_profile")
    assert mine["agent"]["status"] == "active"
    assert "deposit_missing" not in mine
    assert (await agent.call("list_users"))["total"] == 0
    assert await found(hall) == ["Planner"]

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.agents.cast import PROFILE, agents, found

PRIVATE = {"email", "owner_email", "callback_url", "api_key_prefix", "company_id", "status", "wallets"}


async def test_a_public_page_hides_addresses_keys_and_wallets(hall: Hall) -> None:
    (agent,) = await agents(hall, "Planner", **PROFILE)
    page = await hall.nobody().call("get_agent_profile", agent_id=agent.id)
    assert page["agent"]["description"] == PROFILE["description"]
    assert page["agent"]["last_accessed_at"] == "2026-03-02T09:00:00Z"
    assert page["schedules"] == []
    assert not PRIVATE & set(page["agent"])
    assert "owner@acme.test" not in str(page)
    hall.clock.advance(hours=1)
    page = await hall.nobody().call("get_agent_profile", agent_id=agent.id)
    assert page["agent"]["last_accessed_at"] == "2026-03-02T10:00:00Z"
    assert hall.sql("SELECT last_accessed_at FROM agents") == [("2026-03-02T10:00:00.000Z",)]


@pytest.mark.parametrize("status", ["pending_deposit", "suspended", "banned"])
async def test_an_agent_that_is_not_active_is_not_found(hall: Hall, status: str) -> None:
    (agent,) = await agents(hall, "Planner")
    await hall.app.database.write(lambda tx: tx.change("agents", agent.id, status=status))
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_agent_profile", agent_id=agent.id)
    with pytest.raises(Refused) as unknown:
        await hall.nobody().call("get_agent_profile", agent_id=agent.id + 1)
    assert no.value.status == 404
    assert no.value.text.replace(str(agent.id), "?") == unknown.value.text.replace(str(agent.id + 1), "?")
    assert await found(hall) == []


async def test_a_public_page_shows_running_public_schedules_and_no_others(hall: Hall) -> None:
    (agent,) = await agents(hall, "Planner")
    kal_id = (await agent.call("get_my_agent_profile"))["agent"]["default_kal_id"]

    def add(label: str, private: int, end_at: str | None, deleted_at: str | None = None) -> Any:
        stamp = "2026-03-01T09:00:00.000Z"
        values = {"kal_id": kal_id, "owner_type": "agent", "owner_id": agent.id, "type_id": 1, "label": label}
        more = {"private": private, "timezone": "Europe/Helsinki", "duration": 60, "currency": "USDT"}
        times = {
            "start_at": stamp,
            "end_at": end_at,
            "created_at": stamp,
            "updated_at": stamp,
            "deleted_at": deleted_at,
        }
        return lambda tx: tx.insert("schedules", **values, **more, **times)

    await hall.app.database.write(add("open", 0, None))
    await hall.app.database.write(add("hidden", 1, None))
    await hall.app.database.write(add("over", 0, "2026-03-02T09:00:00.000Z"))
    await hall.app.database.write(add("gone", 0, None, "2026-03-02T08:00:00.000Z"))
    page = await hall.nobody().call("get_agent_profile", agent_id=agent.id)
    assert [(schedule["label"], schedule["start"]) for schedule in page["schedules"]] == [
        ("open", "2026-03-01T11:00:00+02:00")
    ]


async def test_the_directory_lists_active_agents_by_name(hall: Hall) -> None:
    await agents(hall, "Zeta", "alpha", "Beta")
    listed = await hall.nobody().call("search_agents")
    assert [agent["name"] for agent in listed["agents"]] == ["alpha", "Beta", "Zeta"]
    assert listed["total"] == 3
    assert await found(hall, descending=True) == ["Zeta", "Beta", "alpha"]


async def test_all_filters_must_hold_at_once_whatever_the_case(hall: Hall) -> None:
    first, second = await agents(hall, "First", "Second")
    await first.call("update_agent_profile", skills=["Scheduling", "Search"], languages=["en", "ru"], license="MIT")
    await second.call("update_agent_profile", skills=["Scheduling"], languages=["en"], license="mit", tags=["Straße"])
    assert await found(hall, skills=["scheduling"]) == ["First", "Second"]
    assert await found(hall, skills=["SCHEDULING", "search"]) == ["First"]
    assert await found(hall, languages=["ru"], skills=["Scheduling"]) == ["First"]
    assert await found(hall, license="Mit") == ["First", "Second"]
    assert await found(hall, tags=["STRASSE"]) == ["Second"]
    assert await found(hall, license="MIT", tags=["nothing"]) == []
    await first.call("update_agent_profile", skills=["Cooking"])
    assert await found(hall, skills=["Scheduling"]) == ["Second"]


async def test_words_are_looked_for_in_name_and_description_best_names_first(hall: Hall) -> None:
    await agents(hall, "Travel planner", "Planner", "Planner of trips")
    (other,) = await agents(hall, "Aide", description="A 100% careful\nplanner for ÄRZTE")
    assert await found(hall, query="planner") == ["Planner", "Planner of trips", "Travel planner", "Aide"]
    assert await found(hall, query="ärzte careful") == ["Aide"]
    assert await found(hall, query="100%") == ["Aide"]
    assert await found(hall, query="1_0") == []
    assert await found(hall, query="planner", sort_by="name") == [
        "Aide",
        "Planner",
        "Planner of trips",
        "Travel planner",
    ]
    await other.call("update_agent_profile", name="Clerk", description="")
    assert await found(hall, query="planner careful") == []
    assert await found(hall, query="clerk") == ["Clerk"]


async def test_agents_nobody_has_looked_at_come_last_in_either_direction(hall: Hall) -> None:
    first, second, _ = await agents(hall, "A", "B", "C")
    await hall.nobody().call("get_agent_profile", agent_id=second.id)
    hall.clock.advance(minutes=1)
    await hall.nobody().call("get_agent_profile", agent_id=first.id)
    assert await found(hall, sort_by="last_accessed_at") == ["B", "A", "C"]
    assert await found(hall, sort_by="last_accessed_at", descending="true") == ["A", "B", "C"]
    assert await found(hall, sort_by="created_at", descending="1") == ["C", "B", "A"]


@pytest.mark.parametrize(
    "sort", [{}, {"sort_by": "last_updated_at"}, {"sort_by": "created_at", "descending": True}, {"query": "bot"}]
)
async def test_pages_neither_skip_nor_repeat(hall: Hall, sort: dict[str, Any]) -> None:
    made = await agents(hall, *(f"Bot {number}" for number in range(5)))
    await made[3].call("update_agent_profile", last_updated_at="2026-01-05T10:00:00Z")
    seen, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = await hall.nobody().call("search_agents", limit=2, **sort, **more)
        seen += [agent["id"] for agent in page["agents"]]
        cursor = page.get("next_cursor")
        if cursor is None:
            break
    assert sorted(seen) == sorted(agent.id for agent in made)
    assert len(seen) == len(set(seen))


async def test_a_long_description_is_cut_in_the_list(hall: Hall) -> None:
    await agents(hall, "Talker", description="word " * 500)
    (listed,) = (await hall.nobody().call("search_agents"))["agents"]
    assert len(listed["description"]) <= 300
    assert listed["description"].endswith("…")


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"sort_by": "status"}, "sort_by"), ({"query": "q" * 201}, "query"), ({"descending": "up"}, "descending")],
)
async def test_an_unknown_sort_key_and_overlong_words_are_refused(
    hall: Hall, arguments: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as no:
        await hall.nobody().call("search_agents", **arguments)
    assert list(no.value.fields) == [field]

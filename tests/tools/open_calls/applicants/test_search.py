"""Finding open calls."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.open_calls.posted_calls import HELSINKI, applied, move, posted
from tools.open_calls.applicants import search

NEAR = {"latitude": 60.17, "longitude": 24.94}


async def found(caller: TestCaller, **given: Any) -> list[str]:
    return [each["public_id"] for each in (await caller.call("search_open_calls", **given))["items"]]


async def test_a_person_finds_what_is_open_to_them_and_sees_no_address(hall: Hall) -> None:
    boss, rival, pia = await hall.agent("Acme"), await hall.agent("Rival"), await hall.person("pia@work.test")
    job = await posted(
        hall, boss, work="work_order", **HELSINKI, price_min=4000, start_at="2026-03-10T09:00:00.000Z", deadline_hours=None,
        location={"address1": "Secret street 1"}, start_instructions="The key is under the mat.",
        description="<p>Take <b>pictures</b></p>", requirements={"verified": True, "max_distance_km": "5"},
        done=[{"key": "a", "text": "A", "evidence": "photo"}, {"key": "b", "text": "B", "evidence": "photo"}],
    )  # fmt: skip
    applied(hall, job, await hall.person("ann@work.test"))
    team = await posted(hall, rival, visibility="team")
    await posted(hall, boss, status="draft")
    answer = await pia.call("search_open_calls", near=NEAR)
    assert answer == {
        "items": [
            {
                "public_id": "call_0001", "title": "Photograph a shop window", "excerpt": "Take pictures",
                "company": {"id": boss.company, "name": "Acme", "review": {"count": 0}}, "work": "work_order",
                "place": {"city": "Helsinki", "country": "FI", "distance_km": "0.0"},
                "price": {"kind": "range", "min": "40.00", "max": "60.00", "currency": "EUR"}, "per_hour": "30.00",
                "currency": "EUR", "seats_left": 3, "applications": 1, "apply_until": "2026-03-16T09:00:00Z",
                "starts_at": "2026-03-10T09:00:00Z", "done": ["photo"], "eligible": False,
                "reasons": ["verified: a verified identity; the profile says not verified"], "applied": False,
            }
        ],
        "total": 1,
        **{name: answer[name] for name in answer.keys() - {"items", "total"}},
    }  # fmt: skip
    assert "Secret" not in str(answer)
    assert "mat" not in str(answer)
    stamp = "2026-01-01T00:00:00.000Z"
    hall.write_row(
        "INSERT INTO team_memberships (company_id, person_id, state, invited_by_type, invited_by_id, added_at, updated_at)"
        " VALUES (?, ?, 3, 'agent', 1, ?, ?)",
        rival.company, pia.id, stamp, stamp,
    )  # fmt: skip
    assert await found(pia) == ["call_0002", "call_0001"]
    applied(hall, team, pia, status="unsent")
    assert [each["applied"] for each in (await pia.call("search_open_calls"))["items"]] == [True, False]
    hall.write_row("INSERT INTO blocked_companies VALUES (?, ?, ?)", pia.id, boss.company, stamp)
    assert await found(pia) == ["call_0002"]
    assert await found(boss) == [], "nobody is shown their own company's"
    assert await found(rival) == ["call_0001"], "an agent sees what is public"


async def test_searches_by_words_bring_titles_first_page_by_page(hall: Hall) -> None:
    boss, pia = await hall.agent("Acme"), await hall.person("pia@work.test")
    for title, description in (
        ("Paint a wall", "With a roller."), ("Roll out", "Paint the fence."), ("Painting lessons", "Teach."),
        ("Walk a dog", "No skills."), ("Fences", "To be painted."),
    ):  # fmt: skip
        await posted(hall, boss, title=title, description=description)
    titles_first = ["call_0003", "call_0001", "call_0005", "call_0002"]
    assert await found(pia, query="Paint") == titles_first
    assert await found(pia, query="paint", sort_by="newest") == ["call_0005", "call_0003", "call_0002", "call_0001"]
    cursor, seen = None, []
    while cursor or not seen:
        answer = await pia.call("search_open_calls", query="paint", limit=1, **({"cursor": cursor} if cursor else {}))
        assert answer["total"] == 4
        seen += [each["public_id"] for each in answer["items"]]
        cursor = answer.get("next_cursor")
    assert seen == titles_first
    assert await found(pia, query="?!") == []


async def test_an_agent_looks_for_a_person_of_its_company(hall: Hall) -> None:
    boss, agent = await hall.agent("Acme"), await hall.agent("Crew")
    member, stranger = await hall.person("mia@crew.test", company="Crew", role="user"), await hall.person("x@y.test")
    hall.sql_script(f"UPDATE persons SET country = 'FI' WHERE id = {member.id}")
    await posted(hall, boss, requirements={"countries": ["FI"]})
    await posted(hall, boss, requirements={"countries": ["SE"], "languages": ["sv"]})
    await posted(hall, boss, requirements={"qualifications": [{"type": "license", "operator": "has", "value": "x"}]})
    answer = await agent.call("search_open_calls", person_id=member.id)
    assert [each["eligible"] for each in answer["items"]] == [False, False, True]
    assert [len(each.get("reasons") or ()) for each in answer["items"]] == [1, 2, 0]
    assert await found(agent, person_id=member.id, eligible=True) == ["call_0001"]
    assert await found(member, eligible=True) == ["call_0001"]
    assert "eligible" not in (await agent.call("search_open_calls"))["items"][0]
    for given, code in (
        ({"person_id": stranger.id}, "not_found"),
        ({"eligible": True}, "invalid_argument"),
    ):
        with pytest.raises(Refused) as refused:
            await agent.call("search_open_calls", **given)
        assert refused.value.code == code
    with pytest.raises(Refused, match="There is no person"):
        await member.call("search_open_calls", person_id=stranger.id)


async def test_places_are_found_by_distance_and_too_many_in_a_smaller_circle(hall: Hall, monkeypatch: Any) -> None:
    boss, pia = await hall.agent("Acme"), await hall.person("pia@work.test")
    for latitude in (60.27, 60.18, 60.5, 61.5):
        await posted(hall, boss, work="work_order", country="FI", latitude=latitude, longitude=24.94)
    await posted(hall, boss)
    assert await found(pia, near=NEAR) == ["call_0003", "call_0002", "call_0001"]
    assert await found(pia, near=NEAR, radius_km="12", sort_by="distance") == ["call_0002", "call_0001"]
    assert await found(pia, near=NEAR, radius_km="500", sort_by="distance") == [f"call_000{id}" for id in (2, 1, 3, 4)]
    first = await pia.call("search_open_calls", near=NEAR, sort_by="distance", limit=2)
    rest = await pia.call("search_open_calls", near=NEAR, sort_by="distance", limit=2, cursor=first["next_cursor"])
    assert [each["place"]["distance_km"] for each in first["items"] + rest["items"]] == ["1.1", "11.1", "36.7"]
    monkeypatch.setattr(search, "MOST_NEAR", 1)
    narrowed = await pia.call("search_open_calls", near=NEAR, sort_by="distance")
    assert [each["public_id"] for each in narrowed["items"]] == ["call_0002"]
    assert "these are within 6.25 km" in str(narrowed["warnings"])


async def test_a_search_that_looks_at_very_many_calls_ends_early_and_goes_on(hall: Hall, monkeypatch: Any) -> None:
    monkeypatch.setattr(search, "COMPARED_MOST", 2)
    monkeypatch.setattr(search, "AT_ONCE", 1)
    boss, pia = await hall.agent("Acme"), await hall.person("pia@work.test")
    for verified in (False, True, True, True, True):
        await posted(hall, boss, requirements={"verified": verified})
    first = await pia.call("search_open_calls", eligible=True)
    assert (first["items"], first["total"]) == ([], 1)
    assert "ends early" in str(first["warnings"])
    second = await pia.call("search_open_calls", eligible=True, cursor=first["next_cursor"])
    third = await pia.call("search_open_calls", eligible=True, cursor=second["next_cursor"])
    assert [each["public_id"] for each in third["items"]] == ["call_0001"]


async def test_orders_by_pay_and_end_and_what_does_not_go_together(hall: Hall) -> None:
    boss, pia = await hall.agent("Acme"), await hall.person("pia@work.test")
    for price, day in ((5000, 12), (7000, 11), (5000, 10)):
        await posted(hall, boss, price_max=price, apply_until=f"2026-03-{day}T00:00:00.000Z")
    gone = await posted(hall, boss)
    move(hall, gone, "closed")
    assert await found(pia, sort_by="pay_per_hour", currency="EUR") == ["call_0002", "call_0003", "call_0001"]
    assert await found(pia, sort_by="ends") == ["call_0003", "call_0002", "call_0001"]
    assert await found(pia, min_per_hour="25.01", currency="EUR") == ["call_0002"]
    for given, field in (
        ({"min_price": "1"}, "currency"),
        ({"min_price": "1.001", "currency": "EUR"}, "min_price"),
        ({"skill_ids": [999_999]}, "skill_ids"),
        ({"sort_by": "distance"}, "sort_by"),
        ({"near": {"latitude": 60}}, "near"),
    ):
        with pytest.raises(Refused) as refused:
            await pia.call("search_open_calls", **given)
        assert refused.value.code == "invalid_argument"
        assert field in refused.value.text

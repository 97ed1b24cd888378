"""Reporting open calls, and what stops one."""

from __future__ import annotations

from typing import Any

import pytest

from store.types import Owner
from tests.hall import Hall, Refused, TestCaller
from tests.tools.open_calls.applicants.test_applying import notices
from tests.tools.open_calls.call_world import world_of
from tests.tools.open_calls.posted_calls import posted


async def report(person: TestCaller, ref: str, reason: str = "advertising", **given: Any) -> str:
    return (await person.call("report_open_call", open_call_id=ref, reason=reason, **given))["call_status"]


async def refusal(person: TestCaller, ref: str, **given: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        await person.call("report_open_call", open_call_id=ref, **given)
    return refused.value


async def test_three_verified_people_within_a_day_stop_a_call_and_nobody_learns_who(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    people = [await world.person(name) for name in ("rita", "rolf", "rosa")]
    [waits] = await world.applicants(ref, 1)
    assert await report(people[0], ref) == "published"
    assert await report(people[0], ref, "dangerous", text="A ladder in the wind.") == "published"
    for uncounted in (await hall.agent("Other"), await hall.person("new@work.test")):
        assert await report(uncounted, ref) == "published"
    assert await report(people[1], ref) == "published"
    hall.clock.advance(hours=23)
    before = world.money()
    assert await report(people[2], ref) == "suspended"
    assert await world.status(ref) == ("suspended", "reports")
    assert world.money() == before
    assert "is held back" in notices(hall, world.company, "open_call_ended")[0]
    applicant = hall.sql("SELECT person_id FROM open_call_applications WHERE id = ?", waits)[0][0]
    assert "your application waits" in notices(hall, Owner("person", applicant), "open_call_ended")[0]
    assert hall.sql("SELECT reason, text FROM open_call_reports ORDER BY id LIMIT 1") == [
        ("dangerous", "A ladder in the wind.")
    ]
    seen = [
        await world.boss.call("get_open_call", open_call_id=ref),
        await world.boss.call("list_notices"),
        await world.boss.call("list_changes"),
    ]
    for person in people:
        assert all(f"'id': {person.id}, 'name'" not in str(answer) for answer in seen)
    assert "rita" not in str(seen)
    assert "rosa" not in str(seen)
    assert hall.sql("SELECT actor_type FROM open_call_history WHERE to_status = 'suspended'") == [(None,)]
    assert (await refusal(people[0], ref, reason="illegal")).code == "not_found"
    assert (await people[0].call("search_open_calls"))["items"] == []


async def test_one_accepted_for_it_stops_a_call_with_something_grave(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    pia = await hall.person("pia@work.test")
    await world.application(ref, pia, "70.00", status="accepted", result_type="task", result_id=7)
    assert await report(pia, ref, "not_paid") == "published"
    assert await report(pia, ref, "identity_misuse") == "suspended"


async def test_who_may_not_report_is_told_why(hall: Hall) -> None:
    world = await world_of(hall)
    ref, draft = await world.published(), await world.draft()
    pia = await world.person("pia")
    assert (await refusal(world.boss, ref, reason="illegal")).code == "forbidden"
    assert (await refusal(pia, draft, reason="illegal")).code == "not_found"
    assert "text" in (await refusal(pia, ref, reason="other")).text
    assert "file_ids" in (await refusal(pia, ref, reason="illegal", file_ids=[99])).text
    others = [await posted(hall, world.acme, status="draft") for _ in range(20)]
    for other in others:
        hall.write_row(
            "INSERT INTO open_call_reports (open_call_id, reporter_type, reporter_id, reason, counts, at)"
            " VALUES (?, 'person', ?, 'other', 0, '2026-03-02T08:00:00.000Z')",
            other, pia.id,
        )  # fmt: skip
    assert (await refusal(pia, ref, reason="illegal")).code == "rate_limited"
    hall.clock.advance(days=1)
    assert await report(pia, ref, "illegal") == "published"

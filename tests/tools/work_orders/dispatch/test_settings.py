"""How automatic dispatch of a project is set up, read and changed."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import admin, company
from tests.tools.work_orders.routing_world import project


async def refused(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_settings_begin_with_what_suits_most(hall):
    boss = await company(hall)
    rollout = project(hall, boss)
    none = await refused(boss.call("get_dispatch_settings", project_id=rollout))
    assert (none.code, none.next[0]) == ("not_found", "create_dispatch_settings")
    made = await boss.call("create_dispatch_settings", project_id=rollout)
    begins = {
        "project_id": rollout,
        "buyer_id": boss.company,
        "dispatch_runtime_minutes": 60,
        "rerun_until_threshold": False,
        "rerun_threshold_minutes": 720,
        "dispatch_to_first_available": False,
        "revert_to_draft_on_no_available": True,
        "effective_from": "2026-03-02T09:00:00Z",
        "is_dispatch_settings_enabled": True,
        "created_by": f"agent {boss.id}",
    }
    assert {name: made[name] for name in begins} == begins
    assert "effective_to" not in made
    shown = await boss.call("get_dispatch_settings", project_id=rollout)
    assert (shown["effective_now"], shown["id"]) == (True, made["id"])
    of_project = (await boss.call("get_project", project_id=rollout))["dispatch"]
    assert of_project == {"enabled": True, "settings_id": made["project_dispatch_setting_id"]}
    again = await refused(boss.call("create_dispatch_settings", project_id=rollout))
    assert (again.code, again.next[0]) == ("conflict", "update_dispatch_settings")


async def test_only_what_is_passed_changes_and_an_end_can_be_taken_away(hall):
    boss = await company(hall)
    rollout = project(hall, boss)
    await boss.call(
        "create_dispatch_settings",
        project_id=rollout,
        effective_to="2026-03-10T00:00:00Z",
        dispatch_runtime_minutes=120,
    )
    await boss.call("update_dispatch_settings", project_id=rollout, rerun_until_threshold=True, buyer_id=boss.company)
    shown = await boss.call("get_dispatch_settings", project_id=rollout)
    assert (shown["rerun_until_threshold"], shown["dispatch_runtime_minutes"]) == (True, 120)
    assert shown["effective_to"] == "2026-03-10T00:00:00Z"
    hall.clock.advance(days=8)
    assert (await boss.call("get_dispatch_settings", project_id=rollout))["effective_now"] is False
    await boss.call("update_dispatch_settings", project_id=rollout, clear=["effective_to"])
    shown = await boss.call("get_dispatch_settings", project_id=rollout)
    assert (shown.get("effective_to"), shown["effective_now"]) == (None, True)
    await boss.call("update_dispatch_settings", project_id=rollout, is_dispatch_settings_enabled=False)
    shown = await boss.call("get_dispatch_settings", project_id=rollout)
    assert (shown["is_dispatch_settings_enabled"], shown["effective_now"]) == (False, False)
    assert (await boss.call("get_project", project_id=rollout))["dispatch"]["enabled"] is False


async def test_what_cannot_be_is_refused(hall):
    boss, other = await company(hall), await hall.agent("Other", company_funds="10.00 USD")
    rollout = project(hall, boss)
    create, update, get = "create_dispatch_settings", "update_dispatch_settings", "get_dispatch_settings"
    assert (await refused(boss.call(create, project_id=99))).code == "invalid_reference"
    assert (await refused(other.call(create, project_id=rollout))).code == "invalid_reference"
    assert (await refused(boss.call(create, project_id=rollout, buyer_id=other.company))).code == "forbidden"
    before = await refused(boss.call(create, project_id=rollout, effective_to="2026-03-01T00:00:00Z"))
    assert before.fields == {"effective_to": "must be after effective_from"}
    for given in (
        {"dispatch_runtime_minutes": 0}, {"dispatch_runtime_minutes": 10_081}, {"rerun_threshold_minutes": -1},
        {"rerun_threshold_minutes": 43_201},
    ):  # fmt: skip
        assert (await refused(boss.call(create, project_id=rollout, **given))).code == "invalid_argument"
    assert (await refused(boss.call(update, project_id=rollout, rerun_until_threshold=True))).code == "not_found"
    await boss.call(create, project_id=rollout, effective_to="2026-03-10T00:00:00Z")
    assert (await refused(boss.call(update, project_id=rollout))).code == "invalid_argument"
    late = await refused(boss.call(update, project_id=rollout, effective_from="2026-03-11T00:00:00Z"))
    assert late.fields == {"effective_from": "must be before effective_to"}
    assert (await refused(boss.call(update, project_id=rollout, buyer_id=other.company))).code == "forbidden"
    for tool in (get, update):
        assert (await refused(other.call(tool, project_id=rollout))).code == "not_found"
    assert await (await admin(hall)).call(get, project_id=rollout)

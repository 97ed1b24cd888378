"""Circles of providers, territories of projects, and the automatic search for somebody in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor
from tests.tools.work_orders.field_work import SITE

SQUARE = {"type": "Polygon", "coordinates": [[[-94, 44.5], [-93, 44.5], [-93, 45.5], [-94, 45.5], [-94, 44.5]]]}
Call = tuple[Actor, str, dict[str, Any]]


def dispatching(scene: Scene) -> Chosen | None:
    """One thing on the way from a project with people around it to an order that the machine has filled."""
    # Mostly two companies, so that their circles have people in them before long.
    company = scene.client(scene.any_of(scene.people.agents[:2]).company_id or 0)
    project = scene.one("SELECT id FROM projects WHERE company_id = ? ORDER BY id DESC LIMIT 2", company.company_id)
    if scene.random.random() < 0.08:
        return _profile(scene)
    if project is None:
        return company, "create_project", {"name": f"Rollout {scene.random.randrange(1000)}"}
    act = scene.random.choice(
        (_search, _search, _search, _search, _settings, _circle, _circle, _regulars, _order, _order, _plan)
    )
    who, tool, given = act(scene, company, scene.id("project_id", project["id"]), project["id"])
    return who, tool, given


def _profile(scene: Scene) -> Chosen:
    home = scene.random.choice(({"latitude": 44.95, "longitude": -93.2}, {"latitude": 44.5, "longitude": -93.0}))
    given: dict[str, Any] = scene.random.choice(
        (
            {"home": {**home, "country": "US"}},
            {"home": {**home, "country": "US"}, "max_travel_km": scene.random.choice(("20", "80"))},
            {"equipment": ["Ladder"], "types_of_work": [62]},
            {"active": scene.random.random() < 0.9},
        )
    )
    return scene.any_of(scene.people.workers), "update_provider_profile", given


def _order(scene: Scene, company: Actor, project: Any, id: int) -> Call:
    start = scene.draw.moment()
    when: dict[str, Any] = {"mode": "exact", "start": start}
    if scene.random.random() < 0.5:
        when = {"mode": "between", "start": start, "end": (scene.draw.now + timedelta(days=12)).isoformat()}
    pay = scene.random.choice(
        (
            {"type": "fixed", "base": {"amount": "60.00"}},
            {"type": "device", "base": {"amount": "9.99", "units": "7"}},
            {
                "type": "blended",
                "base": {"amount": "40.00", "units": "2"},
                "additional": {"amount": "15.55", "units": "1.5"},
            },
        )
    )
    return company, "create_work_order", {
        "title": "Renew the line", "type_of_work_id": 62, "location": SITE, "schedule": when, "pay": pay,
        "project_id": project, "estimated_hours": scene.random.choice(("0.5", "1")),
    }  # fmt: skip


def _settings(scene: Scene, company: Actor, project: Any, id: int) -> Call:
    given: dict[str, Any] = {
        "dispatch_runtime_minutes": scene.random.choice((15, 60)),
        "dispatch_to_first_available": scene.random.random() < 0.3,
        "revert_to_draft_on_no_available": scene.random.random() < 0.5,
        "rerun_until_threshold": scene.random.random() < 0.4,
    }
    there = scene.one("SELECT id FROM project_dispatch_settings WHERE project_id = ?", id)
    if there is None:
        return company, "create_dispatch_settings", {"project_id": project, **given}
    if scene.random.random() < 0.5:
        return company, "get_dispatch_settings", {"project_id": project}
    if scene.random.random() < 0.2:
        given = {"is_dispatch_settings_enabled": scene.random.random() < 0.7}
    return company, "update_dispatch_settings", {"project_id": project, **given}


def _circle(scene: Scene, company: Actor, project: Any, id: int) -> Call:
    """A group or a territory of the project, and who is in which tier of it."""
    group = scene.one(
        "SELECT id, uuid, kind FROM talent_pool_groups WHERE project_id = ? ORDER BY id DESC LIMIT 3",
        id,
    )
    if group is None or scene.random.random() < 0.1:
        tiers = {"tiers": [{"name": "Gold"}, {"name": "Silver"}], "name": f"Circle {scene.random.randrange(10_000)}"}
        if scene.random.random() < 0.5:
            return company, "create_talent_pool_group", {"project_id": project, **tiers}
        place: dict[str, Any] = scene.random.choice(
            (
                {"center": {"latitude": 44.98, "longitude": -93.27}, "radius_km": "40"},
                {"postal_codes": ["554*"], "countries": ["US"]},
                {"polygon": SQUARE},
            )
        )
        return company, "create_service_territory", {"project_id": project, **tiers, **place}
    uuid = scene.id("talent_pool_group_id", group["uuid"])
    tiers_of = scene.raw.execute(
        "SELECT id FROM talent_pool_tiers WHERE group_id = ? ORDER BY id", (group["id"],)
    ).fetchall()
    some = [scene.id("user_id", one.id) for one in scene.random.sample(scene.people.workers, 3)]
    if tiers_of and scene.random.random() < 0.7:
        tier = scene.id("talent_pool_id", scene.random.choice(tiers_of)["id"])
        where = {"talent_pool_groups": [{"talent_pool_group_id": uuid, "tier_ids": [tier]}]}
        return company, "add_providers_to_project_talent_pools", {"project_id": project, "provider_ids": some, **where}
    if group["kind"] == "territory":
        named: dict[str, Any] = {"service_territory_id": uuid}
        return scene.random.choice(
            (
                (company, "get_service_territory", named),
                (company, "list_service_territory_providers", named),
                (company, "remove_service_territory_provider", {**named, "provider_id": some[0]}),
                (company, "update_service_territory", {**named, "active": scene.random.random() < 0.8}),
                (company, "delete_service_territory", named),
            )
        )
    named = {"talent_pool_group_id": uuid}
    return scene.random.choice(
        (
            (company, "get_talent_pool_group", named),
            (company, "list_talent_pool_group_providers", named),
            (company, "get_provider_project_talent_pools", {"project_id": project, "provider_id": some[0]}),
            (company, "remove_talent_pool_group_provider", {**named, "provider_id": some[0]}),
            (company, "delete_talent_pool_group", named),
        )
    )


def _regulars(scene: Scene, company: Actor, project: Any, id: int) -> Call:
    group = scene.one(
        "SELECT id FROM preferred_groups WHERE company_id = ? ORDER BY id DESC LIMIT 2", company.company_id
    )
    if group is None:
        return company, "create_preferred_provider_group", {"name": f"Regulars {scene.random.randrange(1000)}"}
    named = {"group_id": scene.id("group_id", group["id"])}
    some = scene.id("user_id", scene.any_of(scene.people.workers).id)
    order = scene.one(
        "SELECT id FROM work_orders WHERE company_id = ? AND status IN (1, 2, 9) LIMIT 6", company.company_id
    )
    calls: list[Call] = [
        (company, "add_provider_to_preferred_group", {**named, "user_id": some}),
        (company, "list_preferred_group_users", named),
        (company, "remove_providers_from_preferred_group", {**named, "user_ids": [some]}),
        (company, "list_providers", {}),
    ]
    if order is not None:
        given = {"work_order_id": scene.id("work_order_id", order["id"]), "preferred_group_id": named["group_id"]}
        calls += [(company, "dispatch_work_order", {**given, "mode": scene.random.choice(("route", "assign"))})] * 2
    return scene.random.choice(calls)


def _search(scene: Scene, company: Actor, project: Any, id: int) -> Call:
    """Start, look, and the answers of those who were asked."""
    offer = scene.one(
        """SELECT r.work_order_id, r.person_id FROM dispatch_run_offers o JOIN work_order_routes r ON r.id = o.route_id
           WHERE r.status = 'open' ORDER BY r.id DESC LIMIT 6"""
    )
    if offer is not None and scene.random.random() < 0.5:
        who = scene.people.of("person", offer["person_id"]) or scene.any_of(scene.people.workers)
        named = {"work_order_id": scene.id("work_order_id", offer["work_order_id"])}
        if scene.random.random() < 0.6:
            return who, "accept_work_order_route", {**named, "pay_terms_accepted": True}
        return who, "decline_work_order_route", {**named, "decline_reason": "schedule"}
    run = scene.one("SELECT work_order_id, company_id FROM dispatch_runs ORDER BY id DESC LIMIT 5")
    if run is not None and scene.random.random() < 0.25:
        client = scene.client(run["company_id"])
        return client, "get_smart_dispatch_run", {"work_order_id": scene.id("work_order_id", run["work_order_id"])}
    orders = scene.raw.execute(
        "SELECT id FROM work_orders WHERE project_id = ? AND status IN (1, 2, 9) ORDER BY id DESC LIMIT 3", (id,)
    ).fetchall()
    if not orders:
        return _order(scene, company, project, id)
    return company, "start_smart_dispatch", {"work_order_ids": [scene.id("work_order_id", row["id"]) for row in orders]}


def _plan(scene: Scene, company: Actor, project: Any, id: int) -> Call:
    plan = scene.one("SELECT id FROM day_plans WHERE company_id = ? ORDER BY id DESC LIMIT 2", company.company_id)
    if plan is None or scene.random.random() < 0.6:
        some = [scene.id("user_id", one.id) for one in scene.random.sample(scene.people.workers, 3)]
        day = (scene.draw.now + timedelta(days=scene.random.randrange(4))).date().isoformat()
        return company, "plan_day", {"date": day, "user_ids": some, "include_drafts": True}
    tools = [tool for tool in ("get_day_plan", "apply_day_plan", "replan_day") if tool in scene.registry.operations]
    return scene.call(company, scene.random.choice(tools), plan_id=scene.id("plan_id", plan["id"]))

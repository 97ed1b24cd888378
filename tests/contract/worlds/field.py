"""The field work of a company's world: orders in several states, what hangs on them, pools, and who may be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.work_orders.checklist import checklist_ids
from tests.contract.worlds.day_plans import day_plan_ids
from tests.contract.worlds.dispatch import dispatch_ids
from tests.contract.worlds.logistics import add_logistics
from tests.contract.worlds.pools import pool_ids
from tests.contract.worlds.visits import visit_ids
from tests.contract.worlds.work_order_pay import pay_ids
from tests.tools.work_orders import field_work, routing_world

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld

NEAR = {**field_work.SITE, "latitude": 44.99}


async def add_field_work(world: FullWorld) -> None:
    hall, boss, pia = world.hall, world.boss, world.pia
    site = {name: value for name, value in field_work.SITE.items() if name not in ("mode", "latitude", "longitude")}
    place = await boss.call("create_saved_location", name="Store 42", group_name="North", **site)
    draft = await field_work.order(boss)
    asked = await field_work.published(boss)
    request = (await pia.call("request_work_order", work_order_id=asked))["request"]["id"]
    later = {"mode": "exact", "start": "2026-03-16T09:00:00Z"}
    routed = await field_work.order(boss, schedule=later)
    await boss.call("route_work_order", work_order_id=routed, user_id=pia.id)
    given = await field_work.assigned(boss, pia, schedule={"mode": "exact", "start": "2026-03-18T09:00:00Z"})
    done = await field_work.done(boss, pia, schedule={"mode": "exact", "start": "2026-03-12T09:00:00Z"})
    pair = [
        await field_work.order(boss, schedule={"mode": "exact", "start": f"2026-03-14T{hour}:00:00Z"}, location=where)
        for hour, where in (("09", field_work.SITE), ("13", NEAR))
    ]
    bundle = await boss.call("bundle_work_orders", work_order_ids=pair)
    template = await boss.call("create_work_order_template", name="Install", from_work_order_id=draft)
    await boss.call("create_work_order_qualification", work_order_id=draft, rules=[_RATED])
    rule = hall.sql("SELECT id FROM work_order_qualification_rules WHERE work_order_id = ?", draft)[0][0]
    project = routing_world.project(hall, boss)
    group = f"5b0f3a0e-0000-4000-8000-{boss.id:012d}"
    client = (await boss.call("create_client_company", name="Stores", manager_ids=[boss.id]))["id"]
    tiers = routing_world.pool(hall, boss, project, [pia], uuid=group)
    world.ids |= {
        "work_order_id": draft, "work_order_ids": pair[0], "from_work_order_id": draft,
        "request_id": request, "rule_id": rule, "delete_work_order_qualification.rule_id": rule,
        "update_work_order_qualification.rule_id": rule,
        "bundle_work_orders.work_order_ids": [given, draft], "template_id": template["id"],
        "bundle_id": bundle["bundle"]["bundle_id"], "add_to_bundle_id": bundle["bundle"]["bundle_id"],
        "location_id": place["id"], "saved_location_id": place["id"],
        "create_saved_location.group_id": place["group"]["id"],
        "update_saved_location.group_id": place["group"]["id"], "list_saved_locations.group_id": place["group"]["id"],
        "project_id": project, "client_id": client, "default_template_id": template["id"], "manager_ids": [boss.id],
        "linked_company_id": boss.company,
        "preferred_group_id": routing_world.preferred(hall, boss, pia),
        "talent_pool_id": tiers[0], "talent_pool_group_id": group, "tag_id": field_work.tag_of(hall, boss.company, "hot"),
        "acting_user_id": boss.id, "manager_id": boss.id, "user_ids": pia.id, "list_company_networks.company_id": boss.company,
        "set_company_catalog_entry.kind": "tag", "set_company_catalog_entry.values": {"name": "Cold"},
        "set_company_catalog_entry.id": field_work.tag_of(hall, boss.company, "warm"), "get_user_details.user_id": pia.id,
    }  # fmt: skip
    world.ids |= await checklist_ids(boss, draft)
    world.ids |= await pool_ids(boss, pia, project, group, tiers[0])
    world.ids |= await dispatch_ids(boss, pia, project)
    world.published.append(("work_order_id", asked))
    for tool in ("assign_work_order", "route_work_order", "unroute_work_order", "list_work_order_qualifications"):
        world.ids[f"{tool}.user_id"] = pia.id
    world.ids["delete_work_order_bundle.work_order_id"] = pair[0]
    world.ids |= await pay_ids(hall, boss, pia)
    world.ids |= await day_plan_ids(hall, boss, pia, group)
    # Open to everybody who does such work.
    for name in ("work_order_id", "work_order_ids", "add_work_order_ids"):
        world.published += [
            (name, world.ids[key]) for key in ("find_capacity.work_order_id", "plan_day.work_order_ids")
        ]
    for order, tools in ((asked, _ASKED), (routed, _ROUTED), (given, _GIVEN), (done, _DONE)):
        world.ids |= {f"{tool}.work_order_id": order for tool in tools}
    await add_logistics(world, given)
    world.ids |= await visit_ids(boss, pia, given)


_RATED = {"type": "rating", "operator": ">=", "value": "4.0"}
_ASKED = (
    "accept_work_order_request",
    "decline_work_order_request",
    "list_work_order_requests",
    "unpublish_work_order",
    "request_work_order",
    "cancel_work_order_request",
)
_ROUTED = ("accept_work_order_route", "decline_work_order_route", "unroute_work_order")
_GIVEN = (
    "cancel_work_order",
    "mark_work_order_complete",
    "remove_work_order_provider",
    "unassign_work_order",
    "revert_work_order_to_draft",
    "update_work_order_job_status",
    "acknowledge_provider_delay",
)
_DONE = ("approve_work_order", "mark_work_order_incomplete", "unapprove_work_order")

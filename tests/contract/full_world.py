"""A company of whose records there is one of every kind: what its own people work with and strangers must not see."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from server.operator import name_operator, operator_text
from store.database import Transaction
from store.types import utc_text
from tests.contract import payout_world
from tests.contract.contracts.event_world import add_events
from tests.contract.contracts.world import contract_ids
from tests.contract.orders.world import order_ids
from tests.contract.webhook_world import add_webhooks
from tests.contract.work_orders.checklist import checklist_ids, is_step
from tests.contract.worlds import content, paper
from tests.contract.worlds.ads import add_ads
from tests.contract.worlds.contract_money import add_contract_money
from tests.contract.worlds.dispatch import dispatch_ids
from tests.contract.worlds.logistics import add_logistics
from tests.contract.worlds.pools import pool_ids
from tests.contract.worlds.visits import visit_ids
from tests.contract.worlds.work_order_pay import pay_ids
from tests.contract.worlds.day_plans import day_plan_ids
from tests.hall import Hall, TestCaller
from tests.tools.scheduling.calendars.calendar_world import new_contract
from tests.tools.scheduling.feeds.reading import name_address
from tests.tools.tasks.task_world import World
from tests.tools.uploads.upload_helpers import PDF, sent
from tests.tools.work_orders import field_work, routing_world

EVERY_DAY = {"rules": [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "18:00"}]}
SLOT = "2026-03-04T10:00:00Z"
HIRE = {
    "stage": "pending",
    "title": "Developer",
    "type": "external",
    "budget": "12000.00",
    "job_start": "2026-11-01T08:00:00+01:00",
    "job_end": "2027-02-28T18:00:00+01:00",
    "description": "Python",
    "order_need_reqs": [{"name": "Python", "importance": 5}],
}
NEAR = {**field_work.SITE, "latitude": 44.99}


@dataclass
class FullWorld:
    """The company's agent, its admin and a clerk of it, its freelancer ann and field worker pia.

    ids: parameter name -> the id of a record of theirs, or tool.parameter where that differs."""

    hall: Hall
    acme: TestCaller
    boss: TestCaller
    ann: TestCaller
    pia: TestCaller
    clerk: TestCaller
    name: str
    ids: dict[str, Any] = field(default_factory=dict)
    # Of these records everybody may know: they are published.
    published: list[tuple[str, int]] = field(default_factory=list)

    def id_for(self, tool: str, path: tuple[str, ...]) -> Any:
        """The id of a record of theirs that fits a parameter; None when the world has none."""
        dotted = ".".join(path)
        for key in (f"{tool}.{dotted}", dotted, path[-1]):
            if key in self.ids:
                return self.ids[key]
        return None

    def others(self, parameter: str, but: Any) -> list[Any]:
        """The ids of all other records that a parameter of this name stands for in some call, in whatever state.

        What is published is left out, and so are parameters that are only called id, and steps where it is a task."""
        found = [value for key, value in self.ids.items() if key.rpartition(".")[2] == parameter != "id"]
        known = [but, *(id for name, id in self.published if name == parameter)]
        alike = [id for id in found if isinstance(id, int | str) and is_step(id) == is_step(but)]
        return [id for id in dict.fromkeys(alike) if id not in known]


async def full_world(hall: Hall, name: str = "Acme") -> FullWorld:
    domain = f"{name.lower()}.test"
    agent = await hall.agent(name, company_funds="50000.00 EUR")
    boss = await hall.person(f"boss@{domain}", company=name)
    if await operator_text(hall.app) is None:
        await name_operator(hall.app, boss.company or 0)
    ann = await hall.person(f"ann@{domain}")
    pia = await field_work.provider(hall, f"pia@{domain}")
    for person in (boss, ann, pia):
        await hall.credit(person.owner, "100 USDT")
    work = World(hall, agent, boss, ann, agent)
    await hall.credit(work.company, "100 USDT")
    await work.join_team(ann.id)
    clerk = await field_work.clerk(hall, name, currency="EUR")
    world = FullWorld(hall, agent, boss, ann, pia, clerk, name, dict(GIVEN))
    await _people(world)
    await _tasks(world, work)
    await add_ads(world)
    await _inquiries(world)
    await _staffing(world)
    world.ids |= await order_ids(world.boss, world.acme, world.clerk)
    await _field_work(world)
    await content.add_content(world)
    await _calendars(world)
    await _contracts(world)
    await _money_and_files(world)
    await paper.add_contract(world)
    await add_contract_money(world)
    await payout_world.add_methods(world)
    await payout_world.add_payouts(world, work)
    await add_events(world)
    await add_webhooks(world)
    return world


# What a sample of the schema cannot know.
GIVEN = {
    "create_work_order.location.mode": "saved",
    "update_work_order.location.mode": "saved",
    "values.location.mode": "saved",
    "cancel_work_order.cancel_reason": 55,
    "add_acceptance_file.content_base64": base64.b64encode(PDF).decode(),
    "attach_task_file.content_base64": base64.b64encode(PDF).decode(),
    "attach_task_file.file_name": "paper.pdf",
    "create_task.category_id": 37,
    "create_task.attributes": [{"id": 37, "value": "3"}],
    "get_insurance_info.category_id": 37,
    "list_service_attributes.service_id": 37,
    "list_service_types.type_of_work_id": 62,
    "create_work_order.title": "Install a terminal",
    "create_profile_correction.city": "Turku",
    "create_saved_location.address1": "Main Street 1",
    "create_saved_location.zip": "10115",
    "register_account.terms": "accepted",
    "update_user.department": "Yard",
    "create_work_order_qualification.rules": [{"type": "rating", "operator": ">=", "value": "4.0"}],
    "create_work_order_template.values": {"title": "Install"},
    "describe_operation.tool": "pay_task",
    "create_agent_schedule.settings": ["mon-fri 09:00-17:00"],
    "update_agent_profile.description": "Plans days.",
    "update_contract.label": "Web shop two",
    "update_schedule.label": "Office hours",
    "update_freelancer.note": "Good",
    "update_my_profile.city": "Turku",
    "update_work_order.title": "Install two",
    "update_project.name": "Rollout two",
    "update_client_company.name": "Stores two",
    "update_saved_location.name": "Store 43",
    "request_task_changes.price": "95.00",
    "request_event_correction.label": "Longer lesson",
    "set_company_terms.show_vat": True,
    "add_schedule_event.start": "2026-12-01T09:00:00Z",
    "record_schedule_deposit.date": "2026-03-01",
    "find_freelancer_by_phone.phone": "+4930123456",
    "request_freelancer_contact_change.phone": "+4930123456",
}


async def _people(world: FullWorld) -> None:
    clerk = world.clerk
    contact = (await world.ann.call("add_contact", email=f"friend@{world.name.lower()}.test"))["new"]
    spare = await world.hall.agent(world.name, f"{world.name} spare", credit="")
    still = await world.hall.agent(world.name, f"{world.name} still", credit="")
    await world.boss.call("suspend_company_agent", agent_id=still.id)
    correction = (await world.boss.call("create_profile_correction", user_id=world.ann.id, city="Espoo"))["correction"]
    uuid = world.hall.sql("SELECT uuid FROM persons WHERE id = ?", world.ann.id)[0][0]
    await world.boss.call("create_user", email=f"pia@{world.name.lower()}.test", name="Pia")
    invitation = world.hall.sql("SELECT max(id) FROM company_invitations")[0][0]
    session = world.hall.sql("SELECT max(id) FROM sessions WHERE person_id = ?", clerk.id)[0][0]
    world.ids |= {
        "get_user.user_id": clerk.id,
        "delete_user.user_id": clerk.id,
        "update_user.user_id": clerk.id,
        "user_id": clerk.id,
        "invitation_id": invitation,
        "session_id": session,
        "set_contact_pin.user_id": contact["user_id"],
        "update_contact.user_id": contact["user_id"],
        "agent_id": world.acme.id,
        "suspend_company_agent.agent_id": spare.id,
        "resume_company_agent.agent_id": still.id,
        "end_company_agent.agent_id": spare.id,
        "company_id": world.acme.company,
        "company.id": world.acme.company,
        "freelancer_id": world.ann.id,
        "freelancer_uuid": uuid,
        "worker_id": world.ann.id,
        "create_task.worker_id": world.ann.id,
        "worker_uuid": uuid,
        "creator_id": world.boss.id,
        "payer_id": clerk.id,
        "billable_id": clerk.id,
        "benefitable_id": clerk.id,
        "benefitable.id": clerk.id,
        "contact_id": contact["id"],
        "correction_id": correction["id"],
    }


async def _tasks(world: FullWorld, work: World) -> None:
    group = (await world.boss.call("create_task_group", title="Spring"))["group"]["id"]
    states = {state: await work.at(state) for state in (1, 2, 3, 4, 13, 16)}
    uuids = dict(world.hall.sql("SELECT id, uuid FROM tasks"))
    await world.boss.call("send_task_message", task_id=states[2], message="Is it round?")
    changes = world.hall.sql("SELECT id FROM task_changesets WHERE task_id = ?", states[16])
    document = (await world.boss.call("add_acceptance_file", **_acceptance_file()))["document"]
    world.ids |= {
        "task_id": states[2], "uuid": uuids[states[2]], "group_id": group, "group_ids": group,
        "changeset_id": changes[0][0], "acceptance_file_ids": document["id"],
    }  # fmt: skip
    for state, tools in _TASK_STATES.items():
        for tool in tools:
            world.ids |= {f"{tool}.task_id": states[state], f"{tool}.uuid": uuids[states[state]]}


_TASK_STATES = {
    1: ("start_task", "decline_task", "pay_new_task"),
    3: ("accept_task", "reject_task", "resume_task"),
    4: ("pay_task",),
    13: ("reply_to_task_dispute", "cancel_task_dispute"),
    16: ("accept_task_changes", "decline_task_changes", "cancel_task_changes"),
}


def _acceptance_file() -> dict[str, Any]:
    return {"file_name": "act.pdf", "title": "Act", "content_base64": base64.b64encode(PDF).decode()}


async def _inquiries(world: FullWorld) -> None:
    made = await world.acme.call("create_inquiry", title="Two", industry={"name": "Software"}, hires=[HIRE])
    world.ids |= {"inquiry_id": made["inquiry_id"], "position_id": made["positions"][0]["id"]}


async def _staffing(world: FullWorld) -> None:
    made = await world.acme.call(
        "create_staffing_contract",
        the_contract_id=f"DEAL-{world.name}",
        client_company_name=f"Stores of {world.name}",
        vendor_company_name=f"Staff of {world.name}",
        selected_consultant={"name": "Kim Lee", "title": "Developer"},
        client_price="120.50",
        vendor_price="95",
    )
    client, consultant = made["client_company"]["id"], made["selected_consultant"]["id"]
    world.ids |= {"seller_id": world.clerk.id, "consultant_id": consultant, "client_company_id": client}
    world.ids["the_contract_id"] = made["the_contract_id"]
    for tool in ("get_staffing_contract", "update_staffing_contract", "terminate_staffing_contract"):
        world.ids[f"{tool}.id"] = made["id"]
    for tool in ("create_staffing_contract", "update_staffing_contract"):
        world.ids[f"{tool}.selected_consultant.id"] = consultant


async def _field_work(world: FullWorld) -> None:
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


async def _calendars(world: FullWorld) -> None:
    hall, boss = world.hall, world.boss
    made = await boss.call("create_schedule", label="Visits", private=True, settings=EVERY_DAY)
    schedule = made["schedule"]["id"]
    shared = await boss.call("create_schedule", label="Lessons", private=False, settings=EVERY_DAY)
    world.published.append(("schedule_id", shared["schedule"]["id"]))
    booked = await world.ann.call("book_schedule", schedule_id=shared["schedule"]["id"], start=SLOT)
    calendar = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", boss.id)[0][0]
    event = booked["event"]["id"]
    attendee = hall.sql("SELECT id FROM event_attendees WHERE event_id = ?", event)[0][0]
    open_one = await boss.call("create_calendar", label="Consulting", private=False)
    world.published.append(("kal_id", open_one["calendar"]["id"]))
    spare = await boss.call("create_calendar", label="Old", private=True)
    world.ids |= {
        "get_booking_page.kal_id": open_one["calendar"]["id"], "delete_calendar.kal_id": spare["calendar"]["id"],
    }  # fmt: skip
    contract, of_contract = await new_contract(hall, boss)
    world.ids |= {"get_contract_calendar.kal_id": of_contract, "get_contract_calendar.contract_id": contract}
    mine = hall.sql("SELECT default_kal_id FROM agents WHERE id = ?", world.acme.id)[0][0]
    await name_address(hall)
    feed = await boss.call("create_calendar_feed", kal_id=calendar)
    words = {"kal_id": mine, "start": "2026-03-02T00:00:00Z", "settings": ["mon-fri 09:00-17:00"]}
    own = await world.acme.call("create_agent_schedule", **words)
    world.ids |= {
        "schedule_id": schedule, "event_id": event, "attendee_id": attendee, "booking_id": attendee, "kal_id": calendar,
        "check_kal_ids": calendar, "create_schedule.parent_id": schedule, "feed_id": feed["feed"]["id"],
    }  # fmt: skip
    feed = "https://calendar.example.com/private/basic.ics"
    linked = await boss.call("connect_calendar_feed", kal_id=calendar, address=feed)
    world.ids |= {"link_id": linked["link"]["id"], "connect_calendar_feed.address": f"{feed}?2"}
    world.ids["connect_caldav_calendar.address"] = "https://cloud.example.com/dav/"
    world.ids |= {"get_schedule.schedule_id": schedule, "create_agent_schedule.kal_id": mine}
    world.ids["book_schedule.schedule_id"] = shared["schedule"]["id"]
    for tool in ("delete_agent_schedule", "update_agent_schedule", "get_agent_schedule", "restore_agent_schedule"):
        world.ids[f"{tool}.schedule_id"] = own["schedule"]["id"]


async def _contracts(world: FullWorld) -> None:
    world.ids |= await contract_ids(world.boss, world.ann, world.clerk, world.pia)


async def _notice_of(world: FullWorld) -> int:
    """What the company's agent was told, for itself."""

    def tell(tx: Transaction) -> int:
        return tx.insert(
            "notices",
            owner_type="agent",
            owner_id=world.acme.id,
            topic="",
            kind="agent_status",
            text="Hello",
            created_at=utc_text(world.hall.clock()),
        )

    return await world.hall.app.database.write(tell)


async def _money_and_files(world: FullWorld) -> None:
    client = await world.hall.person(f"boss@client-of-{world.name.lower()}.test", company=f"Client of {world.name}")
    top_up = await client.call("request_balance_top_up", amount="10")
    file = (await world.boss.call("upload_files", job=[sent(PDF, "paper.pdf")]))["files"][0]
    order = await field_work.order(world.boss)
    job = await world.boss.call("publish_work_order", work_order_id=order, wait=False)
    world.ids |= {
        "confirm_balance_top_up.top_up_id": top_up["top_up"]["id"], "top_up_id": top_up["top_up"]["id"],
        "file_id": file["id"], "file_ids": file["id"],
        "report_file_ids": file["id"], "ava_id": file["id"], "cv_id": file["id"], "ava_id.id": file["id"], "cv_id.id": file["id"],
        "job_id": job["job"]["id"], "notice_ids": await _notice_of(world),
    }  # fmt: skip

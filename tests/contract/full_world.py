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
from tests.contract.work_orders.checklist import is_step
from tests.contract.worlds import content, paper
from tests.contract.worlds.ads import add_ads
from tests.contract.worlds.approvals import add_approvals
from tests.contract.worlds.contract_money import add_contract_money
from tests.contract.worlds.field import add_field_work
from tests.contract.worlds.open_calls import open_call_ids
from tests.contract.worlds.reviews import add_reviews
from tests.hall import Hall, TestCaller
from tests.tools.scheduling.calendars.calendar_world import new_contract
from tests.tools.scheduling.feeds.reading import name_address
from tests.tools.tasks.task_world import World
from tests.tools.uploads.upload_helpers import PDF, sent
from tests.tools.work_orders import field_work

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
        alike = [id for id in found if type(id) is type(but) and is_step(id) == is_step(but)]
        return [id for id in dict.fromkeys(alike) if id not in known]


async def full_world(hall: Hall, name: str = "Acme") -> FullWorld:
    try:
        return await _built(hall, name)
    except BaseException:
        # A hall whose world cannot be built is closed: its threads would keep the process from ending.
        await hall.close()
        raise


async def _built(hall: Hall, name: str) -> FullWorld:
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
    await add_field_work(world)
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
    await add_reviews(world)
    await add_approvals(world)
    world.ids |= await open_call_ids(hall, boss, ann, pia)
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
    hers = (await world.ann.call("create_schedule", label="Coaching", private=False, settings=EVERY_DAY))["schedule"][
        "id"
    ]
    held = await boss.call("hold_slot", schedule_id=hers, start="2026-03-06T10:00:00Z", minutes=30)
    world.ids |= {"hold_id": held["hold"]["public_id"], "hold_slot.schedule_id": hers}
    await world.acme.call("book_schedule", schedule_id=hers, start="2026-03-06T12:00:00Z")
    waits = await boss.call("join_waiting_list", schedule_id=hers, start="2026-03-06T12:00:00Z")
    world.ids |= {"entry_id": waits["entry"]["id"], "join_waiting_list.schedule_id": hers}
    pias = (await world.pia.call("create_schedule", label="Training", private=False, settings=EVERY_DAY))["schedule"][
        "id"
    ]
    world.ids |= {
        "find_group_slots.schedule_ids": [hers, pias], "book_group_slot.schedule_ids": [hers, pias],
        "book_group_slot.answers.schedule_id": hers, "answers.schedule_id": hers, "book_recurring_slots.schedule_id": hers,
    }  # fmt: skip
    # Whoever offers time is seen by everybody.
    world.published += [
        ("schedule_id", hers),
        ("user_id", world.ann.id),
        ("schedule_id", pias),
        ("user_id", world.pia.id),
    ]
    link = (await boss.call("create_booking_link", schedule_id=schedule))["link"]
    world.ids |= {f"{tool}.link_id": link["public_id"] for tool in ("list_booking_links", "revoke_booking_link")}
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
    allowed = await world.boss.call(
        "create_mandate", payees=[{"type": "any"}], kinds=["any"], currency="EUR", total="9"
    )
    world.ids |= {f"{tool}.mandate_id": allowed["mandate"]["public_id"] for tool in ("list_mandates", "revoke_mandate")}
    world.ids |= {"create_mandate.payees": [{"type": "any"}], "create_mandate.total": "9"}
    world.ids |= {
        "confirm_balance_top_up.top_up_id": top_up["top_up"]["id"], "top_up_id": top_up["top_up"]["id"],
        "file_id": file["id"], "file_ids": file["id"],
        "report_file_ids": file["id"], "ava_id": file["id"], "cv_id": file["id"], "ava_id.id": file["id"], "cv_id.id": file["id"],
        "job_id": job["job"]["id"], "notice_ids": await _notice_of(world),
    }  # fmt: skip

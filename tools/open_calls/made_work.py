"""What an accepted application becomes: a task with its money set aside, or an assigned work order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from store.companies import companies
from store.database import Row
from store.freelancers import freelancers, memberships
from store.open_calls import acceptance, applications
from store.tasks import tasks
from store.types import Money
from store.work_orders import orders as work_orders
from store.work_orders import saved_locations
from tools.call import Call
from tools.errors import Invalid
from tools.freelancers.rules.freelancers import Member, state_after_invite
from tools.open_calls import money
from tools.open_calls.fields import fields_of
from tools.open_calls.notices import tell_instructions
from tools.rules.sentences import joined, worded
from tools.rules.task_states import State
from tools.tasks.access import task_of
from tools.tasks.holds import hold_on_order
from tools.tasks.order_checks import Wanted, checked, commission_percent
from tools.tasks.placing import place_order
from tools.tasks.steps import post_words
from tools.work_orders.access import reload, window_of
from tools.work_orders.drafting.writing import make_draft, missing_of
from tools.work_orders.matching.candidates import candidate, offer_of
from tools.work_orders.routing.transitions import assign_together
from tools.work_orders.rules.candidates import by_hand, reasons
from tools.work_orders.rules.location import ADDRESS
from tools.work_orders.rules.proof_steps import step_of
from tools.work_orders.rules.service_window import ServiceWindow, Span
from tools.work_orders.rules.states import Status

_TURNED_DOWN = (State.DECLINED_BY_CONTRACTOR, State.REJECTED_BY_CLIENT)
_PIECES = {"photo": "photo", "gps": "position", "link": "link", "file": "file", "text": "text"}


def agreed_price(row: Row, application: Row) -> Money:
    """What was asked for, else the price of the call."""
    return Money(application["price"] or row["price_max"], row["currency"])


def cost_of(call: Call, row: Row, application: Row) -> Money:
    """What a seat costs the company with this person at the agreed price."""
    price = agreed_price(row, application)
    if row["work"] != "task":
        return money.seat_cost(call, row, price)
    company = companies.company(call.tx, row["company_id"])
    worker = freelancers.find_by_id(call.tx, row["company_id"], application["person_id"])
    if company is None:
        return money.seat_cost(call, row, price)
    return money.seat_cost(
        call, row, price, commission_percent(dict(company), dict(worker) if worker is not None else None)
    )


def make_work(
    call: Call, row: Row, application: Row, start_at: datetime | None, message: str | None
) -> tuple[str, int]:
    """Make the record an application becomes, with its hold; its type and number."""
    _take_into_team(call, row, application["person_id"])
    record = (
        _make_task(call, row, application, message)
        if row["work"] == "task"
        else _make_order(call, row, application, start_at)
    )
    items: Sequence[Mapping[str, Any]] = json.loads(row["done"])
    acceptance.add_done_items(call.tx, row["id"], record, items, row["latitude"], row["longitude"])
    return record


def check_start(row: Row, start_at: datetime | None, now: datetime) -> None:
    """Invalid unless an agreed arrival lies in the window of the call."""
    if start_at is None:
        return
    window = _window(row)
    if window is None or window.mode == "exact":
        raise Invalid({"start_at": worded("is for work orders of mode between or hours; this one has its time")})
    if start_at <= now or not any(span.start <= start_at <= span.end for span in window.arrivals()):
        raise Invalid({"start_at": worded("must lie ahead, where one may arrive: see the schedule of the call")})


def _window(row: Row) -> ServiceWindow | None:
    schedule = fields_of(row).get("schedule")
    if row["work"] != "work_order" or not schedule:
        return None
    hours = Decimal(row["estimated_hours"]) if row["estimated_hours"] else None
    return ServiceWindow(
        schedule["mode"], schedule["start"], schedule.get("end"), hours, schedule.get("time_zone") or "UTC"
    )


def _take_into_team(call: Call, row: Row, person_id: int) -> None:
    """Whoever applied agreed to work for the company: registered they join its team at once, else they are asked as by an
    invite, without a mail or a price."""
    found = freelancers.find_by_id(call.tx, row["company_id"], person_id)
    known = freelancers.find_by_id(call.tx, None, person_id)
    if found is None or known is None:
        raise LookupError(f"person {person_id} is gone")
    registered = known["registered_at"] is not None
    if found["membership_id"] is None:
        state = state_after_invite(None, registered=registered, mailed=False)
        memberships.add_membership(
            call.tx, row["company_id"], person_id, state, call.caller.owner, call.stamp, registered=registered
        )
    elif found["removed_at"] is not None:
        state = state_after_invite(Member.REMOVED, registered=registered, mailed=False)
        memberships.renew_membership(call.tx, found["membership_id"], state, call.stamp, registered=registered)
    elif registered and found["state"] != Member.REGISTERED:
        memberships.join_one(call.tx, found["membership_id"], Member.REGISTERED, call.stamp)


def _make_task(call: Call, row: Row, application: Row, message: str | None) -> tuple[str, int]:
    fields = fields_of(row)
    deadline = fields.get("deadline") or call.now + timedelta(hours=row["deadline_hours"])
    price = agreed_price(row, application)
    wanted = Wanted(
        category_id=row["category_id"],
        attributes=[dict(one) for one in fields.get("attributes") or ()],
        title=row["title"],
        description=described(call, row),
        deadline=deadline,
        price=price.decimal,
        worker_id=application["person_id"],
        worker_uuid=None,
        external_id=f"{row['public_id']}/{application['id']}",
        deadline_type=2,
        acceptance_file_ids=[],
        copyright=False,
        need_report=False,
        file_ids=[],
        group_ids=[],
        need_insurance=False,
        end_contracts=None,
        share_commission=False,
        compensate_worker_service_fee=False,
        compensation_type=None,
    )
    company = companies.company(call.tx, row["company_id"])
    if company is None:
        raise LookupError(f"company {row['company_id']}")
    order = checked(call, dict(company), wanted)
    if order.faults:
        raise Invalid(order.faults, next=("update_open_call",))
    task = hold_on_order(call, place_order(call, order, call.new_uuid(), open_call_id=row["id"]))
    task = post_words(call, task, row["start_instructions"])
    post_words(call, task, message)
    return task.record


def described(call: Call, row: Row) -> str:
    """The description with the place and what proves the result, as the freelancer reads it."""
    parts = [str(row["description"])]
    if row["location"] is not None:
        parts.append(f"Where: {_where(call, row)}")
    if items := json.loads(row["done"]):
        parts.append("\n".join(("Done when:", *(f"- {item['text']} ({_asked(item)})" for item in items))))
    return "\n\n".join(parts)


def _where(call: Call, row: Row) -> str:
    """The exact place, which nobody saw before they were accepted."""
    location = json.loads(row["location"])
    site: Mapping[str, Any] = location
    if location["mode"] == "saved":
        found = saved_locations.find(call.tx, row["company_id"], location["saved_location_id"])
        site = dict(found) if found is not None else location
    address = ", ".join(str(site[name]) for name in ADDRESS if site.get(name))
    point = f"{row['latitude']}, {row['longitude']}" if row["latitude"] is not None else ""
    return " / ".join(part for part in (address, point) if part) or "remote"


def _asked(item: Mapping[str, Any]) -> str:
    count = item.get("count", 1)
    piece = _PIECES[item["evidence"]]
    asked = piece if count == 1 else f"{count} of them, each a {piece}"
    return asked if item.get("required", True) else f"{asked}, if there is one"


def _make_order(call: Call, row: Row, application: Row, start_at: datetime | None) -> tuple[str, int]:
    fields = fields_of(row)
    items = fields.get("done") or ()
    given: dict[str, Any] = {
        name: fields[name]
        for name in ("title", "description", "types_of_work", "location", "schedule", "estimated_hours")
        if fields.get(name) is not None
    }
    rules = (fields.get("requirements") or {}).get("qualifications")
    steps = [step for item in items if (step := step_of(item)) is not None]
    more = {"confidential": row["start_instructions"], "tasks": steps, "qualifications": rules}
    given |= {name: value for name, value in more.items() if value}
    given["pay"] = {"type": "fixed", "base": {"amount": agreed_price(row, application).decimal}}
    given["require_gps"] = any(item["evidence"] == "gps" for item in items)
    given["allow_counter_offers"] = False
    order = make_draft(call, given)
    if gaps := missing_of(call, order):
        raise Invalid(
            {"open_call_id": worded("a work order of it is not complete: {gaps}", gaps=joined(gaps, "; "))},
            code="not_ready",
            next=("update_open_call",),
        )
    visit = Span(start_at, start_at + window.duration) if start_at and (window := window_of(order)) else None
    _check_fit(call, order, application["person_id"], visit)
    arrivals = {order["id"]: visit} if visit else None
    assign_together(call, [(order, {})], application["person_id"], "assigned", arrivals=arrivals)
    return "work_order", reload(call, order)["id"]


def _check_fit(call: Call, order: Row, person_id: int, visit: Span | None) -> None:
    """not_eligible with what stands against somebody: not active, blocked, not free then."""
    window = window_of(order)
    if visit is not None and window is not None:
        window = ServiceWindow("exact", visit.start, None, window.estimated_hours, window.zone)
    offer = replace(offer_of(call, order), window=window)
    against = by_hand(reasons(candidate(call, order, person_id, window), offer))
    if against:
        raise not_eligible({person_id: against})


def not_eligible(against: Mapping[int, Sequence[str]]) -> Invalid:
    """The refusal of people who cannot have the work, with why."""
    named = joined([worded("person {id}: {why}", id=id, why=joined(why, ", ")) for id, why in against.items()], "; ")
    return Invalid(
        {"application_ids": worded("cannot have this work: {named}. Nothing changed; choose others", named=named)},
        code="not_eligible",
        details={"not_eligible": [{"person_id": id, "reasons": list(why)} for id, why in against.items()]},
        next=("list_applications", "decide_applications"),
    )


def has_work(call: Call, application: Row) -> bool:
    """Whether what an accepted application became is still that person's: not turned down, rejected, called off or given to
    somebody else."""
    if application["result_type"] == "task":
        return tasks.load(call.tx, application["result_id"])["state"] not in _TURNED_DOWN
    order = work_orders.find(call.tx, application["result_id"])
    ours = order is not None and order["assignee_id"] == application["person_id"]
    return order is not None and ours and Status(order["status"]) not in (Status.CANCELED, Status.DELETED)


def pass_on_instructions(call: Call, row: Row) -> None:
    """New start instructions reach those who have the work: in the chat of their task, and as a notice."""
    words = row["start_instructions"]
    for each in applications.accepted(call.tx, row["id"]) if words else ():
        if not has_work(call, each):
            continue
        if each["result_type"] == "task":
            task = task_of(dict(tasks.load(call.tx, each["result_id"])), "client", call.now)
            post_words(call, task, words)
        tell_instructions(call, row, each["person_id"], words)

"""Drafting open calls: from scratch, from a template, or as a copy of an earlier one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.database import Row
from store.open_calls import calls, templates
from store.types import Money, Owner
from tools.call import Call
from tools.errors import Invalid
from tools.open_calls import money
from tools.open_calls.access import own_call
from tools.open_calls.checks import checked_columns, invalid, missing_of
from tools.open_calls.fields import fields_of, from_json
from tools.open_calls.params import (
    ApplyUntil,
    CallRef,
    CounterPrice,
    DeadlineHours,
    Description,
    Done,
    EstimatedHours,
    FilledIn,
    MostApplications,
    Place,
    PriceMax,
    PriceMin,
    Questions,
    Requirements,
    Seats,
    SlaHours,
    StartInstructions,
    Title,
    Visibility,
    Window,
    Work,
    WorkDeadline,
)
from tools.open_calls.rules.fills import filled
from tools.open_calls.rules.terms import material_of
from tools.open_calls.safety import safety_warnings
from tools.open_calls.shapes import OpenCallShape, company_shape
from tools.open_calls.transitions import note
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import worded
from tools.shapes import MoneyShape, money_shape
from tools.tasks.params import Attributes
from tools.work_orders.drafting.site_homes import zone_of_site_given
from tools.work_orders.params import TypesOfWork

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True

# What a call of its own has to be given with; of a template or a copy it comes from there.
_MUST = ("description", "price_max", "estimated_hours")
# What a copy does not take along: times that belong to the earlier call.
_NOT_COPIED = ("apply_until", "deadline")


class CostOfCall(TypedDict):
    """What publishing would hold, and what the company has available."""

    hold_per_seat: MoneyShape
    total_hold: MoneyShape
    available: MoneyShape


class DraftedCall(TypedDict):
    """missing: what publishing still asks for, each with the field to fill in. cost: absent without a price."""

    open_call: OpenCallShape
    cost: CostOfCall | None
    missing: list[str]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={
        "title": "Photos of shop windows",
        "description": "Three photos of each window, by day.",
        "category_id": 37,
        "attributes": [{"id": 37, "value": "3"}],
        "price_max": "60.00",
        "estimated_hours": "2",
        "deadline_hours": 72,
    },
    zone=zone_of_site_given,
    find=(
        "put this job out for anybody to take",
        "offer a bounty for photos of shop windows",
        "post the weekly street survey from our blueprint",
        "draft an open call for mystery shoppers",
        "advertise piece work with a price range for ten people",
        "invite applications for a small job",
        "write a posting that strangers can apply for",
        "open tender for a translation, best offer wins",
        "copy last month's bounty as a new open call",
        "what would a bounty for five people cost us",
        "we need somebody, no matter who, to count parked cars",
        "set up a job posting with proof by photo",
    ),
)
def create_open_call(
    call: Call,
    work: Work | None = None,
    template_id: Annotated[Id, Field(description="From list_open_call_templates; what the call gives wins.")]
    | None = None,
    fills: Annotated[list[FilledIn], Field(max_length=30, description="Values for the template's blanks.")]
    | None = None,
    copy_of: Annotated[CallRef, Field(description="An earlier call of the company; not with template_id.")]
    | None = None,
    title: Title | None = None,
    description: Description | None = None,
    category_id: Annotated[Id, Field(description="For a task: the service, from list_services.")] | None = None,
    attributes: Attributes | None = None,
    types_of_work: TypesOfWork | None = None,
    location: Place | None = None,
    schedule: Window | None = None,
    seats: Seats | None = None,
    price_min: PriceMin | None = None,
    price_max: PriceMax | None = None,
    counter_price: CounterPrice | None = None,
    estimated_hours: EstimatedHours | None = None,
    requirements: Requirements | None = None,
    done: Done | None = None,
    start_instructions: StartInstructions | None = None,
    deadline: WorkDeadline | None = None,
    deadline_hours: DeadlineHours | None = None,
    apply_until: ApplyUntil | None = None,
    sla_hours: SlaHours | None = None,
    max_applications: MostApplications | None = None,
    visibility: Visibility | None = None,
    questions: Questions | None = None,
) -> DraftedCall:
    """Draft an open call: work put out to whoever wants it, for how many, at what price, and what proves the result.

    A draft holds no money and nobody is told; publish_open_call opens it and holds the money of all seats. Who is accepted
    gets a task, or a work order where a location is given. Without template_id and copy_of needed: title, description,
    price_max, estimated_hours, and for a task category_id and deadline or deadline_hours, for a work order types_of_work,
    location and schedule. A dry run is the quote. Rules of safety and pay floors come as warnings here."""
    fields, must = _begun(call, template_id, fills or [], copy_of)
    given = {name: value for name, value in call.given.items() if name not in ("template_id", "fills", "copy_of")}
    if ("deadline" in given) != ("deadline_hours" in given):
        fields.pop("deadline_hours" if "deadline" in given else "deadline", None)
    if "price_max" in given and "price_min" not in given:
        fields.pop("price_min", None)
    merged = {**fields, **given}
    columns = checked_columns(call, merged, (*must, *_must_of(merged)) if must else ())
    row = _stored(call, columns, template_id)
    for warning in safety_warnings(call, row):
        call.warn(warning)
    skills = calls.known_skills(call.tx, json.loads(row["requirements"]).get("skill_ids") or ())
    return {"open_call": company_shape(call, row, skills), "cost": _cost(call, row), "missing": missing_of(call, row)}


def _begun(
    call: Call, template_id: int | None, fills: list[FilledIn], copy_of: str | None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What a call begins with, and what it has to be given with besides."""
    if template_id is not None and copy_of is not None:
        raise Invalid(
            {"template_id": worded("does not go together with copy_of; choose one")}, next=("create_open_call",)
        )
    if fills and template_id is None:
        raise Invalid(
            {"fills": worded("are values for the blanks of a template; give template_id")}, next=("create_open_call",)
        )
    if template_id is not None:
        return _from_template(call, template_id, {fill["name"]: fill["value"] for fill in fills}), ()
    if copy_of is not None:
        fields = fields_of(own_call(call, copy_of))
        return {name: value for name, value in fields.items() if name not in _NOT_COPIED}, ()
    return {}, _MUST


def _from_template(call: Call, template_id: int, values: Mapping[str, str]) -> dict[str, Any]:
    template = templates.find(call.tx, call.caller.company_id or 0, template_id)
    if template is None:
        raise invalid(
            {
                "template_id": worded(
                    "your company has no template {template_id} for open calls", template_id=template_id
                )
            },
            call.tool,
        )
    body, faults = filled(json.loads(template["body"]), json.loads(template["fills"]), values)
    if faults:
        raise invalid({f"fills.{name}": fault for name, fault in faults.items()}, call.tool)
    fields, faults = from_json(body)
    if faults:
        raise invalid(faults, call.tool)
    templates.count_use(call.tx, template_id)
    return fields


def _must_of(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """What the kind of work asks for."""
    work = fields.get("work") or ("work_order" if fields.get("location") else "task")
    if work == "work_order":
        return ("types_of_work", "location", "schedule")
    if fields.get("deadline") is None and fields.get("deadline_hours") is None:
        return ("category_id", "deadline")
    return ("category_id",)


def _stored(call: Call, columns: Mapping[str, Any], template_id: int | None) -> Row:
    id = calls.add(
        call.tx,
        **columns,
        public_id=f"call_{call.new_uuid().replace('-', '')[:16]}",
        company_id=call.caller.company_id,
        creator_type=call.caller.kind,
        creator_id=call.caller.id,
        template_id=template_id,
        created_at=call.stamp,
        updated_at=call.stamp,
    )
    calls.set_skills(call.tx, id, json.loads(columns["requirements"]).get("skill_ids") or ())
    calls.keep_terms(call.tx, id, 1, material_of(columns), call.stamp)
    row = calls.load(call.tx, id)
    note(call, row, "draft", call.stamp)
    return row


def _cost(call: Call, row: Row) -> CostOfCall | None:
    if row["price_max"] is None:
        return None
    company = Owner("company", row["company_id"])
    currency = terms_of(call.tx, company.id)["currency"]
    per_seat = money.hold_per_seat(call, row)
    available = Money(call.books.purse(company, currency).available, currency)
    return {
        "hold_per_seat": money_shape(per_seat),
        "total_hold": money_shape(Money(per_seat.amount * row["seats"], currency)),
        "available": money_shape(available),
    }

"""Making schedules."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import schedules as store
from store.types import Owner, utc_text
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.params import Id
from tools.scheduling.availability import checks as fields
from tools.scheduling.availability.access import FIND_OWN, seen_schedule
from tools.scheduling.availability.calendars import calendar_to_write
from tools.scheduling.availability.shapes import ScheduleShape, SlotShape, schedule_shape, slot_shape
from tools.scheduling.availability.slots import next_slots
from tools.scheduling.params import (
    BenefitableId,
    BenefitableType,
    BillableId,
    BillableType,
    Description,
    Duration,
    End,
    FileIds,
    KalId,
    Label,
    Places,
    Price,
    PriceCurrency,
    PricePer,
    Private,
    RulesZone,
    SettingsInput,
    Skills,
    Slug,
    Start,
    TypeId,
)
from tools.scheduling.rules.settings import checked
from tools.scheduling.schedules.storing import Draft, check_most, insert_draft
from tools.text import plain

TOOLSET = "schedules"
WORK_HOURS = 2


class MadeSchedule(TypedDict):
    schedule: ScheduleShape
    next_slots: list[SlotShape]


@operation(
    access="write",
    actors=("any",),
    price="creation",
    find=(
        "let people book me Monday to Friday",
        "offer consultations at 60 an hour",
        "publish my working hours",
        "post shifts I need someone for",
        "open a calendar for appointments with slot length and price",
        "start selling my time",
        "run a weekly course with twelve seats",
        "set up office hours",
        "make myself bookable on weekday mornings",
        "I want customers to reserve time with me",
        "set weekly hours and a price so people can book",
        "advertise that I look for someone to take shifts",
    ),
)
def create_schedule(
    call: Call,
    label: Label,
    private: Private,
    settings: SettingsInput,
    type_id: TypeId = 1,
    kal_id: Annotated[KalId, Field(description="Default: your default calendar.")] | None = None,
    duration: Duration = 60,
    timezone: RulesZone | None = None,
    start: Start | None = None,
    end: End | None = None,
    msp: Places = 1,
    price: Price | None = None,
    price_per: PricePer | None = None,
    currency: Annotated[PriceCurrency, Field(description="Required with a price.")] | None = None,
    skills: Skills | None = None,
    description: Description | None = None,
    slug: Slug | None = None,
    parent_id: Annotated[Id, Field(description="Own schedule to take rules from; settings.inherit keeps following it.")]
    | None = None,
    benefitable_id: BenefitableId | None = None,
    benefitable_type: BenefitableType | None = None,
    billable_id: BillableId | None = None,
    billable_type: BillableType | None = None,
    files: FileIds | None = None,
) -> MadeSchedule:
    """Publish when someone can be booked or hired: weekly hours, exceptions, slot length, price, places and skills.

    Type 1 offers appointments: others book slots and pay you. Type 2 states working hours. Type 3 looks for people:
    they take shifts and you pay them. settings.rules holds the weekly hours, such as {days:[1,2,3,4,5], start:'09:00',
    end:'17:00'} with 0 = Sunday. preview_schedule tries it out first; update_schedule changes it; add_schedule_event
    adds single sessions. Charged once, for the schedule made."""
    if price is not None and currency is None:
        raise Invalid({"currency": "is required with a price"})
    check_most(call, call.caller.owner)
    calendar = calendar_to_write(call, kal_id)
    fields.check_range(start, end)
    stored = _with_parents_rules(call, settings, parent_id, start is not None)
    draft = Draft(
        {
            "kal_id": calendar["id"],
            "owner_type": call.caller.owner.kind,
            "owner_id": call.caller.id,
            "parent_id": parent_id,
            "type_id": type_id,
            "label": plain(label),
            "slug": slug,
            "description": fields.cleaned_text(description),
            "private": int(private),
            "start_at": utc_text(start) if start else None,
            "end_at": utc_text(end) if end else None,
            "timezone": timezone or calendar["timezone"],
            "duration": duration,
            "msp": msp,
            "price_per": price_per or ("hour" if type_id == WORK_HOURS else "slot"),
            "currency": currency or call.caller.currency or "EUR",
            **fields.check_parties(call, (benefitable_type, benefitable_id), (billable_type, billable_id)),
        },
        list(skills or []),
        fields.check_files(call, files or []),
        stored,
    )
    draft.columns["price"] = fields.stored_price(price, draft.columns["currency"])
    return made_schedule(call, insert_draft(call, draft))


def made_schedule(call: Call, schedule_id: int) -> MadeSchedule:
    access = seen_schedule(call, store.find_schedule(call.tx, schedule_id), schedule_id)
    slots = next_slots(call.tx, access.schedule, call.now, call.now, 5)
    return {
        "schedule": schedule_shape(call, access),
        "next_slots": [slot_shape(access.schedule, slot) for slot in slots],
    }


def _with_parents_rules(call: Call, given: dict[str, Any], parent_id: int | None, has_start: bool) -> str:
    """Settings as they are stored; a copy of the parent's rules where none are given and it is not followed."""
    stored = checked(given, has_start=has_start)
    settings = json.loads(stored)
    if parent_id is None:
        if settings.get("inherit"):
            raise Invalid({"settings.inherit": "needs parent_id, the schedule whose rules are followed"})
        return stored
    parent = store.find_schedule(call.tx, parent_id)
    if parent is None or Owner(parent["owner_type"], parent["owner_id"]) != call.caller.owner:
        raise NotFound("schedule", parent_id, next=FIND_OWN)
    if settings.get("inherit") or settings.get("rules") or settings.get("exceptions"):
        return stored
    of_parent = json.loads(parent["settings"])
    copied = {name: of_parent[name] for name in ("rules", "exceptions") if of_parent.get(name)}
    return checked({**settings, **copied}, has_start=has_start)

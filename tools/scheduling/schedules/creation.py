"""Making schedules."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import schedules
from tools.call import Call
from tools.operation import operation
from tools.params import Id
from tools.scheduling import params
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.availability.shapes import ScheduleShape, SlotShape, schedule_shape, slot_shape
from tools.scheduling.availability.slots import next_slots
from tools.scheduling.clock import zone_of_new_schedule
from tools.scheduling.schedules.new_schedule import MINUTES, PLACES, new_draft
from tools.scheduling.schedules.storing import insert_draft

TOOLSET = "schedules"


class MadeSchedule(TypedDict):
    schedule: ScheduleShape
    next_slots: list[SlotShape]


@operation(
    access="write",
    actors=("any",),
    price="creation",
    zone=zone_of_new_schedule,
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
    label: params.Label,
    private: params.Private,
    settings: params.SettingsInput,
    type_id: params.TypeId = 1,
    kal_id: Annotated[params.KalId, Field(description="Default: your default calendar.")] | None = None,
    duration: params.Duration = MINUTES,
    timezone: params.RulesZone | None = None,
    start: params.Start | None = None,
    end: params.End | None = None,
    msp: params.Places = PLACES,
    price: params.Price | None = None,
    price_per: params.PricePer | None = None,
    currency: Annotated[params.PriceCurrency, Field(description="Required with a price.")] | None = None,
    skills: params.Skills | None = None,
    description: params.Description | None = None,
    slug: params.Slug | None = None,
    parent_id: Annotated[Id, Field(description="Own schedule to take rules from; settings.inherit keeps following it.")]
    | None = None,
    benefitable_id: params.BenefitableId | None = None,
    benefitable_type: params.BenefitableType | None = None,
    billable_id: params.BillableId | None = None,
    billable_type: params.BillableType | None = None,
    files: params.FileIds | None = None,
) -> MadeSchedule:
    """Publish when someone can be booked or hired: weekly hours, exceptions, slot length, price, places and skills.

    Type 1 offers appointments: others book slots and pay you. Type 2 states working hours. Type 3 looks for people:
    they take shifts and you pay them. settings.rules holds the weekly hours, such as {days:[1,2,3,4,5], start:'09:00',
    end:'17:00'} with 0 = Sunday. preview_schedule tries it out first; update_schedule changes it; add_schedule_event
    adds single sessions. Agents who only want hours in short words: create_agent_schedule. Charged once, for the
    schedule made."""
    schedule_id = insert_draft(call, new_draft(call, call.given))
    access = seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    slots = next_slots(call.tx, access.schedule, call.now, call.now, 5)
    return {
        "schedule": schedule_shape(call, access),
        "next_slots": [slot_shape(access.schedule, slot) for slot in slots],
    }

"""What an open call is given with: the parameter types that making, changing and templates share."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Deadline, Id, Moment, Number, NumberOrCode, OneLine, PositiveAmount
from tools.tasks.params import Attributes
from tools.work_orders.params import Country, LocationIn, QualificationIn, ScheduleIn, TypesOfWork

CallRef = Annotated[NumberOrCode, Field(description="The open call: its number or public id (call_...).")]
Work = Annotated[Literal["task", "work_order"], Field(description="Default work_order with a location, else task.")]
Title = Annotated[OneLine, Field(min_length=1, max_length=255, description="What it is, in one line.")]
Description = Annotated[str, Field(min_length=1, max_length=10_000, description="What is to be done.")]
StartInstructions = Annotated[
    str, Field(min_length=1, max_length=10_000, description="Shown only to those who were accepted.")
]
Seats = Annotated[int, Field(ge=1, le=500, description="How many people. Default 1.")]
PriceMin = Annotated[PositiveAmount, Field(description="Of a range: the lowest price a seat.")]
PriceMax = Annotated[PositiveAmount, Field(description="The highest price a seat; without price_min the fixed price.")]
CounterPrice = Annotated[
    bool, Field(description="Applicants may ask more than price_max. Default true for a range, else false.")
]
EstimatedHours = Annotated[PositiveAmount, Field(le=400, description="Hours of work of one seat, as text.")]
DeadlineHours = Annotated[
    int, Field(ge=1, le=8760, description="Instead of deadline: hours from acceptance to the finished work.")
]
WorkDeadline = Annotated[Deadline, Field(description="Of the finished work. A task needs it or deadline_hours.")]
ApplyUntil = Annotated[
    Deadline, Field(description="Until when people apply. Default 14 days after publishing, at most 180 days ahead.")
]
SlaHours = Annotated[
    int, Field(ge=1, le=720, description="It expires when nobody was accepted so many hours after publishing.")
]
MostApplications = Annotated[int, Field(ge=1, le=5000, description="Default 200.")]
Visibility = Annotated[Literal["public", "team"], Field(description="team: the company's freelancers only.")]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$", description="Short name, unique in the list.")]


class LabelledIn(TypedDict):
    key: Key
    label: Annotated[OneLine, Field(min_length=1, max_length=200)]


class QuestionIn(TypedDict):
    key: Key
    label: Annotated[OneLine, Field(min_length=1, max_length=500)]
    required: NotRequired[Annotated[bool, Field(description="Default true.")]]


Questions = Annotated[list[QuestionIn], Field(max_length=20, description="What applicants answer.")]


class DoneIn(TypedDict):
    key: Key
    text: Annotated[str, Field(min_length=1, max_length=500)]
    evidence: Literal["photo", "gps", "link", "file", "text"]
    required: NotRequired[Annotated[bool, Field(description="Default true.")]]
    count: NotRequired[Annotated[int, Field(ge=1, le=20, description="Pieces of it. Default 1.")]]
    within_m: NotRequired[
        Annotated[int, Field(ge=10, le=5000, description="gps and photo: metres from the place. Default 200.")]
    ]


Done = Annotated[list[DoneIn], Field(max_length=20, description="What proves the result, item by item.")]


class RequirementsIn(TypedDict):
    skill_ids: NotRequired[Annotated[list[Id], Field(max_length=20, description="Skills by number.")]]
    languages: NotRequired[
        Annotated[
            list[Annotated[str, Field(min_length=2, max_length=3)]], Field(max_length=10, description="Codes: en, de.")
        ]
    ]
    countries: NotRequired[Annotated[list[Country], Field(max_length=60)]]
    min_review_score: NotRequired[Annotated[Number, Field(ge=1, le=5)]]
    verified: NotRequired[bool]
    max_distance_km: NotRequired[PositiveAmount]
    required_links: NotRequired[Annotated[list[LabelledIn], Field(max_length=10)]]
    qualifications: NotRequired[Annotated[list[QualificationIn], Field(max_length=30)]]


Requirements = Annotated[RequirementsIn, Field(description="What applicants have to have.")]


Place = Annotated[LocationIn, Field(description="Where it takes place, as in create_work_order.")]
Window = Annotated[ScheduleIn, Field(description="When, as in create_work_order. A work order needs it.")]


class Fields(TypedDict):
    """The fields of create_open_call."""

    work: NotRequired[Work]
    title: NotRequired[Title]
    description: NotRequired[Description]
    category_id: NotRequired[Id]
    attributes: NotRequired[Attributes]
    types_of_work: NotRequired[TypesOfWork]
    location: NotRequired[Place]
    schedule: NotRequired[Window]
    seats: NotRequired[Seats]
    price_min: NotRequired[PriceMin]
    price_max: NotRequired[PriceMax]
    counter_price: NotRequired[CounterPrice]
    estimated_hours: NotRequired[EstimatedHours]
    requirements: NotRequired[Requirements]
    done: NotRequired[Done]
    start_instructions: NotRequired[StartInstructions]
    deadline: NotRequired[Moment]
    deadline_hours: NotRequired[DeadlineHours]
    apply_until: NotRequired[Moment]
    sla_hours: NotRequired[SlaHours]
    max_applications: NotRequired[MostApplications]
    visibility: NotRequired[Visibility]
    questions: NotRequired[Questions]


BlankName = Annotated[OneLine, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$", description="As in {{name}}.")]


class FillIn(TypedDict):
    name: BlankName
    label: Annotated[OneLine, Field(min_length=1, max_length=200)]
    kind: Literal["text", "number", "date", "choice"]
    required: NotRequired[Annotated[bool, Field(description="Default true.")]]
    options: NotRequired[Annotated[list[Annotated[OneLine, Field(min_length=1, max_length=200)]], Field(max_length=50)]]
    max_length: NotRequired[Annotated[int, Field(ge=1, le=5000, description="Default 500.")]]


class FilledIn(TypedDict):
    name: Annotated[OneLine, Field(min_length=1, max_length=40)]
    value: Annotated[str, Field(max_length=5000)]

"""Parameters and answers of positions in requests for people."""

from __future__ import annotations

import json
from typing import Annotated, Literal, NotRequired

from pydantic import BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from tools.params import Amount, Currency, Id, LongText, Moment, NumberOrCode, OneLine
from tools.shapes import Theirs


def _remote(value: object) -> object:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _percent(value: object) -> object:
    digits = value.strip().removesuffix("%").rstrip() if isinstance(value, str) else ""
    return int(digits) if digits.isascii() and digits.isdigit() else value


InquiryRef = Annotated[NumberOrCode, Field(description="The inquiry: its number or inq_... id, from list_inquiries.")]
# Text as in InquiryRef, so that what was answered can be passed on as it is.
InquiryNumber = Annotated[str, Field(description="Number of the inquiry, for inquiry_id.")]
PositionId = Annotated[Id, Field(description="The position, from list_inquiry_positions.")]
PositionTitle = Annotated[OneLine, Field(min_length=1, max_length=255, description="Role wanted.")]
Kind = Annotated[Literal["external", "internal"], Field(description="From outside or from the own staff.")]
Experience = Annotated[str, Field(max_length=100, description="Usually Junior, Intermediate, Senior or Expert.")]
Remote = Annotated[
    Literal["yes", "no", "hybrid"],
    BeforeValidator(_remote),
    WithJsonSchema({"type": "string", "enum": ["yes", "no", "hybrid"]}),
    Field(description="Remote work; default no."),
]
Budget = Annotated[Amount, Field(description='Budget of the position as decimal text, such as "12000.00".')]
Allocation = Annotated[
    int,
    BeforeValidator(_percent),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 100}),
    Field(ge=1, le=100, description="Percent of full time; default 100."),
]
Languages = Annotated[str, Field(max_length=500, description="Languages needed.")]
Location = Annotated[str, Field(max_length=255, description="Place of work.")]
Start = Annotated[Moment, Field(description="Start of the job, ISO 8601 with offset.")]
End = Annotated[Moment, Field(description="End of the job, later than its start, not in the past.")]
Description = Annotated[LongText, Field(description="What the role is; HTML is cleaned.")]
NewStage = Annotated[Literal["draft", "pending"], Field(description="draft to go on editing, pending to submit.")]


class Requirement(TypedDict):
    name: Annotated[OneLine, Field(min_length=1, max_length=255)]
    importance: Annotated[int, Field(ge=1, le=5)]


Requirements = Annotated[list[Requirement], Field(max_length=100, description="Skills wanted, importance 1 to 5.")]


class PositionInput(TypedDict):
    stage: NewStage
    title: PositionTitle
    type: Kind
    experience_level: NotRequired[Experience]
    is_remote_work: NotRequired[Remote]
    budget: Budget
    currency: NotRequired[Currency]
    allocation: NotRequired[Allocation]
    language_reqs: NotRequired[Languages]
    location: NotRequired[Location]
    job_start: Start
    job_end: End
    description: Description
    order_need_reqs: NotRequired[Requirements]


class PositionShape(TypedDict):
    id: int
    order_id: InquiryNumber
    title: Theirs
    stage: str
    type: str
    experience_level: NotRequired[str | None]
    is_remote_work: str
    location: NotRequired[str | None]
    budget: str
    currency: str
    allocation: int
    language_reqs: NotRequired[str | None]
    job_start: str
    job_end: str
    description: NotRequired[Theirs]
    order_need_reqs: NotRequired[list[Requirement]]
    contract_id: NotRequired[int | None]
    cancelled_at: NotRequired[str | None]


class PositionLine(TypedDict):
    id: int
    order_id: InquiryNumber
    title: str
    stage: str


class InquiryState(TypedDict):
    id: InquiryNumber
    stage: str
    job_start: NotRequired[str | None]
    job_end: NotRequired[str | None]


class AddedPosition(TypedDict):
    message: str
    position: PositionLine
    inquiry: InquiryState


class PositionList(TypedDict):
    positions: list[PositionShape]
    total: int
    next_cursor: NotRequired[str | None]


class ChangedPosition(TypedDict):
    position: PositionShape
    inquiry: InquiryState


class CancelledInquiryStage(TypedDict):
    id: InquiryNumber
    stage: str
    cancelled_at: str


class CancelledStage(TypedDict):
    id: int
    stage: str
    cancelled_at: str


class CancelledPosition(TypedDict):
    message: str
    position: CancelledStage
    inquiry: InquiryState


def position_shape(row: Row) -> PositionShape:
    """A position as it is answered."""
    return {
        "id": row["id"],
        "order_id": str(row["inquiry_id"]),
        "title": row["title"],
        "stage": row["stage"],
        "type": row["type"],
        "experience_level": row["experience_level"],
        "is_remote_work": row["is_remote_work"],
        "location": row["location"],
        "budget": Money(row["budget"], row["currency"]).text,
        "currency": row["currency"],
        "allocation": row["allocation"],
        "language_reqs": row["language_reqs"],
        "job_start": iso(row["job_start"]),
        "job_end": iso(row["job_end"]),
        "description": row["description"],
        "order_need_reqs": json.loads(row["order_need_reqs"]),
        "contract_id": row["contract_id"],
        "cancelled_at": iso(row["cancelled_at"]) if row["cancelled_at"] else None,
    }

"""Requests for people: putting them in, reading them, cancelling them. Positions: tools/staffing/positions.py."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.staffing import inquiries
from store.types import iso
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import LongText, OneLine
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.shapes import Theirs
from tools.staffing.access import inquiry_for, name_of_contract
from tools.staffing.checks import position_faults
from tools.staffing.notices import note_changed, tell_creator
from tools.staffing.rules.inquiries import check_cancelling, inquiry_stage
from tools.staffing.shapes import (
    CancelledInquiryStage,
    InquiryNumber,
    InquiryRef,
    PositionInput,
    PositionShape,
    position_shape,
)
from tools.staffing.transitions import recompute, store_position
from tools.text import html, plain, without_tags

TOOLSET = "inquiries"

Stage = Literal["draft", "pending", "search_in_progress", "contract_signed", "cancelled"]
Title = Annotated[OneLine, Field(min_length=1, max_length=255, description="What the request is about.")]


class Industry(TypedDict):
    name: Annotated[OneLine, Field(min_length=1, max_length=255, description="Line of business.")]


class CreatedPosition(TypedDict):
    id: int
    title: str
    stage: str


class CreatedInquiry(TypedDict):
    inquiry_id: str
    id: InquiryNumber
    status: str
    positions: list[CreatedPosition]


class InquiryShape(TypedDict):
    id: InquiryNumber
    public_id: str
    title: Theirs
    description: NotRequired[Theirs | None]
    industry: NotRequired[Industry]
    main_contact: NotRequired[str | None]
    stage: str
    status: str
    job_start: NotRequired[str | None]
    job_end: NotRequired[str | None]
    positions_count: int
    created_at: str
    updated_at: str
    cancelled_at: NotRequired[str | None]


class InquiryAnswer(TypedDict):
    inquiry: InquiryShape
    positions: list[PositionShape]


class InquiryLine(TypedDict):
    id: InquiryNumber
    public_id: str
    title: Theirs
    description: NotRequired[Theirs | None]
    industry: str
    stage: str
    job_start: NotRequired[str | None]
    job_end: NotRequired[str | None]
    created_at: str
    updated_at: str


class InquiryList(TypedDict):
    inquiries_total: int
    search_progress: int
    contracts_signed: int
    group_name: NotRequired[str | None]
    total: int
    orders: list[InquiryLine]
    next_cursor: NotRequired[str | None]


class CancelledInquiry(TypedDict):
    message: str
    inquiry: CancelledInquiryStage
    cancelled_positions: list[int]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    find=(
        "we need two backend developers from November",
        "ask for staff for our project",
        "submit a hiring need to the agency",
        "put in a staffing request",
        "request several people for a job at once",
        "open a vacancy with a budget and dates",
        "we are looking for consultants",
        "start a search for new team members",
        "draft a hiring request to finish later",
        "tell the recruiters what roles we want filled",
        "please find us three welders for six months",
        "order temporary staff",
    ),
)
def create_inquiry(
    call: Call,
    title: Title,
    industry: Annotated[Industry, Field(description="Line of business, as {name}.")],
    hires: Annotated[
        list[PositionInput], Field(min_length=1, max_length=100, description="The positions to be filled.")
    ],
    description: Annotated[LongText, Field(description="More about it; HTML is cleaned.")] | None = None,
    main_contact: Annotated[str, Field(max_length=255, description="Whom to talk to, free text.")] | None = None,
) -> CreatedInquiry:
    """Put in a request for people, with one or more positions to be filled.

    For staffing needs of the company (roles, budget, period), not for one remote task (create_task) or a field visit
    (create_work_order). A position with stage pending is submitted, with draft it waits for update_inquiry_position. All is
    stored together or not at all, for one creation charge. Next: get_inquiry, add_inquiry_position."""
    faults = {
        f"hires[{n}].{field}": text for n, hire in enumerate(hires) for field, text in position_faults(call, hire)
    }
    if faults:
        raise Invalid(faults, next=("create_inquiry",))
    stage = inquiry_stage([hire["stage"] for hire in hires])
    public_id = f"inq_{call.new_uuid().replace('-', '')[:16]}"
    id = inquiries.insert_inquiry(
        call.tx,
        public_id=public_id,
        company_id=call.caller.company_id,
        created_by_type=call.caller.kind,
        created_by_id=call.caller.id,
        title=plain(title),
        description=html(description) if description else None,
        industry=plain(industry["name"]),
        main_contact=plain(main_contact) if main_contact else None,
        stage=stage,
        created_at=call.stamp,
        updated_at=call.stamp,
    )
    positions = [store_position(call, id, hire) for hire in hires]
    recompute(call, id)
    note_changed(call, id, stage)
    created = [CreatedPosition(id=row["id"], title=row["title"], stage=row["stage"]) for row in positions]
    return {"inquiry_id": public_id, "id": str(id), "status": stage, "positions": created}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "what staff have we asked for",
        "status of my hiring requests",
        "how many searches are running",
        "all our open staffing requests",
        "which vacancies did I submit",
        "overview of requests for people",
        "list drafts of hiring needs",
        "how many of our requests are filled",
        "show all staffing requests",
        "our open requests for workers",
        "which requests for people did we send",
        "how far are our hiring requests",
    ),
)
def list_inquiries(
    call: Call, page: Page, stage: Annotated[Stage, Field(description="Only this stage.")] | None = None
) -> InquiryList:
    """List the caller's own requests for people, newest first, with counts over the whole company.

    orders holds what the caller created, cancelled ones included. For the roles inside one request: list_inquiry_positions."""
    caller = call.caller
    params = {"company": caller.company_id, "kind": caller.kind, "creator": caller.id, "stage": stage}
    rows, cursor, total = page.rows(call.tx, inquiries.INQUIRIES, params, inquiries.INQUIRIES_ORDER)
    counts = inquiries.count_by_stage(call.tx, call.caller.company_id or 0)
    orders: list[InquiryLine] = [
        {
            "id": str(row["id"]),
            "public_id": row["public_id"],
            "title": row["title"],
            "description": without_tags(row["description"]) if row["description"] else None,
            "industry": row["industry"],
            "stage": row["stage"],
            "job_start": iso(row["job_start"]) if row["job_start"] else None,
            "job_end": iso(row["job_end"]) if row["job_end"] else None,
            "created_at": iso(row["created_at"]),
            "updated_at": iso(row["updated_at"]),
        }
        for row in rows
    ]
    return {
        "inquiries_total": sum(counts.values()),
        "search_progress": counts.get("search_in_progress", 0),
        "contracts_signed": counts.get("contract_signed", 0),
        "group_name": f"@{call.caller.email.rsplit('@', 1)[-1]}" if call.caller.email else None,
        "total": total,
        "orders": orders,
        "next_cursor": cursor,
    }


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "open the staffing request inq_abc123",
        "everything about one hiring need",
        "who is the contact of our request 16",
        "details of a request for people",
        "show one staffing request with its roles",
        "which stage is our search in",
        "read the hiring request again",
        "what period does that staffing request cover",
        "what happened to our request for staff",
        "read one request with all its hires",
        "show the staffing request and who handles it",
        "progress of one hiring request",
    ),
)
def get_inquiry(call: Call, inquiry_id: InquiryRef) -> InquiryAnswer:
    """Show one request for people with contact, stage and all its positions.

    Own requests; a company's admin sees all of the company. Next: add_inquiry_position, update_inquiry_position,
    cancel_inquiry_position or cancel_inquiry."""
    row = inquiry_for(call, inquiry_id)
    positions = inquiries.positions_of(call.tx, row["id"])
    return {
        "inquiry": {
            "id": str(row["id"]),
            "public_id": row["public_id"],
            "title": row["title"],
            "description": row["description"],
            "industry": {"name": row["industry"]},
            "main_contact": row["main_contact"],
            "stage": row["stage"],
            "status": row["stage"],
            "job_start": iso(row["job_start"]) if row["job_start"] else None,
            "job_end": iso(row["job_end"]) if row["job_end"] else None,
            "positions_count": len(positions),
            "created_at": iso(row["created_at"]),
            "updated_at": iso(row["updated_at"]),
            "cancelled_at": iso(row["cancelled_at"]) if row["cancelled_at"] else None,
        },
        "positions": [position_shape(position) for position in positions],
    }


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "we no longer need those people",
        "drop the whole hiring request",
        "withdraw what we asked the agency for",
        "call off the staffing search",
        "cancel our request for developers entirely",
        "the project is dead, stop all hiring for it",
        "take back a request with all its roles",
        "end the search for staff",
        "stop looking for all of these people",
        "the whole staffing request is off",
        "tell the agency we don't need anybody",
        "abandon our request for workers",
    ),
)
def cancel_inquiry(
    call: Call,
    inquiry_id: InquiryRef,
    reason: Annotated[str, Field(max_length=1000, description="Why; kept with it.")] | None = None,
) -> CancelledInquiry:
    """Call off a whole request for people, with all its positions, for good.

    From draft, pending and search_in_progress. For one role only use cancel_inquiry_position. Nothing is refunded."""
    row = inquiry_for(call, inquiry_id)
    positions = inquiries.positions_of(call.tx, row["id"])
    filled = [
        (one["id"], one["contract_id"], name_of_contract(call, one))
        for one in positions
        if one["stage"] == "contract_signed"
    ]
    check_cancelling(row["stage"], filled)
    open_ones = sum(one["stage"] != "cancelled" for one in positions)
    call.confirm(
        worded("Cancel inquiry {id} with its {open_ones} open positions, for good", id=row["id"], open_ones=open_ones),
        record=f"inquiry:{row['id']}",
        details=(worded("Its title: {title}", title=quoted(row["title"])),),
    )
    why = plain(reason) if reason else None
    cancelled = inquiries.cancel_positions(call.tx, row["id"], why, call.stamp)
    inquiries.cancel_inquiry(call.tx, row["id"], why, call.stamp)
    tell_creator(call, row, say("Somebody of your company has cancelled {inquiry}."))
    note_changed(call, row["id"], "cancelled")
    return {
        "message": f"Inquiry {row['id']} is cancelled.",
        "inquiry": {"id": str(row["id"]), "stage": "cancelled", "cancelled_at": iso(call.now)},
        "cancelled_positions": cancelled,
    }

"""Positions of a request for people."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from store.database import Row
from store.staffing import inquiries
from store.types import DECIMALS, Money, iso, utc_text, utc_time
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import CLEARED, Clearable, Currency
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded
from tools.staffing.access import inquiry_for, name_of_contract, position_of
from tools.staffing.checks import position_faults
from tools.staffing.notices import note_changed, tell_creator
from tools.staffing.rules.inquiries import (
    check_adding,
    check_cancelling_position,
    check_changing_position,
    service_fault,
)
from tools.staffing.shapes import (
    AddedPosition,
    Allocation,
    Budget,
    CancelledPosition,
    ChangedPosition,
    Description,
    End,
    Experience,
    InquiryRef,
    Kind,
    Languages,
    Location,
    NewStage,
    PositionId,
    PositionInput,
    PositionLine,
    PositionList,
    PositionTitle,
    Remote,
    Requirements,
    Start,
    position_shape,
)
from tools.staffing.transitions import recompute, store_position
from tools.text import html, plain

TOOLSET = "inquiries"


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which roles does request 16 contain",
        "jobs within our staffing order",
        "what exactly did we ask for and when does it start",
        "positions of one hiring request",
        "vacancies inside a request for people",
        "which roles are already filled",
        "budget of each position we asked for",
        "show the openings of this inquiry",
        "every opening of one request",
        "how many people of which sort did we ask for",
        "show the hires of a staffing request",
        "list its positions with budget",
    ),
)
def list_inquiry_positions(call: Call, page: Page, inquiry_id: InquiryRef) -> PositionList:
    """List the positions of one request for people, in the order they were added, cancelled ones included.

    For the requests themselves: list_inquiries. Next: update_inquiry_position or cancel_inquiry_position."""
    inquiry = inquiry_for(call, inquiry_id)
    rows, cursor, total = page.rows(call.tx, inquiries.POSITIONS, {"inquiry": inquiry["id"]}, inquiries.POSITIONS_ORDER)
    return {"positions": [position_shape(row) for row in rows], "total": total, "next_cursor": cursor}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    find=(
        "we also need a tester on that request",
        "one more role for our hiring need",
        "extend the staffing order by a designer",
        "add a vacancy to an existing request",
        "put another opening into the inquiry",
        "additional headcount for the same project",
        "include a project manager in our request for staff",
        "new position under request 16",
        "we want a second nurse in the same request",
        "add another hire to what we already asked for",
        "the request needs one extra person",
        "append a role to the staffing request",
    ),
)
def add_inquiry_position(
    call: Call,
    inquiry_id: InquiryRef,
    stage: NewStage,
    title: PositionTitle,
    type: Kind,
    budget: Budget,
    job_start: Start,
    job_end: End,
    description: Description,
    experience_level: Experience | None = None,
    is_remote_work: Remote = "no",
    currency: Currency | None = None,
    allocation: Allocation = 100,
    language_reqs: Languages | None = None,
    location: Location | None = None,
    order_need_reqs: Requirements | None = None,
) -> AddedPosition:
    """Add one more position to an existing request for people.

    Not to a cancelled request; at most 100 positions. The request's stage and dates are worked out anew. Next:
    update_inquiry_position submits a draft."""
    inquiry = inquiry_for(call, inquiry_id)
    given: dict[str, Any] = {
        "stage": stage,
        "title": title,
        "type": type,
        "budget": budget,
        "job_start": job_start,
        "job_end": job_end,
        "description": description,
        "experience_level": experience_level,
        "is_remote_work": is_remote_work,
        "currency": currency,
        "allocation": allocation,
        "language_reqs": language_reqs,
        "location": location,
        "order_need_reqs": order_need_reqs,
    }
    hire: PositionInput = {name: value for name, value in given.items() if value is not None}  # type: ignore[assignment]
    count = len(inquiries.positions_of(call.tx, inquiry["id"]))
    check_adding(inquiry["stage"], count)
    if faults := dict(position_faults(call, hire)):
        raise Invalid(faults, next=("add_inquiry_position",))
    row = store_position(call, inquiry["id"], hire)
    line = PositionLine(id=row["id"], order_id=str(inquiry["id"]), title=row["title"], stage=row["stage"])
    state = recompute(call, inquiry["id"])
    tell_creator(call, inquiry, say("{position} was added to {inquiry}."), row)
    note_changed(call, inquiry["id"], state["stage"])
    return {"message": f"Position {row['id']} is added to inquiry {inquiry['id']}.", "position": line, "inquiry": state}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "submit the drafted role",
        "raise the budget of the developer job",
        "mark that candidates are being looked for",
        "change the dates of a position we asked for",
        "edit a vacancy in our request",
        "the role should be remote after all",
        "correct the job description of an opening",
        "move a role from draft to submitted",
        "change one hire in our request",
        "the nurse should begin later and cost more",
        "edit a role we asked for",
        "hand a draft opening in",
    ),
)
def update_inquiry_position(
    call: Call,
    inquiry_id: InquiryRef,
    position_id: PositionId,
    stage: Annotated[Literal["draft", "pending", "search_in_progress"], Field(description="Where it moves.")]
    | None = None,
    title: PositionTitle | None = None,
    type: Kind | None = None,
    experience_level: Clearable[Experience] | None = None,
    is_remote_work: Remote | None = None,
    budget: Budget | None = None,
    currency: Currency | None = None,
    allocation: Allocation | None = None,
    language_reqs: Clearable[Languages] | None = None,
    location: Clearable[Location] | None = None,
    job_start: Start | None = None,
    job_end: End | None = None,
    description: Description | None = None,
    order_need_reqs: Clearable[Requirements] | None = None,
) -> ChangedPosition:
    """Change a position of a request, or move it on: draft to pending (submitted) to search_in_progress.

    What is left out stays. Filled and cancelled positions cannot be changed. Next: get_inquiry."""
    inquiry = inquiry_for(call, inquiry_id)
    position = position_of(call, inquiry, position_id)
    check_changing_position(inquiry["stage"], position["stage"], stage)
    given: dict[str, Any] = {
        "stage": stage,
        "title": plain(title) if title else None,
        "type": type,
        "experience_level": experience_level,
        "is_remote_work": is_remote_work,
        "allocation": allocation,
        "language_reqs": language_reqs,
        "location": location,
        "job_start": utc_text(job_start) if job_start else None,
        "job_end": utc_text(job_end) if job_end else None,
        "description": html(description) if description else None,
        "order_need_reqs": json.dumps(order_need_reqs or []) if order_need_reqs is not None else None,
    }
    changes = {name: None if value is CLEARED else value for name, value in given.items() if value is not None}
    changes |= _budget_change(position, budget, currency)
    start, end = job_start or utc_time(position["job_start"]), job_end or utc_time(position["job_end"])
    if (job_start or job_end) and (fault := service_fault(start, end, call.now)):
        raise Invalid(dict([fault]), next=("update_inquiry_position",))
    inquiries.change_position(call.tx, position["id"], call.stamp, **changes)
    changed = position_of(call, inquiry, position_id)
    state = recompute(call, inquiry["id"])
    if changed["stage"] != position["stage"]:
        moved = say("{position} is {stage} now in {inquiry}.", stage=Sentence(changed["stage"]))
        tell_creator(call, inquiry, moved, changed)
    note_changed(call, inquiry["id"], state["stage"])
    return {"position": position_shape(changed), "inquiry": state}


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "we do not need the designer any more",
        "take one role off our request",
        "stop looking for the second tester",
        "cancel a single vacancy",
        "remove one opening but keep the rest of the request",
        "that position is not needed",
        "close one role of our staffing order",
        "call off the search for one person",
        "one hire of the request is not wanted any more",
        "drop just the assistant from what we asked for",
        "cut one person out of the staffing request",
        "we found a tester ourselves, strike that opening",
    ),
)
def cancel_inquiry_position(
    call: Call,
    inquiry_id: InquiryRef,
    position_id: PositionId,
    reason: Annotated[str, Field(max_length=1000, description="Why; kept with it.")] | None = None,
) -> CancelledPosition:
    """Call off one position of a request for people; the others go on.

    From draft, pending and search_in_progress, for good. The whole request: cancel_inquiry."""
    inquiry = inquiry_for(call, inquiry_id)
    position = position_of(call, inquiry, position_id)
    check_cancelling_position(position["stage"], position["contract_id"], name_of_contract(call, position))
    call.confirm(
        worded("Cancel position {id} of inquiry {inquiry_id}, for good", id=position["id"], inquiry_id=inquiry["id"]),
        record=f"inquiry_position:{position['id']}",
        details=(worded("Its title: {title}", title=quoted(position["title"])),),
    )
    inquiries.cancel_position(call.tx, position["id"], plain(reason) if reason else None, call.stamp)
    state = recompute(call, inquiry["id"])
    tell_creator(call, inquiry, say("{position} is cancelled in {inquiry}."), position)
    note_changed(call, inquiry["id"], state["stage"])
    return {
        "message": f"Position {position['id']} is cancelled.",
        "position": {"id": position["id"], "stage": "cancelled", "cancelled_at": iso(call.now)},
        "inquiry": state,
    }


def _budget_change(position: Row, budget: Decimal | None, currency: str | None) -> dict[str, Any]:
    """New budget columns; a currency without a budget keeps the number."""
    if budget is None and currency is None:
        return {}
    unit = currency or position["currency"]
    number = budget if budget is not None else Money(position["budget"], position["currency"]).decimal
    try:
        return {"budget": Money.of(number, unit).amount, "currency": unit}
    except ValueError:
        raise Invalid(
            {"budget": worded("{unit} has at most {decimals} decimals", unit=unit, decimals=DECIMALS[unit])},
            next=("get_inquiry",),
        ) from None

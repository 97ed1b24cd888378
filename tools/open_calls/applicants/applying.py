"""Applying for an open call, or drafting that for somebody of one's company."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.open_calls import applications, applying
from tools.call import Call
from tools.errors import Invalid
from tools.open_calls.applicants.checks import (
    AnswerIn,
    Given,
    LinkIn,
    call_for,
    check_open,
    check_room,
    check_seen,
    checked_columns,
)
from tools.open_calls.applicants.notices import new_since_mailed, note_application, tell_company_of_applicant
from tools.open_calls.applicants.person import person_meant
from tools.open_calls.notices import named, person_name, tell_person
from tools.open_calls.params import CallRef
from tools.open_calls.rules.applying import SENT
from tools.open_calls.shapes import ApplicationShape, application_shape
from tools.operation import operation
from tools.params import Day, Id, PositiveAmount
from tools.questions import quoted
from tools.rules.sentences import say, worded

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True


class PositionShape(TypedDict):
    """applications: how many count for the call, this one among them once it is sent."""

    applications: int
    seats_left: int


class Applied(TypedDict):
    application: ApplicationShape
    position: PositionShape


@operation(
    access="write",
    actors=("worker", "agent"),
    price="free",
    find=(
        "I want to do that job, for 75",
        "apply for the bounty with my portfolio",
        "send the application my assistant prepared",
        "bid on an open call",
        "put my name down for the posted work",
        "apply for an open call on behalf of our technician",
        "ask a higher price for the bounty",
        "send my application again for the changed terms",
        "draft an application that the person sends",
        "answer the questions of the open call and apply",
        "I am interested in the bounty, here is my letter",
    ),
)
def apply_to_open_call(
    call: Call,
    open_call_id: CallRef,
    person_id: Annotated[Id, Field(description="Agents, needed: somebody of the company, who then sends it.")]
    | None = None,
    letter: Annotated[str, Field(min_length=1, max_length=4000, description="To the company.")] | None = None,
    price: Annotated[PositiveAmount, Field(description="For one seat; needed where the call has a range.")]
    | None = None,
    hours: Annotated[PositiveAmount, Field(le=1000, description="Your own estimate of the hours.")] | None = None,
    links: Annotated[list[LinkIn], Field(max_length=10, description="Required ones, and others.")] | None = None,
    answers: Annotated[list[AnswerIn], Field(max_length=20, description="To the questions of the call.")] | None = None,
    available_from: Annotated[Day, Field(description="First day you can work.")] | None = None,
    seen_version: Annotated[int, Field(ge=1, description="Refused when the terms changed since this version.")]
    | None = None,
) -> Applied:
    """Apply for an open call with a letter, a price, links and answers; send what an agent had drafted.

    Every requirement has to be met; what the profile does not say counts as not met. One live application a person and call:
    applying again changes it, and what is left out stays as it was. An agent's draft is told to the person, and the company
    sees nothing of it until they send it with this operation. Next: withdraw_application takes it back."""
    person = person_meant(call, person_id)
    if person is None:
        raise Invalid(
            {"person_id": worded("is needed: somebody of your company, whom you apply for")}, next=("list_users",)
        )
    row = call_for(call, open_call_id, person)
    before = applying.live_of(call.tx, row["id"], person)
    check_open(call, row, person, before)
    check_seen(call, row, seen_version)
    columns = checked_columns(call, row, person, before, Given(letter, price, hours, links, answers, available_from))
    check_room(call, row, person, before)
    id = _keep(call, row, person, before, columns)
    application = applying.load(call.tx, id)
    note_application(call, application, "made")
    _tell(call, row, application, before)
    return {
        "application": application_shape(call, application),
        "position": {
            "applications": applying.counted(call.tx, row["id"]),
            "seats_left": row["seats"] - row["seats_taken"],
        },
    }


def _keep(call: Call, row: Row, person: int, before: Row | None, columns: dict[str, Any]) -> int:
    """Write the application; its number."""
    by_person = call.caller.kind == "person"
    sent = before is not None and before["status"] in SENT
    stand = {
        **columns,
        "seen_version": row["version"],
        "send_again_by": None,
        "status": before["status"] if before is not None and sent else "pending" if by_person else "unsent",
        "sent_at": before["sent_at"] if before is not None and sent else call.stamp if by_person else None,
    }
    if not by_person:
        stand["drafted_by_agent_id"] = call.caller.id
    if before is not None:
        applications.change(call.tx, before["id"], **stand)
        return int(before["id"])
    return applying.add(
        call.tx,
        open_call_id=row["id"],
        company_id=row["company_id"],
        person_id=person,
        currency=row["currency"],
        created_at=call.stamp,
        **stand,
    )


def _tell(call: Call, row: Row, application: Row, before: Row | None) -> None:
    """Who hears of it: of a draft its person alone; of what is sent the company."""
    if application["status"] == "unsent":
        text = say("{agent} has prepared your application for {call}. It is sent only when you send it.")
        text = text.using(agent=quoted(call.caller.name), call=named(row))
        next = ("apply_to_open_call", "withdraw_application")
        tell_person(call, application["person_id"], row, "open_call_application", text, open_tools=next)
        return
    again = before is not None and before["status"] != "unsent"
    text = (
        say("{person} has changed their application for {call}.")
        if again
        else say("{person} has applied for {call}. New since you were mailed: {count}.")
    )
    text = text.using(person=quoted(person_name(application)), call=named(row), count=new_since_mailed(call, row))
    tell_company_of_applicant(call, row, text, application["letter"])

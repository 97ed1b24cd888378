"""Taking an application for an open call back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from store.database import Row
from store.open_calls import applications, applying, calls
from tools.call import Call
from tools.errors import NotFound
from tools.open_calls.applicants.checks import decided
from tools.open_calls.applicants.notices import note_application, tell_company_of_applicant
from tools.open_calls.clock import settle
from tools.open_calls.notices import named, person_name
from tools.open_calls.rules.applying import LIVE
from tools.open_calls.shapes import ApplicationShape, application_shape
from tools.operation import operation
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import say
from tools.text import plain

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True


@operation(
    access="write",
    actors=("worker", "agent"),
    price="free",
    find=(
        "I no longer want that job",
        "cancel my application",
        "remove my bid",
        "take back what I sent to the open call",
        "withdraw from the bounty before they decide",
        "drop the application draft I made for our technician",
        "I applied by mistake",
        "pull my application for the posting",
        "do not send the application my assistant prepared",
        "I am not available for that bounty any more",
    ),
)
def withdraw_application(
    call: Call,
    application_id: Annotated[Id, Field(description="The application, from list_applications.")],
    reason: Annotated[str, Field(min_length=1, max_length=500, description="Told to the company if it was sent.")]
    | None = None,
) -> ApplicationShape:
    """Take back an own application for an open call before it is decided.

    Unsent, pending and shortlisted ones; an agent only drafts it made itself. Applying again is possible while the call is
    open. Work that came of an accepted one is ended with decline_task or remove_work_order_provider."""
    row = settle(call, calls.load(call.tx, _own(call, application_id)["open_call_id"]))
    application = _own(call, application_id)
    if application["status"] not in LIVE:
        raise decided(application)
    applications.decide(
        call.tx,
        application["id"],
        "withdrawn",
        call.stamp,
        call.caller.owner,
        shortlist_rank=None,
        send_again_by=None,
    )
    note_application(call, applying.load(call.tx, application["id"]), "withdrawn")
    if application["sent_at"] is not None:
        text = say("{person} has taken back their application for {call}.")
        text = text.using(person=quoted(person_name(application)), call=named(row))
        tell_company_of_applicant(call, row, text, plain(reason) if reason else None)
    return application_shape(call, applying.load(call.tx, application["id"]))


def _own(call: Call, id: int) -> Row:
    """The caller's application, or the draft an agent made; the same NotFound for every other."""
    row = applications.find(call.tx, id)
    if row is not None and call.caller.kind == "person" and row["person_id"] == call.caller.id:
        return row
    drafted = row is not None and row["drafted_by_agent_id"] == call.caller.id and row["sent_at"] is None
    if row is None or call.caller.kind != "agent" or not drafted:
        raise NotFound("application", id, next=("list_applications",))
    return row

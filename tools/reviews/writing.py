"""Writing a review of the other side of paid work."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.reviews import reviews
from store.types import iso
from tools.call import Call
from tools.errors import Conflict, Invalid, WrongState
from tools.operation import operation
from tools.params import Id
from tools.reviews.access import own_work
from tools.reviews.params import WorkKind
from tools.reviews.rules.contacts import REMOVED, without_contacts
from tools.reviews.rules.sides import Side, faults
from tools.reviews.settling import by_itself, reveal
from tools.reviews.shapes import ReviewShape, review_shape
from tools.rules.ratings import SCALE
from tools.rules.sentences import begun, word, worded
from tools.text import plain

TOOLSET = "reviews"

Stars = Annotated[int, Field(ge=1, le=5)]


class WrittenReview(TypedDict):
    """revealed: the other side had written too, so both can be read now. due_at: until then it can be written anew."""

    review: ReviewShape
    due_at: str
    revealed: bool


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "five stars for the plumber",
        "rate the company I worked for",
        "leave feedback on yesterday's lesson",
        "write a review of the freelancer",
        "review the client after the job",
        "say how the contractor did",
        "give our technician four stars",
        "I want to complain in a review about the late payer",
        "post a rating for finished paid work",
        "rewrite my hidden review",
        "would we work with them again, say so in a review",
        "judge the specialist after the booking",
    ),
    example={"kind": "task", "engagement_id": 1, "overall": 5, "text": "Careful work, on time."},
)
def create_review(
    call: Call,
    kind: WorkKind,
    engagement_id: Annotated[Id, Field(description="The task, booking, work order or participant of a contract.")],
    overall: Annotated[int, Field(ge=1, le=5, description="1 worst, 5 best.")],
    quality: Annotated[Stars, Field(description="1 to 5, by the side that paid.")] | None = None,
    communication: Annotated[Stars, Field(description="1 to 5.")] | None = None,
    punctuality: Annotated[Stars, Field(description="1 to 5, by the side that paid.")] | None = None,
    payment: Annotated[Stars, Field(description="1 to 5, by the side that worked.")] | None = None,
    would_again: Annotated[bool, Field(description="Whether they would work together again.")] | None = None,
    text: Annotated[
        str, Field(max_length=2000, description="What others read; 20 signs or more with overall 1 or 2.")
    ] = "",
    operator_note: Annotated[str, Field(max_length=1000, description="For the operator alone.")] | None = None,
) -> WrittenReview:
    """Review the other side of finished, paid work; hidden until both sides have written or 14 days are over.

    Until then it can be written anew: the last one counts, and what is left out is emptied. When the second side writes,
    both are revealed at once, for good. Nothing is charged or paid. A company writes once, whoever of it does; an agent does
    not write over a colleague. Mail addresses, phone numbers and links are taken out of the text. list_pending_reviews shows
    what can be reviewed."""
    engagement, side = own_work(call, kind, engagement_id)
    _require_open(call, engagement, side)
    parts = {"quality": quality, "communication": communication, "punctuality": punctuality, "payment": payment}
    shown, cleaned = without_contacts(plain(text))
    if found := faults(side, overall, parts, shown.replace(REMOVED, "").strip()):
        raise Invalid(found, next=("list_pending_reviews",))
    _require_own_hand(call, engagement, side)
    if cleaned:
        call.warn(f"Ways to reach somebody were taken out of the text; {REMOVED} stands there.")
    columns = {
        **parts,
        "overall": overall * SCALE,
        "would_again": None if would_again is None else int(would_again),
        "text": shown,
        "operator_note": plain(operator_note or "") or None,
    }
    id = reviews.write(call.tx, engagement, side, call.caller.owner, call.stamp, **columns)
    _reveal_both(call, engagement)
    row = reviews.find(call.tx, id)
    assert row is not None, id
    return {
        "review": review_shape(call, row, side),
        "due_at": iso(engagement["due_at"], call.caller.timezone),
        "revealed": row["status"] == "revealed",
    }


def _reveal_both(call: Call, engagement: Row) -> None:
    """Show both reviews once both are in. A rehearsal would say whether the other one is, so it shows none."""
    if call.dry_run or len(reviews.hidden_of(call.tx, engagement["id"])) < 2:
        return
    reveal(by_itself(call), engagement, call.stamp)


def _require_open(call: Call, engagement: Row, side: Side) -> None:
    """WrongState when nothing can be written of some work any more."""
    status, zone = engagement["status"], call.caller.timezone
    if status == "open":
        return
    what = worded("{kind} {id}", kind=word(engagement["kind"].replace("_", " ")), id=engagement["work_id"])
    if status == "revealed":
        row = reviews.find(call.tx, reviews.number(engagement["id"], side))
        of = row or reviews.find(call.tx, reviews.number(engagement["id"], "worker" if side == "client" else "client"))
        at = iso(of["revealed_at"], zone) if of is not None and of["revealed_at"] else iso(engagement["due_at"], zone)
        raise WrongState(
            worded("The reviews of {what} were revealed at {at} and stay as they are.", what=what, at=at),
            state="revealed",
            next=("list_reviews", "reply_to_review") if of is not None and of["side"] != side else ("list_reviews",),
            details={"revealed_at": at},
        )
    due = iso(engagement["due_at"], zone)
    back = engagement["reversed"]
    raise WrongState(
        worded(
            "{what} can no longer be reviewed: {more}.",
            what=begun(what),
            more=worded("all that was paid for it went back")
            if back
            else worded("that was possible until {due}", due=due),
        ),
        state="lapsed",
        next=("list_pending_reviews",),
        details={"due_at": due},
    )


def _require_own_hand(call: Call, engagement: Row, side: Side) -> None:
    """Conflict when an agent would write over what a person of the same side wrote."""
    row = reviews.find(call.tx, reviews.number(engagement["id"], side))
    if row is not None and row["written_by_type"] == "person" and call.caller.kind == "agent":
        raise Conflict(
            worded(
                "Person {written_by_id} of your company has written this review; an agent does not write "
                "over it. They can write it anew themselves.",
                written_by_id=row["written_by_id"],
            ),
            code="written_by_member",
            next=("list_reviews",),
        )

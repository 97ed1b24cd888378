"""Reporting a review to the operator."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.reviews import reports
from store.types import iso, utc_text
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, RateLimited, WrongState
from tools.operation import operation
from tools.reviews.access import readable_review
from tools.reviews.params import ReviewId
from tools.rules.sentences import worded
from tools.text import plain

TOOLSET = "reviews"

MOST_A_DAY = 10
DAY = timedelta(days=1)


class ReportShape(TypedDict):
    id: int
    review_id: int
    reason: str
    status: str
    created_at: str


class ReportedReview(TypedDict):
    report: ReportShape


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "this feedback is an insult",
        "they demand money to change what they wrote",
        "that comment is about somebody else",
        "report an abusive review",
        "flag a review with my home address in it",
        "ask the operator to take a review down",
        "a review is advertising",
        "blackmail with a bad review",
        "the review names a person who was never there",
        "complain to the hall about a review",
        "false review, please check",
    ),
)
def report_review(
    call: Call,
    review_id: ReviewId,
    reason: Annotated[
        Literal["abusive", "private_data", "wrong_person", "extortion", "advertising", "other"],
        Field(description="What is wrong with it."),
    ],
    text: Annotated[str, Field(min_length=1, max_length=2000, description="What the operator should know.")],
) -> ReportedReview:
    """Ask the operator to look at a revealed review that is abusive, false in fact, private or about something else.

    Nothing changes until the operator decides, and you are told then; a low score alone is no reason. 10 reports a day.
    To answer a review about yourself: reply_to_review."""
    row, side = readable_review(call, review_id)
    if side == row["side"]:
        raise NotAllowed(
            worded("Review {review_id} is your own side's; others report it.", review_id=review_id),
            code="own_review",
            next=("list_reviews",),
        )
    if row["status"] == "removed":
        raise WrongState(
            worded("Review {review_id} was taken out by the operator already.", review_id=review_id),
            state="removed",
            next=("list_reviews",),
        )
    said = plain(text)
    if not said:
        raise Invalid({"text": worded("holds nothing that can be read")})
    _check_may_report(call, review_id)
    id = reports.add(call.tx, review_id, call.caller.owner, reason, said, call.now)
    return {
        "report": {
            "id": id,
            "review_id": review_id,
            "reason": reason,
            "status": "open",
            "created_at": iso(utc_text(call.now), call.caller.timezone),
        }
    }


def _check_may_report(call: Call, review_id: int) -> None:
    """One report of a review at a time, and so many a day."""
    me = call.caller.owner
    known = reports.open_one(call.tx, review_id, me)
    if known is not None:
        raise Conflict(
            worded(
                "You reported review {review_id} at {created_at}; the operator has not decided yet.",
                review_id=review_id,
                created_at=iso(known["created_at"], call.caller.timezone),
            ),
            code="reported",
            details={"report": known["id"]},
            next=("list_reviews",),
        )
    if reports.made_since(call.tx, me, call.now - DAY) >= MOST_A_DAY:
        raise RateLimited(
            worded("{most_a_day} reports a day are the most; the operator reads each.", most_a_day=MOST_A_DAY),
            retry_after=int(DAY.total_seconds()),
        )

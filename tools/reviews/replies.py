"""Replying to a review, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.reviews import reviews
from store.types import iso, utc_time
from tools.call import Call
from tools.callers import require_person
from tools.errors import Conflict, Invalid, WrongState
from tools.operation import operation
from tools.review_scores import settings_of
from tools.reviews.access import review_about_caller
from tools.reviews.notices import tell_replied
from tools.reviews.params import ReviewId
from tools.reviews.rules.contacts import REMOVED, without_contacts
from tools.reviews.rules.sides import other
from tools.reviews.shapes import ReviewShape, review_shape
from tools.rules.sentences import worded
from tools.text import plain

TOOLSET = "reviews"


class RepliedReview(TypedDict):
    review: ReviewShape


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "answer what they wrote about me",
        "put our view under that feedback",
        "thank the client for the kind words",
        "reply to a review of our company",
        "respond to a bad review",
        "publish a word back under the rating",
        "set the record straight below their review",
        "write a reply to the stars I got",
        "comment on a review about me",
        "public answer to an unfair judgement",
        "say sorry under a review",
    ),
)
def reply_to_review(
    call: Call,
    review_id: ReviewId,
    text: Annotated[str, Field(min_length=1, max_length=2000, description="What everybody reads under the review.")],
) -> RepliedReview:
    """Answer a revealed review about yourself or your company, once and for good.

    Only people, within 90 days of the reveal. It stands under the review for everybody, and nobody changes it any more; its
    author is told. Mail addresses, phone numbers and links are taken out."""
    require_person(call, worded("A reply is a person's own word."))
    row = review_about_caller(call, review_id)
    said, cleaned = without_contacts(plain(text))
    if not said:
        raise Invalid({"text": worded("holds nothing that can be read")})
    _check_takes_reply(call, row)
    if cleaned:
        call.warn(f"Ways to reach somebody were taken out of the text; {REMOVED} stands there.")
    by = call.caller.owner
    reviews.change(call.tx, review_id, reply=said, replied_at=call.stamp, replied_by_type=by.kind, replied_by_id=by.id)
    call.changed("review", review_id)
    answered = reviews.find(call.tx, review_id)
    assert answered is not None, review_id
    tell_replied(call, answered)
    return {"review": review_shape(call, answered, other(row["side"]))}


def _check_takes_reply(call: Call, row: Row) -> None:
    """One reply, to what still stands, for so many days."""
    review_id = row["id"]
    if row["status"] == "removed":
        raise WrongState(
            worded(
                "Review {review_id} was taken out by the operator; there is nothing to reply to.", review_id=review_id
            ),
            state="removed",
            next=("list_reviews",),
        )
    if row["reply"] is not None:
        raise Conflict(
            worded(
                "Review {review_id} has a reply, of {replied_at}; it stays as it is.",
                review_id=review_id,
                replied_at=iso(row["replied_at"], call.caller.timezone),
            ),
            code="replied",
            next=("list_reviews",),
            details={"reply": row["reply"]},
        )
    until = utc_time(row["revealed_at"]) + timedelta(days=settings_of(call.tx).reply_days)
    if call.now >= until:
        raise WrongState(
            worded(
                "Review {review_id} could be replied to until {until}.",
                review_id=review_id,
                until=iso(until, call.caller.timezone),
            ),
            state="over",
            next=("list_reviews",),
            details={"until": iso(until, call.caller.timezone)},
        )

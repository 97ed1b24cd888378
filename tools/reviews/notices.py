"""Who is told of reviews, and in which words; what the feed of changes says of them."""

from __future__ import annotations

from typing import Literal

from store.database import Row
from store.reviews.reviews import exists, number
from store.scheduling.events import name_of
from store.types import Owner, iso
from tools.call import Call
from tools.questions import quoted
from tools.reviews.rules.sides import Side, other
from tools.rules.sentences import Sentence, Words, say
from tools.telling import Record

SIDES: tuple[Side, ...] = ("client", "worker")


def party(engagement: Row, side: str) -> Owner:
    """Who stands on a side of some work."""
    return Owner(engagement[f"{side}_type"], engagement[f"{side}_id"])


def tell_open(call: Call, engagement: Row) -> None:
    """Both sides hear that they may write."""
    text = say(
        "{work} is over: until {until} you can say with create_review how it was with {who}. Neither side sees what the "
        "other wrote before both have written, or that time is over."
    )
    for side in SIDES:
        _tell(call, engagement, side, "review_due", text)


def remind(call: Call, engagement: Row, side: Side) -> None:
    text = say("Until {until} you can still say with create_review how {work} was with {who}.")
    _tell(call, engagement, side, "review_due", text)


def tell_revealed(call: Call, engagement: Row, shown: list[Row]) -> None:
    """Both sides hear what can be read now, and the feed says it of each review."""
    both = say("What you and {who} wrote of each other about {work} can be read now.")
    one = say("What was written about {work} with {who} can be read now: the time for reviews is over.")
    for side in SIDES:
        text = both if len(shown) > 1 else one
        _tell(call, engagement, side, "review_revealed", text, number(engagement["id"], _about_them(side, shown)))
    company = party(engagement, "client")
    for review in shown:
        company_id = company.id if company.kind == "company" else None
        call.change("review.revealed", ("review", review["id"]), company_id=company_id)
        call.changed("review", review["id"])


def tell_replied(call: Call, review: Row) -> None:
    text = say("{who} replied to what you wrote about {work}.")
    side: Side = review["side"]
    _tell(call, review, side, "review_replied", text, review["id"])


def tell_decided(call: Call, review: Row, status: Literal["upheld", "dismissed"], reporters: list[Owner]) -> None:
    """The author, whom it is about, and whoever reported it hear what the operator decided."""
    text = {
        "upheld": say(
            "The operator looked at a reported review about {work} and took it out; nobody reads it any more."
        ),
        "dismissed": say("The operator looked at a reported review about {work}; it stays as it is."),
    }[status]
    concerned = dict.fromkeys([party(review, "client"), party(review, "worker")])
    for owner in concerned:
        _tell_one(
            call, owner, "operator_decision", text.using(work=quoted(review["title"])), _record(review["id"], review)
        )
    plain = {
        "upheld": say("The operator took out review {number}, which you had reported."),
        "dismissed": say("The operator looked at review {number}, which you had reported; it stays as it is."),
    }[status]
    for owner in reporters:
        if owner not in concerned:
            record = Record("review", review["id"], say("Review {number}", number=review["id"]))
            _tell_one(call, owner, "operator_decision", plain.using(number=review["id"]), record)


def tell_back(call: Call, review: Row) -> None:
    """Both sides hear that a review that was taken out can be read again."""
    text = say("The operator put a review about {work} back; it can be read again.", work=quoted(review["title"]))
    for side in SIDES:
        _tell_one(call, party(review, side), "operator_decision", text, _record(review["id"], review))


def _about_them(side: Side, shown: list[Row]) -> Side:
    """Which side's review somebody is led to: the one about them, else their own."""
    return other(side) if any(review["side"] == other(side) for review in shown) else side


def _tell(call: Call, engagement: Row, side: Side, kind: str, text: Sentence, review_id: int | None = None) -> None:
    words = text.using(
        work=quoted(engagement["title"]),
        who=_named(call, party(engagement, other(side))),
        until=iso(engagement["due_at"]),
    )
    id = review_id or number(_engagement_id(engagement), side)
    _tell_one(call, party(engagement, side), kind, words, _record(id, engagement))


def _tell_one(call: Call, owner: Owner, kind: str, text: Words, record: Record) -> None:
    """Tell somebody, unless they left for good."""
    if exists(call.tx, owner):
        call.tell(owner, kind, text, record=record)


def _engagement_id(row: Row) -> int:
    return int(row["engagement_id"] if "engagement_id" in row.keys() else row["id"])  # noqa: SIM118


def _record(id: int, engagement: Row) -> Record:
    return Record("review", id, engagement["title"])


def _named(call: Call, owner: Owner) -> Words:
    return quoted(name_of(call.tx, owner) or "")

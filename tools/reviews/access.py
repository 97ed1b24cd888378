"""Finding work and reviews for whoever calls: what they have no part in, or may not read yet, is not there."""

from __future__ import annotations

from store.database import Row
from store.reviews import engagements, reviews
from store.types import Owner
from tools.call import Call
from tools.errors import NotFound
from tools.reviews.rules.sides import Side, other
from tools.reviews.settling import bring_one_up_to_date
from tools.rules.sentences import word, worded


def side_in(call: Call, engagement_id: int) -> Side | None:
    """On which side of some work the caller stands; None on neither. Their own counts before their company's, so a member
    never reads or writes for the company what concerns themselves."""
    if call.caller.kind == "nobody":
        return None
    side = engagements.side_of(call.tx, engagement_id, call.caller.owner, call.caller.company_id)
    return None if side is None else "client" if side == "client" else "worker"


def own_work(call: Call, kind: str, work_id: int) -> tuple[Row, Side]:
    """Paid work that ended, as it stands now, and the caller's side of it."""
    row = engagements.find(call.tx, kind, work_id)
    side = None if row is None else side_in(call, row["id"])
    if row is None or side is None:
        raise _no_work(kind, work_id)
    row = bring_one_up_to_date(call, row)
    if row["status"] == "none":
        raise _no_work(kind, work_id)
    return row, side


def readable_review(call: Call, review_id: int) -> tuple[Row, Side | None]:
    """A review that was revealed and stands, and the caller's side of its work; removed ones too, to their two sides."""
    row = reviews.find(call.tx, review_id)
    if row is not None and row["status"] == "hidden":
        bring_one_up_to_date(call, engagements.load(call.tx, row["engagement_id"]))
        row = reviews.find(call.tx, review_id)
    side = None if row is None else side_in(call, row["engagement_id"])
    shown = row is not None and (row["status"] == "revealed" or (row["status"] == "removed" and side is not None))
    if row is None or not shown:
        raise NotFound("review", review_id, next=("list_reviews",))
    return row, side


def review_about_caller(call: Call, review_id: int) -> Row:
    """A review that can be read, about the caller's side."""
    row, side = readable_review(call, review_id)
    if side is None or side != other(row["side"]):
        raise NotFound("review", review_id, next=("list_reviews",))
    return row


def sees_review(call: Call, review_id: int) -> bool:
    """Whether a review that was revealed is by or about the caller's side."""
    row = reviews.find(call.tx, review_id)
    revealed = row is not None and row["status"] in ("revealed", "removed")
    return row is not None and revealed and side_in(call, row["engagement_id"]) is not None


def somebody(call: Call, type: str, id: int) -> Owner:
    """Who reviews may be about. NotFound when there is nobody of that number."""
    owner = Owner(type, id)  # type: ignore[arg-type]
    if not reviews.exists(call.tx, owner):
        raise NotFound(type, id, next=("list_reviews",))
    return owner


def _no_work(kind: str, work_id: int) -> NotFound:
    noun = worded("participant") if kind == "contract" else word(kind.replace("_", " "))
    return NotFound(worded("finished and paid {noun}", noun=noun), work_id, next=("list_pending_reviews",))

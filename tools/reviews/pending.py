"""The paid work somebody may still review."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.reviews import engagements, reviews
from store.scheduling.events import names_of
from store.types import iso
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.reviews.notices import party
from tools.reviews.params import WorkKind, WorkSide
from tools.reviews.rules.sides import other
from tools.reviews.settling import bring_up_to_date
from tools.reviews.shapes import ReviewShape, WhoShape, money_of, review_shapes, who_shape
from tools.shapes import MoneyShape, Theirs

TOOLSET = "reviews"

# with is a word of the language.
PendingReview = TypedDict(
    "PendingReview",
    {
        "kind": str,
        "engagement_id": int,
        "title": Theirs,
        "side": str,
        "with": WhoShape,
        "amount": MoneyShape,
        "ended_at": str,
        "due_at": str,
        "written": bool,
        "own_review": NotRequired[ReviewShape | None],
    },
)


class PendingReviews(TypedDict):
    items: list[PendingReview]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "which jobs can I still rate",
        "whom have we not judged yet",
        "until when may I leave feedback",
        "list reviews I still owe",
        "finished paid work without a review of mine",
        "what can our company still review",
        "pending reviews",
        "my hidden reviews that I can still rewrite",
        "deadline for rating the contractor",
        "which clients have I not reviewed",
        "reviews waiting to be written",
    ),
)
def list_pending_reviews(
    call: Call,
    page: Page,
    side: Annotated[WorkSide, Field(description="Only work you paid for (client) or did (worker). Default both.")]
    | None = None,
    kind: WorkKind | None = None,
    written: Annotated[bool, Field(description="Those you wrote that are still hidden and can be rewritten.")] = False,
) -> PendingReviews:
    """List finished paid work that you or your company may still review, the earliest due first.

    Of a company's work every member sees the company's reviews. Whether the other side has written is told to nobody
    before both have, or due_at has passed. Next: create_review with kind and engagement_id."""
    bring_up_to_date(call)
    me = call.caller
    sql, params = engagements.pending(me.owner, me.company_id, call.now, side=side, kind=kind, written=written)
    rows, next_cursor, total = page.rows(call.tx, sql, params, [("g.due_at", "asc"), ("g.id", "asc")])
    return {"items": _shapes(call, rows, written), "total": total, "next_cursor": next_cursor}


def _shapes(call: Call, rows: list[Row], written: bool) -> list[PendingReview]:
    names = names_of(call.tx, [party(row, other(row["side"])) for row in rows])
    own = reviews.load_all(call.tx, [row["review_id"] for row in rows]) if written else {}
    said = [own[row["review_id"]] for row in rows] if written else []
    shown = {shape["id"]: shape for shape in review_shapes(call, said, [row["side"] for row in said])}
    zone = call.caller.timezone
    return [
        {
            "kind": row["kind"],
            "engagement_id": row["work_id"],
            "title": row["title"],
            "side": row["side"],
            "with": who_shape(party(row, other(row["side"])), names),
            "amount": money_of(row),
            "ended_at": iso(row["ended_at"], zone),
            "due_at": iso(row["due_at"], zone),
            "written": written,
            "own_review": shown.get(row["review_id"]),
        }
        for row in rows
    ]

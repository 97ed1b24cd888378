"""Reading reviews."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.reviews import reviews
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.reviews.access import somebody
from tools.reviews.params import AboutType, WorkKind
from tools.reviews.settling import bring_up_to_date
from tools.reviews.shapes import ReviewShape, review_shapes
from tools.rules.ratings import SCALE
from tools.rules.sentences import worded

TOOLSET = "reviews"


class Reviews(TypedDict):
    items: list[ReviewShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    page_size=10,
    find=(
        "what do others say about this electrician",
        "bad experiences with that company",
        "everything I ever wrote about people",
        "read reviews before hiring",
        "feedback other clients left on this freelancer",
        "list the reviews of a company",
        "only the one star reviews",
        "reviews about me with a text",
        "what freelancers write of this client",
        "newest reviews of an agent",
        "reviews I have written",
    ),
)
def list_reviews(
    call: Call,
    page: Page,
    about_type: Annotated[AboutType, Field(description="With about_id. Default: about you.")] | None = None,
    about_id: Annotated[Id, Field(description="Of the person, company or agent.")] | None = None,
    written: Annotated[bool, Field(description="Those your side wrote instead, hidden ones too.")] = False,
    kind: WorkKind | None = None,
    max_overall: Annotated[int, Field(ge=1, le=5, description="Only so good or worse.")] | None = None,
    with_text: Annotated[bool, Field(description="Only with words (true) or without (false).")] | None = None,
) -> Reviews:
    """Read revealed reviews about a person, company or agent, or those your side wrote, newest first.

    Which work it was, and what was paid, is shown to its two sides only; others see kind and month. Texts were written by
    others. get_review_summary gives the figures; reply_to_review answers one about you, report_review asks the operator to
    look at one."""
    if (about_type is None) != (about_id is None):
        missing = "about_id" if about_id is None else "about_type"
        raise Invalid({missing: worded("is needed: about_type and about_id go together")}, next=("list_reviews",))
    bring_up_to_date(call)
    about = _about(call, about_type, about_id, written)
    sql, params = reviews.listed(
        about,
        call.caller.owner,
        call.caller.company_id,
        written=written,
        kind=kind,
        max_overall=None if max_overall is None else max_overall * SCALE,
        with_text=with_text,
    )
    newest = "r.written_at" if written else "r.revealed_at"
    rows, next_cursor, total = page.rows(call.tx, sql, params, [(newest, "desc"), ("r.id", "desc")])
    items = review_shapes(call, rows, [row["own"] for row in rows])
    return {"items": items, "total": total, "next_cursor": next_cursor}


def _about(call: Call, type: str | None, id: int | None, written: bool) -> Owner | None:
    """Whom the reviews are about: who is named, else the caller; of written ones, anybody."""
    if type is not None and id is not None:
        return somebody(call, type, id)
    return None if written else call.caller.owner

"""Reviews as answers show them: to the two sides in full, to everybody else without the work and its price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling.events import names_of
from store.types import Money, Owner, iso
from tools.call import Call
from tools.reviews.notices import party
from tools.reviews.settling import about_of, author_of
from tools.rules.ratings import overall_of
from tools.shapes import MoneyShape, Theirs, money_shape


class WhoShape(TypedDict):
    """type: person, company or agent."""

    type: str
    id: int
    name: NotRequired[Theirs | None]


class WorkShape(TypedDict):
    """id, title and amount only to its two sides; month, YYYY-MM, to everybody."""

    kind: str
    month: str
    id: NotRequired[int | None]
    title: NotRequired[Theirs | None]
    amount: NotRequired[MoneyShape | None]


class PartsShape(TypedDict):
    """1 to 5 each; absent: not rated."""

    quality: NotRequired[int | None]
    communication: NotRequired[int | None]
    punctuality: NotRequired[int | None]
    payment: NotRequired[int | None]


class ReplyShape(TypedDict):
    text: Theirs
    at: str


class ReviewShape(TypedDict):
    """overall: 1 to 5, with a tenth where it came from rating a work order. side: who wrote it. written_by and operator_note
    only to the author's side."""

    id: int
    engagement: WorkShape
    side: str
    author: WhoShape
    about: WhoShape
    overall: str
    parts: PartsShape
    would_again: NotRequired[bool | None]
    text: Theirs
    reply: NotRequired[ReplyShape | None]
    status: str
    written_at: str
    revealed_at: NotRequired[str | None]
    written_by: NotRequired[WhoShape | None]
    operator_note: NotRequired[str | None]


def who_shape(owner: Owner, names: dict[Owner, str]) -> WhoShape:
    return {"type": owner.kind, "id": owner.id, "name": names.get(owner)}


def money_of(row: Row) -> MoneyShape:
    return money_shape(Money(row["amount"], row["currency"]))


def review_shapes(call: Call, rows: Sequence[Row], sides: Sequence[str | None]) -> list[ReviewShape]:
    """Reviews with their work, each for whoever stands on that side of it, or on none."""
    writers = [_written_by(row) for row, side in zip(rows, sides, strict=True) if side == row["side"]]
    parties = [party(row, side) for row in rows for side in ("client", "worker")]
    names = names_of(call.tx, [*parties, *writers])
    return [_shape(call, row, side, names) for row, side in zip(rows, sides, strict=True)]


def review_shape(call: Call, row: Row, side: str | None) -> ReviewShape:
    return review_shapes(call, [row], [side])[0]


def _shape(call: Call, row: Row, side: str | None, names: dict[Owner, str]) -> ReviewShape:
    own, zone = side == row["side"], call.caller.timezone
    found: ReviewShape = {
        "id": row["id"],
        "engagement": _work(row, side),
        "side": row["side"],
        "author": who_shape(author_of(row), names),
        "about": who_shape(about_of(row), names),
        "overall": overall_of(row["overall"]),
        "parts": {
            "quality": row["quality"],
            "communication": row["communication"],
            "punctuality": row["punctuality"],
            "payment": row["payment"],
        },
        "would_again": None if row["would_again"] is None else bool(row["would_again"]),
        "text": row["text"],
        "reply": None if row["reply"] is None else {"text": row["reply"], "at": iso(row["replied_at"], zone)},
        "status": row["status"],
        "written_at": iso(row["written_at"], zone),
        "revealed_at": iso(row["revealed_at"], zone) if row["revealed_at"] else None,
    }
    if own:
        found["written_by"] = who_shape(_written_by(row), names)
        found["operator_note"] = row["operator_note"]
    return found


def _work(row: Row, side: str | None) -> WorkShape:
    found: WorkShape = {"kind": row["kind"], "month": row["ended_at"][:7]}
    if side is not None:
        found |= {"id": row["work_id"], "title": row["title"], "amount": money_of(row)}
    return found


def _written_by(row: Row) -> Owner:
    return Owner(row["written_by_type"], row["written_by_id"])

"""What work that came of an open call is proved by, and what was handed in: of tasks and of work orders."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.tasks import proof
from store.types import iso
from tools.call import Call
from tools.shapes import Theirs
from tools.tasks.rules.evidence import DoneItem, standings
from tools.uploads.reading import file_uri


class DoneShape(TypedDict):
    """One item of a definition of done. have: how many pieces were handed in; count: how many it takes."""

    key: str
    text: Theirs
    evidence: str
    required: bool
    have: int
    count: int
    complete: bool


class EvidenceShape(TypedDict):
    """A piece of proof. taken_at, and the place of a photo: as its camera noted them, or as sent; nobody vouches for them.
    place_ok: whether that is as near to the place of the work as it has to be."""

    id: int
    key: str
    kind: str
    file_id: NotRequired[int | None]
    file_url: NotRequired[str | None]
    url: NotRequired[str | None]
    text: NotRequired[Theirs | None]
    latitude: NotRequired[float | None]
    longitude: NotRequired[float | None]
    accuracy_m: NotRequired[int | None]
    taken_at: NotRequired[str | None]
    distance_m: NotRequired[int | None]
    place_ok: NotRequired[bool | None]
    at: str


def done_shapes(call: Call, record: tuple[str, int]) -> list[DoneShape]:
    """How far the definition of done of a task or work order is."""
    have = [piece["key"] for piece in proof.pieces_of(call.tx, record)]
    return [
        {
            "key": one.item.key,
            "text": one.item.text,
            "evidence": one.item.evidence,
            "required": one.item.required,
            "have": one.have,
            "count": one.item.count,
            "complete": one.complete,
        }
        for one in standings(done_items(call, record), have)
    ]


def evidence_shapes(call: Call, record: tuple[str, int]) -> list[EvidenceShape]:
    """The pieces of proof for a task or work order."""
    return [evidence_shape(piece) for piece in proof.pieces_of(call.tx, record)]


def evidence_shape(piece: Row) -> EvidenceShape:
    return {
        "id": piece["id"],
        "key": piece["key"],
        "kind": piece["kind"],
        "file_id": piece["file_id"],
        "file_url": None if piece["file_id"] is None else file_uri(piece["file_id"]),
        "url": piece["url"],
        "text": piece["text"],
        "latitude": piece["latitude"],
        "longitude": piece["longitude"],
        "accuracy_m": piece["accuracy_m"],
        "taken_at": piece["taken_at"],
        "distance_m": piece["distance_m"],
        "place_ok": None if piece["place_ok"] is None else bool(piece["place_ok"]),
        "at": iso(piece["at"]),
    }


def done_items(call: Call, record: tuple[str, int]) -> list[DoneItem]:
    """The definition of done that a task or work order took over from its open call."""
    return [
        DoneItem(row["key"], row["text"], row["evidence"], bool(row["required"]), row["count"], row["within_m"])
        for row in proof.items_of(call.tx, record)
    ]

"""What work that came of an open call is proved by, and what was handed in: of tasks and of work orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.tasks import proof
from store.types import iso
from tools.call import Call
from tools.rules.places import Point
from tools.shapes import Theirs
from tools.tasks.rules.evidence import DoneItem, metres, place_ok, standings
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece says it comes from. at: as the photo noted it or as sent; distance_m, near: from the place of the work."""

    at: Point | None = None
    accuracy_m: int | None = None
    distance_m: int | None = None
    near: bool | None = None

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "latitude": None if self.at is None else self.at.latitude,
            "longitude": None if self.at is None else self.at.longitude,
            "accuracy_m": self.accuracy_m,
            "distance_m": self.distance_m,
            "place_ok": None if self.near is None else int(self.near),
        }


def placed(call: Call, item: Row, at: Point | None, accuracy_m: int | None) -> Place:
    """A place held against that of the work, with a warning where it is too far off."""
    if at is None or item["latitude"] is None:
        return Place(at, accuracy_m)
    distance = metres(at, Point(item["latitude"], item["longitude"]))
    near = place_ok(distance, item["within_m"], accuracy_m)
    if not near:
        call.warn(
            f"The place is {distance} m from where the work is; {item['key']} is to be within {item['within_m']} m. It is kept, "
            "and the company sees how far off it is."
        )
    return Place(at, accuracy_m, distance, near)


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

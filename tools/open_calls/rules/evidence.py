"""What proves that work is done: which piece goes with which item, how much is still missing, and how far a place is off.

Places and times of pictures are what somebody's camera wrote: shown as read, never proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from tools.rules.places import Point, distance_km

EvidenceKind = Literal["photo", "gps", "link", "file", "text"]

MOST_PIECES = 20
DEFAULT_WITHIN_M = 200
# More than this a position is never taken to be off, whatever the phone says of itself.
MOST_ACCURACY_M = 100


@dataclass(frozen=True, slots=True)
class DoneItem:
    """One line of a definition of done. within_m: how near gps and photos have to be, in metres."""

    key: str
    text: str
    evidence: EvidenceKind
    required: bool = True
    count: int = 1
    within_m: int = DEFAULT_WITHIN_M


@dataclass(frozen=True, slots=True)
class Piece:
    """What somebody hands in for an item. file_kind: image, video or document."""

    file_kind: str | None = None
    url: bool = False
    text: bool = False
    position: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an item is."""

    item: DoneItem
    have: int

    @property
    def complete(self) -> bool:
        return self.have >= self.item.count


def read_items(stored: Iterable[Mapping[str, object]]) -> tuple[DoneItem, ...]:
    """Items as they are stored; fields of theirs that say nothing here are passed over."""
    names = DoneItem.__dataclass_fields__.keys()
    return tuple(
        DoneItem(**{name: value for name, value in each.items() if name in names and value is not None})  # type: ignore[arg-type]
        for each in stored
    )


def fault(item: DoneItem, piece: Piece) -> str | None:
    """What is wrong with a piece for an item, and what would be right; None for a fitting one."""
    if item.evidence == "photo":
        return None if piece.file_kind == "image" else f"{item.key} is proved by a photo: pass file_id of an image"
    if item.evidence == "file":
        return None if piece.file_kind else f"{item.key} is proved by a file: pass file_id"
    if item.evidence == "gps":
        return None if piece.position else f"{item.key} is proved by a position: pass latitude and longitude"
    if item.evidence == "link":
        return None if piece.url else f"{item.key} is proved by a link: pass url"
    return None if piece.text else f"{item.key} is proved by a text: pass text"


def standings(items: Sequence[DoneItem], keys: Iterable[str]) -> list[Standing]:
    """How far each item is. keys: of the pieces there are."""
    have = Counter(keys)
    return [Standing(item, have[item.key]) for item in items]


def missing(items: Sequence[DoneItem], keys: Iterable[str]) -> list[Standing]:
    """The required items that have fewer pieces than they need, in their order."""
    return [one for one in standings(items, keys) if one.item.required and not one.complete]


def metres(a: Point, b: Point) -> int:
    return int(Decimal(str(distance_km(a, b) * 1000)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def place_ok(distance_m: int, within_m: int, accuracy_m: int | None) -> bool:
    """Whether a place is as near as it has to be, with what the phone may be off."""
    return distance_m <= within_m + min(accuracy_m or 0, MOST_ACCURACY_M)

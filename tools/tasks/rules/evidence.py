"""What proves that work is done: which piece goes with which item, how much is still missing, and how far a place is off.

Places and times of pictures are what somebody's camera wrote: shown as read, never proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from tools.rules.places import Point, distance_km
from tools.rules.sentences import worded

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


# What each kind of item is proved by, and what a position beside it is for.
_NEEDS: Mapping[str, tuple[str, str]] = {
    "photo": ("file", worded("a photo: pass file_id of an image, from upload_files")),
    "file": ("file", worded("a file: pass file_id, from upload_files")),
    "gps": ("position", worded("a position: pass latitude and longitude")),
    "link": ("url", worded("a link: pass url")),
    "text": ("text", worded("a text: pass text")),
}


# The parameter in which what an item needs is given.
_GIVEN_IN = {"file": "file_id", "position": "latitude", "url": "url", "text": "text"}


def given_in(item: DoneItem) -> str:
    """The parameter of what proves an item."""
    return _GIVEN_IN[_NEEDS[item.evidence][0]]


def fault(item: DoneItem, piece: Piece) -> str | None:
    """What is wrong with a piece for an item, and what would be right; None for a fitting one. A photo may bring a position."""
    needs, wanted = _NEEDS[item.evidence]
    given = {name for name in ("url", "text", "position") if getattr(piece, name)}
    if piece.file_kind is not None:
        given.add("file")
    spare = given - {needs} - ({"position"} if item.evidence == "photo" else set())
    wrong_file = item.evidence == "photo" and piece.file_kind != "image"
    return (
        worded("{key} is proved by {wanted}", key=item.key, wanted=wanted)
        if needs not in given or spare or wrong_file
        else None
    )


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

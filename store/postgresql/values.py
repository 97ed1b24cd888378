"""How values and rows of PostgreSQL look to operations: as SQLite's do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Dumper, Loader
from psycopg.postgres import adapters as usual
from psycopg.types.numeric import Int8Dumper


class Row:
    """A row that is read by name, whatever case it is written in, or by place."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: dict[str, int], values: Sequence[Any]) -> None:
        self._places = places
        self._values = values

    def __getitem__(self, key: str | int | slice) -> Any:
        if isinstance(key, str):
            place = self._places.get(key)
            if place is None:
                place = self._places.get(key.lower())
                if place is None:
                    raise IndexError(f"No item with that key: {key}")
            return self._values[place]
        return self._values[key]

    def keys(self) -> list[str]:
        return list(self._places)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row):
            return NotImplemented
        return self._places == other._places and tuple(self._values) == tuple(other._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values))

    def __repr__(self) -> str:
        return f"Row({dict(zip(self._places, self._values, strict=False))})"


class _NumberLoader(Loader):
    """A sum of integers is an integer."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text or "N" in text else int(text)


class _TruthLoader(Loader):
    """Whether something is so, as 1 or 0."""

    def load(self, data: Buffer) -> int:
        return int(data == b"t")


class _TruthDumper(Dumper):
    """A truth is stored as 1 or 0."""

    oid = usual.types["int8"].oid

    def dump(self, obj: bool) -> bytes:
        return b"1" if obj else b"0"


def adapters() -> AdaptersMap:
    """How a connection turns values into those of the other side."""
    made = AdaptersMap(usual)
    # One type for all numbers: a text is planned once, not once for each size that its parameters have had.
    made.register_dumper(int, Int8Dumper)
    made.register_dumper(bool, _TruthDumper)
    made.register_loader("numeric", _NumberLoader)
    made.register_loader("bool", _TruthLoader)
    return made

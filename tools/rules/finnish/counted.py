"""Things that are counted, by their English name: as they follow 1 and any other number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COUNTED: Mapping[str, Sequence[str]] = {
    "day": ("päivä", "päivää"),
    "notice": ("ilmoitus", "ilmoitusta"),
    "provider": ("tekijä", "tekijää"),
    "seat": ("paikka", "paikkaa"),
    "work order": ("työtilaus", "työtilausta"),
}


def form(number: int) -> int:
    """Which form follows a number: 1 paikka, 2 paikkaa."""
    return 0 if number == 1 else 1

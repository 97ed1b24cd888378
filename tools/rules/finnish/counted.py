"""Things that are counted, by their English name: as they follow 1 and any other number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COUNTED: Mapping[str, Sequence[str]] = {
    "character": ("merkki", "merkkiä"),
    "day": ("päivä", "päivää"),
    "item": ("kohta", "kohtaa"),
    "notice": ("ilmoitus", "ilmoitusta"),
    "order": ("tilaus", "tilausta"),
    "paid place": ("palkallinen paikka", "palkallista paikkaa"),
    "provider": ("tekijä", "tekijää"),
    "seat": ("paikka", "paikkaa"),
    "talent pool group": ("osaajapoolin ryhmä", "osaajapoolin ryhmää"),
    "work order": ("työtilaus", "työtilausta"),
}


def form(number: int) -> int:
    """Which form follows a number: 1 paikka, 2 paikkaa."""
    return 0 if number == 1 else 1

"""Things that are counted, by their English name: as they follow 1 and any other number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COUNTED: Mapping[str, Sequence[str]] = {
    "booking": ("varaus", "varausta"),
    "character": ("merkki", "merkkiä"),
    "day": ("päivä", "päivää"),
    "event": ("tapahtuma", "tapahtumaa"),
    "item": ("kohta", "kohtaa"),
    "notice": ("ilmoitus", "ilmoitusta"),
    "order": ("tilaus", "tilausta"),
    "paid place": ("palkallinen paikka", "palkallista paikkaa"),
    "provider": ("tekijä", "tekijää"),
    "schedule": ("aikataulu", "aikataulua"),
    "seat": ("paikka", "paikkaa"),
    "talent pool group": ("osaajapoolin ryhmä", "osaajapoolin ryhmää"),
    "time": ("kerta", "kertaa"),
    "week": ("viikko", "viikkoa"),
    "work order": ("työtilaus", "työtilausta"),
}


def form(number: int) -> int:
    """Which form follows a number: 1 paikka, 2 paikkaa."""
    return 0 if number == 1 else 1

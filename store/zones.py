"""Which tables of time zones count: the newer of the system's and those of the package tzdata.

Python reads the system's first, and a stable system's can be a year old: whoever sells hours by them sells wrong ones."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from pathlib import Path

_UNTOUCHED = zoneinfo.TZPATH


@dataclass(frozen=True, slots=True)
class ZoneTables:
    """The edition in use, such as 2026f, where it comes from, and the edition of the other one, where it is known."""

    edition: str
    source: str
    other: str | None = None


def newer(system: str | None, package: str) -> ZoneTables:
    """Which of two editions counts: the newer one; the package's where the system does not tell its own."""
    if system is not None and system > package:
        return ZoneTables(system, "system", package)
    return ZoneTables(package, "package tzdata", system)


def use_newer_zones() -> ZoneTables:
    """Make this process read the newer tables. Called before anything reads a zone; again it changes nothing."""
    tables = zone_tables()
    path = _UNTOUCHED if tables.source == "system" else ()
    if path != zoneinfo.TZPATH:
        zoneinfo.reset_tzpath(path)
        zoneinfo.ZoneInfo.clear_cache()
    return tables


def zone_tables() -> ZoneTables:
    """The tables that count on this machine."""
    import tzdata

    return newer(system_edition(_UNTOUCHED), tzdata.IANA_VERSION)


def zone_before(name: str) -> zoneinfo.ZoneInfo | None:
    """A zone by the system's own tables, which earlier versions went by; None where the system has none."""
    for folder in map(Path, _UNTOUCHED):
        file = folder / name
        if ".." not in file.parts and file.is_file():
            with open(file, "rb") as data:
                return zoneinfo.ZoneInfo.from_file(data, name)
    return None


def system_edition(path: tuple[str, ...]) -> str | None:
    """The edition of the first folder of a search path that holds zones; None where there is none, or it does not say."""
    for folder in map(Path, path):
        if not (folder / "UTC").is_file():
            continue
        for name in ("tzdata.zi", "+VERSION"):
            try:
                with open(folder / name, encoding="ascii", errors="replace") as file:
                    first = file.readline()
            except OSError:
                continue
            return first.removeprefix("# version").strip() or None
        return None
    return None

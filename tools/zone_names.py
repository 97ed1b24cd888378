"""Names of time zones as people and programs write them, and the IANA name that each of them means."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

# Files that stand among the zones and are none.
NO_ZONES = {"localtime", "Factory"}
# The year whose clocks tell which abbreviations are in use.
YEAR = 2026
_OFFSET = re.compile(r"(?:utc|gmt|etc/gmt|z)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?")


def canonical(text: str) -> str | None:
    """The IANA name a text is but for capitals, blanks and underscores; None when it is none."""
    names = _names()
    return text if text in names else _folded_names().get(_folded(text))


def meant(text: str) -> str | None:
    """The one IANA name that a Windows name, an offset or an abbreviation stands for; None when it could be another."""
    # Imported here: only a refused name needs the table of the CLDR.
    from tzlocal.windows_tz import win_tz

    folded = _folded(text)
    if folded in ("z", "zulu", "utc+0", "utc-0"):
        return "UTC"
    windows = {_folded(name): zone for name, zone in win_tz.items()}
    return windows.get(folded) or _of_offset(folded) or _abbreviated(text.strip().upper())


def near_names(text: str) -> list[str]:
    """At most three zones that a misspelt name comes near to, of whole names or of cities; empty when none does."""
    folded = _folded(text)
    if not re.fullmatch(r"[^\W\d]{4,}([/.-][^\W\d]+)*", folded):
        return []
    known = _folded_names() if "/" in folded else _folded_cities()
    return [known[name] for name in get_close_matches(folded, known, n=3, cutoff=0.85)]


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones() - NO_ZONES)


@lru_cache(maxsize=1)
def _folded_names() -> dict[str, str]:
    """Names by what is left of them, as far as that is one name's alone."""
    found: dict[str, str] = {}
    for name in sorted(_names()):
        found.setdefault(_folded(name), name)
    return found


@lru_cache(maxsize=1)
def _folded_cities() -> dict[str, str]:
    """Names with a region by their last part."""
    return {_folded(name.rpartition("/")[2]): name for name in sorted(_names(), reverse=True) if "/" in name}


def _folded(text: str) -> str:
    return re.sub(r"[\s_]+", "", text).casefold()


def _of_offset(folded: str) -> str | None:
    """The zone of an offset from UTC. Those of Etc have their signs the other way round, and are of whole hours."""
    found = _OFFSET.fullmatch(folded)
    if found is None:
        return None
    sign, hours, minutes = found[1], int(found[2]), int(found[3] or 0)
    if hours == minutes == 0:
        return "UTC"
    name = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    return name if minutes == 0 and name in _names() else None


def _abbreviated(letters: str) -> str | None:
    """The zone whose clocks bear an abbreviation this year, when all that bear it go alike."""
    if not re.fullmatch("[A-Z]{2,5}", letters):
        return None
    from tzlocal.windows_tz import win_tz

    bearers = _abbreviations().get(letters, [])
    if not bearers or len({_course(name) for name in bearers}) > 1:
        return None
    # Of those that go alike, one that is well known.
    return next((name for name in win_tz.values() if name in bearers), bearers[0])


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(_names()):
        if "/" in name and not name.startswith("Etc/"):
            zone = ZoneInfo(name)
            for letters in {datetime(YEAR, month, 1, tzinfo=zone).tzname() for month in (1, 7)}:
                found.setdefault(letters or "", []).append(name)
    return found


def _course(name: str) -> tuple[timedelta | None, ...]:
    """A zone's offsets through this year."""
    zone, first = ZoneInfo(name), datetime(YEAR, 1, 1, tzinfo=UTC)
    return tuple((first + timedelta(days=day)).astimezone(zone).utcoffset() for day in range(366))

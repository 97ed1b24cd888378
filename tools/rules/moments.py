"""How moments and days are written: ISO 8601, and nothing that could be read in two ways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from tools.rules.sentences import worded

EXAMPLE = "2026-11-21T09:00:00+01:00"

_DAY = r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})"
_TIME = r"(?P<time>[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?|[0-9]{4}([0-9]{2})?)"
_OFFSET = r" ?(?P<offset>[Zz]|[+-][0-9]{2}(:?[0-9]{2})?)"
_MOMENT = re.compile(f"{_DAY}([T ]{_TIME}({_OFFSET})?)?")
_NO_TIME = re.compile(f"{_DAY}[T ]?{_OFFSET}")


@dataclass(frozen=True, slots=True)
class Written:
    """A moment as it was written: with an offset, or without one and then by somebody's wall clock."""

    at: datetime
    has_time: bool

    @property
    def has_offset(self) -> bool:
        return self.at.tzinfo is not None


def read_moment(text: str) -> Written:
    """A day, or a day and a time, with T or a blank between them; ValueError says what is wrong."""
    text = text.strip()
    found = _MOMENT.fullmatch(text)
    if found is None:
        example = _with_time(text)
        fault = (
            worded("has an offset and no time; send both")
            if example
            else worded("must be an ISO 8601 moment with offset")
        )
        raise ValueError(worded("{fault}, such as {example}", fault=fault, example=example or EXAMPLE))
    day, time, offset = found["day"], found["time"], found["offset"]
    try:
        at = datetime.fromisoformat(f"{day}T{time}{(offset or '').upper()}" if time else day)
    except ValueError:
        raise ValueError(worded("is no moment there is; it must be like {example}", example=EXAMPLE)) from None
    return Written(at, time is not None)


def _with_time(text: str) -> str | None:
    """A day with an offset as the moment at which it begins; None when it is no such thing."""
    partly = _NO_TIME.fullmatch(text)
    if partly is None:
        return None
    moment = f"{partly['day']}T00:00:00{partly['offset'].upper()}"
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return None
    return moment


def read_day(text: str) -> date:
    """A day, also where a time of it is told; ValueError for anything else."""
    return read_moment(text).at.date()


def has_time(text: str) -> bool:
    """Whether a day that can be read tells a time of it too."""
    return read_moment(text).has_time

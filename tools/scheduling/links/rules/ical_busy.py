"""Busy time that a calendar publishes without saying what it is: VFREEBUSY."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from tools.rules.sentences import worded
from tools.scheduling.links.rules.ical_series import Period, end_of, uid_of
from tools.scheduling.links.rules.ical_text import Component
from tools.scheduling.links.rules.ical_values import BadValue, ZoneNames, period_of


class Stretch(NamedTuple):
    uid: str
    start: datetime
    end: datetime
    busy: bool


def stretches(component: Component, zones: ZoneNames, period: Period) -> Iterator[Stretch | BadValue]:
    """The stretches of a VFREEBUSY in a period, and what could not be read among them.

    What is not called free is busy: also tentative, and what only its maker knows."""
    uid = uid_of(component) if component.first("UID") else "freebusy"
    for line in component.all("FREEBUSY"):
        busy = line.params.get("FBTYPE", "BUSY").upper() != "FREE"
        for value in filter(None, map(str.strip, line.value.split(","))):
            try:
                begin, ends = period_of(value, line.params.get("TZID"), zones)
                if ends is None:
                    raise BadValue(worded("a free or busy time has no end"))
                start, end = begin.moment, end_of(begin, ends, begin)
            except BadValue as fault:
                yield fault
                continue
            if end > start and period.meets(start, end):
                yield Stretch(uid, start, end, busy)

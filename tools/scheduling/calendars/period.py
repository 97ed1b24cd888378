"""The period of a calendar that is looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from store.types import iso
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.scheduling.rules.calendars import DEFAULT_DAYS, LONGEST_DAYS, midnight


def asked_period(
    call: Call, start: datetime | None, end: datetime | None, zone: str, most: int = LONGEST_DAYS
) -> tuple[datetime, datetime]:
    """From the start of today in a zone, for 31 days, unless said otherwise. Invalid when it is empty or longer than most
    days."""
    begin = start or midnight(call.now, zone)
    until = end or begin + timedelta(days=DEFAULT_DAYS)
    if until <= begin:
        raise Invalid({"end": worded("{until} must be after start, {begin}", until=iso(until), begin=iso(begin))})
    if until - begin > timedelta(days=most):
        raise Invalid({"end": worded("the range is at most {most} days", most=most)})
    return begin, until

"""Refusals and questions: scheduling."""

from __future__ import annotations

from tools.rules.finnish.refusals.scheduling import (
    attendance,
    availability,
    bookings,
    calendars,
    events,
    feeds,
    general,
    groups,
    holds,
    links,
    rules,
    schedules,
    sharing,
)

TABLES = (
    attendance.SENTENCES,
    availability.SENTENCES,
    bookings.SENTENCES,
    calendars.SENTENCES,
    events.SENTENCES,
    feeds.SENTENCES,
    general.SENTENCES,
    groups.SENTENCES,
    holds.SENTENCES,
    links.SENTENCES,
    rules.SENTENCES,
    schedules.SENTENCES,
    sharing.SENTENCES,
)

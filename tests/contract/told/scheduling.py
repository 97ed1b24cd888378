"""Whom the operations of schedules, bookings and events tell."""

from __future__ import annotations

from tests.contract.approvals.desk import an_act_is_stopped
from tests.contract.contracts import events, money
from tests.contract.contracts.members import AGREED_HOURS
from tests.contract.scheduling import (
    absences,
    bookings,
    calendars,
    groups,
    holds,
    links,
    payments,
    schedules,
    suggestions,
    waiting,
)
from tests.contract.telling import Scenario

SCENARIOS: dict[str, Scenario] = {
    **bookings.SCENARIOS,
    "book_schedule: an act waits for a yes": an_act_is_stopped,
    **holds.SCENARIOS,
    **waiting.SCENARIOS,
    **groups.SCENARIOS,
    **absences.SCENARIOS,
    **suggestions.SCENARIOS,
    **payments.SCENARIOS,
    **schedules.SCENARIOS,
    **money.ANSWERS,
    **AGREED_HOURS,
    **calendars.SCENARIOS,
    **links.SCENARIOS,
    **events.OF_SCHEDULING,
}
NOBODY_ELSE = {
    "create_calendar": "a new calendar is empty and its owner's own",
    "update_calendar": "events, schedules and bookings stay as they are; only how it is shown changes",
    "create_calendar_feed": "a feed tells what its maker sees, and only to whom they give the address",
    "revoke_calendar_feed": "a feed is its maker's own",
    "create_booking_link": "nobody hears of a link but from who made it, who passes it on",
    **links.NOBODY_ELSE,
}

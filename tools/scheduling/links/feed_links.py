"""Importing a calendar from an iCalendar address."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Zone
from tools.scheduling.links.access import calendar_to_link
from tools.scheduling.links.connecting import Outside, connect
from tools.scheduling.links.params import LinkedKalId, Summary
from tools.scheduling.links.rules.links import (
    LONGEST_ADDRESS,
    address_fault,
    default_summary,
    feed_address,
    masked_address,
)
from tools.scheduling.links.shapes import Linked
from tools.text import one_line

TOOLSET = "calendars"


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"address": "https://calendar.example.com/private-4f1c/basic.ics"},
    secret=("address",),
    find=(
        "import an ics address",
        "subscribe to a webcal link",
        "block my time from an iCal url",
        "my Outlook publishes an ics link, read it",
        "add the secret address of my Google agenda",
        "import a public holiday calendar",
        "take over appointments from an iCalendar feed",
        "read my Apple calendar by its link",
        "make an ics subscription block my bookings",
        "sync from a calendar url",
    ),
)
def connect_calendar_feed(
    call: Call,
    address: Annotated[
        str,
        Field(
            min_length=8,
            max_length=LONGEST_ADDRESS,
            description="https or webcal address of the iCalendar file; kept encrypted, never shown again.",
        ),
    ],
    kal_id: LinkedKalId | None = None,
    summary: Summary | None = None,
    timezone: Annotated[
        Zone, Field(description="IANA zone of all-day and zoneless appointments. Default the calendar's.")
    ]
    | None = None,
) -> Linked:
    """Import a calendar from an iCalendar (ics) address, so that its busy appointments block your time here.

    It is read in the background at once and then every 15 minutes, from 30 days back to 366 ahead, into a read-only
    calendar of its own. Nothing is written there; connect_caldav_calendar and connect_google_calendar can.
    get_calendar_sync_settings tells how it went."""
    calendar = calendar_to_link(call, kal_id)
    url = feed_address(address)
    if fault := address_fault(url, call.outside.private_hosts):
        raise Invalid({"address": fault})
    outside = Outside(
        provider="ics",
        id=masked_address(url),
        source=url,
        summary=one_line(summary) if summary else default_summary(url),
        timezone=timezone or calendar["timezone"],
        address=url,
    )
    return connect(call, calendar, outside, "import")

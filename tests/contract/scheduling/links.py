"""Whom links to outside calendars tell."""

from __future__ import annotations

from tests.contract.scheduling.people import eva_and_ann
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.scheduling.cast import appointment, calendar_of
from tests.tools.scheduling.links.outside_world import ADDRESS, DENTIST, Web, feed


async def read_what_lies_over_a_booking(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    web = Web(watch.hall)
    web.serve(feed(DENTIST))
    await appointment(watch.hall, eva, "2026-03-04T10:30:00Z")
    await eva.call("connect_calendar_feed", kal_id=calendar_of(watch.hall, eva), address=ADDRESS)
    await watch.poll()
    return {told(eva, "calendar_link", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {"tick where an outside calendar is read": read_what_lies_over_a_booking}
NOBODY_ELSE = {
    "connect_calendar_feed": "it reads the owner's own calendar elsewhere; those who book see less free time",
    "connect_caldav_calendar": "it reads or writes the owner's own calendar elsewhere",
    "connect_google_calendar": "it reads or writes the owner's own calendar elsewhere",
    "disconnect_external_calendar": "only the owner sees what was imported",
}

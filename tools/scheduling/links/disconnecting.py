"""The end of a link to an outside calendar."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import events, external_events, links
from store.types import iso, utc_time
from tools.call import Call
from tools.errors import Invalid, NotFound, WrongState
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.scheduling.links.access import own_calendar
from tools.scheduling.links.params import Direction, LinkId, OwnKalId
from tools.scheduling.links.rules.links import KEPT_FROM
from tools.scheduling.links.shapes import CalendarLink, link_shape

TOOLSET = "calendars"
APPOINTMENT, CONFIRMED = 1, 200


class Disconnected(TypedDict):
    """links: those that remain. events_removed: imported appointments that are gone here."""

    links: list[CalendarLink]
    events_removed: int
    events_kept: int


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "stop syncing with Google",
        "unlink my outside agenda",
        "cut the connection to my phone agenda",
        "stop importing an ics feed",
        "remove a calendar subscription",
        "no longer send bookings to my CalDAV server",
        "end the export to my outside diary",
        "forget the feed of my old job",
        "withdraw the consent for Google",
        "disconnect an imported calendar",
    ),
)
def disconnect_external_calendar(
    call: Call,
    kal_id: OwnKalId,
    link_id: LinkId,
    direction: Annotated[Direction, Field(description="Which way the link goes; default its own.")] | None = None,
    keep_events: Annotated[
        bool, Field(description="Keep imported appointments ahead as busy appointments of your own.")
    ] = False,
) -> Disconnected:
    """Stop importing from or exporting to an outside calendar.

    Imported appointments disappear here and their time is free again, unless keep_events. What was exported stays in the
    outside calendar. When nothing goes by a Google consent any more it is withdrawn, and what opens the account is
    erased."""
    own_calendar(call, kal_id)
    link = _link(call, kal_id, link_id, direction)
    call.confirm(
        worded(
            "Stop {more} by link {link_id} of calendar {kal_id}",
            more=worded("importing") if link["direction"] == "import" else worded("exporting"),
            link_id=link_id,
            kal_id=kal_id,
        ),
        record=f"calendar_link:{link_id}",
        details=(worded("The outside calendar is called {summary}", summary=quoted(link["summary"])),),
        moves=False,
    )
    kept = _keep(call, link) if keep_events and link["direction"] == "import" else 0
    removed = links.end_link(call.tx, link, call.now) - kept
    links.end_account_unless_used(call.tx, link["account_id"], call.now)
    call.changed("calendar", link["kal_id"])
    remaining = links.live_links(call.tx, call.caller.owner, link["kal_id"])
    return {"links": [link_shape(row) for row in remaining], "events_removed": removed, "events_kept": kept}


def _link(call: Call, kal_id: int, link_id: int, direction: str | None) -> Row:
    """The live link; NotFound for one of another calendar, WrongState with the day for one that ended."""
    link = links.any_link(call.tx, call.caller.owner, kal_id, link_id)
    if link is None:
        raise NotFound("link", link_id, next=("get_calendar_sync_settings",))
    if link["status"] == links.DISCONNECTED:
        raise WrongState(
            worded(
                "Link {link_id} was disconnected already, at {disconnected_at}. Nothing changed.",
                link_id=link_id,
                disconnected_at=iso(link["disconnected_at"]),
            ),
            state=links.DISCONNECTED,
            next=("get_calendar_sync_settings",),
        )
    if direction not in (None, link["direction"]):
        raise Invalid(
            {
                "direction": worded(
                    "link {link_id} is an {direction}; leave direction out, or name that",
                    link_id=link_id,
                    direction=link["direction"],
                )
            }
        )
    return link


def _keep(call: Call, link: Row) -> int:
    """What was imported and lies ahead becomes appointments of the owner's own; how many."""
    kept = external_events.ahead(call.tx, link["id"], call.now)
    for row in kept:
        start, end = utc_time(row["start_at"]), utc_time(row["end_at"])
        events.insert_event(
            call.tx,
            call.now,
            owner_type=link["owner_type"],
            owner_id=link["owner_id"],
            type_id=APPOINTMENT,
            status_id=CONFIRMED,
            kal_id=link["kal_id"],
            label=row["summary"] or "Busy",
            timezone=row["timezone"],
            start_at=row["start_at"],
            end_at=row["end_at"],
            date=iso(row["start_at"], row["timezone"])[:10],
            duration=int((end - start) / timedelta(minutes=1)),
            private=1,
            data=json.dumps({KEPT_FROM: link["id"]}),
        )
    return len(kept)

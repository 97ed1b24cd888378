"""A new link: its row, and for an import the read-only calendar that what is read stands in."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Row
from store.scheduling import calendar_exports, calendars, links
from tools.call import Call
from tools.errors import Conflict
from tools.rules.sentences import word, worded
from tools.scheduling.links.access import EXTERNAL
from tools.scheduling.links.params import Direction
from tools.scheduling.links.shapes import Linked, link_shape

MOST_LINKS = 20
MOST_CALENDARS = 50
# Under what addresses of feeds are sealed, and accounts; and under what addresses are digested, to be told apart.
ADDRESS_LABEL, ACCOUNT_LABEL, KEY_LABEL = "calendar feed", "calendar account", "calendar source"


@dataclass(frozen=True, slots=True)
class Outside:
    """An outside calendar to be linked. id: as its owner sees it. source: what tells it from others; kept as a digest.

    address: of a feed, kept sealed."""

    provider: str
    id: str
    source: str
    summary: str
    timezone: str
    description: str | None = None
    account_id: int | None = None
    address: str | None = None


def connect(call: Call, calendar: Row, outside: Outside, direction: Direction) -> Linked:
    """Make the link, whose first sync is next. Conflict when there is one in this direction already."""
    owner, key = call.caller.owner, call.key.digest(KEY_LABEL, outside.source)
    _check_new(call, calendar, links.live_link(call.tx, calendar["id"], outside.provider, key, direction))
    link_id = links.insert_link(
        call.tx,
        owner,
        call.now,
        kal_id=calendar["id"],
        account_id=outside.account_id,
        imported_kal_id=_imported_calendar(call, outside) if direction == "import" else None,
        provider=outside.provider,
        direction=direction,
        external_calendar_id=outside.id,
        source_key=key,
        address=call.key.sealed(ADDRESS_LABEL, outside.address) if outside.address else None,
        summary=outside.summary,
        description=outside.description,
        timezone=outside.timezone,
    )
    if direction == "export":
        calendar_exports.add_upcoming(call.tx, link_id, calendar["id"], call.now)
    call.changed("calendar", calendar["id"])
    return linked(call, calendar, link_id)


def linked(call: Call, calendar: Row, link_id: int) -> Linked:
    """The answer: a link, and all of its calendar."""
    shapes = [link_shape(row) for row in links.live_links(call.tx, call.caller.owner, calendar["id"])]
    return {"link": next(shape for shape in shapes if shape["id"] == link_id), "links": shapes}


def _check_new(call: Call, calendar: Row, known: Row | None) -> None:
    if known is not None:
        raise Conflict(
            worded(
                "Calendar {id} is linked to it in this direction already, by link {known_id}, which is "
                "{status}. Nothing was changed or charged.",
                id=calendar["id"],
                known_id=known["id"],
                status=word(known["status"]),
            ),
            code="already_linked",
            next=("get_calendar_sync_settings", "disconnect_external_calendar"),
            details={"link_id": known["id"]},
        )
    if links.live_count(call.tx, call.caller.owner) >= MOST_LINKS:
        raise Conflict(
            worded(
                "You have {most_links} links to outside calendars, the most allowed. Disconnect one first.",
                most_links=MOST_LINKS,
            ),
            code="too_many_links",
            next=("get_calendar_sync_settings", "disconnect_external_calendar"),
        )


def _imported_calendar(call: Call, outside: Outside) -> int:
    """The read-only calendar of an import, for its owner's eyes alone."""
    owner = call.caller.owner
    if len(calendars.owned_ids(call.tx, owner)) >= MOST_CALENDARS:
        raise Conflict(
            worded(
                "You have {most_calendars} calendars already, the most allowed, and an import makes one.",
                most_calendars=MOST_CALENDARS,
            ),
            code="too_many_calendars",
            next=("list_calendars",),
        )
    return calendars.insert_calendar(
        call.tx,
        owner,
        call.now,
        label=outside.summary,
        slug=None,
        private=1,
        timezone=outside.timezone,
        is_default=0,
        type_id=EXTERNAL,
        external_id=outside.id,
    )

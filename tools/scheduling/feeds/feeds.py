"""Feeds of calendars, schedules and contracts: secret addresses for calendar programs, made, listed, ended."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.http_address import http_address
from store.scheduling import feeds
from store.scheduling.feeds import Target, target_of
from store.secrets import hash_secret
from store.types import iso
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, NotFound, WrongState
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import word, worded
from tools.scheduling.feeds.access import Source, source_of
from tools.scheduling.feeds.rules.feeds import Show
from tools.shapes import Theirs

TOOLSET = "calendars"
MOST_FEEDS = 100
SECRET = "hh_feed_"
FIND = {"kal_id": "list_calendars", "schedule_id": "list_schedules", "contract_id": "list_contracts"}


class FeedShape(TypedDict):
    """works: whether the address is answered; not when the record is gone or you may not see it any more."""

    id: int
    of: Literal["calendar", "schedule", "contract"]
    kal_id: NotRequired[int | None]
    schedule_id: NotRequired[int | None]
    contract_id: NotRequired[int | None]
    name: NotRequired[Theirs | None]
    show: str
    hours: NotRequired[bool | None]
    works: bool
    created_at: str
    renewed_at: str


class MadeFeed(TypedDict):
    """url: the address, with its secret; it is told this once. replaced: the address it had before opens nothing now."""

    feed: FeedShape
    url: NotRequired[str | None]
    replaced: bool


class ListedFeeds(TypedDict):
    feeds: list[FeedShape]
    total: int
    next_cursor: NotRequired[str | None]


class EndedFeed(TypedDict):
    message: str
    feed_id: int


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"kal_id": 1, "show": "label"},
    secret=("url",),
    find=(
        "see my bookings in Google Calendar",
        "subscribe to my agenda from my phone",
        "ics link of my calendar",
        "iCal address of a schedule",
        "show my appointments in Outlook",
        "a webcal link for Apple Calendar",
        "my feed address has leaked, give me a new one",
        "let my partner see when I am busy",
        "put the dates of a contract into Thunderbird",
        "read my working hours in another calendar program",
        "secret calendar link",
        "rotate the address of my calendar feed",
    ),
)
def create_calendar_feed(
    call: Call,
    kal_id: Annotated[Id, Field(description="One of your calendars, from list_calendars.")] | None = None,
    schedule_id: Annotated[Id, Field(description="Or a schedule you have a role in.")] | None = None,
    contract_id: Annotated[Id, Field(description="Or a contract you belong to.")] | None = None,
    show: Annotated[
        Show | None,
        Field(description="busy: only taken time; label: names of events; full: texts and who comes. Default label."),
    ] = None,
    hours: Annotated[bool | None, Field(description="Schedules: open hours too, as free time. Default true.")] = None,
) -> MadeFeed:
    """Make a secret web address at which Google, Outlook, Apple, Thunderbird and others read a calendar and keep reading it.

    Of one of your calendars, of a schedule with its bookings, or of a contract's events: give exactly one of kal_id,
    schedule_id and contract_id. Whoever has the address sees what you see, as far as show says, without signing in: a year
    back, two ahead. Called again for the same it gives a new address, and the old one opens nothing any more; show and
    hours stay unless given. The address is told only now. It stops when you may no longer see the record, and with
    revoke_calendar_feed; list_calendar_feeds shows yours."""
    target = _target(kal_id, schedule_id, contract_id)
    if hours is not None and schedule_id is None:
        raise Invalid({"hours": worded("goes with schedule_id only; calendars and contracts have no open hours")})
    base = _http_address(call)
    source = source_of(call, target)
    if source is None:
        raise _not_found(target)
    if source.external:
        raise NotAllowed(
            worded(
                "Calendar {id} is read from outside: subscribe to it where it comes from. Nothing was made or charged.",
                id=source.id,
            ),
            code="external_calendar",
            next=("list_calendars",),
        )
    before = feeds.live_feed(call.tx, call.caller.owner, target)
    secret = call.new_secret(SECRET)
    feed_id = _stored(call, target, before, secret, show, hours)
    row = feeds.find_feed(call.tx, call.caller.owner, feed_id)
    assert row is not None, feed_id
    url = f"{base}/calendar/{secret}.ics"
    return {"feed": _shape(call, row), "url": None if call.dry_run else url, "replaced": before is not None}


def _target(kal_id: int | None, schedule_id: int | None, contract_id: int | None) -> Target:
    target = Target(kal_id, schedule_id, contract_id)
    given = [name for name, id in target.columns.items() if id is not None]
    if len(given) != 1:
        text = worded("give exactly one of kal_id, schedule_id and contract_id")
        raise Invalid(dict.fromkeys(given or target.columns, text), next=("list_calendars", "list_schedules"))
    return target


def _http_address(call: Call) -> str:
    base = http_address(call.tx)
    if base is None:
        raise NotAllowed(
            worded(
                "No calendar program could read a feed: it is not known where this server is reached over "
                "HTTP. Who runs it serves with --http and names the address with: hiringhall http-url "
                "https://HOST. Nothing was made or charged."
            ),
            code="no_http_url",
        )
    return base


def _not_found(target: Target) -> NotFound:
    name, id = next((name, id) for name, id in target.columns.items() if id is not None)
    noun = {"kal_id": "calendar", "schedule_id": "schedule", "contract_id": "contract"}[name]
    return NotFound(f"{noun}", id, next=(FIND[name],))


def _stored(call: Call, target: Target, before: Row | None, secret: str, show: Show | None, hours: bool | None) -> int:
    """Store a new feed, or a new secret of the one there is; its id."""
    columns = {"secret_hash": hash_secret(secret)}
    if before is not None:
        id: int = before["id"]
        chosen = {"show": show or before["show"], "hours": before["hours"] if hours is None else int(hours)}
        feeds.renew_feed(call.tx, id, call.now, **columns, **chosen)
        return id
    if feeds.live_count(call.tx, call.caller.owner) >= MOST_FEEDS:
        raise Conflict(
            worded(
                "You have {most_feeds} feeds already, the most allowed. End one first. Nothing was made or charged.",
                most_feeds=MOST_FEEDS,
            ),
            code="too_many_feeds",
            next=("list_calendar_feeds", "revoke_calendar_feed"),
        )
    with_hours = target.schedule_id is not None and hours is not False
    chosen = {"show": show or "label", "hours": int(with_hours)}
    return feeds.insert_feed(call.tx, call.caller.owner, target, call.now, **columns, **chosen)


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "which calendar links have I given out",
        "my ics feeds",
        "who could read my agenda by a link",
        "list the secret addresses of my calendars",
        "does my calendar subscription still work",
        "when did I last renew the feed's address",
        "which schedules are read by other programs",
        "all iCal subscriptions of mine",
        "why does my phone show no new bookings",
        "what do my feeds tell about me",
        "number of a feed I want to end",
    ),
)
def list_calendar_feeds(call: Call, page: Page) -> ListedFeeds:
    """List the feeds you have made for calendar programs, newest first, with what each shows and whether it works.

    The addresses themselves are told only when they are made; create_calendar_feed gives a new one in place of a lost one.
    revoke_calendar_feed ends one."""
    sql, params = feeds.listed(call.caller.owner)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=feeds.NEWEST)
    return {"feeds": [_shape(call, row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "stop sharing my calendar by link",
        "end the ics feed",
        "nobody should read my agenda with that link any more",
        "turn off a calendar subscription",
        "take back the secret address",
        "delete a feed of mine",
        "I lost the phone that reads my calendar",
        "close the iCal address of a schedule",
        "unpublish my working hours",
        "the calendar link was posted somewhere",
        "remove a webcal address",
    ),
)
def revoke_calendar_feed(
    call: Call, feed_id: Annotated[Id, Field(description="The feed, from list_calendar_feeds.")]
) -> EndedFeed:
    """End the secret address of one feed at once: programs that read it are answered that there is nothing.

    What they have read already stays in them until they are told to forget it. create_calendar_feed makes another one."""
    row = feeds.find_feed(call.tx, call.caller.owner, feed_id)
    if row is None:
        raise NotFound("calendar feed", feed_id, next=("list_calendar_feeds",))
    if row["ended_at"]:
        raise WrongState(
            worded(
                "Feed {feed_id} was ended already, at {ended_at}. Nothing changed.",
                feed_id=feed_id,
                ended_at=iso(row["ended_at"]),
            ),
            state="ended",
            next=("list_calendar_feeds",),
        )
    of = _shape(call, row)
    call.confirm(
        worded("End the secret address of feed {feed_id}, for good", feed_id=feed_id),
        record=f"calendar_feed:{feed_id}",
        details=(worded("It shows the {of} {of_quoted}", of=word(of["of"]), of_quoted=quoted(of.get("name"))),),
        moves=False,
    )
    feeds.end_feed(call.tx, feed_id, call.now)
    return {"message": "The address opens nothing any more.", "feed_id": feed_id}


def _shape(call: Call, row: Row) -> FeedShape:
    target = target_of(row)
    source: Source | None = source_of(call, target)
    of: Literal["calendar", "schedule", "contract"] = (
        "calendar" if target.kal_id else "schedule" if target.schedule_id else "contract"
    )
    return {
        "id": row["id"],
        "of": of,
        "kal_id": target.kal_id,
        "schedule_id": target.schedule_id,
        "contract_id": target.contract_id,
        "name": source.label if source is not None else None,
        "show": row["show"],
        "hours": bool(row["hours"]) if of == "schedule" else None,
        "works": source is not None,
        "created_at": iso(row["created_at"]),
        "renewed_at": iso(row["renewed_at"]),
    }

"""Connecting a Google calendar: the address for the consent, then the link."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import calendar_accounts
from store.types import iso
from tools.call import Call
from tools.errors import Invalid, Step, WrongState
from tools.operation import operation
from tools.params import OneLine, Zone
from tools.rules.sentences import worded
from tools.scheduling.links.access import calendar_to_link
from tools.scheduling.links.choosing import source_of
from tools.scheduling.links.connecting import Outside, connect
from tools.scheduling.links.consents import consent_url, google_client
from tools.scheduling.links.params import Direction, LinkedKalId, Summary, Text
from tools.scheduling.links.shapes import Linked
from tools.text import one_line, plain

TOOLSET = "calendars"


class ConsentAddress(TypedDict):
    """url: opened once, in a browser. expires_at: until then."""

    url: str
    expires_at: str


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    secret=("url",),
    find=(
        "how do I allow access to my outside agenda",
        "link for giving permission to read my diary",
        "authorise the outside diary",
        "sign in to Google for the calendar sync",
        "give consent to my Google agenda again",
        "address to allow Google access",
        "permission for this server to see my Google events",
        "OAuth page for my calendar",
        "start linking Google",
        "Google says the consent was withdrawn",
    ),
)
def get_google_calendar_auth_url(
    call: Call,
    kal_id: LinkedKalId | None = None,
    direction: Annotated[
        Literal["import", "export", "both"],
        Field(description="What it is for; import asks for reading only. Default both."),
    ] = "both",
) -> ConsentAddress:
    """Get the web address where you allow this server to read or write your Google calendars.

    Open it in a browser within ten minutes; it serves once. Then get_calendar_sync_settings lists your calendars there and
    connect_google_calendar links one. Never paste a password or code into a tool call."""
    calendar = calendar_to_link(call, kal_id)
    url, expires_at = consent_url(call, calendar, direction)
    return {"url": url, "expires_at": iso(expires_at)}


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"external_calendar_id": "eva@example.com", "summary": "Eva", "timezone": "Europe/Berlin"},
    find=(
        "make my outside appointments block my bookings",
        "send new bookings to my phone",
        "sync with an outside agenda",
        "connect Google",
        "import my Google agenda",
        "put my bookings into Google",
        "two-way sync with Google",
        "link a second Google agenda",
        "export confirmed appointments to Gmail's calendar",
        "choose which Google calendar to use",
    ),
)
def connect_google_calendar(
    call: Call,
    external_calendar_id: Annotated[
        OneLine,
        Field(min_length=1, max_length=255, description="The Google calendar's id, from get_calendar_sync_settings."),
    ],
    summary: Summary,
    timezone: Annotated[Zone, Field(description="IANA zone of its whole days.")],
    kal_id: LinkedKalId | None = None,
    description: Text | None = None,
    direction: Annotated[
        Direction, Field(description="import: what is there blocks time here. export: bookings are written there.")
    ] = "export",
) -> Linked:
    """Link one of your Google calendars: import it so that outside appointments block your time, or export your bookings.

    Give the consent first: get_google_calendar_auth_url. An import is a read-only calendar here, from 30 days back to 366
    ahead; an export writes pending and confirmed appointments and takes cancelled ones out. Connect twice for both ways.
    get_calendar_sync_settings tells how it goes."""
    calendar = calendar_to_link(call, kal_id)
    account = _consent(call, calendar["id"], direction)
    _check_listed(account, external_calendar_id, direction)
    outside = Outside(
        provider=account["provider"],
        id=external_calendar_id,
        source=source_of(account["id"], external_calendar_id),
        summary=one_line(summary),
        timezone=timezone,
        description=plain(description) if description else None,
        account_id=account["id"],
    )
    return connect(call, calendar, outside, direction)


def _consent(call: Call, kal_id: int, direction: str) -> Row:
    """The caller's consent; WrongState when there is none, or none to write."""
    account = calendar_accounts.live_account(call.tx, call.caller.owner, google_client(call).provider)
    step = Step("get_google_calendar_auth_url", {"kal_id": kal_id, "direction": "both"})
    if account is None:
        raise WrongState(
            worded(
                "You have not allowed this server to see your Google calendars yet. "
                "get_google_calendar_auth_url gives the address where you do."
            ),
            state="no_consent",
            next=(step,),
        )
    if direction == "export" and account["rights"] != "both":
        raise WrongState(
            worded("Your consent is for reading only. Give it again for both ways with get_google_calendar_auth_url."),
            state="read_only_consent",
            next=(step,),
        )
    return account


def _check_listed(account: Row, external_calendar_id: str, direction: str) -> None:
    """Invalid when the calendar is none of the stored list, or cannot be written to."""
    listed: list[dict[str, Any]] = json.loads(account["listed"])
    known = next((each for each in listed if each["external_calendar_id"] == external_calendar_id), None)
    if known is None:
        age = (
            worded("as of {listed_at}", listed_at=iso(account["listed_at"]))
            if account["listed_at"]
            else worded("; they have not been listed yet")
        )
        raise Invalid(
            {
                "external_calendar_id": worded(
                    "is none of your Google calendars {age}: take one of get_calendar_sync_settings", age=age
                )
            }
        )
    if direction == "export" and not known["writable"]:
        raise Invalid(
            {"external_calendar_id": worded("is a calendar you may only read there; import it, or take another one")}
        )

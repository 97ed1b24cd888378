"""Connecting a calendar of a CalDAV server: Nextcloud, iCloud, Fastmail, Radicale and the like."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import Field

from store.database import Row
from store.scheduling import calendar_accounts, calendar_exports, links
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.operation import operation
from tools.params import OneLine
from tools.rules.sentences import worded
from tools.scheduling.links.access import calendar_to_link
from tools.scheduling.links.choosing import source_of
from tools.scheduling.links.connecting import ACCOUNT_LABEL, KEY_LABEL, Outside, connect, linked
from tools.scheduling.links.params import Direction, LinkedKalId, Summary
from tools.scheduling.links.rules.links import (
    LONGEST_ADDRESS,
    address_fault,
    chosen,
    default_summary,
    is_chosen,
    masked_account,
)
from tools.scheduling.links.shapes import Linked
from tools.text import one_line

TOOLSET = "calendars"


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"address": "https://cloud.example.com/remote.php/dav", "username": "eva", "password": "abcd-efgh-ijkl"},
    secret=("password",),
    find=(
        "connect my Nextcloud agenda",
        "sync with an iCloud calendar",
        "send bookings to my CalDAV server",
        "link a Fastmail agenda",
        "use my Radicale calendar both ways",
        "write my appointments to my own calendar server",
        "import from CalDAV with an app password",
        "two-way sync without Google",
        "put new bookings on my iPhone calendar",
        "renew the app password of my calendar",
    ),
)
def connect_caldav_calendar(
    call: Call,
    address: Annotated[
        str,
        Field(
            min_length=8,
            max_length=LONGEST_ADDRESS,
            description="https address of the server, or of the one calendar there.",
        ),
    ],
    username: Annotated[OneLine, Field(min_length=1, max_length=255, description="User name there.")],
    password: Annotated[
        str,
        Field(min_length=1, max_length=255, description="An app password, kept encrypted, never the main one."),
    ],
    kal_id: LinkedKalId | None = None,
    direction: Annotated[
        Direction, Field(description="import: what is there blocks time here. export: bookings are written there.")
    ] = "import",
    external_calendar_id: Annotated[
        OneLine, Field(max_length=LONGEST_ADDRESS, description="Which calendar, where the account has several.")
    ]
    | None = None,
    summary: Summary | None = None,
) -> Linked:
    """Link a calendar of a CalDAV server, to import it or to write your bookings there.

    Make an app password for it at the server; it is kept encrypted and never shown. Where the account has several
    calendars and none is named, get_calendar_sync_settings lists them and asks for a second call that names one. Calling
    again with a new password renews it. For both ways connect twice, once a direction."""
    calendar = calendar_to_link(call, kal_id)
    url = address.strip()
    if fault := address_fault(url, call.outside.private_hosts):
        raise Invalid({"address": fault})
    account_id = _account(call, url, username, password)
    wanted = _wanted(call, account_id, external_calendar_id)
    renewed = _renewed(call, calendar, account_id, wanted, direction)
    if renewed is not None:
        return linked(call, calendar, renewed)
    outside = Outside(
        provider="caldav",
        id=wanted,
        source=source_of(account_id, wanted),
        summary=one_line(summary) if summary else default_summary(url),
        timezone=calendar["timezone"],
        account_id=account_id,
    )
    return connect(call, calendar, outside, direction)


def _account(call: Call, url: str, username: str, password: str) -> int:
    """The account, with the password from now on."""
    secret = json.dumps({"address": url, "username": username, "password": password})
    return calendar_accounts.put_account(
        call.tx,
        call.caller.owner,
        "caldav",
        call.key.digest(KEY_LABEL, f"{username} {url}"),
        call.now,
        secret=call.key.sealed(ACCOUNT_LABEL, secret),
        hint=masked_account(username),
    )


def _wanted(call: Call, account_id: int, external_calendar_id: str | None) -> str:
    """Which calendar is meant, as its id where the account's calendars are known. Invalid when it is none of them."""
    account = calendar_accounts.account_by_id(call.tx, account_id)
    assert account is not None, account_id
    listed, wanted = json.loads(account["listed"]), (external_calendar_id or "").strip()
    if not listed or not wanted:
        return wanted
    meant = chosen(listed, wanted)
    if isinstance(meant, str):
        raise Invalid({"external_calendar_id": meant})
    id: str = meant["external_calendar_id"]
    return id


def _renewed(call: Call, calendar: Row, account_id: int, wanted: str, direction: str) -> int | None:
    """The link by that account that did not work, or did not say which calendar it means: its turn is now.

    Conflict when one works already that leads to the same calendar."""
    mine = [
        row
        for row in links.live_links(call.tx, call.caller.owner, calendar["id"])
        if row["account_id"] == account_id and row["direction"] == direction
    ]
    link = next((row for row in mine if not wanted or _may_mean(row, wanted)), None)
    if link is None:
        return None
    if link["status"] == "connected":
        raise Conflict(
            worded(
                "Calendar {id} is linked to it in this direction already, by link {link_id}, which works. "
                "Nothing was changed or charged.",
                id=calendar["id"],
                link_id=link["id"],
            ),
            code="already_linked",
            next=("get_calendar_sync_settings", "disconnect_external_calendar"),
            details={"link_id": link["id"]},
        )
    id = link["external_calendar_id"] if is_chosen(link["external_calendar_id"]) else wanted
    links.change_link(
        call.tx,
        link["id"],
        external_calendar_id=id,
        source_key=call.key.digest(KEY_LABEL, source_of(account_id, id)),
        status="syncing",
        failures=0,
        last_error=None,
        next_at=call.stamp,
    )
    calendar_exports.try_again(call.tx, link["id"])
    link_id: int = link["id"]
    return link_id


def _may_mean(link: Row, wanted: str) -> bool:
    return link["external_calendar_id"] == wanted or not is_chosen(link["external_calendar_id"])

"""Which outside calendars are linked, how it goes, and which could be."""

from __future__ import annotations

import json
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import calendar_accounts, links
from store.types import iso
from tools.call import Call
from tools.operation import operation
from tools.scheduling.availability.calendars import own_default_calendar
from tools.scheduling.links.access import own_calendar
from tools.scheduling.links.params import LinkedKalId
from tools.scheduling.links.shapes import CalendarLink, link_shape
from tools.shapes import Theirs

TOOLSET = "calendars"


class Account(TypedDict):
    """A consent or an account that outside calendars are reached by. last_error: why they could not be listed."""

    provider: str
    account_hint: Theirs
    granted_at: str
    last_error: NotRequired[Theirs | None]


class Available(TypedDict):
    """An outside calendar that could be linked."""

    provider: str
    external_calendar_id: Theirs
    summary: Theirs
    timezone: NotRequired[str | None]
    writable: bool


class SyncSettings(TypedDict):
    """consent: Google's. accounts: all. listed_at: how old the list of available calendars is."""

    consent: NotRequired[Account | None]
    accounts: list[Account]
    links: list[CalendarLink]
    available: list[Available]
    listed_at: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "is my Google sync working",
        "which outside agendas are connected",
        "what can I link to this diary",
        "why does my imported calendar not update",
        "when was my feed read last",
        "state of the sync with my phone",
        "ids of my calendar links",
        "which of my outside calendars could be imported",
        "did the consent for Google go through",
        "errors of the calendar import",
    ),
)
def get_calendar_sync_settings(call: Call, kal_id: LinkedKalId | None = None) -> SyncSettings:
    """Show which outside calendars are linked to a calendar, which way, whether the sync works, and what else could be.

    syncing: the first sync is on its way. failing: it did not work lately; last_error says why, and what was read last
    stays. available is the stored list of your accounts, renewed every hour."""
    calendar = own_default_calendar(call, call.caller.owner) if kal_id is None else own_calendar(call, kal_id)
    accounts = calendar_accounts.live_accounts(call.tx, call.caller.owner)
    consents = [row for row in accounts if row["provider"] != "caldav"]
    listed = [row["listed_at"] for row in accounts if row["listed_at"]]
    return {
        "consent": _account(consents[0]) if consents else None,
        "accounts": [_account(row) for row in accounts],
        "links": [link_shape(row) for row in links.live_links(call.tx, call.caller.owner, calendar["id"])],
        "available": [entry for row in accounts for entry in _available(row)],
        "listed_at": iso(min(listed)) if listed else None,
    }


def _account(row: Row) -> Account:
    return {
        "provider": row["provider"],
        "account_hint": row["hint"],
        "granted_at": iso(row["granted_at"]),
        "last_error": row["last_error"],
    }


def _available(row: Row) -> list[Available]:
    return [
        {
            "provider": row["provider"],
            "external_calendar_id": listed["external_calendar_id"],
            "summary": listed["summary"],
            "timezone": listed["timezone"],
            "writable": listed["writable"],
        }
        for listed in json.loads(row["listed"])
    ]

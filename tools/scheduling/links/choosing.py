"""Which calendar of an account a link means: known once the account was asked for its calendars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from store.database import Row
from store.scheduling import calendar_accounts, calendars, links
from store.types import utc_text
from tools.call import Call
from tools.params import zone_or_none
from tools.rules.sentences import worded
from tools.scheduling.links.connecting import KEY_LABEL
from tools.scheduling.links.rules.links import LONGEST_ADDRESS, chosen, default_named
from tools.scheduling.links.syncs import note_failure
from tools.text import one_line

LISTED_AGAIN = timedelta(hours=1)
LONGEST_SUMMARY = 255


def tidied(found: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The calendars an account names, as they are stored and shown: their names as one line, without what is too long."""
    return [
        {
            **each,
            "summary": one_line(each["summary"])[:LONGEST_SUMMARY] or "Calendar",
            "timezone": zone_or_none(each["timezone"]),
        }
        for each in found
        if len(each["external_calendar_id"]) <= LONGEST_ADDRESS
    ]


def choose(call: Call, link: Row, listed: Sequence[dict[str, Any]]) -> None:
    """Note which calendar the link means, whose turn is at once; a failure in words when none can be told."""
    calendar_accounts.keep_list(call.tx, link["account_id"], listed, call.now, call.now + LISTED_AGAIN)
    meant = chosen(listed, link["external_calendar_id"])
    if isinstance(meant, str):
        note_failure(call, link, meant, final=True)
        return
    key = call.key.digest(KEY_LABEL, source_of(link["account_id"], meant["external_calendar_id"]))
    other = links.live_link(call.tx, link["kal_id"], link["provider"], key, link["direction"])
    if other is not None and other["id"] != link["id"]:
        fault = worded("Link {id} leads to that calendar already: disconnect one of the two.", id=other["id"])
        note_failure(call, link, fault, final=True)
        return
    names = {"summary": meant["summary"]} if default_named(link["summary"]) else {}
    links.change_link(
        call.tx,
        link["id"],
        external_calendar_id=meant["external_calendar_id"],
        source_key=key,
        next_at=utc_text(call.now),
        leased_until=None,
        **names,
    )
    if names and link["imported_kal_id"]:
        calendars.rename_calendar(call.tx, link["imported_kal_id"], link["summary"], meant["summary"], call.now)


def source_of(account_id: int, external_calendar_id: str) -> str:
    """What tells a calendar of an account from all others."""
    return f"{account_id} {external_calendar_id}"

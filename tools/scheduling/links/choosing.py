"""Which calendar of an account a link means: known once the account was asked for its calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from store.database import Row
from store.scheduling import calendar_accounts, calendars, links
from store.types import utc_text
from tools.call import Call
from tools.scheduling.links.connecting import KEY_LABEL
from tools.scheduling.links.syncs import note_failure
from tools.scheduling.rules.links import chosen, default_named

LISTED_AGAIN = timedelta(hours=1)


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
        fault = f"Link {other['id']} leads to that calendar already: disconnect one of the two."
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

"""How a link stands after a sync: connected or failing, its next turn, and its owner told once of each change."""

from __future__ import annotations

from store.database import Row
from store.scheduling import calendar_exports, links
from store.types import utc_text
from tools.call import Call
from tools.scheduling.links.notices import tell_failing, tell_working
from tools.scheduling.links.rules.links import after_failure, after_success


def note_success(call: Call, link: Row) -> None:
    """A sync went through. Of a calendar that is sent to: what was given up is tried again, and it works once that is there."""
    turn = after_success(link["id"], call.outside.minutes)
    if link["direction"] == "export" and calendar_exports.faulty(call.tx, link["id"]):
        calendar_exports.try_again(call.tx, link["id"])
        status = "connected" if link["status"] == "syncing" else link["status"]
        next_at = utc_text(call.now + turn.wait)
        links.change_link(call.tx, link["id"], status=status, failures=0, next_at=next_at, leased_until=None)
        return
    links.change_link(
        call.tx,
        link["id"],
        status=turn.status,
        told="connected",
        failures=0,
        last_error=None,
        last_sync_at=call.stamp,
        next_at=utc_text(call.now + turn.wait),
        leased_until=None,
    )
    if link["told"] == "failing":
        tell_working(call, link)
    if link["status"] != turn.status:
        call.changed("calendar", link["kal_id"])


def note_failure(call: Call, link: Row, fault: str, *, final: bool = False, heavy: bool = False) -> None:
    """A sync did not go through, and says why to the owner; what was read last stays."""
    turn = after_failure(link["id"], link["status"], link["failures"], call.outside.minutes, final=final, heavy=heavy)
    links.change_link(
        call.tx,
        link["id"],
        status=turn.status,
        told="failing" if turn.status == "failing" else link["told"],
        failures=turn.failures,
        last_error=fault,
        next_at=utc_text(call.now + turn.wait),
        leased_until=None,
    )
    if turn.status == "failing" and link["told"] != "failing":
        tell_failing(call, link, fault)
        call.changed("calendar", link["kal_id"])


def note_written(call: Call, link_id: int) -> None:
    """An appointment stands outside as it stands here; when all do, the link works."""
    link = links.link_by_id(call.tx, link_id)
    if link is None or link["status"] == "syncing" or calendar_exports.faulty(call.tx, link_id):
        return
    links.change_link(
        call.tx, link_id, status="connected", told="connected", failures=0, last_error=None, last_sync_at=call.stamp
    )
    if link["told"] == "failing":
        tell_working(call, link)


def note_not_written(call: Call, link_id: int, fault: str, *, failing: bool) -> None:
    """An appointment could not be written. failing: too often, or for good."""
    link = links.link_by_id(call.tx, link_id)
    if link is None:
        return
    status = "failing" if failing else link["status"]
    told = "failing" if failing else link["told"]
    links.change_link(call.tx, link_id, status=status, told=told, last_error=fault)
    if failing and link["told"] != "failing":
        tell_failing(call, link, fault)

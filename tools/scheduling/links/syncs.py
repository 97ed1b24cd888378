"""How a link stands after a sync: connected or failing, its next turn, and its owner told once of each change."""

from __future__ import annotations

from store.database import Row
from store.scheduling import links
from store.types import utc_text
from tools.call import Call
from tools.scheduling.links.notices import tell_failing, tell_working
from tools.scheduling.rules.links import after_failure, after_success


def note_success(call: Call, link: Row) -> None:
    """A sync went through."""
    turn = after_success(link["id"], call.outside.minutes)
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


def note_failure(call: Call, link: Row, fault: str, *, final: bool = False) -> None:
    """A sync did not go through, and says why to the owner; what was read last stays."""
    turn = after_failure(link["id"], link["status"], link["failures"], call.outside.minutes, final=final)
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

"""Marking what was read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.telling.deliveries import drop_read
from store.telling.inbox import Filter
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.notices.inbox import Inbox
from tools.notices.params import KindNames, expanded
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import worded

TOOLSET = "notices"


class Marked(TypedDict):
    changed: int
    unread_total: int


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"up_to_id": 1},
    find=(
        "I have seen these, tick them off",
        "clear my inbox up to here",
        "keep that one as new",
        "mark everything as read",
        "put this notification back to unread",
        "dismiss the alerts about tasks",
        "acknowledge what I was told",
        "none of these are new any more",
        "tidy up my notifications",
        "set the badge to zero",
        "I read that notice",
    ),
)
def mark_notices_read(
    call: Call,
    notice_ids: Annotated[
        list[Id] | None, Field(min_length=1, max_length=200, description="These notices. Either this or up_to_id.")
    ] = None,
    up_to_id: Annotated[Id | None, Field(description="Every notice with an id up to this one.")] = None,
    kinds: KindNames | None = None,
    unread: Annotated[bool, Field(description="true = put them back to unread.")] = False,
) -> Marked:
    """Mark notices of your inbox as read, singly or all up to one, or put them back to unread.

    Only your own marks change, never another member's; with up_to_id only these kinds, if any are given. What was put off
    by quiet hours or for a digest is not sent any more once it is read. Ids that are not in your inbox are refused all
    together."""
    if (notice_ids is None) == (up_to_id is None):
        fault = worded("exactly one of notice_ids and up_to_id")
        raise Invalid({"notice_ids": fault, "up_to_id": fault}, next=("list_notices",))
    if kinds is not None and up_to_id is None:
        raise Invalid({"kinds": worded("goes with up_to_id")}, next=("mark_notices_read",))
    inbox = Inbox(call)
    if notice_ids is not None:
        changed = _mark_these(call, inbox, notice_ids, unread)
    else:
        changed, rest = inbox.mark_up_to(up_to_id or 0, expanded(kinds, "kinds"), unread)
        if rest is not None:
            call.warn(f"There are too many for one call: call again with up_to_id {rest} for the older ones.")
    if changed:
        call.changed("notices", str(call.caller.owner))
    return {"changed": changed, "unread_total": inbox.count(Filter(unread=True))[0]}


def _mark_these(call: Call, inbox: Inbox, notice_ids: list[int], unread: bool) -> int:
    rows = inbox.among(notice_ids)
    missing = sorted(set(notice_ids) - {row["id"] for row in rows})
    if missing:
        raise NotFound("notice", ", ".join(map(str, missing)), next=("list_notices",))
    ids = [row["id"] for row in rows if (row["read_at"] is None) is not unread]
    inbox.mark(ids, unread)
    if not unread:
        drop_read(call.tx, call.caller.owner, ids)
    return len(ids)

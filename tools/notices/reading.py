"""Reading and counting what one was told."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.rows import COUNT_UP_TO
from store.telling.inbox import Filter
from tools.call import Call
from tools.errors import Invalid
from tools.notices.inbox import Inbox
from tools.notices.params import RECORD_TYPES, Box, KindNames, RecordType, expanded, record_named
from tools.notices.shapes import NoticeShape, notice_shape
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, Moment
from tools.rules.notice_kinds import GROUPS, group_of
from tools.rules.sentences import worded

TOOLSET = "notices"


class NoticeList(TypedDict):
    items: list[NoticeShape]
    total: int
    unread_total: int
    next_cursor: NotRequired[str | None]
    last_page: bool


class GroupCount(TypedDict):
    group: str
    unread: int
    needs_action: int


class NoticeCounts(TypedDict):
    """at_least: there may be more than the numbers say."""

    unread: int
    needs_action: int
    urgent_unread: int
    by_group: list[GroupCount]
    newest_id: NotRequired[int | None]
    at_least: NotRequired[bool | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what have I been told lately",
        "any news about my visit tomorrow",
        "which messages still wait for my answer",
        "open my inbox of notices",
        "what happened to us while I was away",
        "read the newest alerts",
        "who cancelled on me and when",
        "show notifications about this order",
        "everything I was informed of since Monday",
        "is there something I have to react to",
        "unread notifications of our company",
    ),
    page_size=9,
)
def list_notices(
    call: Call,
    page: Page,
    unread: Annotated[bool | None, Field(description="true = unread only, false = read only.")] = None,
    needs_action: Annotated[bool | None, Field(description="true = what waits for something you can do.")] = None,
    kinds: KindNames | None = None,
    record_type: RecordType | None = None,
    record_id: Annotated[Id | None, Field(description="With record_type: only of this record.")] = None,
    since: Annotated[Moment | None, Field(description="Written at or after this moment.")] = None,
    until: Annotated[Moment | None, Field(description="Written before this moment.")] = None,
    box: Box = "all",
) -> NoticeList:
    """Read your inbox, newest first: what happened to your bookings, visits, tasks, money and account, and who did it.

    act_with names the tools that answer a notice and are open to you now; carrying one out marks it as read. Reading here
    marks nothing: mark_notices_read does. deliveries tells what went out besides, by mail, text message or callback.
    A page may have fewer than asked for: no more than 2000 notices are looked through; ask on while last_page is false.
    get_notice_settings lists the kinds and their groups; count_notices counts without reading."""
    record = record_named(record_type, record_id, RECORD_TYPES, "list_notices")
    wanted = Filter(unread, expanded(kinds, "kinds"), record, since, until)
    if since is not None and until is not None and since > until:
        fault = worded("since lies after until")
        raise Invalid({"since": fault, "until": fault}, next=("list_notices",))
    inbox = Inbox(call, box)
    key = page.key(1)
    before = int(key[0]) if key is not None and key[0] is not None else None
    found = inbox.newest(wanted, needs_action, page.limit, before)
    rows = found.rows
    total, page.total_capped = inbox.count(wanted, needs_action)
    deliveries = inbox.deliveries(rows)
    items = [
        notice_shape(row, inbox.answering.act_with(row), deliveries.get(row["id"], []), call.caller.timezone)
        for row in rows
    ]
    return {
        "items": items,
        "total": total,
        "unread_total": inbox.count(Filter(unread=True))[0],
        "next_cursor": page.next_cursor(None if found.is_all else [found.upto]),
        "last_page": found.is_all,
    }


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "is there anything new for me",
        "how many unread messages do I have",
        "does something wait for us",
        "number on the bell",
        "count of new alerts",
        "did anything come in since I last looked",
        "how much is waiting for my answer",
        "unread badge",
        "new notifications by topic",
        "is my inbox empty",
        "anything urgent that I have not seen",
    ),
)
def count_notices(call: Call, box: Box = "all") -> NoticeCounts:
    """Count your unread notices, and those that wait for something you can do, by group; each up to 1000.

    at_least: there may be more, since no more than 2000 notices are looked through. Groups without unread ones are left
    out. list_notices reads them; newest_id tells whether anything came since."""
    inbox = Inbox(call, box)
    found = [inbox.newest(Filter(unread=True), None, COUNT_UP_TO), inbox.newest(Filter(), True, COUNT_UP_TO)]
    unread, waiting = (each.rows for each in found)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for at, rows in enumerate((unread, waiting)):
        for row in rows:
            counts[group_of(row["kind"])][at] += 1
    newest = inbox.newest(Filter(), None, 1).rows
    return {
        "unread": len(unread),
        "needs_action": len(waiting),
        "urgent_unread": sum(row["urgent"] for row in unread),
        "by_group": [
            {"group": group, "unread": counts[group][0], "needs_action": counts[group][1]}
            for group in GROUPS
            if counts[group][0]
        ],
        "newest_id": newest[0]["id"] if newest else None,
        "at_least": True if not all(each.is_all for each in found) else None,
    }

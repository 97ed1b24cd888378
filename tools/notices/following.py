"""Following what changes, from a position on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.telling.feed import Wanted, changes_after, newest_change
from store.types import iso
from tools.call import Call
from tools.errors import Invalid
from tools.notices.params import RECORD_TYPES, RecordType, nearest, record_named
from tools.notices.positions import place_of, position
from tools.notices.shapes import ActorShape
from tools.notices.sight import Sight
from tools.operation import operation
from tools.params import Id
from tools.rules.change_types import CHANGE_TYPES, types_named
from tools.rules.sentences import worded

TOOLSET = "notices"

CHUNK = 100
# So many changes are looked through in one call, most of which may be others'.
MOST_LOOKED_THROUGH = 2000
USUAL, MOST = 50, 200
# A page is no longer than a client reads, or what it asked for.
USUAL_BYTES, MOST_BYTES = 7_000, 40_000
Types = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=60)]],
    Field(min_length=1, max_length=50, description="Types such as task.paid, or a noun with .* (work_order.*)."),
]


class ChangedRecord(TypedDict):
    type: str
    id: int


class ChangeShape(TypedDict):
    """type: what happened, such as task.paid. data: the new state and the names of changed fields."""

    id: int
    at: str
    type: str
    record: ChangedRecord
    company_id: NotRequired[int | None]
    performed_by: NotRequired[ActorShape | None]
    call_id: str
    data: dict[str, Any]


class ChangeList(TypedDict):
    """since: what to ask with next time. last_page: nothing is left to be read now."""

    items: list[ChangeShape]
    since: str
    last_page: bool


def has_come(call: Call, arguments: Mapping[str, Any]) -> bool:
    """Whether there is something to answer, so that the call waits no longer."""
    since = arguments.get("since")
    if since is None:
        return True
    wanted = _wanted(*(arguments.get(name) for name in ("types", "record_type", "record_id")))
    found = _look(call, place_of(call, since), wanted, 1)
    return bool(found.rows) or not found.is_all


@operation(
    access="read",
    actors=("any",),
    price="free",
    waits_until=has_come,
    find=(
        "what happened since I last looked",
        "follow our jobs without polling every list",
        "give me everything new after this point",
        "event feed",
        "what changed while my agent was down",
        "long poll for changes",
        "stream of updates about bookings and tasks",
        "catch up with everything from the last cursor",
        "tell me as soon as something changes",
        "sync my copy of the work orders",
        "changes of this task in order",
        "what is new since I last looked",
        "feed of everything that changed",
        "poll for updates",
        "keep my system in step with yours",
    ),
)
def list_changes(
    call: Call,
    since: Annotated[
        str | None,
        Field(
            max_length=100, description="since of an earlier answer, or oldest. Left out: only where the feed is now."
        ),
    ] = None,
    types: Types | None = None,
    record_type: RecordType | None = None,
    record_id: Annotated[Id | None, Field(description="With record_type: only this record.")] = None,
    limit: Annotated[int, Field(ge=1, le=MOST, description=f"Default {USUAL}.")] = USUAL,
    wait_seconds: Annotated[int, Field(ge=0, le=30, description="Wait this long for the first change; default 0.")] = 0,
) -> ChangeList:
    """Tell what changed since a position: bookings, visits, tasks, money and more that you have a part in, oldest first.

    Call it without since once, keep since of the answer, and ask with it from then on; your own acts are among the items.
    Asking again with the same position gives the same. While last_page is false, ask on at once. A position holds for you
    alone; changes are kept 30 days, after that it answers cursor_expired: read the lists anew. data has no texts: read the
    record."""
    wanted = _wanted(types, record_type, record_id)
    if since is None:
        return {"items": [], "since": position(call, newest_change(call.tx)), "last_page": True}
    found = _look(call, place_of(call, since), wanted, limit, USUAL_BYTES if limit <= USUAL else MOST_BYTES)
    items = [_shape(row, found.sight, call.caller.timezone) for row in found.rows]
    return {"items": items, "since": position(call, found.upto), "last_page": found.is_all}


@dataclass(slots=True)
class Found:
    """What was found after a position. upto: how far was looked; is_all: up to the end of the feed."""

    rows: list[Row]
    sight: Sight
    upto: int
    is_all: bool


def _look(call: Call, after: int, wanted: Wanted, limit: int, most_bytes: int = MOST_BYTES) -> Found:
    """Look through the feed for what the caller may see, up to so many changes and so many bytes of them."""
    found, size, looked = Found([], Sight(call), after, False), 0, 0
    while looked < MOST_LOOKED_THROUGH:
        rows = changes_after(call.tx, found.upto, wanted, CHUNK)
        for row in rows:
            if found.sight.sees(row):
                size += len(json.dumps(_shape(row, found.sight, call.caller.timezone), ensure_ascii=False).encode())
                if found.rows and (len(found.rows) == limit or size > most_bytes):
                    return found
                found.rows.append(row)
            found.upto = row["id"]
        if len(rows) < CHUNK:
            found.upto, found.is_all = max(found.upto, newest_change(call.tx)), True
            break
        looked += len(rows)
    return found


def _wanted(types: Sequence[str] | None, record_type: str | None, record_id: int | None) -> Wanted:
    """Which changes are asked for; Invalid names the nearest of what is unknown."""
    unknown = {f"types[{at}]": _unknown(name) for at, name in enumerate(types or ()) if not types_named(name)}
    if unknown:
        raise Invalid(unknown, next=("list_changes",))
    named = None if types is None else {type for name in types for type in types_named(name)}
    return Wanted(named, record_named(record_type, record_id, (*RECORD_TYPES, "route"), "list_changes"))


def _unknown(name: str) -> str:
    nouns = tuple(dict.fromkeys(f"{type.split('.')[0]}.*" for type in CHANGE_TYPES))
    near = nearest(name, (*CHANGE_TYPES, *nouns))
    return worded(
        "{name!r} is no type of change; {more}",
        name=name,
        more=worded("near it: {near}", near=", ".join(near)) if near else f"{', '.join(nouns)}",
    )


def _shape(row: Row, sight: Sight, zone: str) -> ChangeShape:
    by: ActorShape | None = None
    if sight.sees_who(row):
        by = {
            "type": row["performed_by_type"],
            "id": row["performed_by_id"],
            "name": row["performed_by_name"] or None,
            "on_behalf_of": row["on_behalf_of"],
        }
    return {
        "id": row["id"],
        "at": iso(row["at"], zone),
        "type": row["type"],
        "record": {"type": row["record_type"], "id": row["record_id"]},
        "company_id": row["company_id"],
        "performed_by": by,
        "call_id": row["call_id"],
        "data": json.loads(row["data"]),
    }

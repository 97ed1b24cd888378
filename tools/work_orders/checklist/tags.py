"""The tags of the company on a work order."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.work_orders import catalog, entries
from store.work_orders import parts as work_order_parts
from store.work_orders.checklist import tags as checklist_tags
from tools.call import Call
from tools.errors import Invalid, NotFound, Step
from tools.operation import operation
from tools.paging import Page
from tools.params import OneLine
from tools.rules.sentences import worded
from tools.work_orders.access import actor, order_of_company, write
from tools.work_orders.catalog.checks import check_room, free_name
from tools.work_orders.catalog.rules.tags import GREY, color_text
from tools.work_orders.checklist.shapes import TagShape, tag_shapes
from tools.work_orders.drafting.parts import MAX_TAGS
from tools.work_orders.params import WorkOrderId
from tools.work_orders.references import company_id

TOOLSET = "work_order_content"

TagId = Annotated[int, Field(ge=1, description="The tag, from list_company_tags.")]


class Tags(TypedDict):
    results: list[TagShape]
    total: int
    next_cursor: NotRequired[str | None]


class AddedTag(TypedDict):
    """changed: false when the order had it already. tags: all of them now."""

    tag: TagShape
    changed: bool
    tags: list[TagShape]


class RemovedTag(TypedDict):
    """tags: those that are left."""

    removed: bool
    tags: list[TagShape]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "labels of this ticket",
        "how is the job categorised internally",
        "which markers does it carry",
        "tags on this work order",
        "is this job tagged VIP",
        "what have we labelled this job with",
        "show the tags of one ticket",
        "who put that label on the job",
        "internal markers on the site visit",
        "when was the job marked",
    ),
)
def list_work_order_tags(call: Call, work_order_id: WorkOrderId, page: Page) -> Tags:
    """List the tags on a work order by name, with who put each there and when. Only its company sees them.

    add_work_order_tag and remove_work_order_tag change them; list_company_tags lists all there are."""
    row = order_of_company(call, work_order_id)
    results, next_cursor, total = page.slice(tag_shapes(call, row))
    return {"results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    example={"name": "Urgent", "create_missing": True},
    find=(
        "label it urgent",
        "mark the ticket as VIP",
        "file this job under rollout",
        "put a tag on the work order",
        "tag this job",
        "add one more label to the ticket",
        "categorise the site visit",
        "stick a marker on this job",
        "flag the ticket internally",
        "tag it, and create the tag if there is none",
    ),
)
def add_work_order_tag(
    call: Call,
    work_order_id: WorkOrderId,
    tag_id: TagId | None = None,
    name: Annotated[OneLine, Field(min_length=1, max_length=60, description="Instead of tag_id, in any case.")]
    | None = None,
    create_missing: Annotated[
        bool, Field(description="Create a tag of this name if there is none. Default false.")
    ] = False,
) -> AddedTag:
    """Put a tag of the company on a work order, by its number or its name. Providers see no tags.

    In any state but deleted, at most 30 on one order. A tag that is there already stays, with changed false."""
    row = order_of_company(call, work_order_id)
    id = _tag_given(call, tag_id, name, create_missing)
    added = work_order_parts.add_tag(call.tx, row["id"], id, call.stamp, actor(call))
    total = work_order_parts.count_tags(call.tx, row["id"])
    if total > MAX_TAGS:
        fault = worded(
            "would be one more than the {max_tags} tags a work order may have; remove one first", max_tags=MAX_TAGS
        )
        raise Invalid({"tag_id" if tag_id is not None else "name": fault}, next=("list_work_order_tags",))
    if added:
        write(call, row, "changed", detail={"fields": ["tags"], "tag_id": id})
    tags = tag_shapes(call, row)
    return {"tag": next(each for each in tags if each["tag_id"] == id), "changed": added, "tags": tags}


def _tag_given(call: Call, tag_id: int | None, name: str | None, create_missing: bool) -> int:
    """The number of the tag that is meant; a new one where the caller wants it created."""
    if tag_id is not None:
        if name is not None or create_missing:
            raise Invalid({"name": worded("goes without tag_id, and create_missing with name")})
        if catalog.tag_by_id(call.tx, company_id(call), tag_id) is None:
            raise NotFound("tag", tag_id, next=("list_company_tags", "create_company_tag"))
        return tag_id
    if name is None:
        raise Invalid({"tag_id": worded("or name is needed: which tag of the company")}, next=("list_company_tags",))
    found = catalog.tag_by_name(call.tx, company_id(call), name)
    if found is not None:
        return int(found["id"])
    if not create_missing:
        raise NotFound("tag", repr(name), next=("list_company_tags", "create_company_tag"))
    kept = free_name(call, "tag", name)
    check_room(call, "tag")
    return entries.insert(call.tx, "tag", company_id(call), call.stamp, name=kept, color=color_text(GREY))


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "no longer urgent",
        "drop the label",
        "unmark this ticket",
        "take a tag off the work order",
        "untag the job",
        "remove the VIP marker from this job",
        "this label does not fit the ticket",
        "delete a label from one ticket",
        "take the internal flag off the site visit",
        "the job is not part of the rollout any more",
    ),
)
def remove_work_order_tag(call: Call, work_order_id: WorkOrderId, tag_id: TagId) -> RemovedTag:
    """Take a tag off a work order. The tag itself stays in the company, and on its other orders."""
    row = order_of_company(call, work_order_id)
    if not checklist_tags.remove(call.tx, row["id"], tag_id):
        look = Step("list_work_order_tags", {"work_order_id": work_order_id})
        raise NotFound("tag", tag_id, of=worded("on this work order"), next=(look,))
    write(call, row, "changed", detail={"fields": ["tags"], "tag_id": tag_id})
    return {"removed": True, "tags": tag_shapes(call, row)}

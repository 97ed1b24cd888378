"""The tags with which a company labels its work orders."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.types import iso
from store.work_orders import entries, tags
from store.work_orders.catalog import by_name
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.params import OneLine
from tools.work_orders.catalog.checks import check_room, free_name
from tools.work_orders.catalog.params import Search, Shown
from tools.work_orders.catalog.rules.tags import GREY, color_text
from tools.work_orders.catalog.shown import shown
from tools.work_orders.references import company_id
from tools.work_orders.rules.project_totals import TotalShape

TOOLSET = "company_catalog"


class TagShape(TypedDict):
    """work_orders: how many bear it. color: as in #cc0000."""

    id: int
    name: str
    color: str
    work_orders: TotalShape
    active: bool
    created_at: NotRequired[str | None]


class Tags(TypedDict):
    results: list[TagShape]
    total: int
    next_cursor: NotRequired[str | None]


class NewTag(TypedDict):
    id: int
    name: str
    color: str


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "which labels do we use",
        "ids of our markers",
        "all categories we can put on a ticket",
        "list our tags",
        "how often is a label used",
        "number of the VIP tag",
        "most used markers on jobs",
        "retired labels",
        "tags of the company",
        "what can a work order be tagged with",
        "colors of our labels",
    ),
)
def list_company_tags(
    call: Call,
    page: Page,
    search: Search | None = None,
    active: Shown = True,
    sort: Annotated[Literal["id", "name", "used"], Field(description="used: the most used first.")] = "name",
) -> Tags:
    """List the tags with which a company labels its work orders, and on how many each stands.

    create_work_order and update_work_order take them by number or name; list_work_orders finds orders by tag.
    create_company_tag adds one, set_company_catalog_entry changes one."""
    found = shown(entries.entries(call.tx, "tag", company_id(call)), search, active)
    used: dict[int, int] = {}
    if sort == "used":
        used = tags.used(call.tx, company_id(call), [each["id"] for each in found])
    keys = {"id": lambda tag: tag["id"], "name": by_name, "used": lambda tag: (-used.get(tag["id"], 0), *by_name(tag))}
    part, next_cursor, total = page.slice(sorted(found, key=keys[sort]))
    used = used or tags.used(call.tx, company_id(call), [each["id"] for each in part])
    results: list[TagShape] = [
        {
            "id": each["id"],
            "name": each["name"],
            "color": each["color"],
            "work_orders": {"total": used.get(each["id"], 0)},
            "active": bool(each["active"]),
            "created_at": iso(each["created_at"]),
        }
        for each in part
    ]
    return {"results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    find=(
        "new label VIP",
        "add a marker for rollouts",
        "invent a category for tickets",
        "make a tag",
        "create a red label for urgent jobs",
        "define a tag for work orders",
        "we need another marker",
        "add a tag to our list",
        "a colored label for jobs",
        "tag that does not exist yet",
        "set up a label for night shifts",
    ),
)
def create_company_tag(
    call: Call,
    name: Annotated[OneLine, Field(min_length=1, max_length=60, description="Unique in the company, in any case.")],
    color: Annotated[str, Field(pattern=r"^#?[0-9a-fA-F]{6}$", description="As #rrggbb. Default grey.")] = GREY,
) -> NewTag:
    """Create a tag of the company, to label work orders with.

    Only the company sees its tags; no order bears it yet. Next: update_work_order with tags. A name that is taken, or
    was and is retired, is refused with its number."""
    kept = free_name(call, "tag", name)
    check_room(call, "tag")
    written = color_text(color)
    id = entries.insert(call.tx, "tag", company_id(call), call.stamp, name=kept, color=written)
    return {"id": id, "name": kept, "color": written}

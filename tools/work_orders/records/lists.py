"""Finding work orders: the list with its filters, and the tabs with their counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders import conditions, lists
from store.work_orders.lists import Search
from tools.call import Call
from tools.errors import Invalid
from tools.operation import Actor, operation
from tools.paging import Page
from tools.params import Amount, Id, NumberOrCode, OneLine
from tools.rules.sentences import worded
from tools.work_orders.params import Circle, FieldValue
from tools.work_orders.records.filters import search_of
from tools.work_orders.records.rows import FIELDS, DayShape, ListedWorkOrder, View, days_of, listed
from tools.work_orders.records.saved_views import FILTERS, Wanted, keep, wanted_list
from tools.work_orders.rules.lists import ALL_LIST, Order, Sort

TOOLSET = "work_orders"

EVERYBODY: tuple[Actor, ...] = ("client", "admin", "agent", "worker")
PER_PAGE = 25
# Lines or records beyond this are left for the next page.
MOST_BYTES = 40_000


def _listed(value: object) -> object:
    return [value] if isinstance(value, int) and not isinstance(value, bool) else value


class AmountRange(TypedDict):
    min: NotRequired[Amount]
    max: NotRequired[Amount]


class FieldFilter(TypedDict):
    custom_field_id: Id
    value: FieldValue


Ids = Annotated[list[Id], BeforeValidator(_listed), Field(min_length=1, max_length=100, description="Any of these.")]
Days = Annotated[
    str, Field(min_length=10, max_length=25, description="A date, or start,end: 2026-03-01,2026-03-31 (both included).")
]
Short = Annotated[str, Field(min_length=1, max_length=100)]
SubStatus = Literal[
    "requested", "counter_offered", "unfilled", "unconfirmed", "confirmed", "on_my_way", "delayed", "at_risk",
    "checked_in", "checked_out",
]  # fmt: skip
ListName = Annotated[
    OneLine,
    Field(
        min_length=1,
        max_length=100,
        description="workorders_in_flight, _draft, _published_routed, _assigned, _problem, _work_done, _approved, _all"
        " (the default), or the key of a saved search from list_work_order_lists.",
    ),
]
Columns = Annotated[
    list[Short], Field(min_length=1, max_length=40, description="Only these fields of each order, in this order.")
]
StickyName = Annotated[OneLine, Field(min_length=1, max_length=60, description="Name of a kept set of filters.")]
Sticky = Annotated[bool, Field(description="Keep these filters, columns and sort under sticky_name. Default false.")]
Words = Annotated[
    str, Field(min_length=1, max_length=200, description="Whole words in title, description, number, incident, city.")
]
Statuses = Annotated[
    list[NumberOrCode], Field(min_length=1, max_length=9, description="States by name or number, such as published.")
]
SubStatuses = Annotated[list[SubStatus], Field(min_length=1, max_length=10, description="Finer states, any of them.")]
Assignment = Annotated[NumberOrCode, Field(description="assigned, unassigned, or the number of a provider.")]
BundleCode = Annotated[Short, Field(description="Members of this bundle, such as BND-7.")]


class Metadata(TypedDict):
    total: int
    page: NotRequired[int | None]
    per_page: int
    all: NotRequired[bool | None]
    pages: NotRequired[int | None]
    list: str
    sort: str
    order: str
    next_cursor: NotRequired[str | None]


class WorkOrderList(TypedDict):
    metadata: Metadata
    results: list[ListedWorkOrder]
    days: NotRequired[list[DayShape] | None]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=EVERYBODY,
    price="free",
    page_size=PER_PAGE,
    stores_with=("sticky",),
    find=(
        "show me every job in Texas next month",
        "field jobs that were offered to me",
        "which tickets are still without a technician",
        "find assignments waiting for my sign-off",
        "search field jobs by customer, project or technician",
        "jobs I could take near me",
        "my assigned visits this week",
        "which visits are running late or at risk",
        "open jobs with applications to answer",
        "all site visits of one project",
        "look up a ticket by its incident number",
        "list our site jobs",
        "find the field jobs that have no provider",
        "all our field jobs",
        "which visits are planned for next week",
        "tickets that nobody took yet",
        "search site visits by city",
        "published work I could take",
    ),
)
def list_work_orders(
    call: Call,
    paging: Page,
    list: ListName | None = None,
    search: Words | None = None,
    work_order_ids: Ids | None = None,
    status: Statuses | None = None,
    sub_status: SubStatuses | None = None,
    project_id: Ids | None = None,
    client_id: Ids | None = None,
    manager_id: Ids | None = None,
    template_id: Ids | None = None,
    type_of_work_id: Ids | None = None,
    service_type_id: Ids | None = None,
    network_id: Ids | None = None,
    tag_id: Ids | None = None,
    bundle_id: BundleCode | None = None,
    incident_id: Annotated[Short, Field(description="The company's own incident number.")] | None = None,
    assignment: Assignment | None = None,
    created_date: Days | None = None,
    service_schedule: Annotated[Days, Field(description="Service window overlaps these days.")] | None = None,
    published_date: Days | None = None,
    assigned_date: Days | None = None,
    work_done_date: Days | None = None,
    approved_date: Days | None = None,
    paid_date: Days | None = None,
    canceled_date: Days | None = None,
    city: Annotated[Short, Field(description="Town of the site.")] | None = None,
    state: Annotated[Short, Field(description="State of the site, such as TX.")] | None = None,
    postal_code: Annotated[Short, Field(description="Postal code, or its beginning with *: 554*.")] | None = None,
    country: Annotated[str, Field(min_length=2, max_length=2, description="Two letters, such as US.")] | None = None,
    location_radius: Annotated[Circle, Field(description="Sites with coordinates in this circle.")] | None = None,
    remote: bool | None = None,
    pay_type: Literal["fixed", "hourly", "device", "blended"] | None = None,
    pay_range: Annotated[AmountRange, Field(description="Bounds of the most it may pay.")] | None = None,
    rating: Annotated[Short, Field(description="The assignee's: 4.5 is at least, 3,4.5 between.")] | None = None,
    max_approval_time: Annotated[int, Field(ge=0, le=365, description="Providers: days a company takes to approve.")]
    | None = None,
    requests: Annotated[bool, Field(description="Companies: with or without pending requests.")] | None = None,
    counter_offers: Annotated[bool, Field(description="Companies: with or without counter-offers.")] | None = None,
    unread_messages: bool | None = None,
    has_problem: bool | None = None,
    confirmed: bool | None = None,
    late: Annotated[bool, Field(description="A delay was reported, or a check-in was late.")] | None = None,
    flightboard_tomorrow: Annotated[bool, Field(description="Providers: visits of tomorrow to confirm.")] | None = None,
    custom_field: Annotated[FieldFilter, Field(description="Companies: a field has this value.")] | None = None,
    columns: Columns | None = None,
    view: Annotated[View, Field(description="map: with coordinates. schedule: by day. model: full records.")] = "list",
    sort: Sort | None = None,
    order: Order | None = None,
    page: Annotated[int, Field(ge=1, le=100_000, description="Page by number, instead of cursor.")] | None = None,
    per_page: Annotated[int, Field(ge=1, le=100, description="With page. Default 25.")] | None = None,
    sticky: Sticky = False,
    sticky_name: StickyName | None = None,
) -> WorkOrderList:
    """Search and page through the work orders the caller may see, newest first unless sorted otherwise.

    A company member sees the company's orders; a provider those listed to their networks, offered to them, requested by
    them or assigned to them. Filters combine with AND, several values of one filter with OR. Deleted orders never
    appear, canceled ones in workorders_all or when asked for. sticky_name re-uses filters kept before with sticky true.
    A line has number, title, state, start, place, largest pay and provider; columns (or fields) and view give more, and
    get_work_order all. A page ends at 40 KB. list_work_order_lists counts the tabs."""
    given = {name: value for name, value in call.given.items() if name in FILTERS}
    wanted = wanted_list(call, list, given, columns or [], sort, order, None if sticky else sticky_name)
    if sticky:
        keep(call, list, sticky_name, wanted)
    found = search_of(call, wanted.list, wanted.filters)
    if view == "map":
        conditions.has_coordinates(found)
    metadata: Metadata = {
        "total": 0, "per_page": paging.limit, "list": list or ALL_LIST, "sort": wanted.sort, "order": wanted.order,
    }  # fmt: skip
    if page is not None or per_page is not None:
        keys = _numbered_page(call, paging, found, wanted, page or 1, per_page or PER_PAGE, metadata)
    else:
        keys = _cursor_page(call, paging, found, wanted, metadata)
    rows = lists.load(call.tx, [key["id"] for key in keys])
    chosen = wanted.columns or [name for name in paging.fields if name in FIELDS]
    results = _as_fit(listed(call, row, view, chosen) for row in rows)
    if len(results) < len(keys):
        _say_cut(call, paging, keys[: len(results)], wanted, metadata)
    metadata["all"] = metadata["total"] == len(results) or None
    rows = rows[: len(results)]
    return {
        "metadata": metadata,
        "results": results,
        "days": days_of(rows) if view == "schedule" else None,
        "total": metadata["total"],
        "next_cursor": metadata.get("next_cursor"),
    }


def _as_fit(listed_orders: Iterable[ListedWorkOrder]) -> list[ListedWorkOrder]:
    """As many as fit into a page, at least one."""
    found: list[ListedWorkOrder] = []
    size = 0
    for each in listed_orders:
        size += len(json.dumps(each, ensure_ascii=False).encode())
        if found and size > MOST_BYTES:
            break
        found.append(each)
    return found


def _say_cut(call: Call, paging: Page, kept: Sequence[Row], wanted: Wanted, metadata: Metadata) -> None:
    """The page goes on after the last that fitted; a page by number has to be asked for smaller."""
    shown = f"Only {len(kept)} fitted into {MOST_BYTES // 1000} KB"
    if "page" in metadata:
        call.warn(f"{shown}: ask for per_page {len(kept)}, for fewer columns, or for view list.")
        return
    metadata["next_cursor"] = paging.next_cursor(lists.key_of(kept[-1], wanted.sort))
    call.warn(f"{shown}: next_cursor goes on with the others; columns or view list take less.")


def _cursor_page(call: Call, paging: Page, search: Search, wanted: Wanted, metadata: Metadata) -> list[Row]:
    """A page after a cursor. Among very many orders it may end before it is full; the cursor goes on from there."""
    by = lists.order(wanted.sort, wanted.order)
    found = lists.page(call.tx, search, wanted.sort, wanted.order, paging.limit, paging.key(len(by)))
    metadata["next_cursor"] = paging.next_cursor(found.key)
    metadata["total"], paging.total_capped = found.total, found.capped
    if found.examined is not None:
        call.warn(
            f"{found.examined:,} orders were looked at and {len(found.rows)} fit: next_cursor goes on with the others;"
            " a narrower filter finds sooner."
        )
    return found.rows


def _numbered_page(
    call: Call, paging: Page, search: Search, wanted: Wanted, number: int, size: int, metadata: Metadata
) -> list[Row]:
    """A page by its number, as the older way of paging has it; orders are counted up to MOST_COUNTED."""
    if paging.cursor is not None:
        raise Invalid({"page": worded("and cursor are two ways of paging; give one of them")})
    total = lists.count(call.tx, search, lists.MOST_COUNTED)
    metadata["total"], metadata["page"], metadata["per_page"] = total, number, size
    metadata["pages"] = -(-total // size)
    paging.total_capped = total >= lists.MOST_COUNTED
    return lists.numbered_page(call.tx, search, wanted.sort, wanted.order, size, (number - 1) * size)

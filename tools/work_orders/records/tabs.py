"""The tabs of the dispatch board and the saved searches, with how many orders stand in each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.work_orders import lists, saved_views
from tools.call import Call
from tools.operation import operation
from tools.params import OneLine
from tools.work_orders.records.filters import search_of
from tools.work_orders.records.saved_views import filters_of, saved_key
from tools.work_orders.rules.lists import ALL_LIST, TABS, ListKey, check_list

TOOLSET = "work_orders"


class ListShape(TypedDict):
    key: str
    label: str
    description: str
    count: int
    count_capped: NotRequired[bool | None]
    default: bool
    columns: list[str]
    filters: NotRequired[dict[str, Any] | None]
    sort: str
    order: str


class Lists(TypedDict):
    lists: list[ListShape]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "how many jobs are in each stage right now",
        "overview of my queue tabs",
        "numbers for the dispatch board",
        "count the open, assigned and finished tickets",
        "how many visits wait for approval",
        "my saved searches of field jobs",
        "is there anything with a problem",
        "summary of all our site jobs",
        "show tabs with counts",
        "how many tickets are open, assigned or done",
        "quick numbers on our field jobs",
        "which saved views are there",
    ),
)
def list_work_order_lists(
    call: Call,
    list: Annotated[str, Field(min_length=1, max_length=100, description="Only this key.")] | None = None,
    sticky: Annotated[bool, Field(description="Count with the filters kept under sticky_name. Default false.")] = False,
    sticky_name: Annotated[OneLine, Field(min_length=1, max_length=60, description="Name of the kept set.")]
    | None = None,
) -> Lists:
    """Return the tabs and saved searches of work orders with their current counts.

    The eight built-in lists come first, saved searches after them by name. Counts see what the caller may see.
    list_work_orders takes a key as list and shows what is in it."""
    saved = saved_views.all_of(call.tx, call.caller.owner, call.caller.company_id)
    if list is not None:
        check_list(list, [saved_key(view) for view in saved])
    kept = {view["list"]: filters_of(view) for view in saved if sticky and view["name"] == sticky_name}
    answers = [_tab(call, key, kept.get(key, {})) for key in TABS if list in (None, key)]
    for view in saved:
        if list in (None, saved_key(view)):
            filters = filters_of(view)
            answers.append(
                {
                    "key": saved_key(view),
                    "label": view["name"],
                    "description": f"Saved search in {TABS[view['list']].label}",
                    **_count(call, view["list"], filters),
                    "default": False,
                    "columns": json.loads(view["columns"]),
                    "filters": json.loads(view["filters"]),
                    "sort": view["sort"],
                    "order": view["direction"],
                }
            )
    return {"lists": answers}


def _tab(call: Call, key: ListKey, filters: Mapping[str, Any]) -> ListShape:
    return {
        "key": key,
        "label": TABS[key].label,
        "description": TABS[key].description,
        **_count(call, key, filters),
        "default": key == ALL_LIST,
        "columns": [],
        "filters": json.loads(json.dumps(filters, default=str)) or None,
        "sort": "id",
        "order": "desc",
    }


class _Count(TypedDict):
    count: int
    count_capped: bool | None


def _count(call: Call, key: ListKey, filters: Mapping[str, Any]) -> _Count:
    """How many there are; capped says that a provider may see more."""
    found = lists.count(call.tx, search_of(call, key, filters))
    capped = call.caller.company_id is None and found >= lists.MOST_COUNTED
    return {"count": found, "count_capped": capped or None}

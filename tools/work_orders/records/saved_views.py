"""What a list of work orders is to show, and the sets of filters somebody keeps under a name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from store.database import Row
from store.work_orders import saved_views
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.work_orders.rules.lists import ALL_LIST, SAVED, TABS, ListKey, Order, Sort, check_list

FILTERS = frozenset({
    "search", "work_order_ids", "status", "sub_status", "project_id", "client_id", "manager_id", "template_id",
    "type_of_work_id", "service_type_id", "network_id", "tag_id", "bundle_id", "incident_id", "assignment",
    "created_date", "service_schedule", "published_date", "assigned_date", "work_done_date", "approved_date",
    "paid_date", "canceled_date", "city", "state", "postal_code", "country", "location_radius", "remote", "pay_type",
    "pay_range", "rating", "max_approval_time", "requests", "counter_offers", "unread_messages", "has_problem",
    "confirmed", "late", "flightboard_tomorrow", "custom_field",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """The built-in list below, the filters on it, the fields of each order and the sorting."""

    list: ListKey
    filters: Mapping[str, Any]
    columns: Sequence[str]
    sort: Sort
    order: Order


def wanted_list(
    call: Call,
    key: str | None,
    filters: Mapping[str, Any],
    columns: Sequence[str],
    sort: Sort | None,
    order: Order | None,
    name: str | None,
) -> Wanted:
    """What was asked for, filled up from a saved search or a kept set where something was left out."""
    kept = _kept(call, key or ALL_LIST, name)
    if kept is None:
        return Wanted(cast(ListKey, key or ALL_LIST), filters, columns, sort or "id", order or "desc")
    return Wanted(
        list=kept["list"],
        filters=filters or filters_of(kept),
        columns=columns or json.loads(kept["columns"]),
        sort=sort or kept["sort"],
        order=order or kept["direction"],
    )


def _kept(call: Call, key: str, name: str | None) -> Row | None:
    """The saved search behind a key, or the set kept for a list under a name."""
    owner, company_id = call.caller.owner, call.caller.company_id
    if key in TABS and name is None:
        return None
    saved = {saved_key(each): each for each in saved_views.all_of(call.tx, owner, company_id)}
    check_list(key, list(saved))
    if key in saved:
        return saved[key]
    kept = saved_views.find(call.tx, owner, company_id, key, name or "")
    if kept is None:
        raise Invalid(
            {
                "sticky_name": worded(
                    "nothing is kept for {key} under {name!r}; keep it with sticky true", key=key, name=name
                )
            }
        )
    return kept


def keep(call: Call, key: str | None, name: str | None, wanted: Wanted) -> None:
    """Store what a list is to show under a name."""
    if name is None:
        raise Invalid({"sticky_name": worded("is needed with sticky: the name under which the filters are kept")})
    if (key or ALL_LIST) not in TABS:
        raise Invalid({"list": worded("must be one of {tabs} to keep filters for it", tabs=", ".join(TABS))})
    saved_views.keep(
        call.tx,
        call.caller.owner,
        call.caller.company_id,
        key or ALL_LIST,
        name,
        json.dumps(dict(wanted.filters), ensure_ascii=False, default=str),
        json.dumps(list(wanted.columns)),
        wanted.sort,
        wanted.order,
        call.stamp,
    )


def saved_key(view: Row) -> str:
    return f"{SAVED}{view['id']}"


def filters_of(view: Row) -> dict[str, Any]:
    """The filters of a saved search, as an operation works with them."""
    filters: dict[str, Any] = json.loads(view["filters"])
    if "pay_range" in filters:
        filters["pay_range"] = {name: Decimal(amount) for name, amount in filters["pay_range"].items()}
    return filters

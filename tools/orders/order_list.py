"""The list of orders: filtered, searched, sorted by a custom field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.orders import orders
from store.orders.orders import Condition
from tools.call import Call
from tools.errors import Invalid, Step
from tools.operation import operation
from tools.orders.access import company_of, type_for_orders
from tools.orders.params import FieldFilter, FieldFilters, OrderState, ResponsibleOrNobody, TypeCode
from tools.orders.rules import fields as defined
from tools.orders.rules.finding import can_sort, sought
from tools.orders.shapes import OrderShape, fields_of, order_shape
from tools.paging import Page
from tools.rules.sentences import told_by, worded

TOOLSET = "orders"


class OrderList(TypedDict):
    orders: list[OrderShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "which vacation requests are open",
        "my team's cases",
        "what is still to be executed",
        "tickets assigned to a colleague",
        "requests nobody is responsible for",
        "find the case by its code in another system",
        "archived requests of this kind",
        "leave applications sorted by their begin date",
        "all support cases with a given requester",
        "cases whose end date is after the first of July",
        "search our orders for a word in their fields",
        "list finished internal requests",
    ),
)
def list_orders(
    call: Call,
    page: Page,
    state: Annotated[OrderState, Field(description="Only this state.")] | None = None,
    order_type_code: Annotated[TypeCode, Field(description="Only this type, from list_order_types.")] | None = None,
    user_email: ResponsibleOrNobody | None = None,
    archived: Annotated[
        Literal["false", "true", "any"], Field(description="Default false: those not archived.")
    ] = "false",
    query: Annotated[str, Field(max_length=200, description="Part of code, ext_code or a text in the fields.")]
    | None = None,
    field_filters: FieldFilters | None = None,
    sort_field: Annotated[str, Field(max_length=64, description="Custom field to sort by; needs order_type_code.")]
    | None = None,
    sort_direction: Annotated[Literal["asc", "desc"], Field(description="Of sort_field. Default asc.")] = "asc",
) -> OrderList:
    """List the company's orders with their custom fields, newest first.

    Filters go together. field_filters and sort_field take custom fields of one type, which get_order_type shows; orders
    without a value for sort_field come last, a mere day in a filter is the company's. Not work orders:
    list_work_orders. Next: get_order, update_order."""
    order_type = type_for_orders(call, order_type_code, active=False) if order_type_code is not None else None
    known = {field.name: field for field in fields_of(order_type)} if order_type is not None else {}
    if order_type is None and (field_filters or sort_field):
        raise Invalid(
            {"order_type_code": worded("is needed with field_filters and sort_field")}, next=("list_order_types",)
        )
    _check_sort(known, sort_field, order_type_code)
    sql, params, order = orders.listed(
        company_of(call),
        state=state,
        order_type_id=order_type["id"] if order_type is not None else None,
        responsible=user_email,
        archived={"false": False, "true": True, "any": None}[archived],
        query=query,
        conditions=_conditions(call, known, field_filters or (), order_type_code),
        sort_field=sort_field or None,
        direction=sort_direction,
    )
    rows, next_cursor, total = page.rows(call.tx, sql, params, order)
    return {"orders": [order_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


def _check_sort(known: dict[str, defined.Field], name: str | None, type_code: str | None) -> None:
    if not name:
        return
    if name not in known:
        raise Invalid({"sort_field": _unknown(name, known)}, next=(Step("get_order_type", {"code": type_code}),))
    if not can_sort(known[name]):
        raise Invalid(
            {"sort_field": worded("{name} holds JSON, which has no order", name=name)}, next=("get_order_type",)
        )


def _conditions(
    call: Call, known: dict[str, defined.Field], filters: Sequence[FieldFilter], type_code: str | None
) -> list[Condition]:
    """What the fields must be; Invalid names every filter that is wrong."""
    zone = terms_of(call.tx, company_of(call))["timezone"]
    found: list[Condition] = []
    faults: dict[str, str] = {}
    for index, one in enumerate(filters):
        field = known.get(one["field"])
        if field is None:
            faults[f"field_filters[{index}].field"] = _unknown(one["field"], known)
            continue
        try:
            wish = sought(field, one.get("operator", "equals"), one.get("value"), zone)
        except ValueError as fault:
            faults[f"field_filters[{index}].value"] = told_by(fault)
        else:
            found.append(Condition(wish.field, wish.without, wish.part, wish.low, wish.high))
    if faults:
        raise Invalid(faults, next=(Step("get_order_type", {"code": type_code}),))
    return found


def _unknown(name: str, known: dict[str, defined.Field]) -> str:
    return worded(
        "{name!r} is no field of this type; it has {known}",
        name=name[:64],
        known=", ".join(list(known)[:40]) or worded("none"),
    )

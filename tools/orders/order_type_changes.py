"""Changing an order type: its name, whether it is active, its fields, and with them what its orders hold."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.orders import order_types, orders
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.orders.access import order_type_of
from tools.orders.changeset import files_in, found_by, keep_files, lines_of
from tools.orders.definitions import checked_fields
from tools.orders.params import FieldDefinitions, TypeCode, TypeName
from tools.orders.rules import fields as defined
from tools.orders.rules.refitting import Refit, refit_between, refitted
from tools.orders.shapes import OrderTypeShape, fields_of, order_type_shape, stored_fields
from tools.rules.sentences import Count, joined, worded

TOOLSET = "orders"
ORDERS_AT_ONCE = 500
CODES_TOLD = 10


class ChangedOrderType(TypedDict):
    """orders_touched: how many orders hold something else than before."""

    order_type: OrderTypeShape
    orders_touched: int


@operation(
    access="write",
    actors=("admin",),
    price="write",
    takes_long=True,
    example={"code": "vacation", "name": "Leave request"},
    find=(
        "add a resolution column to support cases",
        "retire a kind of request",
        "make the end date mandatory",
        "rename a request type",
        "take a field off the travel form",
        "switch a kind of case on again",
        "allow another choice in a field",
        "a text field should become a number",
        "no two tickets may have the same invoice number",
        "change the fields of an order type",
        "rearrange the form for purchase requests",
        "shorten how long a subject may be",
    ),
)
def update_order_type(
    call: Call,
    code: TypeCode,
    name: TypeName | None = None,
    active: Annotated[bool, Field(description="false: no new orders of it.")] | None = None,
    field_definitions: Annotated[FieldDefinitions, Field(description="The whole new list, as get_order_type shows it.")]
    | None = None,
    drop_values: Annotated[bool, Field(description="true: removed fields lose their values. Default false.")] = False,
) -> ChangedOrderType:
    """Rename a kind of order, switch it on or off, or change its custom fields. Only what is passed changes.

    field_definitions replaces the whole list; fields keep their values by name. A new field has its default in orders there
    are, and required counts from the next change of their data on. A field that holds values is removed with drop_values
    only, and gets another type, length, options or unique only if every value fits. Company admins only. See get_order_type."""
    row = order_type_of(call, code)
    columns: dict[str, Any] = {}
    if name is not None:
        columns["name"] = name
    if active is not None:
        columns["active"] = int(active)
    touched = 0
    if field_definitions is not None:
        fields = checked_fields(field_definitions)
        columns["fields"] = stored_fields(fields)
        touched = _refit(call, row, fields, drop_values)
    if not columns:
        raise Invalid(
            {"code": worded("names the order type; pass what is to change: name, active or field_definitions")}
        )
    order_types.change(call.tx, row, call.stamp, **columns)
    return {"order_type": order_type_shape(order_type_of(call, code)), "orders_touched": touched}


def _refit(call: Call, row: Row, fields: tuple[defined.Field, ...], drop_values: bool) -> int:
    """Bring what the orders of a type hold under new definitions; how many of them hold something else then."""
    refit = refit_between(fields_of(row), fields)
    if not refit:
        return 0
    if not drop_values:
        _check_nothing_is_lost(call, row, refit)
    _check_everything_fits(call, row, refit, fields)
    orders.drop_lines(call.tx, row["id"])
    touched = 0
    for order, data in _orders_of(call, row):
        after, _ = refitted(refit, data)
        orders.put_lines(call.tx, order["id"], row["id"], lines_of(fields, after))
        if after != data:
            touched += 1
            _write(call, row, order, (data, after), fields)
    return touched


def _write(
    call: Call, row: Row, order: Row, data: tuple[dict[str, Any], dict[str, Any]], fields: Sequence[defined.Field]
) -> None:
    """Write what an order holds by now; data: before and after."""
    before, after = data
    columns = {
        "data": json.dumps(after, ensure_ascii=False),
        "found_by": found_by(order["code"], order["ext_code"], fields, after),
    }
    orders.change(call.tx, order["id"], call.stamp, **columns)
    keep_files(call, order["id"], files_in(fields_of(row), before), files_in(fields, after))


def _check_nothing_is_lost(call: Call, row: Row, refit: Refit) -> None:
    """Invalid when a field that is to be removed holds values."""
    counts = {name: orders.count_with_value(call.tx, row["id"], name) for name in refit.removed}
    lost = [
        worded("{name} holds values in {orders}", name=name, orders=Count(count, "order"))
        for name, count in counts.items()
        if count
    ]
    if lost:
        fault = worded("{lost}; pass drop_values true to remove fields with their values", lost=joined(lost, ", "))
        raise Invalid({"field_definitions": fault}, code="values_lost", next=("list_orders",))


def _check_everything_fits(call: Call, row: Row, refit: Refit, fields: Sequence[defined.Field]) -> None:
    """Invalid when a value does not fit the new definitions, or two orders share one that has to be unique."""
    misfits: dict[str, list[str]] = defaultdict(list)
    holders: dict[tuple[str, str], str] = {}
    for order, data in _orders_of(call, row) if refit.altered else ():
        after, wrong = refitted(refit, data)
        for name in wrong:
            misfits[name].append(order["code"])
        for line in () if wrong else lines_of(fields, after):
            if line.unique_key is None:
                continue
            first = holders.setdefault((line.field, line.unique_key), order["code"])
            if first != order["code"]:
                misfits[line.field] += [code for code in (first, order["code"]) if code not in misfits[line.field][-2:]]
    if misfits:
        places = {field.name: index for index, field in enumerate(fields)}
        faults = {f"field_definitions[{places[name]}]": _misfit(name, codes) for name, codes in misfits.items()}
        raise Invalid(faults, code="values_do_not_fit", next=("list_orders", "update_order"))


def _misfit(name: str, codes: list[str]) -> str:
    told = list(dict.fromkeys(codes))
    more = worded(" and {count} more", count=len(told) - CODES_TOLD) if len(told) > CODES_TOLD else ""
    return worded(
        "the values of {name} in {told}{more} do not fit; change those orders first",
        name=name,
        told=", ".join(told[:CODES_TOLD]),
        more=more,
    )


def _orders_of(call: Call, row: Row) -> Iterator[tuple[Row, dict[str, Any]]]:
    """The orders of a type with their data."""
    last = 0
    while rows := orders.of_type(call.tx, row["id"], last, ORDERS_AT_ONCE):
        for order in rows:
            yield order, json.loads(order["data"])
        last = rows[-1]["id"]

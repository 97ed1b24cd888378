"""Order types: which there are, what they define, a new one."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.orders import order_types, orders
from store.types import iso
from tools.call import Call
from tools.errors import Invalid, Step
from tools.operation import operation
from tools.orders.access import company_of, order_type_of
from tools.orders.definitions import checked_fields
from tools.orders.params import FieldDefinitions, TypeCode, TypeName
from tools.orders.rules import fields as defined
from tools.orders.rules.samples import sample_data
from tools.orders.rules.values import unique_key
from tools.orders.shapes import OrderTypeShape, TheirData, fields_of, order_type_shape, stored_fields
from tools.paging import Page
from tools.params import OneLine
from tools.rules.sentences import worded
from tools.shapes import Theirs

TOOLSET = "orders"


class ListedType(TypedDict):
    code: str
    name: Theirs
    active: bool
    fields_count: int
    orders_count: int


class OrderTypeList(TypedDict):
    order_types: list[ListedType]
    total: int
    next_cursor: NotRequired[str | None]


class FullOrderType(OrderTypeShape):
    orders_count: int
    created_at: str
    updated_at: str


class FoundOrderType(TypedDict):
    """example_data: what create_order takes as data for this type."""

    order_type: FullOrderType
    example_data: TheirData


class MadeOrderType(TypedDict):
    order_type: OrderTypeShape


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "what kinds of requests can be filed",
        "is there a template for support cases",
        "codes I can open something under",
        "which forms does our company have",
        "categories of internal requests",
        "types of tickets we use",
        "is there a form for travel requests",
        "retired kinds of cases",
        "how many cases are there of each kind",
        "find a request type by part of its name",
        "business processes that can be started",
        "list order types",
    ),
)
def list_order_types(
    call: Call,
    page: Page,
    active: Annotated[bool, Field(description="Only active (true) or only inactive (false) ones.")] | None = None,
    query: Annotated[str, Field(max_length=200, description="Part of code or name.")] | None = None,
) -> OrderTypeList:
    """List the kinds of orders the company has, by name, with how many fields and orders each has.

    Orders are opened of active ones only. Next: get_order_type shows the fields, create_order opens an order."""
    sql, params = order_types.listed(company_of(call), active, query)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order_types.BY_NAME)
    return {"order_types": [_line(row) for row in rows], "total": total, "next_cursor": next_cursor}


def _line(row: Row) -> ListedType:
    return {
        "code": row["code"],
        "name": row["name"],
        "active": bool(row["active"]),
        "fields_count": len(fields_of(row)),
        "orders_count": row["orders_count"],
    }


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    example={"code": "vacation"},
    find=(
        "which details does a vacation request need",
        "definition of the support request form",
        "what must I fill in",
        "fields of a request type",
        "allowed values of a field on the form",
        "example of a filled in travel request",
        "which fields of the form are required",
        "what does this kind of case record",
        "show one order type",
        "how long may the subject of a ticket be",
        "labels and names of custom fields",
        "is this kind of request still in use",
    ),
)
def get_order_type(call: Call, code: TypeCode) -> FoundOrderType:
    """Show one kind of order with the definitions of its custom fields, and data that could be filled in.

    Names of fields are case-sensitive. example_data can be passed to create_order as data; a required file field needs the
    number of a file of yours first. Next: create_order, list_orders with order_type_code."""
    row = order_type_of(call, code)

    def taken(field: defined.Field, value: object) -> bool:
        key = unique_key(field, value)
        return key is not None and orders.code_of_value(call.tx, row["id"], field.name, key, 0) is not None

    data, missing = sample_data(fields_of(row), call.now, taken)
    if missing:
        call.warn(f"example_data lacks {', '.join(missing)}: only you can fill that in.")
    shape: FullOrderType = {
        **order_type_shape(row),
        "orders_count": row["orders_count"],
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }
    return {"order_type": shape, "example_data": data}


@operation(
    access="write",
    actors=("admin",),
    price="creation",
    example={
        "code": "travel_request",
        "name": "Travel request",
        "field_definitions": [{"name": "destination", "type": "string", "label": "Destination", "required": True}],
    },
    find=(
        "we need a form for travel requests",
        "introduce a new category of cases",
        "define what a purchase request contains",
        "new kind of ticket with its own fields",
        "set up a vacation workflow for the company",
        "make a request type with custom fields",
        "add a template for incident reports",
        "design a form employees can file",
        "create an order type",
        "a form with choices and a file to attach",
        "start a new business process with its own form",
        "let colleagues file a new sort of request",
    ),
)
def create_order_type(
    call: Call,
    code: Annotated[
        OneLine, Field(min_length=1, max_length=64, description="Such as vacation_request; never changes.")
    ],
    name: TypeName,
    active: Annotated[bool, Field(description="false: no orders of it yet. Default true.")] = True,
    field_definitions: Annotated[FieldDefinitions, Field(description="Its custom fields, in their order.")]
    | None = None,
) -> MadeOrderType:
    """Define a new kind of order and its custom fields, for instance vacation requests with begin and end dates.

    A choice is a string with options. Types are never deleted: update_order_type switches them off and changes their
    fields. Company admins only. Charged once. Next: create_order with its code."""
    known = order_types.find(call.tx, company_of(call), code)
    if known is not None:
        raise Invalid(
            {"code": worded("{code!r} is taken by the order type {name!r}", code=code, name=known["name"])},
            code="code_taken",
            next=(Step("get_order_type", {"code": known["code"]}), "update_order_type"),
        )
    order_types.insert(
        call.tx,
        code,
        name,
        call.stamp,
        company_id=company_of(call),
        active=int(active),
        fields=stored_fields(checked_fields(field_definitions or ())),
        created_by_type=call.caller.kind,
        created_by_id=call.caller.id,
    )
    return {"order_type": order_type_shape(order_type_of(call, code))}

"""Orders: opening one, showing one."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.orders import orders
from store.types import iso
from tools.call import Call
from tools.errors import Invalid, Step
from tools.operation import operation
from tools.orders.access import company_of, order_of, responsible_user, type_for_orders
from tools.orders.changeset import files_in, found_by, keep_files, lines_of, new_data
from tools.orders.notices import tell_responsible
from tools.orders.params import (
    Data,
    ExtCode,
    OrderCode,
    OrderState,
    OwnCode,
    ProcessId,
    ProcessState,
    Responsible,
    TypeCode,
)
from tools.orders.rules.standing import Standing, moved
from tools.orders.shapes import FullOrderShape, OrderShape, fields_of, full_order_shape, order_shape
from tools.orders.written_moments import as_written
from tools.params import LocalMoment
from tools.rules.sentences import worded

TOOLSET = "orders"


class OpenedOrder(TypedDict):
    order: OrderShape


class FoundOrder(TypedDict):
    order: FullOrderShape


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={
        "order_type_code": "vacation",
        "data": {"employeeFirstName": "James", "beginDate": "2026-07-15T09:00:00+02:00"},
    },
    find=(
        "file a vacation request for Robin",
        "open a support ticket",
        "start a new business process case",
        "submit a leave application with its dates",
        "hand in a travel request",
        "register an incoming case under our own number",
        "fill in the purchase form for a new laptop",
        "log a complaint as a case with its details",
        "ask for days off in the company's workflow",
        "put a request of this kind into the process",
        "create an internal order of a given type",
        "new ticket with custom fields",
    ),
)
def create_order(
    call: Call,
    order_type_code: TypeCode,
    code: OwnCode | None = None,
    ext_code: ExtCode | None = None,
    bp_id: ProcessId | None = None,
    bp_state: ProcessState | None = None,
    state: Annotated[OrderState, Field(description="Default to_execute.")] = "to_execute",
    done_at: Annotated[LocalMoment, Field(description="Since when it is done. Default now, when state is done.")]
    | None = None,
    archived: Annotated[bool, Field(description="true: not in the default list. Default false.")] = False,
    data: Data | None = None,
    user_email: Responsible | None = None,
) -> OpenedOrder:
    """Open an order of a given type, such as a vacation or support request, and fill in its fields.

    get_order_type shows the fields of a type and data that fits. Fields left out get their default; required ones need a
    value. Orders follow your company's own processes: for a job at a site there is create_work_order, for staff
    create_inquiry. The responsible user is told. Charged once. Next: get_order, update_order."""
    order_type = type_for_orders(call, order_type_code)
    responsible = responsible_user(call, user_email) if user_email is not None else None
    values = new_data(call, order_type, data or {})
    fields, name = fields_of(order_type), _code(call, code)
    standing = moved(Standing(), state, _written(done_at), cleared=False, now=iso(call.now))
    order_id = orders.insert(
        call.tx,
        name,
        call.stamp,
        company_id=company_of(call),
        order_type_id=order_type["id"],
        ext_code=ext_code,
        bp_id=bp_id,
        bp_state=bp_state,
        state=standing.state,
        done_at=standing.done_at,
        done_at_passed=int(standing.passed),
        archived=int(archived),
        data=json.dumps(values, ensure_ascii=False),
        responsible_id=responsible,
        found_by=found_by(name, ext_code, fields, values),
        created_by_type=call.caller.kind,
        created_by_id=call.caller.id,
    )
    orders.put_lines(call.tx, order_id, order_type["id"], lines_of(fields, values))
    keep_files(call, order_id, (), files_in(fields, values))
    tell_responsible(call, order_id, name, order_type["name"], None, responsible)
    return {"order": order_shape(order_of(call, name))}


def _code(call: Call, own: str | None) -> str:
    """The code of a new order: the caller's own, or the next number that no code of theirs has taken."""
    company_id = company_of(call)
    if own is None:
        while orders.code_is_taken(call.tx, company_id, code := f"ORD-{orders.next_number(call.tx, company_id)}"):
            pass
        return code
    if orders.code_is_taken(call.tx, company_id, own):
        raise Invalid(
            {"code": worded("{own!r} is the code of another order; leave it out to get the next number", own=own)},
            code="code_taken",
            next=(Step("get_order", {"code": own}),),
        )
    return own


def _written(done_at: datetime | None) -> str | None:
    return None if done_at is None else as_written(done_at)


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    example={"code": "ORD-1"},
    find=(
        "open ORD-1",
        "who is responsible for that case",
        "show the vacation request with its dates",
        "what was filled in on the travel form",
        "details of one ticket by its code",
        "since when is this request done",
        "which process step has the case reached",
        "read the fields of ORD-12",
        "look at a single case",
        "who looks after this request",
        "is the leave application archived",
        "one order with all of its custom fields",
        "show one order with its fields",
        "what state is our request in",
        "look at case ORD-7",
        "who is responsible for this order",
    ),
)
def get_order(call: Call, code: OrderCode) -> FoundOrder:
    """Show one order by its code: state, process, custom fields and who is responsible.

    Archived orders are shown too. Codes: list_orders. Next: update_order; get_order_type tells what its fields mean."""
    return {"order": full_order_shape(order_of(call, code))}

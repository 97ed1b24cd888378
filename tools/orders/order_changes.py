"""Changing an order: base fields, custom fields, its type, who is responsible."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.orders import order_types, orders
from store.types import iso
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.orders.access import company_of, order_of, responsible_user, type_for_orders
from tools.orders.changeset import files_in, found_by, keep_files, lines_of, new_data, next_data
from tools.orders.notices import tell_responsible
from tools.orders.params import Data, ExtCode, OrderCode, OrderState, ProcessId, ProcessState, Responsible, TypeCode
from tools.orders.rules.data import changed_names
from tools.orders.rules.standing import Standing, moved
from tools.orders.shapes import FullOrderShape, fields_of, full_order_shape
from tools.orders.written_moments import as_written
from tools.params import CLEARED, Clearable, LocalMoment
from tools.rules.sentences import worded

TOOLSET = "orders"

_TEXTS = ("ext_code", "bp_id", "bp_state")


class ChangedOrder(TypedDict):
    """changed: what has another value than before; custom fields as data.name."""

    order: FullOrderShape
    changed: list[str]


@dataclass(slots=True)
class Change:
    """What is to be written of an order, and the names of what differs."""

    order_type: Row
    data: dict[str, Any]
    columns: dict[str, Any]
    changed: list[str]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"code": "ORD-1", "state": "done"},
    find=(
        "hand ORD-1 over to another colleague",
        "mark the case as finished",
        "put the end date into the vacation request",
        "assign this ticket to Kim",
        "reopen a case that was done",
        "turn the vacation request into a support request",
        "archive an old case",
        "correct the last name on the leave form",
        "nobody should be responsible for ORD-3 any more",
        "move the request to the next process state",
        "empty the resolution of a ticket",
        "set the external code of an order",
    ),
)
def update_order(
    call: Call,
    code: OrderCode,
    order_type_code: TypeCode | None = None,
    ext_code: Clearable[ExtCode] | None = None,
    bp_id: Clearable[ProcessId] | None = None,
    bp_state: Clearable[ProcessState] | None = None,
    state: OrderState | None = None,
    done_at: Clearable[Annotated[LocalMoment, Field(description="Since when it is done.")]] | None = None,
    archived: Annotated[bool, Field(description="true: not in the default list.")] | None = None,
    data: Data | None = None,
    user_email: Clearable[Responsible] | None = None,
) -> ChangedOrder:
    """Change an order: its state, process, custom fields, type or who is responsible. Only what is passed changes.

    data is merged: fields left out keep their value, "" or [] empties one. Another type empties all fields and sets up
    its own, before data is applied. Any state may follow any other; done without done_at is done now. What is not
    editable only admins change once it has a value. Who gets or loses the order is told."""
    order = order_of(call, code)
    if not any(name in call.given for name in _CHANGEABLE) and not data:
        raise Invalid(
            {
                "code": worded(
                    "names the order; pass what is to change: {names}", names=", ".join((*_CHANGEABLE, "data"))
                )
            }
        )
    change = _data(call, order, order_type_code, data or {})
    _base(change, order, call.given, iso(call.now))
    before = _responsible(order)
    after = _wished_responsible(call, before)
    if after != before:
        change.columns["responsible_id"] = after
        change.changed.append("user_email")
    if not change.changed:
        call.waive_fee()
        return {"order": full_order_shape(order), "changed": []}
    _write(call, order, change)
    tell_responsible(call, order["id"], order["code"], change.order_type["name"], before, after)
    return {"order": full_order_shape(order_of(call, order["code"])), "changed": change.changed}


_CHANGEABLE = ("order_type_code", *_TEXTS, "state", "done_at", "archived", "user_email")


def _data(call: Call, order: Row, type_code: str | None, given: Mapping[str, Any]) -> Change:
    """The type and the data that the order will have."""
    stored = json.loads(order["data"])
    order_type = order_types.find_by_id(call.tx, company_of(call), order["order_type_id"])
    if type_code is not None and order_types.code_key(type_code) != order_type["code_key"]:
        order_type = type_for_orders(call, type_code)
        data = new_data(call, order_type, given, files_in(fields_of(order), stored))
        changed = ["order_type_code", *(f"data.{name}" for name in data)]
        return Change(order_type, data, {"order_type_id": order_type["id"]}, changed)
    data = next_data(call, order, given) if given else stored
    return Change(order_type, data, {}, [f"data.{name}" for name in changed_names(stored, data)])


def _base(change: Change, order: Row, given: Mapping[str, Any], now: str) -> None:
    """Add what changes of the base fields."""
    done_at = given.get("done_at")
    passed = as_written(done_at) if isinstance(done_at, datetime) else None
    stand = Standing(order["state"], order["done_at"], bool(order["done_at_passed"]))
    stand = moved(stand, given.get("state"), passed, cleared=done_at is CLEARED, now=now)
    wanted = {name: None if given[name] is CLEARED else given[name] for name in _TEXTS if name in given}
    wanted |= {"state": stand.state, "done_at": stand.done_at}
    if "archived" in given:
        wanted["archived"] = int(given["archived"])
    for name, value in wanted.items():
        if order[name] != value:
            change.columns[name] = value
            change.changed.append(name)
    if bool(order["done_at_passed"]) != stand.passed:
        change.columns["done_at_passed"] = int(stand.passed)


def _responsible(order: Row) -> int | None:
    """Who is responsible, unless they have left the company."""
    return order["responsible_id"] if order["user_email"] is not None else None


def _wished_responsible(call: Call, before: int | None) -> int | None:
    email = call.given.get("user_email")
    if email is None:
        return before
    return None if email is CLEARED else responsible_user(call, email)


def _write(call: Call, order: Row, change: Change) -> None:
    fields, data = fields_of(change.order_type), change.data
    ext_code = change.columns.get("ext_code", order["ext_code"])
    columns = {
        **change.columns,
        "data": json.dumps(data, ensure_ascii=False),
        "found_by": found_by(order["code"], ext_code, fields, data),
    }
    orders.change(call.tx, order["id"], call.stamp, **columns)
    orders.put_lines(call.tx, order["id"], change.order_type["id"], lines_of(fields, data))
    keep_files(call, order["id"], files_in(fields_of(order), json.loads(order["data"])), files_in(fields, data))

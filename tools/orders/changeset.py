"""The data of an order on its way in: read, checked against other orders and files, and written with its lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from store.database import Row
from store.folding import folded_lines
from store.orders import orders
from store.orders.orders import ValueLine
from store.uploads import files
from tools.call import Call
from tools.errors import Invalid, Step
from tools.orders.json_text import unwrapped
from tools.orders.rules.data import Data, Faults, changed_data, first_data
from tools.orders.rules.fields import Field
from tools.orders.rules.values import items_of, sort_key, texts_of, unique_key
from tools.orders.shapes import fields_of
from tools.rules.sentences import told_by, worded


def new_data(call: Call, order_type: Row, given: Mapping[str, Any], held: Sequence[int] = ()) -> Data:
    """The data of an order that is opened, or gets another type. Invalid names every field that is wrong.

    held: the files that it has already."""
    fields = fields_of(order_type)
    read, unread = _unwrapped(fields, given)
    data, faults = first_data(fields, read)
    _check(call, order_type["id"], order_type["code"], fields, data, faults | unread, held=held)
    return data


def next_data(call: Call, order: Row, given: Mapping[str, Any]) -> Data:
    """The data of an order after a change of some fields. Invalid names every field that is wrong."""
    fields = fields_of(order)
    read, unread = _unwrapped(fields, given)
    stored = json.loads(order["data"])
    data, faults = changed_data(fields, stored, read, call.caller.is_admin)
    held = files_in(fields, stored)
    _check(call, order["order_type_id"], order["order_type_code"], fields, data, faults | unread, order["id"], held)
    return data


def lines_of(fields: Sequence[Field], data: Mapping[str, Any]) -> list[ValueLine]:
    """What an order is found and sorted by: a line for each value."""
    return [
        ValueLine(field.name, place, sort_key(field, item), unique_key(field, item))
        for field in fields
        for place, item in enumerate(items_of(field, data.get(field.name)))
    ]


def found_by(code: str, ext_code: str | None, fields: Sequence[Field], data: Mapping[str, Any]) -> str:
    """What a search for part of a text looks at."""
    return folded_lines(code, ext_code, *(text for field in fields for text in texts_of(field, data.get(field.name))))


def files_in(fields: Sequence[Field], data: Mapping[str, Any]) -> list[int]:
    """The files that an order's data holds."""
    return [id for field in fields if field.type == "file" for id in items_of(field, data.get(field.name))]


def keep_files(call: Call, order_id: int, before: Sequence[int], after: Sequence[int]) -> None:
    """Note which files belong to an order, and that those it had no longer do."""
    record = f"order:{order_id}"
    files.detach(call.tx, [id for id in before if id not in after], record)
    files.attach(call.tx, [id for id in after if id not in before], record)


def _unwrapped(fields: Sequence[Field], given: Mapping[str, Any]) -> tuple[dict[str, Any], Faults]:
    """The given values with lists and objects out of their texts, and what is wrong with those texts."""
    known = {field.name: field for field in fields}
    read, faults = dict(given), Faults()
    for name, value in given.items():
        try:
            read[name] = unwrapped(known[name], value) if name in known else value
        except ValueError as fault:
            faults[f"data.{name}"] = told_by(fault)
    return read, faults


def _check(
    call: Call,
    type_id: int,
    type_code: str,
    fields: Sequence[Field],
    data: Mapping[str, Any],
    faults: Faults,
    order_id: int = 0,
    held: Sequence[int] = (),
) -> None:
    """Invalid unless every value fits, no unique one is another order's, and new files are the caller's own."""
    for line in lines_of(fields, data) if not faults else ():
        if line.unique_key is None:
            continue
        other = orders.code_of_value(call.tx, type_id, line.field, line.unique_key, order_id)
        if other is not None:
            faults[f"data.{line.field}"] = worded("has to be unique, and order {other} has this value", other=other)
    for field in fields:
        for id in files_in([field], data):
            if id not in held and files.find_file(call.tx, call.caller.owner, id) is None:
                faults.setdefault(
                    f"data.{field.name}", worded("you have no file {id}; upload_files gives numbers", id=id)
                )
    if faults:
        raise Invalid(faults, next=(Step("get_order_type", {"code": type_code}),))

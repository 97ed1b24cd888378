"""Orders and order types as they are answered."""

from __future__ import annotations

import json
from typing import Annotated, Any, NotRequired

from pydantic import Field as Described
from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.orders.rules.data import in_order
from tools.orders.rules.fields import Field
from tools.orders.rules.values import text_form
from tools.shapes import THEIRS, Theirs

TheirData = Annotated[dict[str, Any], Described(description=THEIRS)]


class OrderShape(TypedDict):
    """An order. data: its custom fields; those without a value are left out."""

    id: int
    code: str
    ext_code: NotRequired[Theirs | None]
    bp_id: NotRequired[Theirs | None]
    bp_state: NotRequired[Theirs | None]
    state: str
    archived: bool
    data: TheirData
    done_at: NotRequired[str | None]
    order_type_code: str
    user_email: NotRequired[str | None]


class FullOrderShape(OrderShape):
    created_at: str
    updated_at: str


class FieldShape(TypedDict):
    """A custom field. default: as text, a list as JSON text."""

    name: str
    type: str
    label: Theirs
    description: NotRequired[Theirs | None]
    required: bool
    multiple: bool
    visible: bool
    editable: bool
    unique: bool
    default: NotRequired[Theirs | None]
    max_length: NotRequired[int | None]
    options: NotRequired[list[Theirs] | None]


class OrderTypeShape(TypedDict):
    code: str
    name: Theirs
    active: bool
    fields: list[FieldShape]


def fields_of(row: Row) -> tuple[Field, ...]:
    """The fields that a type defines, of its row or of an order's."""
    return tuple(Field(**{**one, "options": tuple(one.get("options", ()))}) for one in json.loads(row["fields"]))


def stored_fields(fields: tuple[Field, ...]) -> str:
    """The stored form of definitions: what is not as it is by default."""
    return json.dumps([_stored(field) for field in fields], ensure_ascii=False)


def _stored(field: Field) -> dict[str, Any]:
    plain = Field(field.name, field.type, field.label)
    names = ("description", "required", "multiple", "visible", "editable", "unique", "default", "max_length", "options")
    told = {name: getattr(field, name) for name in names if getattr(field, name) != getattr(plain, name)}
    return {"name": field.name, "type": field.type, "label": field.label, **told}


def order_shape(row: Row) -> OrderShape:
    return {
        "id": row["id"],
        "code": row["code"],
        "ext_code": row["ext_code"],
        "bp_id": row["bp_id"],
        "bp_state": row["bp_state"],
        "state": row["state"],
        "archived": bool(row["archived"]),
        "data": in_order(fields_of(row), json.loads(row["data"])),
        "done_at": row["done_at"],
        "order_type_code": row["order_type_code"],
        "user_email": row["user_email"],
    }


def full_order_shape(row: Row) -> FullOrderShape:
    return {**order_shape(row), "created_at": iso(row["created_at"]), "updated_at": iso(row["updated_at"])}


def order_type_shape(row: Row) -> OrderTypeShape:
    return {
        "code": row["code"],
        "name": row["name"],
        "active": bool(row["active"]),
        "fields": [field_shape(field) for field in fields_of(row)],
    }


def field_shape(field: Field) -> FieldShape:
    return {
        "name": field.name,
        "type": field.type,
        "label": field.label,
        "description": field.description,
        "required": field.required,
        "multiple": field.multiple,
        "visible": field.visible,
        "editable": field.editable,
        "unique": field.unique,
        "default": None if field.default is None else text_form(field.default),
        "max_length": field.max_length,
        "options": list(field.options) or None,
    }

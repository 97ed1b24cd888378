"""Steps, custom fields and tags of a work order as answers show them, for the side that asks."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders import parts as work_order_parts
from store.work_orders.checklist import tags as checklist_tags
from store.work_orders.checklist import tasks as checklist_tasks
from tools.call import Call
from tools.shapes import NamedShape, Theirs
from tools.work_orders.access import Side
from tools.work_orders.catalog.shapes import DependencyShape
from tools.work_orders.predecessors import earlier_providers
from tools.work_orders.records.sections import task_shape
from tools.work_orders.rules import custom_fields
from tools.work_orders.rules.custom_fields import CustomField


class AlertShape(TypedDict):
    id: int
    email: str


class TaskShape(TypedDict):
    """A step. description: from type and label. eta: of type 1; closing_notes: of type 2; attachment_ids: files it led to."""

    id: int
    work_order_id: int
    group: Literal["prep", "onsite", "post"]
    type: NamedShape
    label: NotRequired[Theirs | None]
    description: Theirs
    order: int
    required: bool
    status: Literal["incomplete", "complete"]
    completed_at: NotRequired[str | None]
    completed_by: NotRequired[str | None]
    alerts: NotRequired[list[AlertShape] | None]
    eta: NotRequired[str | None]
    custom_field_id: NotRequired[int | None]
    phone: NotRequired[str | None]
    email: NotRequired[str | None]
    folder_id: NotRequired[int | None]
    attachment_ids: NotRequired[list[int] | None]
    attachment_id: NotRequired[int | None]
    signature_id: NotRequired[int | None]
    shipment_id: NotRequired[int | None]
    closing_notes: NotRequired[Theirs | None]


class SumShape(TypedDict):
    """Of the whole checklist. required_open: what keeps the work from being reported done."""

    total: int
    complete: int
    required_open: int


class FieldShape(TypedDict):
    """A custom field on an order. display: the value as people read it. visible: shown to the assigned provider of this
    order; hidden: its dependency is not met."""

    custom_field_id: int
    work_order_id: int
    name: Theirs
    tip: NotRequired[Theirs | None]
    role: Literal["buyer", "provider"]
    type: str
    options: NotRequired[list[str] | None]
    flags: list[str]
    required: bool
    dependency: NotRequired[DependencyShape | None]
    value: NotRequired[Theirs | None]
    display: NotRequired[Theirs | None]
    visible: NotRequired[bool | None]
    hidden: NotRequired[bool | None]
    updated_at: NotRequired[str | None]
    updated_by: NotRequired[str | None]


class TagShape(TypedDict):
    tag_id: int
    name: Theirs
    color: str
    added_by: str
    added_at: str


def full_task_shape(
    call: Call, order: Row, task: Row, side: Side, alerts: Mapping[int, Sequence[Row]] | None = None
) -> TaskShape:
    """A step in full. Who is not assigned sees neither telephone numbers nor addresses, nor what came of it.

    alerts: of all steps of the order, when they are known already."""
    answer = {**task_shape(task, side), "work_order_id": order["id"]}
    if side == "provider":
        return cast(TaskShape, answer)
    mine = (alerts if alerts is not None else checklist_tasks.alerts(call.tx, order["id"])).get(task["id"], ())
    answer |= {name: task[name] for name in ("attachment_id", "signature_id", "shipment_id")}
    answer["alerts"] = [{"id": each["id"], "email": each["email"]} for each in mine]
    if task["completed_by_type"] and not _is_of_earlier(call, order, task, side):
        answer["completed_by"] = f"{task['completed_by_type']}:{task['completed_by_id']}"
    if task["type_id"] in (5, 6):
        answer["attachment_ids"] = checklist_tasks.files(call.tx, order["id"], task["id"], task["folder_id"])
    if task["type_id"] == 1 and order["eta_start_at"]:
        answer["eta"] = iso(order["eta_start_at"], order["time_zone"])
    if task["type_id"] == 2:
        answer["closing_notes"] = order["closing_notes"]
    return cast(TaskShape, answer)


def _is_of_earlier(call: Call, order: Row, task: Row, side: Side) -> bool:
    """Whether a provider who had the order before completed a step, who is not named to the one who has it now."""
    if side == "company" or task["completed_by_type"] != "person" or task["completed_by_id"] == call.caller.id:
        return False
    return task["completed_by_id"] in earlier_providers(call, order, side)


def sum_shape(call: Call, order: Row) -> SumShape:
    found = work_order_parts.tasks(call.tx, order["id"])
    return {
        "total": len(found),
        "complete": sum(each["status"] == "complete" for each in found),
        "required_open": sum(each["status"] == "incomplete" and each["required"] for each in found),
    }


def field_shape(
    order: Row,
    field: CustomField,
    entry: Mapping[str, Any],
    kept: Row | None,
    side: Side,
    *,
    hidden: bool,
    seen: set[int],
    earlier: Collection[int] = (),
) -> FieldShape:
    """A field with its value. entry: its definition as stored; kept: what the order has of it; seen: the fields that side sees,
    so that no dependency tells the value of another; earlier: providers who had the order before, who are not named."""
    value = kept["value"] if kept is not None else None
    depends = field.dependency
    answer: dict[str, Any] = {
        "custom_field_id": field.id,
        "work_order_id": order["id"],
        "name": field.name,
        "tip": entry["tip"],
        "role": field.role,
        "type": field.type,
        "options": list(field.options) or None,
        "flags": sorted(field.flags),
        "required": field.required and not hidden,
        "dependency": json.loads(entry["dependency"]) if depends is not None and depends.field_id in seen else None,
        "value": value,
        "display": custom_fields.display(field, value) if value is not None else None,
        "hidden": hidden or None,
    }
    if side == "company":
        chosen = kept is not None and bool(kept["visible"])
        answer["visible"] = custom_fields.is_visible(field, "assignee", hidden=hidden, chosen=chosen)
    if kept is not None and side != "provider":
        answer["updated_at"] = iso(kept["updated_at"])
        if kept["updated_by_type"] != "person" or kept["updated_by_id"] not in earlier:
            answer["updated_by"] = f"{kept['updated_by_type']}:{kept['updated_by_id']}"
    return cast(FieldShape, answer)


def tag_shapes(call: Call, order: Row) -> list[TagShape]:
    """The tags on an order, by name."""
    return [
        {
            "tag_id": each["tag_id"],
            "name": each["name"],
            "color": each["color"],
            "added_by": f"{each['added_by_type']}:{each['added_by_id']}",
            "added_at": iso(each["added_at"]),
        }
        for each in checklist_tags.tags(call.tx, order["id"])
    ]

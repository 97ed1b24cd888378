"""The custom fields of a work order: which apply, what they hold, and filling them in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders import catalog
from store.work_orders.checklist import fields as checklist_fields
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound, Step
from tools.operation import operation
from tools.paging import Page
from tools.params import CLEARED, Clearable
from tools.rules.sentences import worded
from tools.work_orders.access import Side, actor, reload, standing, visible_order, write
from tools.work_orders.checklist.rules.permits import check_field_change
from tools.work_orders.checklist.shapes import FieldShape, field_shape
from tools.work_orders.drafting.announcing import announce
from tools.work_orders.drafting.parts import field_fault, fields_of, write_field_value
from tools.work_orders.params import FieldValue, WorkOrderId
from tools.work_orders.predecessors import earlier_providers
from tools.work_orders.rules.custom_fields import CustomField, is_shown, is_visible
from tools.work_orders.rules.states import Status

TOOLSET = "work_order_content"

FieldId = Annotated[int, Field(ge=1, description="The field, from list_work_order_custom_fields.")]


class Totals(TypedDict):
    """total: fields that are answered; empty_required: those of them that still have to be filled in."""

    total: int
    empty_required: int


class Fields(TypedDict):
    """metadata: of all that the filters find, as total says."""

    metadata: Totals
    results: list[FieldShape]
    total: int
    next_cursor: NotRequired[str | None]


class OneField(TypedDict):
    custom_field: FieldShape


class ChangedField(TypedDict):
    """tasks_completed, tasks_reopened: steps of the checklist that this completed or set back, by number."""

    custom_field: FieldShape
    tasks_completed: list[int]
    tasks_reopened: list[int]


@dataclass(frozen=True, slots=True)
class Held:
    """The fields that a side sees of an order, in the company's order, and what the order holds of these and of all others.

    earlier: providers who had it before the one who asks."""

    fields: list[CustomField]
    definitions: Mapping[int, Mapping[str, Any]]
    kept: Mapping[int, Row]
    values: Mapping[int, str]
    earlier: Collection[int] = ()


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    page_size=25,
    find=(
        "extra data on this ticket",
        "which fields do I still have to fill in",
        "serial number and asset tag of the job",
        "custom fields of the work order",
        "what has been entered on this job",
        "questions I have to answer for this visit",
        "empty required fields of the ticket",
        "our own fields and their values on a job",
        "which inputs are missing before it can be published",
        "values the technician entered",
        "fields the provider has to complete",
    ),
)
def list_work_order_custom_fields(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    role: Annotated[
        Literal["buyer", "provider", "all"], Field(description="Those the company (buyer) or the provider fills in.")
    ] = "all",
    required: Annotated[bool, Field(description="true: only required ones; false: only the others.")] | None = None,
    filled: Annotated[bool, Field(description="true: only those with a value; false: only empty ones.")] | None = None,
    hidden: Annotated[
        bool, Field(description="Company: also those whose dependency on another field is not met. Default false.")
    ] = False,
) -> Fields:
    """List the custom fields that apply to a work order with their values, in the company's order.

    A provider sees the fields flagged show_in_available before the assignment; once assigned, the provider fields and
    those of the company that are shown to providers. Next: update_work_order_custom_field fills one in."""
    order, side = visible_order(call, work_order_id)
    held = _held(call, order, side)
    shapes = [
        _shape(order, held, field, side)
        for field in held.fields
        if role in ("all", field.role)
        and filled in (None, field.id in held.values)
        and (hidden or side != "company" or is_shown(field, held.values))
    ]
    wanted = [each for each in shapes if required in (None, each["required"])]
    empty = sum(each["required"] and each.get("value") is None for each in wanted)
    results, next_cursor, total = page.slice(wanted)
    counts: Totals = {"total": total, "empty_required": empty}
    return {"metadata": counts, "results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "what was entered for the store number",
        "value of that extra field",
        "allowed answers for this question",
        "one custom field of the job",
        "who filled in the serial number",
        "options of a field on this ticket",
        "when was that field last changed",
        "does the technician see this field",
        "read a single custom value of the work order",
        "why is that field hidden on the job",
    ),
)
def get_work_order_custom_field(call: Call, work_order_id: WorkOrderId, custom_field_id: FieldId) -> OneField:
    """Give one custom field of a work order: its value, what it takes, who changed it last.

    Seen by whom list_work_order_custom_fields shows it to; the company also sees hidden ones."""
    order, side = visible_order(call, work_order_id)
    held = _held(call, order, side)
    return {"custom_field": _shape(order, held, _field(held, order, custom_field_id), side)}


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    example={"value": "SN-1"},
    find=(
        "enter the serial number",
        "fill in the customer's reference",
        "answer the close-out question",
        "set a custom field on the ticket",
        "write the asset tag into the job",
        "empty a custom field of the job",
        "show this field to the technician on this job",
        "correct what was entered for the store number",
        "complete the required fields of the visit",
        "choose an option of the drop-down on the ticket",
        "tick the checkbox field of the job",
    ),
)
def update_work_order_custom_field(
    call: Call,
    work_order_id: WorkOrderId,
    custom_field_id: FieldId,
    value: Clearable[FieldValue] | None = None,
    visible: Annotated[
        bool, Field(description="Company: show this field of its own to the assigned provider of this order.")
    ]
    | None = None,
) -> ChangedField:
    """Set the value of a custom field on a work order, or empty it with an empty text. The definition stays as it is.

    Fields of the company (buyer) are its own to fill in, approved included; fields of the provider are the assignee's
    while assigned, and the company's until approval. A step of the checklist for the field becomes complete, and open
    again when it is emptied."""
    order, side = visible_order(call, work_order_id)
    held = _held(call, order, side)
    field = _field(held, order, custom_field_id)
    if value is None and visible is None:
        raise Invalid({"value": worded("is needed; an empty text empties the field")})
    check_field_change(call.tool, standing(order, call), side, field.role)
    completed: list[int] = []
    reopened: list[int] = []
    if value is not None:
        text = "" if value is CLEARED else str(value)
        _check_value(call, order, held, field, text)
        completed, reopened = write_field_value(call, order, field.id, text)
    if visible is not None:
        _show(call, order, field, side, visible)
    write(call, order, "changed", detail={"fields": ["custom_fields"], "custom_field_id": field.id})
    if side == "company":
        changed = {"custom_fields": [{"custom_field_id": field.id}]}
        announce(call, order, changed, Status(order["status"]))
    now = reload(call, order)
    shape = _shape(now, _held(call, now, side), field, side)
    return {"custom_field": shape, "tasks_completed": completed, "tasks_reopened": reopened}


def _check_value(call: Call, order: Row, held: Held, field: CustomField, text: str) -> None:
    """NotAllowed for a read-only field, Invalid for a value that does not fit, or that its dependency rules out."""
    if "read_only" in field.flags:
        raise NotAllowed(
            worded(
                "{name} is read-only: it keeps the value it was given when the work order was made.", name=field.name
            ),
            next=("get_work_order_custom_field",),
        )
    if not text:
        return
    fault = field_fault(call, order, field, text, {**held.values, field.id: text})
    if fault:
        raise Invalid({"value": fault}, next=("get_work_order_custom_field",))


def _show(call: Call, order: Row, field: CustomField, side: Side, visible: bool) -> None:
    if side != "company":
        raise NotAllowed(
            worded("Whether a field is shown is the company's to say."), next=("list_work_order_custom_fields",)
        )
    if field.role == "provider":
        raise Invalid({"visible": worded("is for fields of the company: the provider sees their own in any case")})
    if not visible and "show_to_provider" in field.flags:
        call.warn(f"{field.name} is shown to every assigned provider by its definition (flag show_to_provider).")
    checklist_fields.show(call.tx, order["id"], field.id, visible, call.stamp, actor(call))


def _held(call: Call, order: Row, side: Side) -> Held:
    kept = checklist_fields.values(call.tx, order["id"])
    values = {id: row["value"] for id, row in kept.items() if row["value"] is not None}
    seen = [
        field
        for field in fields_of(call, order)
        if is_visible(
            field,
            side,
            hidden=not is_shown(field, values),
            chosen=field.id in kept and bool(kept[field.id]["visible"]),
        )
    ]
    definitions = {each["id"]: each for each in catalog.custom_fields(call.tx, order["company_id"])}
    return Held(seen, definitions, kept, values, earlier_providers(call, order, side))


def _field(held: Held, order: Row, id: int) -> CustomField:
    for field in held.fields:
        if field.id == id:
            return field
    look = Step("list_work_order_custom_fields", {"work_order_id": order["id"]})
    raise NotFound("custom field", id, of=worded("of this work order"), next=(look,))


def _shape(order: Row, held: Held, field: CustomField, side: Side) -> FieldShape:
    hidden = side == "company" and not is_shown(field, held.values)
    seen = {each.id for each in held.fields}
    kept = held.kept.get(field.id)
    return field_shape(
        order, field, held.definitions[field.id], kept, side, hidden=hidden, seen=seen, earlier=held.earlier
    )

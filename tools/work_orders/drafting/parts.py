"""Writing what hangs on a work order: contacts, checklist, field values, tags, requirements. Ids name what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store.database import Row
from store.work_orders import catalog
from store.work_orders import parts as work_order_parts
from store.work_orders import qualifications as work_order_qualifications
from store.work_orders.checklist import fields as checklist_fields
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import joined, worded
from tools.text import plain
from tools.work_orders.access import actor
from tools.work_orders.definitions import custom_field
from tools.work_orders.matching.candidates import rules_of
from tools.work_orders.references import invalid_reference, site_phone
from tools.work_orders.rules import custom_fields
from tools.work_orders.rules.checklist import FILL_IN, check_tasks
from tools.work_orders.rules.qualifications import RuleInput, merged_rules, parse_rules
from tools.work_orders.steps import complete, reopen

MAX_CONTACTS = 20
MAX_TAGS = 30


def write_contacts(call: Call, row: Row, contacts: Sequence[Mapping[str, Any]]) -> None:
    """Add contacts and change those named by id."""
    known = {each["id"]: each for each in work_order_parts.contacts(call.tx, row["id"])}
    for number, contact in enumerate(contacts):
        before = _existing(known, contact.get("id"), f"contacts[{number}].id", "get_work_order")
        values = {
            name: plain(contact[name]) if name in contact else (before[name] if before else None)
            for name in ("name", "role", "email", "phone", "ext", "notes")
        }
        if not values["email"] and not values["phone"]:
            raise Invalid({f"contacts[{number}]": worded("needs an email or a phone")})
        if contact.get("phone"):
            values["phone"] = site_phone(contact["phone"], row["country"], f"contacts[{number}].phone")
        work_order_parts.put_contact(call.tx, row["id"], call.stamp, contact.get("id"), values)
    total = work_order_parts.count_contacts(call.tx, row["id"])
    if total > MAX_CONTACTS:
        raise Invalid(
            {
                "contacts": worded(
                    "are at most {max_contacts} on one work order; these would be {total}",
                    max_contacts=MAX_CONTACTS,
                    total=total,
                )
            }
        )


def write_tasks(call: Call, row: Row, tasks: Sequence[Mapping[str, Any]]) -> None:
    """Add steps to the checklist and change those named by id."""
    known = {each["id"]: each for each in work_order_parts.tasks(call.tx, row["id"])}
    for number, task in enumerate(tasks):
        before = _existing(known, task.get("id"), f"tasks[{number}].id", "get_work_order")
        write_task(call, row, task, before, f"tasks[{number}].")
    check_checklist(call, row)


def write_task(call: Call, row: Row, task: Mapping[str, Any], before: Row | None, fields: str = "") -> int:
    """Add a step, or change one of the order's; its id. fields: what stands before a name in the caller's arguments.

    The whole checklist is looked at after it, once."""
    _check_task_links(call, row, task, fields)
    values = _task_values(call, row, task, before)
    if task.get("phone"):
        values["phone"] = site_phone(task["phone"], row["country"], f"{fields}phone")
    id = work_order_parts.put_task(call.tx, row["id"], call.stamp, before["id"] if before is not None else None, values)
    if "alerts" in task:
        emails = [alert["email"] for alert in task["alerts"] or ()]
        work_order_parts.set_alerts(call.tx, id, emails, call.stamp)
    return id


def check_checklist(call: Call, row: Row) -> None:
    """Invalid or Conflict unless the steps of the order, taken together, make a proper checklist."""
    check_tasks([dict(each) for each in work_order_parts.tasks(call.tx, row["id"])])


def _task_values(call: Call, row: Row, task: Mapping[str, Any], before: Row | None) -> dict[str, Any]:
    stays = before is not None and before["task_group"] == task["group"]
    position = task.get("order") or (before["position"] if before is not None and stays else None)
    if position is None:
        group = [each for each in work_order_parts.tasks(call.tx, row["id"]) if each["task_group"] == task["group"]]
        position = max((each["position"] for each in group), default=0) + 1
    values = {
        name: task[name] if name in task else (before[name] if before is not None else None)
        for name in ("label", "custom_field_id", "phone", "email", "folder_id", "attachment_id")
    }
    required = task.get("required", bool(before["required"]) if before is not None else True)
    values |= {"task_group": task["group"], "type_id": task["type_id"], "position": position, "required": int(required)}
    return {name: plain(value) if isinstance(value, str) else value for name, value in values.items()}


def _check_task_links(call: Call, row: Row, task: Mapping[str, Any], fields: str) -> None:
    links = (("folder_id", work_order_parts.has_folder), ("attachment_id", work_order_parts.has_attachment))
    for name, is_there in links:
        if task.get(name) is not None and not is_there(call.tx, row["id"], task[name]):
            raise invalid_reference(f"{fields}{name}", worded("{task} is not on this work order", task=task[name]))
    field_id = task.get("custom_field_id")
    if field_id is not None and field_id not in {field.id for field in fields_of(call, row)}:
        fault = worded("{field_id} is no custom field of this work order", field_id=field_id)
        raise invalid_reference(worded("{fields}custom_field_id", fields=fields), fault, "list_company_custom_fields")


def _existing(known: Mapping[int, Row], id: int | None, field: str, tool: str) -> Row | None:
    if id is None:
        return None
    if id not in known:
        raise invalid_reference(field, worded("{id} is not on this work order; leave id out to add", id=id), tool)
    return known[id]


def fields_of(call: Call, row: Row) -> list[custom_fields.CustomField]:
    """The custom fields that apply to an order, in the company's order."""
    found = [custom_field(each) for each in catalog.custom_fields(call.tx, row["company_id"])]
    return [field for field in found if field.applies(row["project_id"], row["client_id"], row["template_id"])]


def write_default_values(call: Call, row: Row) -> None:
    """Give a new order the default values of its custom fields; of a unique one only while no other order has it."""
    defaults = {
        each["id"]: each["default_value"]
        for each in catalog.custom_fields(call.tx, row["company_id"])
        if each["default_value"] is not None
    }
    for field in fields_of(call, row):
        if field.id in defaults and not taken_by(call, row, field, defaults[field.id]):
            value = defaults[field.id]
            work_order_parts.set_field_value(call.tx, row["id"], field.id, value, call.stamp, actor(call))


def write_field_values(call: Call, row: Row, given: Sequence[Mapping[str, Any]]) -> None:
    """Store values of custom fields; an empty text empties one. Invalid names every value that does not fit."""
    known = {field.id: field for field in fields_of(call, row)}
    values = work_order_parts.field_values(call.tx, row["id"])
    values |= {each["custom_field_id"]: each["value"] for each in given if each["value"]}
    faults: dict[str, str] = {}
    for number, each in enumerate(given):
        field = known.get(each["custom_field_id"])
        if field is None:
            fault = worded(
                "{custom_field_id} is no custom field of this work order", custom_field_id=each["custom_field_id"]
            )
            raise invalid_reference(
                worded("custom_fields[{number}].custom_field_id", number=number), fault, "list_company_custom_fields"
            )
        if not each["value"]:
            continue
        fault_of_value = field_fault(call, row, field, each["value"], values)
        if fault_of_value:
            faults[f"custom_fields[{number}].value"] = joined((field.name, fault_of_value), " ")
    if faults:
        raise Invalid(faults)
    for each in given:
        write_field_value(call, row, each["custom_field_id"], each["value"])


def write_field_value(call: Call, row: Row, field_id: int, value: str) -> tuple[list[int], list[int]]:
    """Store a value, or empty the field with an empty text; the steps that this completed, and those it set back."""
    kept = plain(value) or None
    work_order_parts.set_field_value(call.tx, row["id"], field_id, kept, call.stamp, actor(call))
    if kept is None:
        return [], reopen(call, row, [FILL_IN], custom_field_id=field_id)
    return complete(call, row, [FILL_IN], custom_field_id=field_id), []


def field_fault(
    call: Call, row: Row, field: custom_fields.CustomField, value: str, values: Mapping[int, str]
) -> str | None:
    """What is wrong with a value of a field; None when it may be stored. values: of all fields, as they will be."""
    fault = custom_fields.value_fault(field, value)
    if fault is None and not custom_fields.is_shown(field, values):
        fault = worded(
            "is hidden: field {field_id} rules it out", field_id=field.dependency.field_id if field.dependency else ""
        )
    other = taken_by(call, row, field, value) if fault is None else None
    if other is None:
        return fault
    ours = call.caller.company_id == row["company_id"]
    return worded(
        "must be unique: {more} has it already",
        more=worded("work order {other}", other=other) if ours else worded("another work order"),
    )


def taken_by(call: Call, row: Row, field: custom_fields.CustomField, value: str) -> int | None:
    """The other order of the company that has a value which only one may have."""
    if "unique" not in field.flags:
        return None
    return checklist_fields.order_with(call.tx, row["company_id"], field.id, plain(value), row["id"])


def empty_required(call: Call, row: Row, role: str) -> list[str]:
    """Names of the required custom fields of one role that are still empty."""
    return custom_fields.empty_required(fields_of(call, row), work_order_parts.field_values(call.tx, row["id"]), role)


def write_tags(call: Call, row: Row, tag_ids: Sequence[int]) -> None:
    """Put tags on an order; those already there stay."""
    for tag_id in tag_ids:
        work_order_parts.add_tag(call.tx, row["id"], tag_id, call.stamp, actor(call))
    total = work_order_parts.count_tags(call.tx, row["id"])
    if total > MAX_TAGS:
        raise Invalid(
            {
                "tags": worded(
                    "are at most {max_tags} on one work order; these would be {total}", max_tags=MAX_TAGS, total=total
                )
            }
        )


def write_qualifications(call: Call, row: Row, given: Sequence[Mapping[str, Any]]) -> None:
    """Add requirements and preferences; one of the same type and name is replaced."""
    added = parse_rules([RuleInput(**each) for each in given], "qualifications")
    wanted = {rule.key for rule in added}
    work_order_qualifications.put_header(call.tx, row["id"], call.stamp)
    for rule in merged_rules(rules_of(call, row["id"]), added):
        values = (rule.type, rule.name, rule.operator, rule.values, rule.required, rule.weight)
        if rule.id is None:
            work_order_qualifications.insert_rule(call.tx, row["id"], call.stamp, *values)
        elif rule.key in wanted:
            work_order_qualifications.change_rule(call.tx, rule.id, call.stamp, *values)

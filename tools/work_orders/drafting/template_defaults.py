"""What a template gives a new work order, and what an order gives a template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from store.database import Row
from store.work_orders import catalog
from store.work_orders import orders as work_orders
from store.work_orders import parts as work_order_parts
from store.work_orders import pay as work_order_pay
from store.work_orders import templates as work_order_templates
from tools.call import Call
from tools.rules.sentences import worded
from tools.work_orders.access import window_of
from tools.work_orders.matching.candidates import rules_of
from tools.work_orders.money import terms
from tools.work_orders.params import DefaultsIn
from tools.work_orders.references import company_id, invalid_reference


@lru_cache(maxsize=1)
def adapter() -> TypeAdapter[DefaultsIn]:
    """Reads and writes the stored form of a template's defaults."""
    return TypeAdapter(DefaultsIn)


def stored(defaults: Mapping[str, Any]) -> str:
    return adapter().dump_json(defaults, warnings=False).decode()  # type: ignore[arg-type]


def stored_form(template: Row) -> dict[str, Any]:
    """The defaults of a template as plain JSON values."""
    values: dict[str, Any] = json.loads(template["defaults"])
    return values


def defaults_of(template: Row) -> dict[str, Any]:
    """The defaults of a template as the values an operation works with."""
    return dict(adapter().validate_json(template["defaults"]))


def with_template(call: Call, given: Mapping[str, Any], template_id: int | None) -> dict[str, Any]:
    """What was given, on top of what the template gives."""
    if template_id is None:
        return dict(given)
    template = work_order_templates.find(call.tx, company_id(call), template_id)
    if template is None or not template["active"]:
        fault = worded("your company has no template {template_id}", template_id=template_id)
        raise invalid_reference("template_id", fault, "list_work_order_templates")
    defaults = defaults_of(template)
    if "client_id" not in given and _has_client(call, given.get("project_id")):
        # The project that is named says whom the order is for.
        defaults.pop("client_id", None)
    schedule = _schedule(defaults.pop("schedule", None), given.get("schedule"))
    merged = {**defaults, **given}
    return {**merged, "schedule": schedule} if schedule else merged


def _has_client(call: Call, project_id: int | None) -> bool:
    project = catalog.project(call.tx, company_id(call), project_id) if project_id is not None else None
    return project is not None and project["client_id"] is not None


def default_template(call: Call, project_id: int | None) -> int | None:
    """The template that new orders of a project start from, said in the answer's warnings; None when there is none."""
    project = catalog.project(call.tx, company_id(call), project_id) if project_id is not None else None
    id = project["default_template_id"] if project is not None else None
    template = work_order_templates.find(call.tx, company_id(call), id) if id is not None else None
    if project is None or template is None or not template["active"]:
        return None
    call.warn(
        f"Started from template {template['id']}, {template['name']!r}, the default of project {project['id']}; pass"
        " template_id for another."
    )
    found: int = template["id"]
    return found


def _schedule(default: Mapping[str, Any] | None, given: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The window of the new order: mode, zone, note and length may come from the template, the start never does."""
    if not given or not default:
        return dict(given) if given else None
    merged = {**{name: value for name, value in default.items() if name != "duration_minutes"}, **given}
    minutes = default.get("duration_minutes")
    if minutes and "end" not in merged and merged.get("start") and merged.get("mode") in ("between", "hours"):
        merged["end"] = merged["start"] + timedelta(minutes=minutes)
    return merged


_TEXTS = ("title", "description", "confidential", "standard_instructions")
_LINKS = ("service_type_id", "project_id", "client_id")
_FLAGS = ("require_ontime", "require_gps", "allow_counter_offers")


def copied(call: Call, row: Row) -> dict[str, Any]:
    """An order's fields as template defaults: no people, no dates, no money spent."""
    values: dict[str, Any] = {name: row[name] for name in (*_TEXTS, *_LINKS) if row[name] is not None}
    values |= {name: bool(row[name]) for name in _FLAGS}
    if row["estimated_hours"]:
        values["estimated_hours"] = Decimal(row["estimated_hours"])
    parts = {
        "types_of_work": [
            {"id": each["id"], "is_primary": bool(each["is_primary"])}
            for each in work_orders.types_of(call.tx, row["id"])
        ],
        "network_ids": [each["id"] for each in work_orders.networks_of(call.tx, row["id"])],
        "location": _location(row),
        "schedule": _window(row),
        "pay": _pay(call, row),
        "tasks": _tasks(call, row),
        "custom_fields": [
            {"custom_field_id": id, "value": value}
            for id, value in work_order_parts.field_values(call.tx, row["id"]).items()
        ],
        "tags": [str(each["tag_id"]) for each in work_order_parts.tags(call.tx, row["id"])],
        "qualifications": [_without_none({
            "type": rule.type, "name": rule.name, "operator": rule.operator, "value": rule.value,
            "required": rule.required, "weight": rule.weight,
        }) for rule in rules_of(call, row["id"])],
    }  # fmt: skip
    return values | {name: part for name, part in parts.items() if part}


def _location(row: Row) -> dict[str, Any]:
    if row["location_mode"] is None or row["location_mode"] == "remote":
        return {"mode": "remote"} if row["location_mode"] else {}
    if row["location_mode"] == "saved":
        return {"mode": "saved", "saved_location_id": row["saved_location_id"]}
    names = ("address1", "address2", "city", "state", "zip", "country", "latitude", "longitude")
    site = {"mode": "custom", "type_id": row["location_type"], "display_name": row["location_name"]}
    return _without_none(site | {name: row[name] for name in names})


def _window(row: Row) -> dict[str, Any]:
    window = window_of(row)
    if window is None:
        return {}
    minutes = int((window.end - window.start).total_seconds() // 60) if window.end else None
    note = row["schedule_note"]
    return _without_none({"mode": window.mode, "duration_minutes": minutes, "schedule_note": note})


def _pay(call: Call, row: Row) -> dict[str, Any]:
    agreed = terms(row)
    if agreed is None:
        return {}
    pay: dict[str, Any] = {"type": agreed.type, "base": {"amount": agreed.base.decimal, "units": agreed.base_units}}
    if agreed.type == "blended":
        pay["additional"] = {"amount": agreed.additional.decimal, "units": agreed.additional_units}
    pay["payment_terms_days"] = row["payment_terms_days"]
    if Decimal(row["cancellation_amount"]):
        pay["cancellation_fee"] = {
            "calculation": row["cancellation_calculation"],
            "amount": Decimal(row["cancellation_amount"]),
            "hours24_applicable": bool(row["cancellation_hours24"]),
        }
    bonus_ids = [each["bonus_id"] for each in work_order_pay.bonuses(call.tx, row["id"])]
    penalty_ids = [each["penalty_id"] for each in work_order_pay.penalties(call.tx, row["id"])]
    return pay | {name: ids for name, ids in (("bonus_ids", bonus_ids), ("penalty_ids", penalty_ids)) if ids}


def _tasks(call: Call, row: Row) -> list[dict[str, Any]]:
    """The checklist without what belongs to the one order: its folders and files."""
    return [
        _without_none({
            "group": each["task_group"], "type_id": each["type_id"], "label": each["label"], "order": each["position"],
            "required": bool(each["required"]), "custom_field_id": each["custom_field_id"], "phone": each["phone"],
            "email": each["email"],
        })
        for each in work_order_parts.tasks(call.tx, row["id"])
        if each["attachment_id"] is None
    ]  # fmt: skip


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}

"""The parts a full work order record is made of, each for the side that asks. Lists are cut at MOST."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from store.database import Row
from store.types import iso
from store.work_orders import bundles as work_order_bundles
from store.work_orders import parts as work_order_parts
from store.work_orders import qualifications as work_order_qualifications
from store.work_orders import routes as work_order_routes
from store.work_orders.visits import revisits as work_order_revisits
from tools.call import Call
from tools.work_orders.access import Side
from tools.work_orders.drafting.parts import fields_of
from tools.work_orders.matching.candidates import rules_of
from tools.work_orders.predecessors import earlier_providers, is_by, sees_parcel
from tools.work_orders.qualification_shapes import rule_shape
from tools.work_orders.route_shapes import person_of, route_shape
from tools.work_orders.rules import problems as problem_rules
from tools.work_orders.rules.checklist import TASK_TYPES, description
from tools.work_orders.rules.custom_fields import is_shown, is_visible

MOST = 100


def routes(call: Call, row: Row, side: Side) -> list[Any]:
    """The company sees every offer, a provider the own ones."""
    found = work_order_routes.all_of(call.tx, row["id"], MOST)
    return [route_shape(each) for each in found if side == "company" or each["person_id"] == call.caller.id]


def requests(call: Call, row: Row, side: Side) -> list[Any]:
    """The company sees every request, a provider the own ones."""
    found = work_order_parts.requests(call.tx, row["id"], None if side == "company" else call.caller.id, MOST)
    return [
        {
            "id": each["id"],
            "user": person_of(each),
            "status": each["status"],
            "message": each["message"],
            "counter_offer": json.loads(each["counter_offer"]) if each["counter_offer"] else None,
            "terms_changed": bool(each["terms_changed"]),
            "created_at": iso(each["created_at"]),
            "expires_at": iso(each["expires_at"]) if each["expires_at"] else None,
        }
        for each in found
    ]


def qualifications(call: Call, row: Row, side: Side) -> Any:
    header = work_order_qualifications.header(call.tx, row["id"])
    rules = [rule_shape(rule) for rule in rules_of(call, row["id"])]
    ignored = bool(header and header["ignored_missing_qualifications"])
    return {"ignored_missing_qualifications": ignored, "rules": rules}


def contacts(call: Call, row: Row, side: Side) -> list[Any]:
    names = ("id", "name", "role", "email", "phone", "ext", "notes")
    return [{name: each[name] for name in names} for each in work_order_parts.contacts(call.tx, row["id"])]


def tasks(call: Call, row: Row, side: Side) -> Any:
    """The checklist; telephone numbers and addresses only once assigned."""
    found = work_order_parts.tasks(call.tx, row["id"])
    done = sum(each["status"] == "complete" for each in found)
    left = sum(each["status"] == "incomplete" and each["required"] for each in found)
    results = [task_shape(each, side) for each in found]
    return {"total": len(found), "complete": done, "required_open": left, "results": results}


def task_shape(row: Row, side: Side) -> dict[str, Any]:
    """A step of the checklist."""
    answer: dict[str, Any] = {
        "id": row["id"],
        "group": row["task_group"],
        "type": {"id": row["type_id"], "name": TASK_TYPES[row["type_id"]]},
        "label": row["label"],
        "description": description(dict(row)),
        "order": row["position"],
        "required": bool(row["required"]),
        "status": row["status"],
        "completed_at": iso(row["completed_at"]) if row["completed_at"] else None,
        "custom_field_id": row["custom_field_id"],
        "folder_id": row["folder_id"],
    }
    return answer if side == "provider" else {**answer, "phone": row["phone"], "email": row["email"]}


def custom_fields(call: Call, row: Row, side: Side) -> list[Any]:
    """The company's fields with their values; a provider sees what their flags allow, and nothing hidden."""
    values = work_order_parts.field_values(call.tx, row["id"])
    shown = work_order_parts.shown_fields(call.tx, row["id"])
    answers = []
    for field in fields_of(call, row):
        hidden = not is_shown(field, values)
        if not is_visible(field, side, hidden=hidden, chosen=field.id in shown):
            continue
        answers.append({
            "custom_field_id": field.id, "name": field.name, "role": field.role, "type": field.type,
            "options": list(field.options) or None, "required": field.required, "value": values.get(field.id),
            "hidden": hidden or None,
        })  # fmt: skip
    return answers


def attachments(call: Call, row: Row, side: Side) -> Any:
    outsider = call.caller.id if side == "provider" else None
    folders = work_order_parts.folders(call.tx, row["id"], outsider)
    return {
        "total": sum(each["files"] for each in folders),
        "unreviewed": sum(each["pending"] for each in folders),
        "folders": [
            {
                "id": each["id"], "name": each["name"], "type": each["type"],
                "default": bool(each["is_default"]), "total": each["files"],
            }
            for each in folders
        ],
    }  # fmt: skip


def messages(call: Call, row: Row, side: Side) -> Any:
    """How many there are for the caller, and how many of them are new."""
    person = None if side == "company" else call.caller.id
    total, unread = work_order_parts.message_counts(call.tx, row["id"], call.caller.owner, person)
    return {"total": total, "unread": unread}


def shipments(call: Call, row: Row, side: Side) -> list[Any]:
    """The company sees every parcel, the assignee what goes to and from the site, and their own."""
    earlier = earlier_providers(call, row, side)
    return [
        {
            "id": each["id"], "name": each["name"], "direction": each["direction"],
            "carrier": each["carrier_other"] or each["carrier_name"], "tracking": each["tracking"],
            "status": each["status"],
        }
        for each in work_order_parts.shipments(call.tx, row["id"], MOST)
        if sees_parcel(call, row, each, earlier)
    ]  # fmt: skip


def signatures(call: Call, row: Row, side: Side) -> list[Any]:
    """Without those of a provider before the assignee who asks."""
    found, earlier = work_order_parts.signatures(call.tx, row["id"], MOST), earlier_providers(call, row, side)
    return [
        {"id": each["id"], "name": each["name"], "title": each["title"], "signed_at": iso(each["signed_at"])}
        for each in found
        if not is_by(each, earlier)
    ]


def time_logs(call: Call, row: Row, side: Side) -> Any:
    """Check-ins and check-outs, oldest first, without void ones."""
    found = work_order_parts.time_logs(call.tx, row["id"])
    zone = row["time_zone"]
    hours = sum((Decimal(each["hours"] or 0) for each in found), Decimal(0))
    return {
        "total_hours": f"{hours:.4f}",
        "results": [
            {
                "id": each["id"], "user_id": each["person_id"], "in": iso(each["in_at"], zone),
                "out": iso(each["out_at"], zone) if each["out_at"] else None, "hours": each["hours"],
                "devices": each["devices"], "status": "checked_out" if each["out_at"] else "checked_in",
                "verified": bool(each["verified"]), "was_late": bool(each["was_late"]),
            }
            for each in found
        ],
    }  # fmt: skip


def tags(call: Call, row: Row, side: Side) -> list[Any]:
    names = ("tag_id", "name", "color")
    return [{name: each[name] for name in names} for each in work_order_parts.tags(call.tx, row["id"])]


def problems(call: Call, row: Row, side: Side) -> Any:
    """Open ones first, then the newest; for the assignee those of their time on it, without what the company keeps to
    itself."""
    found = [
        each
        for each in work_order_parts.problems(call.tx, row["id"], MOST)
        if side == "company"
        or (each["author_type"], each["author_id"]) == (call.caller.kind, call.caller.id)
        or problem_rules.is_shown(each["type_id"], each["created_at"], row["assigned_at"])
    ]
    results = [
        {
            "id": each["id"], "type": {"id": each["type_id"], "name": problem_rules.PROBLEM_TYPES.get(each["type_id"], "other")},
            "comments": each["comments"], "status": each["status"], "created_at": iso(each["created_at"]),
        }
        for each in found
    ]  # fmt: skip
    return {"open_count": sum(each["status"] == "open" for each in found), "results": results}


def site_revisit(call: Call, row: Row, side: Side) -> Any:
    found, earlier = work_order_parts.revisits(call.tx, row["id"], MOST), earlier_providers(call, row, side)
    latest = next((each for each in found if not is_by(each, earlier)), None)
    return {
        "job_status": row["job_status"],
        "revisit_count": len(found) + work_order_revisits.incident_count(call.tx, row["id"]),
        "latest": None if latest is None else {
            "id": latest["id"], "notes": latest["notes"], "status": latest["status"],
            "is_billable": bool(latest["is_billable"]), "created_at": iso(latest["created_at"]),
        },
    }  # fmt: skip


def bundle(call: Call, row: Row, side: Side) -> Any:
    if row["bundle_id"] is None:
        return None
    ids = work_order_bundles.members(call.tx, row["bundle_id"])
    return {"bundle_id": work_order_bundles.code(row["bundle_id"]), "work_order_ids": ids, "size": len(ids)}


Section = Callable[[Call, Row, Side], Any]

# What providers may not see: of nobody outside the company, and of nobody before the assignment.
COMPANY_ONLY = frozenset({"tags"})
ONCE_ASSIGNED = frozenset({"contacts", "eta", "shipments", "signatures", "time_logs", "problems", "site_revisit"})

SECTIONS: Mapping[str, Section] = {
    "routes": routes,
    "requests": requests,
    "qualifications": qualifications,
    "contacts": contacts,
    "tasks": tasks,
    "custom_fields": custom_fields,
    "attachments": attachments,
    "messages": messages,
    "shipments": shipments,
    "signatures": signatures,
    "time_logs": time_logs,
    "tags": tags,
    "problems": problems,
    "site_revisit": site_revisit,
    "bundle": bundle,
}

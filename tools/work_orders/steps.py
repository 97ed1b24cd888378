"""Steps of a checklist that an act completes: a check-in, an upload, a signature, the value of a field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from store.database import Row
from store.telling import receivers
from store.types import iso
from store.work_orders import parts as work_order_parts
from store.work_orders.checklist import tasks as checklist_tasks
from tools.call import Call
from tools.rules.sentences import OR, Words, joined, word, worded
from tools.rules.unproven_mail import LONGEST_NOTE, quote, written
from tools.unproven_mail import mail_unproven, warn_unmailed
from tools.work_orders.access import actor
from tools.work_orders.references import invalid_reference
from tools.work_orders.rules.checklist import CLOSE_OUT_NOTES, MADE, TASK_TYPES, concerned, description
from tools.work_orders.rules.predecessors import is_done_anew


def complete(call: Call, order: Row, types: Collection[int], *, task_id: int | None = None, **ref: int) -> list[int]:
    """Mark the open steps complete that an act does, and mail their alerts; their ids.

    task_id: this step alone. ref: what the act was about: custom_field_id, folder_id or attachment_id that the step points to,
    signature_id or shipment_id that it made; of those without a task_id it completes the first open step."""
    found = concerned(_tasks(call, order), "incomplete", types, task_id, ref)
    mark_complete(call, order, found, {name: id for name, id in ref.items() if name in MADE})
    return [task["id"] for task in found]


def reopen(call: Call, order: Row, types: Collection[int], *, task_id: int | None = None, **ref: int) -> list[int]:
    """Set the steps back that an act had completed, now that it is undone; their ids. Arguments as of complete."""
    found = concerned(_tasks(call, order), "complete", types, task_id, ref)
    for task in found:
        checklist_tasks.reopen(call.tx, task["id"], call.stamp)
    return [task["id"] for task in found]


def reopen_of(call: Call, order: Row, provider_id: int) -> bool:
    """Set back what a provider who leaves had completed by their word, arrival or signature; whether it held closing notes."""
    found = [task for task in _tasks(call, order) if is_done_anew(task, provider_id)]
    for task in found:
        checklist_tasks.reopen(call.tx, task["id"], call.stamp)
    return any(task["type_id"] == CLOSE_OUT_NOTES for task in found)


def take_back(call: Call, order: Row, type_id: int, made: Mapping[str, int]) -> list[int]:
    """What a signature or shipment that is gone had completed: the newest other one made for the step takes its place, else
    the step is open again. Those that are open again. made: {signature_id | shipment_id: its number}."""
    reopened = []
    for task in concerned(_tasks(call, order), "complete", (type_id,), None, made):
        other = made_for(call, order, task)
        if other:
            checklist_tasks.hand_over(call.tx, task["id"], **other)
        else:
            checklist_tasks.reopen(call.tx, task["id"], call.stamp)
            reopened.append(task["id"])
    return reopened


def made_for(call: Call, order: Row, task: Row | Mapping[str, Any]) -> dict[str, int]:
    """The newest signature or shipment made for a step of such a type, as the step keeps it; {} without one."""
    for name, types in MADE.items():
        if task["type_id"] in types:
            id = checklist_tasks.made_for(call.tx, order["id"], task["id"], _TABLES[name])
            return {name: id} if id is not None else {}
    return {}


_TABLES: Mapping[str, checklist_tasks.Made] = {
    "signature_id": "work_order_signatures",
    "shipment_id": "work_order_shipments",
}


def check_task(call: Call, order: Row, task_id: int, type_id: int | Collection[int], field: str = "task_id") -> None:
    """Invalid unless the step is one of this order's checklist and of a type."""
    types = (type_id,) if isinstance(type_id, int) else type_id
    task = next((each for each in _tasks(call, order) if each["id"] == task_id), None)
    if task is None:
        fault = worded("{task_id} is no step of work order {id}", task_id=task_id, id=order["id"])
        raise invalid_reference(field, fault, "get_work_order")
    if task["type_id"] not in types:
        wanted = joined([_type_named(each) for each in sorted(types)], OR)
        fault = worded(
            "{task_id} is a step of type {kind}; this takes one of type {wanted}",
            task_id=task_id,
            kind=_type_named(task["type_id"]),
            wanted=wanted,
        )
        raise invalid_reference(field, fault, "get_work_order")


def _type_named(type_id: int) -> str:
    return worded("{id} ({name})", id=type_id, name=word(TASK_TYPES[type_id]))


def mark_complete(
    call: Call, order: Row, tasks: Sequence[Mapping[str, Any]], made: Mapping[str, int] | None = None
) -> int:
    """Mark open steps complete and mail their alerts; how many mails went out. made: columns with what completed them."""
    sent = 0
    unmailed: list[tuple[str, str]] = []
    for task in tasks:
        checklist_tasks.complete(call.tx, task["id"], call.stamp, actor(call), **(made or {}))
        for alert in work_order_parts.alerts_of(call.tx, task["id"]):
            why_not = _mail_alert(call, order, task, alert["email"])
            if why_not is None:
                sent += 1
            else:
                unmailed.append((alert["email"], why_not))
    warn_unmailed(call, unmailed)
    return sent


def _mail_alert(call: Call, order: Row, task: Mapping[str, Any], email: str) -> str | None:
    """None when it goes out, else why not. Members of the company proved their address; others get what strangers may get."""
    said = {
        "title": order["title"],
        "who": call.caller.name,
        "company": order["company_name"],
    }
    ours: dict[str, Words] = {
        "task": str(task["id"]),
        "order": str(order["id"]),
        "at": iso(call.now),
        "step": description(task, lambda label: quote(label, LONGEST_NOTE)),
    }
    member = checklist_tasks.member_with_address(call.tx, order["company_id"], email)
    if member is None:
        language = receivers.language_of_address(call.tx, email)
        return mail_unproven(call, email, "step_done", said, ours, language)
    call.mail(member["email"], *written("step_done", said, ours, member["language"]))
    return None


def _tasks(call: Call, order: Row) -> list[dict[str, Any]]:
    return [dict(each) for each in work_order_parts.tasks(call.tx, order["id"])]

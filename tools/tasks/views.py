"""Tasks as each side reads them, from their rows to the shapes of answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.database import Row
from store.reference import lists as reference
from store.tasks import parts as task_parts
from store.tasks import tasks
from store.types import Money, iso
from tools.call import Call
from tools.reference.shapes import option_shape
from tools.rules.task_states import State
from tools.rules.vat import vat
from tools.shapes import currency_shape, verification_shape
from tools.tasks.access import Task
from tools.tasks.proof import done_shapes, evidence_shapes
from tools.tasks.rules.states import DEADLINE, DEADLINE_NAMES, is_coming_up, is_overdue
from tools.tasks.shapes import (
    AcceptanceFileShape,
    Actor,
    AttributeShape,
    BriefTask,
    DeadlineShape,
    HistoryStep,
    HoldShape,
    InsuranceShape,
    ListedTask,
    NewTask,
    OpenDispute,
    ReportShape,
    TaskAnswer,
    TaskFileShape,
    TaskMessage,
    WholeTask,
    WorkerShape,
)
from tools.uploads.reading import file_uri

# Characters of a description that a list shows.
EXCERPT = 200


def answer(call: Call, task: Task) -> TaskAnswer:
    return {"task": brief_task(task, call.now)}


def brief_task(task: Task, now: datetime) -> BriefTask:
    row = task.row
    shape: BriefTask = {
        "id": task.id,
        "uuid": row["uuid"],
        "external_id": row["external_id"],
        "title": row["title"],
        "state": int(task.state),
        "state_name": task.state.title,
        "next_tools": list(task.next_tools),
        "price": task.money("price").text,
        "currency": currency_shape(row["currency"]),
        "shared_commission": _amount(task, "shared_commission"),
        "worker_receives": task.money("worker_receives").text,
        "customer": {"id": row["company_id"], "title": row["company_name"]},
        "worker": _worker(row),
        "date_created": iso(row["date_created"]),
        "date_end": iso(row["date_end"]),
        "date_finished": _moment(row["date_finished"]),
        "date_accepted": _moment(row["date_accepted"]),
        "date_pay_at": _moment(row["date_pay_at"]),
        "date_paid": _moment(row["date_paid"]),
        "document_date": _moment(row["document_date"]),
        "deadline": _deadline(task, now),
        "hold": _hold(task),
        "insurance": _insurance(task),
        "message_count": row["message_count"],
        "has_payout": bool(row["has_payout"]),
        "active_dispute": _open_dispute(row),
        "active_changeset_id": row["active_changeset_id"],
    }
    if task.side == "client":
        shape.update(_client_money(task))
    return shape


def new_task(call: Call, task: Task) -> NewTask:
    """A task as it was ordered."""
    row, ids = task.row, [task.id]
    attributes = task_parts.attributes_of(call.tx, ids)[task.id]
    return {
        **brief_task(task, call.now),
        "category": {"id": row["service_id"], "title": row["service_title"], "title_en": row["service_title_en"]},
        "attributes": [
            {"id": one["id"], "title_en": one["title_en"], "values": json.loads(one["chosen"])} for one in attributes
        ],
        "groups": [{"id": one["id"], "title": one["title"]} for one in task_parts.groups_of(call.tx, ids)[task.id]],
        "copyright": bool(row["copyright"]),
        "need_report": bool(row["need_report"]),
    }


def whole_task(call: Call, task: Task) -> WholeTask:
    """All fields of a task but its chat."""
    row, tx, ids = task.row, call.tx, [task.id]
    files = task_parts.files_of(tx, ids)[task.id]
    shape: WholeTask = {
        **brief_task(task, call.now),  # type: ignore[typeddict-item]
        "description": row["description"],
        "category": {
            "id": row["service_id"],
            "title": row["service_title"],
            "title_en": row["service_title_en"],
            "title_doc": row["service_title_doc"],
            "title_doc_en": row["service_title_doc_en"],
        },
        "parent_category": {
            "id": row["category_id"],
            "title": row["category_title"],
            "title_en": row["category_title_en"],
        },
        "attributes": [_attribute(one) for one in task_parts.attributes_of(tx, ids)[task.id]],
        "share_commission": bool(row["share_commission"]),
        "compensate_worker_service_fee": bool(row["compensate_worker_service_fee"]),
        "compensation_type": row["compensation_type"],
        "copyright": bool(row["copyright"]),
        "need_report": bool(row["need_report"]),
        "report": _report(row, files),
        "links": json.loads(row["links"]),
        "create_type": row["create_type"],
        "creator": _creator(row),
        "files": [file_shape(one) for one in files],
        "acceptance_files": [_acceptance_file(one) for one in task_parts.acceptance_files_of(tx, ids)[task.id]],
        "groups": [{"id": one["id"], "title": one["title"]} for one in task_parts.groups_of(tx, ids)[task.id]],
        "history": history_shape(call, task),
    }
    if task.on_order:
        shape["open_call_id"] = row["open_call_id"]
        shape["done"], shape["evidence"] = done_shapes(call, task.record), evidence_shapes(call, task.record)
    if task.side == "client":
        shape.update(_client_terms(task, task_parts.ad_contracts_of(tx, ids)[task.id]))
    return shape


def listed_task(task: Task) -> ListedTask:
    """A line of a list."""
    row = task.row
    shape: ListedTask = {
        "id": task.id,
        "external_id": row["external_id"],
        "title": row["title"],
        "state": int(task.state),
        "state_name": task.state.title,
        "next_tools": list(task.next_tools),
        "price": task.money("price").text,
        "currency": currency_shape(row["currency"]),
        "date_end": iso(row["date_end"]),
    }
    if task.side == "worker":
        shape["customer"] = {"id": row["company_id"], "title": row["company_name"]}
        return shape
    worker: WorkerShape = {
        "id": row["worker_id"],
        "first_name": row["worker_first_name"],
        "last_name": row["worker_last_name"],
    }
    return {**shape, "worker": worker, "total_to_pay": task.money("total_to_pay").text}


def wide_task(task: Task, groups: Sequence[Mapping[str, Any]], now: datetime) -> ListedTask:
    """All that a list can show of a task, for whoever asks for fields of it."""
    row = task.row
    excerpt = row["description"] if len(row["description"]) <= EXCERPT else f"{row['description'][:EXCERPT]}..."
    return {
        **brief_task(task, now),
        "description": excerpt,
        "category": {"id": row["service_id"], "title": row["service_title"], "title_en": row["service_title_en"]},
        "groups": [{"id": one["id"], "title": one["title"]} for one in groups],
        "creator": _creator(row),
        "copyright": bool(row["copyright"]),
        "need_report": bool(row["need_report"]),
    }


def with_options(call: Call, task: Task, shape: WholeTask) -> WholeTask:
    """The task with what could have been chosen for its attributes."""
    options = reference.options_of_service(call.tx, task.row["service_id"])
    for attribute in shape["attributes"]:
        if attribute["type"] != "text":
            attribute["options"] = [option_shape(one) for one in options.get(attribute["id"], [])]
    return shape


def history_shape(call: Call, task: Task) -> list[HistoryStep]:
    """Every step of a task; a deadline that has passed counts although nobody has written it down yet."""
    steps: list[HistoryStep] = [
        {
            "from": row["from_state"],
            "to": row["to_state"],
            "at": iso(row["at"]),
            "actor_id": row["actor_id"],
            "on_behalf": bool(row["on_behalf"]),
            "tool": row["tool"],
        }
        for row in tasks.history_of(call.tx, task.id)
    ]
    if task.state != task.row["state"]:
        steps.append(
            {
                "from": task.row["state"],
                "to": int(State.CLIENT_APPROVAL),
                "at": iso(task.row["date_end"]),
                "actor_id": None,
                "on_behalf": False,
                "tool": DEADLINE,
            }
        )
    return steps


def file_shape(row: Mapping[str, Any]) -> TaskFileShape:
    return {
        "id": row["id"],
        "name": row["name"],
        "type_id": row["type_id"],
        "owner_id": row["owner_id"],
        "url": file_uri(row["id"]),
    }


def message_shape(row: Row) -> TaskMessage:
    return {
        "id": row["id"],
        "task_id": row["task_id"],
        "author": {
            "id": row["author_id"],
            "full_name": row["author_name"],
            "side": row["side"],
            "kind": row["author_type"],
        },
        "message": row["message"],
        "created_at": iso(row["created_at"]),
    }


def _creator(row: Mapping[str, Any]) -> Actor:
    return {"id": row["creator_id"], "full_name": row["creator_name"], "kind": row["creator_type"]}


def _worker(row: Mapping[str, Any]) -> WorkerShape:
    return {
        "id": row["worker_id"],
        "uuid": row["worker_uuid"],
        "email": row["worker_email"],
        "first_name": row["worker_first_name"],
        "last_name": row["worker_last_name"],
        **verification_shape(row["worker_verified_at"]),
    }


def _deadline(task: Task, now: datetime) -> DeadlineShape:
    kind = task.row["deadline_type"]
    return {
        "type": kind,
        "type_name": DEADLINE_NAMES[kind],
        "trigger_date": iso(task.row["date_end"]) if kind else None,
        "is_coming_up": is_coming_up(task.state, task.deadline, task.finished, now),
        "is_overdue": is_overdue(task.state, task.deadline, task.finished, now),
    }


def _hold(task: Task) -> HoldShape:
    active = task.row["hold_id"] is not None
    return {
        "type": _hold_type(task),
        "is_active": active,
        # Its amount is the company's total: the freelancer sees that it is there, not how much commission is in it.
        "amount": task.money("held_amount").text if active and task.side == "client" else None,
    }


def _hold_type(task: Task) -> str:
    """When money is set aside: from the order on, as the task came of an open call, at acceptance, or not at all."""
    if task.on_order:
        return "on_order"
    secured = task.row["hold_id"] is not None or task.row["safe_deal_enabled"]
    return "on_acceptance" if secured else "without_hold"


def _insurance(task: Task) -> InsuranceShape:
    row = task.row
    shown = task.side == "client" and row["insurance_status"] != 0
    return {
        "status": row["insurance_status"],
        "cost": task.money("insurance_cost").text if shown else None,
        "cost_rub": Money(row["insurance_cost_rub"], "RUB").text if shown else None,
    }


def _open_dispute(row: Mapping[str, Any]) -> OpenDispute | None:
    if row["active_dispute_id"] is None:
        return None
    return {
        "id": row["active_dispute_id"],
        "opened_at": iso(row["dispute_opened_at"]),
        "reason": row["dispute_reason"],
    }


def _client_money(task: Task) -> BriefTask:
    total = task.money("total_to_pay")
    shape: BriefTask = {
        "commission_amount": task.money("commission_amount").text,
        "service_fee_compensation": task.money("service_fee_compensation").text,
        "total_to_pay": total.text,
        "issue_code": task.row["issue_code"],
    }
    if task.row["show_vat"]:
        tax = vat(total, Decimal(task.row["vat_percent"]))
        shape["vat_amount"] = tax.text
        shape["total_with_vat"] = (total + tax).text
    return shape


def _client_terms(task: Task, contracts: Sequence[Mapping[str, Any]]) -> WholeTask:
    row = task.row
    shape: WholeTask = {
        "commission_percent": row["commission_percent"],
        "service_fee_compensation_percent": row["service_fee_compensation_percent"],
    }
    if row["payer_id"] is not None:
        shape["payer"] = {"id": row["payer_id"], "full_name": row["payer_name"], "kind": row["payer_type"]}
    if contracts:
        shape["adv_data"] = {
            "end_contracts": [{"uuid": one["contract_uuid"], "sum": one["sum"]} for one in contracts],
            "ad_production_amount": task.money("ad_production_amount").text,
        }
    if row["ads_outside_russia"]:
        shape["ads_outside_russia"] = True
    return shape


def _attribute(row: Mapping[str, Any]) -> AttributeShape:
    return {
        "id": row["id"],
        "title": row["title"],
        "title_en": row["title_en"],
        "description": row["description"] or None,
        "description_en": row["description_en"] or None,
        "type": row["type"],
        "attr_type_id": row["attr_type_id"],
        "values": json.loads(row["chosen"]),
    }


def _acceptance_file(row: Mapping[str, Any]) -> AcceptanceFileShape:
    return {
        "id": row["id"],
        "file_id": row["file_id"],
        "title": row["title_en"],
        "accepted_at": _moment(row["signed_at"]),
    }


def _report(row: Mapping[str, Any], files: Sequence[Mapping[str, Any]]) -> ReportShape | None:
    file_ids = [one["id"] for one in files if one["for_report"]]
    return {"text": row["report"], "file_ids": file_ids} if row["report"] or file_ids else None


def _amount(task: Task, column: str) -> str | None:
    return None if task.row[column] is None else task.money(column).text


def _moment(text: str | None) -> str | None:
    return None if text is None else iso(text)

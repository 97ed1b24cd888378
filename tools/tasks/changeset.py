"""The terms of a task: what they are, what somebody wants instead, and putting agreed ones in force."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.tasks import parts as task_parts
from store.tasks import tasks
from store.types import Money, utc_text
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import say, told_by, worded
from tools.rules.task_states import State
from tools.tasks.access import Task
from tools.tasks.holds import adjust_hold
from tools.tasks.notices import note, tell_other_side
from tools.tasks.order_checks import INSURED, deadline_fault, order_attributes, price_fault
from tools.tasks.rules.ads import ad_production
from tools.tasks.rules.changes import as_sentence, differing, told
from tools.tasks.rules.money import Cost, cost
from tools.tasks.steps import advance
from tools.text import plain


def wanted_terms(
    call: Call,
    task: Task,
    *,
    title: str | None = None,
    description: str | None = None,
    price: Decimal | None = None,
    deadline: datetime | None = None,
    deadline_type: int | None = None,
    attributes: Sequence[Mapping[str, Any]] | None = None,
    copyright: bool | None = None,
    need_report: bool | None = None,
) -> dict[str, Any]:
    """The terms that would change, in their stored form. Invalid names every fault at once, or that nothing changes."""
    faults: dict[str, str] = {}
    wanted = {
        "title": _text(faults, "title", title, one_line=True),
        "description": _text(faults, "description", description),
        "price": _price(call, task, faults, price),
        "date_end": _deadline(call, faults, deadline),
        "deadline_type": deadline_type,
        "attributes": _attributes(call, task, faults, attributes),
        "copyright": None if copyright is None else int(copyright),
        "need_report": None if need_report is None else int(need_report),
    }
    if faults:
        raise Invalid(faults, next=("get_task", call.tool))
    terms = differing(_terms_in_force(call, task), wanted)
    if not terms:
        given = [name for name, value in wanted.items() if value is not None]
        what = worded("the terms are these already") if given else worded("pass at least one term that should differ")
        raise Invalid({"changes": worded("nothing would change: {what}", what=what)}, next=("get_task", call.tool))
    return terms


def offer_terms(
    call: Call, task: Task, terms: Mapping[str, Any], comment: str | None, **columns: Any
) -> tuple[int, Task]:
    """Apply terms nobody has agreed to yet at once, or propose them to the freelancer; the proposal's id and the task.

    columns: others of the task to be stored in the same step."""
    at_once = task.state is State.UNCONFIRMED
    summary = as_sentence(_changes_told(call, task, terms))
    changeset_id = _propose(call, task, terms, comment, agreed=at_once)
    if at_once:
        task = advance(call, task, State.UNCONFIRMED, **put_in_force(call, task, terms), **columns)
    else:
        task = advance(call, task, State.CHANGE_APPROVAL, active_changeset_id=changeset_id, **columns)
    offered = say("{client} proposes to change {task}: {changes}.", changes=summary)
    if at_once:
        offered = say("{client} has changed {task}: {changes}.", changes=summary)
    tell_other_side(call, task, "task_terms", offered, said=comment)
    if at_once:
        note(call, task, "changed", list(terms))
    return changeset_id, task


def put_in_force(call: Call, task: Task, terms: Mapping[str, Any]) -> dict[str, Any]:
    """Store texts and attributes of new terms; the columns of the task that follow from the rest."""
    columns = {
        name: terms[name]
        for name in ("title", "date_end", "deadline_type", "copyright", "need_report")
        if name in terms
    }
    if "title" in terms or "description" in terms:
        description = terms.get("description", task.row["description"])
        tasks.change_texts(call.tx, task.id, terms.get("title", task.row["title"]), description)
    if "attributes" in terms:
        task_parts.set_attributes(call.tx, task.id, terms["attributes"])
    if "date_end" in terms:
        columns |= {"told_coming_up": 0, "told_overdue": 0}
    if "price" in terms:
        price = Money(terms["price"], task.row["currency"])
        bill = cost_at(task, price)
        columns |= money_columns(bill) | _ad_columns(call, task, price) | adjust_hold(call, task, bill.total_to_pay)
    return columns


def new_deadline(call: Call, deadline: Any) -> dict[str, Any]:
    """The columns of another deadline; Invalid when it is not in the future. None changes nothing."""
    if deadline is None:
        return {}
    if fault := deadline_fault(deadline, call.now):
        raise Invalid({"deadline": fault})
    return {"date_end": utc_text(deadline), "told_coming_up": 0, "told_overdue": 0}


def cost_at(task: Task, price: Money, *, insured: bool | None = None) -> Cost:
    """What the task costs at a price; insured None: as it is now."""
    covered = task.row["insurance_status"] == INSURED if insured is None else insured
    return cost(
        price,
        Decimal(task.row["commission_percent"]),
        share_commission=bool(task.row["share_commission"]),
        compensation_percent=Decimal(task.row["service_fee_compensation_percent"]),
        insurance=task.money("insurance_cost") if covered else None,
    )


def money_columns(bill: Cost) -> dict[str, Any]:
    """The columns that follow from what a task costs."""
    return {
        "price": bill.price.amount,
        "commission_amount": bill.commission_amount.amount,
        "shared_commission": bill.shared_commission.amount if bill.shared_commission is not None else None,
        "service_fee_compensation": bill.service_fee_compensation.amount,
        "total_to_pay": bill.total_to_pay.amount,
        "worker_receives": bill.worker_receives.amount,
    }


def _propose(call: Call, task: Task, terms: Mapping[str, Any], comment: str | None, *, agreed: bool = False) -> int:
    """Keep a proposal, pending or agreed at once; its id."""
    return task_parts.add_changeset(
        call.tx, task.id, _changes_told(call, task, terms), dict(terms), comment, call.caller.owner, call.stamp, agreed
    )


def _changes_told(call: Call, task: Task, terms: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """{field: {old, new}} as people read it."""
    return told(_terms_in_force(call, task), terms, task.row["currency"])


def _terms_in_force(call: Call, task: Task) -> dict[str, Any]:
    """The agreed terms in their stored form."""
    rows = task_parts.attributes_of(call.tx, [task.id])[task.id]
    names = ("title", "description", "price", "date_end", "deadline_type", "copyright", "need_report")
    terms = {name: task.row[name] for name in names}
    return terms | {"attributes": [{"id": row["id"], "values": json.loads(row["chosen"])} for row in rows]}


def _text(faults: dict[str, str], name: str, text: str | None, one_line: bool = False) -> str | None:
    if text is None:
        return None
    cleaned = " ".join(plain(text).split()) if one_line else plain(text)
    if not cleaned:
        faults[name] = worded("is empty")
    return cleaned


def _price(call: Call, task: Task, faults: dict[str, str], price: Decimal | None) -> int | None:
    if price is None:
        return None
    if fault := price_fault(price, task.row["currency"]):
        faults["price"] = fault
        return None
    money = Money.of(price, task.row["currency"])
    try:
        _ad_columns(call, task, money)
    except ValueError as unfit:
        faults["price"] = told_by(unfit)
    return money.amount


def _deadline(call: Call, faults: dict[str, str], deadline: datetime | None) -> str | None:
    if deadline is None:
        return None
    if fault := deadline_fault(deadline, call.now):
        faults["deadline"] = fault
    return utc_text(deadline)


def _attributes(
    call: Call, task: Task, faults: dict[str, str], given: Sequence[Mapping[str, Any]] | None
) -> list[dict[str, Any]] | None:
    if given is None:
        return None
    try:
        return order_attributes(call, task.row["service_id"], given)
    except ValueError as fault:
        faults["attributes"] = told_by(fault)
        return None


def _ad_columns(call: Call, task: Task, price: Money) -> dict[str, Any]:
    """What is left for ad production at another price; ValueError when the ad contracts ask for more."""
    contracts = task_parts.ad_contracts_of(call.tx, [task.id])[task.id]
    if not contracts:
        return {}
    return {"ad_production_amount": ad_production(price, [row["sum"] for row in contracts]).amount}

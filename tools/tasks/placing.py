"""Placing an order that was checked: the task is stored with all that hangs on it, and its freelancer is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.tasks import groups as task_groups
from store.tasks import parts as task_parts
from store.tasks import tasks
from store.types import Owner, utc_text
from store.uploads import files
from tools.approvals.authority import check_payee
from tools.call import Call
from tools.rules.sentences import Sentence, say
from tools.rules.task_states import State
from tools.tasks.access import Task, task_of
from tools.tasks.changeset import money_columns
from tools.tasks.notices import note_step, tell_worker
from tools.tasks.order_checks import INSURED, Order, digest
from tools.tasks.rules.states import DEADLINE_NAMES


def place_order(call: Call, order: Order, uuid: str, **columns: Any) -> Task:
    """Store an order without faults as a new task and tell its freelancer. columns: others of the task."""
    if order.worker is not None:
        check_payee(call, Owner("company", order.company["id"]), Owner("person", order.worker["id"]))
    task = _store(call, order, uuid, columns)
    _announce(call, order, task)
    return task


def _store(call: Call, order: Order, uuid: str, columns: Mapping[str, Any]) -> Task:
    wanted, cost, worker, quote = order.wanted, order.cost, order.worker, order.insurance
    if cost is None or worker is None or quote is None:
        raise AssertionError("an order without faults is complete")
    insured = order.insurance_status != 0
    task_id = tasks.add(
        call.tx,
        order.description,
        uuid=uuid,
        company_id=order.company["id"],
        worker_id=worker["id"],
        external_id=wanted.external_id,
        request_digest=digest(wanted, worker),
        title=order.title,
        state=int(State.UNCONFIRMED),
        service_id=wanted.category_id,
        currency=cost.price.currency,
        **money_columns(cost),
        commission_percent=str(order.commission_percent),
        share_commission=int(wanted.share_commission),
        compensate_worker_service_fee=int(wanted.compensate_worker_service_fee),
        compensation_type=wanted.compensation_type,
        service_fee_compensation_percent=str(order.compensation_percent),
        insurance_status=order.insurance_status,
        insurance_cost=quote.cost.amount if insured else 0,
        insurance_cost_rub=quote.cost_rub.amount if insured else 0,
        copyright=int(wanted.copyright),
        need_report=int(wanted.need_report),
        create_type="api",
        creator_type=call.caller.kind,
        creator_id=call.caller.id,
        deadline_type=wanted.deadline_type,
        date_created=call.stamp,
        date_end=utc_text(wanted.deadline),
        ad_production_amount=order.ad_production.amount if order.ad_production is not None else None,
        ads_outside_russia=int(wanted.ads_outside_russia),
        **columns,
    )
    _store_parts(call, order, task_id)
    tasks.add_history(call.tx, task_id, None, State.UNCONFIRMED, call.stamp, call.caller.owner, False, call.tool)
    return task_of(dict(tasks.load(call.tx, task_id)), "client", call.now)


def _store_parts(call: Call, order: Order, task_id: int) -> None:
    wanted = order.wanted
    task_parts.set_attributes(call.tx, task_id, order.attributes)
    task_parts.ask_to_accept(call.tx, task_id, wanted.acceptance_file_ids)
    task_groups.put_in(call.tx, task_id, wanted.group_ids)
    task_parts.add_ad_contracts(call.tx, task_id, order.contracts)
    for file_id in wanted.file_ids:
        task_parts.add_file(call.tx, task_id, file_id, 0, call.stamp)
    files.attach(call.tx, wanted.file_ids, f"task:{task_id}")


def _announce(call: Call, order: Order, task: Task) -> None:
    text = say(
        "{client} offers you {task} for {amount}, due {due} UTC ({kind} deadline). Start it with start_task or turn it down "
        "with decline_task.",
        amount=task.money("worker_receives"),
        due=f"{task.deadline:%Y-%m-%d %H:%M}",
        kind=Sentence(DEADLINE_NAMES[task.row["deadline_type"]]),
    )
    tell_worker(call, task, "task_ordered", text, figures={"worker_receives": str(task.money("worker_receives"))})
    note_step(call, task, "create_task")
    call.changed("task", task.id)
    warn_of_ads(call, order)
    if order.worker and order.worker["registered_at"] is None:
        call.warn("The freelancer has not signed up yet and cannot start before that.")
    if order.insurance_status not in (0, INSURED):
        call.warn("The freelancer has to agree to the insurance when starting; until then the total is without it.")


def warn_of_ads(call: Call, order: Order) -> None:
    named = order.wanted.end_contracts is not None or order.wanted.ads_outside_russia
    if order.service and order.service["advertising"] and not named:
        call.warn(
            "An advertising service without adv_data: the law wants ads shown in Russia to be labelled. Before it is paid, "
            "name the contracts in adv_data, or say ads_outside_russia."
        )

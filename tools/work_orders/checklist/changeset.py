"""Changing steps of a checklist: what was given is checked, written, and told to the assigned provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.database import Row
from store.work_orders import parts as work_order_parts
from store.work_orders.checklist import tasks as checklist_tasks
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound, Step, WrongState
from tools.params import CLEARED
from tools.rules.sentences import Sentence, say, worded
from tools.text import plain
from tools.work_orders.access import Side, standing
from tools.work_orders.checklist.rules.permits import check_task_change
from tools.work_orders.drafting.parts import write_task
from tools.work_orders.notices import named, tell
from tools.work_orders.rules.acts import NEEDS, tool_for
from tools.work_orders.rules.checklist import CLOSE_OUT_NOTES, PICTURE, check_data, description
from tools.work_orders.rules.states import code
from tools.work_orders.steps import made_for, mark_complete

# What a step is, as against whether it is done.
DEFINITION = frozenset(
    {"group", "type_id", "label", "required", "order", "alerts", "custom_field_id", "phone", "email", "folder_id",
     "attachment_id"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a step: whether it is defined otherwise, which status it came to (None: it stayed), mails sent."""

    defined: bool = False
    status: str | None = None
    alerts_sent: int = 0


def task_of(call: Call, order: Row, task_id: int) -> Row:
    """A step of the order's checklist; NotFound for any other."""
    for task in work_order_parts.tasks(call.tx, order["id"]):
        if task["id"] == task_id:
            return task
    raise NotFound("step", task_id, next=(Step("list_work_order_tasks", {"work_order_id": order["id"]}),))


def change_task(call: Call, order: Row, side: Side, task: Row, given: Mapping[str, Any], fields: str = "") -> Changed:
    """Write what was given of a step: its definition, its status, closing_notes. Nothing is told yet.

    fields: what stands before a name in the caller's arguments. The whole checklist is looked at after it, once."""
    defining = {name: None if value is CLEARED else value for name, value in given.items() if name in DEFINITION}
    ticks = "status" in given or "closing_notes" in given
    check_task_change(call.tool, standing(order, call), side, defines=bool(defining), ticks=ticks)
    if defining:
        task = _redefined(call, order, task, defining, given.get("status"), fields)
    wanted = given.get("status")
    if "closing_notes" in given:
        if task["type_id"] != CLOSE_OUT_NOTES:
            raise Invalid(
                {f"{fields}closing_notes": worded("goes with close-out notes (type {type}) only", type=CLOSE_OUT_NOTES)}
            )
        wanted = wanted or "complete"
    if wanted in (None, task["status"]):
        return Changed(defined=bool(defining))
    if wanted == "incomplete":
        _reopen(call, side, task)
        return Changed(bool(defining), wanted)
    if side == "assignee":
        _refuse_undone(call, order, task, given)
    return Changed(bool(defining), wanted, mark_complete(call, order, [dict(task)], made_for(call, order, task)))


def _redefined(call: Call, order: Row, task: Row, defining: Mapping[str, Any], status: str | None, fields: str) -> Row:
    """The step as it is defined now. Of what type it is stays while it counts as done."""
    type_id = defining.get("type_id", task["type_id"])
    if type_id != task["type_id"] and task["status"] == "complete" and status != "incomplete":
        raise WrongState(
            worded(
                "Step {id} is complete as it is; to make another of it, set status incomplete with the same call.",
                id=task["id"],
            ),
            state=code(standing(order, call)),
            next=("get_work_order_task",),
        )
    whole = {"group": task["task_group"], "type_id": task["type_id"], **defining}
    links = ("custom_field_id", "phone", "email", "attachment_id")
    check_data({"type_id": type_id, **{name: whole.get(name, task[name]) for name in links}})
    write_task(call, order, whole, task, fields)
    return task_of(call, order, task["id"])


def _reopen(call: Call, side: Side, task: Row) -> None:
    if side == "assignee":
        raise NotAllowed(
            worded("Only the company sets a step back; what completed it by itself can be undone where it was done."),
            next=("get_work_order_task",),
        )
    checklist_tasks.reopen(call.tx, task["id"], call.stamp)


def _refuse_undone(call: Call, order: Row, task: Row, given: Mapping[str, Any]) -> None:
    """WrongState while the act that a step is about has not been done: the provider does not tick it off instead."""
    if task["type_id"] not in NEEDS or "closing_notes" in given or _is_done(call, order, task):
        return
    tool = tool_for(task["type_id"])
    raise WrongState(
        worded(
            "Step {id} ({description}) needs {needs}: {tool} completes it.",
            id=task["id"],
            description=description(dict(task)),
            needs=NEEDS[task["type_id"]],
            tool=tool,
        ),
        state=code(standing(order, call)),
        next=(tool, "list_work_order_tasks"),
    )


def _is_done(call: Call, order: Row, task: Row) -> bool:
    """Whether the act that a step is about was done already, before the step was there or in another way."""
    match task["type_id"]:
        case 1:
            # Whoever is there, or was, can announce it no more.
            return order["eta_status"] == "confirmed" or bool(order["open_logs"] or order["closed_logs"])
        case 2:
            return bool(order["closing_notes"])
        case 3:
            return bool(order["open_logs"] or order["closed_logs"])
        case 4:
            return bool(order["closed_logs"] and not order["open_logs"])
        case 5 | 6:
            folder = task["folder_id"]
            needed = checklist_tasks.min_files(call.tx, order["id"], folder) if folder is not None else 0
            only_pictures = task["type_id"] == PICTURE
            files = checklist_tasks.files(call.tx, order["id"], task["id"], folder, only_pictures=only_pictures)
            return len(files) >= max(1, needed)
        case 7:
            return task["custom_field_id"] in work_order_parts.field_values(call.tx, order["id"])
        case _:
            return bool(made_for(call, order, task))


def notes_given(given: Mapping[str, Any]) -> dict[str, str | None]:
    """The column of the order that goes with closing notes; {} without them. Invalid when they are blank."""
    if "closing_notes" not in given:
        return {}
    notes = plain(given["closing_notes"])
    if not notes:
        raise Invalid({"closing_notes": worded("must not be blank: say how the job ended")})
    return {"closing_notes": notes}


def tell_assignee(call: Call, order: Row, task_id: int, what: Sentence) -> None:
    """Tell the assigned provider what became of one step. what: with a place for the {step} and the {orders}."""
    about = what.using(step=task_id, orders=named([order]))
    tell(call, [order], [order["assignee_id"]], "work_order_changed", about)


def tell_assignee_of_all(call: Call, order: Row) -> None:
    """Tell the assigned provider that several steps changed."""
    text = say("The checklist of {orders} changed. list_work_order_tasks shows it.", orders=named([order]))
    tell(call, [order], [order["assignee_id"]], "work_order_changed", text)

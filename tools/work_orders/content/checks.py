"""What of a change to folders and files is refused, and why."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Row
from tools.call import Call
from tools.errors import Invalid, NotAllowed, Step
from tools.rules.sentences import worded
from tools.work_orders.access import Side, standing
from tools.work_orders.content.rules.files import BEFORE_APPROVAL, Verdict
from tools.work_orders.rules.states import wrong_state
from tools.work_orders.steps import check_task

KIB = 1024


def check_before_approval(call: Call, row: Row, tool: str) -> None:
    """WrongState once the work is approved, called off or deleted."""
    if row["status"] not in BEFORE_APPROVAL:
        refuse_state(call, row, tool, "company")


def refuse_state(call: Call, row: Row, tool: str, side: Side) -> None:
    needs = (
        worded("an order that is assigned to you")
        if side == "assignee"
        else worded("an order that is not approved or called off yet")
    )
    raise wrong_state(tool, standing(row, call), needs=needs, next=("get_work_order",))


def check_verdict(call: Call, row: Row, tool: str, side: Side, verdict: Verdict, why_forbidden: str) -> None:
    """NotAllowed with the reason, or WrongState, unless it is allowed."""
    if verdict == "forbidden":
        if side == "provider":
            why_forbidden = worded("Work order {id} is not assigned to you, so this is not yours to do.", id=row["id"])
        raise NotAllowed(why_forbidden, next=("list_work_order_attachments",))
    if verdict == "wrong_state":
        refuse_state(call, row, tool, side)


def check_room(folder: Row, files: Sequence[Row], size_bytes: int, folder_field: str, size_field: str) -> None:
    """Invalid when one more file of that size does not go into a folder."""
    if size_bytes > folder["max_bytes"]:
        fault = worded(
            "has {size}; at most {folder_size} a file go into folder {id}",
            size=_size(size_bytes),
            folder_size=_size(folder["max_bytes"]),
            id=folder["id"],
        )
        raise Invalid({size_field: fault}, next=("list_work_order_attachments",))
    if len(files) >= folder["max_files"]:
        raise Invalid(
            {
                folder_field: worded(
                    "{id} is full: it holds {count} files, at most {max_files} (max_files)",
                    id=folder["id"],
                    count=len(files),
                    max_files=folder["max_files"],
                )
            },
            next=("list_work_order_attachments",),
        )


def check_upload_task(call: Call, row: Row, task_id: int, folder_id: int | None, task_folder_id: int | None) -> None:
    """Invalid unless it is an upload step of the order, and one that files in that folder may fill.

    folder_id: None for a folder that is only made now."""
    check_task(call, row, task_id, (5, 6))
    if task_folder_id is not None and task_folder_id != folder_id:
        raise Invalid(
            {
                "task_id": worded(
                    "{task_id} is filled by the files of folder {task_folder_id}",
                    task_id=task_id,
                    task_folder_id=task_folder_id,
                )
            },
            code="invalid_reference",
            next=(Step("list_work_order_attachments", {"folder_id": task_folder_id}),),
        )


def _size(count: int) -> str:
    """Whole KiB where that says it, else bytes."""
    return worded("{count} KiB", count=count // KIB) if count % KIB == 0 else worded("{count} bytes", count=count)

"""Steps of the checklist that the files in folders complete, and open again when they are taken off or denied."""

from __future__ import annotations

from dataclasses import replace

from store.database import Row
from store.work_orders import parts as work_order_parts
from store.work_orders.content import files as content_files
from tools.call import Call
from tools.work_orders.content.proof_by_files import items_by_step, pieces_beside, prove_by_files
from tools.work_orders.content.rules.files import FILE, PICTURE, Filling, Handed, filling, turned
from tools.work_orders.steps import complete, reopen


def filled(call: Call, row: Row) -> dict[int, Filling]:
    """What the upload steps of an order have, by step."""
    needed = {each["id"]: each["min_files"] for each in work_order_parts.folders(call.tx, row["id"])}
    handed = [
        Handed(each["folder_id"], each["task_id"], bool(each["is_picture"]), each["files"])
        for each in content_files.handed_in(call.tx, row["id"])
    ]
    items = items_by_step(call, row)
    beside = pieces_beside(call, row) if items else {}
    found = {}
    for task in work_order_parts.tasks(call.tx, row["id"]):
        if task["type_id"] in (FILE, PICTURE):
            least, item = needed.get(task["folder_id"], 1), items.get(task["id"])
            least = least if item is None else max(least, item["count"])
            files = filling(task["type_id"], task["id"], task["folder_id"], least, handed)
            more = 0 if item is None else beside.get(item["id"], 0)
            found[task["id"]] = replace(files, files=files.files + more)
    return found


def settle(call: Call, row: Row, before: dict[int, Filling]) -> list[int]:
    """Complete and reopen the steps that a change of the files turned; the ids of the completed.

    before: what they had before it."""
    prove_by_files(call, row)
    done, open_again = turned(before, filled(call, row))
    for id in open_again:
        reopen(call, row, (FILE, PICTURE), task_id=id)
    return [each for id in done for each in complete(call, row, (FILE, PICTURE), task_id=id)]

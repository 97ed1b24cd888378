"""What a work order of a company's world carries: a message, a folder, a file and the step it is for."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from tests.tools.uploads.upload_helpers import PDF
from tests.tools.work_orders import field_work, routing_world

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld

TOOLS = (
    "list_work_order_messages", "create_work_order_message", "reply_to_work_order_message", "list_work_order_attachments",
    "create_attachment_folder", "upload_work_order_attachment", "update_work_order_attachment",
    "delete_work_order_attachment", "delete_attachment_folder",
)  # fmt: skip
FILE = {"file_name": "paper.pdf", "content": base64.b64encode(PDF).decode()}


async def add_content(world: FullWorld) -> None:
    """pia has the order, wrote on it and handed a file in."""
    hall, boss, pia = world.hall, world.boss, world.pia
    step = {"group": "onsite", "type_id": 5, "required": False}
    day = {"mode": "exact", "start": "2026-03-21T09:00:00Z"}
    order = await field_work.assigned(boss, pia, schedule=day, tasks=[step])
    # Steps and the tasks of freelancers are both called task_id, and a folder is looked for on its order: no number of one is
    # one of the other.
    for table in ("work_order_tasks", "work_order_folders"):
        field_work.write(hall, f"UPDATE {table} SET id = id + 2000 WHERE work_order_id = ?", order)
    ((task,),) = hall.sql("SELECT id FROM work_order_tasks WHERE work_order_id = ?", order)
    folders = dict(hall.sql("SELECT name, id FROM work_order_folders WHERE work_order_id = ?", order))
    album = (await boss.call("create_attachment_folder", work_order_id=order, name="Album"))["folder"]["id"]
    handed = await pia.call(
        "upload_work_order_attachment", work_order_id=order, folder_id=folders["Misc"], notes="Front", **FILE
    )
    said = await pia.call("create_work_order_message", work_order_id=order, message="Where is the key?")
    at = routing_world.AT
    problem = field_work.row(hall, "work_order_problems", order, type_id=9, comments="Rain", author_type="person",
                             author_id=pia.id, created_at=at, updated_at=at)  # fmt: skip
    world.ids |= {f"{tool}.work_order_id": order for tool in TOOLS}
    world.ids |= {
        "folder_id": folders["Misc"], "attachment_id": handed["attachment"]["id"], "message_id": said["message"]["id"],
        "delete_attachment_folder.folder_id": album, "move_to_folder_id": folders["Documents"], "to_user_id": pia.id,
        "upload_work_order_attachment.task_id": task, "create_attachment_folder.task_id": task,
        "create_work_order_message.problem_id": problem, "list_work_order_messages.user_id": pia.id,
        "list_work_order_messages.mark_read": False,
        "create_attachment_folder.name": "Album two", "update_work_order_attachment.notes": "Rack 4",
        "upload_work_order_attachment.file_name": FILE["file_name"], "upload_work_order_attachment.content": FILE["content"],
    }  # fmt: skip

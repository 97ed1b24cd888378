"""What is written on work orders: messages, files in folders, steps of the checklist, values of fields, tags."""

from __future__ import annotations

import base64
from typing import Any

from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor
from tests.tools.uploads.upload_helpers import PDF

Call = tuple[Actor, str, dict[str, Any]]
GROUPS = ("prep", "onsite", "post")


def order_content(scene: Scene) -> Chosen | None:
    """One thing about what an order carries, by its company or its provider."""
    if scene.random.random() < 0.04:
        values = {
            "name": f"Rack {scene.random.randrange(9)}",
            "role": scene.random.choice(("provider", "buyer")),
            "type": "text",
        }
        return (
            scene.any_of(scene.people.admins),
            "set_company_catalog_entry",
            {"kind": "custom_field", "values": values},
        )
    order = scene.one(
        f"""SELECT id, company_id, assignee_id FROM work_orders WHERE status <> 8
            {"AND assignee_id IS NOT NULL" if scene.random.random() < 0.7 else ""} ORDER BY id DESC LIMIT 6"""
    )
    if order is None:
        return None
    company = scene.client(order["company_id"])
    provider = scene.people.of("person", order["assignee_id"]) if order["assignee_id"] is not None else None
    if provider is None or scene.random.random() < 0.05:
        provider = scene.any_of(scene.people.workers)
    act = scene.random.choice((_message, _file, _file, _step, _step, _step, _field, _tag))
    who, tool, given = act(scene, order["id"], company, scene.random.choice((provider, provider, company)))
    return who, tool, {"work_order_id": scene.id("work_order_id", order["id"]), **given}


def _message(scene: Scene, order: int, company: Actor, somebody: Actor) -> Call:
    known = _latest(scene, "work_order_messages", order)
    if known is not None and scene.random.random() < 0.4:
        answer = {"message_id": scene.id("message_id", known), "message": "At the desk"}
        return somebody, "reply_to_work_order_message", answer
    if scene.random.random() < 0.3:
        return somebody, "list_work_order_messages", {}
    return somebody, "create_work_order_message", {"message": "Where is the key?"}


def _file(scene: Scene, order: int, company: Actor, somebody: Actor) -> Call:
    if scene.random.random() < 0.15:
        step = scene.one("SELECT id FROM work_order_tasks WHERE work_order_id = ? AND type_id IN (5, 6)", order)
        kept = {"min_files": scene.random.randrange(3), "task_id": scene.id("task_id", step["id"])} if step else {}
        return company, "create_attachment_folder", {"name": f"Album {scene.random.randrange(30)}", **kept}
    folder = scene.one("SELECT id FROM work_order_folders WHERE work_order_id = ? ORDER BY id DESC LIMIT 4", order)
    kept = scene.one(
        "SELECT id, folder_id FROM work_order_attachments WHERE work_order_id = ? ORDER BY id DESC LIMIT 4", order
    )
    if folder is None or scene.random.random() < 0.1:
        return somebody, "list_work_order_attachments", {}
    if kept is None or scene.random.random() < 0.5:
        given = {"folder_id": scene.id("folder_id", folder["id"]), "file_name": "paper.pdf"}
        return somebody, "upload_work_order_attachment", {**given, "content": base64.b64encode(PDF).decode()}
    one = {
        "folder_id": scene.id("folder_id", kept["folder_id"]),
        "attachment_id": scene.id("attachment_id", kept["id"]),
    }
    moved = {"move_to_folder_id": scene.id("folder_id", folder["id"])}
    return scene.random.choice(
        (
            (company, "update_work_order_attachment", {**one, "status": scene.random.choice(("approved", "denied"))}),
            (somebody, "update_work_order_attachment", {**one, "notes": "Front"}),
            (company, "update_work_order_attachment", {**one, **moved}),
            (somebody, "delete_work_order_attachment", one),
            (
                company,
                "delete_attachment_folder",
                {"folder_id": one["folder_id"], "force": scene.random.random() < 0.5},
            ),
        )
    )


def _step(scene: Scene, order: int, company: Actor, somebody: Actor) -> Call:
    steps = scene.raw.execute("SELECT id FROM work_order_tasks WHERE work_order_id = ? LIMIT 9", (order,)).fetchall()
    if not steps or (scene.random.random() < 0.2 and len(steps) < 9):
        given = {"group": scene.random.choice(GROUPS), "required": scene.random.random() < 0.3}
        type_id = scene.random.choice((1, 2, 3, 4, 5, 6, 8, 10, 10, 11, 12))
        more = {"phone": "+16125550123"} if type_id == 8 else {}
        if scene.random.random() < 0.3:
            more = {**more, "alerts": [{"email": "desk@shop.test"}]}
        return company, "create_work_order_task", {**given, "type_id": type_id, "label": "Look", **more}
    one = scene.random.choice(steps)["id"]
    named = {"task_id": scene.id("task_id", one)}
    done = {"status": scene.random.choice(("complete", "complete", "incomplete"))}
    alert = scene.one("SELECT id FROM work_order_task_alerts WHERE task_id = ? LIMIT 4", one)
    calls: list[Call] = [
        (somebody, "list_work_order_tasks", {}),
        (somebody, "get_work_order_task", named),
        (somebody, "update_work_order_task", {**named, **done}),
        (somebody, "update_work_order_task", {**named, **done}),
        (somebody, "update_work_order_tasks", {"tasks": [{"task_id": scene.id("task_id", row["id"]), **done} for row in steps]}),
        (company, "update_work_order_task", {**named, "group": scene.random.choice(GROUPS), "order": 1}),
        (company, "delete_work_order_task", named),
    ]  # fmt: skip
    if alert is not None:
        calls.append(
            (company, "delete_work_order_task_alert", {**named, "alert_id": scene.id("alert_id", alert["id"])})
        )
        calls.append((company, "delete_all_work_order_task_alerts", named))
    return scene.random.choice(calls)


def _field(scene: Scene, order: int, company: Actor, somebody: Actor) -> Call:
    field = scene.one(
        """SELECT f.id FROM company_custom_fields f JOIN work_orders w ON w.company_id = f.company_id WHERE w.id = ?
           ORDER BY f.id LIMIT 6""",
        order,
    )
    if field is None:
        return somebody, "list_work_order_custom_fields", {}
    named = {"custom_field_id": scene.id("custom_field_id", field["id"])}
    return scene.random.choice(
        (
            (somebody, "list_work_order_custom_fields", {}),
            (somebody, "get_work_order_custom_field", named),
            (somebody, "update_work_order_custom_field", {**named, "value": scene.random.choice(("R4", "7", ""))}),
        )
    )


def _tag(scene: Scene, order: int, company: Actor, somebody: Actor) -> Call:
    tag = scene.one("SELECT tag_id FROM work_order_tags WHERE work_order_id = ? LIMIT 4", order)
    if tag is not None and scene.random.random() < 0.4:
        return company, "remove_work_order_tag", {"tag_id": scene.id("tag_id", tag["tag_id"])}
    if scene.random.random() < 0.2:
        return somebody, "list_work_order_tags", {}
    return company, "add_work_order_tag", {"name": scene.random.choice(("Urgent", "VIP")), "create_missing": True}


def _latest(scene: Scene, table: str, order_id: int) -> int | None:
    row = scene.one(f"SELECT id FROM {table} WHERE work_order_id = ? ORDER BY id DESC LIMIT 3", order_id)
    return row["id"] if row is not None else None

"""Open calls of the full world: a draft, published ones with applications, a template. Only the company's team sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from store.types import utc_text
from tests.hall import Hall, TestCaller

CALL: dict[str, Any] = {
    "category_id": 37, "attributes": [{"id": 37, "value": "3"}], "title": "Window photos", "description": "Three of each.",
    "price_max": "60.00", "estimated_hours": "2", "deadline_hours": 240, "visibility": "team", "seats": 2,
}  # fmt: skip
OF_DRAFT = ("get_open_call", "publish_open_call", "update_open_call")


async def open_call_ids(hall: Hall, boss: TestCaller, ann: TestCaller, pia: TestCaller) -> dict[str, Any]:
    """Ids of what calls about open calls need. ann has applied for one, pia for two."""
    draft = (await boss.call("create_open_call", **CALL))["open_call"]
    first, second, third = [await _published(boss) for _ in range(3)]
    one, two = _application(hall, first, ann.id), _application(hall, second, pia.id)
    name = f"Photos {boss.company}"
    body = {name: value for name, value in CALL.items() if name not in ("seats", "visibility")}
    template = (await boss.call("save_open_call_template", name=name, body=body))["template"]["id"]
    proved = await _in_hand(hall, boss, ann)
    piece = await ann.call("submit_evidence", task_id=proved, key="note", text="The window was lit.")
    return {
        "withdraw_application.application_id": one,
        "submit_evidence.task_id": proved,
        "submit_evidence.key": "note",
        "remove_id": piece["evidence"]["id"],
        "open_call_id": third["public_id"],
        "copy_of": draft["public_id"],
        "from_call": draft["public_id"],
        **{f"{tool}.open_call_id": draft["public_id"] for tool in OF_DRAFT},
        "list_applications.open_call_id": first["public_id"],
        "list_applications.application_id": one,
        "list_open_calls.creator_id": boss.id,
        "decide_applications.open_call_id": first["public_id"],
        "decide_applications.application_ids": one,
        "accept_applications.open_call_id": second["public_id"],
        "accept_applications.application_ids": two,
        "application_id": one,
        "application_ids": two,
        "person_id": boss.id,
        **{f"{tool}_open_call_template.template_id": template for tool in ("save", "delete")},
        "list_open_call_templates.template_id": template,
        "create_open_call.template_id": template,
        "save_open_call_template.name": f"{name} again",
        "update_open_call.title": "Door photos",
        "create_open_call.location.mode": "saved",
        "update_open_call.location.mode": "saved",
        "save_open_call_template.body.location.mode": "saved",
        "close_open_call.decide_until": (hall.clock.now + timedelta(days=3)).isoformat(),
    }


async def _published(boss: TestCaller) -> dict[str, Any]:
    made: dict[str, Any] = (await boss.call("create_open_call", **CALL))["open_call"]
    await boss.call("publish_open_call", open_call_id=made["public_id"])
    return made


async def _in_hand(hall: Hall, boss: TestCaller, ann: TestCaller) -> int:
    """A task that ann was accepted for and has started, which is to be proved by a text."""
    done = [{"key": "note", "text": "What you saw", "evidence": "text"}]
    made: dict[str, Any] = (await boss.call("create_open_call", **{**CALL, "seats": 1, "done": done}))["open_call"]
    await boss.call("publish_open_call", open_call_id=made["public_id"])
    application = _application(hall, made, ann.id)
    taken = await boss.call("accept_applications", open_call_id=made["public_id"], application_ids=[application])
    task: int = taken["accepted"][0]["task_id"]
    await ann.call("start_task", task_id=task)
    return task


def _application(hall: Hall, call: dict[str, Any], person_id: int) -> int:
    """An application, with a number that no company has."""
    stamp = utc_text(hall.clock.now)
    id: int = 650_000 + 100 * call["id"]
    hall.write_row(
        """INSERT INTO open_call_applications (id, open_call_id, company_id, person_id, letter, currency, status, seen_version,
               created_at, sent_at)
           SELECT ?, id, company_id, ?, 'I would like to.', currency, 'pending', version, ?, ?
           FROM open_calls WHERE id = ?""",
        id,
        person_id,
        stamp,
        stamp,
        call["id"],
    )
    return id

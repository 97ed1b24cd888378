"""Work put out to whoever wants it, in the demo: applications, a photo as proof, a payment that a person approves, two reviews."""

from __future__ import annotations

from collections.abc import Callable

from server.cli.demo.contracts import Do
from server.cli.demo.field_work import photo

ATTRIBUTE = 37
CALL = {
    "title": "Photos of the new shop window",
    "description": "Take a picture from across the street, in daylight.",
    "price_min": "110.00",
    "price_max": "150.00",
    "estimated_hours": "2",
    "seats": 1,
    "deadline_hours": 72,
    "done": [{"key": "front", "text": "The whole window from the front", "evidence": "photo"}],
    "start_instructions": "The blinds are up from nine to six.",
}


async def from_call_to_reviews(do: Do, show: Callable[[str], None]) -> None:
    """The assistant publishes a call, Ann and Ben apply, Ann is taken, proves her work and is paid; both sides review."""
    ref = await _publish(do)
    await do("Ben", "apply_to_open_call", open_call_id=ref, price="150.00", letter="I live next door.")
    found = (await do("Ann", "search_open_calls", query="shop window"))["items"][0]
    await do("Ann", "apply_to_open_call", open_call_id=found["public_id"], price="120.00", letter="I did your logo.")
    task = await _choose(do, ref)
    await _deliver(do, task)
    await _pay_after_a_yes(do, show, task)
    await _review_each_other(do, show, task)


async def _publish(do: Do) -> str:
    attribute = (await do("assistant", "list_service_attributes", service_id=ATTRIBUTE))["items"][0]
    service = {
        "category_id": ATTRIBUTE,
        "attributes": [{"id": attribute["id"], "value": attribute["options"][0]["value"]}],
    }
    made = await do("assistant", "create_open_call", **service, **CALL)
    ref = str(made["open_call"]["public_id"])
    await do("assistant", "publish_open_call", open_call_id=ref)
    return ref


async def _choose(do: Do, ref: str) -> int:
    """The cheaper of two is taken, which refuses the other; the task it became."""
    applied = (await do("assistant", "list_applications", open_call_id=ref, sort_by="price"))["items"]
    taken = await do("assistant", "accept_applications", open_call_id=ref, application_ids=[applied[0]["id"]])
    await do("Ben", "list_applications")
    return int(taken["accepted"][0]["task_id"])


async def _deliver(do: Do, task: int) -> None:
    await do("Ann", "start_task", task_id=task)
    stored = await do("Ann", "upload_files", job=[{"filename": "window.png", "content_base64": photo((120, 60, 40))}])
    await do("Ann", "submit_evidence", task_id=task, key="front", file_id=stored["files"][0]["id"])
    await do("Ann", "mark_task_completed", task_id=task)


async def _pay_after_a_yes(do: Do, show: Callable[[str], None], task: int) -> None:
    """The admin takes the work as done; what the assistant wants to pay waits for them at the desk."""
    await do("admin", "set_approval_policy", mode="desk_always")
    await do("admin", "accept_task", task_id=task)
    waits = (await do("assistant", "pay_task", task_id=task))["approval"]["public_id"]
    show("Nothing is paid: the assistant's act waits at the desk, sealed as it was asked for.")
    request = (await do("admin", "get_approval_request", approval_id=waits))["request"]
    await do("admin", "approve_request", approval_id=waits, version=request["version"])


async def _review_each_other(do: Do, show: Callable[[str], None], task: int) -> None:
    """Neither is seen before both are there."""
    about = {"kind": "task", "engagement_id": task}
    await do("assistant", "create_review", **about, overall=5, quality=5, punctuality=5, text="Sharp and on time.")
    ann = (await do("Ann", "get_my_profile"))["user"]["id"]
    before = await do("Ann", "list_reviews")
    await do("Ann", "create_review", **about, overall=4, payment=5, text="Clear words, paid the same day.")
    after = await do("assistant", "list_reviews", about_type="person", about_id=ann)
    show(f"Reviews of Ann before she wrote her own: {len(before['items'])}; after: {len(after['items'])}")

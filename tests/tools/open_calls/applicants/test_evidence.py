"""Proof of accepted work."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.open_calls.call_world import World, world_of
from tests.tools.uploads.upload_helpers import PDF, picture, sent
from tests.tools.work_orders.content.file_world import put, taken_photo
from tests.tools.work_orders.field_work import SITE

PHOTO = {"key": "front", "text": "The window from the front", "evidence": "photo", "count": 2}
DONE = [
    PHOTO,
    {"key": "page", "text": "The post", "evidence": "link"},
    {"key": "note", "text": "What you saw", "evidence": "text", "required": False},
    {"key": "bill", "text": "The receipt", "evidence": "file", "required": False},
]


async def accepted(world: World, person: TestCaller, **changed: Any) -> int:
    """The task or work order that somebody's application for a call became."""
    ref = await world.published(**changed)
    application = await world.application(ref, person, None if "price_min" in changed else "70.00")
    answer = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    made = answer["accepted"][0]
    return made.get("task_id") or made["work_order_id"]


async def file_of(person: TestCaller, content: bytes, name: str = "a.jpg") -> int:
    stored = await person.call("upload_files", job=[sent(content, name)])
    return stored["files"][0]["id"]


async def refusal(person: TestCaller, tool: str = "submit_evidence", **given: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        await person.call(tool, **given)
    return refused.value


async def test_a_task_is_delivered_once_everything_that_has_to_prove_it_is_there(hall: Hall) -> None:
    world = await world_of(hall)
    pia, ann = await world.person("pia"), await world.person("ann")
    task = await accepted(world, pia, done=DONE)
    first = await file_of(pia, picture(colour="red"))
    early = await refusal(pia, task_id=task, key="page", url="https://a.example")
    assert (early.code, early.next) == ("wrong_state", ["start_task", "check_task_requirements", "decline_task"])
    hall.sql_script("UPDATE team_memberships SET state = 3, joined_at = added_at")
    await pia.call("start_task", task_id=task)
    missing = await refusal(pia, "mark_task_completed", task_id=task)
    assert missing.code == "evidence_missing"
    [piece] = missing.calls
    assert piece["arguments"] == {"tool": "submit_evidence", "arguments": {"task_id": task, "key": "front"}}
    assert piece["add"] == ["file_id"]
    early = await refusal(world.acme, "pay_task", task_id=task)
    # The work is the other side's: what ends it is not the first thing to do.
    assert early.next == ["get_task", "reject_task", "request_task_changes"]
    assert "front (0 of 2, photo); page (0 of 1, link)" in missing.text
    assert (await refusal(ann, task_id=task, key="page", url="https://a.example")).code == "not_found"
    assert "front, page, note, bill" in (await refusal(pia, task_id=task, key="back", text="x")).text
    for wrong in ({"key": "page", "text": "x"}, {"key": "note", "url": "https://a.example"}, {"key": "front"}):
        assert "is proved by" in (await refusal(pia, task_id=task, **wrong)).text
    bill = await file_of(pia, PDF, "bill.pdf")
    no_photo = await refusal(pia, task_id=task, key="front", file_id=bill)
    assert "a photo" in no_photo.text
    assert "upload_files" in str(no_photo.calls)
    answer = await pia.call("submit_evidence", task_id=task, key="front", file_id=first)
    assert (answer["done"][0]["have"], answer["ready"]) == (1, False)
    assert (await refusal(pia, task_id=task, key="front", file_id=first)).code == "conflict"
    await pia.call("submit_evidence", task_id=task, key="front", file_id=await file_of(pia, picture(colour="blue")))
    await pia.call("submit_evidence", task_id=task, key="bill", file_id=bill)
    page = await pia.call("submit_evidence", task_id=task, key="page", url="https://a.example")
    assert page["ready"]
    back = await pia.call("submit_evidence", task_id=task, key="page", remove_id=page["evidence"]["id"])
    assert (back.get("evidence"), back["ready"]) == (None, False)
    assert (await refusal(pia, task_id=task, key="page", remove_id=page["evidence"]["id"])).code == "not_found"
    await pia.call("submit_evidence", task_id=task, key="page", url="https://b.example")
    await pia.call("mark_task_completed", task_id=task)
    assert (await refusal(pia, task_id=task, key="note", text="late")).code == "wrong_state"
    seen = (await world.boss.call("get_task", task_id=task))["task"]
    assert [(item["key"], item["have"], item["complete"]) for item in seen["done"]] == [
        ("front", 2, True), ("page", 1, True), ("note", 0, False), ("bill", 1, True),
    ]  # fmt: skip
    assert [piece.get("url") for piece in seen["evidence"]] == [None, None, None, "https://b.example"]
    assert await world.boss.call("get_file", file_id=first), "the company may look at what was handed in"
    await world.boss.call("resume_task", task_id=task)
    await pia.call("submit_evidence", task_id=task, key="note", text="The lamp was off.")


async def test_places_are_measured_and_one_too_far_is_kept_with_a_warning(hall: Hall) -> None:
    world = await world_of(hall, "2000.00 USD")
    pia = await world.person("pia", provider=True)
    spot = {"key": "spot", "text": "At the door", "evidence": "gps", "within_m": 200}
    order = await accepted(world, pia, **world.order_call(), done=[spot, {**PHOTO, "count": 1}])
    for metres, accuracy, ok in ((190, None, True), (230, 40, True), (230, 20, False), (400, 5000, False)):
        latitude = SITE["latitude"] + metres / 111_195.08
        answer = await pia.call(
            "submit_evidence", work_order_id=order, key="spot", latitude=latitude, longitude=SITE["longitude"],
            **({} if accuracy is None else {"accuracy_m": accuracy}),
        )  # fmt: skip
        piece = answer["evidence"]
        assert (piece["distance_m"], piece["place_ok"]) == (metres, ok)
        assert ("warnings" in answer) is not ok
    assert answer["done"][0] == {
        "key": "spot", "text": "At the door", "evidence": "gps", "required": True, "have": 4, "count": 1, "complete": True,
    }  # fmt: skip
    taken = await file_of(pia, taken_photo())
    shown = (await pia.call("submit_evidence", work_order_id=order, key="front", file_id=taken))["evidence"]
    assert (shown["taken_at"], shown["distance_m"], shown["place_ok"]) == ("2026-03-10T09:12:33-05:00", 0, True)
    bare = await file_of(pia, picture(colour="green"))
    unknown = (await pia.call("submit_evidence", work_order_id=order, key="front", file_id=bare))["evidence"]
    assert (unknown.get("taken_at"), unknown.get("distance_m"), unknown.get("place_ok")) == (None, None, None)
    for given, field in (
        ({"latitude": 1.0}, "latitude"),
        ({"task_id": 5, "latitude": 1.0, "longitude": 1.0}, "task_id"),
        ({"accuracy_m": 5}, "accuracy_m"),
    ):
        assert field in (await refusal(pia, work_order_id=order, key="spot", **given)).text
    assert (await refusal(await world.person("x", provider=True), work_order_id=order, key="spot")).code == "not_found"


async def test_both_sides_see_what_was_handed_in_with_the_application(hall: Hall) -> None:
    world = await world_of(hall)
    pia = await world.person("pia")
    task = await accepted(world, pia, done=DONE[1:2])
    hall.sql_script("UPDATE team_memberships SET state = 3, joined_at = added_at")
    await pia.call("start_task", task_id=task)
    await pia.call("submit_evidence", task_id=task, key="page", url="https://a.example")
    for given in ({"application_id": 1}, {"application_id": 1, "open_call_id": "1"}):
        caller = pia if len(given) == 1 else world.acme
        [shown] = (await caller.call("list_applications", **given))["items"]
        assert shown["done"][0]["complete"]
        assert shown["evidence"][0]["url"] == "https://a.example"
    assert "submit_evidence" in (await pia.call("get_open_call", open_call_id="1"))["allowed"]


async def test_proof_of_an_order_completes_the_steps_it_became_and_taken_back_opens_them(hall: Hall) -> None:
    world = await world_of(hall, "2000.00 USD")
    pia = await world.person("pia", provider=True)
    twice = [{"key": key, "text": "A word", "evidence": "text"} for key in ("first", "second")]
    order = await accepted(world, pia, **world.order_call(), done=[PHOTO, *twice])

    async def steps() -> list[str]:
        return [each["status"] for each in (await pia.call("list_work_order_tasks", work_order_id=order))["results"]]

    await pia.call("submit_evidence", work_order_id=order, key="second", text="Seen.")
    assert await steps() == ["incomplete", "incomplete", "complete"]
    await pia.call("submit_evidence", work_order_id=order, key="first", text="Seen.")
    first = await file_of(pia, picture(colour="red"))
    await pia.call("submit_evidence", work_order_id=order, key="front", file_id=first)
    assert (await refusal(pia, "mark_work_order_complete", work_order_id=order)).code == "not_ready"
    other = await pia.call(
        "submit_evidence", work_order_id=order, key="front", file_id=await file_of(pia, picture(colour="blue"))
    )
    assert (other["ready"], await steps()) == (True, ["complete"] * 3)
    await pia.call("submit_evidence", work_order_id=order, key="front", remove_id=other["evidence"]["id"])
    assert await steps() == ["incomplete", "complete", "complete"]
    await pia.call(
        "submit_evidence", work_order_id=order, key="front", file_id=await file_of(pia, picture(colour="pink"))
    )
    assert await pia.call("mark_work_order_complete", work_order_id=order)


async def test_what_is_uploaded_for_a_step_proves_the_item_it_became(hall: Hall) -> None:
    world = await world_of(hall, "2000.00 USD")
    pia = await world.person("pia", provider=True)
    order = await accepted(world, pia, **world.order_call(), done=[PHOTO, {**DONE[3], "required": True}])
    folder = (await world.boss.call("create_attachment_folder", work_order_id=order, name="Proof", type="slot"))[
        "folder"
    ]["id"]
    front, bill = [each["id"] for each in (await pia.call("list_work_order_tasks", work_order_id=order))["results"]]

    async def standing() -> tuple[list[int], list[str]]:
        [shown] = (await pia.call("list_applications", application_id=1))["items"]
        listed = (await pia.call("list_work_order_tasks", work_order_id=order))["results"]
        return [each["have"] for each in shown["done"]], [each["status"] for each in listed]

    one = await put(pia, order, folder, "one.png", picture(colour="red"), task_id=front)
    assert await standing() == ([1, 0], ["incomplete", "incomplete"])
    await put(pia, order, folder, "bill.pdf", PDF, task_id=bill)
    given = await pia.call(
        "submit_evidence", work_order_id=order, key="front", file_id=await file_of(pia, picture(colour="blue"))
    )
    assert ([each["complete"] for each in given["done"]], given["ready"]) == ([True, True], True)
    assert await standing() == ([2, 1], ["complete", "complete"])
    [shown] = (await world.acme.call("list_applications", open_call_id="1", application_id=1))["items"]
    assert [each["key"] for each in shown["evidence"]] == ["front", "bill", "front"]
    no = await refusal(pia, work_order_id=order, key="front", remove_id=shown["evidence"][0]["id"])
    assert "one.png" in no.text
    [step] = no.calls
    assert step["arguments"]["arguments"]["attachment_id"] == one["attachment"]["id"]
    where = {"work_order_id": order, "folder_id": folder, "attachment_id": one["attachment"]["id"]}
    await world.boss.call("update_work_order_attachment", **where, status="denied", review_note="Too dark")
    assert await standing() == ([1, 1], ["incomplete", "complete"])
    await world.boss.call("update_work_order_attachment", **where, status="approved")
    assert await standing() == ([2, 1], ["complete", "complete"])
    two = await put(pia, order, folder, "two.png", picture(colour="pink"), task_id=front)
    assert await standing() == ([3, 1], ["complete", "complete"])
    await pia.call("delete_work_order_attachment", **{**where, "attachment_id": two["attachment"]["id"]})
    assert await standing() == ([2, 1], ["complete", "complete"])
    await pia.call("mark_work_order_complete", work_order_id=order)


async def test_a_call_names_what_can_be_done_about_the_work_it_became_and_nothing_once_that_ended(hall: Hall) -> None:
    world = await world_of(hall)
    pia = await world.person("pia")
    task = await accepted(world, pia, done=DONE)

    async def allowed() -> set[str]:
        return set((await pia.call("get_open_call", open_call_id="1"))["allowed"])

    before = await allowed()
    assert before >= {"get_task", "start_task", "report_open_call"}
    assert "submit_evidence" not in before
    await pia.call("start_task", task_id=task)
    assert {"submit_evidence", "mark_task_completed"} <= await allowed()
    await pia.call("decline_task", task_id=task)
    assert await allowed() == {"get_task", "report_open_call"}


async def test_a_call_names_no_work_that_was_given_to_somebody_else(hall: Hall) -> None:
    world = await world_of(hall, "2000.00 USD")
    pia = await world.person("pia", provider=True)
    order = await accepted(world, pia, **world.order_call(), done=DONE[1:2])
    assert "submit_evidence" in (await pia.call("get_open_call", open_call_id="1"))["allowed"]
    await world.boss.call("remove_work_order_provider", work_order_id=order, reason="Other plans")
    for tool in (await pia.call("get_open_call", open_call_id="1"))["allowed"]:
        if tool.startswith("get_"):
            await pia.call(tool, work_order_id=order)
        else:
            assert tool not in ("submit_evidence", "set_work_order_eta")

"""Files reviewed, moved, noted on and taken off."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.uploads.upload_helpers import PDF, picture
from tests.tools.work_orders.checklist.jobs import in_state
from tests.tools.work_orders.content.file_world import folder_named, names, new_folder, put, steps
from tests.tools.work_orders.field_work import assigned, clerk, company, notices, order, provider

STEP = {"group": "onsite", "type_id": 6, "label": "Rack"}


async def change(caller, id, folder, file, **given):
    found = await caller.call(
        "update_work_order_attachment", work_order_id=id, folder_id=folder, attachment_id=file, **given
    )
    return found["attachment"]


async def delete(caller, id, folder, file):
    given = {"work_order_id": id, "folder_id": folder, "attachment_id": file}
    return await caller.call("delete_work_order_attachment", **given)


async def code_of(awaited) -> str:
    with pytest.raises(Refused) as no:
        await awaited
    return no.value.code


async def test_a_denied_file_opens_its_step_and_reaches_its_author(hall: Hall) -> None:
    boss, ann, pia = await company(hall), await clerk(hall), await provider(hall)
    id = await assigned(boss, pia, tasks=[STEP])
    ((step,),) = hall.sql("SELECT id FROM work_order_tasks")
    folder = await new_folder(boss, id, task_id=step)
    first = (await put(pia, id, folder))["attachment"]["id"]
    assert steps(hall, id) == {"Rack": "complete"}
    told = len(notices(hall, pia))
    denied = await change(ann, id, folder, first, status="denied", review_note="Blurry\u202e")
    assert (denied["status"], denied["review_note"], denied["reviewer"]["id"]) == ("denied", "Blurry", ann.id)
    assert denied["reviewed_at"].startswith("2026-03-02T09:00:00")
    assert steps(hall, id) == {"Rack": "incomplete"}
    assert "“rack.png” was not accepted" in notices(hall, pia)[-1]
    assert "Blurry" in notices(hall, pia)[-1]
    assert len(notices(hall, pia)) == told + 1
    # Denied twice is told once; taken back it waits again, and counts again.
    await change(ann, id, folder, first, status="denied")
    assert len(notices(hall, pia)) == told + 1
    back = await change(ann, id, folder, first, status="pending")
    assert "reviewer" not in back
    assert "review_note" not in back
    assert steps(hall, id) == {"Rack": "complete"}
    fine = await boss.call(
        "update_work_order_attachment", work_order_id=id, folder_id=folder, attachment_id=first, status="approved"
    )
    assert (fine["attachment"]["status"], fine["tasks_completed"]) == ("approved", [])
    assert fine["attachment"]["reviewer"]["kind"] == "agent"
    assert len(notices(hall, pia)) == told + 1
    # With a second one there, denying the first opens nothing.
    second = (await put(pia, id, folder, "two.png", picture(41, 20)))["attachment"]["id"]
    await change(boss, id, folder, first, status="denied")
    assert steps(hall, id) == {"Rack": "complete"}
    assert (await delete(pia, id, folder, second))["folder"] == {"id": folder, "total": 1}
    assert steps(hall, id) == {"Rack": "incomplete"}


async def test_a_file_moves_and_shows_and_is_noted_on(hall: Hall) -> None:
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    documents, misc = await folder_named(boss, id, "Documents"), await folder_named(boss, id, "Misc")
    tight = await new_folder(boss, id, "Tight", max_files=1, max_bytes=40)
    own = (await put(pia, id, misc, "a.pdf", PDF))["attachment"]["id"]
    plan = (await put(boss, id, documents, "a.pdf", PDF + b"%"))["attachment"]["id"]
    assert (await change(pia, id, misc, own, notes="Mine"))["notes"] == "Mine"
    assert "notes" not in await change(pia, id, misc, own, clear=["notes"])
    assert (await change(boss, id, documents, plan, show_before_assignment=True))["show_before_assignment"]
    moved = await change(boss, id, misc, own, move_to_folder_id=documents)
    assert (moved["folder_id"], moved["file"]["name"], moved["status"]) == (documents, "a (2).pdf", "approved")
    for given, field in (
        ({"status": "denied"}, "status"),
        ({"status": "pending"}, "status"),
        ({}, "notes"),
        ({"status": "fine"}, "status"),
    ):
        with pytest.raises(Refused) as no:
            await change(boss, id, documents, own, **given)
        assert (no.value.code, field in no.value.fields) == ("invalid_argument", True)
    await change(boss, id, documents, own, move_to_folder_id=tight)
    with pytest.raises(Refused) as no:
        await change(boss, id, documents, plan, move_to_folder_id=tight)
    assert "move_to_folder_id" in no.value.fields
    assert await names(boss, id) == {"Documents": ["a.pdf"], "Misc": [], "Tight": ["a (2).pdf"]}
    for caller, folder, file, given, code in (
        (pia, documents, plan, {"notes": "Hm"}, "forbidden"),
        (pia, tight, own, {"status": "approved"}, "forbidden"),
        (pia, tight, own, {"notes": "Hm", "review_note": "Fine"}, "forbidden"),
        (pia, tight, own, {"show_before_assignment": True}, "forbidden"),
        (pia, tight, own, {"move_to_folder_id": misc}, "forbidden"),
        (boss, misc, own, {"notes": "Hm"}, "not_found"),
        (boss, 999_999, own, {"notes": "Hm"}, "not_found"),
        (boss, tight, 999_999, {"notes": "Hm"}, "not_found"),
        (boss, tight, own, {"move_to_folder_id": 999_999}, "not_found"),
        (kim, tight, own, {"notes": "Hm"}, "not_found"),
    ):
        assert await code_of(change(caller, id, folder, file, **given)) == code, given


async def test_a_file_is_taken_off_by_who_may(hall: Hall) -> None:
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    documents, misc = await folder_named(boss, id, "Documents"), await folder_named(boss, id, "Misc")
    one, two, three = [(await put(pia, id, misc, "a.pdf", PDF + b"%" * number))["attachment"] for number in range(3)]
    same = (await put(pia, id, misc, "same.pdf", PDF))["attachment"]
    plan = (await put(boss, id, documents, "plan.pdf", PDF))["attachment"]
    await boss.call(
        "update_work_order", work_order_id=id,
        tasks=[{"group": "prep", "type_id": 13, "attachment_id": plan["id"], "required": False}],
    )  # fmt: skip
    await change(boss, id, misc, two["id"], status="approved")
    assert await code_of(delete(pia, id, misc, two["id"])) == "forbidden"
    assert await code_of(delete(pia, id, documents, plan["id"])) == "forbidden"
    assert await code_of(delete(pia, id, misc, plan["id"])) == "not_found"
    assert await code_of(delete(kim, id, misc, one["id"])) == "not_found"
    assert (await delete(pia, id, misc, one["id"]))["deleted"] is True
    assert await code_of(delete(pia, id, misc, one["id"])) == "not_found"
    # The same bytes under another name are still there.
    assert (await boss.call("get_file", file_id=same["file"]["id"]))["size_bytes"] == len(PDF)
    await delete(pia, id, misc, same["id"])
    with pytest.raises(Refused) as no:
        await boss.call("get_file", file_id=same["file"]["id"])
    assert no.value.code == "not_found"
    await delete(boss, id, misc, two["id"])
    assert "was taken off" in notices(hall, pia)[-1]
    gone = await delete(boss, id, documents, plan["id"])
    assert "still tell to download it" in str(gone["warnings"])
    assert hall.sql("SELECT count(*) FROM work_order_attachments WHERE deleted_at IS NOT NULL") == [(4,)]
    await pia.call("mark_work_order_complete", work_order_id=id)
    assert await code_of(delete(pia, id, misc, three["id"])) == "wrong_state"
    assert await names(pia, id) == {"Documents": [], "Misc": ["a (3).pdf"]}
    await boss.call("approve_work_order", work_order_id=id)
    assert await code_of(delete(boss, id, misc, three["id"])) == "wrong_state"


async def test_a_step_is_not_ticked_off_for_a_file_that_was_taken_off_or_is_no_picture(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    folder = await new_folder(boss, id)
    task = (await boss.call("create_work_order_task", work_order_id=id, folder_id=folder, **STEP))["task"]["id"]
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    file = (await put(pia, id, folder))["attachment"]["id"]
    assert steps(hall, id) == {"Rack": "complete"}
    await pia.call("delete_work_order_attachment", work_order_id=id, folder_id=folder, attachment_id=file)
    await put(pia, id, folder, "plan.pdf", PDF)
    with pytest.raises(Refused) as no:
        await pia.call("update_work_order_task", work_order_id=id, task_id=task, status="complete")
    assert (no.value.code, no.value.next[0]) == ("wrong_state", "upload_work_order_attachment")
    shown = await pia.call("get_work_order_task", work_order_id=id, task_id=task)
    assert (steps(hall, id), shown["task"]["attachment_ids"]) == ({"Rack": "incomplete"}, [file + 1])


async def test_a_file_of_an_approved_order_stays_as_it_is(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    misc = await folder_named(boss, id, "Misc")
    file = (await put(pia, id, misc))["attachment"]["id"]
    in_state(hall, id, 4)
    assert (await change(boss, id, misc, file, status="denied"))["status"] == "denied"
    assert (await change(pia, id, misc, file, notes="The left one"))["notes"] == "The left one"
    for status in (5, 6, 7):
        in_state(hall, id, status)
        assert await code_of(change(boss, id, misc, file, status="approved")) == "wrong_state"
        assert await code_of(change(pia, id, misc, file, notes="The right one")) == "wrong_state"
        assert await code_of(change(pia, id, misc, file, status="approved")) == "forbidden"
    assert hall.sql("SELECT status, notes FROM work_order_attachments") == [("denied", "The left one")]

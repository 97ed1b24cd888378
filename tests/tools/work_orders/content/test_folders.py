"""Folders: made with bounds of their own, deleted with what is in them."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.work_orders.content.file_world import folder_named, names, new_folder, put, steps
from tests.tools.work_orders.field_work import acts, assigned, company, done, notices, order, provider

STEP = {"group": "onsite", "type_id": 6, "label": "Rack"}


async def test_a_folder_is_made_once_in_any_case_and_points_its_step_to_itself(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    id = await assigned(boss, pia, tasks=[STEP])
    ((step,),) = hall.sql("SELECT id FROM work_order_tasks")
    made = await boss.call(
        "create_attachment_folder",
        work_order_id=id,
        name="  Ärger\u202e ",
        min_files=2,
        max_files=3,
        max_bytes=9000,
        task_id=step,
    )
    folder = made["folder"]
    assert folder == {
        "id": folder["id"], "work_order_id": id, "name": "Ärger", "type": "slot", "default": False, "task": {"id": step},
        "min_files": 2, "max_files": 3, "min_bytes": 1, "max_bytes": 9000, "metadata": {"total": 0}, "results": [],
    }  # fmt: skip
    assert hall.sql("SELECT folder_id FROM work_order_tasks") == [(folder["id"],)]
    plain = (await boss.call("create_attachment_folder", work_order_id=id, name="Forms", type="document"))["folder"]
    assert (plain["min_files"], plain["max_files"], plain["max_bytes"]) == (0, 999, 10_485_760)
    assert list(await names(pia, id)) == ["Documents", "Misc", "Ärger", "Forms"]
    assert acts(hall, id).count("folder_created") == 2

    elsewhere = await order(boss, tasks=[STEP, {"group": "post", "type_id": 10}])
    foreign, custom = [id for (id,) in hall.sql("SELECT id FROM work_order_tasks WHERE work_order_id = ?", elsewhere)]
    for caller, order_id, given, code, field in (
        (boss, id, {"name": "ÄRGER"}, "conflict", None),
        (boss, id, {"name": "documents"}, "conflict", None),
        (boss, id, {"name": " \u200b "}, "invalid_argument", "name"),
        (boss, id, {"name": "x" * 121}, "invalid_argument", "name"),
        (boss, id, {"min_files": 4, "max_files": 3}, "invalid_argument", "min_files"),
        (boss, id, {"max_files": 0}, "invalid_argument", "max_files"),
        (boss, id, {"max_bytes": 52_428_801}, "invalid_argument", "max_bytes"),
        (boss, id, {"task_id": step}, "invalid_reference", "task_id"),
        (boss, id, {"task_id": foreign}, "invalid_reference", "task_id"),
        (boss, elsewhere, {"task_id": custom}, "invalid_reference", "task_id"),
        (rival, id, {}, "not_found", None),
        (boss, 999_999, {}, "not_found", None),
    ):
        with pytest.raises(Refused) as no:
            await caller.call("create_attachment_folder", work_order_id=order_id, **{"name": "More", **given})
        assert no.value.code == code, (given, no.value.text)
        assert field is None or field in no.value.fields
    with pytest.raises(Refused) as no:
        await pia.call("create_attachment_folder", work_order_id=id, name="Mine")
    assert no.value.code == "forbidden"
    for number in range(46):
        await new_folder(boss, id, f"Album {number}")
    with pytest.raises(Refused) as no:
        await new_folder(boss, id, "One too many")
    assert (no.value.code, "at most 50" in no.value.text) == ("invalid_argument", True)


async def test_a_folder_goes_with_its_files_when_that_is_meant(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, tasks=[STEP])
    ((step,),) = hall.sql("SELECT id FROM work_order_tasks")
    folder, empty = await new_folder(boss, id, task_id=step), await new_folder(boss, id, "Empty")
    await put(pia, id, folder)
    assert steps(hall, id) == {"Rack": "complete"}

    async def delete(folder_id, **more):
        return await boss.call("delete_attachment_folder", work_order_id=id, folder_id=folder_id, **more)

    with pytest.raises(Refused) as no:
        await delete(folder)
    assert (no.value.code, no.value.details["files"]) == ("not_empty", 1)
    assert no.value.step("delete_attachment_folder")["force"] is True
    for wrong, code in ((await folder_named(boss, id, "Misc"), "invalid_argument"), (999_999, "not_found")):
        with pytest.raises(Refused) as no:
            await delete(wrong, force=True)
        assert no.value.code == code
    assert await delete(empty) == {"deleted": True, "deleted_files": 0}
    gone = await delete(folder, force=True)
    assert (gone["deleted"], gone["deleted_files"]) == (True, 1)
    assert steps(hall, id) == {"Rack": "incomplete"}
    assert hall.sql("SELECT folder_id FROM work_order_tasks") == [(None,)]
    assert hall.sql("SELECT attached_to FROM files") == [(None,)]
    assert "“Photos”" in notices(hall, pia)[-1]
    assert list(await names(boss, id)) == ["Documents", "Misc"]
    with pytest.raises(Refused) as no:
        await delete(folder)
    assert no.value.code == "not_found"
    # The name is free again.
    again = await new_folder(boss, id)
    assert again != folder


async def test_after_the_approval_folders_stay_as_they_are(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    folder = await new_folder(boss, id)
    await boss.call("approve_work_order", work_order_id=id)
    off = await order(boss)
    await boss.call("publish_work_order", work_order_id=off)
    other = await new_folder(boss, off)
    await boss.call("cancel_work_order", work_order_id=off, cancel_reason=55)
    for order_id, folder_id, state in ((id, folder, "approved"), (off, other, "canceled")):
        for tool, given in (
            ("create_attachment_folder", {"name": "Late"}),
            ("delete_attachment_folder", {"folder_id": folder_id}),
        ):
            with pytest.raises(Refused) as no:
                await boss.call(tool, work_order_id=order_id, **given)
            assert (no.value.code, no.value.shape["state"]) == ("wrong_state", state)

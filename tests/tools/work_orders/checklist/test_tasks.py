"""Reading the checklist of a work order."""

import pytest

from tests.hall import Refused
from tests.tools.uploads.upload_helpers import picture as drawn
from tests.tools.uploads.upload_helpers import sent
from tests.tools.work_orders.checklist.jobs import field, step, steps
from tests.tools.work_orders.field_work import assigned, company, provider, published, tag_of, write


async def test_a_checklist_goes_by_group_place_and_number(hall):
    boss = await company(hall)
    id = await published(boss)
    late = await step(boss, id, group="post", label="Sweep")
    second = await step(boss, id, label="Photo", order=2)
    first = await step(boss, id, label="Plug it in", order=1, required=False)
    same = await step(boss, id, label="Also second", order=2)
    early = await step(boss, id, group="prep", type_id=8, phone="+1 612 555 0100")
    answer = await boss.call("list_work_order_tasks", work_order_id=id)
    assert [each["id"] for each in answer["results"]] == [early, first, second, same, late]
    assert answer["sum"] == {"total": 5, "complete": 0, "required_open": 4}
    await boss.call("update_work_order_task", work_order_id=id, task_id=second, status="complete")
    for filters, expected in (
        ({"group": "onsite"}, [first, second, same]),
        ({"status": "complete"}, [second]),
        ({"type_id": 8}, [early]),
        ({"type_id": 3}, []),
        ({"group": "onsite", "status": "incomplete"}, [first, same]),
    ):
        answer = await boss.call("list_work_order_tasks", work_order_id=id, **filters)
        assert [each["id"] for each in answer["results"]] == expected
        assert answer["sum"] == {"total": 5, "complete": 1, "required_open": 3}


async def test_numbers_and_addresses_are_seen_once_assigned(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    call = await step(boss, id, type_id=8, label="Help desk", phone="+1 612 555 0100", alerts=[{"email": "a@b.test"}])
    mail = await step(boss, id, type_id=9, email="desk@client.test")
    for task in (call, mail):
        seen = (await pia.call("get_work_order_task", work_order_id=id, task_id=task))["task"]
        assert not {"phone", "email", "alerts"} & set(seen)
    assert seen["description"] == "Send an e-mail"
    assert (await steps(pia, id))[0]["label"] == "Help desk"
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    seen = (await pia.call("get_work_order_task", work_order_id=id, task_id=call))["task"]
    assert (seen["phone"], seen["alerts"][0]["email"]) == ("+16125550100", "a@b.test")
    assert (await steps(pia, id))[1]["email"] == "desk@client.test"
    await pia.call("update_work_order_task", work_order_id=id, task_id=call, status="complete")
    done = (await boss.call("get_work_order_task", work_order_id=id, task_id=call))["task"]
    assert (done["completed_by"], done["completed_at"]) == (f"person:{pia.id}", "2026-03-02T09:00:00Z")
    with pytest.raises(Refused) as no:
        await kim.call("list_work_order_tasks", work_order_id=id)
    assert no.value.code == "not_found"


async def test_a_step_of_another_order_is_not_found(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    id, theirs = await assigned(boss, pia), await published(other)
    task = await step(other, theirs)
    for caller, order, number in ((boss, id, task), (pia, id, task), (boss, theirs, task), (boss, id, 999)):
        with pytest.raises(Refused) as no:
            await caller.call("get_work_order_task", work_order_id=order, task_id=number)
        assert no.value.code == "not_found"


async def test_a_step_shows_what_it_is_about(hall):
    boss, pia = await company(hall), await provider(hall)
    shelf = field(hall, boss, "Shelf", role="provider")
    id = await assigned(boss, pia)
    folder = hall.sql("SELECT id FROM work_order_folders WHERE work_order_id = ? AND name = 'Misc'", id)[0][0]
    picture = await step(boss, id, type_id=6, folder_id=folder)
    fill = await step(boss, id, type_id=7, custom_field_id=shelf)
    notes = await step(boss, id, type_id=2)
    file = (await pia.call("upload_files", job=[sent(drawn(), "rack.png")]))["files"][0]["id"]
    attached = write(
        hall,
        """INSERT INTO work_order_attachments
               (work_order_id, folder_id, file_id, name, status, author_type, author_id, created_at)
           VALUES (?, ?, ?, 'rack.png', 'pending', 'person', ?, '2026-03-02T09:00:00.000Z')""",
        id,
        folder,
        file,
        pia.id,
    )
    await pia.call("update_work_order_task", work_order_id=id, task_id=notes, closing_notes="All well.")
    found = {each["id"]: each for each in await steps(pia, id)}
    assert (found[picture]["folder_id"], found[picture]["attachment_ids"]) == (folder, [attached])
    assert found[fill]["custom_field_id"] == shelf
    assert (found[notes]["closing_notes"], found[notes]["status"]) == ("All well.", "complete")
    # The picture is there already, so the step may be ticked off.
    ticked = await pia.call("update_work_order_task", work_order_id=id, task_id=picture, status="complete")
    assert ticked["task"]["status"] == "complete"


async def test_a_long_checklist_is_read_to_its_end_in_pages(hall):
    boss = await company(hall)
    many = [{"group": "onsite", "type_id": 10, "label": f"{number} {'x' * 700}"} for number in range(100)]
    id = await published(boss, tasks=many)
    tags = [tag_of(hall, boss.company, f"T{number}") for number in range(3)]
    for tag in tags:
        await boss.call("add_work_order_tag", work_order_id=id, tag_id=tag)
    fields = [field(hall, boss, f"F{number}") for number in range(60)]
    for tool, key, ids, wanted in (
        ("list_work_order_tasks", "id", [id for (id,) in hall.sql("SELECT id FROM work_order_tasks ORDER BY id")], {}),
        ("list_work_order_tasks", "id", [], {"group": "post"}),
        ("list_work_order_custom_fields", "custom_field_id", fields, {"limit": 25}),
        ("list_work_order_tags", "tag_id", tags, {"limit": 2}),
    ):
        seen, cursor = [], None
        while True:
            more = {} if cursor is None else {"cursor": cursor}
            page = await boss.call(tool, work_order_id=id, **wanted, **more)
            assert page["total"] == len(ids)
            seen += [each[key] for each in page["results"]]
            if (cursor := page.get("next_cursor")) is None:
                break
        assert seen == ids

"""Adding, changing, ticking off and removing a step of a checklist."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.checklist.jobs import field, in_state, step, steps
from tests.tools.work_orders.field_work import (
    acts,
    admin,
    assigned,
    company,
    notices,
    order,
    provider,
    published,
    time_log,
)


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_a_step_is_added_as_the_last_of_its_group(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    made = await boss.call(
        "create_work_order_task", work_order_id=id, group="onsite", type_id=10, label="Photo of the rack",
        alerts=[{"email": "a@b.test"}, {"email": "a@b.test"}],
    )  # fmt: skip
    assert made["charge"]["amount"]
    task = made["task"]
    assert (task["order"], task["required"], task["status"]) == (1, True, "incomplete")
    assert task["description"] == "Custom task: Photo of the rack"
    assert [each["email"] for each in task["alerts"]] == ["a@b.test"]
    again = await boss.call("create_work_order_task", work_order_id=id, group="onsite", type_id=10)
    assert again["task"]["order"] == 2
    assert f"another step, {task['id']}" in notices(hall, pia)[-2]
    assert acts(hall, id)[-2:] == ["changed", "changed"]


async def test_what_the_type_is_about_has_to_be_there(hall):
    boss = await company(hall)
    id, other = await order(boss), await order(boss)
    shelf = field(hall, boss, "Shelf")
    folder = hall.sql("SELECT id FROM work_order_folders WHERE work_order_id = ?", other)[0][0]

    def add(**given):
        return boss.call("create_work_order_task", work_order_id=id, group="onsite", **given)

    for type_id, needed in ((7, "custom_field_id"), (8, "phone"), (9, "email"), (13, "attachment_id")):
        no = await refusal(add(type_id=type_id))
        assert (no.code, list(no.fields)) == ("invalid_argument", [needed])
    for wrong in ({"custom_field_id": shelf + 1}, {"folder_id": folder}, {"attachment_id": 7}):
        no = await refusal(add(type_id=10, **wrong))
        assert (no.code, list(no.fields)) == ("invalid_reference", list(wrong))
    no = await refusal(add(type_id=8, phone="12"))
    assert list(no.fields) == ["phone"]
    for type_id in (1, 3, 4):
        await add(type_id=type_id)
        no = await refusal(add(type_id=type_id))
        assert no.code == "conflict"
    await add(type_id=5)
    await add(type_id=5)
    for _ in range(95):
        await add(type_id=10)
    assert (await refusal(add(type_id=10))).code == "invalid_argument"


async def test_steps_come_change_and_go_only_up_to_assigned(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    task = await step(boss, id)
    for status in (4, 5, 6, 7):
        in_state(hall, id, status)
        no = await refusal(boss.call("create_work_order_task", work_order_id=id, group="onsite", type_id=10))
        assert no.code == "wrong_state"
        no = await refusal(boss.call("delete_work_order_task", work_order_id=id, task_id=task))
        assert no.code == "wrong_state"
        no = await refusal(boss.call("update_work_order_task", work_order_id=id, task_id=task, label="Other"))
        assert no.code == "wrong_state"


async def test_the_company_changes_what_a_step_is(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    await step(boss, id, group="prep")
    task = await step(boss, id, type_id=8, label="Call", phone="+1 612 555 0100", alerts=[{"email": "a@b.test"}])

    async def changed(**given):
        return (await boss.call("update_work_order_task", work_order_id=id, task_id=task, **given))["task"]

    now = await changed(label="Call the desk", required=False, phone="612 555 0199")
    assert (now["label"], now["required"], now["phone"]) == ("Call the desk", False, "+16125550199")
    assert f"Step {task} of the checklist" in notices(hall, pia)[-1]
    now = await changed(group="prep")
    assert (now["group"], now["order"]) == ("prep", 2)
    assert (await changed(group="prep", label="Again"))["order"] == 2
    assert "label" not in await changed(label="")
    assert (await changed(alerts=[])).get("alerts") in (None, [])
    no = await refusal(boss.call("update_work_order_task", work_order_id=id, task_id=task, phone=""))
    assert list(no.fields) == ["phone"]
    now = await changed(type_id=9, email="desk@client.test", phone="")
    assert (now["type"]["id"], now["email"]) == (9, "desk@client.test")
    no = await refusal(boss.call("update_work_order_task", work_order_id=id, task_id=task))
    assert no.code == "invalid_argument"
    no = await refusal(boss.call("update_work_order_task", work_order_id=id, task_id=task, closing_notes="Done."))
    assert list(no.fields) == ["closing_notes"]
    await changed(status="complete")
    no = await refusal(boss.call("update_work_order_task", work_order_id=id, task_id=task, type_id=10))
    assert no.code == "wrong_state"
    now = await changed(type_id=10, status="incomplete")
    assert (now["type"]["id"], now["status"]) == (10, "incomplete")


async def test_the_provider_ticks_off_what_no_act_completes(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    await admin(hall)
    id = await published(boss)
    task = await step(boss, id, alerts=[{"email": "desk@client.test"}])
    no = await refusal(kim.call("update_work_order_task", work_order_id=id, task_id=task, status="complete"))
    assert no.code == "forbidden"
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    for given in ({"label": "Mine"}, {"required": False}, {"status": "complete", "order": 1}):
        no = await refusal(pia.call("update_work_order_task", work_order_id=id, task_id=task, **given))
        assert no.code == "forbidden"
    done = await pia.call("update_work_order_task", work_order_id=id, task_id=task, status="complete")
    assert (done["alerts_sent"], done["task"]["status"]) == (1, "complete")
    assert "charge" not in done
    assert len(await hall.mails("desk@client.test")) == 1
    again = await pia.call("update_work_order_task", work_order_id=id, task_id=task, status="complete")
    assert again["alerts_sent"] == 0
    no = await refusal(pia.call("update_work_order_task", work_order_id=id, task_id=task, status="incomplete"))
    assert no.code == "forbidden"
    back = await boss.call("update_work_order_task", work_order_id=id, task_id=task, status="incomplete")
    assert "completed_at" not in back["task"]
    assert "open again" in notices(hall, pia)[-1]


async def test_a_step_that_an_act_completes_is_not_ticked_off_instead(hall):
    boss, pia = await company(hall), await provider(hall)
    shelf = field(hall, boss, "Shelf", role="provider")
    id = await assigned(boss, pia)
    tasks = {
        type_id: await step(boss, id, type_id=type_id, **({"custom_field_id": shelf} if type_id == 7 else {}))
        for type_id in (1, 2, 3, 4, 5, 6, 7, 11, 12)
    }
    for type_id, task in tasks.items():
        no = await refusal(pia.call("update_work_order_task", work_order_id=id, task_id=task, status="complete"))
        assert no.code == "wrong_state", type_id
        assert "list_work_order_tasks" in no.next
    log = time_log(hall, id, pia, hall.clock.now, None)
    await pia.call("update_work_order_task", work_order_id=id, task_id=tasks[3], status="complete")
    no = await refusal(pia.call("update_work_order_task", work_order_id=id, task_id=tasks[4], status="complete"))
    assert no.code == "wrong_state"
    hall.sql_script(
        f"UPDATE work_order_time_logs SET out_at = '2026-03-02T10:00:00.000Z', hours = '1' WHERE id = {log};"
    )
    await pia.call("update_work_order_task", work_order_id=id, task_id=tasks[4], status="complete")
    # The company says so without it.
    for task in tasks.values():
        await boss.call("update_work_order_task", work_order_id=id, task_id=task, status="complete")
    assert {each["status"] for each in await steps(boss, id)} == {"complete"}


async def test_closing_notes_complete_their_step(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    task = await step(boss, id, group="post", type_id=2)
    no = await refusal(pia.call("update_work_order_task", work_order_id=id, task_id=task, closing_notes="  "))
    assert no.code == "invalid_argument"
    await pia.call("update_work_order_task", work_order_id=id, task_id=task, closing_notes="Installed.")
    assert (await boss.call("get_work_order", work_order_id=id))["closing_notes"] == "Installed."
    await pia.call("update_work_order_task", work_order_id=id, task_id=task, closing_notes="Installed twice.")
    assert (await steps(pia, id))[0]["closing_notes"] == "Installed twice."
    await pia.call("mark_work_order_complete", work_order_id=id)


async def test_status_is_the_companys_until_approval_and_the_providers_while_assigned(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    task = await step(boss, id, required=False)
    await pia.call("mark_work_order_complete", work_order_id=id)
    no = await refusal(pia.call("update_work_order_task", work_order_id=id, task_id=task, status="complete"))
    assert no.code == "wrong_state"
    await boss.call("update_work_order_task", work_order_id=id, task_id=task, status="complete")
    await boss.call("approve_work_order", work_order_id=id)
    no = await refusal(boss.call("update_work_order_task", work_order_id=id, task_id=task, status="incomplete"))
    assert no.code == "wrong_state"


async def test_a_step_is_removed_and_what_it_led_to_stays(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    task, kept = await step(boss, id, type_id=11, alerts=[{"email": "a@b.test"}]), await step(boss, id)
    hall.sql_script(
        f"""INSERT INTO work_order_signatures (work_order_id, task_id, name, format, image, size_bytes, sha256, signed_at,
                author_type, author_id, created_at)
            VALUES ({id}, {task}, 'Ann', 'png', 'x', 1, 'x', '2026', 'person', {pia.id}, '2026');"""
    )
    gone = await boss.call("delete_work_order_task", work_order_id=id, task_id=task)
    assert (gone["deleted"], gone["sum"]["total"]) == (True, 1)
    assert hall.sql("SELECT task_id, name FROM work_order_signatures") == [(None, "Ann")]
    assert "not needed any more" in notices(hall, pia)[-1]
    await pia.call("update_work_order_task", work_order_id=id, task_id=kept, status="complete")
    no = await refusal(boss.call("delete_work_order_task", work_order_id=id, task_id=kept))
    assert no.code == "wrong_state"
    no = await refusal(boss.call("delete_work_order_task", work_order_id=id, task_id=task))
    assert no.code == "not_found"


async def test_an_order_with_required_steps_is_finished_and_paid(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, tasks=[{"group": "onsite", "type_id": 10, "label": "Photo"}])
    no = await refusal(pia.call("mark_work_order_complete", work_order_id=id))
    assert no.code == "not_ready"
    (task,) = await steps(pia, id)
    await pia.call("update_work_order_task", work_order_id=id, task_id=task["id"], status="complete")
    await pia.call("mark_work_order_complete", work_order_id=id)
    await boss.call("approve_work_order", work_order_id=id)
    hall.clock.advance(days=61)
    await hall.tick()
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["name"] == "paid"

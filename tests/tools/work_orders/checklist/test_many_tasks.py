"""Changing several steps of a checklist at once."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.checklist.jobs import step, steps
from tests.tools.work_orders.field_work import assigned, company, notices, provider


async def test_several_steps_change_together_or_not_at_all(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    first = await step(boss, id, label="One", alerts=[{"email": "desk@client.test"}])
    second, third = await step(boss, id, label="Two"), await step(boss, id, type_id=11)

    async def change(caller, *tasks):
        return await caller.call("update_work_order_tasks", work_order_id=id, tasks=list(tasks))

    async def refused(caller, *tasks):
        before = hall.sql("SELECT * FROM work_order_tasks")
        with pytest.raises(Refused) as no:
            await change(caller, *tasks)
        assert hall.sql("SELECT * FROM work_order_tasks") == before
        return no.value

    tick = {"status": "complete"}
    assert (await refused(pia, {"task_id": first, **tick}, {"task_id": 999, **tick})).code == "not_found"
    assert (await refused(pia, {"task_id": first, **tick}, {"task_id": second, "label": "x"})).code == "forbidden"
    assert (await refused(pia, {"task_id": first, **tick}, {"task_id": third, **tick})).code == "wrong_state"
    no = await refused(boss, {"task_id": first, **tick}, {"task_id": first, "order": 2})
    assert list(no.fields) == ["tasks[1].task_id"]
    assert list((await refused(boss, {"task_id": first})).fields) == ["tasks[0]"]
    assert await hall.mails("desk@client.test") == []

    done = await change(pia, {"task_id": second, **tick}, {"task_id": first, **tick})
    assert [each["id"] for each in done["results"]] == [second, first]
    assert done["sum"] == {"total": 3, "complete": 2, "required_open": 1}
    assert done["alerts_sent"] == 1
    assert done["charge"]["amount"] == "0.00"

    told = len(notices(hall, pia))
    changed = await change(
        boss, {"task_id": first, "order": 9, "status": "incomplete"}, {"task_id": second, "label": "", "alerts": []},
        {"task_id": third, "group": "prep", "required": False},
    )  # fmt: skip
    assert changed["charge"]["amount"] != "0.00"
    assert [each["id"] for each in await steps(boss, id)] == [third, second, first]
    assert "label" not in (await steps(boss, id))[1]
    assert changed["sum"] == {"total": 3, "complete": 1, "required_open": 1}
    assert len(notices(hall, pia)) == told + 1

"""Taking alert addresses off a step."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.checklist.jobs import in_state, step
from tests.tools.work_orders.field_work import assigned, company, order, provider


async def test_addresses_are_taken_off_one_by_one_or_all(hall):
    boss = await company(hall)
    id = await order(boss)
    emails = ["a@b.test", "c@d.test", "e@f.test"]
    task = await step(boss, id, alerts=[{"email": email} for email in emails])
    other = await step(boss, id, alerts=[{"email": "a@b.test"}])
    alerts = (await boss.call("get_work_order_task", work_order_id=id, task_id=task))["task"]["alerts"]
    left = await boss.call("delete_work_order_task_alert", work_order_id=id, task_id=task, alert_id=alerts[1]["id"])
    assert left["deleted"] is True
    assert [each["email"] for each in left["alerts"]] == ["a@b.test", "e@f.test"]
    for number, alert in ((task, alerts[1]["id"]), (other, alerts[0]["id"]), (999, alerts[0]["id"])):
        with pytest.raises(Refused) as no:
            await boss.call("delete_work_order_task_alert", work_order_id=id, task_id=number, alert_id=alert)
        assert no.value.code == "not_found"
    for count in (2, 0):
        gone = await boss.call("delete_all_work_order_task_alerts", work_order_id=id, task_id=task)
        assert gone["deleted"] == count
    assert hall.sql("SELECT task_id FROM work_order_task_alerts") == [(other,)]
    with pytest.raises(Refused) as no:
        await boss.call("delete_all_work_order_task_alerts", work_order_id=id, task_id=999)
    assert no.value.code == "not_found"


async def test_an_approved_order_keeps_its_alerts(hall):
    boss = await company(hall)
    id = await assigned(boss, await provider(hall))
    task = await step(boss, id, alerts=[{"email": "a@b.test"}])
    [alert] = (await boss.call("get_work_order_task", work_order_id=id, task_id=task))["task"]["alerts"]
    for status in (5, 6, 7):
        in_state(hall, id, status)
        for tool, more in (
            ("delete_work_order_task_alert", {"alert_id": alert["id"]}),
            ("delete_all_work_order_task_alerts", {}),
        ):
            with pytest.raises(Refused) as no:
                await boss.call(tool, work_order_id=id, task_id=task, **more)
            assert no.value.code == "wrong_state"
    assert hall.sql("SELECT count(*) FROM work_order_task_alerts") == [(1,)]

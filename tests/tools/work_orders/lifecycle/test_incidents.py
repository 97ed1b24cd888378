"""The company's own incident number on a work order."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import company, done, order, provider


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_an_incident_number_ties_orders_together(hall):
    boss, pia = await company(hall), await provider(hall)
    first, second = await order(boss), await done(boss, pia)
    await boss.call("update_work_order_incident", work_order_id=first, incident_id=" INC-1001 ".strip())
    again = await boss.call("update_work_order_incident", work_order_id=second, incident_id="INC-1001")
    assert (again["same_incident"], again["same_incident_total"]) == ([first], 1)
    assert [each["id"] for each in (await boss.call("list_work_orders", search="inc-1001"))["results"]] == [
        second,
        first,
    ]
    gone = await boss.call("delete_work_order_incident", work_order_id=first)
    assert (gone["changed"], gone["removed_incident_id"]) == (True, "INC-1001")
    assert (await boss.call("delete_work_order_incident", work_order_id=first))["changed"] is False
    assert (await boss.call("list_work_orders", search="inc-1001"))["total"] == 1


@pytest.mark.parametrize("incident", ["", " ", "x" * 65, "a;b", "#5"])
async def test_a_faulty_incident_number_is_refused(hall, incident):
    boss = await company(hall)
    no = await refusal(boss.call("update_work_order_incident", work_order_id=await order(boss), incident_id=incident))
    assert "incident_id" in no.fields


async def test_a_paid_order_keeps_its_incident_number(hall):
    boss, pia, rival = await company(hall), await provider(hall), await company(hall, "Rival")
    id = await done(boss, pia, incident_id="A-1")
    await boss.call("approve_work_order", work_order_id=id)
    await boss.call("update_work_order_incident", work_order_id=id, incident_id="A-2")
    hall.clock.advance(days=3)
    await hall.tick()
    for tool, more in (("update_work_order_incident", {"incident_id": "A-3"}), ("delete_work_order_incident", {})):
        assert (await refusal(boss.call(tool, work_order_id=id, **more))).code == "wrong_state"
        assert (await refusal(rival.call(tool, work_order_id=id, **more))).code == "not_found"

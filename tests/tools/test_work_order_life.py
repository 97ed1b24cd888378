"""Publishing work orders and bringing them back to draft."""

import pytest

from tests.hall import Refused
from tests.tools.field_work import (
    acts,
    assigned,
    company,
    notices,
    order,
    provider,
    published,
    purse,
    row,
    time_log,
    write,
)


async def test_a_job_goes_from_draft_to_paid_and_money_is_conserved(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await order(boss)
    assert purse(hall, boss) == ("2000.00", "0.00")
    live = await boss.call("publish_work_order", work_order_id=id)
    assert live["hold"] == {"amount": "440.00", "currency": "USD"}
    assert live["status"]["display"] == "Published"
    assert live["visible_to"] == 2
    await pia.call("request_work_order", work_order_id=id)
    await kim.call("request_work_order", work_order_id=id)
    status = await boss.call("get_work_order_status", work_order_id=id)
    assert status["status"]["sub_status"] == "requested"
    asked = await boss.call("list_work_order_pending_requests", work_order_id=id)
    mine = next(each["id"] for each in asked["results"] if each["user"]["id"] == kim.id)
    taken = await boss.call("accept_work_order_request", work_order_id=id, request_id=mine)
    assert taken["work_order"]["status"]["display"] == "Assigned: Unconfirmed"
    done = await kim.call("mark_work_order_complete", work_order_id=id, closing_notes="All fine.")
    assert done["pay"]["provider_total"] == "400.00"
    approved = await boss.call("approve_work_order", work_order_id=id, expected_total="440.00")
    assert approved["hold"] == {"captured": "440.00", "released": "0.00"}
    assert purse(hall, boss) == ("1560.00", "0.00")
    assert (await hall.balance(kim.owner, "payable", "USD")).text == "400.00"
    hall.clock.advance(days=3)
    await hall.tick()
    paid = await kim.call("get_work_order_status", work_order_id=id)
    assert paid["status"]["name"] == "paid"
    assert hall.purse(kim.owner, "USD") == ("400.00", "0.00")
    assert sum(balance for (balance,) in hall.sql("SELECT balance FROM ledger_accounts WHERE currency = 'USD'")) == 0
    assert acts(hall, id)[-3:] == ["work_done", "approved", "paid"]

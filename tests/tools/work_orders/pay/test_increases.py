"""More pay: asked for by the provider or in their place, decided by the company, held at once."""

import pytest

from tests.tools.work_orders.field_work import (
    HOURLY,
    acts,
    admin,
    assigned,
    company,
    done,
    notices,
    provider,
    published,
    purse,
)
from tests.tools.work_orders.pay.pay_world import refusal, stored, visits


async def ask(caller, id, **given):
    given = {"kind": "amount", "amount": "50.00", "reason": "The wall had to be opened", **given}
    given = {name: value for name, value in given.items() if value is not None}
    return await caller.call("request_work_order_increase", work_order_id=id, **given)


async def decide(caller, id, increase, **given):
    return await caller.call("update_work_order_increase", work_order_id=id, increase_id=increase, **given)


async def test_an_amount_waits_is_accepted_and_raises_pay_and_hold_once(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    made = await ask(pia, id)
    assert made["increase"]["status"] == "pending"
    assert made["increase"]["author"] == {"type": "person", "id": pia.id, "name": "Pia"}
    assert purse(hall, boss)[1] == "440.00"
    one = await boss.call("get_work_order_increase", work_order_id=id, increase_id=1)
    assert one["effect"] == {
        "range_max_before": "400.00", "range_max_after": "400.00", "hold_before": "440.00", "hold_after": "495.00",
    }  # fmt: skip
    done = await decide(boss, id, 1, status="accepted", status_description="Fair enough")
    assert (done["increase"]["status"], done["increase"]["decided_by"]["id"]) == ("accepted", boss.id)
    assert (done["pay"]["increases"]["sum"], done["pay"]["hold"]["amount"]) == ("50.00", "495.00")
    assert purse(hall, boss)[1] == "495.00"
    assert "Increase 1, 50.00 USD more" in notices(hall, pia)[-1]
    assert "Fair enough" in notices(hall, pia)[-1]
    again = await refusal(decide(boss, id, 1, status="declined"))
    assert (again.code, again.shape["state"]) == ("wrong_state", "accepted")
    assert purse(hall, boss)[1] == "495.00"
    later = await boss.call("get_work_order_increase", work_order_id=id, increase_id=1)
    assert (later["effect"]["hold_before"], later["effect"]["hold_after"]) == ("495.00", "495.00")
    assert acts(hall, id)[-2:] == ["increase_requested", "increase_accepted"]


async def test_hours_raise_the_cap_and_a_declined_one_changes_nothing(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=HOURLY)
    await ask(pia, id, kind="additional_hours", amount=None, units="1.5")
    await ask(boss, id, kind="additional_hours", amount=None, units="2")
    assert "2 more hours" in notices(hall, pia)[-1]
    declined = await decide(boss, id, 2, status="declined", status_description="No")
    assert declined["pay"]["range"]["max"] == "260.00"
    accepted = await decide(boss, id, 1, status="accepted")
    assert (accepted["pay"]["range"]["max"], accepted["pay"]["hold"]["amount"]) == ("357.50", "393.25")
    assert accepted["pay"]["base"]["units"] == "4"
    visits(hall, id, pia, "6.0000")
    pay = await pia.call("get_work_order_pay", work_order_id=id)
    assert (pay["labor_sum"], [each["id"] for each in pay["increases"]["results"]]) == ("357.50", [2, 1])


async def test_what_the_balance_does_not_cover_stays_pending(hall):
    boss, pia = await company(hall, funds="480.00 USD"), await provider(hall)
    id = await assigned(boss, pia)
    await ask(pia, id)
    no = await refusal(decide(boss, id, 1, status="accepted"))
    assert (no.status, no.code) == (402, "insufficient_balance")
    assert stored(hall, "work_order_increases", "status, decided_at") == [("pending", None)]
    assert purse(hall, boss) == ("480.00", "440.00")
    chief = await admin(hall)
    chief.says_yes = False
    await hall.fund(boss.company, "1000.00 USD")
    await ask(pia, id, amount="150.00")
    await refusal(decide(chief, id, 2, status="accepted"))
    assert "Accept increase 2" in chief.questions[-1]
    assert "165.00 USD" in chief.questions[-1]
    assert stored(hall, "work_order_increases", "status") == [("pending",), ("pending",)]


async def test_its_author_corrects_what_waits_and_the_company_alone_decides(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=HOURLY)
    await ask(pia, id, kind="additional_hours", amount=None, units="1")
    corrected = await decide(pia, id, 1, units="2.25", reason="It takes longer")
    assert (corrected["increase"]["units"], corrected["increase"]["reason"]) == ("2.25", "It takes longer")
    assert (await refusal(decide(pia, id, 1, status="accepted"))).code == "forbidden"
    assert (await refusal(decide(boss, id, 1, units="1"))).code == "forbidden"
    assert list((await refusal(decide(pia, id, 1, amount="5"))).fields) == ["amount"]
    for given in ({}, {"status": "accepted", "units": "1"}, {"status_description": "x"}):
        assert list((await refusal(decide(boss, id, 1, **given))).fields) == ["status"]
    await decide(boss, id, 1, status="declined")
    no = await refusal(decide(pia, id, 1, units="1"))
    assert (no.code, no.next) == ("wrong_state", ["request_work_order_increase"])
    await ask(boss, id, kind="additional_hours", amount=None, units="1")
    assert (await decide(boss, id, 2, units="3"))["increase"]["units"] == "3"
    assert (await refusal(decide(pia, id, 2, units="9"))).code == "forbidden"


async def test_who_sees_which_and_when_they_can_be_asked_for(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    await ask(pia, id)
    await ask(boss, id, amount="10.00")
    await decide(boss, id, 1, status="accepted")
    listed = await pia.call("list_work_order_increases", work_order_id=id)
    assert ([each["id"] for each in listed["results"]], listed["sum"], listed["total"]) == ([2, 1], "50.00", 2)
    waiting = await boss.call("list_work_order_increases", work_order_id=id, status="pending")
    assert [each["id"] for each in waiting["results"]] == [2]
    assert (await refusal(kim.call("list_work_order_increases", work_order_id=id))).code == "not_found"
    rival = await company(hall, "Rival")
    for tool in ("get_work_order_increase", "update_work_order_increase"):
        given = {"status": "accepted"} if tool.startswith("update") else {}
        no = await refusal(rival.call(tool, work_order_id=id, increase_id=1, **given))
        assert no.code == "not_found"
    assert (await refusal(boss.call("get_work_order_increase", work_order_id=id, increase_id=9))).code == "not_found"
    hall.clock.advance(hours=1)
    await boss.call("unassign_work_order", work_order_id=id, reason="x")
    assert {status for (status,) in stored(hall, "work_order_increases", "status")} == {"voided"}
    assert purse(hall, boss)[1] == "0.00"
    hall.clock.advance(hours=1)
    await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    assert (await kim.call("list_work_order_increases", work_order_id=id))["results"] == []
    assert (await refusal(kim.call("get_work_order_increase", work_order_id=id, increase_id=1))).code == "not_found"
    assert len((await boss.call("list_work_order_increases", work_order_id=id, status="voided"))["results"]) == 2


@pytest.mark.parametrize("way", ["unassign_work_order", "remove_work_order_provider"])
async def test_back_in_the_listing_what_the_provider_was_granted_is_held_no_more_and_nobody_is_asked(hall, way):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    await ask(pia, id)
    await decide(boss, id, 1, status="accepted")
    assert purse(hall, boss)[1] == "495.00"
    back = await boss.call(way, work_order_id=id, reason="x")
    assert back["hold"]["amount"] == purse(hall, boss)[1] == "440.00"


@pytest.mark.parametrize("state", ["published", "approved"])
async def test_only_work_that_is_assigned_or_done_asks_for_more(hall, state):
    boss, pia = await company(hall), await provider(hall)
    if state == "published":
        no = await refusal(ask(boss, await published(boss)))
        assert "assign_work_order" in no.next
    else:
        id = await done(boss, pia)
        await ask(pia, id)
        await boss.call("approve_work_order", work_order_id=id, decide_pending="accept")
        no = await refusal(ask(pia, id))
        assert (await refusal(decide(boss, id, 1, status="declined"))).code == "wrong_state"
    assert no.code == "wrong_state"

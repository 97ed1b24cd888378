"""Calling work orders off: who is told, what it costs, what comes back."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    acts,
    admin,
    assigned,
    company,
    done,
    notices,
    order,
    provider,
    published,
    purse,
    time_log,
)

FEE = {"calculation": "fixed", "amount": "60.00"}
PAY = {"type": "fixed", "base": {"amount": "400.00"}, "cancellation_fee": FEE}
SOON = {"mode": "exact", "start": "2026-03-02T14:00:00Z"}


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_a_draft_is_thrown_away(hall):
    boss = await company(hall)
    id = await order(boss)
    gone = await boss.call("cancel_work_order", work_order_id=id, cancel_reason=56)
    assert gone["status"] == "deleted"
    assert gone["hold_released"]["amount"] == "0.00"
    assert gone["cancellation_fee"]["charged"] is False
    assert (await refusal(boss.call("get_work_order", work_order_id=id))).code == "not_found"
    assert (await boss.call("list_work_orders"))["total"] == 0
    assert acts(hall, id) == ["created", "deleted"]


async def test_an_open_order_is_called_off_and_everybody_waiting_is_told(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await pia.call("request_work_order", work_order_id=id)
    await boss.call("route_work_order", work_order_id=id, user_id=kim.id)
    off = await boss.call(
        "cancel_work_order", work_order_id=id, cancel_reason=58, message_to_provider="The store has closed."
    )
    assert off["status"] == "canceled"
    assert off["milestones"]["canceled"] == "2026-03-02T09:00:00Z"
    assert off["hold_released"]["amount"] == "440.00"
    assert purse(hall, boss) == ("2000.00", "0.00")
    for told in (pia, kim):
        assert "The store has closed." in notices(hall, told)[-1]
    assert hall.sql("SELECT count(*) FROM work_order_routes WHERE status = 'open'") == [(0,)]
    assert hall.sql("SELECT count(*) FROM work_order_requests WHERE status = 'pending'") == [(0,)]


async def test_short_notice_costs_the_agreed_fee_which_the_provider_gets_when_it_is_due(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=PAY, schedule=SOON)
    off = await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
    assert off["cancellation_fee"] == {
        "amount": {"amount": "60.00", "currency": "USD"}, "charged": True,
        "platform_fee": {"amount": "6.00", "currency": "USD"},
    }  # fmt: skip
    assert off["hold_released"]["amount"] == "374.00"
    assert purse(hall, boss) == ("1934.00", "0.00")
    assert (await hall.balance(pia.owner, "payable", "USD")).text == "60.00"
    assert hall.sql("SELECT count(*) FROM busy_blocks") == [(0,)]
    hall.clock.advance(days=3)
    await hall.tick()
    await hall.tick()
    assert hall.purse(pia.owner, "USD") == ("60.00", "0.00")
    assert (await hall.balance(pia.owner, "payable", "USD")).text == "0.00"
    no = await refusal(boss.call("revert_work_order_to_draft", work_order_id=id))
    assert "fee" in no.text


async def test_the_person_is_told_of_the_fee_before_agreeing(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=PAY, schedule=SOON)
    chief = await admin(hall)
    chief.says_yes = False
    with pytest.raises(Refused):
        await chief.call("cancel_work_order", work_order_id=id, cancel_reason=58)
    assert "cancellation fee of 60.00 USD" in chief.questions[-1]
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["name"] == "assigned"


@pytest.mark.parametrize(
    ("pay", "schedule", "wish", "fee"),
    [
        (PAY, None, {}, "0.00"),
        (PAY, None, {"apply_passive_cancellation_fee": True}, "60.00"),
        (PAY, SOON, {"cancel_request_not_charge": True}, "0.00"),
        ({**PAY, "cancellation_fee": {**FEE, "hours24_applicable": False}}, SOON, {}, "0.00"),
        ({**PAY, "cancellation_fee": {"calculation": "percent", "amount": "25"}}, SOON, {}, "100.00"),
        ({**PAY, "cancellation_fee": {"calculation": "fixed", "amount": "900"}}, SOON, {}, "400.00"),
        ({"type": "fixed", "base": {"amount": "400.00"}}, SOON, {}, "0.00"),
    ],
)
async def test_the_fee_follows_the_rule_and_the_wish(hall, pay, schedule, wish, fee):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=pay, **({"schedule": schedule} if schedule else {}))
    chief = await admin(hall)
    off = await chief.call("cancel_work_order", work_order_id=id, cancel_reason=58, **wish)
    assert off["cancellation_fee"]["amount"]["amount"] == fee


async def test_a_published_order_never_costs_a_fee(hall):
    boss = await company(hall)
    id = await published(boss, pay=PAY, schedule=SOON)
    off = await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58, apply_passive_cancellation_fee=True)
    assert off["cancellation_fee"]["charged"] is False


async def test_only_an_admin_waives_the_fee(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=PAY, schedule=SOON)
    no = await refusal(
        boss.call("cancel_work_order", work_order_id=id, cancel_reason=58, cancel_request_not_charge=True)
    )
    assert no.code == "forbidden"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "cancel_reason"),
        ({"cancel_reason": 1}, "cancel_reason"),
        ({"cancel_reason": 60}, "notes"),
        (
            {"cancel_reason": 58, "cancel_request_not_charge": True, "apply_passive_cancellation_fee": True},
            "cancel_request_not_charge",
        ),
    ],
)
async def test_a_faulty_reason_is_named(hall, given, field):
    boss = await company(hall)
    no = await refusal(boss.call("cancel_work_order", work_order_id=await order(boss), **given))
    assert field in no.fields
    if given == {"cancel_reason": 1}:
        assert "58 customer called it off" in no.text


async def test_work_reported_done_is_not_called_off(hall):
    boss, pia = await company(hall), await provider(hall)
    no = await refusal(boss.call("cancel_work_order", work_order_id=await done(boss, pia), cancel_reason=58))
    assert no.code == "wrong_state"
    assert no.next == ["mark_work_order_incomplete", "approve_work_order"]


async def test_while_the_provider_is_checked_in_nothing_is_called_off(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    time_log(hall, id, pia, hall.clock.now, None)
    no = await refusal(boss.call("cancel_work_order", work_order_id=id, cancel_reason=58))
    assert "Checked in" in no.text
    assert no.next == ["get_work_order"]


async def test_a_bundle_member_is_called_off_alone_and_leaves_the_bundle(hall):
    boss = await company(hall)
    ids = [
        await order(boss, schedule={"mode": "exact", "start": f"2026-03-10T{hour:02d}:00:00Z"}) for hour in (9, 12, 15)
    ]
    await boss.call("bundle_work_orders", work_order_ids=ids, accept_warnings=True)
    await boss.call("cancel_work_order", work_order_id=ids[0], cancel_reason=58)
    left = hall.sql("SELECT work_order_id FROM work_order_bundle_members ORDER BY work_order_id")
    assert left == [(ids[1],), (ids[2],)]
    await boss.call("cancel_work_order", work_order_id=ids[1], cancel_reason=58)
    assert hall.sql("SELECT count(*) FROM work_order_bundle_members") == [(0,)]


async def test_a_canceled_order_is_canceled_once(hall):
    boss = await company(hall)
    id = await published(boss)
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
    no = await refusal(boss.call("cancel_work_order", work_order_id=id, cancel_reason=58))
    assert (no.code, no.next) == ("wrong_state", ["revert_work_order_to_draft"])


async def test_somebody_elses_order_is_like_none(hall):
    boss, rival = await company(hall), await company(hall, "Rival")
    no = await refusal(rival.call("cancel_work_order", work_order_id=await order(boss), cancel_reason=58))
    assert no.code == "not_found"

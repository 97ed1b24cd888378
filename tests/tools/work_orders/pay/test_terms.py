"""The pay of an order as a whole, from either side, and what becomes of its terms."""

import pytest

from tests.tools.work_orders.field_work import (
    FIXED,
    HOURLY,
    admin,
    assigned,
    clerk,
    company,
    done,
    notices,
    order,
    provider,
    published,
    purse,
    write,
)
from tests.tools.work_orders.pay.pay_world import receipt, refusal, sum_of, visits

BLENDED = {
    "type": "blended",
    "base": {"amount": "120.00", "units": "2"},
    "additional": {"amount": "50.00", "units": "3"},
}
DEVICE = {"type": "device", "base": {"amount": "30.00", "units": "10"}}


async def pay_of(caller, id):
    return await caller.call("get_work_order_pay", work_order_id=id)


async def terms(boss, id, **given):
    return await boss.call("update_work_order_pay", work_order_id=id, **given)


async def test_a_fixed_order_from_promise_to_payment_comes_to_what_both_sides_were_shown(hall):
    """P1: bonus, penalty, discount, one expense approved and one denied."""
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    await boss.call("create_work_order_bonus", work_order_id=id, bonus_id=1, amount="35.00")
    await boss.call("create_work_order_penalty", work_order_id=id, penalty_id=3, reason="Two tasks open")
    await pia.call("create_work_order_discount", work_order_id=id, amount="10.00", description="As agreed by phone")
    claims = [
        await pia.call(
            "create_work_order_expense", work_order_id=id, category_id=1, description="x", amount=amount,
            attachment_ids=[receipt(hall, id, pia)],
        )
        for amount in ("25.00", "40.00")
    ]  # fmt: skip
    first = {"work_order_id": id, "expense_id": claims[0]["expense"]["id"], "status": "approved"}
    await boss.call("update_work_order_expense", **first)
    before = await pay_of(boss, id)
    assert (before["labor_sum"], before["bonuses"]["sum"], before["penalties"]["sum"]) == ("400.00", "35.00", "20.00")
    assert (before["discounts"]["sum"], before["subtotal"], before["service_fee"]) == ("10.00", "405.00", "40.50")
    assert (before["expenses"]["sum_approved"], before["expenses"]["sum_pending"]) == ("25.00", "40.00")
    assert (before["provider_total"], before["company_total"]) == ("430.00", "470.50")
    assert (before["hold"]["amount"], before["estimate"], before["can_view"]) == ("503.50", True, True)
    assert [each["amount"] for each in before["bonuses"]["results"]] == ["35.00"]
    assert purse(hall, boss) == ("2000.00", "503.50")
    theirs = await pay_of(pia, id)
    same = ("labor_sum", "increases", "bonuses", "penalties", "discounts", "expenses", "subtotal", "provider_total")
    assert {name: theirs[name] for name in same} == {name: before[name] for name in same}
    assert not {"service_fee", "company_total", "hold", "fees"} & theirs.keys()
    await pia.call("mark_work_order_complete", work_order_id=id)
    await boss.call("approve_work_order", work_order_id=id, decide_pending="decline", expected_total="470.50")
    after = await pay_of(boss, id)
    assert after["estimate"] is False
    same = ("bonuses", "penalties", "provider_total", "company_total")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after["actions"] == ["pay_work_order"]
    assert purse(hall, boss) == ("1529.50", "0.00")
    write(hall, "UPDATE work_order_bonuses SET modifier = '99.00'")
    listed = await pia.call("list_work_order_bonuses", work_order_id=id)
    assert (listed["sum"], listed["results"][0]["amount"]) == ("35.00", "35.00")
    assert sum_of(hall) == 0


async def test_an_hourly_order_with_one_more_hour_and_a_percent_bonus_is_held_and_paid_to_the_cent(hall):
    """P3."""
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=HOURLY)
    asked = await pia.call(
        "request_work_order_increase", work_order_id=id, kind="additional_hours", units="1", reason="x"
    )
    assert asked["effect"] == {"range_max_before": "260.00", "range_max_after": "325.00"}
    await boss.call(
        "update_work_order_increase", work_order_id=id, increase_id=asked["increase"]["id"], status="accepted"
    )
    await boss.call("create_work_order_bonus", work_order_id=id, bonus_id=3)
    assert (await pay_of(boss, id))["labor_sum"] == "325.00"
    visits(hall, id, pia, "1.9167", "2.5000")
    pay = await pay_of(boss, id)
    assert (pay["reported_hours"], pay["labor_sum"], pay["bonuses"]["sum"]) == ("4.4167", "287.09", "28.71")
    assert (pay["company_total"], pay["hold"]["amount"]) == ("347.38", "393.25")
    await pia.call("mark_work_order_complete", work_order_id=id)
    approved = await boss.call("approve_work_order", work_order_id=id)
    assert approved["hold"] == {"captured": "347.38", "released": "45.87"}


async def test_orders_paid_by_the_device_and_blended_ones_are_finished_and_paid(hall):
    """P4 and P5."""
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay=DEVICE)
    more = await boss.call("request_work_order_increase", work_order_id=id, kind="amount", amount="20", reason="x")
    await boss.call(
        "update_work_order_increase", work_order_id=id, increase_id=more["increase"]["id"], status="accepted"
    )
    await boss.call("create_work_order_penalty", work_order_id=id, penalty_id=1, reason="Late")
    visits(hall, id, pia, "1.0000", devices=4)
    visits(hall, id, pia, "1.0000", devices=3)
    await pia.call("mark_work_order_complete", work_order_id=id)
    approved = await boss.call("approve_work_order", work_order_id=id, expected_total="236.50")
    assert approved["hold"] == {"captured": "236.50", "released": "115.50"}
    id = await assigned(boss, pia, pay=BLENDED)
    await pia.call("create_work_order_discount", work_order_id=id, amount="12.50", description="x")
    spent = await pia.call(
        "create_work_order_expense", work_order_id=id, category_id=1, description="Cable", amount="18.40"
    )
    await boss.call("update_work_order_expense", work_order_id=id, expense_id=spent["expense"]["id"], status="approved")
    visits(hall, id, pia, "3.2500")
    await pia.call("mark_work_order_complete", work_order_id=id)
    approved = await boss.call("approve_work_order", work_order_id=id, expected_total="205.40")
    assert approved["hold"] == {"captured": "205.40", "released": "110.00"}
    paid = [(await boss.call("pay_work_order", work_order_id=each))["payment"]["amount"] for each in (id - 1, id)]
    assert paid == ["215.00", "188.40"]
    assert hall.purse(pia.owner, "USD")[0] == "403.40"
    assert sum_of(hall) == 0


async def test_before_the_assignment_a_provider_sees_terms_and_range_alone(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss, pay=BLENDED)
    pay = await pay_of(pia, id)
    assert pay["range"] == {"min": "120.00", "max": "270.00"}
    assert pay["can_view"] is False
    assert pay["actions"] == []
    assert not {"labor_sum", "provider_total", "hold", "bonuses", "expenses", "company_total"} & pay.keys()
    assert (await refusal(pay_of(await provider(hall, "kim@work.test"), id + 1))).code == "not_found"
    rival = await company(hall, "Rival")
    assert (await refusal(pay_of(rival, id))).code == "not_found"
    no = await refusal(pay_of(boss, await order(boss, pay=None)))
    assert (no.code, no.next) == ("wrong_state", ["update_work_order_pay"])


async def test_terms_are_free_before_the_assignment_and_those_who_wait_hear_of_new_ones(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    made = await terms(boss, id, type="hourly", base={"amount": "75.00", "units": "4"}, payment_terms_days=10)
    assert made["hold"] == {"before": "0.00", "after": "0.00"}
    assert (made["pay"]["range"]["max"], made["pay"]["finance"]["payment_terms_days"]) == ("300.00", 10)
    assert made["pay"]["labor_sum"] == "300.00"
    await boss.call("publish_work_order", work_order_id=id)
    await pia.call("request_work_order", work_order_id=id)
    lower = await terms(boss, id, base={"amount": "60.00"}, cancellation_fee={"amount": "20.00"})
    assert lower["hold"] == {"before": "330.00", "after": "264.00"}
    assert lower["pay"]["base"] == {"amount": "60.00", "units": "4"}
    assert purse(hall, boss) == ("2000.00", "264.00")
    assert "has other terms now: pay" in notices(hall, pia)[-1]
    assert hall.sql("SELECT terms_changed FROM work_order_requests") == [(1,)]
    no = await refusal(terms(boss, id, type="fixed", base={"amount": "500"}))
    assert (no.code, no.next) == ("wrong_state", ["revert_work_order_to_draft"])
    assert "hourly pay to stay hourly" in no.text


async def test_once_assigned_the_pay_only_rises_and_the_provider_hears_of_it(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, pay={**HOURLY, "cancellation_fee": {"amount": "60"}})
    for worse in (
        {"base": {"amount": "64.00", "units": "9"}},
        {"base": {"units": "3"}},
        {"cancellation_fee": {"amount": "59"}},
        {"cancellation_fee": {"amount": "60", "hours24_applicable": False}},
        {"payment_terms_days": 30},
    ):
        no = await refusal(terms(boss, id, **worse))
        assert no.code == "wrong_state"
        assert "the provider accepted" in no.text
    assert purse(hall, boss)[1] == "286.00"
    raised = await terms(boss, id, base={"amount": "70.00", "units": "5"}, payment_terms_days=0)
    assert raised["hold"] == {"before": "286.00", "after": "385.00"}
    assert "at most 350.00 USD" in notices(hall, pia)[-1]
    visits(hall, id, pia, "4.0000")
    await pia.call("mark_work_order_complete", work_order_id=id)
    no = await refusal(terms(boss, id, base={"amount": "80.00"}))
    assert (no.code, no.next[0]) == ("wrong_state", "mark_work_order_incomplete")


async def test_a_hold_that_the_balance_does_not_cover_changes_nothing(hall):
    boss, pia = await company(hall, funds="450.00 USD"), await provider(hall)
    id = await assigned(boss, pia)
    before = await pay_of(boss, id)
    no = await refusal(terms(boss, id, base={"amount": "410.00"}))
    assert (no.status, no.code) == (402, "insufficient_balance")
    assert (no.details["required"], no.details["available"]) == ("451.00", "450.00")
    assert await pay_of(boss, id) == before
    assert purse(hall, boss) == ("450.00", "440.00")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "arguments"),
        ({"type": "hourly", "base": {"amount": "65"}}, "base.units"),
        ({"type": "device", "base": {"amount": "65", "units": "1.5"}}, "base.units"),
        (
            {"type": "blended", "base": {"amount": "65", "units": "1"}, "additional": {"amount": "5"}},
            "additional.units",
        ),
        ({"base": {"amount": "65.001"}}, "base.amount"),
        ({"additional": {"amount": "5", "units": "1"}}, "additional"),
        ({"base": {"amount": "499.99"}}, "base"),
        ({"cancellation_fee": {"calculation": "percent", "amount": "101"}}, "cancellation_fee.amount"),
    ],
)
async def test_terms_that_cannot_be_name_the_field(hall, given, field):
    boss = await company(hall)
    write(hall, "INSERT INTO settings (name, value, updated_at) VALUES ('work_order_minimum_payment', '500', '')")
    no = await refusal(terms(boss, await order(boss), **given))
    assert (no.code, list(no.fields)) == ("invalid_argument", [field])


async def test_who_changes_terms_and_who_is_asked(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    chief, ann = await admin(hall), await clerk(hall)
    assert (await refusal(terms(pia, id, base={"amount": "500"}))).code == "forbidden"
    assert (await refusal(terms(await company(hall, "Rival"), id, base={"amount": "500"}))).code == "not_found"
    assert (await refusal(terms(ann, id, base={"amount": "500"}, acting_user_id=chief.id))).code == "forbidden"
    stale = await refusal(terms(boss, id, base={"amount": "500"}, correlation_id="old"))
    assert (stale.code, "correlation_id" in stale.details) == ("conflict", True)
    chief.says_yes = False
    no = await refusal(terms(chief, id, base={"amount": "500"}, acting_user_id=ann.id))
    assert "110.00 USD" in no.text or "110.00 USD" in chief.questions[-1]
    assert purse(hall, boss)[1] == "440.00"
    chief.says_yes = True
    made = await terms(chief, id, base={"amount": "500"}, acting_user_id=ann.id)
    assert made["hold"]["after"] == "550.00"
    assert made["correlation_id"] != stale.details["correlation_id"]
    acted = hall.sql("SELECT act, acting_user_id FROM work_order_history ORDER BY id DESC LIMIT 1")
    assert acted == [("terms_changed", ann.id)]


async def test_an_order_at_its_least_can_pay_nothing_more_once_done(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia, pay=FIXED)
    assert (await pay_of(boss, id))["actions"] == [
        "create_work_order_bonus", "create_work_order_penalty", "request_work_order_increase", "create_work_order_expense",
    ]  # fmt: skip

"""Publishing work orders and bringing them back to draft."""

import json

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    FIXED,
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
    row,
    time_log,
    write,
)


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


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


async def test_publishing_holds_the_maximum_cost_with_every_promised_bonus(hall):
    boss = await company(hall)
    pay = {"type": "hourly", "base": {"amount": "65.00", "units": "4"}, "bonus_ids": [1, 3], "penalty_ids": [1]}
    live = await boss.call("publish_work_order", work_order_id=await order(boss, pay=pay))
    assert live["hold"]["amount"] == "342.10"
    assert purse(hall, boss) == ("2000.00", "342.10")


async def test_publishing_twice_changes_nothing_and_says_so(hall):
    boss = await company(hall)
    id = await published(boss)
    again = await boss.call("publish_work_order", work_order_id=id)
    assert again["changed"] is False
    assert purse(hall, boss) == ("2000.00", "440.00")
    assert acts(hall, id) == ["created", "published"]


async def test_a_dry_run_says_what_publishing_would_hold(hall):
    boss = await company(hall)
    id = await order(boss)
    would = await boss.call("publish_work_order", work_order_id=id, dry_run=True)
    assert would["hold"]["amount"] == "440.00"
    assert purse(hall, boss) == ("2000.00", "0.00")
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["name"] == "draft"


async def test_the_person_is_asked_before_money_is_held_and_may_say_no(hall):
    await company(hall)
    chief = await admin(hall)
    id = await order(chief)
    chief.says_yes = False
    with pytest.raises(Refused):
        await chief.call("publish_work_order", work_order_id=id)
    assert "440.00 USD" in chief.questions[-1]
    assert hall.sql("SELECT status FROM work_orders") == [(1,)]


@pytest.mark.parametrize(
    ("left_out", "asked_for"),
    [
        ({"type_of_work_id": None}, "types_of_work"),
        ({"location": None}, "location"),
        ({"schedule": None}, "schedule"),
        ({"schedule": {"mode": "exact", "start": "2026-03-02T09:00:00Z"}}, "schedule.start"),
        ({"pay": None}, "pay"),
    ],
)
async def test_an_incomplete_order_is_not_ready_and_says_what_is_missing(hall, left_out, asked_for):
    boss = await company(hall)
    no = await refusal(boss.call("publish_work_order", work_order_id=await order(boss, **left_out)))
    assert (no.code, no.status) == ("not_ready", 422)
    assert asked_for in no.text
    assert "update_work_order" in no.next
    assert purse(hall, boss) == ("2000.00", "0.00")


async def test_a_required_custom_field_has_to_be_filled(hall):
    boss = await company(hall)
    stamp = "2026-01-01T00:00:00.000Z"
    sql = """INSERT INTO company_custom_fields (company_id, name, role, type, flags, created_at, updated_at)
             VALUES (?, 'Store number', 'buyer', 'text', '["required"]', ?, ?)"""
    field = write(hall, sql, boss.company, stamp, stamp)
    id = await order(boss)
    no = await refusal(boss.call("publish_work_order", work_order_id=id))
    assert "Store number is required" in no.text
    await boss.call("update_work_order", work_order_id=id, custom_fields=[{"custom_field_id": field, "value": 42}])
    await boss.call("publish_work_order", work_order_id=id)


async def test_pay_below_the_minimum_of_the_platform_is_not_ready(hall):
    boss = await company(hall)
    id = await order(boss)
    write(hall, "INSERT INTO settings (name, value, updated_at) VALUES ('work_order_minimum_payment', '500', '')")
    no = await refusal(boss.call("publish_work_order", work_order_id=id))
    assert "500.00 USD" in no.text


async def test_too_little_money_is_402_and_changes_nothing(hall):
    boss = await company(hall, funds="439.99 USD")
    id = await order(boss)
    no = await refusal(boss.call("publish_work_order", work_order_id=id))
    assert no.shape["code"] == "insufficient_balance" or "x402Version" in no.shape
    assert "440.00" in no.text
    assert purse(hall, boss) == ("439.99", "0.00")
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["name"] == "draft"
    assert acts(hall, id) == ["created"]


async def test_the_service_fee_of_the_day_of_publishing_stays(hall):
    boss, pia = await company(hall), await provider(hall)
    write(hall, "INSERT INTO settings (name, value, updated_at) VALUES ('work_order_fee_percent', '5', '')")
    id = await published(boss)
    assert purse(hall, boss) == ("2000.00", "420.00")
    write(hall, "UPDATE settings SET value = '50' WHERE name = 'work_order_fee_percent'")
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    await pia.call("mark_work_order_complete", work_order_id=id)
    approved = await boss.call("approve_work_order", work_order_id=id)
    assert approved["pay"]["company_total"] == "420.00"


async def test_a_listed_order_is_seen_by_the_providers_of_its_networks_alone(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    visitor = await provider(hall, "pausing@work.test")
    write(hall, "UPDATE provider_profiles SET active = 0 WHERE person_id = ?", visitor.id)
    stamp = "2026-01-01T00:00:00.000Z"
    circle = write(
        hall,
        """INSERT INTO provider_networks (company_id, name, type, created_at, updated_at)
           VALUES (?, 'Circle', 'private', ?, ?)""",
        boss.company, stamp, stamp,
    )  # fmt: skip
    write(hall, "INSERT INTO provider_network_members VALUES (?, ?, ?)", circle, pia.id, stamp)
    id = await order(boss)
    live = await boss.call("publish_work_order", work_order_id=id, network_ids=[circle])
    assert live["visible_to"] == 1
    assert (await pia.call("get_work_order", work_order_id=id))["title"] == "Install a POS terminal"
    assert (await refusal(kim.call("get_work_order", work_order_id=id))).code == "not_found"
    open_to_all = await published(boss)
    await kim.call("get_work_order", work_order_id=open_to_all)
    assert (await refusal(visitor.call("get_work_order", work_order_id=open_to_all))).code == "not_found"
    write(hall, "INSERT INTO blocked_companies VALUES (?, ?, ?)", kim.id, boss.company, stamp)
    assert (await refusal(kim.call("get_work_order", work_order_id=open_to_all))).code == "not_found"


async def test_publishing_a_routed_order_keeps_its_offers_and_its_hold(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    live = await boss.call("publish_work_order", work_order_id=id)
    assert live["status"]["display"] == "Published"
    assert live["status"]["is_routed"] is True
    assert purse(hall, boss) == ("2000.00", "440.00")


async def test_unpublishing_closes_requests_and_offers_tells_all_and_releases_the_hold(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=kim.id)
    await pia.call("request_work_order", work_order_id=id)
    back = await boss.call("unpublish_work_order", work_order_id=id, reason="Postponed.")
    assert (back["closed_requests"], back["closed_routes"]) == (1, 1)
    assert back["hold_released"]["amount"] == "440.00"
    assert back["status"]["display"] == "Draft"
    assert purse(hall, boss) == ("2000.00", "0.00")
    for told in (pia, kim):
        assert "Postponed." in notices(hall, told)[-1]
        assert (await refusal(told.call("get_work_order", work_order_id=id))).code == "not_found"
    times = await boss.call("list_work_order_milestones", work_order_id=id)
    assert not {"published", "routed"} & set(times)


async def test_a_routed_order_is_not_unpublished(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    no = await refusal(boss.call("unpublish_work_order", work_order_id=id))
    assert no.code == "wrong_state"
    assert no.next == ["unroute_work_order", "revert_work_order_to_draft"]


async def test_an_assigned_order_is_not_unpublished(hall):
    boss, pia = await company(hall), await provider(hall)
    no = await refusal(boss.call("unpublish_work_order", work_order_id=await assigned(boss, pia)))
    assert no.next == ["unassign_work_order"]
    assert "Assigned: Unconfirmed" in no.text


async def test_reverting_an_assigned_order_frees_the_provider_and_the_money(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, tasks=[{"group": "prep", "type_id": 10, "label": "Call the site"}])
    stamp = "2026-03-02T09:00:00.000Z"
    write(hall, "UPDATE work_order_tasks SET status = 'complete', completed_at = ?", stamp)
    row(hall, "work_order_discounts", id, amount=100, description="x", author_id=pia.id, created_at=stamp)
    back = await boss.call("revert_work_order_to_draft", work_order_id=id, message_to_provider="Sorry.")
    assert back["removed_assignee"] == pia.id
    assert back["hold_released"]["amount"] == "440.00"
    assert "assignee" not in back
    assert "Sorry." in notices(hall, pia)[-1]
    assert hall.sql("SELECT count(*) FROM busy_blocks") == [(0,)]
    assert hall.sql("SELECT count(*) FROM work_order_etas") == [(0,)]
    assert hall.sql("SELECT status FROM work_order_tasks") == [("incomplete",)]
    assert hall.sql("SELECT status FROM work_order_discounts") == [("voided",)]
    times = await boss.call("list_work_order_milestones", work_order_id=id)
    assert set(times) == {
        "work_order_id", "created", "time_to_dispatch", "time_to_work_done", "time_to_approve", "time_alive",
    }  # fmt: skip
    await boss.call("publish_work_order", work_order_id=id)


async def test_a_canceled_order_without_a_fee_comes_back(hall):
    boss = await company(hall)
    id = await published(boss)
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=58)
    back = await boss.call("revert_work_order_to_draft", work_order_id=id)
    assert back["status"]["name"] == "draft"
    assert back["hold_released"]["amount"] == "0.00"


async def test_an_order_somebody_worked_on_does_not_go_back_to_draft(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    time_log(hall, id, pia, hall.clock.now, "1.5000")
    no = await refusal(boss.call("revert_work_order_to_draft", work_order_id=id))
    assert no.next == ["mark_work_order_complete"]


@pytest.mark.parametrize("tool", ["publish_work_order", "unpublish_work_order", "revert_work_order_to_draft"])
async def test_work_reported_done_stays_where_it_is(hall, tool):
    boss, pia = await company(hall), await provider(hall)
    no = await refusal(boss.call(tool, work_order_id=await done(boss, pia)))
    assert no.code == "wrong_state"
    assert "Work done" in no.text


async def test_a_bundle_is_published_and_taken_back_as_one(hall):
    boss = await company(hall)
    first = await order(boss)
    second = await order(boss, schedule={"mode": "exact", "start": "2026-03-10T13:00:00Z"})
    await boss.call("bundle_work_orders", work_order_ids=[first, second], accept_warnings=True)
    live = await boss.call("publish_work_order", work_order_id=second)
    assert live["id"] == second
    assert purse(hall, boss) == ("2000.00", "880.00")
    assert hall.sql("SELECT DISTINCT status FROM work_orders") == [(2,)]
    back = await boss.call("unpublish_work_order", work_order_id=first)
    assert back["hold_released"]["amount"] == "880.00"
    assert hall.sql("SELECT DISTINCT status FROM work_orders") == [(1,)]


async def test_a_bundle_that_is_not_ready_names_the_member_and_holds_nothing(hall):
    boss = await company(hall, funds="500.00 USD")
    first = await order(boss)
    second = await order(boss, schedule={"mode": "exact", "start": "2026-03-10T13:00:00Z"})
    await boss.call("bundle_work_orders", work_order_ids=[first, second], accept_warnings=True)
    no = await refusal(boss.call("publish_work_order", work_order_id=first))
    assert "insufficient" in no.text or "402" in no.text or "x402" in no.text
    assert purse(hall, boss) == ("500.00", "0.00")
    assert hall.sql("SELECT DISTINCT status FROM work_orders") == [(1,)]


@pytest.mark.parametrize("tool", ["publish_work_order", "unpublish_work_order", "revert_work_order_to_draft"])
async def test_somebody_elses_order_is_like_none(hall, tool):
    boss, rival = await company(hall), await company(hall, "Rival")
    id = await order(boss)
    theirs = await refusal(rival.call(tool, work_order_id=id))
    unknown = await refusal(rival.call(tool, work_order_id=99))
    assert theirs.text.replace(f"order {id}", "order 99") == unknown.text
    assert unknown.next == ["list_work_orders"]


async def test_publishing_may_run_in_the_background(hall):
    boss = await company(hall)
    id = await order(boss)
    started = await boss.call("publish_work_order", work_order_id=id, wait=False)
    await hall.tick()
    finished = await boss.call("get_job", job_id=started["job"]["id"])
    assert finished["job"]["state"] == "succeeded"
    assert purse(hall, boss) == ("2000.00", "440.00")


async def test_a_job_that_would_hold_more_than_was_agreed_to_fails_and_holds_nothing(hall):
    boss = await company(hall)
    id = await order(boss, pay={"type": "fixed", "base": {"amount": "50.00"}})
    started = await boss.call("publish_work_order", work_order_id=id, wait=False)
    await boss.call("update_work_order", work_order_id=id, pay={"type": "fixed", "base": {"amount": "400.00"}})
    await hall.tick()
    finished = (await boss.call("get_job", job_id=started["job"]["id"]))["job"]
    assert (finished["state"], finished["error"]["code"]) == ("failed", "confirmation_required")
    assert "440.00" in finished["error"]["error"]
    assert purse(hall, boss) == ("2000.00", "0.00")


async def test_the_feed_of_changes_has_every_act_on_an_order_and_its_offers_once(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss, pay={**FIXED, "payment_terms_days": 1})
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    await boss.call("route_work_order", work_order_id=id, user_id=kim.id)
    await boss.call("update_work_order", work_order_id=id, title="Other", schedule={"start": "2026-03-11T09:00:00Z"})
    await pia.call("accept_work_order_route", work_order_id=id, pay_terms_accepted=True)
    await boss.call("unassign_work_order", work_order_id=id)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    await pia.call("mark_work_order_complete", work_order_id=id)
    await boss.call("approve_work_order", work_order_id=id)
    hall.clock.advance(days=2)
    await hall.app.scheduler.tick()
    scrapped = await order(boss)
    await boss.call("cancel_work_order", work_order_id=scrapped, cancel_reason=56)
    rows = hall.sql("SELECT type, company_id, data FROM changes WHERE record_type = 'work_order' ORDER BY id")
    assert [(type.split(".")[1], json.loads(data)["state"]) for type, _, data in rows] == [
        ("created", "draft"), ("published", "published"), ("routed", "published"), ("routed", "published"),
        ("changed", "published"), ("assigned", "assigned"), ("unassigned", "published"), ("assigned", "assigned"),
        ("done", "work_done"), ("approved", "approved"), ("paid", "paid"), ("created", "draft"),
        ("cancelled", "deleted"),
    ]  # fmt: skip
    assert {company_id for _, company_id, _ in rows} == {boss.company}
    assert json.loads(rows[4][2])["fields"] == ["schedule", "title"]
    offers = hall.sql("SELECT type, data FROM changes WHERE record_type = 'route' ORDER BY id")
    assert [(type, json.loads(data)["state"]) for type, data in offers] == [
        ("route.opened", "open"), ("route.opened", "open"), ("route.answered", "accepted"), ("route.closed", "closed"),
    ]  # fmt: skip

"""Contracting a provider and taking one off again."""

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
    row,
    time_log,
    write,
)
from tests.tools.work_orders.routing_world import block, busy, columns, confirm_arrival, requests, routes, skilled

STAMP = "2026-03-02T09:00:00.000Z"
OUT = {"reason": "My van broke down", "reason_id": 60}


# Assigning


async def test_assigning_a_draft_holds_its_cost_and_contracts_the_person(hall):
    boss, pia = await company(hall), await skilled(hall, "pia@work.test", "4.5")
    id = await order(boss)
    answer = await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert answer["status"]["display"] == "Assigned: Unconfirmed"
    assert answer["assignee"]["id"] == pia.id
    assert answer["assignee"]["rating"] == "4.50"
    assert answer["hold"] == {"amount": "440.00", "currency": "USD"}
    assert answer["changed"] is True
    assert answer["closed"] == {"routes": [], "requests": []}
    assert purse(hall, boss) == ("2000.00", "440.00")
    assert columns(hall, id, "fee_percent", "assigned_at") == ("10", STAMP)
    assert "You are assigned to work order" in notices(hall, pia)[-1]
    assert "You are assigned to work order" in (await hall.mails("pia@work.test"))[-1].body
    assert acts(hall, id)[-1] == "assigned"


async def test_assigning_closes_every_offer_and_request(hall):
    boss, pia, kim, lee = (
        await company(hall),
        *[await provider(hall, f"{name}@work.test") for name in ("pia", "kim", "lee")],
    )
    id = await published(boss)
    await boss.call("route_work_order_to_providers", work_order_id=id, user_ids=[pia.id, kim.id])
    await lee.call("request_work_order", work_order_id=id)
    answer = await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert len(answer["closed"]["routes"]) == 2
    assert len(answer["closed"]["requests"]) == 1
    assert routes(hall, id) == {pia.id: "closed", kim.id: "closed"}
    assert requests(hall, id) == {lee.id: "closed"}
    assert not any("somebody else" in text for text in notices(hall, pia))


async def test_the_same_person_again_changes_nothing_and_another_is_refused(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    again = await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert again["changed"] is False
    assert again["charge"]["amount"] == "0.00"
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    assert no.value.code == "wrong_state"
    assert no.value.next == ["unassign_work_order"]
    assert f"to person {pia.id}" in no.value.text


async def test_a_pending_counter_offer_must_be_dealt_with(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await pia.call("request_work_order", work_order_id=id, counter_offer={"pay": {"base": {"amount": "500.00"}}})
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert "counter-offer of this provider is pending" in no.value.fields["client_pay_terms_accepted"]
    answer = await boss.call(
        "assign_work_order", work_order_id=id, user_id=pia.id, client_pay_terms_accepted=True, use_counter_offer=True
    )
    assert answer["pay"]["base"]["amount"] == "500.00"
    assert answer["hold"]["amount"] == "550.00"
    assert requests(hall, id) == {pia.id: "accepted"}


async def test_a_counter_offer_can_be_passed_over(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await pia.call("request_work_order", work_order_id=id, counter_offer={"pay": {"base": {"amount": "500.00"}}})
    answer = await boss.call("assign_work_order", work_order_id=id, user_id=pia.id, client_pay_terms_accepted=True)
    assert answer["hold"]["amount"] == "440.00"
    assert requests(hall, id) == {pia.id: "closed"}


async def test_a_counter_offer_that_is_not_there_cannot_be_used(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=id, user_id=pia.id, use_counter_offer=True)
    assert "no pending counter-offer" in no.value.fields["use_counter_offer"]


async def test_only_an_admin_assigns_over_a_conflict(hall):
    agent, boss, pia = await company(hall), await admin(hall), await provider(hall)
    busy(hall, pia, "2026-03-10T09:00:00Z", "2026-03-10T12:00:00Z")
    id = await order(agent)
    with pytest.raises(Refused) as no:
        await agent.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert no.value.code == "not_eligible"
    assert "something else takes the time from 2026-03-10T04:00:00-05:00 to 2026-03-10T07:00:00-05:00" in no.value.text
    assert "assign_work_order with ignore_conflicts true" in no.value.text
    assert no.value.next[1:] == ["update_work_order", "dispatch_work_order"]
    with pytest.raises(Refused) as no:
        await agent.call("assign_work_order", work_order_id=id, user_id=pia.id, ignore_conflicts=True)
    assert no.value.code == "forbidden"
    answer = await boss.call("assign_work_order", work_order_id=id, user_id=pia.id, ignore_conflicts=True)
    assert answer["status"]["name"] == "assigned"
    assert "something else takes the time from 2026-03-10T04:00:00-05:00" in answer["warnings"][0]


async def test_what_is_in_the_way_is_named_as_far_as_the_company_may_see_it(hall):
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    theirs, own = await assigned(rival, pia), await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=own, user_id=pia.id)
    assert f"work order {theirs}" not in no.value.text
    assert no.value.details["details"]["conflict"] == {"start": "2026-03-10T09:00:00Z", "end": "2026-03-10T10:00:00Z"}
    second = await order(rival)
    with pytest.raises(Refused) as no:
        await rival.call("assign_work_order", work_order_id=second, user_id=pia.id)
    assert f"work order {theirs} takes the time from" in no.value.text
    assert no.value.details["details"]["conflict"]["record"] == f"work_order:{theirs}"


async def test_a_visit_whose_time_is_not_fixed_yet_is_named_with_its_window(hall):
    boss, pia = await company(hall), await provider(hall)
    window = {"mode": "between", "start": "2026-03-10T09:00:00Z", "end": "2026-03-10T11:00:00Z"}
    waiting = await assigned(boss, pia, schedule=window, estimated_hours="2")
    id = await order(boss, schedule={"mode": "exact", "start": "2026-03-10T10:00:00Z"})
    for tool in ("assign_work_order", "route_work_order"):
        with pytest.raises(Refused) as no:
            await boss.call(tool, work_order_id=id, user_id=pia.id)
        assert f"work order {waiting} needs the room" in no.value.text
        assert "2026-03-10T04:00:00-05:00 to 2026-03-10T06:00:00-05:00" in no.value.text


async def test_unfit_unready_or_unpaid_nothing_changes(hall):
    boss, pia = await company(hall, funds="100.00 USD"), await provider(hall)
    id, bare = await order(boss), await order(boss, schedule=None)
    cases = [
        (bare, pia.id, "not_ready"),
        (id, pia.id, "insufficient_balance"),
        (id, 999, "not_found"),
        (999, pia.id, "not_found"),
    ]
    for order_id, user_id, code in cases:
        with pytest.raises(Refused) as no:
            await boss.call("assign_work_order", work_order_id=order_id, user_id=user_id)
        assert no.value.code == code
    block(hall, boss, pia)
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert no.value.details["reasons"] == {str(pia.id): ["blocked"]}
    assert columns(hall, id, "status", "assignee_id") == (1, None)
    assert purse(hall, boss) == ("100.00", "0.00")


async def test_what_was_done_is_not_assigned_again(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert no.value.code == "wrong_state"
    assert "Work done" in no.value.text


async def test_acting_in_the_name_of_a_colleague_is_for_admins_and_kept(hall):
    agent, boss, pia = await company(hall), await admin(hall), await provider(hall)
    sam = await hall.person("sam@acme.test", company="Acme", role="user", currency="USD")
    id = await order(agent)
    with pytest.raises(Refused) as no:
        await agent.call("assign_work_order", work_order_id=id, user_id=pia.id, acting_user_id=sam.id)
    assert no.value.code == "forbidden"
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id, acting_user_id=sam.id)
    kept = hall.sql("SELECT actor_id, acting_user_id FROM work_order_history WHERE act = 'assigned'")
    assert kept == [(boss.id, sam.id)]


# Unassigning


async def test_taking_somebody_off_a_draft_order_releases_the_hold(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    answer = await boss.call("unassign_work_order", work_order_id=id, user_id=pia.id)
    assert answer["status"]["name"] == "draft"
    assert answer["previous_assignee"] == pia.id
    assert answer["listed"] is False
    assert answer["hold"]["amount"] == "0.00"
    assert purse(hall, boss) == ("2000.00", "0.00")
    assert hall.sql("SELECT id FROM busy_blocks") == []
    assert hall.sql("SELECT work_order_id FROM work_order_etas") == []
    assert columns(hall, id, "assignee_id", "assigned_at", "fee_percent") == (None, None, None)
    assert "You were taken off" in notices(hall, pia)[-1]
    assert (await boss.call("assign_work_order", work_order_id=id, user_id=pia.id))["changed"] is True


async def test_an_order_that_was_listed_goes_back_to_the_listing_with_its_hold(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    answer = await boss.call("unassign_work_order", work_order_id=id)
    assert answer["status"]["name"] == "published"
    assert answer["listed"] is True
    assert answer["hold"]["amount"] == "440.00"
    await kim.call("request_work_order", work_order_id=id)


@pytest.mark.parametrize(
    ("listed_before", "return_to", "status"), [(True, "draft", "draft"), (False, "published", "published")]
)
async def test_the_company_says_where_the_order_goes(hall, listed_before, return_to, status):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss) if listed_before else await order(boss)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    answer = await boss.call("unassign_work_order", work_order_id=id, return_to=return_to)
    assert answer["status"]["name"] == status
    assert answer["hold"]["amount"] == ("440.00" if status == "published" else "0.00")


async def test_once_the_arrival_is_confirmed_a_reason_is_due(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    confirm_arrival(hall, id)
    with pytest.raises(Refused) as no:
        await boss.call("unassign_work_order", work_order_id=id)
    assert "is needed" in no.value.fields["reason"]
    answer = await boss.call("unassign_work_order", work_order_id=id, reason="Customer changed the date")
    assert answer["status"]["name"] == "draft"
    assert "Customer changed the date" in notices(hall, pia)[-1]
    assert columns(hall, id, "confirmed_at") == (None,)


async def test_time_logs_stand_in_the_way_until_they_are_voided(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    log = time_log(hall, id, pia, hall.clock.now, None)
    with pytest.raises(Refused) as no:
        await boss.call("unassign_work_order", work_order_id=id)
    assert "no open time log" in no.value.text
    write(hall, "DELETE FROM work_order_time_logs WHERE id = ?", log)
    time_log(hall, id, pia, hall.clock.now, "2")
    with pytest.raises(Refused) as no:
        await boss.call("unassign_work_order", work_order_id=id)
    assert no.value.code == "wrong_state"
    assert "void_time_logs" in no.value.text
    await boss.call("unassign_work_order", work_order_id=id, void_time_logs=True)
    assert hall.sql("SELECT void FROM work_order_time_logs") == [(1,)]


async def test_pay_lines_of_the_leaving_provider_are_voided(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    mine = {"author_type": "person", "author_id": pia.id, "created_at": STAMP, "updated_at": STAMP}
    row(hall, "work_order_increases", id, kind="amount", amount=5000, reason="More", status="accepted", **mine)
    row(hall, "work_order_expenses", id, category_id=1, description="Cable", amount=1000, total=1000, **mine)
    row(hall, "work_order_discounts", id, amount=500, description="Goodwill", author_id=pia.id, created_at=STAMP)
    answer = await boss.call("unassign_work_order", work_order_id=id)
    assert answer["hold"]["amount"] == "440.00"
    for table in ("increases", "expenses", "discounts"):
        assert hall.sql(f"SELECT status FROM work_order_{table}") == [("voided",)]


async def test_only_an_assigned_order_loses_its_provider(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    id = await order(boss)
    for tool, more in [("unassign_work_order", {}), ("remove_work_order_provider", {"reason": "x"})]:
        with pytest.raises(Refused) as no:
            await boss.call(tool, work_order_id=id, **more)
        assert no.value.code == "wrong_state"
        with pytest.raises(Refused) as no:
            await other.call(tool, work_order_id=id, **more)
        assert no.value.code == "not_found"
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    with pytest.raises(Refused) as no:
        await boss.call("unassign_work_order", work_order_id=id, user_id=999)
    assert no.value.code == "conflict"


async def test_a_listing_whose_time_has_come_warns(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    hall.clock.advance(days=9)
    answer = await boss.call("unassign_work_order", work_order_id=id)
    assert answer["status"]["name"] == "published"
    assert "has begun already" in answer["warnings"][0]


async def test_the_next_provider_begins_with_what_was_offered(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    for type_id, label in ((1, "arrival"), (3, "in"), (10, "call")):
        given = {"work_order_id": id, "group": "onsite", "type_id": type_id, "label": label}
        await boss.call("create_work_order_task", **given)
    await boss.call("create_work_order_penalty", work_order_id=id, penalty_id=1)
    hall.clock.advance(hours=1)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    hall.clock.advance(hours=1)
    await boss.call("create_work_order_penalty", work_order_id=id, penalty_id=3, reason="Was rude to the manager")
    await boss.call("create_work_order_bonus", work_order_id=id, bonus_id=1)
    await pia.call("set_work_order_eta", work_order_id=id, start="2026-03-10T09:00:00Z")
    await pia.call(
        "create_work_order_time_log", work_order_id=id, check_in={"created": "2026-03-02T10:00:00Z"}, check_out={}
    )
    steps = "SELECT label, status FROM work_order_tasks ORDER BY id"
    assert dict(hall.sql(steps)) == {"arrival": "complete", "in": "complete", "call": "incomplete"}
    await boss.call("unassign_work_order", work_order_id=id, reason="Ill", void_time_logs=True)
    assert set(dict(hall.sql(steps)).values()) == {"incomplete"}
    seen = (await kim.call("list_work_order_penalties", work_order_id=id))["results"]
    assert [(each["penalty_id"], each["charged"], each.get("reason")) for each in seen] == [
        (1, True, None),
        (3, False, None),
    ]
    assert hall.sql("SELECT charged FROM work_order_bonuses") == [(0,)]
    await boss.call("assign_work_order", work_order_id=id, user_id=kim.id)
    assert (await kim.call("get_work_order_pay", work_order_id=id))["provider_total"] == "385.00"


async def test_a_moved_visit_opens_the_step_of_its_arrival_again(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    await boss.call("create_work_order_task", work_order_id=id, group="prep", type_id=1)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    await pia.call("set_work_order_eta", work_order_id=id, start="2026-03-10T09:00:00Z")
    assert hall.sql("SELECT status FROM work_order_tasks") == [("complete",)]
    await boss.call("update_work_order_schedule", work_order_id=id, start="2026-03-11T09:00:00Z")
    assert hall.sql("SELECT status FROM work_order_tasks") == [("incomplete",)]

"""The automatic search over many orders, from tier to tier."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.dispatch.dispatch_world import AREA, riverside, territory
from tests.tools.work_orders.field_work import notices, order, purse
from tests.tools.work_orders.routing_world import GROUP, columns, project, routes

HELD = ("2000.00", "286.00")
FREE = ("2000.00", "0.00")


def states(run):
    return {each["user_id"]: each["state"] for each in run["candidates"]}


def told_company(hall, kind="dispatch_ended"):
    return [text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_type = 'company' AND kind = ?", kind)]


async def test_tiers_are_asked_one_after_the_other_until_nobody_is_left(hall):
    here = await riverside(hall)
    p11, p12, p13, p14, p15 = here.ids
    id = await here.order()
    (entry,) = await here.start(id)
    assert (entry["started"], entry["status"]) == (True, "routed")
    run = entry["run"]
    assert run["territory"] == {"service_territory_id": AREA, "name": "Riverside aa", "matched_by": "postal_prefix"}
    assert [(one["user_id"], one["tier_order"], one["score"], one["rank"]) for one in run["candidates"]] == [
        (p11, 1, 10, 1),
        (p12, 1, 5, 2),
        (p14, 2, 15, 3),
    ]
    assert states(run) == {p11: "routed", p12: "routed", p14: "waiting"}
    assert run["rejected"] == [
        {"user_id": p13, "reasons": ["schedule_conflict"]},
        {"user_id": p15, "reasons": ["missing_qualification:rating"]},
    ]
    assert run["current_tier"] == {"tier_id": here.tiers[0], "order": 1}
    assert run["tier_deadline"] == "2026-03-02T10:00:00Z"
    assert purse(hall, here.boss) == HELD
    assert hall.sql("SELECT DISTINCT source, talent_pool_group_id FROM work_order_routes") == [("smart_dispatch", AREA)]

    hall.clock.advance(minutes=59)
    await hall.tick()
    assert routes(hall, id) == {p11: "open", p12: "open"}
    hall.clock.advance(minutes=1)
    await hall.tick()
    assert routes(hall, id) == {p11: "expired", p12: "expired", p14: "open"}
    run = await here.run(id)
    assert states(run) == {p11: "expired", p12: "expired", p14: "routed"}
    assert (run["current_tier"]["order"], run["tier_deadline"]) == (2, "2026-03-02T11:00:00Z")
    assert told_company(hall) == []
    # Looking again and again makes no step twice.
    await hall.tick()
    await here.run(id)
    assert len(routes(hall, id)) == 3

    hall.clock.advance(minutes=60)
    await hall.tick()
    run = await here.run(id)
    assert (run["status"], run["message"]) == ("exhausted", "Nobody is left to ask.")
    assert states(run)[p14] == "expired"
    assert columns(hall, id, "status") == (1,)
    assert purse(hall, here.boss) == FREE
    (told,) = told_company(hall)
    assert "found nobody" in told
    assert "closed" in notices(hall, here.people[3])[-1]


async def test_the_best_is_assigned_at_once_where_the_settings_say_so(hall):
    here = await riverside(hall, dispatch_to_first_available=True)
    id = await here.order()
    (entry,) = await here.start(id)
    assert (entry["status"], entry["run"]["status"], entry["run"]["mode"]) == ("assigned", "filled", "assign")
    assert entry["run"]["result"] == {"user_id": here.ids[0]}
    assert states(entry["run"])[here.ids[0]] == "accepted"
    assert routes(hall, id) == {}
    assert purse(hall, here.boss) == HELD
    assert "You are assigned" in notices(hall, here.people[0])[-1]
    # The next order at the same time is the next one's: the first is busy now.
    (entry,) = await here.start(await here.order(pay={"type": "hourly", "base": {"amount": "65.00", "units": "2"}}))
    assert entry["run"]["result"] == {"user_id": here.ids[1]}
    assert entry["run"]["rejected"][0] == {"user_id": here.ids[0], "reasons": ["schedule_conflict"]}


async def test_orders_that_begin_together_see_what_the_others_took(hall):
    here = await riverside(hall, dispatch_to_first_available=True)
    small = {"type": "hourly", "base": {"amount": "65.00", "units": "2"}}
    ids = [await here.order(pay=small) for _ in range(4)]
    entries = await here.start(*ids)
    taken = [entry["run"]["result"]["user_id"] for entry in entries[:3]]
    assert taken == [here.ids[0], here.ids[1], here.ids[3]]
    assert (entries[3]["run"]["status"], entries[3]["status"]) == ("exhausted", "draft")


async def test_who_accepts_first_ends_the_search(hall):
    here = await riverside(hall)
    id = await here.order()
    await here.start(id)
    await here.people[1].call("accept_work_order_route", work_order_id=id, pay_terms_accepted=True)
    run = await here.run(id)
    assert (run["status"], run["result"]) == ("filled", {"user_id": here.ids[1]})
    assert states(run)[here.ids[1]] == "accepted"
    hall.clock.advance(hours=5)
    await hall.tick()
    assert routes(hall, id) == {here.ids[0]: "closed", here.ids[1]: "accepted"}


async def test_a_tier_that_has_declined_is_not_waited_for(hall):
    here = await riverside(hall)
    p11, p12, _, p14, _ = here.ids
    id = await here.order()
    await here.start(id)
    for person in here.people[:2]:
        await person.call("decline_work_order_route", work_order_id=id, decline_reason="pay")
    assert told_company(hall) == []
    assert states(await here.run(id)) == {p11: "declined", p12: "declined", p14: "routed"}
    assert routes(hall, id)[p14] == "open"


async def test_only_showing_changes_nothing_and_needs_neither_money_nor_enabled_settings(hall):
    here = await riverside(hall, is_dispatch_settings_enabled=False)
    big = {"type": "hourly", "base": {"amount": "65.00", "units": "1000"}}
    id = await here.order(pay=big)
    (entry,) = await here.start(id, dry_run=True)
    assert (entry["started"], entry["status"], entry["run"]["status"]) == (False, "draft", "preview")
    assert [one["user_id"] for one in entry["run"]["candidates"]] == [here.ids[0], here.ids[1], here.ids[3]]
    assert hall.sql("SELECT count(*) FROM dispatch_runs") == [(0,)]
    (entry,) = await here.start(id)
    assert entry["error"]["code"] == "no_dispatch_settings"
    assert "update_dispatch_settings" in entry["error"]["next"]
    await here.boss.call("update_dispatch_settings", project_id=here.project, is_dispatch_settings_enabled=True)
    good = await here.order()
    short, began = await here.start(id, good)
    assert (short["error"]["code"], short["status"]) == ("insufficient_balance", "draft")
    assert began["started"] is True
    assert purse(hall, here.boss) == HELD


async def test_what_keeps_an_order_out_stands_in_its_entry(hall):
    here = await riverside(hall)
    loose = await here.order(project_id=None)
    unready = await here.order(schedule=None)
    bare = await here.order(project_id=project(hall, here.boss, "Bare"))
    elsewhere = project(hall, here.boss, "Elsewhere")
    territory(hall, here.boss, elsewhere, [], uuid=GROUP, codes="101*")
    await here.boss.call("create_dispatch_settings", project_id=elsewhere)
    nowhere = await here.order(project_id=elsewhere)
    gone = await here.order()
    await here.boss.call("cancel_work_order", work_order_id=gone, cancel_reason=55)
    good = await here.order()
    entries = await here.start(loose, unready, bare, nowhere, gone, 99_999, good)
    assert [entry.get("error", {}).get("code") for entry in entries] == [
        "no_dispatch_settings", "not_ready", "no_dispatch_settings", "no_territory", "wrong_state", "not_found", None,
    ]  # fmt: skip
    assert entries[2]["error"]["next"] == ["create_dispatch_settings"]
    assert entries[6]["started"] is True
    (again,) = await here.start(good)
    assert (again["started"], again["run"]["run_id"]) == (False, entries[6]["run"]["run_id"])
    with pytest.raises(Refused) as no:
        await here.start(99_998, 99_999)
    assert no.value.code == "not_found"
    with pytest.raises(Refused) as no:
        await here.run(loose)
    assert no.value.code == "not_found"
    assert "start_smart_dispatch" in no.value.next


async def test_without_a_territory_the_groups_are_asked_and_remote_work_has_none(hall):
    here = await riverside(hall, groups=True)
    id = await here.order()
    (entry,) = await here.start(id)
    assert entry["run"]["territory"] == {"matched_by": "none"}
    assert set(routes(hall, id)) == set(here.ids[:2])
    territory(hall, here.boss, here.project, [here.people[3]], uuid=AREA)
    (entry,) = await here.start(await here.order(location={"mode": "remote"}), dry_run=True)
    assert entry["run"]["territory"] == {"matched_by": "none"}
    (entry,) = await here.start(await here.order(), dry_run=True)
    assert entry["run"]["territory"]["matched_by"] == "postal_prefix"
    assert [one["user_id"] for one in entry["run"]["candidates"]] == [here.ids[3]]


async def test_a_bundle_is_searched_as_one_for_those_who_pass_for_all_of_it(hall):
    here = await riverside(hall)
    first = await here.order()
    second = await here.order(schedule={"mode": "exact", "start": "2026-03-10T14:00:00Z"})
    hall.sql_script(
        f"""INSERT INTO busy_blocks (owner_type, owner_id, start_at, end_at, source_type, source_id) VALUES
            ('person', {here.ids[0]}, '2026-03-10T14:30:00.000Z', '2026-03-10T15:00:00.000Z', 'external', 2)"""
    )
    await here.boss.call("bundle_work_orders", work_order_ids=[first, second], accept_warnings=True)
    entries = await here.start(second, first)
    assert [entry["started"] for entry in entries] == [True, False]
    assert entries[0]["run"]["work_order_ids"] == [second, first]
    assert {"user_id": here.ids[0], "reasons": ["schedule_conflict"]} in entries[0]["run"]["rejected"]
    assert routes(hall, first) == routes(hall, second) == {here.ids[1]: "open"}
    await here.people[1].call("accept_work_order_route", work_order_id=first, pay_terms_accepted=True)
    assert (await here.run(first))["status"] == (await here.run(second))["status"] == "filled"


async def test_a_search_is_its_company_s_alone(hall):
    here = await riverside(hall)
    id = await here.order()
    await here.start(id)
    stranger = await hall.agent("Other", company_funds="2000.00 USD")
    for tool, given in (
        ("get_smart_dispatch_run", {"work_order_id": id}),
        ("start_smart_dispatch", {"work_order_ids": [id]}),
    ):
        with pytest.raises(Refused) as no:
            await stranger.call(tool, **given)
        assert no.value.code == "not_found"
    assert await order(here.boss)

"""How a search goes on and ends, whatever happens meanwhile."""

import asyncio

import pytest

from server.app import App
from store.work_orders.dispatch import runs
from tests.tools.work_orders.dispatch.dispatch_world import AREA, riverside
from tests.tools.work_orders.field_work import acts, purse
from tests.tools.work_orders.routing_world import columns, project, routes

HELD = ("2000.00", "286.00")
FREE = ("2000.00", "0.00")


def states(run):
    return {each["user_id"]: each["state"] for each in run["candidates"]}


def told_company(hall, kind="dispatch_ended"):
    return [text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_type = 'company' AND kind = ?", kind)]


@pytest.mark.parametrize(
    ("tool", "more", "status", "state"),
    [
        ("assign_work_order", {"user_id": "p14"}, "filled", 3),
        ("dispatch_work_order", {"mode": "assign"}, "filled", 3),
        ("revert_work_order_to_draft", {}, "stopped", 1),
        ("cancel_work_order", {"cancel_reason": 55}, "stopped", 7),
        ("publish_work_order", {}, "running", 2),
    ],
)
async def test_whatever_happens_to_the_order_ends_the_search_or_not(hall, tool, more, status, state):
    here = await riverside(hall)
    id = await here.order()
    await here.start(id)
    given = {name: here.ids[3] if value == "p14" else value for name, value in more.items()}
    await here.boss.call(tool, work_order_id=id, **given)
    run = await here.run(id)
    assert (run["status"], columns(hall, id, "status")) == (status, (state,))
    if status == "filled":
        assert run["result"] is not None
    hall.clock.advance(hours=1)
    await hall.tick()
    assert len(routes(hall, id)) == (3 if status == "running" else 2)


async def test_taking_a_published_order_back_or_into_a_bundle_stops_the_search(hall):
    here = await riverside(hall)
    first, second = await here.order(), await here.order(schedule={"mode": "exact", "start": "2026-03-10T14:00:00Z"})
    await here.boss.call("publish_work_order", work_order_id=first)
    await here.start(first, second)
    assert columns(hall, first, "status") == (2,)
    await here.boss.call("unpublish_work_order", work_order_id=first)
    assert (await here.run(first))["status"] == "stopped"
    for person in here.people[:3]:
        if routes(hall, second).get(person.id) == "open":
            await here.boss.call("unroute_work_order", work_order_id=second, user_id=person.id)
    assert columns(hall, second, "status") == (1,)
    assert (await here.run(second))["status"] == "stopped"
    await here.start(first, second)
    await here.boss.call("bundle_work_orders", work_order_ids=[first, second], accept_warnings=True)
    run = await here.run(first)
    assert (run["status"], run["message"]) == ("stopped", f"Work order {first} was put into a bundle.")


async def test_rounds_begin_anew_until_the_threshold(hall):
    # The visit is on the 10th at 9:00; the threshold is 190.5 hours before it.
    wanted = {
        "rerun_until_threshold": True,
        "rerun_threshold_minutes": 11_370,
        "revert_to_draft_on_no_available": False,
    }
    here = await riverside(hall, **wanted)
    p11, p12, _, p14, _ = here.ids
    id = await here.order()
    await here.start(id)
    await here.people[1].call("decline_work_order_route", work_order_id=id, decline_reason="distance")
    hall.clock.advance(minutes=60)
    await hall.tick()
    hall.clock.advance(minutes=60)
    await hall.tick()
    run = await here.run(id)
    assert (run["round"], run["current_tier"]["order"]) == (2, 1)
    assert states(run) == {p11: "routed", p14: "waiting"}
    assert {"user_id": p12, "reasons": ["declined"]} in run["rejected"]
    hall.clock.advance(minutes=60)
    await hall.tick()
    assert (await here.run(id))["current_tier"]["order"] == 2
    hall.clock.advance(minutes=60)
    await hall.tick()
    run = await here.run(id)
    assert (run["status"], run["round"]) == ("exhausted", 2)
    assert columns(hall, id, "status") == (9,)
    assert purse(hall, here.boss) == HELD


async def test_a_round_in_which_nobody_passes_waits_for_the_time_of_a_tier(hall):
    here = await riverside(hall, rerun_until_threshold=True)
    hall.sql_script("UPDATE persons SET rating_sum = 100 WHERE rating_count = 1")
    id = await here.order()
    (entry,) = await here.start(id)
    assert (entry["status"], entry["run"]["status"], entry["run"]["round"]) == ("routed", "running", 2)
    assert entry["run"].get("current_tier") is None
    await hall.tick()
    assert (await here.run(id))["round"] == 2
    hall.sql_script("UPDATE persons SET rating_sum = 490 WHERE rating_count = 1")
    hall.clock.advance(minutes=60)
    run = await here.run(id)
    assert (run["round"], run["current_tier"]["order"]) == (2, 1)
    assert run["candidates"][0]["state"] == "routed"


async def test_an_empty_tier_is_skipped_and_nobody_at_all_leaves_the_draft(hall):
    here = await riverside(hall)
    p14 = here.ids[3]
    hall.sql_script("UPDATE persons SET rating_sum = 100 WHERE email IN ('p11@work.test', 'p12@work.test')")
    id = await here.order()
    (entry,) = await here.start(id)
    assert routes(hall, id) == {p14: "open"}
    assert entry["run"]["current_tier"]["order"] == 2
    hall.sql_script("UPDATE persons SET rating_sum = 100 WHERE rating_count = 1")
    id = await here.order()
    (entry,) = await here.start(id)
    assert (entry["run"]["status"], entry["status"]) == ("exhausted", "draft")
    assert acts(hall, id)[-1] != "reverted_to_draft"
    assert len(entry["run"]["rejected"]) == 5


async def test_changed_settings_reach_the_next_tier_and_disabled_ones_stop_it(hall):
    here = await riverside(hall)
    id, other = await here.order(), await here.order(pay={"type": "hourly", "base": {"amount": "65.00", "units": "2"}})
    await here.start(id)
    await here.boss.call("update_dispatch_settings", project_id=here.project, dispatch_to_first_available=True)
    hall.clock.advance(minutes=60)
    await hall.tick()
    run = await here.run(id)
    assert (run["status"], run["mode"], run["result"]) == ("filled", "assign", {"user_id": here.ids[3]})
    await here.boss.call("update_dispatch_settings", project_id=here.project, dispatch_to_first_available=False)
    await here.start(other)
    off = await here.boss.call("update_dispatch_settings", project_id=here.project, is_dispatch_settings_enabled=False)
    assert off["stopped_runs"] == 1
    run = await here.run(other)
    assert (run["status"], run["message"]) == ("stopped", "The settings were disabled.")
    assert columns(hall, other, "status") == (9,)


async def test_settings_that_end_stop_the_search_and_the_company_hears_of_it(hall):
    here = await riverside(hall, effective_to="2026-03-02T09:30:00Z")
    id = await here.order()
    await here.start(id)
    hall.clock.advance(minutes=60)
    await hall.tick()
    run = await here.run(id)
    assert (run["status"], run["message"]) == (
        "stopped", "The dispatch settings of the project are not effective any more.",
    )  # fmt: skip
    assert "has stopped" in told_company(hall)[0]
    (entry,) = await here.start(id)
    assert "not effective any more" in entry["error"]["message"]


async def test_nobody_is_asked_after_the_last_who_could_arrive_in_time(hall):
    here = await riverside(hall, dispatch_runtime_minutes=10_080, revert_to_draft_on_no_available=False)
    id = await here.order(schedule={"mode": "exact", "start": "2026-03-02T10:30:00Z"})
    (entry,) = await here.start(id)
    assert entry["run"]["tier_deadline"] == "2026-03-02T10:30:00Z"
    hall.clock.advance(minutes=90)
    await hall.tick()
    run = await here.run(id)
    assert (run["status"], run["message"]) == ("exhausted", "Nobody could arrive in time any more.")
    assert here.ids[3] not in routes(hall, id)


async def test_a_step_that_is_refused_ends_the_search_and_leaves_the_order(hall):
    here = await riverside(hall)
    id = await here.order()
    await here.start(id)
    other = project(hall, here.boss, "Other")
    await here.boss.call("update_work_order", work_order_id=id, project_id=other)
    hall.clock.advance(minutes=60)
    await hall.tick()
    run = await here.run(id)
    assert (run["status"], run["message"]) == ("stopped", "The work order left the project.")
    assert columns(hall, id, "status") == (9,)


async def test_everybody_looked_at_stays_in_the_explanation_until_the_end(hall):
    here = await riverside(hall)
    p11, p12, p13, p14, p15 = here.ids
    id = await here.order()
    await here.start(id)
    for _ in range(3):
        run = await here.run(id)
        assert [each["user_id"] for each in run["candidates"]] == [p11, p12, p14]
        assert run["rejected"] == [
            {"user_id": p13, "reasons": ["schedule_conflict"]},
            {"user_id": p15, "reasons": ["missing_qualification:rating"]},
        ]
        hall.clock.advance(minutes=60)
        await hall.tick()
    assert (await here.run(id))["status"] == "exhausted"


@pytest.mark.parametrize("first_stays", [True, False])
async def test_a_tier_that_has_not_been_asked_is_not_lost_when_tiers_are_rearranged(hall, first_stays):
    here = await riverside(hall)
    id = await here.order()
    await here.start(id)
    tiers = [{"tier_id": here.tiers[1], "name": "Tier 2", "order": 1}]
    tiers += [{"tier_id": here.tiers[0], "name": "Tier 1", "order": 2}] if first_stays else []
    await here.boss.call("update_service_territory", service_territory_id=AREA, tiers=tiers, remove_members=True)
    hall.clock.advance(minutes=60)
    await hall.tick()
    run = await here.run(id)
    assert (run["status"], run["current_tier"]) == ("running", {"tier_id": here.tiers[1], "order": 1})
    assert routes(hall, id) == {here.ids[0]: "expired", here.ids[1]: "expired", here.ids[3]: "open"}
    hall.clock.advance(minutes=60)
    await hall.tick()
    # Nobody is asked twice in a round.
    assert (await here.run(id))["status"] == "exhausted"
    assert hall.sql("SELECT count(*) FROM work_order_routes") == [(3,)]


async def test_an_order_that_is_moved_nearer_is_not_offered_past_its_time(hall):
    here = await riverside(hall, revert_to_draft_on_no_available=False)
    id = await here.order()
    await here.start(id)
    await here.boss.call("update_work_order_schedule", work_order_id=id, mode="exact", start="2026-03-02T09:30:00Z")
    hall.clock.advance(minutes=29)
    await hall.tick()
    assert (await here.run(id))["status"] == "running"
    hall.clock.advance(minutes=1)
    await hall.tick()
    run = await here.run(id)
    assert (run["status"], run["message"]) == ("exhausted", "Nobody could arrive in time any more.")
    assert routes(hall, id) == {here.ids[0]: "expired", here.ids[1]: "expired"}
    assert columns(hall, id, "status") == (9,)


async def test_a_step_is_made_once_however_many_servers_look(hall):
    here = await riverside(hall)
    id = await here.order()
    await here.start(id)
    other = await App.open(hall.path, clock=hall.clock, fsync=False)
    try:
        hall.clock.advance(minutes=60)
        looks = (app.scheduler.tick(everything=True) for app in (hall.app, other))
        await asyncio.gather(*looks, here.run(id))
        assert hall.sql("SELECT person_id, count(*) FROM work_order_routes GROUP BY 1 ORDER BY 1") == [
            (person, 1) for person in (here.ids[0], here.ids[1], here.ids[3])
        ]
        run = await here.run(id)
        assert (run["round"], run["current_tier"]["order"]) == (1, 2)
    finally:
        await other.close()
    run_id, step = hall.sql("SELECT id, step FROM dispatch_runs")[0]
    claimed = [await hall.app.database.write(lambda tx: runs.claim(tx, run_id, step)) for _ in range(2)]
    assert claimed == [True, False]


async def test_a_step_that_broke_left_nothing_and_is_made_anew_as_a_whole(hall, monkeypatch):
    here = await riverside(hall)
    id = await here.order()
    await here.start(id)
    hall.clock.advance(minutes=60)
    before = hall.sql("SELECT * FROM dispatch_runs"), hall.sql("SELECT * FROM work_order_routes")

    def broken(*arguments):
        raise RuntimeError("the disk is on fire")

    with monkeypatch.context() as patch:
        patch.setattr(runs, "add_offers", broken)
        assert await hall.app.database.write(lambda tx: _step(hall, tx)) == 0
    assert (hall.sql("SELECT * FROM dispatch_runs"), hall.sql("SELECT * FROM work_order_routes")) == before
    assert (await here.run(id))["current_tier"]["order"] == 2


def _step(hall, tx):
    call = hall.app.parts.own_call(tx, "continue_smart_dispatch")
    return hall.app.parts.registry.scheduled["continue_smart_dispatch"].function(call)

"""The tabs of the dispatch board: how many orders stand in each."""

import pytest

from store.work_orders import lists
from tests.hall import Refused
from tests.tools.work_orders.field_work import assigned, company, done, order, provider, published, row, time_log

STAMP = "2026-03-02T09:00:00.000Z"


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def found(caller, **filters):
    answer = await caller.call("list_work_orders", **filters)
    assert answer["total"] == answer["metadata"]["total"]
    return [each["id"] for each in answer["results"]]


async def test_the_tabs_count_what_they_list(hall):
    boss, pia = await company(hall, funds="9000.00 USD"), await provider(hall)
    await order(boss)
    await published(boss)
    await published(boss)
    work = await assigned(boss, pia)
    time_log(hall, work, pia, hall.clock.now, "1.0000")
    over = await done(boss, pia, schedule={"mode": "exact", "start": "2026-03-20T15:00:00Z"})
    await boss.call("approve_work_order", work_order_id=over)
    row(hall, "work_order_problems", work, type_id=3, comments="x", author_type="person", author_id=pia.id,
        created_at=STAMP, updated_at=STAMP)  # fmt: skip
    tabs = (await boss.call("list_work_order_lists"))["lists"]
    counts = {tab["key"].removeprefix("workorders_"): tab["count"] for tab in tabs}
    assert counts == {
        "in_flight": 1, "draft": 1, "published_routed": 2, "assigned": 1, "problem": 1, "work_done": 0, "approved": 1,
        "all": 5,
    }  # fmt: skip
    for tab in tabs:
        assert len(await found(boss, list=tab["key"], limit=50)) == tab["count"]
    theirs = {tab["key"]: tab["count"] for tab in (await pia.call("list_work_order_lists"))["lists"]}
    assert (theirs["workorders_all"], theirs["workorders_draft"]) == (4, 0)
    one = await boss.call("list_work_order_lists", list="workorders_draft")
    assert [tab["key"] for tab in one["lists"]] == ["workorders_draft"]
    assert "list" in (await refusal(boss.call("list_work_order_lists", list="none"))).fields


async def test_a_provider_is_told_when_there_are_more_than_were_counted(hall, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    boss, pia = await company(hall, funds="9000.00 USD"), await provider(hall)
    for _ in range(3):
        await published(boss)
    tabs = {tab["key"]: tab for tab in (await pia.call("list_work_order_lists"))["lists"]}
    assert (tabs["workorders_all"]["count"], tabs["workorders_all"]["count_capped"]) == (2, True)
    assert "count_capped" not in tabs["workorders_assigned"]
    page = await pia.call("list_work_orders", page=1, per_page=1)
    assert (page["metadata"]["pages"], page["total_capped"]) == (2, True)
    ours = {tab["key"]: tab["count"] for tab in (await boss.call("list_work_order_lists"))["lists"]}
    assert ours["workorders_all"] == 3

"""What reviews add up to, through the tools."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.reviews.cast import cast
from tests.tools.reviews.test_writing import refused


async def test_who_was_not_reviewed_stands_at_the_prior_mean(hall: Hall) -> None:
    """V1"""
    c = await cast(hall)
    [one] = await c.summary(c.ann)
    assert one == {
        "about": {"type": "person", "id": c.ann.id, "name": "Ann"},
        "count": 0,
        "rank_score": "4.00",
        "distribution": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0},
        "parts": {},
        "by_kind": {},
    }


async def test_single_reviews_decide_little(hall: Hall) -> None:
    """V2"""
    c = await cast(hall)
    for work_id, (overall, score) in enumerate([(5, "4.17"), (1, "3.50"), (4, "4.00")], 1):
        worker = await hall.person(f"w{work_id}@work.test")
        await c.paid(work_id, worker=worker.owner)
        await c.write(c.boss, work_id, overall)
        await c.write(worker, work_id)
        [one] = await c.summary(worker)
        assert (one["score"], one["rank_score"], one["count"]) == (score, score, 1)


async def test_ten_authors(hall: Hall) -> None:
    """V3"""
    c = await cast(hall)
    lars = await hall.person("lars@work.test")
    for place in range(10):
        client = await hall.person(f"client{place}@home.test")
        for worker, overall, work_id in ((c.ann, 5, place * 2 + 1), (lars, 1 if place == 3 else 5, place * 2 + 2)):
            await c.paid(work_id, kind="booking", client=client.owner, worker=worker.owner)
            await c.write(client, work_id, overall, kind="booking")
            await c.write(worker, work_id, kind="booking")
    all_five, one_low = await c.summary(c.ann, lars)
    assert (all_five["score"], all_five["mean"]) == ("4.67", "5.00")
    assert (one_low["score"], one_low["mean"]) == ("4.40", "4.60")
    assert one_low["distribution"] == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 9}


async def test_of_one_author_the_newest_three_count(hall: Hall) -> None:
    """V4; whoever of the company writes, it is one author."""
    c = await cast(hall)
    for work_id, overall in enumerate([1, 5, 5, 5], 1):
        hall.clock.advance(hours=1)
        await c.paid(work_id)
        await c.write(c.boss if work_id % 2 else c.agent, work_id, overall)
        await c.write(c.ann, work_id)
    [one] = await c.summary(c.ann)
    assert (one["count"], one["score"], one["mean"]) == (3, "4.38", "5.00")
    assert one["distribution"]["1"] == 0
    kept = hall.sql("SELECT count, sum FROM review_counters WHERE about_type = 'person'")
    assert kept == hall.sql("SELECT count, sum FROM review_subjects WHERE about_type = 'person'") == [(3, 1500)]


async def test_parts_kinds_and_working_together_again(hall: Hall) -> None:
    c = await cast(hall)
    said = [("task", 5, 4, True), ("booking", 4, 3, False), ("booking", 4, None, True)]
    for work_id, (kind, overall, quality, again) in enumerate(said, 1):
        more = {"quality": quality} if quality else {}
        await c.paid(work_id, kind=kind)
        await c.write(c.boss, work_id, overall, kind=kind, would_again=again, **more)
        await c.write(c.ann, work_id, kind=kind)
    [one] = await c.summary(c.ann)
    assert one["parts"] == {"quality": {"mean": "3.50", "count": 2}}
    assert one["would_again_percent"] == 67
    assert one["by_kind"] == {"booking": {"score": "4.00", "count": 2}, "task": {"score": "4.17", "count": 1}}


async def test_unknown_ones_do_not_stop_the_others(hall: Hall) -> None:
    c = await cast(hall)
    asked = [
        {"type": "person", "id": 999},
        {"type": "company", "id": c.company.id},
        {"type": "agent", "id": c.agent.id},
    ]
    answer = await c.rita.call("get_review_summary", about=asked)
    assert [item["about"]["type"] for item in answer["items"]] == ["company", "agent"]
    assert answer["unknown"] == [{"type": "person", "id": 999}]
    assert answer["settings"] == {"prior_mean": "4.00", "prior_weight": 5, "per_author": 3}
    for wrong in ([], asked * 17):
        assert (await refused(c.rita.call("get_review_summary", about=wrong))).status == 422

"""What happens to reviews by itself."""

from __future__ import annotations

from tests.hall import Hall, TestCaller
from tests.tools.reviews.cast import NOON, Cast, cast


def told(hall: Hall, c: Cast, kind: str) -> list[str]:
    rows = hall.sql("SELECT owner_type || ':' || owner_id FROM notices WHERE kind = ? ORDER BY id", kind)
    return sorted(row[0] for row in rows)


async def test_both_sides_hear_that_they_may_write_and_who_has_not_is_reminded_once(hall: Hall) -> None:
    c = await cast(hall, NOON)
    await c.paid()
    await hall.tick()
    both = sorted([f"company:{c.company.id}", f"person:{c.ann.id}"])
    assert told(hall, c, "review_due") == both
    await c.write(c.boss)
    for days in (10, 1.1, 1):
        hall.clock.advance(days=days)
        await hall.tick()
    assert told(hall, c, "review_due") == sorted([*both, f"person:{c.ann.id}"])
    hall.clock.advance(days=2)
    await hall.tick()
    assert told(hall, c, "review_revealed") == both
    assert (await c.summary(c.ann))[0]["last_revealed_at"] == "2026-12-15T12:00:00Z"


async def test_whoever_looks_first_is_told_as_well_and_not_named(hall: Hall) -> None:
    c = await cast(hall, NOON)
    await c.paid()
    await c.boss.call("list_pending_reviews")
    assert len(told(hall, c, "review_due")) == 2
    assert hall.sql("SELECT DISTINCT actor_type FROM notices WHERE kind = 'review_due'") == [("system",)]


async def test_more_than_one_run_takes_is_done_by_the_next(hall: Hall) -> None:
    c = await cast(hall, NOON)
    for work_id in range(1, 231):
        await c.paid(work_id)
    await c.write(c.ann, 230)
    while await hall.tick():
        pass
    assert hall.sql("SELECT status, count(*) FROM engagements GROUP BY status") == [("open", 230)]


async def answers(who: TestCaller, **asked: object) -> list[list[str]]:
    """With what each notice on reviews is answered now, newest first."""
    items = (await who.call("list_notices", kinds=["review"], **asked))["items"]
    return [item.get("act_with", []) for item in items]


async def test_a_notice_names_what_can_still_be_done(hall: Hall) -> None:
    c = await cast(hall, NOON)
    await c.paid()
    await hall.tick()
    assert await answers(c.ann) == [["create_review"]]
    await c.write(c.ann)
    await c.write(c.boss)
    assert await answers(c.ann) == [["reply_to_review"], []]
    assert await answers(c.agent, box="company") == [[], []]
    await c.ann.call("reply_to_review", review_id=1, text="Thank you")
    assert await answers(c.ann) == [[], []]

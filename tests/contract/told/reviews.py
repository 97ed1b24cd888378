"""Whom reviews tell."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.reviews.cast import Cast, cast


async def settled(watch: Watch) -> Cast:
    """Paid work of which both sides have heard that they may review each other."""
    c = await cast(watch.hall)
    await c.paid()
    await watch.hall.tick()
    return c


async def work_ends(watch: Watch) -> Expected:
    c = await cast(watch.hall)
    await c.paid()
    await watch.tick()
    return {
        told(c.company, "review_due", "inbox"),
        told(c.boss, "review_due", "mail"),
        told(c.ann, "review_due", "inbox", "mail"),
    }


async def one_writes(watch: Watch) -> Expected:
    c = await settled(watch)
    await watch.act(c.boss, "create_review", kind="task", engagement_id=1, overall=5)
    return set()


async def the_second_writes(watch: Watch) -> Expected:
    c = await settled(watch)
    await c.write(c.boss)
    await watch.act(c.ann, "create_review", kind="task", engagement_id=1, overall=4)
    return revealed(c)


def revealed(c: Cast) -> Expected:
    return {
        told(c.company, "review_revealed", "inbox"),
        told(c.boss, "review_revealed", "mail"),
        told(c.ann, "review_revealed", "inbox", "mail"),
    }


async def time_is_over(watch: Watch) -> Expected:
    c = await settled(watch)
    await c.write(c.boss)
    watch.hall.clock.advance(days=14)
    await watch.tick()
    return revealed(c)


async def three_days_are_left(watch: Watch) -> Expected:
    c = await settled(watch)
    await c.write(c.boss)
    watch.hall.clock.advance(days=11, seconds=1)
    await watch.tick()
    return {told(c.ann, "review_due", "inbox", "mail")}


async def somebody_replies(watch: Watch) -> Expected:
    c = await settled(watch)
    id = await c.both(1)
    await watch.act(c.ann, "reply_to_review", review_id=id, text="Thank you")
    return {told(c.company, "review_replied", "inbox")}


SCENARIOS: dict[str, Scenario] = {
    "tick: paid work ends": work_ends,
    "tick: the time for reviews is over": time_is_over,
    "tick: three days are left": three_days_are_left,
    "create_review": one_writes,
    "create_review by the second side": the_second_writes,
    "reply_to_review": somebody_replies,
}
NOBODY_ELSE: dict[str, str] = {
    "report_review": "the operator reads it on the command line; the two sides hear what was decided",
}

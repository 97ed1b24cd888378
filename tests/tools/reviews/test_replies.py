"""Replying to reviews."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.reviews.cast import cast
from tests.tools.reviews.test_writing import refused


async def test_whom_a_review_is_about_replies_once_for_everybody(hall: Hall) -> None:
    c = await cast(hall)
    of_company = await c.both(1)
    of_ann = of_company + 1
    answer = await c.ann.call("reply_to_review", review_id=of_company, text="Thank you, mail me at ann@work.test")
    assert answer["review"]["reply"]["text"] == "Thank you, mail me at [removed]"
    [seen] = await c.about(c.ann)
    assert seen["reply"]["text"] == "Thank you, mail me at [removed]"
    told = [(n["kind"], n["record"]["id"]) for n in (await c.boss.call("list_notices", box="company"))["items"]]
    assert ("review_replied", of_company) in told
    again = await refused(c.ann.call("reply_to_review", review_id=of_company, text="And more"))
    assert (again.status, again.code) == (409, "replied")
    assert again.details["reply"].startswith("Thank you")
    await c.boss.call("reply_to_review", review_id=of_ann, text="We thank you")


async def test_nobody_else_replies_and_no_agent(hall: Hall) -> None:
    c = await cast(hall)
    of_company = await c.both(1)
    for who in (c.rita, c.boss):
        assert (await refused(who.call("reply_to_review", review_id=of_company, text="x"))).code == "not_found"
    no = await refused(c.agent.call("reply_to_review", review_id=of_company + 1, text="x"))
    assert (no.status, no.code) == (403, "people_only")


async def test_ninety_days_after_the_reveal_it_is_too_late(hall: Hall) -> None:
    c = await cast(hall)
    first, second = await c.both(1), await c.both(2)
    hall.clock.advance(days=89, hours=23)
    await c.ann.call("reply_to_review", review_id=first, text="Just in time")
    hall.clock.advance(hours=1)
    no = await refused(c.ann.call("reply_to_review", review_id=second, text="Too late"))
    assert (no.status, no.shape["state"]) == (409, "over")


async def test_what_was_taken_out_is_not_replied_to(hall: Hall) -> None:
    c = await cast(hall)
    of_company = await c.both(1)
    await hall.app.database.write(lambda tx: tx.run("UPDATE reviews SET status = 'removed'"))
    no = await refused(c.ann.call("reply_to_review", review_id=of_company, text="But"))
    assert (no.status, no.shape["state"]) == (409, "removed")

"""Reporting reviews to the operator."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.reviews.cast import cast
from tests.tools.reviews.test_writing import refused


async def test_anybody_but_the_author_reports_once_and_the_review_stays(hall: Hall) -> None:
    c = await cast(hall)
    id = await c.both(1)
    for who in (c.rita, c.ann):
        answer = await who.call("report_review", review_id=id, reason="abusive", text="It insults me")
        assert (answer["report"]["status"], answer["report"]["review_id"]) == ("open", id)
    assert len(await c.about(c.ann)) == 1
    again = await refused(c.rita.call("report_review", review_id=id, reason="other", text="Still"))
    assert (again.status, again.code) == (409, "reported")
    for own in (c.boss, c.agent):
        no = await refused(own.call("report_review", review_id=id, reason="other", text="x"))
        assert (no.status, no.code) == (403, "own_review")


async def test_hidden_and_unknown_reviews_are_one_answer(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    await c.write(c.boss)
    hidden = await refused(c.rita.call("report_review", review_id=1, reason="other", text="x"))
    unknown = await refused(c.rita.call("report_review", review_id=901, reason="other", text="x"))
    assert (hidden.code, hidden.text.replace("review 1 ", "review 901 ")) == ("not_found", unknown.text)


async def test_ten_reports_a_day_are_the_most(hall: Hall) -> None:
    c = await cast(hall)
    ids = [await c.both(work_id) for work_id in range(1, 12)]
    for id in ids[:10]:
        await c.rita.call("report_review", review_id=id, reason="wrong_person", text="Not her")
    no = await refused(c.rita.call("report_review", review_id=ids[10], reason="wrong_person", text="Not her"))
    assert no.status == 429
    hall.clock.advance(days=1, seconds=1)
    await c.rita.call("report_review", review_id=ids[10], reason="wrong_person", text="Not her")

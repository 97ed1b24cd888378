"""Writing reviews: who may, of what, until when, and what nobody learns before both are in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from store.telling import paid_work
from store.types import Owner
from tests.hall import Hall, Refused, TestCaller
from tests.tools.reviews.cast import BAD, NOON, Cast, cast


async def refused(call: Any) -> Refused:
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def all_that_can_be_read(c: Cast, who: TestCaller) -> str:
    """All that somebody can read of reviews, as one text."""
    me = {"type": who.kind, "id": who.id}
    company = {"type": "company", "id": c.company.id}
    answers = [
        await who.call("get_review_summary", about=[me, company]),
        await who.call("list_reviews"),
        await who.call("list_reviews", written=True),
        await who.call("list_reviews", about_type="company", about_id=c.company.id),
        await who.call("list_pending_reviews"),
        await who.call("list_pending_reviews", written=True),
        await who.call("list_notices"),
        await who.call("list_changes"),
        await who.call("create_review", kind="task", engagement_id=1, overall=4, dry_run=True),
    ]
    for answer in answers:
        answer.pop("charge", None)
        answer.pop("warnings", None)
    return json.dumps(answers)


async def test_nothing_of_a_review_is_learned_before_both_are_in(hall: Hall) -> None:
    """V6"""
    c = await cast(hall, NOON)
    await c.paid()
    await hall.tick()
    hall.clock.set(datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    before = await all_that_can_be_read(c, c.ann)
    hall.clock.set(datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    written = await c.write(c.boss, quality=4, communication=5, punctuality=3, would_again=True, text="Fine letters")
    assert (written["review"]["status"], written["revealed"]) == ("hidden", False)
    assert written["due_at"] == "2026-12-15T12:00:00Z"
    hall.clock.set(datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    await hall.tick()
    assert await all_that_can_be_read(c, c.ann) == before
    assert (await refused(c.ann.call("report_review", review_id=1, reason="other", text="x"))).code == "not_found"
    assert (await refused(c.ann.call("reply_to_review", review_id=1, text="x"))).code == "not_found"
    hall.clock.set(datetime(2026, 12, 10, 9, 0, tzinfo=UTC))
    answer = await c.write(c.ann, overall=4, payment=5, text="Paid at once")
    assert (answer["review"]["status"], answer["revealed"]) == ("revealed", True)
    for one in (c.ann, c.boss):
        [about] = (await one.call("list_reviews", about_type="person", about_id=c.ann.id))["items"]
        assert (about["revealed_at"], about["text"], about["overall"]) == ("2026-12-10T09:00:00Z", "Fine letters", "5")
    [of_company] = await c.about(c.company)
    assert of_company["revealed_at"] == "2026-12-10T09:00:00Z"
    assert of_company["parts"] == {"payment": 5}
    told = [n["kind"] for n in (await c.ann.call("list_notices"))["items"]]
    assert "review_revealed" in told


async def test_one_side_alone_is_revealed_when_time_is_over(hall: Hall) -> None:
    """V7"""
    c = await cast(hall, NOON)
    await c.paid()
    hall.clock.set(datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    await c.write(c.boss)
    hall.clock.set(datetime(2026, 12, 15, 12, 0, tzinfo=UTC))
    no = await refused(c.write(c.ann))
    assert (no.status, no.code, no.shape["state"]) == (409, "wrong_state", "revealed")
    assert "2026-12-15T12:00:00Z" in no.text
    hall.clock.advance(days=3)
    [about] = await c.about(c.ann)
    assert about["revealed_at"] == "2026-12-15T12:00:00Z"


async def test_a_second_before_the_end_still_reveals_both(hall: Hall) -> None:
    """V7"""
    c = await cast(hall, NOON)
    await c.paid()
    await c.write(c.boss)
    hall.clock.set(datetime(2026, 12, 15, 11, 59, 59, tzinfo=UTC))
    assert (await c.write(c.ann))["revealed"]
    assert [row["status"] for row in await c.about(c.ann)] == ["revealed"]


async def test_what_nobody_wrote_of_lapses(hall: Hall) -> None:
    c = await cast(hall, NOON)
    await c.paid()
    await hall.tick()
    hall.clock.advance(days=14)
    no = await refused(c.write(c.ann))
    assert (no.status, no.shape["state"]) == (409, "lapsed")
    await hall.tick()
    assert hall.sql("SELECT status FROM engagements") == [("lapsed",)]


async def test_the_last_writing_counts_and_what_is_left_out_is_emptied(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    await c.write(c.boss, quality=4, would_again=True, text="Good", operator_note="She asked for cash")
    again = await c.write(c.boss, overall=3)
    assert again["review"]["overall"] == "3"
    assert again["review"]["parts"] == {}
    assert "would_again" not in again["review"]
    assert again["review"]["text"] == ""
    assert hall.sql("SELECT count(*), max(operator_note) FROM reviews") == [(1, None)]


async def test_each_side_rates_what_it_can_judge_and_low_scores_need_words(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    no = await refused(c.write(c.boss, payment=3))
    assert (no.status, list(no.fields)) == (422, ["payment"])
    no = await refused(c.write(c.ann, quality=3, punctuality=2, communication=1))
    assert (no.status, sorted(no.fields)) == (422, ["punctuality", "quality"])
    no = await refused(c.write(c.boss, overall=2, text="too short, no good"))
    assert (no.status, list(no.fields)) == (422, ["text"])
    await c.write(c.boss, overall=2, text="late, dirty and unkind")


async def test_others_find_no_such_work(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    theirs, missing = await refused(c.write(c.rita)), await refused(c.write(c.rita, 99))
    assert (theirs.code, missing.code) == ("not_found", "not_found")
    assert theirs.text.replace("1", "99") == missing.text
    other_kind = await refused(c.write(c.ann, kind="booking"))
    assert other_kind.code == "not_found"
    assert "finished and paid work order 1" in (await refused(c.write(c.ann, kind="work_order"))).text


async def test_an_agent_writes_for_its_company_but_not_over_a_colleague(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    await c.write(c.agent, overall=4)
    by_boss = await c.write(c.boss, overall=5)
    assert by_boss["review"]["written_by"]["type"] == "person"
    no = await refused(c.write(c.agent, overall=3))
    assert (no.status, no.code) == (409, "written_by_member")
    await c.write(c.ann)
    [seen] = await c.about(c.ann)
    assert seen["author"] == {"type": "company", "id": c.company.id, "name": "Acme"}
    assert "written_by" not in seen
    [own] = await c.about(c.ann, by=c.agent)
    assert own["written_by"]["id"] == c.boss.id


async def test_an_agent_reviews_time_it_booked_itself(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid(7, kind="booking", client=c.agent.owner)
    answer = await c.write(c.agent, 7, kind="booking", quality=5)
    assert answer["review"]["author"]["type"] == "agent"


async def test_nobody_reviews_themselves(hall: Hall) -> None:
    c = await cast(hall)
    sole = await hall.person("solo@one.test", company="One", role="user")
    assert sole.company is not None
    await c.paid(1, worker=c.boss.owner)
    await c.paid(2, client=Owner("company", sole.company), worker=sole.owner)
    await c.paid(3, worker=c.agent.owner)
    await c.paid(4, client=c.boss.owner, worker=c.agent.owner)
    await hall.tick()
    assert hall.sql("SELECT DISTINCT status FROM engagements") == [("none",)]
    assert (await refused(c.write(c.boss, 1))).code == "not_found"
    assert (await c.boss.call("list_pending_reviews"))["total"] == 0


async def test_a_member_who_did_the_work_stands_on_their_own_side_alone(hall: Hall) -> None:
    """They neither write for the company about themselves, nor read what it wrote before it is revealed."""
    c = await cast(hall)
    mia = await hall.person("mia@acme.test", company="Acme", role="user")
    await c.paid(1, worker=mia.owner)
    await c.write(c.boss, text="Careful hands")
    [item] = (await mia.call("list_pending_reviews"))["items"]
    assert item["side"] == "worker"
    assert (await mia.call("list_reviews", written=True))["items"] == []
    assert (await mia.call("list_pending_reviews", written=True))["items"] == []
    assert (await c.write(mia, overall=4))["review"]["side"] == "worker"


async def test_ways_to_reach_somebody_are_taken_out_and_the_writer_hears_of_it(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    answer = await c.write(
        c.boss, text="Write to ann@work.test or +358 40 123 4567, see https://ann.example/offer\u200b <b>now</b>"
    )
    assert answer["review"]["text"] == "Write to [removed] or [removed], see [removed] <b>now</b>"
    assert any("[removed]" in warning for warning in answer["warnings"])


async def test_a_way_to_reach_somebody_is_no_word_on_what_went_wrong(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    no = await refused(c.write(c.boss, overall=1, text="Bad: https://ann.example/what-happened-that-day"))
    assert (no.status, list(no.fields)) == (422, ["text"])


async def test_paid_back_work_is_not_reviewed_and_hidden_words_are_dropped(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    await c.write(c.boss, text="Never to be read")
    await hall.app.database.write(lambda tx: tx.run("UPDATE engagements SET reversed = 1"))
    no = await refused(c.write(c.ann))
    assert (no.shape["state"], "went back" in no.text) == ("lapsed", True)
    await hall.tick()
    assert hall.sql("SELECT status FROM reviews") == [("dropped",)]
    hall.clock.advance(days=30)
    await hall.tick()
    assert await c.about(c.ann) == []
    assert (await c.summary(c.ann))[0]["count"] == 0


async def test_what_is_paid_back_after_the_time_for_reviews_changes_none(hall: Hall) -> None:
    """The sweep has not come round yet; the time was over all the same."""
    c = await cast(hall, NOON)
    await c.paid()
    await c.write(c.boss, text="Kept her word")
    hall.clock.set(datetime(2026, 12, 15, 12, 0, tzinfo=UTC))
    await hall.app.database.write(lambda tx: paid_work.note_reversed(tx, "task", 1, hall.clock.now))
    await hall.tick()
    [review] = await c.about(c.ann)
    assert (review["status"], review["revealed_at"]) == ("revealed", "2026-12-15T12:00:00Z")


async def test_a_review_costs_and_moves_nothing(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    transfers = hall.sql("SELECT count(*) FROM ledger_transfers")
    await c.write(c.boss, overall=1, text=BAD)
    await c.write(c.ann)
    assert hall.sql("SELECT count(*) FROM ledger_transfers") == transfers


async def test_a_revealed_review_stays_as_it_is(hall: Hall) -> None:
    c = await cast(hall)
    await c.both(1)
    hall.clock.advance(hours=1)
    no = await refused(c.write(c.boss, overall=1))
    assert (no.status, no.shape["state"]) == (409, "revealed")
    assert hall.sql("SELECT DISTINCT overall FROM reviews") == [(500,)]


async def test_the_days_are_the_operators(hall: Hall) -> None:
    c = await cast(hall, NOON)
    await hall.app.database.write(
        lambda tx: tx.run("INSERT INTO settings (name, value, updated_at) VALUES ('reviews.days', '3', '')")
    )
    await c.paid()
    [item] = (await c.ann.call("list_pending_reviews"))["items"]
    assert datetime.fromisoformat(item["due_at"]) == NOON + timedelta(days=3)

"""Reviews of work that came of open calls, and what they do for those who apply next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.hall import Hall, Refused
from tests.tools.open_calls.call_world import world_of
from tests.tools.reviews.cast import BAD, Cast


async def test_paid_work_of_a_call_is_reviewed_by_both_and_shown_to_whoever_comes_next(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published(seats=2)
    ann, bob = await world.person("ann"), await world.person("bob")
    application = await world.application(ref, ann, "70.00")
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    task = taken["accepted"][0]["task_id"]
    await ann.call("start_task", task_id=task)
    await ann.call("mark_task_completed", task_id=task)
    await world.acme.call("accept_task", task_id=task)
    await world.acme.call("pay_task", task_id=task)
    about = {"kind": "task", "engagement_id": task}
    await world.acme.call("create_review", **about, overall=5)
    assert (await bob.call("get_open_call", open_call_id=ref))["open_call"]["company"]["review"]["count"] == 0
    await ann.call("create_review", **about, overall=1, text=BAD)
    shown = (await bob.call("get_open_call", open_call_id=ref))["open_call"]["company"]
    assert shown["review"] == {"score": "3.50", "count": 1}
    (found,) = (await bob.call("search_open_calls"))["items"]
    assert found["company"] == shown


async def test_jobs_done_are_those_of_every_kind_each_once(hall: Hall) -> None:
    world = await world_of(hall)
    ann, new = await world.person("ann", provider=True), await world.person("new")
    cast = Cast(hall, world.boss, world.acme, ann, new)
    for kind in ("task", "booking", "contract", "work_order"):
        await cast.paid(900, kind=kind)
    await cast.paid(901)
    hall.sql_script(
        f"UPDATE provider_profiles SET jobs_completed = 1 WHERE person_id = {ann.id};"
        "UPDATE engagements SET reversed = 1 WHERE work_id = 901"
    )
    ref = await world.published()
    for person in (ann, new):
        await person.call("apply_to_open_call", open_call_id=ref, price="70")
    found = (await world.acme.call("list_applications", open_call_id=ref))["items"]
    assert [each["person"]["jobs_done"] for each in found] == [4, 0]


async def test_a_wanted_score_is_that_of_the_reviews_and_who_has_none_counts_as_the_prior_mean(hall: Hall) -> None:
    world = await world_of(hall)
    ann, new = await world.person("ann"), await world.person("new")
    hall.write_row("UPDATE persons SET rating_sum = 500, rating_count = 1 WHERE id = ?", ann.id)
    await Cast(hall, world.boss, world.acme, ann, new).both(900, 1)
    ref = await world.published(requirements={"min_review_score": "4"})
    offer = {"open_call_id": ref, "price": "70", "letter": "Let me.", "hours": "2"}
    with pytest.raises(Refused) as no:
        await ann.call("apply_to_open_call", **offer)
    assert "3.50" in no.value.text
    await new.call("apply_to_open_call", **offer)
    hall.clock.advance(seconds=timedelta(hours=1).total_seconds())
    listed = await world.acme.call("list_applications", open_call_id=ref)
    assert [item["person"]["id"] for item in listed["items"]] == [new.id]

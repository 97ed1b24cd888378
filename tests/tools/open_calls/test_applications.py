"""Comparing applications and deciding on them."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.open_calls.call_world import world_of
from tests.tools.reviews.cast import Cast


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_the_company_compares_and_everybody_else_sees_only_their_own(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann, bob = await world.person("ann"), await world.person("bob")
    first = await world.application(ref, ann)
    second = await world.application(ref, bob, "70.00", answers='[{"key": "why", "value": "Because"}]')
    draft = await world.application(ref, await world.person("cid"), status="unsent", sent_at=None)
    # Ratings of field work are no reviews.
    hall.write_row("UPDATE persons SET rating_sum = 100, rating_count = 1 WHERE id = ?", ann.id)
    await Cast(hall, world.boss, world.acme, ann, bob).both(900, 5)
    listed = await world.acme.call("list_applications", open_call_id=ref)
    assert [item["id"] for item in listed["items"]] == [first, second]
    assert [item["cost"]["amount"] for item in listed["items"]] == ["87.20", "76.30"]
    assert listed["items"][0]["person"]["review"] == {"score": "4.17", "count": 1}
    assert listed["items"][1]["answers"] == [{"key": "why", "value": "Because"}]
    assert "@" not in str(listed["items"])
    cheap = await world.acme.call("list_applications", open_call_id=ref, max_price="75.00")
    assert [item["id"] for item in cheap["items"]] == [second]
    good = await world.acme.call("list_applications", open_call_id=ref, min_review_score="4.1")
    assert [item["id"] for item in good["items"]] == [first]
    mine = await bob.call("list_applications")
    assert [item["id"] for item in mine["items"]] == [second]
    assert "cost" not in mine["items"][0]
    assert (await refusal(bob.call("list_applications", open_call_id=ref))).status == 404
    assert (await refusal(bob.call("list_applications", application_id=first))).status == 404
    assert (await refusal(world.acme.call("list_applications", open_call_id=ref, application_id=draft))).status == 404
    assert (
        "sort_by" in (await refusal(world.acme.call("list_applications", open_call_id=ref, sort_by="distance"))).fields
    )
    assert "open_call_id" in (await refusal(world.boss.call("list_applications"))).fields


async def test_the_shortlist_is_in_the_given_order_with_those_before_behind_it(hall):
    world = await world_of(hall)
    ref = await world.published()
    ids = await world.applicants(ref, 4)

    async def decide(decision, *chosen, **more):
        return await world.acme.call(
            "decide_applications", open_call_id=ref, application_ids=list(chosen), decision=decision, **more
        )

    await decide("shortlist", ids[2], ids[0])
    again = await decide("shortlist", ids[3], tell=False)
    assert [(each["application_id"], each["shortlist_rank"]) for each in again["changed"]] == [
        (ids[3], 1), (ids[2], 2), (ids[0], 3),
    ]  # fmt: skip
    listed = await world.acme.call("list_applications", open_call_id=ref)
    assert [item["id"] for item in listed["items"]] == [ids[3], ids[2], ids[0], ids[1]]
    off = await decide("unshortlist", ids[3], ids[1])
    assert ([each["application_id"] for each in off["changed"]], off["unchanged"]) == ([ids[3]], [ids[1]])
    ranks = hall.sql("SELECT shortlist_rank FROM open_call_applications ORDER BY id")
    assert ranks == [(2,), (None,), (1,), (None,)]
    told = hall.sql("SELECT count(*) FROM notices WHERE kind = 'open_call_decided'")
    assert told == [(2,)]
    same = await decide("shortlist", ids[2])
    assert (same["changed"], same["unchanged"]) == ([], [ids[2]])


async def test_a_refusal_is_final_told_with_its_reason_and_all_or_nothing(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    first, [second] = await world.application(ref, ann), await world.applicants(ref, 1)
    no = await refusal(
        world.acme.call("decide_applications", open_call_id=ref, application_ids=[first, 99_999], decision="refuse")
    )
    assert (no.status, world.statuses(ref)) == (409, ["pending", "pending"])
    await world.acme.call(
        "decide_applications", open_call_id=ref, application_ids=[first], decision="refuse", reason="Too far away"
    )
    assert world.statuses(ref) == ["refused: decided", "pending"]
    [(text,)] = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ?", ann.id)
    assert "Too far away" in text
    no = await refusal(
        world.acme.call("decide_applications", open_call_id=ref, application_ids=[first], decision="shortlist")
    )
    assert no.status == 409
    mine = (await ann.call("list_applications"))["items"][0]
    assert (mine["status"], mine["said"]) == ("refused", "Too far away")
    await world.acme.call("cancel_open_call", open_call_id=ref)
    no = await refusal(
        world.acme.call("decide_applications", open_call_id=ref, application_ids=[second], decision="refuse")
    )
    assert (no.status, no.shape["state"]) == (409, "cancelled")


async def test_the_company_sees_who_of_it_decided_and_the_applicant_does_not(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    application = await world.application(ref, ann)
    await world.boss.call("decide_applications", open_call_id=ref, application_ids=[application], decision="refuse")
    [listed] = (await world.acme.call("list_applications", open_call_id=ref, status=["refused"]))["items"]
    [alone] = (await world.acme.call("list_applications", application_id=application))["items"]
    assert listed["decided_by"] == alone["decided_by"] == f"person:{world.boss.id}"
    assert "decided_by" not in str(await ann.call("list_applications"))


async def test_of_a_draft_that_nobody_sent_the_company_learns_nothing(hall):
    world = await world_of(hall)
    ref = await world.published()
    pia = await hall.person("pia@helpers.test", company="Helpers")
    helper = await hall.agent("Helpers")
    await helper.call("apply_to_open_call", open_call_id=ref, person_id=pia.id, price="70.00")
    changed = await world.acme.call("update_open_call", open_call_id=ref, description="Five photos of each.")
    assert changed["applicants_told"] == 0
    assert "changed: description" in str(await pia.call("list_notices"))
    off = await world.acme.call("cancel_open_call", open_call_id=ref)
    assert (off["refused"], world.statuses(ref)) == (0, ["refused: cancelled"])
    shown = await world.acme.call("get_open_call", open_call_id=ref)
    assert set(shown["open_call"]["applications"].values()) == {0}
    listed = await world.acme.call("list_open_calls", status=["cancelled"])
    assert set(listed["items"][0]["applications"].values()) == {0}
    assert (await world.acme.call("list_applications", open_call_id=ref, status=["refused"]))["items"] == []
    assert "application" not in {
        each["type"].split(".")[0] for each in (await world.boss.call("list_changes"))["items"]
    }


async def test_nobody_reads_the_address_of_an_applicant_who_gave_no_name(hall):
    world = await world_of(hall)
    ref = await world.published()
    person = await world.person("a")
    await person.call("apply_to_open_call", open_call_id=ref, price="70")
    assert "a@work.test" not in str(await world.acme.call("list_applications", open_call_id=ref))


async def test_whoever_reads_after_a_refusal_for_a_time_that_is_over_sees_that_it_is_over(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    sent = (await ann.call("apply_to_open_call", open_call_id=ref, price="70"))["application"]["id"]

    async def offered():
        told = (await world.boss.call("list_notices"))["items"]
        return {"accept_applications"} & {tool for each in told for tool in each.get("act_with") or ()}

    assert await offered()
    hall.clock.advance(days=14, hours=73)
    no = await refusal(world.acme.call("accept_applications", open_call_id=ref, application_ids=[sent]))
    assert no.shape["state"] == "expired"
    assert not await offered()
    own = (await ann.call("list_applications"))["items"]
    assert [(each["status"], each["refuse_reason"]) for each in own] == [("refused", "expired")]
    assert (await world.status(ref))[0] == "expired"
    assert (await world.acme.call("list_open_calls", status=["expired"]))["total"] == 1
    assert (await ann.call("search_open_calls"))["items"] == []


async def test_one_own_application_is_read_as_it_stands_now(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    sent = (await ann.call("apply_to_open_call", open_call_id=ref, price="70"))["application"]["id"]
    hall.clock.advance(days=14, hours=73)
    [own] = (await ann.call("list_applications", application_id=sent))["items"]
    assert (own["status"], own["refuse_reason"]) == ("refused", "expired")

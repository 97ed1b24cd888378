import asyncio

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    SITE,
    acts,
    assigned,
    company,
    notices,
    order,
    provider,
    published,
    purse,
)
from tests.tools.work_orders.routing_world import block, busy, columns, requests, routes

NEAR = {**SITE, "latitude": SITE["latitude"] + 5 / 111.1951}
FAR = {**SITE, "latitude": SITE["latitude"] + 105 / 111.1951}


def at(hour, **more):
    return {"schedule": {"mode": "exact", "start": f"2026-03-10T{hour:02d}:00:00Z"}, "estimated_hours": "1", **more}


async def tour(boss, *hours, **more):
    """Drafts on one day, an hour each; their ids."""
    return [
        await order(boss, **at(hour, pay={"type": "fixed", "base": {"amount": "150.00"}}, **more)) for hour in hours
    ]


async def bundled(boss, *hours, **more):
    ids = await tour(boss, *hours, **more)
    await boss.call("bundle_work_orders", work_order_ids=ids)
    return ids


def found(findings):
    return [(each["code"], each["work_order_ids"]) for each in findings]


async def test_orders_one_person_can_do_are_valid(hall):
    boss = await company(hall)
    ids = await tour(boss, 9, 11, 14)
    answer = (await boss.call("validate_work_order_bundle", work_order_ids=ids))["diagnostics"]
    assert answer["status"] == "valid"
    assert answer["errors"] == answer["cautions"] == []
    assert found(answer["info"]) == [("total_pay", ids)]
    assert answer["params"] == {
        "count": 3,
        "total_pay": "450.00",
        "currency": "USD",
        "first_start": "2026-03-10T09:00:00Z",
        "last_end": "2026-03-10T15:00:00Z",
        "max_distance_km": "0.0",
        "would_close_routes": 0,
        "would_close_requests": 0,
    }
    assert await boss.call("validate_work_order_bundle", work_order_ids=ids) == {"diagnostics": answer}


async def test_a_warning_is_answered_as_declared(hall):
    boss = await company(hall)
    near, far = await order(boss, **at(9)), await order(boss, **at(12, location=FAR))
    answer = await boss.call("validate_work_order_bundle", work_order_ids=[near, far])
    assert ("far_apart", [near, far]) in found(answer["diagnostics"]["cautions"])
    assert "warnings" not in answer


async def test_what_stands_in_the_way_is_named_with_its_orders(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    first, overlapping = await tour(boss, 9, 9)
    taken = await assigned(boss, pia, **at(11))
    elsewhere = (await bundled(boss, 16, 18))[0]
    foreign = await order(other)
    bare = await order(boss, title="Bare", schedule=None)
    gone = await order(boss, **at(20))
    await boss.call("cancel_work_order", work_order_id=gone, cancel_reason=56)
    ids = [first, taken, overlapping, elsewhere, foreign, bare, gone]
    answer = (await boss.call("validate_work_order_bundle", work_order_ids=ids))["diagnostics"]
    assert answer["status"] == "invalid"
    assert found(answer["errors"]) == [
        ("not_found", [foreign]),
        ("already_bundled", [elsewhere]),
        ("already_assigned", [taken]),
        ("wrong_status", [gone]),
        ("incomplete_work_order", [bare]),
        ("schedule_overlap", [first, overlapping]),
    ]
    assert answer["errors"][4]["field"] == "schedule"


async def test_a_bundle_is_made_in_the_order_given(hall):
    boss = await company(hall)
    a, b, c = await tour(boss, 9, 11, 14)
    answer = await boss.call("bundle_work_orders", work_order_ids=[c, a, b])
    assert answer["bundle"]["bundle_id"] == "BND-1"
    assert answer["bundle"]["work_order_ids"] == [c, a, b]
    assert answer["bundle"]["size"] == 3
    assert answer["bundle"]["status"] == "draft"
    assert answer["bundle"]["total_pay"] == {"amount": "450.00", "currency": "USD"}
    assert answer["diagnostics"]["status"] == "valid"
    assert (await boss.call("get_work_order", work_order_id=a))["bundle_id"] == "BND-1"
    assert acts(hall, a)[-1] == "bundled"


async def test_errors_refuse_and_warnings_want_to_be_accepted(hall):
    boss = await company(hall)
    near, far = await order(boss, **at(9)), await order(boss, **at(12, location=FAR))
    with pytest.raises(Refused) as no:
        await boss.call("bundle_work_orders", work_order_ids=[near, 999], accept_warnings=True)
    assert no.value.code == "invalid_bundle"
    assert no.value.details["diagnostics"]["status"] == "invalid"
    with pytest.raises(Refused) as no:
        await boss.call("bundle_work_orders", work_order_ids=[near, far])
    assert no.value.code == "invalid_bundle"
    assert "far_apart" in no.value.text
    assert "accept_warnings" in no.value.text
    assert hall.sql("SELECT id FROM work_order_bundles") == []
    answer = await boss.call("bundle_work_orders", work_order_ids=[near, far], accept_warnings=True)
    assert answer["diagnostics"]["status"] == "valid_with_warnings"


async def test_bundling_closes_open_offers_and_requests_with_notice(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    a, b = await published(boss, **at(9)), await published(boss, **at(11, location=NEAR))
    await boss.call("route_work_order", work_order_id=a, user_id=pia.id)
    await kim.call("request_work_order", work_order_id=b)
    answer = await boss.call("bundle_work_orders", work_order_ids=[a, b], accept_warnings=True)
    assert found(answer["diagnostics"]["cautions"]) == [("open_routes_closed", [a]), ("requests_closed", [b])]
    assert routes(hall, a) == {pia.id: "closed"}
    assert requests(hall, b) == {kim.id: "closed"}
    assert "was put into a bundle" in notices(hall, pia)[-1]
    assert answer["bundle"]["status"] == "published"


async def test_a_bundle_is_extended_until_somebody_has_it(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    ids = await bundled(boss, 9, 11)
    more = await tour(boss, 14, 16)
    answer = await boss.call("bundle_work_orders", work_order_ids=[more[0]], add_to_bundle_id="BND-1")
    assert answer["bundle"]["work_order_ids"] == [*ids, more[0]]
    for caller, code in [(boss, "BND-9"), (boss, "nonsense"), (other, "BND-1")]:
        with pytest.raises(Refused) as no:
            await caller.call("bundle_work_orders", work_order_ids=[more[1]], add_to_bundle_id=code)
        assert no.value.code == "not_found"
    await boss.call("assign_work_order", work_order_id=ids[0], user_id=pia.id)
    with pytest.raises(Refused) as no:
        await boss.call("bundle_work_orders", work_order_ids=[more[1]], add_to_bundle_id="BND-1")
    assert no.value.code == "wrong_state"
    assert no.value.next == ["unassign_work_order"]


# Acting on one is acting on all


async def test_routing_accepting_and_unassigning_act_on_the_whole_bundle(hall):
    boss, pia = await company(hall), await provider(hall)
    ids = await bundled(boss, 9, 11, 14)
    answer = await boss.call("route_work_order", work_order_id=ids[1], user_id=pia.id)
    assert sorted(answer["bundle_work_order_ids"]) == ids
    assert purse(hall, boss) == ("2000.00", "495.00")
    assert [columns(hall, id, "status") for id in ids] == [(9,)] * 3
    accepted = await pia.call("accept_work_order_route", work_order_id=ids[2], pay_terms_accepted=True)
    assert sorted(accepted["bundle_work_order_ids"]) == ids
    assert [columns(hall, id, "status", "assignee_id") for id in ids] == [(3, pia.id)] * 3
    assert len(hall.sql("SELECT id FROM busy_blocks")) == 3
    freed = await boss.call("unassign_work_order", work_order_id=ids[0])
    assert sorted(freed["bundle_work_order_ids"]) == ids
    assert [columns(hall, id, "status") for id in ids] == [(1,)] * 3
    assert purse(hall, boss) == ("2000.00", "0.00")


async def test_of_many_who_accept_a_bundle_at_once_one_gets_all_of_it(hall):
    boss = await company(hall)
    people = [await provider(hall, f"p{place}@work.test") for place in range(20)]
    ids = await bundled(boss, 9, 11, 14)
    await boss.call("route_work_order_to_providers", work_order_id=ids[0], user_ids=[one.id for one in people])
    for one in people:
        await one.client()
    answers = await asyncio.gather(
        *(
            one.call("accept_work_order_route", work_order_id=ids[place % 3], pay_terms_accepted=True)
            for place, one in enumerate(people)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert len({columns(hall, id, "assignee_id") for id in ids}) == 1


async def test_one_member_that_fails_leaves_all_as_they_were(hall):
    boss, pia = await company(hall), await provider(hall)
    ids = await bundled(boss, 9, 11, 14)
    busy(hall, pia, "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z")
    for tool, more in [
        ("route_work_order", {"user_id": pia.id}),
        ("assign_work_order", {"user_id": pia.id}),
        ("route_work_order_to_providers", {"user_ids": [pia.id]}),
    ]:
        with pytest.raises(Refused) as no:
            await boss.call(tool, work_order_id=ids[0], **more)
        assert no.value.code == "not_eligible"
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=ids[0], user_id=pia.id)
    assert f"work order {ids[2]}" in no.value.text
    assert [columns(hall, id, "status") for id in ids] == [(1,)] * 3
    assert purse(hall, boss) == ("2000.00", "0.00")


async def test_one_hold_too_many_holds_nothing_at_all(hall):
    boss, pia = await company(hall, funds="494.99 USD"), await provider(hall)
    ids = await bundled(boss, 9, 11, 14)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order", work_order_id=ids[0], user_id=pia.id)
    assert no.value.code == "insufficient_balance"
    assert purse(hall, boss) == ("494.99", "0.00")
    assert [columns(hall, id, "status") for id in ids] == [(1,)] * 3


async def test_a_bundle_is_asked_for_and_countered_in_percent_only(hall):
    boss, pia = await company(hall), await provider(hall)
    ids = await bundled(boss, 9, 11)
    await boss.call("publish_work_order", work_order_id=ids[0])
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=ids[0], counter_offer={"pay": {"base": {"amount": "1"}}})
    assert "only pay_percent" in no.value.fields["counter_offer"]
    asked = await pia.call("request_work_order", work_order_id=ids[0], counter_offer={"pay_percent": "10"})
    assert asked["request"]["counter_offer"] == {"pay_percent": "10"}
    assert [requests(hall, id) for id in ids] == [{pia.id: "pending"}] * 2
    answer = await boss.call(
        "accept_work_order_request",
        work_order_id=ids[0],
        request_id=asked["request"]["id"],
        client_pay_terms_accepted=True,
    )
    assert answer["work_order"]["pay"]["base"]["amount"] == "165.00"
    assert [columns(hall, id, "status", "base_amount", "pay_max") for id in ids] == [(3, 16500, 16500)] * 2
    assert purse(hall, boss) == ("2000.00", "363.00")
    assert [requests(hall, id) for id in ids] == [{pia.id: "accepted"}] * 2


async def test_requests_for_a_bundle_are_withdrawn_and_declined_as_one(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    ids = await bundled(boss, 9, 11)
    await boss.call("publish_work_order", work_order_id=ids[0])
    await pia.call("request_work_order", work_order_id=ids[0])
    asked = await kim.call("request_work_order", work_order_id=ids[1])
    await pia.call("cancel_work_order_request", work_order_id=ids[1])
    await boss.call("decline_work_order_request", work_order_id=ids[1], request_id=asked["request"]["id"])
    assert [requests(hall, id) for id in ids] == [{pia.id: "canceled", kim.id: "declined"}] * 2


async def test_offers_of_a_bundle_are_declined_and_taken_back_as_one(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    ids = await bundled(boss, 9, 11)
    await boss.call("route_work_order_to_providers", work_order_id=ids[0], user_ids=[pia.id, kim.id])
    await pia.call("decline_work_order_route", work_order_id=ids[1], decline_reason="pay")
    await boss.call("unroute_work_order", work_order_id=ids[0], user_id=kim.id)
    assert [routes(hall, id) for id in ids] == [{pia.id: "declined", kim.id: "removed"}] * 2
    assert [columns(hall, id, "status") for id in ids] == [(1,)] * 2


async def test_dispatch_takes_only_somebody_who_can_do_all(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    ids = await bundled(boss, 9, 11)
    busy(hall, pia, "2026-03-10T11:00:00Z", "2026-03-10T12:00:00Z")
    answer = await boss.call("dispatch_work_order", work_order_id=ids[0], mode="assign")
    assert [each["user_id"] for each in answer["picked"]] == [kim.id]
    assert [columns(hall, id, "assignee_id") for id in ids] == [(kim.id,)] * 2


async def test_a_provider_drops_out_of_the_whole_bundle(hall):
    boss, pia = await company(hall), await provider(hall)
    ids = await bundled(boss, 9, 11)
    await boss.call("assign_work_order", work_order_id=ids[0], user_id=pia.id)
    answer = await pia.call("remove_work_order_provider", work_order_id=ids[1], reason="Sick", reason_id=60)
    assert sorted(answer["bundle_work_order_ids"]) == ids
    assert [columns(hall, id, "assignee_id") for id in ids] == [(None,)] * 2
    assert len(hall.sql("SELECT person_id FROM work_order_exclusions")) == 2


# Taking apart


async def test_members_taken_out_are_drafts_again_and_the_rest_stays(hall):
    boss, pia = await company(hall), await provider(hall)
    ids = await bundled(boss, 9, 11, 14)
    await boss.call("publish_work_order", work_order_id=ids[0])
    await pia.call("request_work_order", work_order_id=ids[0])
    answer = await boss.call("unbundle_work_orders", work_order_ids=[ids[1]])
    assert answer["dissolved"] is False
    assert answer["released"] == [{"work_order_id": ids[1], "status": "draft"}]
    assert answer["bundle"]["work_order_ids"] == [ids[0], ids[2]]
    assert answer["bundle"]["status"] == "published"
    assert requests(hall, ids[1]) == {pia.id: "closed"}
    assert requests(hall, ids[0]) == {pia.id: "pending"}
    assert columns(hall, ids[1], "status", "published_at", "fee_percent") == (1, None, None)
    assert purse(hall, boss) == ("2000.00", "330.00")


async def test_a_bundle_left_with_one_order_is_dissolved(hall):
    boss = await company(hall)
    ids = await bundled(boss, 9, 11)
    answer = await boss.call("unbundle_work_orders", work_order_ids=[ids[0]])
    assert answer["dissolved"] is True
    assert "bundle" not in answer
    assert "bundle_id" not in await boss.call("get_work_order", work_order_id=ids[1])
    with pytest.raises(Refused) as no:
        await boss.call("delete_work_order_bundle", work_order_id=ids[1])
    assert no.value.code == "not_found"


async def test_only_members_of_one_bundle_are_taken_out_together(hall):
    boss = await company(hall)
    first, second = await bundled(boss, 9, 11), await bundled(boss, 9, 11)
    alone = await order(boss)
    for wrong in ([alone], [first[0], alone], [first[0], second[0]]):
        with pytest.raises(Refused) as no:
            await boss.call("unbundle_work_orders", work_order_ids=wrong)
        assert no.value.code == "invalid_argument"
    assert f"{first[0]} in BND-1, {second[0]} in BND-2" in no.value.text


async def test_a_bundle_is_dissolved_whole_after_the_person_agreed(hall):
    boss = await company(hall)
    ids = await bundled(boss, 9, 11)
    await boss.call("publish_work_order", work_order_id=ids[0])
    answer = await boss.call("delete_work_order_bundle", work_order_id=ids[1])
    assert answer["bundle_id"] == "BND-1"
    assert answer["released"] == [{"work_order_id": id, "status": "draft"} for id in ids]
    assert "Dissolve bundle BND-1 of 2 work orders" in boss.questions[-1]
    assert purse(hall, boss) == ("2000.00", "0.00")
    assert hall.sql("SELECT work_order_id FROM work_order_bundle_members") == []


async def test_an_assigned_bundle_is_not_taken_apart(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    ids = await bundled(boss, 9, 11)
    await boss.call("assign_work_order", work_order_id=ids[0], user_id=pia.id)
    for tool, more in [
        ("unbundle_work_orders", {"work_order_ids": [ids[0]]}),
        ("delete_work_order_bundle", {"work_order_id": ids[0]}),
    ]:
        with pytest.raises(Refused) as no:
            await boss.call(tool, **more)
        assert no.value.code == "wrong_state"
        assert no.value.next == ["unassign_work_order"]
        with pytest.raises(Refused) as no:
            await other.call(tool, **more)
        assert no.value.code == "not_found"


async def test_what_is_done_no_longer_moves_with_the_bundle(hall):
    boss, pia = await company(hall), await provider(hall)
    ids = await bundled(boss, 9, 11, 14)
    await boss.call("assign_work_order", work_order_id=ids[0], user_id=pia.id)
    await pia.call("mark_work_order_complete", work_order_id=ids[0])
    answer = await boss.call("unassign_work_order", work_order_id=ids[1])
    assert sorted(answer["bundle_work_order_ids"]) == ids[1:]
    assert columns(hall, ids[0], "status", "assignee_id") == (4, pia.id)


async def test_a_blocked_person_gets_no_bundle(hall):
    boss, pia = await company(hall), await provider(hall)
    ids = await bundled(boss, 9, 11)
    block(hall, boss, pia)
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=ids[0], user_id=pia.id)
    assert no.value.details["reasons"] == {str(pia.id): ["blocked"]}


async def test_a_bundle_whose_visits_came_to_overlap_goes_to_nobody(hall):
    boss, pia = await company(hall), await provider(hall)
    ids = await bundled(boss, 9, 11)
    await boss.call("update_work_order", work_order_id=ids[1], **at(9))
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=ids[0], user_id=pia.id)
    assert no.value.code == "bundle_overlaps"
    assert all(f"work order {id}" in no.value.text.lower() for id in ids)
    assert [columns(hall, id, "status", "assignee_id") for id in ids] == [(1, None)] * 2
    assert hall.sql("SELECT id FROM busy_blocks") == []
    await boss.call("update_work_order", work_order_id=ids[1], **at(13))
    await boss.call("assign_work_order", work_order_id=ids[0], user_id=pia.id)
    assert [columns(hall, id, "status", "assignee_id") for id in ids] == [(3, pia.id)] * 2


async def test_what_is_held_is_that_of_the_whole_bundle(hall):
    boss, pia = await company(hall), await provider(hall)
    first = (await bundled(boss, 9, 11, 14))[0]
    whole = {"amount": "495.00", "currency": "USD"}
    routed = await boss.call("route_work_order", work_order_id=first, user_id=pia.id)
    assert routed["hold"] == whole
    assert (await boss.call("publish_work_order", work_order_id=first))["hold"] == whole
    assert (await boss.call("assign_work_order", work_order_id=first, user_id=pia.id))["hold"] == whole
    freed = await boss.call("unassign_work_order", work_order_id=first, return_to="published")
    assert freed["hold"] == whole

"""Offering work orders to one provider, and taking offers back."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    acts,
    admin,
    assigned,
    company,
    notices,
    order,
    provider,
    published,
    purse,
)
from tests.tools.work_orders.routing_world import (
    block,
    busy,
    columns,
    routes,
    skilled,
)


async def test_offering_a_draft_holds_its_cost_and_makes_it_routed(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    answer = await boss.call("route_work_order", work_order_id=id, user_id=pia.id, message="Can you?")
    assert answer["changed"] is True
    assert answer["route"]["status"] == "open"
    assert answer["route"]["source"] == "manual"
    assert answer["route"]["user"]["id"] == pia.id
    assert answer["route"]["message"] == "Can you?"
    assert "expires_at" not in answer["route"]
    assert answer["work_order"]["status"]["name"] == "routed"
    assert answer["work_order"]["status"]["is_routed"] is True
    assert answer["hold"] == {"amount": "440.00", "currency": "USD"}
    assert purse(hall, boss) == ("2000.00", "440.00")
    assert columns(hall, id, "status", "routed_at", "published_at", "fee_percent") == (
        9,
        "2026-03-02T09:00:00.000Z",
        None,
        "10",
    )
    assert acts(hall, id)[-1] == "routed"
    assert "offers you work order" in notices(hall, pia)[-1]
    assert (await hall.mails("pia@work.test"))[-1].subject.startswith(
        "Install a POS terminal: “Acme” offers you work order"
    )


async def test_offering_a_published_order_adds_to_the_listing_and_holds_nothing_more(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    answer = await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    assert answer["work_order"]["status"]["name"] == "published"
    assert answer["work_order"]["status"]["is_routed"] is True
    assert purse(hall, boss) == ("2000.00", "440.00")


async def test_an_open_offer_is_answered_again_unchanged_and_uncharged(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    first = await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    again = await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    assert again["changed"] is False
    assert again["route"]["id"] == first["route"]["id"]
    assert again["charge"]["amount"] == "0.00"
    assert len(hall.sql("SELECT id FROM work_order_routes")) == 1


async def test_trying_it_out_changes_nothing(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    answer = await boss.call("route_work_order", work_order_id=id, user_id=pia.id, dry_run=True)
    assert answer["work_order"]["status"]["name"] == "routed"
    assert routes(hall, id) == {}
    assert purse(hall, boss) == ("2000.00", "0.00")


async def test_a_person_is_asked_before_money_is_held(hall):
    boss, pia = await admin(hall), await provider(hall)
    await hall.fund(boss.company, "2000.00 USD")
    id = await order(boss)
    boss.says_yes = False
    with pytest.raises(Refused):
        await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    assert f"Offer work order {id} to person" in boss.questions[-1]
    assert "and hold 440.00 USD" in boss.questions[-1]
    assert routes(hall, id) == {}


async def test_an_incomplete_draft_is_not_offered(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss, pay=None)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    assert no.value.code == "not_ready"
    assert no.value.details["missing"] == ["pay: type and base"]


async def test_without_enough_money_nothing_is_offered(hall):
    boss, pia = await company(hall, funds="439.99 USD"), await provider(hall)
    id = await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    assert no.value.code == "insufficient_balance"
    assert routes(hall, id) == {}
    assert columns(hall, id, "status") == (1,)


async def test_somebody_unfit_is_refused_with_every_reason(hall):
    boss, pia = await company(hall), await skilled(hall, "pia@work.test", "3.9")
    block(hall, boss, pia)
    busy(hall, pia, "2026-03-10T10:29:00Z", "2026-03-10T12:00:00Z")
    id = await order(boss, qualifications=[{"type": "rating", "operator": ">=", "value": "4"}])
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    assert no.value.code == "not_eligible"
    assert no.value.details["reasons"] == {
        str(pia.id): ["blocked", "missing_qualification:rating", "schedule_conflict"]
    }
    assert columns(hall, id, "status") == (1,)


async def test_half_an_hour_of_travel_is_kept_free(hall):
    boss, pia = await company(hall), await provider(hall)
    busy(hall, pia, "2026-03-10T10:30:00Z", "2026-03-10T12:00:00Z")
    busy(hall, pia, "2026-03-10T07:00:00Z", "2026-03-10T08:30:00Z")
    id = await order(boss)
    assert (await boss.call("route_work_order", work_order_id=id, user_id=pia.id))["changed"] is True


async def test_only_an_admin_routes_with_force_and_never_past_a_block(hall):
    agent, boss = await company(hall), await admin(hall)
    pia = await skilled(hall, "pia@work.test", "3.9")
    busy(hall, pia, "2026-03-10T09:00:00Z", "2026-03-10T12:00:00Z")
    id = await order(agent, qualifications=[{"type": "rating", "operator": ">=", "value": "4"}])
    with pytest.raises(Refused) as no:
        await agent.call("route_work_order", work_order_id=id, user_id=pia.id, force=True)
    assert no.value.code == "forbidden"
    assert (await boss.call("route_work_order", work_order_id=id, user_id=pia.id, force=True))["changed"] is True
    await agent.call("unroute_work_order", work_order_id=id, user_id=pia.id)
    block(hall, agent, pia)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order", work_order_id=id, user_id=pia.id, force=True)
    assert no.value.details["reasons"] == {str(pia.id): ["blocked"]}


@pytest.mark.parametrize(
    ("expires_at", "words"),
    [
        ("2026-03-02T09:00:00Z", "must be in the future"),
        ("2026-03-10T10:00:01Z", "must not be after the end of the service window, 2026-03-10T10:00:00Z"),
    ],
)
async def test_an_offer_ends_in_the_future_and_inside_the_service_window(hall, expires_at, words):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order", work_order_id=id, user_id=pia.id, expires_at=expires_at)
    assert words in no.value.fields["expires_at"]


async def test_unknown_orders_strangers_and_unknown_providers_are_not_found(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    nobody = await hall.person("no.provider@work.test", company="Elsewhere")
    id = await order(boss)
    for caller, order_id, user_id in [(boss, 999, pia.id), (other, id, pia.id)]:
        with pytest.raises(Refused) as no:
            await caller.call("route_work_order", work_order_id=order_id, user_id=user_id)
        assert no.value.code == "not_found"
        assert f"work order {order_id}" in no.value.text
    for user_id in (nobody.id, 999):
        with pytest.raises(Refused) as no:
            await boss.call("route_work_order", work_order_id=id, user_id=user_id)
        assert no.value.code == "not_found"
        assert f"provider {user_id}" in no.value.text


async def test_an_assigned_order_is_not_offered(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await assigned(boss, pia)
    for tool, who in [
        ("route_work_order", {"user_id": kim.id}),
        ("route_work_order_to_providers", {"user_ids": [kim.id]}),
        ("dispatch_work_order", {}),
    ]:
        with pytest.raises(Refused) as no:
            await boss.call(tool, work_order_id=id, **who)
        assert no.value.code == "wrong_state"
        assert "unassign_work_order" in no.value.next
        assert "Assigned: Unconfirmed" in no.value.text


# Taking offers back


async def test_taking_back_the_last_offer_makes_a_routed_order_a_draft_again(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await order(boss)
    await boss.call("route_work_order_to_providers", work_order_id=id, user_ids=[pia.id, kim.id])
    answer = await boss.call("unroute_work_order", work_order_id=id, user_id=pia.id, reason="Found it is far")
    assert answer["route"]["status"] == "removed"
    assert answer["open_routes"] == 1
    assert answer["work_order"]["status"]["name"] == "routed"
    assert answer["provider"]["networks"] == [{"id": 1, "name": "Marketplace"}]
    assert "it was taken back. They write: “Found it is far”" in notices(hall, pia)[-1]
    assert purse(hall, boss) == ("2000.00", "440.00")
    answer = await boss.call("unroute_work_order", work_order_id=id, user_id=kim.id)
    assert answer["open_routes"] == 0
    assert answer["work_order"]["status"]["name"] == "draft"
    assert answer["hold"]["amount"] == "0.00"
    assert purse(hall, boss) == ("2000.00", "0.00")
    assert columns(hall, id, "routed_at", "fee_percent") == (None, None)


async def test_taking_back_the_last_offer_of_a_published_order_keeps_the_listing(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    answer = await boss.call("unroute_work_order", work_order_id=id, user_id=pia.id)
    assert answer["work_order"]["status"]["name"] == "published"
    assert answer["work_order"]["status"]["is_routed"] is False
    assert answer["hold"]["amount"] == "440.00"
    assert columns(hall, id, "routed_at") == (None,)


async def test_only_an_open_offer_is_taken_back(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await order(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    with pytest.raises(Refused) as no:
        await boss.call("unroute_work_order", work_order_id=id, user_id=kim.id)
    assert no.value.code == "not_found"
    assert f"open ones: {pia.id}" in no.value.text
    await pia.call("accept_work_order_route", work_order_id=id, pay_terms_accepted=True)
    with pytest.raises(Refused) as no:
        await boss.call("unroute_work_order", work_order_id=id, user_id=pia.id)
    assert no.value.code == "wrong_state"
    assert no.value.next == ["unassign_work_order"]


async def test_an_offer_made_again_is_a_new_one(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    first = await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    await boss.call("unroute_work_order", work_order_id=id, user_id=pia.id)
    second = await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    assert second["route"]["id"] != first["route"]["id"]
    assert [status for (status,) in hall.sql("SELECT status FROM work_order_routes ORDER BY id")] == ["removed", "open"]

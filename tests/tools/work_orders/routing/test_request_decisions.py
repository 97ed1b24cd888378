"""What a company makes of requests for its orders."""

import asyncio

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import HOURLY, assigned, company, notices, provider, published, purse
from tests.tools.work_orders.routing_world import busy, columns, north_of_site, requests, routes, skilled


async def asked(person, id, **more):
    """The id of a new request."""
    return (await person.call("request_work_order", work_order_id=id, **more))["request"]["id"]


async def test_accepting_a_request_assigns_at_the_offered_terms(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await asked(pia, id)
    chosen = await asked(kim, id)
    answer = await boss.call("accept_work_order_request", work_order_id=id, request_id=chosen)
    assert answer["work_order"]["status"]["display"] == "Assigned: Unconfirmed"
    assert answer["work_order"]["assignee"]["id"] == kim.id
    assert answer["request"]["status"] == "accepted"
    assert len(answer["closed"]["requests"]) == 1
    assert answer["hold"] == {"amount": "440.00", "currency": "USD"}
    assert requests(hall, id) == {pia.id: "closed", kim.id: "accepted"}
    assert "is yours" in notices(hall, kim)[-1]
    assert "went to somebody else" in notices(hall, pia)[-1]


async def test_a_counter_offer_replaces_pay_and_time_and_moves_the_hold(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    mine = await asked(
        pia,
        id,
        counter_offer={
            "pay": {"type": "hourly", "base": {"amount": "70.00", "units": "8"}},
            "schedule": {"mode": "between", "start": "2026-03-11T09:00:00Z", "end": "2026-03-11T17:00:00Z"},
            "expenses": [{"category_id": 4, "amount": "12.50", "description": "Parking"}],
        },
    )
    listed = (await boss.call("list_work_order_pending_requests", work_order_id=id))["results"][0]
    assert listed["total_cost"] == {"amount": "628.50", "currency": "USD"}
    with pytest.raises(Refused) as no:
        await boss.call("accept_work_order_request", work_order_id=id, request_id=mine)
    assert "client_pay_terms_accepted" in no.value.fields
    assert columns(hall, id, "status") == (2,)
    answer = await boss.call(
        "accept_work_order_request", work_order_id=id, request_id=mine, client_pay_terms_accepted=True
    )
    order_now = answer["work_order"]
    assert order_now["pay"]["type"] == "hourly"
    assert order_now["pay"]["base"] == {"amount": "70.00", "units": "8"}
    assert order_now["pay"]["range"] == {"min": "0.00", "max": "560.00"}
    assert order_now["schedule"]["service_window"]["mode"] == "between"
    assert order_now["schedule"]["service_window"]["start"]["utc"] == "2026-03-11T09:00:00Z"
    assert answer["hold"] == {"amount": "628.50", "currency": "USD"}
    assert purse(hall, boss) == ("2000.00", "628.50")
    assert hall.sql("SELECT status, approved_amount, author_id FROM work_order_expenses") == [
        ("approved", 1250, pia.id)
    ]


async def test_a_counter_offer_too_dear_for_the_balance_changes_nothing(hall):
    boss, pia = await company(hall, funds="500.00 USD"), await provider(hall)
    id = await published(boss)
    mine = await asked(pia, id, counter_offer={"pay": {"base": {"amount": "455.00"}}})
    with pytest.raises(Refused) as no:
        await boss.call("accept_work_order_request", work_order_id=id, request_id=mine, client_pay_terms_accepted=True)
    assert no.value.code == "insufficient_balance"
    assert requests(hall, id) == {pia.id: "pending"}
    assert columns(hall, id, "status", "base_amount") == (2, 40000)
    assert purse(hall, boss) == ("500.00", "440.00")


async def test_a_person_who_is_busy_by_now_is_not_given_the_order(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    mine = await asked(pia, id)
    busy(hall, pia, "2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z")
    with pytest.raises(Refused) as no:
        await boss.call("accept_work_order_request", work_order_id=id, request_id=mine)
    assert no.value.code == "not_eligible"
    assert no.value.details["reasons"] == {str(pia.id): ["schedule_conflict"]}


async def test_a_countered_time_is_what_must_be_free(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    busy(hall, pia, "2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z")
    mine = await asked(pia, id, counter_offer={"schedule": {"start": "2026-03-10T12:00:00Z"}})
    answer = await boss.call(
        "accept_work_order_request", work_order_id=id, request_id=mine, client_pay_terms_accepted=True
    )
    assert answer["work_order"]["schedule"]["service_window"]["start"]["utc"] == "2026-03-10T12:00:00Z"


async def test_decided_requests_are_decided_once(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    mine = await asked(pia, id)
    answer = await boss.call("decline_work_order_request", work_order_id=id, request_id=mine, note="Too far")
    assert answer["request"]["status"] == "declined"
    assert answer["request"]["note"] == "Too far"
    assert "was declined. They write: “Too far”" in notices(hall, pia)[-1]
    assert columns(hall, id, "status") == (2,)
    for tool in ("decline_work_order_request", "accept_work_order_request"):
        with pytest.raises(Refused) as no:
            await boss.call(tool, work_order_id=id, request_id=mine)
        assert no.value.code == "wrong_state"
        assert no.value.details["state"] == "declined"


async def test_strangers_and_unknown_requests_are_not_found(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    id, second = await published(boss), await published(boss)
    mine = await asked(pia, id)
    for caller, order_id, request_id in [(other, id, mine), (boss, id, 999), (boss, second, mine)]:
        for tool in ("decline_work_order_request", "accept_work_order_request"):
            with pytest.raises(Refused) as no:
                await caller.call(tool, work_order_id=order_id, request_id=request_id)
            assert no.value.code == "not_found"
    with pytest.raises(Refused) as no:
        await other.call("list_work_order_pending_requests", work_order_id=id)
    assert no.value.code == "not_found"


async def test_accepting_two_requests_at_once_gives_the_order_to_one(hall):
    boss = await company(hall)
    people = [await provider(hall, f"p{place}@work.test") for place in range(20)]
    id = await published(boss)
    ids = [await asked(one, id) for one in people]
    answers = await asyncio.gather(
        *(boss.call("accept_work_order_request", work_order_id=id, request_id=mine) for mine in ids),
        return_exceptions=True,
    )
    won = [answer for answer in answers if isinstance(answer, dict)]
    assert len(won) == 1
    assert {answer.code for answer in answers if isinstance(answer, Refused)} == {"wrong_state"}
    statuses = list(requests(hall, id).values())
    assert (statuses.count("accepted"), statuses.count("closed")) == (1, 19)
    assert columns(hall, id, "assignee_id") == (won[0]["work_order"]["assignee"]["id"],)


# The list


async def test_candidates_are_listed_by_date_rating_distance_pay_or_match(hall):
    boss = await company(hall)
    near = await skilled(hall, "near@work.test", "3.5", **north_of_site(2))
    far = await skilled(hall, "far@work.test", "4.5", equipment=["ladder"], **north_of_site(40))
    new = await provider(hall, "new@work.test")
    id = await published(
        boss, qualifications=[{"type": "equipment", "operator": "has", "value": "ladder", "required": False}]
    )
    await asked(near, id, counter_offer={"pay": {"base": {"amount": "500.00"}}})
    await asked(far, id)
    await asked(new, id, counter_offer={"pay": {"base": {"amount": "300.00"}}})

    async def ids(**more):
        found = await boss.call("list_work_order_pending_requests", work_order_id=id, **more)
        return [each["user"]["id"] for each in found["results"]]

    assert await ids() == [near.id, far.id, new.id]
    assert await ids(order="desc") == [new.id, far.id, near.id]
    assert await ids(sort="rating") == [near.id, far.id, new.id]
    assert await ids(sort="rating", order="desc") == [far.id, near.id, new.id]
    assert await ids(sort="distance") == [near.id, far.id, new.id]
    assert await ids(sort="pay") == [new.id, far.id, near.id]
    assert await ids(sort="match", order="desc") == [far.id, near.id, new.id]
    assert await ids(counter_offers=True) == [near.id, new.id]
    assert await ids(counter_offers=False) == [far.id]


async def test_offers_can_be_listed_beside_requests(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    await asked(kim, id)

    async def kinds(**more):
        found = await boss.call("list_work_order_pending_requests", work_order_id=id, **more)
        assert found["total"] == len(found["results"])
        return [(each["kind"], each["user"]["id"], each["status"]) for each in found["results"]]

    assert await kinds() == [("request", kim.id, "pending")]
    assert await kinds(include="routes") == [("route", pia.id, "open")]
    assert len(await kinds(include="both")) == 2
    await pia.call("decline_work_order_route", work_order_id=id, decline_reason="pay")
    assert await kinds(include="routes") == []
    assert await kinds(include="routes", status="declined") == [("route", pia.id, "declined")]
    assert len(await kinds(include="both", status="all")) == 2


@pytest.mark.parametrize("sort", [None, "pay"])
async def test_the_list_comes_in_pages(hall, sort):
    boss = await company(hall)
    id = await published(boss)
    people = [await provider(hall, f"p{place}@work.test") for place in range(5)]
    for one in people:
        await asked(one, id)
    chosen = {"sort": sort} if sort else {}
    seen, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = await boss.call("list_work_order_pending_requests", work_order_id=id, limit=2, **chosen, **more)
        assert page["total"] == 5
        seen += [each["user"]["id"] for each in page["results"]]
        cursor = page.get("next_cursor")
        if cursor is None:
            break
    assert seen == [one.id for one in people]


async def test_an_unknown_state_or_sort_names_what_there_is(hall):
    boss = await company(hall)
    id = await published(boss)
    for wrong in ({"status": "open"}, {"sort": "name"}):
        with pytest.raises(Refused) as no:
            await boss.call("list_work_order_pending_requests", work_order_id=id, **wrong)
        assert no.value.code == "invalid_argument"
        assert "created_date" in no.value.text or "pending" in no.value.text


async def test_terms_that_changed_are_marked_on_waiting_requests(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss, pay=HOURLY)
    await asked(pia, id)
    await boss.call("update_work_order", work_order_id=id, schedule={"mode": "exact", "start": "2026-03-12T09:00:00Z"})
    listed = (await boss.call("list_work_order_pending_requests", work_order_id=id))["results"][0]
    assert listed["terms_changed"] is True
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert "changed since" in no.value.fields["client_pay_terms_accepted"]
    answer = await boss.call("assign_work_order", work_order_id=id, user_id=pia.id, client_pay_terms_accepted=True)
    assert answer["status"]["name"] == "assigned"
    assert requests(hall, id) == {pia.id: "accepted"}


async def test_an_assigned_order_takes_no_requests(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=id)
    assert no.value.code == "wrong_state"
    assert routes(hall, id) == {}

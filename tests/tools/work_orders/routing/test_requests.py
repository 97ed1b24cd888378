"""Providers asking for published orders."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import DAY, acts, company, order, provider, published, purse, write
from tests.tools.work_orders.routing_world import block, busy, north_of_site, requests, skilled


async def asked(person, id, **more):
    """The id of a new request."""
    return (await person.call("request_work_order", work_order_id=id, **more))["request"]["id"]


async def test_a_request_waits_and_tells_the_company(hall):
    boss, pia = await company(hall), await skilled(hall, "pia@work.test", "4.5", **north_of_site(5.04))
    id = await published(boss, qualifications=[{"type": "rating", "operator": ">=", "value": "4"}])
    answer = (await pia.call("request_work_order", work_order_id=id, message="I live near"))["request"]
    assert answer["status"] == "pending"
    assert answer["message"] == "I live near"
    assert answer["qualification_match"] == {"match": 1, "no_match_required": 0, "no_match_optional": 0}
    assert answer["user"]["distance_km"] == "5.0"
    assert answer["expires_at"] == DAY
    assert "counter_offer" not in answer
    assert "total_cost" not in answer
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["sub_status"] == "requested"
    assert acts(hall, id)[-1] == "requested"
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'company'")
    assert "asks for work order" in told[-1][0]


async def test_a_counter_offer_is_kept_as_asked_and_holds_nothing_yet(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    answer = await pia.call(
        "request_work_order",
        work_order_id=id,
        counter_offer={
            "pay": {"base": {"amount": "450.00"}},
            "schedule": {"start": "2026-03-11T09:00:00Z"},
            "expenses": [{"category_id": 4, "amount": "12.50", "description": "Parking"}],
            "note": "A day later suits me",
            "expires_at": "2026-03-05T09:00:00Z",
        },
    )
    assert answer["request"]["counter_offer"] == {
        "pay": {"type": "fixed", "base": {"amount": "450.00", "units": "1"}},
        "schedule": {"mode": "exact", "start": "2026-03-11T04:00:00-05:00"},
        "expenses": [{"category_id": 4, "amount": "12.50", "description": "Parking"}],
        "note": "A day later suits me",
        "expires_at": "2026-03-05T03:00:00-06:00",
    }
    assert answer["request"]["expires_at"] == "2026-03-05T09:00:00Z"
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["sub_status"] == "counter_offered"
    assert purse(hall, boss) == ("2000.00", "440.00")


async def test_a_second_request_replaces_the_first(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    first, second = await asked(pia, id), await asked(pia, id, message="Really")
    assert dict(hall.sql("SELECT id, status FROM work_order_requests")) == {first: "canceled", second: "pending"}


@pytest.mark.parametrize(
    ("counter", "field", "words"),
    [
        ({}, "counter_offer", "changes nothing"),
        ({"note": "please"}, "counter_offer", "changes nothing"),
        (
            {"pay": {"type": "hourly", "base": {"amount": "60.00"}}},
            "counter_offer.pay.base.units",
            "is needed for hourly",
        ),
        ({"pay": {"base": {"amount": "60.001"}}}, "counter_offer.pay.base.amount", "at most 2 decimals"),
        ({"schedule": {"start": "2026-03-01T09:00:00Z"}}, "counter_offer.schedule.start", "must be in the future"),
        ({"schedule": {"mode": "between", "start": DAY}}, "counter_offer.schedule.end", "is needed for mode between"),
        ({"pay_percent": "10"}, "counter_offer.pay_percent", "is for bundled orders"),
        (
            {"expenses": [{"category_id": 99, "amount": "1", "description": "x"}]},
            "counter_offer.expenses[0].category_id",
            "no",
        ),
        (
            {"pay": {"base": {"amount": "60"}}, "expires_at": "2026-03-10T09:00:01Z"},
            "expires_at",
            "must not be after the start of the service window",
        ),
    ],
)
async def test_a_counter_offer_that_cannot_be_names_its_fault(hall, counter, field, words):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=id, counter_offer=counter)
    assert words in no.value.fields[field]
    assert requests(hall, id) == {}


async def test_an_order_without_counter_offers_takes_plain_requests_only(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss, allow_counter_offers=False)
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=id, counter_offer={"pay": {"base": {"amount": "500"}}})
    assert no.value.code == "invalid_argument"
    assert "no counter-offers" in no.value.text
    await asked(pia, id)


async def test_only_published_orders_the_person_sees_take_requests(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    draft = await order(boss)
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=draft)
    assert no.value.code == "not_found"
    await boss.call("route_work_order", work_order_id=draft, user_id=pia.id)
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=draft)
    assert no.value.code == "wrong_state"
    with pytest.raises(Refused) as no:
        await kim.call("request_work_order", work_order_id=draft)
    assert no.value.code == "not_found"
    taken = await published(boss)
    block(hall, boss, kim)
    with pytest.raises(Refused) as no:
        await kim.call("request_work_order", work_order_id=taken)
    assert no.value.code == "not_found"


async def test_only_people_who_take_work_may_ask(hall):
    boss, pia = await company(hall), await provider(hall)
    ann = await hall.person("ann@work.test", company="Elsewhere")
    id = await published(boss)
    with pytest.raises(Refused) as no:
        await ann.call("request_work_order", work_order_id=id)
    assert no.value.code == "not_found"
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    write(hall, "UPDATE provider_profiles SET active = 0 WHERE person_id = ?", pia.id)
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=id)
    assert no.value.details["reasons"] == {str(pia.id): ["inactive"]}
    assert "list_work_order_qualifications" in no.value.next


async def test_missing_qualifications_refuse_unless_the_order_ignores_them(hall):
    boss, pia = await company(hall), await skilled(hall, "pia@work.test", "3")
    rules = [{"type": "rating", "operator": ">=", "value": "4"}]
    id = await published(boss, qualifications=rules)
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=id)
    assert no.value.details["reasons"] == {str(pia.id): ["missing_qualification:rating"]}
    await boss.call(
        "create_work_order_qualification", work_order_id=id, rules=rules, ignored_missing_qualifications=True
    )
    answer = await pia.call("request_work_order", work_order_id=id)
    assert answer["request"]["qualification_match"] == {"match": 0, "no_match_required": 1, "no_match_optional": 0}


async def test_somebody_who_is_not_free_may_ask_and_is_warned(hall):
    boss, pia = await company(hall), await provider(hall)
    busy(hall, pia, "2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z")
    id = await published(boss)
    assert "not free" in (await pia.call("request_work_order", work_order_id=id))["warnings"][0]
    later = {"schedule": {"start": "2026-03-10T12:00:00Z"}}
    assert "warnings" not in await pia.call("request_work_order", work_order_id=id, counter_offer=later)
    busy(hall, pia, "2026-03-10T12:15:00Z", "2026-03-10T13:00:00Z")
    assert "warnings" in await pia.call("request_work_order", work_order_id=id, counter_offer=later)


async def test_a_request_is_withdrawn_once(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await asked(pia, id)
    assert (await pia.call("cancel_work_order_request", work_order_id=id))["request"]["status"] == "canceled"
    with pytest.raises(Refused) as no:
        await pia.call("cancel_work_order_request", work_order_id=id)
    assert no.value.code == "not_found"
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["sub_status"] == ""


async def test_requests_lapse_at_their_limit_or_when_the_window_starts(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    mine = await asked(pia, id, expires_at="2026-03-03T09:00:00Z")
    await asked(kim, id)
    hall.clock.advance(days=1)
    with pytest.raises(Refused) as no:
        await boss.call("accept_work_order_request", work_order_id=id, request_id=mine)
    assert no.value.details["state"] == "expired"
    await hall.tick()
    assert requests(hall, id) == {pia.id: "expired", kim.id: "pending"}
    hall.clock.advance(days=7)
    await hall.tick()
    assert requests(hall, id) == {pia.id: "expired", kim.id: "expired"}
    assert acts(hall, id).count("requests_expired") == 2


@pytest.mark.parametrize(
    ("expires_at", "words"),
    [("2026-03-02T09:00:00Z", "must be in the future"), ("2026-03-10T09:00:01Z", "must not be after the start")],
)
async def test_a_request_ends_in_the_future_and_before_the_window(hall, expires_at, words):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    with pytest.raises(Refused) as no:
        await pia.call("request_work_order", work_order_id=id, expires_at=expires_at)
    assert words in no.value.fields["expires_at"]

"""What providers answer to offers: the first to accept has the order."""

import asyncio

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
    write,
)
from tests.tools.work_orders.routing_world import block, busy, columns, requests, routes, skilled

YES = {"pay_terms_accepted": True}


async def routed(boss, *people, **fields):
    """An order offered to these people; its id."""
    id = await order(boss, **fields)
    await boss.call("route_work_order_to_providers", work_order_id=id, user_ids=[one.id for one in people])
    return id


async def test_accepting_assigns_the_order_and_closes_everything_else(hall):
    boss, pia, kim, lee = (
        await company(hall),
        *[await provider(hall, f"{name}@work.test") for name in ("pia", "kim", "lee")],
    )
    id = await published(
        boss, confidential="Alarm code 1234", contacts=[{"name": "Sue", "phone": "(612) 555-0100"}], estimated_hours="2"
    )
    await boss.call("route_work_order_to_providers", work_order_id=id, user_ids=[pia.id, kim.id])
    await lee.call("request_work_order", work_order_id=id)
    answer = await pia.call("accept_work_order_route", work_order_id=id, **YES)
    assert answer["status"]["display"] == "Assigned: Unconfirmed"
    assert answer["confidential"] == "Alarm code 1234"
    assert answer["contacts"][0]["phone"] == "+16125550100"
    assert answer["location"]["address1"] == "1 Main St"
    assert answer["eta"]["status"]["name"] == "unconfirmed"
    assert routes(hall, id) == {pia.id: "accepted", kim.id: "closed"}
    assert requests(hall, id) == {lee.id: "closed"}
    assert purse(hall, boss) == ("2000.00", "440.00")
    assert columns(hall, id, "status", "assignee_id", "assigned_at") == (3, pia.id, "2026-03-02T09:00:00.000Z")
    blocked = hall.sql("SELECT owner_id, start_at, end_at FROM busy_blocks WHERE source_type = 'work_order'")
    assert blocked == [(pia.id, "2026-03-10T09:00:00.000Z", "2026-03-10T11:00:00.000Z")]
    assert "went to somebody else" in notices(hall, kim)[-1]
    assert "went to somebody else" in notices(hall, lee)[-1]
    assert acts(hall, id)[-1] == "accepted"
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'company'")
    assert any("accepted work order" in text for (text,) in told)


async def test_of_forty_simultaneous_accepts_exactly_one_wins(hall):
    boss = await company(hall)
    people = [await provider(hall, f"p{place}@work.test") for place in range(40)]
    id = await routed(boss, *people)
    for one in people:
        await one.client()

    async def accept(one):
        try:
            await one.call("accept_work_order_route", work_order_id=id, **YES)
            return "won"
        except Refused as refusal:
            return refusal.code, refusal.details["state"]

    answers = await asyncio.gather(*(accept(one) for one in people))
    assert answers.count("won") == 1
    assert answers.count(("wrong_state", "already_assigned")) == 39
    winner = people[answers.index("won")]
    assert columns(hall, id, "status", "assignee_id") == (3, winner.id)
    statuses = list(routes(hall, id).values())
    assert (statuses.count("accepted"), statuses.count("closed")) == (1, 39)
    assert hall.sql("SELECT person_id FROM work_order_assignments WHERE ended_at IS NULL") == [(winner.id,)]
    assert hall.sql("SELECT owner_id FROM busy_blocks") == [(winner.id,)]
    assert purse(hall, boss) == ("2000.00", "440.00")


async def test_an_accept_and_an_assignment_at_the_same_moment_make_one_assignee(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await routed(boss, pia)
    await pia.client()
    answers = await asyncio.gather(
        pia.call("accept_work_order_route", work_order_id=id, **YES),
        boss.call("assign_work_order", work_order_id=id, user_id=kim.id),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "dict"]
    assert len(hall.sql("SELECT id FROM work_order_assignments")) == 1


async def test_the_loser_is_told_that_it_is_taken(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await routed(boss, pia, kim)
    await pia.call("accept_work_order_route", work_order_id=id, **YES)
    with pytest.raises(Refused) as no:
        await kim.call("accept_work_order_route", work_order_id=id, **YES)
    assert no.value.code == "wrong_state"
    assert no.value.details["state"] == "already_assigned"
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=id, **YES)
    assert "already yours" in no.value.text


async def test_the_pay_terms_must_be_agreed_to(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await routed(boss, pia)
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=id, pay_terms_accepted=False)
    assert no.value.code == "invalid_argument"
    assert routes(hall, id) == {pia.id: "open"}


async def test_terms_read_under_another_correlation_id_are_not_accepted(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await routed(boss, pia)
    seen = (await pia.call("get_work_order", work_order_id=id))["correlation_id"]
    await boss.call("update_work_order", work_order_id=id, schedule={"mode": "exact", "start": "2026-03-11T09:00:00Z"})
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=id, correlation_id=seen, **YES)
    assert no.value.code == "conflict"
    now = no.value.details["correlation_id"]
    assert (await pia.call("accept_work_order_route", work_order_id=id, correlation_id=now, **YES))["id"] == id


async def test_nobody_accepts_what_was_not_offered_to_them(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await routed(boss, pia)
    with pytest.raises(Refused) as no:
        await kim.call("accept_work_order_route", work_order_id=id, **YES)
    assert no.value.code == "not_found"
    listed = await published(boss)
    with pytest.raises(Refused) as no:
        await kim.call("accept_work_order_route", work_order_id=listed, **YES)
    assert no.value.code == "wrong_state"
    assert no.value.next == ["request_work_order"]


async def test_an_offer_taken_back_or_declined_is_not_accepted(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await routed(boss, pia, kim)
    await boss.call("unroute_work_order", work_order_id=id, user_id=pia.id)
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=id, **YES)
    assert no.value.code == "wrong_state"
    assert no.value.details["state"] == "removed"


async def test_a_conflict_in_the_own_calendar_is_named(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await routed(boss, pia)
    busy(hall, pia, "2026-03-10T10:15:00Z", "2026-03-10T12:00:00Z")
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=id, **YES)
    assert no.value.code == "not_eligible"
    assert "2026-03-10T05:15:00-05:00 to 2026-03-10T07:00:00-05:00" in no.value.text
    assert no.value.details["reasons"] == {str(pia.id): ["schedule_conflict"]}


async def test_an_assigned_order_takes_the_time_of_the_next(hall):
    boss, pia = await company(hall), await provider(hall)
    first, second = await routed(boss, pia), await routed(boss, pia)
    await pia.call("accept_work_order_route", work_order_id=first, **YES)
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=second, **YES)
    assert f"work order {first}" in no.value.text
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=second, user_id=pia.id)
    assert no.value.code == "not_eligible"


async def test_an_order_without_a_fixed_time_keeps_its_room(hall):
    boss, pia = await company(hall), await provider(hall)
    window = {"mode": "between", "start": "2026-03-10T09:00:00Z", "end": "2026-03-10T11:00:00Z"}
    await assigned(boss, pia, schedule=window, estimated_hours="2")
    assert hall.sql("SELECT id FROM busy_blocks") == []
    id = await order(boss, schedule={"mode": "exact", "start": "2026-03-10T10:00:00Z"})
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert no.value.details["reasons"] == {str(pia.id): ["schedule_conflict"]}


async def test_who_no_longer_fulfils_the_requirements_keeps_the_offer_but_cannot_accept(hall):
    boss, pia = await company(hall), await skilled(hall, "pia@work.test", "3")
    id = await routed(boss, pia)
    rules = [{"type": "rating", "operator": ">=", "value": "4"}]
    changed = await boss.call("create_work_order_qualification", work_order_id=id, rules=rules)
    assert changed["notified"] == 1
    assert routes(hall, id) == {pia.id: "open"}
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=id, **YES)
    assert no.value.details["reasons"] == {str(pia.id): ["missing_qualification:rating"]}
    await boss.call(
        "create_work_order_qualification", work_order_id=id, rules=rules, ignored_missing_qualifications=True
    )
    assert (await pia.call("accept_work_order_route", work_order_id=id, **YES))["id"] == id


async def test_a_forced_offer_can_be_accepted_without_the_qualification(hall):
    await company(hall)
    boss, pia = await admin(hall), await skilled(hall, "pia@work.test", "3")
    id = await order(boss, qualifications=[{"type": "rating", "operator": ">=", "value": "4"}])
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id, force=True)
    assert (await pia.call("accept_work_order_route", work_order_id=id, **YES))["id"] == id


async def test_somebody_blocked_after_the_offer_neither_sees_nor_accepts_it(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await routed(boss, pia)
    block(hall, boss, pia)
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=id, **YES)
    assert no.value.code == "not_found"


# No


async def test_declining_tells_the_company_and_the_last_one_leaves_it_unfilled(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await routed(boss, pia, kim)
    answer = await pia.call("decline_work_order_route", work_order_id=id, decline_reason="distance", note="40 km")
    assert answer["route"]["status"] == "declined"
    assert answer["route"]["decline_reason"] == {"id": 2, "name": "distance", "note": "40 km"}
    assert answer["work_order_id"] == id
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["display"] == "Routed"
    await kim.call("decline_work_order_route", work_order_id=id, decline_reason="pay")
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["display"] == "Routed: Unfilled"
    told = [text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_type = 'company' ORDER BY id")]
    assert any("declined the offer of work order" in text and "distance. They write: “40 km”" in text for text in told)
    assert "is unfilled" in told[-1]
    assert purse(hall, boss) == ("2000.00", "440.00")


async def test_only_the_own_open_offer_is_declined(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await routed(boss, pia)
    with pytest.raises(Refused) as no:
        await kim.call("decline_work_order_route", work_order_id=id, decline_reason="pay")
    assert no.value.code == "not_found"
    await pia.call("decline_work_order_route", work_order_id=id, decline_reason="pay")
    with pytest.raises(Refused) as no:
        await pia.call("decline_work_order_route", work_order_id=id, decline_reason="pay")
    assert no.value.code == "wrong_state"
    assert no.value.details["state"] == "declined"


async def test_a_company_that_was_blocked_reaches_the_person_no_more(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await routed(boss, pia)
    answer = await pia.call("decline_work_order_route", work_order_id=id, decline_reason="other", block_company=True)
    assert answer["company_blocked"] is True
    other = await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order", work_order_id=other, user_id=pia.id)
    assert no.value.details["reasons"] == {str(pia.id): ["blocked"]}


# Lapsing


async def test_an_offer_lapses_at_its_end_and_the_company_is_alerted(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await order(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id, expires_at="2026-03-02T10:00:00Z")
    await boss.call("route_work_order", work_order_id=id, user_id=kim.id, expires_at="2026-03-02T11:00:00Z")
    hall.clock.advance(hours=1)
    with pytest.raises(Refused) as no:
        await pia.call("accept_work_order_route", work_order_id=id, **YES)
    assert no.value.details["state"] == "expired"
    await hall.tick()
    assert routes(hall, id) == {pia.id: "expired", kim.id: "open"}
    hall.clock.advance(hours=1)
    await hall.tick()
    assert routes(hall, id) == {pia.id: "expired", kim.id: "expired"}
    assert columns(hall, id, "status") == (9,)
    told = [text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_type = 'company' ORDER BY id")]
    assert sum("is unfilled" in text for text in told) == 1
    assert "offers_expired" in acts(hall, id)


async def test_a_lapsed_offer_does_not_stand_in_the_way_of_a_new_one(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id, expires_at="2026-03-02T10:00:00Z")
    hall.clock.advance(hours=2)
    again = await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    assert again["changed"] is True
    assert (await pia.call("accept_work_order_route", work_order_id=id, **YES))["id"] == id


async def test_a_provider_is_never_charged(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await routed(boss, pia)
    write(hall, "UPDATE persons SET terms_accepted_at = '2026-01-01T00:00:00.000Z' WHERE id = ?", pia.id)
    await pia.call("accept_work_order_route", work_order_id=id, **YES)
    assert hall.sql("SELECT sum(amount) FROM calls WHERE caller_type = 'person' AND caller_id = ?", pia.id) == [(0,)]

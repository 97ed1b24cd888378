"""Opening, closing and calling off: the money of the free seats is held to the cent, and comes back to the cent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Refused
from tests.tools.open_calls.call_world import world_of


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_publishing_holds_every_seat_at_the_highest_price(hall):
    world = await world_of(hall)
    ref = await world.draft()
    answer = await world.boss.call("publish_open_call", open_call_id=ref, expected_hold="261.60")
    assert "set aside 261.60 EUR" in world.boss.questions[-1] or not world.boss.questions
    assert answer["open_call"]["held"] == {"amount": "261.60", "currency": "EUR"}
    assert answer["balance"]["amount"] == "738.40"
    assert world.money()[1] == "261.60"
    assert answer["open_call"]["apply_until"] == "2026-03-16T09:00:00Z"
    assert answer["visible_to"] == 0
    again = await world.acme.call("publish_open_call", open_call_id=ref)
    assert (again["changed"], again["open_call"]["held"]["amount"]) == (False, "261.60")
    balance = await world.acme.call("get_company_balance")
    assert "261.60" in str(balance)


async def test_what_is_short_incomplete_or_other_than_expected_changes_nothing(hall):
    world = await world_of(hall, "261.59 EUR")
    ref = await world.draft()
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref))
    assert (no.status, no.code) == (402, "insufficient_balance")
    assert "request_balance_top_up" in no.text
    assert "0.01" in no.text
    top_up = no.calls[-1]["arguments"]
    assert (top_up["tool"], top_up["arguments"]) == ("request_balance_top_up", {"amount": "0.01"})
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref, expected_hold="200.00"))
    assert (no.status, no.code) == (409, "other_hold")
    copy = await world.acme.call(
        "create_open_call", copy_of=await world.draft(deadline_hours=None, deadline=world.in_days(3))
    )
    no = await refusal(world.acme.call("publish_open_call", open_call_id=copy["open_call"]["public_id"]))
    assert (no.code, set(no.fields)) == ("not_ready", {"deadline"})
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref, apply_until=world.in_days(-1)))
    assert set(no.fields) == {"apply_until"}
    assert world.money() == ("261.59", "0.00")
    rival = await hall.agent("Rival")
    assert (await refusal(rival.call("publish_open_call", open_call_id=ref))).status == 404


async def test_a_closed_call_keeps_its_money_and_opens_again_without_more(hall):
    world = await world_of(hall)
    ref = await world.published()
    [first] = await world.applicants(ref, 1)
    no = await refusal(world.acme.call("close_open_call", open_call_id=ref, decide_until=world.in_days(31)))
    assert set(no.fields) == {"decide_until"}
    closed = await world.acme.call("close_open_call", open_call_id=ref)
    assert closed["open_call"]["decide_until"] == "2026-03-09T09:00:00Z"
    assert closed["applications"] == {"pending": 1, "shortlisted": 0}
    assert world.money() == ("738.40", "261.60")
    assert (await refusal(world.acme.call("close_open_call", open_call_id=ref))).shape["state"] == "closed"
    assert "apply_until" in (await refusal(world.acme.call("publish_open_call", open_call_id=ref))).fields
    opened = await world.acme.call("publish_open_call", open_call_id=ref, apply_until=world.in_days(3))
    assert (opened["open_call"]["status"], opened["open_call"].get("decide_until")) == ("published", None)
    assert world.money() == ("738.40", "261.60")
    assert world.statuses(ref) == ["pending"]
    assert first


async def test_a_closed_call_whose_work_would_be_due_before_people_applied_is_not_opened_again(hall):
    world = await world_of(hall)
    ref = await world.published(deadline_hours=None, deadline=world.in_days(20))
    await world.acme.call("close_open_call", open_call_id=ref, decide_until=world.in_days(29))
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref, apply_until=world.in_days(21)))
    assert (no.status, no.code, set(no.fields)) == (422, "not_ready", {"deadline"})
    hall.clock.advance(days=20)
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref, apply_until=world.in_days(1)))
    assert (no.code, set(no.fields)) == ("not_ready", {"deadline"})
    await world.acme.call("update_open_call", open_call_id=ref, deadline=world.in_days(5))
    opened = await world.acme.call("publish_open_call", open_call_id=ref, apply_until=world.in_days(1))
    assert (opened["open_call"]["status"], opened["open_call"]["held"]["amount"]) == ("published", "261.60")


async def test_calling_it_off_gives_everything_back_and_refuses_whoever_waits(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    await world.application(ref, ann)
    off = await world.acme.call("cancel_open_call", open_call_id=ref, reason="We found a way.")
    assert (off["released"]["amount"], off["refused"], off["going_on"]) == ("261.60", 1, [])
    assert world.money() == ("1000.00", "0.00")
    assert world.statuses(ref) == ["refused: cancelled"]
    told = hall.sql("SELECT kind, text FROM notices WHERE owner_type = 'person' AND owner_id = ?", ann.id)
    assert [kind for kind, _ in told] == ["open_call_ended"]
    assert "We found a way." in told[0][1]
    for tool in ("cancel_open_call", "publish_open_call", "close_open_call"):
        no = await refusal(world.acme.call(tool, open_call_id=ref))
        assert (no.status, no.shape["state"]) == (409, "cancelled")
    draft = await world.draft()
    assert (await world.acme.call("cancel_open_call", open_call_id=draft))["released"]["amount"] == "0.00"


async def test_the_sla_ends_it_at_its_own_moment_unless_somebody_was_accepted(hall):
    hall.clock.set(datetime(2026, 12, 1, 10, tzinfo=UTC))
    world = await world_of(hall)
    ref = await world.published(sla_hours=48)
    await world.applicants(ref, 7)
    hall.clock.advance(hours=47, minutes=59)
    await hall.tick()
    assert await world.status(ref) == ("published", None)
    hall.clock.advance(hours=5)
    await hall.tick()
    assert await world.status(ref) == ("expired", "sla_missed")
    assert hall.sql("SELECT ended_at FROM open_calls") == [("2026-12-03T10:00:00.000Z",)]
    assert world.statuses(ref) == ["refused: expired"] * 7
    assert hall.sql("SELECT DISTINCT decided_at FROM open_call_applications") == [("2026-12-03T10:00:00.000Z",)]
    assert world.money() == ("1000.00", "0.00")


async def test_the_sla_is_met_by_one_acceptance_and_does_nothing(hall):
    hall.clock.set(datetime(2026, 12, 1, 10, tzinfo=UTC))
    world = await world_of(hall)
    ref = await world.published(sla_hours=48)
    first, *_ = await world.applicants(ref, 7)
    hall.clock.advance(days=1)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first])
    hall.clock.advance(days=3)
    await hall.tick()
    assert await world.status(ref) == ("published", None)
    assert world.statuses(ref) == ["accepted", *["pending"] * 6]
    assert world.money() == ("738.40", "261.60")


async def test_the_time_to_apply_closes_it_where_somebody_waits_and_ends_it_where_nobody_does(hall):
    world = await world_of(hall)
    waited, alone = await world.published(seats=1), await world.published(seats=1)
    await world.applicants(waited, 1)
    hall.clock.advance(days=14)
    assert await world.status(alone) == ("expired", "no_applications")
    assert await world.status(waited) == ("closed", "apply_until")
    assert world.money()[1] == "87.20"
    hall.clock.advance(hours=72)
    listed = await world.acme.call("list_open_calls", status=["expired"])
    assert [item["public_id"] for item in listed["items"]] == [alone, waited]
    assert await world.status(waited) == ("expired", "undecided")
    assert world.money() == ("1000.00", "0.00")


async def test_forbidden_kinds_and_pay_floors_keep_a_call_from_being_published(hall):
    world = await world_of(hall)
    low = await world.acme.call("create_open_call", **{**world.task_call(), "price_min": "9.00"})
    assert "Publishing will be refused" in str(low["warnings"])
    ref = low["open_call"]["public_id"]
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref))
    assert (no.status, no.code) == (422, "pay_floor")
    ref = await world.draft(title="Solve a captcha")
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref))
    assert (no.status, no.code) == (422, "forbidden_kind")
    assert world.money() == ("1000.00", "0.00")


async def test_whoever_looks_first_has_not_done_what_happened_by_itself(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    await world.application(ref, ann)
    hall.clock.advance(days=14, hours=72)
    assert (await ann.call("get_open_call", open_call_id=ref))["open_call"]["status"] == "expired"
    [(kind, text)] = hall.sql("SELECT kind, text FROM notices WHERE owner_type = 'person' AND owner_id = ?", ann.id)
    assert (kind, "has expired" in text) == ("open_call_ended", True)
    by = hall.sql(
        "SELECT DISTINCT performed_by_type FROM changes WHERE type IN ('open_call.closed', 'open_call.expired')"
    )
    assert ("person",) not in by


async def test_a_draft_may_be_published_for_fewer_seats_and_for_no_more(hall):
    world = await world_of(hall)
    ref = await world.draft()
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref, seats=4))
    assert (no.status, list(no.fields)) == (422, ["seats"])
    assert (await world.acme.call("publish_open_call", open_call_id=ref, seats=1))["open_call"]["seats"] == 1
    assert world.money()[1] == "87.20"
    no = await refusal(world.acme.call("publish_open_call", open_call_id=ref, seats=2))
    assert (no.status, list(no.fields)) == (422, ["seats"])
    assert (await world.acme.call("publish_open_call", open_call_id=ref, seats=1))["changed"] is False


async def test_money_of_a_call_that_is_over_pays_for_another_at_that_moment(hall):
    world = await world_of(hall)
    first = await world.draft(price_min=None, price_max="250.00", sla_hours=48)
    await world.acme.call("publish_open_call", open_call_id=first)
    assert world.money() == ("182.50", "817.50")
    second = await world.draft()
    with pytest.raises(Refused) as no:
        await world.acme.call("publish_open_call", open_call_id=second)
    assert no.value.code == "insufficient_balance"
    hall.clock.advance(hours=48)
    await world.acme.call("publish_open_call", open_call_id=second)
    assert world.money() == ("738.40", "261.60")
    assert await world.status(first) == ("expired", "sla_missed")

"""Taking applicants: the work that comes of it, the money of their seats, and who gets the last one."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime

import pytest

from tests.hall import Refused
from tests.tools.open_calls.call_world import world_of
from tests.tools.work_orders.field_work import SITE


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_seats_become_tasks_at_the_agreed_price_and_the_rest_stays_held(hall):
    world = await world_of(hall)
    ref = await world.published()
    assert (await world.held(ref), world.money()) == ("261.60", ("738.40", "261.60"))
    one, two, three = [await world.person(name) for name in ("ann", "bob", "cid")]
    first = await world.application(ref, one)
    second = await world.application(ref, two, "70.00")
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first, second])
    assert [each["cost"]["amount"] for each in taken["accepted"]] == ["87.20", "76.30"]
    assert taken["open_call"]["held"]["amount"] == "87.20"
    assert world.money() == ("749.30", "250.70")
    third = await world.application(ref, three, "100.00")
    filled = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[third])
    assert (filled["open_call"]["status"], filled["open_call"]["held"]["amount"]) == ("filled", "0.00")
    assert (filled["accepted"][0]["cost"]["amount"], filled["balance"]["amount"]) == ("109.00", "727.50")
    assert world.money()[0] == "727.50"


async def test_whoever_is_taken_after_the_commission_rose_costs_the_new_one_and_free_seats_keep_what_they_hold(hall):
    world = await world_of(hall)
    ref = await world.published()
    [first, _] = await world.applicants(ref, 2)
    operator = await hall.operator()
    await operator.call("set_company_terms", company_id=world.company.id, commission_percent="19")
    assert (await world.held(ref), world.money()) == ("261.60", ("738.40", "261.60"))
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first])
    assert taken["accepted"][0]["cost"]["amount"] == "95.20"
    assert (taken["open_call"]["held"]["amount"], world.money()) == ("174.40", ("730.40", "269.60"))
    await world.acme.call("update_open_call", open_call_id=ref, seats=2)
    assert (await world.held(ref), world.money()) == ("95.20", ("809.60", "190.40"))


async def test_whoever_cannot_be_paid_since_the_commission_rose_is_not_taken_and_what_is_missing_is_told(hall):
    world = await world_of(hall, "261.60 EUR")
    ref = await world.published()
    [first, _] = await world.applicants(ref, 2)
    operator = await hall.operator()
    await operator.call("set_company_terms", company_id=world.company.id, commission_percent="19")
    no = await refusal(world.boss.call("accept_applications", open_call_id=ref, application_ids=[first]))
    assert (no.code, no.details["missing"]) == ("insufficient_balance", "8.00")
    assert (await world.held(ref), world.money()) == ("261.60", ("0.00", "261.60"))


async def test_of_two_who_were_taken_and_one_seat_that_nobody_got_every_cent_is_where_it_belongs(hall):
    world = await world_of(hall)
    ref = await world.published()
    one, two, three = [await world.person(name) for name in ("ann", "bob", "cid")]
    ids = [await world.application(ref, one), await world.application(ref, two, "70.00")]
    await world.application(ref, three, "80.00")
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids)
    tasks = [each["task_id"] for each in taken["accepted"]]
    shown = [(await world.boss.call("get_task", task_id=id))["task"]["hold"]["amount"] for id in tasks]
    assert (shown, await world.held(ref), world.money()[0]) == (["87.20", "76.30"], "87.20", "749.30")
    decide_by = (await world.acme.call("close_open_call", open_call_id=ref))["open_call"]["decide_until"]
    hall.clock.set(datetime.fromisoformat(decide_by))
    await hall.tick()
    assert (await world.status(ref), await world.held(ref)) == (("expired", "undecided"), "0.00")
    assert world.money() == ("836.50", "163.50")


async def test_what_nobody_took_comes_back_when_the_time_to_decide_is_over(hall):
    world = await world_of(hall)
    ref = await world.published()
    [first, _] = await world.applicants(ref, 2)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first])
    hall.clock.advance(days=14, hours=72)
    await hall.tick()
    assert await world.status(ref) == ("expired", "undecided")
    assert (await world.held(ref), world.money()) == ("0.00", ("912.80", "87.20"))
    assert world.statuses(ref) == ["accepted", "refused: expired"]


async def test_the_task_carries_its_hold_from_the_order_on_and_the_instructions_in_its_chat(hall):
    world = await world_of(hall)
    ref = await world.published(
        start_instructions="The key is under the mat.",
        done=[{"key": "post", "text": "The post", "evidence": "link", "count": 2}],
    )
    ann = await world.person("ann")
    application = await world.application(ref, ann, "70.00")
    taken = await world.acme.call(
        "accept_applications", open_call_id=ref, application_ids=[application], message="Welcome"
    )
    task_id = taken["accepted"][0]["task_id"]
    task = (await world.boss.call("get_task", task_id=task_id))["task"]
    assert (task["state"], task["price"], task["total_to_pay"]) == (1, "70.00", "76.30")
    assert task["hold"] == {"type": "on_order", "is_active": True, "amount": "76.30"}
    assert task["external_id"] == f"{ref}/{application}"
    assert "Done when:\n- The post (2 of them, each a link)" in task["description"]
    said = [row[0] for row in hall.sql("SELECT message FROM task_messages WHERE task_id = ? ORDER BY id", task_id)]
    assert said == ["The key is under the mat.", "Welcome"]
    assert hall.sql("SELECT record_type, record_id, key, count FROM done_items") == [("task", task_id, "post", 2)]
    shown = await ann.call("get_open_call", open_call_id=ref)
    assert shown["start_instructions"] == "The key is under the mat."
    assert shown["my_application"]["result"] == {"type": "task", "id": task_id}
    assert hall.sql("SELECT state FROM team_memberships WHERE person_id = ?", ann.id) == [(3,)]
    kinds = [
        kind for (kind,) in hall.sql("SELECT kind FROM notices WHERE owner_type = 'person' AND owner_id = ?", ann.id)
    ]
    assert set(kinds) >= {"open_call_decided", "task_ordered"}


async def test_a_task_that_ends_gives_its_hold_back_and_a_new_price_moves_it(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann, bob = await world.person("ann"), await world.person("bob")
    ids = [await world.application(ref, ann), await world.application(ref, bob)]
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids)
    first, second = [each["task_id"] for each in taken["accepted"]]
    await world.boss.call("request_task_changes", task_id=first, price="100.00")
    assert (await world.boss.call("get_task", task_id=first))["task"]["hold"]["amount"] == "109.00"
    no = await refusal(world.acme.call("request_task_changes", task_id=first, price="900.00"))
    assert (no.status, no.code) == (402, "insufficient_balance")
    assert (await world.boss.call("get_task", task_id=first))["task"]["hold"]["amount"] == "109.00"
    await ann.call("decline_task", task_id=first)
    await world.acme.call("reject_task", task_id=second)
    assert await world.held(ref) == "87.20"
    held = hall.sql(
        "SELECT held FROM ledger_accounts WHERE owner_type = 'company' AND currency = 'EUR' AND kind = 'purse'"
    )
    assert held == [(8720,)]


async def test_whoever_is_registered_starts_at_once_and_of_others_the_company_hears(hall):
    world = await world_of(hall)
    ref = await world.published()
    ann, new = await world.person("ann"), await hall.person("new@work.test")
    ids = [await world.application(ref, ann), await world.application(ref, new)]
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids)
    assert taken["warnings"] == ["The freelancer has not signed up yet and cannot start before that."]
    first, second = [each["task_id"] for each in taken["accepted"]]
    started = await ann.call("start_task", task_id=first)
    assert (first, started["task"]["state"]) == (started["task"]["id"], 2)
    assert "confirm_freelancer_registration" in (await refusal(new.call("start_task", task_id=second))).text


async def test_a_call_with_a_place_makes_assigned_work_orders(hall):
    world = await world_of(hall, "2000.00 USD")
    done = [
        {"key": "photo", "text": "The terminal", "evidence": "photo", "count": 2},
        {"key": "there", "text": "On site", "evidence": "gps"},
        {"key": "notes", "text": "Notes", "evidence": "text", "required": False},
    ]
    ref = await world.published(**world.order_call(done=done, start_instructions="Ask for Kay."))
    assert await world.held(ref) == "880.00"
    pia, quinn = await world.person("pia", provider=True), await world.person("quinn", provider=True)
    application = await world.application(ref, pia)
    await world.application(ref, quinn)
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    order_id = taken["accepted"][0]["work_order_id"]
    order = await world.acme.call("get_work_order", work_order_id=order_id)
    assert order["status"]["name"] == "assigned"
    assert order["confidential"] == "Ask for Kay."
    assert world.money() == ("1120.00", "880.00")
    assert hall.sql("SELECT type_id, label, required FROM work_order_tasks WHERE work_order_id = ? ORDER BY id", order_id) == [
        (6, "The terminal (2 of them)", 1), (10, "Notes", 0),
    ]  # fmt: skip
    assert hall.sql("SELECT require_gps, assignee_id FROM work_orders WHERE id = ?", order_id) == [(1, pia.id)]
    off = await world.acme.call("cancel_open_call", open_call_id=ref)
    assert (off["released"]["amount"], off["refused"]) == ("440.00", 1)
    assert off["going_on"] == [{"type": "work_order", "id": order_id}]
    assert world.money() == ("1560.00", "440.00")


async def test_the_last_seat_goes_to_exactly_one_and_everybody_else_is_told(hall):
    world = await world_of(hall)
    ref = await world.published(seats=1)
    ids = await world.applicants(ref, 5)
    replies = await asyncio.gather(
        *(world.acme.result("accept_applications", open_call_id=ref, application_ids=[id]) for id in ids[:2])
    )
    assert sorted(bool(reply.is_error) for reply in replies) == [False, True]
    lost = Refused(next(reply.content[0].text for reply in replies if reply.is_error))
    assert (lost.status, lost.code, lost.shape["state"]) == (409, "seats_full", "filled")
    assert lost.details["seats_left"] == 0
    found = world.statuses(ref)
    assert sorted(found) == ["accepted", *["refused: seats_full"] * 4]
    assert world.money() == ("912.80", "87.20")
    assert hall.sql("SELECT count(*) FROM tasks") == [(1,)]
    assert hall.sql("SELECT count(*) FROM notices WHERE kind = 'open_call_ended' AND owner_type = 'person'") == [(4,)]


async def test_more_than_the_free_seats_or_the_money_changes_nothing(hall):
    world = await world_of(hall, "180.00 EUR")
    ref = await world.published(seats=2)
    people = [await world.person(name) for name in ("ann", "bob", "cid")]
    ids = [
        await world.application(ref, person, price)
        for person, price in zip(people, ("80.00", "90.00", None), strict=True)
    ]
    before = world.money()
    no = await refusal(world.acme.call("accept_applications", open_call_id=ref, application_ids=ids))
    assert (no.status, no.code, no.details["seats_left"]) == (409, "seats_full", 2)
    no = await refusal(world.acme.call("accept_applications", open_call_id=ref, application_ids=ids[:2]))
    assert (no.status, no.code) == (402, "insufficient_balance")
    no = await refusal(
        world.acme.call("accept_applications", open_call_id=ref, application_ids=[ids[2]], max_total="87.19")
    )
    assert (no.status, no.code, no.details["total"]) == (409, "over_max_total", "87.20")
    no = await refusal(world.acme.call("accept_applications", open_call_id=ref, application_ids=[ids[2], 99_999]))
    assert no.status == 409
    assert (world.money(), world.statuses(ref)) == (before, ["pending"] * 3)
    assert hall.sql("SELECT count(*) FROM tasks") == [(0,)]


async def test_whoever_lacks_something_is_blocked_or_saw_other_terms_is_named(hall):
    world = await world_of(hall)
    ref = await world.published(requirements={"countries": ["FI"]})
    ann = await world.person("ann")
    application = await world.application(ref, ann)
    no = await refusal(world.acme.call("accept_applications", open_call_id=ref, application_ids=[application]))
    assert (no.status, no.code) == (422, "not_eligible")
    assert f"person {ann.id}: countries: FI (unknown)" in no.text
    hall.write_row("UPDATE persons SET country = 'FI' WHERE id = ?", ann.id)
    hall.write_row("UPDATE open_call_applications SET seen_version = 0 WHERE id = ?", application)
    no = await refusal(world.acme.call("accept_applications", open_call_id=ref, application_ids=[application]))
    assert (no.status, no.code) == (409, "terms_not_seen")


async def test_every_record_made_costs_one_creation(hall):
    world = await world_of(hall)
    ref = await world.published()
    ids = await world.applicants(ref, 2)
    before = hall.purse(world.acme.owner, "USDT")[0]
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=ids)
    [(price,)] = hall.sql(
        "SELECT usd_micros FROM prices WHERE price_class = 'creation' ORDER BY valid_from DESC LIMIT 1"
    )
    spent = float(before) - float(hall.purse(world.acme.owner, "USDT")[0])
    assert round(spent * 1_000_000) == 2 * price
    assert json.dumps(taken["charge"])


async def test_the_exact_place_of_a_task_stands_in_it_once_somebody_was_accepted(hall):
    world = await world_of(hall)
    ref = await world.published(work="task", location=SITE)
    ann = await world.person("ann")
    taken = await world.acme.call(
        "accept_applications", open_call_id=ref, application_ids=[await world.application(ref, ann)]
    )
    task = (await ann.call("get_task", task_id=taken["accepted"][0]["task_id"]))["task"]
    assert "Where: 1 Main St, Minneapolis, MN, 55401, US / 44.983334, -93.26667" in task["description"]

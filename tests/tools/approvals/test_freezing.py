"""The brake: what a freeze stops, what it leaves alone, and who pulls and releases it."""

from __future__ import annotations

import pytest

from store.types import Owner
from tests.hall import Refused
from tests.tools.approvals.desk_world import desk_world
from tests.tools.approvals.mandated import allow
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.tasks.task_world import world_of
from tests.tools.work_orders import field_work


async def refusal(doing) -> Refused:
    with pytest.raises(Refused) as no:
        await doing
    return no.value


async def test_a_stopped_agent_only_reads_and_works_again_when_it_is_let_go(hall):
    world = await desk_world(hall, price="20.00")
    member = await hall.person("max@acme.test", company="Acme", role="user")
    frozen = await member.call("freeze_payments", target="agent", agent_id=world.bot.id, reason="It books nonsense")
    assert frozen["changed"]
    assert frozen["freeze"]["target_id"] == world.bot.id
    assert (await refusal(world.book())).code == "frozen"
    assert (await refusal(world.bot.call("create_notice", text="x"))).status in (403, 404)
    assert (await refusal(world.bot.call("set_spending_limit", period="day", amount="1"))).code == "frozen"
    assert (await world.bot.call("get_approval_policy"))["freezes"][0]["reason"] == "It books nonsense"
    again = await member.call("freeze_payments", target="agent", agent_id=world.bot.id, reason="Again")
    assert not again["changed"]
    assert again["freeze"]["id"] == frozen["freeze"]["id"]
    assert (await refusal(member.call("unfreeze_payments", freeze_id=frozen["freeze"]["id"]))).status == 403
    lifted = await world.boss.call("unfreeze_payments", freeze_id=frozen["freeze"]["id"], note="Fine")
    assert lifted["freeze"]["lifted_by"] == world.boss.id
    await world.book()
    twice = await refusal(world.boss.call("unfreeze_payments", freeze_id=frozen["freeze"]["id"]))
    assert (twice.status, twice.details["state"]) == (409, "lifted")


async def test_whoever_does_not_say_which_freeze_to_lift_is_told_those_there_are_and_how(hall):
    world = await desk_world(hall, price="20.00")
    first = await world.boss.call("freeze_payments", target="all", reason="Stop")
    second = await world.boss.call("freeze_payments", target="agent", agent_id=world.bot.id, reason="It errs")
    ids = [made["freeze"]["id"] for made in (first, second)]
    for given in ({}, {"freeze_id": 900}):
        no = await refusal(world.boss.call("unfreeze_payments", **given))
        assert [str({"freeze_id": id}) in str(call) for id, call in zip(ids, no.calls, strict=False)] == [True, True]
    assert (
        f"{ids[0]} company:{world.boss.company} “Stop”, {ids[1]} agent:{world.bot.id} “It errs”"
        in (await refusal(world.boss.call("unfreeze_payments"))).text
    )
    await world.boss.call("unfreeze_payments", freeze_id=ids[0])
    gone = await refusal(world.boss.call("unfreeze_payments", freeze_id=ids[0]))
    assert str({"freeze_id": ids[1]}) in str(gone.calls)


async def test_an_agent_stops_only_itself(hall):
    world = await desk_world(hall)
    other = await refusal(world.bot.call("freeze_payments", target="all", reason="x"))
    assert other.status == 403
    await world.bot.call("freeze_payments", target="agent", agent_id=world.bot.id, reason="I went astray")
    assert (await refusal(world.bot.call("unfreeze_payments", freeze_id=1))).status == 403
    assert "I went astray" in (await hall.mails("boss@acme.test"))[-1].body


async def test_nothing_is_paid_to_a_frozen_payee(hall):
    world = await desk_world(hall, price="20.00")
    stop = {"target": "payee", "payee_type": "person", "payee_id": world.eva.id, "reason": "Strange invoices"}
    await world.fin.call("freeze_payments", **stop)
    no = await refusal(world.book())
    assert (no.status, no.code) == (403, "frozen")
    # Admins are not spared: it is the payee who is stopped.
    boss = await refusal(
        world.boss.call("book_schedule", schedule_id=world.schedule, start="2026-03-04T10:00:00Z", pay="balance")
    )
    assert boss.code == "frozen"
    assert world.bookings() == 0


async def test_with_all_frozen_only_admins_commit_money_and_what_is_owed_is_still_paid(hall):
    world = await world_of(hall)
    company = world.boss.company
    member = await hall.person("max@acme.test", company="Acme", role="user")
    first, second = await world.at(4), await world.at(4)
    await member.call("freeze_payments", target="all", reason="An audit")
    no = await refusal(member.call("pay_task", task_id=first))
    assert (no.status, no.code) == (403, "frozen")
    assert hall.purse(Owner("company", company), "EUR")[0] == "2000.00"
    await world.boss.call("pay_task", task_id=second)
    assert hall.purse(Owner("company", company), "EUR")[0] == "1911.71"


async def test_what_a_freeze_names_must_be_there(hall):
    world = await desk_world(hall)
    wrong = await refusal(world.boss.call("freeze_payments", target="payee", reason="x"))
    assert set(wrong.fields) == {"payee_type", "payee_id"}
    assert set((await refusal(world.boss.call("freeze_payments", target="all", reason="  "))).fields) == {"reason"}
    gone = await refusal(world.boss.call("freeze_payments", target="agent", agent_id=999, reason="x"))
    assert gone.status == 404
    nobody = await refusal(
        world.boss.call("freeze_payments", target="payee", payee_type="person", payee_id=999, reason="x")
    )
    assert nobody.status == 404


async def test_nothing_is_ordered_from_a_frozen_payee_and_open_offers_are_not_taken_up(hall):
    world = await world_of(hall)
    task = await world.order()
    await world.boss.call("freeze_payments", target="payee", payee_type="person", payee_id=world.ann.id, reason="Hush")
    ordered = await refusal(world.acme.call("create_task", **world.request()))
    assert ordered.code == "frozen"
    started = await refusal(world.ann.call("start_task", task_id=task["id"]))
    assert started.code == "frozen"
    # The one who is stopped does not read why.
    assert "Hush" not in started.text


async def test_a_frozen_payee_is_no_candidate_and_accepts_no_open_offer(hall):
    boss = await hall.person("boss@acme.test", company="Acme", currency="USD")
    await hall.fund(boss.company, "5000 USD")
    pia = await field_work.provider(hall, "pia@work.test")
    order, other = await field_work.published(boss), await field_work.published(boss)
    await boss.call("route_work_order", work_order_id=order, user_id=pia.id)
    stop = {"target": "payee", "payee_type": "person", "payee_id": pia.id, "reason": "Hush"}
    frozen = await boss.call("freeze_payments", **stop)
    assert frozen["stopped"]["open_routes"] == 1
    accepted = await refusal(pia.call("accept_work_order_route", work_order_id=order, pay_terms_accepted=True))
    assert accepted.code == "frozen"
    routed = await refusal(boss.call("route_work_order", work_order_id=other, user_id=pia.id))
    assert "blocked" in routed.text
    await boss.call("unfreeze_payments", freeze_id=frozen["freeze"]["id"])
    await pia.call("accept_work_order_route", work_order_id=order, pay_terms_accepted=True)


async def test_a_frozen_payee_is_not_booked_even_where_it_costs_nothing(hall):
    world = await desk_world(hall)
    free = await offer(hall, world.eva, payment="none")
    stop = {"target": "payee", "payee_type": "person", "payee_id": world.eva.id, "reason": "Hush"}
    freeze = await world.boss.call("freeze_payments", **stop)
    for caller in (world.bot, world.boss):
        no = await refusal(caller.call("book_schedule", schedule_id=free, start=SLOT))
        assert no.code == "frozen"
    series = {"schedule_id": free, "start": SLOT, "times": 2}
    assert (await refusal(world.bot.call("book_recurring_slots", **series))).code == "frozen"
    # Whoever has frozen nobody books as before.
    other = await hall.person("jo@home.test", credit="5 USDT")
    await other.call("book_schedule", schedule_id=free, start=SLOT)
    await world.boss.call("unfreeze_payments", freeze_id=freeze["freeze"]["id"])
    await world.bot.call("book_recurring_slots", **series, mode="possible")


async def test_with_a_frozen_company_its_people_are_no_candidates_and_others_are(hall):
    boss = await hall.person("boss@acme.test", company="Acme", currency="USD")
    await hall.fund(boss.company, "5000 USD")
    pia, quinn = [await field_work.provider(hall, f"{name}@work.test") for name in ("pia", "quinn")]
    crew = await hall.person("lead@crew.test", company="Crew")
    hall.write_row(
        """INSERT INTO memberships (person_id, company_id, role, created_at, updated_at)
           SELECT ?, company_id, 'user', created_at, created_at FROM memberships WHERE person_id = ?""",
        pia.id, crew.id,
    )  # fmt: skip
    order = await field_work.published(boss)
    stop = {"target": "payee", "payee_type": "company", "payee_id": crew.company, "reason": "Hush"}
    freeze = await boss.call("freeze_payments", **stop)
    no = await refusal(boss.call("route_work_order", work_order_id=order, user_id=pia.id))
    assert "blocked" in no.text
    await boss.call("route_work_order", work_order_id=order, user_id=quinn.id)
    await boss.call("unfreeze_payments", freeze_id=freeze["freeze"]["id"])
    await boss.call("route_work_order", work_order_id=await field_work.published(boss), user_id=pia.id)


async def test_with_all_frozen_nothing_more_is_booked_under_a_mandate_and_what_was_delivered_is_paid(hall):
    world = await desk_world(hall, price="20.00")
    company = Owner("company", world.boss.company)
    await allow(world.boss, currency="EUR")
    before = hall.purse(company, "EUR")
    await world.book(pay_from="company")
    await world.mia.call("freeze_payments", target="all", reason="An audit")
    no = await refusal(
        world.bot.call(
            "book_schedule",
            schedule_id=world.schedule,
            start="2026-03-04T12:00:00Z",
            pay="balance",
            pay_from="company",
        )
    )
    assert (no.status, no.code) == (403, "frozen")
    hall.clock.advance(days=10)
    await hall.tick()
    await hall.tick()
    assert hall.purse(world.eva.owner, "EUR") == ("20.00", "0.00")
    assert before == ("499.99", "0.00")
    assert hall.purse(company, "EUR") == ("479.99", "0.00")


async def test_who_may_lift_a_freeze_is_given_the_call_where_a_yes_meets_it(hall):
    world = await desk_world(hall, mode="desk_always")
    waiting = await world.waiting()
    freeze = (await world.boss.call("freeze_payments", target="all", reason="Look"))["freeze"]["id"]
    with pytest.raises(Refused) as no:
        await world.fin.call("approve_request", approval_id=waiting["public_id"], version=1)
    lifts = {"tool": "unfreeze_payments", "arguments": {"freeze_id": freeze}}
    assert lifts in [each["arguments"] for each in no.value.calls]

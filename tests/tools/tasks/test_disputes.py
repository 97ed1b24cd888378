"""Disputes: raised by the freelancer, answered by the client, with the money staying put."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import World, world_of


async def contested(world: World, **changed) -> int:
    """A rejected delivery that the freelancer contests."""
    task_id = await world.at(11, **changed)
    await world.ann.call("start_task_dispute", task_id=task_id, reason="It is round")
    return task_id


async def test_a_dispute_shows_on_the_task_and_reaches_the_client(hall):
    world = await world_of(hall)
    task_id = await world.at(2)
    answer = await world.ann.call(
        "start_task_dispute",
        task_id=task_id,
        reason="It has grown",
        wanted_price="120.00",
        wanted_deadline=world.in_days(30),
    )
    assert answer["task"]["state"] == 13
    assert answer["task"]["active_dispute"]["reason"] == "It has grown"
    assert "It has grown" in world.notices(world.company)[-1]
    reply = await world.boss.call(
        "reply_to_task_dispute", task_id=task_id, decision="uphold", answer="A deal is a deal"
    )
    assert reply["dispute"] == {
        "id": answer["task"]["active_dispute"]["id"],
        "opened_in": 2,
        "opened_at": "2026-03-02T09:00:00Z",
        "reason": "It has grown",
        "wanted_price": "120.00",
        "wanted_deadline": "2026-04-01T09:00:00Z",
        "status": "answered",
        "decision": "uphold",
        "answer": "A deal is a deal",
        "closed_at": "2026-03-02T09:00:00Z",
    }
    assert reply["task"]["state"] == 2
    assert "active_dispute" not in reply["task"]
    shown = await world.ann.call("get_task", task_id=task_id)
    assert [m["message"] for m in shown["messages"]] == ["A deal is a deal"]


async def test_offered_terms_wait_for_the_freelancer(hall):
    world = await world_of(hall)
    task_id = await world.at(13)
    reply = await world.boss.call("reply_to_task_dispute", task_id=task_id, decision="propose_terms", price="100.00")
    assert reply["task"]["state"] == 16
    assert reply["dispute"]["status"] == "answered"
    assert world.history(task_id)[-1] == (13, 16, "reply_to_task_dispute")
    answer = await world.ann.call("accept_task_changes", task_id=task_id)
    assert (answer["task"]["state"], answer["task"]["price"]) == (2, "100.00")


@pytest.mark.parametrize(("decision", "state"), [("accept_work", 4), ("return_to_work", 2), ("uphold", 11)])
async def test_a_contested_rejection_is_answered(hall, decision: str, state: int):
    world = await world_of(hall)
    task_id = await contested(world)
    reply = await world.boss.call("reply_to_task_dispute", task_id=task_id, decision=decision)
    assert reply["task"]["state"] == state
    assert ("date_finished" in reply["task"]) == (decision != "return_to_work")
    assert ("date_accepted" in reply["task"]) == (decision == "accept_work")
    if decision == "uphold":
        await world.ann.call("start_task_dispute", task_id=task_id, reason="Still round")
        assert await world.state(task_id) == 13


@pytest.mark.parametrize(
    ("opened_in", "decision"),
    [(2, "accept_work"), (2, "return_to_work"), (11, "propose_terms")],
)
async def test_a_decision_that_does_not_fit_lists_those_that_do(hall, opened_in: int, decision: str):
    world = await world_of(hall)
    task_id = await world.at(13) if opened_in == 2 else await contested(world)
    with pytest.raises(Refused) as no:
        await world.boss.call("reply_to_task_dispute", task_id=task_id, decision=decision)
    assert "uphold" in no.value.fields["decision"]
    assert await world.state(task_id) == 13


async def test_terms_are_needed_where_they_are_offered_and_nowhere_else(hall):
    world = await world_of(hall)
    task_id = await world.at(13)
    with pytest.raises(Refused) as no:
        await world.boss.call("reply_to_task_dispute", task_id=task_id, decision="propose_terms")
    assert set(no.value.fields) == {"price", "deadline"}
    with pytest.raises(Refused) as no:
        await world.boss.call("reply_to_task_dispute", task_id=task_id, decision="uphold", price="1.00")
    assert set(no.value.fields) == {"price"}
    with pytest.raises(Refused, match="nothing would change"):
        await world.boss.call("reply_to_task_dispute", task_id=task_id, decision="propose_terms", price="81.00")


async def test_giving_in_under_secure_deal_sets_the_money_aside(hall):
    world = await world_of(hall, funds="50.00 EUR")
    await world.change_company(safe_deal_enabled=1)
    task_id = await contested(world)
    with pytest.raises(Refused) as no:
        await world.boss.call("reply_to_task_dispute", task_id=task_id, decision="accept_work")
    assert no.value.status == 402
    assert await world.state(task_id) == 13
    assert (await world.boss.call("get_task", task_id=task_id))["task"]["active_dispute"]
    await hall.fund(world.acme.company, "100.00 EUR")
    await world.boss.call("reply_to_task_dispute", task_id=task_id, decision="accept_work")
    assert world.balance() == ("61.71", "88.29")


async def test_a_hold_survives_dispute_and_rework_and_follows_a_new_price(hall):
    world = await world_of(hall)
    await world.change_company(safe_deal_enabled=1)
    task_id = await world.at(4)
    await world.boss.call("reject_task", task_id=task_id)
    await world.ann.call("start_task_dispute", task_id=task_id, reason="It is round")
    assert world.balance() == ("1911.71", "88.29")
    await world.boss.call("reply_to_task_dispute", task_id=task_id, decision="return_to_work")
    assert world.balance() == ("1911.71", "88.29")
    await world.boss.call("request_task_changes", task_id=task_id, price="100.00")
    await world.ann.call("accept_task_changes", task_id=task_id)
    await world.ann.call("mark_task_completed", task_id=task_id)
    await world.boss.call("accept_task", task_id=task_id)
    assert world.balance() == ("1891.00", "109.00")
    await world.boss.call("pay_task", task_id=task_id)
    assert world.balance() == ("1891.00", "0.00")
    assert hall.purse(world.ann.owner, "EUR") == ("100.00", "0.00")


async def test_a_hold_is_released_when_reworked_work_is_given_up(hall):
    world = await world_of(hall)
    await world.change_company(safe_deal_enabled=1)
    task_id = await world.at(4)
    await world.boss.call("reject_task", task_id=task_id)
    await world.ann.call("start_task_dispute", task_id=task_id, reason="It is round")
    await world.boss.call("reply_to_task_dispute", task_id=task_id, decision="return_to_work")
    await world.ann.call("decline_task", task_id=task_id)
    assert world.balance() == ("2000.00", "0.00")


async def test_the_freelancer_takes_a_dispute_back(hall):
    world = await world_of(hall)
    terms, rejection = await world.at(13), await contested(world)
    assert (await world.ann.call("cancel_task_dispute", task_id=terms))["task"]["state"] == 2
    assert (await world.ann.call("cancel_task_dispute", task_id=rejection))["task"]["state"] == 11
    assert hall.sql("SELECT status FROM task_disputes ORDER BY id") == [("withdrawn",), ("withdrawn",)]


async def test_disputes_end_at_the_client_when_a_hard_deadline_has_passed(hall):
    world = await world_of(hall)
    cancelled, upheld, resumed, given_time = (
        await world.at(13),
        await world.at(13),
        await contested(world),
        await contested(world),
    )
    hall.clock.advance(days=11)
    await hall.tick()
    assert (await world.ann.call("cancel_task_dispute", task_id=cancelled))["task"]["state"] == 14
    assert world.history(cancelled)[-2:] == [(13, 2, "cancel_task_dispute"), (2, 14, "deadline")]
    reply = await world.boss.call("reply_to_task_dispute", task_id=upheld, decision="uphold")
    assert reply["task"]["state"] == 14
    reply = await world.boss.call("reply_to_task_dispute", task_id=resumed, decision="return_to_work")
    assert reply["task"]["state"] == 14
    reply = await world.boss.call(
        "reply_to_task_dispute", task_id=given_time, decision="return_to_work", deadline=world.in_days(5)
    )
    assert reply["task"]["state"] == 2


async def test_wishes_belong_to_disputes_about_terms(hall):
    world = await world_of(hall)
    task_id = await world.at(11)
    with pytest.raises(Refused) as no:
        await world.ann.call(
            "start_task_dispute", task_id=task_id, reason="x", wanted_price="1.00", wanted_deadline=world.in_days(1)
        )
    assert set(no.value.fields) == {"wanted_price", "wanted_deadline"}
    in_work = await world.at(2)
    with pytest.raises(Refused) as no:
        await world.ann.call(
            "start_task_dispute", task_id=in_work, reason=" ", wanted_price="1.001", wanted_deadline=world.in_days(-1)
        )
    assert set(no.value.fields) == {"reason", "wanted_price", "wanted_deadline"}

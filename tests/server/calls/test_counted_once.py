"""What counts with what moves unasked on a day: money once, when it is committed, and by whoever commits it."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.open_calls.call_world import world_of
from tests.tools.work_orders.field_work import company, done, provider


async def test_what_is_set_aside_counts_once_whoever_is_taken_and_paid_out_of_it(hall: Hall) -> None:
    world = await world_of(hall)

    async def whole(name: str) -> None:
        ref = await world.published(seats=1, price_min=None, price_max="32.00", estimated_hours="1")
        ann = await world.person(name)
        one = await world.application(ref, ann)
        taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[one])
        task = taken["accepted"][0]["task_id"]
        await ann.call("start_task", task_id=task)
        await ann.call("mark_task_completed", task_id=task, report="Done")
        await world.acme.call("accept_task", task_id=task)
        await world.acme.call("pay_task", task_id=task)

    await whole("ann")
    [(once,)] = hall.sql("SELECT usd_micros FROM unasked_moves")
    await whole("bob")
    assert (hall.sql("SELECT usd_micros FROM unasked_moves"), world.acme.questions) == ([(2 * once,)], [])
    await whole("cid")
    assert len(world.acme.questions) == 1


async def test_what_is_taken_beyond_what_was_set_aside_counts_with_the_day(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published(seats=1, price_min="20.00", price_max="32.00", estimated_hours="1")
    [(before,)] = hall.sql("SELECT usd_micros FROM unasked_moves")
    one = await world.application(ref, await world.person("ann"), "64.00")
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[one])
    assert (hall.sql("SELECT usd_micros FROM unasked_moves"), world.acme.questions) == ([(2 * before,)], [])


async def test_a_work_order_counts_once_from_its_publication_to_its_payment(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia, pay={"type": "fixed", "base": {"amount": "40.00"}})
    await boss.call("approve_work_order", work_order_id=id)
    assert (hall.sql("SELECT usd_micros FROM unasked_moves"), boss.questions) == ([(44_000_000,)], [])


async def test_a_price_that_the_other_side_agreed_to_counts_when_it_is_paid(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published(seats=1, price_min="20.00", price_max="32.00", estimated_hours="1")
    ann = await world.person("ann")
    one = await world.application(ref, ann)
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[one])
    [(before,)] = hall.sql("SELECT usd_micros FROM unasked_moves")
    task = taken["accepted"][0]["task_id"]
    await ann.call("start_task", task_id=task)
    await world.acme.call("request_task_changes", task_id=task, price="64.00")
    await ann.call("accept_task_changes", task_id=task)
    await ann.call("mark_task_completed", task_id=task, report="Done")
    await world.acme.call("accept_task", task_id=task)
    assert hall.sql("SELECT usd_micros FROM unasked_moves") == [(before,)]
    await world.acme.call("pay_task", task_id=task)
    assert (hall.sql("SELECT usd_micros FROM unasked_moves"), world.acme.questions) == ([(2 * before,)], [])

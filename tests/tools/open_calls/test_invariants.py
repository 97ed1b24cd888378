"""Whatever is done in whatever order: the money of the free seats is held, to the cent, and comes back to the cent."""

from __future__ import annotations

import asyncio
from random import Random
from typing import Any

import pytest

from store.types import Money, Owner
from store.wallet.audit import differences
from tests.hall import Hall, Refused
from tests.tools.open_calls.call_world import World, world_of

HOLDING = ("published", "closed", "suspended")


def check(world: World) -> None:
    """held = hold_per_seat x free seats in every call that holds, nothing in others; what the company has is what it had."""
    hall = world.hall
    rows = hall.sql("SELECT id, status, seats, seats_taken, hold_per_seat, hold_id FROM open_calls ORDER BY id")
    of_calls = 0
    for id, status, seats, taken, per_seat, hold_id in rows:
        [(held,)] = hall.sql(
            """SELECT coalesce(sum(h.amount), 0) FROM ledger_holds h LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
               WHERE h.record_type = 'open_call' AND h.record_id = ? AND e.hold_id IS NULL""",
            id,
        )
        assert 0 <= taken <= seats
        assert held == (per_seat * (seats - taken) if status in HOLDING else 0), (id, status)
        assert (hold_id is not None) == (status in HOLDING)
        of_calls += held
    [(of_tasks,)] = hall.sql("SELECT coalesce(sum(held_amount), 0) FROM tasks")
    available, held = (Money.of(text, "EUR").amount for text in world.money())
    assert held == of_calls + of_tasks
    live = hall.sql(
        """SELECT count(*) FROM open_call_applications a JOIN open_calls o ON o.id = a.open_call_id
           WHERE o.status IN ('filled', 'expired', 'cancelled') AND a.status IN ('unsent', 'pending', 'shortlisted')"""
    )
    assert live == [(0,)]
    taken_seats = hall.sql("SELECT coalesce(sum(seats_taken), 0) FROM open_calls")
    assert taken_seats == hall.sql("SELECT count(*) FROM open_call_applications WHERE status = 'accepted'")
    assert available >= 0


async def step(world: World, random: Random, refs: list[str], people: list[Any]) -> str:
    """Something somebody does, or time does; what it was."""
    what = random.choice(
        ["draft", "publish", "apply", "apply", "accept", "accept", "change", "close", "cancel", "wait", "end"]
    )
    ref = random.choice(refs) if refs else None
    if what == "draft" or ref is None:
        refs.append(await world.draft(seats=random.randint(1, 4), sla_hours=random.choice([None, 30])))
    elif what == "publish":
        await world.acme.call("publish_open_call", open_call_id=ref, apply_until=world.in_days(random.randint(1, 5)))
    elif what == "apply":
        price = random.choice([None, "60.00", "71.37", "80.00", "99.99"])
        [(status,)] = world.hall.sql("SELECT status FROM open_calls WHERE public_id = ?", ref)
        if status == "published":
            await world.application(ref, random.choice(people), price)
    elif what == "accept":
        ids = [
            id
            for (id,) in world.hall.sql(
                """SELECT a.id FROM open_call_applications a JOIN open_calls o ON o.id = a.open_call_id
                   WHERE o.public_id = ? AND a.status IN ('pending', 'shortlisted') ORDER BY a.id""",
                ref,
            )
        ]
        if ids:
            some = random.sample(ids, random.randint(1, len(ids)))
            await world.acme.call("accept_applications", open_call_id=ref, application_ids=some)
    elif what == "change":
        given = random.choice([{"seats": random.randint(1, 5)}, {"price_max": random.choice(["75.01", "90.00"])}])
        await world.acme.call("update_open_call", open_call_id=ref, **given)
    elif what in ("close", "cancel"):
        await world.acme.call(f"{what}_open_call", open_call_id=ref)
    elif what == "wait":
        world.hall.clock.advance(hours=random.randint(1, 40))
        await world.hall.tick()
    elif tasks := world.hall.sql("SELECT id FROM tasks WHERE state IN (1, 2) ORDER BY id"):
        await world.boss.call("reject_task", task_id=random.choice(tasks)[0])
    return what


@pytest.mark.parametrize("seed", range(4))
async def test_the_money_of_the_free_seats_is_held_whatever_happens(hall: Hall, seed: int) -> None:
    world, random = await world_of(hall, "1200.00 EUR"), Random(seed)
    await hall.credit(world.company, "50 USDT")
    hall.follows = False
    people = [await world.person(f"p{at}") for at in range(5)]
    refs: list[str] = []
    done = set()
    for _ in range(40):
        try:
            done.add(await step(world, random, refs, people))
        except Refused as no:
            assert no.status in (402, 409, 422), no.text
        except Exception as error:
            # Somebody who applies twice: the database keeps one live application of each.
            assert "UNIQUE" in str(error) or "unique" in str(error), error
        check(world)
    assert len(done) > 6
    world.hall.clock.advance(days=200)
    await hall.tick()
    check(world)
    statuses = {status for (status,) in hall.sql("SELECT status FROM open_calls")}
    assert not statuses & {"published", "closed"}
    with hall.reading() as tx:
        assert differences(tx) == []


async def test_what_was_placed_is_what_was_voided_and_returned(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published(seats=3)
    first, _, third = await world.applicants(ref, 3)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[first])
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[third])
    await world.acme.call("cancel_open_call", open_call_id=ref)
    placed = hall.sql("SELECT amount, outcome, posted_amount FROM ledger_holds JOIN ledger_hold_ends ON hold_id = id")
    assert [(amount, outcome, posted) for amount, outcome, posted in placed] == [
        (26160, "voided", 0), (17440, "voided", 0), (8720, "voided", 0),
    ]  # fmt: skip
    assert world.money() == ("825.60", "174.40")
    assert hall.purse(Owner("company", world.company.id), "EUR") == ("1000.00", "174.40")


async def test_of_many_acceptances_at_once_as_many_succeed_as_there_are_seats(hall: Hall) -> None:
    world = await world_of(hall, "2000.00 EUR")
    ref = await world.published(seats=3)
    ids = await world.applicants(ref, 8)
    replies = await asyncio.gather(
        *(world.acme.result("accept_applications", open_call_id=ref, application_ids=[id]) for id in ids)
    )
    assert sum(not reply.is_error for reply in replies) == 3
    assert sorted(world.statuses(ref)) == ["accepted"] * 3 + ["refused: seats_full"] * 5
    check(world)

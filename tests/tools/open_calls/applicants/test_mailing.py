"""Mail of applications: at most once an hour of a call, and of those that came meanwhile when the hour is over."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.open_calls.call_world import World, world_of

MAILED = """SELECT n.text FROM notices n WHERE n.kind = 'open_call_application' AND EXISTS (
            SELECT 1 FROM notice_deliveries d WHERE d.notice_id = n.id) ORDER BY n.id"""


async def applied(hall: Hall, world: World, ref: str, *names: str) -> list[int]:
    ids = []
    for name in names:
        person = await world.person(name)
        made = await person.call("apply_to_open_call", open_call_id=ref, price="70")
        ids.append(made["application"]["id"])
    return ids


async def test_applications_that_came_after_the_mail_are_mailed_together_once_the_hour_is_over(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    await applied(hall, world, ref, "a")
    hall.clock.advance(minutes=5)
    await applied(hall, world, ref, "b", "c")
    assert len(hall.sql(MAILED)) == 1
    hall.clock.advance(minutes=54)
    await hall.tick()
    assert len(hall.sql(MAILED)) == 1
    hall.clock.advance(minutes=1)
    await hall.tick()
    [_, (text,)] = hall.sql(MAILED)
    assert text.endswith("that wait for a decision: 2.")
    await hall.tick()
    hall.clock.advance(hours=5)
    await hall.tick()
    assert len(hall.sql(MAILED)) == 2


async def test_what_was_decided_meanwhile_is_mailed_no_more(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    await applied(hall, world, ref, "a")
    [second] = await applied(hall, world, ref, "b")
    await world.boss.call("decide_applications", open_call_id=ref, application_ids=[second], decision="refuse")
    hall.clock.advance(hours=2)
    await hall.tick()
    assert len(hall.sql(MAILED)) == 1


async def test_the_next_application_after_the_hour_is_mailed_at_once_and_tells_of_those_before(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    await applied(hall, world, ref, "a")
    hall.clock.advance(seconds=1)
    await applied(hall, world, ref, "b")
    hall.clock.advance(minutes=60)
    await applied(hall, world, ref, "c")
    await hall.tick()
    assert [text.split("mailed: ")[1][0] for (text,) in hall.sql(MAILED)] == ["1", "2"]

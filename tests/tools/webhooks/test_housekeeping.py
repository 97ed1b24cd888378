"""What time does: given up after 24 hours, told of after one, let go after 30 days."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.webhooks.cast import URL, boss_of, deliveries, raised, with_webhook


def told(hall: Hall) -> list[str]:
    return [text for (text,) in hall.sql("SELECT text FROM notices WHERE kind = 'webhook_failing' ORDER BY id")]


async def tried_until(hall: Hall, hours: float) -> None:
    """Time goes by in steps of ten minutes."""
    for _ in range(int(hours * 6)):
        hall.clock.advance(minutes=10)
        await hall.tick()


async def test_after_24_hours_without_a_200_it_is_given_up(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    hall.hooks.answer = 201
    await raised(hall, boss)
    await hall.tick()
    await tried_until(hall, 23.9)
    assert deliveries(hall)[0][0] == "pending"
    hall.clock.set(hall.clock.now.replace(day=3, hour=9, minute=0))
    await hall.tick()
    ((status, attempts, reason),) = deliveries(hall)
    assert (status, reason) == ("failed", "the server answered 201")
    assert attempts == len(hall.hooks.requests) > 24
    hall.clock.advance(hours=5)
    await hall.tick()
    assert len(hall.hooks.requests) == attempts


async def test_a_company_hears_once_that_it_fails_once_that_it_is_given_up_and_that_it_works(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    hall.hooks.answer = 500
    await raised(hall, boss, 1)
    await raised(hall, boss, 2)
    await hall.tick()
    await tried_until(hall, 0.9)
    assert told(hall) == []
    await tried_until(hall, 2)
    (failing,) = told(hall)
    assert "has taken no event since 2026-03-02T09:00:00Z: the server answered 500" in failing
    await tried_until(hall, 22)
    assert len(told(hall)) == 2
    assert "given up" in told(hall)[1]
    hall.hooks.answer = 200
    await raised(hall, boss, 3)
    await hall.tick()
    assert len(told(hall)) == 3
    assert told(hall)[2].endswith("takes events again.")
    assert await boss.call("list_notices", record_type="webhook", record_id=1)


async def test_a_server_that_wants_no_more_is_not_sent_to_any_more(hall: Hall) -> None:
    boss = await boss_of(hall)
    id = (await boss.call("create_webhook_endpoint", url=URL))["endpoint"]["id"]
    hall.hooks.answer = 410
    await raised(hall, boss)
    await hall.tick()
    (listed,) = (await boss.call("list_webhook_endpoints"))["endpoints"]
    assert (listed["status"], listed["last_error_reason"]) == ("disabled", "the server answered 410")
    assert "switched off" in told(hall)[0]
    hall.hooks.answer = 200
    await boss.call("update_webhook_endpoint", endpoint_id=id, status="enabled")
    hall.clock.advance(minutes=1)
    await hall.tick()
    assert deliveries(hall) == [("delivered", 2, None)]


async def test_what_ended_is_let_go_after_30_days_with_its_attempts(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    await raised(hall, boss)
    await hall.tick()
    hall.clock.advance(days=29, hours=23)
    await hall.tick()
    assert len(deliveries(hall)) == 1
    hall.clock.advance(hours=2)
    await hall.tick()
    assert deliveries(hall) == []
    assert hall.sql("SELECT count(*) FROM webhook_attempts") == [(0,)]

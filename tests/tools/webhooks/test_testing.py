"""A test message: signed like any other, sent once, taken for nobody's."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.hall import Hall, Refused
from tests.tools.webhooks.cast import URL, boss_of, deliveries, with_webhook


async def test_a_test_is_sent_right_after_the_call_and_its_result_is_shown(hall: Hall) -> None:
    boss, secret = await with_webhook(hall)
    sent = (await boss.call("test_webhook"))["delivery"]
    assert (sent["test"], sent["status"], sent["name"]) == (True, "pending", "test")
    await hall.app.webhooks.deliver()
    [request] = hall.hooks.requests
    assert json.loads(request.content)["name"] == "test"
    assert request.headers["x-sign"] == hashlib.sha256(request.content + secret.encode()).hexdigest()
    shown = await boss.call("get_webhook_delivery", delivery_id=sent["id"])
    assert (shown["delivery"]["status"], shown["attempts"][0]["http_status"]) == ("delivered", 200)


async def test_a_test_of_an_event_has_its_sample(hall: Hall) -> None:
    await with_webhook(hall)
    agent = await hall.agent("Acme")
    await agent.call("test_webhook", event="cardAdded")
    await hall.app.webhooks.deliver()
    said = json.loads(hall.hooks.requests[0].content)
    assert (said["name"], said["payload"]) == ("cardAdded", {"ownerId": 0, "id": 0})


async def test_a_disabled_webhook_can_be_tested_and_a_failed_test_is_not_tried_again(hall: Hall) -> None:
    boss = await boss_of(hall)
    await boss.call("set_webhook", status="disabled", url=URL)
    hall.hooks.answer = 404
    await boss.call("test_webhook")
    await hall.app.webhooks.deliver()
    hall.clock.advance(hours=2)
    await hall.tick()
    assert len(hall.hooks.requests) == 1
    assert deliveries(hall) == [("failed", 1, "the server answered 404")]
    shown = await boss.call("get_webhook")
    assert shown["last_error_reason"] == "the server answered 404"
    assert shown["last_error"] == shown["last_triggered"] == "2026-03-02T09:00:00Z"
    assert hall.sql("SELECT count(*) FROM notices WHERE kind = 'webhook_failing'") == [(0,)]


async def test_at_most_thirty_tests_an_hour(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    for _ in range(30):
        await boss.call("test_webhook")
    with pytest.raises(Refused) as no:
        await boss.call("test_webhook")
    assert (no.value.status, no.value.code) == (429, "rate_limited")
    hall.clock.advance(hours=1)
    await boss.call("test_webhook")

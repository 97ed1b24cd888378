"""Sending again: the same event under the same id, as a delivery of its own."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.webhooks.cast import URL, boss_of, deliveries, raised, sent_ids, with_webhook


async def test_a_delivered_event_goes_again_with_the_same_id_body_and_signature(hall: Hall) -> None:
    boss = await boss_of(hall)
    await boss.call("create_webhook_endpoint", url=URL)
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    hall.clock.advance(days=2)
    agent = await hall.agent("Acme")
    (first,) = (await agent.call("list_webhook_deliveries"))["deliveries"]
    answer = await agent.call("replay_webhook_deliveries", delivery_ids=[first["id"], first["id"]])
    assert (answer["sent_again"], answer["hurried"], answer["more"]) == (1, 0, False)
    await hall.app.webhooks.deliver()
    before, again = hall.hooks.requests
    assert before.content == again.content
    assert before.headers["webhook-id"] == again.headers["webhook-id"]
    new, old = (await agent.call("list_webhook_deliveries"))["deliveries"]
    assert (new["id"], new["replay_of"], new["status"]) == (answer["delivery_ids"][0], old["id"], "delivered")
    assert old == first


async def test_after_an_outage_all_that_was_given_up_goes_again_once_oldest_first(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    hall.hooks.answer = 503
    for id in (1, 2, 3):
        await raised(hall, boss, id)
        await hall.app.webhooks.deliver()
        hall.clock.advance(hours=1)
    hall.clock.advance(hours=24)
    await hall.tick()
    assert [status for status, _, _ in deliveries(hall)] == ["failed"] * 3
    hall.hooks.answer = 200
    hall.hooks.requests.clear()
    answer = await boss.call("replay_webhook_deliveries", failed_since="2026-03-02T10:00:00Z")
    assert answer["sent_again"] == 2
    await hall.app.webhooks.deliver()
    assert sent_ids(hall.hooks.requests) == [2, 3]
    assert (await boss.call("replay_webhook_deliveries", failed_since="2026-03-02T10:00:00Z"))["sent_again"] == 0
    assert (await boss.call("replay_webhook_deliveries", failed_since="2026-03-01T10:00:00Z"))["sent_again"] == 1


async def test_a_replay_is_tried_for_24_hours_of_its_own(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    hall.clock.advance(days=3)
    ((id,),) = hall.sql("SELECT id FROM webhook_deliveries")
    made = await boss.call("replay_webhook_deliveries", delivery_ids=[id])
    shown = await boss.call("get_webhook_delivery", delivery_id=made["delivery_ids"][0])
    assert shown["gives_up_at"] == "2026-03-06T09:00:00Z"


async def test_what_still_waits_is_tried_at_once_and_stays_one_delivery(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    hall.hooks.answer = 500
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    hall.hooks.answer = 200
    ((id,),) = hall.sql("SELECT id FROM webhook_deliveries")
    answer = await boss.call("replay_webhook_deliveries", delivery_ids=[id])
    assert (answer["sent_again"], answer["hurried"], answer["delivery_ids"]) == (0, 1, [])
    await hall.app.webhooks.deliver()
    assert deliveries(hall) == [("delivered", 2, None)]


async def test_what_cannot_be_sent_again_is_said(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    await raised(hall, boss)
    await boss.call("test_webhook")
    await hall.app.webhooks.deliver()
    (event,), (test,) = hall.sql("SELECT id FROM webhook_deliveries ORDER BY id")

    async def refused(**arguments: object) -> Refused:
        with pytest.raises(Refused) as no:
            await boss.call("replay_webhook_deliveries", **arguments)
        return no.value

    assert (await refused()).fields.keys() == {"delivery_ids", "failed_since"}
    both = {"delivery_ids": [event], "failed_since": "2026-03-02T09:00:00Z"}
    assert (await refused(**both)).fields.keys() == {"delivery_ids", "failed_since"}
    assert (await refused(delivery_ids=[event], endpoint_id=1)).fields.keys() == {"endpoint_id"}
    assert (await refused(delivery_ids=[999])).status == 404
    assert (await refused(delivery_ids=[test])).next == ["test_webhook"]
    await boss.call("set_webhook", status="disabled", url=URL)
    assert (await refused(delivery_ids=[event])).shape["state"] == "disabled"
    assert (await refused(failed_since="2026-03-02T09:00:00Z")).shape["state"] == "disabled"
    await boss.call("delete_webhook")
    assert (await refused(delivery_ids=[event])).shape["state"] == "deleted"

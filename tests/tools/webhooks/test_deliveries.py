"""The log: what was sent, what waits, and every attempt with what was answered."""

from __future__ import annotations

import httpx
import pytest

from tests.hall import Hall, Refused
from tests.tools.webhooks.cast import OTHER, URL, boss_of, raised, with_webhook


async def test_every_attempt_is_kept_with_what_was_answered(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    await raised(hall, boss)
    for answer in (500, httpx.ConnectError("refused by 10.0.0.7"), 200):
        hall.hooks.answer = answer
        await hall.app.webhooks.deliver()
        hall.clock.advance(minutes=2)
    (listed,) = (await boss.call("list_webhook_deliveries"))["deliveries"]
    shown = await boss.call("get_webhook_delivery", delivery_id=listed["id"])
    assert shown["delivery"] == listed
    assert (listed["status"], listed["attempts"], listed["last_http_status"]) == ("delivered", 3, 200)
    assert listed["delivered_at"] == "2026-03-02T09:04:00Z"
    assert "next_attempt_at" not in listed
    assert shown["body"] == '{"timestamp":1772442000,"name":"cardAdded","payload":{"ownerId":6,"id":11}}'
    assert shown["gives_up_at"] == "2026-03-03T09:00:00Z"
    tried = [(each["at"], each.get("http_status"), each.get("error")) for each in shown["attempts"]]
    assert tried == [
        ("2026-03-02T09:00:00Z", 500, None),
        ("2026-03-02T09:02:00Z", None, "the server could not be reached, or broke off"),
        ("2026-03-02T09:04:00Z", 200, None),
    ]
    assert {each["url"] for each in shown["attempts"]} == {URL}


async def test_the_list_is_filtered_by_webhook_state_event_and_time(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    made = await boss.call("create_webhook_endpoint", url=OTHER, events=["walletAdded"])
    further = made["endpoint"]["id"]
    await raised(hall, boss, 1)
    await hall.app.webhooks.deliver()
    hall.clock.advance(hours=1)
    hall.hooks.answer = 500
    await raised(hall, boss, 2, "walletAdded")
    await hall.app.webhooks.deliver()

    async def found(**filters: object) -> list[tuple[str, bool]]:
        answer = await boss.call("list_webhook_deliveries", **filters)
        assert answer["total"] == len(answer["deliveries"])
        return [(each["name"], each["endpoint_id"] == further) for each in answer["deliveries"]]

    assert await found() == [("walletAdded", True), ("walletAdded", False), ("cardAdded", False)]
    assert await found(endpoint_id=further) == [("walletAdded", True)]
    assert await found(status="delivered") == [("cardAdded", False)]
    assert len(await found(status="pending")) == 2
    assert await found(status="failed") == []
    assert await found(event="cardAdded") == [("cardAdded", False)]
    assert len(await found(since="2026-03-02T10:00:00Z")) == 2
    assert await found(until="2026-03-02T10:00:00Z") == [("cardAdded", False)]
    with pytest.raises(Refused) as no:
        await found(since="2026-03-02T10:00:00Z", until="2026-03-02T10:00:00Z")
    assert no.value.fields.keys() == {"since", "until"}


async def test_a_delivery_of_another_company_is_not_found(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    await raised(hall, boss)
    stranger = await boss_of(hall, "Other")
    assert (await stranger.call("list_webhook_deliveries"))["deliveries"] == []
    ((id,),) = hall.sql("SELECT id FROM webhook_deliveries")
    with pytest.raises(Refused) as no:
        await stranger.call("get_webhook_delivery", delivery_id=id)
    assert no.value.status == 404


async def test_pages_hold_each_delivery_once(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    for id in range(5):
        await raised(hall, boss, id)
    seen, cursor = [], {}
    while True:
        page = await boss.call("list_webhook_deliveries", limit=2, **cursor)
        seen += [each["id"] for each in page["deliveries"]]
        if "next_cursor" not in page:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 5

"""Further webhooks: each with its own address, events, signature and order."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from tests.hall import Hall, Refused
from tests.tools.webhooks.cast import OTHER, URL, boss_of, deliveries, raised, sent_ids, with_webhook


async def test_an_event_goes_to_every_webhook_that_wants_it(hall: Hall) -> None:
    boss, secret = await with_webhook(hall)
    made = await boss.call("create_webhook_endpoint", url=OTHER, name="Payroll", events=["walletAdded", "cardAdded"])
    third = "https://tax.example.com/"
    await boss.call("create_webhook_endpoint", url=third, events=["taxStatusChanged"])
    await raised(hall, boss)
    await hall.app.webhooks.deliver()

    main, payroll = sorted(hall.hooks.requests, key=lambda request: request.headers["host"])
    assert main.content == payroll.content, "the event is the same, to the byte"
    assert main.headers["x-sign"] == hashlib.sha256(main.content + secret.encode()).hexdigest()
    assert "webhook-signature" not in main.headers
    at = datetime.fromtimestamp(int(payroll.headers["webhook-timestamp"]), UTC)
    signed = Webhook(made["secret"]).sign(payroll.headers["webhook-id"], at, payroll.content.decode())
    assert payroll.headers["webhook-signature"] == signed
    assert "x-sign" not in payroll.headers


async def test_endpoints_are_listed_with_what_they_are_sent_and_without_secrets(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    made = await boss.call("create_webhook_endpoint", url=OTHER, events=["cardAdded", "cardAdded"], in_order=True)
    assert made["secret"].startswith("whsec_")
    agent = await hall.agent("Acme")
    main, further = (await agent.call("list_webhook_endpoints"))["endpoints"]
    assert (main["main"], main["signature"], main["events"], main["in_order"]) == (True, "x_sign", [], False)
    assert further == made["endpoint"]
    assert (further["main"], further["signature"], further["events"]) == (False, "standard", ["cardAdded"])
    assert further["in_order"] is True
    assert made["secret"] not in json.dumps([main, further])


async def test_at_most_ten_and_the_same_address_twice_is_warned_of(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    answer = await boss.call("create_webhook_endpoint", url=URL)
    assert "twice" in answer["warnings"][0]
    for _ in range(9):
        await boss.call("create_webhook_endpoint", url=OTHER)
    with pytest.raises(Refused) as no:
        await boss.call("create_webhook_endpoint", url=OTHER)
    assert no.value.code == "too_many_endpoints"


async def test_what_is_given_changes_and_the_rest_stays(hall: Hall) -> None:
    boss = await boss_of(hall)
    made = await boss.call("create_webhook_endpoint", url=URL, name="First", events=["cardAdded"])
    id = made["endpoint"]["id"]
    changed = await boss.call("update_webhook_endpoint", endpoint_id=id, name="Second", in_order=True)
    assert changed["endpoint"] == {**made["endpoint"], "name": "Second", "in_order": True}
    assert "secret" not in changed
    changed = await boss.call("update_webhook_endpoint", endpoint_id=id, events=[], clear=["name"])
    assert changed["endpoint"]["events"] == []
    assert "name" not in changed["endpoint"]
    changed = await boss.call("update_webhook_endpoint", endpoint_id=id, status="disabled")
    assert changed["endpoint"]["status"] == "disabled"
    with pytest.raises(Refused) as no:
        await boss.call("update_webhook_endpoint", endpoint_id=id)
    assert no.value.status == 422
    with pytest.raises(Refused) as no:
        await boss.call("update_webhook_endpoint", endpoint_id=id, url="https://10.0.0.1/")
    assert no.value.fields.keys() == {"url"}


async def test_the_main_one_can_be_chosen_for_too_and_keeps_its_secret(hall: Hall) -> None:
    boss, secret = await with_webhook(hall)
    (main,) = (await boss.call("list_webhook_endpoints"))["endpoints"]
    changed = await boss.call(
        "update_webhook_endpoint", endpoint_id=main["id"], signature="standard", events=["cardAdded"]
    )
    await raised(hall, boss, name="walletAdded")
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    [request] = hall.hooks.requests
    Webhook(changed["secret"])
    at = datetime.fromtimestamp(int(request.headers["webhook-timestamp"]), UTC)
    assert request.headers["webhook-signature"] == Webhook(changed["secret"]).sign(
        request.headers["webhook-id"], at, request.content.decode()
    )
    assert (await boss.call("get_webhook"))["secret"] == changed["secret"]
    await boss.call("update_webhook_endpoint", endpoint_id=main["id"], signature="x_sign")
    assert (await boss.call("get_webhook"))["secret"] == secret


async def test_a_deleted_one_is_sent_nothing_and_the_others_go_on(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    id = (await boss.call("create_webhook_endpoint", url=OTHER))["endpoint"]["id"]
    await raised(hall, boss)
    answer = await boss.call("delete_webhook_endpoint", endpoint_id=id)
    assert (answer["deleted"], answer["dropped_deliveries"]) == (True, 1)
    await hall.app.webhooks.deliver()
    assert [request.headers["host"] for request in hall.hooks.requests] == ["hooks.example.com"]
    assert [status for status, _, _ in deliveries(hall)] == ["delivered", "failed"]
    with pytest.raises(Refused) as no:
        await boss.call("delete_webhook_endpoint", endpoint_id=id)
    assert no.value.status == 404


async def test_an_endpoint_of_another_company_is_not_found(hall: Hall) -> None:
    boss = await boss_of(hall)
    stranger = await boss_of(hall, "Other")
    id = (await boss.call("create_webhook_endpoint", url=URL))["endpoint"]["id"]
    for tool, arguments in (
        ("update_webhook_endpoint", {"status": "disabled"}),
        ("delete_webhook_endpoint", {}),
        ("rotate_webhook_secret", {}),
        ("test_webhook", {}),
    ):
        with pytest.raises(Refused) as no:
            await stranger.call(tool, endpoint_id=id, **arguments)
        assert no.value.status == 404, tool
    assert (await stranger.call("list_webhook_endpoints"))["endpoints"] == []


async def test_in_order_a_later_event_waits_until_the_earlier_one_is_taken_or_given_up(hall: Hall) -> None:
    boss = await boss_of(hall)
    await boss.call("create_webhook_endpoint", url=URL, in_order=True)
    hall.hooks.answer = 500
    await raised(hall, boss, 1)
    await raised(hall, boss, 2)
    await hall.app.webhooks.deliver()
    assert sent_ids(hall.hooks.requests) == [1]
    hall.hooks.answer = 200
    await hall.app.webhooks.deliver()
    assert sent_ids(hall.hooks.requests) == [1], "its turn has not come, and the second waits for it"
    hall.clock.advance(minutes=1)
    await hall.app.webhooks.deliver()
    assert sent_ids(hall.hooks.requests) == [1, 1, 2]

    hall.hooks.answer = 500
    await raised(hall, boss, 3)
    hall.clock.advance(hours=23, minutes=59)
    await raised(hall, boss, 4)
    hall.clock.advance(minutes=1)
    hall.hooks.answer = 200
    await hall.tick()
    assert sent_ids(hall.hooks.requests)[3:] == [4], "the third was given up"


async def test_without_order_a_failing_event_does_not_hold_up_the_next(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    hall.hooks.answer = 500
    await raised(hall, boss, 1)
    await hall.app.webhooks.deliver()
    hall.hooks.answer = 200
    await raised(hall, boss, 2)
    await raised(hall, boss, 3)
    await hall.app.webhooks.deliver()
    hall.clock.advance(minutes=1)
    await hall.app.webhooks.deliver()
    assert sent_ids(hall.hooks.requests) == [1, 2, 3, 1]

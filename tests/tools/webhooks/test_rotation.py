"""A new secret: both sign for a while, and none when the old one has leaked."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from httpx import Request
from standardwebhooks import Webhook

from tests.hall import Hall, Refused
from tests.tools.webhooks.cast import OTHER, boss_of, raised, with_webhook


def x_sign(request: Request, secret: str) -> str:
    return hashlib.sha256(request.content + secret.encode()).hexdigest()


def standard(request: Request, secret: str) -> str:
    at = datetime.fromtimestamp(int(request.headers["webhook-timestamp"]), UTC)
    return Webhook(secret).sign(request.headers["webhook-id"], at, request.content.decode())


async def test_for_a_day_both_secrets_sign_each_in_its_header(hall: Hall) -> None:
    boss, old = await with_webhook(hall)
    made = await boss.call("rotate_webhook_secret")
    new = made["secret"]
    assert made["old_secret_until"] == "2026-03-03T09:00:00Z"
    assert (await boss.call("get_webhook"))["secret"] == new != old
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    hall.clock.advance(hours=24)
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    both, one = hall.hooks.requests
    assert (both.headers["x-sign"], both.headers["x-sign-old"]) == (x_sign(both, new), x_sign(both, old))
    assert one.headers["x-sign"] == x_sign(one, new)
    assert "x-sign-old" not in one.headers


async def test_standard_signatures_stand_beside_each_other(hall: Hall) -> None:
    boss = await boss_of(hall)
    made = await boss.call("create_webhook_endpoint", url=OTHER)
    id, old = made["endpoint"]["id"], made["secret"]
    new = (await boss.call("rotate_webhook_secret", endpoint_id=id, old_valid_hours=2))["secret"]
    (listed,) = (await boss.call("list_webhook_endpoints"))["endpoints"]
    assert listed["old_secret_until"] == "2026-03-02T11:00:00Z"
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    [request] = hall.hooks.requests
    signed = request.headers["webhook-signature"].split(" ")
    assert signed == [standard(request, new), standard(request, old)]
    headers = dict(request.headers)
    hall.clock.advance(hours=2)
    (listed,) = (await boss.call("list_webhook_endpoints"))["endpoints"]
    assert "old_secret_until" not in listed
    assert headers["webhook-id"].startswith("evt_")


async def test_a_leaked_secret_ends_at_once(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    made = await boss.call("rotate_webhook_secret", old_valid_hours=0)
    assert "old_secret_until" not in made
    assert hall.sql("SELECT old_secret FROM webhooks") == [(None,)]
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    assert "x-sign-old" not in hall.hooks.requests[0].headers


async def test_two_secrets_count_at_most_the_newest_ones(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    second = (await boss.call("rotate_webhook_secret"))["secret"]
    third = (await boss.call("rotate_webhook_secret"))["secret"]
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    [request] = hall.hooks.requests
    assert request.headers["x-sign"] == x_sign(request, third)
    assert request.headers["x-sign-old"] == x_sign(request, second)


async def test_a_rehearsal_changes_no_secret_and_tells_none(hall: Hall) -> None:
    boss, secret = await with_webhook(hall)
    assert "secret" not in await boss.call("rotate_webhook_secret", dry_run=True)
    assert (await boss.call("get_webhook"))["secret"] == secret


async def test_only_admins_rotate(hall: Hall) -> None:
    await with_webhook(hall)
    with pytest.raises(Refused) as no:
        await (await hall.agent("Acme")).call("rotate_webhook_secret")
    assert no.value.status == 403


async def test_a_secret_that_cannot_be_read_any_more_is_said_and_replaced(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    await raised(hall, boss)
    hall.sql_script("UPDATE webhooks SET secret = 'sealed:nonsense'")
    await hall.app.webhooks.deliver()
    assert hall.hooks.requests == []
    shown = await boss.call("get_webhook")
    assert "rotate_webhook_secret" in shown["last_error_reason"]
    assert "secret" not in shown
    await boss.call("rotate_webhook_secret", old_valid_hours=0)
    hall.clock.advance(minutes=1)
    await hall.app.webhooks.deliver()
    assert len(hall.hooks.requests) == 1


async def test_the_page_for_receivers_shows_how_to_check_through_a_rotation(hall: Hall) -> None:
    boss, old = await with_webhook(hall)
    new = (await boss.call("rotate_webhook_secret"))["secret"]
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    [request] = hall.hooks.requests
    page = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text(encoding="utf-8")
    shown: dict[str, Any] = {}
    exec(page.split("```python")[1].split("```")[0], shown)
    headers = dict(request.headers)
    for secret in (old, new):
        assert shown["is_ours"](secret, headers, request.content)
        assert not shown["is_ours"](secret, headers, request.content + b" ")
    assert not shown["is_ours"]("0" * 32, headers, request.content)
    assert not shown["is_ours"](new, {}, request.content)

"""The company's main webhook: one of them, its secret kept, what waits never lost by a change of address."""

from __future__ import annotations

import re

import pytest

from tests.hall import Hall, Refused
from tests.tools.webhooks.cast import OTHER, URL, boss_of, deliveries, raised, sent_ids, with_webhook


async def test_a_webhook_is_made_with_a_secret_that_stays(hall: Hall) -> None:
    boss = await boss_of(hall)
    made = (await boss.call("set_webhook", status="enabled", url=URL))["webhook"]
    assert made.keys() == {"url", "status", "secret"}
    assert re.fullmatch("[0-9a-f]{32}", made["secret"])
    changed = (await boss.call("set_webhook", status="disabled", url=OTHER))["webhook"]
    assert changed == {"url": OTHER, "status": "disabled", "secret": made["secret"]}
    assert await boss.call("get_webhook") == {**changed, "pending_deliveries": 0}
    assert hall.sql("SELECT count(*) FROM webhooks") == [(1,)]
    assert hall.hooks.requests == [], "nothing is sent as a test"


async def test_the_secret_is_sealed_where_it_lies(hall: Hall) -> None:
    _, secret = await with_webhook(hall)
    assert secret not in str(hall.sql("SELECT * FROM webhooks"))


async def test_admins_alone_see_the_secret_and_set_the_webhook(hall: Hall) -> None:
    await with_webhook(hall)
    clerk = await hall.person("clerk@acme.test", company="Acme", role="user")
    agent = await hall.agent("Acme")
    for caller in (clerk, agent):
        shown = await caller.call("get_webhook")
        assert shown["url"] == URL
        assert "secret" not in shown
        for tool, arguments in (("set_webhook", {"status": "disabled", "url": URL}), ("delete_webhook", {})):
            with pytest.raises(Refused) as no:
                await caller.call(tool, **arguments)
            assert no.value.status == 403


async def test_a_company_without_one_is_told_how_to_set_it(hall: Hall) -> None:
    boss = await boss_of(hall)
    for tool in ("get_webhook", "delete_webhook"):
        with pytest.raises(Refused) as no:
            await boss.call(tool)
        assert (no.value.status, no.value.next[0]) == (404, "set_webhook")


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "ftp://hooks.example.com/",
        "hooks.example.com",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://[::1]/",
        "https://hall.internal/",
        "https://user:word@hooks.example.com/",
        "https://hooks.example.com:22/",
        "https://hooks.example.com/" + "a" * 2000,
    ],
)
async def test_an_address_that_is_not_https_or_not_public_is_refused(hall: Hall, url: str) -> None:
    boss = await boss_of(hall)
    with pytest.raises(Refused) as no:
        await boss.call("set_webhook", status="enabled", url=url)
    assert no.value.status == 422
    assert no.value.fields.keys() == {"url"}
    assert hall.sql("SELECT count(*) FROM webhooks") == [(0,)]


async def test_another_status_is_refused(hall: Hall) -> None:
    boss = await boss_of(hall)
    with pytest.raises(Refused) as no:
        await boss.call("set_webhook", status="paused", url=URL)
    assert (no.value.status, set(no.value.fields)) == (422, {"status"})


async def test_what_waits_goes_to_the_new_address_at_once(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    hall.hooks.answer = 500
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    assert (await boss.call("get_webhook"))["pending_deliveries"] == 1
    hall.hooks.answer = 200
    await boss.call("set_webhook", status="enabled", url=OTHER)
    await hall.app.webhooks.deliver()
    assert [request.headers["host"] for request in hall.hooks.requests] == ["hooks.example.com", "payroll.example.com"]
    assert deliveries(hall) == [("delivered", 2, None)]


async def test_while_disabled_nothing_is_queued_and_what_waits_pauses(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    await raised(hall, boss, 1)
    await boss.call("set_webhook", status="disabled", url=URL)
    await raised(hall, boss, 2)
    await hall.tick()
    assert hall.hooks.requests == []
    await boss.call("set_webhook", status="enabled", url=URL)
    await hall.app.webhooks.deliver()
    assert sent_ids(hall.hooks.requests) == [1]


async def test_the_24_hours_of_what_pauses_go_on(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    await raised(hall, boss)
    await boss.call("set_webhook", status="disabled", url=URL)
    hall.clock.advance(hours=24)
    await hall.tick()
    await boss.call("set_webhook", status="enabled", url=URL)
    await hall.tick()
    assert hall.hooks.requests == []
    assert deliveries(hall) == [("failed", 0, None)]
    assert hall.sql("SELECT count(*) FROM notices WHERE kind = 'webhook_failing'") == [(0,)], "who paused it knows"


async def test_deleting_drops_what_waits_and_a_new_one_has_a_new_secret(hall: Hall) -> None:
    boss, secret = await with_webhook(hall)
    await raised(hall, boss)
    await raised(hall, boss)
    boss.questions.clear()
    answer = await boss.call("delete_webhook")
    assert (answer["deleted"], answer["dropped_deliveries"]) == (True, 2)
    assert "2 events that wait are dropped" in boss.questions[0]
    assert deliveries(hall) == [("failed", 0, "the webhook was deleted")] * 2
    await hall.tick()
    assert hall.hooks.requests == []
    assert hall.sql("SELECT secret FROM webhooks") == [(None,)]
    made = await boss.call("set_webhook", status="enabled", url=URL)
    assert made["webhook"]["secret"] != secret


async def test_a_rehearsal_makes_none_and_tells_no_secret(hall: Hall) -> None:
    boss = await boss_of(hall)
    answer = await boss.call("set_webhook", status="enabled", url=URL, dry_run=True)
    assert "secret" not in answer["webhook"]
    assert hall.sql("SELECT count(*) FROM webhooks") == [(0,)]


async def test_each_company_of_a_person_has_its_own(hall: Hall) -> None:
    boss, secret = await with_webhook(hall)
    await hall.person("boss@acme.test", company="Branch")
    ((branch,),) = hall.sql("SELECT id FROM companies WHERE company_name = 'Branch'")
    await hall.fund(branch, "10.00 EUR")
    made = await boss.call("set_webhook", status="enabled", url=OTHER, company_id=branch)
    assert made["webhook"]["secret"] != secret
    assert (await boss.call("get_webhook", company_id=branch))["url"] == OTHER
    assert (await boss.call("get_webhook"))["url"] == URL
    stranger = await boss_of(hall, "Other")
    with pytest.raises(Refused) as no:
        await stranger.call("get_webhook", company_id=branch)
    assert no.value.status == 403

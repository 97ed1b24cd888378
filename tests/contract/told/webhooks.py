"""Whom the operations on webhooks tell, and whom a webhook that fails."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.webhooks.cast import URL, raised, with_webhook


async def it_fails_for_a_day(watch: Watch) -> Expected:
    boss, _ = await with_webhook(watch.hall)
    await watch.hall.person("clerk@acme.test", company="Acme", role="user")
    await raised(watch.hall, boss)
    watch.hall.clock.advance(days=1)
    await watch.tick()
    return {told(f"company:{boss.company}", "webhook_failing", "inbox"), told(boss, "webhook_failing", "mail")}


async def it_works_again(watch: Watch) -> Expected:
    boss, _ = await with_webhook(watch.hall)
    watch.hall.hooks.answer = 500
    await raised(watch.hall, boss)
    for _ in range(3):
        await watch.hall.tick()
        watch.hall.clock.advance(hours=1)
    watch.hall.hooks.answer = 200
    await watch.send()
    return {told(f"company:{boss.company}", "webhook_failing", "inbox"), told(boss, "webhook_failing", "mail")}


async def it_is_paused(watch: Watch) -> Expected:
    boss, _ = await with_webhook(watch.hall)
    await raised(watch.hall, boss)
    await boss.call("set_webhook", status="disabled", url=URL)
    watch.hall.clock.advance(days=1)
    await watch.tick()
    return set()


SCENARIOS: dict[str, Scenario] = {
    "tick where a webhook took nothing for a day": it_fails_for_a_day,
    "tick where a webhook takes events again": it_works_again,
    "tick where what waits for a paused webhook is given up": it_is_paused,
}
NOBODY_ELSE = {
    "set_webhook": "the company's admins see the same webhook, and its server belongs to them",
    "delete_webhook": "the company's admins see the same webhook, and its server belongs to them",
    "create_webhook_endpoint": "the company's admins see the same list, and the server belongs to them",
    "update_webhook_endpoint": "the company's admins see the same list, and the server belongs to them",
    "delete_webhook_endpoint": "the company's admins see the same list, and the server belongs to them",
    "rotate_webhook_secret": "the server that takes the secret is the company's own",
    "test_webhook": "the message goes to the company's own server",
    "replay_webhook_deliveries": "the messages go to the company's own server, which had them or knows their ids",
}

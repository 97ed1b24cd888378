"""Webhooks of a company's world: the main one, a further one, and a delivery to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld


async def add_webhooks(world: FullWorld) -> None:
    boss, host = world.boss, f"hooks.{world.name.lower()}.example.com"
    await boss.call("set_webhook", status="enabled", url=f"https://{host}/hall")
    further = await boss.call("create_webhook_endpoint", url=f"https://{host}/more", events=["taxStatusChanged"])
    id = further["endpoint"]["id"]
    await world.hall.app.database.write(lambda tx: tx.insert("webhook_deliveries", **_delivery(id, boss.company or 0)))
    ((delivery,),) = world.hall.sql("SELECT max(id) FROM webhook_deliveries")
    world.ids |= {
        "endpoint_id": id,
        "delivery_id": delivery,
        "delivery_ids": delivery,
        "update_webhook_endpoint.name": "Tax office",
        "replay_webhook_deliveries.failed_since": "2026-03-01T00:00:00Z",
    }


def _delivery(webhook_id: int, company_id: int) -> dict[str, Any]:
    """One that was delivered, as its log shows it."""
    moments = dict.fromkeys(("created_at", "gives_up_at", "delivered_at"), "2026-03-02T09:00:00.000Z")
    return {
        "webhook_id": webhook_id, "company_id": company_id, "event_id": "evt_1", "name": "taxStatusChanged",
        "body": "{}", "status": "delivered", "attempts": 1, "last_http_status": 200, **moments,
    }  # fmt: skip

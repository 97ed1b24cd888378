"""What time does to deliveries: they are given up after a day, and let go after a month."""

from __future__ import annotations

from datetime import timedelta

from store.webhooks import deliveries, webhooks
from tools.call import Call
from tools.operation import scheduled
from tools.webhooks.notices import tell_given_up

MOST_AT_ONCE = 200
STAY = timedelta(days=30)


@scheduled(every=60)
def give_up_webhook_deliveries(call: Call) -> int:
    """End what was not taken within its 24 hours. The company is told once, unless it has paused the webhook itself."""
    rows = deliveries.past_their_time(call.tx, call.now, MOST_AT_ONCE)
    for row in rows:
        deliveries.change_delivery(call.tx, row["id"], status="failed", next_attempt_at=None)
    for id in dict.fromkeys(row["webhook_id"] for row in rows if not row["is_test"]):
        webhook = webhooks.webhook_by_id(call.tx, id)
        if webhook is not None and webhook["status"] == "enabled" and webhook["told"] != "given_up":
            tell_given_up(call, webhook)
            webhooks.change_webhook(call.tx, id, told="given_up")
    return len(rows)


@scheduled(every=600)
def forget_webhook_deliveries(call: Call) -> int:
    """Drop deliveries that ended and are 30 days old, with their attempts."""
    return deliveries.forget_deliveries(call.tx, call.now - STAY, MOST_AT_ONCE)

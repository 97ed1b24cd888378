"""What time does to deliveries: they are given up after a day, and let go after a month."""

from __future__ import annotations

from datetime import timedelta

from store.database import Row
from store.webhooks import deliveries, webhooks
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.webhooks.notices import tell_given_up

MOST_AT_ONCE = 200
STAY = timedelta(days=30)


@scheduled(every=60)
def give_up_webhook_deliveries(call: Call) -> int:
    """End what was not taken within its 24 hours. The company is told once, unless it has paused the webhook itself."""
    return one_by_one(call, deliveries.past_their_time(call.tx, call.now, MOST_AT_ONCE), _give_up)


def _give_up(call: Call, row: Row) -> None:
    deliveries.change_delivery(call.tx, row["id"], status="failed", next_attempt_at=None)
    webhook = None if row["is_test"] else webhooks.webhook_by_id(call.tx, row["webhook_id"])
    if webhook is not None and webhook["status"] == "enabled" and webhook["told"] != "given_up":
        tell_given_up(call, webhook)
        webhooks.change_webhook(call.tx, webhook["id"], told="given_up")


@scheduled(every=600)
def forget_webhook_deliveries(call: Call) -> int:
    """Drop deliveries that ended and are 30 days old, with their attempts."""
    return deliveries.forget_deliveries(call.tx, call.now - STAY, MOST_AT_ONCE)

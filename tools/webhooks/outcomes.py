"""What becomes of a delivery after an attempt, how its webhook stands then, and when the company hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Row
from store.types import utc_text, utc_time
from store.webhooks import deliveries, webhooks
from tools.call import Call
from tools.rules.sentences import worded
from tools.webhooks.notices import tell_failing, tell_switched_off, tell_working
from tools.webhooks.rules.retries import is_long_failing, is_taken, next_attempt, wants_no_more


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt: to where, when, how long it took, and the status that was answered or why there was none."""

    url: str
    at: datetime
    milliseconds: int
    status: int | None
    fault: str | None


def note_attempt(call: Call, delivery_id: int, tried: Tried) -> None:
    """Keep an attempt and what follows from it. A delivery that was ended meanwhile stays ended."""
    delivery = deliveries.delivery_by_id(call.tx, delivery_id)
    if delivery is None:
        return
    deliveries.insert_attempt(call.tx, delivery_id, tried.url, tried.at, tried.milliseconds, tried.status, tried.fault)
    webhook = webhooks.webhook_by_id(call.tx, delivery["webhook_id"])
    if webhook is None or delivery["status"] != "pending":
        return
    taken = tried.status is not None and is_taken(webhook["signature"], tried.status)
    reason = None if taken else tried.fault or worded("the server answered {status}", status=tried.status)
    _end_or_postpone(call, delivery, tried.status, reason)
    _note_health(call, webhook, bool(delivery["is_test"]), tried.status, reason)
    call.changed("webhook", webhook["id"])


def _end_or_postpone(call: Call, delivery: Row, status: int | None, reason: str | None) -> None:
    attempts = delivery["attempts"] + 1
    after: dict[str, Any] = {"attempts": attempts, "last_http_status": status, "last_error": reason}
    if reason is None:
        after |= {"status": "delivered", "delivered_at": call.stamp, "next_attempt_at": None}
    elif delivery["is_test"]:
        after |= {"status": "failed", "next_attempt_at": None}
    else:
        again = next_attempt(attempts, call.now, utc_time(delivery["gives_up_at"]))
        after |= {"next_attempt_at": utc_text(again) if again else None}
    deliveries.change_delivery(call.tx, delivery["id"], **after)


def _note_health(call: Call, webhook: Row, is_test: bool, status: int | None, reason: str | None) -> None:
    """How the webhook stands. A test that failed is no failing webhook: it may be tried before it is ready."""
    after: dict[str, Any] = {"last_triggered": call.stamp}
    if reason is None:
        after |= {"failing_since": None, "told": "working"}
        if webhook["told"] != "working":
            tell_working(call, webhook)
    else:
        after |= {"last_error": call.stamp, "last_error_reason": reason}
    if reason is not None and not is_test:
        after |= _failing(call, webhook, status, reason)
    webhooks.change_webhook(call.tx, webhook["id"], **after)


def _failing(call: Call, webhook: Row, status: int | None, reason: str) -> dict[str, Any]:
    if wants_no_more(webhook["signature"], status):
        if webhook["status"] == "enabled":
            tell_switched_off(call, webhook)
        return {"failing_since": webhook["failing_since"] or call.stamp, "status": "disabled", "told": "failing"}
    since = webhook["failing_since"]
    if since is None:
        return {"failing_since": call.stamp}
    if webhook["told"] == "working" and is_long_failing(utc_time(since), call.now):
        tell_failing(call, webhook, reason)
        return {"told": "failing"}
    return {}

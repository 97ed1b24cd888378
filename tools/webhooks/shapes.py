"""Webhooks and deliveries as answers show them."""

from __future__ import annotations

import json
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso, utc_text, utc_time
from store.webhooks import deliveries
from tools.call import Call
from tools.shapes import Theirs
from tools.webhooks.params import Status
from tools.webhooks.rules.signing import Signature


class EndpointShape(TypedDict):
    """A webhook. main: the one of get_webhook. events: an empty list = all. old_secret_until: until then the secret before
    signs too. failing_since: since when nothing was taken."""

    id: int
    main: bool
    name: NotRequired[Theirs | None]
    url: str
    status: Status
    signature: Signature
    events: list[str]
    in_order: bool
    pending_deliveries: int
    last_triggered: NotRequired[str | None]
    last_error: NotRequired[str | None]
    last_error_reason: NotRequired[str | None]
    failing_since: NotRequired[str | None]
    old_secret_until: NotRequired[str | None]
    created_at: str


class DeliveryShape(TypedDict):
    """An event on its way to a webhook. message_id: its header webhook-id. next_attempt_at is missing when none follows.
    error: of the last attempt."""

    id: int
    endpoint_id: int
    message_id: str
    name: str
    status: str
    attempts: int
    test: bool
    created_at: str
    next_attempt_at: NotRequired[str | None]
    last_http_status: NotRequired[int | None]
    error: NotRequired[str | None]
    delivered_at: NotRequired[str | None]
    replay_of: NotRequired[int | None]


def endpoint_shape(call: Call, row: Row) -> EndpointShape:
    old_counts = row["old_secret"] is not None and row["old_secret_until"] > utc_text(call.now)
    return {
        "id": row["id"],
        "main": bool(row["is_main"]),
        "name": row["name"] or None,
        "url": row["url"],
        "status": row["status"],
        "signature": row["signature"],
        "events": json.loads(row["events"]),
        "in_order": bool(row["in_order"]),
        "pending_deliveries": deliveries.count_pending(call.tx, row["id"]),
        "last_triggered": moment(row["last_triggered"]),
        "last_error": moment(row["last_error"]),
        "last_error_reason": row["last_error_reason"],
        "failing_since": moment(row["failing_since"]),
        "old_secret_until": moment(row["old_secret_until"]) if old_counts else None,
        "created_at": iso(utc_time(row["created_at"])),
    }


def delivery_shape(row: Row) -> DeliveryShape:
    return {
        "id": row["id"],
        "endpoint_id": row["webhook_id"],
        "message_id": row["event_id"],
        "name": row["name"],
        "status": row["status"],
        "attempts": row["attempts"],
        "test": bool(row["is_test"]),
        "created_at": iso(utc_time(row["created_at"])),
        "next_attempt_at": moment(row["next_attempt_at"]),
        "last_http_status": row["last_http_status"],
        "error": row["last_error"],
        "delivered_at": moment(row["delivered_at"]),
        "replay_of": row["replay_of"],
    }


def moment(stored: str | None) -> str | None:
    return None if stored is None else iso(utc_time(stored))

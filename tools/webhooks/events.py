"""Events are raised here: `raise_event` leaves one for every webhook of a company that wants it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.webhooks import deliveries, webhooks
from store.webhooks.deliveries import Event
from tools.call import Call
from tools.rules.sentences import worded
from tools.webhooks.rules.events import EVENTS, EventName, body_of
from tools.webhooks.rules.retries import LASTS


def raise_event(call: Call, company_id: int, name: EventName, payload: Mapping[str, Any]) -> None:
    """Report to a company what happened, in the transaction of the act: raise_event(call, 7, "cardAdded", {"ownerId": 6,
    "id": 11}). payload: the fields that EVENTS names, in their order.

    Nothing is left where the company has no webhook that is enabled and wants it."""
    if tuple(payload) != tuple(EVENTS[name].payload):
        raise ValueError(
            worded(
                "{name} has the fields {payload}, not {payload_join}",
                name=name,
                payload=", ".join(EVENTS[name].payload),
                payload_join=", ".join(payload),
            )
        )
    wanting = [row for row in webhooks.webhooks_of(call.tx, company_id) if _wants(row["status"], row["events"], name)]
    if not wanting:
        return
    event = Event(new_event_id(call), name, body_of(call.now, name, payload))
    for row in wanting:
        deliveries.insert_delivery(call.tx, row["id"], company_id, event, call.now, call.now + LASTS)


def new_event_id(call: Call) -> str:
    """What receivers know an event by, however often it comes."""
    return f"evt_{call.randomness.bytes(12).hex()}"


def _wants(status: str, events: str, name: str) -> bool:
    """Whether an event goes to a webhook: one that names no events takes all."""
    chosen = json.loads(events)
    return status == "enabled" and (not chosen or name in chosen)

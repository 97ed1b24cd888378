"""The events there are, and how they come."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from tools.call import Call
from tools.operation import operation
from tools.webhooks.rules.events import EVENTS

TOOLSET = "webhooks"
ACTS_FOR_COMPANIES = True

SIGNATURE = (
    "X-Sign is the lowercase hex SHA-256 of the exact body bytes directly followed by the secret: sha256(body . secret), "
    "no HMAC. After rotate_webhook_secret X-Sign-Old is made with the secret before. A webhook with signature standard "
    "has webhook-id, webhook-timestamp and webhook-signature of Standard Webhooks instead; a new secret adds a second one."
)
SUCCESS = (
    "HTTP 200 within 10 seconds; any other answer, a redirect too, is a failure. With signature standard any 2xx counts, "
    "and 410 switches the webhook off."
)
RETRIES = (
    "1, 2, 5, 10, 20, 30 and 60 minutes after the attempt before, then every hour, until 24 hours after the event. A "
    "failing event does not hold up the next unless the webhook is in_order: sort by timestamp."
)


class EventShape(TypedDict):
    """payload: its fields and what they mean. sample: a whole message."""

    name: str
    when: str
    payload: dict[str, str]
    sample: dict[str, Any]


class HowDelivered(TypedDict):
    signature: str
    success: str
    retries: str


class WebhookEvents(TypedDict):
    items: list[EventShape]
    delivery: HowDelivered


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what can trigger a callback",
        "format of a pushed message",
        "how do I check that a notification is genuine",
        "names of the events a webhook gets",
        "sample body of a webhook",
        "how long are failed pushes tried again",
        "which http status confirms a webhook",
        "how is X-Sign computed",
        "fields in the cardAdded event",
        "documentation of event notifications",
    ),
)
def list_webhook_events(call: Call) -> WebhookEvents:
    """List the events that webhooks report, with payloads and samples, and how they are signed and retried.

    Every message is a POST of JSON {timestamp, name, payload}; timestamp is when it happened, in Unix seconds. Receive
    them with set_webhook; try it with test_webhook."""
    items: list[EventShape] = [
        {
            "name": event.name,
            "when": event.when,
            "payload": dict(event.payload),
            "sample": {"timestamp": 1674539549, "name": event.name, "payload": dict(event.sample)},
        }
        for event in EVENTS.values()
    ]
    return {"items": items, "delivery": {"signature": SIGNATURE, "success": SUCCESS, "retries": RETRIES}}

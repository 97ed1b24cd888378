"""A test message to a webhook."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.webhooks import deliveries
from tools.call import Call
from tools.errors import RateLimited
from tools.operation import operation
from tools.rules.sentences import worded
from tools.webhooks.access import addressed
from tools.webhooks.events import new_event_id
from tools.webhooks.params import EndpointId
from tools.webhooks.rules.events import EVENTS, TEST, EventName, body_of
from tools.webhooks.rules.retries import LASTS
from tools.webhooks.shapes import DeliveryShape, delivery_shape

TOOLSET = "webhooks"
ACTS_FOR_COMPANIES = True
HOUR = timedelta(hours=1)
MOST_TESTS = 30

Sample = Annotated[EventName, Field(description="Send the sample of this event; default a message named test.")]


class SentTest(TypedDict):
    delivery: DeliveryShape


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "send a sample event to our server",
        "check that our endpoint works",
        "does our receiver verify the signature",
        "ping the callback url",
        "fire a fake cardAdded event",
        "trial push to our address",
        "try out the webhook before switching it on",
        "is the webhook reachable from here",
        "test webhook",
        "dummy notification to our system",
        "send a trial event to our webhook",
        "see whether our callback address answers",
        "does the webhook reach us",
    ),
)
def test_webhook(
    call: Call,
    endpoint_id: EndpointId | None = None,  # noqa: PT028
    event: Sample | None = None,  # noqa: PT028
) -> SentTest:
    """Send a signed test message to a webhook, enabled or not, once and right after this call.

    Its ids are 0, so that no receiver takes it for somebody's. get_webhook_delivery shows a moment later what came of it.
    At most 30 an hour."""
    row = addressed(call, endpoint_id)
    if deliveries.count_tests(call.tx, row["company_id"], call.now - HOUR) >= MOST_TESTS:
        raise RateLimited(
            worded("{most_tests} tests were sent within the hour, the most allowed. Try later.", most_tests=MOST_TESTS),
            retry_after=int(HOUR.total_seconds()),
            next=("list_webhook_deliveries",),
        )
    payload = EVENTS[event].sample if event is not None else {"endpointId": row["id"]}
    sent = deliveries.Event(new_event_id(call), event or TEST, body_of(call.now, event or TEST, payload))
    ends = call.now + LASTS
    id = deliveries.insert_delivery(call.tx, row["id"], row["company_id"], sent, call.now, ends, is_test=1)
    made = deliveries.delivery(call.tx, row["company_id"], id)
    assert made is not None, id
    return {"delivery": delivery_shape(made)}

"""The log of deliveries: what was sent to the company's webhooks, what waits, and every attempt."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.types import iso, utc_text, utc_time
from store.webhooks import deliveries
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, Moment
from tools.rules.sentences import worded
from tools.webhooks.access import company_of
from tools.webhooks.rules.events import EventName
from tools.webhooks.shapes import DeliveryShape, delivery_shape

TOOLSET = "webhooks"
ACTS_FOR_COMPANIES = True


class Deliveries(TypedDict):
    deliveries: list[DeliveryShape]
    total: int
    next_cursor: NotRequired[str | None]


class Attempt(TypedDict):
    """error: why it did not count; http_status is missing when there was no answer."""

    at: str
    url: str
    milliseconds: int
    http_status: NotRequired[int | None]
    error: NotRequired[str | None]


class ShownDelivery(TypedDict):
    """body: the exact text that is sent and signed. gives_up_at: until then it is tried. attempts: first to last."""

    delivery: DeliveryShape
    body: str
    gives_up_at: str
    attempts: list[Attempt]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which events were pushed to us lately",
        "failed webhook deliveries",
        "what still waits to be sent to our server",
        "log of callbacks",
        "did the sign-up event reach our system",
        "events our endpoint did not take",
        "history of pushed messages",
        "what was given up during our outage",
        "delivery report of our webhooks",
        "when is the next retry to our endpoint",
    ),
)
def list_webhook_deliveries(
    call: Call,
    page: Page,
    endpoint_id: Annotated[Id, Field(description="Only of this webhook, a deleted one too.")] | None = None,
    status: Annotated[Literal["pending", "delivered", "failed"], Field(description="Only in this state.")]
    | None = None,
    event: Annotated[EventName, Field(description="Only of this event.")] | None = None,
    since: Annotated[Moment, Field(description="Only events that happened, or were sent again, then or later.")]
    | None = None,
    until: Annotated[Moment, Field(description="Only those before.")] | None = None,
) -> Deliveries:
    """List what was sent to the company's webhooks and what waits, newest first; kept for 30 days.

    get_webhook_delivery shows every attempt of one and its body; replay_webhook_deliveries sends again what failed."""
    if since is not None and until is not None and since >= until:
        raise Invalid({"since": worded("is not before until"), "until": worded("is not after since")})
    sql, params = deliveries.deliveries_of(
        company_of(call),
        webhook_id=endpoint_id,
        status=status,
        name=event,
        start=utc_text(since) if since else None,
        end=utc_text(until) if until else None,
    )
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=deliveries.NEWEST_FIRST)
    return {"deliveries": [delivery_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "every attempt of one event",
        "what exactly was posted to our server",
        "why was this delivery refused",
        "http status our endpoint answered",
        "how long did our server take to answer",
        "body of a webhook message",
        "result of the webhook test",
        "attempt log of a delivery",
        "when was this event tried",
        "details of a failed push",
    ),
)
def get_webhook_delivery(
    call: Call, delivery_id: Annotated[Id, Field(description="From list_webhook_deliveries.")]
) -> ShownDelivery:
    """Show one delivery with its exact body and the log of its attempts: when, to where, what was answered.

    Sends nothing. replay_webhook_deliveries sends it again."""
    row = deliveries.delivery(call.tx, company_of(call), delivery_id)
    if row is None:
        raise NotFound("webhook delivery", delivery_id, next=("list_webhook_deliveries",))
    attempts: list[Attempt] = [
        {
            "at": iso(utc_time(tried["at"])),
            "url": tried["url"],
            "milliseconds": tried["milliseconds"],
            "http_status": tried["http_status"],
            "error": tried["error"],
        }
        for tried in deliveries.attempts_at(call.tx, row["id"])
    ]
    return {
        "delivery": delivery_shape(row),
        "body": row["body"],
        "gives_up_at": iso(utc_time(row["gives_up_at"])),
        "attempts": attempts,
    }

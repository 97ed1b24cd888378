"""Sending events again: some deliveries, or all that a webhook was not given since a moment."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.webhooks import deliveries
from tools.call import Call
from tools.errors import Invalid, NotFound, WrongState
from tools.operation import operation
from tools.params import Id, Moment
from tools.rules.sentences import word, worded
from tools.webhooks.access import addressed, company_of
from tools.webhooks.params import EndpointId
from tools.webhooks.rules.retries import LASTS

TOOLSET = "webhooks"
ACTS_FOR_COMPANIES = True
MOST_AT_ONCE = 1000


class Replayed(TypedDict):
    """sent_again: how many are sent again; delivery_ids: their new numbers, the first 100. hurried: how many that waited are
    tried now. more: there are more that failed; call again."""

    sent_again: int
    delivery_ids: list[int]
    hurried: int
    more: bool


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"failed_since": "2026-03-01T00:00:00Z"},
    find=(
        "send the failed events again",
        "replay a webhook",
        "our server was down, resend what it missed",
        "repeat a callback",
        "redeliver an event",
        "push that message once more",
        "catch up on events after the outage",
        "retry the delivery now instead of waiting",
        "resend everything that was given up since Monday",
        "we lost an event, post it again",
    ),
)
def replay_webhook_deliveries(
    call: Call,
    delivery_ids: Annotated[
        list[Id], Field(min_length=1, max_length=100, description="From list_webhook_deliveries. Or failed_since.")
    ]
    | None = None,
    failed_since: Annotated[Moment, Field(description="All that failed of events since then, of one webhook.")]
    | None = None,
    endpoint_id: EndpointId | None = None,
) -> Replayed:
    """Send events again: the deliveries named, delivered ones too, or all that a webhook was not given since a moment.

    Each goes as a new delivery with the same event id, body and timestamp, tried for 24 hours; drop what you have had by
    its webhook-id. What still waits is tried at once instead. At most 1000 at a time. The webhook has to be enabled."""
    if (delivery_ids is None) == (failed_since is None):
        raise Invalid(
            dict.fromkeys(("delivery_ids", "failed_since"), worded("is required unless the other one is given"))
        )
    if delivery_ids is not None and endpoint_id is not None:
        raise Invalid({"endpoint_id": worded("goes with failed_since; deliveries know their webhook")})
    if delivery_ids is not None:
        rows = [_named(call, id) for id in dict.fromkeys(delivery_ids)]
    else:
        webhook = addressed(call, endpoint_id)
        _check_enabled(webhook["id"], webhook["status"])
        rows = deliveries.failed_since(call.tx, webhook["id"], failed_since or call.now, MOST_AT_ONCE + 1)
    more, rows = len(rows) > MOST_AT_ONCE, rows[:MOST_AT_ONCE]
    waiting = [row for row in rows if row["status"] == "pending"]
    for row in waiting:
        deliveries.change_delivery(call.tx, row["id"], next_attempt_at=call.stamp)
    made = [_sent_again(call, row) for row in rows if row["status"] != "pending"]
    for id in {row["webhook_id"] for row in rows}:
        call.changed("webhook", id)
    return {"sent_again": len(made), "delivery_ids": made[:100], "hurried": len(waiting), "more": more}


def _named(call: Call, id: int) -> Row:
    row = deliveries.delivery(call.tx, company_of(call), id)
    if row is None:
        raise NotFound("webhook delivery", id, next=("list_webhook_deliveries",))
    if row["is_test"]:
        raise WrongState(
            worded("Delivery {id} is a test: send another one.", id=id), state="test", next=("test_webhook",)
        )
    if row["webhook_deleted_at"] is not None:
        raise WrongState(
            worded("The webhook of delivery {id} was deleted.", id=id),
            state="deleted",
            next=("list_webhook_endpoints",),
        )
    _check_enabled(row["webhook_id"], row["webhook_status"])
    return row


def _check_enabled(id: int, status: str) -> None:
    if status != "enabled":
        raise WrongState(
            worded("Webhook {id} is {status}: nothing is sent there. Enable it first.", id=id, status=word(status)),
            state=status,
            next=("update_webhook_endpoint",),
        )


def _sent_again(call: Call, row: Row) -> int:
    event = deliveries.Event(row["event_id"], row["name"], row["body"])
    return deliveries.insert_delivery(
        call.tx, row["webhook_id"], row["company_id"], event, call.now, call.now + LASTS, replay_of=row["id"]
    )

"""The company's main webhook: showing it, setting it, deleting it."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.webhooks import deliveries, webhooks
from tools.call import Call
from tools.operation import operation
from tools.webhooks.access import company_of, main_webhook, secret_of
from tools.webhooks.checks import check_url
from tools.webhooks.params import Status, WebhookUrl
from tools.webhooks.removing import delete
from tools.webhooks.rules.signing import SECRET_LABEL, new_secret
from tools.webhooks.shapes import moment

TOOLSET = "webhooks"
ACTS_FOR_COMPANIES = True


class ShownWebhook(TypedDict):
    """last_triggered: the last attempt; last_error: the last one that failed. secret: for admins only."""

    url: str
    status: Status
    secret: NotRequired[str | None]
    last_triggered: NotRequired[str | None]
    last_error: NotRequired[str | None]
    last_error_reason: NotRequired[str | None]
    pending_deliveries: int


class WebhookShape(TypedDict):
    url: str
    status: Status
    secret: NotRequired[str | None]
    last_triggered: NotRequired[str | None]
    last_error: NotRequired[str | None]


class SetWebhook(TypedDict):
    webhook: WebhookShape


class DeletedWebhook(TypedDict):
    deleted: bool
    dropped_deliveries: int


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    secret=("secret",),
    find=(
        "where do our notifications go",
        "key to check the signature of callbacks",
        "did the last callback fail",
        "address our events are pushed to",
        "show the signing secret of our webhook",
        "is our push address switched on",
        "how many events still wait to be sent to us",
        "why did our server not get the event",
        "current webhook settings of the company",
        "when was our endpoint called last",
    ),
)
def get_webhook(call: Call) -> ShownWebhook:
    """Show the company's main webhook: address, status, signing secret, and when it was last tried and last failed.

    Only admins see the secret. Further ones are in list_webhook_endpoints, single events in list_webhook_deliveries; set
    it with set_webhook."""
    row = main_webhook(call)
    return {
        "url": row["url"],
        "status": row["status"],
        "secret": secret_of(call, row),
        "last_triggered": moment(row["last_triggered"]),
        "last_error": moment(row["last_error"]),
        "last_error_reason": row["last_error_reason"],
        "pending_deliveries": deliveries.count_pending(call.tx, row["id"]),
    }


@operation(
    access="write",
    actors=("admin",),
    price="write",
    example={"status": "enabled", "url": "https://hooks.example.com/hall"},
    secret=("secret",),
    find=(
        "tell our system when someone signs up",
        "pause callbacks",
        "push events to another address",
        "register a url for event notifications",
        "send us a message when a contractor adds a bank card",
        "switch our webhook back on",
        "notify our HR software of new freelancers automatically",
        "change where the company's events are posted",
        "set up a webhook",
        "turn event pushing off for now",
    ),
)
def set_webhook(
    call: Call,
    status: Annotated[Status, Field(description="enabled sends events, disabled pauses.")],
    url: WebhookUrl,
) -> SetWebhook:
    """Create the company's main webhook or change its address, and switch sending on or off.

    The first call makes the secret, which stays until rotate_webhook_secret or delete_webhook. What waits goes to the new
    address. While disabled nothing is queued, and what waits pauses. Nothing is sent as a test: use test_webhook.
    list_webhook_events has the events, update_webhook_endpoint filters them, create_webhook_endpoint adds addresses."""
    company_id = company_of(call)
    check_url(call, url)
    row = webhooks.main_webhook(call.tx, company_id)
    if row is None:
        secret = call.key.sealed(SECRET_LABEL, new_secret(call.randomness.bytes(16)))
        webhooks.insert_webhook(call.tx, company_id, call.stamp, is_main=1, url=url, status=status, secret=secret)
    else:
        webhooks.change_webhook(call.tx, row["id"], url=url, status=status, updated_at=call.stamp)
        if url != row["url"]:
            deliveries.send_now(call.tx, row["id"], call.stamp)
    made, row = row is None, main_webhook(call)
    call.changed("webhook", row["id"])
    return {
        "webhook": {
            "url": row["url"],
            "status": row["status"],
            # What a rehearsal makes is not kept.
            "secret": None if made and call.dry_run else secret_of(call, row),
            "last_triggered": moment(row["last_triggered"]),
            "last_error": moment(row["last_error"]),
        }
    }


@operation(
    access="destructive",
    actors=("admin",),
    price="write",
    find=(
        "stop callbacks for good",
        "remove the push address",
        "no more event notifications",
        "delete our webhook",
        "we no longer want events posted to us",
        "take down the webhook of the company",
        "cancel pushing to our old system",
        "drop everything that waits to be pushed",
        "forget the webhook url",
        "get rid of the main webhook",
    ),
)
def delete_webhook(call: Call) -> DeletedWebhook:
    """Delete the company's main webhook: no further event is sent there, and what waits is dropped.

    Its secret is lost; set_webhook makes a new one. Further endpoints stay (delete_webhook_endpoint). To pause only, use
    set_webhook with status disabled."""
    return {"deleted": True, "dropped_deliveries": delete(call, main_webhook(call))}

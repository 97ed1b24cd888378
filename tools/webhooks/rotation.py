"""A new secret for a webhook, while the one before it still counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.types import utc_text
from store.webhooks import webhooks
from tools.call import Call
from tools.operation import operation
from tools.webhooks.access import addressed
from tools.webhooks.params import EndpointId
from tools.webhooks.rules.signing import SECRET_LABEL, new_secret, shown
from tools.webhooks.shapes import moment

TOOLSET = "webhooks"
ACTS_FOR_COMPANIES = True


class Rotated(TypedDict):
    """old_secret_until: until then the secret before signs too."""

    endpoint_id: int
    secret: NotRequired[str | None]
    old_secret_until: NotRequired[str | None]


@operation(
    access="write",
    actors=("admin",),
    price="write",
    secret=("secret",),
    find=(
        "our webhook key leaked",
        "new signing secret for our endpoint",
        "renew the secret of the webhook without downtime",
        "rotate the key callbacks are signed with",
        "change the webhook secret, keep the old one valid for a while",
        "replace the shared secret of our receiver",
        "make the old signing key invalid at once",
        "I lost the secret of an endpoint",
        "regenerate webhook credentials",
        "two secrets valid during the change",
    ),
)
def rotate_webhook_secret(
    call: Call,
    endpoint_id: EndpointId | None = None,
    old_valid_hours: Annotated[
        int, Field(ge=0, le=168, description="Hours for which the old secret signs too; 0 ends it now.")
    ] = 24,
) -> Rotated:
    """Make a new secret for a webhook. For old_valid_hours every event is signed with both.

    With signature standard both signatures stand in webhook-signature. With x_sign X-Sign is made with the new secret at
    once, and X-Sign-Old with the old one: let your receiver accept either first. If a secret has leaked, use 0."""
    row = addressed(call, endpoint_id)
    secret = new_secret(call.randomness.bytes(16))
    until = utc_text(call.now + timedelta(hours=old_valid_hours)) if old_valid_hours and row["secret"] else None
    webhooks.change_webhook(
        call.tx,
        row["id"],
        secret=call.key.sealed(SECRET_LABEL, secret),
        old_secret=row["secret"] if until else None,
        old_secret_until=until,
        updated_at=call.stamp,
    )
    call.changed("webhook", row["id"])
    return {
        "endpoint_id": row["id"],
        # What a rehearsal makes is not kept.
        "secret": None if call.dry_run else shown(secret, row["signature"]),
        "old_secret_until": moment(until),
    }

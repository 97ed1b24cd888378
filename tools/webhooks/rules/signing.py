"""How a receiver knows that an event is from here: one of two signatures, by the webhook's secret."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from tools.rules.callback_secrets import PREFIX, signatures

Signature = Literal["x_sign", "standard"]
# Under what a secret is sealed.
SECRET_LABEL = "webhook secret"


def new_secret(random: bytes) -> str:
    """16 random bytes as the 32 hex characters that a secret has."""
    return random[:16].hex()


def shown(secret: str, signature: Signature) -> str:
    """The secret as a receiver's code takes it: its 32 characters, or with their bytes as the key of Standard Webhooks."""
    return secret if signature == "x_sign" else PREFIX + base64.b64encode(secret.encode()).decode()


def x_sign(body: bytes, secret: str) -> str:
    """sha256(body . secret): a hash of the two in a row, no HMAC."""
    return hashlib.sha256(body + secret.encode()).hexdigest()


def signed_headers(
    signature: Signature, secrets: Sequence[str], event_id: str, now: datetime, body: bytes
) -> dict[str, str]:
    """The headers that sign a body; none without a secret. secrets: the present one, then, as long as it is valid too, the
    one before it."""
    if not secrets:
        return {}
    if signature == "x_sign":
        names = ("X-Sign", "X-Sign-Old")
        return {name: x_sign(body, secret) for name, secret in zip(names, secrets, strict=False)}
    moment = int(now.timestamp())
    keys = [shown(secret, "standard") for secret in secrets]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": signatures(keys, event_id, moment, body),
    }

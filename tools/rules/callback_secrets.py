"""What callbacks are signed with, as Standard Webhooks 1.0 says."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from datetime import timedelta

# Under what a secret is sealed.
SECRET_LABEL = "callback secret"
PREFIX = "whsec_"
# After a new secret was made, the one before it signs too.
OLD_SECRET_STAYS = timedelta(hours=24)


def new_secret(random: bytes) -> str:
    """Random bytes as a secret that libraries take."""
    return PREFIX + base64.b64encode(random).decode()


def signatures(secrets: Sequence[str], id: str, timestamp: int, body: bytes) -> str:
    """The header webhook-signature: one signature for each secret."""
    return " ".join(_signature(secret, id, timestamp, body) for secret in secrets)


def _signature(secret: str, id: str, timestamp: int, body: bytes) -> str:
    signed = f"{id}.{timestamp}.".encode() + body
    mark = hmac.digest(base64.b64decode(secret.removeprefix(PREFIX)), signed, "sha256")
    return f"v1,{base64.b64encode(mark).decode()}"

"""Asking the person through their client: whether it can be done, and whether an answer is a yes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.types import ClientCapabilities, ElicitResult
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

from server.protocol.questions import WHO_DECIDES
from tools.errors import NotAllowed, Refusal
from tools.rules.sentences import worded

Context = ServerRequestContext[Any, Any]
# No person reads and declines a form in less.
QUICKEST_NO = 0.25
MOST_OPEN_QUESTIONS = 1_000


class AskedAt:
    """When this process asked its latest questions, by a clock that nobody sets."""

    def __init__(self) -> None:
        self._moments: dict[str, float] = {}

    def note(self, token: str) -> None:
        while len(self._moments) >= MOST_OPEN_QUESTIONS:
            del self._moments[next(iter(self._moments))]
        self._moments[token] = time.monotonic()

    def seconds_since(self, token: str) -> float:
        """0 for what another process asked."""
        asked_at = self._moments.get(token)
        return 0.0 if asked_at is None else time.monotonic() - asked_at


def can_ask(ctx: Context) -> bool:
    """Whether a question can be put to the person now."""
    if not shows_forms(ctx.session.client_capabilities):
        return False
    return ctx.protocol_version in MODERN_PROTOCOL_VERSIONS or ctx.session.can_send_request


def shows_forms(client: ClientCapabilities | None) -> bool:
    """Whether the client can put a form before the person. Saying nothing about modes means forms."""
    asks = client.elicitation if client else None
    return asks is not None and (asks.form is not None or asks.url is None)


def agreed(answer: object, shown: Mapping[str, str]) -> bool:
    """Whether the person accepted, did not untick the box, and left the other fields as they were."""
    if not isinstance(answer, ElicitResult) or answer.action != "accept":
        return False
    content = answer.content or {}
    return content.get("agree", True) is True and all(
        content.get(name, value) == value for name, value in shown.items()
    )


def declined(answer: object) -> Refusal:
    closed = isinstance(answer, ElicitResult) and answer.action == "cancel"
    said = worded("The question was closed without an answer.") if closed else worded("The person did not agree.")
    return NotAllowed(
        worded(
            "{said} Nothing happened and nothing was charged; ask them what they want instead. {who_decides}",
            said=said,
            who_decides=WHO_DECIDES,
        ),
        code="declined",
    )

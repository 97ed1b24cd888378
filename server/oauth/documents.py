"""Documents with which apps describe themselves: fetched from the internet alone, small, quick, and kept for a day."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mcp.server.auth.provider import RegistrationError
from mcp.shared.auth import OAuthClientMetadata
from pydantic import ValidationError

from server.oauth.clients import check_redirects
from server.oauth.rules.scopes import KINDS
from server.workers.outgoing import ForbiddenTarget, Resolve, certificates, checked_target, looked_up

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger("hiringhall.oauth")

SECONDS = 5.0
MOST_BYTES = 64 * 1024
FRESH_FOR, GOOD_FOR = timedelta(hours=24), timedelta(days=7)
LONGEST = 500


class Unfit(Exception):
    """A document that describes no client. The text says why, and nothing of what lies inside a network."""


@dataclass(frozen=True, slots=True)
class Documents:
    """How documents are fetched."""

    resolve: Resolve = looked_up
    transport: Callable[[], httpx.AsyncBaseTransport] | None = None
    seconds: float = SECONDS

    async def record(self, client_id: str) -> str:
        """What the document at this address says of its client, as it is kept (JSON). Unfit when it cannot be used."""
        import httpx

        try:
            async with asyncio.timeout(self.seconds):
                text = await self._text(client_id)
        except ForbiddenTarget as forbidden:
            logger.warning("refused a client whose document lies where nothing is fetched from: %s", forbidden)
            raise Unfit("Its address leads to no server on the internet.") from None
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL):
            raise Unfit("Its document could not be fetched.") from None
        return record_in(client_id, text)

    async def _text(self, url: str) -> bytes:
        import httpx

        target = await checked_target(url, self.resolve)
        transport = self.transport() if self.transport else None
        client = httpx.AsyncClient(trust_env=False, timeout=self.seconds, verify=certificates(), transport=transport)
        headers = {**target.headers, "Accept": "application/json", "Accept-Encoding": "identity"}
        async with (
            client,
            client.stream(
                "GET", target.pinned, headers=headers, extensions=target.extensions, follow_redirects=False
            ) as answer,
        ):
            if answer.status_code != 200:
                raise Unfit(f"Its document was answered with {answer.status_code}.")
            if answer.headers.get("content-encoding", "identity") != "identity":
                raise Unfit("Its document is packed, which was not asked for.")
            found = bytearray()
            async for part in answer.aiter_bytes():
                found += part
                if len(found) > MOST_BYTES:
                    raise Unfit(f"Its document has more than {MOST_BYTES // 1024} KiB.")
            return bytes(found)


def is_document(client_id: str) -> bool:
    """Whether a client names itself by the address of a document."""
    if len(client_id) > LONGEST or not client_id.startswith("https://") or not client_id.isprintable():
        return False
    try:
        parts = urlsplit(client_id)
        named = bool(parts.hostname) and parts.username is None and parts.password is None
    except ValueError:
        return False
    steps = parts.path.split("/")
    return (
        named and len(parts.path) > 1 and not parts.fragment and "#" not in client_id and not {".", ".."} & set(steps)
    )


def record_in(client_id: str, text: bytes) -> str:
    """The client that a document describes, if it is the one of this address and needs no secret."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise Unfit("Its document is no JSON.") from None
    if not isinstance(told, dict) or told.get("client_id") != client_id:
        raise Unfit("Its document names another client_id than its own address.")
    if told.get("token_endpoint_auth_method", "none") != "none" or "client_secret" in told:
        raise Unfit("Its document asks for another way to prove itself than none.")
    try:
        client = OAuthClientMetadata.model_validate(told)
        check_redirects(list(map(str, client.redirect_uris or ())))
    except (ValidationError, RegistrationError):
        raise Unfit("Its document describes no client with fit redirect URIs.") from None
    kept: dict[str, Any] = {
        "redirect_uris": list(map(str, client.redirect_uris or ())),
        "client_name": client.client_name,
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": " ".join(KINDS),
    }
    return json.dumps({name: value for name, value in kept.items() if value is not None}, ensure_ascii=False)

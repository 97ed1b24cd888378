"""Apps that ask to sign people in: as they registered, or as a document of theirs describes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mcp.server.auth.provider import RegistrationError
from mcp.shared.auth import InvalidRedirectUriError, OAuthClientInformationFull
from pydantic import AnyUrl

from server.oauth.rules import redirects
from server.oauth.rules.scopes import KINDS, known
from server.parts import Parts
from store.database import Row
from store.oauth import clients

SECRET_LABEL = "secret of an app"
MOST_REDIRECTS = 20
MOST_RECORD = 8_192
LONGEST_NAME = 80


class HallClient(OAuthClientInformationFull):
    """A client as this server reads it: what it may do is a person's to say, and the port of its own machine is any."""

    def validate_scope(self, requested_scope: str | None) -> list[str] | None:
        """What it asks for and we know: nothing asked for is refused at this place."""
        return (requested_scope or "").split()

    def validate_redirect_uri(self, redirect_uri: AnyUrl | None) -> AnyUrl:
        if redirect_uri is None:
            return super().validate_redirect_uri(None)
        if not redirects.is_among(str(redirect_uri), map(str, self.redirect_uris or ())):
            raise InvalidRedirectUriError(f"Redirect URI '{redirect_uri}' is not among those of this client")
        return redirect_uri

    @property
    def shown_name(self) -> str:
        """What people are told it is called: its own words, on one line."""
        said = " ".join((self.client_name or "").split())
        return "".join(character for character in said if character.isprintable())[:LONGEST_NAME]


def registration(parts: Parts, client: OAuthClientInformationFull) -> tuple[str, str | None]:
    """What is kept of a registration: its record as JSON, and its secret, sealed. RegistrationError for what is unfit.

    Every kind of scope is in it, whatever was asked for: more is granted by consent, later and without another
    registration."""
    check_redirects(list(map(str, client.redirect_uris or ())))
    client.scope = " ".join(KINDS)
    record = client.model_dump_json(exclude_none=True, exclude={"client_secret"})
    if len(record) > MOST_RECORD:
        raise RegistrationError("invalid_client_metadata", "This says more than is kept of a client.")
    secret = client.client_secret
    return record, None if secret is None else parts.key.sealed(SECRET_LABEL, secret)


def check_redirects(uris: Sequence[str]) -> None:
    """RegistrationError for an address nobody may be led to."""
    if not 0 < len(uris) <= MOST_REDIRECTS:
        raise RegistrationError("invalid_redirect_uri", f"1 to {MOST_REDIRECTS} redirect URIs are taken.")
    for uri in uris:
        if wrong := redirects.fault(uri):
            raise RegistrationError("invalid_redirect_uri", f"A redirect URI {wrong}.")


def client_in(parts: Parts, row: Row) -> HallClient:
    """A client that is kept. One with a secret proves it in the body, to where the routes move it from a header."""
    told: dict[str, Any] = json.loads(row["record"])
    told["client_id"] = row["client_id"]
    told["token_endpoint_auth_method"] = "none"
    if row["secret"] is not None:
        told["client_secret"] = parts.key.opened(SECRET_LABEL, row["secret"]) or "unreadable"
        told["token_endpoint_auth_method"] = "client_secret_post"
    return HallClient.model_validate(told)


async def kept_client(parts: Parts, client_id: str) -> Row | None:
    if not client_id.isprintable():
        # PostgreSQL takes no text with a NUL.
        return None
    return await parts.database.read(lambda tx: clients.find_client(tx, client_id))


def only_ours(asked: Sequence[str], parts: Parts) -> list[str]:
    """The scopes among those asked for that mean something here."""
    return known(asked, parts.registry.toolsets)

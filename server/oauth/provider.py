"""The hall behind the SDK's authorization server: its handlers ask here for clients, codes and tokens."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from urllib.parse import urlencode

from mcp.server.auth.provider import (
    AccessToken,
    AuthorizationCode,
    AuthorizationParams,
    AuthorizeError,
    RefreshToken,
)
from mcp.shared.auth import OAuthClientInformationFull, OAuthToken
from pydantic import AnyUrl

from server.oauth.clients import HallClient, client_in, kept_client, only_ours, registration
from server.oauth.documents import FRESH_FOR, GOOD_FOR, Documents, Unfit, is_document
from server.oauth.granting import Granting
from server.oauth.paths import CONSENT
from server.oauth.rules import resources
from server.oauth.rules.scopes import offered
from server.parts import Parts
from store.database import Row
from store.oauth import clients
from store.types import utc_text, utc_time

ASKED_LABEL = "what an app asks for"
SOON = 60
CHALLENGE = re.compile(r"[A-Za-z0-9_\-]{43}")


class Provider:
    """issuer: the server's address from outside, without a slash at its end."""

    def __init__(self, parts: Parts, issuer: str, documents: Documents | None = None) -> None:
        self.parts, self.issuer = parts, issuer
        self.granting = Granting(parts)
        self._documents = documents or Documents()

    async def get_client(self, client_id: str) -> HallClient | None:
        row = await kept_client(self.parts, client_id)
        if is_document(client_id) and self._is_stale(row):
            row = await self._read_document(client_id, row)
        return None if row is None else client_in(self.parts, row)

    def _is_stale(self, row: Row | None) -> bool:
        return row is None or utc_time(row["fetched_at"] or row["created_at"]) + FRESH_FOR <= self.parts.clock()

    async def _read_document(self, client_id: str, kept: Row | None) -> Row | None:
        """What the document says now; for a week what it said, so that its server may be down."""
        now = self.parts.clock()
        try:
            record = await self._documents.record(client_id)
        except Unfit:
            if kept is not None and utc_time(kept["fetched_at"]) + GOOD_FOR > now:
                return kept
            return None
        await self.parts.database.write(lambda tx: clients.keep_document(tx, client_id, record, now))
        return await kept_client(self.parts, client_id)

    async def register_client(self, client_info: OAuthClientInformationFull) -> None:
        record, secret = registration(self.parts, client_info)
        now = self.parts.clock()
        await self.parts.database.write(lambda tx: clients.add_client(tx, client_info.client_id, record, secret, now))

    async def authorize(self, client: OAuthClientInformationFull, params: AuthorizationParams) -> str:
        """Where the person is asked. Nothing is kept: the question travels in the address, sealed."""
        if not resources.is_own(params.resource, self.issuer):
            raise AuthorizeError("invalid_target", f"This server issues tokens for {resources.own(self.issuer)} only.")
        if not CHALLENGE.fullmatch(params.code_challenge):
            raise AuthorizeError("invalid_request", "code_challenge is no SHA-256 in base64url: 43 characters.")
        asked = {
            "client_id": client.client_id,
            "client_name": HallClient.model_validate(client.model_dump()).shown_name,
            "state": params.state,
            "scopes": offered(only_ours(params.scopes or [], self.parts)),
            "challenge": params.code_challenge,
            "redirect_uri": str(params.redirect_uri),
            "given": params.redirect_uri_provided_explicitly,
            "resource": resources.own(self.issuer),
            "at": utc_text(self.parts.clock()),
        }
        sealed = self.parts.key.sealed(ASKED_LABEL, json.dumps(asked, ensure_ascii=False))
        return f"{self.issuer}{CONSENT}?{urlencode({'request': sealed.partition(':')[2]})}"

    async def load_authorization_code(
        self, client: OAuthClientInformationFull, authorization_code: str
    ) -> AuthorizationCode | None:
        row = await self.granting.find_code(authorization_code, client.client_id)
        if row is None:
            return None
        return AuthorizationCode(
            code=authorization_code,
            scopes=row["scopes"].split(),
            # Whether it has run out was asked of the hall's own clock.
            expires_at=time.time() + SOON,
            client_id=row["client_id"],
            code_challenge=row["challenge"],
            redirect_uri=AnyUrl(row["redirect_uri"]),
            redirect_uri_provided_explicitly=bool(row["given"]),
            resource=row["resource"],
            subject=f"person:{row['person_id']}",
        )

    async def exchange_authorization_code(
        self, client: OAuthClientInformationFull, authorization_code: AuthorizationCode
    ) -> OAuthToken:
        return await self.granting.exchange(authorization_code.code)

    async def load_refresh_token(self, client: OAuthClientInformationFull, refresh_token: str) -> RefreshToken | None:
        row = await self.granting.find_refresh_token(refresh_token, client.client_id)
        if row is None:
            return None
        return RefreshToken(
            token=refresh_token,
            client_id=row["client_id"],
            scopes=row["scopes"].split(),
            resource=row["resource"],
            subject=f"person:{row['person_id']}",
        )

    async def exchange_refresh_token(
        self, client: OAuthClientInformationFull, refresh_token: RefreshToken, scopes: list[str]
    ) -> OAuthToken:
        return await self.granting.renew(refresh_token.token, scopes)

    async def load_access_token(self, token: str) -> AccessToken | None:
        row = await self.granting.find_access_token(token)
        if row is None:
            return None
        return AccessToken(
            token=token,
            client_id=row["client_id"],
            scopes=row["scopes"].split(),
            expires_at=int(utc_time(row["expires_at"]).timestamp()),
            resource=row["resource"],
            subject=f"person:{row['person_id']}",
            claims={"iss": self.issuer, "iat": int(utc_time(row["created_at"]).timestamp()), "grant": row["grant_id"]},
        )

    async def revoke_token(self, token: AccessToken | RefreshToken) -> None:
        if isinstance(token, AccessToken):
            grant_id: int = (token.claims or {})["grant"]
        else:
            row = await self.granting.find_refresh_token(token.token, token.client_id)
            if row is None:
                return
            grant_id = row["grant_id"]
        await self.granting.revoke(grant_id)

    async def exchange_identity_assertion(self, client: OAuthClientInformationFull, params: Any) -> OAuthToken:
        """Never called: the handler is built without it."""
        raise NotImplementedError

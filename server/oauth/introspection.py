"""What a token is worth, told to the operator's own programs alone."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.app import App
from server.calls.auth import identify
from server.oauth.provider import Provider
from server.protocol.origins import UNKNOWN, origin_of
from server.protocol.senders import bearer
from store.companies.companies import operator_company_id
from store.database import StoreUnavailable, Transaction
from store.oauth import grants
from store.secrets import hash_secret
from store.types import utc_time
from tools.errors import Refusal

refused = logging.getLogger("hiringhall.oauth")

HEADERS = {"Cache-Control": "no-store"}


class Introspection:
    """Answers POST /introspect. The caller is an admin of the company that runs the hall, by their own token."""

    def __init__(self, app: App, provider: Provider) -> None:
        self._app, self._provider = app, provider

    async def answer(self, request: Request) -> Response:
        origin = origin_of(request.client.host) if request.client else UNKNOWN
        token = bearer(request.headers.get("authorization", ""))
        try:
            if token is None or not await self._app.database.read(lambda tx: self._is_operator(tx, token, origin)):
                refused.warning("refused to say what a token is worth, asked from %s", origin)
                headers = {**HEADERS, "WWW-Authenticate": "Bearer"}
                return JSONResponse({"error": "invalid_client"}, 401, headers)
            form = await request.form(max_files=0, max_fields=20)
            asked = form.get("token")
            return JSONResponse(await self._worth(asked if isinstance(asked, str) else ""), headers=HEADERS)
        except StoreUnavailable:
            return JSONResponse({"error": "temporarily_unavailable"}, 503, HEADERS)

    def _is_operator(self, tx: Transaction, token: str, origin: str) -> bool:
        try:
            caller = identify(tx, token, self._app.clock(), origin)
        except Refusal:
            return False
        own = caller.is_admin and caller.scopes is None
        return own and caller.company_id is not None and caller.company_id == operator_company_id(tx)

    async def _worth(self, token: str) -> dict[str, object]:
        found = await self._provider.load_access_token(token)
        if found is not None:
            return {
                "active": True,
                "token_type": "Bearer",
                "client_id": found.client_id,
                "scope": " ".join(found.scopes),
                "sub": found.subject,
                "aud": found.resource,
                "iss": self._provider.issuer,
                "exp": found.expires_at,
                "iat": (found.claims or {})["iat"],
            }
        row = await self._app.database.read(lambda tx: grants.find_refresh_token(tx, hash_secret(token)))
        dead = row is None or row["ended_at"] or row["session_ended_at"] or row["spent_at"]
        if row is None or dead or utc_time(row["expires_at"]) <= self._app.clock():
            return {"active": False}
        return {
            "active": True,
            "token_type": "refresh_token",
            "client_id": row["client_id"],
            "scope": row["scopes"],
            "sub": f"person:{row['person_id']}",
            "iss": self._provider.issuer,
            "exp": int(utc_time(row["expires_at"]).timestamp()),
        }

#!/usr/bin/env bash
# The Python SDK's client renews its access token only where it knows by its own clock that it has run out. It keeps no moment with
# the tokens in the caller's storage, so a program that is started again with a token that has run out in between gets 401, and sends
# the person to log in again, though the storage holds a refresh token that the server would take. So it is with a token that the
# server ended early. A server that wants its people to stay signed in gives out access tokens that outlive a program's day.
#
# Seen with mcp 2.3.0 on 2026-11-30: no request to the token endpoint, one login.
# Valid input throughout; nothing of the product is used; the server below answers in process. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0
"$folder/env/bin/python" - <<'PYTHON'
import asyncio
import logging

import httpx2
from mcp.client.auth import OAuthClientProvider
from mcp.shared.auth import OAuthClientInformationFull, OAuthClientMetadata, OAuthToken

BASE, BACK = "https://server.test", "http://localhost:3999/callback"
RESOURCE = f"{BASE}/.well-known/oauth-protected-resource/mcp"
seen = {"renewals": 0, "logins": 0}
logging.disable()


class Enough(Exception):
    """The person is asked to log in."""


class Storage:
    """What the program kept when it ran before: tokens of an hour, and who it is."""

    async def get_tokens(self):
        return OAuthToken(access_token="run-out", refresh_token="good", expires_in=3600, scope="read")

    async def set_tokens(self, tokens):
        pass

    async def get_client_info(self):
        return OAuthClientInformationFull(client_id="probe", redirect_uris=[BACK], token_endpoint_auth_method="none", issuer=BASE)

    async def set_client_info(self, info):
        pass


def server(request):
    path = request.url.path
    if path.startswith("/.well-known/oauth-protected-resource"):
        return httpx2.Response(200, json={"resource": f"{BASE}/mcp", "authorization_servers": [BASE], "scopes_supported": ["read"]})
    if path.startswith("/.well-known/oauth-authorization-server"):
        described = {"issuer": BASE, "authorization_endpoint": f"{BASE}/authorize", "token_endpoint": f"{BASE}/token"}
        more = {"response_types_supported": ["code"], "grant_types_supported": ["authorization_code", "refresh_token"]}
        return httpx2.Response(200, json={**described, **more, "code_challenge_methods_supported": ["S256"]})
    if path == "/token":
        seen["renewals"] += 1
        fresh = {"access_token": "fresh", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "next", "scope": "read"}
        return httpx2.Response(200, json=fresh)
    if request.headers["authorization"] == "Bearer fresh":
        return httpx2.Response(200, json={})
    challenge = f'Bearer error="invalid_token", resource_metadata="{RESOURCE}"'
    return httpx2.Response(401, headers={"WWW-Authenticate": challenge})


async def login(*address):
    seen["logins"] += 1
    raise Enough


async def main():
    told = OAuthClientMetadata(redirect_uris=[BACK], client_name="probe", token_endpoint_auth_method="none")
    auth = OAuthClientProvider(f"{BASE}/mcp", told, Storage(), redirect_handler=login, callback_handler=login)
    async with httpx2.AsyncClient(auth=auth, transport=httpx2.MockTransport(server)) as client:
        try:
            await client.post(f"{BASE}/mcp", json={})
        except Enough:
            pass
    print(f"after a 401, with a refresh token at hand: {seen}")
    assert seen == {"renewals": 0, "logins": 1}, seen


asyncio.run(main())
PYTHON

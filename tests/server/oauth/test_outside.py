"""An identity provider elsewhere: its tokens are taken for what its keys, its audience and a proven address say."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from server.oauth.outside import OutsideIssuer
from tests.hall import Hall
from tests.server.oauth.browsing import ISSUER as HALL
from tests.server.oauth.browsing import served

ISSUER = "https://id.example.com"


class IdentityProvider:
    """Signs tokens with keys made for this test."""

    def __init__(self) -> None:
        self.read, self.seconds = 0, 0.0
        self.turn("one")

    def turn(self, name: str) -> None:
        """Another key."""
        self.name, self.key = name, ec.generate_private_key(ec.SECP256R1())

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/.well-known/openid-configuration":
            return httpx.Response(200, json={"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"})
        self.read += 1
        public = json.loads(ECAlgorithm.to_jwk(self.key.public_key()))
        return httpx.Response(200, json={"keys": [{**public, "kid": self.name, "use": "sig", "alg": "ES256"}]})

    def token(self, **more: Any) -> str:
        claims = {
            "iss": ISSUER,
            "aud": "hall",
            "sub": "u-1",
            "exp": int(time.time()) + 3600,
            "email": "eva@work.test",
            "email_verified": True,
            "scope": "openid read",
            **more,
        }
        return jwt.encode(claims, self.key, algorithm="ES256", headers={"kid": self.name})


async def test_tokens_of_the_operators_identity_provider_open_what_they_say(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    await hall.person("eva@work.test", company="Brandt")
    provider = IdentityProvider()
    outside = OutsideIssuer(hall.app.parts, ISSUER, "hall", provider.transport, lambda: provider.seconds)
    async with served(hall, outside=outside) as site:
        described = (await site.get("/.well-known/oauth-protected-resource/mcp")).json()
        assert (described["authorization_servers"], described["resource"]) == ([ISSUER], f"{HALL}/mcp")
        assert (await site.get("/authorize")).status_code == 404
        token = provider.token()
        assert (await site.call(token, "list_my_sessions")).status_code == 200
        assert (await site.call(token, "set_my_language", language="en")).status_code == 403
        assert (await site.call(token, "list_my_sessions")).status_code == 200
        wrong = {
            "audience": provider.token(aud="another"),
            "issuer": provider.token(iss="https://evil.test"),
            "over": provider.token(exp=int(time.time()) - 3600),
            "not proven": provider.token(email_verified=False),
            "nobody": provider.token(email="nobody@work.test"),
            "changed": f"{token[:-6]}AAAAAA",
            "unsigned": jwt.encode({"iss": ISSUER, "aud": "hall", "email": "eva@work.test"}, "", algorithm="none"),
        }
        with caplog.at_level(logging.WARNING):
            for why, one in wrong.items():
                assert (await site.call(one, "list_my_sessions")).status_code == 401, why
        assert caplog.text.count("refused a token of") == len(wrong)


async def test_keys_are_read_once_and_again_when_they_turn(hall: Hall) -> None:
    await hall.person("eva@work.test", company="Brandt")
    provider = IdentityProvider()
    outside = OutsideIssuer(hall.app.parts, ISSUER, "hall", provider.transport, lambda: provider.seconds)
    async with served(hall, outside=outside) as site:
        for sub in ("u-1", "u-2"):
            assert (await site.call(provider.token(sub=sub), "list_my_sessions")).status_code == 200
        assert provider.read == 1
        provider.turn("two")
        assert (await site.call(provider.token(), "list_my_sessions")).status_code == 401
        provider.seconds += 61
        assert (await site.call(provider.token(), "list_my_sessions")).status_code == 200
        assert provider.read == 2

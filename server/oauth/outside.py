"""Tokens of an identity provider elsewhere (OpenID Connect), in place of the hall's own: checked by its keys, once each.

A token that holds becomes a session of the person with that proven address, until it runs out: it is listed, ended and
bounded as every other."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from server.oauth.rules.scopes import KINDS, known
from server.parts import Parts
from store.database import IntegrityError, Transaction
from store.oauth import grants
from store.people.identity import find_person_by_email
from store.secrets import hash_secret
from tools.people.sessions import company_to_act_for

if TYPE_CHECKING:
    import httpx

refused = logging.getLogger("hiringhall.oauth")

CONFIGURATION = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LEEWAY = 30
LONGEST_TOKEN = 16 * 1024
MOST_BYTES = 512 * 1024
SECONDS = 5.0
# Keys are read again when they are old, and for a key nobody knows at most so often.
KEYS_FOR, KEYS_AGAIN = 3_600.0, 60.0


class NotTaken(Exception):
    """A token opens nothing here. The text goes into the log."""


@dataclass(slots=True)
class Keys:
    """What the provider signs with, by the name of the key, and when it was read."""

    by_name: dict[str | None, Any]
    read_at: float


class OutsideIssuer:
    """issuer: the provider's address, as its tokens name it; audience: whom they are for. clock: seconds that go forward."""

    def __init__(
        self,
        parts: Parts,
        issuer: str,
        audience: str,
        transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.issuer, self._audience = issuer, audience
        self._parts, self._transport, self._clock = parts, transport, clock
        self._keys: Keys | None = None
        self._reading = asyncio.Lock()

    async def admit(self, token: str) -> None:
        """Open a session for a token that holds and was not seen before. Nothing happens for others."""
        if token.count(".") != 2 or len(token) > LONGEST_TOKEN:
            return
        hash = hash_secret(token)
        if await self._parts.database.read(lambda tx: grants.is_seen(tx, hash)):
            return
        try:
            claims = await self._claims(token)
            await self._parts.database.write(lambda tx: self._open(tx, hash, claims))
        except NotTaken as why:
            refused.warning("refused a token of %s: %s", self.issuer, why)
        except IntegrityError:
            # Another call with it was quicker.
            return

    async def _claims(self, token: str) -> dict[str, Any]:
        import jwt

        try:
            head = jwt.get_unverified_header(token)
            key = await self._key(head.get("kid"))
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self._audience,
                issuer=self.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise NotTaken(type(error).__name__) from None
        return claims

    def _open(self, tx: Transaction, token_hash: str, claims: dict[str, Any]) -> None:
        call = self._parts.own_call(tx, "oauth_token", "oauth")
        email = claims.get("email")
        if not isinstance(email, str) or claims.get("email_verified") not in (True, "true"):
            raise NotTaken("it names no proven e-mail address")
        person = find_person_by_email(tx, email)
        if person is None or person["email_verified_at"] is None:
            raise NotTaken("nobody here has proven its e-mail address")
        expires_at = datetime.fromtimestamp(int(claims["exp"]), UTC)
        company_id = company_to_act_for(call, person)
        grants.open_outside_session(tx, person["id"], company_id, token_hash, _scopes(claims), call.now, expires_at)

    async def _key(self, name: str | None) -> Any:
        keys = self._keys
        old = keys is None or self._clock() - keys.read_at > KEYS_FOR
        strange = keys is not None and name not in keys.by_name and self._clock() - keys.read_at > KEYS_AGAIN
        if old or strange:
            async with self._reading:
                if self._keys is keys:
                    self._keys = await self._read_keys(keys)
        key = self._keys.by_name.get(name) if self._keys else None
        if key is None:
            raise NotTaken("it is signed with a key that the provider does not name")
        return key

    async def _read_keys(self, before: Keys | None) -> Keys:
        import httpx
        import jwt

        try:
            async with asyncio.timeout(SECONDS):
                told = await self._json(self.issuer.rstrip("/") + CONFIGURATION)
                if told.get("issuer") != self.issuer:
                    raise NotTaken("its configuration names another issuer")
                found = jwt.PyJWKSet.from_dict(await self._json(str(told["jwks_uri"])))
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, jwt.PyJWTError):
            if before is not None:
                return Keys(before.by_name, self._clock())
            raise NotTaken("its keys cannot be read") from None
        return Keys({key.key_id: key for key in found.keys if key.public_key_use in (None, "sig")}, self._clock())

    async def _json(self, url: str) -> dict[str, Any]:
        """What the operator's own provider says at an address: over https, or on this machine."""
        import httpx

        parts = httpx.URL(url)
        if parts.scheme != "https" and parts.host not in ("127.0.0.1", "::1", "localhost"):
            raise NotTaken("its keys are not served over https")
        transport = self._transport() if self._transport else None
        async with httpx.AsyncClient(timeout=SECONDS, transport=transport) as client:
            answer = await client.get(url)
            answer.raise_for_status()
        if len(answer.content) > MOST_BYTES:
            raise ValueError("too long")
        told = answer.json()
        if not isinstance(told, dict):
            raise ValueError("no object")
        return told


def _scopes(claims: dict[str, Any]) -> str:
    """Our scopes among those of a token; all kinds where its provider knows none of ours."""
    said = claims.get("scope", claims.get("scp", ""))
    asked = said.split() if isinstance(said, str) else [one for one in said or () if isinstance(one, str)]
    return " ".join([scope for scope in known(asked, ()) if scope in KINDS] or KINDS)

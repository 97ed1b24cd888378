"""Codes, access tokens and refresh tokens: made, renewed and ended, each in one transaction. Only hashes are kept."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any

from mcp.server.auth.provider import TokenError
from mcp.shared.auth import OAuthToken

from server.oauth.rules.renewal import ACCESS_LIFETIME, CODE_LIFETIME, REFRESH_LIFETIME, worth
from server.parts import Parts
from store.calls.callers import person_by_id
from store.database import Row, Transaction
from store.oauth import grants
from store.oauth.clients import note_client_use
from store.secrets import hash_secret
from store.types import Owner, utc_text, utc_time
from tools.call import Call
from tools.rules.sentences import say

refused = logging.getLogger("hiringhall.oauth")

CODE, ACCESS, REFRESH = "hh_code_", "hh_app_", "hh_app_refresh_"
ANSWER_LABEL = "answer to an app"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person said yes to."""

    client_id: str
    client_name: str
    person_id: int
    company_id: int | None
    scopes: tuple[str, ...]
    challenge: str
    redirect_uri: str
    given: bool
    resource: str


@dataclass(frozen=True, slots=True)
class Granting:
    """Carries it out on the hall's database."""

    parts: Parts

    async def code_for(self, consent: Consent) -> str:
        """A one-time code for what a person allowed."""
        code, now = CODE + self.parts.randomness.bytes(32).hex(), self.parts.clock()
        columns: dict[str, Any] = {
            "code_hash": hash_secret(code),
            "client_id": consent.client_id,
            "client_name": consent.client_name,
            "person_id": consent.person_id,
            "company_id": consent.company_id,
            "scopes": " ".join(consent.scopes),
            "challenge": consent.challenge,
            "redirect_uri": consent.redirect_uri,
            "given": int(consent.given),
            "resource": consent.resource,
            "expires_at": utc_text(now + CODE_LIFETIME),
        }
        await self.parts.database.write(lambda tx: grants.add_code(tx, **columns))
        return code

    async def find_code(self, code: str, client_id: str) -> Row | None:
        """The code, spent or not, unless it has run out or is another client's."""
        row = await self.parts.database.read(lambda tx: grants.find_code(tx, hash_secret(code)))
        if row is None or row["client_id"] != client_id or utc_time(row["expires_at"]) <= self.parts.clock():
            return None
        return row

    async def exchange(self, code: str) -> OAuthToken:
        """Tokens for a code. TokenError when it was spent before: then what it led to ends, for somebody has a copy."""
        tokens = await self.parts.database.write(lambda tx: self._exchange(tx, code))
        if tokens is None:
            raise TokenError("invalid_grant", "This code was used before. What it led to has ended; log in again.")
        return tokens

    def _exchange(self, tx: Transaction, code: str) -> OAuthToken | None:
        call = self.parts.own_call(tx, "oauth_token", "oauth")
        row = grants.find_code(tx, hash_secret(code))
        if row is None or utc_time(row["expires_at"]) <= call.now or self._is_gone(tx, row):
            return None
        if row["grant_id"] is not None:
            self._end(call, row["grant_id"], "replayed")
            return None
        grant_id = grants.open_grant(tx, row, call.now, REFRESH_LIFETIME)
        grants.spend_code(tx, row["id"], grant_id)
        note_client_use(tx, row["client_id"], call.now)
        text = say(
            "{app} may act for you from now on: {scopes}. If that was not you, end its session: list_my_sessions shows it, "
            "end_my_session ends it.",
            app=row["client_name"],
            scopes=row["scopes"].replace(" ", ", "),
        )
        call.tell(Owner("person", row["person_id"]), "account_security", text)
        return self._issue(call, row, grant_id, row["scopes"])

    async def find_refresh_token(self, token: str, client_id: str) -> Row | None:
        row = await self.parts.database.read(lambda tx: grants.find_refresh_token(tx, hash_secret(token)))
        return None if row is None or row["client_id"] != client_id else row

    async def renew(self, token: str, scopes: list[str]) -> OAuthToken:
        """Another pair for a refresh token; the same once more when its answer was lost a moment ago. TokenError else."""
        tokens = await self.parts.database.write(lambda tx: self._renew(tx, token, scopes))
        if tokens is None:
            raise TokenError("invalid_grant", "This refresh token has ended. Log in again.")
        return tokens

    def _renew(self, tx: Transaction, token: str, scopes: list[str]) -> OAuthToken | None:
        call = self.parts.own_call(tx, "oauth_token", "oauth")
        row = grants.find_refresh_token(tx, hash_secret(token))
        if row is None:
            return None
        ended = row["ended_at"] is not None or row["session_ended_at"] is not None or self._is_gone(tx, row)
        spent_at = None if row["spent_at"] is None else utc_time(row["spent_at"])
        found = worth(call.now, ended=ended, expires_at=utc_time(row["expires_at"]), spent_at=spent_at)
        if found == "again":
            return self._once_more(row)
        if found == "stolen":
            self._end(call, row["grant_id"], "stolen")
        if found != "fresh":
            return None
        grants.use_grant(tx, row["grant_id"], call.now, REFRESH_LIFETIME)
        grants.forget_renewal(tx, row["session_id"])
        note_client_use(tx, row["client_id"], call.now)
        tokens = self._issue(call, row, row["grant_id"], " ".join(scopes))
        sealed = self.parts.key.sealed(ANSWER_LABEL, json.dumps([utc_text(call.now), tokens.model_dump()]))
        grants.spend_refresh_token(tx, row["id"], sealed, call.now)
        return tokens

    def _once_more(self, row: Row) -> OAuthToken | None:
        opened = self.parts.key.opened(ANSWER_LABEL, row["answer"] or "")
        if not opened:
            return None
        issued_at, told = json.loads(opened)
        tokens = OAuthToken.model_validate(told)
        passed = self.parts.clock() - utc_time(issued_at)
        tokens.expires_in = int((ACCESS_LIFETIME - passed).total_seconds())
        return tokens

    def _issue(self, call: Call, row: Row, grant_id: int, scopes: str) -> OAuthToken:
        access, refresh = call.new_secret(ACCESS), call.new_secret(REFRESH)
        session_id = grants.open_app_session(
            call.tx,
            row,
            grant_id,
            hash_secret(access),
            scopes,
            call.now,
            ACCESS_LIFETIME,
            call.now + REFRESH_LIFETIME,
        )
        grants.add_refresh_token(call.tx, hash_secret(refresh), grant_id, session_id, call.now)
        return OAuthToken(
            access_token=access,
            refresh_token=refresh,
            expires_in=int(ACCESS_LIFETIME.total_seconds()),
            scope=scopes,
        )

    def _is_gone(self, tx: Transaction, row: Row) -> bool:
        """Whether the person has closed the account, or left the company that was chosen."""
        person = person_by_id(tx, row["person_id"], row["company_id"])
        return person is None or (row["company_id"] is not None and person["company_id"] is None)

    def _end(self, call: Call, grant_id: int, how: str) -> None:
        """Everything a consent led to ends, because something of it was used twice."""
        grant = grants.find_grant(call.tx, grant_id)
        if grant is None or grant["ended_at"] is not None:
            return
        grants.end_grant(call.tx, grant_id, how, call.now)
        refused.warning("ended the sign-in %s of the app %s: %s", grant_id, grant["client_id"], how)
        call.tell(
            Owner("person", grant["person_id"]),
            "account_security",
            say(
                "Something that {app} signs in with was used a second time, so its access to your account has ended. Log in "
                "with it again if you still use it.",
                app=grant["client_name"],
            ),
        )

    async def find_access_token(self, token: str) -> Row | None:
        return await self.parts.database.read(
            lambda tx: grants.find_app_session(tx, hash_secret(token), self.parts.clock())
        )

    async def revoke(self, grant_id: int) -> None:
        """An app gives back what it holds: all of it."""
        await self.parts.database.write(lambda tx: grants.end_grant(tx, grant_id, "revoked", self.parts.clock()))

"""The consent of Google: the way to it, and what comes back. What is asked and given never passes through a tool call."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlencode

from store.database import Row
from store.http_address import http_address
from store.scheduling import calendar_accounts, links
from store.secrets import hash_secret
from store.types import Owner
from tools.call import Call
from tools.errors import NotAllowed
from tools.rules.outside_calendars import (
    CALLBACK_PATH,
    CLIENT_SECRET_VARIABLE,
    CLIENT_VARIABLE,
    SANDBOX,
    GoogleClient,
)
from tools.rules.sentences import worded
from tools.scheduling.links.connecting import ACCOUNT_LABEL, KEY_LABEL

LASTS = timedelta(minutes=10)
STATE_LABEL, VERIFIER_LABEL = "google consent", "google consent verifier"
_SCOPE = "https://www.googleapis.com/auth/calendar"
LISTING, READING, WRITING = f"{_SCOPE}.calendarlist.readonly", f"{_SCOPE}.events.readonly", f"{_SCOPE}.events"


def scopes_for(direction: str) -> tuple[str, ...]:
    """The rights that are asked for: to list calendars, and to read or write events."""
    return (LISTING, READING if direction == "import" else WRITING)


def rights_of(scopes: Collection[str]) -> str | None:
    """What was given: to read, or both ways; None when it is too little for anything."""
    wide = {_SCOPE, f"{_SCOPE}.readonly"} & set(scopes)
    if not wide and LISTING not in scopes:
        return None
    if WRITING in scopes or _SCOPE in wide:
        return "both"
    return "import" if wide or READING in scopes else None


def google_client(call: Call) -> GoogleClient:
    """This server as Google knows it; NotAllowed with the settings to set where it has none."""
    if call.outside.google is None:
        raise NotAllowed(
            worded(
                "This server has no Google client. Its operator can set {client_variable} and "
                "{client_secret_variable}. A Google calendar's secret iCalendar address can be imported "
                "without.",
                client_variable=CLIENT_VARIABLE,
                client_secret_variable=CLIENT_SECRET_VARIABLE,
            ),
            code="no_google_client",
            next=("connect_calendar_feed", "connect_caldav_calendar"),
        )
    return call.outside.google


def consent_url(call: Call, calendar: Row, direction: str) -> tuple[str, datetime]:
    """The address where the caller consents, and until when it serves, once."""
    client, redirect = google_client(call), redirect_url(call)
    verifier = base64.urlsafe_b64encode(call.randomness.bytes(32)).decode().rstrip("=")
    token, expires_at = call.new_secret("gs_"), call.now + LASTS
    calendar_accounts.add_consent_request(
        call.tx,
        call.caller.owner,
        call.now,
        expires_at,
        kal_id=calendar["id"],
        direction=direction,
        state_hash=hash_secret(token),
        verifier=call.key.sealed(VERIFIER_LABEL, verifier),
    )
    state = f"{token}.{_signature(call, token, call.caller.owner, calendar['id'])}"
    if client.provider == SANDBOX:
        return f"{redirect}?{urlencode({'state': state, 'code': SANDBOX})}", expires_at
    asked = {
        "client_id": client.client_id,
        "redirect_uri": redirect,
        "response_type": "code",
        "scope": " ".join(scopes_for(direction)),
        "state": state,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
        # To come back without the person, for as long as the consent lasts.
        "access_type": "offline",
        "prompt": "consent",
        "include_granted_scopes": "true",
    }
    return f"{client.consent_url}?{urlencode(asked)}", expires_at


def redirect_url(call: Call) -> str:
    """Where Google leads back to; NotAllowed as long as nobody has said where this server is reached."""
    address = http_address(call.tx)
    if address is None:
        raise NotAllowed(
            worded(
                "Google has to lead back to this server, and it is not known where it is reached over HTTP. "
                "Who runs it names the address with: hiringhall http-url https://HOST."
            ),
            code="no_http_url",
            next=("connect_calendar_feed", "connect_caldav_calendar"),
        )
    return address + CALLBACK_PATH


def take_request(call: Call, state: str) -> Row | None:
    """Spend the state that came back; None for one that was made up, used or has expired."""
    token, _, signature = state.partition(".")
    row = calendar_accounts.consent_request(call.tx, hash_secret(token), call.now)
    if row is None:
        return None
    owner = Owner(row["owner_type"], row["owner_id"])
    if not hmac.compare_digest(signature.encode(), _signature(call, token, owner, row["kal_id"]).encode()):
        return None
    calendar_accounts.use_consent_request(call.tx, row["id"], call.now)
    return row


def verifier_of(call: Call, request: Row) -> str | None:
    """What only this server knows of a way to a consent."""
    return call.key.opened(VERIFIER_LABEL, request["verifier"])


def grant(call: Call, request: Row, provider: str, refresh_token: str, rights: str) -> int:
    """Keep a consent in place of the one there was; its account. What did not work for want of it is tried again."""
    owner = Owner(request["owner_type"], request["owner_id"])
    account_id = calendar_accounts.put_account(
        call.tx,
        owner,
        provider,
        call.key.digest(KEY_LABEL, provider),
        call.now,
        secret=call.key.sealed(ACCOUNT_LABEL, json.dumps({"refresh_token": refresh_token})),
        rights=rights,
    )
    links.try_now(call.tx, account_id, call.now)
    call.changed("calendar", request["kal_id"])
    return account_id


def _signature(call: Call, token: str, owner: Owner, kal_id: int) -> str:
    return call.key.digest(STATE_LABEL, f"{token} {owner} {kal_id}")[:32]


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")

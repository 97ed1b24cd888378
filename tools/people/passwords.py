"""Checking a user name and its password, with wrong tries counted for the name whether or not anybody bears it."""

from __future__ import annotations

from store.database import Row
from store.people import sign_ins
from store.secrets import password_matches
from tools.call import Call
from tools.errors import Invalid, RateLimited, Unauthorized
from tools.people.rules.sign_in import FAILURES, LOCK, locked_for

# Checked against when nobody bears the name or there is no password, so that an answer takes as long either way.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cy1zYWx0$nLuQVuH1gzlBOZv3xNq6xIa27BUm+bOmL0RHjcyx/z8"


def check_not_locked(call: Call, username: str) -> None:
    """RateLimited while a name is locked. Not in a dry run: that would be guessing without being counted."""
    if call.dry_run:
        raise Invalid({"dry_run": "a password is not tried in a dry run; leave dry_run out"})
    wait = locked_for(sign_ins.failures_since(call.tx, username, call.now - LOCK), call.now)
    if wait:
        raise RateLimited(
            f"{FAILURES} wrong passwords or codes: this user name is locked for {wait} seconds more.",
            retry_after=wait,
            code="locked",
        )


def is_password_of(person: Row | None, password: str) -> bool:
    """Whether the password is the account's; it opens it only once the address is proven."""
    stored = person["password_hash"] if person is not None else None
    right = password_matches(password, stored or _NOBODYS)
    return right and stored is not None


def wrong(call: Call, username: str, text: str, next: tuple[str, ...] = ()) -> Unauthorized:
    """Count a wrong try and answer its refusal; the count is kept."""
    sign_ins.note_failure(call.tx, username, call.now)
    refusal = Unauthorized(text, code="wrong_credentials", next=next)
    return refusal.kept()

"""Passwords: hashed and compared outside the transaction, where it takes long, and judged within it.

An operation loads the stored hash, compares while nobody waits for the database, and then looks whether the hash is still
the one that was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from store.database import Row
from store.people import sign_ins
from store.secrets import fresh_hash, password_matches
from store.telling.notices import told_since
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid, Refusal, Unauthorized
from tools.people.rules.sign_in import HOUR
from tools.people.wrong_tries import check_name, locked_here, note_wrong_try
from tools.rules.sentences import say, worded
from tools.telling import Record

# Compared with when nobody bears the name or there is no password, so that an answer takes as long either way.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cy1zYWx0$nLuQVuH1gzlBOZv3xNq6xIa27BUm+bOmL0RHjcyx/z8"


@dataclass(frozen=True, slots=True)
class Compared:
    """A password, compared with the hash that was stored then."""

    stored: str | None
    fits: bool


def compared(password: str, stored: str | None) -> Compared:
    """Slow on purpose: done by an operation's `prepare`."""
    fits = password_matches(password, stored or _NOBODYS)
    return Compared(stored, fits and stored is not None)


def hashed(arguments: dict[str, Any], loaded: object = None) -> str | None:
    """The hash of a new password among the arguments; slow on purpose: an operation's `prepare`."""
    return fresh_hash(arguments["password"]) if arguments.get("password") else None


def stored_hash(call: Call, username: str) -> str | None:
    """What a password for the name is to be compared with. RateLimited while the name is locked here."""
    person = sign_ins.find_by_username(call.tx, username)
    check_not_locked(call, username, person)
    return person["password_hash"] if person is not None else None


def check_not_locked(call: Call, username: str, person: Row | None) -> None:
    """RateLimited while a name is locked here. Not in a dry run: that would be guessing without being counted."""
    if call.dry_run:
        raise Invalid({"dry_run": worded("a password is not tried in a dry run; leave dry_run out")})
    check_name(call, username, person["id"] if person is not None else None)


def is_password_of(person: Row | None, password: Compared) -> bool:
    """Whether the password is the account's, by the hash that is stored now; it opens it only once the address is proven."""
    return person is not None and password.fits and person["password_hash"] == password.stored


def wrong(call: Call, username: str, text: str, next: tuple[str, ...] = ()) -> Refusal:
    """Count a wrong try and answer its refusal; the count is kept. Whose name is locked by it is told, once an hour."""
    _count(call, username)
    return Unauthorized(text, code="wrong_credentials", next=next).kept()


def wrong_for_client(call: Call, username: str, text: str, next: tuple[str, ...] = ()) -> Refusal:
    """As `wrong`, where a program signs a person in: its own credentials may be what is wrong."""
    _count(call, username)
    return Unauthorized(text, code="invalid_credentials", next=next).kept()


def _count(call: Call, username: str) -> None:
    note_wrong_try(call, "password", username)
    person = sign_ins.find_by_username(call.tx, username)
    if person is not None and locked_here(call, username):
        _tell_locked(call, person["id"])


def _tell_locked(call: Call, person_id: int) -> None:
    record = Record("sign_in", person_id, say("Signing in"))
    if not told_since(call.tx, Owner("person", person_id), "account_security", record.type, person_id, call.now - HOUR):
        call.tell(
            Owner("person", person_id),
            "account_security",
            say(
                "Signing in with your password is locked for a while where too many wrong ones were tried. Where you sign in it "
                "stays open. If it was not you, nobody got in; a second factor (set_two_factor_method) makes that surer."
            ),
            record=record,
        )

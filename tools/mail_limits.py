"""How much mail may go to addresses that are not proven, and what it says below about whoever caused it."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Protocol

from store.calls import unproven_mail as store
from store.database import Transaction
from store.installation_key import InstallationKey
from store.types import utc_time
from tools.caller import SYSTEM, Caller
from tools.rules.sentences import ENGLISH, read, say
from tools.rules.unproven_mail import DAY, HOUR, SIGNED_IN, STRANGERS, Sent, counted_address, quote, why_not

LOCAL = "local"
STOP = "hh_stop_"
HALF = 32
SOONEST = timedelta(minutes=1)


class Cause(Protocol):
    """What there is to know of a call that causes mail."""

    tx: Transaction
    caller: Caller
    now: datetime
    key: InstallationKey
    origin: str


def refusal(call: Cause, to: str, *, known: bool = False, ends: bool = False, budget: str | None = None) -> str | None:
    """Why no mail may go to an unproven address now; None when one may. known: it was invited to what this is about.
    ends: it was mailed about something that ends now.

    budget: the kind of mail, when it counts at the address apart; by sender, by origin and in all every mail counts."""
    said = store.mailed_address(call.tx, address_digest(call.key, to))
    day, hour = call.now - DAY, call.now - HOUR
    by_strangers = _is_stranger(call)
    return why_not(
        STRANGERS if by_strangers else SIGNED_IN,
        Sent(
            to_address=store.mails_since(call.tx, day, address=_counted_at(call, to, budget)),
            by_sender=0 if call.caller is SYSTEM else store.mails_since(call.tx, day, sender=_sender(call)),
            from_origin=store.mails_since(call.tx, hour, origin=_origin(call)),
            in_all=store.mails_in_all(call.tx, day, by_strangers=by_strangers),
        ),
        knows_us=known or (said is not None and said["proven_at"] is not None),
        stopped=said is not None and said["stopped_at"] is not None,
        # Whoever is signed in on this very machine has it to themselves.
        counts_origin=call.origin != LOCAL or by_strangers,
        ends=ends,
    )


def takes_again(call: Cause, to: str) -> datetime | None:
    """When an address that is full takes such mail again; None when it wants none."""
    digest = address_digest(call.key, to)
    said = store.mailed_address(call.tx, digest)
    if said is not None and said["stopped_at"] is not None:
        return None
    first = store.first_since(call.tx, call.now - DAY, digest)
    return max(call.now + SOONEST, utc_time(first) + DAY) if first else call.now + HOUR


def count(call: Cause, to: str, *, budget: str | None = None) -> None:
    """A mail to an unproven address goes out."""
    store.note_mail(call.tx, _counted_at(call, to, budget), _sender(call), _origin(call), call.now)


def footer(call: Cause, to: str, language: str = ENGLISH) -> str:
    """Who caused the mail, and how to get none."""
    if call.caller is SYSTEM:
        who = say("Somebody gave this hall your address for what this mail is about.")
    elif _is_stranger(call):
        who = say("This mail was caused by somebody who is not signed in and typed your address.")
    else:
        who = say(
            "This mail was caused by {name} ({owner}), who typed your address.",
            name=quote(call.caller.name),
            owner=call.caller.owner,
        )
    address = address_digest(call.key, to)
    token = f"{STOP}{address}{_mark(call.key, address)}"
    stop = say("{who}\nTo get no more mail of this kind, pass this token to stop_mail:\n{token}", who=who, token=token)
    return read(stop, language)


def address_of(key: InstallationKey, token: str) -> str | None:
    """The digest of the address a token from a footer was mailed to; None when the token is none of ours."""
    given = token.strip().removeprefix(STOP)
    address, mark = given[:HALF], given[HALF:]
    return address if hmac.compare_digest(mark.encode(), _mark(key, address).encode()) else None


def address_digest(key: InstallationKey, to: str) -> str:
    """What an address is counted under."""
    return key.digest("mailed address", counted_address(to))[:HALF]


def _counted_at(call: Cause, to: str, budget: str | None) -> str:
    if budget is None:
        return address_digest(call.key, to)
    return call.key.digest(f"mailed address, {budget}", counted_address(to))[:HALF]


def _is_stranger(call: Cause) -> bool:
    return call.caller.kind == "nobody" and call.caller is not SYSTEM


def _sender(call: Cause) -> str:
    """Whose mails count together: all who act for a company, else the caller; what the hall does by itself."""
    if call.caller is SYSTEM:
        return "system"
    if _is_stranger(call):
        return store.STRANGERS
    return f"company:{call.caller.company_id}" if call.caller.company_id else str(call.caller.owner)


def _origin(call: Cause) -> str:
    """Strangers count apart, so that they use up nothing of those signed in at the same place."""
    who = "stranger" if _is_stranger(call) else "caller"
    return call.key.digest(f"mail origin of a {who}", call.origin)[:HALF]


def _mark(key: InstallationKey, address: str) -> str:
    return key.digest("stop mail", address)[:HALF]

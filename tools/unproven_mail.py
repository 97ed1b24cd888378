"""The one way mail reaches an address that is not proven to belong to somebody who asked for it.

Subjects are ours, other people's words are quoted and cut, and what exceeds the limits is not sent: the caller is told."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

from store.calls import unproven_mail as store
from tools.call import SYSTEM, Call
from tools.rules.unproven_mail import (
    DAY,
    HOUR,
    SIGNED_IN,
    STRANGERS,
    WORDINGS,
    Kind,
    Sent,
    counted_address,
    quote,
    written,
)
from tools.rules.unproven_mail import why_not as not_now

LOCAL = "local"
STOP = "hh_stop_"
HALF = 32


def mail_unproven(
    call: Call,
    to: str,
    kind: Kind,
    quoted: Mapping[str, str | None],
    ours: Mapping[str, str] | None = None,
) -> str | None:
    """Send a mail of this kind after the commit; None when it goes out, else why it does not.

    quoted: what other people wrote, by its name in the kind's text. ours: codes, tokens and moments made here."""
    address = _digest(call, to)
    why_not = _refused(call, address)
    if why_not is not None:
        return why_not
    store.note_mail(call.tx, address, _sender(call), _origin(call), call.now)
    call.mail(to, WORDINGS[kind].subject, f"{written(kind, quoted, ours or {})}\n\n{_footer(call, address)}")
    return None


def warn_unmailed(call: Call, unmailed: Sequence[tuple[str, str]]) -> None:
    """Say who was not mailed: pairs of an address and the reason mail_unproven gave."""
    if unmailed:
        named = ", ".join(to for to, _ in unmailed[:5]) + (f" and {len(unmailed) - 5} more" if unmailed[5:] else "")
        call.warn(f"Not mailed: {named}. The reason: {unmailed[0][1]}.")


def prove_address(call: Call, address: str) -> None:
    """Somebody used a code that was mailed there."""
    store.say_of_address(call.tx, _digest(call, address), "proven_at", call.now)


def stop_mail_by(call: Call, token: str) -> bool:
    """Send no more such mail to the address the token was mailed to; False when the token is none of ours."""
    given = token.strip().removeprefix(STOP)
    address, mark = given[:HALF], given[HALF:]
    if not hmac.compare_digest(mark.encode(), _mark(call, address).encode()):
        return False
    store.say_of_address(call.tx, address, "stopped_at", call.now)
    return True


def _refused(call: Call, address: str) -> str | None:
    said = store.mailed_address(call.tx, address)
    day, hour = call.now - DAY, call.now - HOUR
    by_strangers = _is_stranger(call)
    return not_now(
        STRANGERS if by_strangers else SIGNED_IN,
        Sent(
            to_address=store.mails_since(call.tx, day, address=address),
            by_sender=0 if call.caller is SYSTEM else store.mails_since(call.tx, day, sender=_sender(call)),
            from_origin=store.mails_since(call.tx, hour, origin=_origin(call)),
            in_all=store.mails_in_all(call.tx, day, by_strangers=by_strangers),
        ),
        knows_us=said is not None and said["proven_at"] is not None,
        stopped=said is not None and said["stopped_at"] is not None,
        # Whoever is signed in on this very machine has it to themselves.
        counts_origin=call.origin != LOCAL or by_strangers,
    )


def _footer(call: Call, address: str) -> str:
    """Who caused the mail, and how to get none."""
    if call.caller is SYSTEM:
        who = "Somebody gave this hall your address for what this mail is about."
    elif _is_stranger(call):
        who = "This mail was caused by somebody who is not signed in and typed your address."
    else:
        who = f"This mail was caused by {quote(call.caller.name)} ({call.caller.owner}), who typed your address."
    return (
        f"{who}\nTo get no more mail of this kind, pass this token to stop_mail:\n{STOP}{address}{_mark(call, address)}"
    )


def _is_stranger(call: Call) -> bool:
    return call.caller.kind == "nobody" and call.caller is not SYSTEM


def _sender(call: Call) -> str:
    """Whose mails count together: all who act for a company, else the caller; what the hall does by itself."""
    if call.caller is SYSTEM:
        return "system"
    if _is_stranger(call):
        return store.STRANGERS
    return f"company:{call.caller.company_id}" if call.caller.company_id else str(call.caller.owner)


def _origin(call: Call) -> str:
    """Strangers count apart, so that they use up nothing of those signed in at the same place."""
    who = "stranger" if _is_stranger(call) else "caller"
    return call.key.digest(f"mail origin of a {who}", call.origin)[:HALF]


def _digest(call: Call, to: str) -> str:
    return call.key.digest("mailed address", counted_address(to))[:HALF]


def _mark(call: Call, address: str) -> str:
    return call.key.digest("stop mail", address)[:HALF]

"""The one way mail reaches an address that is not proven to belong to somebody who asked for it.

Subjects are ours, other people's words are quoted and cut, and what exceeds the limits is not sent: the caller is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.calls import unproven_mail as store
from tools import mail_limits
from tools.call import Call
from tools.rules.sentences import ENGLISH, Words
from tools.rules.unproven_mail import OWN_BUDGET, Kind, written


def mail_unproven(
    call: Call,
    to: str,
    kind: Kind,
    quoted: Mapping[str, str | None],
    ours: Mapping[str, Words] | None = None,
    language: str = ENGLISH,
) -> str | None:
    """Send a mail of this kind after the commit; None when it goes out, else why it does not.

    quoted: what other people wrote, by its name in the kind's text. ours: codes, tokens and moments made here. language: which
    whoever has the address reads, where that is known."""
    budget = kind if kind in OWN_BUDGET else None
    why_not = mail_limits.refusal(call, to, budget=budget)
    if why_not is not None:
        return why_not
    mail_limits.count(call, to, budget=budget)
    subject, text = written(kind, quoted, ours or {}, language)
    call.mail(to, subject, f"{text}\n\n{mail_limits.footer(call, to, language)}")
    return None


def warn_unmailed(call: Call, unmailed: Sequence[tuple[str, str]]) -> None:
    """Say who was not mailed: pairs of an address and the reason mail_unproven gave."""
    if unmailed:
        named = ", ".join(to for to, _ in unmailed[:5]) + (f" and {len(unmailed) - 5} more" if unmailed[5:] else "")
        call.warn(f"Not mailed: {named}. The reason: {unmailed[0][1]}.")


def prove_address(call: Call, address: str) -> None:
    """Somebody used a code that was mailed there."""
    store.say_of_address(call.tx, mail_limits.address_digest(call.key, address), "proven_at", call.now)


def stop_mail_by(call: Call, token: str) -> bool:
    """Send no more such mail to the address the token was mailed to; False when the token is none of ours."""
    address = mail_limits.address_of(call.key, token)
    if address is None:
        return False
    store.say_of_address(call.tx, address, "stopped_at", call.now)
    return True

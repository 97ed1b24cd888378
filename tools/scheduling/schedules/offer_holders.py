"""Telling whose paid place on a contract it is: somebody known by number, or by the address they were invited at."""

from __future__ import annotations

from store.database import Row
from store.people import identity
from store.scheduling.contract_levels import note_told
from store.types import Owner
from tools import mail_limits
from tools.call import Call
from tools.rules.sentences import Words, say
from tools.telling import Guest, Record


def tell_place_holder(
    call: Call,
    place: Row,
    text: Words,
    record: Record,
    *,
    kind: str = "contract_step",
    asks: bool = False,
    ends: bool = False,
) -> None:
    """Whose place it is; who was invited by an address by mail there, within the limits of such mail. asks: this is the
    invitation. ends: they are not asked any more."""
    email = place["invited_email"]
    if email is None:
        call.tell(Owner(place["user_type"], place["user_id"]), kind, text, record=record, unasked=asks, ends=ends)
        return
    account = identity.find_person_by_email(call.tx, email)
    if account is None or account["email_verified_at"] is None:
        body = say("Sign in with this address (request_login_code, log_in_with_code) to answer.") if asks else None
        call.tell(Guest(email, known=not asks), "contract_step", text, record=record, body=body, ends=ends)
        return
    why_not = mail_limits.refusal(call, email, known=not asks, ends=ends)
    if why_not is None:
        mail_limits.count(call, email)
    else:
        call.warn(f"Not mailed: {email}. The reason: {why_not}.")
    call.tell(Owner("person", account["id"]), kind, text, record=record, inbox_only=why_not is not None)
    note_told(call.tx, place["id"], call.now)

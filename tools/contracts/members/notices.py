"""Telling the people of a contract what happened in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from store.contracts import contracts
from store.contracts.places import asked_strangers
from store.database import Row
from store.people import identity
from store.scheduling.contract_levels import members_from
from store.types import Money, Owner
from tools import mail_limits
from tools.call import Call
from tools.contracts.access import Stand, person_of
from tools.questions import quoted
from tools.rules.unproven_mail import quote
from tools.telling import Guest, Record

MANAGES = 5


def record(stand: Stand) -> Record:
    """A contract in notices: anybody may ask anybody, so the subject of their mail is ours alone."""
    return Record("contract", stand.id, f"Contract {stand.id}")


def named(stand: Stand) -> str:
    """A contract by number and name, with nothing in it that a mail program makes a link of."""
    return f"contract {stand.id} {quote(stand.contract['label'])}"


def tell_asked(call: Call, stand: Stand, place: Row) -> None:
    """Whoever is asked to work hears of it, with the rate; of somebody who applies, those who manage the contract."""
    terms = _terms(stand, place)
    if place["asked_by"] == "person":
        text = f"{quoted(call.caller.name)} applies to work on {named(stand)} as {quote(place['role'])}{terms}."
        tell_managers(call, stand, f"{text} {_answer(place)}")
        return
    text = f"You are asked to work on {named(stand)} as {quote(place['role'])}{terms}. {_answer(place)}"
    tell_holder(call, stand, place, text, asks=True)


def tell_holder(call: Call, stand: Stand, place: Row, text: str, *, asks: bool = False, ends: bool = False) -> None:
    """Whose place it is; who was invited by an address by mail there, within the limits of such mail. ends: they are not asked
    any more."""
    email = place["invited_email"]
    if email is None:
        call.tell(person_of(place), "contract_step", text, record=record(stand), unasked=asks, ends=ends)
        return
    account = identity.find_person_by_email(call.tx, email)
    if account is None or account["email_verified_at"] is None:
        body = "Sign in with this address (request_login_code, log_in_with_code) to answer." if asks else None
        call.tell(Guest(email, known=not asks), "contract_step", text, record=record(stand), body=body, ends=ends)
        return
    why_not = mail_limits.refusal(call, email, known=not asks, ends=ends)
    if why_not is None:
        mail_limits.count(call, email)
    else:
        call.warn(f"Not mailed: {email}. The reason: {why_not}.")
    owner = Owner("person", account["id"])
    call.tell(owner, "contract_step", text, record=record(stand), inbox_only=why_not is not None)


def tell_managers(call: Call, stand: Stand, text: str, but: Collection[Owner] = ()) -> None:
    """Everybody who may manage the contract."""
    for member in members_from(call.tx, stand.id, MANAGES):
        if member not in but:
            call.tell(member, "contract_step", text, record=record(stand))


def tell_member(call: Call, stand: Stand, member: Owner, text: str) -> None:
    call.tell(member, "contract_step", text, record=record(stand))


def said(message: str | None) -> str:
    """What the other side added, as the end of a text of ours."""
    return f" They say: {quote(message, 200)}" if message else ""


def _terms(stand: Stand, place: Row) -> str:
    rate = "" if place["price"] is None else f" at {Money(place['price'], stand.currency)} an hour"
    return f"{rate}, at most {place['hours_limit']} hours a week" if place["hours_limit"] else rate


def _answer(place: Row) -> str:
    return (
        f"reply_to_participation_request answers it (contract_id {place['contract_id']}, participant_id {place['id']})."
    )


# What a member is told of by name from which read level on; all else from level 1.
_READ_FROM = {"label": 0, "start": 0, "end": 0, "timezone": 0, "amount": 4, "privacy": 5}


def tell_changed(call: Call, stand: Stand, names: Sequence[str]) -> None:
    """Everybody on the contract hears which of its terms changed, as far as they may see them."""
    for user in contracts.users_of(call.tx, stand.id):
        seen = [name for name in names if user["read"] >= _level_of(name)]
        if seen:
            text = f"{quoted(call.caller.name)} changed {_listed(seen)} of {named(stand)}."
            tell_member(call, stand, Owner(user["user_type"], user["user_id"]), text)
    terms = [name for name in names if _level_of(name) <= 1]
    for place in asked_strangers(call.tx, stand.id) if terms else ():
        text = f"{_listed(terms).capitalize()} changed of {named(stand)}, on which you are asked to work."
        tell_holder(call, stand, place, text)


def _level_of(name: str) -> int:
    return 5 if name.startswith("settings.") else _READ_FROM.get(name, 1)


def _listed(names: Sequence[str]) -> str:
    words = [name.removeprefix("settings.").replace("_", " ") for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

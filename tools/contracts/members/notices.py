"""Telling the people of a contract what happened in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from store.contracts import contracts
from store.contracts.places import asked_strangers
from store.database import Row
from store.scheduling.contract_levels import members_from
from store.types import Money, Owner
from tools.call import Call
from tools.contracts.access import Stand
from tools.questions import quoted
from tools.rules.unproven_mail import quote
from tools.scheduling.schedules.offer_holders import tell_place_holder
from tools.telling import Record

MANAGES = 5


def record(stand: Stand) -> Record:
    """A contract in notices: anybody may ask anybody, so the subject of their mail is ours alone."""
    return Record("contract", stand.id, f"Contract {stand.id}")


def named(stand: Stand) -> str:
    """A contract by number and name, with nothing in it that a mail program makes a link of."""
    return f"contract {stand.id} {quote(stand.contract['label'])}"


def tell_asked(call: Call, stand: Stand, place: Row) -> None:
    """Whoever is asked to work hears of it, with the rate; of somebody who applies, those who manage the contract."""
    if place["asked_by"] == "person":
        terms = _terms(stand.currency, place)
        text = f"{quoted(call.caller.name)} applies to work on {named(stand)} as {quote(place['role'])}{terms}."
        tell_managers(call, stand, f"{text} {_answer(place)}")
        return
    tell_holder(call, stand, place, invitation(stand.contract, place), asks=True)


def tell_holder(call: Call, stand: Stand, place: Row, text: str, *, asks: bool = False, ends: bool = False) -> None:
    """Whose place it is; who was invited by an address by mail there. ends: they are not asked any more."""
    tell_place_holder(call, place, text, record(stand), asks=asks, ends=ends)


def invitation(contract: Row, place: Row) -> str:
    """The words by which the contract asks somebody to work on it."""
    named_as = f"contract {contract['id']} {quote(contract['label'])}"
    terms = _terms(contract["currency"], place)
    return f"You are asked to work on {named_as} as {quote(place['role'])}{terms}. {_answer(place)}"


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


def _terms(currency: str, place: Row) -> str:
    rate = "" if place["price"] is None else f" at {Money(place['price'], currency)} an hour"
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

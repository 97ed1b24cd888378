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
from tools.rules.sentences import Sentence, Words, begun, listed, say, together
from tools.rules.unproven_mail import quote
from tools.scheduling.schedules.offer_holders import tell_place_holder
from tools.telling import Record

MANAGES = 5


def record(stand: Stand) -> Record:
    """A contract in notices: anybody may ask anybody, so the subject of their mail is ours alone."""
    return Record("contract", stand.id, say("Contract {id}", id=stand.id))


def named(stand: Stand) -> Sentence:
    """A contract by number and name, with nothing in it that a mail program makes a link of."""
    return say("contract {id} {label}", id=stand.id, label=quote(stand.contract["label"]))


def tell_asked(call: Call, stand: Stand, place: Row) -> None:
    """Whoever is asked to work hears of it, with the rate; of somebody who applies, those who manage the contract."""
    if place["asked_by"] == "person":
        about = {"contract": named(stand), "role": quote(place["role"]), "terms": _terms(stand.currency, place)}
        text = say("{who} applies to work on {contract} as {role}{terms}.", who=quoted(call.caller.name), **about)
        tell_managers(call, stand, together(text, _answer(place)))
        return
    tell_holder(call, stand, place, invitation(stand.contract, place), asks=True)


def tell_holder(call: Call, stand: Stand, place: Row, text: Words, *, asks: bool = False, ends: bool = False) -> None:
    """Whose place it is; who was invited by an address by mail there. ends: they are not asked any more."""
    tell_place_holder(call, place, text, record(stand), asks=asks, ends=ends)


def invitation(contract: Row, place: Row) -> Words:
    """The words by which the contract asks somebody to work on it."""
    text = say(
        "You are asked to work on {contract} as {role}{terms}.",
        contract=say("contract {id} {label}", id=contract["id"], label=quote(contract["label"])),
        role=quote(place["role"]),
        terms=_terms(contract["currency"], place),
    )
    return together(text, _answer(place))


def tell_managers(call: Call, stand: Stand, text: Words, but: Collection[Owner] = ()) -> None:
    """Everybody who may manage the contract."""
    for member in members_from(call.tx, stand.id, MANAGES):
        if member not in but:
            call.tell(member, "contract_step", text, record=record(stand))


def tell_member(call: Call, stand: Stand, member: Owner, text: Words) -> None:
    call.tell(member, "contract_step", text, record=record(stand))


def said(message: str | None) -> Sentence | None:
    """What the other side added, to follow a text of ours."""
    return say("They say: {note}", note=quote(message, 200)) if message else None


def _terms(currency: str, place: Row) -> Words:
    rate = limit = None
    if place["price"] is not None:
        rate = say(" at {rate} an hour", rate=Money(place["price"], currency))
    if place["hours_limit"]:
        limit = say(", at most {hours} hours a week", hours=place["hours_limit"])
    return together(rate, limit, between="")


def _answer(place: Row) -> Sentence:
    return say(
        "reply_to_participation_request answers it (contract_id {contract}, participant_id {place}).",
        contract=place["contract_id"],
        place=place["id"],
    )


# What a member is told of by name from which read level on; all else from level 1.
_READ_FROM = {"label": 0, "start": 0, "end": 0, "timezone": 0, "amount": 4, "privacy": 5}


def tell_changed(call: Call, stand: Stand, names: Sequence[str]) -> None:
    """Everybody on the contract hears which of its terms changed, as far as they may see them."""
    for user in contracts.users_of(call.tx, stand.id):
        seen = [name for name in names if user["read"] >= _level_of(name)]
        if seen:
            who, what = quoted(call.caller.name), _listed(seen)
            text = say("{who} changed {what} of {contract}.", who=who, what=what, contract=named(stand))
            tell_member(call, stand, Owner(user["user_type"], user["user_id"]), text)
    terms = [name for name in names if _level_of(name) <= 1]
    for place in asked_strangers(call.tx, stand.id) if terms else ():
        text = say(
            "{what} changed of {contract}, on which you are asked to work.",
            what=begun(_listed(terms)),
            contract=named(stand),
        )
        tell_holder(call, stand, place, text)


def _level_of(name: str) -> int:
    return 5 if name.startswith("settings.") else _READ_FROM.get(name, 1)


def _listed(names: Sequence[str]) -> Words:
    return listed([Sentence(name.removeprefix("settings.").replace("_", " ")) for name in names])

"""Showing somebody's address or number to a stranger: of people who offer themselves, recorded, and at a pace."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Row
from store.people.offering import is_open
from store.specialists.contact_reveals import add_reveal, find_reveal, reveals_at, reveals_since
from store.types import Owner, iso
from tools.call import Call
from tools.errors import NotFound, RateLimited
from tools.people.origins import origin_digest
from tools.questions import quoted
from tools.rules.sentences import AND, Sentence, say, together, worded
from tools.specialists.rules.specialists import REVEAL_SPAN, REVEALS_AN_HOUR, Channel, reveal_wait
from tools.specialists.shapes import FIND, load_person

CHANNELS: tuple[Channel, ...] = ("email", "phone")
CALLED: dict[Channel, str] = {"email": "e-mail address", "phone": "phone number"}


def reveal_to_agent(call: Call, person: Row, known: set[str]) -> set[str]:
    """What an agent is shown for the first time by looking at a page: recorded, and told the person, as any other reveal."""
    new: list[Channel] = [
        channel for channel in CHANNELS if channel not in known and _may_be_revealed(call, person, channel)
    ]
    if not new:
        return set()
    if wait := _wait(call):
        call.warn(f"Address and number are masked: too many were revealed within an hour. The next in {wait} seconds.")
        return set()
    _record(call, person, new)
    return set(new)


def reveal(call: Call, user_id: int, channel: Channel) -> tuple[str, str]:
    """What is revealed, and since when the caller knows it. Only what is new is counted."""
    person = load_person(call, user_id)
    if call.caller.kind == "person" and call.caller.id == user_id and person[channel]:
        call.waive_fee()
        return person[channel], iso(call.now)
    known = find_reveal(call.tx, call.caller.owner, user_id, channel)
    hidden = not person[channel] or bool(person[f"hide_{channel}"])
    if hidden or (known is None and not _may_be_revealed(call, person, channel)):
        raise _not_available(user_id, channel)
    if known is not None:
        call.waive_fee()
        return person[channel], iso(known["created_at"])
    if wait := _wait(call):
        raise RateLimited(
            worded(
                "{reveals_an_hour} addresses and numbers were shown to you, or at your network address, "
                "within an hour; the next in {wait} seconds.",
                reveals_an_hour=REVEALS_AN_HOUR,
                wait=wait,
            ),
            retry_after=wait,
        )
    _record(call, person, [channel])
    return person[channel], iso(call.now)


def record_shown(call: Call, person: Row, channels: Sequence[Channel]) -> None:
    """Keep, and tell the person, which of these the caller is shown for the first time for another reason than asking."""
    new = [channel for channel in channels if find_reveal(call.tx, call.caller.owner, person["id"], channel) is None]
    if new:
        _record(call, person, new)


def _may_be_revealed(call: Call, person: Row, channel: Channel) -> bool:
    """Whether strangers may be shown it: there is one, and it is open to them."""
    return bool(person[channel]) and is_open(call.tx, person, channel, call.now)


def _record(call: Call, person: Row, channels: Sequence[Channel]) -> None:
    for channel in channels:
        add_reveal(call.tx, call.caller.owner, person["id"], channel, origin_digest(call), call.now)
    text = say("Your {what} was shown to {kind} {id} {name}. update_my_profile hides them (hide_email, hide_phone).")
    if len(channels) > 1:
        text = say(
            "Your {what} were shown to {kind} {id} {name}. update_my_profile hides them (hide_email, hide_phone)."
        )
    call.tell(
        Owner("person", person["id"]),
        "contact_revealed",
        text.using(
            what=together(*(Sentence(CALLED[channel]) for channel in channels), between=AND),
            kind=Sentence(call.caller.kind),
            id=call.caller.id,
            name=quoted(call.caller.name),
        ),
        figures={"channels": ", ".join(channels)},
    )


def _not_available(user_id: int, channel: Channel) -> NotFound:
    """None is stored, its owner hides it, or does not offer themselves: all are one answer."""
    if channel == "email":
        return NotFound("e-mail address of person", user_id, code="email_not_available", next=FIND)
    return NotFound("phone number of person", user_id, code="phone_not_available", next=FIND)


def _wait(call: Call) -> int:
    """Seconds until the caller, and their network address, may be shown another contact."""
    since = call.now - REVEAL_SPAN
    lately = reveals_since(call.tx, call.caller.owner, since, REVEALS_AN_HOUR)
    here = reveals_at(call.tx, origin_digest(call), since, REVEALS_AN_HOUR)
    return max(reveal_wait(lately, call.now), reveal_wait(here, call.now))

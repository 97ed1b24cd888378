"""What of a contract goes on paper for somebody: as much as they may see of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from store.contracts import agreed, contracts
from store.database import Row
from store.scheduling.events import names_of
from store.types import Money, Owner, utc_time
from tools.call import Call
from tools.contracts.access import Stand, asker_of, person_of
from tools.contracts.rules.documents import (
    CEILING,
    MEMBERS,
    RATES,
    SETTINGS,
    Acceptance,
    ContractPaper,
    PaperMember,
    PaperParticipant,
)
from tools.contracts.rules.roles import ROLES
from tools.contracts.rules.settings import Settings, settings_of
from tools.contracts.shapes import sees_rate
from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, DECLINED, STATES

# What is read with these levels: who belongs to it, the ceiling, the settings.
SEES_MEMBERS, SEES_CEILING, SEES_SETTINGS = 1, 4, 5


def paper_of(call: Call, stand: Stand) -> ContractPaper:
    """The contract as the caller may see it now."""
    row = stand.contract
    places = [place for place in contracts.participants_of(call.tx, stand.id) if _is_shown(stand, place)]
    users = contracts.users_of(call.tx, stand.id) if stand.read >= SEES_MEMBERS else []
    changes = agreed.agreed_changes(call.tx, stand.id)
    names = names_of(call.tx, _everybody(places, users, changes))
    return ContractPaper(
        id=stand.id,
        label=row["label"],
        description=row["description"] or "",
        state=STATES[row["status_id"]],
        start=utc_time(row["start_at"]) if row["start_at"] else None,
        end=utc_time(row["end_at"]) if row["end_at"] else None,
        timezone=row["timezone"],
        currency=row["currency"],
        amount=Money(row["amount"], row["currency"]) if row["amount"] and stand.read >= SEES_CEILING else None,
        created=utc_time(row["created_at"]),
        as_of=call.now,
        members=tuple(PaperMember(_named(names, _user(user)), ROLES[user["role_id"]]) for user in users),
        participants=tuple(_participant(stand, place, names) for place in places),
        settings=_settings(settings_of(row["settings"]), row["currency"]) if stand.read >= SEES_SETTINGS else (),
        acceptances=tuple(_acceptances(places, changes, names)),
        left_out=tuple(_left_out(stand, places)),
    )


def _is_shown(stand: Stand, place: Row) -> bool:
    """Who works on it or worked on it, and who is asked to; without a read level only one's own places."""
    was_agreed = place["answered_at"] is not None and place["status_id"] != DECLINED
    live = place["status_id"] not in (DECLINED, CANCELLED) or bool(place["archived"]) or was_agreed
    return live and (stand.read >= SEES_MEMBERS or stand.owns(place["id"]))


def _everybody(places: list[Row], users: list[Row], changes: list[Row]) -> Iterator[Owner]:
    yield from map(_user, users)
    for place in places:
        yield from (person_of(place), asker_of(place))
        if place["answered_by_id"] is not None:
            yield Owner(place["answered_by_type"], place["answered_by_id"])
    yield from (_proposer(change) for change in changes)


def _participant(stand: Stand, place: Row, names: dict[Owner, str]) -> PaperParticipant:
    shown = sees_rate(stand, place)
    price = Money(place["price"], stand.currency) if shown and place["price"] is not None else None
    return PaperParticipant(
        name=_holder(stand, place, names),
        role=place["role"],
        price=price,
        weekly_limit=place["hours_limit"] if shown else None,
        state=STATES[place["status_id"]],
        terms_version=place["terms_version"],
        hides_rate=not shown,
    )


def _holder(stand: Stand, place: Row, names: dict[Owner, str]) -> str:
    """Whose a place is. Whoever is invited by an address is not known before they accept."""
    if place["invited_key"] is None:
        return _named(names, person_of(place))
    return stand.caller_name if stand.owns(place["id"]) else "somebody invited by e-mail"


def _acceptances(places: list[Row], changes: list[Row], names: dict[Owner, str]) -> Iterator[Acceptance]:
    """The yes to every offer or application, then the yes to every later change, in order of time."""
    found = [
        Acceptance(
            name=_named(names, Owner(place["answered_by_type"], place["answered_by_id"])),
            role=place["role"],
            what="the offer" if place["asked_by"] == "contract" else "the application",
            proposed_by=_named(names, asker_of(place)),
            at=utc_time(place["answered_at"]),
        )
        for place in places
        if place["answered_at"] is not None and place["status_id"] in (CONFIRMED, COMPLETED, CANCELLED)
    ]
    by_id = {place["id"]: place for place in places}
    found += [
        Acceptance(
            # Stored is only the number of who said yes; which side it was follows from who proposed.
            name="the contract's side" if _proposer(change) == person_of(place) else _named(names, person_of(place)),
            role=place["role"],
            what=f"a change of {', '.join(_words(json.loads(change['changes'])))}",
            proposed_by=_named(names, _proposer(change)),
            at=utc_time(change["answered_at"]),
        )
        for change in changes
        if (place := by_id.get(change["participant_id"])) is not None
    ]
    yield from sorted(found, key=lambda one: one.at)


def _words(changes: dict[str, Any]) -> list[str]:
    return ["hours" if name == "settings" else name.removesuffix("_at").replace("_", " ") for name in changes]


def _left_out(stand: Stand, places: list[Row]) -> Iterator[str]:
    if stand.read < SEES_MEMBERS:
        yield MEMBERS
    if stand.read < SEES_CEILING:
        yield CEILING
    if stand.read < SEES_SETTINGS:
        yield SETTINGS
    if not all(sees_rate(stand, place) for place in places):
        yield RATES


def _settings(settings: Settings, currency: str) -> tuple[tuple[str, str], ...]:
    rate = f"{Money(settings.rate, currency).text} {currency} an hour" if settings.rate is not None else "none"
    steps = settings.rounding_minutes
    return (
        ("Rate of those without a price", rate),
        ("Clocks", f"may run, {settings.max_timer_hours} hours at most" if settings.trackable else "may not run"),
        ("Tracked time", f"rounded up to {steps} minutes" if steps > 1 else "counted by the minute"),
        ("Charges within limit and ceiling", "approved when made" if settings.auto_approve else "wait for approval"),
        ("Own charges", "may be approved by oneself" if settings.self_approve else "are approved by others"),
        ("Corrections need the yes of", settings.correction_quorum),
    )


def _user(user: Row) -> Owner:
    return Owner(user["user_type"], user["user_id"])


def _proposer(change: Row) -> Owner:
    return Owner(change["proposed_by_type"], change["proposed_by_id"])


def _named(names: dict[Owner, str], owner: Owner) -> str:
    return names.get(owner) or str(owner)

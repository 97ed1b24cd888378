"""Which answers to what a contract asks are open to whoever calls."""

from __future__ import annotations

from typing import cast

from store.contracts import contracts, corrections
from store.database import Row
from store.scheduling.contract_levels import members_from
from store.types import Owner
from tools.call import Call
from tools.contracts.access import Stand, person_of, stand_in
from tools.contracts.rules.answers import Side, may_answer
from tools.errors import NotFound
from tools.scheduling.rules.events import PENDING

ANSWER = "reply_to_participation_request"


def open_tools(call: Call, contract_id: int) -> tuple[str, ...] | None:
    """The tools by which the caller can answer now; None when the contract is not theirs to see."""
    try:
        stand = stand_in(call, contract_id)
    except NotFound:
        return None
    return (ANSWER,) if waits_for(call, stand) else ()


def waits_for(call: Call, stand: Stand) -> bool:
    """Whether an invitation, an application or a proposed change waits for the caller."""
    if stand.archived:
        return False
    places = {place["id"]: place for place in _places(call, stand)}
    asked = [(place, place["asked_by"]) for place in places.values() if place["status_id"] == PENDING]
    proposed = [
        (places[row["participant_id"]], side_of(row, places[row["participant_id"]]))
        for row in corrections.open_in(call.tx, stand.id)
        if row["participant_id"] in places
    ]
    alone = members_from(call.tx, stand.id, 5) == [stand.caller]
    return any(
        may_answer(cast(Side, side), holds=stand.owns(place["id"]), write=stand.write, only_manager=alone)
        for place, side in [*asked, *proposed]
    )


def side_of(correction: Row, place: Row) -> str:
    """The side that proposed a change: person or contract."""
    by = Owner(correction["proposed_by_type"], correction["proposed_by_id"])
    return "person" if by == person_of(place) else "contract"


def _places(call: Call, stand: Stand) -> list[Row]:
    return contracts.participants_of(call.tx, stand.id) if stand.write >= 5 else stand.places

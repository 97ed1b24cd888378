"""Whose money it is: the contract as somebody stands to it who has money in it, and the paid place that is meant."""

from __future__ import annotations

from store.contracts import contracts
from store.contracts.deposits import with_money_here
from store.database import Row
from store.scheduling.contract_levels import find_participant
from store.scheduling.events import names_of
from store.types import Owner, iso
from tools.call import Call
from tools.contracts.access import FIND, Stand, person_of, place_in, stand_in
from tools.errors import Invalid, NotFound, Step, WrongState
from tools.rules.sentences import worded
from tools.scheduling.rules.events import CONFIRMED


def money_stand(call: Call, contract_id: int) -> Stand:
    """The contract as the caller stands to it; also for those who left and had earned something in it, or put money aside."""
    try:
        return stand_in(call, contract_id)
    except NotFound:
        contract = contracts.find_contract(call.tx, contract_id)
        if contract is None or call.caller.kind == "nobody":
            raise
        me = call.caller.owner
        if not with_money_here(call.tx, contract_id, me):
            raise
        return Stand(contract, me, None, 0, 0, contracts.places_of(call.tx, contract_id, me))


def live_money_stand(call: Call, contract_id: int) -> Stand:
    """The same; WrongState when the contract is archived."""
    stand = money_stand(call, contract_id)
    if stand.archived:
        raise WrongState(
            worded(
                "{title} was archived at {deleted_at}; nothing in it changes until an owner restores it.",
                title=stand.title,
                deleted_at=iso(stand.contract["deleted_at"], stand.contract["timezone"]),
            ),
            state="archived",
            next=("restore_contract", "list_archived_contracts"),
        )
    return stand


def live_place(call: Call, participant_id: int) -> tuple[Stand, Row]:
    """A paid place by its id alone, in a contract that is not archived. NotFound when the caller has no part in it."""
    place = find_participant(call.tx, participant_id)
    if place is None:
        raise NotFound("participant", participant_id, next=FIND)
    try:
        return live_money_stand(call, place["contract_id"]), place
    except NotFound:
        raise NotFound("participant", participant_id, next=FIND) from None


def place_meant(call: Call, stand: Stand, id: int | None, type: str) -> Row:
    """The paid place that is meant: by its id, by the person, or left out, the caller's own. Invalid names those there are."""
    if id is not None and type == "participant":
        return place_in(call, stand, id)
    if id is None:
        found = stand.working or [place for place in stand.places if place["status_id"] not in (100, 400)]
    else:
        found = contracts.places_of(call.tx, stand.id, Owner("person", id))
        found = [place for place in found if place["status_id"] == CONFIRMED] or found
    if len(found) == 1:
        return found[0]
    if not found and id is not None:
        raise NotFound("participant for person", id, next=("list_contract_users",))
    listed = _listed(call, found or contracts.participants_of(call.tx, stand.id))
    which = worded("you have several") if found else worded("you have no paid place here")
    raise Invalid(
        {"benefitable_id": worded("{which}: say which of {listed}", which=which, listed=listed)},
        next=("list_contract_users",),
    )


def _listed(call: Call, places: list[Row]) -> str:
    names = names_of(call.tx, [person_of(place) for place in places])
    told = [f"{place['id']} ({names.get(person_of(place))}, {place['role']})" for place in places[:10]]
    return ", ".join(told) or worded("nobody; add_contract_participant invites somebody")


def account_of(place: Row | None) -> tuple[Step | str, ...]:
    """Where the transactions are listed; of one paid place, when it is known."""
    if place is None:
        return ("list_participant_transactions",)
    named = {"contract_id": place["contract_id"], "user_id": place["user_id"], "participant_id": place["id"]}
    return (Step("list_participant_transactions", named),)

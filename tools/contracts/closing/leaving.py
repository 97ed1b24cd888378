"""Leaving a contract, or being taken off it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import charges, contracts, corrections, endings, places
from store.database import Row
from store.scheduling import agreed_hours
from store.scheduling.events import name_of
from store.types import Money, Owner
from tools.call import Call
from tools.contracts import params
from tools.contracts.access import Stand, live_contract, stand_in
from tools.contracts.closing.plans import take_off_plans
from tools.contracts.closing.returned import ReturnedMoney, money_shapes
from tools.contracts.ending import return_unused, still_owed
from tools.contracts.members.handing_over import hand_over
from tools.contracts.members.notices import named, tell_managers, tell_member
from tools.contracts.rules.roles import OWNER
from tools.contracts.time.stopping import stop_clocks
from tools.contracts.transitions import refresh_contract
from tools.errors import Conflict, NotAllowed, Step, WrongState
from tools.operation import operation
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import Count, begun, joined, say, word, worded
from tools.scheduling.rules.events import CANCELLED

TOOLSET = "contracts"


class StillOwed(TypedDict):
    """What a place that ended has coming for approved charges."""

    participant_id: int
    amount: str
    currency: str


class RemovedUser(TypedDict):
    """participants_ended: the paid places that ended. returned: what was put aside for them and not used."""

    message: str
    removed_user_id: int
    participants_ended: list[int]
    still_owed: list[StillOwed]
    returned: list[ReturnedMoney]


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "get out of this job",
        "kick someone off the engagement",
        "I no longer want to work on it",
        "leave a contract",
        "take the worker off the contract",
        "remove a member and end their paid place",
        "he does not work with us any more",
        "revoke somebody's access to a contract",
        "quit this engagement",
        "release a freelancer from the job",
        "stop being a reviewer of the contract",
    ),
)
def remove_contract_user(
    call: Call,
    contract_id: params.ContractId,
    user_id: Annotated[Id, Field(description="Who is taken off, by an owner. Default: yourself.")] | None = None,
    user_type: params.UserKind = "user",
) -> RemovedUser:
    """Leave a contract yourself, or, as owner, take somebody off it. Their paid places end; money already earned stays owed.

    Running clocks of the person stop and become pending charges, they come to nothing that is planned, and money put aside
    for them and not needed goes back to who paid it. The last owner cannot leave: hand over with add_contract_user, or
    delete_contract. An archived contract is left once none of your charges in it is open."""
    stand = stand_in(call, contract_id)
    person = _person(stand, user_id, user_type)
    if stand.archived:
        _check_leaves_archived(call, stand, person)
    row = _member(call, stand, person)
    _check_owner_stays(call, stand, row)
    leaves = person == call.caller.owner
    _confirm(call, stand, person, leaves)
    stop_clocks(call, contract_id, person, "left")
    ended = endings.places_to_end(call.tx, contract_id, person)
    for place in ended:
        _end_place(call, place)
    take_off_plans(call, stand, person)
    endings.leave(call.tx, contract_id, person, call.now)
    _hand_on_hours(call, stand, person)
    ids = [place["id"] for place in ended]
    returned = return_unused(call, contract_id, ids)
    refresh_contract(call, contract_id)
    call.change("contract.changed", ("contract", contract_id), data={"fields": ["users"]})
    _tell(call, stand, person, leaves)
    return {
        "message": f"You left {stand.name}." if leaves else f"{person.kind} {person.id} is off {stand.name}.",
        "removed_user_id": person.id,
        "participants_ended": ids,
        "still_owed": [
            {"participant_id": id, "amount": Money(amount, stand.currency).text, "currency": stand.currency}
            for id, amount in still_owed(call, ids).items()
        ],
        "returned": money_shapes(call, returned),
    }


def _person(stand: Stand, user_id: int | None, user_type: str) -> Owner:
    """Who goes: the caller, or whom an owner names."""
    if user_id is None:
        return stand.caller
    person = Owner("agent" if user_type == "agent" else "person", user_id)
    if person != stand.caller and not stand.is_owner:
        raise NotAllowed(
            worded(
                "Only an owner of {name} takes others off it; leave user_id out to leave it yourself.", name=stand.name
            ),
            next=("list_contract_users",),
        )
    return person


def _member(call: Call, stand: Stand, person: Owner) -> Row:
    row = contracts.user_of(call.tx, stand.id, person)
    if row is None or row["left_at"] is not None:
        who = (
            worded("You are")
            if person == stand.caller
            else worded("{kind} {id} is", kind=begun(word(person.kind)), id=person.id)
        )
        raise WrongState(
            worded(
                "{who} not a member of {name}. What is only asked or applied for is taken back with "
                "remove_contract_participant, or answered with reply_to_participation_request.",
                who=who,
                name=stand.name,
            ),
            state="no_member",
            next=("list_contract_users", "remove_contract_participant"),
        )
    return row


def _check_leaves_archived(call: Call, stand: Stand, person: Owner) -> None:
    """WrongState unless the caller leaves an archived contract themselves, and nothing of theirs in it is open."""
    if person != call.caller.owner:
        live_contract(call, stand.id)
    waits = [place["id"] for place in stand.places if charges.has_unfinished(call.tx, place["id"])]
    if waits:
        raise WrongState(
            worded(
                "{title} is archived, and charges of your participant {waits} in it are pending or unpaid: "
                "an owner restores it and settles them first.",
                title=stand.title,
                waits=waits[0],
            ),
            state="unsettled",
            next=(
                "restore_contract",
                Step("list_participant_transactions", {"user_id": person.id, "participant_id": waits[0]}),
            ),
        )


def _check_owner_stays(call: Call, stand: Stand, row: Row) -> None:
    users = contracts.users_of(call.tx, stand.id)
    owners = [one for one in users if one["role_id"] == OWNER]
    if stand.archived and len(users) == 1:
        return
    if row["role_id"] == OWNER and len(owners) == 1:
        raise Conflict(
            worded(
                "{title} needs an owner: make somebody else owner first (add_contract_user with role_id 1), "
                "or archive it (delete_contract). Nothing changed.",
                title=stand.title,
            ),
            code="last_owner",
            next=("restore_contract",)
            if stand.archived
            else (*hand_over(call, stand), Step("delete_contract", {"contract_id": stand.id})),
        )


def _confirm(call: Call, stand: Stand, person: Owner, leaves: bool) -> None:
    count = len(endings.places_to_end(call.tx, stand.id, person))
    places_end = worded("; {places} on it end", places=Count(count, "paid place")) if count else ""
    act = (
        worded("Leave contract {id}", id=stand.id)
        if leaves
        else worded("Take {kind} {id} off contract {stand_id}", kind=word(person.kind), id=person.id, stand_id=stand.id)
    )
    names = () if leaves else (worded("They are called {name_of}", name_of=quoted(name_of(call.tx, person))),)
    call.confirm(
        joined((act, places_end), ""),
        record=f"contract:{stand.id}",
        details=(worded("The contract is called {label}", label=quoted(stand.contract["label"])), *names),
    )


def _end_place(call: Call, place: Row) -> None:
    places.change_place(call.tx, place["id"], call.now, status_id=CANCELLED)
    corrections.withdraw_open(call.tx, place["id"], call.caller.owner, call.now)
    if place["schedule_id"] is not None:
        agreed_hours.drop(call.tx, place["schedule_id"], call.now)


def _hand_on_hours(call: Call, stand: Stand, person: Owner) -> None:
    """Hours that whoever goes wrote down for others, such as those of an open offer, are a remaining owner's."""
    owners = [
        Owner(user["user_type"], user["user_id"])
        for user in contracts.users_of(call.tx, stand.id)
        if user["role_id"] == OWNER
    ]
    if not owners:
        return
    heir = call.caller.owner if call.caller.owner in owners else owners[0]
    for schedule_id in agreed_hours.written_for_others(call.tx, stand.id, person):
        agreed_hours.hand_over(call.tx, schedule_id, heir, call.caller.owner, call.now)


def _tell(call: Call, stand: Stand, person: Owner, leaves: bool) -> None:
    """Who is taken off hears of it, and those who manage the contract."""
    who = quoted(name_of(call.tx, person))
    if leaves:
        tell_managers(call, stand, say("{who} left {contract}.", who=who, contract=named(stand)))
        return
    text = say("You were taken off {contract}; what is owed to you stays owed.", contract=named(stand))
    tell_member(call, stand, person, text)
    by = quoted(call.caller.name)
    text = say("{by} took {who} off {contract}.", by=by, who=who, contract=named(stand))
    tell_managers(call, stand, text, but=(person,))

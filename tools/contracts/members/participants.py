"""Paid places on a contract: asking for one, its role text, taking it back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contracts, places
from store.database import Row
from store.scheduling import agreed_hours
from tools.call import Call
from tools.contracts import params
from tools.contracts.access import (
    OPEN,
    Stand,
    check_write,
    contract_to_change,
    live_contract,
    person_of,
    place_in,
    seen_from_outside,
    zone_of_contract,
)
from tools.contracts.members.hours import hours_from, store_hours
from tools.contracts.members.invited import Invited, invited
from tools.contracts.members.notices import named, tell_asked, tell_holder, tell_managers
from tools.contracts.shapes import ParticipantShape, participant_shape, participant_shapes
from tools.contracts.transitions import refresh_contract
from tools.errors import Conflict, NotAllowed, Step, WrongState
from tools.operation import operation
from tools.params import Email, Id
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.rules.unproven_mail import quote
from tools.scheduling.parties import USER_KINDS
from tools.scheduling.rules.events import CANCELLED, CONFIRMED, PENDING, state_name
from tools.text import plain

TOOLSET = "contracts"


class Asked(TypedDict):
    participant: ParticipantShape


class Renamed(TypedDict):
    participant: ParticipantShape


class TakenBack(TypedDict):
    """What is left: those who work on it or are asked to."""

    participants: list[ParticipantShape]
    removed_participant_id: int


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"user_id": 1, "schedule": {"price": "40.00"}},
    zone=zone_of_contract,
    find=(
        "hire a developer at 40 an hour for this job",
        "invite a freelancer by email to my job",
        "bring a specialist onto the engagement",
        "offer her 20 hours a week on the contract",
        "apply to work on an open contract",
        "ask a freelancer to join by the hour",
        "put a worker on the contract with a rate",
        "propose a rate and weekly hours to someone",
        "add a paid person to this agreement",
        "I want to work on this contract",
        "send an offer to a candidate for hourly work",
        "engage a tester on the job",
    ),
)
def add_contract_participant(
    call: Call,
    contract_id: params.ContractId,
    schedule: Annotated[params.AgreedHours, Field(description="Rate, hours and weekly limit.")],
    user_id: Annotated[Id, Field(description="The person. Either this or email.")] | None = None,
    email: Annotated[Email, Field(max_length=100, description="Their address. Either this or user_id.")] | None = None,
    role: params.Role = "worker",
    credit: Annotated[bool, Field(description="false: their charges need prepaid money. Default the contract's.")]
    | None = None,
) -> Asked:
    """Invite a person to work on a contract at a rate and with agreed hours, or apply to one that is open to everybody.

    They must accept (reply_to_participation_request) before time can be tracked or billed. Needs write level 5; on a
    contract with privacy 2 a signed-in person may name themselves, which is an application its managers answer. A
    schedule_id is copied: later changes of it change nothing here. update_schedule on the answered schedule_id changes the
    offer while it is open."""
    who = invited(call, user_id, email)
    stand = _contract_for(call, contract_id, who)
    _check_free(call, stand, who, role)
    hours = hours_from(call, stand, schedule, role, {call.caller.owner, who.person})
    schedule_id = store_hours(call, stand, hours)
    place_id = places.insert_place(
        call.tx,
        contract_id,
        who.person,
        call.caller.owner,
        call.now,
        role=plain(role),
        price=hours.price,
        hours_limit=hours.limit,
        credit=stand.contract["credit"] if credit is None else int(credit),
        schedule_id=schedule_id,
        schedule_made=1,
        asked_by="contract" if stand.write >= 5 else "person",
        invited_email=who.email,
    )
    agreed_hours.give_to_place(call.tx, schedule_id, place_id)
    refresh_contract(call, contract_id)
    call.change("contract.changed", ("contract", contract_id), data={"fields": ["participants"]})
    stand = live_contract(call, contract_id)
    place = place_in(call, stand, place_id)
    tell_asked(call, stand, place)
    if not hours.rules:
        call.warn(
            "Only a rate is offered, and no working hours: nothing is kept free for this work. schedule.settings.rules says "
            f"when it is; update_schedule on {schedule_id} adds them while the offer is open."
        )
    return {"participant": participant_shape(call, stand, place)}


def _contract_for(call: Call, contract_id: int, who: Invited) -> Stand:
    """The contract for whoever may invite to it, or apply to it. NotAllowed for others."""
    stand = seen_from_outside(call, contract_id)
    applies = who.person == call.caller.owner and who.email is None
    if stand.write >= 5:
        return live_contract(call, contract_id)
    if applies and stand.contract["privacy"] == OPEN:
        return stand
    if stand.outside:
        how = worded("it takes no applications") if applies else worded("you are no member of it")
        raise NotAllowed(
            worded("To invite somebody to {name} needs write level 5; {how}.", name=stand.name, how=how),
            next=("get_contract", "list_contracts"),
        )
    check_write(call, live_contract(call, contract_id), 5, worded("invite people"))
    return stand


def _check_free(call: Call, stand: Stand, who: Invited, role: str) -> None:
    """Conflict when they have the place already, or are asked to take it."""
    found = (
        places.live_place(call.tx, stand.id, who.person, role)
        if who.email is None
        else places.asked_place(call.tx, stand.id, who.email, role)
    )
    if found is not None:
        does = worded("works") if found["status_id"] == CONFIRMED else worded("is asked to work")
        raise Conflict(
            worded(
                "Participant {id} {does} on {name} as {role} already: {state_name}.",
                id=found["id"],
                does=does,
                name=stand.name,
                role=quoted(found["role"]),
                state_name=state_name(found["status_id"]),
            ),
            code="already_participant",
            state=str(found["status_id"]),
            next=("get_contract", "update_contract_participant"),
            details={"participant_id": found["id"], "status_id": found["status_id"]},
        )


@operation(
    access="write",
    actors=("any",),
    price="write",
    find=(
        "call him lead from now on",
        "rename what she does on the job",
        "correct a worker's job title",
        "change the role text of a participant",
        "make the tester lead tester",
        "another title for somebody on the contract",
        "fix the role of a participant",
        "he is senior developer now, same rate",
        "edit a job title on the engagement",
        "give the worker's place a new name",
        "title of a paid place",
    ),
)
def update_contract_participant(
    call: Call, contract_id: params.ContractId, participant_id: params.ParticipantId, role: params.Role
) -> Renamed:
    """Change the role text of a participant, for instance from tester to lead tester; access stays as it is.

    Rate and hours change through update_schedule on the participant's schedule_id, to which they have to agree; what
    somebody may see and do through add_contract_user."""
    stand = contract_to_change(call, contract_id, 5, worded("rename a role"))
    place = place_in(call, stand, participant_id)
    _check_renamed(call, stand, place, role)
    if plain(role) != place["role"]:
        places.change_place(call.tx, participant_id, call.now, role=plain(role))
        call.changed("contract", contract_id)
        call.change("contract.changed", ("contract", contract_id), data={"fields": ["participants"]})
        text = say(
            "Your role on {contract} is {role} now; it was {before}.",
            contract=named(stand),
            role=quote(role),
            before=quote(place["role"]),
        )
        tell_holder(call, stand, place, text)
    return {"participant": participant_shape(call, stand, place_in(call, stand, participant_id))}


def _check_renamed(call: Call, stand: Stand, place: Row, role: str) -> None:
    """WrongState for a place that ended, Conflict when the person has another one of that role."""
    if place["status_id"] not in (PENDING, CONFIRMED):
        raise WrongState(
            worded(
                "Participant {id} is {state_name}; it takes a new invitation (add_contract_participant). "
                "Nothing changed.",
                id=place["id"],
                state_name=state_name(place["status_id"]),
            ),
            state=str(place["status_id"]),
            next=("add_contract_participant",),
        )
    if place["invited_email"] is not None:
        other = places.asked_place(call.tx, stand.id, place["invited_email"], role)
    else:
        person = person_of(place)
        other = places.live_place(call.tx, stand.id, person, role, but_id=place["id"])
    if other is not None and other["id"] != place["id"]:
        raise Conflict(
            worded(
                "Participant {id} of the same person is {role} already. Nothing changed.",
                id=other["id"],
                role=quoted(other["role"]),
            ),
            code="already_participant",
            next=("get_contract",),
            details={"participant_id": other["id"], "status_id": other["status_id"]},
        )


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "withdraw the offer to a candidate",
        "I invited the wrong person",
        "cancel an unanswered invite",
        "take back my application to a contract",
        "she did not answer, drop the invitation",
        "we no longer need the person we asked",
        "remove a pending participant",
        "undo the invitation to work with us",
        "revoke an open offer on the engagement",
        "stop asking him to join the job",
        "I do not apply any more",
        "call back an invitation to the contract",
        "take back the invite before she answers",
        "I no longer apply for that contract",
        "cancel a pending place on the engagement",
    ),
)
def remove_contract_participant(
    call: Call, contract_id: params.ContractId, participant_id: params.ParticipantId
) -> TakenBack:
    """Take back an invitation, or your own application, that has not been answered yet; its hours go with it.

    For somebody who accepted already use remove_contract_user."""
    stand = live_contract(call, contract_id)
    place = place_in(call, stand, participant_id)
    if not (place["asked_by"] == "person" and stand.owns(participant_id)):
        check_write(call, stand, 5, worded("take back an invitation"))
    if place["status_id"] != PENDING:
        raise WrongState(
            worded(
                "Participant {participant_id} is {state_name}; only what is not answered yet can be taken "
                "back. remove_contract_user takes off who works on it.",
                participant_id=participant_id,
                state_name=state_name(place["status_id"]),
            ),
            state=str(place["status_id"]),
            next=(*_take_off(stand, place), "get_contract"),
        )
    call.confirm(
        worded(
            "Take back the open request about participant {participant_id} of contract {contract_id}",
            participant_id=participant_id,
            contract_id=contract_id,
        ),
        record=f"contract:{contract_id}",
        details=(worded("The role is called {role}", role=quoted(place["role"])),),
    )
    places.change_place(call.tx, participant_id, call.now, status_id=CANCELLED)
    if place["schedule_id"] is not None:
        agreed_hours.drop(call.tx, place["schedule_id"], call.now)
    refresh_contract(call, contract_id)
    call.change("contract.changed", ("contract", contract_id), data={"fields": ["participants"]})
    _tell_taken_back(call, stand, place)
    rows = contracts.participants_of(call.tx, contract_id) if stand.role_id else stand.places
    left = [row for row in rows if row["id"] != participant_id and row["status_id"] in (PENDING, CONFIRMED)]
    return {"participants": participant_shapes(call, stand, left), "removed_participant_id": participant_id}


def _take_off(stand: Stand, place: Row) -> tuple[Step, ...]:
    """Taking off whoever works on it; of the caller, leaving."""
    if place["status_id"] != CONFIRMED:
        return ()
    person = person_of(place)
    named = {} if person == stand.caller else {"user_id": person.id, "user_type": USER_KINDS[person.kind]}
    return (Step("remove_contract_user", {"contract_id": stand.id, **named}),)


def _tell_taken_back(call: Call, stand: Stand, place: Row) -> None:
    about = {"contract": named(stand), "role": quote(place["role"])}
    if stand.owns(place["id"]) and place["asked_by"] == "person":
        text = say("{who} no longer applies to work on {contract} as {role}.", who=quoted(call.caller.name), **about)
        tell_managers(call, stand, text)
    elif place["asked_by"] == "contract":
        text = say("You are no longer asked to work on {contract} as {role}.", **about)
        tell_holder(call, stand, place, text, ends=True)
    else:
        text = say("Your application to {contract} as {role} was taken off.", **about)
        tell_holder(call, stand, place, text)

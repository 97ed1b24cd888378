"""Answering what is asked about a paid place: taking it, and changes of its hours and rate."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contracts, places
from store.database import Row
from store.scheduling import agreed_hours
from store.types import iso
from tools.call import Call
from tools.contracts import params
from tools.contracts.access import Stand, asker_of, live_contract, person_of, place_in
from tools.contracts.members.collisions import warn_of_collisions
from tools.contracts.members.corrections import CorrectionShape, answer_correction, correction_shape
from tools.contracts.members.notices import named, said, tell_holder, tell_managers
from tools.contracts.members.sides import check_may_answer, check_terms
from tools.contracts.rules.answers import outcome
from tools.contracts.rules.roles import LEVELS, WORKER
from tools.contracts.shapes import ParticipantShape, participant_shape
from tools.contracts.transitions import refresh_contract
from tools.errors import Conflict, WrongState
from tools.operation import operation
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import say, together, worded
from tools.rules.unproven_mail import quote
from tools.scheduling.rules.events import CONFIRMED, DECLINED, state_name

TOOLSET = "contracts"


class Answered(TypedDict):
    """The place as it is now, and the change that was answered."""

    participant: ParticipantShape
    correction: NotRequired[CorrectionShape | None]


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"answer": True},
    find=(
        "take the job I was invited to",
        "turn down this offer",
        "agree to the new hours they proposed",
        "say yes to her application",
        "accept the contract invitation",
        "decline to work on this engagement",
        "refuse the lower rate they suggest",
        "approve the applicant for our contract",
        "I accept the new hourly rate",
        "answer a participation request",
        "reject the proposed change of working hours",
        "yes, I will work for them by the hour",
        "join the contract I was asked to take part in",
        "accept the place on the agreement",
        "answer somebody who wants to work on our contract",
        "say no to being a party of the contract",
        "turn down this offer of a contract",
    ),
)
def reply_to_participation_request(
    call: Call,
    contract_id: params.ContractId,
    participant_id: params.ParticipantId,
    answer: Annotated[bool, Field(description="true = accept, false = reject.")],
    correction_id: Annotated[Id, Field(description="Answers this proposed change of hours or rate instead.")]
    | None = None,
    terms_version: Annotated[
        int, Field(ge=1, description="The participant's terms_version you read; refused when the terms moved on.")
    ]
    | None = None,
    message: params.Message | None = None,
) -> Answered:
    """Say yes or no to an invitation to work on a contract, to somebody's application, or to a proposed change.

    Only the side that did not ask answers: the invited person, or for an application or a change the person proposed a
    member with write level 5. A yes fixes rate, hours and limit as they stand and lets time be tracked
    (start_participant_timer); an accepted change counts for charges from now on. correction_id comes from get_contract
    (include corrections)."""
    stand = live_contract(call, contract_id)
    place = place_in(call, stand, participant_id)
    if correction_id is not None:
        correction = answer_correction(call, stand, place, correction_id, answer, terms_version, message)
        fresh = live_contract(call, contract_id)
        changed = place_in(call, fresh, participant_id)
        return {
            "participant": participant_shape(call, fresh, changed),
            "correction": correction_shape(correction, stand.currency),
        }
    check_may_answer(call, stand, place, place["asked_by"])
    if not _is_said_already(call, stand, place, answer):
        check_terms(stand, place, terms_version)
        _take(call, stand, place) if answer else _turn_down(call, place)
        refresh_contract(call, contract_id)
        call.change("contract.changed", ("contract", contract_id), data={"fields": ["participants"]})
        _tell(call, stand, place, answer, message)
    stand = live_contract(call, contract_id)
    return {"participant": participant_shape(call, stand, place_in(call, stand, participant_id)), "correction": None}


def _is_said_already(call: Call, stand: Stand, place: Row, accept: bool) -> bool:
    """Whether the same was answered before. WrongState when something else was, or the request is over."""
    before = outcome(place["status_id"], accept)
    if before in ("answer", "again"):
        return before == "again"
    at = (
        worded(" since {answered_at}", answered_at=iso(place["answered_at"], stand.contract["timezone"]))
        if place["answered_at"]
        else ""
    )
    raise WrongState(
        worded(
            "Participant {id} is {state_name}{at}; that answer stands. Nothing changed.",
            id=place["id"],
            state_name=state_name(place["status_id"]),
            at=at,
        ),
        state=str(place["status_id"]),
        next=("remove_contract_user", "add_contract_participant", "get_contract"),
    )


def _take(call: Call, stand: Stand, place: Row) -> None:
    """The place is the person's who answers, or who applied; they are a member from now on and the hours are theirs."""
    person = stand.caller if place["asked_by"] == "contract" else person_of(place)
    other = places.live_place(call.tx, stand.id, person, place["role"], but_id=place["id"])
    if other is not None:
        raise Conflict(
            worded(
                "You are participant {id} as {role} already, {state_name}; answer false to this one.",
                id=other["id"],
                role=quoted(other["role"]),
                state_name=state_name(other["status_id"]),
            ),
            code="already_participant",
            next=("get_contract",),
            details={"participant_id": other["id"], "status_id": other["status_id"]},
        )
    mine = {"user_type": person.kind, "user_id": person.id, "invited_email": None, "invited_key": None}
    places.change_place(call.tx, place["id"], call.now, **mine, **_answer(call, CONFIRMED))
    user = contracts.user_of(call.tx, stand.id, person)
    if user is None or user["left_at"] is not None:
        contracts.put_user(call.tx, stand.id, person, (WORKER, *LEVELS[WORKER]), asker_of(place), call.now)
    if place["schedule_id"] is not None:
        agreed_hours.hand_over(call.tx, place["schedule_id"], person, stand.caller, call.now)
    warn_of_collisions(call, person, place["schedule_id"], place["id"])


def _turn_down(call: Call, place: Row) -> None:
    places.change_place(call.tx, place["id"], call.now, **_answer(call, DECLINED))
    if place["schedule_id"] is not None:
        agreed_hours.drop(call.tx, place["schedule_id"], call.now)


def _answer(call: Call, status_id: int) -> dict[str, object]:
    me = call.caller.owner
    return {
        "status_id": status_id,
        "answered_by_type": me.kind,
        "answered_by_id": me.id,
        "answered_at": call.stamp,
    }


def _tell(call: Call, stand: Stand, place: Row, accept: bool, message: str | None) -> None:
    """The side that asked hears of it."""
    who, about = quoted(call.caller.name), {"contract": named(stand), "role": quote(place["role"])}
    if place["asked_by"] == "contract":
        text = say("{who} does not want to work on {contract} as {role}.", who=who, **about)
        if accept:
            text = say("{who} works on {contract} as {role} now.", who=who, **about)
        tell_managers(call, stand, together(text, said(message)))
        return
    text = say("Your application to work on {contract} as {role} was declined.", **about)
    if accept:
        text = say("You work on {contract} as {role} now.", **about)
    tell_holder(call, stand, place, together(text, said(message)))

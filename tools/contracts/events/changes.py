"""Changing events of a contract directly, without a vote."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import events
from store.types import Owner
from tools.call import Call
from tools.contracts import params as contract_params
from tools.contracts.access import live_contract, zone_of_contract
from tools.contracts.events import params
from tools.contracts.events.access import (
    check_may_change,
    check_may_involve,
    check_may_price,
    event_in,
    works_alone,
)
from tools.contracts.events.changeset import Wanted, wanted_of
from tools.contracts.events.notices import tell_money, tell_state
from tools.contracts.events.storing import say_yes
from tools.contracts.rules.contract_events import MONEY, state_with_people
from tools.errors import Invalid, Step, WrongState
from tools.operation import operation
from tools.params import Clearable
from tools.rules.sentences import word, worded
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand as EventStand
from tools.scheduling.events.applying import Agreed, apply_changes
from tools.scheduling.events.checks import check_comment
from tools.scheduling.events.invitations import settle_invitations
from tools.scheduling.events.rescheduling import ask_people_again
from tools.scheduling.events.shapes import EventShape, event_shape
from tools.scheduling.rules.events import (
    CANCELLED,
    CHARGE,
    COMPLETED,
    DECLINED,
    DEPOSIT,
    PENDING,
    TYPES,
    state_name,
)

TOOLSET = "contract_events"


class ChangedEvent(TypedDict):
    """changed: the fields that are others now. reset_confirmations: who had said yes has to answer again."""

    event: EventShape
    changed: list[str]
    reset_confirmations: bool


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"label": "Longer review"},
    zone=zone_of_contract,
    find=(
        "move the meeting to three o'clock",
        "mark the to-do as finished",
        "call off Friday's session",
        "change who gets paid for this piece of work",
        "reopen a closed task of the contract",
        "invite more people to a meeting of the job",
        "raise the price of a planned session",
        "close the milestone, the work is accepted",
        "correct the text of my comment on the contract",
        "put a due date on the task of the engagement",
        "make the contract event private",
    ),
)
def update_contract_event(
    call: Call,
    contract_id: contract_params.ContractId,
    event_id: params.EventId,
    status_id: Annotated[
        Literal[100, 400, 444, 777], Field(description="100 reopen, 400 refuse, 444 call off, 777 accept and close.")
    ]
    | None = None,
    date: Clearable[params.EventDay] | None = None,
    start: Annotated[params.Start, Field(description="Moment with offset, or HH:MM on date or its present day.")]
    | None = None,
    duration: Clearable[params.Minutes] | None = None,
    timezone: Annotated[params.EventZone, Field(description="Zone the times are given in; the event's from then on.")]
    | None = None,
    amount: Clearable[params.Price] | None = None,
    label: params.Label | None = None,
    description: Clearable[params.Description] | None = None,
    private: params.Private | None = None,
    credit: Annotated[bool, Field(description="false: must be paid before it counts as confirmed.")] | None = None,
    benefitable: Annotated[params.Beneficiary, Field(description="Who is paid for it.")] | None = None,
    files: Clearable[Annotated[params.FileIds, Field(description="Replaces the list.")]] | None = None,
    attendees: Clearable[
        Annotated[params.Attendees, Field(description="Replaces the list; who stays keeps their answer.")]
    ]
    | None = None,
) -> ChangedEvent:
    """Change an event of a contract at once: time, text, amount, who comes, who is paid; or close, call off, refuse, reopen it.

    Your own need write level 1, others' 3, an amount 4. Another time, or more to pay, asks those who said yes again and makes
    it pending.
    States: 100 to 400 or 444 (a task also to 777), 200 to 444 or once begun 777, 555 to 777 or back to 100, 400 and unpaid 777
    to 100; yeses make it 200, work and time 555. Amount and beneficiary are fixed once it is paid. To let the others decide:
    request_event_correction; to take it away: delete_event; charges: update_contract_charge."""
    stand = live_contract(call, contract_id)
    event = event_in(call, stand, event_id)
    _check_kind(event)
    if event.event["kind"] == "comment":
        check_comment(call, event)
    else:
        check_may_change(call, stand, event)
    given = {name: value for name, value in call.given.items() if name not in ("contract_id", "event_id")}
    if not given:
        raise Invalid({"label": worded("nothing to change was given")}, next=("get_event",))
    wanted = wanted_of(call, stand, event, given)
    if "attendees" in wanted.values or "benefitable" in wanted.values:
        check_may_involve(call, stand, wanted.values.get("attendees", []), wanted.values.get("benefitable"))
    if "amount" in wanted.values or ("benefitable" in wanted.values and event.event["amount"]):
        check_may_price(call, stand)
    _check_acceptance(event, wanted)
    reset = _change(call, event, wanted) if wanted.values else False
    if works_alone(call, stand, event):
        call.as_worker()
    return {
        "event": event_shape(call, event.again(call)),
        "changed": sorted(wanted.values),
        "reset_confirmations": reset,
    }


def _check_kind(event: EventStand) -> None:
    row = event.event
    if row["type_id"] in (CHARGE, DEPOSIT):
        noun = TYPES[row["type_id"]]
        tool = f"update_contract_{noun}"
        raise WrongState(
            worded("{name} is a {noun}; {tool} changes it.", name=event.name, noun=word(noun), tool=tool),
            state=state_name(row["status_id"]).split(" ")[0],
            next=(Step(tool, {"contract_id": row["contract_id"], "transaction_id": event.id}), "get_event"),
        )
    if row["kal_schedule_id"] is not None:
        raise WrongState(
            worded(
                "{name} is an appointment of schedule {kal_schedule_id}; request_event_correction moves it, "
                "decline_event ends a booking of it.",
                name=event.name,
                kal_schedule_id=row["kal_schedule_id"],
            ),
            state=state_name(row["status_id"]).split(" ")[0],
            next=("request_event_correction", "get_event"),
        )


def _check_acceptance(event: EventStand, wanted: Wanted) -> None:
    """WrongState when whoever is paid for an event would accept their own work, and there is somebody who pays for it."""
    payee = event.parties[1]
    if wanted.status_id != COMPLETED or not event.event["amount"] or payee != event.actor or event.accepts_work:
        return
    raise WrongState(
        worded(
            "{name} pays you: a member with write level 4 accepts it, with confirm_event once it is delivered (555).",
            name=event.name,
        ),
        state=state_name(event.event["status_id"]).split(" ")[0],
        next=("request_event_correction", "get_event"),
    )


def _change(call: Call, event: EventStand, wanted: Wanted) -> bool:
    """Write what is wanted and tell whom it concerns; whether those who had said yes are asked again."""
    me = call.caller.owner
    said_yes = [row for row in event.people if row["status"] == "accepted" and not _is(me, row)]
    apply_changes(call, event, None, Agreed(wanted.values, {me}))
    if wanted.status_id == CANCELLED:
        events.change_event(call.tx, event.id, call.now, cancel_reason="organiser")
    if "attendees" in wanted.values:
        say_yes(call, event.id)
    asked: list[Owner] = []
    if wanted.raised and not wanted.moves:
        asked = ask_people_again(call, event, {me})
    reopened = wanted.status_id == PENDING and event.event["status_id"] in (DECLINED, COMPLETED)
    if reopened:
        asked = _ask_everybody(call, event)
    if not reopened:
        _follow(call, event, wanted)
    _tell(call, event, wanted, asked)
    return bool(said_yes) and (wanted.moves or wanted.raised or reopened)


def _ask_everybody(call: Call, event: EventStand) -> list[Owner]:
    """Of an event that is opened again nobody has said yes or no; who is asked, and a word to whoever would wait in vain."""
    asked = []
    for row in events.attendees_of(call.tx, event.id):
        if not _is(call.caller.owner, row):
            events.answer_invitation(call.tx, row["id"], "needs_action", call.now)
            asked += [Owner(row["user_type"], row["user_id"])] if row["user_id"] is not None else []
    if not asked and event.event["kind"] != "task":
        call.warn("Nobody else has to say yes to it: request_event_correction with status_id 200 confirms it.")
    return asked


def _follow(call: Call, event: EventStand, wanted: Wanted) -> None:
    """A confirmed event waits again for those who have not said yes; one that waited for somebody who is not to come any
    more, or for money that need not be there first, is confirmed."""
    after = event.again(call)
    people = [(each["role"], each["status"]) for each in after.people]
    status_id = state_with_people(after.event["status_id"], people)
    if status_id != after.event["status_id"]:
        events.change_event(call.tx, event.id, call.now, status_id=status_id)
    waited_for_money = event.event["amount"] and not event.event["credit"] and MONEY & set(wanted.values)
    if event.event["status_id"] == PENDING and ("attendees" in wanted.values or waited_for_money):
        settle_invitations(call, after)


def _tell(call: Call, event: EventStand, wanted: Wanted, asked: list[Owner]) -> None:
    """Of another time they have heard by now."""
    if wanted.status_id is not None:
        tell_state(call, event.again(call), state_now(call, event.event), wanted.status_id, asked)
    if MONEY & set(wanted.values):
        payees = [party for party in (event.parties[1], event.again(call).parties[1]) if party is not None]
        tell_money(call, event, MONEY & set(wanted.values), asked, payees)


def _is(person: Owner, row: Any) -> bool:
    return (row["user_type"], row["user_id"]) == (person.kind, person.id)

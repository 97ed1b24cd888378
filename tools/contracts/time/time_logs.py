"""Where one can track time, one's own clock without looking up a place, and throwing a recording away."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import time_logs
from store.contracts.charges import minutes_between
from store.contracts.contracts import find_contract
from store.database import Row
from store.folding import folded
from store.scheduling.contract_levels import find_participant
from store.scheduling.events import name_of
from store.scheduling.transactions import find_charge, move_transaction
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts.access import check_write, live_contract, stand_in
from tools.contracts.balances import today_in
from tools.contracts.charging import note_charge
from tools.contracts.money_notices import called, money_of, payee_of, payers_of, tell_of, tell_payers
from tools.contracts.rules.clocks import DISCARDED, RUNNING
from tools.contracts.rules.money import week_of
from tools.contracts.rules.settings import settings_of
from tools.contracts.time.shapes import RunningClock, TimeLogShape, log_shape, running_shape
from tools.contracts.time.starting import start_clock
from tools.contracts.transitions import refresh_contract
from tools.errors import Invalid, NotFound, Step, WrongState
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, OneLine, Zone
from tools.questions import quoted
from tools.rules.sentences import joined, say, worded
from tools.scheduling.rules.events import CANCELLED, CONFIRMED, DECLINED, PENDING, state_name
from tools.shapes import Theirs
from tools.telling import Record

TOOLSET = "time_tracking"


class TrackableContract(TypedDict):
    """A contract a clock of yours may run on. price: money per hour; limit: most billable hours a week."""

    contract_id: int
    label: Theirs
    participant_id: int
    role: Theirs
    price: NotRequired[str | None]
    currency: str
    timezone: str
    minutes_today: int
    minutes_this_week: int
    limit: NotRequired[int | None]


class TrackableContracts(TypedDict):
    """running: your own clock, and those you started for others."""

    contracts: list[TrackableContract]
    running: list[RunningClock]
    total: int
    next_cursor: NotRequired[str | None]


class StartedLog(TypedDict):
    time_log: TimeLogShape


class DeletedLog(TypedDict):
    """deleted_charge_id: the pending charge that went with it."""

    deleted: int
    time_log: TimeLogShape
    deleted_charge_id: NotRequired[int | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "where can I log my hours",
        "which jobs have a clock and which one is on",
        "what am I tracking",
        "engagements I can start a timer on",
        "my running stopwatch",
        "minutes I worked today on each job",
        "find my participant number for the clock",
        "hours of this week by contract",
        "what am I clocked in on",
        "contracts I may record time for",
    ),
)
def list_trackable_contracts(
    call: Call,
    page: Page,
    query: Annotated[str, Field(max_length=200, description="Words in the contract's label.")] | None = None,
) -> TrackableContracts:
    """List the contracts you can track time on, with your participant id in each, and what is running now.

    start_time_log starts your clock on one of them; minutes are those charged today and this week in the contract's zone."""
    rows = [row for row in time_logs.trackable(call.tx, call.caller.owner) if _matches(row, query)]
    shown, next_cursor, total = page.slice(rows)
    return {
        "contracts": [_trackable(call, row) for row in shown],
        "running": [running_shape(call, log) for log in time_logs.running_for(call.tx, call.caller.owner)],
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"contract_id": 7},
    find=(
        "begin counting my hours",
        "begin a work session",
        "set the clock going on my only job",
        "start my own time recording",
        "track my time on a contract",
        "I start work, note the time",
        "log time from this moment on",
        "record my working time",
        "start a session on the engagement",
        "my hours count from now",
    ),
)
def start_time_log(
    call: Call,
    timezone: Annotated[Zone, Field(description="IANA zone you work in.")],
    contract_id: Annotated[Id, Field(description="The contract. May be left out when you can track on one only.")]
    | None = None,
    event_id: Annotated[Id, Field(description="Task or appointment of that contract.")] | None = None,
    label: Annotated[OneLine, Field(min_length=1, max_length=1024, description="What is being done.")] | None = None,
) -> StartedLog:
    """Start your own clock on a contract you work on, without looking up a participant id. One clock at a time.

    end is a guess, 25 to 55 minutes on, that moves on while the clock runs: it never stops the clock and is never billed.
    stop_participant_timer (participant_id from the answer) writes the true end and makes the charge."""
    place = _own_place(call, contract_id)
    stand = live_contract(call, place["contract_id"])
    whole = find_participant(call.tx, place["participant_id"])
    assert whole is not None, place["participant_id"]
    log = start_clock(call, stand, whole, zone=timezone, event_id=event_id, label=label)
    return {"time_log": log_shape(call, log)}


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "that clock was started by mistake",
        "discard the last recorded hours",
        "remove a wrong work session",
        "throw the running timer away",
        "drop a time recording",
        "cancel the stopwatch without billing",
        "the tracked session was nonsense",
        "undo clocking in",
        "take back the time I tracked",
        "delete recorded working time",
    ),
)
def delete_time_log(
    call: Call,
    time_log_id: Annotated[Id, Field(description="The recording, from list_time_logs.")],
) -> DeletedLog:
    """Throw a time recording away, running or finished. A pending charge made from it goes with it.

    Your own, or with write level 4. Not once its charge is approved, billed or paid: delete_contract_transactions takes an
    approved one back."""
    log = _own_log(call, time_log_id)
    charge = find_charge(call.tx, log["charge_id"]) if log["charge_id"] is not None else None
    _check_deletable(call, log, charge)
    minutes = worded(" of {minutes} minutes", minutes=log["minutes"]) if log["minutes"] else ""
    with_it = (
        worded(", and with it charge {event_id} of {money_of}", event_id=charge["event_id"], money_of=money_of(charge))
        if charge is not None
        else ""
    )
    call.confirm(
        worded(
            "Throw away time recording {time_log_id}{minutes}{with_it}",
            time_log_id=time_log_id,
            minutes=minutes,
            with_it=with_it,
        ),
        record=f"time_log:{time_log_id}",
    )
    if log["status_id"] == RUNNING:
        me = call.caller.owner
        time_logs.stop_log(call.tx, time_log_id, call.now, DISCARDED, call.now)
        stopper = {"stopped_by_type": me.kind, "stopped_by_id": me.id, "stop_reason": "manual"}
        time_logs.change_log(call.tx, time_log_id, call.now, **stopper)
    time_logs.discard_log(call.tx, time_log_id, call.now)
    if charge is not None:
        _delete_charge(call, charge)
    _tell(call, log)
    refresh_contract(call, log["contract_id"])
    after = time_logs.find_log(call.tx, time_log_id)
    assert after is not None, time_log_id
    return {
        "deleted": time_log_id,
        "time_log": log_shape(call, after),
        "deleted_charge_id": charge["event_id"] if charge else None,
    }


def _matches(row: Row, query: str | None) -> bool:
    words = folded(query or "").split()
    return settings_of(row["settings"]).trackable and all(word in folded(row["label"]) for word in words)


def _trackable(call: Call, row: Row) -> TrackableContract:
    today, id = today_in(call, row), row["participant_id"]
    rate = row["price"] if row["price"] is not None else settings_of(row["settings"]).rate
    return {
        "contract_id": row["contract_id"],
        "label": row["label"],
        "participant_id": id,
        "role": row["role"],
        "price": Money(rate, row["currency"]).text if rate is not None else None,
        "currency": row["currency"],
        "timezone": row["timezone"],
        "minutes_today": minutes_between(call.tx, id, today, today),
        "minutes_this_week": minutes_between(call.tx, id, *week_of(today)),
        "limit": row["hours_limit"],
    }


def _own_place(call: Call, contract_id: int | None) -> Row:
    """The caller's own paid place a clock may run on. Invalid, with all of them, when it is not said which."""
    places = time_logs.trackable(call.tx, call.caller.owner)
    if contract_id is not None:
        places = [place for place in places if place["contract_id"] == contract_id]
        if not places:
            stand_in(call, contract_id)
            raise NotFound("confirmed place of yours on contract", contract_id, next=("list_trackable_contracts",))
    else:
        places = [place for place in places if settings_of(place["settings"]).trackable]
    if len(places) == 1:
        return places[0]
    if not places:
        raise WrongState(
            worded("There is no contract that you can track time on: you need a confirmed place on one."),
            state="nothing_trackable",
            next=("list_contracts",),
        )
    told = [
        worded(
            "{contract_id} {label} (participant {participant_id})",
            contract_id=one["contract_id"],
            label=quoted(one["label"]),
            participant_id=one["participant_id"],
        )
        for one in places[:10]
    ]
    named = joined(told, "; ")
    if contract_id is None:
        raise Invalid(
            {"contract_id": worded("says which one is meant: {named}", named=named)}, next=("list_trackable_contracts",)
        )
    raise Invalid(
        {
            "contract_id": worded(
                "you have several places there, of which start_participant_timer takes one: {named}", named=named
            )
        },
        next=tuple(Step("start_participant_timer", {"participant_id": one["participant_id"]}) for one in places[:3]),
    )


def _own_log(call: Call, time_log_id: int) -> Row:
    """A recording of the caller's, or of a contract in which they write money. NotFound for others'."""
    log = time_logs.find_log(call.tx, time_log_id)
    if log is None:
        raise NotFound("time log", time_log_id, next=("list_trackable_contracts",))
    try:
        stand = stand_in(call, log["contract_id"])
    except NotFound:
        raise NotFound("time log", time_log_id, next=("list_trackable_contracts",)) from None
    own = (log["user_type"], log["user_id"]) == (call.caller.owner.kind, call.caller.owner.id)
    if not own:
        if stand.read < 3:
            raise NotFound("time log", time_log_id, next=("list_trackable_contracts",))
        check_write(call, stand, 4, worded("throw away recordings of others"))
    return log


def _check_deletable(call: Call, log: Row, charge: Row | None) -> None:
    if log["status_id"] == DISCARDED:
        raise WrongState(
            worded(
                "Time log {id} was thrown away already, at {updated_at}.",
                id=log["id"],
                updated_at=iso(log["updated_at"], log["timezone"]),
            ),
            state="discarded",
            next=("list_trackable_contracts",),
        )
    if charge is not None and charge["status_id"] not in (PENDING, DECLINED):
        name, payee = state_name(charge["status_id"]), payee_of(charge)
        why = worded("what is paid stays in the books")
        if charge["status_id"] == CONFIRMED:
            others = [quoted(name_of(call.tx, one)) for one in payers_of(call, log["contract_id"], payee)][:3]
            who = f" ({', '.join(others)})" if others else ""
            why = worded(
                "what is approved stays until somebody with write level 4{who} deletes it, which takes the "
                "recording with it",
                who=who,
            )
        raise WrongState(
            worded("Its charge {event_id} is {name}: {why}.", event_id=charge["event_id"], name=name, why=why),
            state=name.split(" ")[0],
            next=(
                Step(
                    "delete_contract_transactions",
                    {"contract_id": log["contract_id"], "transactions": [charge["event_id"]]},
                ),
                Step("get_event", {"event_id": charge["event_id"]}),
            ),
        )


def _tell(call: Call, log: Row) -> None:
    """Whose recording was thrown away by somebody else hears of it."""
    contract_id = log["contract_id"]
    start = iso(log["start_at"], log["timezone"])
    text = say("Your time recording of {start} on contract {id} was thrown away.", start=start, id=contract_id)
    record = Record("contract", contract_id, say("Contract {id}", id=contract_id))
    call.tell(Owner(log["user_type"], log["user_id"]), "contract_step", text, record=record)


def _delete_charge(call: Call, charge: Row) -> None:
    moved = move_transaction(call.tx, charge, call.now, CANCELLED, None, gone=True)
    assert moved, charge["event_id"]
    note_charge(call, charge["contract_id"], charge["event_id"], CANCELLED)
    contract = find_contract(call.tx, charge["contract_id"])
    assert contract is not None, charge["contract_id"]
    money, payee = money_of(charge), payee_of(charge)
    text = say(
        "{amount} of {date} in {contract} were deleted with the time recording they were made from.",
        amount=money,
        date=charge["date"],
        contract=called(call, contract),
    )
    tell_payers(call, contract, payee, text, charge["event_id"], money)
    tell_of(call, payee, text, charge["event_id"], money, contract)

"""The clock of a paid place: start, stop, look."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import time_logs
from store.contracts.charges import minutes_between
from store.database import Row
from store.people import persons
from store.types import Money, iso, utc_time
from tools.call import Call
from tools.contracts.access import Stand, check_write, live_contract, participant_of
from tools.contracts.balances import today_in
from tools.contracts.rules.clocks import DISCARDED
from tools.contracts.rules.money import week_of
from tools.contracts.time.shapes import SEES_CLOCKS, TimeLogShape, log_shape
from tools.contracts.time.starting import start_clock
from tools.contracts.time.stopping import Stopped, just_stopped, stop_clock
from tools.errors import Invalid, Step, WrongState
from tools.operation import operation
from tools.params import Id, Moment, OneLine, Zone
from tools.rules.sentences import worded
from tools.scheduling.rules.events import STATES
from tools.shapes import Theirs

TOOLSET = "time_tracking"
# Somebody who stops a clock that was stopped so shortly before gets the same result.
JUST_NOW = timedelta(minutes=10)

ParticipantId = Annotated[
    Id, Field(description="The paid place, from list_trackable_contracts or list_contract_users.")
]
ClockLabel = Annotated[OneLine, Field(min_length=1, max_length=1024, description="What is being done.")]
TaskId = Annotated[Id, Field(description="Task or appointment of the contract the time belongs to.")]


class StartedTimer(TypedDict):
    time_log: TimeLogShape
    is_working: bool


class TimerCharge(TypedDict):
    """The charge made of the time. status_id: 100 waits for approval, 200 approved."""

    id: int
    date: str
    time: int
    rate: NotRequired[str | None]
    amount: str
    currency: str
    status_id: int
    status: str
    over_limit: bool
    label: Theirs


class StoppedTimer(TypedDict):
    """transaction is missing when the clock ran less than a minute, or its day has 1440 minutes already."""

    time_log: TimeLogShape
    transaction: NotRequired[TimerCharge | None]


class CheckedTimer(TypedDict):
    """minutes_this_week: charged in this week of the contract; limit: the most hours of it. Your own, or read level 3."""

    participant_id: int
    is_working: bool
    time_log: NotRequired[TimeLogShape | None]
    minutes_this_week: NotRequired[int | None]
    limit: NotRequired[int | None]


@operation(
    access="write",
    actors=("any",),
    price="write",
    find=(
        "I begin working now",
        "clock in on the job",
        "put her on the clock",
        "start the timer for this engagement",
        "begin recording time for a colleague",
        "my shift begins, count the minutes",
        "run the stopwatch for this paid place",
        "track time on a task of the job",
        "punch in",
        "time starts now for the developer",
        "start measuring the work",
    ),
)
def start_participant_timer(
    call: Call,
    participant_id: ParticipantId,
    label: ClockLabel | None = None,
    event_id: TaskId | None = None,
    timezone: Annotated[Zone, Field(description="IANA zone to show it in. Default the person's.")] | None = None,
) -> StartedTimer:
    """Start the clock for a participant of a contract. One person can have only one clock running.

    For your own place, or with write level 4 for somebody else's. Real time is counted by this server's clock and nothing is
    owed yet: stop_participant_timer turns it into a charge that waits for approval. Starting the one that runs already
    changes nothing."""
    stand, place = _place(call, participant_id)
    zone = timezone or _zone_of(call, place)
    log = start_clock(call, stand, place, zone=zone, event_id=event_id, label=label)
    return {"time_log": log_shape(call, log), "is_working": True}


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "I am done for today",
        "clock out",
        "finish tracking and bill it",
        "stop the stopwatch",
        "end my working session",
        "punch out",
        "I forgot to stop the timer an hour ago",
        "turn the tracked minutes into a claim",
        "take her off the clock",
        "stop counting time on the job",
        "the work session is over",
    ),
)
def stop_participant_timer(
    call: Call,
    participant_id: ParticipantId,
    label: Annotated[OneLine, Field(min_length=1, max_length=1024, description="Text for the charge instead.")]
    | None = None,
    stop_at: Annotated[Moment, Field(description="An earlier moment than now, if you forgot to stop.")] | None = None,
) -> StoppedTimer:
    """Stop a participant's running clock and turn the time into a charge that waits for approval.

    Yourself, or with write level 4. Minutes are rounded up as the contract says, at least 15 and at most 1440; under a minute
    nothing is charged. The charge is dated by the day it began in the contract's zone. Stopping again within ten minutes
    answers the same charge. Next: approve_contract_transactions by the paying side; update_participant_charge corrects it,
    delete_time_log throws it away."""
    stand, place = participant_of(call, participant_id)
    _check_own(call, stand, place, worded("stop the clock"))
    log = time_logs.running_on(call.tx, participant_id)
    if log is None:
        return _stopped(call, _again(call, participant_id))
    end = _end(call, log, stop_at)
    return _stopped(call, stop_clock(call, log, end=end, reason="manual", label=label))


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "is he working right now",
        "how long has the clock been on",
        "am I still clocked in",
        "does a timer run for this place",
        "minutes on the stopwatch so far",
        "how many hours this week already",
        "has she started her shift",
        "check the running time recording",
        "is somebody on the clock",
        "when did my session begin",
    ),
)
def check_participant_timer(call: Call, participant_id: ParticipantId) -> CheckedTimer:
    """Tell whether a participant's clock is running and for how long, and how much of the week is charged.

    Your own always; of others with read level 3 in the contract, below that only is_working."""
    stand, place = participant_of(call, participant_id)
    log = time_logs.running_on(call.tx, participant_id)
    shape: CheckedTimer = {"participant_id": participant_id, "is_working": log is not None}
    if stand.owns(participant_id) or stand.read >= SEES_CLOCKS:
        week = week_of(today_in(call, stand.contract))
        shape["time_log"] = log_shape(call, log) if log else None
        shape["minutes_this_week"] = minutes_between(call.tx, participant_id, *week)
        shape["limit"] = place["hours_limit"]
    return shape


def _place(call: Call, participant_id: int) -> tuple[Stand, Row]:
    """A paid place of a contract that is not archived."""
    stand, place = participant_of(call, participant_id)
    live_contract(call, stand.id)
    return stand, place


def _check_own(call: Call, stand: Stand, place: Row, to: str) -> None:
    if not stand.owns(place["id"]):
        check_write(call, stand, 4, worded("{to} of others", to=to))


def _zone_of(call: Call, place: Row) -> str:
    """The zone of whose place it is; an agent's clock is shown in the caller's."""
    if place["user_type"] == "person":
        person = persons.find_person(call.tx, place["user_id"])
        if person is not None and person["timezone"]:
            zone: str = person["timezone"]
            return zone
    return call.caller.timezone


def _end(call: Call, log: Row, stop_at: datetime | None) -> datetime:
    """The end asked for, inside the session, which lasts no longer than a clock may run."""
    start, latest = utc_time(log["start_at"]), min(call.now, utc_time(log["stops_at"]))
    if stop_at is None:
        return latest
    if not start <= stop_at <= latest:
        zone = log["timezone"]
        until = worded("now") if latest == call.now else worded("when it had run as long as it may")
        raise Invalid(
            {
                "stop_at": worded(
                    "must lie between the start, {start}, and {until}, {latest}",
                    start=iso(start, zone),
                    until=until,
                    latest=iso(latest, zone),
                )
            }
        )
    return stop_at


def _again(call: Call, participant_id: int) -> Stopped:
    """What somebody else, or an earlier try, has just stopped. WrongState when nothing was running."""
    found = just_stopped(call, participant_id, JUST_NOW)
    if found is not None:
        call.warn("This clock was stopped already; nothing is charged twice.")
        return found
    told = _last(call, participant_id)
    raise WrongState(
        worded("No clock runs for participant {participant_id}. {told}", participant_id=participant_id, told=told),
        state="not_running",
        next=(Step("start_participant_timer", {"participant_id": participant_id}), "list_trackable_contracts"),
    )


def _last(call: Call, participant_id: int) -> str:
    last = time_logs.last_ended(call.tx, participant_id)
    if last is None:
        return worded("None has run yet.")
    thrown_away = worded(" and thrown away") if last["status_id"] == DISCARDED else ""
    return worded(
        "The last one was stopped at {end_at}{thrown_away}.",
        end_at=iso(last["end_at"], last["timezone"]),
        thrown_away=thrown_away,
    )


def _stopped(call: Call, found: Stopped) -> StoppedTimer:
    return {"time_log": log_shape(call, found.log), "transaction": _charge(found.charge) if found.charge else None}


def _charge(charge: Row) -> TimerCharge:
    currency = charge["currency"]
    return {
        "id": charge["event_id"],
        "date": charge["date"],
        "time": charge["minutes"],
        "rate": Money(charge["rate"], currency).text if charge["rate"] is not None else None,
        "amount": Money(charge["amount"], currency).text,
        "currency": currency,
        "status_id": charge["status_id"],
        "status": STATES[charge["status_id"]],
        "over_limit": bool(charge["over_limit"]),
        "label": charge["label"],
    }

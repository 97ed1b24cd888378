"""Starting a clock for a paid place."""

from __future__ import annotations

from store.contracts import contracts, time_logs
from store.contracts.charges import minutes_between
from store.contracts.time_logs import ClockRuns
from store.database import Row
from store.scheduling import events
from store.types import iso, utc_text
from tools.call import Call
from tools.contracts.access import Stand, person_of
from tools.contracts.balances import today_in
from tools.contracts.charging import check_may_charge, rate_of
from tools.contracts.rules.clocks import stops_at
from tools.contracts.rules.money import week_of
from tools.contracts.rules.settings import settings_of
from tools.errors import Conflict, NotFound, Step, WrongState
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.scheduling.rules.events import APPOINTMENT, CANCELLED, DECLINED, ENTRY
from tools.telling import Record
from tools.text import plain


def start_clock(call: Call, stand: Stand, place: Row, *, zone: str, event_id: int | None, label: str | None) -> Row:
    """The clock that runs for a paid place from now on; the one that runs already stays as it is.

    WrongState for a contract without clocks, or a place that is not agreed on or has no rate; Conflict while another clock
    of the same person runs: one person has one."""
    check_may_charge(call, stand, place, worded("run the clock"))
    person = person_of(place)
    if stand.owns(place["id"]):
        call.as_worker()
    if event_id is not None:
        _check_event(call, stand, event_id)
    runs = time_logs.running_of(call.tx, person)
    if runs is not None and runs["participant_id"] == place["id"]:
        call.waive_fee()
        return runs
    _check_trackable(stand, place)
    if runs is not None:
        raise _another_runs(call, runs)
    try:
        log_id = time_logs.insert_log(
            call.tx,
            call.now,
            user_type=person.kind,
            user_id=person.id,
            contract_id=stand.id,
            participant_id=place["id"],
            event_id=event_id,
            label=plain(label) if label else None,
            timezone=zone,
            start_at=call.stamp,
            stops_at=utc_text(stops_at(call.now, settings_of(stand.contract["settings"]).max_timer_hours)),
            estimate_seed=int.from_bytes(call.randomness.bytes(4), "big"),
            started_by_type=call.caller.owner.kind,
            started_by_id=call.caller.owner.id,
        )
    except ClockRuns:
        raise _another_runs(call, time_logs.running_of(call.tx, person)) from None
    _tell(call, stand, place)
    _warn_of_limit(call, stand, place)
    call.changed("contract", stand.id)
    log = time_logs.find_log(call.tx, log_id)
    assert log is not None, log_id
    return log


def _check_trackable(stand: Stand, place: Row) -> None:
    if not settings_of(stand.contract["settings"]).trackable:
        raise WrongState(
            worded(
                "No clocks run on {name} (settings.trackable is off); create_participant_charge takes minutes by hand.",
                name=stand.name,
            ),
            state="not_trackable",
            next=("create_participant_charge", "list_trackable_contracts"),
        )
    if rate_of(stand.contract, place) is None:
        raise WrongState(
            worded(
                "Participant {id} has no rate, and {name} no settings.rate: time would have no price.",
                id=place["id"],
                name=stand.name,
            ),
            state="no_rate",
            next=("update_contract", "get_contract"),
        )


def _check_event(call: Call, stand: Stand, event_id: int) -> None:
    """NotFound for what is no appointment or task of this contract, WrongState for one that was called off."""
    event = events.find_event(call.tx, event_id)
    if event is None or event["contract_id"] != stand.id or event["type_id"] not in (APPOINTMENT, ENTRY):
        raise NotFound(
            "event of this contract", event_id, next=(Step("list_contract_events", {"contract_id": stand.id}),)
        )
    if event["status_id"] in (DECLINED, CANCELLED):
        raise WrongState(
            worded("Event {event_id} was called off.", event_id=event_id),
            state="cancelled",
            next=("list_contract_events",),
        )


def _another_runs(call: Call, runs: Row | None) -> Conflict:
    assert runs is not None
    contract = contracts.find_contract(call.tx, runs["contract_id"])
    label = quoted(contract["label"]) if contract else ""
    return Conflict(
        worded(
            "Another clock runs since {start_at}: time log {id} on contract {contract_id} {label}. One "
            "person has one; stop it first.",
            start_at=iso(runs["start_at"], runs["timezone"]),
            id=runs["id"],
            contract_id=runs["contract_id"],
            label=label,
        ),
        code="clock_runs",
        next=(Step("stop_participant_timer", {"participant_id": runs["participant_id"]}),),
        details={"time_log_id": runs["id"], "contract_id": runs["contract_id"], "start": iso(runs["start_at"])},
    )


def _tell(call: Call, stand: Stand, place: Row) -> None:
    """Whoever is put on the clock by somebody else hears of it."""
    text = say(
        "{who} started the clock for you on contract {id} {label}.",
        who=quoted(call.caller.name),
        id=stand.id,
        label=quoted(stand.contract["label"]),
    )
    record = Record("contract", stand.id, say("Contract {id}", id=stand.id))
    call.tell(person_of(place), "contract_step", text, record=record)


def _warn_of_limit(call: Call, stand: Stand, place: Row) -> None:
    if place["hours_limit"] is None:
        return
    week = minutes_between(call.tx, place["id"], *week_of(today_in(call, stand.contract)))
    over = week - place["hours_limit"] * 60
    if over >= 0:
        call.warn(
            f"The weekly limit of {place['hours_limit']} hours is reached, {over} minutes over it: to accept more takes "
            "allow_over_limit."
        )

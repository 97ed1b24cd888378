"""Stopping clocks: by hand, after their longest time, or because the person or the contract is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from store.contracts import contracts, time_logs
from store.database import Row
from store.scheduling import events
from store.scheduling.contract_levels import find_participant
from store.scheduling.transactions import find_charge
from store.types import Owner, utc_time
from tools.call import Call
from tools.contracts.access import Stand, person_of
from tools.contracts.charging import make_charge, minutes_left
from tools.contracts.rules.clocks import DISCARDED, LEAST_MINUTES, RECORDED, counted_minutes, day_worked
from tools.contracts.rules.settings import settings_of
from tools.contracts.transitions import refresh_contract
from tools.text import plain


@dataclass(frozen=True, slots=True)
class Stopped:
    """A clock after its stop, and the charge made of it; None when it was too short, or its day is full."""

    log: Row
    charge: Row | None


def stop_clock(call: Call, log: Row, *, end: datetime, reason: str, label: str | None = None) -> Stopped:
    """Stop a running clock and make its time a pending charge, exactly once: whoever comes second gets the same."""
    contract = contracts.find_contract(call.tx, log["contract_id"])
    place = find_participant(call.tx, log["participant_id"])
    assert contract is not None, log["id"]
    assert place is not None, log["id"]
    start = utc_time(log["start_at"])
    minutes = counted_minutes(start, end, settings_of(contract["settings"]).rounding_minutes)
    state = DISCARDED if minutes is None else RECORDED
    if time_logs.stop_log(call.tx, log["id"], call.now, state, end):
        by = call.caller.owner if call.caller.kind != "nobody" else None
        charge = _charge(call, log, contract, place, minutes, label) if minutes is not None else None
        time_logs.change_log(
            call.tx,
            log["id"],
            call.now,
            minutes=minutes,
            charge_id=charge["event_id"] if charge else None,
            stopped_by_type=by.kind if by else None,
            stopped_by_id=by.id if by else None,
            stop_reason=reason,
            **({"label": plain(label)} if label else {}),
        )
        # A clock that runs keeps its contract from completing.
        refresh_contract(call, contract["id"])
    return stopped(call, log["id"])


def stopped(call: Call, log_id: int) -> Stopped:
    """A clock that was stopped, with its charge."""
    log = time_logs.find_log(call.tx, log_id)
    assert log is not None, log_id
    return Stopped(log, find_charge(call.tx, log["charge_id"]) if log["charge_id"] is not None else None)


def stop_clocks(call: Call, contract_id: int, person: Owner | None, reason: str) -> list[Stopped]:
    """Stop the clocks that run on a contract, of everybody or of one person, as of now or their longest time.

    reason: contract_archived or left."""
    running = time_logs.running_in(call.tx, contract_id, person)
    return [stop_clock(call, log, end=min(call.now, utc_time(log["stops_at"])), reason=reason) for log in running]


def just_stopped(call: Call, participant_id: int, within: timedelta) -> Stopped | None:
    """The clock that was stopped last on a paid place, when that is only just so: somebody else was first."""
    last = time_logs.last_of(call.tx, participant_id)
    if last is None or utc_time(last["updated_at"]) < call.now - within:
        return None
    return stopped(call, last["id"])


def _charge(call: Call, log: Row, contract: Row, place: Row, minutes: int, label: str | None) -> Row | None:
    """The charge for the counted minutes, as many of them as its day still has room for."""
    day = day_worked(utc_time(log["start_at"]), contract["timezone"])
    fits = min(minutes, minutes_left(call, place, day))
    if fits < minutes:
        call.warn(f"Only {max(0, fits)} of {minutes} minutes fit into {day.isoformat()}: a day has 1440 at most.")
    if fits < LEAST_MINUTES:
        return None
    person = person_of(place)
    # Whoever stops it records it; what the system stops, the person.
    recorder = call.caller.owner if call.caller.kind != "nobody" else person
    return make_charge(
        call,
        Stand(contract, recorder, None, 0, 0, []),
        place,
        day=day,
        minutes=fits,
        label=_text(call, log, label),
        source="timer",
        parent_id=log["event_id"],
        time_log_id=log["id"],
    )


def _text(call: Call, log: Row, label: str | None) -> str:
    """What the charge says: the text given, else the clock's, else the event's."""
    event = events.find_event(call.tx, log["event_id"]) if log["event_id"] is not None else None
    said = plain(label) if label else log["label"] or (event["label"] if event else None)
    return said or "Work"

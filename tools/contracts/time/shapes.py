"""How time logs look in answers."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling.events import name_of
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.contracts.rules.clocks import RUNNING, STATES, elapsed_minutes, estimated_end
from tools.scheduling.parties import PartyShape, party_shape
from tools.shapes import Theirs

# From which read level on somebody sees the clocks of others.
SEES_CLOCKS = 3


class TimeLogShape(TypedDict):
    """A clock on a contract. While it runs, end and estimated_end are a guess that moves on; elapsed_minutes counts.

    status_id: 100 running, 444 discarded, 777 recorded. minutes: what was counted after the stop, rounded as the contract says."""

    id: int
    user_id: int
    user: NotRequired[PartyShape | None]
    label: NotRequired[Theirs | None]
    start: str
    end: str
    estimated_end: NotRequired[str | None]
    timezone: str
    status_id: int
    status: str
    trackable_type: str
    trackable_id: int
    benefitable_type: str
    benefitable_id: int
    contract_id: int
    participant_id: int
    elapsed_minutes: NotRequired[int | None]
    minutes: NotRequired[int | None]
    charge_id: NotRequired[int | None]
    started_by: NotRequired[PartyShape | None]
    stopped_by: NotRequired[PartyShape | None]
    stop_reason: NotRequired[str | None]
    created_at: str
    updated_at: str
    deleted_at: NotRequired[str | None]


class RunningClock(TypedDict):
    """A clock that runs now; check_participant_timer shows all of it. estimated_end: a guess that moves on."""

    id: int
    user_id: int
    label: NotRequired[Theirs | None]
    contract_id: int
    participant_id: int
    event_id: NotRequired[int | None]
    start: str
    estimated_end: str
    timezone: str
    elapsed_minutes: int


def running_shape(call: Call, log: Row) -> RunningClock:
    """A running clock in a list."""
    zone, start = log["timezone"], utc_time(log["start_at"])
    return {
        "id": log["id"],
        "user_id": log["user_id"],
        "label": log["label"],
        "contract_id": log["contract_id"],
        "participant_id": log["participant_id"],
        "event_id": log["event_id"],
        "start": iso(start, zone),
        "estimated_end": iso(estimated_end(start, log["estimate_seed"], call.now), zone),
        "timezone": zone,
        "elapsed_minutes": elapsed_minutes(start, call.now),
    }


def log_shape(call: Call, log: Row) -> TimeLogShape:
    """A time log in the zone it was started in."""
    zone, start = log["timezone"], utc_time(log["start_at"])
    runs = log["status_id"] == RUNNING
    guess = iso(estimated_end(start, log["estimate_seed"], call.now), zone) if runs else None
    on_event = log["event_id"] is not None
    return {
        "id": log["id"],
        "user_id": log["user_id"],
        "user": _party(call, log["user_type"], log["user_id"]),
        "label": log["label"],
        "start": iso(start, zone),
        "end": guess or iso(log["end_at"], zone),
        "estimated_end": guess,
        "timezone": zone,
        "status_id": log["status_id"],
        "status": STATES[log["status_id"]],
        "trackable_type": "event" if on_event else "contract",
        "trackable_id": log["event_id"] if on_event else log["contract_id"],
        "benefitable_type": "participant",
        "benefitable_id": log["participant_id"],
        "contract_id": log["contract_id"],
        "participant_id": log["participant_id"],
        "elapsed_minutes": elapsed_minutes(start, call.now) if runs else None,
        "minutes": log["minutes"],
        "charge_id": log["charge_id"],
        "started_by": _party(call, log["started_by_type"], log["started_by_id"]),
        "stopped_by": _party(call, log["stopped_by_type"], log["stopped_by_id"]),
        "stop_reason": log["stop_reason"],
        "created_at": iso(log["created_at"]),
        "updated_at": iso(log["updated_at"]),
        "deleted_at": iso(log["deleted_at"]) if log["deleted_at"] else None,
    }


def _party(call: Call, kind: str | None, id: int | None) -> PartyShape | None:
    if kind is None or id is None:
        return None
    owner = Owner(kind, id)  # type: ignore[arg-type]
    return party_shape(owner, {owner: name_of(call.tx, owner) or str(owner)})

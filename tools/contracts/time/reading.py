"""Recordings of time as a list: one's own, or those of a paid place."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import time_logs
from store.database import Row
from store.types import Money, iso, utc_time
from tools.call import Call
from tools.contracts.access import Stand, participant_of, seen_contract, stand_in
from tools.contracts.balances import SEES_MONEY
from tools.contracts.rules.clocks import RUNNING, STATES, elapsed_minutes, estimated_end
from tools.contracts.time.shapes import SEES_CLOCKS
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, WholeDay
from tools.rules.day_range import day_range
from tools.rules.sentences import worded
from tools.scheduling.rules.events import state_name
from tools.shapes import Theirs

TOOLSET = "time_tracking"


class ListedLog(TypedDict):
    """A recording. While it runs, end is a guess and minutes are those that passed; after that those that count, as charged.

    charge_status: pending waits for approval, confirmed is approved, completed is paid."""

    id: int
    contract_id: int
    contract: Theirs
    participant_id: int
    event_id: NotRequired[int | None]
    label: NotRequired[Theirs | None]
    start: str
    end: str
    timezone: str
    status_id: int
    status: str
    minutes: NotRequired[int | None]
    charge_id: NotRequired[int | None]
    charge_status: NotRequired[str | None]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]


class ListedLogs(TypedDict):
    """minutes: of all finished recordings that were found, on whatever page; those thrown away do not count."""

    time_logs: list[ListedLog]
    minutes: int
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "timesheet",
        "my timesheet of this month",
        "show the hours I recorded last week",
        "which time recordings did I make",
        "what did I work on Tuesday and for how long",
        "find a recording to throw it away",
        "hours tracked on one contract",
        "time log of a freelancer on our job",
        "which tracked hours are not approved yet",
        "all my work sessions",
        "total of my recorded time in March",
        "keep track of time for a job",
    ),
)
def list_time_logs(
    call: Call,
    page: Page,
    contract_id: Annotated[Id, Field(description="Only on this contract.")] | None = None,
    participant_id: Annotated[Id, Field(description="Of this paid place; others' with read level 3.")] | None = None,
    status_id: Annotated[Literal[100, 444, 777], Field(description="100 running, 444 thrown away, 777 recorded.")]
    | None = None,
    date_from: Annotated[WholeDay, Field(description="Begun on this day or later.")] | None = None,
    date_to: Annotated[WholeDay, Field(description="Begun on this day or before.")] | None = None,
) -> ListedLogs:
    """List your own recordings of time on contracts, newest first, with what became of each: a timesheet.

    participant_id shows those of one paid place, of somebody else with read level 3 in its contract, amounts with 4. Days
    are counted in the contract's zone when one is named, else in yours; what was thrown away is listed with status_id 444
    only. delete_time_log throws one away, start_time_log begins one; time put down by hand is in
    list_participant_transactions."""
    stand = _stand(call, contract_id, participant_id)
    zone = stand.contract["timezone"] if stand is not None else call.caller.timezone
    days = day_range(date_from, date_to, zone)
    only: dict[str, Any] = {
        "contract": contract_id,
        "participant": participant_id,
        "status": status_id,
        "first": days.start,
        "last": days.end,
        "kind": call.caller.owner.kind,
        "user": call.caller.owner.id,
    }
    rows, next_cursor, total = page.rows(call.tx, time_logs.listed(only), only, order=time_logs.NEWEST_START)
    sees_money = participant_id is None or stand is None or stand.owns(participant_id) or stand.read >= SEES_MONEY
    return {
        "time_logs": [_shape(call, row, sees_money) for row in rows],
        "minutes": time_logs.minutes_listed(call.tx, only),
        "total": total,
        "next_cursor": next_cursor,
    }


def _stand(call: Call, contract_id: int | None, participant_id: int | None) -> Stand | None:
    """The contract that is meant, as the caller stands to it; None for all of theirs. NotAllowed for others' recordings
    below read level 3."""
    if participant_id is not None:
        stand, _ = participant_of(call, participant_id)
        if not stand.owns(participant_id):
            seen_contract(call, stand.id, SEES_CLOCKS, worded("see the recordings of others"))
        return stand
    return stand_in(call, contract_id) if contract_id is not None else None


def _shape(call: Call, row: Row, sees_money: bool) -> ListedLog:
    zone, start, runs = row["timezone"], utc_time(row["start_at"]), row["status_id"] == RUNNING
    end = estimated_end(start, row["estimate_seed"], call.now) if runs else row["end_at"]
    charged = row["charge_id"] is not None and row["charge_status_id"] is not None
    shape: ListedLog = {
        "id": row["id"],
        "contract_id": row["contract_id"],
        "contract": row["contract_label"],
        "participant_id": row["participant_id"],
        "event_id": row["event_id"],
        "label": row["label"],
        "start": iso(start, zone),
        "end": iso(end, zone),
        "timezone": zone,
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "minutes": elapsed_minutes(start, call.now) if runs else row["minutes"],
        "charge_id": row["charge_id"] if charged else None,
        "charge_status": state_name(row["charge_status_id"]).split(" ")[0] if charged else None,
    }
    if charged and sees_money:
        shape["amount"] = Money(row["amount"], row["currency"]).text
        shape["currency"] = row["currency"]
    return shape

"""A correction of a time log: what it may be, beside the other logs, and that both figures are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.work_orders.visits import time_logs
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from tools.params import CLEARED
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import Side, standing
from tools.work_orders.notices import named
from tools.work_orders.rules.states import WORK_DONE, wrong_state
from tools.work_orders.visits.params import ClockedIn, Devices, TimeLogId, VisitNote
from tools.work_orders.visits.recording import settle, tell_of_visit, warn_of_length
from tools.work_orders.visits.rules.time_logs import check_devices, check_times, met_by, overlapping
from tools.work_orders.visits.shapes import FiguresShape, figures
from tools.work_orders.visits.stamps import as_log, changed_stamp, follow_up, no_stamp, times_of

FIELDS = ("check_in", "check_out", "devices", "verified", "note")


class CorrectionIn(TypedDict):
    """What one log is to say; what is left out stays."""

    time_log_id: TimeLogId
    check_in: NotRequired[ClockedIn]
    check_out: NotRequired[ClockedIn]
    devices: NotRequired[Devices]
    verified: NotRequired[bool]
    note: NotRequired[VisitNote]


@dataclass(frozen=True, slots=True)
class Correction:
    """One log before, and the columns that change. logged: what it says about the visit changes, not only a tick."""

    log: Row
    columns: Mapping[str, Any]
    logged: bool

    @property
    def after(self) -> dict[str, Any]:
        return {**dict(self.log), **self.columns}


def refuse_provider_after(call: Call, row: Row, side: Side, tool: str) -> None:
    """Once the work was reported done, time is corrected by the company alone."""
    if side == "assignee" and row["status"] == WORK_DONE:
        needs = worded("assigned; once work is reported done the company corrects its time")
        raise wrong_state(tool, standing(row, call), needs=needs, next=("get_work_order",))


def own_log(call: Call, row: Row, side: Side, logs: Sequence[Row], id: int) -> Row:
    for log in logs:
        if log["id"] == id and (side == "company" or log["person_id"] == call.caller.id):
            return log
    raise NotFound("time log", id, next=("list_work_order_time_logs",))


def locked(call: Call, row: Row, tool: str, log: Row) -> Refusal:
    needs = worded("a time log that is not verified; {id} was checked by the company", id=log["id"])
    return wrong_state(tool, standing(row, call), needs=needs, next=("list_work_order_time_logs",))


def one_of_many(
    call: Call, row: Row, side: Side, tool: str, logs: Sequence[Row], number: int, entry: CorrectionIn, reason: str | None
) -> Correction:  # fmt: skip
    """One of many; Invalid names the entry that is wrong."""
    prefix = f"time_logs[{number}]."
    log = own_log(call, row, side, logs, entry["time_log_id"])
    given = {name: value for name, value in entry.items() if name in FIELDS}
    if not given:
        raise Invalid({f"time_logs[{number}]": worded("says nothing to change: {fields}", fields=", ".join(FIELDS))})
    try:
        return correction_of(call, row, side, tool, log, given, reason)
    except Invalid as fault:
        fields = {name if name == "reason" or name.startswith(prefix) else prefix + name: text
                  for name, text in fault.fields.items()}  # fmt: skip
        raise Invalid(fields, code=fault.code, next=fault.next) from None


def correction_of(
    call: Call, row: Row, side: Side, tool: str, log: Row, given: Mapping[str, Any], reason: str | None
) -> Correction:  # fmt: skip
    """What a log is to say, checked by itself."""
    _check_right(call, row, side, tool, log, given, reason)
    columns: dict[str, Any] = {}
    if "check_in" in given:
        columns |= changed_stamp(call, row, "in", given["check_in"], log)
    if given.get("check_out") is CLEARED:
        columns |= {**_reopened(call, row, side, tool, log), "devices": None, "verified": 0}
    elif "check_out" in given:
        columns |= changed_stamp(call, row, "out", given["check_out"], log)
    if "devices" in given:
        columns["devices"] = given["devices"]
    if "note" in given:
        columns["note"] = plain(given["note"]) or None
    logged = bool(columns)
    after = {**dict(log), **columns}
    if logged:
        check_times(*times_of(after), call.now, row["time_zone"])
        if "devices" in given or (after["out_at"] is not None and "check_out" in given):
            check_devices(row["pay_type"], after["devices"], after["out_at"] is not None)
        followed = follow_up(row, after)
        # An arrival that is not corrected was late or in time by what was agreed then.
        columns |= followed if "in_at" in columns else {"hours": followed["hours"]}
        warn_of_length(call, as_log(after), row["time_zone"])
    if "verified" in given:
        columns["verified"] = int(given["verified"])
    return Correction(log, columns, logged)


def _check_right(
    call: Call, row: Row, side: Side, tool: str, log: Row, given: Mapping[str, Any], reason: str | None
) -> None:
    """What a provider may not: verify, change what is verified, or change a closed log without saying why."""
    if side == "company":
        return
    if "verified" in given:
        raise NotAllowed(worded("Only the company verifies time; leave verified out."), next=(tool,))
    if log["verified"]:
        raise locked(call, row, tool, log)
    if log["out_at"] is not None and not (reason and plain(reason)):
        raise Invalid(
            {
                "reason": worded(
                    "is needed: time log {id} is closed, and the company is told why it changes", id=log["id"]
                )
            }
        )


def _reopened(call: Call, row: Row, side: Side, tool: str, log: Row) -> dict[str, Any]:
    """The columns of a check-out that is taken back."""
    if side != "company":
        raise NotAllowed(
            worded("Only the company takes a check-out back; give the right time of it instead."), next=(tool,)
        )
    if row["status"] == WORK_DONE:
        needs = worded("assigned, to take a check-out back")
        raise wrong_state(tool, standing(row, call), needs=needs, next=("mark_work_order_incomplete",))
    if log["out_at"] is None:
        raise Invalid({"check_out": worded("of time log {id} is empty already: somebody is checked in", id=log["id"])})
    return no_stamp("out")


def check_alone(call: Call, row: Row, logs: Sequence[Row], correction: Correction) -> None:
    """One corrected log beside the others: none shares its time, and one at most is open."""
    if not correction.logged:
        return
    others = [as_log(each) for each in logs if each["id"] != correction.log["id"]]
    after = as_log(correction.after)
    still_there = next((each for each in others if each.end is None), None)
    if after.end is None and still_there is not None:
        needs = worded("one open time log at most; {id} is open", id=still_there.id)
        raise wrong_state("update_work_order_time_log", standing(row, call), needs=needs,
                          next=("list_work_order_time_logs",))  # fmt: skip
    met = met_by(after, others)
    if met is not None:
        raise Conflict(
            worded(
                "That overlaps {text} of work order {id}. To change both at once: update_all_work_order_time_logs.",
                text=met.text(row["time_zone"]),
                id=row["id"],
            ),
            next=("update_all_work_order_time_logs", "list_work_order_time_logs"),
            details={"time_log_id": met.id},
        )


def check_together(row: Row, logs: Sequence[Row], corrections: Sequence[Correction]) -> None:
    """The logs as they are afterwards: each named once, no two share time."""
    ids = [each.log["id"] for each in corrections]
    twice = next((number for number, id in enumerate(ids) if id in ids[:number]), None)
    if twice is not None:
        raise Invalid({f"time_logs[{twice}].time_log_id": worded("{ids} is named twice", ids=ids[twice])})
    corrected = {each.log["id"]: each.after for each in corrections}
    met = overlapping([as_log(corrected.get(each["id"], each)) for each in logs])
    if met is not None:
        number, other = next((ids.index(a.id), b) for a, b in (met, met[::-1]) if a.id in ids)
        raise Invalid({f"time_logs[{number}]": worded("would overlap {text}", text=other.text(row["time_zone"]))})


def carry_out(
    call: Call, row: Row, side: Side, corrections: Sequence[Correction], reason: str | None, acting_user_id: int | None
) -> Row:  # fmt: skip
    """Write corrections with both figures; the other side hears of those that change what a visit says."""
    why, zone = plain(reason) or None if reason else None, row["time_zone"]
    kept: list[dict[str, Any]] = []
    undone = False
    for each in corrections:
        time_logs.change(call.tx, each.log["id"], call.stamp, **each.columns)
        before, after = figures(each.log, zone), figures(each.after, zone)
        undone = undone or ("out" in before and "out" not in after)
        kept.append({"time_log_id": each.log["id"], "before": before, "after": after})
        if before != after:
            time_logs.correct(
                call.tx, each.log["id"], call.stamp, call.caller.owner, acting_user_id, why, before, after
            )
    now = settle(call, row, "time_log_corrected", acting_user_id, {"logs": kept, "reason": why}, undone=undone)
    changed = [each for each in kept if each["before"] != each["after"]]
    if changed:
        _tell(call, now, side, changed, why)
    return now


def _tell(call: Call, row: Row, side: Side, changed: Sequence[Mapping[str, Any]], why: str | None) -> None:
    first = changed[0]
    values = {
        "logs": ", ".join(str(each["time_log_id"]) for each in changed[:10]), "orders": named([row]),
        "before": _span(first["before"]), "after": _span(first["after"]),
    }  # fmt: skip
    one = len(changed) == 1
    mine = say("{before} of time log {logs}, {orders}, is {after} now: its provider corrected it.", **values) if one else (
        say("Time logs {logs} of {orders} were corrected by their provider; the first from {before} to {after}.", **values)
    )  # fmt: skip
    theirs = say("{before} of your time log {logs}, {orders}, is {after} now: the company corrected it.", **values) if one else (
        say("Your time logs {logs} of {orders} were corrected by the company; the first from {before} to {after}.", **values)
    )  # fmt: skip
    tell_of_visit(call, row, side, mine, theirs, why)


def _span(said: FiguresShape) -> str:
    """What a log says in one row of figures, the same in every language."""
    hours = f" ({said['hours']})" if said.get("hours") else ""
    devices = f" [{said['devices']}]" if said.get("devices") is not None else ""
    return f"{said['in']} – {said.get('out') or '…'}{hours}{devices}"

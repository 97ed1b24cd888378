"""Changing an open call: the money held follows at once, and whoever applied is told of changed terms."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.open_calls import applications, calls
from store.types import Money, iso, utc_text
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.open_calls import money
from tools.open_calls.access import call_for_step, called, check_funds
from tools.open_calls.checks import checked_columns, missing_of
from tools.open_calls.clock import keep_due, sla_due
from tools.open_calls.fields import fields_of
from tools.open_calls.made_work import pass_on_instructions
from tools.open_calls.notices import tell_terms
from tools.open_calls.params import (
    ApplyUntil,
    CallRef,
    CounterPrice,
    DeadlineHours,
    Description,
    Done,
    EstimatedHours,
    MostApplications,
    Place,
    PriceMax,
    PriceMin,
    Questions,
    Requirements,
    Seats,
    SlaHours,
    StartInstructions,
    Title,
    Visibility,
    Window,
    WorkDeadline,
)
from tools.open_calls.rules.states import SEND_AGAIN_WITHIN
from tools.open_calls.rules.terms import differing, material_changes, material_of
from tools.open_calls.safety import check_safe, safety_warnings
from tools.open_calls.shapes import OpenCallShape, company_shape
from tools.operation import operation
from tools.params import CLEARED, Clearable
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.shapes import MoneyShape, money_shape
from tools.tasks.params import Attributes

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True

_NOT_FIELDS = ("open_call_id", "version")


class ChangedCall(TypedDict):
    """changed: the fields that are different now. hold_change: what is held more (below zero: less). applicants_told: how many
    have to send their application again, as the terms are others."""

    open_call: OpenCallShape
    changed: list[str]
    hold_change: MoneyShape
    applicants_told: int


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "raise the reward of our posting",
        "two more people for the survey call",
        "give applicants until Sunday",
        "change the terms of an open call",
        "edit the draft of our bounty",
        "lower the price of the published bounty",
        "fewer seats for the open call than planned",
        "correct what the posting asks as proof",
        "longer application time for our tender",
        "make the bounty visible to our team only",
        "other start instructions for those we accepted from the call",
    ),
)
def update_open_call(
    call: Call,
    open_call_id: CallRef,
    version: Annotated[int, Field(ge=1, description="As last seen; refused when it changed since.")] | None = None,
    title: Title | None = None,
    description: Description | None = None,
    attributes: Annotated[Attributes, Field(description="Replace all.")] | None = None,
    location: Place | None = None,
    schedule: Window | None = None,
    seats: Seats | None = None,
    price_min: Clearable[PriceMin] | None = None,
    price_max: PriceMax | None = None,
    counter_price: CounterPrice | None = None,
    estimated_hours: EstimatedHours | None = None,
    requirements: Annotated[Requirements, Field(description="Replace all.")] | None = None,
    done: Annotated[Done, Field(description="Replaces the list.")] | None = None,
    start_instructions: StartInstructions | None = None,
    deadline: WorkDeadline | None = None,
    deadline_hours: DeadlineHours | None = None,
    apply_until: ApplyUntil | None = None,
    sla_hours: Clearable[SlaHours] | None = None,
    max_applications: MostApplications | None = None,
    visibility: Visibility | None = None,
    questions: Annotated[Questions, Field(description="Replace all.")] | None = None,
) -> ChangedCall:
    """Change an open call: everything in a draft, and once published everything but its work, service and currency.

    The money held follows price and seats at once, or nothing changes. When price, fewer seats, description, place, times,
    proof, requirements or hours change, applications count only once they are sent again, for 72 hours; applicants are told.
    clear empties price_min (a fixed price) and sla_hours. New start instructions reach those accepted as a message. Work that
    was accepted keeps its terms."""
    row = call_for_step(call, open_call_id)
    _check_version(row, version)
    columns = checked_columns(call, _merged(row, call.given))
    changed = differing(_fields_only(row, columns), columns)
    if not changed:
        call.waive_fee()
        return _answer(call, row, [], Money(0, row["currency"]), 0)
    draft = row["status"] == "draft"
    if not draft:
        _check_open(call, row, columns)
    change, hold_columns = (Money(0, row["currency"]), {}) if draft else _follow(call, row, columns)
    material = [] if draft else material_changes(_fields_only(row, columns), columns)
    after = _written(call, row, columns, hold_columns, material)
    if draft:
        for warning in safety_warnings(call, after):
            call.warn(warning)
    else:
        _check_published(call, after)
    told = _tell(call, after, material)
    if "start_instructions" in changed:
        pass_on_instructions(call, after)
    data = {"state": after["status"], "fields": _named(changed)}
    call.change("open_call.changed", ("open_call", row["id"]), company_id=row["company_id"], data=data)
    call.changed("open-calls", row["public_id"])
    return _answer(call, calls.load(call.tx, row["id"]), _named(changed), change, told)


def _check_version(row: Row, version: int | None) -> None:
    if version is not None and version != row["version"]:
        raise Conflict(
            worded(
                "{called} has changed since version {version}; it is at {row_version}. Read it again first.",
                called=called(row),
                version=version,
                row_version=row["version"],
            ),
            code="changed_meanwhile",
            details={"version": row["version"]},
            next=("get_open_call",),
        )


def _merged(row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are wanted: what is given in place of what is stored; emptied ones are gone."""
    fields = fields_of(row)
    wanted = {name: value for name, value in given.items() if name not in _NOT_FIELDS}
    if "deadline" in wanted:
        fields.pop("deadline_hours", None)
    if "deadline_hours" in wanted:
        fields.pop("deadline", None)
    merged = {**fields, **wanted}
    return {name: value for name, value in merged.items() if value is not CLEARED}


def _fields_only(row: Row, columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in columns}


def _named(changed: Sequence[str]) -> list[str]:
    """The names of fields as callers know them; what follows from others is left out."""
    derived = ("folded", "folded_title", "per_hour", "country", "city", "latitude", "longitude", "start_at", "currency")
    return [name for name in changed if name not in derived]


def _check_open(call: Call, row: Row, columns: Mapping[str, Any]) -> None:
    """What a published call cannot become."""
    faults = {}
    if columns["seats"] <= row["seats_taken"]:
        taken = row["seats_taken"]
        faults["seats"] = worded(
            "must be at least {taken}: {other_taken} are taken; you asked for {seats}",
            taken=taken + 1,
            other_taken=taken,
            seats=columns["seats"],
        )
    hours = columns["sla_hours"]
    if hours is not None and hours != row["sla_hours"] and row["first_accepted_at"] is None:
        due = sla_due(call, row, hours)
        if due <= call.now:
            faults["sla_hours"] = worded("counts from publishing; {due} is over already", due=iso(due))
    if faults:
        raise Invalid(faults, next=("update_open_call", "get_open_call"))


def _follow(call: Call, row: Row, columns: Mapping[str, Any]) -> tuple[Money, dict[str, Any]]:
    """Replace the hold when price or seats change; what is held more, and the columns that say so."""
    if columns["price_max"] == row["price_max"] and columns["seats"] == row["seats"]:
        return Money(0, row["currency"]), {}
    after = {**dict(row), **columns}
    per_seat = money.hold_per_seat(call, after)
    before, free = money.held(row), money.free_seats(after)
    total = Money(per_seat.amount * free, per_seat.currency)
    check_funds(call, row, total, before, worded("{called} stays as it is.", called=called(row)))
    change = Money(total.amount - before.amount, total.currency)
    call.confirm(
        worded(
            "Change open call {id}, which has {before} set aside, and set aside instead", id=row["id"], before=before
        ),
        record=f"open_call:{row['id']}",
        amount=total,
        details=(
            worded("For {free} free seats at {per_seat} each", free=free, per_seat=per_seat),
            worded("It is called {title}", title=quoted(row["title"])),
        ),
        spends=money.spends_on(row, [(None, max(change, Money(0, change.currency)))]),
    )
    money.release(call, row)
    hold_id = money.place(call, row, per_seat, free)
    return change, {"hold_id": hold_id, "hold_per_seat": per_seat.amount}


def _written(
    call: Call, row: Row, columns: Mapping[str, Any], hold_columns: Mapping[str, Any], material: Sequence[str]
) -> Row:
    version = row["version"] + 1
    more: dict[str, Any] = {"version": version, "updated_at": call.stamp}
    if material:
        more["terms_version"] = version
        calls.keep_terms(call.tx, row["id"], version, material_of(columns), call.stamp)
    if row["published_at"]:
        hours = columns["sla_hours"]
        more["sla_due_at"] = utc_text(sla_due(call, row, hours)) if hours else None
    calls.change(call.tx, row["id"], **columns, **hold_columns, **more)
    calls.set_skills(call.tx, row["id"], json.loads(columns["requirements"]).get("skill_ids") or ())
    after = calls.load(call.tx, row["id"])
    keep_due(call, after)
    return calls.load(call.tx, row["id"])


def _check_published(call: Call, row: Row) -> None:
    """What is open to applicants stays complete, safe and paid enough."""
    gaps = [gap for gap in missing_of(call, row) if not (row["status"] == "closed" and gap.startswith("apply_until"))]
    if gaps:
        fields = {gap.split(":")[0]: gap.partition(": ")[2] or worded("is missing") for gap in gaps}
        raise Invalid(fields, code="not_ready", next=("update_open_call",))
    check_safe(call, row)


def _tell(call: Call, row: Row, material: Sequence[str]) -> int:
    if not material:
        return 0
    until = utc_text(call.now + SEND_AGAIN_WITHIN)
    applications.ask_to_send_again(call.tx, row["id"], until)
    return tell_terms(call, row, material, until)


def _answer(call: Call, row: Row, changed: list[str], change: Money, told: int) -> ChangedCall:
    skills = calls.known_skills(call.tx, json.loads(row["requirements"]).get("skill_ids") or ())
    return {
        "open_call": company_shape(call, row, skills),
        "changed": changed,
        "hold_change": money_shape(change),
        "applicants_told": told,
    }

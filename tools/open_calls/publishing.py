"""Opening a call for applications, closing it, and calling it off: the money of the free seats follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.open_calls import applications, calls
from store.types import Money, utc_text, utc_time
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.one_by_one import one_by_one
from tools.open_calls import money
from tools.open_calls.access import call_for_step, called, check_funds
from tools.open_calls.checks import check_apply_until, missing_of
from tools.open_calls.clock import keep_due, settle
from tools.open_calls.params import ApplyUntil, CallRef, Seats
from tools.open_calls.rules.states import LONGEST_DECIDE, USUAL_APPLY, USUAL_DECIDE
from tools.open_calls.rules.terms import material_of
from tools.open_calls.safety import check_safe
from tools.open_calls.shapes import HeldCallShape, ResultShape, held_shape
from tools.open_calls.transitions import close, end, note
from tools.operation import operation, scheduled
from tools.params import Deadline, PositiveAmount
from tools.questions import quoted
from tools.rules.sentences import word, worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True

MOST_A_RUN = 200


class Published(TypedDict):
    """visible_to: how many people may see it. hold_id: of the money set aside; absent when nothing was. balance: available
    afterwards."""

    open_call: HeldCallShape
    changed: bool
    visible_to: int
    hold_id: NotRequired[int | None]
    balance: MoneyShape


class WaitingShape(TypedDict):
    pending: int
    shortlisted: int


class Closed(TypedDict):
    open_call: HeldCallShape
    applications: WaitingShape


class CalledOff(TypedDict):
    """released: what is available again. going_on: work that was accepted and lives on, each ended by its own tools."""

    open_call: HeldCallShape
    released: MoneyShape
    refused: int
    going_on: list[ResultShape]


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    find=(
        "go live with the bounty",
        "fund the posting and let people apply",
        "open the closed call again",
        "publish our open call for applications",
        "set the money aside and open the call to everybody",
        "the drafted bounty is fine, put it out",
        "people may apply for our call from now on",
        "reopen intake of applicants until Friday",
        "launch the call for mystery shoppers",
        "make the posted job visible to all",
        "release the draft of the open call to the public",
    ),
)
def publish_open_call(
    call: Call,
    open_call_id: CallRef,
    apply_until: ApplyUntil | None = None,
    expected_hold: Annotated[PositiveAmount, Field(description="Refused when the hold would be another.")]
    | None = None,
    seats: Annotated[Seats, Field(description="Of a draft: fewer than drafted.")] | None = None,
) -> Published:
    """Open a call for applications and hold the money of all its seats; also opens a closed one again.

    From draft everything in its missing list has to be there, and rules of safety and pay floors must be met; the money of
    all seats at the highest price, with commission or fee, is set aside or nothing happens. From closed it needs a new
    apply_until and holds nothing more. Published already: changed false. Next: list_applications, accept_applications;
    close_open_call ends the intake, cancel_open_call calls it off."""
    row = call_for_step(call, open_call_id)
    _check_seats(row, seats)
    if row["status"] == "published":
        call.waive_fee()
        return _published(call, row, None, changed=False)
    if apply_until is not None and (fault := check_apply_until(call, apply_until)):
        raise Invalid({"apply_until": fault}, next=("publish_open_call",))
    if row["status"] == "closed":
        return _published(call, _reopen(call, row, apply_until), None, changed=True)
    row = _ready(call, row, apply_until, seats)
    per_seat = money.hold_per_seat(call, row)
    total = Money(per_seat.amount * row["seats"], per_seat.currency)
    _check_expected(row, total, expected_hold)
    check_funds(call, row, total, Money(0, total.currency), worded("{called} stays a draft.", called=called(row)))
    places = (
        worded("the one seat")
        if row["seats"] == 1
        else worded("all {seats} seats, {per_seat} each", seats=row["seats"], per_seat=per_seat)
    )
    call.confirm(
        worded("Publish open call {id} and set aside", id=row["id"]),
        record=f"open_call:{row['id']}",
        amount=total,
        details=(worded("For {places}", places=places), worded("It is called {title}", title=quoted(row["title"]))),
        spends=money.spends_on(row, [(None, total)]),
    )
    hold_id = money.place(call, row, per_seat, row["seats"])
    return _published(call, _open(call, row, per_seat, hold_id), hold_id, changed=True)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "that is enough applicants",
        "no more candidates please",
        "stop intake, we will choose now",
        "close the open call for further applications",
        "end the application period of our bounty early",
        "nobody else may apply for the posted job",
        "we have enough offers, decide by next week",
        "shut the intake of the call but keep the money held",
        "freeze the list of applicants",
        "enough bids for the tender, close it",
        "from now on only those who applied are in the running",
    ),
)
def close_open_call(
    call: Call,
    open_call_id: CallRef,
    decide_until: Annotated[Deadline, Field(description="Default 7 days ahead, at most 30.")] | None = None,
) -> Closed:
    """Take no further applications for a published call; those there are can still be accepted until a date.

    The money stays held. At decide_until it expires by itself and the money of the free seats goes back; cancel_open_call
    ends it at once, publish_open_call opens it again. Applicants are told until when they are decided on."""
    row = call_for_step(call, open_call_id)
    until = decide_until or call.now + USUAL_DECIDE
    if until <= call.now or until > call.now + LONGEST_DECIDE:
        fault = worded("must lie ahead, within {days} days", days=LONGEST_DECIDE.days)
        raise Invalid({"decide_until": fault}, next=("close_open_call",))
    close(call, row, utc_text(until), call.stamp, None)
    row = calls.load(call.tx, row["id"])
    keep_due(call, row)
    found = applications.counts(call.tx, [row["id"]])[row["id"]]
    waiting: WaitingShape = {"pending": found.get("pending", 0), "shortlisted": found.get("shortlisted", 0)}
    return {"open_call": held_shape(row), "applications": waiting}


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "we no longer need anybody for this open call",
        "take the bounty down and free the money",
        "call the posting off",
        "cancel our open call and refuse all applicants",
        "withdraw the published bounty",
        "drop the draft of an open call",
        "the call for helpers is off, release what is held for it",
        "end the tender without taking anybody else",
        "throw the posted job away, we found another way",
        "give us back the money of the seats nobody took",
        "no more mystery shoppers needed, stop the call",
    ),
)
def cancel_open_call(
    call: Call,
    open_call_id: CallRef,
    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Told to the applicants.")] | None = None,
) -> CalledOff:
    """Call off an open call for good: applications are refused and the money of the free seats is released.

    From draft, published, closed and suspended. Work that was accepted already goes on: end it with reject_task or
    cancel_work_order. To stop applications but still choose among those there are use close_open_call."""
    row = call_for_step(call, open_call_id)
    back = money.held(row)
    call.confirm(
        worded(
            "Call off open call {id}, which is {status}: {back} are free again, whoever applied is refused",
            id=row["id"],
            status=word(row["status"]),
            back=back,
        ),
        record=f"open_call:{row['id']}",
        details=(worded("It is called {title}", title=quoted(row["title"])),),
    )
    why = plain(reason) if reason else None
    ended = end(call, row, "cancelled", "called_off", call.stamp, said=why)
    going_on: list[ResultShape] = [
        {"type": each["result_type"], "id": each["result_id"]} for each in applications.accepted(call.tx, row["id"])
    ]
    return {
        "open_call": held_shape(calls.load(call.tx, row["id"])),
        "released": money_shape(ended.released),
        "refused": ended.refused,
        "going_on": going_on,
    }


@scheduled(every=60)
def move_open_calls(call: Call) -> int:
    """Close and expire open calls whose time is over, and let applications lapse that were not sent again."""
    due = dict.fromkeys(calls.due(call.tx, call.stamp, MOST_A_RUN))
    return one_by_one(call, due, lambda call, id: _settled(call, id))


def _settled(call: Call, id: int) -> None:
    settle(call, calls.load(call.tx, id))


def _reopen(call: Call, row: Row, until: datetime | None) -> Row:
    """Take applications again; the money of the free seats is held already."""
    if until is None:
        raise Invalid({"apply_until": worded("is required to open a closed call again")}, next=("publish_open_call",))
    _check_complete(call, {**dict(row), "apply_until": utc_text(until)})
    check_safe(call, row)
    columns = {"status": "published", "status_reason": None, "decide_until": None, "apply_until": utc_text(until)}
    calls.change(call.tx, row["id"], **columns, version=row["version"] + 1, updated_at=call.stamp)
    note(call, row, "published", call.stamp)
    after = calls.load(call.tx, row["id"])
    keep_due(call, after)
    return after


def _check_seats(row: Row, seats: int | None) -> None:
    """Invalid unless a draft is published for fewer seats than it has."""
    if seats is None or seats == row["seats"]:
        return
    if row["status"] != "draft":
        raise Invalid(
            {
                "seats": worded(
                    "{called} is {status}: update_open_call changes it", called=called(row), status=word(row["status"])
                )
            },
            next=("update_open_call",),
        )
    if seats > row["seats"]:
        raise Invalid(
            {"seats": worded("must be at most {seats}, as drafted", seats=row["seats"])}, next=("update_open_call",)
        )


def _ready(call: Call, row: Row, until: datetime | None, seats: int | None) -> Row:
    """The draft with the time to apply and its seats, complete and safe; a refusal says what is missing."""
    if seats is not None:
        calls.change(call.tx, row["id"], seats=seats)
    if until is not None:
        calls.change(call.tx, row["id"], apply_until=utc_text(until))
    elif row["apply_until"] is None:
        usual = call.now + USUAL_APPLY
        ends = [utc_time(row[name]) for name in ("deadline", "start_at") if row[name]]
        calls.change(call.tx, row["id"], apply_until=utc_text(min([usual, *(at for at in ends if at > call.now)])))
    row = calls.load(call.tx, row["id"])
    _check_complete(call, row)
    check_safe(call, row)
    return row


def _check_complete(call: Call, row: Row | Mapping[str, Any]) -> None:
    """Invalid names what is missing or over already, once the call is open until its apply_until."""
    gaps = missing_of(call, row)
    if row["deadline"] and row["apply_until"] and row["deadline"] < row["apply_until"]:
        gaps.append(worded("deadline: must not be before apply_until"))
    if gaps:
        fields = {gap.split(":")[0]: gap.partition(": ")[2] or worded("is missing") for gap in gaps}
        raise Invalid(fields, code="not_ready", next=("update_open_call",))


def _check_expected(row: Row, total: Money, expected: Decimal | None) -> None:
    if expected is not None and Money.of(expected, total.currency) != total:
        raise Conflict(
            worded(
                "Publishing open call {id} would hold {total}, not {expected}. Nothing was held.",
                id=row["id"],
                total=total,
                expected=expected,
            ),
            code="other_hold",
            details={"hold": total.text, "currency": total.currency},
            next=(Step("publish_open_call", {"expected_hold": total.text}),),
        )


def _open(call: Call, row: Row, per_seat: Money, hold_id: int | None) -> Row:
    sla = call.now + timedelta(hours=row["sla_hours"]) if row["sla_hours"] else None
    calls.change(
        call.tx,
        row["id"],
        status="published",
        published_at=call.stamp,
        hold_id=hold_id,
        hold_per_seat=per_seat.amount,
        sla_due_at=utc_text(sla) if sla else None,
        version=row["version"] + 1,
        terms_version=row["version"] + 1,
        updated_at=call.stamp,
    )
    calls.keep_terms(call.tx, row["id"], row["version"] + 1, material_of(dict(row)), call.stamp)
    note(call, row, "published", call.stamp)
    after = calls.load(call.tx, row["id"])
    keep_due(call, after)
    return after


def _published(call: Call, row: Row, hold_id: int | None, *, changed: bool) -> Published:
    seen = calls.people_who_see if row["visibility"] == "public" else calls.people_of_team
    purse = money.purse(call, row)
    return {
        "open_call": held_shape(row),
        "changed": changed,
        "visible_to": seen(call.tx, row["company_id"]),
        "hold_id": hold_id,
        "balance": money_shape(Money(purse.available, purse.currency)),
    }

"""Deleting a calendar with all that stands in it, in one transaction: what is booked is called off and paid back."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.types import Money, iso
from tools.call import Call
from tools.errors import Step, WrongState
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import AND, Count, joined, worded
from tools.scheduling.calendars.access import CalendarAccess, calendar_of_owner
from tools.scheduling.calendars.removal import Contents, contents_of, remove_calendar
from tools.scheduling.params import KalId
from tools.scheduling.schedules.removal import RefundShape, check_not_agreed_hours

TOOLSET = "calendars"


class DeletedCalendar(TypedDict):
    """events_left: delivered, paid or disputed ones, and charges and deposits: they stay in the books."""

    message: str
    schedules_deleted: int
    events_deleted: int
    bookings_cancelled: int
    refunds: list[RefundShape]
    events_left: NotRequired[int | None]


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    takes_long=True,
    find=(
        "get rid of an old diary",
        "remove the agenda with everything in it",
        "I no longer need this diary",
        "close one of my planners and refund who booked there",
        "throw away the calendar of a side business",
        "call off all that is booked in this agenda and delete it",
        "erase an agenda that I made by mistake",
        "drop an imported calendar",
        "end a whole diary with its booking hours",
        "wipe out my second planner",
        "which bookings would be lost if I removed the agenda",
        "clear away an empty calendar",
    ),
)
def delete_calendar(
    call: Call,
    kal_id: KalId,
    cancel_bookings: Annotated[
        bool, Field(description="Call off upcoming confirmed or paid bookings and give the money back.")
    ] = False,
) -> DeletedCalendar:
    """Delete a calendar with its schedules and events; if you allow it, what is booked there is called off and refunded.

    Without cancel_bookings it is refused while confirmed or paid bookings lie ahead, with how many, from when to when, and
    how much would go back; requests and unpaid holds end with it in any case. Everybody who comes or serves is told. What
    was delivered, paid out or is disputed stays in the books. Only its owner, and not the main calendar (update_calendar
    makes another one that) nor a contract's. Outside calendars are disconnected; nothing is deleted there. dry_run shows
    what would happen."""
    access = _deletable(call, kal_id)
    contents = contents_of(call, access)
    for schedule in contents.schedules:
        check_not_agreed_hours(schedule)
    if contents.firm and not cancel_bookings:
        raise _has_bookings(call, access, contents)
    _ask(call, access, contents)
    removed = remove_calendar(call, access, contents)
    left = f" {len(contents.kept)} of its events stay in the books." if contents.kept else ""
    return {
        "message": f"{access.title} is deleted.{left}",
        "schedules_deleted": len(contents.schedules),
        "events_deleted": removed.events,
        "bookings_cancelled": removed.bookings,
        "refunds": removed.refunds,
        "events_left": len(contents.kept) or None,
    }


def _deletable(call: Call, kal_id: int) -> CalendarAccess:
    access = calendar_of_owner(call, kal_id, worded("delete"))
    if access.of_contract:
        contract_id = access.calendar["contract_id"]
        raise WrongState(
            worded(
                "{title} belongs to contract {contract_id} and goes with it: delete_contract archives both.",
                title=access.title,
                contract_id=contract_id,
            ),
            state="contract",
            next=(Step("delete_contract", {"contract_id": contract_id}), "list_calendars"),
        )
    if access.calendar["is_default"]:
        raise WrongState(
            worded(
                "{title} is your main calendar. Make another one the main one first: update_calendar with "
                "is_default true.",
                title=access.title,
            ),
            state="default",
            next=("list_calendars", "create_calendar"),
        )
    return access


def _has_bookings(call: Call, access: CalendarAccess, contents: Contents) -> WrongState:
    zone = access.calendar["timezone"]
    first, last = (iso(moment, zone) for moment in contents.between)
    sums = contents.sums
    back = worded(" and give back {listed}", listed=_listed(sums)) if sums else ""
    count = len(contents.firm)
    booked = (
        worded("{count} upcoming bookings that are", count=count)
        if count > 1
        else worded("one upcoming booking that is")
    )
    text = worded("{title} has {booked} confirmed or paid, ", title=access.title, booked=booked)
    return WrongState(
        worded(
            "{text}from {first} to {last}. cancel_bookings true would call {more} off{back}.",
            text=text,
            first=first,
            last=last,
            more=worded("them") if count > 1 else worded("it"),
            back=back,
        ),
        state="upcoming_bookings",
        next=("get_calendar", Step("delete_calendar", {"cancel_bookings": True}, again=True)),
        details={
            "bookings": count,
            "first": first,
            "last": last,
            "refunds": [{"amount": money.text, "currency": money.currency} for money in sums],
        },
    )


def _ask(call: Call, access: CalendarAccess, contents: Contents) -> None:
    """The person agrees to what is lost: the figures first, and the money that goes back."""
    schedules, events = Count(len(contents.schedules), "schedule"), Count(len(contents.events), "event")
    act = worded("Delete calendar {id} with {schedules} and {events}", id=access.id, schedules=schedules, events=events)
    if contents.ending:
        act = joined((act, worded(", cancel {counted}", counted=Count(contents.ending, "booking"))), "")
    sums = contents.sums
    if sums:
        act = joined((act, worded(" and give back")), "")
    more = [worded("Besides, {listed} goes back", listed=_listed(sums[1:]))] if len(sums) > 1 else []
    call.confirm(
        act,
        record=f"calendar:{access.id}",
        amount=sums[0] if sums else None,
        details=(*more, worded("The calendar is called {label}", label=quoted(access.calendar["label"]))),
        # What only goes back does not add to what moved today.
        moves=False,
    )


def _listed(sums: list[Money]) -> str:
    return joined([str(money) for money in sums], AND)

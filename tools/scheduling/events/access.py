"""Who somebody is to an event: loading it for the caller, or for the guest behind a booking token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.database import Row
from store.folding import same_address
from store.scheduling import bookings, events, schedules
from store.scheduling.appointments import Appointment, load_appointment
from store.scheduling.bookings import Booking
from store.scheduling.contract_levels import is_archived, is_shown_to, money_parties
from store.secrets import hash_secret
from store.types import Owner
from tools.call import Call
from tools.callers import me_and_mine, proven_address
from tools.errors import NotAllowed, NotFound, Refusal, WrongState
from tools.rules.quotation import cut
from tools.rules.sentences import worded
from tools.scheduling.availability.calendars import is_own
from tools.scheduling.bookings.transitions import bring_up_to_date
from tools.scheduling.clock import state_now
from tools.scheduling.contract_levels import ContractSides, contract_levels, contract_sides
from tools.scheduling.rules.events import (
    APPOINTMENT,
    CANCELLED,
    CHARGE,
    DECLINED,
    DEPOSIT,
    Levels,
    Place,
    View,
    view_of,
)
from tools.text import one_line

FIND = ("list_upcoming_events",)
# A comment may be as long as a letter.
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Stand:
    """An event as somebody stands to it, loaded once. actor None: nobody signed in, and no token.

    pivot: the actor's own row on its list; booking: the booking they made or pay for; bookings: all of the event's, ended
    ones too. managers: of its schedule, who speak for it. token: of a guest, who sees and touches that booking only.
    contract: who decides about an event of one."""

    appointment: Appointment
    actor: Owner | None
    place: Place
    view: View
    pivot: Row | None
    booking: Booking | None
    bookings: list[Booking]
    managers: list[Owner]
    token: str | None = None
    contract: ContractSides | None = None

    @property
    def event(self) -> Row:
        return self.appointment.event

    @property
    def hosts(self) -> list[Owner]:
        return self.appointment.hosts

    @property
    def people(self) -> list[Row]:
        return self.appointment.people

    @property
    def id(self) -> int:
        return self.appointment.id

    @property
    def name(self) -> str:
        """The event as refusals and questions call it."""
        return worded("event {id} '{label}'", id=self.id, label=cut(one_line(self.event["label"]), LONGEST_NAME))

    @property
    def by_token(self) -> bool:
        return self.token is not None

    @property
    def live_bookings(self) -> list[Booking]:
        return [booking for booking in self.bookings if booking.status_id not in (DECLINED, CANCELLED)]

    @property
    def is_only_kept(self) -> bool:
        """Whether nothing but kept places stands in it."""
        live = [each for each in self.appointment.bookings if each.status_id not in (DECLINED, CANCELLED)]
        return self.event["slot"] == "grid" and bool(live) and not self.bookings

    @property
    def own_bookings(self) -> list[Booking]:
        """The bookings that concern the actor: who serves is concerned by each, whoever booked by theirs."""
        if self.place.serves:
            return self.bookings
        return [self.booking] if self.booking is not None else []

    @property
    def accepts_work(self) -> bool:
        """Whether the actor speaks for those who accept what was delivered, or send it back: who pays for it, of a contract's
        event those who have the say over its money."""
        return self.place.payer or (self.contract is not None and self.actor in self.contract.payers)

    @property
    def parties(self) -> tuple[Owner | None, Owner | None]:
        """Who pays and is paid by what the event itself says; None where it names nobody."""
        payer, payee = self.appointment.parties
        return payer, payee or (self.contract.payee if self.contract else None)

    def again(self, call: Call, event_id: int | None = None) -> Stand:
        """The event as it stands after the act. event_id: of the one a booking has moved to."""
        return stand_of(call, event_id or self.id, self.token)


def stand_of(call: Call, event_id: int, token: str | None = None, *, acting: bool = False) -> Stand:
    """The event as the caller, or the guest with this token, stands to it. NotFound when they may not see it.

    acting: they are about to change it, so what time has already made true is written first."""
    if token is not None:
        return _guest_stand(call, event_id, token, acting)
    appointment = _appointment(call, event_id, acting)
    if appointment is None:
        raise NotFound("event", event_id, next=FIND)
    event, people = appointment.event, appointment.people
    calendar, team = events.calendar_of(call.tx, event["kal_id"]), _team(call, event)
    made = [each for each in appointment.bookings if each.stands_in_for is None]
    actor, pivot, place, sides = None, None, Place(), contract_sides(call, event)
    if call.caller.kind != "nobody":
        actor, pivot = call.caller.owner, _own_row(call, people)
        place = _place(call, appointment, calendar, team, sides, attendee=pivot is not None)
    of_contract = calendar is not None and calendar["contract_id"] is not None
    is_public = calendar is not None and not (of_contract or calendar["private"] or event["private"])
    of_money = event["type_id"] in (CHARGE, DEPOSIT) and event["contract_id"] is not None
    view = view_of(
        place,
        private=bool(event["private"]),
        calendar_is_public=is_public,
        contract_money=of_money,
        takes_time=event["type_id"] == APPOINTMENT and state_now(call, event) not in (DECLINED, CANCELLED),
        shown=actor is not None and event["contract_id"] is not None and is_shown_to(call.tx, event_id, actor),
    )
    if view is None:
        raise NotFound("event", event_id, next=FIND)
    own, managers = _own_booking(call, pivot, made), _managers(team)
    return Stand(appointment, actor, place, view, pivot, own, made, managers, contract=sides)


def acting_stand(call: Call, event_id: int, token: str | None = None) -> Stand:
    """The event for somebody who changes it. NotFound for everybody who has no part in it, also those who may see that
    the time is taken; NotAllowed for people of its schedule or contract who do not see it in full."""
    stand = stand_of(call, event_id, token, acting=True)
    if stand.view == "full" and stand.actor is not None:
        check_contract_is_open(call, stand)
        return stand
    if stand.place.schedule is None and stand.place.contract is None:
        raise NotFound("event", event_id, next=FIND)
    raise NotAllowed(
        worded("You may only see that the time of event {event_id} is taken.", event_id=event_id), next=FIND
    )


def check_contract_is_open(call: Call, stand: Stand) -> None:
    """WrongState for an appointment or task of a contract that was archived."""
    contract_id = stand.event["contract_id"]
    if contract_id is None or stand.event["type_id"] in (CHARGE, DEPOSIT) or not is_archived(call.tx, contract_id):
        return
    raise WrongState(
        worded(
            "{name} belongs to contract {contract_id}, which was archived: nothing in it changes until "
            "an owner restores it.",
            name=stand.name,
            contract_id=contract_id,
        ),
        state="archived",
        next=("get_event",),
    )


def zone_of_event(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone of the event that arguments name; None when the caller, or the guest with their token, sees none."""
    if "event_id" not in arguments:
        return None
    try:
        return str(stand_of(call, arguments["event_id"], arguments.get("token")).event["timezone"])
    except Refusal:
        return None


def _guest_stand(call: Call, event_id: int, token: str, acting: bool) -> Stand:
    booking = bookings.booking_by_token(call.tx, hash_secret(token))
    if booking is None or booking.event_id != event_id:
        where = worded("; it belongs to event {event_id}", event_id=booking.event_id) if booking else ""
        raise NotAllowed(
            worded(
                "This token is not the key to a booking in event {event_id}{where}.", event_id=event_id, where=where
            ),
            code="wrong_token",
        )
    appointment = _appointment(call, event_id, acting)
    if appointment is None:
        raise NotFound("event", event_id)
    own = next(each for each in appointment.bookings if each.id == booking.id)
    pivot = next(row for row in appointment.people if row["id"] == booking.id)
    place = Place(attendee=True, payer=own.payer is not None and own.payer == own.user)
    managers = _managers(_team(call, appointment.event))
    return Stand(appointment, own.user, place, "full", pivot, own, [own], managers, token)


def _appointment(call: Call, event_id: int, acting: bool) -> Appointment | None:
    """The appointment, unless its event was deleted."""
    if acting:
        bring_up_to_date(call, event_id)
    found = load_appointment(call.tx, event_id)
    return None if found is None or found.event["deleted_at"] is not None else found


def _own_row(call: Call, people: list[Row]) -> Row | None:
    """The caller's row on a list: by account, or by an address they have proved to be theirs. Live ones before ended
    ones, later before earlier ones."""
    me, address = call.caller.owner, proven_address(call)
    own = [
        row
        for row in people
        if (row["user_type"], row["user_id"]) == (me.kind, me.id)
        or (row["user_id"] is None and not row["unconfirmed"] and same_address(row["email"], address))
    ]
    return max(own, key=lambda row: (row["status_id"] not in (DECLINED, CANCELLED), row["id"]), default=None)


def _place(
    call: Call,
    appointment: Appointment,
    calendar: Row | None,
    team: Mapping[Owner, Levels],
    sides: ContractSides | None,
    *,
    attendee: bool,
) -> Place:
    event, me, mine = appointment.event, call.caller.owner, me_and_mine(call)
    made = [each for each in appointment.bookings if each.stands_in_for is None]
    is_me = {("user", me.id)} if me.kind == "person" else set()
    payer, payee = _money_parties(call, event)
    return Place(
        owner=(event["owner_type"], event["owner_id"]) == (me.kind, me.id),
        calendar_owner=calendar is not None and is_own(calendar, me),
        host=me in appointment.hosts,
        attendee=attendee,
        payer=(event["billable_type"], event["billable_id"]) in is_me
        or any(each.payer in mine for each in made)
        or payer in mine,
        payee=(event["benefitable_type"], event["benefitable_id"]) in is_me
        or any(each.payee == me for each in made)
        or payee == me
        or (sides is not None and sides.payee == me),
        schedule=team.get(me),
        contract=contract_levels(call, event["contract_id"]) if event["contract_id"] else None,
    )


def _money_parties(call: Call, event: Row) -> tuple[Owner | None, Owner | None]:
    """Who pays and who is paid by a charge or deposit of a contract."""
    if event["contract_id"] is None or event["type_id"] not in (CHARGE, DEPOSIT):
        return None, None
    return money_parties(call.tx, event["id"])


def _team(call: Call, event: Row) -> dict[Owner, Levels]:
    """Those with a role in the schedule of an event, with their levels."""
    if event["kal_schedule_id"] is None:
        return {}
    rows = schedules.users_of(call.tx, event["kal_schedule_id"])
    return {Owner(row["user_type"], row["user_id"]): Levels(row["read"], row["write"]) for row in rows}


def _managers(team: Mapping[Owner, Levels]) -> list[Owner]:
    return [person for person, levels in team.items() if levels.write >= 3]


def _own_booking(call: Call, pivot: Row | None, made: list[Booking]) -> Booking | None:
    """The booking the caller made, else the live one they (or their company) pay for."""
    if pivot is not None:
        booking_id = pivot["id"] if pivot["status_id"] is not None else pivot["booking_id"]
        own = next((each for each in made if each.id == booking_id), None)
        if own is not None:
            return own
    mine = me_and_mine(call)
    paid = [each for each in made if each.payer in mine]
    return next((each for each in paid if each.status_id not in (DECLINED, CANCELLED)), paid[0] if paid else None)

"""Booking links: made for chosen people, listed with what was booked by them, taken back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import booking_links, bookings, schedules, slot_holds
from store.scheduling.booking_links import BookingLink
from store.secrets import hash_secret
from store.types import Money, iso, utc_text
from tools.call import Call
from tools.errors import Invalid, NotFound, WrongState
from tools.operation import operation
from tools.paging import Page
from tools.params import Amount, Email, Moment, NumberOrCode, OneLine
from tools.questions import quoted
from tools.rules.sentences import told_by, word, worded
from tools.scheduling.availability.access import Access, own_schedule, seen_schedule
from tools.scheduling.availability.slots import offer_of
from tools.scheduling.bookings.checks import bookable
from tools.scheduling.bookings.kept_slots import let_go, tell_holder
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.params import OwnScheduleId
from tools.scheduling.rules.booking_links import fault_of_times, valid_until
from tools.scheduling.rules.bookings import HIRE
from tools.shapes import Theirs
from tools.text import plain

TOOLSET = "booking_extras"
TOKEN = "hh_link_"
FIND = ("list_booking_links",)

LinkId = Annotated[NumberOrCode, Field(description="The link: its number or lnk_... id, from list_booking_links.")]


# Named by a word of Python.
LinkStarts = TypedDict("LinkStarts", {"from": NotRequired[str | None]})


class LinkShape(LinkStarts):
    """A booking link, without its token. status used_up: a use may come back. price: instead of the schedule's, for a place.

    bookings: the events booked by it."""

    id: int
    public_id: str
    label: NotRequired[Theirs | None]
    schedule_id: int
    status: str
    max_uses: int
    uses: int
    email: NotRequired[str | None]
    price: NotRequired[str | None]
    currency: NotRequired[str | None]
    durations: NotRequired[list[int] | None]
    until: NotRequired[str | None]
    expires_at: str
    note: NotRequired[Theirs | None]
    created_at: str
    revoked_at: NotRequired[str | None]
    bookings: list[int]


class MadeLink(TypedDict):
    """token: told this once; book_schedule and hold_slot take it as link. url: where it opens in a browser, if the server has
    a public address."""

    link: LinkShape
    token: NotRequired[str | None]
    url: NotRequired[str | None]


class LinkList(TypedDict):
    items: list[LinkShape]
    total: int
    next_cursor: NotRequired[str | None]


class RevokedLink(TypedDict):
    link: LinkShape
    bookings_kept: list[int]
    holds_released: int


@operation(
    access="write",
    actors=("any",),
    price="creation",
    secret=("token", "url"),
    zone=zone_of_schedule,
    find=(
        "send a client a one-time link to pick a time",
        "link for three trial lessons at half price",
        "only Maria may book with it until Friday",
        "make a single-use booking link",
        "let somebody into my private schedule once",
        "invite a customer to choose a slot at a special price",
        "a booking link that ends after five uses",
        "give a friend a free session by link",
        "share my calendar booking with one person only",
        "token with which a guest may book my hidden schedule",
        "discounted appointment link for a returning client",
    ),
)
def create_booking_link(
    call: Call,
    schedule_id: OwnScheduleId,
    label: Annotated[OneLine, Field(min_length=1, max_length=100, description="What it is for, for your own lists.")]
    | None = None,
    max_uses: Annotated[int, Field(ge=1, le=100, description="How many bookings it is good for.")] = 1,
    expires_at: Annotated[Moment, Field(description="Default in 7 days, at most in 90.")] | None = None,
    email: Annotated[Email, Field(description="Only who has this address may book with it.")] | None = None,
    price: Annotated[Amount, Field(description="For a place in a slot, instead of the schedule's; 0 = free.")]
    | None = None,
    durations: Annotated[
        list[Annotated[int, Field(ge=15, le=1440)]],
        Field(min_length=1, max_length=20, description="Only these of the schedule's lengths, in minutes."),
    ]
    | None = None,
    from_: Annotated[Moment, Field(description="The earliest start that may be booked.")] | None = None,
    until: Annotated[Moment, Field(description="The latest start that may be booked.")] | None = None,
    note: Annotated[str, Field(min_length=1, max_length=500, description="Shown to who opens it.")] | None = None,
) -> MadeLink:
    """Make a link by which chosen people can book a schedule, once or a few times, until a date, at an own price if wanted.

    It opens private schedules too; what is free stays as it is. Its price counts as the schedule's for payment, refund and
    escrow. The token is told only now: pass it on, and who has it gives it to book_schedule or hold_slot as link. A use
    comes back when its booking lapses or you call it off, not when the booker cancels. revoke_booking_link ends it."""
    access = bookable(own_schedule(call, schedule_id, 3, worded("make a booking link")))
    if access.schedule["type_id"] == HIRE:
        raise Invalid(
            {"schedule_id": worded("is a schedule of shifts (type 3): whoever takes one is paid, so there is no link")}
        )
    ends = valid_until(call.now, expires_at)
    _check(call, access, expires_at, durations, (from_, until))
    token = call.new_secret(TOKEN)
    money = _money(price, access.schedule["currency"])
    public_id = f"lnk_{call.new_uuid().replace('-', '')[:20]}"
    booking_links.insert_link(
        call.tx,
        call.caller.owner,
        durations or [],
        public_id=public_id,
        schedule_id=schedule_id,
        label=plain(label) if label else None,
        token_hash=hash_secret(token),
        max_uses=max_uses,
        email=email,
        price=money.amount if money is not None else None,
        price_currency=money.currency if money is not None else None,
        first_start=utc_text(from_) if from_ else None,
        last_start=utc_text(until) if until else None,
        expires_at=utc_text(ends),
        note=plain(note) if note else None,
        created_at=call.stamp,
    )
    link = _found(call, public_id)
    base = bookings.public_address(call.tx)
    url = f"{base.rstrip('/')}/links/{token}" if base and not call.dry_run else None
    return {"link": _shape(link, []), "token": None if call.dry_run else token, "url": url}


def _check(
    call: Call,
    access: Access,
    expires_at: datetime | None,
    durations: list[int] | None,
    starts: tuple[datetime | None, datetime | None],
) -> None:
    """Invalid names everything that no link can have."""
    faults = fault_of_times(call.now, expires_at, *starts)
    offered = offer_of(call.tx, access.schedule).durations
    if durations is not None and not set(durations) <= set(offered):
        faults["durations"] = worded("this schedule offers {offered} minutes", offered=", ".join(map(str, offered)))
    if faults:
        raise Invalid(faults, next=("get_schedule",))


def _money(price: Decimal | None, currency: str) -> Money | None:
    if price is None:
        return None
    try:
        return Money.of(price, currency)
    except ValueError as fault:
        raise Invalid({"price": told_by(fault)}) from None


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "which links have I handed out",
        "was the trial link used",
        "links that are still open",
        "who has booked with the link I sent",
        "list my booking links",
        "how many uses are left on a link",
        "when does the booking link run out",
        "all one-time links of a schedule",
        "number of a link I want to take back",
        "did Maria use her link already",
    ),
)
def list_booking_links(
    call: Call,
    page: Page,
    schedule_id: Annotated[OwnScheduleId, Field(description="Only of this schedule.")] | None = None,
    link_id: Annotated[LinkId, Field(description="Only this one.")] | None = None,
    status: Annotated[
        list[Literal["active", "used_up", "expired", "revoked"]],
        Field(max_length=4, description="In these states. Default active and used_up; of link_id any."),
    ]
    | None = None,
) -> LinkList:
    """List the booking links of the schedules you own or manage, newest first, with uses left and the bookings made.

    The tokens themselves are told only when they are made; create_booking_link makes another one."""
    if schedule_id is not None:
        seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    if link_id is not None:
        _own_link(call, link_id)
    every = ["active", "used_up", "expired", "revoked"]
    sql, params = booking_links.listed(
        call.caller.owner,
        call.now,
        schedule_id=schedule_id,
        name=link_id,
        states=status or (every if link_id is not None else every[:2]),
    )
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=booking_links.NEWEST)
    links = [booking_links.read_link(row) for row in rows]
    booked = booking_links.events_booked(call.tx, [link.id for link in links])
    shown = [_shape(link, booked.get(link.id, [])) for link in links]
    return {"items": shown, "total": total, "next_cursor": next_cursor}


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "that link must not work any more",
        "pull back the trial link",
        "I sent the link to the wrong person",
        "take back a booking link",
        "stop people from booking with the link",
        "cancel the one-time link I made",
        "end the discounted link now",
        "the booking link was forwarded to strangers",
        "nobody else should book by that link",
        "invalidate the token for my private schedule",
    ),
)
def revoke_booking_link(call: Call, link_id: LinkId) -> RevokedLink:
    """Take a booking link back at once; bookings made with it stay, and slots that are only held by it are free again.

    For whoever owns or manages its schedule. It cannot be given back; create_booking_link makes another one."""
    link = _own_link(call, link_id)
    if link.status in ("revoked", "expired"):
        since = link.revoked_at if link.status == "revoked" else link.expires_at
        raise WrongState(
            worded(
                "Booking link {public_id} is {status} since {since}. Nothing changed.",
                public_id=link.public_id,
                status=word(link.status),
                since=iso(since or call.now, link.timezone),
            ),
            state=link.status,
            next=FIND,
        )
    call.confirm(
        worded(
            "Take back booking link {public_id}, used {uses} of {max_uses} times, for good",
            public_id=link.public_id,
            uses=link.uses,
            max_uses=link.max_uses,
        ),
        record=f"booking_link:{link.id}",
        details=(worded("It is called {label}", label=quoted(link.label)),) if link.label else (),
        moves=False,
    )
    booking_links.revoke(call.tx, link.id, call.now)
    held = slot_holds.active_holds_by_link(call.tx, link.id, call.now)
    for hold in held:
        tell_holder(call, let_go(call, hold))
    booked = booking_links.events_booked(call.tx, [link.id]).get(link.id, [])
    return {
        "link": _shape(_found(call, link.public_id), booked),
        "bookings_kept": booked,
        "holds_released": len(held),
    }


def _own_link(call: Call, name: str) -> BookingLink:
    """A link of a schedule the caller owns or manages; NotFound for everybody else."""
    link = booking_links.find_link(call.tx, name, call.now)
    if link is not None:
        row = schedules.user_of(call.tx, link.schedule_id, call.caller.owner)
        if row is not None and row["write"] >= 3:
            return link
    raise NotFound("booking link", name, next=FIND)


def _found(call: Call, public_id: str) -> BookingLink:
    link = booking_links.find_link(call.tx, public_id, call.now)
    assert link is not None, public_id
    return link


def _shape(link: BookingLink, booked: list[int]) -> LinkShape:
    zone = link.timezone
    return {
        "id": link.id,
        "public_id": link.public_id,
        "label": link.label,
        "schedule_id": link.schedule_id,
        "status": link.status,
        "max_uses": link.max_uses,
        "uses": link.uses,
        "email": link.email,
        "price": link.price.text if link.price is not None else None,
        "currency": link.price.currency if link.price is not None else None,
        "durations": list(link.durations) or None,
        "from": iso(link.first, zone) if link.first else None,
        "until": iso(link.last, zone) if link.last else None,
        "expires_at": iso(link.expires_at, zone),
        "note": link.note,
        "created_at": iso(link.created_at, zone),
        "revoked_at": iso(link.revoked_at, zone) if link.revoked_at else None,
        "bookings": booked,
    }

"""Opening one person's page, and being shown their address or number."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts.contracts import share_a_contract
from store.database import Row
from store.people import persons
from store.specialists import public_profiles
from store.specialists.contact_reveals import revealed_channels
from store.types import Owner, iso
from tools.call import Call
from tools.errors import NotFound
from tools.operation import operation
from tools.params import Moment
from tools.people.person import LanguageShape, LinkShape, SalaryShape
from tools.people.rules.accounts import masked_email, masked_phone
from tools.review_scores import ReviewScore, review_score_of
from tools.rules.names import full_name
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.availability.shapes import asked_range
from tools.scheduling.availability.slots import next_slots, offered_slots
from tools.scheduling.rules.slots import Slot
from tools.shapes import NamedShape, Theirs
from tools.specialists.correction_shapes import ProfileCorrection, corrections_of
from tools.specialists.reveals import reveal, reveal_to_agent
from tools.specialists.rules.specialists import is_shown
from tools.specialists.shapes import OfferShape, UserId, ViewShape, load_person, offer_shape, view_shape
from tools.uploads.reading import file_uri

TOOLSET = "specialists"
MOST_SCHEDULES = 100
MOST_LISTED = 50
MOST_SLOTS = 40
SHOWN_AHEAD = timedelta(days=14)

Part = Literal["contact", "schedules", "availability", "calendars", "corrections"]
Include = Annotated[list[Part], Field(description="Parts to return besides the profile itself. Default all.")]
Start = Annotated[Moment, Field(description="First moment of the availability shown. Default now.")]
End = Annotated[Moment, Field(description="Last moment of it; default 14 days, at most 62 days after start.")]


class ContactDetails(TypedDict):
    """Address and number, in full where shown is true, else masked. Absent: none is stored."""

    email: NotRequired[str | None]
    email_shown: bool
    phone: NotRequired[str | None]
    phone_shown: bool


class PublicSkill(TypedDict):
    id: int
    name: Theirs
    level: NotRequired[Theirs | None]


class ProfileShape(TypedDict):
    """A person's page. salary: the pay they wish for."""

    id: int
    name: Theirs
    avatar: NotRequired[str | None]
    cv: NotRequired[str | None]
    about: NotRequired[Theirs | None]
    city: NotRequired[Theirs | None]
    timezone: str
    skills: list[PublicSkill]
    languages: list[LanguageShape]
    education: NotRequired[Theirs | None]
    links: list[LinkShape]
    salary: NotRequired[SalaryShape | None]
    active_schedules_count: int
    review: ReviewScore
    contact: NotRequired[ContactDetails | None]


class SlotOfSchedule(TypedDict):
    """A free slot. seats_left is absent where there is no limit."""

    schedule_id: int
    start: str
    end: str
    seats_left: NotRequired[int | None]


class SpecialistProfile(TypedDict):
    """A person's page with the parts asked for."""

    user: ProfileShape
    schedules: NotRequired[list[OfferShape] | None]
    availability: NotRequired[list[SlotOfSchedule] | None]
    calendars: NotRequired[list[NamedShape] | None]
    corrections: NotRequired[list[ProfileCorrection] | None]
    view: ViewShape


@operation(
    access="read",
    actors=("any",),
    price="profile_view",
    on_writer=True,
    verified_email=True,
    find=(
        "tell me more about candidate 42",
        "open that expert's page",
        "what salary does she expect and when is she free",
        "show a freelancer's CV and education",
        "read somebody's details before hiring",
        "which languages does he speak",
        "what does this person offer and for how much",
        "free hours of one consultant",
        "look at a person's public page",
        "learn more about this person before booking",
        "her experience, skills and price",
        "show the plumber's page",
    ),
)
def get_specialist_profile(
    call: Call,
    user_id: UserId,
    include: Include | None = None,
    start: Start | None = None,
    end: End | None = None,
) -> SpecialistProfile:
    """Open one person's page: skills, languages, education, salary wish, schedules and free time.

    The first 100 views of a calendar month (UTC) are free for a payer who has paid in, then each costs; the same page again
    counts again. Address and number of people who offer themselves and do not hide them are shown in full to agents, which is a
    recorded reveal the person sees (leave contact out of include to reveal nothing); to people who revealed them
    (reveal_specialist_email, reveal_specialist_phone), are in the person's contacts or share a contract; else masked.
    Private schedules only for those invited. At most 40 free slots; get_schedule and find_next_slot show more. Next: book_schedule.
    Oneself: get_my_profile; an AI agent: get_agent_profile."""
    person = load_person(call, user_id)
    begin, until = _range(call, start, end)
    window = (begin, until if start or end else None)
    if call.caller.kind == "person" and call.caller.id == user_id:
        call.as_worker()
        call.warn("This is your own page as others see it, not counted as a view; get_my_profile shows everything.")
    wanted = set(include if include is not None else Part.__args__)  # type: ignore[attr-defined]
    schedules = _visible_schedules(call, person)
    return {
        "user": _profile(call, person, schedules, "contact" in wanted),
        "schedules": _offers(call, schedules, *window) if "schedules" in wanted else None,
        "availability": _availability(call, schedules, begin, until) if "availability" in wanted else None,
        "calendars": _calendars(call, user_id) if "calendars" in wanted else None,
        "corrections": corrections_of(call, user_id, MOST_LISTED) if "corrections" in wanted else None,
        "view": view_shape(call),
    }


def _range(call: Call, start: datetime | None, end: datetime | None) -> tuple[datetime, datetime]:
    begin = start or call.now
    until = end or begin + SHOWN_AHEAD
    asked_range(begin, until)
    return begin, until


def _visible_schedules(call: Call, person: Row) -> list[Row]:
    """A person's live schedules: the public ones, and the private ones the caller belongs to."""
    rows = public_profiles.schedules_of(call.tx, person["id"], call.stamp, MOST_SCHEDULES)
    return [row for row in rows if not (row["private"] or row["owner_unproven"]) or _may_see(call, row)]


def _may_see(call: Call, schedule: Row) -> bool:
    try:
        seen_schedule(call, schedule, schedule["id"])
    except NotFound:
        return False
    return True


def _profile(call: Call, person: Row, schedules: Sequence[Row], contact: bool) -> ProfileShape:
    return {
        "id": person["id"],
        "name": full_name(person["name"], person["middle_name"], person["last_name"]),
        "avatar": file_uri(person["ava_id"]) if person["ava_id"] else None,
        "cv": file_uri(person["cv_id"]) if person["cv_id"] else None,
        "about": person["about"],
        "city": person["city"],
        "timezone": person["timezone"],
        "skills": [_skill(row) for row in persons.skills_of(call.tx, person["id"])],
        "languages": [
            {"code": row["code"], "level": row["level"]} for row in persons.languages_of(call.tx, person["id"])
        ],
        "education": person["education"],
        "links": json.loads(person["links"]),
        "salary": json.loads(person["salary"]) if person["salary"] else None,
        "active_schedules_count": sum(1 for schedule in schedules if not schedule["private"]),
        "review": review_score_of(call.tx, Owner("person", person["id"])),
        "contact": _contact(call, person) if contact else None,
    }


def _skill(row: Row) -> PublicSkill:
    return {"id": row["id"], "name": row["name"], "level": row["level"]}


def _contact(call: Call, person: Row) -> ContactDetails:
    own = call.caller.kind == "person" and call.caller.id == person["id"]
    known = call.caller.kind == "person" and (
        public_profiles.has_in_book(call.tx, person["id"], call.caller.id)
        or share_a_contract(call.tx, call.caller.owner, person["id"])
    )
    revealed = revealed_channels(call.tx, call.caller.owner, person["id"])
    if call.caller.kind == "agent":
        revealed |= reveal_to_agent(call, person, revealed)
    email, phone = person["email"], person["phone"]
    email_shown = own or is_shown(bool(person["hide_email"]), known or "email" in revealed)
    phone_shown = own or is_shown(bool(person["hide_phone"]), known or "phone" in revealed)
    return {
        "email": email if email_shown or not email else masked_email(email),
        "email_shown": bool(email) and email_shown,
        "phone": phone if phone_shown or not phone else masked_phone(phone),
        "phone_shown": bool(phone) and phone_shown,
    }


def _offers(call: Call, schedules: Sequence[Row], begin: datetime, until: datetime | None) -> list[OfferShape]:
    """Each with its next free slot: of the window that was asked for, if one was."""
    shapes = []
    for row in schedules:
        slot = next(iter(next_slots(call.tx, row, begin, call.now, 1)), None)
        inside = slot is not None and (until is None or slot.start < until)
        shapes.append(offer_shape(row, slot if inside else None, None))
    return shapes


def _availability(call: Call, schedules: Sequence[Row], start: datetime, end: datetime) -> list[SlotOfSchedule]:
    """The first MOST_SLOTS free slots of all schedules together, in order of time."""
    slots = heapq.merge(*(_slots(call, row, start, end) for row in schedules), key=lambda found: found[0])
    found = list(islice(slots, MOST_SLOTS + 1))
    if len(found) > MOST_SLOTS:
        call.warn(
            f"availability shows the first {MOST_SLOTS} free slots; get_schedule shows the rest of each schedule."
        )
    return [
        {
            "schedule_id": schedule["id"],
            "start": iso(slot.start, schedule["timezone"]),
            "end": iso(slot.end, schedule["timezone"]),
            "seats_left": slot.seats_left,
        }
        for _, schedule, slot in found[:MOST_SLOTS]
    ]


def _slots(call: Call, schedule: Row, start: datetime, end: datetime) -> Iterator[tuple[tuple[int, int], Row, Slot]]:
    for slot in offered_slots(call.tx, schedule, start, end, call.now):
        yield (slot.starts, schedule["id"]), schedule, slot


def _calendars(call: Call, user_id: int) -> list[NamedShape]:
    rows = public_profiles.public_calendars(call.tx, user_id, MOST_LISTED)
    return [{"id": row["id"], "name": row["label"]} for row in rows]


class RevealedEmail(TypedDict):
    """The address in full. Its owner can see that you were shown it."""

    user_id: int
    email: str
    revealed_at: str
    view: ViewShape


class RevealedPhone(TypedDict):
    """The number in full. Its owner can see that you were shown it."""

    user_id: int
    phone: str
    revealed_at: str
    view: ViewShape


@operation(
    access="read",
    actors=("any",),
    price="profile_view",
    on_writer=True,
    verified_email=True,
    find=(
        "how can I write to this consultant",
        "what is her mail",
        "get the electronic address of user 12",
        "unmask a hidden mailbox",
        "where do I send an offer to him",
        "contact this freelancer in writing",
        "see the full address instead of stars",
        "write an e-mail to a candidate",
        "show me the person's e-mail",
        "I would like to contact him by mail",
        "full address of a specialist",
        "uncover hidden e-mail",
    ),
)
def reveal_specialist_email(call: Call, user_id: UserId) -> RevealedEmail:
    """Show a person's e-mail address in full; the reveal is recorded and that person can see it.

    The first time counts as a profile view (100 free a month for a payer who has paid in, then charged); asking again for
    the same person is free. At most 60 reveals an hour, of a caller and of a network address. Only of people
    who offer themselves (a public schedule, freelancers, field work) or chose to show it, and never what they hide.
    The number: reveal_specialist_phone."""
    shown, at = reveal(call, user_id, "email")
    return {"user_id": user_id, "email": shown, "revealed_at": at, "view": view_shape(call)}


@operation(
    access="read",
    actors=("any",),
    price="profile_view",
    on_writer=True,
    verified_email=True,
    find=(
        "I want to call this expert",
        "what is his mobile",
        "give me a number to ring the candidate",
        "unmask the telephone",
        "how do I reach her by voice",
        "see the full digits instead of stars",
        "text message a freelancer directly",
        "get somebody on the line",
        "give me her phone number",
        "how can I phone this specialist",
        "show the mobile in full",
        "uncover the hidden number",
    ),
)
def reveal_specialist_phone(call: Call, user_id: UserId) -> RevealedPhone:
    """Show a person's phone number in full; the reveal is recorded and that person can see it.

    The first time counts as a profile view (100 free a month for a payer who has paid in, then charged); asking again for
    the same person is free. At most 60 reveals an hour, of a caller and of a network address. Only of people
    who offer themselves (a public schedule, freelancers, field work) or chose to show it, and never what they hide.
    The address: reveal_specialist_email."""
    shown, at = reveal(call, user_id, "phone")
    return {"user_id": user_id, "phone": shown, "revealed_at": at, "view": view_shape(call)}

"""Finding people who can be booked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from store.database import Row
from store.specialists.specialists import cards, lapse, public_schedules
from store.types import Owner
from tools.call import Call
from tools.operation import operation, scheduled
from tools.paging import Page
from tools.params import Currency, Id, NumberOrCode, Zone
from tools.review_scores import ReviewScore, review_scores_of
from tools.rules.moments import read_moment
from tools.rules.names import full_name
from tools.rules.sentences import told_by, worded
from tools.shapes import Theirs
from tools.specialists.emptied import Without, without_each
from tools.specialists.rules.specialists import excerpt
from tools.specialists.search import Asked, Match, asked_of, matches
from tools.specialists.shapes import OfferShape, offer_shape
from tools.uploads.reading import file_uri

TOOLSET = "specialists"
TYPES = {"appointments": 1, "work_hours": 2, "hire": 3}
MOST_SKILLS_SHOWN = 12


def _type_id(value: object) -> object:
    return TYPES.get(value, value) if isinstance(value, str) else value


def _local_moment(value: object) -> datetime:
    """A moment; without an offset it is wall time, to be read in the call's time zone."""
    try:
        moment = read_moment(value).at if isinstance(value, str) else None
    except ValueError as fault:
        raise ValueError(worded("{fault}; without an offset it is read in timezone", fault=told_by(fault))) from None
    if moment is None or not 1970 < moment.year < 2200:
        raise ValueError(
            worded("must be an ISO 8601 moment such as 2026-11-21T09:00+01:00, or without offset in timezone")
        )
    return moment.replace(microsecond=0)


# `from` cannot be written as a class attribute.
Hours = TypedDict(
    "Hours",
    {
        "from": Annotated[int, Field(ge=0, le=23, description="First hour, 0 to 23.")],
        "to": Annotated[int, Field(ge=1, le=24, description="End of the last hour, 1 to 24.")],
    },
)
_LocalMoment = Annotated[datetime, BeforeValidator(_local_moment), WithJsonSchema({"type": "string"})]

Query = Annotated[
    str,
    Field(min_length=1, max_length=200, description="Words of a trade, skill, name or place; all must be there."),
]
TypeId = Annotated[
    Literal[1, 2, 3],
    BeforeValidator(_type_id),
    Field(description="Schedules: 1 appointments, 2 work_hours, 3 hire (who looks for someone). Default 1 and 2."),
]
KalId = Annotated[Id, Field(description="Only schedules of this calendar.")]
Start = Annotated[_LocalMoment, Field(description="Free at or after this moment. Default now.")]
End = Annotated[_LocalMoment, Field(description="Free up to this moment; at most 62 days after start.")]
SearchZone = Annotated[
    Zone, Field(description="IANA time zone for days, hours and times without offset. Default: yours.")
]
Days = Annotated[
    list[Annotated[int, Field(ge=0, le=6)]],
    Field(max_length=7, description="Weekdays of the free slot, 0 = Sunday to 6."),
]
HoursOfDay = Annotated[Hours, Field(description="The free slot lies within these hours of the day.")]
Minutes = Annotated[
    int, Field(ge=1, le=1440, description="Least length of the free time in minutes; may be several slots in a row.")
]
Places = Annotated[int, Field(ge=0, le=100_000, description="Places the slot must still have free. Default any.")]
PriceFrom = Annotated[int, Field(ge=0, le=10**9, description="Lowest price, in whole units of currency.")]
PriceTo = Annotated[int, Field(ge=0, le=10**9, description="Highest price, per slot or hour as the schedule has it.")]
PriceCurrency = Annotated[
    Currency, Field(description="Only schedules priced in it. Default with prices: yours; agents USD.")
]
Skills = Annotated[
    list[NumberOrCode], Field(max_length=20, description="Skills by number or name; all must be present.")
]
SortBy = Annotated[
    Literal["updated_at", "created_at", "price"],
    Field(description="Default best match with query, else updated_at. created_at: when they joined."),
]
Descending = Annotated[bool, Field(description="Default true for dates, false for price.")]


LanguageTag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
LanguageTags = Annotated[
    list[LanguageTag], Field(max_length=10, description="Languages the person speaks, such as de, en; all of them.")
]


class SpecialistShape(TypedDict):
    """Somebody who can be booked. schedules: up to 3 that meet the search, the cheapest first. Never with contacts."""

    user_id: int
    name: Theirs
    avatar: NotRequired[str | None]
    city: NotRequired[Theirs | None]
    timezone: str
    skills: list[str]
    languages: list[str]
    about: NotRequired[Theirs | None]
    active_schedules_count: int
    review: ReviewScore
    schedules: list[OfferShape]


class FoundSpecialists(TypedDict):
    """A page of people."""

    specialists: list[SpecialistShape]
    total: int
    total_before_free_time: NotRequired[
        Annotated[bool | None, Field(description="total counts people whether or not they have the free slot.")]
    ]
    emptied_by: NotRequired[list[Without] | None]
    next_cursor: str | None


@operation(
    access="read",
    actors=("any",),
    price="search",
    verified_email=True,
    find=(
        "who can fix my React code on Tuesday afternoon under 60 euro",
        "find me a plumber free this week",
        "I need an expert for two hours",
        "look for a freelancer who speaks my language",
        "which consultants are available tomorrow morning",
        "cheapest electrician with a free appointment",
        "hire a human for a job",
        "get me somebody in Berlin who knows C++",
        "people with a free hour on Saturday",
        "is there a tutor in the evening",
        "candidates for a short assignment",
        "look for a good lawyer who has time tomorrow",
        "find somebody who can help me with my taxes",
        "look for a teacher near me",
        "who is free on Friday afternoon for an hour",
        "search people by skill and price",
    ),
)
def search_specialists(
    call: Call,
    page: Page,
    query: Query | None = None,
    type_id: TypeId | None = None,
    kal_id: KalId | None = None,
    start: Start | None = None,
    end: End | None = None,
    timezone: SearchZone | None = None,
    days: Days | None = None,
    hours: HoursOfDay | None = None,
    duration: Minutes | None = None,
    msp: Places | None = None,
    price_from: PriceFrom | None = None,
    price_to: PriceTo | None = None,
    currency: PriceCurrency | None = None,
    skills: Skills | None = None,
    languages: LanguageTags | None = None,
    sort_by: SortBy | None = None,
    descending: Descending | None = None,
) -> FoundSpecialists:
    """Find people who can be booked, by words, skills, free time and price. Costs; when nobody is found it is free.

    Best match: names that hold all words, then skills and schedule titles, then the rest of the page; the best reviewed
    first. start, end, days, hours, duration and msp ask for one free slot that meets them all, bookings and imported
    appointments taken out; without start the next 60 days count. A call looks at the free time of up to 300
    schedules and at 20,000 people; a warning says when that cut it short, next_cursor goes on. Further pages cost the
    same. When nobody is found, emptied_by says how many there are without each filter. Languages somebody left unfilled
    are looked for in their labels. Next: get_specialist_profile, find_next_slot, book_schedule. AI agents: search_agents."""
    asked = Asked(
        query=query,
        type_id=type_id,
        kal_id=kal_id,
        start=start,
        end=end,
        timezone=timezone,
        days=days,
        hours=(hours["from"], hours["to"]) if hours else None,
        minutes=duration,
        places=msp or None,
        price_from=price_from,
        price_to=price_to,
        currency=currency,
        skills=skills or [],
        languages=languages or [],
        sort_by=sort_by,
        descending=descending,
    )
    search = asked_of(call, asked)
    found = matches(call, page, search)
    emptied = page.cursor is None and not found.matches and found.next_cursor is None
    if emptied:
        call.waive_fee()
    people = cards(call.tx, [match.person_id for match in found.matches])
    counts = public_schedules(call.tx, list(people), call.stamp)
    reviews = review_scores_of(call.tx, [Owner("person", id) for id in people])
    return {
        "specialists": [
            _specialist(match, people[match.person_id], counts.get(match.person_id, 0), reviews, timezone)
            for match in found.matches
        ],
        "total": found.total,
        "total_before_free_time": found.before_free_time or None,
        "emptied_by": (without_each(call, asked, search) or None) if emptied else None,
        "next_cursor": found.next_cursor,
    }


def _specialist(
    match: Match, person: Row, schedules: int, reviews: Mapping[Owner, ReviewScore], zone: str | None
) -> SpecialistShape:
    return {
        "user_id": person["id"],
        "name": full_name(person["name"], person["middle_name"], person["last_name"]),
        "avatar": file_uri(person["ava_id"]) if person["ava_id"] else None,
        "city": person["city"],
        "timezone": person["timezone"],
        "skills": _lines(person["skills"])[:MOST_SKILLS_SHOWN],
        "languages": _lines(person["languages"]),
        "about": excerpt(person["about"]),
        "active_schedules_count": schedules,
        "review": reviews[Owner("person", person["id"])],
        "schedules": [
            offer_shape(schedule, free.slot if free else None, zone, free.bookings if free else 1)
            for schedule, free in match.offers
        ],
    }


def _lines(text: Any) -> list[str]:
    return sorted(text.split("\n")) if text else []


@scheduled(every=60)
def unlist_ended_schedules(call: Call) -> int:
    """Take schedules that have ended out of the search."""
    return lapse(call.tx, call.now, 200)

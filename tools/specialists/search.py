"""How a search for people is read, and how free time is looked at while walking through those who match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from store.database import Row
from store.people.skills import find_skill, skill_named, skills_like
from store.scheduling.schedules import find_schedules
from store.search.best_match import is_place
from store.search.words import asked as asked_words
from store.search.words import asked_blocks
from store.specialists import specialists
from store.specialists.specialists import Criteria, Hit, Key
from store.types import Money
from tools.call import Call
from tools.errors import Invalid
from tools.paging import Page
from tools.review_scores import settings_of
from tools.rules.sentences import worded
from tools.scheduling.availability.slots import first_slots, offer_of, taken_of_each
from tools.scheduling.rules.runs import runs
from tools.scheduling.rules.slots import Offer, Slot, Taken, free_slots
from tools.specialists.rules.specialists import SlotWish, window, window_faults

# Work on free time in one call, and schedules shown for a person.
SLOT_CHECKS_MOST = 300
OFFERS_SHOWN = 3
OFFERS_CHECKED = 5
BOOKABLE, TYPES = (1, 2), (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of a search as they came; start and end may be without offset."""

    query: str | None
    type_id: Literal[1, 2, 3] | None
    kal_id: int | None
    start: datetime | None
    end: datetime | None
    timezone: str | None
    days: Sequence[int] | None
    hours: tuple[int, int] | None
    minutes: int | None
    places: int | None
    price_from: int | None
    price_to: int | None
    currency: str | None
    skills: Sequence[str]
    languages: Sequence[str]
    sort_by: Literal["updated_at", "created_at", "price"] | None
    descending: bool | None


class Free(NamedTuple):
    """Free time: a slot, or several in a row shown as one, each of which is booked by itself."""

    slot: Slot
    bookings: int = 1


class Match(NamedTuple):
    """Somebody found, with the schedules to show and the first free time of each."""

    person_id: int
    offers: list[tuple[Row, Free | None]]


class Matches(NamedTuple):
    """A page of people. before_free_time: total counts people with and without the free slot."""

    matches: list[Match]
    total: int
    before_free_time: bool
    next_cursor: str | None


class SpecialistSearch(NamedTuple):
    """What the store looks for, and the free slot that is wanted, if one is."""

    criteria: Criteria
    wish: SlotWish | None


def asked_of(call: Call, asked: Asked) -> SpecialistSearch:
    """The search the arguments mean; Invalid names all that cannot be."""
    zone = ZoneInfo(asked.timezone or call.caller.timezone)
    start, end = _in_zone(asked.start, zone), _in_zone(asked.end, zone)
    words = tuple(asked_words(asked.query)) if asked.query else ()
    faults = window_faults(start, end, call.now)
    if asked.query and not words:
        faults["query"] = worded("holds no word to look for; name a trade, a skill, a person or a place")
    if asked.hours and asked.hours[1] <= asked.hours[0]:
        faults["hours.to"] = worded("must be larger than from")
    if asked.price_from is not None and asked.price_to is not None and asked.price_to < asked.price_from:
        faults["price_to"] = worded("must not be below price_from")
    skills = _skill_ids(call, asked.skills, faults)
    if faults:
        raise Invalid(faults)
    currency = _currency(call, asked)
    wish = _wish(asked, zone, *window(start, end, call.now))
    criteria = Criteria(
        now=call.stamp,
        types=(asked.type_id,) if asked.type_id else BOOKABLE,
        words=words,
        skills=skills,
        languages=tuple(asked.languages),
        blocks=asked_blocks(asked.days, asked.hours, zone.key, wish.start, wish.end) if wish else None,
        kal_id=asked.kal_id,
        currency=currency,
        price_from=_smallest(asked.price_from, currency),
        price_to=_smallest(asked.price_to, currency),
        places=asked.places,
        minutes=asked.minutes,
        except_person=call.caller.id if call.caller.kind == "person" else 0,
        sort=asked.sort_by or ("best_match" if words else "updated_at"),
        descending=asked.sort_by != "price" if asked.descending is None else asked.descending,
        by_reviews=settings_of(call.tx).rank_weight > 0,
    )
    return SpecialistSearch(criteria, wish)


def matches(call: Call, page: Page, search: SpecialistSearch) -> Matches:
    """A page of people in order. When nobody has all the words, those who have some of them, and a warning."""
    key = page.key(3, (1,))
    relaxed, after = _place(key, search.criteria)
    if key is None and len(search.criteria.words) > 1 and not specialists.find(call.tx, search.criteria, 1).hits:
        call.warn("Nobody matches all the words of query; these people match some of them.")
        relaxed = True
    if relaxed:
        search = search._replace(criteria=specialists.relaxed(search.criteria))
    total, page.total_capped = specialists.count(call.tx, search.criteria)
    if search.wish is None:
        found = specialists.find(call.tx, search.criteria, page.limit, after)
        if found.cut:
            call.warn(
                f"The search looked at {specialists.EXAMINED_MOST} people and stopped; next_cursor goes on from there."
            )
        people = list(_with_next_slots(call, search, found.hits))
        return Matches(people, total, False, _cursor(page, relaxed, found.after))
    people, after, whole = _with_free_time(call, search, search.wish, page, after)
    if whole and key is None:
        total, page.total_capped = len(people), False
    return Matches(people, total, not (whole and key is None), _cursor(page, relaxed, after))


def _with_next_slots(call: Call, search: SpecialistSearch, hits: Sequence[Hit]) -> Iterator[Match]:
    schedules = _schedules_of(call, search.criteria, hits, OFFERS_SHOWN)
    shown = [schedule for of_listing in schedules.values() for schedule in of_listing]
    first = first_slots(call.tx, shown, call.now, call.now)
    slots = {row["id"]: Free(slot) if slot else None for row, slot in zip(shown, first, strict=True)}
    for hit in hits:
        yield Match(
            hit.person_id, [(schedule, slots[schedule["id"]]) for schedule in schedules.get(hit.listing_id, [])]
        )


def _with_free_time(
    call: Call, search: SpecialistSearch, wish: SlotWish, page: Page, after: Key | None
) -> tuple[list[Match], Key | None, bool]:
    """People with the free slot, one after the other in order until the page is full or the bound on work is reached.

    Answers the key to go on after, and whether everybody who matches was looked at."""
    people: list[Match] = []
    last: Key | None = None
    checks = looked_at = 0
    while True:
        found = specialists.find(call.tx, search.criteria, page.limit + 1 + page.limit // 4, after)
        schedules = _schedules_of(call, search.criteria, found.hits, OFFERS_CHECKED)
        slots = _free_slots(call, [schedule for of_listing in schedules.values() for schedule in of_listing], wish)
        for hit in found.hits:
            if checks >= SLOT_CHECKS_MOST:
                _warn_cut(call, looked_at, len(people))
                return people, after, False
            own = schedules.get(hit.listing_id, [])
            offers = [(schedule, slot) for schedule in own if (slot := slots.get(schedule["id"])) is not None]
            checks, looked_at = checks + len(own), looked_at + 1
            if offers and len(people) == page.limit:
                return people, last, False
            if offers:
                people.append(Match(hit.person_id, list(offers[:OFFERS_SHOWN])))
                last = hit.key
            after = hit.key
        after = found.after
        if found.after is None:
            return people, None, True
        if found.cut:
            _warn_cut(call, looked_at, len(people))
            return people, after, False


def _warn_cut(call: Call, looked_at: int, found: int) -> None:
    call.warn(
        f"Looked at the free time of {looked_at} people who match and found {found}, then stopped. "
        "Call again with next_cursor to look further, or narrow query, skills or price."
    )


def _free_slots(call: Call, schedules: Sequence[Row], wish: SlotWish) -> dict[int, Free | None]:
    """The first free time of each schedule that meets the wish, by schedule."""
    offers = [(schedule, offer_of(call.tx, schedule)) for schedule in schedules]
    takens = taken_of_each(call.tx, offers, wish.start, wish.end, call.now)
    return {
        schedule["id"]: _first_that_fits(offer, taken, wish, call.now)
        for (schedule, offer), taken in zip(offers, takens, strict=True)
    }


def _first_that_fits(offer: Offer, taken: Taken, wish: SlotWish, now: datetime) -> Free | None:
    return next((free for free in _free(offer, taken, wish, now) if wish.fits(free.slot.start, free.slot.end)), None)


def _free(offer: Offer, taken: Taken, wish: SlotWish, now: datetime) -> Iterator[Free]:
    """Free time in order: slots of the shortest length that is long enough, else as many in a row as it takes, and
    added sessions that last as long."""
    span, seats = (wish.start, wish.end, now), wish.places or 1
    minutes = wish.length_of(offer.durations)
    if minutes is not None:
        length = None if minutes == offer.duration and wish.minutes is None else minutes
        return (Free(slot) for slot in free_slots(offer, taken, *span, length, seats))
    least = wish.minutes or 0
    in_row = (Free(slot, count) for slot, count in runs(offer, taken, *span, least, seats))
    sessions = (Free(slot) for slot in free_slots(offer, taken, *span, None, seats) if slot.minutes >= least)
    return merge(in_row, sessions, key=lambda free: free.slot.starts)


def _schedules_of(call: Call, criteria: Criteria, hits: Sequence[Hit], most: int) -> dict[int, list[Row]]:
    """The schedules of each hit that meet the criteria, the cheapest first, by listing."""
    offers = specialists.offers_of(call.tx, criteria, [hit.listing_id for hit in hits])
    rows = find_schedules(call.tx, [offer["schedule_id"] for offer in offers])
    schedules: dict[int, list[Row]] = {}
    for offer in offers:
        of_listing = schedules.setdefault(offer["listing_id"], [])
        if len(of_listing) < most and offer["schedule_id"] in rows:
            of_listing.append(rows[offer["schedule_id"]])
    return schedules


def _place(key: Key | None, criteria: Criteria) -> tuple[bool, Key | None]:
    """Where a page begins: whether the words were relaxed, and the store's key; Invalid for what no search answered."""
    if key is None:
        return False, None
    relaxed, first, last = key
    first_is = {"created_at": str}.get(criteria.sort, int)
    proper = relaxed in (0, 1) and isinstance(last, int) and (first is None or isinstance(first, first_is))
    if criteria.sort in ("best_match", "price", "created_at"):
        proper = proper and first is not None
    if not proper or (criteria.sort == "best_match" and not is_place(first)):
        raise Invalid({"cursor": worded("is not a cursor of this search; leave it out to start again")})
    return bool(relaxed), [last] if criteria.sort == "updated_at" else [first, last]


def _cursor(page: Page, relaxed: bool, after: Key | None) -> str | None:
    if after is None:
        return None
    return page.next_cursor([int(relaxed), None, *after] if len(after) == 1 else [int(relaxed), *after])


def _in_zone(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _wish(asked: Asked, zone: ZoneInfo, start: datetime, end: datetime) -> SlotWish | None:
    if not any((asked.start, asked.end, asked.days, asked.hours, asked.minutes, asked.places)):
        return None
    days = frozenset(asked.days) if asked.days else None
    return SlotWish(start, end, zone, days, asked.hours, asked.minutes, asked.places)


def _currency(call: Call, asked: Asked) -> str | None:
    """What prices are compared in: prices of two currencies are not."""
    if asked.currency or (asked.price_from is None and asked.price_to is None and asked.sort_by != "price"):
        return asked.currency
    own = (call.caller.currency if call.caller.kind == "person" else None) or "USD"
    call.warn(f"Only schedules priced in {own} were looked at; currency names another one.")
    return own


def _smallest(units: int | None, currency: str | None) -> int | None:
    return None if units is None or currency is None else Money.of(units, currency).amount


def _skill_ids(call: Call, wanted: Sequence[str], faults: dict[str, str]) -> tuple[int, ...]:
    """The skills' numbers; faults names the unknown ones with near matches."""
    ids: list[int] = []
    for index, skill in enumerate(wanted):
        id = find_skill(call.tx, int(skill)) if skill.isdecimal() and len(skill) < 16 else skill_named(call.tx, skill)
        if id is not None:
            ids.append(id)
            continue
        near = skills_like(call.tx, skill)
        hint = (
            worded("; there are {near}", near=", ".join(near)) if near else worded("; look for it with query instead")
        )
        faults[f"skills[{index}]"] = worded("nobody has a skill {skill!r}{hint}", skill=skill, hint=hint)
    return tuple(dict.fromkeys(ids))

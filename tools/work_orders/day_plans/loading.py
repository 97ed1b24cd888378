"""A day as the store has it at one moment, laid out for the rules: people, visits, the ways between, and what bars whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from store.database import Row
from store.types import utc_text
from tools.call import Call
from tools.rules.sentences import worded
from tools.work_orders.access import window_of
from tools.work_orders.day_plans.access import detached
from tools.work_orders.day_plans.people import Person, due, hours_of, people_of, taken_of, visit_at
from tools.work_orders.day_plans.rules.day import Before, Day, Stretch, Visit, Worker, begun, worked
from tools.work_orders.day_plans.rules.keeping import with_room_for_kept
from tools.work_orders.day_plans.rules.reasons import BUNDLE, NO_COORDINATES, REMOTE
from tools.work_orders.day_plans.rules.travel import travel_between
from tools.work_orders.day_plans.settings import PRIORITY, Settings
from tools.work_orders.matching.candidates import offer_of, site_of, timeless
from tools.work_orders.rules.candidates import Area, Candidate, Offer, reasons
from tools.work_orders.rules.service_window import Span

USUAL_HOURS = ("08:00", "18:00")
OTHER_WORK = "type_of_work"


@dataclass(frozen=True, slots=True)
class Wish:
    """An order that is to be placed. before: whose it was in the plan that is mended, and when it was to begin.

    longer: seconds that it takes more than was thought. pinned: it stays with that person at that time."""

    row: Row
    before: tuple[int, datetime] | None = None
    pinned: bool = False
    longer: int = 0


@dataclass(slots=True)
class Found:
    """A day, and what the rules do not need to know of it.

    rows: every order of the plan. people: in the order of the day's workers. barred: by order and person, the filter that
    keeps somebody out. left_out: orders that no day has a place for, and why."""

    settings: Settings
    day: Day
    people: list[Person]
    rows: dict[int, Row]
    barred: dict[tuple[int, int], str]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    read_at: str = ""


def day_of(
    call: Call,
    settings: Settings,
    wishes: Sequence[Wish],
    *,
    mended: bool = False,
    barred: Mapping[tuple[int, int], str] | None = None,
    only: Collection[int] | None = None,
    earliest: int | None = None,
) -> Found:
    """The day of these orders and the people of the settings. Work they have already stands in it, with whom it is.

    barred: when it is known already. only: of that work just this stands as stops, the rest only takes time. earliest:
    before that second nobody starts; default as the settings say."""
    ids = [wish.row["id"] for wish in wishes]
    people = sorted(people_of(call, settings.user_ids).values(), key=lambda person: person.id)
    warnings = []
    if len(people) > len(found := [person for person in people if person.home is not None]):
        homeless = ", ".join(str(person.id) for person in people if person.home is None)
        warnings.append(
            worded(
                "It is not known where these people start from, so they are left out: {homeless}.", homeless=homeless
            )
        )
    bars = dict(barred) if barred is not None else why_barred(call, settings, [wish.row for wish in wishes], found)
    has = due(call, [person.id for person in found], settings.midnight, settings.ends)
    kept = [row for of_one in has.values() for row in of_one if row["id"] not in ids]
    kept = [row for row in kept if row["company_id"] == call.caller.company_id and site_of(row) is not None]
    kept = [row for row in kept if only is None or row["id"] in only]
    begins = settings.earliest(call.now) if earliest is None else earliest
    left_out = _left_out(wishes)
    placed = [wish for wish in wishes if wish.row["id"] not in dict(left_out)]
    day = _laid_out(call, settings, found, placed, kept, has, bars, mended, begins)
    day, no_room = with_room_for_kept(day)
    if no_room:
        late = {day.visits[index].id for index in no_room}
        warnings.append(_no_room(late))
        placed = [replace(wish, pinned=wish.pinned and wish.row["id"] not in late) for wish in placed]
        kept = [row for row in kept if row["id"] not in late]
        day = _laid_out(call, settings, found, placed, kept, has, bars, mended, begins)
        day, _ = with_room_for_kept(day)
    rows = {row["id"]: detached(row) for row in [*(wish.row for wish in wishes), *kept]}
    return Found(settings, day, found, rows, bars, left_out, warnings, utc_text(call.now))


def _no_room(ids: Collection[int]) -> str:
    numbers = ", ".join(str(id) for id in sorted(ids))
    return f"Assigned already, but not to be reached in time by these rules, so they do not stand where they were: {numbers}."


def why_barred(
    call: Call, settings: Settings, rows: Sequence[Row], people: Sequence[Person]
) -> dict[tuple[int, int], str]:
    """For each order and person that may not have it, the first filter that says so."""
    found = {}
    area = Area(max_distance_km=settings.max_distance_km)
    ids = [person.id for person in people]
    for row in rows:
        offer = offer_of(call, row)
        for one in timeless(call, row, ids):
            against = _against(one, offer, area, row)
            if against is not None:
                found[row["id"], one.user_id] = against
    return found


def _against(one: Candidate, offer: Offer, area: Area, row: Row) -> str | None:
    against = reasons(one, offer, area)
    if against:
        return against[0]
    types = one.facts.type_of_work
    return OTHER_WORK if types and str(row["type_of_work_id"]) not in types else None


def _left_out(wishes: Sequence[Wish]) -> list[tuple[int, str]]:
    """Orders that are done nowhere, or nobody knows where; and whoever is bundled with them."""
    found = {}
    for wish in wishes:
        if wish.row["location_mode"] == "remote":
            found[wish.row["id"]] = REMOTE
        elif site_of(wish.row) is None:
            found[wish.row["id"]] = NO_COORDINATES
    torn = {wish.row["bundle_id"] for wish in wishes if wish.row["id"] in found} - {None}
    for wish in wishes:
        if wish.row["bundle_id"] in torn:
            found.setdefault(wish.row["id"], BUNDLE)
    return list(found.items())


def _laid_out(
    call: Call,
    settings: Settings,
    people: Sequence[Person],
    wishes: Sequence[Wish],
    kept: Sequence[Row],
    has: Mapping[int, Sequence[Row]],
    barred: Mapping[tuple[int, int], str],
    mended: bool,
    earliest: int,
) -> Day:
    homes = [person.home for person in people if person.home is not None]
    rows = [*(wish.row for wish in wishes), *kept]
    sites = [site for row in rows if (site := site_of(row)) is not None]
    places = {person.id: place for place, person in enumerate(people)}
    stand = {row["id"] for row in rows}
    workers = _workers(call, settings, people, stand, has)
    visits = []
    for place, row in enumerate(rows, start=len(people)):
        if place < len(people) + len(wishes):
            visits.append(_wished(settings, wishes[place - len(people)], place, places, barred, earliest))
        else:
            visits.append(_kept(settings, row, place, places))
    return Day(workers, visits, travel_between([*homes, *sites]), mended)


def _workers(
    call: Call,
    settings: Settings,
    people: Sequence[Person],
    stand: Collection[int],
    has: Mapping[int, Sequence[Row]],
) -> list[Worker]:
    hours = hours_of(call, [person.id for person in people], settings.midnight, settings.reaches)
    usual = [(settings.at(USUAL_HOURS[0]), settings.at(USUAL_HOURS[1]))]
    found = []
    for place, person in enumerate(people):
        others = [row for row in has.get(person.id, ()) if row["id"] not in stand]
        loose = [row for row in others if visit_at(row) is None]
        taken = taken_of(call, person.id, settings.midnight, settings.reaches, stand, loose)
        windows = begun([_stretch(settings, span) for span in hours.get(person.id, ())], settings.second(settings.ends))
        windows = windows if person.id in hours else usual
        starts, ends, closed = worked(windows, [_stretch(settings, span) for span in taken]) if windows else (0, 0, ())
        found.append(
            Worker(person.id, place, starts, ends, closed, settings.max_stops, settings.max_travel_minutes * 60)
        )
    return found


def _stretch(settings: Settings, span: Span) -> Stretch:
    return settings.second(span.start), settings.second(span.end)


def _wished(
    settings: Settings,
    wish: Wish,
    place: int,
    places: Mapping[int, int],
    barred: Mapping[tuple[int, int], str],
    earliest: int,
) -> Visit:
    row = wish.row
    opens, closes = _opened(settings, row)
    visit = Visit(
        id=row["id"],
        place=place,
        opens=max(opens, earliest),
        closes=closes,
        service=_service(settings, row) + wish.longer,
        workers=frozenset(
            worker for id, worker in places.items() if (row["id"], id) not in barred or id == row["assignee_id"]
        ),
        priority=settings.priority(row["id"]),
        bundle=row["bundle_id"],
    )
    if wish.before is None:
        return visit
    whose, start = places.get(wish.before[0]), settings.second(wish.before[1])
    visit = replace(visit, before=Before(whose, start))
    if wish.pinned and whose is not None:
        return replace(visit, keeper=whose, opens=start, closes=start, bundle=None)
    return visit


def _kept(settings: Settings, row: Row, place: int, places: Mapping[int, int]) -> Visit:
    """An assigned order: at its time, or, while that is open, at any time of its window."""
    at, keeper = visit_at(row), places[row["assignee_id"]]
    if at is not None:
        start = settings.second(at.start)
        service = settings.second(at.end) - start
        return Visit(row["id"], place, start, start, service, frozenset(), PRIORITY, keeper)
    opens, closes = _opened(settings, row)
    return Visit(row["id"], place, opens, closes, _service(settings, row), frozenset(), PRIORITY, keeper)


def _service(settings: Settings, row: Row) -> int:
    hours = Decimal(row["estimated_hours"]) if row["estimated_hours"] else Decimal(1)
    return int(hours * 3600) + settings.setup_minutes * 60


def _opened(settings: Settings, row: Row) -> Stretch:
    """The first and the last moment of the date at which the order may be begun; the last before the first if there is none."""
    window = window_of(row)
    if window is None:
        return 0, -1
    day_ends = settings.second(settings.ends)
    for arrival in window.arrivals():
        opens, closes = settings.second(arrival.start), settings.second(arrival.end)
        if closes >= 0 and opens < day_ends:
            return max(opens, 0), min(closes, day_ends - 1)
    return 0, -1

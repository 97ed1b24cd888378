"""How schedules and slots look in answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NotRequired
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import events, schedules
from store.types import Money, Owner, iso, utc_time
from tools.call import Call
from tools.errors import Invalid
from tools.paging import Page
from tools.rules.sentences import worded
from tools.scheduling.availability.access import ROLES, Access
from tools.scheduling.params import LONGEST_RANGE_DAYS
from tools.scheduling.rules.kept.waiting import closes_at
from tools.scheduling.rules.settings import Settings, settings_of, with_defaults
from tools.scheduling.rules.slots import Offer, Slot
from tools.shapes import Theirs

USER_KINDS = {"person": "user", "agent": "agent"}
TYPES = {1: "appointments", 2: "work_hours", 3: "hire"}


class SlotShape(TypedDict):
    """A free slot. seats_left: what one booking can take; absent = no limit. price: for one seat."""

    schedule_id: int
    start: str
    end: str
    timezone: str
    duration: int
    seats_left: NotRequired[int | None]
    price: NotRequired[str | None]
    currency: NotRequired[str | None]
    event_id: NotRequired[int | None]
    host_ids: list[int]


class ShownSlot(SlotShape):
    """A free slot, or a full one: with waiting_open, whether one can still get in line for it."""

    waiting_open: NotRequired[bool | None]


class SkillShape(TypedDict):
    skill_id: int
    name: str
    years: NotRequired[int | None]


class CancellationShape(TypedDict):
    free_until_minutes: int
    late_refund_percent: int
    no_show_refund_percent: int


class QuestionShape(TypedDict):
    key: str
    label: str
    required: bool


class UserShape(TypedDict):
    """Somebody with a role in a schedule."""

    id: int
    owner_type: str
    name: NotRequired[Theirs | None]
    role_id: int
    role_name: str


class ScheduleShape(TypedDict):
    """A schedule. Rules (settings) and users only for those with access to it."""

    id: int
    label: Theirs
    type_id: int
    type: str
    status: str
    owner_type: str
    user_id: int
    owner_name: NotRequired[Theirs | None]
    owner_slug: NotRequired[str | None]
    slug: NotRequired[str | None]
    description: NotRequired[Theirs | None]
    private: bool
    timezone: str
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    duration: int
    durations: list[int]
    msp: int
    price: NotRequired[str | None]
    price_per: str
    currency: str
    payment: str
    cancellation: CancellationShape
    guests: bool
    questions: list[QuestionShape]
    skills: list[SkillShape]
    kal_id: NotRequired[int | None]
    parent_id: NotRequired[int | None]
    participant_id: NotRequired[int | None]
    benefitable_type: NotRequired[str | None]
    benefitable_id: NotRequired[int | None]
    billable_type: NotRequired[str | None]
    billable_id: NotRequired[int | None]
    settings: NotRequired[dict[str, Any] | None]
    files: NotRequired[list[int] | None]
    users: NotRequired[list[UserShape] | None]
    version: NotRequired[int | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


def schedule_shape(call: Call, access: Access) -> ScheduleShape:
    """A schedule with as much of it as the caller may see."""
    row, zone = access.schedule, access.schedule["timezone"]
    settings, price = settings_of(row["settings"]), row["price"] if access.sees_price else None
    shape: ScheduleShape = {
        "id": row["id"],
        "label": row["label"],
        "type_id": row["type_id"],
        "type": TYPES[row["type_id"]],
        "status": status_of(row, call.now),
        "owner_type": USER_KINDS[row["owner_type"]],
        "user_id": row["owner_id"],
        "owner_name": events.name_of(call.tx, access.owner),
        "owner_slug": schedules.owner_slug(call.tx, access.owner) if row["slug"] else None,
        "slug": row["slug"],
        "description": row["description"],
        "private": bool(row["private"]),
        "timezone": zone,
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "duration": row["duration"],
        "durations": list(dict.fromkeys((row["duration"], *settings.durations))),
        "msp": row["msp"],
        "price": price_text(price, row["currency"]),
        "price_per": row["price_per"],
        "currency": row["currency"],
        "payment": settings.payment_for(price),
        "cancellation": cancellation_shape(settings),
        "guests": settings.guests and not row["private"],
        "questions": [_question(question) for question in settings.questions],
        "skills": [dict(skill) for skill in schedules.skills_of(call.tx, row["id"])],  # type: ignore[misc]
    }
    if access.read >= 1:
        shape.update(_inside(call, access))
    return shape


def cancellation_shape(settings: Settings) -> CancellationShape:
    return {
        "free_until_minutes": settings.free_until_minutes,
        "late_refund_percent": settings.late_refund_percent,
        "no_show_refund_percent": settings.no_show_refund_percent,
    }


def status_of(row: Row, now: datetime) -> str:
    """active, ended or deleted."""
    if row["deleted_at"]:
        return "deleted"
    return "ended" if row["end_at"] and utc_time(row["end_at"]) <= now else "active"


def price_text(price: int | None, currency: str) -> str | None:
    return None if price is None else Money(price, currency).text


def slot_shape(schedule: Any, slot: Slot, zone: str | None = None, *, priced: bool = True) -> SlotShape:
    """A slot with times in the zone asked for, else the schedule's. schedule: id, timezone and currency by name. priced:
    its price is the caller's to see."""
    shown, price = zone or schedule["timezone"], slot.price if priced else None
    return {
        "schedule_id": schedule["id"],
        "start": _shown(slot.starts, shown),
        "end": _shown(slot.ends, shown),
        "timezone": shown,
        "duration": slot.minutes,
        "seats_left": slot.seats_left,
        "price": price_text(price, schedule["currency"]),
        "currency": schedule["currency"] if price is not None else None,
        "event_id": slot.event_id,
        "host_ids": [host.id for host in slot.hosts],
    }


def _shown(seconds: int, zone: str) -> str:
    """Seconds since 1970 as `iso` writes a moment; there are many slots in an answer, so without a detour over UTC."""
    return datetime.fromtimestamp(seconds, ZoneInfo(zone)).isoformat().replace("+00:00", "Z")


def page_of_slots(page: Page, slots: Iterable[Slot]) -> tuple[list[Slot], str | None]:
    """A page of slots in order of time, and the cursor of the next. Slots of the same start stay together."""
    kept: list[Slot] = []
    for slot in slots:
        if len(kept) >= page.limit and slot.starts != kept[-1].starts:
            return kept, page.next_cursor([kept[-1].starts])
        kept.append(slot)
    return kept, None


def noting_full(slots: Iterable[tuple[Slot, bool]], full: set[Slot]) -> Iterator[Slot]:
    """The slots alone; those that are full are put into `full` as they come."""
    for slot, is_full in slots:
        if is_full:
            full.add(slot)
        yield slot


def shown_slot(access: Access, slot: Slot, zone: str, now: datetime, full: Collection[Slot]) -> ShownSlot:
    """A slot that may be one of the full ones."""
    shape = slot_shape(access.schedule, slot, zone, priced=access.sees_price)
    waits = access.settings.waiting_list and closes_at(slot.start) > now if slot in full else None
    return {**shape, "waiting_open": waits}


def page_start(page: Page, start: datetime) -> datetime:
    """Where a page of slots begins: at the start, or right after the last slot of the page before."""
    key = page.key(1)
    if key is None:
        return start
    if not isinstance(key[0], int) or not 0 <= key[0] < 2**33:
        raise Invalid({"cursor": worded("is not a cursor of this list; leave it out to start again")})
    return max(start, datetime.fromtimestamp(key[0] + 1, UTC))


def asked_range(start: datetime, end: datetime, names: tuple[str, str] = ("start", "end")) -> None:
    """Invalid when a range is empty or longer than slots are computed for."""
    if end <= start:
        raise Invalid(
            {names[1]: worded("{end} must be after {names}, {start}", end=iso(end), names=names[0], start=iso(start))}
        )
    if end - start > timedelta(days=LONGEST_RANGE_DAYS):
        raise Invalid(
            {
                names[1]: worded(
                    "the range is at most {longest_range_days} days; ask for the rest in another call",
                    longest_range_days=LONGEST_RANGE_DAYS,
                )
            }
        )


def asked_times(from_time: str | None, to_time: str | None) -> None:
    """Invalid when the hours of a day that are asked for end before they begin."""
    if from_time and to_time and from_time > to_time:
        raise Invalid(
            {
                "to_time": worded(
                    "{to_time} is earlier in the day than from_time, {from_time}", to_time=to_time, from_time=from_time
                )
            }
        )


def asked_duration(offer: Offer, duration: int | None) -> None:
    """Invalid when a length is not offered."""
    if duration is not None and duration not in offer.durations:
        lengths = ", ".join(str(minutes) for minutes in offer.durations)
        raise Invalid(
            {
                "duration": worded(
                    "this schedule offers {lengths} minutes; longer time is several slots in a row", lengths=lengths
                )
            },
            next=("get_schedule",),
        )


def user_shapes(call: Call, rows: Iterable[Row]) -> Iterator[UserShape]:
    """Rows of schedule_users with names."""
    rows = list(rows)
    names = events.names_of(call.tx, [Owner(row["user_type"], row["user_id"]) for row in rows])
    for row in rows:
        yield {
            "id": row["user_id"],
            "owner_type": USER_KINDS[row["user_type"]],
            "name": names.get(Owner(row["user_type"], row["user_id"])),
            "role_id": row["role_id"],
            "role_name": ROLES[row["role_id"]],
        }


def _inside(call: Call, access: Access) -> ScheduleShape:
    """What only those with access see."""
    row = access.schedule
    payee = (row["benefitable_type"], row["benefitable_id"])
    payer = (row["billable_type"], row["billable_id"])
    by_default = ("user", row["owner_id"]) if row["owner_type"] == "person" else (None, None)
    payee = by_default if row["type_id"] == 1 and payee[1] is None else payee
    payer = by_default if row["type_id"] == 3 and payer[1] is None else payer
    return {  # type: ignore[typeddict-item]
        "kal_id": row["kal_id"],
        "parent_id": row["parent_id"],
        "participant_id": row["participant_id"],
        "benefitable_type": payee[0],
        "benefitable_id": payee[1],
        "billable_type": payer[0],
        "billable_id": payer[1],
        "settings": _settings(access),
        "files": json.loads(row["files"]),
        "users": list(user_shapes(call, schedules.users_of(call.tx, row["id"]))),
        "version": row["version"],
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


def _settings(access: Access) -> dict[str, Any]:
    """The rules; how many hours a week are paid at most is told with the price."""
    settings: dict[str, Any] = with_defaults(access.schedule["settings"])
    if not access.sees_price:
        settings.pop("weekly_limit_hours", None)
    return settings


def _question(question: Any) -> QuestionShape:
    return {"key": question["key"], "label": question["label"], "required": question.get("required", False)}

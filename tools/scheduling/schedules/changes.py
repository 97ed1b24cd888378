"""Changing schedules, and proposing changes of agreed working hours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import schedule_events, schedules
from store.types import Money, iso, utc_text, utc_time
from tools.call import Call
from tools.errors import Conflict, Invalid, WrongState
from tools.operation import operation
from tools.params import CLEARED, KEEPS_NULLS, Clearable, Currency
from tools.rules.sentences import word, worded
from tools.scheduling import params
from tools.scheduling.availability import checks
from tools.scheduling.availability.access import Access, own_schedule, seen_schedule
from tools.scheduling.availability.calendars import calendar_to_write
from tools.scheduling.availability.shapes import ScheduleShape, schedule_shape
from tools.scheduling.availability.slots import offer_of
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.rules.settings import checked, settings_of, with_kept
from tools.scheduling.schedules.agreed_hours import ProposalShape, change_agreed
from tools.scheduling.schedules.outside_hours import bookings_outside
from tools.scheduling.schedules.storing import Draft, store_changes
from tools.text import plain

TOOLSET = "schedules"


class OutsideShape(TypedDict):
    """A booking that no longer lies in the open hours; it stays valid."""

    event_id: int
    status_id: int
    start: str
    end: str


class ChangedSchedule(TypedDict):
    schedule: ScheduleShape
    bookings_outside: list[OutsideShape]
    correction: NotRequired[ProposalShape | None]


@operation(
    access="write",
    actors=("any",),
    price="free",
    zone=zone_of_schedule,
    example={"price": "50.00"},
    find=(
        "change my opening hours",
        "raise the price of a session",
        "add a holiday so nobody can book",
        "close Fridays from now on",
        "make slots shorter or longer",
        "hide my appointments from the public",
        "move the bookable hours to another calendar",
        "propose other working hours in a contract",
        "edit cancellation rules of an offer",
        "change my booking rules",
        "I don't work on Mondays any more",
        "charge more per hour",
        "change my bookable hours",
        "set another price for my slots",
        "close my calendar for bookings in August",
        "make appointments last 45 minutes from now on",
    ),
)
def update_schedule(
    call: Call,
    schedule_id: params.OwnScheduleId,
    label: params.Label | None = None,
    private: params.Private | None = None,
    settings: Annotated[
        params.SettingsInput,
        KEEPS_NULLS,
        Field(description="Replaces all settings (get_schedule shows them): null inside keeps one, [] empties a list."),
    ]
    | None = None,
    currency: Currency | None = None,
    version: Annotated[int, Field(ge=1, description="The version you read; refused when it changed since.")]
    | None = None,
    kal_id: Annotated[params.KalId, Field(description="Move it to this calendar of yours.")] | None = None,
    start: Clearable[params.Start] | None = None,
    end: Clearable[params.End] | None = None,
    duration: Annotated[params.Duration, Field(description="Length of a slot in minutes.")] | None = None,
    price: Clearable[params.Price] | None = None,
    price_per: params.PricePer | None = None,
    msp: Annotated[params.Places, Field(description="Places in one slot, 0 = no limit.")] | None = None,
    timezone: Clearable[params.RulesZone] | None = None,
    slug: Clearable[params.Slug] | None = None,
    description: Clearable[params.Description] | None = None,
    benefitable_id: Clearable[params.BenefitableId] | None = None,
    benefitable_type: params.BenefitableType | None = None,
    billable_id: Clearable[params.BillableId] | None = None,
    billable_type: params.BillableType | None = None,
    skills: Clearable[params.Skills] | None = None,
    files: Clearable[params.FileIds] | None = None,
) -> ChangedSchedule:
    """Change a schedule's rules, price, text or visibility; bookings already made keep their time, price and rules.

    settings replaces the old ones as a whole: read them with get_schedule first, preview_schedule tries new ones out.
    What is left out stays; an empty text or list clears. New rules and prices count for bookings from now on; a new
    time zone keeps the wall times and so moves the free slots. Owner or write level 3. For agreed working hours of a
    contract it becomes a proposal (correction), which the other side answers with reply_to_participation_request; the
    rate is price, the weekly limit settings.weekly_limit_hours."""
    access = own_schedule(call, schedule_id, 3, worded("change the rules"))
    _check_version(call, access, version)
    if not call.given.keys() - {"schedule_id", "version"}:
        raise Invalid({"label": worded("nothing to change was given")}, next=("get_schedule",))
    draft = _changes_of(call, access, call.given)
    if access.schedule["participant_id"] is not None:
        return _changed(call, schedule_id, change_agreed(call, access, draft))
    store_changes(call, access.schedule, draft)
    checks.warn_about_rules(call, draft.settings, access.schedule["parent_id"])
    return _changed(call, schedule_id, None)


def _check_version(call: Call, access: Access, version: int | None) -> None:
    row = access.schedule
    if version is not None and version != row["version"]:
        by = (
            worded("{kind} {id}", kind=word(row["updated_by_type"]), id=row["updated_by_id"])
            if row["updated_by_id"]
            else worded("its owner")
        )
        raise Conflict(
            worded(
                "{title} has version {version} now, not {other_version}: {by} changed it at {updated_at}. "
                "Read it again and repeat the change.",
                title=access.title,
                version=row["version"],
                other_version=version,
                by=by,
                updated_at=iso(row["updated_at"]),
            ),
            code="version_changed",
            next=("get_schedule",),
            details={"version": row["version"], "changed_by": by},
        )


def _changes_of(call: Call, access: Access, given: Mapping[str, Any]) -> Draft:
    """What the columns will be, all checks passed."""
    row = access.schedule
    columns: dict[str, Any] = {"label": plain(given["label"])} if "label" in given else {}
    columns |= {"private": int(given["private"])} if "private" in given else {}
    columns |= {name: given[name] for name in ("duration", "price_per", "msp") if name in given}
    columns |= {name: None if given[name] is CLEARED else given[name] for name in ("slug",) if name in given}
    if "description" in given:
        columns["description"] = None if given["description"] is CLEARED else checks.cleaned_text(given["description"])
    for name in ("start", "end"):
        if name in given:
            columns[f"{name}_at"] = None if given[name] is CLEARED else utc_text(given[name])
    columns |= _calendar_columns(call, row, given)
    columns |= _price_columns(call, row, given)
    columns |= _party_columns(call, row, given)
    after = {**dict(row), **columns}
    start, end = (utc_time(after[name]) if after[name] else None for name in ("start_at", "end_at"))
    checks.check_range(start, end)
    stored = checked(_wanted_settings(call, row, given), has_start=start is not None)
    if settings_of(stored).inherit and row["parent_id"] is None:
        raise Invalid(
            {"settings.inherit": worded("this schedule was not made from another one, so there is none to follow")}
        )
    checks.check_calendars(call, access.owner, stored)
    if columns.get("slug"):
        checks.check_slug(call, access.owner, columns["slug"], row["id"])
    skills = None if "skills" not in given else list(given["skills"] or [])
    checks.check_skills(call, skills or [])
    kept = json.loads(row["files"])
    files = None if "files" not in given else checks.check_files(call, given["files"] or [], kept)
    return Draft(columns, skills, files, stored)


def _wanted_settings(call: Call, row: Row, given: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = json.loads(row["settings"])
    if "settings" in given and not given["settings"]:
        call.warn('settings was empty and stays as it is; "rules": [] in it empties the hours.')
    return with_kept(given.get("settings") or {}, kept)


def _calendar_columns(call: Call, row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    zone = row["kal_timezone"]
    if given.get("kal_id", row["kal_id"]) != row["kal_id"]:
        calendar = calendar_to_write(call, given["kal_id"])
        columns["kal_id"], zone = calendar["id"], calendar["timezone"]
    if "timezone" in given:
        columns["timezone"] = zone if given["timezone"] is CLEARED else given["timezone"]
    return columns


def _price_columns(call: Call, row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """Price and currency. In another currency the number stays what it was unless a new one is given."""
    currency = given.get("currency", row["currency"])
    if currency != row["currency"] and schedule_events.has_unpaid_bookings(call.tx, row["id"], call.now):
        raise WrongState(
            worded(
                "Schedule {id} has unpaid bookings in {currency}: its currency cannot become "
                "{other_currency} before they are paid or cancelled.",
                id=row["id"],
                currency=row["currency"],
                other_currency=currency,
            ),
            state="unpaid_bookings",
            next=("pay_schedule_events", "list_upcoming_events"),
        )
    if given.get("price") is CLEARED:
        return {"currency": currency, "price": None}
    if "price" in given:
        return {"currency": currency, "price": checks.stored_price(given["price"], currency)}
    if row["price"] is None or currency == row["currency"]:
        return {"currency": currency}
    return {"currency": currency, "price": checks.stored_price(Money(row["price"], row["currency"]).decimal, currency)}


def _party_columns(call: Call, row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {}
    for name in ("benefitable", "billable"):
        kind, id = given.get(f"{name}_type"), given.get(f"{name}_id")
        if id is CLEARED:
            wanted[name] = (None, None)
        elif id is None and kind is None:
            wanted[name] = (row[f"{name}_type"], row[f"{name}_id"])
        else:
            wanted[name] = (kind or row[f"{name}_type"], id or row[f"{name}_id"])
    return checks.check_parties(call, wanted["benefitable"], wanted["billable"])


def _changed(call: Call, schedule_id: int, correction: ProposalShape | None) -> ChangedSchedule:
    access = seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    zone = access.schedule["timezone"]
    return {
        "schedule": schedule_shape(call, access),
        "bookings_outside": [
            {
                "event_id": row["id"],
                "status_id": row["status_id"],
                "start": iso(row["start_at"], zone),
                "end": iso(row["end_at"], zone),
            }
            for row in bookings_outside(call, schedule_id, offer_of(call.tx, access.schedule))
        ],
        "correction": correction,
    }

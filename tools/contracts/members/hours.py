"""The working hours, rate and weekly limit of a paid place: written down in the contract's calendar."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from store.database import Row
from store.scheduling import schedules
from store.types import Money, Owner, utc_text
from tools.call import Call
from tools.contracts.access import Stand
from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.scheduling.availability import checks
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.availability.slots import followed_settings
from tools.scheduling.rules.bookings import WORK_HOURS
from tools.scheduling.rules.settings import checked
from tools.scheduling.schedules.storing import Draft, insert_draft
from tools.text import plain

MINUTES, PLACES = 60, 1
WRITTEN_OUT = ("label", "start", "end", "timezone", "settings", "price", "currency")


@dataclass(frozen=True, slots=True)
class Hours:
    """What is asked: columns of the schedule to be made, its settings, and most billable hours a week."""

    columns: dict[str, Any]
    settings: str

    @property
    def price(self) -> int | None:
        price: int | None = self.columns["price"]
        return price

    @property
    def limit(self) -> int | None:
        limit: int | None = json.loads(self.settings).get("weekly_limit_hours")
        return limit

    @property
    def rules(self) -> list[Any]:
        """The weekly hours; empty when none are offered."""
        rules: list[Any] = json.loads(self.settings).get("rules") or []
        return rules


def hours_from(call: Call, stand: Stand, given: Mapping[str, Any], label: str, of: Collection[Owner]) -> Hours:
    """Working hours as they were given: those of a schedule, or written out. of: whose schedules may be named, besides
    those of the contract."""
    if "schedule_id" not in given:
        return _written_out(call, stand, given, label)
    both = [name for name in WRITTEN_OUT if name in given]
    if both:
        raise Invalid(
            {f"schedule.{name}": worded("is that of the schedule_id; give one or the other") for name in both}
        )
    return _copied(call, stand, given, label, of)


def store_hours(call: Call, stand: Stand, hours: Hours) -> int:
    """Put the hours into the contract's calendar; the schedule's id."""
    return insert_draft(call, Draft({**hours.columns, "contract_id": stand.id}, settings=hours.settings))


def _written_out(call: Call, stand: Stand, given: Mapping[str, Any], label: str) -> Hours:
    start, end = given.get("start"), given.get("end")
    checks.check_range(start, end)
    _check_currency(stand, given.get("currency", stand.currency))
    settings = json.loads(checked(given.get("settings", {}), has_start=start is not None))
    if settings.get("inherit"):
        raise Invalid(
            {"schedule.settings.inherit": worded("there is no schedule to follow; pass schedule_id to copy one")}
        )
    own = {
        "label": plain(given.get("label", label)),
        "start_at": utc_text(start) if start else None,
        "end_at": utc_text(end) if end else None,
        "timezone": given.get("timezone", stand.contract["timezone"]),
        "duration": MINUTES,
        "price": checks.stored_price(given.get("price"), stand.currency),
    }
    return _hours(call, stand, own, settings, given)


def _copied(call: Call, stand: Stand, given: Mapping[str, Any], label: str, of: Collection[Owner]) -> Hours:
    row = schedules.find_schedule(call.tx, given["schedule_id"])
    access = seen_schedule(call, row, given["schedule_id"])
    row = access.schedule
    in_contract = stand.id in (row["contract_id"], row["kal_contract_id"])
    if access.owner not in of and not in_contract:
        raise Invalid(
            {"schedule.schedule_id": worded("schedule {id} is neither yours nor theirs", id=row["id"])},
            next=("list_schedules",),
        )
    _check_copied(stand, row)
    settings = json.loads(followed_settings(call.tx, row["settings"], row["parent_id"]))
    settings = {name: value for name, value in settings.items() if name != "inherit"}
    kept = ("label", "start_at", "end_at", "timezone", "duration", "price")
    return _hours(call, stand, {name: row[name] for name in kept}, settings, given)


def _check_copied(stand: Stand, row: Row) -> None:
    """Invalid for a schedule that is no working hours, or priced otherwise than by the hour in the contract's currency."""
    if row["type_id"] != WORK_HOURS:
        raise Invalid(
            {"schedule.schedule_id": worded("schedule {id} is no working hours (type 2)", id=row["id"])},
            next=("list_schedules",),
        )
    if row["price"] is None:
        return
    if row["price_per"] != "hour":
        raise Invalid(
            {
                "schedule.schedule_id": worded(
                    "schedule {id} has a price per slot; work is paid by the hour", id=row["id"]
                )
            }
        )
    _check_currency(stand, row["currency"], Money(row["price"], row["currency"]))


def _check_currency(stand: Stand, currency: str, price: Money | None = None) -> None:
    if currency != stand.currency:
        named = (
            worded("the schedule's price is {price}", price=price)
            if price
            else worded("was {currency}", currency=currency)
        )
        raise Invalid(
            {
                "schedule.currency": worded(
                    "{named}; {name} is in {currency}, and nothing is converted",
                    named=named,
                    name=stand.name,
                    currency=stand.currency,
                )
            }
        )


def _hours(call: Call, stand: Stand, own: dict[str, Any], settings: dict[str, Any], given: Mapping[str, Any]) -> Hours:
    """With what all working hours of a contract have in common. Until they are agreed they belong to whoever asks."""
    if "limit" in given:
        settings["weekly_limit_hours"] = given["limit"]
    me = call.caller.owner
    columns = {
        **own,
        "kal_id": stand.contract["kal_id"],
        "owner_type": me.kind,
        "owner_id": me.id,
        "type_id": WORK_HOURS,
        "private": 1,
        "msp": PLACES,
        "price_per": "hour",
        "currency": stand.currency,
    }
    return Hours(columns, json.dumps(settings, ensure_ascii=False))


def shown_hours(call: Call, stand: Stand, given: Mapping[str, Any], user: Owner, label: str) -> int:
    """The schedule of working hours to show for a member: one of theirs, or written out into the contract's calendar."""
    if "schedule_id" not in given:
        return store_hours(call, stand, _written_out(call, stand, given, label))
    row = schedules.find_schedule(call.tx, given["schedule_id"])
    access = seen_schedule(call, row, given["schedule_id"])
    if access.owner != user:
        raise Invalid(
            {
                "schedule.schedule_id": worded(
                    "schedule {id} is not theirs; name one of {user}", id=access.id, user=user
                )
            },
            next=("list_schedules",),
        )
    return access.id

"""A job that somebody is looked for: where, when, how long, and what it asks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from store.companies.companies import terms_of
from store.database import Row
from store.types import Money
from tools.call import Call
from tools.errors import Invalid
from tools.rules.places import Point
from tools.rules.sentences import worded
from tools.text import plain
from tools.work_orders.access import order_of_company, window_of
from tools.work_orders.day_plans.rules.day import Stretch
from tools.work_orders.matching.candidates import offer_of, site_of
from tools.work_orders.references import company_id, types_given
from tools.work_orders.rules.candidates import Offer
from tools.work_orders.rules.drafts import NotReady
from tools.work_orders.rules.qualifications import Rule, RuleInput, parse_rules

LONGEST = timedelta(hours=72)
USUAL_HOURS = (8, 18)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. work: the order, or as much of one as the filters look at. within: in working hours only."""

    place: Point
    start: datetime
    end: datetime
    duration: timedelta
    zone: str
    work: Mapping[str, Any]
    offer: Offer
    radius_km: Decimal
    within: bool


def asked_for(call: Call, given: Mapping[str, Any]) -> Asked:
    row = order_of_company(call, given["work_order_id"]) if given.get("work_order_id") else None
    place, start, end, duration = (
        given.get("place"),
        given.get("start"),
        given.get("end"),
        given.get("duration_minutes"),
    )
    site = Point(place["latitude"], place["longitude"]) if place else None
    window = window_of(row) if row is not None else None
    if row is not None and site is None:
        site = _site_of(row)
    start, end = start or (window.start if window else None), end or (window.last_end if window else None)
    if site is None or start is None or end is None:
        lacking = [name for name, value in (("place", site), ("start", start), ("end", end)) if value is None]
        raise Invalid(dict.fromkeys(lacking, worded("is needed, or a work_order_id that says it")))
    _check_span(call, start, end, row is not None)
    length = timedelta(minutes=duration) if duration else window.duration if window else timedelta(hours=1)
    zone = row["time_zone"] if row is not None else terms_of(call.tx, company_id(call))["timezone"]
    work: dict[str, Any] = _work(call, site) if row is None else {**dict(row), **_at(site)}
    if given.get("type_of_work_id"):
        types_given(call, [{"id": given["type_of_work_id"]}])
    work["type_of_work_id"] = given.get("type_of_work_id") or work["type_of_work_id"]
    offer = _offer(call, row, given)
    return Asked(
        site,
        start,
        end,
        length,
        zone,
        work,
        offer,
        given.get("radius_km") or Decimal(50),
        given.get("hours") == "within",
    )


def _check_span(call: Call, start: datetime, end: datetime, of_order: bool) -> None:
    if end <= start:
        raise Invalid({"end": worded("must be after start")})
    if end - start > LONGEST:
        raise Invalid({"end": worded("must be at most 72 hours after start")})
    if end <= call.now:
        next = ("update_work_order_schedule",) if of_order else ()
        raise Invalid({"end": worded("is over: nobody can come any more")}, next=next)


def _site_of(row: Row) -> Point:
    site = site_of(row)
    if site is None:
        raise NotReady(
            worded(
                "Work order {id} has no coordinates, so nobody knows how far it is. Set them, or pass place.",
                id=row["id"],
            ),
            next=("update_work_order_location",),
            details={"missing": ["location.latitude", "location.longitude"]},
        )
    return site


def _work(call: Call, site: Point) -> dict[str, Any]:
    """As much of an order as the filters look at, for a job that is no order yet."""
    company = company_id(call)
    currency = terms_of(call.tx, company)["currency"]
    return {"id": 0, "company_id": company, "currency": currency, "type_of_work_id": None, **_at(site)}


def _at(site: Point) -> dict[str, Any]:
    return {"location_mode": "custom", "latitude": site.latitude, "longitude": site.longitude}


def _offer(call: Call, row: Row | None, given: Mapping[str, Any]) -> Offer:
    """The rules of the order, or those given; its pay, or the highest rate given."""
    offer = offer_of(call, row) if row is not None else Offer((), None, None, None, None)
    offer = replace(offer, window=None)
    if given.get("qualifications"):
        offer = replace(offer, rules=tuple(_rules(given["qualifications"])))
    if given.get("max_rate") is not None:
        currency = terms_of(call.tx, company_id(call))["currency"]
        offer = replace(offer, pay_type="hourly", base=Money.of(given["max_rate"], currency), base_units=Decimal(1))
    return offer


def _rules(given: Sequence[Mapping[str, Any]]) -> list[Rule]:
    inputs = [
        RuleInput(each["type"], each.get("name"), each.get("operator"), plain(each["value"]), each.get("required"))
        for each in given
    ]
    return parse_rules(inputs, "qualifications")


def whole_days(asked: Asked) -> tuple[datetime, datetime]:
    """From the midnight before the time asked for to the one after it, where the job is."""
    days = dates_of(asked)
    return moment_of(days[0][0]), moment_of(days[-1][1])


def dates_of(asked: Asked) -> list[Stretch]:
    here = ZoneInfo(asked.zone)
    day, last = asked.start.astimezone(here).date(), asked.end.astimezone(here).date()
    found = []
    while day <= last:
        midnights = [datetime.combine(day + timedelta(days=more), time(), tzinfo=here) for more in (0, 1)]
        found.append((second_of(midnights[0]), second_of(midnights[1])))
        day += timedelta(days=1)
    return found


def usual_hours(asked: Asked) -> list[Stretch]:
    """08:00 to 18:00 of each date."""
    here, found = ZoneInfo(asked.zone), []
    for begins, _ in dates_of(asked):
        day = moment_of(begins).astimezone(here).date()
        opens, closes = (datetime.combine(day, time(hour), tzinfo=here) for hour in USUAL_HOURS)
        found.append((second_of(opens), second_of(closes)))
    return found


def second_of(moment: datetime) -> int:
    return ceil(moment.timestamp())


def moment_of(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)

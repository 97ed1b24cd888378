"""From what a work order is given with to what is stored: text, service window, site, pay terms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from store.companies.companies import terms_of
from store.database import Row
from store.people.identity import folded
from store.types import Money, iso
from store.work_orders import catalog, saved_locations
from store.work_orders.entries import Entry
from tools.call import Call
from tools.errors import Invalid
from tools.rules.places import unit_point
from tools.rules.sentences import told_by, word, worded
from tools.text import html, plain
from tools.work_orders.access import window_of
from tools.work_orders.money import terms
from tools.work_orders.references import company_id, invalid_reference
from tools.work_orders.rules.location import ADDRESS, POINT, check_location
from tools.work_orders.rules.pay import HUNDRED, Calculation, PayType, Terms, terms_from
from tools.work_orders.rules.schedule import window_columns, window_from
from tools.work_orders.rules.service_window import ServiceWindow
from tools.work_orders.rules.site_zone import doubt, zone_at, zone_of_site, zones_of

PLAIN = ("closing_notes", "incident_id")
HTML = ("description", "confidential", "standard_instructions")
SPHERE = ("site_x", "site_y", "site_z")
FLAGS = ("require_ontime", "require_gps", "allow_counter_offers")


def text_columns(given: Mapping[str, Any]) -> dict[str, Any]:
    """Title, texts, flags and hours as stored; a value of None empties."""
    columns: dict[str, Any] = {}
    if "title" in given:
        title = plain(given["title"])
        if not title:
            raise Invalid({"title": worded("must not be blank")})
        columns |= {"title": title, "title_folded": folded(title)}
    columns |= {name: plain(given[name]) or None if given[name] else None for name in PLAIN if name in given}
    columns |= {name: html(given[name]) or None if given[name] else None for name in HTML if name in given}
    columns |= {name: int(given[name]) for name in FLAGS if name in given}
    if "estimated_hours" in given:
        hours = given["estimated_hours"]
        columns["estimated_hours"] = None if hours is None else f"{Decimal(hours).normalize():f}"
    return columns


def schedule_columns(
    call: Call, given: Mapping[str, Any], row: Row | None, location: Mapping[str, Any]
) -> tuple[dict[str, Any], ServiceWindow | None]:
    """The stored window after a new schedule or new expected hours; {} when neither was given.

    location: the location columns written in the same act, for their time zone."""
    schedule = given.get("schedule")
    hours = given["estimated_hours"] if "estimated_hours" in given else row["estimated_hours"] if row else None
    estimated = Decimal(hours) if hours is not None else None
    before = window_of(row) if row is not None else None
    if not schedule:
        if before is None or ("estimated_hours" not in given and "time_zone" not in location):
            return {}, None
        zone = location.get("time_zone", before.zone)
        moved = ServiceWindow(before.mode, before.start, before.end, estimated, zone)
        return window_columns(moved), moved
    zone = schedule.get("time_zone") or location.get("time_zone") or (row["time_zone"] if row else company_zone(call))
    mode = schedule.get("mode") or (before.mode if before else None)
    start = schedule.get("start") or (before.start if before else None)
    end = schedule.get("end")
    if end is None and before is not None and "start" not in schedule and mode != "exact":
        end = before.end
    window = window_from(mode, start, end, zone, estimated)
    columns = window_columns(window)
    if "schedule_note" in schedule:
        columns["schedule_note"] = plain(schedule["schedule_note"]) or None
    return columns, window


def company_zone(call: Call) -> str:
    zone: str = terms_of(call.tx, company_id(call))["timezone"]
    return zone


def location_columns(
    call: Call, location: Mapping[str, Any], row: Row | None, schedule: Mapping[str, Any]
) -> dict[str, Any]:
    """The stored site. Replaces the whole location but for its notes; a saved one is copied as it is now.

    schedule: as given in the same act, {} for none; the offset of its times can tell the site's zone."""
    check_location(location)
    columns: dict[str, Any]
    if location["mode"] == "saved":
        site = saved_site(call, location["saved_location_id"])
        columns = {name: site[name] for name in (*ADDRESS, *POINT)}
        columns |= {
            "saved_location_id": site["id"],
            "location_type": site["type_id"],
            "location_name": location.get("display_name") or site["display_name"] or site["name"],
            "time_zone": site["time_zone"],
        }
    else:
        columns = {name: location.get(name) for name in (*ADDRESS, *POINT)}
        columns |= {
            "saved_location_id": None,
            "location_type": location.get("type_id", 1),
            "location_name": location.get("display_name"),
        }
    columns["location_mode"] = location["mode"]
    columns |= site_point(columns["latitude"], columns["longitude"])
    if location["mode"] == "custom":
        columns |= _zone_column(call, location, row, schedule)
    columns |= {name: plain(value) for name, value in columns.items() if isinstance(value, str)}
    if location.get("notes"):
        columns["location_notes"] = _with_note(call, row, location["notes"])
    return columns


def _zone_column(
    call: Call, location: Mapping[str, Any], row: Row | None, schedule: Mapping[str, Any]
) -> dict[str, Any]:
    """The zone of an address or point; {} when the schedule names it. Invalid asks for it where it matters and only the
    client can tell."""
    if location.get("time_zone"):
        return {"time_zone": location["time_zone"]}
    if schedule.get("time_zone"):
        return {}
    at_hand = company_zone(call) if row is None else row["time_zone"]
    zone = proposed_zone(call, location, schedule.get("start"), at_hand, "location.time_zone")
    if zone is not None:
        return {"time_zone": zone}
    if schedule or (row is not None and row["start_at"]):
        raise Invalid(
            {"location.time_zone": zone_needed(location["country"], worded("neither address nor times tell it"))}
        )
    call.warn(f"The site's time zone is taken to be {at_hand}; pass location.time_zone if it is another.")
    return {"time_zone": at_hand}


def proposed_zone(call: Call, site: Mapping[str, Any], start: datetime | None, at_hand: str, field: str) -> str | None:
    """The zone that a site's coordinates or else its country tell; what the map proposes is said in the answer's warnings.

    at_hand decides between zones that fit alike; field: where another zone is passed."""
    if not has_point(site):
        return zone_of_site(site["country"], start, at_hand)
    zone = zone_at(site["latitude"], site["longitude"])
    if zone is not None:
        why = doubt(zone, site["latitude"], site["longitude"], site["country"], call.now)
        call.warn(f"The map puts the site in {zone}; pass {field} if it is another.{f' {why}' if why else ''}")
        return zone
    zone = zone_of_site(site["country"], start, at_hand)
    if zone is not None:
        call.warn(f"The coordinates lie at sea; the site is taken to be in {zone}; pass {field} if it is another.")
    return zone


def has_point(site: Mapping[str, Any]) -> bool:
    return all(site.get(name) is not None for name in POINT)


def zone_needed(country: str, why: str) -> str:
    """What is said of a zone that only the client can tell."""
    some = ", ".join(zones_of(country)[:4]) or "Europe/Berlin"
    return worded("is needed, as {why}: the IANA zone of the site, such as {some}", why=why, some=some)


def site_point(latitude: float | None, longitude: float | None) -> dict[str, float | None]:
    """The columns that hold a site as a point of the unit sphere."""
    return dict(zip(SPHERE, unit_point(latitude, longitude), strict=True))


def saved_site(call: Call, id: int) -> Row:
    """A saved location of the company that is in use."""
    site = saved_locations.find(call.tx, company_id(call), id)
    if site is None or not site["active"]:
        fault = worded("your company has no saved location {id}", id=id)
        raise invalid_reference("location.saved_location_id", fault, "list_saved_locations")
    return site


def _with_note(call: Call, row: Row | None, text: str) -> str:
    notes = json.loads(row["location_notes"]) if row is not None else []
    note = {"id": len(notes) + 1, "text": plain(text), "author": call.caller.name, "created_at": iso(call.now)}
    return json.dumps([*notes, note], ensure_ascii=False)


def pay_columns(given: Mapping[str, Any], row: Row | None, currency: str) -> dict[str, Any]:
    """The stored terms after what was given of them; what is left out stays as it is."""
    columns: dict[str, Any] = {}
    if any(name in given for name in ("type", "base", "additional")):
        columns |= _terms_columns(_merged_terms(given, row, currency))
    if "payment_terms_days" in given:
        columns["payment_terms_days"] = given["payment_terms_days"]
    if "cancellation_fee" in given:
        columns |= _cancellation_columns(given["cancellation_fee"], currency)
    return columns


def _merged_terms(given: Mapping[str, Any], row: Row | None, currency: str) -> Terms:
    before = terms(row) if row is not None else None
    type = cast("PayType | None", given.get("type") or (before.type if before else None))
    base, additional = dict(given.get("base") or {}), dict(given.get("additional") or {})
    if before is not None and before.type == type:
        base = {"amount": before.base.decimal, "units": before.base_units, **base}
        if type == "blended":
            additional = {"amount": before.additional.decimal, "units": before.additional_units, **additional}
    return terms_from(type, base, additional, currency)


def _terms_columns(terms: Terms) -> dict[str, Any]:
    blended = terms.type == "blended"
    return {
        "pay_type": terms.type,
        "base_amount": terms.base.amount,
        "base_units": f"{terms.base_units.normalize():f}",
        "additional_amount": terms.additional.amount if blended else None,
        "additional_units": f"{terms.additional_units.normalize():f}" if blended else None,
    }


def _cancellation_columns(fee: Mapping[str, Any], currency: str) -> dict[str, Any]:
    calculation = cast(Calculation, fee.get("calculation", "fixed"))
    amount: Decimal = fee["amount"]
    if calculation == "percent" and amount > HUNDRED:
        raise Invalid({"pay.cancellation_fee.amount": worded("must be at most 100 percent")})
    if calculation == "fixed":
        try:
            Money.of(amount, currency)
        except ValueError as error:
            raise Invalid({"pay.cancellation_fee.amount": told_by(error)}) from error
    return {
        "cancellation_calculation": calculation,
        "cancellation_amount": f"{amount:f}",
        "cancellation_hours24": int(fee.get("hours24_applicable", True)),
    }


def extras_given(call: Call, pay: Mapping[str, Any]) -> tuple[list[Entry], list[Entry]]:
    """The company's bonuses and penalties that pay terms name; Invalid for one it does not have."""
    bonuses = [_entry(call, "bonus", id) for id in pay.get("bonus_ids", ())]
    penalties = [_entry(call, "penalty", id) for id in pay.get("penalty_ids", ())]
    return bonuses, penalties


def _entry(call: Call, kind: str, id: int) -> Entry:
    found = (catalog.bonus if kind == "bonus" else catalog.penalty)(call.tx, company_id(call), id)
    if found is None:
        tool = "list_company_bonuses" if kind == "bonus" else "list_company_penalties"
        raise invalid_reference(
            worded("pay.{kind}_ids", kind=kind), worded("your company has no {kind} {id}", kind=word(kind), id=id), tool
        )
    return found

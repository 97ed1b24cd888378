"""In whose time a visit is meant that is given together with its site: by the clocks there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tools.call import Call
from tools.errors import Refusal
from tools.params import MAX_ID
from tools.rules.countries import COUNTRIES
from tools.work_orders.access import zone_of_order
from tools.work_orders.drafting.changeset import company_zone, saved_site
from tools.work_orders.rules.location import POINT
from tools.work_orders.rules.site_zone import zone_at, zone_of_site

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,2})(\.[0-9]{1,40})?")


def zone_of_site_given(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone of the site that a call brings along, else of its order; None when neither tells it.

    The arguments may be refused yet, so nothing is taken for what it should be."""
    site = arguments.get("location")
    zone = _zone_of(call, site) if isinstance(site, Mapping) else None
    return zone or zone_of_order(call, arguments)


def zone_of_point(point: object) -> str | None:
    """The time zone of the map at a point with latitude and longitude; None for what is no such point."""
    if not isinstance(point, Mapping):
        return None
    latitude, longitude = (_degrees(point.get(name)) for name in POINT)
    if latitude is None or longitude is None:
        return None
    return zone_at(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _degrees(sent: object) -> float | None:
    """A number as it is sent, also as text."""
    read = json.loads(sent) if isinstance(sent, str) and _DECIMAL.fullmatch(sent) else sent
    return read if isinstance(read, int | float) else None


def _zone_of(call: Call, site: Mapping[str, Any]) -> str | None:
    mode, id, country = site.get("mode"), site.get("saved_location_id"), site.get("country")
    try:
        if mode == "saved":
            return str(saved_site(call, id)["time_zone"]) if isinstance(id, int) and 0 < id <= MAX_ID else None
        if mode != "custom":
            return None
        found = zone_of_point(site)
        if found is None and isinstance(country, str) and (code := country.strip().upper()) in COUNTRIES:
            found = zone_of_site(code, None, company_zone(call))
        return found
    except Refusal:
        return None

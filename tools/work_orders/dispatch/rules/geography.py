"""Where a territory is: what was given put over what there was, and what cannot be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tools.errors import Invalid
from tools.rules.countries import COUNTRIES
from tools.rules.places import Point
from tools.rules.sentences import told_by, worded
from tools.work_orders.matching.rules.polygons import geometry, read
from tools.work_orders.matching.rules.postal_codes import PostalCode, postal_code

MOST_CODES = 2000
NO_GEOGRAPHY = worded("needs center with radius_km, postal_codes with countries, or a polygon")


@dataclass(frozen=True, slots=True)
class Geography:
    """A circle, postal codes of countries, a polygon (GeoJSON text): whatever there is."""

    center: Point | None = None
    radius_km: Decimal | None = None
    codes: tuple[PostalCode, ...] = ()
    countries: tuple[str, ...] = ()
    polygon: str | None = None

    @property
    def is_empty(self) -> bool:
        return self.center is None and not self.codes and self.polygon is None


def with_given(before: Geography, given: Mapping[str, Any]) -> Geography:
    """The geography with the parameters given over it; None takes away what was there. Invalid for what is no place, or none at
    all any more."""
    after = _with_circle(before, given)
    after = _with_codes(after, given)
    if "polygon" in given:
        after = replace(after, polygon=None if given["polygon"] is None else _polygon(given["polygon"]))
    if after.is_empty:
        raise Invalid({"center": NO_GEOGRAPHY})
    return after


def not_there(before: Geography, written: Iterable[str]) -> list[str]:
    """Of codes to take away those that are not there."""
    there = {code.key for code in before.codes}
    return [code.written for code in _codes(list(written), "postal_codes_remove") if code.key not in there]


def _with_circle(before: Geography, given: Mapping[str, Any]) -> Geography:
    center, radius = before.center, before.radius_km
    if "center" in given and given["center"] is None:
        center, radius = None, None
    if given.get("center"):
        center = Point(given["center"]["latitude"], given["center"]["longitude"])
    if given.get("radius_km"):
        radius = given["radius_km"]
    if (center is None) != (radius is None):
        missing, there = ("radius_km", "center") if radius is None else ("center", "radius_km")
        raise Invalid({missing: worded("is needed with {there}", there=there)})
    return replace(before, center=center, radius_km=radius)


def _with_codes(before: Geography, given: Mapping[str, Any]) -> Geography:
    codes = {code.key: code for code in before.codes}
    if "postal_codes" in given:
        codes = {code.key: code for code in _codes(given["postal_codes"] or (), "postal_codes")}
    for code in _codes(given.get("postal_codes_remove") or (), "postal_codes_remove"):
        codes.pop(code.key, None)
    for code in _codes(given.get("postal_codes_add") or (), "postal_codes_add"):
        codes[code.key] = code
    countries = _countries(given["countries"]) if given.get("countries") else before.countries
    if codes and not countries:
        raise Invalid({"countries": worded("is needed with postal_codes: whose codes they are, such as US")})
    if len(codes) > MOST_CODES:
        raise Invalid(
            {
                "postal_codes": worded(
                    "at most {most_codes}; these would be {count}. Use prefixes such as 554*",
                    most_codes=MOST_CODES,
                    count=len(codes),
                )
            }
        )
    return replace(before, codes=tuple(codes.values()), countries=countries if codes else ())


def _codes(written: Sequence[str], field: str) -> list[PostalCode]:
    faults: dict[str, str] = {}
    found = []
    for place, text in enumerate(written):
        try:
            found.append(postal_code(text))
        except ValueError as fault:
            faults[f"{field}[{place}]"] = told_by(fault)
    if faults:
        raise Invalid(faults)
    return found


def _countries(given: Sequence[str]) -> tuple[str, ...]:
    found = tuple(sorted({country.upper() for country in given}))
    unknown = [country for country in found if country not in COUNTRIES]
    if unknown:
        raise Invalid(
            {
                "countries": worded(
                    "{unknown}: must be the two letters of a country, such as US", unknown=", ".join(unknown)
                )
            }
        )
    return found


def _polygon(given: Mapping[str, Any]) -> str:
    """The area alone, as GeoJSON text: names and whatever else map programs put around it are not kept."""
    try:
        read(given)
    except ValueError as fault:
        raise Invalid({"polygon": told_by(fault)}) from None
    return json.dumps(dict(geometry(given)), separators=(",", ":"))

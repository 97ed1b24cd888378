"""What a provider declares, as it is stored: papers, insurance, home, rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from store.folding import address_key
from store.types import Money
from tools.errors import Invalid
from tools.rules.countries import COUNTRIES
from tools.rules.sentences import told_by, worded

Stored = dict[str, Any]


def papers(given: Sequence[Mapping[str, Any]]) -> list[Stored]:
    """Certificates or licences as stored, days as text; what is there twice once."""
    found: dict[tuple[Any, ...], Stored] = {}
    for each in given:
        paper = {name: _day(value) for name, value in each.items() if value not in (None, "")}
        key = (address_key(paper["name"]), *(paper.get(name) for name in ("number", "state", "expires")))
        found.setdefault(key, paper)
    return list(found.values())


def insurance(given: Mapping[str, Any]) -> Stored:
    """An insurance as stored: amount as text, the day as text."""
    kept = {name: _day(value) for name, value in given.items() if value not in (None, "")}
    if isinstance(kept.get("amount"), Decimal):
        kept["amount"] = format(kept["amount"], "f")
    return kept


def names_once(names: Sequence[str]) -> list[str]:
    """Names in their order, each once whatever its capitals."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(address_key(name), name)
    return list(found.values())


def travel(kilometres: Decimal) -> float:
    """How far somebody goes, to 0.1 km and at least that."""
    return max(1, int((kilometres * 10).to_integral_value(rounding=ROUND_HALF_UP))) / 10


def home(given: Mapping[str, Any]) -> Stored:
    """Columns of a home, which replaces the one before; Invalid for half a coordinate and a country there is not."""
    faults = {}
    north, east = given.get("latitude"), given.get("longitude")
    if (north is None) != (east is None):
        missing = "longitude" if east is None else "latitude"
        faults[f"home.{missing}"] = worded("is needed: half a coordinate is no place; give both or neither")
    country = (given.get("country") or "").strip().upper() or None
    if country is not None and country not in COUNTRIES:
        faults["home.country"] = worded("{country!r} is no country of ISO 3166-1, such as US", country=country)
    if faults:
        raise Invalid(faults)
    texts = {name: given.get(name) or None for name in ("city", "state", "zip")}
    return {
        **texts,
        "country": country,
        "latitude_e6": None if north is None else round(north * 1_000_000),
        "longitude_e6": None if east is None else round(east * 1_000_000),
    }


NO_HOME: Stored = dict.fromkeys(("city", "state", "zip", "country", "latitude_e6", "longitude_e6"))


def rates(given: Mapping[str, Mapping[str, Any] | None], currency: str) -> Stored:
    """Minimum rates as stored, {hourly | device: {amount, currency}}; a rate of 0 is none. currency: where none is named."""
    found: Stored = {}
    faults = {}
    for name, rate in given.items():
        if rate is None:
            continue
        try:
            money = Money.of(rate["amount"], rate.get("currency") or currency)
        except ValueError as fault:
            faults[f"minimum_rates.{name}.amount"] = told_by(fault)
            continue
        if money.amount:
            found[name] = {"amount": money.text, "currency": money.currency}
    if faults:
        raise Invalid(faults)
    return found


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

"""Providers as candidates for a work order: everything the filters and the ranking look at, loaded and put together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from store.approvals.freezes import frozen_payees
from store.database import Row
from store.providers import providers
from store.types import Money, Owner
from store.work_orders import qualifications as work_order_qualifications
from tools.call import Call
from tools.rules.places import Point, distance_km
from tools.rules.ratings import mean
from tools.work_orders.access import window_of
from tools.work_orders.matching.busy import movable_of, taken_of
from tools.work_orders.money import terms
from tools.work_orders.rules.candidates import Candidate, Offer
from tools.work_orders.rules.qualifications import Facts, Rule
from tools.work_orders.rules.service_window import ServiceWindow, Span, may_search


def offer_of(call: Call, row: Row) -> Offer:
    """What a loaded order asks of its provider and pays."""
    agreed = terms(row)
    header = work_order_qualifications.header(call.tx, row["id"])
    return Offer(
        rules=tuple(rules_of(call, row["id"])),
        window=window_of(row),
        pay_type=row["pay_type"],
        base=agreed.base if agreed else None,
        base_units=agreed.base_units if agreed else None,
        ignores_missing=bool(header and header["ignored_missing_qualifications"]),
        site=site_of(row),
    )


def rules_of(call: Call, order_id: int) -> list[Rule]:
    return [
        Rule(
            type=row["type"],
            name=row["name"],
            operator=row["operator"],
            values=tuple(json.loads(row["value"])),
            required=bool(row["required"]),
            weight=row["weight"],
            id=row["id"],
        )
        for row in work_order_qualifications.rules(call.tx, order_id)
    ]


def site_of(row: Row) -> Point | None:
    """Where the visit takes place; None for remote orders and sites without coordinates."""
    if row["location_mode"] == "remote" or row["latitude"] is None:
        return None
    return Point(row["latitude"], row["longitude"])


def candidates(call: Call, row: Row, tiers: Mapping[int, int], window: ServiceWindow | None = None) -> list[Candidate]:
    """Candidates for an order from {person id: tier order}, by id. window: of a counter-offer, instead of the order's.

    People who are no providers come as inactive ones."""
    return _loaded(call, row, tiers, window or window_of(row))


def timeless(call: Call, row: Row, ids: Collection[int]) -> list[Candidate]:
    """Candidates without what takes their time: for questions about facts alone."""
    return _loaded(call, row, dict.fromkeys(ids, 1), None)


def _loaded(call: Call, row: Row, tiers: Mapping[int, int], window: ServiceWindow | None) -> list[Candidate]:
    ids = sorted(tiers)
    known = _Known.load(call, row, ids)
    profiles = {profile["person_id"]: profile for profile in providers.profiles(call.tx, ids)}
    around = may_search(window) if window else None
    taken = taken_of(call, ids, around, row["id"]) if around else {}
    movable = movable_of(call, ids, around, row["id"]) if around else {}
    site, nothing = site_of(row), ()
    return [
        _candidate(
            call, row, site, id, tiers[id], profiles.get(id), known, taken.get(id, nothing), movable.get(id, nothing)
        )
        for id in ids
    ]


def candidate(call: Call, row: Row, person_id: int, window: ServiceWindow | None = None) -> Candidate:
    return candidates(call, row, {person_id: 1}, window)[0]


@dataclass(frozen=True, slots=True)
class _Known:
    """Facts of many people, loaded once for all of them."""

    blocked: set[int]
    excluded: set[int]
    declined: set[int]
    completed: dict[int, int]
    types: dict[int, set[str]]
    languages: dict[int, set[str]]
    networks: dict[int, set[str]]
    pools: dict[int, set[str]]
    notes: dict[int, dict[str, str]]
    standard: frozenset[str]

    @classmethod
    def load(cls, call: Call, row: Row, ids: Collection[int]) -> _Known:
        tx, company_id, order_id = call.tx, row["company_id"], row["id"]
        pools: dict[int, set[str]] = defaultdict(set)
        for each in providers.talent_pools(tx, company_id, ids):
            pools[each["person_id"]] |= {str(each["tier_id"]), each["uuid"]}
        notes: dict[int, dict[str, str]] = defaultdict(dict)
        for each in providers.pool_notes(tx, company_id, ids):
            notes[each["person_id"]][each["name"].casefold()] = each["value"]
        return cls(
            # Whom the company has stopped as payees it does not order from either.
            providers.blocked(tx, company_id, ids) | frozen_payees(tx, Owner("company", company_id), ids),
            providers.excluded(tx, order_id, ids),
            providers.declined(tx, order_id, ids),
            providers.completed(tx, company_id, ids),
            _sets(providers.types_of_work(tx, ids)),
            _sets(providers.languages(tx, ids)),
            _sets(providers.private_networks(tx, ids)),
            pools,
            notes,
            frozenset(str(id) for id in providers.standard_networks(tx)),
        )


def _candidate(
    call: Call,
    row: Row,
    site: Point | None,
    id: int,
    tier: int,
    profile: Row | None,
    known: _Known,
    taken: tuple[Span, ...],
    movable: tuple[ServiceWindow, ...],
) -> Candidate:
    if profile is None:
        return Candidate(id, active=False, blocked=id in known.blocked, tier_order=tier)
    home = _home(profile)
    way = Decimal(str(distance_km(home, site))) if home and site else None
    hourly, device = _minimum_rates(profile["minimum_rates"], row["currency"])
    travel = profile["max_travel_km"]
    return Candidate(
        user_id=id,
        active=bool(profile["active"]),
        blocked=id in known.blocked,
        removed_before=id in known.excluded,
        declined=id in known.declined,
        home=home,
        max_travel_km=None if travel is None else Decimal(str(travel)),
        minimum_hourly=hourly,
        minimum_device=device,
        completed_for_company=known.completed.get(id, 0),
        tier_order=tier,
        facts=_facts(call.now.date(), profile, known, way),
        taken=taken,
        movable=movable,
    )


def _facts(today: date, profile: Row, known: _Known, way: Decimal | None) -> Facts:
    id = profile["person_id"]
    insurance = _object(profile["insurance"])
    insured = bool(insurance.get("kind")) and _valid(insurance, today)
    return Facts(
        rating=mean(profile["rating_sum"], profile["rating_count"]),
        jobs_completed=profile["jobs_completed"],
        certification=_valid_names(profile["certifications"], today),
        license=_valid_names(profile["licenses"], today),
        insurance=frozenset({str(insurance["kind"])}) if insured else frozenset(),
        insurance_amount=_decimal(insurance.get("amount")) if insured else None,
        background_check=_object(profile["background_check"]).get("status"),
        drug_test=_object(profile["drug_test"]).get("status"),
        type_of_work=frozenset(known.types.get(id, ())),
        language=frozenset(known.languages.get(id, ())),
        equipment=_names(profile["equipment"]),
        distance_km=way,
        network=known.standard | known.networks.get(id, set()),
        talent_pool=frozenset(known.pools.get(id, ())),
        attributes=known.notes.get(id, {}),
    )


def _home(profile: Row) -> Point | None:
    if profile["latitude_e6"] is None:
        return None
    return Point(profile["latitude_e6"] / 1_000_000, profile["longitude_e6"] / 1_000_000)


# What is read again and again in the same words, as most people have no papers, or the same.
_SEEN = 4096


@lru_cache(maxsize=_SEEN)
def _names(names: str) -> frozenset[str]:
    return frozenset(str(name) for name in json.loads(names))


@lru_cache(maxsize=_SEEN)
def _valid_names(papers: str, today: date) -> frozenset[str]:
    return frozenset(str(paper["name"]) for paper in json.loads(papers) if _valid(paper, today))


def _valid(paper: Mapping[str, Any], today: date) -> bool:
    """Whether a certificate, licence or insurance has not run out."""
    expires = paper.get("expires")
    return expires is None or date.fromisoformat(str(expires)[:10]) >= today


@lru_cache(maxsize=_SEEN)
def _minimum_rates(rates: str | None, currency: str) -> tuple[Money | None, Money | None]:
    """The least somebody works for by the hour and by the device."""
    kept = _object(rates)
    return _rate(kept.get("hourly"), currency), _rate(kept.get("device"), currency)


def _rate(value: Any, currency: str) -> Money | None:
    """A minimum rate as stored: {amount, currency}, or a number that holds in any currency. Others do not compare."""
    if isinstance(value, dict) and value.get("currency", currency) != currency:
        return None
    amount = _decimal(value)
    try:
        return None if amount is None else Money.of(amount, currency)
    except ValueError:
        return None


def _decimal(value: Any) -> Decimal | None:
    number = value.get("amount") if isinstance(value, dict) else value
    try:
        return None if number is None else Decimal(str(number))
    except InvalidOperation:
        return None


def _object(text: str | None) -> dict[str, Any]:
    return json.loads(text) if text else {}


def _sets(rows: Sequence[Row]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        found[row["person_id"]].add(str(row["value"]))
    return found

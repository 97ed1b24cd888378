"""A person as a field worker or as somebody who manages field work, told to one who may see them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.people.members import find_company
from store.providers import providers
from store.work_orders import circles, sight
from tools.call import Call
from tools.rules.ratings import hundredths, mean
from tools.shapes import NamedShape, Theirs
from tools.specialists.reveals import CHANNELS, record_shown
from tools.uploads.reading import file_uri
from tools.work_orders.catalog.rules.profiles import Home, home_of, rate_text

# What the person is to the caller: themself, of the same company, somebody it could send, or a manager of a company that
# the caller was assigned by.
Relation = Literal["self", "member", "provider", "manager"]


class Rating(TypedDict):
    """marketplace: by everybody; company: by yours. count: how many ratings marketplace stands on."""

    marketplace: NotRequired[str | None]
    company: NotRequired[str | None]
    count: int


class JobsCompleted(TypedDict):
    total: int
    company: NotRequired[int | None]


class Paper(TypedDict):
    name: Theirs
    expires: NotRequired[str | None]


class Check(TypedDict):
    """Noted by the operator of the hall. status: passed, failed or pending."""

    status: NotRequired[str | None]
    date: NotRequired[str | None]


class Insurance(TypedDict):
    kind: NotRequired[Theirs | None]
    amount: NotRequired[str | None]
    expires: NotRequired[str | None]


class MinimumRates(TypedDict):
    hourly: NotRequired[str | None]
    device: NotRequired[str | None]


class PoolShape(TypedDict):
    """A tier of a talent pool group."""

    talent_pool_group_id: str
    name: str
    tier_id: int
    tier: str


class CompanyNote(TypedDict):
    """What the company has noted on a member of its pools."""

    name: str
    value: str


class FieldProfile(TypedDict):
    """Those who are no providers have what names them alone. minimum_rates: decimal text, with a currency where it says one."""

    id: int
    first_name: Theirs
    last_name: NotRequired[Theirs | None]
    photo: NotRequired[str | None]
    type: Literal["provider", "company member"]
    company: NotRequired[NamedShape | None]
    status: NamedShape
    w2: NotRequired[bool | None]
    rating: NotRequired[Rating | None]
    jobs_completed: NotRequired[JobsCompleted | None]
    types_of_work: NotRequired[list[NamedShape] | None]
    certifications: NotRequired[list[Paper] | None]
    licenses: NotRequired[list[Paper] | None]
    insurance: NotRequired[Insurance | None]
    background_check: NotRequired[Check | None]
    drug_test: NotRequired[Check | None]
    languages: NotRequired[list[str] | None]
    equipment: NotRequired[list[Theirs] | None]
    home: NotRequired[Home | None]
    max_travel_km: NotRequired[int | None]
    minimum_rates: NotRequired[MinimumRates | None]
    networks: NotRequired[list[NamedShape] | None]
    preferred_groups: NotRequired[list[NamedShape] | None]
    talent_pools: NotRequired[list[PoolShape] | None]
    custom_fields: NotRequired[list[CompanyNote] | None]
    blocked: NotRequired[bool | None]
    phone: NotRequired[str | None]
    email: NotRequired[str | None]


ACTIVE: NamedShape = {"id": 1, "name": "active"}
INACTIVE: NamedShape = {"id": 2, "name": "inactive"}


def field_profile(call: Call, person: Row, relation: Relation, employer: NamedShape | None) -> FieldProfile:
    """The person as the caller may see them. employer: of a manager, the company they manage for."""
    found = providers.profiles(call.tx, [person["id"]]) if relation != "manager" else []
    profile = found[0] if found else None
    is_colleague = relation in ("member", "manager")
    works = profile is not None and bool(profile["active"])
    answer: dict[str, Any] = {
        "id": person["id"],
        "first_name": person["name"],
        "last_name": person["last_name"],
        "photo": file_uri(person["ava_id"]) if person["ava_id"] else None,
        "type": "company member" if is_colleague else "provider",
        "company": employer or _company(call, profile, relation),
        "status": ACTIVE if is_colleague or works else INACTIVE,
    }
    if profile is not None and (works or not is_colleague):
        answer |= _work(call, person, profile) | _with_company(call, profile, relation)
    return {**answer, **_contact(call, person, relation)}  # type: ignore[typeddict-item]


def _company(call: Call, profile: Row | None, relation: Relation) -> NamedShape | None:
    """The company a member belongs to, or that employs a provider."""
    id = call.caller.company_id if relation == "member" else profile["company_id"] if profile is not None else None
    row = find_company(call.tx, id) if id is not None else None
    return {"id": row["id"], "name": row["company_name"]} if row is not None else None


def _work(call: Call, person: Row, profile: Row) -> dict[str, Any]:
    """What a provider says of themself and has done."""
    rates = json.loads(profile["minimum_rates"] or "{}")
    insurance = json.loads(profile["insurance"] or "{}")
    types = providers.named_types_of_work(call.tx, call.caller.company_id, person["id"])
    return {
        "w2": bool(profile["w2"]),
        "types_of_work": _named(types),
        "certifications": _papers(profile["certifications"]),
        "licenses": _papers(profile["licenses"]),
        "insurance": {**_of(insurance, "kind", "expires"), "amount": rate_text(insurance.get("amount"))}
        if insurance
        else None,
        "background_check": _of(json.loads(profile["background_check"] or "{}"), "status", "date") or None,
        "drug_test": _of(json.loads(profile["drug_test"] or "{}"), "status", "date") or None,
        "languages": sorted(row["value"] for row in providers.languages(call.tx, [person["id"]])),
        "equipment": [str(each) for each in json.loads(profile["equipment"])],
        "home": home_of(profile["city"], profile["state"], profile["zip"]),
        "max_travel_km": _whole(profile["max_travel_km"]),
        "minimum_rates": {name: rate_text(rates[name]) for name in ("hourly", "device") if name in rates} or None,
    }


def _with_company(call: Call, profile: Row, relation: Relation) -> dict[str, Any]:
    """How a provider is rated, what they have done, and what the caller's company has to do with them."""
    id = profile["person_id"]
    everybody = mean(profile["rating_sum"], profile["rating_count"])
    rating: Rating = {"marketplace": _text(everybody), "count": profile["rating_count"]}
    jobs: JobsCompleted = {"total": profile["jobs_completed"]}
    company = call.caller.company_id
    if company is None or relation == "self":
        return {"rating": rating, "jobs_completed": jobs}
    scores = [hundredths(Decimal(score)) for score in sight.ratings_by(call.tx, company, id)]
    notes = providers.pool_notes(call.tx, company, [id])
    block = circles.block_of(call.tx, company, id)
    return {
        "rating": {**rating, "company": _text(mean(sum(scores), len(scores)))},
        "jobs_completed": {**jobs, "company": providers.completed(call.tx, company, [id]).get(id, 0)},
        "networks": _named(providers.networks_of(call.tx, company, id)),
        "preferred_groups": _named(providers.preferred_groups_of(call.tx, company, id)),
        "talent_pools": [
            {
                "talent_pool_group_id": row["group_id"],
                "name": row["name"],
                "tier_id": row["tier_id"],
                "tier": row["tier"],
            }
            for row in providers.pools_of(call.tx, company, id)
        ],
        "custom_fields": [{"name": row["name"], "value": row["value"]} for row in notes],
        "blocked": block is not None and bool(block["active"]),
    }


def _contact(call: Call, person: Row, relation: Relation) -> dict[str, str | None]:
    """Phone and address: of oneself and own members, and of who has an order of the company in hand and hides neither."""
    if relation in ("self", "member"):
        return {channel: person[channel] for channel in CHANNELS}
    company = call.caller.company_id
    if relation != "provider" or company is None or not sight.is_assigned_now(call.tx, company, person["id"]):
        return {}
    shown = [channel for channel in CHANNELS if person[channel] and not person[f"hide_{channel}"]]
    record_shown(call, person, shown)
    return {channel: person[channel] for channel in shown}


def _papers(text: str) -> list[dict[str, Any]]:
    return [_of(paper, "name", "expires") for paper in json.loads(text)]


def _of(stored: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: str(stored[name]) for name in names if stored.get(name) is not None}


def _named(rows: Sequence[Row]) -> list[NamedShape]:
    return [{"id": row["id"], "name": row["name"]} for row in rows]


def _whole(number: float | None) -> int | None:
    """Kilometres without a fraction, rounded up."""
    return None if number is None else ceil(number)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)

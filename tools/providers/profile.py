"""What people say of themselves as providers of field work."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.people import persons
from store.people.provider_profiles import open_profile
from store.providers import profiles, providers
from store.search.index import reindex
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import CLEARED, Amount, Clearable, Currency, Day, Id, OneLine, PositiveAmount
from tools.providers.access import invalid_reference
from tools.providers.rules import profiles as rules
from tools.providers.shapes import rating_of
from tools.rules.sentences import worded
from tools.shapes import MoneyShape, NamedShape

TOOLSET = "talent_pools"

Name = Annotated[OneLine, Field(min_length=1, max_length=120)]
Short = Annotated[OneLine, Field(max_length=60)]


class CertificateIn(TypedDict):
    name: Name
    number: NotRequired[Short]
    expires: NotRequired[Annotated[Day, Field(description="Last day it is valid, YYYY-MM-DD.")]]


class LicenceIn(TypedDict):
    name: Name
    state: NotRequired[Annotated[Short, Field(description="Where it is valid.")]]
    number: NotRequired[Short]
    expires: NotRequired[Annotated[Day, Field(description="Last day it is valid, YYYY-MM-DD.")]]


class InsuranceIn(TypedDict):
    kind: Name
    amount: NotRequired[Annotated[Amount, Field(description="What it covers.")]]
    expires: NotRequired[Annotated[Day, Field(description="Last day it is valid, YYYY-MM-DD.")]]


class HomeIn(TypedDict):
    """Where they set out from. latitude and longitude only together."""

    city: NotRequired[Annotated[OneLine, Field(max_length=255)]]
    state: NotRequired[Annotated[OneLine, Field(max_length=255)]]
    zip: NotRequired[Annotated[OneLine, Field(max_length=20)]]
    country: NotRequired[Annotated[str, Field(max_length=2, description="Two letters, such as US.")]]
    latitude: NotRequired[Annotated[float, Field(ge=-90, le=90)]]
    longitude: NotRequired[Annotated[float, Field(ge=-180, le=180)]]


class RateIn(TypedDict):
    amount: Amount
    currency: NotRequired[Annotated[Currency, Field(description="Default yours.")]]


class RatesIn(TypedDict, total=False):
    """The least they work for: of an hour, of a device."""

    hourly: RateIn
    device: RateIn


class Certificate(TypedDict):
    name: str
    number: NotRequired[str | None]
    expires: NotRequired[str | None]


class Licence(TypedDict):
    name: str
    state: NotRequired[str | None]
    number: NotRequired[str | None]
    expires: NotRequired[str | None]


class Insurance(TypedDict):
    kind: str
    amount: NotRequired[str | None]
    expires: NotRequired[str | None]


class Check(TypedDict):
    status: NotRequired[str | None]
    date: NotRequired[str | None]


class OwnHome(TypedDict):
    city: NotRequired[str | None]
    state: NotRequired[str | None]
    zip: NotRequired[str | None]
    country: NotRequired[str | None]
    latitude: NotRequired[float | None]
    longitude: NotRequired[float | None]


class Rates(TypedDict):
    hourly: NotRequired[MoneyShape | None]
    device: NotRequired[MoneyShape | None]


class ProviderProfile(TypedDict):
    """background_check and drug_test are set by the operator; rating and jobs_completed follow from work."""

    user_id: int
    active: bool
    w2: bool
    company_id: NotRequired[int | None]
    types_of_work: list[NamedShape]
    certifications: list[Certificate]
    licenses: list[Licence]
    insurance: NotRequired[Insurance | None]
    background_check: NotRequired[Check | None]
    drug_test: NotRequired[Check | None]
    languages: list[str]
    equipment: list[str]
    home: NotRequired[OwnHome | None]
    max_travel_km: NotRequired[str | None]
    minimum_rates: NotRequired[Rates | None]
    rating: NotRequired[str | None]
    jobs_completed: int
    blocked_companies: list[int]


@operation(
    access="write",
    actors=("worker",),
    price="free",
    example={"equipment": ["Ladder"], "max_travel_km": "80"},
    find=(
        "I live in the city and drive up to 80 km",
        "add my cabling certificate",
        "I want at least 55 an hour",
        "describe myself as a field technician",
        "which tools and equipment I own",
        "my licence runs out next year",
        "I take field work now",
        "stop offering me site jobs for a while",
        "my insurance as a contractor",
        "I do not want work of that company",
        "become a provider of field work",
        "what kinds of on-site work I do",
        "set how far I travel for a job",
        "my minimum rate for a device",
    ),
)
def update_provider_profile(
    call: Call,
    active: Annotated[bool, Field(description="Whether you take field work.")] | None = None,
    types_of_work: Clearable[
        Annotated[list[Id], Field(max_length=100, description="Ids from list_types_of_work; the whole list.")]
    ]
    | None = None,
    certifications: Clearable[Annotated[list[CertificateIn], Field(max_length=100, description="The whole list.")]]
    | None = None,
    licenses: Clearable[Annotated[list[LicenceIn], Field(max_length=100, description="The whole list.")]] | None = None,
    insurance: Clearable[Annotated[InsuranceIn, Field(description="Replaces the one before.")]] | None = None,
    languages: Clearable[
        Annotated[
            list[Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]],
            Field(max_length=50, description="Tags such as en or fi; the whole list."),
        ]
    ]
    | None = None,
    equipment: Clearable[
        Annotated[list[Name], Field(max_length=200, description="Names, such as Ladder; the whole list.")]
    ]
    | None = None,
    home: Clearable[Annotated[HomeIn, Field(description="Replaces the one before. Never shown to companies.")]]
    | None = None,
    max_travel_km: Clearable[
        Annotated[PositiveAmount, Field(le=20_100, description='How far from home you work, such as "80"; to 0.1 km.')]
    ]
    | None = None,
    minimum_rates: Clearable[Annotated[RatesIn, Field(description="Replaces those before.")]] | None = None,
    w2: Annotated[bool, Field(description="Employed by a service company.")] | None = None,
    blocked_company_ids: Clearable[
        Annotated[list[Id], Field(max_length=500, description="Companies whose work you do not want; the whole list.")]
    ]
    | None = None,
) -> ProviderProfile:
    """Describe yourself as a provider of field work: what you can do and own, where you work, for how much at least.

    The first call makes you a provider. Only what is passed changes; lists replace, an empty one or its name in clear empties.
    Qualifications of jobs are compared with it; papers that have run out do not count. Companies see city, state and distances,
    never your address or coordinates. Jobs you have and offers stay."""
    given = {name: None if value is CLEARED else value for name, value in call.given.items() if value is not None}
    _check(call, given)
    open_profile(call.tx, call.caller.id, call.stamp)
    columns = _columns(call, given)
    profiles.change(call.tx, call.caller.id, call.stamp, **columns)
    _write_lists(call, given)
    call.changed("profile", call.caller.id)
    if given:
        call.change("profile.changed", ("person", call.caller.id), data={"fields": sorted(given)})
    return _shape(call)


def _check(call: Call, given: Mapping[str, Any]) -> None:
    """What points elsewhere is there: types of work, companies."""
    types = given.get("types_of_work") or ()
    held = {row["id"] for row in profiles.types_of(call.tx, call.caller.id)}
    unknown = [id for id in types if id not in profiles.open_types(call.tx, call.caller.company_id, types) | held]
    if unknown:
        fault = worded("there is no type of work {unknown}", unknown=", ".join(map(str, unknown)))
        raise Invalid({"types_of_work": fault}, next=("list_types_of_work",))
    companies = given.get("blocked_company_ids") or ()
    nobody = [id for id in companies if id not in profiles.existing_companies(call.tx, companies)]
    if nobody:
        raise invalid_reference(
            "blocked_company_ids", worded("there is no company {nobody}", nobody=", ".join(map(str, nobody)))
        )


def _columns(call: Call, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as the columns of a profile."""
    columns: dict[str, Any] = {name: int(given[name]) for name in ("active", "w2") if name in given}
    for name in ("certifications", "licenses"):
        if name in given:
            columns[name] = _json(rules.papers(given[name] or ()))
    if "equipment" in given:
        columns["equipment"] = _json(rules.names_once(given["equipment"] or ()))
    if "insurance" in given:
        columns["insurance"] = _json(rules.insurance(given["insurance"])) if given["insurance"] else None
    if "home" in given:
        columns |= rules.home(given["home"]) if given["home"] else rules.NO_HOME
    if "max_travel_km" in given:
        travel = given["max_travel_km"]
        columns["max_travel_km"] = None if travel is None else rules.travel(travel)
    if "minimum_rates" in given:
        rates = rules.rates(given["minimum_rates"] or {}, call.caller.currency or "EUR")
        columns["minimum_rates"] = _json(rates) if rates else None
    return columns


def _write_lists(call: Call, given: Mapping[str, Any]) -> None:
    person = call.caller.id
    if "types_of_work" in given:
        profiles.replace_types(call.tx, person, given["types_of_work"] or ())
    if "blocked_company_ids" in given:
        profiles.replace_blocked(call.tx, person, given["blocked_company_ids"] or (), call.stamp)
    if "languages" in given:
        levels = {row["code"].casefold(): row["level"] for row in persons.languages_of(call.tx, person)}
        spoken = [(code, levels.get(code.casefold())) for code in rules.names_once(given["languages"] or ())]
        persons.replace_languages(call.tx, person, spoken)
        reindex(call.tx, person, call.now)


def _shape(call: Call) -> ProviderProfile:
    row = profiles.find(call.tx, call.caller.id)
    if row is None:
        raise LookupError("a profile that was written is gone")
    travel = row["max_travel_km"]
    coordinates: dict[str, float] = {}
    if row["latitude_e6"] is not None:
        coordinates = {"latitude": row["latitude_e6"] / 1_000_000, "longitude": row["longitude_e6"] / 1_000_000}
    place = {name: row[name] for name in ("city", "state", "zip", "country") if row[name]} | coordinates
    languages = providers.languages(call.tx, [call.caller.id])
    return {
        "user_id": row["person_id"],
        "active": bool(row["active"]),
        "w2": bool(row["w2"]),
        "company_id": row["company_id"],
        "types_of_work": [
            {"id": each["id"], "name": each["name"]} for each in profiles.types_of(call.tx, call.caller.id)
        ],
        "certifications": _papers(row["certifications"]),  # type: ignore[typeddict-item]
        "licenses": _papers(row["licenses"]),  # type: ignore[typeddict-item]
        "insurance": _texts(json.loads(row["insurance"] or "{}"), ("kind", "amount", "expires")),  # type: ignore[typeddict-item]
        "background_check": _texts(json.loads(row["background_check"] or "{}"), ("status", "date")),  # type: ignore[typeddict-item]
        "drug_test": _texts(json.loads(row["drug_test"] or "{}"), ("status", "date")),  # type: ignore[typeddict-item]
        "languages": sorted(each["value"] for each in languages),
        "equipment": [str(each) for each in json.loads(row["equipment"])],
        "home": place or None,  # type: ignore[typeddict-item]
        "max_travel_km": None if travel is None else f"{travel:g}",
        "minimum_rates": _rates(call, json.loads(row["minimum_rates"] or "{}")),
        "rating": rating_of(row),
        "jobs_completed": row["jobs_completed"],
        "blocked_companies": profiles.blocked_companies(call.tx, call.caller.id),
    }


def _papers(text: str) -> Sequence[dict[str, str]]:
    return [_texts(paper, ("name", "state", "number", "expires")) or {} for paper in json.loads(text)]


def _texts(stored: Mapping[str, Any], names: Sequence[str]) -> dict[str, str] | None:
    return {name: str(stored[name]) for name in names if stored.get(name) is not None} or None


def _rates(call: Call, stored: Mapping[str, Any]) -> Rates | None:
    """Rates as money; a bare number, as older records have it, is in the person's currency."""
    found: Rates = {}
    for name, rate in stored.items():
        parts = rate if isinstance(rate, dict) else {"amount": rate}
        money: MoneyShape = {
            "amount": str(parts.get("amount")),
            "currency": str(parts.get("currency") or call.caller.currency or "EUR"),
        }
        if name == "hourly":
            found["hourly"] = money
        elif name == "device":
            found["device"] = money
    return found or None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

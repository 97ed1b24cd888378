"""Countries with the numbers and letters that other tools take."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.folding import folded
from store.reference import lists
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.rules.country_names import Country, countries, names_in

TOOLSET = "ad_labelling"
ACTS_FOR_COMPANIES = True

# In these a country is found by its name, beside the caller's own.
SEARCHED = ("ru", "fi")


class CountryItem(TypedDict):
    """id: the OKSM number; region_number: the same as three digits. title: in your language."""

    id: int
    region_number: str
    alpha2: str
    title: str
    title_en: str


class Countries(TypedDict):
    items: list[CountryItem]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    example={"search": "Latvia"},
    find=(
        "number of Latvia in the Russian classifier",
        "two-letter abbreviation of Armenia",
        "which nations can I choose",
        "list country codes",
        "OKSM number of a country",
        "what goes into region_number",
        "which country has the code 428",
        "ISO letters of Kazakhstan",
        "what is Germany called in the classifier of countries",
        "codes of countries for inviting somebody",
    ),
)
def list_country_codes(
    call: Call,
    page: Page,
    search: Annotated[str, Field(min_length=1, max_length=100, description="Part of the name, or a code.")]
    | None = None,
) -> Countries:
    """List countries with their OKSM number and their two letters, in the order of their names.

    region_number is what add_ad_customer takes, alpha2 what invite_freelancer takes. A name is found in English, Russian,
    Finnish and your own language."""
    language = lists.language_of(call.tx, call.caller.id) if call.caller.kind == "person" else "en"
    titles = names_in(language)
    found = [country for country in countries() if search is None or _matches(country, search, titles)]
    found.sort(key=lambda country: (not _is_code(country, search), folded(titles[country.alpha2])))
    items, next_cursor, total = page.slice(found)
    return {"items": [_item(country, titles) for country in items], "total": total, "next_cursor": next_cursor}


def _item(country: Country, titles: dict[str, str]) -> CountryItem:
    return {
        "id": int(country.number),
        "region_number": country.number,
        "alpha2": country.alpha2,
        "title": titles[country.alpha2],
        "title_en": country.name,
    }


def _matches(country: Country, search: str, titles: dict[str, str]) -> bool:
    names = (country.name, country.official, titles[country.alpha2], *(names_in(it)[country.alpha2] for it in SEARCHED))
    return _is_code(country, search) or any(folded(search) in folded(name) for name in names)


def _is_code(country: Country, search: str | None) -> bool:
    code = (search or "").strip()
    return code.upper() == country.alpha2 or (code.isascii() and code.isdigit() and code.zfill(3) == country.number)

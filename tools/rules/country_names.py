"""The countries of ISO 3166-1 with their numbers, which the Russian classifier OKSM shares, and what they are called."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Country(NamedTuple):
    """number: as three digits. names: English, in use and official."""

    number: str
    alpha2: str
    name: str
    official: str


@cache
def countries() -> tuple[Country, ...]:
    """All countries, in the order of their English names."""
    import pycountry

    found = (
        Country(each.numeric, each.alpha_2, getattr(each, "common_name", each.name), each.name)
        for each in pycountry.countries
    )
    return tuple(sorted(found, key=lambda country: country.name.casefold()))


def country_numbered(number: str) -> Country | None:
    """The country of an OKSM number, leading zeros left out or not."""
    digits = number.strip()
    if not (digits.isascii() and digits.isdigit()):
        return None
    return next((country for country in countries() if country.number == digits.zfill(3)), None)


def number_of(alpha2: str) -> str | None:
    """The three digits of a country by its two letters."""
    return next((country.number for country in countries() if country.alpha2 == alpha2.upper()), None)


@cache
def names_in(language: str) -> dict[str, str]:
    """What each country is called in a language, by its two letters; English where the language is not known."""
    import gettext

    import pycountry

    words = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
    return {country.alpha2: words.gettext(country.name) for country in countries()}

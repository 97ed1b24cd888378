"""Which taxpayer numbers a country uses and what they look like."""

from __future__ import annotations

import re

from tools.errors import Invalid

TYPES_BY_COUNTRY: dict[str, tuple[str, ...]] = {
    "RU": ("INN",),
    "BY": ("UNP",),
    "AR": ("CUIT/CUIL",),
    "BO": ("NIT", "CI", "CE"),
    "BR": ("CPF", "CNPJ"),
    "CL": ("RUT",),
    "CN": ("PASS", "TAXID"),
    "CO": ("NIT", "CC", "CE", "PASS", "PEP"),
    "CR": ("CI", "CJ", "CR"),
    "DO": ("RN", "CE", "PASS"),
    "EC": ("CI", "RUC", "PASS", "CE"),
    "PA": ("RUC",),
    "PY": ("CI", "RUC"),
    "PE": ("DNI", "RUC", "CE", "PASS"),
    "TZ": ("PASS", "NI", "MIL"),
    "UY": ("CI", "RUT", "DE", "PASS"),
}
COUNTRY_NAMES = {
    "RU": "Russia",
    "BY": "Belarus",
    "AR": "Argentina",
    "BO": "Bolivia",
    "BR": "Brazil",
    "CL": "Chile",
    "CN": "China",
    "CO": "Colombia",
    "CR": "Costa Rica",
    "DO": "Dominican Republic",
    "EC": "Ecuador",
    "PA": "Panama",
    "PY": "Paraguay",
    "PE": "Peru",
    "TZ": "Tanzania",
    "UY": "Uruguay",
}
INN = "INN"

_INN_FIRST = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_SECOND = (3, *_INN_FIRST)
_OTHER = re.compile(r"[0-9A-Za-z./-]{4,20}")


def checked_number(country: str | None, type: str, number: str) -> str:
    """The number in the form it is stored in. Invalid when the type or the number does not fit the country."""
    allowed = TYPES_BY_COUNTRY.get(country or "")
    if allowed is None:
        countries = ", ".join(f"{code} {COUNTRY_NAMES[code]}" for code in TYPES_BY_COUNTRY)
        where = f"The freelancer's country {country}" if country else "A freelancer without a country"
        raise Invalid({"type": f"{where} takes no tax document; countries that do: {countries}"})
    if type not in allowed:
        name = COUNTRY_NAMES[country or ""]
        raise Invalid({"type": f"{type} is not used in {name}; used there: {', '.join(allowed)}"})
    compact = number.strip().upper()
    if type == INN:
        _check_inn(compact)
    elif not _OTHER.fullmatch(compact):
        raise Invalid({"tax_number": "must be 4 to 20 letters, digits, dots, dashes and slashes"})
    return compact


def masked(number: str) -> str:
    """The number with everything but its last 4 characters hidden."""
    return "*" * max(len(number) - 4, 0) + number[-4:]


def _check_inn(number: str) -> None:
    if not re.fullmatch(r"[0-9]{12}", number):
        raise Invalid({"tax_number": "an INN has exactly 12 digits"})
    digits = [int(digit) for digit in number]
    if _check_digit(digits, _INN_FIRST) != digits[10] or _check_digit(digits, _INN_SECOND) != digits[11]:
        raise Invalid({"tax_number": "is not a valid INN: its check digits do not fit; compare it with the document"})


def _check_digit(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 % 10

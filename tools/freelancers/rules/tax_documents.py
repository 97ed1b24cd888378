"""Which taxpayer numbers a country uses and what they look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module

from stdnum.exceptions import ValidationError

from tools.errors import Invalid
from tools.rules.sentences import joined, word, worded

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

# The kinds whose numbers carry check digits, each with the forms of python-stdnum of which one has to fit. The others
# (passports, foreigners' cards, and the numbers of Bolivia, Panama and Tanzania) have none that are published.
_CHECKED: dict[tuple[str, str], tuple[str, ...]] = {
    ("RU", "INN"): ("ru.inn",),
    ("BY", "UNP"): ("by.unp",),
    ("AR", "CUIT/CUIL"): ("ar.cuit",),
    ("BR", "CPF"): ("br.cpf",),
    ("BR", "CNPJ"): ("br.cnpj",),
    ("CL", "RUT"): ("cl.rut",),
    ("CN", "TAXID"): ("cn.ric", "cn.uscc"),
    ("CO", "NIT"): ("co.nit",),
    ("CR", "CI"): ("cr.cpf",),
    ("CR", "CJ"): ("cr.cpj",),
    ("CR", "CR"): ("cr.cr",),
    ("DO", "RN"): ("do.rnc", "do.cedula"),
    ("EC", "CI"): ("ec.ci",),
    ("EC", "RUC"): ("ec.ruc",),
    ("PE", "DNI"): ("pe.cui",),
    ("PE", "RUC"): ("pe.ruc",),
    ("PY", "RUC"): ("py.ruc",),
    ("UY", "RUT"): ("uy.rut",),
}
# Kinds of which equal digits pass the check though the country gives none out. The others either fail the check or, such as
# Chile's 11.111.111-1, are numbers in the run that people bear.
_NEVER_EQUAL = {("BR", "CPF")}
# What python-stdnum says of a number that fits none of its forms, by the name of its error.
_FAULTS: dict[str, str] = {
    "InvalidChecksum": worded("its check digits are wrong"),
    "InvalidLength": worded("it is too long or too short"),
    "InvalidFormat": worded("it is not written as such numbers are"),
    "InvalidComponent": worded("a part of it is wrong"),
}
_NO_FIT = worded("it is not written as such numbers are")
_INN_DIGITS = re.compile(r"[0-9]{12}")
_OTHER = re.compile(r"[0-9A-Za-z./-]{4,20}")
_ZEROS = re.compile(r"[0./ -]+")


def checked_number(country: str | None, type: str, number: str) -> str:
    """The number in the form it is stored in. Invalid when the type or the number does not fit the country."""
    allowed = _allowed(country)
    if type not in allowed:
        name = word(COUNTRY_NAMES[country or ""])
        raise Invalid(
            {
                "type": worded(
                    "{type} is not used in {name}; used there: {allowed}",
                    type=type,
                    name=name,
                    allowed=", ".join(allowed),
                )
            }
        )
    written = number.strip().upper()
    if type == INN and not _INN_DIGITS.fullmatch(written):
        raise Invalid({"tax_number": worded("an INN has exactly 12 digits")})
    if not _OTHER.fullmatch(written.replace(" ", "")):
        raise Invalid({"tax_number": worded("must be 4 to 20 letters, digits, dots, dashes and slashes")})
    if _ZEROS.fullmatch(written):
        raise Invalid({"tax_number": worded("is nobody's {type}: it has only zeros", type=type)})
    forms = _CHECKED.get((country or "", type))
    stored = written.replace(" ", "") if forms is None else _compact(written, type, forms)
    if (country, type) in _NEVER_EQUAL and len(set(stored)) == 1:
        raise Invalid({"tax_number": worded("is nobody's {type}: all its digits are equal", type=type)})
    return stored


def _allowed(country: str | None) -> tuple[str, ...]:
    """The types of a country; Invalid where it has none."""
    allowed = TYPES_BY_COUNTRY.get(country or "")
    if allowed is None:
        countries = joined(
            [worded("{code} {name}", code=code, name=word(COUNTRY_NAMES[code])) for code in TYPES_BY_COUNTRY], ", "
        )
        where = (
            worded("The freelancer's country {country}", country=country)
            if country
            else worded("A freelancer without a country")
        )
        raise Invalid(
            {
                "type": worded(
                    "{where} takes no tax document; countries that do: {countries}", where=where, countries=countries
                )
            }
        )
    return allowed


def masked(number: str) -> str:
    """The number with everything but its last 4 characters hidden."""
    return "*" * max(len(number) - 4, 0) + number[-4:]


def _compact(number: str, kind: str, forms: Sequence[str]) -> str:
    """The number without the signs it may be written with, when it fits one of the forms."""
    fault = _NO_FIT
    for form in forms:
        module = import_module(f"stdnum.{form}")
        try:
            return str(module.validate(number))
        except ValidationError as error:
            fault = _FAULTS.get(type(error).__name__, _NO_FIT)
    raise Invalid(
        {
            "tax_number": worded(
                "is not a valid {type} ({fault}): compare its check digits with the document", type=kind, fault=fault
            )
        }
    )

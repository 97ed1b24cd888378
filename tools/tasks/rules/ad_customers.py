"""Which legal type a customer of advertising has, and what the law wants to know of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from tools.rules.sentences import joined, word, worded

LegalType = Literal[
    "LEGAL_TYPE_INVALID",
    "LEGAL_TYPE_LEGAL",
    "LEGAL_TYPE_INDIVIDUAL",
    "LEGAL_TYPE_ENTREPRENEUR",
    "LEGAL_TYPE_FOREIGN_LEGAL",
    "LEGAL_TYPE_FOREIGN_INDIVIDUAL",
    "LEGAL_TYPE_FOREIGN_ENTREPRENEUR",
]
LEGAL_TYPES: dict[LegalType, str] = {
    "LEGAL_TYPE_INVALID": "not defined",
    "LEGAL_TYPE_LEGAL": "legal entity",
    "LEGAL_TYPE_INDIVIDUAL": "individual",
    "LEGAL_TYPE_ENTREPRENEUR": "individual entrepreneur",
    "LEGAL_TYPE_FOREIGN_LEGAL": "legal entity outside Russia",
    "LEGAL_TYPE_FOREIGN_INDIVIDUAL": "individual outside Russia",
    "LEGAL_TYPE_FOREIGN_ENTREPRENEUR": "sole proprietor outside Russia",
}
REQUIRED: dict[LegalType, tuple[str, ...]] = {
    "LEGAL_TYPE_INVALID": (),
    "LEGAL_TYPE_LEGAL": ("full_opf", "inn"),
    "LEGAL_TYPE_INDIVIDUAL": ("fio", "inn"),
    "LEGAL_TYPE_ENTREPRENEUR": ("fio", "inn"),
    "LEGAL_TYPE_FOREIGN_LEGAL": ("full_opf", "registration_number", "tax_id", "region_number"),
    "LEGAL_TYPE_FOREIGN_INDIVIDUAL": ("fio", "phone_number", "payment_number", "region_number"),
    "LEGAL_TYPE_FOREIGN_ENTREPRENEUR": ("fio", "region_number"),
}
RUSSIA = "643"
INN_LENGTHS = (10, 12)

# The fields of a customer as they were given, '' or missing for none; region_number as three digits.
Given = Mapping[str, str]


def legal_type_of(given: Given) -> LegalType | None:
    """The legal type that the other fields speak of; None without any name."""
    named = "full_opf" if given.get("full_opf") else "fio" if given.get("fio") else None
    if named is None:
        return None
    if given.get("inn") or given.get("region_number") == RUSSIA:
        if named == "full_opf":
            return "LEGAL_TYPE_LEGAL"
        return "LEGAL_TYPE_ENTREPRENEUR" if given.get("ogrnip") else "LEGAL_TYPE_INDIVIDUAL"
    if named == "full_opf":
        return "LEGAL_TYPE_FOREIGN_LEGAL"
    trades = given.get("ogrnip") or given.get("registration_number")
    return "LEGAL_TYPE_FOREIGN_ENTREPRENEUR" if trades else "LEGAL_TYPE_FOREIGN_INDIVIDUAL"


def missing_fields(given: Given, legal_type: LegalType | None) -> dict[str, str]:
    """Every field that is missing, by name, with why it is wanted. legal_type: None when none can be worked out."""
    if legal_type is None or (legal_type == "LEGAL_TYPE_INVALID" and not title_of(given)):
        return {
            "full_opf": worded("is required for legal entities: form and full name; for a person pass fio"),
            "fio": worded("is required for individuals and entrepreneurs: full name; for a legal entity pass full_opf"),
        }
    kind = LEGAL_TYPES[legal_type]
    missing = dict.fromkeys(
        REQUIRED[legal_type],
        worded("is required for a customer of {legal_type} ({kind})", legal_type=legal_type, kind=word(kind)),
    )
    faults = {name: fault for name, fault in missing.items() if not given.get(name)}
    if "region_number" in faults:
        known = worded("a customer in Russia is known by its inn instead")
        faults["region_number"] = joined((faults["region_number"], known), "; ")
    return faults


def title_of(given: Given) -> str:
    """What a customer is called."""
    return given.get("full_opf") or given.get("fio") or ""


def inn_remark(inn: str) -> str | None:
    """What is odd about a taxpayer number that is kept all the same."""
    if not inn or len(inn) in INN_LENGTHS:
        return None
    return f"The inn has {len(inn)} digits; companies have 10 and persons 12. It was stored as it is."

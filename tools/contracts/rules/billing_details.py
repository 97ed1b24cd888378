"""What may stand on bills about who issues and who gets them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from stdnum.eu import vat

from tools.rules.countries import COUNTRIES
from tools.rules.sentences import worded

# A VAT number begins with its country; Greece writes EL, Northern Ireland XI.
_FORM = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,13}")
_WRITTEN_APART = re.compile(r"[\s.-]+")


def tidy_vat_id(text: str) -> str:
    """A VAT number as it is stored: capitals, without blanks, dots and dashes."""
    return _WRITTEN_APART.sub("", text).upper()


def detail_faults(details: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with details together, each by its name; those that are not set are None."""
    faults = {}
    country, number, percent = details.get("country"), details.get("vat_id"), details.get("vat_percent")
    if country is not None and country not in COUNTRIES:
        faults["country"] = worded("is two letters of ISO 3166, such as DE")
    if number is not None and (fault := _vat_id_fault(number)):
        faults["vat_id"] = fault
    if percent is not None and (not 0 <= percent < 100 or percent != percent.quantize(Decimal("0.01"))):
        faults["vat_percent"] = worded("is 0 or more, under 100, with at most two places")
    elif percent and number is None:
        faults["vat_percent"] = worded("needs vat_id: who charges VAT has a VAT number")
    return faults


def _vat_id_fault(number: str) -> str | None:
    """Why a VAT number is none. Check digits are known of the European Union's."""
    prefix = number[:2]
    if not _FORM.fullmatch(number) or prefix not in COUNTRIES | {"EL", "XI"}:
        return worded("begins with the two letters of its country, such as FI20774740; other numbers are a business_id")
    if prefix.lower() in vat.MEMBER_STATES | {"el"} and not vat.is_valid(number):
        return worded("is no VAT number of {prefix}: its length or check digits do not fit", prefix=prefix)
    return None

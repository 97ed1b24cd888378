"""A company's terms, what of its balance is VAT, and how a top-up goes from invoice to credit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Any

from store.types import Money
from tools.errors import Invalid, WrongState
from tools.rules.reference import NATURAL, SELF_EMPLOYED, SOLE_PROPRIETOR
from tools.rules.sentences import worded
from tools.rules.vat import vat

DEFAULT_VAT_PERCENT = Decimal(20)
HIGHEST_VAT_PERCENT = Decimal(30)
HIGHEST_COMMISSION_PERCENT = Decimal(50)
PERCENT_PLACES = 2
COMMISSION_TAX_STATUSES = (NATURAL, SELF_EMPLOYED, SOLE_PROPRIETOR)
INVOICE_LIFETIME = timedelta(days=30)


class Invoice(IntEnum):
    """Status of a top-up and of its invoice, which always agree."""

    ISSUED = 1
    PAID = 2
    CANCELLED = 3

    @property
    def title(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class CompanyTerms:
    """What the operator grants a company. Percentages have at most two places; vat_percent is 0 without show_vat."""

    safe_deal_enabled: bool
    show_vat: bool
    vat_percent: Decimal
    commission_percent: Decimal
    commission_percent_by_tax_status: Mapping[str, Decimal] | None
    act_for_freelancers: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """A balance as a company reads it: net amounts that do not contain each other, with the VAT on top of each."""

    available: Money
    available_vat: Money
    held: Money
    held_vat: Money


def figures(balance: Money, held: Money, vat_percent: Decimal) -> Figures:
    """What is available and held of an account balance that contains both."""
    available = balance - held
    return Figures(available, vat(available, vat_percent), held, vat(held, vat_percent))


def changed_terms(current: CompanyTerms, given: Mapping[str, Any]) -> CompanyTerms:
    """The terms after a change of the given ones. Invalid when a value is out of bounds or does not fit the rest."""
    faults = _faults(current, given)
    if faults:
        raise Invalid(faults)
    changed = replace(current, **given)
    if not changed.show_vat:
        return replace(changed, vat_percent=Decimal(0))
    if not current.show_vat and "vat_percent" not in given:
        return replace(changed, vat_percent=DEFAULT_VAT_PERCENT)
    return changed


def document_number(company_id: int, day: date, running: int) -> str:
    """The number of an invoice or certificate: company, date YYMMDD and a running number of the company."""
    return f"{company_id}-{day:%y%m%d}-{running}"


def check_open(top_up_id: int, status: int, expires_at: datetime, now: datetime) -> None:
    """WrongState unless the top-up is issued and its invoice has not run out."""
    state = Invoice(status)
    if state is Invoice.ISSUED and now < expires_at:
        return
    if state is Invoice.PAID:
        raise WrongState(
            worded("Top-up {top_up_id} is paid (2) and was credited; a top-up is credited once.", top_up_id=top_up_id),
            state=state.title,
            next=("list_company_transactions",),
        )
    raise WrongState(
        worded(
            "Top-up {top_up_id} is cancelled (3); an invoice runs out after {days} days. The company "
            "requests a new one with request_balance_top_up.",
            top_up_id=top_up_id,
            days=INVOICE_LIFETIME.days,
        ),
        state=Invoice.CANCELLED.title,
        next=("request_balance_top_up",),
    )


def _faults(current: CompanyTerms, given: Mapping[str, Any]) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not given:
        faults["company_id"] = worded("comes with no term to change; give at least one")
    if "vat_percent" in given:
        if not given.get("show_vat", current.show_vat):
            faults["vat_percent"] = worded("applies only with show_vat; pass show_vat true as well")
        else:
            _check_percent(faults, "vat_percent", given["vat_percent"], HIGHEST_VAT_PERCENT)
    if "commission_percent" in given:
        _check_percent(faults, "commission_percent", given["commission_percent"], HIGHEST_COMMISSION_PERCENT)
    for status, percent in (given.get("commission_percent_by_tax_status") or {}).items():
        name = f"commission_percent_by_tax_status.{status}"
        _check_percent(faults, name, percent, HIGHEST_COMMISSION_PERCENT)
    return faults


def _check_percent(faults: dict[str, str], name: str, percent: Decimal, highest: Decimal) -> None:
    if not 0 <= percent <= highest:
        faults[name] = worded("must lie between 0 and {highest}", highest=highest)
    elif percent != percent.quantize(Decimal(1).scaleb(-PERCENT_PLACES)):
        faults[name] = worded("has at most {percent_places} decimals", percent_places=PERCENT_PLACES)

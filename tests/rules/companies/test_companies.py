"""A company's terms and figures, decided without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from store.types import Money
from tools.companies.rules.companies import CompanyTerms, Invoice, changed_terms, check_open, document_number, figures
from tools.errors import Invalid, WrongState
from tools.rules.vat import vat

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PLAIN = CompanyTerms(False, False, Decimal(0), Decimal(9), None, False)
WITH_VAT = replace(PLAIN, show_vat=True, vat_percent=Decimal(20))


@pytest.mark.parametrize(
    ("net", "percent", "expected"),
    [
        ("1067273.53", 20, "213454.71"),
        ("149225.08", 20, "29845.02"),
        ("1030.00", 20, "206.00"),
        ("0.02", 20, "0.00"),
        ("0.03", 20, "0.01"),
        ("1067273.53", 0, "0.00"),
    ],
)
def test_vat_is_rounded_half_up_to_the_cent(net: str, percent: int, expected: str) -> None:
    assert vat(Money.of(net, "RUB"), Decimal(percent)).text == expected


def test_available_and_held_do_not_contain_each_other() -> None:
    seen = figures(Money.of("2000.00", "EUR"), Money.of("1030.00", "EUR"), Decimal(20))
    assert (seen.available.text, seen.held.text) == ("970.00", "1030.00")
    assert (seen.available_vat.text, seen.held_vat.text) == ("194.00", "206.00")


def test_showing_vat_starts_at_twenty_percent_and_hiding_it_ends_at_none() -> None:
    assert changed_terms(PLAIN, {"show_vat": True}).vat_percent == 20
    assert changed_terms(PLAIN, {"show_vat": True, "vat_percent": Decimal("19")}).vat_percent == 19
    assert changed_terms(WITH_VAT, {"vat_percent": Decimal("0")}).vat_percent == 0
    assert changed_terms(WITH_VAT, {"show_vat": False}).vat_percent == 0
    lower = replace(WITH_VAT, vat_percent=Decimal(10))
    assert changed_terms(lower, {"show_vat": True}).vat_percent == 10


def test_only_given_terms_change() -> None:
    changed = changed_terms(WITH_VAT, {"commission_percent": Decimal("4.5")})
    assert changed == replace(WITH_VAT, commission_percent=Decimal("4.5"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "company_id"),
        ({"vat_percent": Decimal("30.01"), "show_vat": True}, "vat_percent"),
        ({"vat_percent": Decimal("-1"), "show_vat": True}, "vat_percent"),
        ({"vat_percent": Decimal("20")}, "vat_percent"),
        ({"commission_percent": Decimal("50.5")}, "commission_percent"),
        ({"commission_percent": Decimal("4.125")}, "commission_percent"),
        ({"commission_percent_by_tax_status": {"3": Decimal("51")}}, "commission_percent_by_tax_status.3"),
    ],
)
def test_terms_out_of_bounds_are_named(given: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        changed_terms(PLAIN, given)
    assert list(refused.value.fields) == [field]


def test_all_faulty_terms_are_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        changed_terms(PLAIN, {"vat_percent": Decimal(99), "show_vat": True, "commission_percent": Decimal(99)})
    assert set(refused.value.fields) == {"vat_percent", "commission_percent"}


def test_bounds_themselves_are_allowed() -> None:
    changed = changed_terms(
        PLAIN,
        {"show_vat": True, "vat_percent": Decimal(30), "commission_percent": Decimal(50), "safe_deal_enabled": True},
    )
    assert (changed.vat_percent, changed.commission_percent, changed.safe_deal_enabled) == (30, 50, True)


def test_document_numbers_join_company_date_and_running_number() -> None:
    assert document_number(2955, date(2021, 11, 26), 18) == "2955-211126-18"


def test_an_issued_top_up_is_open_until_its_invoice_runs_out() -> None:
    check_open(5, Invoice.ISSUED, NOW + timedelta(seconds=1), NOW)
    with pytest.raises(WrongState) as refused:
        check_open(5, Invoice.ISSUED, NOW, NOW)
    assert refused.value.state == "cancelled"


@pytest.mark.parametrize(("status", "state"), [(Invoice.PAID, "paid"), (Invoice.CANCELLED, "cancelled")])
def test_an_ended_top_up_names_its_status(status: Invoice, state: str) -> None:
    with pytest.raises(WrongState) as refused:
        check_open(5, status, NOW + timedelta(days=1), NOW)
    assert refused.value.state == state
    assert state in refused.value.message

"""How documents of bills are numbered and lines called, and why some are on paper only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tools.contracts.paper.papers import PERSON, bill, line
from tools.contracts.rules.bills import document_number, line_text, why_no_einvoice


@pytest.mark.parametrize(
    ("kind", "year", "sequence", "number"),
    [
        ("invoice", 2026, 1, "INV-2026-0001"),
        ("invoice", 2026, 9999, "INV-2026-9999"),
        ("invoice", 2027, 12345, "INV-2027-12345"),
        ("credit_note", 2026, 1, "CN-2026-0001"),
    ],
)
def test_numbers_say_kind_year_and_place_in_the_series(kind, year, sequence, number):
    assert document_number(kind, year, sequence) == number


@pytest.mark.parametrize(
    ("of_line", "of_charge", "text"),
    [
        (None, "Backend", "Backend"),
        (None, " ", "Work"),
        ("Sprint 3", "Backend", "Sprint 3: Backend"),
        ("Sprint 3", "Work", "Sprint 3"),
        ("Sprint 3", "", "Sprint 3"),
        ("Sprint 3", "Sprint 3", "Sprint 3"),
    ],
)
def test_a_line_is_called_by_both_its_names(of_line, of_charge, text):
    assert line_text(of_line, of_charge, "Work") == text


def test_a_good_bill_is_an_einvoice():
    assert why_no_einvoice(bill()) is None


def test_who_is_missing_a_country_is_said_with_what_sets_it():
    why = why_no_einvoice(bill(line(vat="0"), seller=replace(PERSON, country=None)))
    assert why is not None
    assert "country of the seller" in why
    assert "set_billing_details" in why


def test_no_detail_helps_a_currency_that_e_invoices_do_not_know():
    why = why_no_einvoice(bill(line(gross="10", currency="USDT"), currency="USDT"))
    assert why is not None
    assert "USDT" in why
    assert "set_billing_details" not in why

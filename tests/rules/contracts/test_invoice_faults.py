"""What keeps a bill from being one, and from being an e-invoice: each fault as a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.types import DECIMALS, Money
from tests.tools.contracts.paper.papers import CLIENT, FIRM, PERSON, bill, credit_note, line
from tools.contracts.rules.documents import Invoice
from tools.contracts.rules.invoice_faults import einvoice_faults, invoice_faults


def test_good_bills_have_no_fault() -> None:
    for one in (bill(), credit_note(), bill(seller=PERSON, buyer=CLIENT, due=None), bill(line(gross="0"))):
        assert [*invoice_faults(one), *einvoice_faults(one)] == [] or one.seller == PERSON
    assert invoice_faults(bill(line(vat="0"), seller=PERSON)) == []
    assert einvoice_faults(bill(line(vat="0"), seller=PERSON)) == []


@pytest.mark.parametrize(
    ("faulty", "sentence"),
    [
        (bill(number=" "), "' ' is no number of a bill; it is one line of 1 to 100 characters."),
        (bill(number="1\n2"), "'1\\n2' is no number of a bill; it is one line of 1 to 100 characters."),
        (bill(number="9" * 101), f"'{'9' * 100}' is no number of a bill; it is one line of 1 to 100 characters."),
        (credit_note(corrects="1\x00"), "'1\\x00' is no number of a bill; it is one line of 1 to 100 characters."),
        (bill(number="1\u200b"), "'1\\u200b' is no number of a bill; it is one line of 1 to 100 characters."),
        (bill(currency="XAU"), f"There is no currency 'XAU'; there are {', '.join(DECIMALS)}."),
        (credit_note(corrects=None), "A credit note needs the number of the bill that it corrects."),
        (bill(corrects="5"), "Only a credit note corrects another bill; this one names 5."),
        (
            credit_note(corrects="2026-0008"),
            "A credit note has a number of its own; 2026-0008 is the bill that it corrects.",
        ),
        (bill(buyer=replace(CLIENT, name=" ")), "The buyer has no name."),
        (
            bill(seller=replace(FIRM, vat_id=None)),
            "The seller charges VAT and has no VAT number; add the number, or bill without VAT.",
        ),
        (bill(due=date(2026, 11, 28)), "It is due on 2026-11-28, before it was issued on 2026-11-29."),
        (
            bill(period=(date(2026, 11, 30), date(2026, 11, 1))),
            "Its period ends on 2026-11-01, before it begins on 2026-11-30.",
        ),
        (replace(bill(), lines=()), "A bill without lines is none."),
        (bill(line(" ")), "Line 1 does not say what it is for."),
        (bill(line(currency="USD")), "Line 1 is in another currency than the bill, which is in EUR."),
        (
            bill(replace(line(), rate=Money.of("40", "USD"))),
            "Line 1 is in another currency than the bill, which is in EUR.",
        ),
        (
            credit_note(line(), line(gross="-1.00")),
            "Line 2 is -1.00 EUR; amounts are not negative, also those of a credit note.",
        ),
        (bill(line(minutes=0)), "Line 1 has 0 minutes; leave them out where time does not matter."),
        (bill(line(vat="100")), "Line 1 bears 100 % of VAT; it is 0 or more, under 100, with at most two places."),
        (bill(line(vat="-1")), "Line 1 bears -1 % of VAT; it is 0 or more, under 100, with at most two places."),
        (bill(line(vat="7.125")), "Line 1 bears 7.125 % of VAT; it is 0 or more, under 100, with at most two places."),
        (
            bill(replace(line(), vat_percent=Decimal("NaN"))),
            "Line 1 bears NaN % of VAT; it is 0 or more, under 100, with at most two places.",
        ),
    ],
)
def test_what_is_no_bill(faulty: Invoice, sentence: str) -> None:
    assert sentence in invoice_faults(faulty)


@pytest.mark.parametrize(
    ("paper_only", "sentence"),
    [
        (
            bill(line(gross="10", currency="USDT"), currency="USDT"),
            "An e-invoice is in a currency of ISO 4217, which USDT is not; the bill is there as a PDF.",
        ),
        (
            bill(line(gross="0.1", currency="BTC"), currency="BTC"),
            "An e-invoice is in a currency of ISO 4217, which BTC is not; the bill is there as a PDF.",
        ),
        (bill(seller=replace(FIRM, country=None)), "An e-invoice needs the country of the seller, as two letters."),
        (bill(buyer=replace(CLIENT, country=None)), "An e-invoice needs the country of the buyer, as two letters."),
        (
            bill(buyer=replace(CLIENT, country="Germany")),
            "The country of the buyer is 'Germany', which is none of ISO 3166's two letters.",
        ),
        (
            bill(seller=replace(FIRM, vat_id="20774740")),
            "The VAT number of the seller, '20774740', has to begin with the two letters of its country and has no blanks.",
        ),
        (
            bill(buyer=replace(CLIENT, vat_id="DE 136695976")),
            "The VAT number of the buyer, 'DE 136695976', has to begin with the two letters of its country and has no blanks.",
        ),
        (
            bill(line(vat="0"), seller=replace(PERSON, id=None)),
            "An e-invoice needs a number of the seller: of VAT, of a register of businesses, or of this hall.",
        ),
    ],
)
def test_what_is_a_bill_on_paper_only(paper_only: Invoice, sentence: str) -> None:
    assert invoice_faults(paper_only) == []
    assert einvoice_faults(paper_only) == [sentence]

"""What is wrong with a bill, in plain sentences: what keeps it from being a bill, and what keeps it from being an e-invoice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from store.types import CRYPTO, DECIMALS
from tools.contracts.rules.documents import Invoice, InvoiceLine, Party
from tools.rules.countries import COUNTRIES
from tools.rules.sentences import worded

LONGEST_NUMBER = 100
# Amounts of an e-invoice have two places.
MOST_PLACES = 2
# A VAT number begins with its country; Greece writes EL, Northern Ireland XI.
_VAT_COUNTRIES = COUNTRIES | {"EL", "XI"}
_VAT_ID = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,13}")


def invoice_faults(invoice: Invoice) -> list[str]:
    """Why this is no bill at all; empty when it is one."""
    return [*_head(invoice), *_parties(invoice), *_dates(invoice), *_lines(invoice)]


def einvoice_faults(invoice: Invoice) -> list[str]:
    """Why a good bill cannot be an e-invoice by EN 16931; empty when it can. It is still a bill on paper."""
    return [
        *_currency(invoice),
        *_registers(invoice.seller, worded("seller")),
        *_registers(invoice.buyer, worded("buyer")),
        *_seller(invoice),
    ]


def _head(invoice: Invoice) -> Iterator[str]:
    for number in (invoice.number, *([invoice.corrects] if invoice.corrects else [])):
        if not number.strip() or len(number) > LONGEST_NUMBER or not number.isprintable():
            yield worded(
                "{number!r} is no number of a bill; it is one line of 1 to {longest_number} characters.",
                number=number[:LONGEST_NUMBER],
                longest_number=LONGEST_NUMBER,
            )
    if invoice.currency not in DECIMALS:
        yield worded(
            "There is no currency {currency!r}; there are {decimals}.",
            currency=invoice.currency,
            decimals=", ".join(DECIMALS),
        )
    if invoice.kind == "credit_note" and not invoice.corrects:
        yield worded("A credit note needs the number of the bill that it corrects.")
    if invoice.kind == "invoice" and invoice.corrects:
        yield worded("Only a credit note corrects another bill; this one names {corrects}.", corrects=invoice.corrects)
    if invoice.corrects and invoice.corrects == invoice.number:
        yield worded(
            "A credit note has a number of its own; {number} is the bill that it corrects.", number=invoice.number
        )


def _parties(invoice: Invoice) -> Iterator[str]:
    if not invoice.seller.name.strip():
        yield worded("The seller has no name.")
    if not invoice.buyer.name.strip():
        yield worded("The buyer has no name.")
    if (
        any(line.vat_percent > 0 for line in invoice.lines if line.vat_percent.is_finite())
        and not invoice.seller.vat_id
    ):
        yield worded("The seller charges VAT and has no VAT number; add the number, or bill without VAT.")


def _dates(invoice: Invoice) -> Iterator[str]:
    if invoice.due is not None and invoice.due < invoice.issued:
        yield worded("It is due on {due}, before it was issued on {issued}.", due=invoice.due, issued=invoice.issued)
    if invoice.period is not None and invoice.period[1] < invoice.period[0]:
        yield worded(
            "Its period ends on {period}, before it begins on {other_period}.",
            period=invoice.period[1],
            other_period=invoice.period[0],
        )


def _lines(invoice: Invoice) -> Iterator[str]:
    if not invoice.lines:
        yield worded("A bill without lines is none.")
    for number, line in enumerate(invoice.lines, start=1):
        yield from (worded("Line {number} {fault}.", number=number, fault=fault) for fault in _line(invoice, line))


def _line(invoice: Invoice, line: InvoiceLine) -> Iterator[str]:
    if not line.label.strip():
        yield worded("does not say what it is for")
    if line.gross.currency != invoice.currency or (line.rate is not None and line.rate.currency != invoice.currency):
        yield worded("is in another currency than the bill, which is in {currency}", currency=invoice.currency)
    elif line.gross.amount < 0:
        yield worded("is {amount}; amounts are not negative, also those of a credit note", amount=line.gross)
    if line.minutes is not None and line.minutes <= 0:
        yield worded("has {minutes} minutes; leave them out where time does not matter", minutes=line.minutes)
    percent = line.vat_percent
    if not percent.is_finite() or not 0 <= percent < 100 or percent != percent.quantize(Decimal("0.01")):
        yield worded("bears {percent} % of VAT; it is 0 or more, under 100, with at most two places", percent=percent)


def _currency(invoice: Invoice) -> Iterator[str]:
    if invoice.currency in CRYPTO:
        yield worded(
            "An e-invoice is in a currency of ISO 4217, which {currency} is not; the bill is there as a PDF.",
            currency=invoice.currency,
        )
    elif DECIMALS[invoice.currency] > MOST_PLACES:
        yield worded(
            "An e-invoice has amounts of two places; {currency} has {decimals}.",
            currency=invoice.currency,
            decimals=DECIMALS[invoice.currency],
        )


def _registers(party: Party, who: str) -> Iterator[str]:
    if not party.country:
        yield worded("An e-invoice needs the country of the {who}, as two letters.", who=who)
    elif party.country not in COUNTRIES:
        yield worded(
            "The country of the {who} is {country!r}, which is none of ISO 3166's two letters.",
            who=who,
            country=party.country,
        )
    vat_id = party.vat_id
    if vat_id and (not _VAT_ID.fullmatch(vat_id) or vat_id[:2] not in _VAT_COUNTRIES):
        yield worded(
            "The VAT number of the {who}, {vat_id!r}, has to begin with the two letters of its country "
            "and has no blanks.",
            who=who,
            vat_id=vat_id,
        )


def _seller(invoice: Invoice) -> Iterator[str]:
    if not (invoice.seller.vat_id or invoice.seller.business_id or invoice.seller.id):
        yield worded("An e-invoice needs a number of the seller: of VAT, of a register of businesses, or of this hall.")

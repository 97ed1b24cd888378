"""A bill as an e-invoice: EN 16931 in the form of Factur-X and ZUGFeRD (UN/CEFACT Cross Industry Invoice)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from store.types import DECIMALS
from tools.contracts.paper.refusals import FaultyInvoice, NoPaper
from tools.contracts.rules.documents import Invoice, InvoiceLine, Party
from tools.contracts.rules.invoice_faults import einvoice_faults, invoice_faults
from tools.contracts.rules.invoices import LineSums, Sums, VatGroup, invoice_sums, sum_faults
from tools.text import one_line, visible

EN16931 = "urn:cen.eu:en16931:2017"
# UNTDID 1001.
TYPES = {"invoice": "380", "credit_note": "381"}
# What XML cannot hold though it is a character.
_UNFIT = re.compile("[\ufffe\uffff]")


def invoice_xml(invoice: Invoice) -> bytes:
    """The bill as an e-invoice, as XML. FaultyInvoice says why it can be none; NoPaper when the extra is not installed."""
    faults = invoice_faults(invoice) or einvoice_faults(invoice)
    sums = invoice_sums(invoice) if not faults else None
    if sums is None or (faults := sum_faults(invoice, sums)):
        raise FaultyInvoice(faults)
    try:
        from drafthorse.models.document import Document
    except ImportError as missing:
        raise NoPaper(missing) from None
    document = Document()
    document.context.guideline_parameter.id = EN16931
    document.header.id = invoice.number
    document.header.type_code = TYPES[invoice.kind]
    document.header.issue_date_time = invoice.issued
    _add_notes(document, invoice)
    for number, (line, part) in enumerate(zip(invoice.lines, sums.lines, strict=True), start=1):
        document.trade.items.add(_line(number, line, part, _group_of(line, sums)))
    _fill_agreement(document.trade.agreement, invoice, sums)
    days = days_of(invoice)
    document.trade.delivery.event.occurrence = days[1] if days else invoice.issued
    _fill_settlement(document.trade.settlement, invoice, sums)
    xml: bytes = document.serialize(schema="FACTUR-X_EN16931")
    return xml


def terms_of(invoice: Invoice) -> str:
    """When it is to be paid, in words."""
    if invoice.kind == "credit_note":
        return f"Takes back bill {invoice.corrects}"
    return f"Payable by {invoice.due}" if invoice.due else "Payable on receipt"


def days_of(invoice: Invoice) -> tuple[date, date] | None:
    """The days that a bill is for: its period, else from the first day of its lines to the last."""
    days = sorted(line.day for line in invoice.lines if line.day)
    return invoice.period or ((days[0], days[-1]) if days else None)


def _add_notes(document: Any, invoice: Invoice) -> None:
    from drafthorse.models.note import IncludedNote

    for text in (invoice.label, invoice.note):
        if text.strip():
            note = IncludedNote()
            note.content = _clean(visible(text))
            document.header.notes.add(note)


def _line(number: int, line: InvoiceLine, part: LineSums, group: VatGroup) -> Any:
    from drafthorse.models.tradelines import LineItem

    item = LineItem()
    item.document.line_id = str(number)
    item.product.name = _clean(one_line(line.label))
    item.agreement.net.amount = f"{part.price:f}"
    item.delivery.billed_quantity = (f"{part.quantity.normalize():f}", part.unit)
    item.settlement.trade_tax.type_code = "VAT"
    item.settlement.trade_tax.category_code = group.category
    if group.category != "O":
        item.settlement.trade_tax.rate_applicable_percent = _percent(group.percent)
    if line.day is not None:
        item.settlement.period.start = item.settlement.period.end = line.day
    item.settlement.monetary_summation.total_amount = _amount(part.net, line.gross.currency)
    return item


def _group_of(line: InvoiceLine, sums: Sums) -> VatGroup:
    return next(group for group in sums.groups if group.percent == line.vat_percent)


def _fill_agreement(agreement: Any, invoice: Invoice, sums: Sums) -> None:
    # Whoever is outside VAT sends no VAT number, not even the buyer's.
    outside = any(group.category == "O" for group in sums.groups)
    _fill_party(agreement.seller, invoice.seller, outside)
    _fill_party(agreement.buyer, invoice.buyer, outside)
    if invoice.reference.strip():
        agreement.contract.issuer_assigned_id = _clean(one_line(invoice.reference))


def _fill_party(to: Any, party: Party, outside: bool) -> None:
    from drafthorse.models.party import TaxRegistration

    to.name = _clean(one_line(party.name))
    if party.id:
        to.id = party.id
    if party.business_id:
        to.legal_organization.id = _clean(one_line(party.business_id))
    to.address.country_id = party.country
    to.address.postcode = _clean(one_line(party.postal_code or ""))
    to.address.city_name = _clean(one_line(party.city or ""))
    first, second, third = [*_three(party.address_lines), "", "", ""][:3]
    to.address.line_one, to.address.line_two, to.address.line_three = first, second, third
    if party.email:
        to.electronic_address.uri_ID = ("EM", _clean(one_line(party.email)))
    if party.vat_id and not outside:
        registration = TaxRegistration()
        registration.id = ("VA", party.vat_id)
        to.tax_registrations.add(registration)


def _three(lines: tuple[str, ...]) -> list[str]:
    """An address in at most three lines, which is what the form has."""
    clean = [text for text in (_clean(one_line(line)) for line in lines) if text]
    return clean if len(clean) <= 3 else [*clean[:2], ", ".join(clean[2:])]


def _fill_settlement(settlement: Any, invoice: Invoice, sums: Sums) -> None:
    from drafthorse.models.accounting import ApplicableTradeTax
    from drafthorse.models.payment import PaymentTerms

    settlement.payment_reference = invoice.number
    settlement.currency_code = invoice.currency
    for group in sums.groups:
        tax = ApplicableTradeTax()
        tax.calculated_amount = _amount(group.vat, invoice.currency)
        tax.type_code = "VAT"
        tax.basis_amount = _amount(group.net, invoice.currency)
        tax.category_code = group.category
        if group.category != "O":
            tax.rate_applicable_percent = _percent(group.percent)
        if group.reason:
            tax.exemption_reason = _clean(one_line(group.reason))
        if group.reason_code:
            tax.exemption_reason_code = group.reason_code
        settlement.trade_tax.add(tax)
    if days := days_of(invoice):
        settlement.period.start, settlement.period.end = days
    terms = PaymentTerms()
    terms.description = terms_of(invoice)
    if invoice.due is not None:
        terms.due = invoice.due
    settlement.terms.add(terms)
    if invoice.corrects:
        settlement.invoice_referenced_document.issuer_assigned_id = invoice.corrects
    _fill_totals(settlement.monetary_summation, invoice.currency, sums)


def _fill_totals(to: Any, currency: str, sums: Sums) -> None:
    to.line_total = _amount(sums.net, currency)
    to.tax_basis_total = (_amount(sums.net, currency), None)
    to.tax_total = (_amount(sums.vat, currency), currency)
    to.grand_total = (_amount(sums.net + sums.vat, currency), None)
    if sums.rounding:
        to.rounding_amount = _amount(sums.rounding, currency)
    to.due_amount = _amount(sums.payable, currency)


def _amount(amount: int, currency: str) -> str:
    return f"{Decimal(amount).scaleb(-DECIMALS[currency]):f}"


def _percent(percent: Decimal) -> str:
    return f"{percent.normalize():f}"


def _clean(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)

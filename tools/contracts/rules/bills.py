"""Bills of work contracts: their states, how what is issued for them is numbered, and why it may be no e-invoice."""

from __future__ import annotations

from store.types import CRYPTO
from tools.contracts.rules.documents import Invoice, InvoiceKind
from tools.contracts.rules.invoice_faults import einvoice_faults
from tools.rules.sentences import joined, worded

OPEN, DELETED, REPORTED, PAID = 100, 444, 555, 777
NAMES = {OPEN: "open", DELETED: "deleted", REPORTED: "payment_reported", PAID: "paid"}
# So many charges fit on one bill: all are paid in one transaction.
MOST_CHARGES = 500
_PREFIXES: dict[InvoiceKind, str] = {"invoice": "INV", "credit_note": "CN"}


def document_number(kind: InvoiceKind, year: int, sequence: int) -> str:
    """The number a document bears: 'INV-2026-0001'. Invoices and credit notes have a series each, by issuer and year."""
    return f"{_PREFIXES[kind]}-{year}-{sequence:04}"


def line_text(line: str | None, charge: str, default: str) -> str:
    """What a charge is called on paper: its own words behind those of its line on the bill."""
    if line is None:
        return charge.strip() or default
    return line if charge.strip() in ("", default, line) else f"{line}: {charge}"


def why_no_einvoice(invoice: Invoice) -> str | None:
    """Why a document is there on paper only, and what helps the next one; None when it is an e-invoice too."""
    faults = einvoice_faults(invoice)
    if not faults:
        return None
    helps = (
        ""
        if invoice.currency in CRYPTO
        else worded("set_billing_details adds it, by whom it is about, for later bills.")
    )
    return joined((*faults, helps) if helps else faults, " ")

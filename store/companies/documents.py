"""A company's invoices and certificates."""

from __future__ import annotations

from store.database import Transaction
from store.types import Money

INVOICE, CERTIFICATE = 6, 7

# Those of :company_id, perhaps of one :type or from :start to :end.
DOCUMENTS = """
    SELECT d.id, d.type, d.invoice_status_id, d.report_status_id, d.number, d.amount, d.currency, d.file_id, d.sf_file_id,
           d.task_id, d.top_up_balance_date, d.created_at
    FROM company_documents d
    WHERE d.company_id = :company_id AND (:type IS NULL OR d.type = :type)
      AND (:start IS NULL OR d.created_at >= :start) AND (:end IS NULL OR d.created_at < :end)"""


def next_running_number(tx: Transaction, company_id: int) -> int:
    """One more than the number of the company's latest document ends with; found at once, however many there are."""
    latest = tx.value(
        "SELECT number FROM company_documents WHERE company_id = :id ORDER BY id DESC LIMIT 1", id=company_id
    )
    return 1 if latest is None else int(latest.rsplit("-", 1)[1]) + 1


def add_tax_invoice(tx: Transaction, invoice_id: int, file_id: int, stamp: str) -> None:
    """Keep the tax invoice of an invoice that was paid, and when that was."""
    tx.change("company_documents", invoice_id, sf_file_id=file_id, top_up_balance_date=stamp)


def add_document(
    tx: Transaction,
    company_id: int,
    type: int,
    number: str,
    net: Money,
    vat: Money,
    file_id: int,
    stamp: str,
    task_id: int | None = None,
) -> int:
    """Store a fresh invoice (issued) or certificate (generated) and return its id."""
    return tx.insert(
        "company_documents",
        company_id=company_id,
        type=type,
        invoice_status_id=1 if type == INVOICE else None,
        report_status_id=1 if type == CERTIFICATE else None,
        number=number,
        amount=net.amount,
        vat_amount=vat.amount,
        currency=net.currency,
        file_id=file_id,
        task_id=task_id,
        created_at=stamp,
    )

"""A company's invoices and certificates."""

from __future__ import annotations

from store.database import Transaction
from store.types import Money

INVOICE, CERTIFICATE = 6, 7


def next_running_number(tx: Transaction, company_id: int) -> int:
    """How many documents the company has had, and one."""
    count: int = tx.value("SELECT count(*) FROM company_documents WHERE company_id = :id", id=company_id)
    return count + 1


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

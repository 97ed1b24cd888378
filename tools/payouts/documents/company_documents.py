"""A company's invoices and certificates, as they were issued."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.companies.documents import DOCUMENTS
from store.database import Row
from store.types import Money, iso
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.payouts.params import DocumentsFrom, DocumentsTo, DocumentType
from tools.rules.day_range import day_range
from tools.shapes import CurrencyShape, currency_shape
from tools.uploads.reading import file_uri

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True

Sort = Literal["created_at", "id", "file_id"]
Direction = Literal["asc", "desc"]


class CompanyDocument(TypedDict):
    """amount: net. An invoice (6) has invoice_status_id: 1 issued, 2 paid, 3 cancelled; a certificate (7) report_status_id:
    1 generated, 2 corrected. sf_file_id: the tax invoice of a top-up that was paid, on top_up_balance_date."""

    file_id: int
    type: int
    document_id: int
    invoice_status_id: NotRequired[int | None]
    report_status_id: NotRequired[int | None]
    amount: str
    number: str
    currency: CurrencyShape
    created_at: str
    top_up_balance_date: NotRequired[str | None]
    sf_file_id: NotRequired[int | None]
    task_id: NotRequired[int | None]
    url: str


class CompanyDocuments(TypedDict):
    items: list[CompanyDocument]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "paperwork for our accountant",
        "bills we got this quarter",
        "acts of acceptance for March",
        "list our invoices",
        "certificates of work done for the company",
        "which funding invoices are still unpaid",
        "tax invoices of our top-ups",
        "accounting documents of the organisation",
        "find an invoice by its number",
        "documents issued to us last month",
        "closing papers for finished tasks",
        "invoices and certificates of our company",
        "which accounting papers do we have",
        "closing documents of last month",
    ),
)
def list_company_documents(
    call: Call,
    page: Page,
    type: DocumentType | None = None,
    date_from: DocumentsFrom | None = None,
    date_to: DocumentsTo | None = None,
    sort: Annotated[Sort, Field(description="id is document_id.")] = "created_at",
    direction: Annotated[Direction, Field(description="desc: newest or highest first.")] = "desc",
) -> CompanyDocuments:
    """List the company's documents: invoices of top-ups (6) and certificates of accepted work (7).

    They stay as they were issued; only the state of an invoice changes. Each is read at its url or with get_file. All of
    them in one archive: download_company_documents. Invoices of work contracts are in list_contract_bills."""
    company_id = call.caller.company_id or 0
    days = day_range(date_from, date_to, companies.terms_of(call.tx, company_id)["timezone"])
    params = {"company_id": company_id, "type": type, "start": days.start, "end": days.end}
    rows, next_cursor, total = page.rows(call.tx, DOCUMENTS, params, _order(sort, direction))
    return {"items": [_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


def _order(sort: Sort, direction: Direction) -> list[tuple[str, str]]:
    by_id = ("d.id", direction)
    return [by_id] if sort == "id" else [(f"d.{sort}", direction), by_id]


def _shape(row: Row) -> CompanyDocument:
    return {
        "file_id": row["file_id"],
        "type": row["type"],
        "document_id": row["id"],
        "invoice_status_id": row["invoice_status_id"],
        "report_status_id": row["report_status_id"],
        "amount": Money(row["amount"], row["currency"]).text,
        "number": row["number"],
        "currency": currency_shape(row["currency"]),
        "created_at": iso(row["created_at"]),
        "top_up_balance_date": iso(row["top_up_balance_date"]) if row["top_up_balance_date"] else None,
        "sf_file_id": row["sf_file_id"],
        "task_id": row["task_id"],
        "url": file_uri(row["file_id"]),
    }

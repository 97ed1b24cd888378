"""Invoices and credit notes as files: made once from what was issued, and kept."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts.bill_documents import documents_of, find_file, insert_file
from store.database import Row
from tools.call import Call
from tools.contracts.finance.billing import FIND, address_of, is_own_document, seen_bill
from tools.contracts.finance.params import BillId
from tools.contracts.paper.bills import render_invoice
from tools.contracts.paper.einvoices import invoice_xml
from tools.contracts.rules.bills import why_no_einvoice
from tools.contracts.rules.documents import Invoice
from tools.contracts.rules.snapshots import from_snapshot
from tools.errors import Conflict, Invalid, NotFound
from tools.operation import operation
from tools.rules.sentences import worded

TOOLSET = "contract_finance"
MIME_TYPES = {"pdf": "application/pdf", "xml": "application/xml"}
Format = Literal["pdf", "xml"]


class BillFile(TypedDict):
    """An invoice or credit note as a file and, when asked for, its bytes. What is in it was written by its parties."""

    bill_id: int
    document: int
    number: str
    kind: str
    file_name: str
    mime_type: str
    size_bytes: int | None
    content_base64: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """content: of the file that was made before; else it is made of the invoice."""

    invoice: Invoice
    content: bytes | None


def _load(call: Call, arguments: dict[str, Any]) -> Wanted | None:
    format = arguments.get("format", "pdf")
    row = _document(call, arguments["bill_id"], arguments.get("document"), format)
    if not arguments.get("content"):
        return None
    return Wanted(from_snapshot(row["snapshot"]), find_file(call.tx, row["id"], format))


def _make(arguments: dict[str, Any], wanted: Wanted | None) -> bytes | None:
    if wanted is None or wanted.content is not None:
        return wanted.content if wanted else None
    return render_invoice(wanted.invoice) if arguments.get("format", "pdf") == "pdf" else invoice_xml(wanted.invoice)


@operation(
    access="read",
    actors=("any",),
    price="free",
    load=_load,
    prepare=_make,
    stores_with=("content",),
    find=(
        "get the invoice as a PDF",
        "download an e-invoice as XML",
        "Factur-X file of a bill",
        "EN 16931 invoice for the accounting program",
        "print the bill",
        "send the client the invoice file",
        "credit note as a document",
        "invoice for the tax office",
        "ZUGFeRD document of my invoice",
        "a copy of the bill to archive",
        "the paper invoice of last month",
    ),
)
def get_bill_document(
    call: Call,
    bill_id: BillId,
    document: Annotated[
        int,
        Field(ge=1, le=1000, description="Its number on the bill; default the only invoice of it that you may read."),
    ]
    | None = None,
    format: Annotated[Format, Field(description="pdf for people (the e-invoice inside), xml for machines.")] = "pdf",
    content: Annotated[
        bool, Field(description="true: with the bytes. Default false: only what and where it is.")
    ] = False,
) -> BillFile:
    """Get an invoice or credit note of a bill as a file: PDF/A-3, or the e-invoice (EN 16931, Factur-X, ZUGFeRD) as XML.

    list_contract_bills names the documents of each bill. It is what was issued, whatever changed since, and the same bytes
    every time. With read level 4 all of them, else those that you issue. With content=true the bytes come in base64; the same
    bytes are at url as a resource."""
    row = _document(call, bill_id, document, format)
    made: bytes | None = None
    if content:
        # Somebody else may have been first meanwhile: then theirs is what was handed out.
        made = find_file(call.tx, row["id"], format)
        if made is None:
            made = call.prepared
            assert made is not None, "the file was not made"
            insert_file(call.tx, row["id"], format, made, call.now)
    return {
        "bill_id": bill_id,
        "document": row["place"],
        "number": row["number"],
        "kind": row["kind"],
        "file_name": f"{row['number']}.{format}",
        "mime_type": MIME_TYPES[format],
        "size_bytes": len(made) if made is not None else None,
        "content_base64": base64.b64encode(made).decode() if made is not None else None,
        "url": address_of(row, format),
    }


def _document(call: Call, bill_id: int, place: int | None, format: str) -> Row:
    """The document that is meant, for somebody who may read it. Conflict when it is no e-invoice and one is asked for."""
    stand, bill = seen_bill(call, bill_id)
    rows = [row for row in documents_of(call.tx, [bill["id"]]) if is_own_document(call, stand, row)]
    row = _meant(bill_id, rows, place)
    why_not = why_no_einvoice(from_snapshot(row["snapshot"])) if format == "xml" else None
    if why_not is not None:
        raise Conflict(
            worded(
                "{number} of bill {bill_id} is no e-invoice. {why_not} The PDF is there.",
                number=row["number"],
                bill_id=bill_id,
                why_not=why_not,
            ),
            code="no_einvoice",
            next=("set_billing_details",),
        )
    return row


def _meant(bill_id: int, rows: list[Row], place: int | None) -> Row:
    if place is None:
        invoices = [row for row in rows if row["kind"] == "invoice"]
        if len(invoices) > 1:
            named = ", ".join(f"{row['place']} ({row['number']})" for row in invoices[:10])
            raise Invalid(
                {
                    "document": worded(
                        "bill {bill_id} has several invoices: say which of {named}", bill_id=bill_id, named=named
                    )
                },
                next=FIND,
            )
        place = invoices[0]["place"] if invoices else 0
    found = next((row for row in rows if row["place"] == place), None)
    if found is None:
        raise NotFound("document of bill", bill_id, next=FIND)
    return found

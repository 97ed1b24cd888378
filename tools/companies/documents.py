"""Invoices and certificates as text files that belong to a company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from store.companies import documents
from store.companies.documents import CERTIFICATE, INVOICE
from store.database import Row
from store.types import Money, Owner
from store.uploads import files
from store.uploads.files import Stored
from tools.call import Call
from tools.companies.rules.companies import document_number

_TITLES = {INVOICE: "Invoice", CERTIFICATE: "Certificate of work done"}


class Paper(NamedTuple):
    """A document as it was issued."""

    document_id: int
    number: str
    file_id: int


def issue_document(
    call: Call,
    company: Row,
    type: int,
    net: Money,
    vat: Money,
    lines: Sequence[str],
    owner: Owner,
    task_id: int | None = None,
) -> Paper:
    """Number, write and store an invoice (6) or a certificate (7) of a company.

    company: a row with id, company_name and timezone. owner: who caused it and holds the file."""
    day = _today(call.now, company["timezone"])
    number = document_number(company["id"], day, documents.next_running_number(call.tx, company["id"]))
    title = f"{_TITLES[type]} {number}"
    text = [title, f"Date: {day.isoformat()}", f"Company: {company['company_name']} ({company['id']})", ""]
    text += [*lines, "", f"Net: {net}", f"VAT: {vat}", f"Total: {net + vat}", ""]
    file_id = keep_text(call, f"{title.lower().replace(' ', '-')}.txt", "\n".join(text), owner, company["id"])
    document_id = documents.add_document(call.tx, company["id"], type, number, net, vat, file_id, call.stamp, task_id)
    files.attach(call.tx, [file_id], f"company_document:{document_id}")
    return Paper(document_id, number, file_id)


def keep_text(call: Call, name: str, text: str, owner: Owner, company_id: int) -> int:
    """Keep a text as a file of the company; its id."""
    content = text.encode()
    sha256 = call.files.put(content)
    stored = Stored(sha256, "text/plain", len(content))
    return files.add_file(call.tx, owner, "document", "general", name, stored, [], sha256, call.now, company_id)


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()

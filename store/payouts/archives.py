"""Archives of a company's documents, which end; and the PDFs of documents, which stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from store.companies.documents import DOCUMENTS
from store.database import Row, Transaction
from store.rows import count_of
from store.types import Owner, utc_text


def documents_matching(tx: Transaction, params: Mapping[str, object], most: int) -> list[Row]:
    """The documents that DOCUMENTS finds, oldest first."""
    return tx.all(f"{DOCUMENTS} ORDER BY d.id LIMIT :most", **params, most=most)


def count_matching(tx: Transaction, params: Mapping[str, object]) -> int:
    """How many documents DOCUMENTS finds, counted up to 1000."""
    return count_of(tx, DOCUMENTS, dict(params))


def paper_of(tx: Transaction, file_id: int) -> Row | None:
    """The text of a document: name and hash, when it was made, and the PDF if that was made."""
    return tx.one(
        """SELECT f.id, f.name, f.sha256, f.created_at, p.content AS pdf
           FROM files f LEFT JOIN company_document_pdfs p ON p.file_id = f.id WHERE f.id = :id""",
        id=file_id,
    )


def keep_pdf(tx: Transaction, file_id: int, content: bytes, now: datetime) -> None:
    """Keep the PDF of a document, unless somebody else was first."""
    if tx.value("SELECT 1 FROM company_document_pdfs WHERE file_id = :id", id=file_id) is None:
        tx.insert("company_document_pdfs", file_id=file_id, content=content, created_at=utc_text(now))


def add_archive(
    tx: Transaction, company_id: int, file_id: int, documents: int, by: Owner, now: datetime, ends_at: datetime
) -> int:
    """An archive, which is a file of the company until it ends; its id."""
    return tx.insert(
        "company_document_archives",
        company_id=company_id,
        file_id=file_id,
        documents=documents,
        created_by_type=by.kind,
        created_by_id=by.id,
        created_at=utc_text(now),
        ends_at=utc_text(ends_at),
    )


def is_open(tx: Transaction, company_id: int, archive_id: int, now: datetime) -> bool:
    """Whether an archive is the company's and has not ended."""
    found = tx.value(
        """SELECT 1 FROM company_document_archives
           WHERE id = :id AND company_id = :company_id AND ends_at > :now AND dropped_at IS NULL""",
        id=archive_id,
        company_id=company_id,
        now=utc_text(now),
    )
    return found is not None


def ended(tx: Transaction, now: datetime, most: int) -> list[Row]:
    """Archives that have ended and still have their file."""
    return tx.all(
        """SELECT id, file_id FROM company_document_archives
           WHERE dropped_at IS NULL AND ends_at <= :now ORDER BY ends_at, id LIMIT :most""",
        now=utc_text(now),
        most=most,
    )


def drop(tx: Transaction, archive_id: int, now: datetime) -> None:
    """Note that an archive's file is gone."""
    tx.change("company_document_archives", archive_id, dropped_at=utc_text(now))

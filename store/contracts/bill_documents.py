"""What was issued for bills, as rows: invoices, credit notes and their files. Nothing here is changed or taken away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.types import Owner, utc_text


def insert_document(tx: Transaction, now: datetime, **columns: Any) -> int:
    """Store what is issued, as the next one on its bill; its id. Triggers refuse a number out of order."""
    place = tx.value(
        "SELECT coalesce(max(place), 0) + 1 FROM contract_bill_documents WHERE bill_id = :id", id=columns["bill_id"]
    )
    return tx.insert("contract_bill_documents", **columns, place=place, created_at=utc_text(now))


def next_sequence(tx: Transaction, issuer: Owner, kind: str, year: int) -> int:
    """The next number of an issuer's documents of a kind and year."""
    sequence: int = tx.value(
        """SELECT coalesce(max(sequence), 0) + 1 FROM contract_bill_documents
           WHERE issuer_type = :type AND issuer_id = :id AND kind = :kind AND year = :year""",
        type=issuer.kind,
        id=issuer.id,
        kind=kind,
        year=year,
    )
    return sequence


def documents_of(tx: Transaction, bill_ids: Collection[int]) -> list[Row]:
    """What was issued for bills, in order; corrected: the number a credit note takes back."""
    one_of, params = among(bill_ids)
    return tx.all(
        f"""SELECT d.*, i.number AS corrected FROM contract_bill_documents d
            LEFT JOIN contract_bill_documents i ON i.id = d.corrects
            WHERE d.bill_id {one_of} ORDER BY d.bill_id, d.place""",
        **params,
    )


def find_file(tx: Transaction, document_id: int, format: str) -> bytes | None:
    """The file of a document, once it was made."""
    content: bytes | None = tx.value(
        "SELECT content FROM contract_bill_files WHERE document_id = :id AND format = :format",
        id=document_id,
        format=format,
    )
    return content


def insert_file(tx: Transaction, document_id: int, format: str, content: bytes, now: datetime) -> None:
    """Keep the file of a document."""
    tx.insert("contract_bill_files", document_id=document_id, format=format, content=content, created_at=utc_text(now))

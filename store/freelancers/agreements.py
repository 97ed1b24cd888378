"""What freelancers sign: the offer agreement, documents that tasks ask for, and the signatures."""

from __future__ import annotations

from store.database import Row, Transaction
from store.types import Owner

_TEMPLATES = """
    SELECT t.id, t.template_uuid, t.kind, t.title, t.text, t.reason, t.version, t.is_current, t.published_at,
           a.company_id, a.file_id
    FROM agreement_templates t LEFT JOIN acceptance_files a ON a.uuid = t.template_uuid"""

# Documents of :company_id and those for every company.
ACCEPTANCE_FILES = """SELECT id, uuid, file_id, company_id, title, title_en, created_at FROM acceptance_files
                      WHERE (company_id IS NULL OR company_id = :company_id)"""
ACCEPTANCE_FILES_ORDER = [("id", "asc")]


def current_offer(tx: Transaction) -> Row:
    """The offer agreement in force; every installation starts with one."""
    row = tx.one(f"{_TEMPLATES} WHERE t.kind = 'offer' AND t.is_current = 1")
    if row is None:
        raise LookupError("there is no current offer agreement")
    return row


def template(tx: Transaction, template_uuid: str) -> Row | None:
    """An agreement by its uuid; company_id says whose document it is, null everybody's."""
    return tx.one(f"{_TEMPLATES} WHERE t.template_uuid = :uuid", uuid=template_uuid.lower())


def publish_offer(
    tx: Transaction, template_uuid: str, title: str, text: str, reason: str, published_by: Owner, stamp: str
) -> int:
    """Put a new version of the offer agreement in force and return its version; signatures of former ones stay."""
    version: int = tx.value("SELECT coalesce(max(version), 0) + 1 FROM agreement_templates WHERE kind = 'offer'")
    tx.run("UPDATE agreement_templates SET is_current = 0 WHERE kind = 'offer' AND is_current = 1")
    tx.insert(
        "agreement_templates",
        template_uuid=template_uuid,
        kind="offer",
        title=title,
        text=text,
        reason=reason,
        version=version,
        published_by_type=published_by.kind,
        published_by_id=published_by.id,
        published_at=stamp,
    )
    return version


def add_acceptance_file(
    tx: Transaction,
    uuid: str,
    file_id: int,
    company_id: int | None,
    title: str,
    title_en: str,
    created_by: Owner,
    stamp: str,
) -> int:
    """Store a document that freelancers can be asked to sign, and return its id. company_id null: for everybody."""
    tx.insert(
        "agreement_templates",
        template_uuid=uuid,
        kind="acceptance_document",
        title=title,
        published_by_type=created_by.kind,
        published_by_id=created_by.id,
        published_at=stamp,
    )
    return tx.insert(
        "acceptance_files",
        uuid=uuid,
        file_id=file_id,
        company_id=company_id,
        title=title,
        title_en=title_en,
        created_by_type=created_by.kind,
        created_by_id=created_by.id,
        created_at=stamp,
    )


def signature(tx: Transaction, template_uuid: str, person_id: int) -> Row | None:
    """The person's signature under an agreement."""
    return tx.one(
        """SELECT id, template_uuid, signed_at, on_behalf FROM agreement_signatures
           WHERE template_uuid = :uuid AND person_id = :person_id""",
        uuid=template_uuid.lower(),
        person_id=person_id,
    )


def sign(
    tx: Transaction, template_uuid: str, person_id: int, signed_by: Owner, company_id: int | None, stamp: str
) -> None:
    """Sign an agreement; a second signature is the first one. company_id: the company that signs for the person."""
    tx.run(
        """INSERT INTO agreement_signatures
               (template_uuid, person_id, signed_by_type, signed_by_id, company_id, on_behalf, signed_at)
           VALUES (:uuid, :person_id, :by_type, :by_id, :company_id, :on_behalf, :stamp)
           ON CONFLICT (template_uuid, person_id) DO NOTHING""",
        uuid=template_uuid.lower(),
        person_id=person_id,
        by_type=signed_by.kind,
        by_id=signed_by.id,
        company_id=company_id,
        on_behalf=int(company_id is not None),
        stamp=stamp,
    )


def offer_signed_before(tx: Transaction, person_id: int) -> bool:
    """Whether the person has signed any version of the offer agreement."""
    found = tx.value(
        """SELECT 1 FROM agreement_signatures s JOIN agreement_templates t ON t.template_uuid = s.template_uuid
           WHERE s.person_id = :person_id AND t.kind = 'offer' LIMIT 1""",
        person_id=person_id,
    )
    return found is not None


def document_file(tx: Transaction, file_id: int) -> Row | None:
    """The file of a document to sign."""
    return tx.one("SELECT id, name, mime_type, size_bytes, sha256 FROM files WHERE id = :id", id=file_id)

"""Uploaded files as rows. The bytes lie in store/filestore.py under the hash that a row names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text, utc_time

# What papers of a company are attached to: its invoices and certificates, and the archives of them, 'document_archive:5'. They
# are the company's; whoever's call made one keeps nothing of it and can put it nowhere else.
COMPANY_DOCUMENT, ARCHIVE = "company_document", "document_archive"
_OWN = f"""coalesce(attached_to, '') NOT LIKE '{COMPANY_DOCUMENT}:%' AND coalesce(attached_to, '') NOT LIKE '{ARCHIVE}:%'"""


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that are kept, with what they are. width and height of pictures only."""

    sha256: str
    mime_type: str
    size_bytes: int
    width: int | None = None
    height: int | None = None


def find_file(tx: Transaction, owner: Owner, file_id: int) -> Row | None:
    """An owner's file, unless deleted or a paper of a company."""
    return tx.one(
        f"""SELECT * FROM files
            WHERE id = :id AND owner_type = :kind AND owner_id = :owner AND deleted_at IS NULL AND {_OWN}""",
        id=file_id,
        kind=owner.kind,
        owner=owner.id,
    )


def find_any_file(tx: Transaction, file_id: int) -> Row | None:
    """Anybody's file, unless deleted. For callers who check themselves who may read it."""
    return tx.one("SELECT * FROM files WHERE id = :id AND deleted_at IS NULL", id=file_id)


def is_company_paper(row: Row) -> bool:
    """Whether a file is an invoice or certificate of a company, or an archive of them."""
    return (row["attached_to"] or "").startswith((f"{COMPANY_DOCUMENT}:", f"{ARCHIVE}:"))


def is_on_page(tx: Transaction, person_id: int, file_id: int) -> bool:
    """Whether a file is the picture or the CV of a person who is not deleted."""
    found = tx.value(
        """SELECT 1 FROM persons WHERE id = :person AND deleted_at IS NULL
           AND (ava_id = :file OR cv_id = :file)""",
        person=person_id,
        file=file_id,
    )
    return found is not None


def find_same(tx: Transaction, owner: Owner, source_sha256: str, kind: str) -> Row | None:
    """A file the same owner made of the same bytes before."""
    return tx.one(
        f"""SELECT * FROM files WHERE owner_type = :kind AND owner_id = :owner AND source_sha256 = :source
            AND files.kind = :file_kind AND deleted_at IS NULL AND {_OWN} ORDER BY id LIMIT 1""",
        kind=owner.kind,
        owner=owner.id,
        source=source_sha256,
        file_kind=kind,
    )


def variants_of(tx: Transaction, file_id: int) -> list[Row]:
    """The smaller versions of a picture, largest first."""
    return tx.all("SELECT * FROM file_variants WHERE file_id = :id ORDER BY width DESC, height DESC", id=file_id)


def bytes_used(tx: Transaction, owner: Owner) -> int:
    """How many bytes an owner's files take, small versions included."""
    used: int = tx.value(
        f"""SELECT coalesce(sum(f.size_bytes), 0) + coalesce(sum(
               (SELECT coalesce(sum(v.size_bytes), 0) FROM file_variants v WHERE v.file_id = f.id)), 0)
           FROM files f WHERE f.owner_type = :kind AND f.owner_id = :owner AND f.deleted_at IS NULL AND {_OWN}""",
        kind=owner.kind,
        owner=owner.id,
    )
    return used


def add_file(
    tx: Transaction,
    owner: Owner,
    kind: str,
    purpose: str,
    name: str,
    stored: Stored,
    variants: Sequence[Stored],
    source_sha256: str,
    now: datetime,
    company_id: int | None = None,
    taken: tuple[str | None, float | None, float | None] = (None, None, None),
) -> int:
    """Store the record of bytes that are kept already and return its id. taken: when and where a picture says it was."""
    file_id = tx.insert(
        "files",
        owner_type=owner.kind,
        owner_id=owner.id,
        company_id=company_id,
        kind=kind,
        purpose=purpose,
        name=name,
        mime_type=stored.mime_type,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
        width=stored.width,
        height=stored.height,
        source_sha256=source_sha256,
        created_at=utc_text(now),
        taken_at=taken[0],
        taken_latitude=taken[1],
        taken_longitude=taken[2],
    )
    for variant in variants:
        tx.insert(
            "file_variants",
            file_id=file_id,
            width=variant.width,
            height=variant.height,
            mime_type=variant.mime_type,
            size_bytes=variant.size_bytes,
            sha256=variant.sha256,
        )
    return file_id


def newest_named(tx: Transaction, owner: Owner, name: str) -> datetime | None:
    """When the newest file of that name was made for an owner, unless it was deleted."""
    made: str | None = tx.value(
        """SELECT max(created_at) FROM files
           WHERE owner_type = :kind AND owner_id = :id AND name = :name AND deleted_at IS NULL""",
        kind=owner.kind,
        id=owner.id,
        name=name,
    )
    return None if made is None else utc_time(made)


def attach(tx: Transaction, file_ids: Sequence[int], record: str) -> None:
    """Note what files belong to, such as 'person:5', so that they are not swept; it may be several records."""
    for file_id in file_ids:
        records = records_of(tx, file_id)
        if record not in records:
            tx.change("files", file_id, attached_to=" ".join([*records, record]))


def detach(tx: Transaction, file_ids: Sequence[int], record: str) -> None:
    """Note that files no longer belong to a record."""
    for file_id in file_ids:
        rest = [other for other in records_of(tx, file_id) if other != record]
        tx.change("files", file_id, attached_to=" ".join(rest) or None)


def records_of(tx: Transaction, file_id: int) -> list[str]:
    """What a file belongs to."""
    attached_to: str | None = tx.value("SELECT attached_to FROM files WHERE id = :id", id=file_id)
    return (attached_to or "").split()


def unused_before(tx: Transaction, moment: datetime, most: int) -> list[Row]:
    """Files attached to nothing that were made before a moment, oldest first."""
    return tx.all(
        """SELECT id FROM files WHERE attached_to IS NULL AND deleted_at IS NULL AND created_at < :moment
           ORDER BY created_at, id LIMIT :most""",
        moment=utc_text(moment),
        most=most,
    )


def delete_file(tx: Transaction, file_id: int, now: datetime) -> None:
    tx.change("files", file_id, deleted_at=utc_text(now))


def deleted_with_bytes(tx: Transaction, before: datetime, most: int) -> list[Row]:
    """Files deleted before a moment whose bytes are still kept."""
    return tx.all(
        """SELECT id FROM files WHERE deleted_at < :before AND bytes_dropped_at IS NULL
           ORDER BY deleted_at, id LIMIT :most""",
        before=utc_text(before),
        most=most,
    )


def droppable_hashes(tx: Transaction, file_id: int) -> list[str]:
    """The hashes of a deleted file and its versions that no live file uses."""
    rows = tx.all(
        """SELECT sha256 FROM files WHERE id = :id UNION SELECT sha256 FROM file_variants WHERE file_id = :id
           EXCEPT SELECT sha256 FROM files WHERE deleted_at IS NULL
           EXCEPT SELECT v.sha256 FROM file_variants v JOIN files f ON f.id = v.file_id WHERE f.deleted_at IS NULL""",
        id=file_id,
    )
    return [row["sha256"] for row in rows]


def kept_hashes(tx: Transaction) -> Iterator[str]:
    """The hashes of all bytes that records name, each once; of deleted files until their bytes are dropped."""
    rows = tx.stream(
        """SELECT sha256 FROM files WHERE bytes_dropped_at IS NULL
           UNION SELECT v.sha256 FROM file_variants v JOIN files f ON f.id = v.file_id WHERE f.bytes_dropped_at IS NULL
           ORDER BY 1"""
    )
    return (row["sha256"] for row in rows)


def note_bytes_dropped(tx: Transaction, file_id: int, now: datetime) -> None:
    tx.change("files", file_id, bytes_dropped_at=utc_text(now))

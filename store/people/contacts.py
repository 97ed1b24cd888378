"""A person's own address book as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key, address_key_or_none, folded, found_in, like_text
from store.types import utc_text

_CONTACT = """SELECT c.id, c.owner_id, c.person_id, c.label, c.description, c.pinned, c.last_contact, c.count,
       c.created_at, c.updated_at, c.deleted_at, c.email, p.name, p.last_name, p.ava_id
FROM contacts c JOIN persons p ON p.id = c.person_id WHERE c.owner_id = :owner_id AND c.deleted_at IS NULL"""
# Whether :person has :other in their address book, by the address :other has proven or as somebody they were shown.
HAS_IN_BOOK = """SELECT 1 FROM contacts c JOIN persons b ON b.id = :other
    WHERE c.owner_id = :person AND c.deleted_at IS NULL
      AND (c.person_id = b.id OR (c.email = b.email_key AND b.email_verified_at IS NOT NULL))"""
IN_ORDER = (("c.pinned", "desc"), ("c.last_contact", "desc", "nullable"), ("c.id", "desc"))


def contacts_query(owner_id: int, query: str | None, pinned: bool | None) -> tuple[str, dict[str, Any]]:
    """The SELECT of a person's contacts, to be paged IN_ORDER, and its parameters."""
    sql, params = _CONTACT, {"owner_id": owner_id}
    filters: dict[str, Any] = {}
    if pinned is not None:
        sql += " AND c.pinned = :pinned"
        filters["pinned"] = int(pinned)
    if query:
        sql += """ AND (c.label_folded LIKE :query ESCAPE '!' OR c.email LIKE :address ESCAPE '!'
            OR p.short_name_folded LIKE :query ESCAPE '!')"""
        filters |= {"query": found_in(query), "address": f"%{like_text(address_key(query.strip()))}%"}
    return sql, {**params, **filters}


def find_contact(tx: Transaction, owner_id: int, person_id: int) -> Row | None:
    """The contact, unless removed."""
    return tx.one(f"{_CONTACT} AND c.person_id = :person_id", owner_id=owner_id, person_id=person_id)


def contact_by_email(tx: Transaction, owner_id: int, email: str) -> Row | None:
    """The entry an address was written down with, removed or not."""
    return tx.one(
        "SELECT id, person_id, deleted_at FROM contacts WHERE owner_id = :owner_id AND email = :key ORDER BY id",
        owner_id=owner_id,
        key=address_key(email),
    )


def are_connected(tx: Transaction, person_id: int, other_id: int) -> bool:
    """Whether a person may be shown to another who knows their address: they have the other among their contacts, belong
    to a company with them, or offer themselves to everybody without hiding the address."""
    found = tx.value(
        f"""{HAS_IN_BOOK}
           UNION ALL
           SELECT 1 FROM memberships m JOIN memberships o ON o.company_id = m.company_id AND o.deleted_at IS NULL
           WHERE m.person_id = :person AND o.person_id = :other AND m.deleted_at IS NULL
           UNION ALL
           SELECT 1 FROM schedules s JOIN persons p ON p.id = s.owner_id
           WHERE s.owner_type = 'person' AND s.owner_id = :person AND s.private = 0 AND s.deleted_at IS NULL
             AND p.hide_email = 0 AND p.email_verified_at IS NOT NULL
           LIMIT 1""",
        person=person_id,
        other=other_id,
    )
    return found is not None


def add_contact(tx: Transaction, owner_id: int, person_id: int, email: str | None, label: str, now: datetime) -> Row:
    """The contact of a person: the one there is, a removed one restored, or a new one with this label."""
    tx.run(
        """INSERT INTO contacts (owner_id, person_id, email, label, label_folded, created_at, updated_at)
           VALUES (:owner_id, :person_id, :key, :label, :folded, :now, :now)
           ON CONFLICT (owner_id, person_id) DO UPDATE SET deleted_at = NULL, updated_at = :now
           WHERE contacts.deleted_at IS NOT NULL""",
        owner_id=owner_id,
        person_id=person_id,
        key=address_key_or_none(email),
        label=label,
        folded=folded(label),
        now=utc_text(now),
    )
    found = find_contact(tx, owner_id, person_id)
    if found is None:
        raise LookupError(f"contact of {owner_id} with {person_id} was not stored")
    return found


def write_contact(tx: Transaction, contact_id: int, now: datetime, **columns: Any) -> None:
    if "label" in columns:
        columns["label_folded"] = folded(columns["label"] or "")
    tx.change("contacts", contact_id, **columns, updated_at=utc_text(now))


def note_new_address(tx: Transaction, owner_id: int, person_id: int, now: datetime) -> None:
    """Remember that a record was made for an address whose owner is not connected, if it has one."""
    tx.insert("contact_invitations", owner_id=owner_id, person_id=person_id, created_at=utc_text(now))


def new_addresses_since(tx: Transaction, owner_id: int, since: datetime) -> int:
    """How many person records an owner's contacts have made since a moment."""
    count: int = tx.value(
        "SELECT count(*) FROM contact_invitations WHERE owner_id = :owner_id AND created_at > :since",
        owner_id=owner_id,
        since=utc_text(since),
    )
    return count

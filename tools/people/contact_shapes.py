"""How an entry of a person's address book is answered."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.rules.names import full_name
from tools.shapes import Theirs
from tools.uploads.reading import file_uri


class ContactEntry(TypedDict):
    """Somebody in the caller's address book. name is the person's own, label the caller's."""

    id: int
    user_id: int
    name: Theirs
    avatar: str | None
    label: str
    description: str | None
    pinned: bool
    last_contact: str | None
    count: int


class ContactList(TypedDict):
    """A page of the address book."""

    contacts: list[ContactEntry]
    total: int
    next_cursor: str | None


def contact_entry(row: Row) -> ContactEntry:
    return {
        "id": row["id"],
        "user_id": row["person_id"],
        "name": full_name(row["name"], None, row["last_name"]),
        "avatar": file_uri(row["ava_id"]) if row["ava_id"] else None,
        "label": row["label"],
        "description": row["description"],
        "pinned": bool(row["pinned"]),
        "last_contact": iso(row["last_contact"]) if row["last_contact"] else None,
        "count": row["count"],
    }

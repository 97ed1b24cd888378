"""What belongs to a person besides their profile, as they see it themselves: a list each, cut at 50."""

from __future__ import annotations

import json
from typing import Any

from typing_extensions import TypedDict

from store.database import Row
from store.people import own_records, persons
from store.people.contacts import IN_ORDER, contacts_query
from store.types import iso
from tools.call import Call
from tools.callers import proven_address
from tools.paging import Page
from tools.rules.names import full_name
from tools.shapes import NamedShape, Theirs
from tools.uploads.reading import file_uri

MOST_LISTED = 50


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


class OpenCorrection(TypedDict):
    """An open suggestion: about me by somebody, or by me about somebody."""

    id: int
    user_id: int
    about_me: bool
    author_type: str
    author_id: int
    changes: dict[str, Any]
    created_at: str


class RevealShape(TypedDict):
    """Who was shown my address or number in full."""

    viewer_type: str
    viewer_id: int
    viewer_name: Theirs
    channel: str
    created_at: str


class ContractOfMine(TypedDict):
    """A contract I belong to."""

    id: int
    label: Theirs
    status: str


class HandOfMine(TypedDict):
    """A paid place of mine on a contract, or one I am asked to take."""

    participant_id: int
    contract_id: int
    role: Theirs
    status: str


class MembershipOfMine(TypedDict):
    """What I am in a contract: 1 owner, 2 manager, 3 worker, 4 client, 5 reviewer, 6 observer; and what I may see and do."""

    contract_id: int
    role_id: int
    read: int
    write: int


class CompanyOfMine(TypedDict):
    """A company I belong to."""

    id: int
    name: str
    role: str
    type: str
    department: str | None


def contacts_of(call: Call) -> list[ContactEntry]:
    sql, params = contacts_query(call.caller.id, None, None)
    rows, _, _ = Page(limit=MOST_LISTED).rows(call.tx, sql, params, IN_ORDER)
    return [contact_entry(row) for row in rows]


def calendars_of(call: Call) -> list[NamedShape]:
    rows = own_records.calendars_of(call.tx, call.caller.id, MOST_LISTED)
    return [{"id": row["id"], "name": row["label"]} for row in rows]


def contracts_of(call: Call) -> list[ContractOfMine]:
    rows = own_records.contracts_of(call.tx, call.caller.id, MOST_LISTED)
    return [{"id": row["id"], "label": row["label"], "status": row["status"]} for row in rows]


def memberships_of(call: Call) -> list[MembershipOfMine]:
    return [
        {"contract_id": row["id"], "role_id": row["role_id"], "read": row["read"], "write": row["write"]}
        for row in own_records.contracts_of(call.tx, call.caller.id, MOST_LISTED)
    ]


def hands_of(call: Call) -> list[HandOfMine]:
    return [
        {
            "participant_id": row["id"],
            "contract_id": row["contract_id"],
            "role": row["role"],
            "status": row["status"],
        }
        for row in own_records.places_of(call.tx, call.caller.id, proven_address(call), MOST_LISTED)
    ]


def corrections_of(call: Call) -> list[OpenCorrection]:
    return [
        {
            "id": row["id"],
            "user_id": row["person_id"],
            "about_me": row["person_id"] == call.caller.id,
            "author_type": row["author_type"],
            "author_id": row["author_id"],
            "changes": json.loads(row["changes"]),
            "created_at": iso(row["created_at"]),
        }
        for row in own_records.pending_corrections(call.tx, call.caller.id, MOST_LISTED)
    ]


def reveals_of(call: Call) -> list[RevealShape]:
    return [
        {
            "viewer_type": row["viewer_type"],
            "viewer_id": row["viewer_id"],
            "viewer_name": row["viewer_name"],
            "channel": row["channel"],
            "created_at": iso(row["created_at"]),
        }
        for row in own_records.reveals_of(call.tx, call.caller.id, MOST_LISTED)
    ]


def companies_of(call: Call) -> list[CompanyOfMine]:
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "role": row["role"],
            "type": row["type"],
            "department": row["department"],
        }
        for row in persons.companies_of(call.tx, call.caller.id)
    ]

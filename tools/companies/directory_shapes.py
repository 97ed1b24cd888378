"""How a person of a company's directory is answered."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.rules.names import full_name

# member; invited: asked to become one; unproven: founds the company as soon as their address is proven.
Status = Literal["member", "invited", "unproven"]


class ListedUser(TypedDict):
    """A person of the directory in a list. Whoever is invited has no id here yet. phone is for admins only."""

    id: int | None
    status: Status
    email: str | None
    name: str
    middle_name: str | None
    last_name: str | None
    company: str
    department: str | None
    role: str
    type: str
    phone: str | None


class CompanyOfUser(TypedDict):
    """The company; one that waits for the proof of its founder's address has no id yet."""

    id: int | None
    name: str


class DirectoryUser(TypedDict):
    """A person of the directory. Whoever is invited has no id here yet."""

    id: int | None
    status: Status
    email: str | None
    name: str
    middle_name: str | None
    last_name: str | None
    full_name: str
    company: CompanyOfUser
    department: str | None
    role: str
    type: str
    phone: str | None
    created_at: str


def listed_user(row: Row, with_phone: bool) -> ListedUser:
    return {
        "id": row["id"],
        "status": row["status"],
        "email": row["email"],
        "name": row["name"],
        "middle_name": row["middle_name"],
        "last_name": row["last_name"],
        "company": row["company_name"],
        "department": row["department"],
        "role": row["role"],
        "type": row["type"],
        "phone": row["phone"] if with_phone else None,
    }


def directory_user(row: Row | dict[str, Any], with_phone: bool) -> DirectoryUser:
    return {
        "id": row["id"],
        "status": row["status"],
        "email": row["email"],
        "name": row["name"],
        "middle_name": row["middle_name"],
        "last_name": row["last_name"],
        "full_name": full_name(row["name"], row["middle_name"], row["last_name"]),
        "company": {"id": row["company_id"], "name": row["company_name"]},
        "department": row["department"],
        "role": row["role"],
        "type": row["type"],
        "phone": row["phone"] if with_phone else None,
        "created_at": iso(row["created_at"]),
    }

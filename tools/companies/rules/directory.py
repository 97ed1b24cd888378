"""A company's directory: which company a new or moved person belongs to, and that it never loses its last admin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.errors import Invalid, NotAllowed

Role = Literal["admin", "user"]


@dataclass(frozen=True, slots=True)
class Company:
    """A company as the caller stands to it: its own, made by its own, or somebody else's."""

    id: int
    name: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class PlacementWish:
    """The company a caller names, by number, by name, both or neither, and what was found for each."""

    company_id: int | None = None
    name: str | None = None
    by_id: Company | None = None
    by_name: Company | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Into an existing company, or into a new one of that name."""

    company_id: int | None = None
    new_name: str | None = None


def placement(wish: PlacementWish, own_company_id: int | None, field: str = "company_name") -> Placement:
    """The company an admin's new or moved person goes to.

    Own company when none is named. Invalid: unknown number (somebody else's is the same), number and name that differ.
    NotAllowed: a name that another organisation bears."""
    if wish.company_id is None and wish.name is None:
        return Placement(company_id=own_company_id)
    if wish.company_id is not None:
        if wish.by_id is None or not wish.by_id.reachable:
            raise Invalid({"company_id": f"there is no company {wish.company_id} that you may add people to"})
        if wish.name is not None and (wish.by_name is None or wish.by_name.id != wish.by_id.id):
            raise Invalid(
                {field: f"company {wish.company_id} is '{wish.by_id.name}'; give one of the two, or both alike"}
            )
        return Placement(company_id=wish.by_id.id)
    if wish.by_name is None:
        return Placement(new_name=wish.name)
    if not wish.by_name.reachable:
        raise NotAllowed(
            f"'{wish.name}' belongs to another organisation; only its own admin adds people to it.",
            code="foreign_company",
        )
    return Placement(company_id=wish.by_name.id)


def founding(name: str | None, company_id: int | None, taken: bool) -> Placement:
    """The new company of somebody who joins without being signed in. NotAllowed when it exists already."""
    if company_id is not None:
        raise NotAllowed(
            "Joining an existing company needs its admin: they add you with create_user.", code="company_exists"
        )
    if name is None:
        raise Invalid({"company_name": "is required when you join without signing in; it names your new organisation"})
    if taken:
        raise NotAllowed(
            f"There is a company '{name}' already. Joining it needs its admin, who adds you with create_user.",
            code="company_exists",
        )
    return Placement(new_name=name)


def check_admin_stays(role: Role, new_role: Role | None, other_admins: int) -> None:
    """Refuse to make or leave a company without an admin. new_role None: the member goes."""
    if role == "admin" and new_role != "admin" and other_admins == 0:
        raise Invalid({"role": "this is the company's last admin; make another member admin first"}, code="last_admin")

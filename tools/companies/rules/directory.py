"""A company's directory: which company a new or moved person belongs to, and that it never loses its last admin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.errors import Invalid, NotAllowed
from tools.rules.sentences import worded

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
    """The company an admin's new or moved person goes to; by_id and by_name are looked up among the admin's own.

    Own company when none is named. Invalid: unknown number (somebody else's is the same), number and name that differ."""
    if wish.company_id is None and wish.name is None:
        return Placement(company_id=own_company_id)
    if wish.company_id is not None:
        if wish.by_id is None or not wish.by_id.reachable:
            raise Invalid(
                {
                    "company_id": worded(
                        "there is no company {company_id} that you may add people to", company_id=wish.company_id
                    )
                }
            )
        if wish.name is not None and (wish.by_name is None or wish.by_name.id != wish.by_id.id):
            raise Invalid(
                {
                    field: worded(
                        "company {company_id} is '{name}'; give one of the two, or both alike",
                        company_id=wish.company_id,
                        name=wish.by_id.name,
                    )
                }
            )
        return Placement(company_id=wish.by_id.id)
    return Placement(company_id=wish.by_name.id) if wish.by_name is not None else Placement(new_name=wish.name)


def founding(name: str | None, company_id: int | None) -> str:
    """The name of the new company of somebody who joins without being signed in. NotAllowed to join one that exists."""
    if company_id is not None:
        raise NotAllowed(
            worded(
                "An existing company is joined through its admin, who invites you with create_user; with "
                "company_name you found one of your own."
            ),
            code="company_exists",
        )
    if name is None:
        raise Invalid(
            {"company_name": worded("is required when you join without signing in; it names your new organisation")}
        )
    return name


def check_admin_stays(role: Role, new_role: Role | None, other_admins: int) -> None:
    """Refuse to make or leave a company without an admin. new_role None: the member goes."""
    if role == "admin" and new_role != "admin" and other_admins == 0:
        raise Invalid(
            {"role": worded("this is the company's last admin; make another member admin first")}, code="last_admin"
        )

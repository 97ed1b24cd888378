"""Finding the people and companies that an admin, or a member, may look at."""

from __future__ import annotations

from store.database import Row
from store.people import identity, members
from tools.call import Call
from tools.companies.rules.directory import Company, Placement, PlacementWish, placement
from tools.errors import Invalid, NotFound


def user_of_company(call: Call, user_id: int | None, user_email: str | None) -> Row:
    """A member of the caller's company or of one it made. Invalid unless exactly one of the two is given."""
    if (user_id is None) == (user_email is None):
        raise Invalid({"user_id": "give exactly one of user_id and user_email"}, next=("list_users",))
    row = members.find_member(call.tx, own_company(call), user_id, user_email)
    if row is None:
        raise NotFound("user", user_id if user_id is not None else user_email, next=("list_users",))
    return row


def own_company(call: Call) -> int:
    """The company the caller acts for."""
    if call.caller.company_id is None:
        raise LookupError("the caller acts for no company")
    return call.caller.company_id


def wished_placement(call: Call, company_id: int | None, name: str | None, field: str) -> Placement:
    """Where an admin wants a person to be: an existing company within reach, or a new one."""
    wish = PlacementWish(
        company_id=company_id,
        name=name,
        by_id=_company(call, members.find_company(call.tx, company_id)) if company_id is not None else None,
        by_name=_company(call, identity.find_company_by_name(call.tx, name)) if name is not None else None,
    )
    return placement(wish, call.caller.company_id, field)


def _company(call: Call, row: Row | None) -> Company | None:
    if row is None:
        return None
    return Company(row["id"], row["company_name"], members.is_reachable(row, call.caller.company_id))


def check_address_is_free(call: Call, email: str, but_person: int | None = None) -> None:
    """Invalid when another living account has the address."""
    owner = identity.find_person_by_email(call.tx, email)
    if owner is not None and owner["id"] != but_person:
        raise Invalid({"email": "is taken by another account"}, code="email_taken", next=("get_user", "list_users"))

"""Finding the people and companies that an admin, or a member, may look at."""

from __future__ import annotations

from store.database import Row
from store.people import members
from tools.call import Call
from tools.companies.rules.directory import Company, Placement, PlacementWish, placement
from tools.errors import Invalid, NotFound
from tools.rules.sentences import worded


def user_of_company(call: Call, user_id: int | None, user_email: str | None) -> Row:
    """A member of the caller's company or of one it made, or by address somebody invited to one of them.

    Invalid unless exactly one of the two is given."""
    if (user_id is None) == (user_email is None):
        raise Invalid({"user_id": worded("give exactly one of user_id and user_email")}, next=("list_users",))
    row = members.find_member(call.tx, own_company(call), user_id, user_email)
    if row is None and user_email is not None:
        row = members.find_invited(call.tx, own_company(call), user_email, call.now)
    if row is None:
        raise NotFound("user", user_id if user_id is not None else user_email, next=("list_users",))
    return row


def own_company(call: Call) -> int:
    """The company the caller acts for."""
    if call.caller.company_id is None:
        raise LookupError("the caller acts for no company")
    return call.caller.company_id


def wished_placement(call: Call, company_id: int | None, name: str | None, field: str) -> Placement:
    """Where an admin wants a person to be: an existing company within reach, or a new one.

    A name is looked for among the own company and those it made; what others are called is nobody's business."""
    wish = PlacementWish(
        company_id=company_id,
        name=name,
        by_id=_company(call, members.find_company(call.tx, company_id)) if company_id is not None else None,
        by_name=_company(call, members.find_company_of_ours(call.tx, own_company(call), name)) if name else None,
    )
    return placement(wish, call.caller.company_id, field)


def _company(call: Call, row: Row | None) -> Company | None:
    if row is None:
        return None
    return Company(row["id"], row["company_name"], members.is_reachable(row, call.caller.company_id))

"""The field profile of a person, for the companies that could send them and for the people they work with."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.people import persons
from store.providers import providers
from store.work_orders import sight
from tools.call import Call
from tools.errors import NotFound
from tools.operation import operation
from tools.params import Id
from tools.shapes import NamedShape
from tools.specialists.shapes import FIND
from tools.work_orders.access import check_acting_user, is_member
from tools.work_orders.catalog.field_profile import FieldProfile, Relation, field_profile
from tools.work_orders.params import ActingUserId

TOOLSET = "company_catalog"


class UserDetails(TypedDict):
    user: FieldProfile


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="profile_view",
    on_writer=True,
    verified_email=True,
    find=(
        "tell me about technician 25",
        "how experienced is this contractor",
        "profile and certificates of an applicant",
        "is this provider insured",
        "background check of a technician",
        "which licences does the engineer hold",
        "phone number of the assigned technician",
        "have we blocked this contractor",
        "in which of our pools is he",
        "what did we rate this technician",
        "minimum hourly rate of a field worker",
        "who is the manager of the job I am assigned to",
    ),
)
def get_user_details(
    call: Call,
    user_id: Annotated[Id, Field(description="The person, as in requests, routes and assignments.")],
    acting_user_id: ActingUserId | None = None,
) -> UserDetails:
    """Give the field profile of a person by id: rating, experience, papers, home, rates, networks, and relation to you.

    A company sees providers it could send and its own members; a worker themself and the managers of companies they were
    assigned by. Counts as a profile view (100 free a month for a payer who has paid in), but for oneself, own members
    and managers. Phone and e-mail only of own members and of a current assignee who does not hide them, which is a recorded
    reveal. For people who offer hours or tasks: get_specialist_profile."""
    check_acting_user(call, acting_user_id)
    person = persons.find_person(call.tx, user_id)
    relation, employer = _relation(call, user_id)
    if person is None or relation is None:
        raise NotFound("person", user_id, next=FIND)
    if relation != "provider":
        call.as_worker()
    return {"user": field_profile(call, person, relation, employer)}


def _relation(call: Call, user_id: int) -> tuple[Relation | None, NamedShape | None]:
    """What a person is to the caller, and of a manager the company they manage for; None for whom they may not see."""
    if call.caller.kind == "person" and call.caller.id == user_id:
        return "self", None
    if is_member(call, user_id):
        return "member", None
    company_id = call.caller.company_id
    if company_id is not None and _is_provider(call, company_id, user_id):
        return "provider", None
    if call.caller.kind != "person":
        return None, None
    company = sight.company_of_manager(call.tx, call.caller.id, user_id)
    return ("manager", {"id": company["id"], "name": company["company_name"]}) if company is not None else (None, None)


def _is_provider(call: Call, company_id: int, user_id: int) -> bool:
    """Whether the company could send the person, or has them on a job. Whom it has blocked itself it sees all the same."""
    if sight.is_assigned_now(call.tx, company_id, user_id):
        return True
    found = providers.profiles(call.tx, [user_id])
    return bool(found) and bool(found[0]["active"]) and not providers.is_avoided_by(call.tx, company_id, user_id)

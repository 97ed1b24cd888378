"""Freelancers as operations address them: by number or uuid, in the caller's team or the caller themself."""

from __future__ import annotations

from store.database import Row
from store.freelancers import freelancers
from tools.call import Call
from tools.errors import Invalid, NotFound, WrongState
from tools.rules.sentences import worded


def addressed(call: Call, freelancer_id: int | None, freelancer_uuid: str | None, *, former: bool = False) -> Row:
    """The freelancer a call names: the caller, without a fee, or a member of the company's team.

    former: members who were removed count too. NotFound is the same for strangers and for nobody."""
    row = _named(call, freelancer_id, freelancer_uuid)
    if row is None or not is_caller(call, row):
        return _in_team(row, freelancer_id, freelancer_uuid, former)
    _check_agreement(row, freelancer_id, freelancer_uuid)
    call.as_worker()
    # Nobody reads in their own profile what a company notes about them.
    own = freelancers.find_by_id(call.tx, None, row["id"])
    assert own is not None
    return own


def team_member(call: Call, freelancer_id: int | None, freelancer_uuid: str | None) -> Row:
    """The member of the company's team a call names, even when it is the caller. NotFound when there is none."""
    return _in_team(_named(call, freelancer_id, freelancer_uuid), freelancer_id, freelancer_uuid, former=False)


def is_caller(call: Call, row: Row) -> bool:
    """Whether the freelancer is the one who is calling."""
    return call.caller.kind == "person" and row["id"] == call.caller.id


def check_agreed(call: Call, row: Row) -> None:
    """WrongState when a company acts in the name of somebody who has not agreed to be in its team yet."""
    if not is_caller(call, row) and not row["has_agreed"]:
        raise WrongState(
            worded(
                "Freelancer {id} has not agreed to be in the team yet. Is the invite wrong, take them out "
                "with remove_freelancer and invite the right address or number.",
                id=row["id"],
            ),
            state="not_joined",
            next=("invite_freelancer", "remove_freelancer"),
        )


def _named(call: Call, freelancer_id: int | None, freelancer_uuid: str | None) -> Row | None:
    if freelancer_id is None and freelancer_uuid is None:
        missing = worded("is required unless the other one is given")
        raise Invalid({"freelancer_id": missing, "freelancer_uuid": missing}, next=("list_freelancers",))
    if freelancer_id is not None:
        return freelancers.find_by_id(call.tx, call.caller.company_id, freelancer_id)
    return freelancers.find_by_uuid(call.tx, call.caller.company_id, freelancer_uuid or "")


def _in_team(row: Row | None, freelancer_id: int | None, freelancer_uuid: str | None, former: bool) -> Row:
    if row is None or row["membership_id"] is None or (row["removed_at"] is not None and not former):
        raise NotFound(
            "freelancer", freelancer_id or freelancer_uuid, next=("list_freelancers", "find_freelancer_by_email")
        )
    _check_agreement(row, freelancer_id, freelancer_uuid)
    return row


def _check_agreement(row: Row, freelancer_id: int | None, freelancer_uuid: str | None) -> None:
    if freelancer_id is not None and freelancer_uuid is not None and row["uuid"] != freelancer_uuid.lower():
        raise Invalid(
            {
                "freelancer_uuid": worded(
                    "is not the uuid of freelancer {freelancer_id}; pass one of the two", freelancer_id=freelancer_id
                )
            }
        )

"""A person's own answer to an invitation: membership of a company begins with their yes and ends when they leave."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import invitations
from store.database import Row
from store.folding import same_address
from store.people import members
from store.secrets import hash_secret
from store.types import iso
from tools.call import Call
from tools.callers import proven_address, require_person
from tools.companies.agent_owners import agents_of_leaver, said_of_agents
from tools.companies.inviting import begin_membership, tell_inviter
from tools.companies.leaving import end_membership
from tools.companies.notices import tell_company
from tools.companies.rules.directory import check_admin_stays
from tools.errors import Conflict, Invalid, NotAllowed, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.people.wrong_tries import wrong_try
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.shapes import NamedShape, Theirs

TOOLSET = "users"
WHY = worded("Membership of a company is a person's.")

Token = Annotated[str, Field(min_length=1, max_length=200, description="From the mail. Either this or invitation_id.")]
InvitationId = Annotated[Id, Field(description="From list_my_company_invitations. Either this or invitation_token.")]


class InvitationShape(TypedDict):
    """What somebody is asked to become, and by whom."""

    id: int
    company_name: Theirs
    invited_by: Theirs
    role: Literal["admin", "user"]
    type: str
    department: Theirs | None
    leaves_company: bool
    created_at: str
    expires_at: str


class InvitationList(TypedDict):
    """A page of open invitations."""

    invitations: list[InvitationShape]
    total: int
    next_cursor: str | None


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "which companies want me as a member",
        "am I invited anywhere",
        "invitations that wait for my answer",
        "who asked me to join their organisation",
        "did my new employer add me already",
        "open requests to become a colleague",
        "show invites to firms",
        "I lost the mail with the company invitation",
        "what have I been asked to join",
        "pending membership offers",
    ),
)
def list_my_company_invitations(call: Call, page: Page) -> InvitationList:
    """List the companies that ask the signed-in person to become a member, oldest first.

    Only invitations to the person's own proven address. Next: accept_company_invitation, decline_company_invitation.
    Companies you belong to are list_my_companies; invites to freelancers' teams come by mail."""
    require_person(call, WHY)
    sql, params = invitations.invitations_query(proven_address(call) or "", call.now)
    rows, next_cursor, total = page.rows(call.tx, sql, params, invitations.BY_AGE)
    return {"invitations": [_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


def _shape(row: Row) -> InvitationShape:
    return {
        "id": row["id"],
        "company_name": row["company_name"],
        "invited_by": row["inviter_name"],
        "role": row["role"],
        "type": row["type"],
        "department": row["department"],
        "leaves_company": row["moved_membership_id"] is not None,
        "created_at": iso(row["created_at"]),
        "expires_at": iso(row["expires_at"]),
    }


class Accepted(TypedDict):
    """The company you belong to now."""

    message: str
    company: NamedShape
    role: Literal["admin", "user"]


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=("invitation_token",),
    find=(
        "yes, I join the company",
        "I got a mail with an invitation to a firm",
        "say yes to becoming a colleague",
        "become a member of the organisation that invited me",
        "use the token from the company's mail",
        "agree to work for them in their account",
        "take the role of admin I was offered",
        "join my employer's directory",
        "accept the move to the subsidiary",
        "confirm that I belong to this business",
    ),
)
def accept_company_invitation(
    call: Call, invitation_token: Token | None = None, invitation_id: InvitationId | None = None
) -> Accepted:
    """Agree to become a member of a company that has invited you.

    With the token from the mail nobody needs to sign in: it proves the address, and an address without an account gets
    one. Signed in, by invitation_id. Next: request_login_code and log_in_with_code sign in; switch_company acts for another
    company."""
    row = _asked(call, invitation_token, invitation_id)
    begin_membership(call, row)
    return {
        "message": "You are a member now.",
        "company": {"id": row["company_id"], "name": row["company_name"]},
        "role": row["role"],
    }


class Declined(TypedDict):
    """The invitation is over."""

    message: str


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=("invitation_token",),
    find=(
        "no, I do not join this company",
        "refuse to become a member of a firm",
        "I do not know the people who invited me",
        "turn down the offer to be their admin",
        "say no to an organisation",
        "reject the company's request to join",
        "I do not want to be moved to the subsidiary",
        "get rid of an invitation to a business",
        "leave me out of their directory",
        "not interested in belonging to them",
    ),
)
def decline_company_invitation(
    call: Call, invitation_token: Token | None = None, invitation_id: InvitationId | None = None
) -> Declined:
    """Refuse to become a member of a company that has invited you; its admin is told.

    With the token from the mail without signing in, or signed in by invitation_id. The company may invite you again."""
    row = _asked(call, invitation_token, invitation_id)
    invitations.end_invitation(call.tx, row["id"], "declined", call.now)
    tell_inviter(call, row, say("{email} declined."))
    return {"message": "The invitation is declined."}


def _asked(call: Call, token: str | None, id: int | None) -> Row:
    """The open invitation, of whoever brings its token or is signed in with its address."""
    if (token is None) == (id is None):
        raise Invalid({"invitation_token": worded("give exactly one of invitation_token and invitation_id")})
    if call.caller.kind == "agent":
        require_person(call, WHY)
    if id is not None:
        return _by_id(call, id)
    row = invitations.invitation_by_token(call.tx, hash_secret(token or ""), call.now)
    if row is None:
        ended = Conflict(
            worded(
                "This invitation is not known, was answered or withdrawn, or is older than 14 days. Ask the "
                "company for a new one, or sign in and look into list_my_company_invitations."
            ),
            code="invitation_ended",
            next=("request_login_code", "list_my_company_invitations"),
        )
        raise wrong_try(call, "token", ended)
    if call.caller.kind == "person" and not _is_for(call, row):
        raise NotAllowed(
            worded(
                "This invitation is for another address than yours; sign out (log_out) to answer it with its token."
            ),
            code="another_address",
            next=("log_out",),
        )
    return row


def _by_id(call: Call, id: int) -> Row:
    if call.caller.kind != "person":
        raise Invalid({"invitation_id": worded("goes with a signed-in person; without sign-in pass invitation_token")})
    row = invitations.find_invitation(call.tx, id, call.now)
    if row is None or not _is_for(call, row):
        raise NotFound("invitation", id, next=("list_my_company_invitations",))
    return row


def _is_for(call: Call, row: Row) -> bool:
    address = proven_address(call)
    return address is not None and same_address(address, row["email"])


class Left(TypedDict):
    """The membership is over."""

    message: str
    company: NamedShape


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    company_is_target=True,
    find=(
        "I do not work for this company any more",
        "end my own membership",
        "take myself out of an organisation",
        "quit the firm's account",
        "stop being a member of a business",
        "I changed employers",
        "remove me from their staff list",
        "give up my admin role and go",
        "I do not want to belong to them",
        "get out of a company I was added to",
    ),
)
def leave_company(
    call: Call, company_id: Annotated[Id, Field(description="The company, from list_my_companies.")]
) -> Left:
    """End the signed-in person's own membership of a company.

    Sessions for the company end, this one goes on, and the AI agents you registered for it end; the account stays. The
    last admin cannot leave: make another member admin first (update_user). Coming back takes a new invitation. Closing
    the whole account is close_my_account."""
    require_person(call, WHY)
    membership = members.find_membership(call.tx, company_id, call.caller.id)
    row = members.find_membership_row(call.tx, membership, call.caller.id)
    company = members.find_company(call.tx, company_id)
    if row is None or company is None:
        raise NotAllowed(
            worded("You are not a member of company {company_id}.", company_id=company_id), next=("list_my_companies",)
        )
    check_admin_stays(row["role"], None, members.other_admins(call.tx, company_id, call.caller.id))
    call.confirm(
        worded("Leave company {company_id}; coming back takes a new invitation", company_id=company_id),
        record=f"company:{company_id}",
        details=(
            worded("Its name: {company_name}", company_name=quoted(company["company_name"])),
            *said_of_agents(agents_of_leaver(call, company_id, call.caller.id), "end"),
        ),
    )
    end_membership(call, company_id, call.caller.id, row["id"])
    tell_company(call, company_id, say("Person {id} left the company.", id=call.caller.id))
    return {"message": "You left the company.", "company": {"id": company_id, "name": company["company_name"]}}

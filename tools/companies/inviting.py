"""Inviting somebody to a company, and what becomes of the invitation: membership begins with their yes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta

from store.companies import invitations
from store.database import Row
from store.people import identity, members, persons
from store.secrets import hash_secret
from store.types import Owner
from tools.call import Call
from tools.companies.leaving import end_membership
from tools.companies.notices import mail_invitation, tell_company
from tools.companies.rules.directory import check_admin_stays
from tools.errors import Conflict
from tools.people.first_proof import prove_address
from tools.people.sign_ups import count_sign_up
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded

TOKEN = "hh_join_"
LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is asked to be what, and which membership ends when they agree."""

    company_id: int
    email: str
    name: str
    middle_name: str | None
    last_name: str | None
    phone: str | None
    role: str
    type: str
    department: str | None
    moved_membership_id: int | None = None


def invite(call: Call, wanted: Wanted) -> Row:
    """Invite, or change the open invitation of the same address; the person as the directory lists them.

    Asking the same again costs nothing."""
    found = invitations.invitation_to(call.tx, wanted.company_id, wanted.email, call.now)
    if found is not None:
        call.waive_fee()
        id = found["id"]
        changed = {**asdict(wanted), "invited_by": call.caller.id}
        invitations.write_invitation(call.tx, id, call.now, **changed)
    else:
        id = invitations.add_invitation(
            call.tx, call.now, call.now + LASTS, **asdict(wanted), invited_by=call.caller.id
        )
    send(call, id)
    row = members.find_invited_to(call.tx, wanted.company_id, wanted.email, call.now)
    if row is None:
        raise LookupError(f"invitation {id} was not stored")
    return row


def send(call: Call, invitation_id: int) -> None:
    """Mail the invitation with a fresh token; the caller is told when no mail may go there now."""
    row = invitations.find_invitation(call.tx, invitation_id, call.now)
    if row is None:
        raise LookupError(f"invitation {invitation_id} is not open")
    token = call.new_secret(TOKEN)
    why_not = mail_invitation(call, row, token)
    if why_not is not None:
        call.warn(
            f"No mail went out, because {why_not}. Who is signed in with the address sees the invitation in "
            "list_my_company_invitations."
        )
        return
    invitations.write_invitation(call.tx, row["id"], call.now, token_hash=hash_secret(token))


def begin_membership(call: Call, invitation: Row) -> int:
    """The invited person agreed: they are a member from now on; their number.

    Whoever brought the token has read the mail, so a new address becomes an account by it."""
    person_id = _invited_person(call, invitation)
    if members.is_member(call.tx, invitation["company_id"], person_id):
        raise Conflict(worded("You belong to that company already."), next=("list_my_companies",))
    moved = members.find_membership_row(call.tx, invitation["moved_membership_id"], person_id)
    if moved is not None:
        check_admin_stays(moved["role"], None, members.other_admins(call.tx, moved["company_id"], person_id))
        inviter = Owner("person", invitation["invited_by"])
        end_membership(call, moved["company_id"], person_id, moved["id"], "keep", inviter)
        text = say(
            "{email} moved to the company {company}, as they were asked to.",
            email=invitation["email"],
            company=quoted(invitation["company_name"]),
        )
        tell_company(call, moved["company_id"], text, inviter)
    identity.add_membership(
        call.tx,
        invitation["company_id"],
        person_id,
        call.now,
        role=invitation["role"],
        type=invitation["type"],
        department=invitation["department"],
    )
    persons.act_for_if_none(call.tx, call.caller.session_id, invitation["company_id"])
    invitations.end_invitation(call.tx, invitation["id"], "accepted", call.now)
    tell_inviter(call, invitation, say("{email} agreed and is a member now."))
    return person_id


def tell_inviter(call: Call, invitation: Row, text: Sentence) -> None:
    """The company that has invited somebody; the mail is the inviter's. text: with a place for the {email}."""
    text = text.using(email=invitation["email"])
    tell_company(call, invitation["company_id"], text, Owner("person", invitation["invited_by"]))


def _invited_person(call: Call, invitation: Row) -> int:
    person = identity.find_person_by_email(call.tx, invitation["email"])
    if person is not None and person["email_verified_at"] is not None:
        known: int = person["id"]
        return known
    names = {name: invitation[name] for name in ("name", "middle_name", "last_name")}
    if person is None:
        count_sign_up(call)
        person_id = identity.create_person(
            call.tx, call.new_uuid(), invitation["email"], invitation["name"], call.now, verified=True
        )
    else:
        prove_address(call, person, own_words=False)
        person_id = person["id"]
    persons.write_person(call.tx, person_id, call.now, **names)
    return person_id

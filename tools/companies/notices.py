"""What people and companies are told about membership."""

from __future__ import annotations

from store.database import Row
from store.people import identity, members
from store.telling import receivers
from store.types import Owner
from tools import mail_limits
from tools.call import Call
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import Sentence, Words, read, say
from tools.telling import Guest, Record
from tools.unproven_mail import mail_unproven


def mail_invitation(call: Call, invitation: Row, token: str) -> str | None:
    """None when it goes out, else why it does not. invitation: with company_name and the inviter's names.

    Who has an account of the address is told there, with the token in the mail."""
    role = say("an admin") if invitation["role"] == "admin" else say("a member")
    inviter = full_name(invitation["inviter_name"], None, invitation["inviter_last_name"])
    person = _account_of(call, invitation["email"])
    if person is None:
        words = {"company": invitation["company_name"], "inviter": inviter, "name": invitation["name"]}
        language = receivers.language_of_address(call.tx, invitation["email"])
        ours: dict[str, Words] = {"role": role, "token": token}
        return mail_unproven(call, invitation["email"], "company_invitation", words, ours, language)
    why_not = mail_limits.refusal(call, invitation["email"])
    if why_not is None:
        mail_limits.count(call, invitation["email"])
    call.tell(
        person,
        "team_step",
        say(
            "{inviter} asks you to become {role} of the company {company}. "
            "list_my_company_invitations shows it; accept_company_invitation and decline_company_invitation answer it.",
            inviter=quoted(inviter),
            role=role,
            company=quoted(invitation["company_name"]),
        ),
        record=Record("company", invitation["company_id"], invitation["company_name"]),
        body=say(
            "Your invitation (valid for 14 days, usable once):\n{token}\n\nNothing happens before you accept.",
            token=token,
        ),
        inbox_only=why_not is not None,
    )
    return why_not


def tell_withdrawn(call: Call, invitation: Row) -> None:
    """Somebody who was asked to become a member is not asked any more."""
    email = invitation["email"]
    call.tell(
        _account_of(call, email) or Guest(email, invitation["name"] or ""),
        "team_step",
        say(
            "You are no longer asked to become a member of the company {company}; the invitation sent before opens nothing.",
            company=quoted(invitation["company_name"]),
        ),
        record=Record("company", invitation["company_id"], invitation["company_name"]),
    )


def tell_company(call: Call, company_id: int, text: Words, responsible: Owner | None = None) -> None:
    """What somebody did about their membership."""
    call.tell(
        Owner("company", company_id), "team_step", text, record=_record(call, company_id), responsible=responsible
    )


def tell_member(call: Call, company_id: int, person_id: int, text: Sentence) -> None:
    """What a company did about somebody's membership. text: with a place for the {company}."""
    record = _record(call, company_id)
    text = text.using(company=quoted(read(record.name)))
    call.tell(Owner("person", person_id), "team_step", text, record=record)


def _account_of(call: Call, email: str) -> Owner | None:
    person = identity.find_person_by_email(call.tx, email)
    return Owner("person", person["id"]) if person is not None and person["email_verified_at"] is not None else None


def _record(call: Call, company_id: int) -> Record:
    company = members.find_company(call.tx, company_id)
    return Record("company", company_id, company["company_name"] if company is not None else "")

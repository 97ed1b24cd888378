"""Bringing people into a company's team and letting them go."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.database import Row
from store.folding import same_address
from store.freelancers import freelancers, memberships, papers
from store.people.identity import create_person
from store.people.persons import find_person, write_person
from store.secrets import hash_secret
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.freelancers.access import team_member
from tools.freelancers.notices import tell_freelancer
from tools.freelancers.params import (
    Address,
    City,
    Country,
    FreelancerId,
    FreelancerUuid,
    Note,
    PersonName,
    Phone,
    PostalCode,
    tidy,
)
from tools.freelancers.rules.freelancers import (
    INVITE_LIFETIME,
    Member,
    check_removal,
    checked_country,
    phone_digits,
    state_after_invite,
)
from tools.freelancers.shapes import FreelancerName, full_name
from tools.operation import operation
from tools.params import Email
from tools.people.first_proof import is_taken
from tools.questions import quoted
from tools.rules.sentences import ENGLISH, RUSSIAN, say, worded
from tools.rules.task_states import FINAL, State
from tools.unproven_mail import mail_unproven, warn_unmailed

TOOLSET = "freelancers"
ACTS_FOR_COMPANIES = True


class Invited(TypedDict):
    """uuid and id are absent in a dry run: nobody has been asked."""

    uuid: NotRequired[str]
    id: NotRequired[int]
    is_registered: bool
    is_invite_sent: bool


class Removed(TypedDict):
    removed: bool
    freelancer: FreelancerName


class _Given(TypedDict):
    """What the company fills in for the person."""

    first_name: str | None
    last_name: str | None
    middle_name: str | None
    country: str
    city: str | None
    address: str | None
    postal_code: str | None
    note: str | None


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={"country": "DE", "email": "ann@example.com", "first_name": "Ann", "last_name": "Lee"},
    find=(
        "bring a new contractor on board",
        "add somebody to our pool",
        "ask a designer to join us",
        "send a sign-up link to a worker",
        "onboard an outside worker",
        "put a person on our crew",
        "send the invitation once more",
        "take a former contractor back",
        "get an external designer into our team",
        "I know a good translator, add him",
        "e-mail an invite to a freelancer",
        "take on a new outside worker",
    ),
)
def invite_freelancer(
    call: Call,
    country: Country,
    email: Annotated[Email, Field(description="Required unless phone.")] | None = None,
    phone: Phone | None = None,
    first_name: PersonName | None = None,
    last_name: PersonName | None = None,
    middle_name: PersonName | None = None,
    city: City | None = None,
    address: Address | None = None,
    postal_code: PostalCode | None = None,
    note: Note | None = None,
    in_english: Annotated[
        bool,
        Field(
            description="Write the invite, and what they are told later, in English; otherwise in Russian. "
            "Who has an account reads it in their own language."
        ),
    ] = False,
    send_email: Annotated[bool, Field(description="false adds the person without a message.")] = True,
) -> Invited:
    """Add a person to the company's team by e-mail or phone and, by e-mail, send them a sign-up invite.

    The person is in the team once they agree with confirm_freelancer_registration, whether or not they have an account;
    until then the company sees what it filled in, and the answer is the same. Already in the team or asked before: nothing
    changes and nothing is charged, but the invite goes out again; an address gets one mail a day, whoever invites. By
    phone no message is sent: the person registers with that number. The uuid is made by the server. Next: create_task."""
    code, digits = _checked(country, email, phone)
    row = _in_team(call, email, digits)
    given = _Given(
        first_name=tidy(first_name),
        last_name=tidy(last_name),
        middle_name=tidy(middle_name),
        country=code,
        city=tidy(city),
        address=tidy(address),
        postal_code=tidy(postal_code),
        note=tidy(note),
    )
    if row is None:
        row = _asked(call, email, digits, given, in_english)
    else:
        call.waive_fee()
        _warn_of_other_contacts(call, row, email, digits)
    joined = row["has_agreed"] and row["removed_at"] is None
    mail_wanted = send_email and not joined and _reaches(call, row["id"], email)
    _ask(call, row, email, digits, given)
    row = _reload(call, row["id"])
    is_mailed = mail_wanted and _send_invite(call, row, email or "", in_english)
    return _invited(call, row, sent=is_mailed or row["invite_sent_at"] is not None)


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "stop working with a contractor",
        "drop a person from our pool",
        "take somebody off the crew",
        "end the cooperation with a worker",
        "offboard an outside worker",
        "withdraw an invitation that was not taken up",
        "this member has left us",
        "delete a contractor from the roster",
        "remove a contractor from our list",
        "we stopped using this freelancer",
        "take the designer off our team",
        "delete a person from our pool",
    ),
)
def remove_freelancer(
    call: Call, freelancer_id: FreelancerId | None = None, freelancer_uuid: FreelancerUuid | None = None
) -> Removed:
    """Take a freelancer out of the company's team; the person and all history stay.

    Refused while the company has unfinished tasks or payouts with them. An open invite stops working.
    invite_freelancer brings them back."""
    row = team_member(call, freelancer_id, freelancer_uuid)
    tasks = freelancers.unfinished_tasks(call.tx, row["company_id"], row["id"], FINAL)
    payouts = freelancers.payouts_under_way(call.tx, row["company_id"], row["id"])
    check_removal([(id, State(state).title) for id, state in tasks], payouts)
    call.confirm(
        worded("Remove freelancer {id} from the team", id=row["id"]),
        record=f"freelancer:{row['id']}",
        details=(worded("Their name: {full_name}", full_name=quoted(full_name(row))),),
    )
    memberships.end_membership(call.tx, row["membership_id"], Member.REMOVED, call.stamp)
    papers.revoke_invites(call.tx, row["membership_id"], call.stamp)
    ended = say("The company {company} no longer asks you into its team of freelancers.")
    if row["has_agreed"]:
        ended = say("The company {company} has taken you out of its team of freelancers.")
    tell_freelancer(call, row["id"], ended, inbox_only=not row["has_agreed"])
    call.changed("freelancer", row["id"])
    return {"removed": True, "freelancer": {"id": row["id"], "uuid": row["uuid"]}}


def _checked(country: str, email: str | None, phone: str | None) -> tuple[str, str | None]:
    """The country's code and the phone's digits; Invalid names every fault at once."""
    faults: dict[str, str] = {}
    code, digits = "", None
    if email is None and phone is None:
        faults = dict.fromkeys(("email", "phone"), worded("is required unless the other one is given"))
    try:
        code = checked_country(country)
    except Invalid as invalid:
        faults.update(invalid.fields)
    try:
        digits = phone_digits(phone, code or None) if phone is not None else None
    except Invalid as invalid:
        faults.update(invalid.fields)
    if faults:
        raise Invalid(faults, next=("list_country_codes",) if "country" in faults else ())
    return code, digits


def _in_team(call: Call, email: str | None, digits: str | None) -> Row | None:
    """Who is, was or is asked to be in the team with these contacts."""
    company_id = call.caller.company_id
    by_email = freelancers.find_in_team_by_email(call.tx, company_id, email) if email is not None else None
    by_phone = freelancers.find_in_team_by_phone(call.tx, company_id, digits) if digits is not None else None
    if by_email is not None and by_phone is not None and by_email["id"] != by_phone["id"]:
        raise Conflict(
            worded(
                "The e-mail address and the phone number belong to two different people of the team. Invite "
                "with one of them."
            ),
            code="different_people",
            next=("find_freelancer_by_email", "find_freelancer_by_phone"),
        )
    return by_email or by_phone


def _asked(call: Call, email: str | None, digits: str | None, given: _Given, in_english: bool) -> Row:
    """Who has these contacts, outside the team: an address goes before a number, which is a note unless it stands alone."""
    company_id = call.caller.company_id
    if email is not None:
        row = freelancers.find_by_email(call.tx, company_id, email)
    else:
        row = freelancers.find_by_phone(call.tx, company_id, digits or "") or freelancers.find_prepared_by_phone(
            call.tx, company_id, digits or ""
        )
    return row if row is not None else _reload(call, _new_person(call, email, digits, given, in_english))


def _invited(call: Call, row: Row, sent: bool) -> Invited:
    answer: Invited = {"is_registered": row["registered_at"] is not None, "is_invite_sent": sent}
    return answer if call.dry_run else {"uuid": row["uuid"], "id": row["id"], **answer}


def _warn_of_other_contacts(call: Call, row: Row, email: str | None, digits: str | None) -> None:
    # Nobody but the person changes how they are reached: whoever holds a contact can sign in with it.
    other_email = email is not None and not same_address(row["email"], email)
    if other_email or (digits is not None and row["phone_digits"] != digits):
        call.warn(
            "This person is known with other contacts, which stay; request_freelancer_contact_change changes them."
        )


def _new_person(call: Call, email: str | None, digits: str | None, given: _Given, in_english: bool) -> int:
    # A person needs some name before they give their own; it is not taken for a prefilled one.
    name = given["first_name"] or (email or "Freelancer").partition("@")[0]
    person_id = create_person(
        call.tx,
        call.new_uuid(),
        email,
        name,
        call.now,
        middle_name=given["middle_name"],
        last_name=given["last_name"],
        phone=f"+{digits}" if digits is not None else None,
    )
    write_person(call.tx, person_id, call.now, country=given["country"], language="en" if in_english else "ru")
    return person_id


def _ask(call: Call, row: Row, email: str | None, digits: str | None, given: _Given) -> None:
    """Ask the person into the company's team, or leave a member as they are but for a new invite."""
    asked_by = {"invited_email": email, "invited_phone": digits}
    if row["membership_id"] is None:
        memberships.add_membership(
            call.tx,
            call.caller.company_id or 0,
            row["id"],
            state_after_invite(None, registered=False, mailed=False),
            call.caller.owner,
            call.stamp,
            registered=False,
            **asked_by,
            **given,
        )
        _tell(call, row["id"])
        return
    current = Member(row["state"])
    after = state_after_invite(current, registered=current is Member.REGISTERED, mailed=False)
    if current is Member.REMOVED:
        kept = {name: value for name, value in {**asked_by, **given}.items() if value is not None}
        memberships.renew_membership(call.tx, row["membership_id"], after, call.stamp, registered=False, **kept)
        _tell(call, row["id"])
    elif after is not current:
        memberships.set_state(call.tx, row["membership_id"], after, call.stamp)


def _tell(call: Call, person_id: int) -> None:
    # The invite itself goes by mail, unless the company wants no message to go out.
    asked = say(
        "The company {company} asks you into its team of freelancers. To agree: confirm_freelancer_registration."
    )
    tell_freelancer(call, person_id, asked, inbox_only=True)


def _reaches(call: Call, person_id: int, email: str | None) -> bool:
    """Whether a mail to the address reaches the person: whoever reads it takes up the invite in their name."""
    person = find_person(call.tx, person_id)
    return email is not None and person is not None and same_address(person["email"], email)


def _send_invite(call: Call, row: Row, email: str, in_english: bool) -> bool:
    """Mail an invite, which replaces those before it. False when no mail may go out; then the one before stays good."""
    token = call.new_secret("hh_invite_")
    company = companies.company(call.tx, row["company_id"])
    language = _language_of(call, row["id"], in_english)
    name = company["company_name"] if company else ""
    why_not = mail_unproven(call, email, "freelancer_invitation", {"company": name}, {"token": token}, language)
    if why_not is not None:
        warn_unmailed(call, [(email, why_not)])
        return False
    papers.replace_invite(
        call.tx,
        row["membership_id"],
        row["id"],
        email,
        hash_secret(token),
        call.now,
        call.now + INVITE_LIFETIME,
    )
    memberships.note_invite_sent(call.tx, row["membership_id"], call.stamp)
    state = state_after_invite(Member(row["state"]), registered=False, mailed=True)
    memberships.set_state(call.tx, row["membership_id"], state, call.stamp)
    return True


def _language_of(call: Call, person_id: int, in_english: bool) -> str:
    """Whoever has an account reads in the language they chose; others in the one the company names."""
    person = find_person(call.tx, person_id)
    if person is not None and is_taken(call, person):
        own: str = person["language"]
        return own
    return ENGLISH if in_english else RUSSIAN


def _reload(call: Call, person_id: int) -> Row:
    row = freelancers.find_by_id(call.tx, call.caller.company_id, person_id)
    assert row is not None
    return row

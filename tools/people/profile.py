"""A person's own profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import persons
from store.people.offering import offers_themselves, works_here
from store.search.index import reindex
from store.secrets import fresh_hash
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Clearable, Clock, Currency, Day, Id, OneLine, Zone
from tools.people import own_lists
from tools.people.own_lists import ContactEntry
from tools.people.owner_proof import ContactCode, PresentPassword, change_sign_in, compare_present, load_present
from tools.people.passwords import Compared
from tools.people.person import (
    PROFILE_DOCS,
    LanguageInput,
    LinkInput,
    OwnPerson,
    Phone,
    ProfileDoc,
    SalaryInput,
    Skills,
    check_skills,
    file_columns,
    load_self,
    own_person,
    required_name,
    stored_links,
    stored_salary,
    stored_text,
    write_skills,
)
from tools.people.rules.accounts import birthdate_fault
from tools.people.rules.passwords import password_faults
from tools.rules.sentences import worded
from tools.shapes import NamedShape
from tools.uploads.reading import Upload, UploadedFile, Wanted, read_uploads

TOOLSET = "account"
WHY = worded("A profile of this kind is a person's.")

Part = Literal["contacts", "calendars", "contracts", "hands", "corrections", "reveals", "companies"]
Include = Annotated[list[Part], Field(description="Parts to return besides the profile. Default all.")]


class MyProfile(TypedDict):
    """The profile and the parts asked for; lists are cut at 50."""

    user: OwnPerson
    contacts: list[ContactEntry] | None
    calendars: list[NamedShape] | None
    contracts: list[own_lists.ContractOfMine] | None
    hands: list[own_lists.HandOfMine] | None
    memberships: list[own_lists.MembershipOfMine] | None
    corrections: list[own_lists.OpenCorrection] | None
    reveals: list[own_lists.RevealShape] | None
    companies: list[own_lists.CompanyOfMine] | None


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "who am I signed in as",
        "show everything stored about me",
        "which companies and agreements do I belong to",
        "my own personal data",
        "who has seen my phone number",
        "my user number and e-mail",
        "what does my page say",
        "which agendas and people are mine",
        "how do others see me",
        "display my profile",
        "which organisations and contracts am I in",
        "my contacts and calendars",
        "show my own page",
        "what do others see of me",
        "my skills and headline as stored",
    ),
)
def get_my_profile(call: Call, include: Include | None = None) -> MyProfile:
    """Show the signed-in person's own profile with contacts, calendars, contracts and the roles held in them.

    hands are paid places on contracts, memberships what you may see and do in them; list_contracts shows more. Free, never
    counted as a profile view. include narrows the answer. Agents see themselves with get_my_agent_profile;
    account settings such as the second factor are get_personal_details; other people are get_specialist_profile."""
    require_person(call, WHY, ("get_my_agent_profile",))
    wanted = set(include or Part.__args__)  # type: ignore[attr-defined]
    return {
        "user": own_person(call, load_self(call)),
        "contacts": own_lists.contacts_of(call) if "contacts" in wanted else None,
        "calendars": own_lists.calendars_of(call) if "calendars" in wanted else None,
        "contracts": own_lists.contracts_of(call) if "contracts" in wanted else None,
        "hands": own_lists.hands_of(call) if "hands" in wanted else None,
        "memberships": own_lists.memberships_of(call) if "contracts" in wanted else None,
        "corrections": own_lists.corrections_of(call) if "corrections" in wanted else None,
        "reveals": own_lists.reveals_of(call) if "reveals" in wanted else None,
        "companies": own_lists.companies_of(call) if "companies" in wanted else None,
    }


Name = Annotated[OneLine, Field(min_length=2, max_length=100, description="First name, or the whole name.")]
Birthdate = Annotated[Day, Field(description="Date of birth; not in the future.")]
Birthtime = Annotated[Clock, Field(description="Time of birth, HH:MM.")]
City = Annotated[str, Field(max_length=255, description="Name of the place.")]
LongText = Annotated[str, Field(max_length=5000, description="In your own words.")]
AvaId = Annotated[Id, Field(description="An uploaded image as picture.")]
CvId = Annotated[Id, Field(description="An uploaded document as CV.")]
Password = Annotated[str, Field(min_length=10, max_length=255, description="New password; none that others try first.")]
PasswordAgain = Annotated[str, Field(min_length=10, max_length=255, description="The new password once more.")]
Ava = Annotated[UploadedFile, Field(description="Picture sent directly; an image of at most 5120 KiB.")]
Docs = Annotated[list[ProfileDoc], Field(max_length=20, description="Certificates and the like; replaces all.")]
Salary = Annotated[SalaryInput, Field(description="Pay wished for.")]
Languages = Annotated[list[LanguageInput], Field(max_length=50, description="Languages spoken; replaces all.")]
Links = Annotated[list[LinkInput], Field(max_length=20, description="Web addresses; replaces all.")]
HideEmail = Annotated[bool, Field(description="Whether strangers can have your address revealed: true never.")]
HidePhone = Annotated[bool, Field(description="The same for your number.")]


class ChangedProfile(TypedDict):
    """The profile as it is now."""

    user: OwnPerson


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files that were sent directly, the hash of a new password, and the present one compared."""

    uploads: dict[str, Upload]
    password_hash: str | None
    present: Compared | None


def _prepare(arguments: dict[str, Any], stored: str | None) -> Prepared:
    new = fresh_hash(arguments["password"]) if arguments.get("password") else None
    return Prepared(_read_files(arguments), new, compare_present(arguments, stored))


def _read_files(arguments: dict[str, Any]) -> dict[str, Upload]:
    """Picture and documents that were sent directly. Invalid names every faulty one."""
    wanted = [Wanted("ava", arguments["ava"], ("image",), "avatar")] if "ava" in arguments else []
    docs: Sequence[ProfileDoc] = arguments.get("docs") or []
    for index, doc in enumerate(docs):
        sent = "filename" in doc and "content_base64" in doc
        if ("file_id" in doc) == ("filename" in doc or "content_base64" in doc) or not (sent or "file_id" in doc):
            raise Invalid({f"docs[{index}]": worded("give either file_id, or filename and content_base64")})
        if sent:
            file: UploadedFile = {"filename": doc["filename"], "content_base64": doc["content_base64"]}
            wanted.append(Wanted(f"docs[{index}]", file, PROFILE_DOCS))
    return read_uploads(wanted)


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"city": "Turku"},
    secret=("password", "password_confirmation", "present_password", "contact_code"),
    load=load_present,
    prepare=_prepare,
    find=(
        "set my city to Tampere",
        "change the password I sign in with",
        "put a new CV on my own page",
        "I speak another language now",
        "add a skill to my page",
        "tell what I want to earn",
        "new profile picture",
        "move to another time zone",
        "edit my own personal data",
        "edit my profile",
        "my address and phone changed",
        "new skills, photo or CV for me",
        "change my headline and bio",
        "set the languages I speak",
        "edit my public profile",
    ),
)
def update_my_profile(
    call: Call,
    name: Name | None = None,
    timezone: Clearable[Zone] | None = None,
    birthdate: Clearable[Birthdate] | None = None,
    birthtime: Clearable[Birthtime] | None = None,
    birthcity: Clearable[City] | None = None,
    phone: Phone | None = None,
    ava_id: AvaId | None = None,
    cv_id: Clearable[CvId] | None = None,
    password: Password | None = None,
    password_confirmation: PasswordAgain | None = None,
    ava: Ava | None = None,
    city: Clearable[City] | None = None,
    currency: Clearable[Currency] | None = None,
    education: Clearable[LongText] | None = None,
    about: Clearable[LongText] | None = None,
    docs: Clearable[Docs] | None = None,
    salary: Clearable[Salary] | None = None,
    skills: Clearable[Skills] | None = None,
    languages: Clearable[Languages] | None = None,
    links: Clearable[Links] | None = None,
    hide_email: HideEmail | None = None,
    hide_phone: HidePhone | None = None,
    present_password: PresentPassword | None = None,
    contact_code: ContactCode | None = None,
) -> ChangedProfile:
    """Change parts of the signed-in person's own profile; only what is passed changes.

    An empty value, or its name in clear, empties what may be empty; a list replaces the stored one. A new password (given
    twice) or phone needs present_password, or contact_code from request_contact_code; it ends the person's other sessions
    and can be undone for 7 days by the mail about it. hide_email and hide_phone keep address and number from agents and from
    reveal_specialist_email and reveal_specialist_phone; until set they are hidden while you do not offer yourself (no public
    schedule, not registered as a freelancer, nothing said of field work). The address is changed with request_email_change,
    role and department by the company's admin with update_user, an agent's profile with update_agent_profile."""
    require_person(call, WHY, ("update_agent_profile",))
    given = {name: value for name, value in call.given.items() if name not in ("present_password", "contact_code")}
    if not given:
        raise Invalid({"arguments": worded("name at least one field to change")}, next=("get_my_profile",))
    person = load_self(call)
    _check(call, person, given)
    change_sign_in(call, person, given, call.prepared.password_hash, call.prepared.present, contact_code)
    persons.write_person(call.tx, person["id"], call.now, **_plain_columns(given), **file_columns(call, person, given))
    _write_lists(call, person["id"], given)
    _say_who_sees(call, person, given)
    reindex(call.tx, person["id"], call.now)
    call.changed("profile", person["id"])
    call.change("profile.changed", ("person", person["id"]), data={"fields": sorted(given.keys() - SECRET)})
    return {"user": own_person(call, load_self(call))}


def _check(call: Call, person: Row, given: dict[str, Any]) -> None:
    """Invalid names what is wrong with the arguments together."""
    about = (person["email"], given.get("name") or person["name"], person["last_name"])
    faults = password_faults(given.get("password"), given.get("password_confirmation"), "password_confirmation", about)
    if "ava" in given and "ava_id" in given:
        faults["ava"] = worded("cannot be combined with ava_id")
    if given.get("birthdate"):
        zone = given.get("timezone") or person["timezone"]
        fault = birthdate_fault(given["birthdate"], call.now, zone)
        if fault:
            faults["birthdate"] = fault
    if faults:
        raise Invalid(faults)
    check_skills(call, given.get("skills") or [])


# What an emptied field holds where the column cannot be empty.
_EMPTY = {"timezone": "UTC", "currency": "EUR"}
SECRET = {"password", "password_confirmation"}
SWITCHES = ("hide_email", "hide_phone")
_TEXTS = ("timezone", "birthtime", "birthcity", "city", "currency", "education", "about")


def _plain_columns(given: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: stored_text(given[name]) or _EMPTY.get(name) for name in _TEXTS if name in given}
    for switch in SWITCHES:
        if switch in given:
            columns |= {switch: int(given[switch]), f"{switch}_chosen": 1}
    if "name" in given:
        columns["name"] = required_name(given["name"])
    if "birthdate" in given:
        birthdate: date | None = given["birthdate"] or None
        columns["birthdate"] = birthdate.isoformat() if birthdate else None
    if "links" in given:
        columns["links"] = stored_links(given["links"] or [])
    if "salary" in given:
        columns["salary"] = stored_salary(given["salary"]) if given["salary"] else None
    return columns


def _say_who_sees(call: Call, person: Row, given: dict[str, Any]) -> None:
    opened = [name for name in SWITCHES if given.get(name) is False]
    if opened and not (works_here(call.tx, person["id"]) or offers_themselves(call.tx, person["id"], call.now)):
        call.warn(
            "Nobody is shown them yet: only people who offer themselves (a public schedule, registered as a freelancer or for "
            "field work) can be revealed."
        )


def _write_lists(call: Call, person_id: int, given: dict[str, Any]) -> None:
    if "skills" in given:
        write_skills(call, person_id, given["skills"] or [])
    if "languages" in given:
        spoken = [(language["code"], language.get("level")) for language in given["languages"] or []]
        persons.replace_languages(call.tx, person_id, spoken)

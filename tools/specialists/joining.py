"""Joining as a person, if wanted with a first schedule of bookable hours."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import identity, persons
from store.people.erasure import blank_person
from store.people.provider_profiles import open_profile
from store.types import Owner
from store.uploads import files
from tools.call import Call, Caller
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Clock, Currency, Day, Email, OneLine
from tools.people.codes import COUNTDOWN, make_code, wait_for_code
from tools.people.first_proof import JOINED, is_taken
from tools.people.passwords import hashed
from tools.people.person import Phone, SkillInput, Skills, check_skills, required_name, write_skills
from tools.people.rules.accounts import name_from_address, terms_accepted
from tools.people.rules.codes import SIGN_IN
from tools.people.rules.passwords import weakness_of
from tools.people.sign_in_codes import mail_sign_in_code
from tools.people.sign_ups import check_sign_ups, count_sign_up
from tools.rules.sentences import ENGLISH, worded
from tools.scheduling import params as schedule_params
from tools.scheduling.events.new_session import add_session
from tools.scheduling.schedules.new_schedule import new_draft
from tools.scheduling.schedules.storing import insert_draft
from tools.uploads.reading import Upload, UploadedFile, Wanted, keep_uploads, read_uploads
from tools.uploads.rules.files import Kind

TOOLSET = "account"
PROFILE_DOCS: tuple[Kind, ...] = ("document", "image")


def _read_json(value: object) -> object:
    """An object may also come as JSON text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError(worded("must be an object, or one as JSON text")) from None


class FirstSchedule(TypedDict):
    """A schedule as create_schedule takes it."""

    label: schedule_params.Label
    settings: schedule_params.SettingsInput
    private: NotRequired[Annotated[bool, Field(description="Default false: everybody may book.")]]
    type_id: NotRequired[schedule_params.TypeId]
    duration: NotRequired[schedule_params.Duration]
    start: NotRequired[schedule_params.Start]
    end: NotRequired[schedule_params.End]
    timezone: NotRequired[schedule_params.RulesZone]
    price: NotRequired[schedule_params.Price]
    currency: NotRequired[Currency]
    msp: NotRequired[schedule_params.Places]


class FirstEvent(TypedDict):
    """A single bookable slot of the first schedule."""

    date: Day
    start: Clock
    duration: NotRequired[Annotated[int, Field(ge=15, le=1440, description="Minutes.")]]
    label: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=255)]]


JoinEmail = Annotated[Email, Field(max_length=100, description="The address to sign in with.")]
Name = Annotated[OneLine, Field(min_length=2, max_length=100, description="First name, or the whole name.")]
Password = Annotated[str, Field(min_length=10, max_length=255, description="Optional: codes by mail suffice.")]
Terms = Annotated[str, Field(max_length=20, description="accepted: the person agrees to the terms.")]
Mark = Annotated[Literal["0", "1"], Field(description="Membership mark, stored as it is. Default 0.")]
Schedule = Annotated[FirstSchedule, BeforeValidator(_read_json), Field(description="First bookable hours.")]
Ava = Annotated[UploadedFile, Field(description="Picture; an image of at most 5120 KiB.")]
Docs = Annotated[
    list[UploadedFile], Field(min_length=1, max_length=19, description="Certificates, each of at most 5120 KiB.")
]
Events = Annotated[
    list[FirstEvent], Field(min_length=1, max_length=50, description="Single slots; only with schedule.")
]


@dataclass(frozen=True, slots=True)
class Joining:
    """Everything somebody joins with, checked as far as it can be without storing it."""

    email: str | None
    name: str
    phone: str | None
    password_hash: str | None
    tovarisch: str
    schedule: FirstSchedule | None
    events: Sequence[FirstEvent]
    ava: Upload | None
    docs: Sequence[Upload]
    skills: Sequence[SkillInput]


class Joined(TypedDict):
    """What is said whether or not the address had an account already."""

    countdown: int
    message: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """The files that were sent, and the hash of the password."""

    uploads: dict[str, Upload]
    password_hash: str | None


def _prepare(arguments: dict[str, Any], loaded: None) -> Prepared:
    return Prepared(_read_files(arguments), hashed(arguments))


def _read_files(arguments: dict[str, Any]) -> dict[str, Upload]:
    """Picture and documents. Invalid names every faulty one."""
    picture = [Wanted("ava", arguments["ava"], ("image",), "avatar")] if "ava" in arguments else []
    docs = [Wanted(f"docs[{index}]", doc, PROFILE_DOCS) for index, doc in enumerate(arguments.get("docs", []))]
    return read_uploads([*picture, *docs])


@operation(
    access="write",
    actors=("public",),
    price="free",
    example={"terms": "accepted"},
    secret=("password",),
    load=check_sign_ups,
    prepare=_prepare,
    find=(
        "I am a freelancer and want to join",
        "sign up as a person with my free hours",
        "create my own user",
        "become bookable on the platform",
        "open a personal account",
        "register as a worker",
        "offer my time for the first time",
        "start here as a specialist",
        "create my account",
        "I want to offer my services here",
        "join as an individual",
        "become a user of this platform",
    ),
)
def register_account(
    call: Call,
    email: JoinEmail,
    terms: Terms,
    phone: Phone | None = None,
    name: Name | None = None,
    password: Password | None = None,
    tovarisch: Mark | None = None,
    schedule: Schedule | None = None,
    ava: Ava | None = None,
    docs: Docs | None = None,
    skills: Skills | None = None,
    events: Events | None = None,
) -> Joined:
    """Join as a person, if wanted with a first schedule of bookable hours; a code for the first sign-in is mailed.

    Needs no sign-in and costs nothing, the schedule included. The account works, and keeps what was given here, once
    log_in_with_code got the code of this mail; a code asked for otherwise opens it empty. Until then nobody sees it and
    the address can be registered anew. An address that has an account gets the same answer and nothing changes. A client
    organisation joins with create_user, an AI agent with register_agent."""
    if not terms_accepted(terms):
        raise Invalid({"terms": worded("must be accepted: joining needs agreement to the terms")})
    if events and schedule is None:
        raise Invalid({"events": worded("go with a first schedule only; pass schedule too")})
    uploads = dict(call.prepared.uploads)
    joining = Joining(
        email=email,
        name=required_name(name) if name else name_from_address(email),
        phone=phone,
        password_hash=call.prepared.password_hash,
        tovarisch=tovarisch or "0",
        schedule=schedule,
        events=events or [],
        ava=uploads.pop("ava", None),
        docs=list(uploads.values()),
        skills=skills or [],
    )
    weakness = weakness_of(password, (email, name)) if password else None
    if weakness:
        raise Invalid({"password": weakness})
    count_sign_up(call)
    person = identity.find_person_by_email(call.tx, email)
    known_id = person["id"] if person is not None else None
    wait = wait_for_code(call, SIGN_IN, email, known_id)
    if wait or (person is not None and is_taken(call, person)):
        # An address that has an account, or waits for a mail, gets the very refusals one without it would.
        call.tx.undone(lambda: _rehearse(call, joining))
        mark = None
    else:
        mark = call.randomness.mark()
        _join(call, joining, mark, person)
    return _asked_to_wait(wait) if wait else _mail_code(call, email, mark, known_id)


def _rehearse(call: Call, joining: Joining) -> None:
    _join(replace(call, dry_run=True, changes=[]), replace(joining, email=None), None, None)


def _join(call: Call, joining: Joining, mark: str | None, person: Row | None) -> None:
    """Store the person with everything they brought; what others wrote into a record nobody owns makes way for it.

    mark: what the code in the mail carries, so that only whoever read it keeps what is stored here."""
    if person is not None:
        person_id = person["id"]
        blank_person(call.tx, person_id, joining.name, call.now)
    else:
        person_id = identity.create_person(call.tx, call.new_uuid(), joining.email, joining.name, call.now)
    open_profile(call.tx, person_id, call.stamp)
    check_skills(call, joining.skills)
    write_skills(call, person_id, joining.skills)
    columns = {
        "name": joining.name, "phone": joining.phone, "password_hash": joining.password_hash,
        "tovarisch": int(joining.tovarisch),
        "terms_accepted_at": call.stamp, "joined_mark": mark,
    }  # fmt: skip
    persons.write_person(call.tx, person_id, call.now, **columns, **_kept_files(call, person_id, joining))
    if joining.schedule is not None:
        newcomer = Caller(kind="person", id=person_id, name=joining.name, email=joining.email)
        _add_schedule(replace(call, caller=newcomer), joining.schedule, joining.events)


def _kept_files(call: Call, person_id: int, joining: Joining) -> dict[str, Any]:
    owner = Owner("person", person_id)
    columns: dict[str, Any] = {}
    if joining.ava is not None:
        columns["ava_id"] = keep_uploads(call, owner, [joining.ava])[0]
    doc_ids = list(dict.fromkeys(keep_uploads(call, owner, joining.docs)))
    columns["docs"] = json.dumps(doc_ids)
    files.attach(call.tx, [*doc_ids, *([columns["ava_id"]] if "ava_id" in columns else [])], f"person:{person_id}")
    return columns


def _add_schedule(call: Call, schedule: FirstSchedule, events: Sequence[FirstEvent]) -> None:
    """Make the first schedule and its slots as the person themselves would, but uncharged. Faults name their part."""
    given: dict[str, Any] = {"private": False, **schedule}
    schedule_id = _faults_within("schedule", lambda: insert_draft(call, new_draft(call, given)))
    for index, event in enumerate(events):
        slot: dict[str, Any] = {"label": schedule["label"], **event}
        _faults_within(
            f"events[{index}]",
            lambda slot=slot: add_session(call, schedule_id, slot),  # type: ignore[misc]
        )


def _faults_within(part: str, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Invalid as faulty:
        raise Invalid({f"{part}.{name}": text for name, text in faulty.fields.items()}) from None


def _asked_to_wait(wait: int) -> Joined:
    """The same words for old addresses and new ones; nothing was stored."""
    return {
        "countdown": wait,
        "message": f"A code was asked for a moment ago or too often. In {wait} seconds call register_account again.",
    }


def _mail_code(call: Call, email: str, mark: str | None, person_id: int | None) -> Joined:
    """The same mail and words for old addresses and new ones."""
    sent = make_code(call, SIGN_IN, email, f"{JOINED}{mark}" if mark else None, person_id)
    known = persons.find_person(call.tx, person_id) if person_id is not None else None
    # To the address of the account, never to one that only looks the same.
    address = known["email"] if known is not None and known["email"] else email
    mail_sign_in_code(call, address, sent.code, known["language"] if known is not None else ENGLISH)
    return {"countdown": COUNTDOWN, "message": "A code for the first sign-in was mailed; pass it to log_in_with_code."}

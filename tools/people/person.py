"""What a person's own profile is made of: its parameters, how they are stored, and how a profile is answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from store.database import Row
from store.people import persons
from store.people.offering import offers_themselves
from store.phones import e164
from store.types import Money, Owner, iso
from store.uploads import files
from tools.call import Call
from tools.errors import Invalid
from tools.params import CLEARED, Amount, Currency, Id, OneLine, Url
from tools.rules.names import full_name
from tools.rules.sentences import told_by, worded
from tools.text import plain
from tools.uploads.reading import keep_uploads, own_files
from tools.uploads.rules.files import Kind

MOST_SKILLS = 100


def _phone(value: object) -> str:
    if not isinstance(value, str) or not 7 <= len(value) <= 100:
        raise ValueError(worded("must be a phone number of 7 to 100 characters"))
    return e164(value)


Phone = Annotated[
    str,
    BeforeValidator(_phone),
    WithJsonSchema({"type": "string"}),
    Field(description="Phone number with country code, such as +358401234567."),
]
Level = Annotated[str, Field(min_length=1, max_length=50)]


class SkillInput(TypedDict):
    """A skill by number or by name; a name nobody had yet becomes a new skill."""

    id: NotRequired[Annotated[Id, Field(description="Number of a known skill; or give its name.")]]
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=100)]]
    level: NotRequired[Level]


class LanguageInput(TypedDict):
    """A language by its tag."""

    code: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="Such as en or fi.")]
    level: NotRequired[Level]


class LinkInput(TypedDict):
    """A labelled web address."""

    label: Annotated[OneLine, Field(min_length=1, max_length=255)]
    url: Url


class SalaryInput(TypedDict):
    """The pay wished for."""

    amount: Amount
    currency: Currency
    period: Literal["hour", "day", "month", "year"]


Skills = Annotated[list[SkillInput], Field(max_length=MOST_SKILLS, description="What the person can do.")]


class SkillShape(TypedDict):
    id: int
    name: str
    level: str | None


class LanguageShape(TypedDict):
    code: str
    level: str | None


class LinkShape(TypedDict):
    label: str
    url: str


class SalaryShape(TypedDict):
    amount: str
    currency: str
    period: str


class OwnPerson(TypedDict):
    """Everything a person has on record about themselves but the password."""

    id: int
    email: str | None
    email_verified: bool
    email_verified_at: str | None
    name: str
    middle_name: str | None
    last_name: str | None
    full_name: str
    phone: str | None
    birthdate: str | None
    birthtime: str | None
    birthcity: str | None
    timezone: str
    currency: str
    city: str | None
    education: str | None
    about: str | None
    ava_id: int | None
    cv_id: int | None
    docs: list[int]
    skills: list[SkillShape]
    languages: list[LanguageShape]
    links: list[LinkShape]
    salary: SalaryShape | None
    tovarisch: bool
    has_password: bool
    second_factor: str | None
    terms_accepted_at: str | None
    default_kal_id: int | None
    default_company_id: int | None
    hide_email: bool
    hide_phone: bool
    last_login_at: str | None
    created_at: str
    updated_at: str


def own_person(call: Call, row: Row) -> OwnPerson:
    """A person's own profile."""
    offers = offers_themselves(call.tx, row["id"], call.now)
    return {
        "id": row["id"],
        "email": row["email"],
        "email_verified": row["email_verified_at"] is not None,
        "email_verified_at": _moment(row["email_verified_at"]),
        "name": row["name"],
        "middle_name": row["middle_name"],
        "last_name": row["last_name"],
        "full_name": full_name(row["name"], row["middle_name"], row["last_name"]),
        "phone": row["phone"],
        "birthdate": row["birthdate"],
        "birthtime": row["birthtime"],
        "birthcity": row["birthcity"],
        "timezone": row["timezone"],
        "currency": row["currency"],
        "city": row["city"],
        "education": row["education"],
        "about": row["about"],
        "ava_id": row["ava_id"],
        "cv_id": row["cv_id"],
        "docs": json.loads(row["docs"]),
        "skills": [_skill(skill) for skill in persons.skills_of(call.tx, row["id"])],
        "languages": [_language(language) for language in persons.languages_of(call.tx, row["id"])],
        "links": json.loads(row["links"]),
        "salary": json.loads(row["salary"]) if row["salary"] else None,
        "tovarisch": bool(row["tovarisch"]),
        "has_password": row["password_hash"] is not None,
        "second_factor": row["second_factor"],
        "terms_accepted_at": _moment(row["terms_accepted_at"]),
        "default_kal_id": row["default_kal_id"],
        "default_company_id": row["default_company_id"],
        "hide_email": _is_hidden(row, "email", offers),
        "hide_phone": _is_hidden(row, "phone", offers),
        "last_login_at": _moment(row["last_login_at"]),
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


def _is_hidden(row: Row, channel: str, offers: bool) -> bool:
    """Whether nobody is shown a contact: by their choice, else as long as they do not offer themselves."""
    return bool(row[f"hide_{channel}"]) or not (offers or row[f"hide_{channel}_chosen"])


def _skill(row: Row) -> SkillShape:
    return {"id": row["id"], "name": row["name"], "level": row["level"]}


def _language(row: Row) -> LanguageShape:
    return {"code": row["code"], "level": row["level"]}


def _moment(text: str | None) -> str | None:
    return iso(text) if text else None


def load_self(call: Call) -> Row:
    """The calling person."""
    row = persons.find_person(call.tx, call.caller.id)
    if row is None:
        raise LookupError(f"person {call.caller.id} is gone")
    return row


def check_skills(call: Call, skills: Sequence[SkillInput], field: str = "skills") -> None:
    """Invalid names skills that have neither or both of number and name, or a number nobody knows."""
    for index, skill in enumerate(skills):
        if ("id" in skill) == ("name" in skill):
            raise Invalid({f"{field}[{index}]": worded("give either id or name")}, next=("search_specialists",))
        if "id" in skill and not persons.skill_exists(call.tx, skill["id"]):
            raise Invalid(
                {f"{field}[{index}].id": worded("there is no skill {id}", id=skill["id"])}, next=("search_specialists",)
            )


def write_skills(call: Call, person_id: int, skills: Sequence[SkillInput]) -> None:
    """A person's skills are these and no others; unknown names become new skills."""
    chosen = [
        (skill["id"] if "id" in skill else persons.skill_named(call.tx, plain(skill["name"])), skill.get("level"))
        for skill in skills
    ]
    persons.replace_skills(call.tx, person_id, chosen)


def stored_links(links: Sequence[LinkInput]) -> str:
    return json.dumps([{"label": plain(link["label"]), "url": link["url"]} for link in links], ensure_ascii=False)


def stored_salary(salary: SalaryInput) -> str:
    """Pay as it is stored: decimal text in its currency. Invalid when the currency has fewer places."""
    try:
        money = Money.of(salary["amount"], salary["currency"])
    except ValueError as fault:
        raise Invalid({"salary.amount": told_by(fault)}) from None
    return json.dumps({"amount": money.text, "currency": money.currency, "period": salary["period"]})


def required_name(text: str, field: str = "name", least: int = 2) -> str:
    """A name cleaned; Invalid when too little of it can be seen."""
    name = plain(text)
    if len(name) < least:
        raise Invalid({field: worded("must have at least {least} visible characters", least=least)})
    return name


def stored_text(value: Any) -> Any:
    """A text parameter as it is stored: cleaned, None when it was cleared."""
    return plain(value) if isinstance(value, str) else None


PROFILE_DOCS: tuple[Kind, ...] = ("document", "image")


class ProfileDoc(TypedDict):
    """A stored file by its id, or a file sent directly."""

    file_id: NotRequired[Annotated[Id, Field(description="From upload_files.")]]
    filename: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=255)]]
    content_base64: NotRequired[Annotated[str, Field(description="The bytes in base64; at most 5120 KiB.")]]


def file_columns(call: Call, person: Row, given: dict[str, Any]) -> dict[str, Any]:
    """Columns of picture, CV and documents; what is used is attached, what no longer is can be swept."""
    owner = Owner("person", person["id"])
    columns: dict[str, Any] = {}
    if "ava" in given:
        columns["ava_id"] = keep_uploads(call, owner, [call.prepared.uploads["ava"]])[0]
    if "ava_id" in given:
        columns["ava_id"] = own_files(call, owner, [given["ava_id"]], "ava_id", ("image",))[0]["id"]
    if "cv_id" in given:
        cv_id = given["cv_id"]
        columns["cv_id"] = (
            None if cv_id is CLEARED else own_files(call, owner, [cv_id], "cv_id", ("document",))[0]["id"]
        )
    if "docs" in given:
        columns["docs"] = json.dumps(_doc_ids(call, owner, given["docs"] or []))
    _attach(call, person, columns)
    return columns


def _doc_ids(call: Call, owner: Owner, docs: Sequence[ProfileDoc]) -> list[int]:
    own_files(call, owner, [doc["file_id"] for doc in docs if "file_id" in doc], "docs", PROFILE_DOCS)
    sent = (upload for field, upload in call.prepared.uploads.items() if field != "ava")
    kept = iter(keep_uploads(call, owner, sent))
    ids = [doc["file_id"] if "file_id" in doc else next(kept) for doc in docs]
    return list(dict.fromkeys(ids))


def _attach(call: Call, person: Row, columns: dict[str, Any]) -> None:
    record = f"person:{person['id']}"
    before = {person["ava_id"], person["cv_id"], *json.loads(person["docs"])} - {None}
    now = {**dict(person), **columns}
    after = {now["ava_id"], now["cv_id"], *json.loads(now["docs"])} - {None}
    files.detach(call.tx, sorted(before - after), record)
    files.attach(call.tx, sorted(after - before), record)

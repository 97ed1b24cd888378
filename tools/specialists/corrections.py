"""Suggesting better values for somebody's profile."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated, Any, NotRequired

from pydantic import BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from store.database import Row
from store.specialists import profile_corrections
from store.types import Owner
from store.uploads import files
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Clearable, Clock, Day, Email, OneLine, web_address
from tools.people.person import OwnPerson, Phone, SalaryInput, load_self, own_person
from tools.rules.sentences import say, worded
from tools.specialists.correction_shapes import NOUN, ProfileCorrection, correction_shape, load_correction
from tools.specialists.profile_values import (
    FILES,
    FileRef,
    LanguageChanges,
    SkillChanges,
    present_values,
    wanted_values,
    write_values,
)
from tools.specialists.rules.corrections import MAILS_A_DAY, NOTES, changes, differing, without
from tools.specialists.shapes import UserId, load_person
from tools.telling import Record

TOOLSET = "specialists"


def _url_or_nothing(value: object) -> object:
    return value if value == "" else web_address(value)


Name = Annotated[OneLine, Field(min_length=2, max_length=100, description="Better name.")]
Birthdate = Annotated[Day, Field(description="Date of birth; a time of day in it does not count.")]
Birthtime = Annotated[Clock, Field(description="Time of birth, HH:MM.")]
BirthCity = Annotated[str, Field(max_length=255, description="Where they were born.")]
City = Annotated[str, Field(max_length=255, description="Where they live.")]
Education = Annotated[str, Field(max_length=5000, description="Schools, degrees, training.")]
About = Annotated[str, Field(max_length=5000, description="What the page says about them.")]
NewEmail = Annotated[Email, Field(max_length=100, description="Better address; a note for its owner.")]
Picture = Annotated[FileRef, Field(description="An image you uploaded, as picture.")]
Cv = Annotated[FileRef, Field(description="A document you uploaded, as CV.")]
Salary = Annotated[SalaryInput, Field(description="Pay wished for.")]
Links = Annotated[
    dict[Annotated[str, Field(min_length=1, max_length=255)], Annotated[str, BeforeValidator(_url_or_nothing)]],
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
    Field(max_length=20, description="Label to web address; an empty address takes the label away."),
]


class CorrectionMade(TypedDict):
    """correction: what was suggested for somebody else. user: one's own profile as it is now."""

    correction: NotRequired[ProfileCorrection | None]
    user: NotRequired[OwnPerson | None]
    message: str


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"city": "Turku"},
    find=(
        "her city is wrong, tell them",
        "suggest that he also knows Java",
        "fix a mistake on a colleague's page",
        "propose a better text about somebody",
        "this person's name is misspelt",
        "report outdated details of a freelancer",
        "add a language to another person's page",
        "recommend a newer picture for him",
        "wrong skill on that expert's page",
        "his city is wrong on his profile, suggest the right one",
        "propose an edit to what is shown about a specialist",
        "her job title changed, tell the system",
    ),
)
def create_profile_correction(
    call: Call,
    user_id: UserId,
    name: Name | None = None,
    birthdate: Clearable[Birthdate] | None = None,
    birthtime: Clearable[Birthtime] | None = None,
    birthcity: Clearable[BirthCity] | None = None,
    phone: Phone | None = None,
    city: Clearable[City] | None = None,
    education: Clearable[Education] | None = None,
    about: Clearable[About] | None = None,
    email: NewEmail | None = None,
    ava_id: Picture | None = None,
    cv_id: Cv | None = None,
    skills: SkillChanges | None = None,
    languages: LanguageChanges | None = None,
    links: Links | None = None,
    salary: Salary | None = None,
) -> CorrectionMade:
    """Suggest better values for another person's profile; on one's own profile they are set at once.

    For another person nothing changes: the suggestion is pending, the person is told by notice and mail, and they alone
    accept it or turn it down with vote_on_profile_correction; votes of others are advice. Name, birth data, phone and
    e-mail are notes, never applied: the person changes them with update_my_profile or request_email_change, also on one's
    own profile. A new suggestion of yours for the same field replaces the earlier one. clear names what to empty.
    Take it back: delete_profile_correction."""
    given = {name: value for name, value in call.given.items() if name != "user_id"}
    person = load_person(call, user_id)
    if not given:
        raise Invalid({"arguments": worded("name at least one field to change")}, next=("get_specialist_profile",))
    own = call.caller.kind == "person" and call.caller.id == user_id
    present = present_values(call, person)
    new = differing(present, wanted_values(call, person, present, given), for_owner=own)
    if not new:
        raise Invalid(dict.fromkeys(given, worded("is what the profile says already")), code="nothing_differs")
    return _change_own(call, person, new) if own else _suggest(call, person, present, new)


def _change_own(call: Call, person: Row, new: dict[str, Any]) -> CorrectionMade:
    """One's own profile changes at once, but for what has a door of its own."""
    elsewhere = {field: worded("is changed with {door}", door=door) for field, door in NOTES.items() if field in new}
    if elsewhere:
        raise Invalid(elsewhere, code="own_door", next=tuple(dict.fromkeys(NOTES[field] for field in elsewhere)))
    write_values(call, person, new)
    return {"user": own_person(call, load_self(call)), "message": "Your profile was changed."}


def _suggest(call: Call, person: Row, present: dict[str, Any], new: dict[str, Any]) -> CorrectionMade:
    author = call.caller.owner
    _replace_earlier(call, person["id"], author, new)
    before = {field: present[field] for field in new}
    id = profile_corrections.add_correction(call.tx, person["id"], author, changes(present, new), before, call.now)
    files.attach(call.tx, [new[field] for field in FILES if field in new], f"profile_correction:{id}")
    lately = profile_corrections.made_since(call.tx, person["id"], call.now - timedelta(days=1))
    call.tell(
        Owner("person", person["id"]),
        "profile_correction",
        say(
            "Somebody suggested other values for these fields of your profile: {fields}. Nothing changes unless you accept it: "
            "get_my_profile shows it, vote_on_profile_correction with correction_id {id} decides.",
            fields=", ".join(new),
            id=id,
        ),
        record=Record("profile_correction", id, say("Your profile")),
        inbox_only=lately > MAILS_A_DAY,
    )
    call.changed("profile", person["id"])
    shape = correction_shape(call, load_correction(call, id))
    return {"correction": shape, "message": f"Suggested as {NOUN} {id}. Nothing changes until it is accepted."}


def _replace_earlier(call: Call, person_id: int, author: Owner, new: dict[str, Any]) -> None:
    """An author has one suggestion for a field: the last."""
    for earlier in profile_corrections.open_corrections(call.tx, person_id, author):
        stored = json.loads(earlier["changes"])
        left = without(stored, list(new))
        if not left:
            profile_corrections.withdraw(call.tx, earlier["id"], call.now)
        elif len(left) < len(stored):
            profile_corrections.narrow_correction(call.tx, earlier["id"], left, call.now)

"""The fields of a profile that can be corrected: what they hold, what a caller wants them to hold, and writing that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import persons
from store.people.identity import folded
from store.people.skills import find_skill, skill_name, skill_named
from store.search.index import reindex
from store.uploads import files
from tools.call import Call
from tools.errors import Invalid
from tools.params import CLEARED, Id, NumberOrCode
from tools.people.person import MOST_SKILLS, LanguageInput, required_name, stored_salary, stored_text
from tools.people.rules.accounts import birthdate_fault
from tools.rules.sentences import worded
from tools.specialists.rules.corrections import NOTES
from tools.text import plain
from tools.uploads.reading import own_files
from tools.uploads.rules.files import Kind

MOST_LANGUAGES = 50
MOST_LINKS = 20
TEXTS = ("birthtime", "birthcity", "phone", "city", "education", "about")
FILES: dict[str, tuple[Kind, ...]] = {"ava_id": ("image",), "cv_id": ("document",)}


class FileRef(TypedDict):
    """An uploaded file."""

    id: Annotated[Id, Field(description="From upload_files.")]


class SkillChanges(TypedDict):
    """Skills by number or name; a name nobody had yet becomes a new skill."""

    add: NotRequired[Annotated[list[NumberOrCode], Field(max_length=MOST_SKILLS)]]
    remove: NotRequired[Annotated[list[NumberOrCode], Field(max_length=MOST_SKILLS)]]


class LanguageChanges(TypedDict):
    """Languages by their tags."""

    add: NotRequired[Annotated[list[LanguageInput], Field(max_length=MOST_LANGUAGES)]]
    remove: NotRequired[Annotated[list[str], Field(max_length=MOST_LANGUAGES)]]


def present_values(call: Call, person: Row) -> dict[str, Any]:
    """What each field holds now. skills: names in order; languages and links: lists of objects; salary: an object."""
    plainly = ("name", "birthdate", *TEXTS, "email", *FILES)
    return {
        **{field: person[field] for field in plainly},
        "skills": [skill["name"] for skill in persons.skills_of(call.tx, person["id"])],
        "languages": [dict(language) for language in persons.languages_of(call.tx, person["id"])],
        "links": json.loads(person["links"]),
        "salary": json.loads(person["salary"]) if person["salary"] else None,
    }


def wanted_values(call: Call, person: Row, present: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the fields would hold them; Invalid names what cannot be."""
    wanted: dict[str, Any] = {field: stored_text(given[field]) for field in TEXTS if field in given}
    if "name" in given:
        wanted["name"] = required_name(given["name"])
    if "birthdate" in given:
        wanted["birthdate"] = _birthdate(call, person, given["birthdate"])
    if "email" in given:
        wanted["email"] = given["email"]
    for field, kinds in FILES.items():
        if field in given:
            wanted[field] = own_files(call, call.caller.owner, [given[field]["id"]], field, kinds)[0]["id"]
    if "skills" in given:
        wanted["skills"] = _skills(call, present["skills"], given["skills"])
    if "languages" in given:
        wanted["languages"] = _languages(present["languages"], given["languages"])
    if "links" in given:
        wanted["links"] = _links(present["links"], given["links"])
    if "salary" in given:
        wanted["salary"] = json.loads(stored_salary(given["salary"]))
    return wanted


def write_values(call: Call, person: Row, values: dict[str, Any]) -> None:
    """Make the fields hold these values; what identifies or reaches the person is never written here."""
    columns = {field: value for field, value in values.items() if field in (*TEXTS, *FILES) and field not in NOTES}
    if "links" in values:
        columns["links"] = json.dumps(values["links"], ensure_ascii=False)
    if "salary" in values:
        columns["salary"] = json.dumps(values["salary"]) if values["salary"] else None
    persons.write_person(call.tx, person["id"], call.now, **columns)
    if "skills" in values:
        levels = {skill["id"]: skill["level"] for skill in persons.skills_of(call.tx, person["id"])}
        ids = [persons.skill_named(call.tx, name) for name in values["skills"]]
        persons.replace_skills(call.tx, person["id"], [(id, levels.get(id)) for id in ids])
    if "languages" in values:
        spoken = [(language["code"], language["level"]) for language in values["languages"]]
        persons.replace_languages(call.tx, person["id"], spoken)
    record = f"person:{person['id']}"
    used = {field: values[field] for field in FILES if field in values}
    files.detach(call.tx, [person[field] for field in used if person[field]], record)
    files.attach(call.tx, list(used.values()), record)
    reindex(call.tx, person["id"], call.now)
    call.changed("profile", person["id"])
    call.change("profile.changed", ("person", person["id"]), data={"fields": sorted(values)})


def _birthdate(call: Call, person: Row, birthdate: Any) -> str | None:
    if birthdate is CLEARED:
        return None
    fault = birthdate_fault(birthdate, call.now, person["timezone"])
    if fault:
        raise Invalid({"birthdate": fault})
    text: str = birthdate.isoformat()
    return text


def _skills(call: Call, present: Sequence[str], changes: SkillChanges) -> list[str]:
    """Names with what is added and without what is removed, in the order skills are listed in."""
    removed = {folded(_skill(call, skill, "skills.remove")) for skill in changes.get("remove", ())}
    added = [_skill(call, skill, "skills.add") for skill in changes.get("add", ())]
    names = {folded(name): name for name in (*present, *added)}
    kept = [name for key, name in sorted(names.items()) if key not in removed]
    if len(kept) > MOST_SKILLS:
        raise Invalid(
            {"skills": worded("would be {count}; at most {most_skills}", count=len(kept), most_skills=MOST_SKILLS)}
        )
    return kept


def _skill(call: Call, skill: str, field: str) -> str:
    """The name of a skill given by number or name: as it is stored, when it is."""
    by_number = skill.isdecimal() and len(skill) < 16
    id = find_skill(call.tx, int(skill)) if by_number else skill_named(call.tx, skill)
    if id is not None:
        return skill_name(call.tx, id)
    name = " ".join(plain(skill).split())
    if by_number or not name:
        raise Invalid({field: worded("there is no skill {skill}", skill=skill)})
    return name


def _languages(present: Sequence[dict[str, Any]], changes: LanguageChanges) -> list[dict[str, Any]]:
    spoken = {language["code"]: language["level"] for language in present}
    for language in changes.get("add", ()):
        spoken[language["code"]] = language.get("level", spoken.get(language["code"]))
    for code in changes.get("remove", ()):
        spoken.pop(code, None)
    if len(spoken) > MOST_LANGUAGES:
        raise Invalid(
            {
                "languages": worded(
                    "would be {count}; at most {most_languages}", count=len(spoken), most_languages=MOST_LANGUAGES
                )
            }
        )
    return [{"code": code, "level": level} for code, level in sorted(spoken.items())]


def _links(present: Sequence[dict[str, str]], changes: dict[str, str]) -> list[dict[str, str]]:
    links = {link["label"]: link["url"] for link in present}
    for label, url in changes.items():
        if url:
            links[plain(label)] = url
        else:
            links.pop(plain(label), None)
    if len(links) > MOST_LINKS:
        raise Invalid(
            {"links": worded("would be {count}; at most {most_links}", count=len(links), most_links=MOST_LINKS)}
        )
    return [{"label": label, "url": url} for label, url in links.items()]

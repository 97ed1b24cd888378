"""Checking and storing what a schedule is made of, alike when it is made and when it is changed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.people import persons
from store.scheduling import events, schedules
from store.scheduling.calendars import owned_ids
from store.types import Money, Owner, utc_text
from store.uploads import files
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, Step
from tools.rules.sentences import told_by, worded
from tools.scheduling.availability.slots import followed_settings
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.params import SkillInput
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.rules.warnings import rule_warnings
from tools.text import plain

SLUG_LENGTH = 64


def check_range(start: datetime | None, end: datetime | None) -> None:
    """Invalid when a schedule would end before it begins."""
    if start is not None and end is not None and end <= start:
        raise Invalid(
            {
                "end": worded(
                    "{utc_text} must be after start, {utc_text_text}",
                    utc_text=utc_text(end),
                    utc_text_text=utc_text(start),
                )
            }
        )


def stored_price(price: Decimal | None, currency: str) -> int | None:
    """A price in the currency's smallest unit. Invalid when the currency has fewer decimals."""
    if price is None:
        return None
    try:
        return Money.of(price, currency).amount
    except ValueError as fault:
        raise Invalid({"price": told_by(fault)}) from None


def check_skills(call: Call, skills: Sequence[SkillInput]) -> None:
    """Invalid names the skills nobody knows and those given twice."""
    faults: dict[str, str] = {}
    seen: set[int] = set()
    for index, skill in enumerate(skills):
        if not persons.skill_exists(call.tx, skill["skill_id"]):
            faults[f"skills[{index}].skill_id"] = worded("there is no skill {skill_id}", skill_id=skill["skill_id"])
        elif skill["skill_id"] in seen:
            faults[f"skills[{index}].skill_id"] = worded("skill {skill_id} is named twice", skill_id=skill["skill_id"])
        seen.add(skill["skill_id"])
    if faults:
        raise Invalid(faults, next=("search_specialists",))


def store_skills(call: Call, schedule_id: int, skills: Sequence[SkillInput]) -> None:
    schedules.replace_skills(call.tx, schedule_id, [(skill["skill_id"], skill.get("years")) for skill in skills])


def check_files(call: Call, ids: Sequence[int], kept: Sequence[int] = ()) -> list[int]:
    """Files of the caller, each once; those a schedule has already may stay. Invalid names the others."""
    wanted = list(dict.fromkeys(ids))
    owner = call.caller.owner
    missing = [id for id in wanted if id not in kept and files.find_file(call.tx, owner, id) is None]
    if missing:
        named = ", ".join(str(id) for id in missing)
        raise Invalid({"files": worded("you have no file {named}", named=named)}, next=("upload_files",))
    return wanted


def attach_files(call: Call, schedule_id: int, ids: Sequence[int], before: Sequence[int] = ()) -> None:
    """Note that files belong to a schedule, and that those it had no longer do."""
    record = f"schedule:{schedule_id}"
    files.detach(call.tx, [id for id in before if id not in ids], record)
    files.attach(call.tx, [id for id in ids if id not in before], record)


def attach_event_files(call: Call, event_id: int, ids: Sequence[int]) -> None:
    """Note that files belong to an event."""
    files.attach(call.tx, ids, f"event:{event_id}")


def attach_calendar_files(call: Call, kal_id: int, ids: Sequence[int]) -> None:
    """Note that files belong to a calendar."""
    files.attach(call.tx, ids, f"calendar:{kal_id}")


def detach_calendar_files(call: Call, kal_id: int, ids: Sequence[int]) -> None:
    """Note that files no longer belong to a calendar."""
    files.detach(call.tx, ids, f"calendar:{kal_id}")


def check_slug(call: Call, owner: Owner, slug: str, but_id: int = 0) -> None:
    """Conflict when another schedule of the owner has it; names one that is free."""
    if not schedules.slug_is_taken(call.tx, owner, slug, but_id):
        return
    free = next(
        name
        for name in (f"{slug[: SLUG_LENGTH - 5].rstrip('-')}-{number}" for number in range(2, 1000))
        if not schedules.slug_is_taken(call.tx, owner, name, but_id)
    )
    raise Conflict(
        worded(
            "Another schedule of yours has the slug {slug}. {free} is free. Nothing was saved or charged.",
            slug=slug,
            free=free,
        ),
        code="slug_taken",
        next=(Step(call.tool, {"slug": free}, again=True),),
        details={"free": free},
    )


def give_owner_slug(call: Call, owner: Owner) -> None:
    """Make the owner's part of public addresses, from the name, when there is none yet."""
    if schedules.owner_slug(call.tx, owner) is not None:
        return
    name = re.sub(r"[^a-z0-9]+", "-", (events.name_of(call.tx, owner) or "").lower()).strip("-")[:48].rstrip("-")
    stem = name if len(name) >= 3 else f"{owner.kind}-{owner.id}"
    taken = schedules.owner_slugs_like(call.tx, stem)
    slug = stem
    number = 2
    while slug in taken:
        slug = f"{stem}-{number}"
        number += 1
    schedules.insert_owner_slug(call.tx, owner, slug, call.now)


def check_parties(
    call: Call, benefitable: tuple[str | None, int | None], billable: tuple[str | None, int | None]
) -> dict[str, Any]:
    """The columns of payee and payer; all null where the type of the schedule decides. Each is (type, id)."""
    columns: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, (kind, id) in (("benefitable", benefitable), ("billable", billable)):
        kind = kind or "user"
        if id is None:
            columns |= {f"{name}_type": None, f"{name}_id": None}
            continue
        if kind == "user" and persons.find_person(call.tx, id) is None:
            faults[f"{name}_id"] = worded("there is no person {id}", id=id)
        if kind == "participant" and not schedules.is_participant(call.tx, id):
            faults[f"{name}_id"] = worded("there is no participant {id}", id=id)
        if kind == "contract" and contract_levels(call, id) is None:
            raise NotFound("contract", id, next=("list_schedules",))
        columns |= {f"{name}_type": kind, f"{name}_id": id}
    if faults:
        raise Invalid(faults)
    return columns


def check_calendars(call: Call, owner: Owner, settings: str) -> None:
    """Invalid when checks = listed names calendars that are not the owner's."""
    foreign = set(settings_of(settings).check_kal_ids) - owned_ids(call.tx, owner)
    if foreign:
        named = ", ".join(str(id) for id in sorted(foreign))
        raise Invalid(
            {"settings.check_kal_ids": worded("there is no calendar {named} of yours", named=named)},
            next=("list_calendars",),
        )


def warn_about_rules(call: Call, settings: str, parent_id: int | None) -> None:
    """Say what is odd about the rules: odd is not wrong."""
    hours = settings_of(followed_settings(call.tx, settings, parent_id)).hours
    for warning in rule_warnings(json.loads(settings), settings_of(settings).hours, call.now.date()):
        call.warn(warning)
    if not hours.has_any:
        call.warn(
            "No rule and no exception opens any time: the schedule has no slots until add_schedule_event or new rules."
        )


def cleaned_text(text: str | None) -> str | None:
    """Text of people as it is stored; None when nothing is left of it."""
    return (plain(text) or None) if text else None

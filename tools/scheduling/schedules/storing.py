"""Storing schedules: new ones, changes, and proposals that took effect."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from store.database import Row
from store.people.provider_profiles import open_profile
from store.scheduling import schedules
from store.types import Owner
from tools.call import Call
from tools.errors import Conflict
from tools.rules.sentences import worded
from tools.scheduling.availability import checks
from tools.scheduling.schedules.parties_told import tell_parties
from tools.scheduling.search import refresh_search

MOST_SCHEDULES = 100


@dataclass(slots=True)
class Draft:
    """What a schedule will be: its columns, and lists that stand elsewhere (None = unchanged)."""

    columns: dict[str, Any]
    skills: list[Any] | None = None
    files: list[int] | None = None
    settings: str = field(default="{}")


def insert_draft(call: Call, draft: Draft) -> int:
    """Store a new schedule with its lists; its id. Nothing is stored when something in it is refused."""
    owner = Owner(draft.columns["owner_type"], draft.columns["owner_id"])
    checks.check_skills(call, draft.skills or [])
    checks.check_calendars(call, owner, draft.settings)
    if draft.columns.get("slug"):
        checks.check_slug(call, owner, draft.columns["slug"])
        checks.give_owner_slug(call, owner)
    files = draft.files or []
    schedule_id = schedules.insert_schedule(
        call.tx, call.now, **draft.columns, settings=draft.settings, files=json.dumps(files)
    )
    checks.store_skills(call, schedule_id, draft.skills or [])
    checks.attach_files(call, schedule_id, files)
    checks.warn_about_rules(call, draft.settings, draft.columns.get("parent_id"))
    if draft.columns.get("billable_id") is not None and draft.columns["type_id"] == 1:
        call.warn("Somebody else pays: bookings wait for their agreement.")
    if owner.kind == "person" and not draft.columns.get("private"):
        open_profile(call.tx, owner.id, call.stamp)
    refresh_search(call, owner)
    call.changed("schedule", schedule_id)
    call.change("schedule.created", ("schedule", schedule_id), data={"state": "active"})
    tell_parties(call, schedule_id, draft.columns, {})
    return schedule_id


def check_most(call: Call, owner: Owner) -> None:
    """At most so many live schedules of an owner."""
    if schedules.count_live(call.tx, owner) >= MOST_SCHEDULES:
        raise Conflict(
            worded(
                "There are {most_schedules} schedules of this owner already, the most allowed. Delete one first.",
                most_schedules=MOST_SCHEDULES,
            ),
            code="too_many_schedules",
            next=("list_schedules", "delete_schedule"),
        )


def store_changes(call: Call, row: Row, draft: Draft) -> None:
    """Write what changed of a schedule."""
    id, owner = row["id"], Owner(row["owner_type"], row["owner_id"])
    columns = {**draft.columns, "settings": draft.settings}
    if draft.files is not None:
        checks.attach_files(call, id, draft.files, json.loads(row["files"]))
        columns["files"] = json.dumps(draft.files)
    if draft.skills is not None:
        checks.store_skills(call, id, draft.skills)
    if columns.get("slug"):
        checks.give_owner_slug(call, owner)
    schedules.change_schedule(call.tx, id, call.caller.owner, call.now, **columns)
    refresh_search(call, owner)
    call.changed("schedule", id)
    changed = sorted(name for name, value in columns.items() if row[name] != value)
    call.change("schedule.changed", ("schedule", id), data={"fields": changed})
    tell_parties(call, id, {**row, **columns}, dict(row))


def apply_correction(call: Call, correction: Row) -> None:
    """Let an accepted proposal take effect on its schedule. The proposal itself is closed by who calls this."""
    row = schedules.find_schedule(call.tx, correction["schedule_id"])
    assert row is not None, correction["schedule_id"]
    wanted = {name: change["to"] for name, change in json.loads(correction["changes"]).items()}
    skills, files = wanted.pop("skills", None), wanted.pop("files", None)
    settings = wanted.pop("settings", row["settings"])
    store_changes(call, row, Draft(wanted, skills, files, settings))

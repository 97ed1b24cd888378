"""Corrections of profiles: what differs, who decides, what is applied and what is told to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["pending", "approved", "rejected", "withdrawn"]
Values = Mapping[str, Any]

MOST_AT_ONCE = 100
# Mails a day that tell a person of suggestions; notices tell of all.
MAILS_A_DAY = 5
# Not on the page others see: what stands there is the owner's, what is proposed the owner's and the author's to know.
PRIVATE = ("email", "phone", "birthdate", "birthtime", "birthcity")
# What identifies, reaches or signs in somebody is a note for its owner, who changes it where such things are changed.
NOTES = {
    "email": "request_email_change",
    "phone": "update_my_profile",
    "name": "update_my_profile",
    "birthdate": "update_my_profile",
    "birthtime": "update_my_profile",
    "birthcity": "update_my_profile",
}
HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Applied:
    """What approving does: fields to write, fields the owner changed meanwhile, notes the owner sees to themselves."""

    write: dict[str, Any]
    skipped: list[str]
    waiting: list[str]


def differing(present: Values, wanted: Values, for_owner: bool) -> dict[str, Any]:
    """The wanted values that are not there yet. Of private fields others are not told whether they are."""
    told = () if for_owner else PRIVATE
    return {field: value for field, value in wanted.items() if field in told or value != present[field]}


def changes(present: Values, wanted: Values) -> dict[str, dict[str, Any]]:
    """The stored form: field -> {old, new}, with private old values left out."""
    return {field: {"old": HIDDEN if field in PRIVATE else present[field], "new": new} for field, new in wanted.items()}


def shown(stored: Mapping[str, Mapping[str, Any]], to_insider: bool) -> dict[str, dict[str, Any]]:
    """Changes as somebody sees them: of private fields only the owner and the author (insiders) see the new value."""
    hidden = () if to_insider else PRIVATE
    return {field: {**change, "new": HIDDEN} if field in hidden else dict(change) for field, change in stored.items()}


def without(stored: Mapping[str, Any], replaced: Sequence[str]) -> dict[str, Any]:
    """What is left of an earlier suggestion once its author suggests other values for some of its fields."""
    return {field: change for field, change in stored.items() if field not in replaced}


def decision(owner_vote: bool | None) -> Status:
    """Where a suggestion stands: its owner decides at once. The votes of others are advice, however many there are."""
    if owner_vote is None:
        return "pending"
    return "approved" if owner_vote else "rejected"


def applied(stored: Mapping[str, Mapping[str, Any]], before: Values, present: Values) -> Applied:
    """What to write of an approved suggestion. before: the values it was made against."""
    fields = [field for field in stored if field not in NOTES]
    kept = [field for field in fields if present[field] == before[field]]
    return Applied(
        write={field: stored[field]["new"] for field in kept},
        skipped=[field for field in fields if field not in kept],
        waiting=[field for field in stored if field in NOTES],
    )

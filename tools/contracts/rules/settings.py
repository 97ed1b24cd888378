"""The settings of a contract: what they mean when they are not set, and what may be set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from tools.rules.sentences import worded

ROUNDINGS = (1, 5, 6, 10, 15, 30)
QUORUMS = ("majority", "all", "owner")
OWNERS_ONLY = ("auto_approve", "self_approve", "correction_quorum")


@dataclass(frozen=True, slots=True)
class Settings:
    """skills: what the work needs. trackable: clocks may run. rate: money per hour of those without a price, in the smallest
    unit. rounding_minutes: tracked time is rounded up to this step. auto_approve: charges within weekly limit and amount
    count as approved when made. self_approve: a beneficiary may approve own charges."""

    skills: tuple[int, ...] = ()
    trackable: bool = True
    rate: int | None = None
    rounding_minutes: int = 1
    max_timer_hours: int = 12
    auto_approve: bool = False
    self_approve: bool = False
    correction_quorum: str = "majority"


NAMES = tuple(field.name for field in fields(Settings))


def settings_of(stored: str) -> Settings:
    """The settings as stored in a contract (JSON)."""
    given: dict[str, Any] = json.loads(stored)
    if "skills" in given:
        given["skills"] = tuple(given["skills"])
    return Settings(**given)


def stored(settings: Settings) -> str:
    """The JSON of what differs from the defaults."""
    default = asdict(Settings())
    return json.dumps({name: value for name, value in asdict(settings).items() if value != default[name]})


def faults_of(given: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with settings as they were given, by key; rate is checked with its currency elsewhere."""
    faults = {
        name: worded("is no setting; there are {names} and position", names=", ".join(NAMES))
        for name in given
        if name not in NAMES
    }
    if given.get("rounding_minutes", 1) not in ROUNDINGS:
        faults["rounding_minutes"] = worded("is one of {roundings}", roundings=", ".join(map(str, ROUNDINGS)))
    if not 1 <= given.get("max_timer_hours", 12) <= 24:
        faults["max_timer_hours"] = worded("is 1 to 24")
    if given.get("correction_quorum", "majority") not in QUORUMS:
        faults["correction_quorum"] = worded("is one of {quorums}", quorums=", ".join(QUORUMS))
    return faults

"""Settings of a contract as somebody gives them, laid over those it has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from store.people.persons import skill_exists
from store.types import Money
from tools.call import Call
from tools.contracts.params import SettingsInput
from tools.contracts.rules.settings import Settings
from tools.errors import Invalid
from tools.rules.decimals import read_decimal
from tools.rules.sentences import told_by, worded


def merged(call: Call, before: Settings, given: SettingsInput, currency: str) -> Settings:
    """The settings with what was given, key by key. Invalid names skills nobody knows and rates that are none."""
    wanted: dict[str, Any] = {name: value for name, value in given.items() if name != "position"}
    faults: dict[str, str] = {}
    if "skills" in wanted:
        wanted["skills"] = tuple(dict.fromkeys(wanted["skills"]))
        missing = [str(id) for id in wanted["skills"] if not skill_exists(call.tx, id)]
        if missing:
            faults["settings.skills"] = worded("there is no skill {missing}", missing=", ".join(missing))
    if "rate" in wanted:
        try:
            wanted["rate"] = _rate(wanted["rate"], currency)
        except ValueError as fault:
            faults["settings.rate"] = told_by(fault)
    if faults:
        raise Invalid(faults)
    return replace(before, **wanted)


def _rate(text: str, currency: str) -> int | None:
    """Money per hour in the smallest unit; None of the empty text."""
    return Money.of(read_decimal(text), currency).amount if text.strip() else None

"""Availability in short strings: 'mon-fri 09:00-17:00', '2026-04-01 10:00-12:00', '2026-12-24 closed'.

A string of weekdays is a rule, one of dates an exception. Optional words follow a rule: 'from 2026-01-05',
'until 2026-06-30', 'every 2 weeks'. An exception may name a run of days: '2026-12-24..2026-12-31 closed'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.scheduling.rules.settings import checked

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
FORMS = worded("write 'mon-fri 09:00-17:00', '2026-04-01 10:00-12:00' or '2026-12-24 closed'")

_RULE = re.compile(
    r"(?P<days>[a-z,\-]+) (?P<start>\d\d:\d\d)-(?P<end>\d\d:\d\d)"
    r"(?: from (?P<first>[\d-]+))?(?: until (?P<last>[\d-]+))?(?: every (?P<weeks>\d+) weeks?)?"
)
_EXCEPTION = re.compile(
    r"(?P<first>\d{4}-\d\d-\d\d)(?:\.\.(?P<last>\d{4}-\d\d-\d\d))? (?:(?P<start>\d\d:\d\d)-(?P<end>\d\d:\d\d)|closed)"
)


def from_short(items: Sequence[str], *, has_start: bool = True) -> str:
    """The JSON of schedule settings that these short strings mean. Invalid names each item that cannot be read."""
    faults: dict[str, str] = {}
    settings: dict[str, list[Any]] = {"rules": [], "exceptions": []}
    places: dict[str, str] = {}
    for index, item in enumerate(items):
        fault = _read(" ".join(item.lower().split()), index, settings, places)
        if fault:
            faults[f"settings[{index}]"] = worded("{item!r} {fault}", item=item, fault=fault)
    if not items:
        faults["settings"] = worded("needs at least one item: {forms}", forms=FORMS)
    if faults:
        raise Invalid(faults)
    try:
        return checked(settings, has_start=has_start)
    except Invalid as invalid:
        raise Invalid({_place(place, places): fault for place, fault in invalid.fields.items()}) from None


def to_short(settings: Mapping[str, Any]) -> list[str]:
    """The rules and exceptions of stored settings in short strings, in their order."""
    items = [_rule_text(rule) for rule in settings.get("rules", ()) if rule["days"]]
    for exception in settings.get("exceptions", ()):
        day = exception.get("date") or f"{exception['from']}..{exception['until']}"
        windows = [f"{window['start']}-{window['end']}" for window in exception["windows"]]
        items += [f"{day} {window}" for window in windows or ["closed"]]
    return items


def open_hours(settings: Mapping[str, Any], today: str) -> list[str]:
    """When a schedule is open, in short strings: its rules that still hold, and the days with hours of their own to come.

    Days that are only closed are not told."""
    rules = [rule for rule in settings.get("rules", ()) if rule.get("until", today) >= today]
    days = [
        each
        for each in settings.get("exceptions", ())
        if each["windows"] and (each.get("date") or each["until"]) >= today
    ]
    return to_short({"rules": rules, "exceptions": days})


def closing(settings: Mapping[str, Any], days: Iterable[int]) -> list[str]:
    """The exceptions that hold on some of these days, date ordinals, in short strings: the first ten."""
    dates = {date.fromordinal(day).isoformat() for day in days}
    exceptions = [
        each
        for each in settings.get("exceptions", ())
        for first, last in [(each.get("date") or each["from"], each.get("date") or each["until"])]
        if any(first <= day <= last for day in dates)
    ]
    return to_short({"exceptions": exceptions})[:10]


def _read(item: str, index: int, settings: dict[str, list[Any]], places: dict[str, str]) -> str | None:
    """Put one item into the settings; what is wrong with it, or None."""
    if match := _EXCEPTION.fullmatch(item):
        return _read_exception(match, index, settings["exceptions"], places)
    if match := _RULE.fullmatch(item):
        days = _days(match["days"])
        if isinstance(days, str):
            return days
        rule: dict[str, Any] = {"days": days, "start": match["start"], "end": match["end"]}
        rule |= {key: match[name] for key, name in (("from", "first"), ("until", "last")) if match[name]}
        if match["weeks"]:
            rule["every_weeks"] = int(match["weeks"])
        places[f"settings.rules[{len(settings['rules'])}]"] = f"settings[{index}]"
        settings["rules"].append(rule)
        return None
    return worded("cannot be read: {forms}", forms=FORMS)


def _read_exception(match: re.Match[str], index: int, exceptions: list[Any], places: dict[str, str]) -> str | None:
    """Add a window to the exception of its days, or a new exception; closed and windows exclude each other."""
    days = {"from": match["first"], "until": match["last"]} if match["last"] else {"date": match["first"]}
    window = [{"start": match["start"], "end": match["end"]}] if match["start"] else []
    for number, exception in enumerate(exceptions):
        if all(exception.get(key) == day for key, day in days.items()):
            if not window or not exception["windows"]:
                other = places[f"settings.exceptions[{number}]"]
                return worded("does not go with {other}, which is for the same day", other=other)
            exception["windows"] += window
            return None
    places[f"settings.exceptions[{len(exceptions)}]"] = f"settings[{index}]"
    exceptions.append({**days, "windows": window})
    return None


def _days(text: str) -> list[int] | str:
    """Weekday numbers of 'mon-fri', 'mon,wed' or 'sat-mon,thu'; a sentence when a name is not known."""
    days: set[int] = set()
    for part in text.split(","):
        names = part.split("-")
        for name in names:
            if name not in DAYS:
                return worded("names no weekday with {name!r}; they are mon tue wed thu fri sat sun", name=name)
        if len(names) > 2:
            return worded("has a range of more than two days: {part!r}", part=part)
        first, last = DAYS.index(names[0]), DAYS.index(names[-1])
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return sorted(days)


def _rule_text(rule: Mapping[str, Any]) -> str:
    text = f"{_days_text(rule['days'])} {rule['start']}-{rule['end']}"
    if rule.get("from"):
        text += f" from {rule['from']}"
    if rule.get("until"):
        text += f" until {rule['until']}"
    if rule.get("every_weeks", 1) > 1:
        text += f" every {rule['every_weeks']} weeks"
    return text


def _days_text(days: Sequence[int]) -> str:
    """Monday first, runs of three or more as a range."""
    runs: list[list[int]] = []
    for day in sorted((day - 1) % 7 for day in days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [[DAYS[(day + 1) % 7] for day in run] for run in runs]
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(run) for run in names)


def _place(place: str, places: Mapping[str, str]) -> str:
    """settings.rules[2].start as the item it was read from."""
    stem = ".".join(place.split(".")[:2])
    return places.get(stem, place)

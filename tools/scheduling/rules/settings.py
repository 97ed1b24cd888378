"""The settings of a schedule: what may stand in them, how they are stored, and what they mean where nothing is said.

Stored is the JSON of what was given, checked; Settings is the same with all defaults filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Literal

from tools.errors import Invalid
from tools.rules.moments import read_day
from tools.rules.sentences import worded
from tools.scheduling.rules.open_hours import MINUTES_A_DAY, OpenHours, Rule, SpecialDays, Window

MOST_RULES = 100
MOST_EXCEPTIONS = 366
MOST_WINDOWS = 48
YEAR_OF_MINUTES = 366 * MINUTES_A_DAY
MOST_DAYS_AHEAD = 730

# name: (lowest, highest, default). Default None: no such limit; 0 then says the same.
NUMBERS: dict[str, tuple[int, int, int | None]] = {
    "step": (5, MINUTES_A_DAY, None),
    "pause": (0, MINUTES_A_DAY, 0),
    "buffer_before": (0, 480, 0),
    "buffer_after": (0, 480, 0),
    "min_notice": (0, YEAR_OF_MINUTES, 0),
    "max_days_ahead": (1, MOST_DAYS_AHEAD, 60),
    "max_per_day": (1, 10_000, None),
    "max_per_week": (1, 10_000, None),
    "hold_minutes": (5, MINUTES_A_DAY, 15),
    "offer_minutes": (15, MINUTES_A_DAY, 60),
    "confirm_hours": (1, 168, 24),
    "release_after_hours": (0, 336, 24),
    "weekly_limit_hours": (1, 168, None),
}
CANCELLATION: dict[str, tuple[int, int, int]] = {
    "free_until_minutes": (0, YEAR_OF_MINUTES, 1440),
    "late_refund_percent": (0, 100, 50),
    "no_show_refund_percent": (0, 100, 0),
}
CHOICES: dict[str, tuple[str, ...]] = {
    "hosts": ("any", "all"),
    "confirm": ("auto", "manual"),
    "payment": ("none", "optional", "required"),
    "reschedule": ("manual", "auto"),
    "checks": ("all", "own", "listed"),
}
FLAGS = {"guests": True, "owner_hosts": True, "waiting_list": True, "inherit": False}
LISTS = ("rules", "exceptions", "durations", "check_kal_ids", "questions")
KEYS = (*LISTS, *NUMBERS, *CHOICES, *FLAGS, "cancellation")

Payment = Literal["none", "optional", "required"]


@dataclass(frozen=True, slots=True)
class Settings:
    """A schedule's settings with their defaults. Minutes, hours, days and percents are whole numbers."""

    hours: OpenHours
    durations: tuple[int, ...]
    step: int | None
    pause: int
    buffer_before: int
    buffer_after: int
    min_notice: int
    max_days_ahead: int
    max_per_day: int | None
    max_per_week: int | None
    hosts: Literal["any", "all"]
    confirm: Literal["auto", "manual"]
    guests: bool
    payment: Payment | None
    hold_minutes: int
    offer_minutes: int
    confirm_hours: int
    free_until_minutes: int
    late_refund_percent: int
    no_show_refund_percent: int
    reschedule: Literal["manual", "auto"]
    release_after_hours: int
    checks: Literal["all", "own", "listed"]
    check_kal_ids: tuple[int, ...]
    owner_hosts: bool
    waiting_list: bool
    weekly_limit_hours: int | None
    questions: tuple[Mapping[str, Any], ...]
    inherit: bool

    def payment_for(self, price: int | None) -> Payment:
        """Whether booking has to be paid: as set, else required exactly when there is a price."""
        return self.payment or ("required" if price else "none")


@lru_cache(maxsize=4096)
def settings_of(stored: str) -> Settings:
    """The settings a stored JSON text means."""
    given = json.loads(stored)
    cancellation = given.get("cancellation", {})
    numbers = {name: given.get(name, default) for name, (_, _, default) in NUMBERS.items()}
    choices = {name: given.get(name, choice[0]) for name, choice in CHOICES.items() if name != "payment"}
    return Settings(
        hours=OpenHours(
            tuple(_rule(rule) for rule in given.get("rules", ())),
            tuple(_special_days(exception) for exception in given.get("exceptions", ())),
        ),
        durations=tuple(given.get("durations", ())),
        check_kal_ids=tuple(given.get("check_kal_ids", ())),
        questions=tuple(given.get("questions", ())),
        payment=given.get("payment"),
        **{name: cancellation.get(name, default) for name, (_, _, default) in CANCELLATION.items()},
        **{name: given.get(name, default) for name, default in FLAGS.items()},
        **numbers,
        **choices,
    )


def with_defaults(stored: str) -> dict[str, Any]:
    """The stored settings as people read them: everything said, with what holds where nothing was."""
    given = json.loads(stored)
    full: dict[str, Any] = {name: given.get(name, []) for name in LISTS}
    full |= {name: given.get(name, default) for name, (_, _, default) in NUMBERS.items()}
    full |= {name: given.get(name, choice[0]) for name, choice in CHOICES.items() if name != "payment"}
    full |= {name: given.get(name, default) for name, default in FLAGS.items()}
    cancellation = given.get("cancellation", {})
    full["cancellation"] = {name: cancellation.get(name, default) for name, (_, _, default) in CANCELLATION.items()}
    full["payment"] = given.get("payment")
    return {name: value for name, value in full.items() if value is not None}


def checked(given: Mapping[str, Any], *, has_start: bool = True) -> str:
    """The JSON to store for settings as somebody gave them. Invalid with one text for each fault, named by its place.

    has_start: whether the schedule has a start to count the weeks of `every_weeks` from."""
    check = _Check(has_start)
    known = check.known_keys("settings", given, KEYS)
    result: dict[str, Any] = {}
    for name, value in known.items():
        kept = check.setting(name, value)
        if kept is not None:
            result[name] = kept
    if result.get("checks") == "listed" and not result.get("check_kal_ids"):
        check.fault("settings.check_kal_ids", worded("says which calendars are checked; needed with checks = listed"))
    if check.faults:
        raise Invalid(check.faults)
    return json.dumps(result, ensure_ascii=False)


def with_kept(given: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as somebody gave them, with what is stored in place of their nulls; all that is stored when nothing was
    given. A null never empties: what is left out does, as the new settings replace the stored ones."""
    if not given:
        return dict(stored)
    kept = {name: stored.get(name) if value is None else value for name, value in given.items()}
    cancellation, before = given.get("cancellation"), stored.get("cancellation", {})
    if isinstance(cancellation, Mapping):
        kept["cancellation"] = with_kept(cancellation, before)
    return kept


def clock_minutes(text: object) -> int | None:
    """Minutes after midnight of a time HH:MM up to 24:00; None for anything else."""
    if not isinstance(text, str) or len(text) != 5 or text[2] != ":":
        return None
    if not (text[:2] + text[3:]).isascii() or not (text[:2] + text[3:]).isdigit():
        return None
    minutes = int(text[:2]) * 60 + int(text[3:])
    return minutes if int(text[3:]) < 60 and minutes <= MINUTES_A_DAY else None


def _window(window: Mapping[str, Any]) -> Window:
    start, end = clock_minutes(window["start"]), clock_minutes(window["end"])
    assert start is not None, window
    assert end is not None, window
    return (start, end) if end > start else (start, end + MINUTES_A_DAY)


def _rule(rule: Mapping[str, Any]) -> Rule:
    start, end = _window(rule)
    first, last = rule.get("from"), rule.get("until")
    return Rule(
        frozenset(rule["days"]),
        start,
        end,
        _ordinal(first) if first else None,
        _ordinal(last) if last else None,
        rule.get("every_weeks", 1),
    )


def _special_days(exception: Mapping[str, Any]) -> SpecialDays:
    first = _ordinal(exception.get("date") or exception["from"])
    last = _ordinal(exception.get("date") or exception["until"])
    return SpecialDays(first, last, tuple(_window(window) for window in exception["windows"]))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


class _Check:
    """Looks at one value after the other and collects what is wrong, by place."""

    def __init__(self, has_start: bool) -> None:
        self.faults: dict[str, str] = {}
        self.has_start = has_start

    def fault(self, place: str, text: str) -> None:
        self.faults.setdefault(place, text)

    def known_keys(self, place: str, given: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
        """What is given under known keys, without what is null."""
        for name in given:
            if name not in keys:
                near = get_close_matches(str(name), keys, 1)
                hint = (
                    worded("; did you mean {near}?", near=near[0])
                    if near
                    else worded("; known: {keys}", keys=", ".join(keys))
                )
                self.fault(f"{place}.{name}", worded("is not known{hint}", hint=hint))
        return {name: value for name, value in given.items() if name in keys and value is not None}

    def setting(self, name: str, value: Any) -> Any:
        place = f"settings.{name}"
        if name in NUMBERS:
            low, high, default = NUMBERS[name]
            return None if default is None and value == 0 else self.number(place, value, low, high)
        if name in CHOICES:
            return self.choice(place, value, CHOICES[name])
        if name in FLAGS:
            return self.flag(place, value)
        if name == "cancellation":
            return self.cancellation(place, value)
        return self.items(name, value)

    def items(self, name: str, value: Any) -> list[Any]:
        most, check = {
            "rules": (MOST_RULES, self.rule),
            "exceptions": (MOST_EXCEPTIONS, self.exception),
            "durations": (20, self.duration),
            "check_kal_ids": (50, self.id),
            "questions": (20, self.question),
        }[name]
        items = self.listed(f"settings.{name}", value, most)
        kept = [check(f"settings.{name}[{index}]", item) for index, item in enumerate(items)]
        if name == "exceptions":
            self.no_day_twice(items)
        if name == "questions":
            self.no_key_twice(items)
        return list(dict.fromkeys(kept)) if name in ("durations", "check_kal_ids") else kept

    def listed(self, place: str, value: Any, most: int) -> list[Any]:
        if not isinstance(value, list):
            self.fault(place, worded("must be a list"))
            return []
        if len(value) > most:
            self.fault(place, worded("has {count} items; at most {most}", count=len(value), most=most))
            return []
        return value

    def number(self, place: str, value: Any, low: int, high: int) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fault(place, worded("must be a whole number from {low} to {high}", low=low, high=high))
            return None
        return value

    def id(self, place: str, value: Any) -> int | None:
        return self.number(place, value, 1, 2**53 - 1)

    def duration(self, place: str, value: Any) -> int | None:
        return self.number(place, value, 15, MINUTES_A_DAY)

    def choice(self, place: str, value: Any, choices: tuple[str, ...]) -> str | None:
        if not isinstance(value, str) or value not in choices:
            self.fault(place, worded("must be one of {choices}", choices=", ".join(choices)))
            return None
        return value

    def flag(self, place: str, value: Any) -> bool | None:
        if not isinstance(value, bool):
            self.fault(place, worded("must be true or false"))
            return None
        return value

    def text(self, place: str, value: Any, most: int) -> str | None:
        if not isinstance(value, str) or not value.strip() or len(value) > most:
            self.fault(place, worded("must be a text of 1 to {most} characters", most=most))
            return None
        return value.strip()

    def object(self, place: str, value: Any, keys: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            self.fault(place, worded("must be an object with {keys}", keys=", ".join(keys)))
            return {}
        return self.known_keys(place, value, keys)

    def cancellation(self, place: str, value: Any) -> dict[str, Any]:
        given = self.object(place, value, tuple(CANCELLATION))
        return {name: self.number(f"{place}.{name}", item, *CANCELLATION[name][:2]) for name, item in given.items()}

    def day(self, place: str, value: Any) -> str | None:
        try:
            if isinstance(value, str) and 1970 <= read_day(value).year <= 2200:
                return read_day(value).isoformat()
        except ValueError:
            pass
        self.fault(place, worded("must be a date YYYY-MM-DD between the years 1970 and 2200"))
        return None

    def period(self, place: str, given: Mapping[str, Any]) -> dict[str, str]:
        """The days from and until, as far as given; until is the last day."""
        days = {name: self.day(f"{place}.{name}", given[name]) for name in ("from", "until") if name in given}
        first, last = days.get("from"), days.get("until")
        if first and last and last < first:
            self.fault(f"{place}.until", worded("{last} lies before from {first}", last=last, first=first))
        return {name: day for name, day in days.items() if day}

    def window(self, place: str, given: Mapping[str, Any]) -> dict[str, str]:
        start, end = clock_minutes(given.get("start")), clock_minutes(given.get("end"))
        if start is None or start == MINUTES_A_DAY:
            self.fault(f"{place}.start", worded("must be a time HH:MM from 00:00 to 23:59"))
        if end is None:
            self.fault(
                f"{place}.end", worded("must be a time HH:MM up to 24:00; at or before start it means the next day")
            )
        return {"start": given.get("start", ""), "end": given.get("end", "")}

    def rule(self, place: str, value: Any) -> dict[str, Any]:
        given = self.object(place, value, ("days", "start", "end", "from", "until", "every_weeks"))
        if not given:
            self.fault(place, worded("must be an object with days, start and end"))
            return {}
        if "days" not in given:
            self.fault(f"{place}.days", worded("says on which weekdays, 0 (sunday) to 6"))
        days = self.listed(f"{place}.days", given.get("days", []), 7)
        kept = [self.number(f"{place}.days[{index}]", day, 0, 6) for index, day in enumerate(days)]
        rule: dict[str, Any] = {"days": sorted({day for day in kept if day is not None}), **self.window(place, given)}
        rule |= self.period(place, given)
        weeks = self.number(f"{place}.every_weeks", given.get("every_weeks", 1), 1, 12)
        if weeks and weeks > 1:
            rule["every_weeks"] = weeks
            if "from" not in given and not self.has_start:
                fault = worded("counts from the week of from, else of the schedule's start: give one of them")
                self.fault(f"{place}.every_weeks", fault)
        return rule

    def exception(self, place: str, value: Any) -> dict[str, Any]:
        given = self.object(place, value, ("date", "from", "until", "windows", "label"))
        if "date" in given and ("from" in given or "until" in given):
            self.fault(place, worded("takes either date, or from and until"))
        elif "date" not in given and not ("from" in given and "until" in given):
            self.fault(place, worded("needs date, or from and until"))
        windows = self.listed(f"{place}.windows", given.get("windows", []), MOST_WINDOWS)
        exception: dict[str, Any] = {"date": self.day(f"{place}.date", given["date"])} if "date" in given else {}
        exception |= self.period(place, given)
        exception["windows"] = [
            self.window(at, self.object(at, window, ("start", "end")))
            for at, window in ((f"{place}.windows[{index}]", window) for index, window in enumerate(windows))
        ]
        if "label" in given:
            exception["label"] = self.text(f"{place}.label", given["label"], 255)
        return exception

    def question(self, place: str, value: Any) -> dict[str, Any]:
        given = self.object(place, value, ("key", "label", "required"))
        return {
            "key": self.text(f"{place}.key", given.get("key"), 64),
            "label": self.text(f"{place}.label", given.get("label"), 500),
            "required": self.flag(f"{place}.required", given.get("required", False)),
        }

    def no_day_twice(self, exceptions: list[Any]) -> None:
        seen: dict[str, int] = {}
        for index, exception in enumerate(exceptions):
            day = exception.get("date") if isinstance(exception, Mapping) else None
            if isinstance(day, str) and seen.setdefault(day, index) != index:
                fault = worded(
                    "{day} already stands in exceptions[{seen}]; put its windows there", day=day, seen=seen[day]
                )
                self.fault(f"settings.exceptions[{index}].date", fault)

    def no_key_twice(self, questions: list[Any]) -> None:
        seen: dict[str, int] = {}
        for index, question in enumerate(questions):
            key = question.get("key") if isinstance(question, Mapping) else None
            if isinstance(key, str) and seen.setdefault(key, index) != index:
                self.fault(
                    f"settings.questions[{index}].key",
                    worded("{key} already stands in questions[{seen}]", key=key, seen=seen[key]),
                )

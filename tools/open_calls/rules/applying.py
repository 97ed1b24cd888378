"""Whether an application may be made: its price, links and answers, and how many somebody has running."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from store.types import Money
from tools.rules.sentences import worded

MOST_LIVE = 20
MOST_A_DAY = 30
MOST_LINKS = 10
DAY = timedelta(days=1)
LIVE = ("unsent", "pending", "shortlisted")
SENT = ("pending", "shortlisted")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a call pays for one seat. least: None for a fixed price."""

    least: Money | None
    most: Money
    counter_price: bool


def price_fault(terms: Terms, price: Money | None) -> str | None:
    """What is wrong with the price somebody asks; None for a fitting one, and for none where the price is fixed."""
    if price is None:
        return None if terms.least is None else worded("is needed: {bounds}", bounds=_bounds(terms))
    least = terms.least or terms.most
    if price < least:
        return worded("is below what the call pays: {bounds}", bounds=_bounds(terms))
    if terms.most < price and not terms.counter_price:
        return worded("is above what the call pays, and it takes no higher price: {bounds}", bounds=_bounds(terms))
    return None


def link_faults(required: Sequence[Mapping[str, Any]], given: Sequence[Mapping[str, str]]) -> list[str]:
    """Required links that are missing, by key and label, and keys that are given twice."""
    keys = [link["key"] for link in given]
    missing = [
        worded("{key} ({label}) is needed", key=each["key"], label=each["label"])
        for each in required
        if each["key"] not in keys
    ]
    return missing + _twice(keys)


def answer_faults(questions: Sequence[Mapping[str, Any]], given: Sequence[Mapping[str, str]]) -> list[str]:
    """Questions without the answer they need, answers to no question, and two to one."""
    keys = [answer["key"] for answer in given]
    asked = {question["key"] for question in questions}
    missing = [
        worded("{key} ({label}) is needed", key=each["key"], label=each["label"])
        for each in questions
        if each.get("required", True) and each["key"] not in keys
    ]
    unknown = [worded("{key} is no question of this call", key=key) for key in dict.fromkeys(keys) if key not in asked]
    return missing + unknown + _twice(keys)


def merged(before: Sequence[Mapping[str, str]], given: Collection[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Links or answers as they stood, with those that are given now in place of the ones of their key."""
    now = {each["key"] for each in given}
    return [*(each for each in before if each["key"] not in now), *given]


def _bounds(terms: Terms) -> str:
    if terms.least is None:
        return worded("{most} or more", most=terms.most) if terms.counter_price else str(terms.most)
    return worded(
        "from {least} {more}",
        least=terms.least,
        more=worded("on") if terms.counter_price else worded("to {most}", most=terms.most),
    )


def _twice(keys: Sequence[str]) -> list[str]:
    return [worded("{key} is given twice", key=key) for key in sorted({key for key in keys if keys.count(key) > 1})]

"""What a person is found by: words as they are compared, and marks for skills and hours of the week.

A document and a query are folded by the same functions, so a word is found however it is spelled: without case and
accents, and without the endings that tell the trade from the tradesman ('plumber' finds 'plumbing'; the index stems the
rest)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from store.folding import plain_letters, trade_root

# Marks begin with a character of the private use area, which no folded word holds.
NAME, HEADLINE, SKILL, HOURS, SIDE, PRICE, MONTH, LANGUAGE, RANK = (chr(0xE000 + kind) for kind in range(9))
MOST_WORDS_ASKED = 12
BLOCK_MINUTES = 240
BLOCKS_A_WEEK = 7 * 1440 // BLOCK_MINUTES
MINUTES_A_WEEK = 7 * 1440
# Schedules with sessions outside their weekly rules may be open in any block.
ANY_BLOCK = HOURS + "any"

# Letters and digits, with the signs of C++ and C#; each ideograph by itself, because nothing separates words there.
_IDEOGRAPH = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_ASCII_WORD = re.compile("[a-z0-9]+[+#]{0,2}")
_WORD = re.compile(f"{_IDEOGRAPH}|(?:(?!{_IDEOGRAPH})[^\\W_])+[+#]{{0,2}}")
# Words that say nothing about a person; a query may hold them, the index does not.
_FUNCTION_WORDS = """
    a able about am an and any anyone are as at be been but by can could do does find for from get good has have
    he help her him his i in is it know knows look looking looks me must my need needs of on or our person
    please seeking she should show some somebody someone somewhere speak speaks than that the their them there
    they this to us want wants was we what when where which who will with work works would you your
"""
_SAYS_NOTHING = frozenset(_FUNCTION_WORDS.split())


def folded(text: str) -> list[str]:
    """The words of a text as they are compared, in order."""
    words = _ASCII_WORD.findall(text.lower()) if text.isascii() else _WORD.findall(plain_letters(text))
    return [trade_root(word) for word in words if word not in _SAYS_NOTHING]


def asked(text: str) -> list[str]:
    """The different words of a query, at most MOST_WORDS_ASKED."""
    return list(dict.fromkeys(folded(text)))[:MOST_WORDS_ASKED]


def skill_mark(skill_id: int) -> str:
    return f"{SKILL}{skill_id}"


def language_mark(code: str) -> str:
    """Of a language tag, without its hyphens, which would part it."""
    return LANGUAGE + code.lower().replace("-", "")


def side_mark(side: str) -> str:
    return f"{SIDE}{side}"


def month_mark(joined_at: str) -> str:
    """Of the month somebody joined in, from any stored moment in it."""
    return MONTH + joined_at[:7].replace("-", "")


def rank_marks(rank: int) -> tuple[str, str]:
    """Of how far a review score is from the prior mean: which side of it, and exactly."""
    return rank_side(rank > 0), rank_mark(rank)


def rank_side(above: bool) -> str:
    return RANK + ("above" if above else "below")


def rank_mark(rank: int) -> str:
    return f"{RANK}{'a' if rank > 0 else 'b'}{abs(rank)}"


def price_mark(currency: str, bucket: int) -> str:
    return f"{PRICE}{currency.lower()}{bucket}"


def price_bucket(amount: int) -> int:
    """Prices in steps of an eighth: buckets ascend with amounts, and each is at most an eighth wide."""
    exponent = max(0, amount.bit_length() - 4)
    return exponent * 8 + (amount >> exponent)


def bucket_start(bucket: int) -> int:
    """The lowest amount of a bucket."""
    return bucket if bucket < 16 else (bucket % 8 + 8) << (bucket // 8 - 1)


def tokens(
    names: Iterable[str | None], headline: Iterable[str | None], body: Iterable[str | None], marks: Iterable[str]
) -> str:
    """A listing's tokens in one text. names: the person's; headline: skills and labels; body: what else is searched."""
    name_words = dict.fromkeys(_words_of(names))
    headline_words = dict.fromkeys(_words_of(headline))
    found: dict[str, None] = name_words | headline_words | dict.fromkeys(_words_of(body))
    marked = [NAME + word for word in name_words] + [HEADLINE + word for word in headline_words]
    return " ".join([*found, *marked, *dict.fromkeys(marks)])


def open_blocks(settings: str, timezone: str, now: datetime) -> frozenset[str]:
    """Marks of all blocks of the week, counted in UTC, in which a schedule with these settings (JSON) may be open.

    Every offset its zone has in the coming year counts, so clock changes never hide anybody."""
    return _open_blocks(settings, tuple(sorted(_offsets(timezone, now.year, now.month))))


def asked_blocks(
    days: Sequence[int] | None, hours: tuple[int, int] | None, timezone: str, start: datetime, end: datetime
) -> frozenset[str] | None:
    """Marks of the blocks a slot in [start, end) on these weekdays (0 = Sunday) and hours touches.

    None: so many that they tell nobody from anybody."""
    first, last = hours or (0, 24)
    blocks: set[int] = set()
    for offset in {_offset(timezone, moment) for moment in (start, start + (end - start) / 2, end)}:
        for day in range(7) if days is None else days:
            blocks |= _blocks(day * 1440 + first * 60 - offset, day * 1440 + last * 60 - offset)
    length = int((end - start).total_seconds() // 60)
    begin = _minute_of_week(start)
    blocks &= _blocks(begin, begin + length + 1)
    if len(blocks) > BLOCKS_A_WEEK // 3:
        return None
    return frozenset([ANY_BLOCK, *(f"{HOURS}{block}" for block in blocks)])


def _words_of(texts: Iterable[str | None]) -> Iterator[str]:
    for text in texts:
        if text:
            yield from folded(text)


@lru_cache(maxsize=4096)
def _open_blocks(settings: str, offsets: tuple[int, ...]) -> frozenset[str]:
    blocks: set[int] = set()
    for day, start, end in _weekly(json.loads(settings)):
        for offset in offsets:
            blocks |= _blocks(day * 1440 + start - offset, day * 1440 + end - offset)
    return frozenset(f"{HOURS}{block}" for block in blocks)


def _weekly(settings: dict[str, Any]) -> Iterator[tuple[int, int, int]]:
    """Weekday, first and last minute of every window in rules and exceptions, whenever they hold."""
    for rule in settings.get("rules", ()):
        for day in rule["days"]:
            yield day, *_window(rule)
    for exception in settings.get("exceptions", ()):
        first = date.fromisoformat(exception.get("date") or exception["from"]).toordinal()
        last = date.fromisoformat(exception.get("date") or exception["until"]).toordinal()
        for window in exception["windows"]:
            for day in range(first, min(last, first + 6) + 1):
                yield day % 7, *_window(window)


def _window(window: dict[str, str]) -> tuple[int, int]:
    start, end = (int(window[name][:2]) * 60 + int(window[name][3:]) for name in ("start", "end"))
    return start, end if end > start else end + 1440


def _blocks(first: int, last: int) -> set[int]:
    """The blocks touched by the minutes [first, last) of the week, which may reach over its ends."""
    if last - first >= MINUTES_A_WEEK:
        return set(range(BLOCKS_A_WEEK))
    return {block % BLOCKS_A_WEEK for block in range(first // BLOCK_MINUTES, (last - 1) // BLOCK_MINUTES + 1)}


@lru_cache(maxsize=1024)
def _offsets(timezone: str, year: int, month: int) -> frozenset[int]:
    begin = datetime(year, month, 1, tzinfo=UTC)
    return frozenset(_offset(timezone, begin + timedelta(days=days)) for days in range(0, 390, 15))


def _offset(timezone: str, moment: datetime) -> int:
    """Minutes the zone is ahead of UTC at a moment."""
    offset = moment.astimezone(ZoneInfo(timezone)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)


def _minute_of_week(moment: datetime) -> int:
    in_utc = moment.astimezone(UTC)
    return in_utc.isoweekday() % 7 * 1440 + in_utc.hour * 60 + in_utc.minute

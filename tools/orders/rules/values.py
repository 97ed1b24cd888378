"""Values of custom fields: what fits a field's type, how it is kept, and by what it is found, sorted and told from others.

Kept are texts, numbers as decimal text, true and false, moments as they were written, days as YYYY-MM-DD, files by their
number, and JSON as it is; of a field that takes several a list of these. None: there is no value."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Context, Decimal
from typing import Any

from store.folding import folded
from store.types import utc_text
from tools.orders.rules.fields import Field
from tools.rules.decimals import decimal_text, read_decimal
from tools.rules.moments import EXAMPLE, has_time, read_day, read_moment
from tools.rules.sentences import worded

MOST_VALUES = 100
MOST_FILE_ID = 2**53 - 1
OPTIONS_NAMED = 20
_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
# Any number that fits is above minus this, in units of its smallest place.
_LIFTED = 10**31
_EXACT = Context(prec=64)


def read_value(field: Field, given: Any) -> Any:
    """A value as it is kept; None for an empty one. ValueError says what does not fit the field."""
    if not field.multiple:
        if isinstance(given, list) and field.type != "json":
            if len(given) > 1:
                raise ValueError(worded("takes one value, not a list of {count}", count=len(given)))
            given = given[0] if given else None
        return _item(field, given)
    items = [_item(field, one) for one in (given if isinstance(given, list) else [given])]
    kept = [item for item in items if item is not None]
    if len(kept) > MOST_VALUES:
        raise ValueError(
            worded("takes at most {most_values} values; there are {count}", most_values=MOST_VALUES, count=len(kept))
        )
    return kept or None


def items_of(field: Field, value: Any) -> list[Any]:
    """The single values of a kept one."""
    if value is None:
        return []
    return list(value) if field.multiple else [value]


def sort_key(field: Field, item: Any) -> str:
    """A text that is in the order of the values of this field: folded words, points in time, sizes."""
    return _SORTED[field.type](item)


def unique_key(field: Field, item: Any) -> str | None:
    """What two orders may not share; None where they may. Texts are compared without case."""
    if not field.unique:
        return None
    if field.type == "string":
        return unicodedata.normalize("NFC", str(item)).casefold()
    return sort_key(field, item)


def texts_of(field: Field, value: Any) -> list[str]:
    """The words of a value that a search for part of a text looks at."""
    return list(_texts(items_of(field, value))) if field.type in ("string", "json") else []


def text_form(value: Any) -> str:
    """A kept value as one text, which reads as the same value again."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def check_year(year: int) -> None:
    """ValueError for a year far from those that orders are about."""
    if not 1900 <= year <= 2200:
        raise ValueError(worded("must lie between the years 1900 and 2200"))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value if isinstance(value, list) else value.values():
            yield from _texts(part)


def _item(field: Field, given: Any) -> Any:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    return _READ[field.type](field, given)


def _string(field: Field, given: Any) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ValueError(worded("must be text"))
    text = given.strip() if isinstance(given, str) else decimal_text(given)
    if len(text) > field.longest:
        raise ValueError(
            worded("has {count} characters; at most {longest} are allowed", count=len(text), longest=field.longest)
        )
    return _option(field.options, text) if field.options else text


def _option(options: tuple[str, ...], text: str) -> str:
    if text in options:
        return text
    near = [option for option in options if option.casefold() == text.casefold()]
    if len(near) == 1:
        return near[0]
    more = worded(" and {count} more", count=len(options) - OPTIONS_NAMED) if len(options) > OPTIONS_NAMED else ""
    raise ValueError(worded("must be one of {options}{more}", options=", ".join(options[:OPTIONS_NAMED]), more=more))


def _number(field: Field, given: Any) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ValueError(worded('must be a number, such as 12.5 or "12.50"'))
    number = read_decimal(given if isinstance(given, str) else decimal_text(given), signed=True)
    return f"{number if number else abs(number):f}"


def _boolean(field: Field, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    word = str(given).strip().lower() if isinstance(given, str | int) else ""
    if word not in _WORDS:
        raise ValueError(worded("must be true or false"))
    return _WORDS[word]


def _datetime(field: Field, given: Any) -> str:
    if not isinstance(given, str):
        raise ValueError(worded("must be an ISO 8601 moment with offset, such as {example}", example=EXAMPLE))
    text = given.strip()
    written = read_moment(text)
    if not written.has_offset:
        raise ValueError(
            worded(
                "needs {more}, such as {example}",
                more=worded("an offset") if written.has_time else worded("a time with an offset"),
                example=EXAMPLE,
            )
        )
    check_year(written.at.year)
    return text


def _date(field: Field, given: Any) -> str:
    if not isinstance(given, str):
        raise ValueError(worded("must be a date YYYY-MM-DD"))
    try:
        day, timed = read_day(given), has_time(given)
    except ValueError:
        raise ValueError(worded("must be a date YYYY-MM-DD")) from None
    if timed:
        raise ValueError(worded("is a day without a time: {day}", day=day.isoformat()))
    check_year(day.year)
    return day.isoformat()


def _json(field: Field, given: Any) -> Any:
    return given


def _file(field: Field, given: Any) -> int:
    text = given.strip() if isinstance(given, str) else given
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 17:
        text = int(text)
    if isinstance(text, bool) or not isinstance(text, int) or not 1 <= text <= MOST_FILE_ID:
        raise ValueError(worded("must be the number of a file, from upload_files"))
    return text


_READ: dict[str, Callable[[Field, Any], Any]] = {
    "string": _string,
    "number": _number,
    "boolean": _boolean,
    "datetime": _datetime,
    "date": _date,
    "json": _json,
    "file": _file,
}


def _number_key(item: str) -> str:
    return f"{int(Decimal(item).scaleb(18, _EXACT)) + _LIFTED:032d}"


_SORTED: dict[str, Callable[[Any], str]] = {
    "string": folded,
    "number": _number_key,
    "boolean": lambda item: "1" if item else "0",
    "datetime": lambda item: utc_text(read_moment(item).at),
    "date": str,
    "json": lambda item: "",
    "file": lambda item: f"{item:016d}",
}

"""Parameter types that operations share. Each is strict, has one JSON type, and says in plain words what it wants."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema

from store.types import DECIMALS
from tools.currency_names import near_codes
from tools.rules.addresses import NO_NAME
from tools.rules.decimals import decimal_text, read_decimal
from tools.rules.mail_addresses import mail_address
from tools.rules.moments import has_time, read_day, read_moment
from tools.rules.quotation import in_quotes
from tools.rules.sentences import worded
from tools.text import one_line, plain, visible
from tools.zone_names import canonical, meant, near_names

MAX_TEXT = 10_000
MAX_ID = 2**53 - 1


@dataclass(slots=True)
class Home:
    """Where a time without an offset is meant, and what became of those that were read.

    known: nothing better will be known. named: the call itself names the zone."""

    zone: str | None
    known: bool = False
    named: bool = False
    was_asked: bool = False
    remarks: list[str] = field(default_factory=list)


# Nobody says where.
NOWHERE = Home(None, known=True)


def _moment(value: object, info: ValidationInfo) -> datetime:
    return value if isinstance(value, datetime) else _in_utc(_placed(value, info, clocks_count=False))


def _deadline(value: object, info: ValidationInfo) -> datetime:
    """A moment; without an offset it is read by the clocks at home."""
    return value if isinstance(value, datetime) else _in_utc(_placed(value, info, clocks_count=True))


def _placed(value: object, info: ValidationInfo, clocks_count: bool) -> datetime:
    """A moment with its offset. A mere day begins at midnight at home; a time without an offset is one there as well when
    clocks count, or when the call itself says where."""
    if not isinstance(value, str):
        raise ValueError(worded("must be a moment as text, such as 2026-11-21T09:00:00+01:00"))
    written = read_moment(value)
    if written.has_offset:
        return written.at
    home = info.context if isinstance(info.context, Home) else NOWHERE
    home.was_asked = True
    zone = home.zone or ("" if home.known else "UTC")
    at = written.at.replace(tzinfo=ZoneInfo(zone or "UTC"))
    example = at.isoformat().replace("+00:00", "Z")
    if not zone:
        raise ValueError(
            worded(
                "needs {more}, such as {example}",
                more=worded("an offset") if written.has_time else worded("a time with an offset"),
                example=example,
            )
        )
    if written.has_time and not (clocks_count or home.named):
        raise ValueError(
            worded("needs an offset, such as {example}, if it is meant in {zone}", example=example, zone=zone)
        )
    if not home.named:
        home.remarks.append(f"{info.field_name} {value.strip()[:30]} was read as {example}, by the clocks of {zone}.")
    return at


def _in_utc(moment: datetime) -> datetime:
    try:
        in_utc = moment.astimezone(UTC)
    except OverflowError:
        in_utc = datetime.min.replace(tzinfo=UTC)
    if not 1970 <= in_utc.year <= 2200:
        raise ValueError(worded("must lie between the years 1970 and 2200"))
    return in_utc.replace(microsecond=in_utc.microsecond // 1000 * 1000)


def _local_moment(value: object, info: ValidationInfo) -> datetime:
    """A moment that keeps the offset it was given with."""
    if isinstance(value, datetime):
        return value
    at = _placed(value, info, clocks_count=False)
    return _in_utc(at).astimezone(at.tzinfo)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            day = read_day(value)
        except ValueError:
            raise ValueError(worded("must be a date YYYY-MM-DD")) from None
        if 1900 <= day.year <= 2200:
            return day
    raise ValueError(worded("must be a date YYYY-MM-DD between the years 1900 and 2200"))


def _whole_day(value: object) -> date:
    """A day to filter by: a time of it would be dropped, and the answer hold more or less than was asked for."""
    day = _day(value)
    if isinstance(value, str) and has_time(value):
        raise ValueError(worded("is a day, YYYY-MM-DD, without a time: {day}", day=day.isoformat()))
    return day


def _clock(value: object) -> str:
    if (
        isinstance(value, str)
        and len(value) == 5
        and value.isascii()
        and value[2] == ":"
        and value.replace(":", "").isdigit()
    ):
        hours, minutes = int(value[:2]), int(value[3:])
        if (hours < 24 and minutes < 60) or (hours, minutes) == (24, 0):
            return value
    raise ValueError(worded("must be a time of day HH:MM between 00:00 and 24:00"))


def _when(value: object, info: ValidationInfo) -> datetime | str:
    """A full moment, or a time of day on a date that is given elsewhere."""
    return _clock(value.strip()) if isinstance(value, str) and len(value.strip()) <= 5 else _moment(value, info)


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(worded('must be a decimal number as text, such as "81.00"'))
    return read_decimal(value if isinstance(value, str) else decimal_text(value), signed=True)


def _amount(value: object) -> Decimal:
    number = _decimal(value)
    if number.is_signed():
        raise ValueError(worded("must be 0 or more, without a sign"))
    return number


def _positive_amount(value: object) -> Decimal:
    number = _decimal(value)
    if number <= 0 or number.is_signed():
        raise ValueError(worded("must be more than 0"))
    return number


def _number_or_code(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _one_line(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value


def _said(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def _email(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(worded("must be an e-mail address of at most 255 characters"))
    return mail_address(value)


def _zone(value: object) -> str:
    found = zone_or_none(value)
    if found is not None:
        return found
    if not isinstance(value, str) or not value.strip():
        raise ValueError(worded("must be an IANA time zone such as Europe/Berlin"))
    text = value[:60]
    if one := meant(text):
        raise ValueError(worded("{named} is no IANA time zone; did you mean {one}?", named=_named(text), one=one))
    near = near_names(text)
    raise ValueError(
        worded(
            "{named} is no IANA time zone{near}{more}",
            named=_named(text),
            near=_near(near),
            more="" if near else worded(", such as Europe/Berlin"),
        )
    )


def zone_or_none(value: object) -> str | None:
    """The IANA name of a time zone, written with whatever capitals; None when it is none."""
    return canonical(value) if isinstance(value, str) else None


def _currency(value: object) -> str:
    if isinstance(value, str) and value.upper() in DECIMALS:
        return value.upper()
    known = worded("must be one of {decimals}", decimals=", ".join(DECIMALS))
    if not isinstance(value, str) or not value.strip():
        raise ValueError(known)
    raise ValueError(
        worded(
            "{named} is no currency here{near}; {known}",
            named=_named(value[:40]),
            near=_near(near_codes(value[:40])),
            known=known,
        )
    )


def _named(text: str) -> str:
    """A name that stands for nothing, as it was given."""
    return in_quotes(one_line(visible(text)).strip())


def _near(names: list[str]) -> str:
    return worded("; near it: {names}", names=", ".join(names)) if names else ""


def web_address(value: object) -> str:
    """The http(s) address of a site, without a user's name; ValueError for anything else."""
    if isinstance(value, str) and len(value) <= 500 and value.startswith(("https://", "http://")):
        try:
            parts = urlsplit(value)
            named = parts.hostname and parts.port != 0
        except ValueError:
            named = None
        if named and "@" in parts.netloc:
            raise ValueError(NO_NAME)
        if named and not _NO_LINK.search(value):
            return value
    raise ValueError(worded("must be an http(s) address of at most 500 characters"))


# What an address is never written with, and markup around a link may be broken with.
_NO_LINK = re.compile(r'[\s<>"\\^`{|}]')


_TEXT = WithJsonSchema({"type": "string"})

Id = Annotated[int, Field(ge=1, le=MAX_ID)]
Moment = Annotated[datetime, BeforeValidator(_moment), _TEXT, Field(description="ISO 8601 moment with offset.")]
LocalMoment = Annotated[
    datetime, BeforeValidator(_local_moment), _TEXT, Field(description="ISO 8601 moment with offset, of the place.")
]
Deadline = Annotated[
    datetime,
    BeforeValidator(_deadline),
    _TEXT,
    Field(description="ISO 8601 moment; without an offset in your time zone."),
]
Day = Annotated[date, BeforeValidator(_day), _TEXT, Field(description="Date YYYY-MM-DD.")]
# Of filters by days.
WholeDay = Annotated[date, BeforeValidator(_whole_day), _TEXT, Field(description="Date YYYY-MM-DD.")]
When = Annotated[
    datetime | str, BeforeValidator(_when), _TEXT, Field(description="ISO 8601 moment with offset, or a time HH:MM.")
]
Clock = Annotated[str, BeforeValidator(_clock), _TEXT, Field(description="Time of day HH:MM.")]
Zone = Annotated[str, BeforeValidator(_zone), _TEXT, Field(description="IANA time zone, such as Europe/Berlin.")]
Number = Annotated[Decimal, BeforeValidator(_decimal), _TEXT, Field(description="Decimal number as text.")]
Amount = Annotated[
    Decimal, BeforeValidator(_amount), _TEXT, Field(description='Amount as decimal text, such as "81.00".')
]
PositiveAmount = Annotated[
    Decimal,
    BeforeValidator(_positive_amount),
    _TEXT,
    Field(description='Amount above 0 as decimal text, such as "81.00".'),
]
Currency = Annotated[
    str,
    BeforeValidator(_currency),
    WithJsonSchema({"type": "string", "enum": list(DECIMALS)}),
    Field(description="Currency."),
]
NumberOrCode = Annotated[str, BeforeValidator(_number_or_code), Field(min_length=1, max_length=100)]
Email = Annotated[str, BeforeValidator(_email), _TEXT, Field(description="E-mail address.")]
Url = Annotated[str, BeforeValidator(web_address), _TEXT, Field(description="http(s) address.")]
Uuid = Annotated[str, Field(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", description="UUID.")]
# A name, label, title: whatever goes into a sentence, a question or a subject of ours. Bounds hold for what is left.
OneLine = Annotated[str, BeforeValidator(_one_line)]
# What somebody has to say in words, on as many lines as it takes. Bounds hold for what is left without blanks around it.
Said = Annotated[str, BeforeValidator(_said)]
LongText = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]


# A parameter that can be emptied, by the empty text, list or object of its type or by its name in clear: Clearable[Text].
# null never does: clients send it for whatever was left out.
CLEARABLE = "clearable"
Kind = TypeVar("Kind")
Clearable = Annotated[Kind, CLEARABLE]


# An object that replaces the stored one as a whole, and whose nulls keep what is stored: its operation sees them.
KEEPS_NULLS = "keeps_nulls"


# A list of texts that may come as one text with commas between them, too.
WITH_COMMAS = "with_commas"


class Cleared:
    """What a Clearable parameter holds when the caller emptied it."""

    def __bool__(self) -> bool:
        return False


CLEARED: Any = Cleared()

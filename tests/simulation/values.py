"""Arguments for any operation, drawn from the types of its parameters. A new operation needs nothing here."""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from server.schema.schema import parameters
from tests.simulation.known import Known, singular
from tools.operation import Operation

OPTIONAL = 0.12
JUNK = 0.04
WORDS = ("Round", "Green", "Wiring", "Terminal", "Night", "Survey", "Müller", "Rollout 7")
SAMPLES = (
    "ab-cd", "FFFFFF", "123456", "2026-03", "2026-03-05", "2026-03-05T10:00:00Z", "AB12", "en", "+4915112345678", "1",
    "1.0.0", "EUR", "00000000-0000-4000-8000-000000000001", "INC-1",
)  # fmt: skip
PASSWORD = "trombone-kayak-77"
TEXT = "aGVsbG8gd29ybGQ="
# Ways to name the record that a call is about; one of them is enough.
ALTERNATIVES = (
    "task_id", "uuid", "freelancer_id", "freelancer_uuid", "user_id", "user_email", "email", "phone", "template_uuid",
    "file_id",
)  # fmt: skip
# Values that few would guess.
CHOICES: dict[str, tuple[Any, ...]] = {
    "country": ("DE", "US", "RU", "DE"),
    "latitude": (44.98, 52.5),
    "longitude": (-93.27, 13.4),
    "settings": (
        {"rules": [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "08:00", "end": "18:00"}]},
        {"rules": [{"days": [1, 2], "start": "09:00", "end": "12:00"}], "confirm": "manual"},
    ),
    "tool": ("pay_task", "book_schedule", "get_wallet"),
    "cancel_reason": (55, 56, 57, 58),
}
# Parameters whose value is not free: waiting takes real time, and consent to a double booking is not a double booking.
FIXED: dict[str, Any] = {
    "wait_seconds": 0, "ignore_conflicts": False, "content_base64": TEXT, "file_name": "note.txt", "filename": "note.txt",
    "accept_agreement": True, "terms": "1",
}  # fmt: skip


@dataclass(slots=True)
class Draw:
    """What values are drawn from."""

    random: Random
    known: Known
    now: datetime
    toolset: str = ""

    def moment(self) -> str:
        """Mostly a full hour of one of the next days."""
        day = self.now + timedelta(days=self.random.choice((0, 1, 1, 2, 3, 5, 9)))
        minute = self.random.choice((0, 0, 0, 30))
        chosen = day.replace(hour=self.random.randrange(8, 18), minute=minute, second=0, microsecond=0)
        if self.random.random() < 0.05:
            return (chosen - timedelta(days=20)).isoformat()
        return (chosen if chosen > self.now else chosen + timedelta(days=1)).isoformat()

    def day(self) -> str:
        return (self.now + timedelta(days=self.random.randrange(-3, 12))).date().isoformat()


Maker = Callable[[Draw], Any]


def arguments(operation: Operation, draw: Draw, **given: Any) -> dict[str, Any]:
    """Arguments for a call; what is given is kept, None leaves a parameter out."""
    draw.toolset = operation.toolset
    made: dict[str, Any] = {}
    lead = leading(operation)
    for name, required, maker in makers(operation):
        if name in given:
            if given[name] is not None:
                made[name] = given[name]
        elif lead and not required and name in ALTERNATIVES:
            if (name == lead) == (draw.random.random() < 0.95):
                made[name] = maker(draw)
        elif required or draw.random.random() < OPTIONAL:
            made[name] = maker(draw)
    return made


@lru_cache(maxsize=1024)
def leading(operation: Operation) -> str | None:
    """The one of several ways to name a record that is mostly used, where none is required."""
    named = [(name, required) for name, required, _ in makers(operation)]
    if any(required and name.endswith("_id") for name, required in named):
        return None
    return next((name for name, required in named if name in ALTERNATIVES and not required), None)


@lru_cache(maxsize=1024)
def makers(operation: Operation) -> tuple[tuple[str, bool, Maker], ...]:
    return tuple(
        (name, default is ..., maker_of(kind, name)) for name, (kind, default) in parameters(operation).items()
    )


def maker_of(kind: Any, name: str, marks: tuple[Any, ...] = ()) -> Maker:
    """How to draw a value of a type for a parameter of that name."""
    if name in FIXED:
        return lambda draw: FIXED[name]
    if name in CHOICES:
        return lambda draw: draw.random.choice(CHOICES[name])
    origin = get_origin(kind)
    if origin is Annotated:
        base, *more = get_args(kind)
        return maker_of(base, name, (*marks, *more))
    if origin in (NotRequired, Required):
        return maker_of(get_args(kind)[0], name, marks)
    if origin in (Union, types.UnionType):
        parts = [maker_of(part, name, marks) for part in get_args(kind) if part is not type(None)]
        return lambda draw: draw.random.choice(parts)(draw)
    if origin is Literal:
        return lambda draw: draw.random.choice(get_args(kind))
    if is_typeddict(kind):
        return _object(kind)
    if origin is list:
        return _list(get_args(kind)[0], name, marks)
    if origin is dict:
        inner = maker_of(get_args(kind)[1], name)
        return lambda draw: {draw.random.choice(("a", "b", "English")): inner(draw)}
    return _known_or(name, _plain(kind, name, marks))


def _object(kind: Any) -> Maker:
    hints = get_type_hints(kind, include_extras=True)
    fields = [(name, name in kind.__required_keys__, maker_of(part, name)) for name, part in hints.items()]
    return lambda draw: {
        name: maker(draw) for name, required, maker in fields if required or draw.random.random() < 0.35
    }


def _list(kind: Any, name: str, marks: tuple[Any, ...]) -> Maker:
    least = int(_bound(marks, "min_length", 0))
    maker = maker_of(kind, singular(name))
    return lambda draw: [maker(draw) for _ in range(max(least, draw.random.choice((0, 1, 1, 2, 3))))]


def _known_or(name: str, maker: Maker) -> Maker:
    if not (name.endswith(("_id", "uuid", "email", "token")) or name in ("id", "code", "otp", "username")):
        return maker

    def make(draw: Draw) -> Any:
        wanted = f"{singular(draw.toolset)}_{name}" if name in ("uuid", "id") else name
        if draw.random.random() < JUNK:
            return maker(draw)
        found = draw.known.pick(wanted, draw.random)
        return maker(draw) if found is None else found

    return make


def _plain(kind: Any, name: str, marks: tuple[Any, ...]) -> Maker:
    if kind is bool:
        return lambda draw: draw.random.random() < 0.5
    if kind is int:
        low = int(_bound(marks, "ge", 0))
        high = int(min(_bound(marks, "le", low + 40), low + 120))
        return lambda draw: draw.random.randint(low, draw.random.choice((high, min(high, low + 3), min(high, low + 3))))
    if kind is float:
        return lambda draw: draw.random.choice((44.98, -93.27, 0.0, 10.5))
    if kind is Decimal:
        return lambda draw: f"{draw.random.choice((1, 10, 100)) * draw.random.randint(1, 99) / 100:.2f}"
    if kind is datetime:
        return lambda draw: draw.moment()
    if kind is date:
        return lambda draw: draw.day()
    return _text(name, marks)


def _text(name: str, marks: tuple[Any, ...]) -> Maker:
    checks = {getattr(getattr(mark, "func", None), "__name__", "") for mark in marks}
    for check, maker in _CHECKED.items():
        if check in checks:
            return maker
    pattern = next((part.pattern for part in _flat(marks) if getattr(part, "pattern", None)), None)
    least, most = int(_bound(marks, "min_length", 0)), int(_bound(marks, "max_length", 1000))
    fits = [
        sample
        for sample in (SAMPLES if pattern else (*WORDS, *SAMPLES[:3]))
        if least <= len(sample) <= most and (not pattern or re.search(str(pattern), sample))
    ] or ["x" * max(1, least)]
    if "phone" in name:
        return lambda draw: f"+49151{draw.random.randint(10**7, 10**7 + 30)}"
    if "password" in name:
        return lambda draw: PASSWORD
    if name.startswith(("date", "created", "published")) or name.endswith(("_date", "_at")):
        return lambda draw: draw.day()
    return lambda draw: draw.random.choice(fits)


_CHECKED: dict[str, Maker] = {
    "_clock": lambda draw: f"{draw.random.randrange(7, 20):02}:{draw.random.choice(('00', '30'))}",
    "_when": lambda draw: draw.moment(),
    "_moment": lambda draw: draw.moment(),
    "_day": lambda draw: draw.day(),
    "_decimal": lambda draw: str(draw.random.randint(0, 200)),
    "_amount": lambda draw: str(draw.random.randint(0, 200)),
    "_currency": lambda draw: draw.random.choice(("EUR", "USD", "USDT", "RUB")),
    "_zone": lambda draw: draw.random.choice(("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")),
    "_email": lambda draw: f"new{draw.random.randint(1, 400)}@sim.test",
    "web_address": lambda draw: "https://sim.test/a",
}


def _flat(marks: tuple[Any, ...]) -> list[Any]:
    return [part for mark in marks for part in (mark, *getattr(mark, "metadata", ()))]


def _bound(marks: tuple[Any, ...], name: str, default: float) -> float:
    found = [getattr(part, name) for part in _flat(marks) if getattr(part, name, None) is not None]
    return found[-1] if found else default

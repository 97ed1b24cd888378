"""Reading feeds in tests."""

from __future__ import annotations

from typing import Any

import icalendar

from store.http_address import set_http_address
from tests.hall import Hall


async def name_address(hall: Hall, address: str | None = "https://hall.example") -> None:
    """Say where the hall is reached over HTTP."""
    await hall.app.database.write(lambda tx: set_http_address(tx, address, hall.clock()))


def secret_of(made: dict[str, Any]) -> str:
    """The secret in the address of a feed that was just made."""
    return str(made["url"]).rsplit("/", 1)[1].removesuffix(".ics")


def events_in(body: bytes) -> list[Any]:
    """What stands in a feed."""
    parsed: Any = icalendar.Calendar.from_ical(body)
    return list(parsed.walk("VEVENT"))

"""What of a provider's home and rates is shown: the area alone, and rates as they were given."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict


class Home(TypedDict):
    """Where a provider lives, as far as it is shown: zip3 is the beginning of the postal code."""

    city: NotRequired[str | None]
    state: NotRequired[str | None]
    zip3: NotRequired[str | None]


def home_of(city: str | None, state: str | None, zip: str | None) -> Home | None:
    """The area somebody lives in; None when it is not known."""
    if not (city or state or zip):
        return None
    return {"city": city, "state": state, "zip3": zip.strip()[:3] if zip else None}


def rate_text(value: Any) -> str | None:
    """A rate as stored, a number or {amount, currency}, as text: "45.00" or "45.00 USD"."""
    if value is None:
        return None
    if isinstance(value, dict):
        return " ".join(str(value[name]) for name in ("amount", "currency") if value.get(name)) or None
    return str(value)

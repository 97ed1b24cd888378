"""Tags: names of at most 60 letters, and a color."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.errors import Invalid
from tools.rules.sentences import worded

FIELDS = ("name", "color", "active")
GREY = "#808080"
LONGEST = 60


def columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored; Invalid for a name that is too long."""
    if len(values.get("name", "")) > LONGEST:
        raise Invalid({"values.name": worded("must be at most {longest} characters long for a tag", longest=LONGEST)})
    return {"color": color_text(values["color"])} if "color" in values else {}


def color_text(color: str) -> str:
    """A color in its one form: #cc0000."""
    return f"#{color.lower().removeprefix('#')}"

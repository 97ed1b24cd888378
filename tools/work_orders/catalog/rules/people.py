"""People on a company's lists: its managers, and the providers it does not work with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.errors import Invalid
from tools.rules.sentences import worded

MANAGER_FIELDS = ("user_id", "active")
BLOCKED_FIELDS = ("user_id", "reason", "active")


def person_named(values: Mapping[str, Any], known: int | None) -> int:
    """Whom an entry is about. known: the person of the entry that was named by its number."""
    given: int | None = values.get("user_id")
    if known is not None and given not in (None, known):
        raise Invalid({"values.user_id": worded("stays as it is: an entry is about one person")})
    person = known if known is not None else given
    if person is None:
        raise Invalid({"values.user_id": worded("is needed: the number of the person")})
    return person

"""Checking what a calendar is made of, alike when it is made and when it is changed."""

from __future__ import annotations

import re

from store.scheduling import calendars
from store.types import Owner
from tools.call import Call
from tools.errors import Conflict, Step
from tools.rules.sentences import worded


def free_slug(call: Call, owner: Owner, label: str, slug: str | None, but_id: int = 0) -> str:
    """The slug asked for, Conflict when another calendar has it; or one made from the label, with a number where need
    be."""
    made = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:56].rstrip("-")
    wanted = slug or (made if len(made) >= 3 else "calendar")
    if not calendars.slug_is_taken(call.tx, owner, wanted, but_id):
        return wanted
    numbered = (f"{wanted[:56].rstrip('-')}-{number}" for number in range(2, 1000))
    free = next(name for name in numbered if not calendars.slug_is_taken(call.tx, owner, name, but_id))
    if slug is not None:
        raise Conflict(
            worded(
                "Another calendar of yours has the slug {slug}. {free} is free. Nothing was saved or charged.",
                slug=slug,
                free=free,
            ),
            code="slug_taken",
            next=(Step(call.tool, {"slug": free}, again=True),),
            details={"free": free},
        )
    return free

"""Keeps the search index true to what a schedule offers."""

from __future__ import annotations

from store.search.index import reindex
from store.types import Owner
from tools.call import Call


def refresh_search(call: Call, owner: Owner) -> None:
    """Let people search find the owner by the schedules of this moment."""
    if owner.kind == "person":
        reindex(call.tx, owner.id, call.now)

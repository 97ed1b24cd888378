"""The tools of tools/list as the text that goes over the wire."""

from __future__ import annotations

from server.shown import shown_texts, toolsets_named, unknown_toolsets
from server.startup_index import current_index


def tools_as_text(toolsets: str | None, read_only: bool) -> bytes | None:
    """A JSON list of the tools that a server so started shows; None when what was generated cannot tell."""
    index = current_index()
    if index is None or unknown_toolsets(toolsets, index.toolsets):
        return None
    return listing_as_text(toolsets_named(toolsets, index.toolsets), read_only)


def listing_as_text(toolsets: frozenset[str] | None, read_only: bool) -> bytes | None:
    """The same for toolsets that are known to exist."""
    index = current_index()
    texts = None if index is None else shown_texts(index, toolsets, read_only)
    return None if texts is None else b"[" + b",".join(texts) + b"]"

"""Which server a token is for (resource indicators)."""

from __future__ import annotations


def is_own(asked: str | None, issuer: str) -> bool:
    """Whether a resource is this server's: its endpoint or its bare address, with and without the last slash. None is.

    Clients that read nothing of the server before they sign in name none."""
    if asked is None or asked == "":
        return True
    bare = asked.rstrip("/")
    return bare in (issuer, f"{issuer}/mcp") or asked.startswith(f"{issuer}/mcp/")


def own(issuer: str) -> str:
    return f"{issuer}/mcp"

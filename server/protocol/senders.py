"""Who sent a message, from where, and what they may see: what is read of a call beside its name and arguments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from server.calls.ways import Way
from server.protocol.origins import LOCAL
from server.shown import toolsets_named, unknown_toolsets


class UnknownToolsets(ValueError):
    """A client narrows itself to toolsets that do not exist: nothing would be listed, and nobody would know why."""


@dataclass(slots=True)
class View:
    """What one connection may see: the server's own narrowing, which headers and URL can only narrow further."""

    toolsets: frozenset[str] | None = None
    read_only: bool = False
    # How the person is asked, as the server was started.
    confirm: Way = "auto"

    def narrowed(self, toolsets: frozenset[str] | None, read_only: bool) -> View:
        if toolsets is not None and self.toolsets is not None:
            toolsets = toolsets & self.toolsets
        return View(self.toolsets if toolsets is None else toolsets, self.read_only or read_only, self.confirm)

    def named(self, toolsets: str | None, read_only: bool, known: list[str]) -> View:
        """Narrowed to toolsets by their names. UnknownToolsets when one does not exist."""
        if toolsets is None and not read_only:
            return self
        if wrong := unknown_toolsets(toolsets, known):
            raise UnknownToolsets(f"{wrong[0].upper()}{wrong[1:]}.")
        return self.narrowed(toolsets_named(toolsets, known), read_only)


@dataclass(slots=True)
class Sender:
    """Whoever sent a call. payment: what came with it (x402); over_stdio: a sign-in holds for the process; client: the
    program, as it names itself and its version; takes_tasks: it follows background calls by itself (tasks)."""

    token: str | None
    view: View
    origin: str = LOCAL
    wish: Way | None = None
    payment: Any = None
    over_stdio: bool = False
    client: tuple[str, str] | None = None
    takes_tasks: bool = False


def client_in(info: object) -> tuple[str, str] | None:
    """What a client says of itself, on one line and within bounds; None when it says nothing usable."""
    if not isinstance(info, dict) or not isinstance(info.get("name"), str):
        return None
    version = info.get("version")
    return _plain(info["name"][:1000], 100), _plain(version[:1000] if isinstance(version, str) else "", 50)


@lru_cache(maxsize=256)
def _plain(text: str, most: int) -> str:
    return "".join(character for character in " ".join(text.split()) if character.isprintable())[:most]


def bearer(header: str) -> str | None:
    """The token of an Authorization header."""
    scheme, _, token = header.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def wish_in(header: str) -> Way | None:
    """How whoever runs the client wants the person to be asked."""
    said = header.strip().lower()
    return {"token": "token", "ask": "ask"}.get(said)  # type: ignore[return-value]


def truthy(value: str | None) -> bool:
    return (value or "").strip().lower() in ("1", "true", "yes", "on")


def view_for(known: list[str], toolsets: str | None, read_only: bool, confirm: Way = "auto") -> View:
    """What the server was started to show; ValueError names toolsets that do not exist."""
    if wrong := unknown_toolsets(toolsets, known):
        raise ValueError(wrong)
    return View(toolsets_named(toolsets, known), read_only, confirm)

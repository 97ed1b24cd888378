"""What is known of an operation without importing it: enough to find it, list it and say who may call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tools.operation import Access, Actor, PriceClass


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """An operation's card. requires and optional: the names of its own parameters."""

    name: str
    module: str
    toolset: str
    access: Access
    actors: tuple[Actor, ...]
    price: PriceClass
    summary: str
    verified_email: bool
    paged: bool
    requires: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def public(self) -> bool:
        return "public" in self.actors

    @classmethod
    def read(cls, saved: dict[str, Any]) -> Card:
        """The card that `saved` wrote."""
        parts: dict[str, Any] = {name: tuple(part) if isinstance(part, list) else part for name, part in saved.items()}
        return cls(**parts)

    def saved(self) -> dict[str, Any]:
        """The card as JSON has it."""
        return {name: list(part) if isinstance(part := getattr(self, name), tuple) else part for name in Card.__slots__}
